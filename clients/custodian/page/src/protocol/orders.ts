// What is stopped: orders of administrators, custodians, partners and desks, which no zone can hide by leaving them out. SPEC 21.
import { type Bytes, same, toHex } from "../../../../web/src/protocol/bytes.ts";
import type { TrustedDirectory } from "../../../../web/src/protocol/directory.ts";
import { message, type Of } from "../../../../web/src/protocol/encoding.ts";
import { hash } from "../../../../web/src/protocol/hash.ts";
import * as shape from "../../../../web/src/protocol/shapes.ts";
import { verify } from "../../../../web/src/protocol/signing.ts";
import { Flawed } from "../flaws.ts";

const MOST_ORDERS = 4096;
const MOST_OF_ONE = 128; // orders of one signer, so that nobody fills a book for the others
const kind = shape.oneOf("person", "device", "partner", "batch", "compartment", "part");
export type TargetKind = shape.In<typeof kind>;

const target = shape.map({
  kind,
  name: shape.matching(/^[a-z0-9][a-z0-9.-]{0,63}$/),
  compartment: shape.orNull(shape.code), // where a part lies; null for all else
});

const order = message(512, {
  type: shape.oneOf("leeward/v1/order"),
  act: shape.oneOf("suspend", "hold", "lift"),
  target: shape.orNull(target),
  lifts: shape.orNull(shape.hash),
  reason: shape.oneOf("lost", "stolen", "coerced", "left", "misused", "legal", "precaution", "mistaken", "over"),
  day: shape.day,
  nonce: shape.hash,
});
type Order = Of<typeof order>;

const orderSignature = shape.map({
  office: shape.oneOf("administrator", "custodian", "partner", "desk"),
  name: shape.code,
  signature: shape.signature,
});
type OrderSignature = shape.In<typeof orderSignature>;

const signedOrder = shape.map({ order: shape.bytes(0, order.bound), signatures: shape.list(1, 64, orderSignature) });
type SignedOrder = shape.In<typeof signedOrder>;

export const orderBook = message(4 * 1024 * 1024, {
  type: shape.oneOf("leeward/v1/orders"),
  orders: shape.list(0, MOST_ORDERS, signedOrder),
});
export type OrderBook = Of<typeof orderBook>;
export const NO_ORDERS: OrderBook = { type: "leeward/v1/orders", orders: [] };

// An order with those of its signers who may give it by this directory.
interface Given {
  readonly id: string;
  readonly order: Order;
  readonly signers: ReadonlySet<string>; // office and name
  readonly signed: SignedOrder; // with their signatures, and no others
}

// What is stopped now: `stand` alone makes one.
export interface Standing {
  readonly people: ReadonlySet<string>; // who is suspended
  readonly suspends: (kind: TargetKind, name: string) => boolean;
}

const signer = ({ office, name }: OrderSignature): string => `${office} ${name}`;

function readOrder(raw: Bytes): Order | null {
  try {
    const one = order.read(raw);
    const { act, target: stopped, lifts } = one;
    const whole = (act === "lift") === (lifts !== null) && (lifts === null) === (stopped !== null);
    const placed = stopped === null || (stopped.kind === "part") === (stopped.compartment !== null);
    return whole && placed && (act !== "hold" || stopped?.kind === "compartment") ? one : null;
  } catch {
    return null;
  }
}

// SPEC 21.2: a signature that does not hold, or of somebody who may not, is left out. Null where none is left.
async function given({ order: raw, signatures }: SignedOrder, directory: TrustedDirectory): Promise<Given | null> {
  const one = readOrder(raw);
  if (!one) return null;
  const good = new Map<string, OrderSignature>();
  for (const each of signatures) {
    if (holds(each, raw, directory) && mayGive(each, one, directory)) good.set(signer(each), each);
  }
  if (good.size === 0) return null;
  const kept = [...good.keys()].sort().flatMap((name) => good.get(name) ?? []);
  const id = toHex(await hash("order-hash", raw));
  return { id, order: one, signers: new Set(good.keys()), signed: { order: raw, signatures: kept } };
}

function holds({ office, name, signature }: OrderSignature, raw: Bytes, directory: TrustedDirectory): boolean {
  return keysOf(office, name, directory).some((key) => {
    try {
      verify(key, "order", raw, signature);
      return true;
    } catch {
      return false;
    }
  });
}

function keysOf(office: OrderSignature["office"], name: string, directory: TrustedDirectory): Bytes[] {
  if (office === "administrator") {
    return directory.administrators.filter((one) => one.administrator === name).map((one) => one.sign_key);
  }
  if (office === "partner") {
    return directory.partners.filter((one) => one.partner === name).flatMap((one) => one.sign_key ?? []);
  }
  if (office === "desk") {
    const desks = directory.compartments.flatMap((one) => one.desks);
    return desks.filter((one) => one.desk === name).map((one) => one.sign_key);
  }
  const seats = directory.compartments.flatMap((one) => one.seats);
  return seats.filter(({ custodian }) => custodian === name).map(({ sign_key }) => sign_key);
}

