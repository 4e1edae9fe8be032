// What the page shows, and what follows what: a table of screens and one pure function. What it asks of the protocol
// (terms of a profile, is this a card) is passed in; what takes time or chance is in doing.ts.
import type { Acts, Arrival, CheckIn, PartKind, Progress, Trouble, Wish } from "../acts.ts";
import type { Receipt } from "../protocol/receipt.ts";
import { type ConsentForm, NOTHING, type SmallConsent, smallConsentOf } from "./consent_form.ts";
import {
  changed,
  type Draft,
  EMPTY,
  type GivenFile,
  isEmpty,
  type Problems,
  problemsOfConsent,
  problemsOfFiles,
  problemsOfWriting,
  problemsOfYou,
  type Told,
  toldOf,
} from "./draft.ts";
import {
  countedWrong,
  isTaken,
  type Keys,
  keysUsed,
  NEW_KEYS,
  problemOfReceipt,
  problemsOfWords,
  wholeNumber,
} from "./keys.ts";

export const STEPS = ["write", "files", "you", "consent", "words", "send"] as const;
export type Step = (typeof STEPS)[number];
export type Screen = "start" | Step | "sent" | "look" | "seen" | "change" | "withdraw" | "finished";

export type Rules = Pick<Acts, "profileTerms" | "checkCard" | "showReceipt" | "readReceipt">;

export type Sending =
  | { readonly at: "ready" }
  | { readonly at: "going"; readonly progress: Progress | null }
  // begun: some of it may have arrived, so that nothing in it may change any more
  | { readonly at: "failed"; readonly why: Trouble; readonly begun: boolean };

export interface Visit {
  readonly typed: string;
  readonly number: string;
  readonly kind: PartKind;
  readonly file: string;
  readonly at: "asking" | "fetching" | "open" | "finishing";
  readonly progress: Progress | null;
  readonly why: Trouble | null;
  readonly checkIn: CheckIn | null;
  readonly keepReply: boolean;
  readonly found: "nothing" | "report" | "answer"; // by the visit that is finished
  readonly wish: Wish;
  readonly form: ConsentForm;
  readonly small: SmallConsent;
}

export interface State {
  readonly screen: Screen;
  readonly atHand: Arrival | null; // what came with the page
  readonly arrival: Arrival | null; // and what was fetched
  readonly notArrived: Trouble | null;
  readonly draft: Draft;
  readonly problems: Problems; // shown where going on was tried
  readonly tries: number; // to go on, which were told what is wrong: it takes the focus anew
  readonly keys: Keys;
  readonly sending: Sending;
  readonly told: Told | null; // of the report that was sent last
  readonly visit: Visit;
}

const NEW_VISIT: Visit = {
  typed: "",
  number: "1",
  kind: "testimony",
  file: "1",
  at: "asking",
  progress: null,
  why: null,
  checkIn: null,
  keepReply: false,
  found: "nothing",
  wish: { do: "nothing" },
  form: { base: null, profile: null, own: {} },
  small: NOTHING,
};

export const opened = (atHand: Arrival | null): State => ({
  screen: "start",
  atHand,
  arrival: null,
  notArrived: null,
  draft: withKnownCountry(EMPTY, atHand),
  problems: [],
  tries: 0,
  keys: NEW_KEYS,
  sending: { at: "ready" },
  told: null,
  visit: NEW_VISIT,
});

export const knownOf = ({ arrival, atHand }: State): Arrival | null => arrival ?? atHand;

