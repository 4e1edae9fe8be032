"""One request to another zone: never more of its answer in memory than its bound, nor longer than the whole may take.

For the `to_*.py` and `from_*.py` files, each of which turns ZoneSilent into its own zone's error. An answer is read
piece by piece and dropped at its bound; a packed one is not asked for, and not taken.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import ClassVar

import httpx

from protocol.crossings import CBOR
from protocol.directory import DeviceRole

SECONDS_IN_ALL = 600.0
"""For a whole answer: a full pool of parts over a slow line. A peer that drips holds nobody for longer."""


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
    # A packed answer would be unpacked before its size could be checked: 300 bytes can hold 64 MiB, and a few more all.
    request.headers["accept-encoding"] = "identity"
    try:
        async with asyncio.timeout(SECONDS_IN_ALL):
            response = await client.send(request, stream=True)
            try:
                return Answer(response.status_code, await _read(response, most, most_of_a_refusal))
            finally:
                await response.aclose()
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError):
        raise ZoneSilent from None


async def _read(response: httpx.Response, most: int, most_of_a_refusal: int) -> bytes:
    if not response.is_success and not most_of_a_refusal:
        return b""
    if "content-encoding" in response.headers:
        raise AnswerUnusable
    bound, body = most if response.is_success else most_of_a_refusal, bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > bound:
            raise AnswerUnusable
    return bytes(body)
