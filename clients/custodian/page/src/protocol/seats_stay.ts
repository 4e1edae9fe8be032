// A seat's number is the x of its share in every part, so it goes to a successor or stays, and never moves. SPEC 23.1.
import { toHex } from "../../../../web/src/protocol/bytes.ts";
import type { Compartment, Directory } from "../../../../web/src/protocol/directory.ts";
import { Flawed } from "../flaws.ts";

export function checkSeatsStay(next: Directory, known: Directory): void {
  for (const compartment of next.compartments) {
    const before = known.compartments.find(({ name }) => name === compartment.name);
    if (before && hasMoved(compartment, before)) throw new Flawed("seats-moved");
  }
}

function hasMoved(next: Compartment, known: Compartment): boolean {
  const other = next.country !== known.country || next.kind !== known.kind;
  if (other || next.needed < known.needed || next.seats.length < known.seats.length) return true;
  const held = new Map(known.seats.flatMap((seat, number) => marksOf(seat).map((mark) => [mark, number] as const)));
  return next.seats.some((seat, number) => marksOf(seat).some((mark) => (held.get(mark) ?? number) !== number));
}

const marksOf = ({ custodian, seal_key, sign_key }: Compartment["seats"][number]): readonly string[] => [
  `name ${custodian}`,
  `seal ${toHex(seal_key)}`,
  `sign ${toHex(sign_key)}`,
];
