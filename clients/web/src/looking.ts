// What a source finds in its own slot, checked: nothing that the vault or intake says is signed upon unseen. SPEC 13.5.
import type { Seen } from "./acts.ts";
import type { Bytes } from "./protocol/bytes.ts";
import { meet, readOwn, type Statement } from "./protocol/consent.ts";
import { dayOf } from "./protocol/days.ts";
import type { TrustedDirectory } from "./protocol/directory.ts";
import { Refused } from "./protocol/errors.ts";
import { sha256 } from "./protocol/hash.ts";
import { type Bucket, dueAt, isLate, openSlots, type Slot } from "./protocol/mailbox.ts";
import type { Primitives } from "./protocol/primitives.ts";
import type { OnePart } from "./protocol/receipt.ts";
import { openReply } from "./protocol/reply.ts";

// One part as its mailbox has it, with what the next version must follow and the reply's name.
export interface Found {
  readonly consent: Statement;
  readonly seen: Seen;
  readonly replyName: Bytes | null;
}

// What of a checked bucket is about this part; null where nothing is, as for words that are nobody's.
export async function look(
  by: Primitives,
  bucket: Bucket,
  part: OnePart,
  directory: TrustedDirectory,
  now: number,
): Promise<Found | null> {
  const own = (await openSlots(by, bucket, part.mailbox)).flatMap((slot) => claimed(slot, part));
  const [newest] = own.sort((one, other) => other.consent.version - one.consent.version);
  return newest ? found(by, newest.slot, newest.consent, bucket, part, directory, now) : null;
}

// The part's own key must have signed the version.
function claimed(slot: Slot, part: OnePart): { slot: Slot; consent: Statement }[] {
  try {
    return [{ slot, consent: readOwn(slot.consent, part.key) }];
  } catch {
    return [];
  }
}

async function found(
  by: Primitives,
  slot: Slot,
  consent: Statement,
  bucket: Bucket,
  part: OnePart,
  directory: TrustedDirectory,
  now: number,
): Promise<Found> {
  const answer = slot.reply ? await readReply(by, slot.reply, part, directory) : { reply: null, unknownDesk: false };
  const seen: Seen = {
    kind: part.kind,
    version: consent.version,
    given: consent.given,
    expires: consent.expires,
    ended: dayOf(now) > consent.expires,
    signed: consent.terms,
    inForce: slot.terms ? meet(slot.terms, consent.terms) : consent.terms,
    settles: slot.settles,
    loosened: slot.loosened,
    withdrawn: slot.withdrawn,
    opened: slot.opened,
    ...answer,
    late: isLate(bucket.notice, now),
    asOf: dayOf(dueAt(bucket.notice)),
  };
  return { consent, seen, replyName: slot.reply ? await sha256(slot.reply) : null };
}

// What is no desk's is passed over; what is of a desk that this directory does not have stays for a newer one.
async function readReply(by: Primitives, sealed: Bytes, part: OnePart, directory: TrustedDirectory) {
  try {
    return { reply: readable(await openReply(by, sealed, part, directory)), unknownDesk: false };
  } catch (error) {
    return { reply: null, unknownDesk: error instanceof Refused && error.why === "no-such-device" };
  }
}

// Without signs that steer a screen or turn the direction of what stands around: line breaks stay, and the joiners that
// Persian and Arabic are written with.
const readable = (text: string): string =>
  text.replace(/[^\P{C}\n\p{Cf}]|[\u202a-\u202e\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]|[\p{Zl}\p{Zp}]/gu, " ");
