// What a source allows: coded, signed, versioned, and a lattice. SPEC 5.
import type { Bytes } from "./bytes.ts";
import { message, type Of } from "./encoding.ts";
import { Refused } from "./errors.ts";
import { hash } from "./hash.ts";
import { bytes, day, hash as hashShape, type In, map, oneOf, set, signature, signKey, truth, whole } from "./shapes.ts";
import { sign, signPublic, verify } from "./signing.ts";

export const LIFETIME = 365;
export const MOST_BODIES = 52;

export const use = oneOf("a-curator-reads", "counted", "summary", "exact-words", "altered-media");
export const aim = oneOf("early-warning", "advocacy", "accountability");

// The fields have the protocol's own names.
export const terms = map({
  uses: set(5, use),
  aims: set(3, aim),
  ask_first: set(3, aim), // aims for which the source wants to be asked again, also where `aims` has them
  place: oneOf(0, 1, 2, 3), // the finest that may be named: none, country, first level, second level
  period: oneOf(0, 1, 2, 3), // none, month, week, day
  audience: oneOf(0, 1, 2, 3, 4), // the widest circle: nobody, task force, consortium, UN, public
  never_to: whole(0, 2 ** MOST_BODIES - 1), // bit i, from the least: never to body i of the directory's list
  contact: oneOf(0, 1, 2), // never, when I check in, now
  not_before: day,
  until_safe: truth, // nothing leaves until the source says that it is safe
  forget_after: oneOf(30, 90, 365),
  given_by: oneOf(0, 1, 2), // guardian, another adult, myself
  translation: truth,
  urgent: truth, // a warning may stand on this one report
});
export type Terms = In<typeof terms>;
export type Use = In<typeof use>;
export type Aim = In<typeof aim>;
export type Profile = "keep-sealed" | "curator-may-read" | "summary-coarse" | "summary-finer";

const everyAim = ["accountability", "advocacy", "early-warning"] as const;

// The bottom of the lattice: it allows nothing (SPEC 5.2).
export const BOTTOM: Terms = {
  uses: [],
  aims: [],
  ask_first: everyAim,
  place: 0,
  period: 0,
  audience: 0,
  never_to: 2 ** MOST_BODIES - 1,
  contact: 0,
  not_before: 100_000,
  until_safe: true,
  forget_after: 30,
  given_by: 0,
  translation: false,
  urgent: false,
};

const READ: Terms = {
  ...BOTTOM,
  uses: ["a-curator-reads"],
  aims: ["early-warning"],
  ask_first: [],
  until_safe: false,
  forget_after: 365,
  given_by: 2,
};
const COARSE: Terms = {
  ...READ,
  uses: ["a-curator-reads", "counted", "summary"],
  place: 2,
  period: 1,
  audience: 2,
  never_to: 0,
  translation: true,
};
const PROFILES: Readonly<Record<Profile, Terms>> = {
  "keep-sealed": BOTTOM,
  "curator-may-read": READ,
  "summary-coarse": COARSE,
  "summary-finer": { ...COARSE, place: 3, period: 2, audience: 3 },
};

// The terms behind one of the four first choices (SPEC 5.3).
export const profileTerms = (profile: Profile, today: number): Terms =>
  profile === "keep-sealed" ? BOTTOM : { ...PROFILES[profile], not_before: today };

// What both allow: the greatest lower bound (SPEC 5.2).
export const meet = (a: Terms, b: Terms): Terms => ({
  uses: a.uses.filter((one) => b.uses.includes(one)),
  aims: a.aims.filter((one) => b.aims.includes(one)),
  ask_first: sorted([...a.ask_first, ...b.ask_first]),
  place: least(a.place, b.place),
  period: least(a.period, b.period),
  audience: least(a.audience, b.audience),
  never_to: Number(BigInt(a.never_to) | BigInt(b.never_to)),
  contact: least(a.contact, b.contact),
  not_before: Math.max(a.not_before, b.not_before),
  until_safe: a.until_safe || b.until_safe,
  forget_after: least(a.forget_after, b.forget_after),
  given_by: least(a.given_by, b.given_by),
  translation: a.translation && b.translation,
  urgent: a.urgent && b.urgent,
});

const least = <N extends number>(a: N, b: N): N => (a < b ? a : b);

// ---- statements

export const statement = message(1024, {
  type: oneOf("leeward/v1/consent"),
  part_key: signKey,
  version: whole(1, 1000),
  previous: hashShape,
  given: day,
  expires: day,
  asserted_by: oneOf("source", "gateway"),
  terms,
});
export type Statement = Of<typeof statement>;

export const claimedConsent = map({ statement: bytes(0, 1024), signature });
export type ClaimedConsent = In<typeof claimedConsent>;

const withdrawal = message(256, { type: oneOf("leeward/v1/withdrawal"), part_key: signKey, day });
export const claimedWithdrawal = map({ statement: bytes(0, 256), signature });
export type ClaimedWithdrawal = In<typeof claimedWithdrawal>;

// SPEC 5.1. Without `previous`: the first version. `lifetime` in days, at most 365.
export async function give(
  seed: Bytes,
  allowed: Terms,
  given: number,
  previous: Statement | null = null,
  lifetime = LIFETIME,
): Promise<ClaimedConsent> {
  const said = statement.write({
    type: "leeward/v1/consent",
    part_key: signPublic(seed),
    version: (previous?.version ?? 0) + 1,
    previous: previous ? await hash("consent-hash", statement.write(previous)) : new Uint8Array(32),
    given,
    expires: given + Math.min(lifetime, LIFETIME),
    asserted_by: "source",
    terms: inOrder(allowed),
  });
  return { statement: said, signature: sign(seed, "consent", said) };
}

// Sets are written sorted, each member once (SPEC 2.5), however a form lists them.
const inOrder = (one: Terms): Terms => ({
  ...one,
  uses: sorted(one.uses),
  aims: sorted(one.aims),
  ask_first: sorted(one.ask_first),
});

const sorted = <T>(members: readonly T[]): readonly T[] => [...new Set(members)].sort();

// The statement, if this key signed it of itself, whatever version it is.
export function readOwn(claimed: ClaimedConsent, partKey: Bytes): Statement {
  verify(partKey, "consent", claimed.statement, claimed.signature);
  const said = statement.read(claimed.statement);
  if (!said.part_key.every((byte, at) => byte === partKey[at])) throw new Refused("bad-signature");
  return said;
}

// SPEC 5.7: names no predecessor, and is final.
export function withdraw(seed: Bytes, today: number): ClaimedWithdrawal {
  const said = withdrawal.write({ type: "leeward/v1/withdrawal", part_key: signPublic(seed), day: today });
  return { statement: said, signature: sign(seed, "withdrawal", said) };
}
