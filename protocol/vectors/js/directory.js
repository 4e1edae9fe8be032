import { encode, hash, hex, label, repeatable, sign, signPublic } from "./bytes.js";
import { publicOf } from "./hpke.js";

export const libraries = ["@noble/curves", "@noble/post-quantum", "cborg"];
export const TODAY = 20778;
export const seed = (name) => repeatable(`seed of ${name}`, 32);
const sealKey = (name) => publicOf(seed(`${name} sealing`));
const signKey = (name) => signPublic(seed(`${name} signing`));
const roots = ["root 0", "root 1", "root 2"];

const desk = (name, holder) => ({ desk: name, holder, seal_key: sealKey(name), sign_key: signKey(name) });
const seat = (custodian) => ({ custodian, organisation: `house-${custodian.at(-1)}`, seal_key: sealKey(custodian), sign_key: signKey(custodian) });
const device = (role) => ({ device: role, role, sign_key: signKey(role) });
const desks = [desk("desk-curator", "ama"), desk("desk-reviewer", "ben")];

function compartment(kind, needed, custodians) {
  const name = `xa-${kind}`;
  return { name, country: "xa", kind, needed, seats: custodians.map(seat), desks, recovery_key: sealKey(`recovery ${name}`) };
}

export const directory = {
  type: label("directory"),
  number: 7,
  epoch: 3,
  previous: repeatable("directory before", 32),
  issued: TODAY,
  expires: TODAY + 180,
  compartments: [
    compartment("testimony", 2, ["custodian-1", "custodian-2", "custodian-3"]),
    compartment("identity", 2, ["custodian-4", "custodian-5"]),
    compartment("evidence", 2, ["custodian-6", "custodian-7", "custodian-8"]),
  ],
  vault_seal_key: sealKey("vault"),
  devices: ["intake", "vault", "release", "policy", "ledger", "gateway"].map(device),
  administrators: ["dalia", "esteban"].map((administrator) => ({ administrator, organisation: `house-${administrator}`, sign_key: signKey(administrator) })),
  partners: [{ partner: "lantern", sign_key: signKey("lantern") }, { partner: "acacia", sign_key: null }],
  substitutes: [{ substitute: "sadia", custodian: "custodian-3", organisation: "house-1", seal_key: sealKey("sadia"), sign_key: signKey("sadia") }],
  witnesses: ["harbour", "mill"].map((witness) => ({ witness, sign_key: signKey(`witness ${witness}`) })),
  witnesses_needed: 1,
  never_to: ["ministry-of-truth", "border-force"],
  work_bits: 16,
  log_origin: "log.leeward.example/vectors",
};

export const contents = encode(directory);
export const directoryHash = hash("directory-hash", contents);
export const secretOf = { seal: (name) => seed(`${name} sealing`), sign: (name) => seed(`${name} signing`) };

const signedBy = (several, purpose, bytes, places) =>
  places.map((root) => ({ root, signature: sign(seed(`${several[root]} signing`), purpose, bytes) }));
const setOf = (several, needed) => ({ type: label("roots"), keys: several.map(signKey), needed });

// Two of the three roots sign: the first and the last.
const signed = encode({
  type: label("signed-directory"),
  directory: contents,
  signatures: signedBy(roots, "directory", contents, [0, 2]),
  root_changes: [],
});

// The roots change twice (SPEC 4.8): one is replaced, then there are four of whom three sign. What comes next has both.
const second = ["root 0", "root 3", "root 2"];
const third = ["root 4", "root 3", "root 2", "root 5"];
const sets = [setOf(roots, 2), setOf(second, 2), setOf(third, 3)];
const nameOf = (set) => hash("roots-hash", encode(set));

function changeTo(number, before, after, byBefore, byAfter) {
  const change = encode({ type: label("root-change"), number, previous: nameOf(sets[number - 1]), roots: sets[number] });
  return {
    change,
    by_before: signedBy(before, "root-change", change, byBefore),
    by_after: signedBy(after, "root-change", change, byAfter),
  };
}

const changes = [changeTo(1, roots, second, [0, 2], [1, 2]), changeTo(2, second, third, [0, 1], [0, 1, 3])];
const next = encode({ ...directory, number: directory.number + 1, previous: directoryHash });
const signedLater = encode({
  type: label("signed-directory"),
  directory: next,
  signatures: signedBy(third, "directory", next, [0, 2, 3]),
  root_changes: changes,
});

export const make = () => ({
  today: TODAY,
  root_set: hex(encode(sets[0])),
  signed: hex(signed),
  contents: hex(contents),
  hash: hex(directoryHash),
  later_root_sets: sets.slice(1).map((set) => hex(encode(set))),
  root_hashes: sets.map((set) => hex(nameOf(set))),
  signed_by_later_roots: hex(signedLater),
});
