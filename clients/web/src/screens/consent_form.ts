// What a source allows, while it is being chosen. Pure: the profiles' terms are passed in. SPEC 5.
import type { Profile } from "../acts.ts";
import { type Aim, MOST_BODIES, meet, type Terms } from "../protocol/consent.ts";

export type ProfileTerms = (profile: Profile) => Terms;

export interface ConsentForm {
  readonly base: Terms | null; // what was signed before; none for a new report
  readonly profile: Profile | null;
  readonly own: Partial<Terms>; // single options that were set
}

export const PROFILES: readonly Profile[] = ["keep-sealed", "curator-may-read", "summary-coarse", "summary-finer"];
export const AIMS: readonly Aim[] = ["accountability", "advocacy", "early-warning"];
const NOW = 2;

// What a profile does not say anything about stays as it was chosen: another choice of theirs ends no embargo.
const KEPT = ["contact", "not_before", "until_safe", "forget_after", "given_by", "urgent"] as const;

export function termsOf(form: ConsentForm, profileTerms: ProfileTerms): Terms {
  return { ...startOf(form, profileTerms), ...form.own };
}

function startOf({ base, profile }: ConsentForm, profileTerms: ProfileTerms): Terms {
  if (!profile) return base ?? profileTerms("keep-sealed");
  const chosen = profileTerms(profile);
  if (!base?.uses.length || profile === "keep-sealed") return chosen;
  const both = base.uses.includes("summary") && chosen.uses.includes("summary");
  return { ...chosen, ...only(base, KEPT), ...(both ? { never_to: base.never_to } : {}) };
}

// `tonight`: the report asks for the urgent way, which a choice that allows anything then allows too.
export function withProfile(form: ConsentForm, profile: Profile, tonight: boolean): ConsentForm {
  if (profile === "keep-sealed") return { ...form, profile, own: only(form.own, ["forget_after", "given_by"]) };
  return { ...form, profile, own: { ...only(form.own, KEPT), ...(tonight ? { urgent: true } : {}) } };
}

const only = <T extends Partial<Terms>>(terms: T, names: readonly (keyof Terms)[]): Partial<Terms> =>
  Object.fromEntries(names.filter((name) => terms[name] !== undefined).map((name) => [name, terms[name]]));

// Sets are sorted, each member once (SPEC 2.5).
export const withOne = <T extends string>(held: readonly T[], one: T, is: boolean): readonly T[] =>
  [...held.filter((other) => other !== one), ...(is ? [one] : [])].sort();

export type AimChoice = "no" | "ask" | "yes";

export function aimChoice(terms: Terms, aim: Aim): AimChoice {
  if (!terms.aims.includes(aim)) return "no";
  return terms.ask_first.includes(aim) ? "ask" : "yes";
}

export const withAim = (terms: Terms, aim: Aim, choice: AimChoice): Pick<Terms, "aims" | "ask_first"> => ({
  aims: withOne(terms.aims, aim, choice !== "no"),
  ask_first: withOne(terms.ask_first, aim, choice !== "yes"),
});

// 52 bits are more than JavaScript's bit operators know.
export const isShutOut = (bits: number, body: number): boolean => Math.floor(bits / 2 ** body) % 2 === 1;

export const withShutOut = (bits: number, body: number, is: boolean): number =>
  bits + (Number(is) - Number(isShutOut(bits, body))) * 2 ** body;

export const laterAreShutOut = (bits: number, known: number): boolean => bits >= 2 ** known;

export const withLaterShutOut = (bits: number, known: number, is: boolean): number =>
  (bits % 2 ** known) + (is ? 2 ** MOST_BODIES - 2 ** known : 0);

// What these terms would still have to allow before any summary can stand on them, as names of messages.
export function summaryLacks(terms: Terms): readonly string[] {
  if (!terms.uses.includes("summary")) return [];
  const there = {
    read: terms.uses.includes("a-curator-reads"),
    counted: terms.uses.includes("counted"),
    aim: AIMS.some((aim) => aimChoice(terms, aim) === "yes"),
    place: terms.place > 0,
    period: terms.period > 0,
    audience: terms.audience > 0,
  };
  return Object.entries(there)
    .filter(([, is]) => !is)
    .map(([name]) => `lacks-${name}`);
}

// True where `next` allows something that `now` does not: it then counts whole only after seven days (SPEC 5.2, 5.5).
export function allowsMore(next: Terms, now: Terms): boolean {
  const both = meet(next, now);
  return (Object.keys(both) as (keyof Terms)[]).some((name) => String(both[name]) !== String(next[name]));
}

// ---- the small consents, of a name and number and of untouched files: two questions instead of fourteen

export interface SmallConsent {
  readonly now: boolean; // identity: somebody may reach me; evidence: a curator may look at it
  readonly accountability: boolean;
}

export const NOTHING: SmallConsent = { now: false, accountability: false };

// All else stays as the profile has it, never as it was chosen for the report: a day or a body that stands in two
// consents would tell the vault which name belongs to which report.
export function smallTerms(of: "identity" | "evidence", chosen: SmallConsent, profileTerms: ProfileTerms): Terms {
  if (!chosen.now && !chosen.accountability) return profileTerms("keep-sealed");
  const aims: Aim[] = [];
  if (chosen.accountability) aims.push("accountability");
  if (chosen.now) aims.push("early-warning");
  const contact = of === "identity" && chosen.now ? NOW : 0;
  return { ...profileTerms("curator-may-read"), aims, contact };
}

export function smallConsentOf(of: "identity" | "evidence", terms: Terms): SmallConsent {
  const read = terms.uses.includes("a-curator-reads");
  const now = of === "identity" ? terms.contact === NOW : aimChoice(terms, "early-warning") === "yes";
  return { now: read && now, accountability: read && aimChoice(terms, "accountability") === "yes" };
}
