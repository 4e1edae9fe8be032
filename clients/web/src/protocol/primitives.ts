// HPKE with X-Wing, and ChaCha20-Poly1305: SPEC 3. By the browser where it has them and agrees with the library, else
// by the library. Whoever calls passes in which; nothing here is switched.

import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { MLKEM768X25519 } from "@noble/post-quantum/hybrid.js";
import * as noble from "@panva/hpke-noble";
import { AEAD_ChaCha20Poly1305, CipherSuite, KDF_HKDF_SHA256, KEM_MLKEM768_X25519 } from "hpke";
import { type Bytes, joined, NOTHING, same } from "./bytes.ts";
import { type Label, labelled } from "./encoding.ts";
import { Refused } from "./errors.ts";
import { checkSealKey } from "./seal_keys.ts";

export const SECRET = 32;
export const TAG = 16;
export const ENCAPSULATION = 1120;
const MOST_SECRET = 64;

export type Randomness = (size: number) => Bytes;

export interface Cipher {
  seal(nonce: Bytes, boundTo: Bytes, plain: Bytes): Promise<Bytes>;
  open(nonce: Bytes, boundTo: Bytes, sealed: Bytes): Promise<Bytes>;
}

export interface Primitives {
  readonly random: Randomness;
  readonly own: Native;
  readonly suite: CipherSuite;
  readonly cipher: (key: Bytes) => Promise<Cipher>;
}

// What of a browser's own is used.
export interface Native {
  readonly kem: boolean;
  readonly cipher: boolean;
}

// What is allowed and not there, or not right, the library does.
export async function choosePrimitives(allowed: Native, random: Randomness): Promise<Primitives> {
  const cipher = allowed.cipher && (await agrees(nativeCipher, random));
  const aead = cipher ? AEAD_ChaCha20Poly1305 : noble.AEAD_ChaCha20Poly1305;
  const library = new CipherSuite(noble.KEM_MLKEM768_X25519, KDF_HKDF_SHA256, aead);
  const native = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, aead);
  const kem = allowed.kem && (await agree(library, native, random));
  const suite = kem ? native : library;
  return { random, own: { kem, cipher }, suite, cipher: cipher ? nativeCipher : nobleCipher };
}

// X-Wing is a draft still: a browser's own is taken only where the library opens what it sealed, and it what the
// library sealed.
async function agree(library: CipherSuite, native: CipherSuite, random: Randomness): Promise<boolean> {
  try {
    const [seed, secret] = [random(SECRET), random(SECRET)];
    const key = sealPublic(seed);
    for (const [sealing, opening] of [
      [native, library],
      [library, native],
    ] as const) {
      const sealed = await sealWith(sealing, key, NOTHING, secret);
      if (!same(await openWith(opening, seed, NOTHING, sealed), secret)) return false;
    }
    return true;
  } catch {
    return false;
  }
}

async function agrees(cipher: (key: Bytes) => Promise<Cipher>, random: Randomness): Promise<boolean> {
  try {
    const [key, nonce, plain] = [random(SECRET), random(12), random(SECRET)];
    const [one, other] = [await cipher(key), await nobleCipher(key)];
    const sealed = await one.seal(nonce, key, plain);
    return same(sealed, await other.seal(nonce, key, plain)) && same(await one.open(nonce, key, sealed), plain);
  } catch {
    return false;
  }
}

async function nativeCipher(raw: Bytes): Promise<Cipher> {
  const name = "ChaCha20-Poly1305";
  // TypeScript does not know this format yet.
  const key = await crypto.subtle.importKey("raw-secret" as "raw", raw, name, false, ["encrypt", "decrypt"]);
  const how = (iv: Bytes, additionalData: Bytes) => ({ name, iv, additionalData, tagLength: 8 * TAG });
  return {
    seal: async (nonce, boundTo, plain) => new Uint8Array(await crypto.subtle.encrypt(how(nonce, boundTo), key, plain)),
    open: async (nonce, boundTo, sealed) =>
      new Uint8Array(await crypto.subtle.decrypt(how(nonce, boundTo), key, sealed)),
  };
}

async function nobleCipher(key: Bytes): Promise<Cipher> {
  return {
    seal: async (nonce, boundTo, plain) => chacha20poly1305(key, nonce, boundTo).encrypt(plain) as Bytes,
    open: async (nonce, boundTo, sealed) => chacha20poly1305(key, nonce, boundTo).decrypt(sealed) as Bytes,
  };
}

// The public half of a private sealing key, which is its seed of 32 bytes.
export const sealPublic = (seed: Bytes): Bytes => MLKEM768X25519.keygen(seed).publicKey as Bytes;

// A secret of at most 64 bytes to one key, bound to what it is for: 1136 bytes more than it (SPEC 3.1).
export function sealSecret(by: Primitives, key: Bytes, label: Label, context: Bytes, secret: Bytes): Promise<Bytes> {
  checkSealKey(key);
  if (secret.length > MOST_SECRET) throw new Refused("too-large");
  return sealWith(by.suite, key, labelled(label, context), secret);
}

export async function openSecret(
  by: Primitives,
  seed: Bytes,
  label: Label,
  context: Bytes,
  sealed: Bytes,
): Promise<Bytes> {
  try {
    return await openWith(by.suite, seed, labelled(label, context), sealed);
  } catch {
    throw new Refused("cannot-open");
  }
}

async function sealWith(suite: CipherSuite, key: Bytes, info: Bytes, secret: Bytes): Promise<Bytes> {
  const sealed = await suite.Seal(await suite.DeserializePublicKey(key), secret, { info });
  return joined(sealed.encapsulatedSecret, sealed.ciphertext);
}

async function openWith(suite: CipherSuite, seed: Bytes, info: Bytes, sealed: Bytes): Promise<Bytes> {
  const key = await suite.DeserializePrivateKey(seed);
  const [encapsulated, ciphertext] = [sealed.slice(0, ENCAPSULATION), sealed.slice(ENCAPSULATION)];
  return (await suite.Open(key, encapsulated, ciphertext, { info })) as Bytes;
}
