// What the vault shows a custodian's device, so that it can judge each request by itself: SPEC 18.1.
import { message } from "../../../../web/src/protocol/encoding.ts";
import * as shape from "../../../../web/src/protocol/shapes.ts";
import { logEvidence } from "./ledger.ts";
import { MOST_PARTS, signedRequest } from "./opening.ts";
import { partSlip } from "./slip.ts";

// Its evidence is null until the log's next tick.
const withdrawnPart = shape.map({ part: shape.hash, evidence: shape.orNull(logEvidence) });

const openingNotice = shape.map({
  request: signedRequest.shape,
  evidence: logEvidence,
  slips: shape.list(0, MOST_PARTS, partSlip), // those that still wait for this custodian's answer
  withdrawn: shape.list(0, 5000, withdrawnPart), // every one of the compartment
});
export type OpeningNotice = shape.In<typeof openingNotice>;

export const openingNotices = message(16 * 1024 * 1024, { notices: shape.list(0, 64, openingNotice) });
