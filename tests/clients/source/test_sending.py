"""A long report on its way: in pieces, and the source sees how far it is."""

from __future__ import annotations

import pytest
from rich.status import Status

from clients.source.sending import send_all
from protocol.consent import Profile, profile_terms
from protocol.contents import Testimony
from protocol.receipt import Receipt
from protocol.report import Report, seal_report
from tests.clients.test_in_pieces import NUMBERS, OnTheWire, consortium, listening
from tests.worlds import TODAY, seeded


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What stood on the line that turns, one after another."""
    lines: list[str] = []
    update = Status.update

    def noting(self: Status, status: str) -> None:
        lines.append(status)
        update(self, status)

    monkeypatch.setattr(Status, "update", noting)
    return lines


def test_a_long_report_goes_in_pieces_and_says_how_far_it_is(shown: list[str]) -> None:
    wire = OnTheWire()
    report = Report("xa", Testimony(text="a" * 100_000), profile_terms(Profile.SUMMARY_COARSE, TODAY))
    sealed = seal_report(report, consortium().directory, Receipt.new(seeded("long")), 0, TODAY)
    with listening(wire) as intake:
        send_all(intake, sealed, consortium().directory, 0)
    assert {*wire.kept} == {sealed.testimony.to_bytes(), sealed.identity.to_bytes()}
    words = shown[0].rpartition(" … ")[0] + " …"
    of = len(NUMBERS)
    assert shown == [f"{words} {100 * came // of} %" for came in range(of + 1)]
