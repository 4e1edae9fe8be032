// Secrets that people read, say and type as digits: receipts and card codes. SPEC 7.3.
import { Refused } from "./errors.ts";

const MOST_TEXT = 256;
const DIGIT = /\p{Nd}/u;
// What keyboards and messengers put between digits: spaces, dashes, dots, invisible marks of direction.
const BETWEEN = /[\p{Zs}\p{Pd}\p{Cf}\t\r\n.\u2212\u00b7]/u;

// ISO 7064 MOD 97-10.
export function withCheckDigits(number: string): string {
  return number + String(98n - ((BigInt(number) * 100n) % 97n)).padStart(2, "0");
}

// Exactly `count` digits of any script, the last two of them right; the others as ASCII.
export function withoutCheckDigits(text: string, count: number): string {
  const digits = asciiDigits(text);
  const number = digits.slice(0, -2);
  // Compared, not only divided: 97 more than a check number under 3 leaves the same remainder.
  if (digits.length !== count || withCheckDigits(number) !== digits) throw new Refused("malformed");
  return number;
}

export const countDigits = (text: string): number => [...text].filter((sign) => DIGIT.test(sign)).length;

export const grouped = (digits: string, size: number): string[] =>
  Array.from({ length: Math.ceil(digits.length / size) }, (_, at) => digits.slice(at * size, (at + 1) * size));

function asciiDigits(text: string): string {
  if (text.length > MOST_TEXT) throw new Refused("malformed");
  return [...text]
    .filter((sign) => !BETWEEN.test(sign))
    .map(digitOf)
    .join("");
}

// Decimal digits stand in Unicode ten by ten, from 0 to 9; where tens touch, the first of them begins with a 0 too.
function digitOf(sign: string): number {
  let first = sign.codePointAt(0) ?? 0;
  const point = first;
  if (!DIGIT.test(sign)) throw new Refused("malformed");
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return (point - first) % 10;
}
