// A signing key that this browser keeps and uses, and shows to nobody, not even to a page. SPEC 15.8, 17.8.
//
// A key is one of the browser's own where it has such keys, can keep them, and does with them what the library does. Where
// not, its seed stands on the disk under an AES key that is one: then the page sees it for the moment of its use.
import { ed25519 } from "@noble/curves/ed25519.js";
import { type Bytes, joined } from "../../../web/src/protocol/bytes.ts";
import { Refused } from "../../../web/src/protocol/errors.ts";
import type { Randomness } from "../../../web/src/protocol/primitives.ts";
import { isSigned, signPublic } from "../../../web/src/protocol/signing.ts";
import { Stopped } from "./stopped.ts";
import type { HeldKey } from "./store.ts";

// RFC 8410: what stands before the 32 bytes of an Ed25519 seed in PKCS #8.
const PKCS8 = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]);
const NONCE = 12;
const SEED = 32;
export const TRY = new Uint8Array(32);

// Under which a key stands that is none of the browser's own.
export const newWrapping = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

export async function holdSigning(
  random: Randomness,
  native: boolean,
  wrapping: CryptoKey,
  seed: Bytes,
): Promise<HeldKey> {
  return (native && (await nativeSigning(seed))) || (await wrapped(random, wrapping, seed));
}

// Plain Ed25519 over exactly these bytes.
export async function signHeld(key: HeldKey, wrapping: CryptoKey, message: Bytes): Promise<Bytes> {
  if (key instanceof CryptoKey) return signNatively(key, message);
  return ed25519.sign(message, await unwrapped(wrapping, key)) as Bytes;
}

async function nativeSigning(seed: Bytes): Promise<CryptoKey | null> {
  try {
    const key = await crypto.subtle.importKey("pkcs8", joined(PKCS8, seed), "Ed25519", false, ["sign"]);
    const kept = await keptAndBack(key);
    return isSigned(signPublic(seed), TRY, await signNatively(kept, TRY)) ? kept : null;
  } catch {
    return null;
  }
}

const signNatively = async (key: CryptoKey, message: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.sign("Ed25519", key, message));

// As it comes back from the disk: a key that cannot be kept is none.
export async function keptAndBack(key: CryptoKey): Promise<CryptoKey> {
  const copy = structuredClone(key);
  if (!(copy instanceof CryptoKey) || copy.extractable) throw new Refused("bad-key");
  return copy;
}

export async function wrapped(random: Randomness, key: CryptoKey, seed: Bytes): Promise<HeldKey> {
  const nonce = random(NONCE);
  return { nonce, sealed: new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, seed)) };
}

export async function unwrapped(key: CryptoKey, { nonce, sealed }: { nonce: Bytes; sealed: Bytes }): Promise<Bytes> {
  try {
    const seed = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, key, sealed));
    if (seed.length === SEED) return seed;
  } catch {
    // Said below.
  }
  throw new Stopped("keys-unusable");
}
