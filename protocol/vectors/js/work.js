import { hex, label, repeatable, sha256 } from "./bytes.js";

export const libraries = [];

export const make = () => ({ proofs: [0, 1, 8, 12, 16].map(proof) });

// The first nonce, counted up from zero, whose hash begins with that many zero bits.
function proof(bits) {
  const partId = repeatable(`part ${bits}`, 32);
  const tried = new Uint8Array([...new TextEncoder().encode(label("work")), ...partId, ...new Uint8Array(8)]);
  const nonce = new DataView(tried.buffer, tried.length - 8);
  for (let count = 0n; ; count++) {
    nonce.setBigUint64(0, count);
    const zeros = 256 - BigInt(`0x${hex(sha256(tried))}`).toString(2).length;
    if (zeros >= bits) return { bits, part_id: hex(partId), nonce: hex(tried.slice(-8)) };
  }
}
