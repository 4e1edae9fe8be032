// May this custodian approve this part, now? Decided here, on the custodian's own device. SPEC 15.3.
//
// The vault is not believed about anything that can be checked: the log's proof, the directory, the request's signatures,
// the part's id, the consent's signatures, what was withdrawn before, and this custodian's own quota.

import { type Bytes, toHex } from "../../../web/src/protocol/bytes.ts";
import { dayOf } from "../../../web/src/protocol/days.ts";
import type { TrustedDirectory } from "../../../web/src/protocol/directory.ts";
import { type Flaw, Flawed, flawOf } from "./flaws.ts";
import { approvedFor, countedOf, type Memory } from "./memory.ts";
import type { RefusalReason } from "./protocol/answers.ts";
import { checkOpening, inForce, verifyChain } from "./protocol/chain.ts";
import { checkLogged } from "./protocol/ledger.ts";
import type { OpeningNotice } from "./protocol/notices.ts";
import { type CheckedRequest, checkRequest } from "./protocol/opening.ts";
import type { Standing, TargetKind } from "./protocol/orders.ts";
import type { Policy } from "./protocol/policy.ts";
import { checkSlip, type PartSlip, partId } from "./protocol/slip.ts";

// One part of a request: where `refusal` is null, it may be approved. `mine` is false for a part or seat that the vault
// had no reason to show here: then it is not even refused.
export interface Judgement {
  readonly part: Bytes;
  readonly slip: PartSlip;
  readonly refusal: Flaw | null;
  readonly mine: boolean;
}

export interface Judged {
  readonly checked: CheckedRequest;
  readonly judgements: readonly Judgement[];
}

export const mayApprove = ({ judgements }: Judged): readonly Judgement[] =>
  judgements.filter(({ refusal }) => refusal === null);

export const mayRefuse = ({ judgements }: Judged): readonly Judgement[] => judgements.filter(({ mine }) => mine);

// The coded reason that a refusal of this part would carry.
export function reasonOf({ refusal }: Judgement): RefusalReason {
  if (refusal === "withdrawn" || refusal === "said-withdrawn") return "withdrawn";
  if (refusal === "consent-broken" || refusal === "consent-ended" || refusal === "not-allowed") return "consent";
  return refusal === "quota-reached" ? "too-many" : "other";
}

// Parts that are not approved, in hexadecimal: those that the log has `shown` to be withdrawn, and those that the vault
// `said` are. Only the first are remembered, so that no lie shuts a part for good.
export interface TakenBack {
  readonly shown: ReadonlySet<string>;
  readonly said: ReadonlySet<string>;
}

// What is left of a curator's quota for today. What was counted before is sent again for nothing.
export class Quota {
  #left: number;
  readonly #counted: Set<string>;

  constructor({ id, curator }: CheckedRequest, policy: Policy, memory: Memory, today: number) {
    this.#left = policy.custody.parts_per_curator_and_day - approvedFor(memory, curator.desk.holder, today);
    this.#counted = countedOf(memory, id);
  }

  get left(): number {
    return Math.max(0, this.#left);
  }

  // Whether this part has room in it; then it is counted.
  takes(part: Bytes): boolean {
    if (this.#counted.has(toHex(part))) return true;
    if (this.#left < 1) return false;
    this.#counted.add(toHex(part));
    this.#left -= 1;
    return true;
  }
}

export interface Bench {
  readonly custodian: string;
  readonly directory: TrustedDirectory;
  readonly policy: Policy;
  readonly standing: Standing;
  readonly memory: Memory;
  readonly takenBack: TakenBack; // of every notice of the sitting, and what is remembered
  readonly now: number;
}

// Checks everything about one request and each of its parts. Refused for the whole request; for a single part the reason
// stands in its judgement.
export async function judge({ request, evidence, slips }: OpeningNotice, bench: Bench): Promise<Judged> {
  const checked = await checkRequest(request, bench.directory, bench.now);
  checkGoesOn(checked, bench.standing);
  await checkLogged(evidence, bench.directory, "opening-requested", checked.id);
  const quota = new Quota(checked, bench.policy, bench.memory, dayOf(bench.now));
  // A part that is shown twice is one part.
  const shown = new Map<string, PartSlip>();
  for (const slip of slips) shown.set(toHex(await partId(slip)), slip);
  const judgements: Judgement[] = [];
  for (const slip of shown.values()) judgements.push(await judgePart(slip, checked, bench, quota));
  return { checked, judgements };
}

async function judgePart(slip: PartSlip, checked: CheckedRequest, bench: Bench, quota: Quota): Promise<Judgement> {
  const part = await partId(slip);
  let mine = false;
  try {
    await checkSlip(slip, checked, bench.directory, bench.custodian);
    mine = true;
    if (bench.standing.suspends("part", toHex(part))) throw new Flawed("stopped");
    checkTakenBack(part, bench.takenBack);
    await checkConsent(slip, checked, dayOf(bench.now));
    if (!quota.takes(part)) throw new Flawed("quota-reached");
    return { part, slip, refusal: null, mine };
  } catch (error) {
    return { part, slip, refusal: flawOf(error), mine };
  }
}

// SPEC 21.6: the compartment, a desk of the request, or whoever holds one may be suspended.
function checkGoesOn({ compartment, curator, reviewer }: CheckedRequest, standing: Standing): void {
  const named: readonly (readonly [TargetKind, string])[] = [
    ["compartment", compartment.name],
    ...[curator, reviewer].flatMap(({ desk }) => [["person", desk.holder] as const, ["device", desk.desk] as const]),
  ];
  if (named.some(([kind, name]) => standing.suspends(kind, name))) throw new Flawed("stopped");
}

function checkTakenBack(part: Bytes, { shown, said }: TakenBack): void {
  if (shown.has(toHex(part))) throw new Flawed("withdrawn");
  if (said.has(toHex(part))) throw new Flawed("said-withdrawn");
}

async function checkConsent(slip: PartSlip, { compartment, request }: CheckedRequest, today: number): Promise<void> {
  const chain = await verifyChain(slip.consents, slip.header.part_key, today);
  checkOpening(inForce(chain, slip.received, today), compartment.kind, request.aim);
}
