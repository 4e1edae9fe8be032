"""Release's doors: a desk hands over a summary, an analyst reads. SPEC 18."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from fastapi import FastAPI, Header, Query, Response
from pydantic import BaseModel

from protocol.crossings import CBOR
from protocol.desk_crossings import CellQuery
from protocol.encoding import Code
from protocol.errors import DirectoryRefused, ProtocolError
from protocol.policy import PolicyRefused
from protocol.release import EventType, Stage, Submission
from server.devices import Caller, signed_by
from server.problems import Status
from server.release.callers import known_keys
from server.release.errors import (
    AnotherWaits,
    NoAnswer,
    NoSuchCell,
    NoSuchSummary,
    NotACursor,
    NotADesk,
    NotAnAnalyst,
    NotPossibleNow,
    NotTheCurator,
    ReleaseError,
    TooManyBeside,
)
from server.release.neighbours import tell_neighbours
from server.release.reading import Cursor, Wanted, read_one, read_page, sight_of
from server.release.shown import Shown, ShownPage
from server.release.submissions import Answer, State, submit
from server.release.world import World
from server.stopping import unless_suspended
from server.zone_app import zone_app

STATUS: Status = {
    ReleaseError: 400,
    NotAnAnalyst: 403,
    NotADesk: 403,
    NotTheCurator: 403,
    NoSuchSummary: 404,
    AnotherWaits: 409,
    NotPossibleNow: 409,
    NoSuchCell: 422,
    TooManyBeside: 409,
    NotACursor: 422,
    NoAnswer: 503,
    ProtocolError: 422,
    DirectoryRefused: 503,
    PolicyRefused: 503,
}


CURSOR = r"^[0-9]{1,6}\.[0-9a-f]{64}$"
"""For OpenAPI: reading.py reads it, and has an error of its own for what is none."""
_BINARY: dict[str, Any] = {"content": {CBOR: {"schema": {"type": "string", "format": "binary"}}}}
_TAKES_A_MESSAGE: dict[str, Any] = {"requestBody": {"required": True, **_BINARY}}
_GIVES_A_MESSAGE: dict[int | str, dict[str, Any]] = {200: {"description": "A message", **_BINARY}}
_HEADERS = {
    "ETag": {"required": True, "schema": {"type": "string", "pattern": '^"[0-9a-f]{64}"$'}},
    "Cache-Control": {"required": True, "schema": {"const": "no-store"}},
}
_TAGGED: dict[int | str, dict[str, Any]] = {
    200: {"headers": _HEADERS},
    304: {"description": "The reader has it already", "headers": _HEADERS},
}


class RuleSaid(BaseModel):
    rule: str
    passed: bool
    reason: str


class Judged(BaseModel):
    """The gate's answer: where the summary stands, and what every rule said."""

    state: State
    rules: list[RuleSaid]


def create_app(world: World) -> FastAPI:
    """Release's application; its rounds are run beside it (rounds.py)."""
    app = zone_app("Leeward release", ReleaseError, STATUS)
    keys = unless_suspended(world.pinned, known_keys(world.pinned))
    door = signed_by(keys, world.clock, world.authorities)
    a_submission, a_query, nothing = door(Submission.BOUND), door(CellQuery.BOUND), door(0)

    @app.post("/v1/summaries", status_code=202, openapi_extra=_TAKES_A_MESSAGE)
    async def hand_over(caller: Caller = a_submission) -> Judged:
        return _judged(await submit(world, caller))

    @app.post("/v1/cells", response_class=Response, openapi_extra=_TAKES_A_MESSAGE, responses=_GIVES_A_MESSAGE)
    async def ask_neighbours(caller: Caller = a_query) -> Response:
        return Response((await tell_neighbours(world, caller)).to_bytes(), media_type=CBOR)

    @app.get("/v1/summaries", response_model=ShownPage, responses=_TAGGED)
    async def list_summaries(
        area: Annotated[Code | None, Query()] = None,
        event_type: EventType | None = None,
        stage: Stage | None = None,
        after: Annotated[str | None, Query(max_length=80, json_schema_extra={"pattern": CURSOR})] = None,
        if_none_match: Annotated[str | None, Header(max_length=80)] = None,
        caller: Caller = nothing,
    ) -> Response:
        wanted = Wanted(area, event_type, stage, Cursor.from_text(after) if after is not None else None)
        return _tagged(await read_page(world.reader, sight_of(world, caller), wanted), if_none_match)

    @app.get("/v1/summaries/{identifier}", response_model=Shown, responses=_TAGGED)
    async def get_summary(
        identifier: str, if_none_match: Annotated[str | None, Header(max_length=80)] = None, caller: Caller = nothing
    ) -> Response:
        return _tagged(await read_one(world.reader, sight_of(world, caller), identifier), if_none_match)

    return app


def _judged(answer: Answer) -> Judged:
    said = [RuleSaid(rule=one.rule, passed=one.passed, reason=one.reason) for one in answer.verdicts]
    return Judged(state=answer.state, rules=said)


def _tagged(shown: BaseModel, if_none_match: str | None) -> Response:
    """With its ETag, or 304 where the reader has it already.

    If-None-Match is not signed; all that changing it on the way can do is to leave out a body, or send it again.
    """
    body = shown.model_dump_json().encode()
    headers = {"etag": f'"{hashlib.sha256(body).hexdigest()}"', "cache-control": "no-store"}
    if if_none_match == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
