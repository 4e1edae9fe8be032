// The few conventions of SPEC 2.3 that every maker needs, written from the SPEC with other libraries than Python's.
import { createHash, hkdfSync } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { encode } from "cborg";

export { encode };
export const hex = (bytes) => Buffer.from(bytes).toString("hex");
export const unhex = (text) => new Uint8Array(Buffer.from(text, "hex"));
export const sha256 = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());
export const label = (name) => `leeward/v1/${name}`;
export const derive = (secret, name, context, length = 32) =>
  new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(0), encode([label(name), context]), length));
export const signPublic = (seed) => ed25519.getPublicKey(seed);
export const sign = (seed, name, message) => ed25519.sign(encode([label(name), message]), seed);
// Bytes that are the same in every run, so that a new run changes nothing that need not change.
export const repeatable = (name, length) => sha256(new TextEncoder().encode(`leeward vectors ${name}`)).slice(0, length);
// ISO 7064 MOD 97-10: the number with its check digits leaves 1.
export const withCheckDigits = (number) => number + String(98n - ((BigInt(number) * 100n) % 97n)).padStart(2, "0");
