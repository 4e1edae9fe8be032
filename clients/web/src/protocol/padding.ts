// Length, message, zeros up to a fixed size: SPEC 4.6. Size tells an observer the class and nothing finer.
import { type Bytes, bigEndian } from "./bytes.ts";
import { Refused } from "./errors.ts";

const KIB = 1024;
export const CLASSES = [4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, KIB ** 2, 4 * KIB ** 2, 16 * KIB ** 2] as const;
const LENGTH = 4;
export const LARGEST = CLASSES[6] - LENGTH;

// The smallest class that holds a message of so many bytes.
export function classOf(size: number): number {
  const number = CLASSES.findIndex((padded) => size + LENGTH <= padded);
  if (number < 0) throw new Refused("too-large");
  return number;
}

export function classSize(number: number): number {
  const size = CLASSES[number];
  if (size === undefined) throw new Refused("too-large");
  return size;
}

export function pad(message: Bytes, size: number): Bytes {
  if (message.length + LENGTH > size) throw new Refused("too-large");
  const padded = new Uint8Array(size);
  padded.set(bigEndian(message.length, LENGTH));
  padded.set(message, LENGTH);
  return padded;
}

export function unpad(padded: Bytes): Bytes {
  const length = padded.subarray(0, LENGTH).reduce((sum, byte) => sum * 256 + byte, 0);
  const end = LENGTH + length;
  if (padded.length < end || padded.subarray(end).some((byte) => byte !== 0)) throw new Refused("cannot-open");
  return padded.slice(LENGTH, end);
}
