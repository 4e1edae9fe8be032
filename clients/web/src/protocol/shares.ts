// Shamir's scheme over GF(256), one share for each seat, whose x is the seat's number: SPEC 6.
//
// The audited library deals x out by chance, of 1 to 255, and cannot be told which. So it deals all 255, and those of the
// seats are kept: the same polynomials, and no arithmetic of ours (docs/decisions/0023-browser-crypto.md).
import { split as deal } from "shamir-secret-sharing";
import { type Bytes, joined } from "./bytes.ts";
import { Refused } from "./errors.ts";

const EVERY_X = 255;
export const MOST_SEATS = 16;

// The y bytes in the secret's order, then x; in the order of the seats.
export async function split(secret: Bytes, needed: number, seats: number): Promise<Bytes[]> {
  if (!(needed >= 1 && needed <= seats && seats <= MOST_SEATS)) throw new Refused("malformed");
  const numbers = Array.from({ length: seats }, (_, at) => at + 1);
  if (needed === 1) return numbers.map((x) => joined(secret, Uint8Array.of(x)));
  const dealt = new Map((await deal(secret, EVERY_X, needed)).map((share) => [share[secret.length], share as Bytes]));
  return numbers.map((x) => dealt.get(x) ?? never());
}

function never(): never {
  throw new Refused("malformed");
}
