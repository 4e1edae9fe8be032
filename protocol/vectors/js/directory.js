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
  substitutes: [{ substitute: "sadia", organisation: "house-1", seal_key: sealKey("sadia"), sign_key: signKey("sadia") }],
  witnesses: ["harbour", "mill"].map((witness) => ({ witness, sign_key: signKey(`witness ${witness}`) })),
  witnesses_needed: 1,
  never_to: ["ministry-of-truth", "border-force"],
  work_bits: 16,
  log_origin: "log.leeward.example/vectors",
};

export const contents = encode(directory);
export const directoryHash = hash("directory-hash", contents);
export const secretOf = { seal: (name) => seed(`${name} sealing`), sign: (name) => seed(`${name} signing`) };

// Two of the three roots sign: the first and the last.
const signed = encode({
  type: label("signed-directory"),
  directory: contents,
  signatures: [0, 2].map((root) => ({ root, signature: sign(seed(`root ${root} signing`), "directory", contents) })),
});

export const make = () => ({
  today: TODAY,
  root_set: hex(encode({ type: label("roots"), keys: roots.map(signKey), needed: 2 })),
  signed: hex(signed),
  contents: hex(contents),
  hash: hex(directoryHash),
});
