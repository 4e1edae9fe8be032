"""One request to another zone: never more of its answer in memory than its bound, nor longer than the whole may take.

For the `to_*.py` and `from_*.py` files, each of which turns ZoneSilent into its own zone's error. An answer is read
piece by piece and dropped at its bound; a packed one is not asked for, and not taken.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import ClassVar

import httpx

from protocol.crossings import CBOR
from protocol.directory import DeviceRole

SECONDS_IN_ALL = 600.0
"""For a whole answer: a full pool of parts over a slow line. A peer that drips holds nobody for longer."""

UNFORESEEN = (ValueError, AttributeError)
"""What the HTTP library lets through from under it: ValueError for a redirection to an address that is none, which it
reads although nobody follows it; AttributeError where uvloop (0.23) closed a line as soon as it was open."""


class ZoneSilent(Exception):
    """The other zone did not answer, or not as it should."""


class PeerSilent(Exception):
    """What a zone's own error is too, where it says which of the other zones did not answer: `zone`."""

    zone: ClassVar[DeviceRole]


class AnswerUnusable(ZoneSilent):
    """The answer is packed, or larger than was agreed."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    @property
    def is_yes(self) -> bool:
        return httpx.codes.is_success(self.status)


async def ask(client: httpx.AsyncClient, method: str, path: str, most: int, body: bytes | None = None) -> bytes | None:
    """The answer's body, of at most `most` bytes; None where it is 404. Raises ZoneSilent for everything else."""
    headers = {"content-type": CBOR} if body is not None else None
    answer = await exchange(client, client.build_request(method, path, content=body, headers=headers), most)
    if answer.status == httpx.codes.NOT_FOUND:
        return None
    if not answer.is_yes:
        raise ZoneSilent
    return answer.body


async def exchange(client: httpx.AsyncClient, request: httpx.Request, most: int, most_of_a_refusal: int = 0) -> Answer:
    """Send a request and read the whole answer. A refusal's body is left unread where none of it is wanted.

    Raises ZoneSilent, or AnswerUnusable.
    """
    end = _end()
    async with _answer_to(client, request, end) as response:
        bound = most if response.is_success else most_of_a_refusal
        wanted = response.is_success or most_of_a_refusal
        return Answer(
            response.status_code, b"".join([chunk async for chunk in _read(response, bound, end)]) if wanted else b""
        )


async def ask_for_much(client: httpx.AsyncClient, path: str, most: int, body: bytes) -> AsyncGenerator[bytes, None]:
    """The body of the answer to a POST, as it comes, of at most `most` bytes. Raises ZoneSilent.

    To be closed by whoever may stop before its end: the connection is held until then.
    """
    request = client.build_request("POST", path, content=body, headers={"content-type": CBOR})
    end = _end()
    async with _answer_to(client, request, end) as response:
        if not response.is_success:
            raise ZoneSilent
        async for chunk in _read(response, most, end):
            yield chunk


def _end() -> float:
    return asyncio.get_running_loop().time() + SECONDS_IN_ALL


@asynccontextmanager
async def _answer_to(client: httpx.AsyncClient, request: httpx.Request, end: float) -> AsyncIterator[httpx.Response]:
    # A packed answer would be unpacked before its size could be checked: 300 bytes can hold 64 MiB, and a few more all.
    request.headers["accept-encoding"] = "identity"
    try:
        async with asyncio.timeout_at(end):
            response = await _sent(client, request)
        try:
            yield response
        finally:
            await response.aclose()
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError):
        raise ZoneSilent from None


async def _sent(client: httpx.AsyncClient, request: httpx.Request) -> httpx.Response:
    try:
        return await client.send(request, stream=True)
    except UNFORESEEN:
        raise ZoneSilent from None


async def _read(response: httpx.Response, most: int, end: float) -> AsyncIterator[bytes]:
    if "content-encoding" in response.headers:
        raise AnswerUnusable
    chunks = response.aiter_bytes()
    # Only while we wait for the other zone: an end that came while a piece is used would cancel whoever uses it.
    while (chunk := await _next(chunks, end)) is not None:
        most -= len(chunk)
        if most < 0:
            raise AnswerUnusable
        yield chunk


async def _next(chunks: AsyncIterator[bytes], end: float) -> bytes | None:
    async with asyncio.timeout_at(end):
        return await anext(chunks, None)
