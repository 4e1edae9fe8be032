"""The desk's own door: JSON, on loopback, for this person's console. Every request is signed by a key of the console.

Rules of this file
* Nothing here may be kept: every answer says no-store.
* A body is read and checked only after its signature holds. A form that does not fit is refused without a word of it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.routing import BaseRoute

from protocol.errors import (
    ConsentRefused,
    DirectoryRefused,
    Malformed,
    OpeningRefused,
    ProtocolError,
    ReleaseRefused,
)
from protocol.ids import from_text
from protocol.policy import PolicyRefused
from protocol.requests import FindKey
from server import problems
from server.devices import Caller, at_door, signed_by
from server.redaction import errors
from server.redaction.drafts.drafting import send_to_reviewer, write_draft
from server.redaction.drafts.handing_over import hand_over
from server.redaction.drafts.keeping import discard_draft, kept_drafts
from server.redaction.drafts.letters import collect_letters
from server.redaction.drafts.reviewing import refuse_review, review, sign_review
from server.redaction.forms import (
    DraftForm,
    DraftShown,
    DraftsShown,
    FindingsShown,
    Form,
    FreshKeyForm,
    FreshKeyShown,
    HandOverShown,
    JoinedShown,
    OpeningForm,
    OpeningShown,
    OpeningsShown,
    PageLinkShown,
    PartShown,
    PartsShown,
    RefusalForm,
    ReplyForm,
    ReviewShown,
    ReviewsShown,
    StoppedShown,
)
from server.redaction.loopback import Loopback
from server.redaction.opening.fresh_keys import leave_fresh_key
from server.redaction.opening.openings import ask_for_parts, follow, forget, held_opening
from server.redaction.pages.doors import add_desk_pages
from server.redaction.pages.links import SECONDS as LINK_SECONDS
from server.redaction.pages.links import make_link
from server.redaction.room.joining import files_as_they_came, join, show
from server.redaction.room.replying import answer_source
from server.redaction.showing import (
    show_draft,
    show_findings,
    show_hand_over,
    show_joined,
    show_opening,
    show_part,
    show_parts,
    show_review,
    show_waiting,
    with_files,
)
from server.redaction.stopping import check_goes_on, stop_this_desk
from server.redaction.to_vault import listed_parts
from server.redaction.world import World
from server.zone_app import zone_app

STATUS: problems.Status = {
    errors.DeskError: 409,
    errors.NotOurCompartment: 404,
    errors.NotALoopbackCaller: 421,
    errors.NoPages: 409,
    errors.DeskStopped: 423,
    errors.Crossing: 502,
    errors.Refused: 409,
    errors.NoSuchOpening: 404,
    errors.NoSuchDraft: 404,
    errors.KeyForgotten: 410,
    errors.TooManyOpenings: 429,
    errors.TooManyKeys: 429,
    errors.TooManyDrafts: 429,
    errors.TooManyNotes: 429,
    errors.NotesTooLong: 422,
    errors.TooManyWords: 422,
    errors.AreaNotKnown: 422,
    ProtocolError: 409,
    Malformed: 422,
    ConsentRefused: 409,
    DirectoryRefused: 409,
    OpeningRefused: 409,
    ReleaseRefused: 409,
    PolicyRefused: 409,
}

MOST_FORM = 64 * 1024
_Id = Annotated[str, Path(min_length=64, max_length=64, pattern="^[0-9a-f]{64}$")]
_Code = Annotated[str, Query(min_length=1, max_length=48, pattern=r"^[a-z0-9][a-z0-9.\-]*$")]
_FORMS: tuple[type[Form], ...] = (FreshKeyForm, OpeningForm, ReplyForm, DraftForm, RefusalForm)


def create_app(world: World) -> FastAPI:
    """The desk's application. Serve it on loopback, in one process."""
    app = zone_app("Leeward: the desk", errors.DeskError, STATUS, MOST_FORM)
    app.add_exception_handler(errors.Refused, _refused)
    app.add_middleware(Loopback, authorities=world.authorities, status=STATUS[errors.NotALoopbackCaller])
    app.state.world, app.state.door = world, signed_by(_console(world), world.clock, world.authorities)
    app.router.routes.extend(_routes())
    add_desk_pages(app, world, STATUS)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]  # FastAPI's own way to extend it
    return app


def _console(world: World) -> FindKey:
    return lambda keyid: from_text(keyid) if keyid in world.console_keys else None


async def _here(request: Request) -> World:
    world: World = request.app.state.world
    return world


_HERE: Any = Depends(_here)
"""The desk whose application is asked: routes are the same for all, and hold nothing of any."""


