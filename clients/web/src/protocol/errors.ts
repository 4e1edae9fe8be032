// Why a message, a key or a directory was refused. Nothing of what came in is ever in an error.

export type Reason =
  | "malformed" // not as the protocol asks, or another spelling of it (SPEC 2.2)
  | "too-large"
  | "bad-key" // SPEC 3.2
  | "bad-signature" // SPEC 3.3
  | "cannot-open"
  | "bad-receipt"
  | "bad-card"
  | "no-such-compartment"
  | "no-such-device"
  | "directory-unsigned" // SPEC 4.3, from here on
  | "directory-contradictory"
  | "directory-rolled-back"
  | "directory-forked"
  | "directory-not-yet"
  | "directory-expired";

// Pages other than a source's have reasons of their own besides.
export class Refused<Why extends string = Reason> extends Error {
  override name = "Refused";
  constructor(readonly why: NoInfer<Why>) {
    super(why);
  }
}
