// A file in which keys come to a page, and the code of 128 bits that opens it: SPEC 15.8, 17.8.
import { type Bytes, NOTHING } from "../../../../web/src/protocol/bytes.ts";
import { withoutCheckDigits } from "../../../../web/src/protocol/digits.ts";
import { labelled, message } from "../../../../web/src/protocol/encoding.ts";
import { Refused } from "../../../../web/src/protocol/errors.ts";
import { derive } from "../../../../web/src/protocol/hash.ts";
import type { Primitives } from "../../../../web/src/protocol/primitives.ts";
import { readDigits } from "../../../../web/src/protocol/receipt.ts";
import * as shape from "../../../../web/src/protocol/shapes.ts";
import { openStream } from "../../../../web/src/protocol/stream.ts";

export const MOST = 24 * 1024 * 1024;

export const carriedFile = message(MOST + 65_536, {
  type: shape.oneOf("leeward/v1/carried-file"),
  salt: shape.hash,
  sealed: shape.bytes(0, MOST + 32_768),
});
export const MOST_FILE = carriedFile.bound;

// Refused("bad-receipt") for a code that is none; "cannot-open" for one that does not open this file; "malformed" for a
// file that is none.
export async function openFile(by: Primitives, file: Bytes, typed: string): Promise<Bytes> {
  const { salt, sealed } = carriedFile.read(file);
  const key = await derive(readDigits(typed).entropy(), salt, "carried-keys", NOTHING);
  return openStream(by, key, labelled("carried-keys", salt), sealed);
}

// Whether what was typed can be a code at all: told while it is typed, before a file is opened with it.
export function isCode(typed: string): boolean {
  try {
    return withoutCheckDigits(typed, 42).length === 40;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
