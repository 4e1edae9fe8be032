// What terms allow, said to the person who gives them: the sentences that matter, each from the catalogue. Pure.
import type { Terms } from "../protocol/consent.ts";
import { AIMS, aimChoice, isShutOut, laterAreShutOut } from "./consent_form.ts";
import { bodyName, date, list, say } from "./texts.ts";

export function whatIsAllowed(terms: Terms, today: number, bodies: readonly string[]): readonly string[] {
  const { uses } = terms;
  if (!uses.length) return [say("allow-nothing"), say("allow-forget", { days: terms.forget_after })];
  return [
    ...uses.map((use) => (use === "summary" ? summary(terms) : say(`allow-${use}`))),
    ...aims(terms),
    ...(uses.includes("summary") ? neverTo(terms, bodies) : []),
    ...waiting(terms, today),
    say(`allow-contact-${terms.contact}`),
    say("allow-forget", { days: terms.forget_after }),
    ...(terms.given_by === 2 ? [] : [say(`allow-given-by-${terms.given_by}`)]),
    say(terms.translation ? "allow-translation" : "allow-no-translation"),
    ...(terms.urgent && uses.includes("summary") ? [say("allow-urgent")] : []),
  ];
}

const summary = ({ place, period, audience }: Terms): string =>
  say("allow-summary", {
    place: say(`finest-place-${place}`),
    period: say(`finest-period-${period}`),
    audience: say(`audience-${audience}`),
  });

function aims(terms: Terms): readonly string[] {
  const named = (choice: string) =>
    AIMS.filter((aim) => aimChoice(terms, aim) === choice).map((aim) => say(`aim-${aim}`));
  const [yes, ask] = [named("yes"), named("ask")];
  return [
    yes.length ? say("allow-aims", { aims: list(yes) }) : say("allow-no-aim"),
    ...(ask.length ? [say("allow-ask", { aims: list(ask) })] : []),
  ];
}

function neverTo({ never_to }: Terms, bodies: readonly string[]): readonly string[] {
  const named = bodies.filter((_, body) => isShutOut(never_to, body)).map(bodyName);
  if (laterAreShutOut(never_to, bodies.length)) named.push(say("bodies-later"));
  return named.length ? [say("allow-never-to", { bodies: list(named) })] : [];
}

function waiting({ not_before, until_safe }: Terms, today: number): readonly string[] {
  return [
    ...(not_before > today ? [say("allow-not-before", { day: date(not_before) })] : []),
    ...(until_safe ? [say("allow-until-safe")] : []),
  ];
}
