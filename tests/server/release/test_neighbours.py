"""Which releases can be subtracted from one another, what a summary has to name, and who is told."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.consent import Place
from protocol.crossings import CBOR
from protocol.desk_crossings import CellQuery, Neighbours
from protocol.periods import first_day, last_day
from protocol.primitives import SignKey
from protocol.release import EventType
from server.release import neighbours
from server.release.neighbours import areas_touch, periods_touch
from tests.server.release.conftest import Zone
from tests.server.release.handed_over import COMPARTMENT, HandedOver, a_summary
from tests.worlds import Consortium

pytestmark = pytest.mark.anyio
MONTH, WEEK = "2026-11", "2026-w47"


# Pure


@pytest.mark.parametrize(
    ("one", "level", "other", "other_level", "touch"),
    [
        ("xa", Place.COUNTRY, "xa-01", Place.FIRST_LEVEL, True),
        ("xa-01", Place.FIRST_LEVEL, "xa-01", Place.FIRST_LEVEL, True),
        ("xa-01", Place.FIRST_LEVEL, "xa-02", Place.FIRST_LEVEL, False),
        ("xa-01", Place.FIRST_LEVEL, "xa-0103", Place.SECOND_LEVEL, True),
        ("xa-02", Place.FIRST_LEVEL, "xa-0103", Place.SECOND_LEVEL, True),  # nobody says which region it lies in
        ("xa-02", Place.FIRST_LEVEL, "xa-01", Place.NONE, True),
    ],
)
def test_areas_that_may_have_a_place_in_common_touch(
    one: str, level: Place, other: str, other_level: Place, touch: bool
) -> None:
    assert areas_touch(one, level, other, other_level) is touch
    assert areas_touch(other, other_level, one, level) is touch


@pytest.mark.parametrize(
    ("one", "other", "touch"),
    [
        (MONTH, MONTH, True),
        (MONTH, WEEK, True),
        (MONTH, "2026-11-21", True),
        (MONTH, "2026-10", False),
        (WEEK, "2026-w48", False),
        (WEEK, "2026-11-22", True),
        (WEEK, "2026-11-23", False),
        ("2026-w49", MONTH, True),  # its Monday is the last of November
        ("2026-w49", "2026-12", True),
        ("2025-w01", "2024-12-30", True),  # a week's year is the one its Thursday is in
        ("2024-02", "2024-02-29", True),
    ],
)
def test_periods_that_have_a_day_in_common_touch(one: str, other: str, touch: bool) -> None:
    assert periods_touch(one, other) is touch
    assert periods_touch(other, one) is touch


@given(st.dates())
def test_a_day_is_in_its_month_and_no_other(day: Any) -> None:
    month = f"{day:%Y-%m}" if day.year > 999 else f"{day.year:04}-{day.month:02}"
    assert (
        first_day(month) <= first_day(f"{month}-{day.day:02}") == last_day(f"{month}-{day.day:02}") <= last_day(month)
    )


# What is named


def handed(consortium: Consortium, area: str, period: str, *beside: HandedOver, **more: Any) -> HandedOver:
    """A summary that was cleared beside these."""
    made = HandedOver(consortium, a_summary(title="Roads are closed at night", area=area, period=period, **more))
    made.leave = {"beside": tuple(sorted(one.commitment for one in beside))}
    return made


async def refused_by(zone: Zone, one: HandedOver) -> set[str]:
    answer = (await zone.hand_over(one)).json()
    return {rule["rule"] for rule in answer["rules"] if not rule["passed"]}


async def test_a_country_beside_its_region_must_be_compared_with_it(zone: Zone, consortium: Consortium) -> None:
    region = handed(consortium, "xa-01", WEEK)
    await zone.released(region)
    assert await refused_by(zone, handed(consortium, "xa", MONTH)) == {"beside"}
    assert len(await zone.released(handed(consortium, "xa", MONTH, region))) == 2


async def test_what_has_left_is_compared_with_too(zone: Zone, consortium: Consortium) -> None:
    region = handed(consortium, "xa-01", WEEK)
    await zone.released(region)
    zone.vault.fallen.add(region.commitment)
    await zone.epoch()
    assert await refused_by(zone, handed(consortium, "xa", MONTH)) == {"beside"}


@pytest.mark.parametrize(
    "elsewhere",
    [{"area": "xa-02"}, {"period": "2026-w46"}, {"event_type": EventType.ARREST}],
)
async def test_what_does_not_touch_is_not_compared(
    zone: Zone, consortium: Consortium, elsewhere: dict[str, Any]
) -> None:
    await zone.released(handed(consortium, "xa-01", WEEK))
    other = handed(consortium, **({"area": "xa-01", "period": WEEK} | elsewhere))
    assert await refused_by(zone, other) == set()


async def test_the_newest_of_a_family_stands_for_all_of_it(zone: Zone, consortium: Consortium) -> None:
    """A third one touches the country alone; through it, it is compared with the region that was taken from it."""
    country = handed(consortium, "xa", MONTH)
    await zone.released(country)
    first = handed(consortium, "xa-01", WEEK, country)
    await zone.released(first)
    assert await refused_by(zone, handed(consortium, "xa-02", WEEK, country)) == {"beside"}
    await zone.released(handed(consortium, "xa-02", WEEK, first))


async def test_families_that_meet_are_named_each_and_are_one_from_then_on(zone: Zone, consortium: Consortium) -> None:
    one, other = handed(consortium, "xa-01", WEEK), handed(consortium, "xa-02", WEEK)
    await zone.released(one, other)
    country = handed(consortium, "xa", MONTH, one, other)
    await zone.released(country)
    assert await asked(zone) == Neighbours(predecessor=one.commitment, beside=(country.commitment,))


async def test_of_two_that_touch_and_wait_together_one_is_released(zone: Zone, consortium: Consortium) -> None:
    """Neither was compared with the other. The rules are asked again at the epoch, and the second one fails."""
    one, other = handed(consortium, "xa", MONTH), handed(consortium, "xa-01", WEEK)
    assert len(await zone.released(one, other)) == 1
    assert await zone.rows("SELECT 1 FROM waiting") == []


async def test_a_summary_handed_over_again_once_released_is_still_released(zone: Zone, consortium: Consortium) -> None:
    one = handed(consortium, "xa", MONTH)
    await zone.released(one)
    after = handed(consortium, "xa-01", WEEK, one)
    await zone.released(after)
    for known in (one, after):
        assert (await zone.hand_over(known)).json()["state"] == "released"


# The door


async def ask(zone: Zone, key: SignKey | None = None, **change: Any) -> httpx.Response:
    fields: dict[str, Any] = {
        "compartment": COMPARTMENT,
        "area": "xa-01",
        "period": WEEK,
        "event_type": EventType.ROADBLOCK,
    }
    body = CellQuery(**(fields | change)).to_bytes()
    desk = key or zone.consortium.desks[COMPARTMENT][0].sign_key
    return await zone.of(desk).post("/v1/cells", content=body, headers={"content-type": CBOR})


async def asked(zone: Zone, **change: Any) -> Neighbours:
    answer = await ask(zone, **change)
    assert answer.status_code == 200, answer.text
    return Neighbours.from_bytes(answer.content)


def problem(answer: httpx.Response) -> str:
    return str(answer.json()["type"]).removeprefix("urn:leeward:problem:")


async def test_a_desk_is_told_what_a_colleague_released(zone: Zone, consortium: Consortium) -> None:
    assert await asked(zone) == Neighbours(predecessor=None, beside=())
    one = handed(consortium, "xa-01", WEEK)
    await zone.released(one)
    assert await asked(zone) == Neighbours(predecessor=one.commitment, beside=())
    assert await asked(zone, area="xa") == Neighbours(predecessor=None, beside=(one.commitment,))
    assert await asked(zone, area="xa-02") == Neighbours(predecessor=None, beside=())


async def test_nobody_but_a_desk_of_the_compartment_is_told(zone: Zone, consortium: Consortium) -> None:
    others = [consortium.staff["analyst-amara"], consortium.desks["xb-testimony"][0].sign_key]
    for key in others:
        assert problem(await ask(zone, key)) == "not-a-desk"
    assert problem(await ask(zone, compartment="xb-testimony")) == "not-a-desk"
    assert problem(await ask(zone, compartment="nowhere")) == "not-a-desk"


async def test_the_access_rules_can_forbid_a_desk_to_ask(zone: Zone) -> None:
    zone.add_rule('@id("no-more") forbid (principal is Device, action == Action::"submit_summary", resource);')
    assert problem(await ask(zone)) == "not-a-desk"


@pytest.mark.parametrize("change", [{"area": "xa-99"}, {"area": "xb-01"}, {"period": "2026-02-30"}])
async def test_a_place_or_time_that_is_none_is_refused(zone: Zone, change: dict[str, Any]) -> None:
    assert problem(await ask(zone, **change)) == "no-such-cell"


async def test_more_than_can_be_named_is_said(
    zone: Zone, consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbours, "MAX_BESIDE", 1)
    await zone.released(handed(consortium, "xa-01", WEEK), handed(consortium, "xa-02", WEEK))
    assert problem(await ask(zone, area="xa", period=MONTH)) == "too-many-beside"
