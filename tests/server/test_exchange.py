"""A request to another zone: a bounded answer, or silence."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator

import httpx
import pytest

from server import exchange
from server.exchange import ZoneSilent, ask, ask_for_much

pytestmark = pytest.mark.anyio


def zone(*pieces: bytes, status: int = 200) -> httpx.AsyncClient:
    """A zone that answers in pieces, without saying beforehand how many."""

    async def said() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=said()))
    return httpx.AsyncClient(transport=transport, base_url="https://zone.example")


async def test_an_answer_within_its_bound_comes_whole() -> None:
    assert await ask(zone(b"12345", b"67890"), "GET", "/", 10) == b"1234567890"


async def test_an_answer_over_its_bound_is_silence_before_it_is_read_to_its_end() -> None:
    read = 0

    async def far_too_much() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(1000):
            read += 1
            yield b"x" * 1000

    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=far_too_much()))
    async with httpx.AsyncClient(transport=transport, base_url="https://zone.example") as client:
        with pytest.raises(ZoneSilent):
            await ask(client, "GET", "/", 10_000)
    assert read < 100


async def test_a_packed_answer_is_silence_however_small_it_is() -> None:
    """It would be unpacked before its size could be checked: 300 bytes of a zone that was broken into, and no memory
    is left here."""
    asked: list[str] = []

    async def said() -> AsyncIterator[bytes]:
        yield gzip.compress(gzip.compress(b"small"))

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["accept-encoding"])
        return httpx.Response(200, headers={"content-encoding": "gzip, gzip"}, content=said())

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="https://zone.example") as client:
        with pytest.raises(ZoneSilent):
            await ask(client, "GET", "/", 4096)
    assert asked == ["identity"]


async def test_an_answer_that_drips_is_silence_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece comes well before the patience for one piece ends, and the answer never does."""
    monkeypatch.setattr(exchange, "SECONDS_IN_ALL", 0.2)

    dripped = 0

    async def dripping() -> AsyncIterator[bytes]:
        nonlocal dripped
        for _ in range(100):
            dripped += 1
            yield b"x"
            await asyncio.sleep(0.05)

    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=dripping()))
    async with httpx.AsyncClient(transport=transport, base_url="https://zone.example") as client:
        with pytest.raises(ZoneSilent):
            await ask(client, "GET", "/", 1000)
    # Counted, not timed: a machine that stands still for a while must fail nobody.
    assert dripped <= 6


async def test_whoever_takes_an_answer_slowly_is_not_interrupted_in_what_they_do_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The time is the other zone's. Were it to end in the midst of a write, that would look as if we were told to stop,
    and whoever is told to stop does not try again."""
    monkeypatch.setattr(exchange, "SECONDS_IN_ALL", 0.1)
    written = []

    async def dripping() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.Event().wait()

    async def write_slowly() -> None:
        transport = httpx.MockTransport(lambda _: httpx.Response(200, content=dripping()))
        async with httpx.AsyncClient(transport=transport, base_url="https://zone.example") as client:
            async for piece in ask_for_much(client, "/", 10, b""):
                await asyncio.sleep(0.2)
                written.append(piece)

    with pytest.raises(ZoneSilent):
        await write_slowly()
    assert written == [b"x"]


async def test_not_found_is_an_answer_and_every_other_refusal_is_silence() -> None:
    assert await ask(zone(status=404), "GET", "/", 10) is None
    for status in (301, 400, 403, 429, 500, 503):
        with pytest.raises(ZoneSilent):
            await ask(zone(b"", status=status), "GET", "/", 10)


async def test_a_refusal_is_silence_to_whoever_takes_an_answer_piece_by_piece() -> None:
    for status in (301, 400, 403, 404, 500):
        with pytest.raises(ZoneSilent):
            assert [piece async for piece in ask_for_much(zone(b"why", status=status), "/", 10, b"")] == []


@pytest.mark.parametrize("where", ["//xn--", "localhostdata: x", ":javascript://..]+", "http://xn--aa/"])
async def test_a_redirection_to_an_address_that_is_none_is_silence(where: str) -> None:
    """The HTTP library reads it although nobody follows it."""
    transport = httpx.MockTransport(lambda _: httpx.Response(302, headers={"location": where}))
    async with httpx.AsyncClient(transport=transport, base_url="https://zone.example") as client:
        with pytest.raises(ZoneSilent):
            await ask(client, "GET", "/", 10)
        with pytest.raises(ZoneSilent):
            assert [piece async for piece in ask_for_much(client, "/", 10, b"")] == []


async def test_a_line_that_is_closed_as_soon_as_it_is_open_is_silence() -> None:
    """uvloop has no socket any more when the HTTP library asks for it."""

    def closed(_: httpx.Request) -> httpx.Response:
        raise AttributeError

    async with httpx.AsyncClient(transport=httpx.MockTransport(closed), base_url="https://zone.example") as client:
        with pytest.raises(ZoneSilent):
            await ask(client, "GET", "/", 10)


async def test_a_connection_that_fails_is_silence() -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody there")

    async with httpx.AsyncClient(transport=httpx.MockTransport(broken), base_url="https://zone.example") as client:
        with pytest.raises(ZoneSilent):
            await ask(client, "POST", "/", 10, b"body")


async def test_a_message_is_sent_with_the_media_type_of_the_protocol() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text=request.headers["content-type"] + request.content.decode())

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="https://zone.example") as client:
        assert await ask(client, "POST", "/", 100, b"body") == b"application/cborbody"
