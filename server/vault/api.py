"""The vault's doors. Every caller is a device that signed this very request; who may do what is asked behind them.

`STATUS` is the only place that knows HTTP codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request, Response
from starlette.routing import BaseRoute

from protocol.consent import Aim
from protocol.crossings import CBOR
from protocol.custodian_crossings import Answers
from protocol.desk_crossings import Draft, NewReply, RewrappedBoxes
from protocol.encoding import Message
from protocol.errors import (
    BadSignature,
    ConsentRefused,
    DirectoryRefused,
    OpeningRefused,
    ProtocolError,
    ReleaseRefused,
    SuccessionRefused,
    TooLarge,
)
from protocol.ids import from_text
from protocol.mandates import SignedMandate
from protocol.opening import NotACurator, NotInRequest, RequestExpired, SignedFreshKey, SignedRequest, TooManyParts
from protocol.orders import NotYoursToOrder, TooManyOrders
from protocol.policy import NotTheSuccessor, PolicyRefused, SignedPolicy
from protocol.release import SignedClearanceRequest
from protocol.release_crossings import ClearanceQuery
from protocol.simulation import NotAProposal, NothingLoosened
from protocol.succession import SignedHandedOver, SignedRepairPieces, SignedRepairSum, SignedSuccession
from server.devices import Caller, at_door, signed_by
from server.orders import MOST_BROUGHT
from server.problems import described, problem
from server.stopping import unless_suspended
from server.vault.boxes import drafts, replies
from server.vault.clearance import clearing, opened, simulating, standing
from server.vault.clearance.clearances import ClearanceRefused
from server.vault.errors import (
    AlreadyCleared,
    CardsRefused,
    EnoughForToday,
    FreshKeyUsed,
    NotForThisDevice,
    NotHere,
    NotPossibleNow,
    Stopped,
    TooManyProposals,
    TooManyVersions,
    TooMuchWaits,
    VaultError,
    WrongAnswer,
    ZoneUnreachable,
)
from server.vault.locks.callers import known_key
from server.vault.opening import (
    answers,
    fresh_keys,
    listings,
    mandates,
    notices,
    openable,
    openings,
    rewrapping,
)
from server.vault.stopping import orders_for, take_orders
from server.vault.succession import batches, begun, taking
from server.vault.world import World
from server.zone_app import zone_app

STATUS: Mapping[type[Exception], int] = {
    VaultError: 409,
    NotForThisDevice: 403,
    NotHere: 404,
    NotPossibleNow: 409,
    Stopped: 423,
    FreshKeyUsed: 409,
    TooManyVersions: 409,
    EnoughForToday: 409,
    TooMuchWaits: 429,
    TooManyProposals: 429,
    ClearanceRefused: 409,
    AlreadyCleared: 409,
    CardsRefused: 409,
    ZoneUnreachable: 503,
    WrongAnswer: 502,
    ProtocolError: 400,
    TooLarge: 413,
    BadSignature: 403,
    DirectoryRefused: 409,
    ConsentRefused: 403,
    OpeningRefused: 409,
    NotACurator: 403,
    NotYoursToOrder: 403,
    TooManyOrders: 429,
    NotInRequest: 400,
    TooManyParts: 400,
    RequestExpired: 410,
    SuccessionRefused: 409,
    ReleaseRefused: 403,
    PolicyRefused: 503,
    NotAProposal: 403,
    NotTheSuccessor: 409,
    NothingLoosened: 409,
}

Compartment = Annotated[str, Query(min_length=1, max_length=48)]
Place = Annotated[str | None, Query(max_length=71, pattern="^[0-9]{1,6}-[0-9a-f]{64}$")]
Identifier = Annotated[str, Path(min_length=64, max_length=64, json_schema_extra={"pattern": "^[0-9a-f]{64}$"})]
AfterPart = Annotated[str | None, Query(min_length=64, max_length=64, pattern="^[0-9a-f]{64}$")]
BatchNumber = Annotated[int, Path(ge=0, le=1_000_000)]
_BINARY: dict[str, Any] = {"content": {CBOR: {"schema": {"type": "string", "format": "binary"}}}}
_TAKES: dict[str, Any] = {"openapi_extra": {"requestBody": {"required": True, **_BINARY}}}
_GIVES: dict[str, Any] = {"response_class": Response, "responses": {200: {"description": "A message", **_BINARY}}}


def create_app(world: World) -> FastAPI:
    """The vault's application. What it does by itself is in rounds.py."""
    app = zone_app("Leeward vault", VaultError, STATUS)
    app.add_exception_handler(ClearanceRefused, _refused_with_reasons)
    keys = unless_suspended(world.pinned, lambda keyid: known_key(world.pinned, keyid))
    app.state.world, app.state.door = world, signed_by(keys, world.clock, world.authorities)
    app.router.routes.extend(_routes())
    return app


