// The log's Merkle tree, as far as who checks it needs it: RFC 6962 §2.1, verified as RFC 9162 §2.1.3.2 and §2.1.4.2
// say. SPEC 14.2.
//
// A root alone does not fix its size: both come from one signed checkpoint. Sizes are beyond what a number holds.

import { type Bytes, joined, NOTHING, same } from "../../../../web/src/protocol/bytes.ts";
import { sha256 } from "../../../../web/src/protocol/hash.ts";
import { Flawed } from "../flaws.ts";

const HASH = 32;
export const MOST_LEAVES = 2n ** 62n;

export const leafHash = (leaf: Bytes): Promise<Bytes> => sha256(joined(Uint8Array.of(0), leaf));

const nodeHash = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(joined(Uint8Array.of(1), left, right));

// Returns only if the hash of a leaf stands at that index in the tree of that size and root.
export async function verifyInclusion(
  leaf: Bytes,
  index: bigint,
  size: bigint,
  proof: readonly Bytes[],
  root: Bytes,
): Promise<void> {
  // With other lengths a byte could move from the leaf to the hash beside it, and the node be the same.
  if (index < 0n || index >= size || size > MOST_LEAVES || [leaf, ...proof].some((one) => one.length !== HASH)) {
    throw new Flawed("not-in-the-log");
  }
  let [at, last, reached] = [index, size - 1n, leaf];
  for (const other of proof) {
    if (last === 0n) throw new Flawed("not-in-the-log");
    if (at & 1n || at === last) {
      reached = await nodeHash(other, reached);
      [at, last] = climbed(at, last);
    } else {
      reached = await nodeHash(reached, other);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  if (last !== 0n || !same(reached, root)) throw new Flawed("not-in-the-log");
}

// Returns only if the tree of `size` leaves begins with that of `older` leaves. An empty tree begins every tree.
export async function verifyGrowth(
  older: bigint,
  olderRoot: Bytes,
  size: bigint,
  root: Bytes,
  proof: readonly Bytes[],
): Promise<void> {
  if (older < 0n || older > size || size > MOST_LEAVES) throw new Flawed("log-split");
  if (older > 0n && older < size) return verifyGrown(older, olderRoot, size, root, proof);
  const empty = older === 0n && !same(olderRoot, await sha256(NOTHING));
  if (proof.length > 0 || empty || (older === size && !same(olderRoot, root))) throw new Flawed("log-split");
}

async function verifyGrown(
  older: bigint,
  olderRoot: Bytes,
  size: bigint,
  root: Bytes,
  proof: readonly Bytes[],
): Promise<void> {
  let [at, last] = [older - 1n, size - 1n];
  while (at & 1n) [at, last] = [at >> 1n, last >> 1n];
  // A perfect older tree is itself the first hash, and is not sent.
  const [first, ...others] = at ? proof : [olderRoot, ...proof];
  let [was, now] = [first ?? NOTHING, first ?? NOTHING];
  for (const other of others) {
    if (last === 0n) throw new Flawed("log-split");
    if (at & 1n || at === last) {
      [was, now] = [await nodeHash(other, was), await nodeHash(other, now)];
      [at, last] = climbed(at, last);
    } else {
      now = await nodeHash(now, other);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  if (last !== 0n || !same(was, olderRoot) || !same(now, root)) throw new Flawed("log-split");
}

// Past the levels at which a rightmost node has no sibling.
function climbed(at: bigint, last: bigint): [bigint, bigint] {
  let [here, end] = [at, last];
  while (here && !(here & 1n)) [here, end] = [here >> 1n, end >> 1n];
  return [here, end];
}
