// What the protocol refuses, in the words that the screens know.
import { CannotDo, type Trouble } from "./acts.ts";
import { type Reason, Refused } from "./protocol/errors.ts";

const SAID: Readonly<Record<Reason, Trouble>> = {
  malformed: "refused",
  "too-large": "refused",
  "bad-key": "directory-contradictory",
  "bad-signature": "not-what-the-vault-left",
  "cannot-open": "not-what-the-vault-left",
  "bad-receipt": "bad-receipt",
  "bad-card": "bad-card",
  "no-such-compartment": "no-such-country",
  "no-such-device": "directory-contradictory",
  "directory-unsigned": "directory-unsigned",
  "directory-contradictory": "directory-contradictory",
  "directory-rolled-back": "directory-rolled-back",
  "directory-forked": "directory-forked",
  "directory-not-yet": "directory-not-yet",
  "directory-expired": "directory-expired",
};
// What does not fit into a message of ours is too long.
export const OF_OURS: First = { malformed: "too-large", "too-large": "too-large" };

type First = Partial<Record<Reason, Trouble>>;

const troubleOf = (error: unknown, first: First): unknown =>
  error instanceof Refused ? new CannotDo(first[error.why as Reason] ?? SAID[error.why as Reason]) : error;

export function sayingAtOnce<T>(act: () => T, first: First = {}): T {
  try {
    return act();
  } catch (error) {
    throw troubleOf(error, first);
  }
}

export async function saying<T>(act: () => Promise<T>, first: First = {}): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw troubleOf(error, first);
  }
}
