"""The pages as doors of the desk: all of them HTML, for a browser on this machine. Decision 39.

Rules of this file
* A page stands in one of four tables: shown or taken, to whoever holds a link, or to whoever is in. What is in the
  latter two cannot be reached without a session, and no form without its token: the door sees to that, not the page.
* What a lock overtook is not answered: the door looks again once the page is ready.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, FastAPI, Request, Response
from starlette.routing import BaseRoute

from protocol.errors import ProtocolError
from server.body_bounds import BodyTooLarge
from server.pages.files import find_file
from server.pages.passkeys import PasskeyRefused
from server.problems import Status
from server.quiet_log import fault
from server.redaction.errors import DeskError, NotALoopbackCaller
from server.redaction.files.errors import FileError, NoCleaner, NoSuchFile
from server.redaction.pages import errors
from server.redaction.pages.calls import (
    LOCKED,
    START,
    Call,
    Form,
    Visit,
    check_place,
    filled,
    go_to,
    read_form,
    visited,
    watched,
)
from server.redaction.pages.copies import show_copy, show_picture, take_copy, take_cover
from server.redaction.pages.drafts import (
    show_drafts,
    show_one_draft,
    take_discard,
    take_handing_over,
    take_sending,
)
from server.redaction.pages.entering import (
    show_locked,
    show_passkey,
    show_start,
    take_awake,
    take_close,
    take_code,
    take_language,
    take_letter_keys,
    take_lock,
    take_passkey,
    take_unlock,
)
from server.redaction.pages.guiding import take_answers
from server.redaction.pages.inbox import show_home, show_inbox, take_request
from server.redaction.pages.memory import Session
from server.redaction.pages.notes import show_notes, take_notes
from server.redaction.pages.openings import (
    show_one_opening,
    show_openings,
    show_stamp,
    take_forget,
    take_join,
    take_key,
    take_up_opening,
)
from server.redaction.pages.own_passkeys import show_passkeys, take_another, take_confirmation, take_removal
from server.redaction.pages.reading import show_reading, take_decision
from server.redaction.pages.rendering import HEADERS, PREFIX, Renderer, text_of
from server.redaction.pages.replying import show_reply, take_reply
from server.redaction.pages.reviewing import (
    show_one_review,
    show_reviews,
    take_refusal,
    take_review_join,
    take_signature,
)
from server.redaction.pages.sessions import find_open
from server.redaction.pages.stopping import show_stop, take_stop, take_stop_key
from server.redaction.pages.writing import show_writing, take_attempt, take_draft
from server.redaction.room.joining import close_all
from server.redaction.stopping import check_goes_on
from server.redaction.world import World

STATUS: Status = {
    errors.PageError: 403,
    errors.PasskeysUnreadable: 409,
    errors.FormRefused: 422,
    errors.NothingChosen: 422,
    errors.TooMuchChosen: 422,
    errors.NotAnOpening: 422,
    errors.NotAdded: 422,
    errors.LastPasskey: 409,
    errors.TooManyPasskeys: 409,
    errors.NotLookedAt: 409,
    errors.NotWritten: 503,
    errors.NoSuchPage: 404,
    FileError: 422,
    NoSuchFile: 404,
    NoCleaner: 409,
    PasskeyRefused: 403,
    BodyTooLarge: 413,
}

ShownToAll = Callable[[Call], Awaitable[Response]]
TakenFromAll = Callable[[Call, Form], Awaitable[Response]]
Act = Callable[[Visit], Awaitable[Response]]

SHOWN_TO_ALL: dict[str, ShownToAll] = {
    "/": show_start,
    "/desk/passkey": show_passkey,
    "/desk/locked": show_locked,
}
TAKEN_FROM_ALL: dict[str, TakenFromAll] = {
    "/desk/link": take_code,
    "/desk/passkey": take_passkey,
    "/desk/locked": take_unlock,
    "/desk/stop-key": take_stop_key,
}
SHOWN: dict[str, Act] = {
    "/desk/": show_home,
    "/desk/inbox/{number}": show_inbox,
    "/desk/stop": show_stop,
    "/desk/passkeys": show_passkeys,
    "/desk/openings": show_openings,
    "/desk/openings/{number}": show_one_opening,
    "/desk/openings/{number}/parts/{place}": show_reading,
    "/desk/openings/{number}/parts/{place}/notes": show_notes,
    "/desk/openings/{number}/parts/{place}/reply": show_reply,
    "/desk/openings/{number}/parts/{place}/files/{file}/{page}": show_copy,
    "/desk/openings/{number}/parts/{place}/files/{file}/{page}/picture": show_picture,
    "/desk/openings/{number}/write": show_writing,
    "/desk/drafts": show_drafts,
    "/desk/drafts/{number}": show_one_draft,
    "/desk/reviews": show_reviews,
    "/desk/reviews/{number}": show_one_review,
}
WATCHED: dict[str, Act] = {
    "/desk/openings/{number}/stamp": show_stamp,
}
"""As SHOWN, but asked by scripts again and again: nobody need be there."""
TAKEN: dict[str, Act] = {
    "/desk/lock": take_lock,
    "/desk/close": take_close,
    "/desk/stop": take_stop,
    "/desk/passkeys/confirm": take_confirmation,
    "/desk/passkeys/add": take_another,
    "/desk/passkeys/remove": take_removal,
    "/desk/awake": take_awake,
    "/desk/language": take_language,
    "/desk/letter-keys": take_letter_keys,
    "/desk/inbox/{number}/ask": take_request,
    "/desk/openings/key": take_key,
    "/desk/openings/taken-up": take_up_opening,
    "/desk/openings/{number}/join": take_join,
    "/desk/openings/{number}/forget": take_forget,
    "/desk/openings/{number}/parts/{place}/decide": take_decision,
    "/desk/openings/{number}/parts/{place}/answers": take_answers,
    "/desk/openings/{number}/parts/{place}/notes": take_notes,
    "/desk/openings/{number}/parts/{place}/reply": take_reply,
    "/desk/openings/{number}/parts/{place}/files/{file}/copy": take_copy,
    "/desk/openings/{number}/parts/{place}/files/{file}/{page}/cover": take_cover,
    "/desk/openings/{number}/weigh": take_attempt,
    "/desk/openings/{number}/write": take_draft,
    "/desk/drafts/{number}/send": take_sending,
    "/desk/drafts/{number}/hand-over": take_handing_over,
    "/desk/drafts/{number}/discard": take_discard,
    "/desk/reviews/{number}/join": take_review_join,
    "/desk/reviews/{number}/sign": take_signature,
    "/desk/reviews/{number}/refuse": take_refusal,
}

_ENDING = frozenset({take_lock, take_close, take_stop})
"""These lock or end the session themselves."""


def add_desk_pages(app: FastAPI, world: World, desk_status: Status) -> None:
    """Add the pages to the desk's application. `desk_status`: what its other errors are over HTTP."""
    app.state.pages = _Pages(world, Renderer(world.page_idle_seconds), {**desk_status, **STATUS})
    app.router.routes.extend(_routes())


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """Laid once in a process, as those of the API (server/redaction/api.py): they hold nothing of any desk."""
    routes = APIRouter()
    for path, shown in SHOWN_TO_ALL.items():
        _add(routes, "GET", path, _door(shown))
    for path, taken in TAKEN_FROM_ALL.items():
        _add(routes, "POST", path, _door(_with_form(taken)))
    for path, act in SHOWN.items():
        _add(routes, "GET", path, _door(_when_in(act)))
    for path, act in WATCHED.items():
        _add(routes, "GET", path, _door(_when_watched(act)))
    for path, act in TAKEN.items():
        _add(routes, "POST", path, _door(_with_own_form(act)))
    _add(routes, "GET", PREFIX + "{name}", _door(_file, also_when_stopped=True))
    _add(routes, "GET", "/desk/{rest:path}", _door(_when_in(_nothing)))
    return tuple(routes.routes)


