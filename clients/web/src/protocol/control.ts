// The control block: what the vault must know and intake must not. SPEC 10. Its size is always the same.
import type { Bytes } from "./bytes.ts";
import { type CardSignature, cardSignature } from "./cards.ts";
import { type ClaimedConsent, claimedConsent } from "./consent.ts";
import { message } from "./encoding.ts";
import { pad } from "./padding.ts";
import type { Primitives } from "./primitives.ts";
import { type OnePart, replyKey } from "./receipt.ts";
import { bytes, oneOf, orNull, sealKey, signature } from "./shapes.ts";
import { sign } from "./signing.ts";
import { sealBox } from "./stream.ts";

const BODY = 3072;

const controlBlock = message(BODY, {
  type: oneOf("leeward/v1/control"),
  consent: claimedConsent,
  card: orNull(cardSignature),
  mailbox: bytes(16),
  reply_key: sealKey,
  reply_signature: signature, // by the part's key: the vault could not put a reply key of its own there
});

export function writeControl(part: OnePart, consent: ClaimedConsent, card: CardSignature | null): Bytes {
  const answerTo = replyKey(part);
  return controlBlock.write({
    type: "leeward/v1/control",
    consent,
    card,
    mailbox: part.mailbox,
    reply_key: answerTo,
    reply_signature: sign(part.seed, "reply-to", answerTo),
  });
}

export const sealControl = (by: Primitives, vaultKey: Bytes, partId: Bytes, block: Bytes): Promise<Bytes> =>
  sealBox(by, vaultKey, "control", partId, pad(block, BODY));
