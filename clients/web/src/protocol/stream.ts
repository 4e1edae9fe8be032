// STREAM: a body of any size in chunks of 64 KiB, and boxes: SPEC 3.4 and 3.5.
import { breath } from "./breath.ts";
import { type Bytes, bigEndian, joined, NOTHING } from "./bytes.ts";
import type { Label } from "./encoding.ts";
import { Refused } from "./errors.ts";
import { derive } from "./hash.ts";
import { type Cipher, ENCAPSULATION, openSecret, type Primitives, SECRET, sealSecret, TAG } from "./primitives.ts";

export const CHUNK = 65_536;

export const streamSize = (body: number): number => body + TAG * Math.max(1, Math.ceil(body / CHUNK));

// One key seals one body.
export async function sealStream(by: Primitives, key: Bytes, boundTo: Bytes, body: Bytes): Promise<Bytes> {
  const sealed = new Uint8Array(streamSize(body.length));
  const cipher = await by.cipher(key);
  await eachChunk(body.length, CHUNK, async (number, start, end, last) => {
    const chunk = await cipher.seal(nonce(number, last), boundTo, body.subarray(start, end));
    sealed.set(chunk, start + number * TAG);
  });
  return sealed;
}

// A chunk that was dropped, swapped, doubled or cut opens nothing.
export async function openStream(by: Primitives, key: Bytes, boundTo: Bytes, sealed: Bytes): Promise<Bytes> {
  const chunks: Bytes[] = [];
  const cipher = await by.cipher(key);
  await eachChunk(sealed.length, CHUNK + TAG, async (number, start, end, last) => {
    chunks.push(await opened(cipher, nonce(number, last), boundTo, sealed.subarray(start, end)));
  });
  return joined(...chunks);
}

async function opened(cipher: Cipher, nonce: Bytes, boundTo: Bytes, chunk: Bytes): Promise<Bytes> {
  try {
    return await cipher.open(nonce, boundTo, chunk);
  } catch {
    throw new Refused("cannot-open");
  }
}

type Chunk = (number: number, start: number, end: number, last: boolean) => Promise<void>;

async function eachChunk(size: number, step: number, act: Chunk): Promise<void> {
  const last = Math.max(0, Math.ceil(size / step) - 1);
  for (let number = 0; number <= last; number += 1) {
    await act(number, number * step, Math.min(size, (number + 1) * step), number === last);
    if (number < last) await breath();
  }
}

const nonce = (number: number, last: boolean): Bytes =>
  joined(new Uint8Array(3), bigEndian(number, 8), Uint8Array.of(last ? 1 : 0));

export const BOX_OVERHEAD = ENCAPSULATION + SECRET + TAG;

export async function sealBox(by: Primitives, key: Bytes, label: Label, context: Bytes, body: Bytes): Promise<Bytes> {
  const secret = by.random(SECRET);
  const bodyKey = await derive(secret, NOTHING, "box-body", context);
  return joined(await sealSecret(by, key, label, context, secret), await sealStream(by, bodyKey, context, body));
}

export async function openBox(
  by: Primitives,
  seed: Bytes,
  label: Label,
  context: Bytes,
  sealed: Bytes,
): Promise<Bytes> {
  const secret = await openSecret(by, seed, label, context, sealed.slice(0, BOX_OVERHEAD));
  return openStream(by, await derive(secret, NOTHING, "box-body", context), context, sealed.subarray(BOX_OVERHEAD));
}
