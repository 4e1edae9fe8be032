"""One request to another zone: never more of its answer in memory than its bound.

For the `to_*.py` and `from_*.py` files, each of which turns ZoneSilent into its own zone's error.
"""

from __future__ import annotations

import httpx

from protocol.crossings import CBOR

SECONDS = 60.0


class ZoneSilent(Exception):
    """The other zone did not answer, or not as it should."""


async def ask(client: httpx.AsyncClient, method: str, path: str, most: int, body: bytes | None = None) -> bytes | None:
    """The answer's body, of at most `most` bytes; None where it is 404. Raises ZoneSilent for everything else."""
    headers = {"accept-encoding": "identity"} | ({"content-type": CBOR} if body is not None else {})
    try:
        async with client.stream(method, path, content=body, headers=headers, timeout=SECONDS) as answer:
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            if not answer.is_success:
                raise ZoneSilent
            return await _read(answer, most)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
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
