// When a newer policy is taken: at once, or after the cooling-off time of the one in force. SPEC 17.7.
//
// Of a policy this device uses its quota and how it may be followed by another. So what else loosens in it, which zones
// wait for, changes nothing here; and these three wait.
import { type Bytes, same } from "../../../../web/src/protocol/bytes.ts";
import type { Policy } from "./policy.ts";

const MOST_SEEN = 16;

// A bundle that waits, and the day on which it was first seen here.
export interface SeenPolicy {
  readonly hash: Bytes;
  readonly day: number;
}

export const loosens = (known: Policy, next: Policy): boolean =>
  next.custody.parts_per_curator_and_day > known.custody.parts_per_curator_and_day ||
  next.changes.cooling_off_days < known.changes.cooling_off_days ||
  (known.changes.two_organisations && !next.changes.two_organisations);

// With this one too, seen today where it was not before. A day that lies ahead was written by a clock that was wrong.
export function noted(seen: readonly SeenPolicy[], hash: Bytes, today: number): readonly SeenPolicy[] {
  if (seen.some((one) => same(one.hash, hash) && one.day <= today)) return seen;
  return [...seen.filter((one) => !same(one.hash, hash)), { hash, day: today }].slice(-MOST_SEEN);
}

// By the days that the policy in force asks for, and not the newer one.
export const hasCooled = (known: Policy, seen: readonly SeenPolicy[], hash: Bytes, today: number): boolean =>
  seen.some((one) => same(one.hash, hash) && today >= one.day + known.changes.cooling_off_days);
