"""A desk has stopped itself: those around it are told at once. SPEC 21.9.

Rules of this file
* The notice is the one that says something urgent waits: who reads the mail does not learn that a desk was stopped.
* Nobody is told more often than the settings say, however many orders a desk gives.
* What was told is kept in memory alone; of an order that is older than a day nobody is told after a restart.
"""

from __future__ import annotations

from collections.abc import Iterator

from protocol.directory import Compartment
from protocol.errors import DirectoryRefused
from protocol.orders import Given, Office
from server.pinned import Pinned
from server.policy.accounts.world import StaffWorld
from server.policy.custody.rung import Alarms
from server.policy.notices.errors import NotSent
from server.policy.notices.preferences import all_wanted
from server.policy.notices.ways import tell
from server.policy.notices.words import Occasion

FRESH_DAYS = 1


async def tell_of_stopped_desks(world: StaffWorld, alarms: Alarms) -> None:
    """Tell of desks that stopped themselves since the last look. Without the mail server, the next look tells."""
    fresh = {one.id: one for one in _fresh(world.pinned) if one.id not in alarms.told_of}
    if not fresh:
        return
    concerned = {name for one in fresh.values() for name in around(world.pinned, one)} & world.people().keys()
    wanted = [one for one in await all_wanted(world.database) if one.person in concerned]
    now = world.clock()

    async def claim(person: str) -> bool:
        return alarms.may_tell(person, now, world.ways.urgent_seconds)

    try:
        await tell(world.ways, wanted, Occasion.URGENT, claim, now, world.random)
    except NotSent:
        return
    alarms.told_of.update(fresh)


def around(pinned: Pinned, stopped: Given) -> set[str]:
    """Administrators, and of the desk's compartments the custodians and the holders of other desks."""
    name = stopped.order.target.name if stopped.order.target else ""
    places = [one for one in _compartments(pinned) if any(desk.desk == name for desk in one.desks)]
    custodians = {seat.custodian for one in places for seat in one.seats}
    holders = {desk.holder for one in places for desk in one.desks if desk.desk != name}
    return custodians | holders | {one.administrator for one in pinned.directory.contents.administrators}


def _fresh(pinned: Pinned) -> Iterator[Given]:
    try:
        standing = pinned.standing
    except DirectoryRefused:
        return
    for one in standing.stopped.values():
        by_itself = any(who.office is Office.DESK for who in one.signers)
        if by_itself and one.order.day >= pinned.today() - FRESH_DAYS:
            yield one


def _compartments(pinned: Pinned) -> tuple[Compartment, ...]:
    return tuple(pinned.directory.contents.compartments)
