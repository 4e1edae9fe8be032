"""A desk that stopped itself: those around it are told, at once and not too often."""

from __future__ import annotations

from pathlib import Path

import pytest

from protocol.orders import Office, Order, OrderAct, OrderReason, OrderTarget, SignedOrder, TargetKind, sign_order
from server.policy.custody.stopped_desks import around, tell_of_stopped_desks
from server.policy.notices.preferences import Preference, Way
from tests.server.policy.custody.test_alarms import XA, A, with_mail
from tests.server.policy.notices.mail_sink import sinking
from tests.server.policy.notices.test_daily import chooses, told
from tests.server.policy.staff_world import Staff

pytestmark = pytest.mark.anyio
DAY = 86_400


def stop_itself(staff: Staff, which: int = 0, days_ago: int = 0, nonce: int = 1) -> SignedOrder:
    desk = staff.zone.consortium.desks[XA][which]
    order = Order(
        act=OrderAct.SUSPEND,
        target=OrderTarget(kind=TargetKind.DEVICE, name=desk.name),
        reason=OrderReason.COERCED,
        day=staff.world.pinned.today() - days_ago,
        nonce=bytes([nonce]) * 32,
    )
    return sign_order(order, Office.DESK, desk.name, desk.sign_key)


async def test_those_around_a_desk_that_stopped_itself_are_told_once(staff: Staff, tmp_path: Path) -> None:
    pinned, alarms = staff.world.pinned, staff.zone.world.alarms
    async with sinking(tmp_path) as sink:
        world = with_mail(staff, sink)
        for person in ("dalia", A, "custodian-xb-testimony-1"):
            await chooses(world, person, Preference(Way.MAIL, 3), f"{person}@example.org")
        await tell_of_stopped_desks(world, alarms)
        assert told(sink) == []
        pinned.take_orders([stop_itself(staff)])
        await tell_of_stopped_desks(world, alarms)
        assert sorted(told(sink)) == sorted(f"{person}@example.org" for person in ("dalia", A))
        await tell_of_stopped_desks(world, alarms)
        pinned.take_orders([stop_itself(staff, nonce=2)])
        await tell_of_stopped_desks(world, alarms)
        assert len(told(sink)) == 2


async def test_without_the_mail_server_they_are_told_at_the_next_look(staff: Staff, tmp_path: Path) -> None:
    alarms = staff.zone.world.alarms
    async with sinking(tmp_path) as sink:
        world = with_mail(staff, sink)
        await chooses(world, "dalia", Preference(Way.MAIL, 3), "dalia@example.org")
    staff.world.pinned.take_orders([stop_itself(staff)])
    await tell_of_stopped_desks(world, alarms)
    assert alarms.told_of == set()


async def test_of_an_old_order_and_of_an_administrators_nobody_is_told(staff: Staff, tmp_path: Path) -> None:
    alarms = staff.zone.world.alarms
    async with sinking(tmp_path) as sink:
        world = with_mail(staff, sink)
        await chooses(world, "dalia", Preference(Way.MAIL, 3), "dalia@example.org")
        staff.world.pinned.take_orders([stop_itself(staff, days_ago=3)])
        await tell_of_stopped_desks(world, alarms)
        assert told(sink) == []


async def test_the_desk_s_own_holder_is_not_among_those_who_are_told(staff: Staff) -> None:
    pinned, desks = staff.world.pinned, staff.zone.consortium.desks[XA]
    pinned.take_orders([stop_itself(staff)])
    [given] = pinned.standing.stopped.values()
    holders = {desk.holder for one in pinned.directory.contents.compartments if one.name == XA for desk in one.desks}
    concerned = around(pinned, given)
    mine = next(
        desk.holder
        for one in pinned.directory.contents.compartments
        for desk in one.desks
        if desk.desk == desks[0].name
    )
    assert holders - {mine} <= concerned
    assert mine not in concerned
