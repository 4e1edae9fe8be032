"""What administrators and auditors look at, table by table, and each table as a file. Nothing here changes anything.

Rules of this file
* No table is filtered by what a request says: two views of one table at one time are the same.
* A file holds what its page shows, for the same people, and nobody keeps it on the way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.responses import Response

from protocol.activity import closed_weeks
from protocol.orders import good
from server.pages.texts import RIGHT_TO_LEFT
from server.policy.accounts.errors import NoSuchPage
from server.policy.accounts.sessions import Session
from server.policy.accounts.world import StaffWorld
from server.policy.activity import kept_batches, kept_weeks
from server.policy.overview.compartments import compartments_sheet, seats_sheet
from server.policy.overview.devices import devices_sheet
from server.policy.overview.exports import export
from server.policy.overview.orders_given import orders_sheet, stopped_sheet
from server.policy.overview.partners import batches_sheet, partners_sheet
from server.policy.overview.policies import history, policies_sheet, policy_changes_sheet, remembered
from server.policy.overview.sheets import Sheet
from server.policy.overview.weeks import WEEKS, activity_sheet, changes_by_week, consortium_sheet
from server.policy.staff_pages.calls import Call
from server.policy.staff_pages.charts import charts
from server.policy.staff_pages.people import check_oversees, people_sheet
from server.policy.staff_pages.rendering import HEADERS

ON_A_PAGE = 100
"""Rows of a table that a page shows; its file has them all."""
WEEKS_ON_A_PAGE = 4
KINDS = ("csv", "json")


async def show_devices(call: Call) -> Response:
    return await _show(call, "devices")


async def show_compartments(call: Call) -> Response:
    return await _show(call, "compartments")


async def show_partners(call: Call) -> Response:
    return await _show(call, "partners")


async def show_orders(call: Call) -> Response:
    return await _show(call, "orders", "orders")


async def show_policies(call: Call) -> Response:
    return await _show(call, "policies")


async def show_activity(call: Call) -> Response:
    session = await overseeing(call)
    sheets = await _activity(call.world, session)
    most = min(ON_A_PAGE, WEEKS_ON_A_PAGE * len(call.world.pinned.directory.contents.compartments))
    drawn = charts(sheets[0], leftwards=session.account.language in RIGHT_TO_LEFT)
    return call.page("activity", session, place="activity", sheets=sheets, most=most, charts=drawn)


async def show_export(call: Call) -> Response:
    """`devices.csv`: a table by its topic. Raises NoSuchPage."""
    session = await overseeing(call)
    topic, _, kind = call.request.path_params["name"].rpartition(".")
    if topic not in _MADE_FOR or kind not in KINDS:
        raise NoSuchPage
    sheets = await _MADE[_MADE_FOR[topic]](call.world, session)
    made = export(next(one for one in sheets if one.topic == topic), kind, call.world.today())
    named = {"content-disposition": f'attachment; filename="{made.name}"'}
    return Response(made.body, media_type=made.media_type, headers=HEADERS | named)


async def overseeing(call: Call) -> Session:
    """Raises NotSignedIn or NotForYou."""
    session = await call.session()
    check_oversees(call.world, session)
    return session


async def _show(call: Call, place: str, template: str = "overview") -> Response:
    session = await overseeing(call)
    sheets = await _MADE[place](call.world, session)
    return call.page(template, session, place=place, sheets=sheets, most=ON_A_PAGE)


async def _people(world: StaffWorld, session: Session) -> Sequence[Sheet]:
    return [await people_sheet(world, session)]


async def _devices(world: StaffWorld, _session: Session) -> Sequence[Sheet]:
    pinned = world.pinned
    return [devices_sheet(pinned.directories, pinned.policy.contents, pinned.standing)]


async def _compartments(world: StaffWorld, _session: Session) -> Sequence[Sheet]:
    pinned = world.pinned
    return [
        compartments_sheet(pinned.directory, pinned.standing),
        seats_sheet(pinned.directories, pinned.standing),
    ]


async def _partners(world: StaffWorld, _session: Session) -> Sequence[Sheet]:
    pinned = world.pinned
    return [
        partners_sheet(pinned.directories, pinned.standing),
        batches_sheet(await kept_batches(world.database), pinned.standing),
    ]


async def _orders(world: StaffWorld, _session: Session) -> Sequence[Sheet]:
    pinned = world.pinned
    given = list(good(pinned.orders.orders, pinned.directory))
    return [stopped_sheet(pinned.standing), orders_sheet(given, pinned.standing)]


async def _policies(world: StaffWorld, _session: Session) -> Sequence[Sheet]:
    others = await remembered(world.database)
    # Some mebibytes to read and compare; others are answered meanwhile.
    kept = await asyncio.to_thread(history, world.pinned.signed_policy, others)
    return [policies_sheet(kept), policy_changes_sheet(kept)]


async def _activity(world: StaffWorld, _session: Session) -> Sequence[Sheet]:
    pinned, weeks = world.pinned, closed_weeks(world.today(), WEEKS)
    given = list(good(pinned.orders.orders, pinned.directory))
    kept = await asyncio.to_thread(history, pinned.signed_policy, await remembered(world.database))
    told = await kept_weeks(world.database, weeks[-1])
    compartments = [one.name for one in pinned.directory.contents.compartments]
    return [
        activity_sheet(weeks, told, compartments, changes_by_week(pinned.directories, given)),
        consortium_sheet(weeks, pinned.directories, [one.contents for one in kept if one.proved], given),
    ]


_Make = Callable[[StaffWorld, Session], Awaitable[Sequence[Sheet]]]
_MADE: Mapping[str, _Make] = {
    "people": _people,
    "devices": _devices,
    "compartments": _compartments,
    "partners": _partners,
    "orders": _orders,
    "policies": _policies,
    "activity": _activity,
}
_MADE_FOR = {
    "people": "people",
    "devices": "devices",
    "compartments": "compartments",
    "seats": "compartments",
    "partners": "partners",
    "stopped": "orders",
    "orders": "orders",
    "policies": "policies",
    "policy-changes": "policies",
    "batches": "partners",
    "activity": "activity",
    "consortium": "activity",
}
"""The page on which each table stands."""