async def _here(request: Request) -> World:
    world: World = request.app.state.world
    return world


_HERE: Any = Depends(_here)
"""The world of the application that is asked: routes are the same for all, and hold nothing of any."""


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """Laid once in a process: FastAPI takes each of them apart, which takes longer than most requests."""
    routes = APIRouter(responses=described(STATUS))
    for lay in (
        _opening_routes,
        _custodian_routes,
        _succession_routes,
        _order_routes,
        _desk_routes,
        _desk_box_routes,
        _reply_routes,
        _clearance_routes,
        _policy_routes,
    ):
        lay(routes)
    return tuple(routes.routes)


def _opening_routes(routes: APIRouter) -> None:
    asks, bare = at_door(SignedRequest.BOUND), at_door(0)

    @routes.post("/v1/openings", status_code=202, **_TAKES, **_GIVES)
    async def ask(caller: Caller = asks, world: World = _HERE) -> Response:
        """SignedRequest → OpeningProgress."""
        claimed = SignedRequest.from_bytes(caller.body)
        return _cbor(await openings.ask(world, claimed, _key(caller)), 202)

    @routes.get("/v1/openings/{request}", **_GIVES)
    async def progress(request: Identifier, caller: Caller = bare, world: World = _HERE) -> Response:
        """→ OpeningProgress, for both desks of it."""
        return _cbor(await openings.progress_for(world, from_text(request), _key(caller)))

    @routes.get("/v1/openings/{request}/parts/{part}", **_GIVES)
    async def openable_part(
        request: Identifier, part: Identifier, caller: Caller = bare, world: World = _HERE
    ) -> Response:
        """→ OpenablePart, for both desks of the opening."""
        return _cbor(await openable.openable_part(world, from_text(request), from_text(part), _key(caller)))

    @routes.post("/v1/openings/{request}/freeze", status_code=204, response_class=Response)
    async def freeze(request: Identifier, caller: Caller = bare, world: World = _HERE) -> None:
        """Stops what is left of a request, for good: any desk and any custodian of its compartment may."""
        await openings.freeze(world, from_text(request), _key(caller))

    @routes.get("/v1/consents/{part}", **_GIVES)
    async def consents(part: Identifier, caller: Caller = bare, world: World = _HERE) -> Response:
        """→ Consents, for both desks of an opening of it."""
        return _cbor(await openable.consents_of(world, from_text(part), _key(caller)))


def _custodian_routes(routes: APIRouter) -> None:
    answering, gives, bare = at_door(Answers.BOUND), at_door(SignedMandate.BOUND), at_door(0)

    @routes.get("/v1/openings", **_GIVES)
    async def waiting(compartment: Compartment, caller: Caller = bare, world: World = _HERE) -> Response:
        """→ OpeningNotices: what waits for this custodian in one compartment."""
        return _cbor(await notices.waiting_for(world, compartment, _key(caller)))

    @routes.post("/v1/mandates", status_code=204, response_class=Response, **_TAKES)
    async def mandate(caller: Caller = gives, world: World = _HERE) -> None:
        """SignedMandate → nothing: it stands on its days, until the custodian ends it."""
        await mandates.give(world, SignedMandate.from_bytes(caller.body), _key(caller))

    @routes.get("/v1/mandates", **_GIVES)
    async def given(compartment: Compartment, caller: Caller = bare, world: World = _HERE) -> Response:
        """→ SignedMandates: those that the caller gave, or sits in by."""
        return _cbor(await mandates.shown_to(world, compartment, _key(caller)))

    @routes.delete("/v1/mandates/{mandate}", status_code=204, response_class=Response)
    async def end(mandate: Identifier, compartment: Compartment, caller: Caller = bare, world: World = _HERE) -> None:
        """Ends a mandate, for the custodian who gave it."""
        await mandates.end(world, compartment, from_text(mandate), _key(caller))

    @routes.post("/v1/approvals", status_code=204, response_class=Response, **_TAKES)
    async def answer(caller: Caller = answering, world: World = _HERE) -> None:
        """Answers → nothing: all of them were taken, or none."""
        await answers.take_answers(world, Answers.from_bytes(caller.body), _key(caller))


