"""What a source fetches: buckets of slots that all look alike, of which it can open one. SPEC 13.

Rules of this file
* A bucket has always the same size, and all of it is new at every publication: who fetches twice, or keeps them for
  everybody, learns neither which slot changed nor how many are anyone's.
* A slot opens with the mailbox id alone: 128 secret bits that only the source and the vault know.
* The vault signs every bucket whole: nobody on the way can swap one, cut it, or serve it from another publication.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import IntFlag
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.consent import ClaimedConsent, Terms
from protocol.contents import pad_to, unpad
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.encoding import Day, Message, Purpose, Signature, encode
from protocol.errors import CannotOpen, Malformed
from protocol.ids import MailboxId
from protocol.primitives import (
    TAG,
    Randomness,
    SignKey,
    hkdf,
    open_stream,
    seal_stream,
    sign,
    system_random,
    verify,
)
from protocol.reply import SEALED as SEALED_REPLY

SLOTS = 64
SLOT = 3072
"""Bytes: a consent with its signature, the terms in force, and a sealed reply, which alone has 2,064. A bucket of
192 KiB takes 13 seconds at 120 kbit/s (EDGE), 40 at the 40 kbit/s of GPRS."""
MOST_DEPTH = 12
"""4,096 buckets of a publication, 768 MiB, at most."""
LATE = 3600
"""Seconds that a publication may be late before a client says so."""
_SALT = 32
_BODY = SLOT - _SALT - TAG

BucketName = Annotated[bytes, Field(min_length=2, max_length=2)]
"""As many bits of a mailbox id as the depth says, then zeros."""


class MailboxNotice(Message):
    """Which publication is out: the `number`-th since 1970, of which one comes every so many seconds."""

    BOUND: ClassVar[int] = 256

    type: Literal["leeward/v1/mailboxes"] = "leeward/v1/mailboxes"
    number: Annotated[int, Field(ge=0, le=10_000_000_000)]
    every: Annotated[int, Field(ge=1, le=86_400)]
    depth: Annotated[int, Field(ge=0, le=MOST_DEPTH)]
    """How many bits of a mailbox id name its bucket."""

    @property
    def moment(self) -> int:
        """Seconds since 1970 at which it was due."""
        return self.number * self.every

    def is_old(self, now: float) -> bool:
        """Whether a newer one should be out by now; then somebody may be holding it back."""
        return now > self.moment + 2 * self.every + LATE


class SignedMailboxNotice(Message):
    BOUND: ClassVar[int] = 512

    body: Annotated[bytes, Field(max_length=MailboxNotice.BOUND)]
    signature: Signature


class Loosening(IntFlag):
    """What a policy loosens for one report: bits that say what kind of thing, and never how much."""

    FEWER_PEOPLE = 1
    """Fewer people are enough to stand behind a summary."""
    FINER_PLACE = 2
    FINER_TIME = 4
    WIDER_CIRCLE = 8
    LONGER = 16
    """A summary may stay up longer."""
    SOONER = 32
    """Summaries appear at shorter distances."""
    OTHER_READERS = 64
    """Other people may read: the report, or summaries."""
    OTHER_RULES = 128


class PolicyLoosening(Message):
    """A policy that loosens something for this report. SPEC 13.8."""

    counts: Day
    """The day from which it counts, or has counted."""
    kinds: Annotated[int, Field(ge=1, le=255)]
    """A sum of Loosening."""


class Slot(Message):
    """What the vault says about one part to whoever has its receipt. Which releases stand on it is not said."""

    BOUND: ClassVar[int] = _BODY - 4

    type: Literal["leeward/v1/slot"] = "leeward/v1/slot"
    consent: ClaimedConsent
    """The newest version: it is what the next one must follow."""
    terms: Terms | None
    """In force today, where that is less than the newest version says; None where it is the same."""
    settles: Day | None
    """When the newest version counts whole; None where it does so today."""
    withdrawn: bool
    opened: bool
    """Whether the vault has handed the part, with the approvals of a quorum, to a desk."""
    reply: Annotated[bytes, Field(min_length=SEALED_REPLY, max_length=SEALED_REPLY)] | None
    """The oldest that the source has not yet said it has seen."""
    loosened: PolicyLoosening | None = None
    """None where no policy loosens anything for this report; said from before it counts until some weeks after."""


class Bucket(Message):
    """What one fetch brings: 64 slots, real ones and random bytes, in an order that tells nothing."""

    BOUND: ClassVar[int] = SLOTS * SLOT + 512

    notice: MailboxNotice
    name: BucketName
    slots: Annotated[bytes, Field(min_length=SLOTS * SLOT, max_length=SLOTS * SLOT)]
    signature: Signature

    def signed(self) -> bytes:
        """What the vault's signature is over."""
        return encode([self.notice.to_bytes(), self.name, hashlib.sha256(self.slots).digest()])


