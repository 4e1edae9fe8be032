// A source's receipt: 128 bits that open its mailboxes and sign for its parts. SPEC 7.
//
// Keys derive from the entropy, never from words or digits: those are only ways to write it down. Nothing that derives
// for one part can be linked with another's.
import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { type Bytes, NOTHING } from "./bytes.ts";
import { countDigits, grouped, withCheckDigits, withoutCheckDigits } from "./digits.ts";
import { encode, type Label } from "./encoding.ts";
import { Refused } from "./errors.ts";
import { derive } from "./hash.ts";
import { type Randomness, sealPublic } from "./primitives.ts";
import { signPublic } from "./signing.ts";

export type PartKind = "testimony" | "identity" | "evidence";

const ENTROPY = 16;
const DIGITS = 42;
const MOST_TEXT = 512;
const MOST_INDEX = 2 ** 32 - 1;
const FILES = 32; // of a report

// 16 secret bytes, which come out by the visible call only.
export class Receipt {
  readonly #entropy: Bytes;

  constructor(entropy: Bytes) {
    if (entropy.length !== ENTROPY) throw new Refused("bad-receipt");
    this.#entropy = entropy;
  }

  entropy(): Bytes {
    return this.#entropy;
  }

  toString(): string {
    return "<receipt>";
  }

  toJSON(): string {
    return "<receipt>";
  }
}

export const newReceipt = (random: Randomness): Receipt => new Receipt(random(ENTROPY));

// A BIP39 list, and whether accents may be left out: they may where the words stay apart without them.
export interface WordList {
  readonly words: readonly string[];
  readonly accentsMayMiss: boolean;
}

export const wordList = (language: string, words: readonly string[]): WordList => ({
  words,
  accentsMayMiss: language === "fr" || language === "es",
});

// Twelve words, composed (NFC) for the screen.
export const showWords = (receipt: Receipt, list: WordList): string[] =>
  entropyToMnemonic(receipt.entropy(), [...list.words])
    .split(/[ \u3000]/)
    .map((word) => word.normalize("NFC"));

// In any case and spacing.
export function readWords(typed: string, list: WordList): Receipt {
  if (typed.length > MOST_TEXT) throw new Refused("bad-receipt");
  const known = new Map(list.words.map((word) => [folded(word, list), word]));
  const words = typed
    .trim()
    .split(/\s+/)
    .map((word) => known.get(folded(word, list)) ?? "");
  try {
    return new Receipt(mnemonicToEntropy(words.join(" "), [...list.words]) as Bytes);
  } catch {
    // What the library says may hold what was typed.
    throw new Refused("bad-receipt");
  }
}

function folded(word: string, list: WordList): string {
  const parts = word.normalize("NFKD").toLowerCase();
  return list.accentsMayMiss ? parts.replace(/\p{M}/gu, "") : parts;
}

// Fourteen groups of three.
export function showDigits(receipt: Receipt): string[] {
  const number = receipt.entropy().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return grouped(withCheckDigits(String(number).padStart(DIGITS - 2, "0")), 3);
}

export function readDigits(typed: string): Receipt {
  const number = asNumber(typed);
  if (number >= 2n ** 128n) throw new Refused("bad-receipt");
  return new Receipt(Uint8Array.from({ length: ENTROPY }, (_, at) => Number((number >> BigInt(8 * (15 - at))) & 255n)));
}

function asNumber(typed: string): bigint {
  try {
    return BigInt(withoutCheckDigits(typed, DIGITS));
  } catch {
    throw new Refused("bad-receipt");
  }
}

// Words where the page's language has a list, or digits, whichever was typed.
export function readReceipt(typed: string, list: WordList | null): Receipt {
  if (countDigits(typed) >= DIGITS - 2) return readDigits(typed);
  if (list === null) throw new Refused("bad-receipt");
  return readWords(typed, list);
}

// The keys of one part: who signs, whose mailbox it is, and to whom it is answered.
export interface OnePart {
  readonly kind: PartKind;
  readonly seed: Bytes; // of its signing key
  readonly key: Bytes;
  readonly mailbox: Bytes;
  readonly replySeed: Bytes;
}

// SPEC 7.4. `index` counts a receipt's reports; that of a file is fileIndex.
export async function onePart(receipt: Receipt, kind: PartKind, index: number): Promise<OnePart> {
  if (!Number.isInteger(index) || index < 0 || index > MOST_INDEX) throw new Refused("malformed");
  const made = (label: Label, size = 32) => derive(receipt.entropy(), NOTHING, label, encode([kind, index]), size);
  const seed = await made("part-key");
  return { kind, seed, key: signPublic(seed), mailbox: await made("mailbox", 16), replySeed: await made("reply-key") };
}

export const replyKey = (part: OnePart): Bytes => sealPublic(part.replySeed);

// The index of evidence: file n of report i.
export function fileIndex(report: number, file: number): number {
  if (file < 0 || file >= FILES) throw new Refused("malformed");
  return FILES * report + file;
}
