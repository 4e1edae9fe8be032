// What the page takes from outside itself: the line, the clock, randomness. Tests pass in others.
import type { Bytes } from "./protocol/bytes.ts";
import type { Native, Randomness } from "./protocol/primitives.ts";

export interface World {
  readonly fetch: typeof fetch;
  readonly now: () => number; // seconds since 1970
  readonly wait: (seconds: number) => Promise<void>;
  readonly random: Randomness;
  readonly native: Native; // what of the browser's own may be used
}

export const browserWorld = (): World => ({
  fetch: (...asked) => globalThis.fetch(...asked),
  now: () => Date.now() / 1000,
  wait: (seconds) => new Promise((go) => setTimeout(go, 1000 * seconds)),
  random: (size) => crypto.getRandomValues(new Uint8Array(size)),
  native: { kem: true, cipher: true },
});

// A number from 0 to below `end`, each as likely but for one part in four billion.
export const drawn = (random: Randomness, end: number): number => {
  const bytes: Bytes = random(4);
  return Math.floor((new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) / 2 ** 32) * end);
};

// In an order drawn by lot.
export function shuffled<T>(random: Randomness, things: readonly T[]): T[] {
  const left = [...things];
  return things.flatMap(() => left.splice(drawn(random, left.length), 1));
}