def _add(routes: APIRouter, method: str, path: str, door: Callable[[Request], Awaitable[Response]]) -> None:
    routes.add_api_route(path, door, methods=[method], include_in_schema=False, response_class=Response)


@dataclass(frozen=True, slots=True)
class _Pages:
    """What every page's door needs of the desk whose application is asked."""

    world: World
    renderer: Renderer
    status: Status

    def refused(self, call: Call, kind: type[Exception], session: Session | None) -> Response:
        """Every refusal as a page, in the reader's language, with nothing in it of what was sent."""
        said, own = text_of(kind, call.language)
        return call.page(
            "refused", session, status_of(kind, self.status), why=said, translated=own, unsure=kind is errors.NotWritten
        )


def _door(act: ShownToAll, *, also_when_stopped: bool = False) -> Callable[[Request], Awaitable[Response]]:
    async def door(request: Request) -> Response:
        pages: _Pages = request.app.state.pages
        call = Call(pages.world, pages.renderer, request)
        try:
            check_place(pages.world, request)
        except (errors.FromElsewhere, NotALoopbackCaller) as refused:
            return pages.refused(call, type(refused), None)
        try:
            if not also_when_stopped:
                check_goes_on(pages.world)
            return await act(call)
        except errors.Locked:
            return go_to(LOCKED)
        except errors.NotIn:
            return go_to(START)
        except (errors.PageError, DeskError, FileError, ProtocolError, PasskeyRefused, BodyTooLarge) as refused:
            return pages.refused(call, type(refused), _inside(call))
        except OSError as wrong:
            fault(wrong)
            return pages.refused(call, errors.NotWritten, _inside(call))

    return door


def _inside(call: Call) -> Session | None:
    """Only whoever is in is shown the ways to other pages."""
    try:
        return find_open(call.world, call.cookie)
    except errors.PageError:
        return None


def _with_form(act: TakenFromAll) -> ShownToAll:
    async def taken(call: Call) -> Response:
        return await act(call, await read_form(call))

    return taken


def _when_in(act: Act) -> ShownToAll:
    async def shown(call: Call) -> Response:
        return await _still_in(act, visited(call))

    return shown


def _when_watched(act: Act) -> ShownToAll:
    async def shown(call: Call) -> Response:
        return await _still_in(act, watched(call))

    return shown


def _with_own_form(act: Act) -> ShownToAll:
    async def taken(call: Call) -> Response:
        return await _still_in(act, await filled(call))

    return taken


async def _still_in(act: Act, visit: Visit) -> Response:
    """Raises what the act raises; Locked or NotIn, and nothing of its answer, where the session was locked or ended
    meanwhile by somebody else."""
    try:
        answer = await act(visit)
    finally:
        if act not in _ENDING:
            _check_not_overtaken(visit)
    return answer


def _check_not_overtaken(visit: Visit) -> None:
    """Also what the act opened after the lock is forgotten. Raises Locked or NotIn."""
    try:
        find_open(visit.world, visit.call.cookie)
    except errors.PageError:
        close_all(visit.world.memory)
        raise


async def _file(call: Call) -> Response:
    served = find_file(call.renderer.files, call.request.url.path)
    if served is None:
        raise errors.NoSuchPage
    served.headers.update(HEADERS)
    return served


async def _nothing(_visit: Visit) -> Response:
    raise errors.NoSuchPage


def status_of(kind: type[Exception], status: Status) -> int:
    return next(status[one] for one in kind.__mro__ if one in status)
