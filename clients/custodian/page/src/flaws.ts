// What a custodian's device refuses besides what every page does. Nothing of what came in is ever in an error.
import { type Reason, Refused } from "../../../web/src/protocol/errors.ts";

export type Flaw =
  | Reason
  | "seats-moved" // SPEC 23.1
  | "substitute-moved" // SPEC 4.11
  | "no-checkpoint" // SPEC 14.3
  | "not-in-the-log" // SPEC 14.2
  | "too-few-witnesses" // SPEC 14.6
  | "not-logged" // in the log, and of another kind or thing (SPEC 15.3)
  | "log-split" // SPEC 14.5
  | "directory-not-logged" // SPEC 14.8
  | "policy-unsigned" // SPEC 17.2
  | "policy-rolled-back"
  | "policy-refused"
  | "too-many-orders" // SPEC 21.5
  | "stopped" // SPEC 21.6
  | "consent-broken" // SPEC 5.4
  | "consent-ended" // SPEC 5.5
  | "not-allowed" // SPEC 5.6
  | "other-directory" // SPEC 15.2
  | "too-many-parts"
  | "no-curator"
  | "request-ended"
  | "not-in-request" // SPEC 15.3
  | "other-compartment"
  | "withdrawn"
  | "said-withdrawn"
  | "quota-reached";

export class Flawed extends Refused<Flaw> {}

// The reason, of whatever was refused; anything else goes on.
export function flawOf(error: unknown): Flaw {
  if (error instanceof Refused) return error.why as Flaw;
  throw error;
}
