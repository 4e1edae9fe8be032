// Orders (SPEC 21): their bytes, ids and signatures under the directory of directory.js.
import { encode, hash, hex, label, repeatable, sign } from "./bytes.js";
import { secretOf, TODAY } from "./directory.js";

export const libraries = ["@noble/curves", "cborg"];

const order = (act, target, lifts, reason, name) =>
  encode({ type: label("order"), act, target, lifts, reason, day: TODAY, nonce: repeatable(`nonce of ${name}`, 32) });
const idOf = (body) => hash("order-hash", body);

function signed(body, ...signers) {
  const signatures = signers.map(([office, name]) => ({ office, name, signature: sign(secretOf.sign(name), "order", body) }));
  return { id: hex(idOf(body)), order: hex(body), signed: hex(encode({ order: body, signatures })) };
}

const of = (kind, name, compartment = null) => ({ kind, name, compartment });
const suspension = order("suspend", of("person", "ama"), null, "coerced", "a suspension");
const frozen = order("suspend", of("compartment", "xa-testimony"), null, "precaution", "a freeze");
const part = order("suspend", of("part", "ab".repeat(32), "xa-identity"), null, "precaution", "a part");
const pile = order("suspend", of("batch", "1234-5678"), null, "lost", "a pile");
const desk = order("suspend", of("device", "desk-curator"), null, "coerced", "a desk");
const held = order("hold", of("compartment", "xa-evidence"), null, "legal", "a hold");
const lifted = order("lift", null, idOf(suspension), "over", "a lift");

export const make = () => ({
  orders: {
    suspension: signed(suspension, ["administrator", "dalia"]),
    frozen: signed(frozen, ["custodian", "custodian-1"]),
    part: signed(part, ["custodian", "custodian-5"]),
    pile: signed(pile, ["partner", "lantern"]),
    desk: signed(desk, ["desk", "desk-curator"]),
    held: signed(held, ["administrator", "esteban"]),
    lifted: signed(lifted, ["administrator", "dalia"], ["administrator", "esteban"]),
  },
});
