// Which public sealing keys must be refused: SPEC 3.2. No library is asked: one of those in use refuses neither
// coefficients beyond the modulus nor a second spelling of a point.
import type { Bytes } from "./bytes.ts";
import { Refused } from "./errors.ts";

export const MLKEM_PUBLIC = 1184;
export const SEAL_PUBLIC = MLKEM_PUBLIC + 32;
const COEFFICIENT_BYTES = 1152;
const MODULUS = 3329;
const FIELD = 2n ** 255n - 19n;

// Points that make the shared half zero, whoever's key meets them: of order 2, 4 (also on the twist) and 8.
const LOW_ORDER: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
  FIELD - 1n,
]);

export function checkSealKey(key: Bytes): void {
  if (key.length !== SEAL_PUBLIC || hasLargeCoefficient(key) || isBadPoint(key.subarray(MLKEM_PUBLIC))) {
    throw new Refused("bad-key");
  }
}

// Two coefficients of 12 bits in every three bytes, little-endian.
function hasLargeCoefficient(key: Bytes): boolean {
  for (let at = 0; at < COEFFICIENT_BYTES; at += 3) {
    const three = (key[at] ?? 0) | ((key[at + 1] ?? 0) << 8) | ((key[at + 2] ?? 0) << 16);
    if ((three & 0xfff) >= MODULUS || three >> 12 >= MODULUS) return true;
  }
  return false;
}

// A number beyond the field, the top bit among them, would be a second spelling of a key.
function isBadPoint(point: Bytes): boolean {
  const number = point.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return number >= FIELD || LOW_ORDER.has(number);
}
