import { encode, hash, hex, label, repeatable, sha256 } from "./bytes.js";

export const libraries = ["cborg"];
const kinds = [
  "opening-requested",
  "opening-ended",
  "clearance",
  "release",
  "removal",
  "withdrawal",
  "directory",
  "policy",
  "cards",
  "page",
  "order",
  "account",
  "succession",
  "retention",
  "simulation",
  "policy-proposed",
];

export const make = () => ({ entries: kinds.map(entry), recovery: recovery() });

// SPEC 22.5: what the log is told of an account that two administrators took from its lost keys.
function recovery() {
  const id = repeatable("recovery", 32);
  const [person, proposed_by, confirmed_by, day] = ["analyst-amara", "dalia", "esteban", 20778];
  const subject = hash("account", id, person, proposed_by, confirmed_by, day);
  return { id: hex(id), person, proposed_by, confirmed_by, day, subject: hex(subject) };
}

function entry(kind, number) {
  const written = encode({ type: label("ledger-entry"), kind, subject: repeatable(kind, 32), day: 20778 + number });
  const r = repeatable(`r ${kind}`, 32);
  const leaf = sha256(encode([label("ledger-entry"), r, written]));
  return { kind, entry: hex(written), r: hex(r), leaf: hex(leaf), leaf_hash: hex(sha256(new Uint8Array([0, ...leaf]))) };
}
