// What is said of whatever could not be done: one sentence of our own, never the other side's words.
import { Refused } from "../../../../web/src/protocol/errors.ts";
import type { Flaw } from "../flaws.ts";
import { Stopped } from "../stopped.ts";
import { has, say } from "./texts.ts";

// The ending of a message's id; null for a flaw of our own program, which goes on to the console.
export function stopOf(error: unknown): string {
  if (error instanceof Stopped) return error.who ? `${error.why}-${error.who}` : error.why;
  if (error instanceof Refused) return error.why as string;
  console.error(error);
  return "program";
}

// Those with a sentence of their own say what to do; of all others, that something does not hold.
export const sayStop = (stop: string): string => say(has(`stop-${stop}`) ? `stop-${stop}` : "stop-unsound");

export const sayFlaw = (flaw: Flaw, parts: number): string =>
  say(has(`flaw-${flaw}`) ? `flaw-${flaw}` : "flaw-other", { parts });
