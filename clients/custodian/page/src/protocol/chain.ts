// A source's consent as a custodian sees it: every version, from the first, and what is in force on a day. SPEC 5.

import { type Bytes, same } from "../../../../web/src/protocol/bytes.ts";
import {
  type Aim,
  type ClaimedConsent,
  LIFETIME,
  meet,
  type Statement,
  statement,
  type Terms,
} from "../../../../web/src/protocol/consent.ts";
import type { Compartment } from "../../../../web/src/protocol/directory.ts";
import { hash } from "../../../../web/src/protocol/hash.ts";
import { verify } from "../../../../web/src/protocol/signing.ts";
import { Flawed } from "../flaws.ts";

const WIDENING_DAYS = 7;

// Every version, each signed by the part's key, each following the one before (SPEC 5.1 and 5.4).
export async function verifyChain(
  claims: readonly ClaimedConsent[],
  partKey: Bytes,
  today: number,
): Promise<readonly Statement[]> {
  const chain: Statement[] = [];
  let [previous, before]: [Bytes, Statement | null] = [new Uint8Array(32), null];
  for (const claimed of claims) {
    verify(partKey, "consent", claimed.statement, claimed.signature);
    const said = statement.read(claimed.statement);
    if (!same(said.part_key, partKey) || !same(said.previous, previous)) return broken();
    checkFollows(said, before, today);
    [previous, before] = [await hash("consent-hash", claimed.statement), said];
    chain.push(said);
  }
  return chain.length > 0 ? chain : broken();
}

function checkFollows(said: Statement, before: Statement | null, today: number): void {
  if (said.version !== (before?.version ?? 0) + 1) broken();
  if (said.expires < said.given || said.expires > said.given + LIFETIME) broken();
  if (said.given > today + 1 || said.given < (before?.given ?? 0)) broken();
  // A gateway's word can narrow what a source said, never replace it.
  if (before?.asserted_by === "source" && said.asserted_by === "gateway") broken();
}

// What a checked chain allows on a day (SPEC 5.5); `received` are the days on which the vault first held each version.
// A version counts whole seven days after the later of its two days, and until then only as far as it narrows.
export function inForce(chain: readonly Statement[], received: readonly number[], today: number): Terms {
  const [first, last] = [chain[0], chain.at(-1)];
  if (!first || !last || received.length !== chain.length) return broken();
  if (today > last.expires) throw new Flawed("consent-ended");
  return chain
    .slice(1)
    .reduce(
      (allowed, { given, terms }, at) =>
        today >= Math.max(given, received[at + 1] ?? 0) + WIDENING_DAYS ? terms : meet(terms, allowed),
      first.terms,
    );
}

// SPEC 5.6: whether a part of this kind may be opened for this aim.
export function checkOpening(terms: Terms, kind: Compartment["kind"], aim: Aim): void {
  const asked = terms.aims.includes(aim) && !terms.ask_first.includes(aim) && terms.uses.includes("a-curator-reads");
  // Names are for whoever wants to be reached, or for accountability.
  const named = kind !== "identity" || terms.contact === 2 || aim === "accountability";
  if (!asked || !named) throw new Flawed("not-allowed");
}

function broken(): never {
  throw new Flawed("consent-broken");
}
