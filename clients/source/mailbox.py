"""What a source finds in its own slot, checked: nothing the vault or intake says is signed upon unseen. SPEC 13.5.

No network, no disk.
"""

from __future__ import annotations

from dataclasses import dataclass

from clients.source.terms_in_words import every_term, in_words, loosened_in_words, may_have_reached
from protocol.consent import LIFETIME_DAYS, ConsentStatement, Terms, verify_own
from protocol.directory import TrustedDirectory
from protocol.errors import DirectoryRefused, ProtocolError
from protocol.ids import MailboxId, PartKind, date_of
from protocol.mailbox import Bucket, PolicyLoosening, Slot, open_slots
from protocol.primitives import SealKey, SignKey
from protocol.receipt import Receipt
from protocol.reply import open_reply, reply_id

REMIND_DAYS = 30
"""Before a consent ends."""
MOST_VERSIONS = 8
"""As many as custodians can be shown; one more shuts a part (SPEC 13.1)."""
AS_NOW = "(with --intake, --roots, --about, --index and --file as now)"
NOT_HERE = (
    "There is no report under these words here: a new one shows within a day; or it is gone; "
    "or the words, --about, --index or --file are another's."
)


@dataclass(frozen=True, slots=True)
class OnePart:
    """The keys of one part, from the receipt: whose mailbox it is and who signs."""

    kind: PartKind
    key: SignKey
    mailbox: MailboxId
    reply_key: SealKey

    @classmethod
    def of(cls, receipt: Receipt, kind: PartKind, index: int) -> OnePart:
        return cls(kind, receipt.part_key(kind, index), receipt.mailbox(kind, index), receipt.reply_key(kind, index))


@dataclass(frozen=True, slots=True, repr=False)
class Seen:
    """One part as the vault has it. `terms`: what it says is in force today, and never more than the source signed."""

    consent: ConsentStatement
    terms: Terms
    settles: int | None
    withdrawn: bool
    opened: bool
    """By the vault's word: it handed the part to a desk."""
    reply: str | None
    reply_name: bytes | None
    unknown_desk: bool = False
    """The answer there is, no desk of this directory signed: a newer directory may have it, or an older one had it."""
    loosened: PolicyLoosening | None = None
    """By the vault's word: a policy that loosens something for this part."""

    def has_ended(self, today: int) -> bool:
        return today > self.consent.expires

    def renew_by(self, today: int) -> int | None:
        """The day on which it ends, where that is near or past."""
        return self.consent.expires if today > self.consent.expires - REMIND_DAYS else None

    def __repr__(self) -> str:
        return "<what a source sees>"


def look(bucket: Bucket, part: OnePart, directory: TrustedDirectory) -> Seen | None:
    """What of a checked bucket is about this part; None where nothing is, as for words that are nobody's."""
    found = [seen for slot in open_slots(bucket, part.mailbox) if (seen := _seen(slot, part, directory)) is not None]
    return max(found, key=lambda seen: seen.consent.version, default=None)


def _seen(slot: Slot, part: OnePart, directory: TrustedDirectory) -> Seen | None:
    try:
        consent = verify_own(slot.consent, part.key.public)
    except ProtocolError:
        return None
    text, unknown = _reply(slot.reply, part, directory)
    name = reply_id(slot.reply) if slot.reply is not None else None
    terms = slot.terms or consent.terms
    return Seen(consent, terms, slot.settles, slot.withdrawn, slot.opened, text, name, unknown, slot.loosened)


def _reply(sealed: bytes | None, part: OnePart, directory: TrustedDirectory) -> tuple[str | None, bool]:
    """The words, made safe for a screen; and whether its desk is unknown here. What is no desk's is passed over."""
    if sealed is None:
        return None, False
    try:
        text = open_reply(sealed, part.reply_key, part.key.public, part.kind, directory).text
    except DirectoryRefused:
        return None, True
    except ProtocolError:
        return None, False
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text), False


def news(seen: Seen | None, today: int) -> list[str]:
    """What a person should know without asking; nothing for words that are nobody's, and for a part as it was left."""
    if seen is None:
        return []
    said = [f"Somebody answered you:\n\n    {seen.reply.replace(chr(10), f'{chr(10)}    ')}\n"] if seen.reply else []
    if seen.unknown_desk:
        said.append(
            "There is an answer from a desk that the directory in use does not know. It is not shown, and stays: "
            "a newer directory may know it. To let it go unread: leeward checkin --let-go"
        )
    if seen.withdrawn:
        return said
    if seen.loosened is not None:
        said.append(
            f"{loosened_in_words(seen.loosened, today)} To allow less: leeward consent, "
            "or to take it back: leeward withdraw"
        )
    if seen.settles is not None:
        said.append(f"A wider consent takes effect on {date_of(seen.settles)}. To stop it: leeward consent --cancel")
    if seen.has_ended(today):
        said.append(f"Your consent ended on {date_of(seen.consent.expires)}. To give it again: leeward consent --renew")
    elif (end := seen.renew_by(today)) is not None:
        said.append(f"Your consent ends on {date_of(end)}. To keep it: leeward consent --renew")
    return [f"{line} {AS_NOW}" if "leeward consent" in line else line for line in said]


def everything(seen: Seen | None, directory: TrustedDirectory, today: int) -> list[str]:
    """All that is known of one part. Whether a release stands on it nobody says: who forced your words out of you
    would read it too."""
    if seen is None:
        return [NOT_HERE]
    if seen.withdrawn:
        return ["It is taken back.", _opened(seen)]
    if seen.has_ended(today):
        return ["Nothing is allowed: the consent has ended.", _opened(seen)]
    return [
        _opened(seen),
        f"Consent: version {seen.consent.version}, given {date_of(seen.consent.given)}.",
        f"It ends on {date_of(seen.consent.expires)} unless renewed, each time for {LIFETIME_DAYS} days.",
        f"In force today: {in_words(seen.terms)}.",
        *(f"  {line}" for line in every_term(seen.terms, directory.contents.never_to).values()),
        may_have_reached(seen.terms),
    ]


def _opened(seen: Seen) -> str:
    if seen.opened:
        return "It was opened: a desk was given it, and people there could read it."
    return "It was not opened: no desk was given it."
