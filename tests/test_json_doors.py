"""What holds doors against their OpenAPI sees doors that lie."""

from __future__ import annotations

import asyncio

import pytest
import schemathesis
from fastapi import Depends, FastAPI, Response
from pydantic import BaseModel

from server.devices import signed_by
from server.zone_app import zone_app
from tests.json_doors import FRAMING, hold_against_openapi, served
from tests.worlds import Clock

pytestmark = pytest.mark.anyio


class ShelfError(Exception):
    """Something is wrong with this shelf."""


class Thing(BaseModel):
    size: int


def honest() -> FastAPI:
    app = zone_app("shelf", ShelfError, {ShelfError: 409})

    @app.get("/things/{number}")
    async def thing(number: int) -> Thing:
        return Thing(size=number)

    return app


async def failed(app: FastAPI) -> str:
    return "\n".join((await hold_against_openapi(app, "shelf", Clock(), None)).failed)


async def test_doors_that_keep_to_their_openapi_pass() -> None:
    assert not await failed(honest())


async def test_a_fault_is_seen() -> None:
    app = honest()

    @app.get("/falls")
    async def falls() -> None:
        raise LookupError

    assert "not_a_server_error" in await failed(app)


async def test_a_status_that_is_not_described_is_seen() -> None:
    app = honest()

    @app.get("/teapot")
    async def teapot() -> Response:
        return Response(status_code=418)

    assert "status_code_conformance" in await failed(app)


async def test_an_answer_of_another_form_or_kind_is_seen() -> None:
    app = honest()

    @app.get("/other", response_model=Thing)
    async def other() -> Response:
        return Response('{"size": "large"}', media_type="application/json")

    @app.get("/kind", response_model=Thing)
    async def kind() -> Response:
        return Response("large", media_type="text/plain")

    said = await failed(app)
    assert "response_schema_conformance" in said
    assert "content_type_conformance" in said


async def test_a_form_that_does_not_fit_and_is_taken_is_seen() -> None:
    app = honest()
    body = {"content": {"application/json": {"schema": Thing.model_json_schema()}}, "required": True}

    @app.post("/things", openapi_extra={"requestBody": body})
    async def anything() -> Thing:
        return Thing(size=1)

    assert "negative_data_rejection" in await failed(app)


async def test_a_door_that_says_it_asks_for_a_signature_and_does_not_is_seen() -> None:
    app, door = honest(), signed_by({}.get, Clock(), {"shelf"})(0)
    [says_so] = [one for one in door.dependency.__defaults__ if one is not None]

    @app.get("/open", dependencies=[Depends(says_so.dependency)])
    async def opened() -> Thing:
        return Thing(size=1)

    assert "ignored_auth" in await failed(app)


async def test_where_a_request_ends_is_never_an_examples_to_say() -> None:
    app = honest()
    thing = schemathesis.openapi.from_dict(app.openapi())["/things/{number}"]["GET"]
    case = thing.Case(path_parameters={"number": 1}, headers=dict.fromkeys(FRAMING, ""))
    async with served(app) as address:
        answer = await asyncio.to_thread(case.call, base_url=address)
    assert answer.json() == {"size": 1}
