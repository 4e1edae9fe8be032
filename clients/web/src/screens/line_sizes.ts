// How much goes over the line, so that a person knows before what it costs. Contents are padded to the next of seven
// sizes (SPEC 4.6), and every part has seats and boxes around it.
const CLASSES = [4, 16, 64, 256, 1024, 4096, 16384].map((kib) => kib * 1024);
const AROUND = 20_000; // of one part: seats, desk boxes, control block
const SLOW_BYTES_A_MINUTE = (50_000 / 8) * 60; // 50 kbit/s

const padded = (bytes: number): number => CLASSES.find((size) => bytes + 4 <= size) ?? bytes;

// The testimony, the identity part, which is always of the smallest class, and each untouched file.
export const bytesOnTheLine = (testimony: number, originals: readonly number[]): number =>
  [testimony, 0, ...originals].reduce((sum, bytes) => sum + padded(bytes) + AROUND, 0);

export const minutesOnASlowLine = (bytes: number): number => Math.ceil(bytes / SLOW_BYTES_A_MINUTE);
