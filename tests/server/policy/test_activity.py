"""What the policy zone takes from the vault and release, and keeps as it was told first."""

from __future__ import annotations

from collections.abc import Iterable

import httpx
import pytest

from protocol.activity import Band, BatchTold, Happened, PileBand, Told, WeekTold, closed_weeks
from protocol.crossings import CBOR
from protocol.directory import DeviceRole
from protocol.ids import week_of
from protocol.orders import OrderAct, TargetKind
from server.policy.activity import kept_batches, kept_weeks
from server.policy.orders import take_orders
from server.policy.overview.weeks import activity_sheet, changes_by_week
from tests.orders import book, by_administrators, stop
from tests.server.policy.test_policy_zone import Zone
from tests.worlds import TODAY

pytestmark = pytest.mark.anyio
WEEK, BEFORE = closed_weeks(TODAY, 2)
VAULT, RELEASE = DeviceRole.VAULT, DeviceRole.RELEASE


def said(
    what: Happened = Happened.OPENINGS, week: str = WEEK, band: Band = Band.SOME, where: str = "xa-testimony"
) -> WeekTold:
    return WeekTold(week=week, compartment=where, what=what, band=band)


def pile(name: str = "01234-56751", partner: str = "acacia", cards: PileBand = PileBand.LARGE) -> BatchTold:
    return BatchTold(partner=partner, quarter="2026-q4", name=name, cards=cards)


async def tell(zone: Zone, role: DeviceRole, *weeks: WeekTold, batches: Iterable[BatchTold] = ()) -> httpx.Response:
    body = Told(weeks=weeks, batches=tuple(batches)).to_bytes()
    client = zone.client(zone.consortium.devices[role])
    return await client.post("/v1/activity", content=body, headers={"content-type": CBOR})


async def kept(zone: Zone) -> list[WeekTold]:
    return await kept_weeks(zone.world.database, "0000-w01")


async def test_what_was_told_first_stays(zone: Zone) -> None:
    assert (await tell(zone, VAULT, said(), batches=[pile()])).status_code == 204
    again = said(band=Band.VERY_MANY), said(week=BEFORE)
    assert (await tell(zone, VAULT, *again, batches=[pile(cards=PileBand.SMALL)])).status_code == 204
    assert sorted((one.week, one.band) for one in await kept(zone)) == [(BEFORE, Band.SOME), (WEEK, Band.SOME)]
    assert await kept_batches(zone.world.database) == [pile()]


async def test_each_zone_speaks_of_its_own(zone: Zone) -> None:
    assert (await tell(zone, RELEASE, said(Happened.RELEASES))).status_code == 204
    for role, told in ((RELEASE, Happened.OPENINGS), (RELEASE, Happened.REFUSALS), (VAULT, Happened.RELEASES)):
        assert (await tell(zone, role, said(told, BEFORE))).status_code == 403
    assert (await tell(zone, RELEASE, batches=[pile()])).status_code == 403
    assert [one.what for one in await kept(zone)] == [Happened.RELEASES]
    assert await kept_batches(zone.world.database) == []


async def test_a_week_that_is_not_over_is_not_taken(zone: Zone) -> None:
    for week in (week_of(TODAY), week_of(TODAY + 7), "2026-w99", week_of(TODAY - 7 * 40)):
        answer = await tell(zone, VAULT, said(), said(week=week))
        assert answer.status_code == 422, week
    assert await kept(zone) == []


async def test_what_this_zones_directory_does_not_name_is_left_out(zone: Zone) -> None:
    unknown = said(where="xz-testimony")
    assert (await tell(zone, VAULT, said(), unknown, batches=[pile(partner="nobody"), pile()])).status_code == 204
    assert [one.compartment for one in await kept(zone)] == ["xa-testimony"]
    assert [one.partner for one in await kept_batches(zone.world.database)] == ["acacia"]


async def test_rows_that_nobody_could_have_told_are_shown_to_nobody(zone: Zone) -> None:
    await tell(zone, VAULT, said())
    await zone.rows("INSERT INTO told_weeks VALUES ('2026-w40', 'xa-testimony', 'reports', '7')")
    await zone.rows("INSERT INTO told_batches VALUES ('<script>', 'acacia', '2026-q4', '100-to-499')")
    assert await kept(zone) == [said()]
    assert await kept_batches(zone.world.database) == []


async def test_changes_are_those_of_the_papers_by_week_and_compartment(zone: Zone) -> None:
    order = by_administrators(zone.consortium, stop(TargetKind.COMPARTMENT, "xb-identity", act=OrderAct.HOLD), "dalia")
    other = by_administrators(zone.consortium, stop(TargetKind.PARTNER, "acacia"), "dalia")
    await take_orders(zone.world, book(order, other).to_bytes())
    pinned = zone.world.pinned
    given = [*pinned.standing.stopped.values()]
    changed = changes_by_week(pinned.directories, given)
    assert changed == {(week_of(TODAY), "xb-identity"): 1}
    rows = activity_sheet([WEEK], [said()], ["xa-testimony", "xb-testimony"], changed).as_records()
    assert [(one["compartment"], one["openings"], one["releases"], one["changes"]) for one in rows] == [
        ("xa-testimony", "5-to-9", None, 0),
        ("xb-testimony", None, None, 0),
    ]
