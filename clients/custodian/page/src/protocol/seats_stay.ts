// A seat's number is the x of its share in every part, so it goes to a successor or stays, and never moves. SPEC 23.1.
import { toHex } from "../../../../web/src/protocol/bytes.ts";
import type { Compartment, Directory } from "../../../../web/src/protocol/directory.ts";
import { Flawed } from "../flaws.ts";

export function checkSeatsStay(next: Directory, known: Directory): void {
  for (const compartment of next.compartments) {
    const before = known.compartments.find(({ name }) => name === compartment.name);
    if (before && hasMoved(compartment, before)) throw new Flawed("seats-moved");
  }
  if (sitInForAnother(next, known)) throw new Flawed("substitute-moved");
}

// A key that was lent does not come back: neither by name nor by key does a substitute become another custodian's.
function sitInForAnother(next: Directory, known: Directory): boolean {
  const marks = (one: Directory["substitutes"][number]): readonly string[] =>
    marksOf({ ...one, custodian: one.substitute });
  const held = new Map(known.substitutes.flatMap((one) => marks(one).map((mark) => [mark, one.custodian] as const)));
  return next.substitutes.some((one) => marks(one).some((mark) => (held.get(mark) ?? one.custodian) !== one.custodian));
}

function hasMoved(next: Compartment, known: Compartment): boolean {
  const other = next.country !== known.country || next.kind !== known.kind;
  if (other || next.needed < known.needed || next.seats.length < known.seats.length) return true;
  const held = new Map(known.seats.flatMap((seat, number) => marksOf(seat).map((mark) => [mark, number] as const)));
  return next.seats.some((seat, number) => marksOf(seat).some((mark) => (held.get(mark) ?? number) !== number));
}

type Marked = Pick<Compartment["seats"][number], "custodian" | "seal_key" | "sign_key">;
const marksOf = ({ custodian, seal_key, sign_key }: Marked): readonly string[] => [
  `name ${custodian}`,
  `seal ${toHex(seal_key)}`,
  `sign ${toHex(sign_key)}`,
];
