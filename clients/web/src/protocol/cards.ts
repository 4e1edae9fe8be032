// Scratch cards: vouching without knowing for whom. SPEC 8.
import { type Bytes, NOTHING, utf8 } from "./bytes.ts";
import { withCheckDigits, withoutCheckDigits } from "./digits.ts";
import { encode } from "./encoding.ts";
import { Refused } from "./errors.ts";
import { derive } from "./hash.ts";
import { type In, map, matching, signature, signKey } from "./shapes.ts";
import { sign, signPublic } from "./signing.ts";

const DIGITS = 24;

export const cardSignature = map({ period_key: signKey, quarter: matching(/^[0-9]{4}-q[1-4]$/), signature });
export type CardSignature = In<typeof cardSignature>;

// The secret under the scratch field, as 24 ASCII digits, in whatever script and grouping it was typed.
export function readCard(typed: string): string {
  try {
    return withCheckDigits(withoutCheckDigits(typed, DIGITS));
  } catch {
    throw new Refused("bad-card");
  }
}

// The seed of the key that this card has in one quarter; nothing links it to that of another.
export const periodKey = (digits: string, quarter: string): Promise<Bytes> =>
  derive(utf8(digits), NOTHING, "period-key", encode([quarter]));

// The card's word for one testimony.
export async function vouch(digits: string, quarter: string, partKey: Bytes): Promise<CardSignature> {
  const seed = await periodKey(digits, quarter);
  return { period_key: signPublic(seed), quarter, signature: sign(seed, "card", encode([quarter, partKey])) };
}
