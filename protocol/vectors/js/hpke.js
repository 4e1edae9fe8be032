// X-Wing, HPKE, STREAM and boxes (SPEC 3), on @panva/hpke-noble and Node's ChaCha20-Poly1305.
import { createCipheriv, createDecipheriv } from "node:crypto";
import { x25519 } from "@noble/curves/ed25519.js";
import { MLKEM768X25519 } from "@noble/post-quantum/hybrid.js";
import { AEAD_ChaCha20Poly1305, KDF_HKDF_SHA256, KEM_MLKEM768_X25519 } from "@panva/hpke-noble";
import { CipherSuite } from "hpke";
import { demand, derive, encode, label, repeatable } from "./bytes.js";

const CHUNK = 65536;
const TAG = 16;
const SEALED_SECRET = 1120 + 32 + TAG;
export const publicOf = (seed) => MLKEM768X25519.keygen(seed).publicKey;
const info = (name, context) => encode([label(name), context]);
const suite = (kem) => new CipherSuite(kem, KDF_HKDF_SHA256, AEAD_ChaCha20Poly1305);
const plain = suite(KEM_MLKEM768_X25519);

// The library with its randomness replaced, so that a new run makes the same bytes.
function repeating(name) {
  const kem = KEM_MLKEM768_X25519();
  const coins = new Uint8Array([...repeatable(`${name} ML-KEM`, 32), ...repeatable(`${name} X25519`, 32)]);
  async function Encap(key) {
    const { cipherText, sharedSecret } = MLKEM768X25519.encapsulate(await kem.SerializePublicKey(key), coins);
    return { shared_secret: sharedSecret, enc: cipherText };
  }
  return suite(() => ({ ...kem, Encap }));
}

// `draw` names the randomness; no two seals of all vectors may share one.
export async function sealSecret(publicKey, name, context, secret, draw) {
  checkPublic(publicKey);
  const sender = repeating(draw);
  const key = await sender.DeserializePublicKey(publicKey);
  const sealed = await sender.Seal(key, secret, { info: info(name, context) });
  return new Uint8Array([...sealed.encapsulatedSecret, ...sealed.ciphertext]);
}

export async function openSecret(seed, name, context, sealed) {
  const key = await plain.DeserializePrivateKey(seed);
  return plain.Open(key, sealed.slice(0, 1120), sealed.slice(1120), { info: info(name, context) });
}

// SPEC 3.2. The library takes coefficients above the modulus, so they are counted here.
export function checkPublic(key) {
  demand(key.length === 1216, "another length");
  for (let at = 0; at < 1152; at += 3) {
    const low = key[at] | ((key[at + 1] & 15) << 8);
    const high = (key[at + 1] >> 4) | (key[at + 2] << 4);
    demand(low < 3329 && high < 3329, "a coefficient of 3329 or more");
  }
  const curve = key.slice(1184);
  const number = curve.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  demand(number < 2n ** 255n - 19n, "an X25519 half that is not canonical");
  x25519.getSharedSecret(repeatable("any scalar", 32), curve); // refuses a result of zero: low order
}

export const streamSize = (size) => size + TAG * Math.max(1, Math.ceil(size / CHUNK));

function nonce(number, last) {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setBigUint64(3, BigInt(number));
  bytes[11] = last ? 1 : 0;
  return bytes;
}

export function sealStream(key, associated, body) {
  const chunks = Math.max(1, Math.ceil(body.length / CHUNK));
  const sealed = [];
  for (let number = 0; number < chunks; number++) {
    const cipher = createCipheriv("chacha20-poly1305", key, nonce(number, number === chunks - 1), { authTagLength: TAG });
    cipher.setAAD(associated);
    sealed.push(cipher.update(body.slice(number * CHUNK, (number + 1) * CHUNK)), cipher.final(), cipher.getAuthTag());
  }
  return new Uint8Array(Buffer.concat(sealed));
}

export function openStream(key, associated, sealed) {
  const step = CHUNK + TAG;
  const chunks = Math.max(1, Math.ceil(sealed.length / step));
  const body = [];
  for (let number = 0; number < chunks; number++) {
    const chunk = sealed.slice(number * step, (number + 1) * step);
    const cipher = createDecipheriv("chacha20-poly1305", key, nonce(number, number === chunks - 1), { authTagLength: TAG });
    cipher.setAAD(associated);
    cipher.setAuthTag(chunk.slice(-TAG));
    body.push(cipher.update(chunk.slice(0, -TAG)), cipher.final());
  }
  return new Uint8Array(Buffer.concat(body));
}

export async function sealBox(publicKey, name, context, body, draw) {
  const secret = repeatable(`${draw} box secret`, 32);
  const head = await sealSecret(publicKey, name, context, secret, draw);
  return new Uint8Array([...head, ...sealStream(derive(secret, "box-body", context), context, body)]);
}

export async function openBox(seed, name, context, sealed) {
  const secret = await openSecret(seed, name, context, sealed.slice(0, SEALED_SECRET));
  return openStream(derive(secret, "box-body", context), context, sealed.slice(SEALED_SECRET));
}

// SPEC 4.6.
export function pad(message, size) {
  demand(message.length + 4 <= size, "too long for its class");
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, message.length);
  padded.set(message, 4);
  return padded;
}

export function unpad(padded) {
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  demand(length + 4 <= padded.length && padded.slice(4 + length).every((byte) => byte === 0), "padding that is not zero");
  return padded.slice(4, 4 + length);
}
