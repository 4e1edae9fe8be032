// Finding a nonce in slices, so that the page stays alive, by whichever search is faster in this browser. SPEC 9.
import { breath } from "../protocol/breath.ts";
import type { Bytes } from "../protocol/bytes.ts";
import { NONCE, nonceAfter, type Search, searchHere, searchNatively } from "../protocol/work.ts";
import type { World } from "../world.ts";

const SLICE = 0.03; // seconds
const FEWEST = 256;
const MOST = 16_384;
const LOOKS = 8; // slices in which both are tried in turn: a script is compiled only once it has run for a while

interface Searching {
  readonly search: Search;
  rate: number; // tries a second
}

// `turn` is called between slices. The search begins at a random number: two uploads of one part are to have two
// nonces (SPEC 12.3).
export async function prove(world: World, id: Bytes, bits: number, turn: () => void): Promise<Bytes> {
  const searches = [searchHere, searchNatively].map((by): Searching => ({ search: by(id, bits), rate: 0 }));
  const start = world.random(NONCE);
  let tried = 0;
  for (let slice = 0; ; slice += 1) {
    const one = chosen(searches, slice);
    const tries = Math.round(Math.min(Math.max(one.rate * SLICE, FEWEST), MOST));
    const begun = world.now();
    const found = await one.search(nonceAfter(start, tried), tries);
    if (found >= 0) return nonceAfter(start, tried + found);
    one.rate = tries / Math.max(world.now() - begun, 0.001);
    tried += tries;
    await breath();
    turn();
  }
}

function chosen(searches: readonly Searching[], slice: number): Searching {
  const inTurn = slice < LOOKS ? searches[slice % searches.length] : undefined;
  return inTurn ?? searches.reduce((best, one) => (one.rate > best.rate ? one : best));
}