export type Event =
  | { readonly on: "arrived"; readonly arrival: Arrival }
  | { readonly on: "not-arrived"; readonly why: Trouble }
  | { readonly on: "asked-again" }
  | { readonly on: "went"; readonly to: Screen }
  | { readonly on: "went-on" } // to the next step, if this one is right
  | { readonly on: "went-back" }
  | { readonly on: "wrote"; readonly change: Partial<Draft> }
  | { readonly on: "gave"; readonly files: readonly GivenFile[] }
  | { readonly on: "changed-file"; readonly key: number; readonly to: Partial<GivenFile> | null } // null: taken out
  | { readonly on: "wrong"; readonly problems: Problems }
  | { readonly on: "keyed"; readonly change: Partial<Keys> }
  | { readonly on: "send"; readonly sending: Sending }
  | { readonly on: "sent" }
  | { readonly on: "visited"; readonly change: Partial<Visit> }
  | { readonly on: "opened"; readonly checkIn: CheckIn }
  | { readonly on: "finished" }
  | { readonly on: "write-again"; readonly receipt: Receipt; readonly count: string };

export const following =
  (rules: Rules) =>
  (state: State, event: Event): State => {
    switch (event.on) {
      case "arrived":
        return {
          ...state,
          arrival: event.arrival,
          notArrived: null,
          draft: withKnownCountry(state.draft, event.arrival),
        };
      case "not-arrived":
        return { ...state, notArrived: event.why };
      case "asked-again":
        return { ...state, notArrived: null };
      case "went":
        return { ...state, screen: event.to, problems: [] };
      case "went-on":
        return wentOn(state, rules);
      case "went-back":
        return mayChange(state) ? wentBack(state) : state;
      case "wrote":
        return withDraft(state, withTonight(changed(state.draft, event.change), event.change), rules);
      case "gave":
        return withDraft(state, { ...state.draft, files: [...state.draft.files, ...event.files] }, rules);
      case "changed-file":
        return withDraft(state, withFile(state.draft, event.key, event.to), rules);
      case "wrong":
        return { ...state, problems: event.problems, tries: state.tries + 1 };
      case "keyed":
        return { ...state, keys: { ...state.keys, ...event.change }, problems: [] };
      case "send":
        return { ...state, sending: event.sending };
      case "sent":
        return {
          ...state,
          screen: "sent",
          told: toldOf(state.draft, rules.profileTerms),
          draft: withKnownCountry(EMPTY, knownOf(state)),
          sending: { at: "ready" },
        };
      case "visited":
        return { ...state, visit: { ...state.visit, ...event.change }, problems: [] };
      case "opened":
        return { ...state, screen: "seen", visit: withCheckIn(state.visit, event.checkIn) };
      case "finished":
        return { ...state, screen: "finished", visit: finishedVisit(state.visit) };
      case "write-again":
        return writeAgain(state, event.receipt, event.count);
    }
  };

// Once some of it may have arrived, two texts under one key would be two reports that anyone can see belong together.
export const mayChange = ({ sending }: State): boolean =>
  sending.at === "ready" || (sending.at === "failed" && !sending.begun);

// What would be lost with the page.
export const isUnsaved = (state: State): boolean => !isEmpty(state.draft) || state.visit.checkIn !== null;

// From typing the words again to the words, which a person wants to see then.
function wentBack(state: State): State {
  const { screen, keys } = state;
  if (screen === "words" && keys.from === "new" && keys.hidden)
    return { ...state, keys: { ...keys, hidden: false, again: "" }, problems: [] };
  return { ...state, screen: before(screen), problems: [] };
}

function before(screen: Screen): Screen {
  const at = STEPS.indexOf(screen as Step);
  return STEPS[at - 1] ?? "start";
}

// What was mended is no longer said to be wrong; what else there is, is said when going on is tried again.
function withDraft(state: State, draft: Draft, rules: Rules): State {
  const next = { ...state, draft };
  if (!state.problems.length) return next;
  const still = problemsOf(next, rules).map(([field, message]) => field + message);
  return { ...next, problems: state.problems.filter(([field, message]) => still.includes(field + message)) };
}

const withFile = (draft: Draft, key: number, to: Partial<GivenFile> | null): Draft => ({
  ...draft,
  files: draft.files.flatMap((file) => (file.key !== key ? [file] : to ? [{ ...file, ...to }] : [])),
});

