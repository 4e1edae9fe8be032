// Notice, bucket and slots: what a source fetches, of which it can open one among 64. SPEC 13.3 to 13.5.
import { type Bytes, NOTHING, same } from "./bytes.ts";
import { claimedConsent, terms } from "./consent.ts";
import { dayOf } from "./days.ts";
import { deviceKey, type TrustedDirectory } from "./directory.ts";
import { encode, message, type Of } from "./encoding.ts";
import { Refused } from "./errors.ts";
import { derive, sha256 } from "./hash.ts";
import { unpad } from "./padding.ts";
import type { Primitives } from "./primitives.ts";
import { SEALED_REPLY } from "./reply.ts";
import { bytes, day, map, oneOf, orNull, signature, truth, whole } from "./shapes.ts";
import { verify } from "./signing.ts";
import { openStream } from "./stream.ts";

const SLOTS = 64;
const SLOT = 3072;
const SALT = 32;
const LATE = 3600; // seconds that a publication may be late before it is said

export const notice = message(256, {
  type: oneOf("leeward/v1/mailboxes"),
  number: whole(0, 10_000_000_000),
  every: whole(1, 86_400),
  depth: whole(0, 12),
});
export type Notice = Of<typeof notice>;
const signedNotice = message(512, { body: bytes(0, 256), signature });
export const MOST_NOTICE = signedNotice.bound;

const slot = message(3020, {
  type: oneOf("leeward/v1/slot"),
  consent: claimedConsent, // the newest version: the one that the next must follow
  terms: orNull(terms), // in force today, where that is less
  settles: orNull(day),
  withdrawn: truth,
  opened: truth,
  reply: orNull(bytes(SEALED_REPLY)), // the oldest that was not yet seen
  loosened: orNull(map({ counts: day, kinds: whole(1, 255) })), // by a policy: SPEC 13.8
});
export type Slot = Of<typeof slot>;

const bucket = message(197_120, { notice: notice.shape, name: bytes(2), slots: bytes(SLOTS * SLOT), signature });
export type Bucket = Of<typeof bucket>;
export const MOST_BUCKET = bucket.bound;

export function readNotice(answer: Bytes, directory: TrustedDirectory): Notice {
  const signed = signedNotice.read(answer);
  verify(deviceKey(directory, "vault"), "mailboxes", signed.body, signed.signature);
  return notice.read(signed.body);
}

// The moment, in seconds, at which this publication was due.
export const dueAt = ({ number, every }: Notice): number => number * every;

// The day to sign under: that of this device, but no more than one after the newest publication's, which the vault signed.
// By a clock that is ahead the vault would refuse the consent, and shut the part with it (SPEC 5.4 and 10.3).
export const dayToSign = (one: Notice | null, now: number): number =>
  Math.min(dayOf(now), one ? dayOf(dueAt(one)) + 1 : Number.POSITIVE_INFINITY);

export const nextIsDue = (one: Notice, now: number): boolean => now >= dueAt(one) + one.every;

// A newer one should be out; somebody may be holding it back.
export const isLate = (one: Notice, now: number): boolean => now > dueAt(one) + 2 * one.every + LATE;

// The first `depth` bits of the mailbox id, then zeros.
export function bucketName(mailbox: Bytes, depth: number): Bytes {
  const bits = (((mailbox[0] ?? 0) << 8) | (mailbox[1] ?? 0)) & (0xffff << (16 - depth));
  return Uint8Array.of(bits >> 8, bits & 0xff);
}

// The bucket of that name, if the directory's vault made it for that publication; null where it made it for another one.
export async function readBucket(
  answer: Bytes,
  name: Bytes,
  wanted: Notice,
  directory: TrustedDirectory,
): Promise<Bucket | null> {
  const one = bucket.read(answer);
  const signed = encode([notice.write(one.notice), one.name, await sha256(one.slots)]);
  verify(deviceKey(directory, "vault"), "bucket", signed, one.signature);
  if (!same(one.name, name)) throw new Refused("bad-signature");
  return same(notice.write(one.notice), notice.write(wanted)) ? one : null;
}

// What opens with this mailbox id. All 64 are tried, whatever the first ones hold.
export async function openSlots(by: Primitives, one: Bucket, mailbox: Bytes): Promise<Slot[]> {
  const found: Slot[] = [];
  for (let at = 0; at < SLOTS; at += 1) {
    const opened = await openSlot(by, one.slots.slice(at * SLOT, (at + 1) * SLOT), mailbox, one.notice.number);
    if (opened) found.push(opened);
  }
  return found;
}

async function openSlot(by: Primitives, sealed: Bytes, mailbox: Bytes, number: number): Promise<Slot | null> {
  const key = await derive(mailbox, sealed.slice(0, SALT), "slot", encode([number]));
  try {
    return slot.read(unpad(await openStream(by, key, NOTHING, sealed.slice(SALT))));
  } catch {
    return null; // another's, or nobody's
  }
}
