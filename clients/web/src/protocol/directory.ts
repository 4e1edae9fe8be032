// Who may do what, with which keys: signed by offline roots. SPEC 4.
//
// A TrustedDirectory is made by `trust` alone; all else takes that.
import { type Bytes, toHex } from "./bytes.ts";
import { message, type Of } from "./encoding.ts";
import { Refused } from "./errors.ts";
import { hash } from "./hash.ts";
import {
  checkSigned,
  follow,
  MOST_CHANGES,
  MOST_SIGNED_CHANGE,
  type RootSet,
  rootChanges,
  rootSignatures,
} from "./roots.ts";
import { checkSealKey } from "./seal_keys.ts";
import * as shape from "./shapes.ts";

const GRACE = 30; // days after its end for which a directory still serves to seal, with a warning
const MOST = 1_048_576;

const seat = shape.map({
  custodian: shape.code,
  organisation: shape.code,
  seal_key: shape.sealKey,
  sign_key: shape.signKey,
});
const desk = shape.map({
  desk: shape.code,
  holder: shape.code,
  seal_key: shape.sealKey,
  sign_key: shape.signKey,
});
const compartment = shape.map({
  name: shape.code,
  country: shape.code,
  kind: shape.oneOf("testimony", "identity", "evidence"),
  needed: shape.whole(1, 16),
  seats: shape.list(1, 16, seat),
  desks: shape.list(1, 6, desk),
  recovery_key: shape.sealKey,
});
export type Compartment = shape.In<typeof compartment>;
const role = shape.oneOf("intake", "vault", "release", "policy", "ledger", "gateway");
const device = shape.map({ device: shape.code, role, sign_key: shape.signKey });
const administrator = shape.map({ administrator: shape.code, organisation: shape.code, sign_key: shape.signKey });
const partner = shape.map({ partner: shape.code, sign_key: shape.orNull(shape.signKey) });
const substitute = shape.map({
  substitute: shape.code,
  custodian: shape.code,
  organisation: shape.code,
  seal_key: shape.sealKey,
  sign_key: shape.signKey,
});
const witness = shape.map({ witness: shape.code, sign_key: shape.signKey });

export const directory = message(MOST, {
  type: shape.oneOf("leeward/v1/directory"),
  number: shape.count,
  epoch: shape.count,
  previous: shape.hash,
  issued: shape.day,
  expires: shape.day,
  compartments: shape.list(1, 64, compartment),
  vault_seal_key: shape.sealKey,
  devices: shape.list(0, 256, device),
  administrators: shape.list(2, 32, administrator),
  partners: shape.list(0, 1024, partner),
  substitutes: shape.list(0, 128, substitute),
  witnesses: shape.list(0, 32, witness),
  witnesses_needed: shape.whole(0, 32),
  never_to: shape.list(0, 52, shape.code),
  work_bits: shape.whole(0, 28),
  log_origin: shape.matching(/^[a-z0-9./-]{1,128}$/),
});
export type Directory = Of<typeof directory>;

export const signedDirectory = message(MOST + 4096 + MOST_CHANGES * MOST_SIGNED_CHANGE, {
  type: shape.oneOf("leeward/v1/signed-directory"),
  directory: shape.bytes(0, MOST),
  signatures: rootSignatures,
  root_changes: rootChanges,
});

// What a directory is held against: the newest one known.
export interface Known {
  readonly number: number;
  readonly epoch: number;
  readonly hash: Bytes;
  readonly never_to: readonly string[];
  readonly roots?: RootSet | undefined; // those in force by it; without them, those that the device began with
}

export interface TrustedDirectory extends Directory {
  readonly hash: Bytes;
  readonly stale: boolean; // it has ended, less than 30 days ago
  readonly roots: RootSet; // those in force by it: SPEC 4.9
}

// SPEC 4.3, for the bytes that intake gave.
export async function trust(claimed: Bytes, roots: RootSet, today: number, known: Known): Promise<TrustedDirectory> {
  const { body, inForce } = await checkSignatures(claimed, known.roots ?? roots);
  const contents = readContents(body);
  const name = await hash("directory-hash", body);
  const trusted = { ...contents, hash: name, stale: today > contents.expires, roots: inForce };
  checkSuccession(trusted, known);
  if (contents.issued > today + 1) throw new Refused("directory-not-yet");
  if (today > contents.expires + GRACE) throw new Refused("directory-expired");
  return trusted;
}

// What is no signed directory at all, nobody signed.
async function checkSignatures(claimed: Bytes, held: RootSet): Promise<{ body: Bytes; inForce: RootSet }> {
  try {
    const signed = signedDirectory.read(claimed);
    const inForce = await follow(signed.root_changes, held);
    checkSigned(inForce, "directory", signed.directory, signed.signatures);
    return { body: signed.directory, inForce };
  } catch {
    throw new Refused("directory-unsigned");
  }
}

function readContents(body: Bytes): Directory {
  try {
    const contents = directory.read(body);
    checkContents(contents);
    return contents;
  } catch {
    throw new Refused("directory-contradictory");
  }
}

