"""Under pressure: one key stops this desk, from every page; with a mouse it takes two steps. SPEC 21.9."""

from __future__ import annotations

from starlette.responses import Response

from server.redaction.pages.calls import Visit, drop_cookie
from server.redaction.pages.rendering import FORGET_HEADER
from server.redaction.stopping import stop_this_desk


async def show_stop(visit: Visit) -> Response:
    return visit.page("stop")


async def take_stop(visit: Visit) -> Response:
    """Everything is forgotten before anybody is told; whoever pressed the key is out."""
    told = await stop_this_desk(visit.world)
    response = visit.call.page("stopped", told=told)
    response.headers.update(FORGET_HEADER)
    return drop_cookie(response)
