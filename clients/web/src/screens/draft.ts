// A report while it is being written: what was typed, what is wrong with it, and what is sealed in the end. Pure.
import type { Written } from "../acts.ts";
import {
  AIMS,
  aimChoice,
  type ConsentForm,
  NOTHING,
  type ProfileTerms,
  type SmallConsent,
  smallTerms,
  termsOf,
} from "./consent_form.ts";
import { lengthOf, withoutHiddenSigns } from "./hidden_signs.ts";

export interface GivenFile {
  readonly key: number;
  readonly name: string; // shown here, and never sent
  readonly type: string;
  readonly size: number; // bytes, as it lies on this device
  readonly picture: Uint8Array | null; // drawn anew; null where this browser cannot draw it
  readonly original: Uint8Array | null; // only once it was asked for
}

export interface Draft {
  readonly country: string;
  readonly text: string;
  readonly tonight: boolean;
  readonly eventType: string;
  readonly place: string;
  readonly week: string;
  readonly harmed: string;
  readonly riskFactors: readonly number[];
  readonly files: readonly GivenFile[];
  readonly name: string;
  readonly phone: string;
  readonly note: string;
  readonly card: string;
  readonly removed: number; // hidden signs that were taken out of what was typed
  readonly consent: ConsentForm;
  readonly identity: SmallConsent;
  readonly evidence: SmallConsent;
}

export const EMPTY: Draft = {
  country: "",
  text: "",
  tonight: false,
  eventType: "",
  place: "",
  week: "",
  harmed: "",
  riskFactors: [],
  files: [],
  name: "",
  phone: "",
  note: "",
  card: "",
  removed: 0,
  consent: { base: null, profile: null, own: {} },
  identity: NOTHING,
  evidence: NOTHING,
};

// Bounds of messages.cddl, in code points.
export const LONGEST = { text: 1_048_576, place: 200, harmed: 200, name: 400, phone: 64, note: 1500 } as const;
// An identity part has one size for all (SPEC 4.6): 4,092 bytes, of which the message itself takes some.
const IDENTITY_BYTES = 4000;

export const FILES = { mostPictures: 8, mostOriginals: 32, eachBytes: 15_000_000, allBytes: 15_000_000 } as const;

const TYPED = ["text", "place", "harmed", "name", "phone", "note", "card"] as const;

// A change of what was typed comes without hidden signs; how many were taken out is remembered, to be told.
export function changed(draft: Draft, change: Partial<Draft>): Draft {
  let removed = draft.removed;
  const clean: Partial<Record<(typeof TYPED)[number], string>> = {};
  for (const field of TYPED) {
    const typed = change[field];
    if (typed === undefined) continue;
    const without = withoutHiddenSigns(typed);
    clean[field] = without.text;
    removed += without.removed;
  }
  return { ...draft, ...change, ...clean, removed };
}

export const hasIdentity = (draft: Draft): boolean =>
  [draft.name, draft.phone, draft.note].some((typed) => typed.trim());
export const originals = (draft: Draft) => draft.files.filter((file) => file.original);
export const pictures = (draft: Draft) => draft.files.filter((file) => file.picture);
export const bytesOfFiles = (draft: Draft): number =>
  draft.files.reduce((sum, { picture, original }) => sum + (picture?.length ?? 0) + (original?.length ?? 0), 0);

export function isEmpty(draft: Draft): boolean {
  return !draft.files.length && TYPED.every((field) => !draft[field]);
}

// Where something has to be mended before going on: the field, and the message that says how.
export type Problems = readonly (readonly [field: string, message: string])[];

export function problemsOfWriting(draft: Draft): Problems {
  const found: [string, string][] = [];
  if (!draft.country) found.push(["country", "problem-country"]);
  if (!draft.text.trim()) found.push(["text", "problem-text"]);
  return [...found, ...tooLong(draft, ["text", "place", "harmed"])];
}

export function problemsOfFiles(draft: Draft, withEvidence: readonly string[]): Problems {
  const found: [string, string][] = [];
  if (pictures(draft).length > FILES.mostPictures) found.push(["files", "problem-pictures"]);
  if (originals(draft).length > FILES.mostOriginals) found.push(["files", "problem-originals"]);
  if (bytesOfFiles(draft) > FILES.allBytes) found.push(["files", "problem-files-size"]);
  if (originals(draft).length && !withEvidence.includes(draft.country)) found.push(["files", "problem-no-evidence"]);
  if (draft.files.some((file) => !file.picture && !file.original)) found.push(["files", "problem-unsent-file"]);
  return found;
}

export function problemsOfYou(draft: Draft, cardIsGood: (typed: string) => boolean): Problems {
  const found: [string, string][] = [...tooLong(draft, ["name", "phone", "note"])];
  const bytes = new TextEncoder().encode(draft.name + draft.phone + draft.note).length;
  if (!found.length && bytes > IDENTITY_BYTES) found.push(["note", "problem-too-long"]);
  if (draft.card.trim() && !cardIsGood(draft.card)) found.push(["card", "trouble-bad-card"]);
  return found;
}

export const problemsOfConsent = (draft: Draft): Problems =>
  draft.consent.profile ? [] : [["profile", "problem-profile"]];

function tooLong(draft: Draft, fields: readonly (keyof typeof LONGEST)[]): [string, string][] {
  const over = fields.filter((field) => lengthOf(draft[field]) > LONGEST[field]);
  return over.map((field) => [field, "problem-too-long"]);
}

// What a person is told of what they chose, also once it was sent and the rest is forgotten.
export interface Told {
  readonly answers: boolean; // of the report's own consent, or of the name and number: one can wait under either
  readonly read: boolean; // somebody may open it
  readonly tonight: boolean;
}

export function toldOf(draft: Draft, profileTerms: ProfileTerms): Told {
  const terms = termsOf(draft.consent, profileTerms);
  const { contact, uses } = terms;
  const answers = contact > 0 || (hasIdentity(draft) && draft.identity.now);
  const read = uses.includes("a-curator-reads") && AIMS.some((aim) => aimChoice(terms, aim) === "yes");
  return { answers, read, tonight: draft.tonight };
}

const orNull = (typed: string): string | null => typed.trim() || null;

export function written(draft: Draft, profileTerms: ProfileTerms): Written {
  const identity = hasIdentity(draft);
  const kept = originals(draft);
  return {
    country: draft.country,
    text: draft.text.trim(),
    eventType: orNull(draft.eventType),
    place: orNull(draft.place),
    week: orNull(draft.week),
    harmed: orNull(draft.harmed),
    riskFactors: draft.riskFactors,
    tonight: draft.tonight,
    identity: identity ? { name: orNull(draft.name), phone: orNull(draft.phone), note: orNull(draft.note) } : null,
    card: orNull(draft.card),
    terms: termsOf(draft.consent, profileTerms),
    identityTerms: smallTerms("identity", identity ? draft.identity : NOTHING, profileTerms),
    evidenceTerms: smallTerms("evidence", kept.length ? draft.evidence : NOTHING, profileTerms),
    pictures: draft.files.flatMap(({ picture }) => (picture ? [{ data: picture }] : [])),
    originals: kept.flatMap(({ type, original }) =>
      original ? [{ mediaType: orNull(type.slice(0, 100)), data: original }] : [],
    ),
  };
}
