"""A report written at the page and sent to intake is opened by those whose parts they are, in Python."""

from __future__ import annotations

import pytest

from protocol.cards import CardCode, period_key
from protocol.consent import Terms, verify_consent
from protocol.ids import PartKind
from protocol.receipt import Receipt as Words
from protocol.receipt import evidence_index
from tests.clients.web.chromium import OnePage
from tests.clients.web.intake import Intake
from tests.clients.web.sources import BOTTOM, COARSE, LIBRARY, NATIVE, READ, RECEIPT, Source, written
from tests.opened_parts import all_opened
from tests.worlds import QUARTER, TODAY, Consortium


@pytest.mark.parametrize("native", [NATIVE, LIBRARY], ids=["native", "library"])
def test_a_report_arrives_as_it_was_written_with_its_identity_and_its_files(
    page: OnePage, intake: Intake, consortium: Consortium, native: dict[str, bool]
) -> None:
    source, words = Source(page, consortium, native=native), Words(RECEIPT.entropy)
    files = [bytes(range(256)) * 10, b"a whole film" * 30_000]
    card = CardCode.new(consortium.random)
    source.send(
        written(
            identity={"name": "Awa", "phone": "", "note": "calls at dusk"},
            card=f" {card.printed()} ",
            tonight=True,
            pictures=[{"data": b"\xff\xd8 a picture \xff\xd9"}],
            originals=[{"mediaType": "video/mp4", "data": files[0]}, {"mediaType": None, "data": files[1]}],
        ),
        index=3,
    )
    found = all_opened(intake.parts.values(), consortium, TODAY)
    ((testimony, control),) = found[PartKind.TESTIMONY]
    assert testimony.text.startswith("Three trucks")
    assert (testimony.language, testimony.event_type, testimony.place) == ("en", "threats", "by the river")
    assert (testimony.week, testimony.harmed, testimony.risk_factors) == ("2026-w47", "a family", (7, 9))
    assert testimony.tonight
    assert [one.data for one in testimony.media] == [b"\xff\xd8 a picture \xff\xd9"]
    ((identity, identity_control),) = found[PartKind.IDENTITY]
    assert (identity.name, identity.phone, identity.note) == ("Awa", None, "calls at dusk")
    by_key = {part.header.part_key: part.id() for part in intake.parts.values()}
    of_files = [words.part_key(PartKind.EVIDENCE, evidence_index(3, number)).public for number in range(2)]
    assert testimony.identity == by_key[words.part_key(PartKind.IDENTITY, 3).public]
    assert testimony.evidence == tuple(by_key[key] for key in of_files)
    by_type = {one.media_type: one.data for one, _ in found[PartKind.EVIDENCE]}
    assert by_type == {"video/mp4": files[0], None: files[1]}
    assert control.card is not None
    assert control.card.period_key == period_key(card, QUARTER).public
    assert identity_control.card is None
    assert control.consent.terms == Terms.model_validate(COARSE)
    assert {one.consent.terms for _, one in found[PartKind.EVIDENCE]} == {Terms.model_validate(READ)}


def test_consent_mailbox_and_reply_key_are_those_of_the_words(
    page: OnePage, intake: Intake, consortium: Consortium
) -> None:
    Source(page, consortium).send(index=1)
    words = Words(RECEIPT.entropy)
    found = all_opened(intake.parts.values(), consortium, TODAY)
    for kind in (PartKind.TESTIMONY, PartKind.IDENTITY):
        ((_, control),), key = found[kind], words.part_key(kind, 1)
        assert verify_consent(control.claimed_consent, key.public, TODAY) == control.consent
        assert control.consent.given == TODAY
        assert control.consent.expires == TODAY + 365
        assert control.mailbox == words.mailbox(kind, 1)
        assert control.reply_key == words.reply_key(kind, 1).public


def test_who_names_nobody_sends_an_identity_part_all_the_same_and_allows_nothing_with_it(
    page: OnePage, intake: Intake, consortium: Consortium
) -> None:
    Source(page, consortium).send(written(identity={"name": " ", "phone": None, "note": None}))
    ((identity, control),) = all_opened(intake.parts.values(), consortium, TODAY)[PartKind.IDENTITY]
    assert not identity.real
    assert control.consent.terms == Terms.model_validate(BOTTOM)
