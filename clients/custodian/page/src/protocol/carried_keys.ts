// A custodian's keys on their way to this page, in a file that a code of 128 bits opens: SPEC 15.8.
import type { Bytes } from "../../../../web/src/protocol/bytes.ts";
import { signedDirectory } from "../../../../web/src/protocol/directory.ts";
import { message, type Of } from "../../../../web/src/protocol/encoding.ts";
import type { Primitives } from "../../../../web/src/protocol/primitives.ts";
import { rootSet } from "../../../../web/src/protocol/roots.ts";
import * as shape from "../../../../web/src/protocol/shapes.ts";
import { MOST_MEMORY } from "../memory.ts";
import { MOST, openFile } from "./carried_file.ts";
import { orderBook } from "./orders.ts";
import { signedPolicy } from "./policy.ts";

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

// As openFile; and Refused("malformed") where what is in it is no custodian's.
export async function openCarried(by: Primitives, file: Bytes, typed: string): Promise<CarriedKeys> {
  return carriedKeys.read(await openFile(by, file, typed));
}
