// What intake says when it does not take something. Only its codes are used: nothing of its words is ever shown.
import { CannotDo } from "../acts.ts";
import { type Answer, isGood } from "./exchange.ts";

const PROBLEM = "urn:leeward:problem:";

function members({ body }: Answer): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof document === "object" && document !== null ? { ...document } : {};
  } catch {
    return {};
  }
}

export const isProblem = (answer: Answer, name: string): boolean => members(answer).type === PROBLEM + name;

// The bits that a refusal for want of work asks for; null where it is about something else (SPEC 9.4).
export function workAsked(answer: Answer): number | null {
  const { work } = members(answer);
  return isProblem(answer, "too-little-work") && typeof work === "number" ? work : null;
}

const LATER: ReadonlySet<number> = new Set([429, 503]);
// It came too slowly, or what stands before intake did not reach it.
const NOT_REACHED: ReadonlySet<number> = new Set([408, 502, 504]);

export function checkGood(answer: Answer): Answer {
  if (isGood(answer)) return answer;
  if (LATER.has(answer.status)) throw new Busy(answer.retryAfter);
  throw new CannotDo(NOT_REACHED.has(answer.status) ? "cannot-reach" : "refused");
}

// There is no room now. The very same may be sent again, after so many seconds.
export class Busy extends CannotDo {
  constructor(readonly seconds: number | null) {
    super("busy");
  }
}
