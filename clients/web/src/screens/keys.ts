// The words that a report is sealed under: which ones, whether a person has them, and how many reports they have sent.
// Pure; words are read and shown by what is passed in.
import type { Acts } from "../acts.ts";
import type { Receipt } from "../protocol/receipt.ts";
import type { Problems } from "./draft.ts";

export type Reading = Pick<Acts, "showReceipt" | "readReceipt">;

export interface Keys {
  readonly from: "new" | "before";
  readonly receipt: Receipt | null;
  readonly other: Receipt | null; // of the other choice, for whoever only looked at it
  readonly hidden: boolean; // new ones are put away, to be typed again
  readonly again: string; // as they were typed again
  readonly wrong: number; // tries that were other words
  readonly before: string; // words from before, as typed
  readonly count: string; // how many reports those have sent
}

export const NEW_KEYS: Keys = {
  from: "new",
  receipt: null,
  other: null,
  hidden: false,
  again: "",
  wrong: 0,
  before: "",
  count: "",
};

export const problemsOfWords = (keys: Keys, reading: Reading): Problems =>
  keys.from === "new" ? problemsOfNewWords(keys, reading) : problemsOfOldWords(keys, reading);

// What is wrong with words from before, by the name of its message.
export function problemOfReceipt(typed: string, reading: Reading): string | null {
  if (!typed.trim()) return "problem-no-words";
  return isTaken(() => reading.readReceipt(typed)) ? null : "trouble-bad-receipt";
}

function problemsOfNewWords(keys: Keys, reading: Reading): Problems {
  const typed = isTaken(() => reading.readReceipt(keys.again))
    ? shownAs(reading.readReceipt(keys.again), reading)
    : null;
  if (keys.receipt && typed === shownAs(keys.receipt, reading)) return [];
  return [["again", keys.again.trim() ? "problem-other-words" : "problem-no-words"]];
}

function problemsOfOldWords({ receipt, before: typed, count }: Keys, reading: Reading): Problems {
  const found: [string, string][] = [];
  const wrong = receipt ? null : problemOfReceipt(typed, reading);
  if (wrong) found.push(["before", wrong]);
  if (!wholeNumber(count)) found.push(["count", "problem-count"]);
  return found;
}

const shownAs = (receipt: Receipt, reading: Reading): string => reading.showReceipt(receipt).groups.join(" ");

// After two tries that were other words, they are shown again.
export function countedWrong(keys: Keys, problems: Problems): Keys {
  if (!problems.some(([, message]) => message === "problem-other-words")) return keys;
  const wrong = keys.wrong + 1;
  return wrong % 2 ? { ...keys, wrong } : { ...keys, wrong, hidden: false, again: "" };
}

export function keysUsed(keys: Keys, reading: Reading): Keys {
  return keys.from === "before" && !keys.receipt && keys.before
    ? { ...keys, receipt: reading.readReceipt(keys.before) }
    : keys;
}

// The index counts a receipt's reports from 0 (SPEC 7.4).
export const indexOf = (keys: Keys): number => (keys.from === "before" ? (wholeNumber(keys.count) ?? 0) : 0);

// A person counts from 1; in Arabic digits too.
export function wholeNumber(typed: string): number | null {
  const western = typed.trim().replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 15));
  return /^\d{1,6}$/.test(western) ? Number(western) : null;
}

export function isTaken(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
