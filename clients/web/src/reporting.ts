// From what was written to sealed parts, and their way to intake.
import { CannotDo, type Tell, type Written } from "./acts.ts";
import { type Outgoing, outgoing, sendParts } from "./intake/sending.ts";
import { type Bytes, same, toHex } from "./protocol/bytes.ts";
import { readCard } from "./protocol/cards.ts";
import { BOTTOM } from "./protocol/consent.ts";
import { LARGEST_FILE, MOST_FILES, testimony } from "./protocol/contents.ts";
import type { TrustedDirectory } from "./protocol/directory.ts";
import { encode } from "./protocol/encoding.ts";
import { sha256 } from "./protocol/hash.ts";
import { LARGEST } from "./protocol/padding.ts";
import type { Primitives } from "./protocol/primitives.ts";
import { onePart } from "./protocol/receipt.ts";
import { type Giver, type Report, sealReport } from "./protocol/report.ts";
import type { World } from "./world.ts";

export function reportOf(written: Written, language: string): Report {
  const { country, terms, identityTerms, identity, originals } = written;
  if (originals.length > MOST_FILES || originals.some(({ data }) => data.length > LARGEST_FILE)) {
    throw new CannotDo("too-large");
  }
  const named = { name: said(identity?.name), phone: said(identity?.phone), note: said(identity?.note) };
  return {
    country,
    testimony: testimonyOf(written, language),
    terms,
    identity: { type: "leeward/v1/identity", ...named },
    // Nobody is named: nothing is allowed, so that all dummies are alike.
    identityTerms: Object.values(named).some((one) => one !== null) ? identityTerms : BOTTOM,
    files: originals.map((one) => ({
      type: "leeward/v1/evidence",
      media_type: said(one.mediaType),
      data: one.data as Bytes,
    })),
    fileTerms: written.evidenceTerms,
    card: written.card === null || written.card.trim() === "" ? null : readCard(written.card),
  };
}

const testimonyOf = (written: Written, language: string): Report["testimony"] => ({
  type: "leeward/v1/testimony",
  text: wellFormed(written.text),
  language,
  event_type: written.eventType,
  place: said(written.place),
  week: written.week,
  harmed: said(written.harmed),
  risk_factors: [...new Set(written.riskFactors)].sort((one, other) => one - other),
  tonight: written.tonight,
  group: null,
  media: written.pictures.map(({ data }) => ({ type: "image/jpeg", data: data as Bytes })),
});

// Half of a pair, as a keyboard may leave it, is no text, and could not be encoded.
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");

const said = (text: string | null | undefined): string | null => (text?.trim() ? wellFormed(text) : null);

// Bytes of the testimony as it will be sealed, the ids that it will name among them. Pictures are counted and not
// written: this is asked while somebody types.
export function sizeOf(report: Report): number {
  const id = new Uint8Array(32);
  const { media } = report.testimony;
  const pictures = media.reduce((sum, { data }) => sum + data.length + headSize(data.length) - 1, 0);
  const without = media.map((one) => ({ ...one, data: new Uint8Array(0) }));
  const said = { ...report.testimony, media: without, identity: id, evidence: report.files.map(() => id) };
  const size = testimony.write(said).length + pictures;
  if (size > LARGEST) throw new CannotDo("too-large");
  return size;
}

// Of a byte string's head (RFC 8949 §3); that of none is 1.
const headSize = (size: number): number => (size < 24 ? 1 : size < 256 ? 2 : size < 65_536 ? 3 : 5);

// A report on its way, kept until all of it has arrived.
interface Begun {
  readonly key: Bytes; // of its testimony
  readonly contents: Bytes; // hash of what it says
  readonly directory: TrustedDirectory;
  readonly parts: readonly Outgoing[];
}

// Seals and sends one report at a time. Called again after a failure with the same, it goes on where it was; after the
// report was sent, it sends nothing. Another report under the number of one that was sent is refused: it must not be
// taken for that one, and its parts would show whose they are by their keys.
export class Reporting {
  #begun: Begun | null = null;
  #running: Promise<void> | null = null;
  readonly #sent = new Map<string, Bytes>(); // by the public key of the testimony: the hash of what it says

  constructor(
    private readonly world: World,
    private readonly by: Primitives,
  ) {}

  send(report: Report, words: Giver, directory: TrustedDirectory, tell: Tell): Promise<void> {
    // Whoever presses twice has sent once.
    this.#running ??= this.#send(report, words, directory, tell).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #send(report: Report, words: Giver, directory: TrustedDirectory, tell: Tell): Promise<void> {
    sizeOf(report);
    const { key } = await onePart(words.receipt, "testimony", words.index);
    const contents = await hashOf(report);
    const sent = this.#sent.get(toHex(key));
    if (sent && !same(sent, contents)) throw new CannotDo("already-begun");
    if (sent) return;
    this.#begun = this.#before(key, contents, directory) ?? {
      key,
      contents,
      directory,
      parts: await this.#sealed(report, words, directory, tell),
    };
    await sendParts(this.world, this.#begun.parts, this.#begun.directory, tell);
    this.#sent.set(toHex(key), contents);
    this.#begun = null;
  }

  // What was sealed before, if it goes on. Of what may have arrived nothing is sealed anew: anyone would see by their
  // one key that the two belong together.
  #before(key: Bytes, contents: Bytes, directory: TrustedDirectory): Begun | null {
    const before = this.#begun;
    if (!before || !same(before.key, key)) return null;
    const isSame = same(before.contents, contents);
    if (before.parts.some(({ mayBeThere }) => mayBeThere)) {
      if (!isSame) throw new CannotDo("already-begun");
      return before;
    }
    return isSame && same(before.directory.hash, directory.hash) ? before : null;
  }

  async #sealed(report: Report, words: Giver, directory: TrustedDirectory, tell: Tell): Promise<Outgoing[]> {
    tell({ step: "sealing", done: 0, all: 0 });
    const sealed = await sealReport(this.by, directory, report, words);
    return outgoing(this.world, sealed, directory);
  }
}

// Files by their hashes: there may be many megabytes of them.
async function hashOf(report: Report): Promise<Bytes> {
  const data = [...report.testimony.media, ...report.files].map((one) => sha256(one.data));
  const named = {
    ...report,
    testimony: { ...report.testimony, media: [] },
    files: report.files.map(({ media_type }) => media_type),
  };
  return sha256(encode([named, ...(await Promise.all(data))]));
}
