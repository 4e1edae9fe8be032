// The few conventions of SPEC 2.3 that every maker needs, written from the SPEC with other libraries than Python's.
import { createHash, hkdfSync } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { decode, encode } from "cborg";

export { encode };
export const hex = (bytes) => Buffer.from(bytes).toString("hex");
export const unhex = (text) => new Uint8Array(Buffer.from(text, "hex"));
export const sha256 = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());
export const label = (name) => `leeward/v1/${name}`;
export const derive = (secret, name, context, length = 32, salt = new Uint8Array(0)) =>
  new Uint8Array(hkdfSync("sha256", secret, salt, encode([label(name), context]), length));
export const signPublic = (seed) => ed25519.getPublicKey(seed);
export const sign = (seed, name, message) => ed25519.sign(encode([label(name), message]), seed);
// Bytes that are the same in every run, so that a new run changes nothing that need not change.
export const repeatable = (name, length) => sha256(new TextEncoder().encode(`leeward vectors ${name}`)).slice(0, length);
// ISO 7064 MOD 97-10: the number with its check digits leaves 1.
export const withCheckDigits = (number) => number + String(98n - ((BigInt(number) * 100n) % 97n)).padStart(2, "0");
// What SPEC 2.3 calls H: one purpose, and no two lists of values written alike.
export const hash = (name, ...values) => sha256(encode([label(name), ...values]));
export const same = (left, right) => hex(left) === hex(right);
export const demand = (holds, what) => {
  if (!holds) throw new Error(what);
};
// Reads what must be in the one encoding of SPEC 2.1: read, written again, compared.
export function read(bytes) {
  const value = decode(bytes, { strict: true, allowIndefinite: false, allowUndefined: false, rejectDuplicateMapKeys: true });
  demand(same(encode(value), bytes), "not in the deterministic encoding");
  return value;
}
export const verify = (key, name, message, signature) =>
  demand(ed25519.verify(signature, encode([label(name), message]), key, { zip215: false }), `not signed as ${name}`);
// Turns every byte string inside into hexadecimal, to be written down as JSON.
export const written = (value) => {
  if (value instanceof Uint8Array) return hex(value);
  if (Array.isArray(value)) return value.map(written);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, written(inner)]));
};
