"""A file as it would leave: its pages drawn anew, boxes drawn over them by a person, and the copy at the end.

Rules of this file
* Whatever a browser is sent of a file was drawn anew, under its boxes. There is no door to what came.
* A page counts as looked at when its picture was handed out with the boxes that it has. A copy of a page that nobody
  looked at so is refused here, whatever the form says.
* What is proposed covers nothing until a person covers it.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from protocol.consent import Terms
from protocol.errors import ProtocolError
from server.redaction.errors import DeskError, PartNotOpen
from server.redaction.files.boxes import Box
from server.redaction.files.errors import FileError
from server.redaction.files.kinds import Kind
from server.redaction.files.proposals import can_propose
from server.redaction.pages.calls import Form, Visit, go_to
from server.redaction.pages.covers import Cover, Sighted, percent, share_of
from server.redaction.pages.errors import FormRefused, NoSuchPage, NotLookedAt
from server.redaction.pages.one_part import part_named
from server.redaction.pages.rendering import HEADERS, policy_with_pictures
from server.redaction.room.copying import (
    FileAt,
    LookedAt,
    boxes_proposed,
    known_by,
    look_at,
    make_copy,
    media_terms,
    page_drawn,
)
from server.redaction.room.questions import MOST_FILES, PageBox

MEDIA_TYPES = {
    Kind.JPEG: "image/jpeg",
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
}
_NAMES = {Kind.JPEG: "copy.jpg", Kind.PDF: "copy.pdf", Kind.DOCX: "copy.docx", Kind.ODT: "copy.odt"}
"""A name of ours: what its sender called a file is not known here."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """To whom and for what a source allows a copy of its part today."""

    audience: int
    aims: tuple[str, ...]
    never_to: tuple[str, ...]


async def show_copy(visit: Visit) -> Response:
    file, page = _file(visit), _page(visit)
    try:
        cover = await _cover(visit, file)
    except PartNotOpen:
        return go_to(f"/desk/openings/{visit.call.number('number')}")
    except FileError as refused:
        return _shown(visit, None, 0, cannot=type(refused))
    _check_page(cover, page)
    allowed, why = await _allowed(visit, file)
    return _shown(visit, cover, page, allowed=allowed, why=why)


async def show_picture(visit: Visit) -> Response:
    """One page as it would leave. Raises what `page_drawn` raises."""
    file, page = _file(visit), _page(visit)
    cover = await _cover(visit, file)
    _check_page(cover, page)
    boxes = cover.boxes(page)
    data = await page_drawn(visit.world, file, page, _asked(page, boxes))
    cover.note_looked(page, boxes, known_by(data))
    return Response(data, media_type=MEDIA_TYPES[Kind.JPEG], headers=HEADERS)


async def take_cover(visit: Visit) -> Response:
    """Cover a place, uncover it, leave a page out, or look for what may have to be covered."""
    file, page = _file(visit), _page(visit)
    cover = await _cover(visit, file)
    _check_page(cover, page)
    if visit.form.one("act") == "propose":
        found = await boxes_proposed(visit.world, file, page)
        cover.proposals[page] = tuple(Sighted(_box(one.box), one.sight) for one in found)
    else:
        _change(cover, page, visit.form)
    return go_to(f"{_address(visit)}/{page + 1}#stage")


async def take_copy(visit: Visit) -> Response:
    """The copy, as a file to keep. Raises FormRefused, NotLookedAt, or what `make_copy` raises."""
    if visit.form.all("looked") != ["yes"]:
        raise FormRefused
    file = _file(visit)
    cover = await _cover(visit, file)
    if cover.not_looked_at():
        raise NotLookedAt
    pages = [LookedAt(one, _asked(one, cover.boxes(one)), cover.looked_at(one)) for one in cover.wanted()]
    copy = await make_copy(visit.world, file, cover.kind, pages)
    headers = {**HEADERS, "content-disposition": f'attachment; filename="{_NAMES[copy.kind]}"'}
    return Response(copy.data, media_type=MEDIA_TYPES[copy.kind], headers=headers)


def _shown(
    visit: Visit,
    cover: Cover | None,
    page: int,
    *,
    allowed: Allowed | None = None,
    why: type[Exception] | None = None,
    cannot: type[Exception] | None = None,
) -> Response:
    answer = visit.page(
        "copy",
        number=visit.call.number("number"),
        place=visit.call.number("place"),
        file=visit.call.number("file"),
        address=_address(visit),
        cover=cover,
        page=page,
        edges=_edges,
        proposes=can_propose(),
        allowed=allowed,
        why=why,
        cannot=cannot,
    )
    below = f"{visit.world.page_origin.text}{_address(visit)}/"
    answer.headers["content-security-policy"] = policy_with_pictures(below)
    return answer


async def _cover(visit: Visit, file: FileAt) -> Cover:
    """What is decided about a file so far; looked at in its room when it is first asked for. Raises as `look_at`."""
    rooms, key = visit.world.memory.rooms, (file.opening, file.part, file.number)
    if key not in visit.session.covers:
        seen = await look_at(visit.world, file)
        visit.session.covers.setdefault(key, Cover(seen.kind, seen.pages))
    elif not (rooms.is_readable(file.opening, file.part) or rooms.made_room(file.opening, file.part)):
        raise PartNotOpen
    return visit.session.covers[key]


async def _allowed(visit: Visit, file: FileAt) -> tuple[Allowed | None, type[Exception] | None]:
    """What the page says of the way out: to whom and for what, or why there is none."""
    try:
        terms = await media_terms(visit.world, file.opening, file.part)
    except (DeskError, ProtocolError) as refused:
        return None, type(refused)
    return _said_of(visit, terms), None


def _said_of(visit: Visit, terms: Terms) -> Allowed:
    bodies = visit.world.pinned.directory.contents.never_to
    return Allowed(
        audience=terms.audience.value,
        aims=tuple(one.value for one in terms.aims if one not in terms.ask_first),
        never_to=tuple(name for at, name in enumerate(bodies) if terms.never_to >> at & 1),
    )


def _change(cover: Cover, page: int, form: Form) -> None:
    match form.one("act"):
        case "cover":
            left, top, right, bottom = (share_of(form.one(edge)) for edge in ("left", "top", "right", "bottom"))
            cover.cover(page, Box(left, top, right, bottom))
        case "uncover":
            cover.uncover(page, form.number("at"))
        case "leave-out":
            cover.leave_out(page)
        case "take-in":
            cover.take_in(page)
        case _:
            raise FormRefused


def _edges(box: Box) -> dict[str, str]:
    """As a person reads them, and a form sends them: percent of the picture."""
    return {edge: percent(getattr(box, edge)) for edge in ("left", "top", "right", "bottom")}


def _asked(page: int, boxes: tuple[Box, ...]) -> tuple[PageBox, ...]:
    return tuple(PageBox(page=page, left=one.left, top=one.top, right=one.right, bottom=one.bottom) for one in boxes)


def _box(said: PageBox) -> Box:
    return Box(said.left, said.top, said.right, said.bottom)


def _check_page(cover: Cover, page: int) -> None:
    """Also a document of which nothing is drawn has one page here. Raises NoSuchPage."""
    if page >= max(1, cover.pages):
        raise NoSuchPage


def _page(visit: Visit) -> int:
    """From 0; addresses count from 1. Raises NoSuchPage."""
    if (page := visit.call.number("page")) < 1:
        raise NoSuchPage
    return page - 1


def _file(visit: Visit) -> FileAt:
    """Raises NoSuchPage."""
    opening, part = part_named(visit)
    if not 1 <= (number := visit.call.number("file")) <= MOST_FILES:
        raise NoSuchPage
    return FileAt(opening, part, number - 1)


def _address(visit: Visit) -> str:
    number, place, file = (visit.call.number(name) for name in ("number", "place", "file"))
    return f"/desk/openings/{number}/parts/{place}/files/{file}"
