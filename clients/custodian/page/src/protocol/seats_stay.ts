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
  if (hasSecondSeat(next, known)) throw new Flawed("substitute-moved");
}

// A substitute's sealing key opens nothing else in the same directory (SPEC 4.3).
export function checkSubstitutesApart({ compartments, substitutes, vault_seal_key }: Directory): void {
  const people = compartments.flatMap(({ seats, desks }) => [...seats, ...desks]);
  const others = [vault_seal_key, ...people.map((one) => one.seal_key), ...compartments.map((one) => one.recovery_key)];
  const held = new Set(others.map(toHex));
  if (substitutes.some(({ seal_key }) => held.has(toHex(seal_key)))) throw new Flawed("directory-contradictory");
}

// A key that was lent does not come back: neither by name nor by key does a substitute become another custodian's.
function sitInForAnother(next: Directory, known: Directory): boolean {
  const held = new Map(
    known.substitutes.flatMap((one) => sitterMarks(one).map((mark) => [mark, one.custodian] as const)),
  );
  return next.substitutes.some((one) =>
    sitterMarks(one).some((mark) => (held.get(mark) ?? one.custodian) !== one.custodian),
  );
}

// Who sat in for a custodian holds no seat that was not that one's, and who held one sits in for its holder alone: also
// after new keys, since what was sealed to those before still lies at the vault. SPEC 4.11.
function hasSecondSeat(next: Directory, known: Directory): boolean {
  const [before, now] = [seatsByMark(known), seatsByMark(next)];
  const has = (several: readonly Substitute[], theirs: SeatsOf, custodians: SeatsOf): boolean =>
    several.some((one) => {
      const own = custodians(nameOf(one));
      return sitterMarks(one).some((mark) => [...theirs(mark)].some((seat) => !own.has(seat)));
    });
  return has(known.substitutes, now, before) || has(next.substitutes, before, now);
}

type Substitute = Directory["substitutes"][number];
type SeatsOf = (mark: string) => ReadonlySet<string>;

// Which seats, by compartment and number, have a name or key.
function seatsByMark({ compartments }: Directory): SeatsOf {
  const held = new Map<string, Set<string>>();
  for (const { name, seats } of compartments) {
    for (const [number, seat] of seats.entries()) {
      for (const mark of marksOf(seat)) held.set(mark, (held.get(mark) ?? new Set()).add(`${number} ${name}`));
    }
  }
  return (mark) => held.get(mark) ?? new Set();
}

function hasMoved(next: Compartment, known: Compartment): boolean {
  const other = next.country !== known.country || next.kind !== known.kind;
  if (other || next.needed < known.needed || next.seats.length < known.seats.length) return true;
  const held = new Map(known.seats.flatMap((seat, number) => marksOf(seat).map((mark) => [mark, number] as const)));
  return next.seats.some((seat, number) => marksOf(seat).some((mark) => (held.get(mark) ?? number) !== number));
}

type Marked = Pick<Compartment["seats"][number], "custodian" | "seal_key" | "sign_key">;
const nameOf = ({ custodian }: Pick<Marked, "custodian">): string => `name ${custodian}`;
const sitterMarks = (one: Substitute): readonly string[] => marksOf({ ...one, custodian: one.substitute });
const marksOf = ({ custodian, seal_key, sign_key }: Marked): readonly string[] => [
  nameOf({ custodian }),
  `seal ${toHex(seal_key)}`,
  `sign ${toHex(sign_key)}`,
];
