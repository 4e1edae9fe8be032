"""What a source was promised at the page in Chromium holds to the end: at the readers, and on the day it goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from protocol.consent import Audience
from protocol.ids import PartKind
from server.demo.errors import StepFailed
from server.demo.ground import ANALYSTS
from server.demo.journey import COMPARTMENT
from server.demo.people import wait_for
from tests.journeys.at_desks import form, handed_over, opened_at_both
from tests.journeys.page_visitor import Visitor, Writing
from tests.journeys.seen_at_vault import PATIENCE, ask, at_vault, in_database, part_at_vault
from tests.travelled import Travelled


def told(visitor: Visitor, travelled: Travelled, writing: Writing) -> str:
    return part_at_vault(travelled, visitor.report(writing), PartKind.TESTIMONY, 0)


# Readers


@pytest.fixture(scope="module")
def read(visitor: Visitor, travelled: Travelled) -> dict[str, dict[str, Any]]:
    """By its area, what the analyst reads of two summaries that come out in one epoch. Each stands on the journey's
    people, who are enough, and on one more report, from the page."""
    wishes = {
        "xa-02": Writing(text="In no other language.", consent_turned=("It may be translated",)),
        "xa-03": Writing(text="Not for them.", consent_turned=(ANALYSTS.replace("-", " "),)),
    }
    more = {area: told(visitor, travelled, wish) for area, wish in wishes.items()}
    opening = opened_at_both(travelled, *more.values())
    enough = vouched_and_open(travelled)
    forms = [
        form(travelled, [travelled.opening, opening], [*enough, part], audience=Audience.CONSORTIUM, area=area)
        for area, part in more.items()
    ]
    answers = handed_over(travelled, forms)
    assert [(answer["refused_by"], answer["reason"]) for answer in answers] == [(None, None)] * 2
    wait_for("both to be released", PATIENCE, lambda: len(out(travelled)) == 2 or None)
    listed = travelled.journey.analyst.get("/v1/summaries")["summaries"]
    return {one["area"]: one for one in listed}


def vouched_and_open(travelled: Travelled) -> list[str]:
    """What the journey's people with cards told, but for what was taken back: joined again, that is open no more."""
    desks = (travelled.journey.curator, travelled.journey.reviewer)
    held = [desk.post(f"/v1/openings/{travelled.opening}/join")["parts"] for desk in desks]
    open_at_both = set.intersection(*({one["part"] for one in parts if one["outcome"] == "open"} for parts in held))
    vouched = at_vault(travelled, "SELECT id FROM parts WHERE period_key IS NOT NULL")
    return sorted(open_at_both & {row["id"].hex() for row in vouched})


def out(travelled: Travelled) -> dict[str, bool]:
    """Area of each summary that stands now, and whether it may be translated, as release keeps them."""
    rows = in_database(travelled, "release", "SELECT area, translation FROM live_summaries")
    return {row["area"]: row["translation"] for row in rows}


def test_whom_a_source_shut_out_at_the_page_reads_nothing_that_stands_on_their_report(
    read: dict[str, dict[str, Any]], travelled: Travelled
) -> None:
    assert out(travelled).keys() == {"xa-02", "xa-03"}
    assert read.keys() == {"xa-02"}


def test_a_reader_is_told_that_a_source_wants_no_translation(
    read: dict[str, dict[str, Any]], travelled: Travelled
) -> None:
    assert read["xa-02"]["may_be_translated"] is False
    assert out(travelled) == {"xa-02": False, "xa-03": True}


# Time


def test_a_report_is_destroyed_after_as_many_days_as_were_chosen_at_the_page(
    visitor: Visitor, travelled: Travelled
) -> None:
    """The clock is the machine's: what is moved instead is the day on which the vault took the reports in."""
    wishes = {
        days: Writing(text="Not for ever.", consent_picks={"Destroy it after": f"{days} days"}) for days in (30, 90)
    }
    sooner, later = (told(visitor, travelled, wish) for wish in wishes.values())
    tidied_when_they_came(travelled, {sooner: 30, later: 89})
    wait_for("the vault to tidy up", PATIENCE, lambda: not kept(travelled, sooner) or None)
    assert kept(travelled, later)
    tidied_when_they_came(travelled, {later: 90})
    wait_for("the vault to tidy up again", PATIENCE, lambda: not kept(travelled, later) or None)
    for part in (sooner, later):
        with pytest.raises(StepFailed, match="not-here"):
            ask(travelled, COMPARTMENT, part)


def tidied_when_they_came(travelled: Travelled, days_ago: Mapping[str, int]) -> None:
    """Move the day on which these came, and start the vault again: it tidies up then, and once an hour."""
    vault = travelled.stage.processes["vault"]
    vault.stop()
    for part, days in days_ago.items():
        moved = "UPDATE parts SET day = $1 WHERE id = $2 RETURNING id"
        assert at_vault(travelled, moved, travelled.stage.ground.today - days, bytes.fromhex(part))
    vault.start()
    vault.wait_until_ready()


def kept(travelled: Travelled, part: str) -> bool:
    return bool(at_vault(travelled, "SELECT FROM parts WHERE id = $1", bytes.fromhex(part)))
