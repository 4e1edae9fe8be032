"""Openings as their people see them: what custodians have answered, what can be read, and forgetting.

As reviewer: a key left ahead of time, and an opening taken up by the number that its curator's page shows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import PlainTextResponse, Response

from protocol.consent import Aim
from protocol.desk_crossings import OpeningProgress, PartProgress
from protocol.ids import from_text, to_text
from protocol.opening import Side
from server.redaction.errors import Crossing
from server.redaction.memory import HeldOpening
from server.redaction.opening.fresh_keys import LONGEST, leave_fresh_key
from server.redaction.opening.openings import follow, forget, held_opening
from server.redaction.pages.calls import Visit, go_to
from server.redaction.pages.errors import FormRefused, NotAnOpening
from server.redaction.pages.rendering import HEADERS
from server.redaction.room.joining import join
from server.redaction.to_vault import opening_progress

KEY_HOURS = (96, 168, 48, 24)


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of an opening. `place` counts from 1; `outcome`: of the last time that it was joined."""

    place: int
    readable: bool
    state: str | None
    approvals: int
    refusals: int
    outcome: str | None
    noted: bool
    """Whether this desk's person has notes on it."""


@dataclass(frozen=True, slots=True)
class OpeningSheet:
    number: int
    id: str
    compartment: str
    aim: Aim
    ours: bool
    curator: str
    reviewer: str
    hours: int
    """That it still lives."""
    needed: int
    parts: Sequence[PartRow]

    @property
    def readable(self) -> int:
        return sum(one.readable for one in self.parts)


async def show_openings(visit: Visit) -> Response:
    world, numbers = visit.world, visit.session.compartments
    sheets = [_sheet(visit, held, {}) for held in world.memory.openings.values()]
    waiting = [one.compartment for one in world.memory.waiting_keys.values()]
    places = {one.name: (numbers.of(one.name), waiting.count(one.name)) for one in world.compartments()}
    return visit.page("openings", sheets=sheets[::-1], places=places, hours=KEY_HOURS)


async def show_one_opening(visit: Visit) -> Response:
    """With what the vault says now; without it where it is silent."""
    held = held_opening(visit.world, _opening(visit))
    try:
        progress = await follow(visit.world, held.checked.id)
    except Crossing as crossing:
        silent = type(crossing).__name__
        return visit.page("opening", sheet=_sheet(visit, held, {}), stamp="", silent=silent)
    said = {one.part: one for one in progress.parts}
    return visit.page("opening", sheet=_sheet(visit, held, said), stamp=stamp_of(progress), silent=None)


async def show_stamp(visit: Visit) -> Response:
    """Changes when something has: the page's script asks for it, and shows the page anew where it differs."""
    opening = _opening(visit)
    held_opening_id = visit.world.memory.openings.get(opening)
    progress = await opening_progress(visit.world.vault, opening) if held_opening_id else None
    return PlainTextResponse(stamp_of(progress) if progress else "gone", headers=HEADERS)


async def take_join(visit: Visit) -> Response:
    """Open in memory what is approved; straight to the first part that is readable."""
    opening = _opening(visit)
    outcomes = await join(visit.world, opening)
    visit.session.joined[opening] = {part: outcome.value for part, outcome in outcomes.items()}
    address = f"/desk/openings/{visit.call.number('number')}"
    parts = held_opening(visit.world, opening).checked.request.parts
    first = next((at for at, part in enumerate(parts, 1) if visit.world.memory.rooms.is_readable(opening, part)), None)
    return go_to(f"{address}/parts/{first}" if first else address)


async def take_forget(visit: Visit) -> Response:
    """The originals, the key, and what was decided about them."""
    opening, session = _opening(visit), visit.session
    forget(visit.world.memory, opening)
    session.joined.pop(opening, None)
    for one in [one for one in session.decisions if one[0] == opening]:
        del session.decisions[one]
    for about in [about for about in session.answers if about[0] == opening]:
        del session.answers[about]
    for file in [file for file in session.covers if file[0] == opening]:
        del session.covers[file]
    return go_to("/desk/openings")


async def take_key(visit: Visit) -> Response:
    """As reviewer: leave a key at the vault, for one opening that a curator will ask for."""
    compartment = visit.session.compartments.named(visit.form.number("compartment"))
    hours = visit.form.number("hours")
    if not 1 <= hours <= LONGEST // 3600:
        raise FormRefused
    await leave_fresh_key(visit.world, compartment, hours)
    return go_to("/desk/openings")


async def take_up_opening(visit: Visit) -> Response:
    """As reviewer: by the number that the curator's page shows."""
    text = "".join(visit.form.one("opening").split()).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise NotAnOpening
    await follow(visit.world, from_text(text))
    return go_to(f"/desk/openings/{visit.session.openings.of(from_text(text))}")


def stamp_of(progress: OpeningProgress) -> str:
    said = [f"{one.state.value} {one.approvals} {one.refusals}" for one in progress.parts]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _opening(visit: Visit) -> bytes:
    return visit.session.openings.named(visit.call.number("number"))


def _sheet(visit: Visit, held: HeldOpening, said: dict[bytes, PartProgress]) -> OpeningSheet:
    checked, memory = held.checked, visit.world.memory
    joined = visit.session.joined.get(checked.id, {})
    return OpeningSheet(
        number=visit.session.openings.of(checked.id),
        id=to_text(checked.id),
        compartment=checked.compartment.name,
        aim=checked.request.aim,
        ours=held.side is Side.CURATOR,
        curator=checked.curator.desk,
        reviewer=checked.reviewer.desk,
        hours=max(0, (checked.request.expires - visit.world.now) // 3600),
        needed=checked.compartment.needed,
        parts=[
            _row(
                place, memory.rooms.is_readable(checked.id, part), said.get(part), joined.get(part), part in held.notes
            )
            for place, part in enumerate(checked.request.parts, 1)
        ],
    )


def _row(
    place: int,
    readable: bool,  # noqa: FBT001
    said: PartProgress | None,
    outcome: str | None,
    noted: bool,  # noqa: FBT001
) -> PartRow:
    if said is None:
        return PartRow(place, readable, None, 0, 0, outcome, noted)
    return PartRow(place, readable, said.state.value, said.approvals, said.refusals, outcome, noted)
