// Trying again after a break in the line, or where intake has no room just now.
import { CannotDo } from "../acts.ts";
import type { World } from "../world.ts";
import { drawn } from "../world.ts";
import { Busy } from "./problem.ts";

const ATTEMPTS = 5;
const FIRST_WAIT = 2; // seconds, and twice as long each time
const LONGEST_WAIT = 60;
const BUSY_WAIT = 30; // where intake does not say

// `again` is called before each further attempt. `done` says how far an act has come: one that gets on is tried as
// often as it takes.
export async function patiently<T>(
  world: World,
  again: () => void,
  act: () => Promise<T>,
  done: () => number = () => 0,
): Promise<T> {
  let before = done();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (done() > before) attempt = 1;
      before = done();
      if (!canBeTriedAgain(error) || attempt >= ATTEMPTS) throw error;
      again();
      await world.wait(howLong(world, error, attempt));
    }
  }
}

const canBeTriedAgain = (error: unknown): error is CannotDo =>
  error instanceof CannotDo && (error.why === "cannot-reach" || error.why === "busy");

// All who were cut off at one moment do not come back at one moment.
function howLong(world: World, error: CannotDo, attempt: number): number {
  const longest = error instanceof Busy ? (error.seconds ?? BUSY_WAIT) : FIRST_WAIT * 2 ** (attempt - 1);
  const most = Math.min(longest, LONGEST_WAIT);
  return error instanceof Busy ? most + drawn(world.random, 5) : most / 2 + drawn(world.random, 1000 * most) / 2000;
}
