// What the bytes of a policy say, beside those of the one in force: computed here from both, and from nothing else that a
// server says. SPEC 17.8.

import { type Policy, policyBundle } from "../../../custodian/page/src/protocol/policy.ts";
import { type Bytes, toHex } from "../../../web/src/protocol/bytes.ts";
import { hash } from "../../../web/src/protocol/hash.ts";

const PLACES = ["none", "country", "first-level", "second-level"];
const PERIODS = ["none", "month", "week", "day"];
const AUDIENCES = ["nobody", "task-force", "consortium", "un", "public"];
const WORDS: Readonly<Record<string, readonly string[]>> = {
  place: PLACES,
  period: PERIODS,
  audience: AUDIENCES,
  level: PLACES,
};
const GROUPS = ["release", "custody", "log", "changes"] as const;
const LISTS = { staff: ["person"], grants: ["template", "person", "compartment"], areas: ["code"], golden: ["name"] };
const TEXTS = ["cedar_policies", "cedar_schema"] as const;

// A setting. `word`: of a value that has one in every language.
export interface Setting {
  readonly name: string;
  readonly before: Shown;
  readonly now: Shown;
  readonly changed: boolean;
}
export type Shown = { readonly word: string } | { readonly text: string };

// Of a list or a text: what is there now and was not, and what was there.
export interface Difference {
  readonly what: string;
  readonly come: readonly string[];
  readonly gone: readonly string[];
  readonly moved: boolean; // the same, in another order
}

export interface Reading {
  readonly version: number;
  readonly hash: string;
  readonly follows: boolean; // made from the bundle in force
  readonly settings: readonly Setting[];
  readonly differences: readonly Difference[];
}

// Refused("malformed") or Refused("too-large") where either is no policy.
export async function readProposal(raw: Bytes, known: Bytes): Promise<Reading> {
  const [now, before] = [policyBundle.read(raw), policyBundle.read(known)];
  return {
    version: now.version,
    hash: toHex(await hash("policy-hash", raw)),
    follows: now.version === before.version + 1 && toHex(now.previous) === toHex(await hash("policy-hash", known)),
    settings: settings(before, now),
    differences: [...lists(before, now), ...texts(before, now)].filter((one) => one !== null),
  };
}

function settings(before: Policy, now: Policy): Setting[] {
  const grouped = GROUPS.flatMap((group) =>
    Object.keys(now[group]).map((name) =>
      setting(`${group}.${name}`, field(before[group], name), field(now[group], name)),
    ),
  );
  const whole = (["collect_seconds", "directory_number"] as const).map((name) =>
    setting(name, before[name], now[name]),
  );
  return [...grouped, ...whole];
}

const field = (group: object, name: string): unknown => (group as Record<string, unknown>)[name];

function setting(name: string, before: unknown, now: unknown): Setting {
  return { name, before: shown(name, before), now: shown(name, now), changed: before !== now };
}

function shown(name: string, value: unknown): Shown {
  if (typeof value === "boolean") return { word: value ? "yes" : "no" };
  const words = WORDS[name.slice(name.search(/[a-z]+$/))];
  const word = words && typeof value === "number" ? words[value] : undefined;
  if (word !== undefined) return { word };
  if (name.endsWith("blocked_bodies")) return { text: bits(Number(value)).join(", ") || "0" };
  return { text: String(value) };
}

// Which of the directory's bodies, counted from 1.
function bits(value: number): number[] {
  return [...value.toString(2)].reverse().flatMap((bit, at) => (bit === "1" ? [at + 1] : []));
}

function lists(before: Policy, now: Policy): (Difference | null)[] {
  return (Object.keys(LISTS) as (keyof typeof LISTS)[]).map((what) => {
    const told = (one: object): string => entry(LISTS[what], one);
    return difference(what, before[what].map(told), now[what].map(told));
  });
}

function texts(before: Policy, now: Policy): (Difference | null)[] {
  return TEXTS.map((what) => difference(what, before[what].split("\n"), now[what].split("\n")));
}

function difference(what: string, before: readonly string[], now: readonly string[]): Difference | null {
  const [come, gone] = [without(now, before), without(before, now)];
  const moved = before.length !== now.length || before.some((one, at) => one !== now[at]);
  return moved ? { what, come, gone, moved: come.length + gone.length === 0 } : null;
}

// Each as often as it stands there more.
function without(all: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const one of others) left.set(one, (left.get(one) ?? 0) + 1);
  return all.filter((one) => {
    const times = left.get(one) ?? 0;
    left.set(one, times - 1);
    return times <= 0;
  });
}

// All that an entry says, in one line, its name first: the name alone would not tell what it gives.
function entry(names: readonly string[], one: object): string {
  const said = Object.entries(one).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  const place = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.length);
  return said
    .sort(([left], [right]) => place(left) - place(right))
    .map(([name, value]) => `${name}: ${text(name, value)}`)
    .join("; ");
}

const DAY = 86_400_000;

function text(name: string, value: unknown): string {
  if (value instanceof Uint8Array) return toHex(value);
  if (name === "begins" || name === "ends") return new Date(Number(value) * DAY).toISOString().slice(0, 10);
  const word = typeof value === "number" ? WORDS[name]?.[value] : undefined;
  return word ?? (Array.isArray(value) ? value.join(" ") : String(value));
}
