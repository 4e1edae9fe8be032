"""Under pressure: one key stops this desk, from every page and from the lock. SPEC 21.9, decision 39.

Rules of this file
* The first press takes away at once what can be had back: the pages lock, and originals are forgotten. Half a minute
  later the desk stops by itself, whatever becomes of the browser. A second press, or the key held down, stops it now.
* A slip costs a passkey: whoever unlocks within the half minute, or comes in anew, lets the desk go on.
* To stop needs no passkey. It only takes away, and whoever holds this browser could pull the plug as well.
"""

from __future__ import annotations

from starlette.responses import Response

from server.redaction.pages import sessions
from server.redaction.pages.calls import LOCKED, Call, Form, Visit, check_token, drop_cookie, go_to
from server.redaction.pages.rendering import FORGET_HEADER
from server.redaction.stopping import stop_this_desk
from server.redaction.world import World

SLIP_SECONDS = 30
"""After the first press. A passkey takes ten."""


async def show_stop(visit: Visit) -> Response:
    return visit.page("stop")


async def take_stop(visit: Visit) -> Response:
    """With a mouse it takes two steps, and this is the second."""
    return await _stopped(visit.call)


async def take_stop_key(call: Call, form: Form) -> Response:
    """From an open session, or a locked one."""
    check_token(sessions.find(call.world, call.cookie), form)
    pages = call.world.memory.pages
    if pages.stops_at is not None:
        return await _stopped(call)
    pages.stops_at = call.world.now + SLIP_SECONDS
    sessions.lock(call.world)
    return go_to(LOCKED)


async def stop_when_due(world: World) -> None:
    """Where the key was pressed once, and nobody has shown a passkey since."""
    pages = world.memory.pages
    if pages.stops_at is not None and world.now >= pages.stops_at:
        await stop_this_desk(world)


async def _stopped(call: Call) -> Response:
    """Everything is forgotten before anybody is told; whoever pressed the key is out."""
    told = await stop_this_desk(call.world)
    response = call.page("stopped", told=told)
    response.headers.update(FORGET_HEADER)
    return drop_cookie(response)
