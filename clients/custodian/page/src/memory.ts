// What this device remembers, so that nobody else has to be believed about it: withdrawals that it was shown to be in the
// log, what was approved for whom and when (the quota), and the log's last signed head. As `leeward-custodian` writes it.
import { type Bytes, same, toHex } from "../../../web/src/protocol/bytes.ts";
import { message, type Of } from "../../../web/src/protocol/encoding.ts";
import { Refused } from "../../../web/src/protocol/errors.ts";
import * as shape from "../../../web/src/protocol/shapes.ts";
import type { Head } from "./protocol/checkpoint.ts";
import { Stopped } from "./stopped.ts";

export const MOST_MEMORY = 16 * 1024 * 1024;
const KEEP_DAYS = 90; // approvals older than this no longer count for anything
const ANSWER_DAYS = 4; // no request lives longer, so no answer is sent again later

export const memory = message(MOST_MEMORY, {
  type: shape.oneOf("leeward/v1/custodian-memory"),
  withdrawn: shape.list(0, 400_000, shape.hash),
  approved: shape.list(0, 10_000, shape.map({ curator: shape.code, day: shape.day, parts: shape.whole(1, 100_000) })),
  counted: shape.list(0, 10_000, shape.map({ request: shape.hash, part: shape.hash, day: shape.day })),
  log_size: shape.whole(0, Number.MAX_SAFE_INTEGER),
  log_root: shape.hash,
  log_note: shape.bytes(0, 64 * 1024),
});
export type Memory = Of<typeof memory>;

export const FRESH: Memory = {
  type: "leeward/v1/custodian-memory",
  withdrawn: [],
  approved: [],
  counted: [],
  log_size: 0,
  log_root: new Uint8Array(32),
  log_note: new Uint8Array(0),
};

export function readMemory(raw: Bytes): Memory {
  try {
    return memory.read(raw);
  } catch {
    throw new Stopped("memory-damaged");
  }
}

// What cannot be written could not be read again, and would be lost with the next start.
export function writeMemory(one: Memory): Bytes {
  try {
    return memory.write(one);
  } catch (error) {
    throw error instanceof Refused ? new Stopped("memory-full") : error;
  }
}

export const approvedFor = ({ approved }: Memory, curator: string, day: number): number =>
  approved.filter((one) => one.curator === curator && one.day === day).reduce((sum, { parts }) => sum + parts, 0);

// The parts of a request that are counted already, in hexadecimal.
export const countedOf = ({ counted }: Memory, request: Bytes): Set<string> =>
  new Set(counted.filter((one) => same(one.request, request)).map(({ part }) => toHex(part)));

// What was approved here of requests that can still live, by request in hexadecimal.
export function approvedLately({ counted }: Memory, today: number) {
  const found = new Map<string, { request: Bytes; compartment: null; parts: number }>();
  for (const { request } of counted.filter(({ day }) => day > today - ANSWER_DAYS)) {
    const parts = (found.get(toHex(request))?.parts ?? 0) + 1;
    found.set(toHex(request), { request, compartment: null, parts });
  }
  return found;
}

export function withWithdrawn(one: Memory, parts: readonly Bytes[]): Memory {
  const known = new Set(one.withdrawn.map(toHex));
  const fresh = parts.filter((part) => !known.has(toHex(part)));
  return fresh.length === 0 ? one : { ...one, withdrawn: inOrder([...one.withdrawn, ...fresh]) };
}

export const withLog = (one: Memory, { size, root, note }: Head): Memory => ({
  ...one,
  log_size: Number(size),
  log_root: root,
  log_note: note,
});

// Counts parts for a curator today, each once, and forgets what is older than 90 days.
export function withApproved(
  one: Memory,
  curator: string,
  day: number,
  request: Bytes,
  parts: readonly Bytes[],
): Memory {
  const before = countedOf(one, request);
  const fresh = inOrder(parts.filter((part) => !before.has(toHex(part))));
  if (fresh.length === 0) return one;
  const others = one.approved.filter(
    (each) => each.day > day - KEEP_DAYS && !(each.curator === curator && each.day === day),
  );
  const today = { curator, day, parts: approvedFor(one, curator, day) + fresh.length };
  return {
    ...one,
    approved: [...others, today].sort((a, b) => compared(a.curator, b.curator) || a.day - b.day),
    counted: [
      ...one.counted.filter((each) => each.day > day - ANSWER_DAYS),
      ...fresh.map((part) => ({ request, part, day })),
    ],
  };
}

const inOrder = (parts: readonly Bytes[]): Bytes[] =>
  parts
    .map((part) => [toHex(part), part] as const)
    .sort(([a], [b]) => compared(a, b))
    .map(([, part]) => part);

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
