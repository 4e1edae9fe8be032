"""One request to another zone: never more of its answer in memory than its bound, nor longer than the whole may take.

For the `to_*.py` and `from_*.py` files, each of which turns ZoneSilent into its own zone's error.
"""

from __future__ import annotations

import asyncio

import httpx

from protocol.crossings import CBOR

SECONDS = 60.0
"""For one piece of an answer."""
SECONDS_IN_ALL = 600.0
"""For all of it: a full pool of parts over a slow line. A zone that was broken into cannot hold a round for longer."""


class ZoneSilent(Exception):
    """The other zone did not answer, or not as it should."""


async def ask(client: httpx.AsyncClient, method: str, path: str, most: int, body: bytes | None = None) -> bytes | None:
    """The answer's body, of at most `most` bytes; None where it is 404. Raises ZoneSilent for everything else."""
    headers = {"accept-encoding": "identity"} | ({"content-type": CBOR} if body is not None else {})
    try:
        async with (
            asyncio.timeout(SECONDS_IN_ALL),
            client.stream(method, path, content=body, headers=headers, timeout=SECONDS) as answer,
        ):
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            if not answer.is_success:
                raise ZoneSilent
            return await _read(answer, most)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError):
        raise ZoneSilent from None


async def _read(answer: httpx.Response, most: int) -> bytes:
    # A packed answer would be unpacked before its size could be checked: 300 bytes can hold 64 MiB, and a few more all.
    if "content-encoding" in answer.headers:
        raise ZoneSilent
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > most:
            raise ZoneSilent
    return bytes(body)
