"""One exchange with another zone: never more of an answer in memory than its bound, and the vault's own errors."""

from __future__ import annotations

import httpx

from protocol.crossings import CBOR
from server.vault.errors import WrongAnswer, ZoneUnreachable

SECONDS = 60.0


async def ask(client: httpx.AsyncClient, method: str, path: str, bound: int, body: bytes | None = None) -> bytes | None:
    """The answer's body, of at most `bound` bytes; None where the answer is 404.

    Raises ZoneUnreachable where there is no answer or the other zone is in trouble, WrongAnswer for any other refusal.
    """
    headers = {"content-type": CBOR} if body is not None else {}
    try:
        async with client.stream(method, path, content=body, headers=headers, timeout=SECONDS) as answer:
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            _check_status(answer)
            return await _read(answer, bound)
    except httpx.HTTPError:
        raise ZoneUnreachable from None


def _check_status(answer: httpx.Response) -> None:
    if answer.is_server_error or answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise ZoneUnreachable
    if not answer.is_success:
        raise WrongAnswer


async def _read(answer: httpx.Response, bound: int) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > bound:
            raise WrongAnswer
    return bytes(body)
