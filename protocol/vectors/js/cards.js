import { derive, encode, hex, repeatable, sign, signPublic, withCheckDigits } from "./bytes.js";

export const libraries = ["@noble/curves", "cborg"];
const numbers = ["0".repeat(22), "9".repeat(22), "1234567890123456789012", "0000000000000000000001", "4096137700925518640073"];

export const make = () => ({ cards: numbers.map((number) => card(withCheckDigits(number))) });

function card(digits) {
  return { digits, printed: digits.match(/.{4}/g).join(" "), quarters: ["2026-q4", "2027-q1"].map((q) => vouch(digits, q)) };
}

function vouch(digits, quarter) {
  const seed = derive(new TextEncoder().encode(digits), "period-key", encode([quarter]));
  const partKey = signPublic(repeatable("testimony key", 32));
  const signature = sign(seed, "card", encode([quarter, partKey]));
  const message = encode({ period_key: signPublic(seed), quarter, signature });
  return { quarter, period_key: hex(signPublic(seed)), part_key: hex(partKey), signature: hex(signature), message: hex(message) };
}
