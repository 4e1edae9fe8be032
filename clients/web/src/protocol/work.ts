// Proof of work: what an upload costs its sender instead of an account or an address. SPEC 9.
import { _SHA256 } from "@noble/hashes/sha2.js";
import { type Bytes, joined, utf8 } from "./bytes.ts";

export const NONCE = 8;
const MOST_BITS = 32;
const MOST_ADDED = 4;
const LABEL = utf8("leeward/v1/work");

// The most that anyone may be asked for under a directory that asks for `bits` (SPEC 9.4).
export const mostAsked = (bits: number): number => Math.min(bits + MOST_ADDED, MOST_BITS);

// Looks at so many nonces from `from` on, and says which is the first that will do: its place, or -1.
export type Search = (from: Bytes, tries: number) => Promise<number>;

const isEnough = (first: number, bits: number): boolean => bits === 0 || first >>> (32 - bits) === 0;

// SHA-256 of 55 bytes, which is one block: label, id and nonce leave just the room that the padding takes.
class OneBlock extends _SHA256 {
  // The first 32 bits of the digest.
  first(block: DataView): number {
    this.set(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
    this.process(block, 0);
    return this.A;
  }
}

// By the library, in this thread: the fastest where scripts are compiled.
export function searchHere(id: Bytes, bits: number): Search {
  const digest = new OneBlock();
  return async (from, tries) => {
    const block = padded(joined(LABEL, id, from));
    const view = new DataView(block.buffer);
    for (let at = 0; at < tries; at += 1) {
      if (isEnough(digest.first(view), bits)) return at;
      countUp(block, BLOCK_NONCE_END);
    }
    return -1;
  };
}

// By WebCrypto, a few hundred at a time: the fastest where a browser does not compile scripts.
export function searchNatively(id: Bytes, bits: number): Search {
  return async (from, tries) => {
    const input = joined(LABEL, id, from);
    const digests: Promise<ArrayBuffer>[] = [];
    for (let at = 0; at < tries; at += 1) {
      digests.push(crypto.subtle.digest("SHA-256", input)); // which takes a copy of it at once
      countUp(input, input.length);
    }
    return (await Promise.all(digests)).findIndex((one) => isEnough(new DataView(one).getUint32(0), bits));
  };
}

const BLOCK = 64;
const BLOCK_NONCE_END = LABEL.length + 32 + NONCE;

function padded(input: Bytes): Bytes {
  const block = new Uint8Array(BLOCK);
  block.set(input);
  block[input.length] = 0x80;
  new DataView(block.buffer).setUint32(BLOCK - 4, 8 * input.length);
  return block;
}

// The big-endian number of 8 bytes that ends there, one more.
function countUp(bytes: Bytes, end: number, start = end - NONCE): void {
  for (let at = end - 1; at >= start; at -= 1) {
    const byte = ((bytes[at] ?? 0) + 1) & 0xff;
    bytes[at] = byte;
    if (byte !== 0) return;
  }
}

export function nonceAfter(from: Bytes, tries: number): Bytes {
  const number = new DataView(from.slice().buffer).getBigUint64(0) + BigInt(tries);
  const nonce = new Uint8Array(NONCE);
  new DataView(nonce.buffer).setBigUint64(0, BigInt.asUintN(64, number));
  return nonce;
}
