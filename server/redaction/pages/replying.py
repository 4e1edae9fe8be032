"""Answering a source from the page that shows what it said: a few letters that it finds when it checks in."""

from __future__ import annotations

from starlette.responses import Response

from protocol.errors import ProtocolError
from protocol.reply import MOST_TEXT
from server.redaction.errors import DeskError
from server.redaction.opening.openings import held_opening
from server.redaction.pages.calls import Visit, go_to
from server.redaction.pages.errors import NoSuchPage
from server.redaction.pages.marking import direction_in
from server.redaction.room.replying import answer_source


async def show_reply(visit: Visit) -> Response:
    _part(visit)
    return _page(visit, "")


async def take_reply(visit: Visit) -> Response:
    """Where it is refused, the words come back: nobody writes them twice."""
    opening, part = _part(visit)
    text = visit.form.one("text").replace("\r\n", "\n").strip()
    try:
        await answer_source(visit.world, opening, part, text)
    except (DeskError, ProtocolError) as refused:
        return _page(visit, text, refused=type(refused))
    number, place = visit.call.number("number"), visit.call.number("place")
    return go_to(f"/desk/openings/{number}/parts/{place}")


def _page(visit: Visit, text: str, refused: type[Exception] | None = None) -> Response:
    return visit.page(
        "reply",
        409 if refused else 200,
        number=visit.call.number("number"),
        place=visit.call.number("place"),
        text=text,
        way=direction_in(text) if text else "auto",
        most=MOST_TEXT,
        refused=refused,
    )


def _part(visit: Visit) -> tuple[bytes, bytes]:
    """Raises NoSuchPage."""
    opening, place = visit.session.openings.named(visit.call.number("number")), visit.call.number("place")
    parts = held_opening(visit.world, opening).checked.request.parts
    if not 1 <= place <= len(parts):
        raise NoSuchPage
    return opening, parts[place - 1]
