"""Notes on a part, on a page of their own: what was asked, what is still to be checked. Decision 43."""

from __future__ import annotations

from starlette.responses import Response

from protocol.errors import ProtocolError
from server.redaction.errors import DeskError, NotesUnreadable, PartNotOpen
from server.redaction.opening.openings import held_opening
from server.redaction.pages.calls import Visit, go_to
from server.redaction.pages.errors import NoSuchPage
from server.redaction.pages.marking import direction_in
from server.redaction.room.notes import keep_notes, read_notes
from server.redaction.room.questions import MOST_OF_NOTES


async def show_notes(visit: Visit) -> Response:
    """What was kept last. Where it cannot be read that is said, and the field is empty."""
    opening, part = _part(visit)
    try:
        return _page(visit, await read_notes(visit.world, opening, part))
    except NotesUnreadable as refused:
        return _page(visit, "", refused=type(refused))
    except PartNotOpen:
        return go_to(f"/desk/openings/{visit.call.number('number')}")


async def take_notes(visit: Visit) -> Response:
    """Where it is refused, the words come back: nobody writes them twice."""
    opening, part = _part(visit)
    text = visit.form.one("text").replace("\r\n", "\n").strip()
    try:
        await keep_notes(visit.world, opening, part, text)
    except (DeskError, ProtocolError) as refused:
        return _page(visit, text, refused=type(refused))
    number, place = visit.call.number("number"), visit.call.number("place")
    return go_to(f"/desk/openings/{number}/parts/{place}")


def _page(visit: Visit, text: str, refused: type[Exception] | None = None) -> Response:
    return visit.page(
        "notes",
        409 if refused else 200,
        number=visit.call.number("number"),
        place=visit.call.number("place"),
        text=text,
        way=direction_in(text) if text else "auto",
        most=MOST_OF_NOTES,
        refused=refused,
    )


def _part(visit: Visit) -> tuple[bytes, bytes]:
    """Raises NoSuchPage."""
    opening, place = visit.session.openings.named(visit.call.number("number")), visit.call.number("place")
    parts = held_opening(visit.world, opening).checked.request.parts
    if not 1 <= place <= len(parts):
        raise NoSuchPage
    return opening, parts[place - 1]
