"""Bodies: bounded while they arrive, and JSON counted before anything is built from it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from hypothesis import given
from hypothesis import strategies as st

from server.body_bounds import BodyTooDeep, JsonDepth
from server.problems import install

pytestmark = pytest.mark.anyio
JSON = {"content-type": "application/json"}


class ZoneError(Exception):
    """Something in this zone went wrong."""


async def post(body: bytes | AsyncIterator[bytes], headers: dict[str, str] | None = None) -> tuple[int, Any]:
    app = FastAPI()
    install(app, ZoneError, {ZoneError: 400}, most_body=1000, most_depth=8)

    @app.post("/raw")
    async def raw(request: Request) -> int:
        return len(await request.body())

    @app.post("/deaf")
    async def deaf() -> str:
        return "I did not read it"

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://zone.example") as client:
        answer = await client.post("/raw", content=body, headers=headers)
        return answer.status_code, answer.json()


async def test_a_body_of_exactly_the_bound_passes_and_one_byte_more_does_not() -> None:
    assert await post(b"x" * 1000) == (200, 1000)
    assert (await post(b"x" * 1001))[0] == 413


async def test_a_body_that_does_not_say_how_long_it_is_is_cut_off_at_the_bound() -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 10_000:
            sent += 1
            yield b"x" * 100

    status, document = await post(endless())
    assert (status, document["type"]) == (413, "urn:leeward:problem:body-too-large")
    assert sent == 11


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "9" * 16, "9" * 5000, ""])
async def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    assert (await post(b"x", {"content-length": length}))[0] == 413


async def test_deep_json_is_refused_and_deep_text_is_not() -> None:
    deep = b"[" * 9 + b"]" * 9
    assert (await post(deep, JSON))[0] == 400
    assert (await post(deep, {"content-type": "application/problem+json"}))[0] == 400
    assert (await post(deep, {"content-type": "text/plain"}))[0] == 200
    assert (await post(deep[1:-1], JSON))[0] == 200


def depth_of(text: str, cut: int) -> int:
    """The smallest bound under which `text` passes, when it comes in pieces of `cut` bytes."""
    raw = text.encode()
    for most in range(50):
        counter = JsonDepth(most)
        try:
            for start in range(0, len(raw), cut):
                counter.feed(raw[start : start + cut])
        except BodyTooDeep:
            continue
        return most
    raise AssertionError


def true_depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(true_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(true_depth, value), default=0)
    return 0


TRICKY = st.text(alphabet='ab\\"[]{}é', max_size=8)


@given(
    st.recursive(TRICKY, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TRICKY, inner, max_size=3)),
    st.integers(1, 7),
)
def test_depth_is_counted_right_whatever_the_text_holds_and_wherever_it_is_cut(value: Any, cut: int) -> None:
    assert depth_of(json.dumps(value), cut) == true_depth(value)
