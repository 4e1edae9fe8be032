import { encode, hash, hex, label, repeatable, sign, written } from "./bytes.js";
import { directory, directoryHash, secretOf, TODAY } from "./directory.js";
import { partId } from "./part.js";
import { testimonyPart } from "./sealing.js";

export const libraries = ["@noble/curves", "cborg"];
const compartment = directory.compartments[0].name;

const summary = encode({
  type: label("summary"),
  title: "Armed men arrive in the northern district",
  bluf: "Several people saw lorries with armed men arrive within one week. Residents fear house searches.",
  language: "en",
  event_type: "armed-movement",
  actor: "non-state-armed",
  harm: "not-known",
  area: "xa-01",
  period: "2026-11",
  risk_factors: [4, 7],
  stage: "mobilization",
  credibility: 2,
  verification: "corroborated",
  likelihood: "likely",
  confidence: "moderate",
  tlp: "amber",
  valid_until: TODAY + 30,
  change: "new",
  gaps: "Who commands them is not known.",
  minors_or_sexual_violence: false,
  predecessor: null,
});
const r = repeatable("r of a summary", 32);
const commitment = hash("clearance", r, summary);

// Audience: the consortium; place: first level; period: month (SPEC 19).
const asked = { aim: "early-warning", audience: 2, place: 2, period: 1, expiry: 90, urgent: false, sensitive: false };
// Two releases that it is compared with, in the order of their bytes (SPEC 16.8).
const beside = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const people = { curator: "desk-curator", reviewer: "desk-reviewer" };

function clearanceRequest() {
  const parts = [partId(testimonyPart)];
  const named = { directory: directoryHash, compartment, commitment, parts, predecessor: null, beside };
  const body = encode({ type: label("clearance-request"), ...named, ...asked, ...people });
  const signed = (desk) => sign(secretOf.sign(desk), "clearance-request", body);
  return { body, curator_signature: signed("desk-curator"), reviewer_signature: signed("desk-reviewer") };
}

function clearance() {
  const named = { directory: directoryHash, compartment, commitment, predecessor: null, beside };
  const given = { never_to: 2 ** 51 + 1, translation: true, band: "5-9", policy: 4, day: TODAY };
  const body = encode({ type: label("clearance"), ...named, ...asked, ...people, ...given });
  return { body, signature: sign(secretOf.sign("vault"), "clearance-grant", body) };
}

function attestation(desk) {
  const found = { shared_runs: 0, identifiers: 1, detector: "patterns.1" };
  const body = encode({ type: label("attestation"), commitment, desk, ...found });
  return { body, signature: sign(secretOf.sign(desk), "attestation", body) };
}

export function make() {
  const attested = { curator: attestation("desk-curator"), reviewer: attestation("desk-reviewer") };
  const submission = { type: label("submission"), summary, r, clearance: clearance(), ...attested };
  return {
    directory: "the one of directory.json",
    ...written({ summary, r, commitment, clearance_request: encode(clearanceRequest()), clearance: encode(clearance()) }),
    attestations: Object.values(attested).map((one) => hex(encode(one))),
    submission: hex(encode(submission)),
  };
}