def _order_routes(routes: APIRouter) -> None:
    brings, bare = at_door(MOST_BROUGHT), at_door(0)

    @routes.get("/v1/orders", **_GIVES)
    async def orders(caller: Caller = bare, world: World = _HERE) -> Response:
        """→ OrderBook, for custodians and substitutes: also those about parts of compartments where they answer."""
        return _cbor(await orders_for(world, _key(caller)))

    @routes.post("/v1/orders", status_code=204, response_class=Response, **_TAKES)
    async def order(caller: Caller = brings, world: World = _HERE) -> None:
        """OrderBook → nothing: all of them were taken and are in force, or none."""
        await take_orders(world, caller.body)


def _succession_routes(routes: APIRouter) -> None:
    begins, hands_over, bare = at_door(SignedSuccession.BOUND), at_door(SignedHandedOver.BOUND), at_door(0)
    sends, adds_up = at_door(SignedRepairPieces.BOUND), at_door(SignedRepairSum.BOUND)

    @routes.post("/v1/successions", status_code=204, response_class=Response, **_TAKES)
    async def begin(caller: Caller = begins, world: World = _HERE) -> None:
        """SignedSuccession → nothing: it is logged, then shown to those who have a part in it."""
        await begun.begin(world, SignedSuccession.from_bytes(caller.body), _key(caller))

    @routes.get("/v1/successions", **_GIVES)
    async def successions(compartment: Compartment, caller: Caller = bare, world: World = _HERE) -> Response:
        """→ SuccessionNotices: those in which the caller has a part."""
        return _cbor(await begun.shown_to(world, compartment, _key(caller)))

    @routes.get("/v1/successions/{succession}/batches/{number}", **_GIVES)
    async def batch(
        succession: Identifier, number: BatchNumber, caller: Caller = bare, world: World = _HERE
    ) -> Response:
        """→ SuccessionBatch: parts, the caller's own boxes of them, and what was sent so far."""
        return _cbor(await batches.batch_for(world, from_text(succession), number, _key(caller)))

    @routes.post("/v1/handovers", status_code=204, response_class=Response, **_TAKES)
    async def hand_over(caller: Caller = hands_over, world: World = _HERE) -> None:
        """SignedHandedOver → nothing: the successor is shown these boxes from now on."""
        await taking.take_handed_over(world, SignedHandedOver.from_bytes(caller.body), _key(caller))

    @routes.post("/v1/repairs/pieces", status_code=204, response_class=Response, **_TAKES)
    async def pieces(caller: Caller = sends, world: World = _HERE) -> None:
        """SignedRepairPieces → nothing: they wait for the other helpers."""
        await taking.take_pieces(world, SignedRepairPieces.from_bytes(caller.body), _key(caller))

    @routes.post("/v1/repairs/sums", status_code=204, response_class=Response, **_TAKES)
    async def sums(caller: Caller = adds_up, world: World = _HERE) -> None:
        """SignedRepairSum → nothing: they wait for the successor."""
        await taking.take_sum(world, SignedRepairSum.from_bytes(caller.body), _key(caller))


def _desk_routes(routes: APIRouter) -> None:
    offers, leaves, bare = at_door(SignedFreshKey.BOUND), at_door(Draft.BOUND), at_door(0)

    @routes.post("/v1/fresh-keys", status_code=204, response_class=Response, **_TAKES)
    async def offer(caller: Caller = offers, world: World = _HERE) -> None:
        """SignedFreshKey → nothing: it is offered to the desks of its compartment."""
        await fresh_keys.offer(world, SignedFreshKey.from_bytes(caller.body), _key(caller))

    @routes.get("/v1/fresh-keys", **_GIVES)
    async def offered(compartment: Compartment, caller: Caller = bare, world: World = _HERE) -> Response:
        """→ FreshKeys."""
        return _cbor(await fresh_keys.offered(world, compartment, _key(caller)))

    @routes.delete("/v1/fresh-keys", status_code=204, response_class=Response)
    async def take_back(compartment: Compartment, caller: Caller = bare, world: World = _HERE) -> None:
        """Deletes all keys that the calling desk left in a compartment: it was started anew."""
        await fresh_keys.take_back(world, compartment, _key(caller))

    @routes.get("/v1/parts", **_GIVES)
    async def parts(
        compartment: Compartment, after: Place = None, caller: Caller = bare, world: World = _HERE
    ) -> Response:
        """→ PartListings: one page, from the newest on or from after a part on, named by its day and id."""
        place = None if after is None else listings.After.from_text(after)
        return _cbor(await listings.listed(world, compartment, place, _key(caller)))

    @routes.get("/v1/parts/opened", **_GIVES)
    async def opened_parts(
        compartment: Compartment, desk: Compartment, aim: Aim, caller: Caller = bare, world: World = _HERE
    ) -> Response:
        """→ OpenedParts: what the caller's desk and this one can read for an aim."""
        return _cbor(await opened.opened_with(world, compartment, desk, aim, _key(caller)))

    @routes.post("/v1/drafts", status_code=204, response_class=Response, **_TAKES)
    async def leave(caller: Caller = leaves, world: World = _HERE) -> None:
        """Draft → nothing: it waits for the other desk."""
        await drafts.leave(world, Draft.from_bytes(caller.body), _key(caller))

    @routes.get("/v1/drafts", **_GIVES)
    async def left(compartment: Compartment, caller: Caller = bare, world: World = _HERE) -> Response:
        """→ Drafts that wait for the calling desk."""
        return _cbor(await drafts.left_for(world, compartment, _key(caller)))

    @routes.delete("/v1/drafts/{draft}", status_code=204, response_class=Response)
    async def clear_away(
        draft: Identifier, compartment: Compartment, caller: Caller = bare, world: World = _HERE
    ) -> None:
        """Deletes a draft, named by the SHA-256 of the Draft, for either of its two desks."""
        await drafts.clear_away(world, compartment, from_text(draft), _key(caller))