// SPEC 21.3. Who may lift what is asked when it is known what is lifted.
function mayGive({ office, name }: OrderSignature, one: Order, directory: TrustedDirectory): boolean {
  const stopped = one.target;
  if (!stopped) return office === "administrator" || office === "custodian";
  if (office === "administrator") return stopped.kind !== "part";
  if (one.act !== "suspend") return false;
  if (office === "partner") return stopped.kind === "batch" || (stopped.kind === "partner" && stopped.name === name);
  if (office === "desk") return stopped.kind === "device" && stopped.name === name;
  return seatsAt(one, directory).includes(name);
}

// Who sits in the compartment that is stopped, or in which the part lies.
function seatsAt({ target: stopped }: Order, { compartments }: TrustedDirectory): readonly string[] {
  const found = compartments.find(({ name }) => name === placeOf(stopped));
  return found?.seats.map(({ custodian }) => custodian) ?? [];
}

function placeOf(stopped: Order["target"]): string | null {
  if (stopped?.kind === "part") return stopped.compartment;
  return stopped?.kind === "compartment" ? stopped.name : null;
}

async function good(orders: readonly SignedOrder[], directory: TrustedDirectory): Promise<Given[]> {
  const found = await Promise.all(orders.map((one) => given(one, directory)));
  return found.filter((one) => one !== null);
}

// All that is known and all that is new and good, each once with all its signatures, by id (SPEC 21.5).
export async function merge(
  known: OrderBook,
  fresh: readonly SignedOrder[],
  directory: TrustedDirectory,
): Promise<OrderBook> {
  const kept = new Map((await good(known.orders, directory)).map((one) => [one.id, one]));
  for (const one of await good(fresh, directory)) {
    const before = kept.get(one.id);
    if (before && [...one.signers].every((who) => before.signers.has(who))) continue;
    if (!before) checkRoom(one, [...kept.values()]);
    const both = before ? await given(together(before.signed, one.signed), directory) : one;
    if (both) kept.set(one.id, both);
  }
  const ids = [...kept.keys()].sort();
  return { type: "leeward/v1/orders", orders: ids.flatMap((id) => kept.get(id)?.signed ?? []) };
}

const together = (one: SignedOrder, other: SignedOrder): SignedOrder => ({
  order: one.order,
  signatures: [...one.signatures, ...other.signatures],
});

function checkRoom(one: Given, kept: readonly Given[]): void {
  const used = (who: string) => kept.filter(({ signers }) => signers.has(who)).length;
  const full = kept.length >= MOST_ORDERS || [...one.signers].every((who) => used(who) >= MOST_OF_ONE);
  if (full) throw new Flawed("too-many-orders");
}

export const isSameBook = (one: OrderBook, other: OrderBook): boolean =>
  same(orderBook.write(one), orderBook.write(other));

// What is stopped by these orders and this directory (SPEC 21.4). Whose suspension is lifted may lift in turn; nothing
// that was lifted comes back, so this ends.
export async function stand(
  book: OrderBook,
  directory: TrustedDirectory,
  twoOrganisations: boolean,
): Promise<Standing> {
  const all = await good(book.orders, directory);
  let stopped = all.filter(({ order: one }) => one.act !== "lift");
  const liftersOf = (id: string) => all.filter(({ order: one }) => one.lifts && toHex(one.lifts) === id);
  for (;;) {
    const out = new Set(namesOf(stopped, "person"));
    const left = stopped.filter((one) => {
      const lifters = new Set(liftersOf(one.id).flatMap(({ signers }) => [...signers]));
      const free = [...lifters].filter((who) => !out.has(nameOf(who)));
      return !isLifted(one, free, directory, twoOrganisations);
    });
    if (left.length === stopped.length) break;
    stopped = left;
  }
  return {
    people: new Set(namesOf(stopped, "person")),
    suspends: (wanted, name) => namesOf(stopped, wanted).includes(name),
  };
}

const nameOf = (who: string): string => who.slice(who.indexOf(" ") + 1);

const namesOf = (several: readonly Given[], wanted: TargetKind): string[] =>
  several.flatMap(({ order: { act, target: one } }) => (act === "suspend" && one?.kind === wanted ? [one.name] : []));

function isLifted(one: Given, lifters: readonly string[], directory: TrustedDirectory, apart: boolean): boolean {
  const byCustodians = [...one.signers].some((who) => who.startsWith("custodian "));
  const byOthers = [...one.signers].some((who) => !who.startsWith("custodian "));
  return (!byOthers || twoAgree(lifters, directory, apart)) && (!byCustodians || quorumAgrees(one, lifters, directory));
}

function twoAgree(lifters: readonly string[], { administrators }: TrustedDirectory, apart: boolean): boolean {
  const names = new Set(lifters.filter((who) => who.startsWith("administrator ")).map(nameOf));
  const theirs = administrators.filter(({ administrator }) => names.has(administrator));
  const houses = new Set(theirs.map(({ organisation }) => organisation));
  return names.size >= 2 && (houses.size >= 2 || !apart);
}

function quorumAgrees({ order: one }: Given, lifters: readonly string[], directory: TrustedDirectory): boolean {
  const compartment = directory.compartments.find(({ name }) => name === placeOf(one.target));
  const names = new Set(lifters.filter((who) => who.startsWith("custodian ")).map(nameOf));
  const sitting = seatsAt(one, directory).filter((custodian) => names.has(custodian));
  return compartment !== undefined && sitting.length >= compartment.needed;
}