def bucket_name(mailbox: MailboxId, depth: int) -> bytes:
    """Two bytes: the first `depth` bits of the id, then zeros."""
    return ((int.from_bytes(mailbox[:2], "big") >> (16 - depth)) << (16 - depth)).to_bytes(2, "big")


def bucket_names(depth: int) -> list[bytes]:
    """All buckets of a publication of that depth."""
    return [(number << (16 - depth)).to_bytes(2, "big") for number in range(1 << depth)]


def sign_notice(notice: MailboxNotice, key: SignKey) -> SignedMailboxNotice:
    body = notice.to_bytes()
    return SignedMailboxNotice(body=body, signature=sign(key, Purpose.MAILBOXES, body))


def check_notice(claimed: SignedMailboxNotice, directory: TrustedDirectory) -> MailboxNotice:
    """The notice, if the directory's vault signed it. Raises BadSignature, Malformed or NoSuchDevice."""
    verify(directory.device_key(DeviceRole.VAULT), Purpose.MAILBOXES, claimed.body, claimed.signature)
    return MailboxNotice.from_bytes(claimed.body)


def seal_slot(slot: Slot, mailbox: MailboxId, number: int, random: Randomness = system_random) -> bytes:
    """Always SLOT bytes, like random ones for whoever does not have the id, and new each time."""
    salt = random(_SALT)
    return salt + b"".join(seal_stream(_slot_key(mailbox, salt, number), b"", pad_to(slot.to_bytes(), _BODY)))


def empty_slot(random: Randomness = system_random) -> bytes:
    """Nobody's."""
    return random(SLOT)


def _slot_key(mailbox: MailboxId, salt: bytes, number: int) -> bytes:
    return hkdf(mailbox, salt, Purpose.SLOT, encode([number]))


def make_bucket(notice: MailboxNotice, name: bytes, slots: Sequence[bytes], key: SignKey) -> Bucket:
    """A signed bucket of exactly SLOTS slots, in the order given: shuffle them first."""
    if len(slots) != SLOTS:
        raise Malformed
    unsigned = Bucket(notice=notice, name=name, slots=b"".join(slots), signature=bytes(64))
    return unsigned.model_copy(update={"signature": sign(key, Purpose.BUCKET, unsigned.signed())})


def check_bucket(bucket: Bucket, directory: TrustedDirectory) -> None:
    """Return only if the directory's vault made it. Raises BadSignature or NoSuchDevice."""
    verify(directory.device_key(DeviceRole.VAULT), Purpose.BUCKET, bucket.signed(), bucket.signature)


def open_slots(bucket: Bucket, mailbox: MailboxId) -> list[Slot]:
    """What of a checked bucket opens with this id. All 64 are tried, whatever the first ones hold."""
    tried = [_opened(bucket.slots[at * SLOT : (at + 1) * SLOT], mailbox, bucket.notice.number) for at in range(SLOTS)]
    return [slot for slot in tried if slot is not None]


def _opened(sealed: bytes, mailbox: MailboxId, number: int) -> Slot | None:
    salt, body = sealed[:_SALT], sealed[_SALT:]
    try:
        return Slot.from_bytes(unpad(open_stream(_slot_key(mailbox, salt, number), b"", body)))
    except (CannotOpen, Malformed):
        return None


def depth_for(prefixes: Sequence[int]) -> int:
    """How deep buckets are cut, from the number of mailboxes under each of 4,096 twelve-bit beginnings.

    As little as lets nobody's bucket run over; never so deep that fewer than 16 share one on average: whoever sends
    many parts under chosen mailboxes must not be able to leave others without company (SPEC 13.4).
    """
    deepest = max(depth for depth in range(MOST_DEPTH + 1) if depth == 0 or sum(prefixes) >= FEWEST << depth)
    return next((depth for depth in range(deepest) if max(_folded(prefixes, depth)) <= SLOTS), deepest)


FEWEST = 16
"""Mailboxes a bucket on average, where there is more than one bucket."""


def _folded(prefixes: Sequence[int], depth: int) -> list[int]:
    together = len(prefixes) >> depth
    return [sum(prefixes[at : at + together]) for at in range(0, len(prefixes), together)]
