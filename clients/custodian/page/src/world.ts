// What the page takes from outside itself: the line, the clock, randomness, the browser's own ciphers. Tests pass in others.
import type { Native, Randomness } from "../../../web/src/protocol/primitives.ts";

export interface World {
  readonly fetch: typeof fetch;
  readonly now: () => number; // seconds since 1970
  readonly random: Randomness;
  readonly native: Native & { readonly signing: boolean }; // what of the browser's own may be used
}

export const browserWorld = (): World => ({
  fetch: (...asked) => globalThis.fetch(...asked),
  now: () => Date.now() / 1000,
  random: (size) => crypto.getRandomValues(new Uint8Array(size)),
  native: { kem: true, cipher: true, signing: true },
});
