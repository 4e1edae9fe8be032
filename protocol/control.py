"""The control block: what the vault must know and intake must not. SPEC 10.

Consent, card, mailbox and reply key travel in one block of fixed size, sealed to the vault and bound to the part.
Intake cannot tell a vouched report from an unvouched one, nor one consent from another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.cards import CardSignature, verify_card
from protocol.consent import ClaimedConsent, ConsentStatement, verify_consent
from protocol.contents import pad_to, unpad
from protocol.encoding import Message, Purpose, SealPublic, Signature
from protocol.errors import BadCard, CannotOpen, Malformed
from protocol.ids import MailboxId, PartKind, quarter_before, quarter_of
from protocol.primitives import (
    BOX_OVERHEAD,
    Randomness,
    SealKey,
    check_public,
    open_box,
    seal_box,
    stream_size,
    system_random,
)
from protocol.reply import check_reply_key

BODY = 3072
"""Bytes of every control block before sealing; the fullest one needs about 2,500."""
SEALED = BOX_OVERHEAD + stream_size(BODY)


class ControlBlock(Message):
    """The claim inside: nothing in it is checked yet but its form."""

    BOUND: ClassVar[int] = BODY

    type: Literal["leeward/v1/control"] = "leeward/v1/control"
    consent: ClaimedConsent
    card: CardSignature | None
    mailbox: Annotated[bytes, Field(min_length=16, max_length=16)]
    reply_key: SealPublic
    reply_signature: Signature
    """By the part's key: the vault hands the reply key to desks, and could not put its own in its place."""


@dataclass(frozen=True, slots=True)
class Control:
    """A checked control block. `card` vouches for this part; None where there is none, or one that fails."""

    claimed_consent: ClaimedConsent
    consent: ConsentStatement
    card: CardSignature | None
    mailbox: MailboxId
    reply_key: bytes
    reply_signature: bytes


def seal_control(block: ControlBlock, vault_key: bytes, part_id: bytes, random: Randomness = system_random) -> bytes:
    """Seal to the vault, bound to one part: always SEALED bytes."""
    return seal_box(vault_key, Purpose.CONTROL, part_id, pad_to(block.to_bytes(), BODY), random)


def open_control(key: SealKey, sealed: bytes, part_id: bytes, part_key: bytes, kind: PartKind, today: int) -> Control:
    """Open and check everything in it against the part (SPEC 10.3).

    Raises CannotOpen, Malformed, BadKey, BadSignature or BrokenChain. A card on anything but testimony is malformed:
    it would link an identity to a person's other reports. A card that does not hold is no reason to lose a report:
    it vouches for nothing. Its quarter must be the one of `today` or the one before, since a report may wait for a
    network.
    """
    if len(sealed) != SEALED:
        raise CannotOpen
    block = ControlBlock.from_bytes(unpad(open_box(key, Purpose.CONTROL, part_id, sealed)))
    check_public(block.reply_key)
    check_reply_key(part_key, block.reply_key, block.reply_signature)
    consent = verify_consent(block.consent, part_key, today)
    return Control(
        block.consent,
        consent,
        _vouching(block, part_key, kind, today),
        MailboxId(block.mailbox),
        block.reply_key,
        block.reply_signature,
    )


def _vouching(block: ControlBlock, part_key: bytes, kind: PartKind, today: int) -> CardSignature | None:
    card = block.card
    if card is None:
        if kind is PartKind.TESTIMONY:
            # As much work as a card is: intake, which waits until a part is kept, could tell by the time who has one.
            check_reply_key(part_key, block.reply_key, block.reply_signature)
        return None
    if kind is not PartKind.TESTIMONY:
        raise Malformed
    try:
        verify_card(card, part_key, card.quarter)
    except BadCard:
        return None
    # Only now, for the same reason: a card that is too old costs as much as another.
    return card if card.quarter in {quarter_of(today), quarter_before(today)} else None
