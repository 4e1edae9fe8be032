// The policy bundle, under the signatures of two administrators: SPEC 17. A custodian's device needs its quota alone,
// and still reads all of it, so that what is no bundle is none.

import { type Bytes, same, toHex } from "../../../../web/src/protocol/bytes.ts";
import type { TrustedDirectory } from "../../../../web/src/protocol/directory.ts";
import { message, type Of } from "../../../../web/src/protocol/encoding.ts";
import * as shape from "../../../../web/src/protocol/shapes.ts";
import { verify } from "../../../../web/src/protocol/signing.ts";
import { Flawed } from "../flaws.ts";

const MOST = 1024 * 1024;
const NEEDED = 2;
const place = shape.oneOf(0, 1, 2, 3);
const period = shape.oneOf(0, 1, 2, 3);
const audience = shape.oneOf(0, 1, 2, 3, 4);
const seconds = shape.whole(1, 604_800);

const person = shape.map({
  person: shape.code,
  organisation: shape.code,
  sign_key: shape.signKey,
  roles: shape.list(1, 5, shape.oneOf("curator", "reviewer", "analyst", "administrator", "auditor")),
  compartments: shape.list(0, 64, shape.code),
  audience,
  body: shape.orNull(shape.whole(0, 51)),
  areas: shape.list(0, 64, shape.code),
  begins: shape.orNull(shape.day),
  ends: shape.orNull(shape.day),
});
// Controls, line separators, and signs that turn the direction of others: whoever signs a text sees every sign of it.
const inPlainSight = /^[^\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u;
const plain =
  (least: number, most: number): shape.Shape<string> =>
  (value): value is string =>
    shape.chars(least, most)(value) && inPlainSight.test(value);
// The same, in lines that end with a line feed: a carriage return ends a comment for Cedar, no line on a page.
const lines =
  (most: number): shape.Shape<string> =>
  (value): value is string =>
    shape.chars(0, most)(value) && inPlainSight.test(value.replace(/[\n\t]/g, ""));
const area = shape.map({ code: shape.code, name: plain(1, 100), country: shape.code, level: place });
const releaseRules = shape.map({
  k: shape.whole(2, 1000),
  partners: shape.whole(1, 100),
  left_without_any_partner: shape.whole(0, 100),
  finest_place: place,
  finest_period: period,
  widest_audience: audience,
  sensitive_k: shape.whole(2, 1000),
  sensitive_place: place,
  sensitive_period: period,
  urgent_place: place,
  urgent_period: period,
  longest_expiry: shape.oneOf(30, 90, 365),
  epoch_seconds: seconds,
  blocked_bodies: shape.whole(0, 2 ** 52 - 1),
});

const grant = shape.map({
  template: shape.code,
  person: shape.code,
  compartment: shape.code,
  begins: shape.orNull(shape.day),
  ends: shape.orNull(shape.day),
});
const golden = shape.map({
  name: shape.code,
  asker: shape.oneOf("analyst", "curator", "reviewer", "custodian", "administrator", "auditor", "device"),
  who: shape.code,
  action: shape.code,
  about: shape.oneOf("compartment", "opening", "clearance", "summary", "pool", "log", "register", "bundle"),
  place: shape.orNull(shape.code),
  audience: shape.orNull(audience),
  named: shape.truth,
  consent: shape.truth,
  allowed: shape.truth,
});

export const policyBundle = message(MOST, {
  type: shape.oneOf("leeward/v1/policy"),
  version: shape.count,
  previous: shape.hash,
  issued: shape.day,
  directory_number: shape.count,
  release: releaseRules,
  custody: shape.map({ parts_per_curator_and_day: shape.whole(1, 10_000) }),
  log: shape.map({ tick_seconds: seconds, leaves_per_tick: shape.whole(1, 4096) }),
  changes: shape.map({ cooling_off_days: shape.whole(0, 90), two_organisations: shape.truth }),
  collect_seconds: shape.whole(1, 86_400),
  staff: shape.list(0, 2000, person),
  areas: shape.list(0, 5000, area),
  grants: shape.list(0, 4000, grant),
  golden: shape.list(0, 500, golden),
  cedar_schema: lines(65_536),
  cedar_policies: lines(262_144),
});
export type Policy = Of<typeof policyBundle>;

const administratorSignature = shape.map({ administrator: shape.code, signature: shape.signature });
export const signedPolicy = message(MOST + 4096, {
  bundle: shape.bytes(0, MOST),
  signatures: shape.list(0, 8, administratorSignature),
});

// A bundle that holds under this directory, and is not older than the newest that was ever trusted here, which is
// `known` (a SignedPolicy's bytes; null where there was none). `suspended` are administrators whose word does not count
// for a bundle that is new here.
export function trustPolicy(
  claimed: Bytes,
  directory: TrustedDirectory,
  known: Bytes | null,
  suspended: ReadonlySet<string>,
): Policy {
  const signed = signedPolicy.read(claimed);
  const organisations = checkAdministrators(signed, directory, suspended);
  const policy = policyBundle.read(signed.bundle);
  if (policy.changes.two_organisations && organisations.size < NEEDED) throw new Flawed("policy-unsigned");
  if (directory.number < policy.directory_number) throw new Flawed("policy-refused");
  checkNames(policy);
  const floor = known && signedPolicy.read(known).bundle;
  if (floor && !same(floor, signed.bundle) && policy.version <= policyBundle.read(floor).version) {
    throw new Flawed("policy-rolled-back");
  }
  return policy;
}

// Two different ones of the directory, and the organisations that they are of. One signature that fails, or names none of
// them, spoils them all.
function checkAdministrators(
  { bundle, signatures }: Of<typeof signedPolicy>,
  { administrators }: TrustedDirectory,
  suspended: ReadonlySet<string>,
): ReadonlySet<string> {
  const keys = new Map(administrators.map((one) => [one.administrator, one.sign_key]));
  const good = new Set<string>();
  for (const { administrator, signature } of signatures) {
    try {
      verify(keys.get(administrator) ?? new Uint8Array(0), "policy", bundle, signature);
    } catch {
      throw new Flawed("policy-unsigned");
    }
    if (!suspended.has(administrator)) good.add(administrator);
  }
  if (good.size < NEEDED) throw new Flawed("policy-unsigned");
  const signers = administrators.filter(({ administrator }) => good.has(administrator));
  return new Set(signers.map(({ organisation }) => organisation));
}

function checkNames({ staff, areas, golden: decisions }: Policy): void {
  const several = [
    staff.map((one) => one.person),
    staff.map((one) => toHex(one.sign_key)),
    areas.map((one) => one.code),
    decisions.map((one) => one.name),
  ];
  if (several.some((names) => new Set(names).size !== names.length)) throw new Flawed("policy-refused");
}
