// A request for parts to be opened, as a custodian checks it: SPEC 15.1 and 15.2.
//
// A CheckedRequest is made by `checkRequest` alone; everything else takes that.

import { type Bytes, same, toHex } from "../../../../web/src/protocol/bytes.ts";
import { aim } from "../../../../web/src/protocol/consent.ts";
import type { Compartment, TrustedDirectory } from "../../../../web/src/protocol/directory.ts";
import { message, type Of } from "../../../../web/src/protocol/encoding.ts";
import { Refused } from "../../../../web/src/protocol/errors.ts";
import { hash } from "../../../../web/src/protocol/hash.ts";
import { checkSealKey } from "../../../../web/src/protocol/seal_keys.ts";
import * as shape from "../../../../web/src/protocol/shapes.ts";
import { verify } from "../../../../web/src/protocol/signing.ts";
import { Flawed } from "../flaws.ts";

export const MOST_PARTS = 20;
const LIFETIME = 72 * 3600; // seconds that a request may live
const AHEAD = 300; // and that it may be asked ahead
const moment = shape.whole(0, 10_000_000_000);

const freshKey = message(2048, {
  type: shape.oneOf("leeward/v1/fresh-key"),
  compartment: shape.code,
  desk: shape.code,
  seal_key: shape.sealKey,
  expires: moment,
  nonce: shape.hash,
});
const signedFreshKey = shape.map({ body: shape.bytes(0, freshKey.bound), signature: shape.signature });

const openingRequest = message(8192, {
  type: shape.oneOf("leeward/v1/opening-request"),
  directory: shape.hash,
  compartment: shape.code,
  parts: shape.list(1, MOST_PARTS, shape.hash),
  aim,
  curator: signedFreshKey,
  reviewer: signedFreshKey,
  asked: moment,
  expires: moment,
  nonce: shape.hash,
});
export type OpeningRequest = Of<typeof openingRequest>;

export const signedRequest = message(openingRequest.bound + 128, {
  body: shape.bytes(0, openingRequest.bound),
  signature: shape.signature,
});
export type SignedRequest = Of<typeof signedRequest>;

export type Desk = Compartment["desks"][number];

// One side of a request: whose desk, and the key that was made there for this opening.
export interface Side {
  readonly desk: Desk;
  readonly key: Bytes;
  readonly expires: number;
}

export interface CheckedRequest {
  readonly id: Bytes;
  readonly request: OpeningRequest;
  readonly compartment: Compartment;
  readonly curator: Side;
  readonly reviewer: Side;
}

export const requestId = ({ body }: SignedRequest): Promise<Bytes> => hash("request-hash", body);

// SPEC 15.2, at second `now`.
export async function checkRequest(
  claimed: SignedRequest,
  directory: TrustedDirectory,
  now: number,
): Promise<CheckedRequest> {
  const request = openingRequest.read(claimed.body);
  if (!same(request.directory, directory.hash)) throw new Flawed("other-directory");
  const compartment = directory.compartments.find(({ name }) => name === request.compartment);
  if (!compartment) throw new Refused("no-such-compartment");
  if (new Set(request.parts.map(toHex)).size !== request.parts.length) throw new Flawed("too-many-parts");
  const [curator, reviewer] = [side(request.curator, compartment, now), side(request.reviewer, compartment, now)];
  // One desk has one holder, so this holds for two machines too.
  if (curator.desk.holder === reviewer.desk.holder || same(curator.key, reviewer.key)) throw new Flawed("no-curator");
  verify(curator.desk.sign_key, "opening-request", claimed.body, claimed.signature);
  checkTimes(request, Math.min(curator.expires, reviewer.expires), now);
  return { id: await requestId(claimed), request, compartment, curator, reviewer };
}

// SPEC 15.1: a key that a desk of the compartment made, and that lives.
function side(claimed: shape.In<typeof signedFreshKey>, { name, desks }: Compartment, now: number): Side {
  const fresh = freshKey.read(claimed.body);
  const desk = desks.find((one) => one.desk === fresh.desk);
  if (!desk || fresh.compartment !== name) throw new Flawed("no-curator");
  verify(desk.sign_key, "fresh-key", claimed.body, claimed.signature);
  checkSealKey(fresh.seal_key);
  if (now > fresh.expires) throw new Flawed("request-ended");
  return { desk, key: fresh.seal_key, expires: fresh.expires };
}

function checkTimes({ asked, expires }: OpeningRequest, keysExpire: number, now: number): void {
  const lives = now <= expires && asked <= now + AHEAD;
  if (!lives || asked >= expires || expires > Math.min(asked + LIFETIME, keysExpire)) throw new Flawed("request-ended");
}
