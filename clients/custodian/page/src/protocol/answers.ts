// A custodian's yes, with its share sealed to both fresh keys, and its no: SPEC 15.4.
import type { Bytes } from "../../../../web/src/protocol/bytes.ts";
import { encode, message } from "../../../../web/src/protocol/encoding.ts";
import { type Primitives, sealSecret } from "../../../../web/src/protocol/primitives.ts";
import * as shape from "../../../../web/src/protocol/shapes.ts";
import { type Keys, sign } from "../keys.ts";
import type { CheckedRequest } from "./opening.ts";
import { checkShare, type PartSlip } from "./slip.ts";

export const refusalReason = shape.oneOf(
  "too-many",
  "aim-not-clear",
  "consent",
  "withdrawn",
  "person-not-known",
  "under-threat",
  "other",
);
export type RefusalReason = shape.In<typeof refusalReason>;

const approval = message(4096, {
  type: shape.oneOf("leeward/v1/approval"),
  request: shape.hash,
  part: shape.hash,
  seat: shape.whole(1, 16),
  to_curator: shape.bytes(1169),
  to_reviewer: shape.bytes(1169),
});
const refusal = message(512, {
  type: shape.oneOf("leeward/v1/refusal"),
  request: shape.hash,
  part: shape.hash,
  seat: shape.whole(1, 16),
  reason: refusalReason,
});
// With which somebody else sits in (SPEC 15.7). Who answers here has the seat.
const mandate = shape.orNull(shape.map({ body: shape.bytes(0, 512), signature: shape.signature }));
const signedApproval = shape.map({ body: shape.bytes(0, approval.bound), signature: shape.signature, mandate });
const signedRefusal = shape.map({ body: shape.bytes(0, refusal.bound), signature: shape.signature, mandate });
export type SignedApproval = shape.In<typeof signedApproval>;
export type SignedRefusal = shape.In<typeof signedRefusal>;

export const answers = message(256 * 1024, {
  approvals: shape.list(0, 64, signedApproval),
  refusals: shape.list(0, 64, signedRefusal),
});

// Re-seals this custodian's share to both fresh keys, for this request and part and nothing else. Whoever calls has
// checked all of SPEC 15.3 before: this is the act itself. Refused("cannot-open") for a share that is not the committed
// one.
export async function approve(
  by: Primitives,
  keys: Keys,
  slip: PartSlip,
  part: Bytes,
  { id, curator, reviewer }: CheckedRequest,
): Promise<SignedApproval> {
  const seat = slip.number;
  // Its sender sealed it, or whoever held the seat before (SPEC 23.4).
  const label = slip.handed_over ? "handover" : "share";
  const share = await checkShare(slip, await keys.open(by, label, encode([part, seat]), slip.seat));
  const context = encode([id, part, seat]);
  const body = approval.write({
    type: "leeward/v1/approval",
    request: id,
    part,
    seat,
    to_curator: await sealSecret(by, curator.key, "reseal", context, share),
    to_reviewer: await sealSecret(by, reviewer.key, "reseal", context, share),
  });
  return { body, signature: await sign(keys, "approval", body), mandate: null };
}

export async function refuse(
  keys: Keys,
  { id }: CheckedRequest,
  part: Bytes,
  seat: number,
  reason: RefusalReason,
): Promise<SignedRefusal> {
  const body = refusal.write({ type: "leeward/v1/refusal", request: id, part, seat, reason });
  return { body, signature: await sign(keys, "refusal", body), mandate: null };
}
