"""A device whose clock is days ahead: what it signs is still good, as the vault judges it."""

from __future__ import annotations

import pytest

from protocol.consent import verify_consent
from server.vault.collecting.collection import KeptPart, judge
from tests.clients.web.chromium import OnePage
from tests.clients.web.intake import Intake
from tests.clients.web.sources import READ, Source
from tests.clients.web.test_checking_in import FIRST, KEY, NOTICE, leave, only_post
from tests.worlds import NOW, TODAY, Consortium

A_DAY = 86_400
AHEAD = [0, 1, 2, 9]


def source_ahead(page: OnePage, consortium: Consortium, days: int) -> Source:
    return Source(page, consortium, now=NOW + days * A_DAY)


@pytest.mark.parametrize("days", AHEAD)
def test_a_report_is_not_shut_for_its_day(page: OnePage, intake: Intake, consortium: Consortium, days: int) -> None:
    intake.notice = NOTICE
    source_ahead(page, consortium, days).send()
    assert len(intake.parts) == 2
    for part in intake.parts.values():
        kept = judge(part.to_bytes(), lambda _: consortium.directory, consortium.vault_seal, TODAY)
        assert isinstance(kept, KeptPart)


@pytest.mark.parametrize("days", AHEAD)
def test_a_change_is_not_refused_for_its_day(page: OnePage, intake: Intake, consortium: Consortium, days: int) -> None:
    intake.notice = NOTICE
    leave(intake)
    source = source_ahead(page, consortium, days)
    source.check_in()
    source.finish({"do": "change", "terms": READ})
    (claimed,) = only_post(intake).consents
    before = verify_consent(FIRST, KEY.public, TODAY)
    assert verify_consent(claimed, KEY.public, TODAY, before).given <= TODAY + 1


def test_a_clock_that_is_right_is_taken_at_its_word(page: OnePage, intake: Intake, consortium: Consortium) -> None:
    """The newest publication may be of yesterday, where one is made a day."""
    intake.notice = NOTICE.model_copy(update={"number": NOW // A_DAY - 1, "every": A_DAY})
    leave(intake)
    source = source_ahead(page, consortium, 0)
    source.check_in()
    source.finish({"do": "change", "terms": READ})
    (claimed,) = only_post(intake).consents
    assert verify_consent(claimed, KEY.public, TODAY, verify_consent(FIRST, KEY.public, TODAY)).given == TODAY