def _while_it_goes_on(most_body: int) -> Any:
    """The desk's door, which a desk that is stopped does not open; who may not open it is not told of that."""
    opened = at_door(most_body)

    def caller_of(caller: Caller = opened, world: World = _HERE) -> Caller:
        check_goes_on(world)
        return caller

    return Depends(caller_of)


_BARE: Any = _while_it_goes_on(0)


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """Laid once in a process: FastAPI takes each of them apart, which takes longer than most requests."""
    routes = APIRouter(responses=problems.described(STATUS))
    for lay in (_stop_route, _opening_routes, _draft_routes, _review_routes, _page_link_route):
        lay(routes)
    return tuple(routes.routes)


def _stop_route(routes: APIRouter) -> None:
    @routes.post("/v1/stop", dependencies=[at_door(0)])
    async def stop(world: World = _HERE) -> StoppedShown:
        """Forget everything here, stop this desk, freeze what it asked for, and tell the other zones."""
        return StoppedShown(**asdict(await stop_this_desk(world)))


def _opening_routes(routes: APIRouter) -> None:
    a_key, a_request, a_reply = _form(FreshKeyForm), _form(OpeningForm), _form(ReplyForm)

    @routes.post("/v1/fresh-keys", status_code=201, **_takes(FreshKeyForm))
    async def leave_a_fresh_key(form: FreshKeyForm = a_key, world: World = _HERE) -> FreshKeyShown:
        """As reviewer: leave a key at the vault, for one opening that a curator will ask for."""
        expires = await leave_fresh_key(world, form.compartment, form.hours)
        return FreshKeyShown(compartment=form.compartment, expires=expires)

    @routes.get("/v1/parts", dependencies=[_BARE])
    async def list_parts(compartment: _Code, world: World = _HERE) -> PartsShown:
        """What may be asked for: a day and a size class each, and nothing of what is in it."""
        return show_parts(await listed_parts(world.vault, world.compartment(compartment).name))

    @routes.post("/v1/openings", status_code=202, **_takes(OpeningForm))
    async def ask(form: OpeningForm = a_request, world: World = _HERE) -> OpeningShown:
        """As curator: ask for up to 20 parts with one aim; the reviewer's newest key is named with ours."""
        parts = tuple(map(from_text, form.parts))
        held, said = await ask_for_parts(world, form.compartment, parts, form.aim, form.reviewer, form.hours)
        return show_opening(held, world.memory.rooms, said)

    @routes.get("/v1/openings", dependencies=[_BARE])
    async def list_openings(world: World = _HERE) -> OpeningsShown:
        held = world.memory.openings.values()
        return OpeningsShown(openings=[show_opening(one, world.memory.rooms) for one in held])

    @routes.get("/v1/openings/{opening}", dependencies=[_BARE])
    async def see_opening(opening: _Id, world: World = _HERE) -> OpeningShown:
        """What custodians have answered. A reviewer's desk takes the opening up when it is first asked for it."""
        said = await follow(world, from_text(opening))
        return show_opening(held_opening(world, from_text(opening)), world.memory.rooms, said)

    @routes.post("/v1/openings/{opening}/join", dependencies=[_BARE])
    async def join_opening(opening: _Id, world: World = _HERE) -> JoinedShown:
        """Open in memory what custodians have approved; for each part, what became of it."""
        return show_joined(from_text(opening), await join(world, from_text(opening)))

    @routes.get("/v1/openings/{opening}/parts/{part}", dependencies=[_BARE])
    async def read_part(opening: _Id, part: _Id, world: World = _HERE) -> PartShown:
        """The text of an opened part, and what the detector proposes to leave out."""
        shown = await show_part(from_text(part), await show(world, from_text(opening), from_text(part)))
        return await with_files(shown, await files_as_they_came(world, from_text(opening), from_text(part)))

    @routes.post("/v1/openings/{opening}/parts/{part}/reply", status_code=204, **_takes(ReplyForm))
    async def answer(opening: _Id, part: _Id, form: ReplyForm = a_reply, world: World = _HERE) -> None:
        """Answer the source of a part that is open here, if it wants to be. It reads it when it checks in."""
        await answer_source(world, from_text(opening), from_text(part), form.text)

    @routes.post("/v1/openings/{opening}/forget", status_code=204, dependencies=[_BARE])
    async def forget_opening(opening: _Id, world: World = _HERE) -> None:
        """End the room with the originals, and drop the key. Under this request nothing can be opened here again."""
        forget(world.memory, from_text(opening))


