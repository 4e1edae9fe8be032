"""Pages about one part: which part their address names, and the page on which a few words about it are written."""

from __future__ import annotations

from starlette.responses import Response

from server.redaction.opening.openings import held_opening
from server.redaction.pages.calls import Visit, go_to
from server.redaction.pages.errors import NoSuchPage
from server.redaction.pages.marking import direction_in


def part_named(visit: Visit) -> tuple[bytes, bytes]:
    """The opening and the part. Raises NoSuchPage."""
    opening, place = visit.session.openings.named(visit.call.number("number")), visit.call.number("place")
    parts = held_opening(visit.world, opening).checked.request.parts
    if not 1 <= place <= len(parts):
        raise NoSuchPage
    return opening, parts[place - 1]


def to_part(visit: Visit) -> Response:
    number, place = visit.call.number("number"), visit.call.number("place")
    return go_to(f"/desk/openings/{number}/parts/{place}")


def words_filled_in(visit: Visit) -> str:
    return visit.form.one("text").replace("\r\n", "\n").strip()


def words_page(visit: Visit, template: str, text: str, most: int, refused: type[Exception] | None = None) -> Response:
    """Where words are refused they come back: nobody writes them twice."""
    return visit.page(
        template,
        409 if refused else 200,
        number=visit.call.number("number"),
        place=visit.call.number("place"),
        text=text,
        way=direction_in(text) if text else "auto",
        most=most,
        refused=refused,
    )
