// Private keys that this browser keeps and uses, and shows to nobody, not even to this page. SPEC 15.8.
//
// A key is one of the browser's own where it has such keys, can keep them, and does with them what the library does. Where
// not, its seed stands on the disk under an AES key that is one: then the page sees it for the moment of its use.
import { ed25519 } from "@noble/curves/ed25519.js";
import { type Bytes, joined, NOTHING, same } from "../../../web/src/protocol/bytes.ts";
import { labelled } from "../../../web/src/protocol/encoding.ts";
import { Refused } from "../../../web/src/protocol/errors.ts";
import { openSecret, type Primitives, SECRET, sealPublic, sealSecret } from "../../../web/src/protocol/primitives.ts";
import { isSigned, signPublic } from "../../../web/src/protocol/signing.ts";
import type { Keys } from "./keys.ts";
import { openWithKey } from "./native_seal.ts";
import { Stopped } from "./stopped.ts";
import type { HeldKey, HeldKeys } from "./store.ts";
import type { World } from "./world.ts";

// RFC 8410: what stands before the 32 bytes of an Ed25519 seed in PKCS #8.
const PKCS8 = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]);
const NONCE = 12;
const TRY = new Uint8Array(32);

// Both keys as this browser can keep them; the seeds are let go of by whoever called.
export async function holdKeys(
  world: World,
  by: Primitives,
  sealSeed: Bytes,
  signSeed: Bytes,
): Promise<Pick<HeldKeys, "sign" | "seal" | "signPublic" | "wrapping">> {
  const wrapping = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const sign = (world.native.signing && (await nativeSigning(signSeed))) || (await wrapped(world, wrapping, signSeed));
  const seal = (by.own.kem && (await nativeSealing(by, sealSeed))) || (await wrapped(world, wrapping, sealSeed));
  return { sign, seal, wrapping, signPublic: signPublic(signSeed) };
}

// As the rest of the page uses them.
export const keysOf = ({ custodian, sign, seal, signPublic: key, wrapping }: HeldKeys): Keys => ({
  name: custodian,
  signPublic: key,
  async signBytes(message) {
    if (sign instanceof CryptoKey) return signNatively(sign, message);
    return ed25519.sign(message, await unwrapped(wrapping, sign)) as Bytes;
  },
  async open(by, label, context, sealed) {
    if (!(seal instanceof CryptoKey)) return openSecret(by, await unwrapped(wrapping, seal), label, context, sealed);
    // A browser may change what its own does; then it no longer agrees with the library, and is not used (decision 23).
    if (!by.own.kem) throw new Stopped("keys-unusable");
    return openWithKey(by, seal, labelled(label, context), sealed);
  },
});

// What each key is, for the person: one of the browser's own, or sealed on the disk under one.
export const isNative = (key: HeldKey): boolean => key instanceof CryptoKey;

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

async function nativeSealing(by: Primitives, seed: Bytes): Promise<CryptoKey | null> {
  try {
    const kept = await keptAndBack((await by.suite.DeserializePrivateKey(seed, false)) as CryptoKey);
    const sealed = await sealSecret(by, sealPublic(seed), "share", NOTHING, TRY);
    return same(await openWithKey(by, kept, labelled("share", NOTHING), sealed), TRY) ? kept : null;
  } catch {
    return null;
  }
}

// As it comes back from the disk: a key that cannot be kept is none.
async function keptAndBack(key: CryptoKey): Promise<CryptoKey> {
  const copy = structuredClone(key);
  if (!(copy instanceof CryptoKey) || copy.extractable) throw new Refused("bad-key");
  return copy;
}

async function wrapped(world: World, key: CryptoKey, seed: Bytes): Promise<HeldKey> {
  const nonce = world.random(NONCE);
  return { nonce, sealed: new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, seed)) };
}

async function unwrapped(key: CryptoKey, { nonce, sealed }: { nonce: Bytes; sealed: Bytes }): Promise<Bytes> {
  try {
    const seed = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, key, sealed));
    if (seed.length === SECRET) return seed;
  } catch {
    // Said below.
  }
  throw new Stopped("keys-unusable");
}