function checkSuccession(next: TrustedDirectory, known: Known): void {
  if (next.number < known.number || next.epoch < known.epoch) throw new Refused("directory-rolled-back");
  const follows = toHex(known.hash);
  if (next.number === known.number && toHex(next.hash) !== follows) throw new Refused("directory-forked");
  if (next.number === known.number + 1 && toHex(next.previous) !== follows) throw new Refused("directory-forked");
  // Consent holds positions in this list, which only ever grows.
  if (known.never_to.some((body, at) => next.never_to[at] !== body)) throw new Refused("directory-contradictory");
}

function checkContents(one: Directory): void {
  allDifferent(one.compartments.map(({ name }) => name));
  allDifferent(one.compartments.map(({ country, kind }) => `${country} ${kind}`));
  allDifferent(one.devices.map(({ device }) => device));
  allDifferent(signKeys(one.devices));
  allDifferent(one.administrators.map(({ administrator }) => administrator));
  allDifferent(signKeys(one.administrators));
  allDifferent(one.partners.map(({ partner }) => partner));
  allDifferent(one.substitutes.map(({ substitute }) => substitute));
  allDifferent(one.witnesses.map(({ witness }) => witness));
  checkSealKey(one.vault_seal_key);
  one.compartments.forEach(checkCompartment);
  checkKindsApart(one.compartments);
  checkOfficesApart(one);
  checkNewcomersApart(one);
  if (one.expires < one.issued || one.witnesses_needed > one.witnesses.length) contradictory();
}

function checkCompartment({ needed, seats, desks, recovery_key }: Compartment): void {
  if (needed > seats.length) contradictory();
  allDifferent(seats.map(({ custodian }) => custodian));
  allDifferent(desks.map(({ desk }) => desk));
  // Whoever asks for an opening does not approve it.
  checkApart(
    seats.map(({ custodian }) => custodian),
    desks.map(({ holder }) => holder),
  );
  allDifferent(signKeys([...seats, ...desks]));
  const sealKeys = [recovery_key, ...[...seats, ...desks].map(({ seal_key }) => seal_key)];
  allDifferent(sealKeys.map(toHex));
  sealKeys.forEach(checkSealKey);
}

// No custodian, and no custodian's key, holds seats in two kinds of one country (SPEC 4.1).
function checkKindsApart(compartments: readonly Compartment[]): void {
  const held = new Map<string, string>();
  for (const { country, kind, seats } of compartments) {
    for (const { custodian, seal_key, sign_key } of seats) {
      for (const mark of [`name ${custodian}`, `seal ${toHex(seal_key)}`, `sign ${toHex(sign_key)}`]) {
        const before = held.get(`${country} ${mark}`) ?? kind;
        if (before !== kind) contradictory();
        held.set(`${country} ${mark}`, kind);
      }
    }
  }
}

// The vault's sealing key opens no share, desk box or recovery box; an administrator's key is nobody else's.
function checkOfficesApart({ compartments, vault_seal_key, administrators, devices }: Directory): void {
  const people = compartments.flatMap(({ seats, desks }) => [...seats, ...desks]);
  const opening = [...people.map(({ seal_key }) => seal_key), ...compartments.map((one) => one.recovery_key)];
  checkApart([toHex(vault_seal_key)], opening.map(toHex));
  checkApart(signKeys(administrators), signKeys([...people, ...devices]));
}

// Who sits in for a custodian is nobody else in here, and sits in for that one alone, who holds a seat; a witness's or
// partner's key is nobody else's.
function checkNewcomersApart(one: Directory): void {
  const seats = one.compartments.flatMap(({ seats }) => seats);
  const desks = one.compartments.flatMap(({ desks }) => desks);
  const custodians = seats.map(({ custodian }) => custodian);
  checkApart(
    one.substitutes.map(({ substitute }) => substitute),
    [
      ...custodians,
      ...desks.map(({ holder }) => holder),
      ...one.administrators.map(({ administrator }) => administrator),
    ],
  );
  allDifferent(one.substitutes.map(({ seal_key }) => toHex(seal_key)));
  for (const { custodian, seal_key } of one.substitutes) {
    checkSealKey(seal_key);
    if (!custodians.includes(custodian)) contradictory();
  }
  const fresh = [...one.substitutes, ...one.witnesses, ...one.partners].flatMap(({ sign_key }) => sign_key ?? []);
  const keys = fresh.map(toHex);
  allDifferent(keys);
  checkApart(keys, signKeys([...seats, ...desks, ...one.devices, ...one.administrators]));
}

const signKeys = (several: readonly { readonly sign_key: Bytes }[]): string[] =>
  several.map(({ sign_key }) => toHex(sign_key));

function allDifferent(things: readonly string[]): void {
  if (new Set(things).size !== things.length) contradictory();
}

function checkApart(some: readonly string[], others: readonly string[]): void {
  if (some.some((one) => others.includes(one))) contradictory();
}

function contradictory(): never {
  throw new Refused("directory-contradictory");
}

// ---- what is asked of a trusted one

export function compartmentFor(
  { compartments }: TrustedDirectory,
  country: string,
  kind: Compartment["kind"],
): Compartment {
  const found = compartments.find((one) => one.country === country && one.kind === kind);
  if (!found) throw new Refused("no-such-compartment");
  return found;
}

export function deviceKey({ devices }: TrustedDirectory, role: "intake" | "vault" | "ledger"): Bytes {
  const found = devices.find((one) => one.role === role);
  if (!found) throw new Refused("no-such-device");
  return found.sign_key;
}
