// Why something could not be done, other than that bytes do not hold (Refused): one word each, and who it was about.

export type Door = "vault" | "policy" | "ledger" | "intake";

export type Why =
  | "cannot-reach" // nothing came back
  | "said-no" // somebody answered, and it was no yes
  | "no-seat" // the directory has no seat for this name and key
  | "memory-damaged"
  | "memory-lost"
  | "memory-full"
  | "memory-changed" // another tab answered meanwhile
  | "keys-unusable"; // this browser can no longer use what it keeps

export class Stopped extends Error {
  override name = "Stopped";
  constructor(
    readonly why: Why,
    readonly who: Door | null = null,
    readonly status: number | null = null,
  ) {
    super(why);
  }
}
