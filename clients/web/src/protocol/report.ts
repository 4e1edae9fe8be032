// A whole report: an identity part, real or empty, files, and the testimony that alone names them. SPEC 4.6, 4.7, 10, 11.
//
// The parts share nothing that anyone but a desk could match: neither key, mailbox nor reply key.
import type { Bytes } from "./bytes.ts";
import { vouch } from "./cards.ts";
import { give, type Terms } from "./consent.ts";
import { type Evidence, evidence, type Identity, identity, type Testimony, testimony } from "./contents.ts";
import { writeControl } from "./control.ts";
import { quarterOf } from "./days.ts";
import { compartmentFor, type TrustedDirectory } from "./directory.ts";
import { classOf } from "./padding.ts";
import type { Primitives } from "./primitives.ts";
import { fileIndex, onePart, type PartKind, type Receipt } from "./receipt.ts";
import { type Sealed, sealPart } from "./sealing.ts";

const IDENTITY_CLASS = 0; // real and empty ones are of one size

export interface Report {
  readonly country: string;
  readonly testimony: Omit<Testimony, "identity" | "evidence">;
  readonly terms: Terms;
  readonly identity: Identity;
  readonly identityTerms: Terms;
  readonly files: readonly Evidence[];
  readonly fileTerms: Terms;
  readonly card: string | null; // its 24 digits
}

// Under which words, and as of which day.
export interface Giver {
  readonly receipt: Receipt;
  readonly index: number;
  readonly today: number;
}

// Identity first, then files, then the testimony, which names them by their ids.
export async function sealReport(
  by: Primitives,
  directory: TrustedDirectory,
  report: Report,
  giver: Giver,
): Promise<Sealed[]> {
  const seal = (kind: PartKind, index: number, terms: Terms, contents: Bytes, sizeClass = classOf(contents.length)) =>
    sealOne(by, directory, report, giver, { kind, index, terms, contents, sizeClass });
  const who = identity.write(report.identity);
  const sealed = [await seal("identity", giver.index, report.identityTerms, who, IDENTITY_CLASS)];
  for (const [at, file] of report.files.entries()) {
    sealed.push(await seal("evidence", fileIndex(giver.index, at), report.fileTerms, evidence.write(file)));
  }
  const [first, ...files] = sealed.map(({ id }) => id);
  const said = { ...report.testimony, identity: first ?? null, evidence: files };
  return [...sealed, await seal("testimony", giver.index, report.terms, testimony.write(said))];
}

interface One {
  readonly kind: PartKind;
  readonly index: number;
  readonly terms: Terms;
  readonly contents: Bytes;
  readonly sizeClass: number;
}

async function sealOne(
  by: Primitives,
  directory: TrustedDirectory,
  report: Report,
  giver: Giver,
  one: One,
): Promise<Sealed> {
  const part = await onePart(giver.receipt, one.kind, one.index);
  const card =
    one.kind === "testimony" && report.card ? await vouch(report.card, quarterOf(giver.today), part.key) : null;
  const control = writeControl(part, await give(part.seed, one.terms, giver.today), card);
  const to = compartmentFor(directory, report.country, one.kind);
  return sealPart(by, directory, to, part, control, one.contents, one.sizeClass);
}
