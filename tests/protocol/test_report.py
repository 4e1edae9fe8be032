"""What the vault, which opens both control blocks of a report, can match in them: nothing (SPEC 4.6, 10)."""

from __future__ import annotations

import pytest

from protocol.cards import CardCode, period_key
from protocol.consent import Profile, Terms, profile_terms
from protocol.contents import IDENTITY_CLASS, Identity, Testimony
from protocol.control import Control, open_control
from protocol.errors import TooLarge
from protocol.ids import PartKind
from protocol.receipt import Receipt
from protocol.report import Report, SealedReport, seal_report
from protocol.sealing import SealedPart
from tests.worlds import QUARTER, TODAY, make_consortium, seeded

WORLD = make_consortium()
RECEIPT = Receipt(bytes(range(16)))
CARD = CardCode.new(seeded("report"))
TERMS = profile_terms(Profile.SUMMARY_COARSE, TODAY)


NOBODY = Identity()


def _sealed(index: int, identity: Identity = NOBODY) -> SealedReport:
    report = Report("xa", Testimony(text=f"report {index}"), TERMS, identity, card=CARD)
    return seal_report(report, WORLD.directory, RECEIPT, index, TODAY, seeded(f"report {index}"))


def _control(part: SealedPart, kind: PartKind) -> Control:
    return open_control(WORLD.vault_seal, part.control, part.id(), part.header.part_key, kind, TODAY)


REPORTS = [_sealed(index) for index in range(3)]
TESTIMONIES = [_control(one.testimony, PartKind.TESTIMONY) for one in REPORTS]
IDENTITIES = [_control(one.identity, PartKind.IDENTITY) for one in REPORTS]


def test_answers_to_each_part_come_where_the_receipt_finds_them() -> None:
    for kind, controls in ((PartKind.TESTIMONY, TESTIMONIES), (PartKind.IDENTITY, IDENTITIES)):
        assert [one.mailbox for one in controls] == [RECEIPT.mailbox(kind, index) for index in range(3)]
        assert [one.reply_key for one in controls] == [RECEIPT.reply_key(kind, index).public for index in range(3)]


def test_no_mailbox_or_reply_key_joins_a_part_to_another_of_the_same_receipt() -> None:
    """One mailbox for all would show the vault whose they are, also from one quarter's card to the next one's."""
    both = [*IDENTITIES, *TESTIMONIES]
    assert len({one.mailbox for one in both}) == len({one.reply_key for one in both}) == 6


def test_a_card_vouches_for_the_testimony_and_stands_on_no_identity() -> None:
    for one in TESTIMONIES:
        assert one.card is not None
        assert one.card.period_key == period_key(CARD, QUARTER).public
    assert [one.card for one in IDENTITIES] == [None] * 3


def test_no_part_key_serves_twice() -> None:
    keys = {part.header.part_key for one in REPORTS for part in (one.testimony, one.identity)}
    assert len(keys) == 6


def test_each_part_has_its_own_terms() -> None:
    assert {one.consent.terms for one in TESTIMONIES} == {TERMS}
    assert {one.consent.terms for one in IDENTITIES} == {Terms()}


def test_an_identity_goes_in_the_one_class_of_all_identities_or_not_at_all() -> None:
    for identity in (NOBODY, Identity(name="n" * 400, phone="1" * 64, note="x" * 1500)):
        assert _sealed(0, identity).identity.header.size_class == IDENTITY_CLASS
    with pytest.raises(TooLarge):
        _sealed(0, Identity(note="\N{OLD PERSIAN SIGN A}" * 1500))
