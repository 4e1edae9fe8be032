// A proposed policy that one administrator of directory.js signed, an answer to it, and bands (SPEC 17.2 and 24).
import { encode, hash, hex, label, repeatable, sign } from "./bytes.js";
import { secretOf, TODAY } from "./directory.js";

export const libraries = ["@noble/curves", "cborg"];

const inForce = repeatable("the policy in force", 32);
const bundle = encode({
  type: label("policy"),
  version: 8,
  previous: inForce,
  issued: TODAY,
  directory_number: 7,
  release: {
    k: 3, partners: 3, left_without_any_partner: 2, finest_place: 2, finest_period: 2, widest_audience: 2, sensitive_k: 10,
    sensitive_place: 1, sensitive_period: 1, urgent_place: 1, urgent_period: 2, longest_expiry: 90, epoch_seconds: 86400,
    blocked_bodies: 0,
  },
  custody: { parts_per_curator_and_day: 40 },
  log: { tick_seconds: 600, leaves_per_tick: 64 },
  changes: { cooling_off_days: 7, two_organisations: true },
  collect_seconds: 1800,
  staff: [],
  areas: [],
  grants: [],
  golden: [],
  cedar_schema: "",
  cedar_policies: "",
});
const proposal = hash("policy-hash", bundle);

// The first day of the week: 1970-01-05 was a Monday, and day 4.
const monday = TODAY - ((TODAY - 4) % 7);
const answer = {
  type: label("policy-simulation"),
  proposal,
  policy: inForce,
  before: monday,
  compartments: [
    { compartment: "xa-testimony", ordinary: "10-58", urgent: "0-18" },
  ],
};

function band(count, moved) {
  if (count >= 50 + moved) return "50+";
  return count >= 10 + moved ? "10-58" : "0-18";
}
const edges = [0, 1, 9, 10, 14, 18, 19, 49, 50, 58, 59, 1000];

export const make = () => ({
  administrator: "dalia",
  in_force: hex(inForce),
  signed: hex(encode({ bundle, signatures: [{ administrator: "dalia", signature: sign(secretOf.sign("dalia"), "policy", bundle) }] })),
  proposal: hex(proposal),
  today: TODAY,
  answer: hex(encode(answer)),
  bands: edges.flatMap((count) => [0, 4, 9].map((moved) => [count, moved, band(count, moved)])),
});