def _desk_box_routes(routes: APIRouter) -> None:
    brings, bare = at_door(RewrappedBoxes.BOUND), at_door(0)

    @routes.get("/v1/desk-boxes", **_GIVES)
    async def boxes(
        compartment: Compartment, after: AfterPart = None, caller: Caller = bare, world: World = _HERE
    ) -> Response:
        """→ KeptBoxes: the calling desk's own, of parts that were sealed to an earlier key of it."""
        place = None if after is None else from_text(after)
        return _cbor(await rewrapping.kept_boxes(world, compartment, place, _key(caller)))

    @routes.post("/v1/desk-boxes", status_code=204, response_class=Response, **_TAKES)
    async def rewrapped(caller: Caller = brings, world: World = _HERE) -> None:
        """RewrappedBoxes → nothing: they lie beside their parts from now on, all of them or none."""
        await rewrapping.take_boxes(world, RewrappedBoxes.from_bytes(caller.body), _key(caller))


def _reply_routes(routes: APIRouter) -> None:
    answers_a_source, bare = at_door(NewReply.BOUND), at_door(0)

    @routes.get("/v1/replies/{part}", **_GIVES)
    async def address(part: Identifier, caller: Caller = bare, world: World = _HERE) -> Response:
        """→ ReplyAddress, for the curator's desk of an opening of it."""
        return _cbor(await replies.address_of(world, from_text(part), _key(caller)))

    @routes.post("/v1/replies", status_code=204, response_class=Response, **_TAKES)
    async def reply(caller: Caller = answers_a_source, world: World = _HERE) -> None:
        """NewReply → nothing: it is shown to its source at the next publication."""
        await replies.leave_reply(world, NewReply.from_bytes(caller.body), _key(caller))


def _clearance_routes(routes: APIRouter) -> None:
    asks, queries = at_door(SignedClearanceRequest.BOUND), at_door(ClearanceQuery.BOUND)

    @routes.post("/v1/clearances", **_TAKES, **_GIVES)
    async def clear(caller: Caller = asks, world: World = _HERE) -> Response:
        """SignedClearanceRequest → GrantedClearance, or a problem with coded `reasons`."""
        claimed = SignedClearanceRequest.from_bytes(caller.body)
        return _cbor(await clearing.clear(world, claimed, _key(caller)))

    @routes.post("/v1/clearances/standing", **_TAKES, **_GIVES)
    async def still(caller: Caller = queries, world: World = _HERE) -> Response:
        """ClearanceQuery → ClearanceStanding, for release alone."""
        return _cbor(await standing.standing(world, ClearanceQuery.from_bytes(caller.body), _key(caller)))


def _policy_routes(routes: APIRouter) -> None:
    proposes = at_door(SignedPolicy.BOUND)

    @routes.post("/v1/simulations", **_TAKES, **_GIVES)
    async def simulate(caller: Caller = proposes, world: World = _HERE) -> Response:
        """SignedPolicy with one administrator's signature → PolicySimulation, for the policy zone alone."""
        claimed = SignedPolicy.from_bytes(caller.body)
        return _cbor(await simulating.simulate(world, claimed, _key(caller)))


def _key(caller: Caller) -> bytes:
    return from_text(caller.keyid)


def _cbor(message: Message, status: int = 200) -> Response:
    return Response(message.to_bytes(), status, media_type=CBOR, headers={"cache-control": "no-store"})


async def _refused_with_reasons(_request: Request, error: Exception) -> Response:
    reasons = list(error.reasons) if isinstance(error, ClearanceRefused) else []
    return problem(type(error), STATUS[ClearanceRefused], reasons=reasons)
