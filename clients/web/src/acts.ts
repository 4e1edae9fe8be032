// What the page can do, apart from what it shows. The screens know these names and nothing of the protocol behind them.
import type { Terms } from "./protocol/consent.ts";
import type { Receipt } from "./protocol/receipt.ts";

// Why something could not be done, as a code that the catalogues have words for (`trouble-…`). Nothing that was typed is
// ever in an error.
export type Trouble =
  | "cannot-reach" // the line; trying again is right
  | "busy" // intake has no room now; the same can be sent later
  | "refused" // intake did not take it
  | "asks-too-much" // more work than the directory allows
  | "not-accepted" // the answer was not intake's signed word
  | "directory-unsigned" // not enough of the roots signed
  | "directory-rolled-back"
  | "directory-forked"
  | "directory-contradictory"
  | "directory-not-yet" // from the future: the clock of this device
  | "directory-expired" // more than 30 days ago
  | "not-what-the-vault-left" // notice or bucket
  | "nothing-published" // no mailbox is out yet
  | "bad-receipt"
  | "bad-card"
  | "no-such-country"
  | "too-large"
  | "too-many-versions" // a consent that was changed eight times
  | "consent-ended" // it can be given anew, but not changed
  | "already-begun" // something of it may have arrived: it can be sent as it was, not with other words
  | "browser-too-old"; // something that the page stands on is missing

export class CannotDo extends Error {
  override name = "CannotDo";
  constructor(readonly why: Trouble) {
    super(why);
  }
}

export type PartKind = "testimony" | "identity" | "evidence";
export type Profile = "keep-sealed" | "curator-may-read" | "summary-coarse" | "summary-finer";

// What came with the page and was fetched when it opened.
export interface Arrival {
  readonly countries: readonly string[]; // ISO 3166-1, two small letters
  readonly neverTo: readonly string[]; // bodies that can be shut out, in the directory's order
  readonly stale: boolean; // the directory ended, less than 30 days ago: warn, and send all the same
  readonly withEvidence: readonly string[]; // countries that take original files
  readonly today: number; // days since 1970
}

export interface Picture {
  readonly data: Uint8Array; // a JPEG, drawn anew on this device
}

export interface Original {
  readonly mediaType: string | null; // as the browser says; at most 100 signs
  readonly data: Uint8Array; // untouched
}

export interface Written {
  readonly country: string;
  readonly text: string;
  readonly eventType: string | null;
  readonly place: string | null;
  readonly week: string | null; // 2026-w47
  readonly harmed: string | null;
  readonly riskFactors: readonly number[];
  readonly tonight: boolean;
  readonly identity: {
    readonly name: string | null;
    readonly phone: string | null;
    readonly note: string | null;
  } | null;
  readonly card: string | null; // as it was typed
  readonly terms: Terms;
  readonly identityTerms: Terms;
  readonly evidenceTerms: Terms;
  readonly pictures: readonly Picture[];
  readonly originals: readonly Original[];
}

export interface Progress {
  readonly step: "sealing" | "working" | "sending" | "waiting" | "again"; // again: after a break in the line
  readonly done: number; // bytes that intake has, of all parts together
  readonly all: number;
}
export type Tell = (progress: Progress) => void;

export interface Shown {
  readonly form: "words" | "digits";
  readonly groups: readonly string[]; // twelve words, or fourteen groups of three digits
}

// One part as its mailbox shows it; null where nothing is there, as for words that are nobody's.
export interface Seen {
  readonly kind: PartKind;
  readonly version: number;
  readonly given: number; // day
  readonly expires: number; // day
  readonly ended: boolean;
  readonly signed: Terms; // what the newest version says
  readonly inForce: Terms; // today: never more than was signed
  readonly settles: number | null; // the day on which the newest counts whole
  readonly loosened: { readonly counts: number; readonly kinds: number } | null; // by a policy (SPEC 13.8)
  readonly withdrawn: boolean;
  readonly opened: boolean; // a desk has read it
  readonly reply: string | null;
  readonly unknownDesk: boolean; // there is a reply of a desk that the directory does not have
  readonly late: boolean; // a newer publication should be out
  readonly asOf: number; // day of the publication
}

// What a source says at the end of a check-in: one thing, or nothing.
export type Wish =
  | { readonly do: "nothing" }
  // `anew`: a profile was chosen, so it lasts twelve months from today. Else it ends when it would have.
  | { readonly do: "change"; readonly terms: Terms; readonly anew?: boolean }
  | { readonly do: "cancel" } // what was widened and does not hold yet
  | { readonly do: "renew" }
  | { readonly do: "withdraw" };

// A check-in that was begun: its bucket is here, its one post is still to be sent.
export interface CheckIn {
  readonly seen: Seen | null;
  // Sends the post, also where nothing is said; once. After a failure it may be called again, with the same wish. `read`: the reply was shown, so it need not come again.
  finish(wish: Wish, read: boolean, tell: Tell): Promise<void>;
  // The post that is on its way, or else the dummy, ready with its work, for a page that is being left: true if it could
  // be handed over.
  leave(): boolean;
}

export interface Acts {
  logHead(): Promise<string>; // the log's, as intake shows it to everyone, unchecked (SPEC 14.9)
  // What came with the page, so that it can be used before the directory has come; null where intake did not serve it.
  atHand(): Arrival | null;
  arrive(): Promise<Arrival>; // safe to call again after a failure
  profileTerms(profile: Profile): Terms;
  newReceipt(): Receipt;
  showReceipt(receipt: Receipt): Shown;
  readReceipt(typed: string): Receipt; // CannotDo("bad-receipt")
  checkCard(typed: string): void; // CannotDo("bad-card")
  sizeOf(written: Written): number; // bytes of the testimony, for its class; CannotDo("too-large")
  // Sends every part, in an order drawn by lot; called again with the same receipt, index and text after a failure it
  // goes on where it was. The text stays the caller's until it is done.
  send(written: Written, receipt: Receipt, index: number, tell: Tell): Promise<void>;
  // `index`: of a file the n-th, from 0, of those of report i: 32 · i + n (SPEC 7.4).
  checkIn(receipt: Receipt, kind: PartKind, index: number, tell: Tell): Promise<CheckIn>;
}
