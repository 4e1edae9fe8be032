"""Problem documents: what is wrong, in our words only, whatever is thrown and whatever was sent."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI, HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

from server import problems
from server.zone_app import zone_app

pytestmark = pytest.mark.anyio
CANARY = "Amina-near-the-well"
JSON = {"content-type": "application/json"}


class ShelfError(Exception):
    """Something is wrong with this shelf."""


class ShelfFull(ShelfError):
    """This shelf is full. Take something from it,
    then try again."""


class ShelfLocked(ShelfError):
    """This shelf is locked."""


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")
    size: int


def shelf() -> FastAPI:
    app = zone_app("shelf", ShelfError, {ShelfError: 400, ShelfFull: 409}, most_body=200, most_depth=4)

    @app.post("/things/{number}")
    async def put(number: int, thing: Thing) -> dict[str, int]:
        return {"number": number, "size": thing.size}

    @app.get("/things/{number}")
    async def take(number: int) -> int:
        return number

    inner = APIRouter()

    @inner.put("/things/{number}")
    async def replace(number: int) -> int:
        return number

    app.include_router(inner)

    @app.get("/full")
    async def full() -> None:
        raise ShelfFull(CANARY)

    @app.get("/locked")
    async def locked() -> None:
        raise ShelfLocked(CANARY)

    @app.get("/teapot")
    async def teapot() -> None:
        raise HTTPException(418, CANARY, {"x-note": CANARY})

    @app.get("/fault")
    async def fault() -> None:
        raise RuntimeError(CANARY)

    @app.get("/wrong-answer")
    async def wrong_answer() -> Thing:
        return {"size": CANARY}  # type: ignore[return-value]

    @app.get("/half")
    async def half() -> StreamingResponse:
        async def lines() -> AsyncIterator[str]:
            yield "one"
            raise RuntimeError(CANARY)

        return StreamingResponse(lines())

    return app


async def ask(method: str, path: str, **more: Any) -> httpx.Response:
    transport = httpx.ASGITransport(app=shelf())
    async with httpx.AsyncClient(transport=transport, base_url="http://shelf.example") as client:
        return await client.request(method, path, **more)


def check(answer: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    """A problem document with this status and type, and nothing of the canary in any part of the answer."""
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert (answer.status_code, document["status"]) == (status, status)
    assert document["type"] == kind
    assert set(document) <= {"type", "title", "status", "detail"}
    assert CANARY not in answer.text + str(answer.headers)
    return document


async def test_an_error_is_told_in_the_words_of_its_docstring_and_not_of_the_one_who_raised_it() -> None:
    assert check(await ask("GET", "/full"), 409, "urn:leeward:problem:shelf-full") == {
        "type": "urn:leeward:problem:shelf-full",
        "title": "This shelf is full",
        "status": 409,
        "detail": "Take something from it, then try again.",
    }


async def test_an_error_without_a_status_takes_its_parents() -> None:
    document = check(await ask("GET", "/locked"), 400, "urn:leeward:problem:shelf-locked")
    assert "detail" not in document


@pytest.mark.parametrize(
    ("method", "path", "more", "status", "kind"),
    [
        ("GET", f"/{CANARY}", {}, 404, "about:blank"),
        ("GET", f"/full/?{CANARY}", {}, 404, "about:blank"),
        ("DELETE", f"/full?{CANARY}", {}, 405, "about:blank"),
        ("GET", "/teapot", {}, 418, "about:blank"),
        ("GET", "/fault", {}, 500, "urn:leeward:problem:unexpected-fault"),
        ("GET", "/wrong-answer", {}, 500, "urn:leeward:problem:unexpected-fault"),
        ("POST", f"/things/{CANARY}", {"json": {"size": 1}}, 422, "urn:leeward:problem:not-valid"),
        ("POST", "/things/1", {"json": {"size": CANARY}}, 422, "urn:leeward:problem:not-valid"),
        ("POST", "/things/1", {"json": {"size": 1, CANARY: 1}}, 422, "urn:leeward:problem:not-valid"),
        ("POST", "/things/1", {"content": CANARY, "headers": JSON}, 422, "urn:leeward:problem:not-valid"),
        ("POST", "/things/1", {"content": b"\xff" + CANARY.encode(), "headers": JSON}, 400, "about:blank"),
        ("POST", "/things/1", {"json": {"size": [[[[1]]]]}}, 400, "urn:leeward:problem:body-too-deep"),
        ("POST", "/things/1", {"json": {"size": CANARY * 20}}, 413, "urn:leeward:problem:body-too-large"),
    ],
)  # fmt: skip
async def test_nothing_that_was_sent_comes_back(
    method: str, path: str, more: dict[str, Any], status: int, kind: str
) -> None:
    check(await ask(method, path, **more), status, kind)


async def test_a_method_that_is_not_allowed_says_which_are() -> None:
    assert (await ask("DELETE", "/full")).headers["allow"] == "GET"


async def test_what_nobody_foresaw_is_logged_by_class_and_place_only(
    caplog: pytest.LogCaptureFixture,
) -> None:
    await ask("GET", "/fault")
    [record] = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith("fault exception=builtins.RuntimeError at=")
    assert CANARY not in caplog.text
    assert (record.exc_info, record.stack_info) == (None, None)


async def test_an_answer_that_fails_halfway_is_cut_and_no_word_of_the_fault_is_added() -> None:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/half", "query_string": b"", "headers": []}
    await shelf()(scope, receive, send)
    assert [message.get("body") for message in sent] == [None, b"one"]
    assert sent[-1]["more_body"] is True


async def test_a_start_that_fails_is_not_taken_for_one_that_went_well() -> None:
    app = FastAPI()

    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise RuntimeError(CANARY)

    with pytest.raises(RuntimeError):
        await problems.QuietFaults(broken)({"type": "lifespan", "app": app}, None, None)  # type: ignore[arg-type]


async def test_every_error_of_a_zone_has_a_status_and_words_for_a_person() -> None:
    class BaseError(Exception):
        """Base."""

    class Silent(BaseError):
        pass

    with pytest.raises(LookupError, match="Silent has no docstring"):
        problems.install(FastAPI(), BaseError, {BaseError: 400})
    with pytest.raises(LookupError, match="BaseError has no HTTP status"):
        problems.install(FastAPI(), BaseError, {})


async def test_the_interface_describes_problem_documents_and_no_answer_it_never_gives() -> None:
    described = json.dumps((await ask("GET", "/openapi.json")).json())
    assert "application/problem+json" in described
    assert "HTTPValidationError" not in described


async def test_no_page_that_loads_from_elsewhere_is_served() -> None:
    for path in ("/docs", "/redoc", "/docs/oauth2-redirect"):
        assert (await ask("GET", path)).status_code == 404


async def test_a_method_that_is_not_taken_is_told_all_that_are() -> None:
    """The framework names those of the first route at an address, and forgets the others, also of routers in it."""
    answer = await ask("DELETE", "/things/1")
    check(answer, 405, "about:blank")
    assert answer.headers["allow"] == "GET, POST, PUT"


async def test_the_interface_names_every_status_that_a_zone_answers_with() -> None:
    described = (await ask("GET", "/openapi.json")).json()
    for methods in described["paths"].values():
        for operation in methods.values():
            assert {"400", "401", "409", "413", "421", "422", "500"} <= operation["responses"].keys()
            assert "default" not in operation["responses"]


async def test_nobody_may_keep_a_problem() -> None:
    assert (await ask("GET", "/full")).headers["cache-control"] == "no-store"


def test_no_telemetry_leaves_a_zone_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    telemetry = shelf()._telemetry
    assert not any(telemetry[name] for name in ("tracing", "metrics", "logs", "auto_configure"))