function wentOn(state: State, rules: Rules): State {
  const problems = problemsOf(state, rules);
  if (problems.length) {
    const keys = countedWrong(state.keys, problems);
    const shownAgain = state.keys.hidden && !keys.hidden; // then no field is there that could be mended
    return { ...state, problems: shownAgain ? [] : problems, tries: state.tries + 1, keys };
  }
  const next = STEPS[STEPS.indexOf(state.screen as Step) + 1];
  if (!next) return state;
  const keys = state.screen === "words" ? keysUsed(state.keys, rules) : state.keys;
  return { ...state, screen: next, problems: [], keys, draft: { ...state.draft, removed: 0 } };
}

function problemsOf({ screen, draft, arrival, keys }: State, rules: Rules): Problems {
  switch (screen) {
    case "write":
      return problemsOfWriting(draft);
    case "files":
      return problemsOfFiles(draft, arrival?.withEvidence ?? []);
    case "you":
      return problemsOfYou(draft, (typed) => isTaken(() => rules.checkCard(typed)));
    case "consent":
      return problemsOfConsent(draft);
    case "words":
      return problemsOfWords(keys, rules);
    default:
      return [];
  }
}

export function problemsOfLook({ typed, number, file, kind }: Visit, rules: Rules): Problems {
  const found: [string, string][] = [];
  const wrong = problemOfReceipt(typed, rules);
  if (wrong) found.push(["look-words", wrong]);
  if (!wholeNumber(number)) found.push(["look-number", "problem-count"]);
  if (kind === "evidence" && !isFileNumber(file)) found.push(["look-file", "problem-file-number"]);
  return found;
}

const isFileNumber = (typed: string): boolean => (wholeNumber(typed) ?? 0) >= 1 && (wholeNumber(typed) ?? 0) <= 32;

export function indexAsked({ kind, number, file }: Visit): number {
  const report = (wholeNumber(number) ?? 1) - 1;
  return kind === "evidence" ? 32 * report + (wholeNumber(file) ?? 1) - 1 : report;
}

// One that is the only one is chosen; one that the directory does not have any more is not.
function withKnownCountry(draft: Draft, known: Arrival | null): Draft {
  const countries = known?.countries ?? [];
  const [only, ...more] = countries;
  if (draft.country && !countries.includes(draft.country)) return { ...draft, country: "" };
  return only && !more.length && !draft.country ? { ...draft, country: only } : draft;
}

// "Tonight" asks for the urgent way; the consent to it can still be taken back by itself.
function withTonight(draft: Draft, { tonight }: Partial<Draft>): Draft {
  if (tonight === undefined) return draft;
  return { ...draft, consent: { ...draft.consent, own: { ...draft.consent.own, urgent: tonight } } };
}

function withCheckIn(visit: Visit, checkIn: CheckIn): Visit {
  const signed = checkIn.seen?.signed ?? null;
  const small = signed && visit.kind !== "testimony" ? smallConsentOf(visit.kind, signed) : NOTHING;
  return {
    ...visit,
    at: "open",
    why: null,
    checkIn,
    wish: { do: "nothing" },
    form: { base: signed, profile: null, own: {} },
    small,
  };
}

function finishedVisit(visit: Visit): Visit {
  const seen = visit.checkIn?.seen;
  const found =
    !seen || seen.withdrawn || visit.wish.do === "withdraw" ? "nothing" : seen.reply === null ? "report" : "answer";
  return { ...visit, at: "asking", checkIn: null, found };
}

function writeAgain(state: State, receipt: Receipt, count: string): State {
  const keys: Keys = { ...NEW_KEYS, from: "before", receipt, count };
  return {
    ...opened(state.atHand),
    arrival: state.arrival,
    draft: withKnownCountry(EMPTY, knownOf(state)),
    keys,
    screen: "write",
  };
}
