// Entries of the log, and that one stands in it: SPEC 14.1 and 15.3.

import { type Bytes, same, utf8 } from "../../../../web/src/protocol/bytes.ts";
import type { TrustedDirectory } from "../../../../web/src/protocol/directory.ts";
import { message } from "../../../../web/src/protocol/encoding.ts";
import { hash } from "../../../../web/src/protocol/hash.ts";
import * as shape from "../../../../web/src/protocol/shapes.ts";
import { Flawed } from "../flaws.ts";
import { checkWitnessed, type Head, readHead } from "./checkpoint.ts";
import { leafHash, verifyGrowth, verifyInclusion } from "./merkle.ts";

const entryKind = shape.oneOf(
  "opening-requested",
  "opening-ended",
  "clearance",
  "release",
  "removal",
  "withdrawal",
  "directory",
  "policy",
  "cards",
  "page",
  "order",
  "account",
  "succession",
  "retention",
  "simulation",
  "policy-proposed",
);
export type EntryKind = shape.In<typeof entryKind>;

export const ledgerEntry = message(256, {
  type: shape.oneOf("leeward/v1/ledger-entry"),
  kind: entryKind,
  subject: shape.hash,
  day: shape.day,
});

export const logEvidence = shape.map({
  entry: shape.bytes(0, 1024),
  r: shape.hash,
  index: shape.whole(0, 2 ** 48),
  proof: shape.list(0, 64, shape.hash),
  checkpoint: shape.chars(0, 8192),
});
export type LogEvidence = shape.In<typeof logEvidence>;

export const consistency = message(8192, {
  proof: shape.list(0, 64, shape.hash),
  checkpoint: shape.chars(0, 8192),
});

// The leaf of an entry, and of whoever is given r.
export const commit = (entry: Bytes, r: Bytes): Promise<Bytes> => hash("ledger-entry", r, entry);

// The signed head under which what was committed to stands in the log.
export async function readEvidence(evidence: LogEvidence, directory: TrustedDirectory): Promise<Head> {
  ledgerEntry.read(evidence.entry);
  const head = await readHead(utf8(evidence.checkpoint), directory);
  const leaf = await leafHash(await commit(evidence.entry, evidence.r));
  await verifyInclusion(leaf, BigInt(evidence.index), head.size, evidence.proof, head.root);
  return head;
}

// Returns only if it is this very entry that stands there.
export async function checkLogged(
  evidence: LogEvidence,
  directory: TrustedDirectory,
  kind: EntryKind,
  subject: Bytes,
): Promise<void> {
  await readEvidence(evidence, directory);
  const entry = ledgerEntry.read(evidence.entry);
  if (entry.kind !== kind || !same(entry.subject, subject)) throw new Flawed("not-logged");
}

export const isLogged = (
  evidence: LogEvidence,
  directory: TrustedDirectory,
  kind: EntryKind,
  subject: Bytes,
): Promise<boolean> =>
  checkLogged(evidence, directory, kind, subject).then(
    () => true,
    () => false,
  );

export const inclusion = message(16 * 1024, {
  index: shape.whole(0, 2 ** 48),
  proof: shape.list(0, 64, shape.hash),
  checkpoint: shape.chars(0, 8192),
});

// The leaf of a directory's entry, as anybody who has the directory computes it: its r is its hash (SPEC 14.1).
export const directoryLeaf = ({ hash: name, issued }: TrustedDirectory): Promise<Bytes> =>
  commit(ledgerEntry.write({ type: "leeward/v1/ledger-entry", kind: "directory", subject: name, day: issued }), name);

// The witnessed head under which a leaf stands in the log.
export async function readInclusion(raw: Bytes, leaf: Bytes, directory: TrustedDirectory, now: number): Promise<Head> {
  const { index, proof, checkpoint } = inclusion.read(raw);
  const head = await readHead(utf8(checkpoint), directory);
  await checkWitnessed(head.note, directory, now);
  await verifyInclusion(await leafHash(leaf), BigInt(index), head.size, proof, head.root);
  return head;
}

// Returns only if the log at the newer head begins with all that it had at the older.
export const checkGrown = (older: Head, newer: Head, proof: readonly Bytes[]): Promise<void> =>
  verifyGrowth(older.size, older.root, newer.size, newer.root, proof);
