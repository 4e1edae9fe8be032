// A custodian's keys on their way to this page, in a file that a code of 128 bits opens: SPEC 15.8.
import { type Bytes, NOTHING } from "../../../../web/src/protocol/bytes.ts";
import { withoutCheckDigits } from "../../../../web/src/protocol/digits.ts";
import { rootSet, signedDirectory } from "../../../../web/src/protocol/directory.ts";
import { labelled, message, type Of } from "../../../../web/src/protocol/encoding.ts";
import { Refused } from "../../../../web/src/protocol/errors.ts";
import { derive } from "../../../../web/src/protocol/hash.ts";
import type { Primitives } from "../../../../web/src/protocol/primitives.ts";
import { readDigits } from "../../../../web/src/protocol/receipt.ts";
import * as shape from "../../../../web/src/protocol/shapes.ts";
import { openStream } from "../../../../web/src/protocol/stream.ts";
import { MOST_MEMORY } from "../memory.ts";
import { orderBook } from "./orders.ts";
import { signedPolicy } from "./policy.ts";

const MOST = 24 * 1024 * 1024;
const address = shape.matching(/^https?:\/\/[!-~]{1,248}$/);

const carriedKeys = message(MOST, {
  type: shape.oneOf("leeward/v1/carried-keys"),
  custodian: shape.code,
  seal_seed: shape.hash,
  sign_seed: shape.hash,
  roots: rootSet.shape,
  vault: address,
  policy: address,
  ledger: address,
  intake: address,
  signed_directory: shape.orNull(shape.bytes(0, signedDirectory.bound)), // the newest that the tool trusted
  signed_policy: shape.orNull(shape.bytes(0, signedPolicy.bound)),
  orders: shape.orNull(shape.bytes(0, orderBook.bound)), // what the tool knows to be stopped
  memory: shape.bytes(0, MOST_MEMORY), // what the tool remembers (memory.ts)
});
export type CarriedKeys = Of<typeof carriedKeys>;

export const carriedFile = message(MOST + 65_536, {
  type: shape.oneOf("leeward/v1/carried-file"),
  salt: shape.hash,
  sealed: shape.bytes(0, MOST + 32_768),
});
export const MOST_FILE = carriedFile.bound;

// Refused("bad-receipt") for a code that is none; "cannot-open" for one that does not open this file; "malformed" for a
// file that is none.
export async function openCarried(by: Primitives, file: Bytes, typed: string): Promise<CarriedKeys> {
  const { salt, sealed } = carriedFile.read(file);
  const key = await derive(readDigits(typed).entropy(), salt, "carried-keys", NOTHING);
  return carriedKeys.read(await openStream(by, key, labelled("carried-keys", salt), sealed));
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
