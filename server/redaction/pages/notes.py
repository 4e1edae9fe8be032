"""Notes on a part, on a page of their own: what was asked, what is still to be checked. Decision 43."""

from __future__ import annotations

from starlette.responses import Response

from protocol.errors import ProtocolError
from server.redaction.errors import DeskError, NotesUnreadable, PartNotOpen
from server.redaction.pages.calls import Visit, go_to
from server.redaction.pages.one_part import part_named, to_part, words_filled_in, words_page
from server.redaction.room.notes import keep_notes, read_notes
from server.redaction.room.questions import MOST_OF_NOTES


async def show_notes(visit: Visit) -> Response:
    """What was kept last. Where it cannot be read that is said, and the field is empty."""
    opening, part = part_named(visit)
    try:
        return _page(visit, await read_notes(visit.world, opening, part))
    except NotesUnreadable as refused:
        return _page(visit, "", refused=type(refused))
    except PartNotOpen:
        return go_to(f"/desk/openings/{visit.call.number('number')}")


async def take_notes(visit: Visit) -> Response:
    opening, part = part_named(visit)
    text = words_filled_in(visit)
    try:
        await keep_notes(visit.world, opening, part, text)
    except (DeskError, ProtocolError) as refused:
        return _page(visit, text, refused=type(refused))
    return to_part(visit)


def _page(visit: Visit, text: str, refused: type[Exception] | None = None) -> Response:
    return words_page(visit, "notes", text, MOST_OF_NOTES, refused)
