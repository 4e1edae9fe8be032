// What came with the page: the roots, and the newest directory that was known when it was installed.
import { type Bytes, fromBase64 } from "./bytes.ts";
import { rootSet } from "./directory.ts";
import { message, type Of } from "./encoding.ts";
import { Refused } from "./errors.ts";
import { code, count, hash, list, oneOf } from "./shapes.ts";

const MOST = 16_384;

const pageTrust = message(MOST, {
  type: oneOf("leeward/v1/page-trust"),
  roots: rootSet.shape,
  number: count,
  epoch: count,
  directory: hash, // of SPEC 4.4
  never_to: list(0, 52, code),
  countries: list(1, 64, code),
});
export type PageTrust = Of<typeof pageTrust>;

// From the text of the block in the page.
export function readTrust(block: string): PageTrust {
  return pageTrust.read(decoded(block));
}

function decoded(block: string): Bytes {
  if (block.length > 2 * MOST) throw new Refused("too-large");
  try {
    return fromBase64(block);
  } catch {
    throw new Refused("malformed");
  }
}
