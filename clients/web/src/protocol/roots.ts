// The roots, and how they change: each change signed by those before it and by those it makes. SPEC 4.2 and 4.8.
import { type Bytes, toHex } from "./bytes.ts";
import { type Label, message, type Of } from "./encoding.ts";
import { Refused } from "./errors.ts";
import { hash } from "./hash.ts";
import * as shape from "./shapes.ts";
import { verify } from "./signing.ts";

const MOST_CHANGE = 4096;
const FEWEST_NEEDED = 2;

const rootFields = {
  type: shape.oneOf("leeward/v1/roots"),
  keys: shape.list(1, 16, shape.signKey),
  needed: shape.whole(1, 16),
};
export const rootSet = message(4096, rootFields);
export type RootSet = Of<typeof rootSet>;

const signatures = shape.list(0, 16, shape.map({ root: shape.whole(0, 15), signature: shape.signature }));
type Signatures = shape.In<typeof signatures>;

const rootChange = message(MOST_CHANGE, {
  type: shape.oneOf("leeward/v1/root-change"),
  number: shape.count,
  previous: shape.hash,
  roots: rootSet.shape,
});
type RootChange = Of<typeof rootChange>;

const signedChange = shape.map({
  change: shape.bytes(0, MOST_CHANGE),
  by_before: signatures,
  by_after: signatures,
});
type SignedChange = shape.In<typeof signedChange>;

export const MOST_CHANGES = 16;
export const MOST_SIGNED_CHANGE = 8192;
export const rootSignatures = signatures;
export const rootChanges = shape.list(0, MOST_CHANGES, signedChange);

interface Link {
  readonly signed: SignedChange;
  readonly change: RootChange;
  readonly before: string; // the names of both sets
  readonly after: string;
}

// The roots in force, from those that are held here, over the changes that follow (SPEC 4.9).
export async function follow(changes: readonly SignedChange[], held: RootSet): Promise<RootSet> {
  const chain = await Promise.all(changes.map(read));
  checkIsChain(chain);
  const name = await nameOf(held);
  let roots = held;
  for (const { signed, change } of chain.slice(placeOf(chain, name))) {
    checkSigned(roots, "root-change", signed.change, signed.by_before);
    checkSigned(change.roots, "root-change", signed.change, signed.by_after);
    checkShape(change.roots, roots);
    roots = change.roots;
  }
  return roots;
}

// One signature that fails or names no root spoils them all; they count by distinct key (SPEC 4.2).
export function checkSigned(roots: RootSet, label: Label, signed: Bytes, given: Signatures): void {
  const good = new Set(
    given.map(({ root, signature }) => {
      const key = roots.keys[root];
      if (key === undefined) refuse();
      verify(key, label, signed, signature);
      return toHex(key);
    }),
  );
  if (good.size < roots.needed) refuse();
}

const nameOf = async (roots: RootSet): Promise<string> => toHex(await hash("roots-hash", rootSet.write(roots)));

async function read(signed: SignedChange): Promise<Link> {
  const change = rootChange.read(signed.change);
  return { signed, change, before: toHex(change.previous), after: await nameOf(change.roots) };
}

// Each names the one before it, and no set comes twice: then there is one place for the held one, or none.
function checkIsChain(chain: readonly Link[]): void {
  chain.slice(1).forEach((later, at) => {
    const earlier = chain[at];
    if (later.change.number !== (earlier?.change.number ?? 0) + 1 || later.before !== earlier?.after) refuse();
  });
  const names = [...chain.slice(0, 1).map(({ before }) => before), ...chain.map(({ after }) => after)];
  if (new Set(names).size !== names.length) refuse();
}

function placeOf(chain: readonly Link[], name: string): number {
  if (chain.length === 0 || chain[0]?.before === name) return 0;
  const place = chain.findIndex(({ after }) => after === name);
  if (place < 0) refuse();
  return place + 1;
}

// Never weaker: two at least, as many as before at least, and one root to spare.
function checkShape({ keys, needed }: RootSet, before: RootSet): void {
  const different = new Set(keys.map(toHex)).size;
  if (needed < Math.max(FEWEST_NEEDED, before.needed) || different !== keys.length || different <= needed) refuse();
}

function refuse(): never {
  throw new Refused("directory-unsigned");
}
