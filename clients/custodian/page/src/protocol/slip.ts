// What a custodian is shown of one part: enough to compute its id, and its own sealed share. SPEC 11.1 and 15.3.

import { type Bytes, same } from "../../../../web/src/protocol/bytes.ts";
import { claimedConsent } from "../../../../web/src/protocol/consent.ts";
import type { TrustedDirectory } from "../../../../web/src/protocol/directory.ts";
import { Refused } from "../../../../web/src/protocol/errors.ts";
import { hash } from "../../../../web/src/protocol/hash.ts";
import { header } from "../../../../web/src/protocol/sealing.ts";
import * as shape from "../../../../web/src/protocol/shapes.ts";
import { Flawed } from "../flaws.ts";
import type { CheckedRequest } from "./opening.ts";

export const partSlip = shape.map({
  header,
  key_commitment: shape.hash,
  payload_hash: shape.hash,
  number: shape.whole(1, 16),
  seat: shape.bytes(1169),
  handed_over: shape.truth, // that share is the box of a handover (SPEC 23.4), not the one that its sender made
  consents: shape.list(1, 8, claimedConsent),
  received: shape.list(1, 8, shape.day),
});
export type PartSlip = shape.In<typeof partSlip>;

// ctx of SPEC 11.1.
const context = (one: PartSlip["header"]): Promise<Bytes> =>
  hash("context", one.suite, one.compartment, one.epoch, one.directory, one.nonce, one.part_key, one.size_class);

// b of SPEC 11.1.
export async function partId({ header, key_commitment, payload_hash }: PartSlip): Promise<Bytes> {
  const { needed, commitments } = header;
  const h1 = await hash("header", await context(header), needed, commitments.length, ...commitments);
  return hash("bind", h1, key_commitment, payload_hash);
}

// That it is of a part which the request names, in its compartment, at this custodian's seat. The part's id.
export async function checkSlip(
  slip: PartSlip,
  { request, compartment }: CheckedRequest,
  directory: TrustedDirectory,
  custodian: string,
): Promise<Bytes> {
  const id = await partId(slip);
  const named = request.parts.some((part) => same(part, id)) && slip.header.compartment === compartment.name;
  if (!named || compartment.seats[slip.number - 1]?.custodian !== custodian) throw new Flawed("not-in-request");
  checkFits(slip, compartment, directory);
  return id;
}

// SPEC 11.2. Parts that were sealed under an earlier directory carry that one's hash, and are held against it elsewhere.
function checkFits(
  { header: { directory: sealedUnder, epoch, needed, commitments } }: PartSlip,
  { seats, needed: quorum }: CheckedRequest["compartment"],
  directory: TrustedDirectory,
): void {
  if (!same(sealedUnder, directory.hash)) return;
  if (epoch !== directory.epoch || needed !== quorum || commitments.length !== seats.length) {
    throw new Flawed("not-in-request");
  }
}

// A share that is not the one its sender committed to opens nothing (SPEC 11.3).
export async function checkShare(slip: PartSlip, share: Bytes): Promise<Bytes> {
  const commitment = await hash("share-commitment", await context(slip.header), slip.number, share);
  if (!same(commitment, slip.header.commitments[slip.number - 1] ?? new Uint8Array(0)))
    throw new Refused("cannot-open");
  return share;
}
