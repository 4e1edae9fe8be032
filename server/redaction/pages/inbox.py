"""What waits in a compartment, and asking for up to 20 parts of it in a few keystrokes."""

from __future__ import annotations

from starlette.responses import Response

from protocol.consent import Aim
from protocol.ids import day_of
from protocol.opening import LIFETIME, MAX_PARTS, Side
from server.redaction.errors import VaultUnreachable
from server.redaction.opening.fresh_keys import keys_left
from server.redaction.opening.openings import ask_for_parts
from server.redaction.pages.calls import Visit, go_to
from server.redaction.pages.errors import FormRefused, NothingChosen, TooMuchChosen
from server.redaction.pages.listing import Filter, Known, Sheet, rows_of, sheet_of
from server.redaction.to_vault import listed_parts
from server.redaction.world import World

HOURS = (72, 48, 24, 12)


async def show_home(visit: Visit) -> Response:
    """Straight to the inbox where there is but one compartment."""
    numbers = {one.name: visit.session.compartments.of(one.name) for one in visit.world.compartments()}
    if len(numbers) == 1:
        return go_to(f"/desk/inbox/{next(iter(numbers.values()))}")
    return visit.page("home", compartments=numbers)


async def show_inbox(visit: Visit) -> Response:
    compartment = visit.world.compartment(visit.session.compartments.named(visit.call.number("number")))
    chosen = _filter(visit.call.asked("show"))
    try:
        sheet = await _sheet(visit, compartment.name, chosen)
        reviewers = await keys_left(visit.world, compartment)
    except VaultUnreachable:
        return visit.page("inbox_silent", 503, compartment=compartment)
    return visit.page(
        "inbox",
        compartment=compartment,
        number=visit.call.number("number"),
        sheet=sheet,
        chosen=chosen,
        following=_following(chosen),
        filters=tuple(Filter),
        numbers={row.part: visit.session.parts.of(row.part) for row in sheet.rows},
        openings={row.opening: visit.session.openings.of(row.opening) for row in sheet.rows if row.opening},
        reviewers=reviewers,
        aims=tuple(Aim),
        hours=HOURS,
        most=MAX_PARTS,
        a_day=visit.world.pinned.policy.contents.custody.parts_per_curator_and_day,
        today=asked_today(visit.world),
    )


async def take_request(visit: Visit) -> Response:
    """Raises what `ask_for_parts` raises, NothingChosen, TooMuchChosen or FormRefused."""
    session, form = visit.session, visit.form
    compartment = session.compartments.named(visit.call.number("number"))
    parts = tuple(dict.fromkeys(session.parts.named(one) for one in form.numbers("part")))
    if not parts:
        raise NothingChosen
    if len(parts) > MAX_PARTS:
        raise TooMuchChosen
    aim, hours = _aim(form.one("aim")), form.number("hours")
    if not 1 <= hours <= LIFETIME // 3600:
        raise FormRefused
    held, _ = await ask_for_parts(visit.world, compartment, parts, aim, form.one("reviewer"), hours)
    return go_to(f"/desk/openings/{session.openings.of(held.checked.id)}")


def asked_today(world: World) -> int:
    """Parts that this desk has asked for today, since it was started: others may count more."""
    ours = [held.checked.request for held in world.memory.openings.values() if held.side is Side.CURATOR]
    return sum(len(one.parts) for one in ours if day_of(one.asked) == world.today)


async def _sheet(visit: Visit, compartment: str, chosen: Filter) -> Sheet:
    listed = await listed_parts(visit.world.vault, compartment)
    number = visit.call.asked("page", "1")
    rows = rows_of(listed, known_here(visit.world), visit.world.today)
    return sheet_of(rows, chosen, int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1)


def known_here(world: World) -> Known:
    memory = world.memory
    asked = {part: held.checked.id for held in memory.openings.values() for part in held.checked.request.parts}
    return Known(asked, {part for part, opening in asked.items() if memory.rooms.is_readable(opening, part)})


def _following(chosen: Filter) -> Filter:
    every = tuple(Filter)
    return every[(every.index(chosen) + 1) % len(every)]


def _filter(text: str) -> Filter:
    return next((one for one in Filter if one == text), Filter.ALL)


def _aim(text: str) -> Aim:
    try:
        return Aim(text)
    except ValueError:
        raise FormRefused from None
