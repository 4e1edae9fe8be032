"""Which cards vouch for a part, and which reply keys do not serve, when the vault opens a control block (SPEC 10.3)."""

from __future__ import annotations

import datetime as dt

import pytest

from protocol.cards import CardCode, CardSignature, period_key, sign_testimony
from protocol.consent import Terms, give
from protocol.contents import pad_to
from protocol.control import BODY, ControlBlock, open_control, seal_control
from protocol.encoding import Purpose
from protocol.errors import BadKey, BadSignature, CannotOpen, Malformed
from protocol.ids import PartKind, day_of_date, quarter_before, quarter_of
from protocol.primitives import SealKey, SignKey, seal_box, verify_bytes
from protocol.reply import vouch_reply_key
from tests.worlds import QUARTER, TODAY, seeded

RANDOM = seeded("control-cards")
VAULT, REPLY = SealKey.new(RANDOM), SealKey.new(RANDOM)
PART_KEY = SignKey.new(RANDOM)
CODE = CardCode.new(RANDOM)
PART_ID = bytes(32)


def a_block(card: CardSignature | None = None, today: int = TODAY, reply_key: bytes = REPLY.public) -> ControlBlock:
    return ControlBlock(
        consent=give(PART_KEY, Terms(), today),
        card=card,
        mailbox=bytes(16),
        reply_key=reply_key,
        reply_signature=vouch_reply_key(PART_KEY, reply_key),
    )


def opened_card(
    card: CardSignature | None, today: int = TODAY, kind: PartKind = PartKind.TESTIMONY
) -> CardSignature | None:
    block = a_block(card, today)
    sealed = seal_control(block, VAULT.public, PART_ID)
    return open_control(VAULT, sealed, PART_ID, PART_KEY.public, kind, today).card


def signed(quarter: str, part_key: bytes = PART_KEY.public) -> CardSignature:
    return sign_testimony(period_key(CODE, quarter), quarter, part_key)


def test_a_card_of_this_quarter_vouches() -> None:
    assert opened_card(signed(QUARTER)) == signed(QUARTER)


@pytest.mark.parametrize("date", [dt.date(2026, 7, 1), dt.date(2026, 9, 30), dt.date(2028, 4, 1), dt.date(2027, 1, 1)])
def test_a_card_of_the_quarter_before_vouches_and_none_that_is_older(date: dt.date) -> None:
    day = day_of_date(date)
    before = quarter_before(day)
    assert opened_card(signed(before), day) is not None
    older = quarter_before(day_of_date(dt.date(int(before[:4]), 3 * int(before[-1]) - 2, 1)))
    assert opened_card(signed(older), day) is None


def test_a_card_of_a_quarter_to_come_vouches_for_nothing() -> None:
    assert opened_card(signed("2027-q1")) is None


def test_a_card_signature_stolen_for_another_report_vouches_for_nothing() -> None:
    assert opened_card(signed(QUARTER, SignKey.new(RANDOM).public)) is None


def test_a_testimony_without_a_card_takes_as_many_signatures_to_check_as_one_with_a_card(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Intake waits until the vault has kept a part, and has a clock."""
    checked: list[bytes] = []

    def count(public: bytes, message: bytes, signature: bytes) -> None:
        checked.append(public)
        verify_bytes(public, message, signature)

    monkeypatch.setattr("protocol.primitives.verify_bytes", count)
    counts = []
    for card in (signed(QUARTER), signed(QUARTER, SignKey.new(RANDOM).public), signed("1999-q1"), None):
        checked.clear()
        opened_card(card)
        counts.append(len(checked))
    assert counts == [3, 3, 3, 3]


def test_a_card_on_an_identity_is_refused() -> None:
    with pytest.raises(Malformed):
        opened_card(signed(QUARTER), kind=PartKind.IDENTITY)


@pytest.mark.parametrize(
    "bad",
    [REPLY.public[:-32] + bytes(32), b"\xff\xff\xff" + REPLY.public[3:], REPLY.public[:-1] + b"\xff"],
    ids=["low order", "coefficient above the modulus", "non-canonical"],
)
def test_a_reply_key_that_nobody_should_seal_to_is_refused(bad: bytes) -> None:
    sealed = seal_control(a_block(reply_key=bad), VAULT.public, PART_ID)
    with pytest.raises(BadKey):
        open_control(VAULT, sealed, PART_ID, PART_KEY.public, PartKind.TESTIMONY, TODAY)


def test_a_reply_key_that_the_part_did_not_name_is_refused() -> None:
    others = SealKey.new(RANDOM).public
    sealed = seal_control(a_block().model_copy(update={"reply_key": others}), VAULT.public, PART_ID)
    with pytest.raises(BadSignature):
        open_control(VAULT, sealed, PART_ID, PART_KEY.public, PartKind.TESTIMONY, TODAY)


def test_a_control_block_of_another_size_is_refused_though_its_box_is_sound() -> None:
    block = a_block()
    sealed = seal_box(VAULT.public, Purpose.CONTROL, PART_ID, pad_to(block.to_bytes(), BODY - 1))
    with pytest.raises(CannotOpen):
        open_control(VAULT, sealed, PART_ID, PART_KEY.public, PartKind.TESTIMONY, TODAY)


def test_quarters_follow_one_another() -> None:
    day = day_of_date(dt.date(2026, 1, 1))
    assert (quarter_of(day), quarter_before(day)) == ("2026-q1", "2025-q4")