def _draft_routes(routes: APIRouter) -> None:
    a_draft = _form(DraftForm)

    @routes.post("/v1/drafts", status_code=201, **_takes(DraftForm))
    async def write(form: DraftForm = a_draft, world: World = _HERE) -> DraftShown:
        """Write a summary anew, held against its originals: shared words and remaining identifiers are shown."""
        return show_draft(*await write_draft(world, form.summary.summary(), form.standing()))

    @routes.get("/v1/drafts", dependencies=[_BARE])
    async def list_drafts(world: World = _HERE) -> DraftsShown:
        """Our drafts, with the reviewers' answers that have come."""
        try:
            unusable = await collect_letters(world)
        except errors.VaultUnreachable:
            unusable = None
        kept, unreadable = kept_drafts(world)
        return DraftsShown(drafts=[show_draft(one) for one in kept], unreadable=unreadable, unusable_letters=unusable)

    @routes.post("/v1/drafts/{draft}/send", dependencies=[_BARE])
    async def send(draft: _Id, world: World = _HERE) -> DraftShown:
        """Send it, sealed, to the reviewer's desk."""
        return show_draft(await send_to_reviewer(world, from_text(draft)))

    @routes.post("/v1/drafts/{draft}/hand-over", dependencies=[_BARE])
    async def hand_draft_over(draft: _Id, world: World = _HERE) -> HandOverShown:
        """Ask the vault for clearance, then release; a no comes with its coded reason, and rule by rule."""
        return show_hand_over(await hand_over(world, from_text(draft)))

    @routes.post("/v1/drafts/{draft}/discard", status_code=204, dependencies=[_BARE])
    async def discard(draft: _Id, world: World = _HERE) -> None:
        discard_draft(world, from_text(draft))


def _review_routes(routes: APIRouter) -> None:
    a_refusal = _form(RefusalForm)

    @routes.get("/v1/reviews", dependencies=[_BARE])
    async def list_reviews(world: World = _HERE) -> ReviewsShown:
        """Drafts that wait for this desk's reviewer."""
        unusable = await collect_letters(world)
        waiting = world.memory.reviews.values()
        return ReviewsShown(reviews=[show_waiting(one) for one in waiting], unusable_letters=unusable)

    @routes.get("/v1/reviews/{draft}", dependencies=[_BARE])
    async def see_review(draft: _Id, world: World = _HERE) -> ReviewShown:
        """One draft, held against the originals; join its openings first."""
        return show_review(await review(world, from_text(draft)))

    @routes.post("/v1/reviews/{draft}/sign", dependencies=[_BARE])
    async def sign(draft: _Id, world: World = _HERE) -> FindingsShown:
        """Agree. What this desk found is attested with the signature, and shown."""
        return show_findings(await sign_review(world, from_text(draft)))

    @routes.post("/v1/reviews/{draft}/refuse", status_code=204, **_takes(RefusalForm))
    async def refuse(draft: _Id, form: RefusalForm = a_refusal, world: World = _HERE) -> None:
        await refuse_review(world, from_text(draft), form.reason)


def _page_link_route(routes: APIRouter) -> None:
    @routes.post("/v1/page-links", status_code=201, dependencies=[_BARE])
    async def open_pages(world: World = _HERE) -> PageLinkShown:
        """A link to the desk's pages: for one browser, once, within two minutes. It ends the one before."""
        code = make_link(world.memory.pages, world.now, world.random)
        return PageLinkShown(url=f"{world.page_origin.text}/#{code}", seconds=LINK_SECONDS)


def _form(kind: type[Form]) -> Any:
    """A dependency: the form in a signed body. What does not fit it is refused with nothing of it repeated."""
    a_form = _while_it_goes_on(MOST_FORM)

    async def read(caller: Caller = a_form) -> Form:
        try:
            return kind.model_validate_json(caller.body)
        except ValidationError:
            raise RequestValidationError([]) from None

    return Depends(read)


def _takes(kind: type[Form]) -> dict[str, Any]:
    """For OpenAPI: what the body is, since it is read by the door and not by FastAPI."""
    schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    return {"openapi_extra": {"requestBody": body}}


def _described(app: FastAPI) -> dict[str, Any]:
    described = FastAPI.openapi(app)
    schemas = described.setdefault("components", {}).setdefault("schemas", {})
    for kind in _FORMS:
        schema = kind.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schema.pop("$defs", {}))
        schemas[kind.__name__] = schema
    return described


async def _refused(_request: Request, error: Exception) -> Response:
    """The one problem document with a word in it: the other zone's coded one, which was checked to be no more.

    Its type is that of every no; its sentence is that of the word, where it has one.
    """
    answer = problems.problem(type(error), STATUS[errors.Refused])
    if not isinstance(error, errors.Refused):
        return answer
    kind = json.loads(bytes(problems.problem(errors.Refused, STATUS[errors.Refused]).body))["type"]
    document = json.loads(bytes(answer.body)) | {"type": kind, "reason": error.reason}
    return problems.ProblemResponse(document, answer.status_code, {"cache-control": "no-store"})
