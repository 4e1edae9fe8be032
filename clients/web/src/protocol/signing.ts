// Ed25519 (RFC 8032), small-order and non-canonical keys and points refused: SPEC 3.3.
//
// By one library in every browser: what WebCrypto takes for a good signature differs from browser to browser, and a
// directory must not be trusted in one and refused in another.
import { ed25519 } from "@noble/curves/ed25519.js";
import type { Bytes } from "./bytes.ts";
import { type Label, labelled } from "./encoding.ts";
import { Refused } from "./errors.ts";

export const signPublic = (seed: Bytes): Bytes => ed25519.getPublicKey(seed) as Bytes;

export const sign = (seed: Bytes, label: Label, message: Bytes): Bytes =>
  ed25519.sign(labelled(label, message), seed) as Bytes;

export function verify(key: Bytes, label: Label, message: Bytes, signature: Bytes): void {
  if (!isSigned(key, labelled(label, message), signature)) throw new Refused("bad-signature");
}

// Plain Ed25519 over exactly these bytes: for formats with a label of their own.
export function isSigned(key: Bytes, message: Bytes, signature: Bytes): boolean {
  try {
    // The library refuses a small-order key by itself, but not a small-order point in the signature.
    if (ed25519.Point.fromBytes(signature.subarray(0, 32), false).isSmallOrder()) return false;
    return ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}
