"""One question to another zone over HTTP, and its answer, never larger than was agreed.

Rules of this file
* An answer is read chunk by chunk and dropped at its bound; compressed answers are not asked for and not taken.
* All of an exchange has a time in which it must be over: a peer that drips holds no person at the desk for ever.
* "Not now" is not "no": whoever is in trouble or too busy is asked again later, and nothing is dropped for it.
* Of a problem document only its coded name is believed. Its words are the other zone's, and are not shown.
"""

from __future__ import annotations

import asyncio
import json
import re
from typing import TypeVar

import httpx

from protocol.crossings import CBOR
from protocol.encoding import Message
from protocol.errors import ProtocolError
from server.redaction.errors import Crossing, Refused, WrongAnswer

Answer = TypeVar("Answer", bound=Message)

SECONDS_IN_ALL = 300.0
"""For one exchange: the largest part, 16 MiB, over a line of half a megabit a second."""
MOST_PROBLEM = 16 * 1024
MOST_REASONS = 16
_REASON = re.compile(r"[a-z][a-z-]{0,47}")
_PROBLEM = re.compile(r"urn:leeward:problem:([a-z][a-z-]{0,63})")
NOT_SAID = "not-said"


async def ask(
    client: httpx.AsyncClient, path: str, kind: type[Answer], unreachable: type[Crossing], query: dict[str, str] | None
) -> Answer:
    """GET one message. Raises `unreachable`, Refused or WrongAnswer."""
    raw = await exchange(
        client, client.build_request("GET", path, params=query, headers=_PLAIN), kind.BOUND, unreachable
    )
    return decoded(kind, raw)


async def tell(client: httpx.AsyncClient, path: str, message: Message, most: int, unreachable: type[Crossing]) -> bytes:
    """POST one message; the answer has at most `most` bytes. Raises `unreachable`, Refused or WrongAnswer."""
    headers = _PLAIN | {"content-type": CBOR}
    request = client.build_request("POST", path, content=message.to_bytes(), headers=headers)
    return await exchange(client, request, most, unreachable)


async def clear(client: httpx.AsyncClient, path: str, unreachable: type[Crossing], query: dict[str, str]) -> None:
    """DELETE. Raises `unreachable`, Refused or WrongAnswer."""
    await exchange(client, client.build_request("DELETE", path, params=query, headers=_PLAIN), 0, unreachable)


def decoded(kind: type[Answer], raw: bytes) -> Answer:
    """The message in an answer. Raises WrongAnswer."""
    try:
        return kind.from_bytes(raw)
    except ProtocolError:
        raise WrongAnswer from None


async def exchange(client: httpx.AsyncClient, request: httpx.Request, most: int, unreachable: type[Crossing]) -> bytes:
    """Send one request and return the answer's body. Raises `unreachable`, Refused or WrongAnswer."""
    try:
        async with asyncio.timeout(SECONDS_IN_ALL):
            response = await client.send(request, stream=True)
            try:
                raw = await _body(response, most if response.is_success else MOST_PROBLEM)
            finally:
                await response.aclose()
    except (httpx.TransportError, TimeoutError):
        raise unreachable from None
    if response.is_server_error or response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise unreachable
    if not response.is_success:
        raise Refused(coded_reason(raw))
    return raw


async def _body(response: httpx.Response, most: int) -> bytes:
    if response.headers.get("content-encoding", "identity") != "identity":
        raise WrongAnswer
    body = bytearray()
    async for chunk in response.aiter_raw():
        if len(body) + len(chunk) > most:
            raise WrongAnswer
        body += chunk
    return bytes(body)


def coded_reason(raw: bytes) -> str:
    """Why, as the problem document says it in coded words: its reasons, else its name; `not-said` if it is not ours."""
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        return NOT_SAID
    if not isinstance(document, dict):
        return NOT_SAID
    if reasons := _reasons(document.get("reasons")):
        return " ".join(reasons)
    claimed = document.get("type")
    found = _PROBLEM.fullmatch(claimed) if isinstance(claimed, str) else None
    return found[1] if found else NOT_SAID


def _reasons(claimed: object) -> list[str]:
    """The vault's reasons, if all of them are codes: nothing else that it says is repeated here."""
    listed = claimed if isinstance(claimed, list) and len(claimed) <= MOST_REASONS else []
    coded = [one for one in listed if isinstance(one, str) and _REASON.fullmatch(one)]
    return coded if len(coded) == len(listed) else []


_PLAIN = {"accept-encoding": "identity"}
