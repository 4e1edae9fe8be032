// What came with the page: the roots, and the newest directory that was known when it was set up. SPEC 20.2.
import type { Bytes } from "./bytes.ts";
import { message, type Of } from "./encoding.ts";
import { Refused } from "./errors.ts";
import { rootSet } from "./roots.ts";
import { code, count, hash, list, oneOf, set } from "./shapes.ts";

const MOST = 8192;

const pageTrust = message(MOST, {
  type: oneOf("leeward/v1/page-trust"),
  roots: rootSet.shape,
  number: count,
  epoch: count,
  directory: hash, // of SPEC 4.4
  never_to: list(0, 52, code),
  countries: set(64, code), // those that have both a testimony and an identity compartment
});
export type PageTrust = Of<typeof pageTrust>;

// From the text of the block in the page: base64, in the one spelling that there is.
export function readTrust(block: string): PageTrust {
  const trust = pageTrust.read(decoded(block));
  if (trust.countries.length === 0) throw new Refused("malformed");
  return trust;
}

function decoded(block: string): Bytes {
  if (block.length > 2 * MOST) throw new Refused("too-large");
  const text = atobOrNothing(block);
  if (btoa(text) !== block) throw new Refused("malformed");
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

function atobOrNothing(block: string): string {
  try {
    return atob(block);
  } catch {
    return "";
  }
}
