"""One question of the desk to another zone, and what its answer means.

Rules of this file
* "Not now" is not "no": whoever is in trouble or too busy is asked again later, and nothing is dropped for it.
* Of a problem document only its coded name is believed. Its words are the other zone's, and are not shown.
"""

from __future__ import annotations

import json
import re
from typing import TypeVar

import httpx

from protocol.crossings import CBOR
from protocol.encoding import Message
from protocol.errors import ProtocolError
from server.exchange import AnswerUnusable, ZoneSilent, exchange
from server.redaction.errors import Crossing, WrongAnswer
from server.redaction.refusals import refusal

Asked = TypeVar("Asked", bound=Message)

MOST_PROBLEM = 16 * 1024
MOST_REASONS = 16
_REASON = re.compile(r"[a-z][a-z-]{0,47}")
_PROBLEM = re.compile(r"urn:leeward:problem:([a-z][a-z-]{0,63})")
NOT_SAID = "not-said"


async def ask(
    client: httpx.AsyncClient, path: str, kind: type[Asked], unreachable: type[Crossing], query: dict[str, str] | None
) -> Asked:
    """GET one message. Raises `unreachable`, Refused or WrongAnswer."""
    request = client.build_request("GET", path, params=query)
    return decoded(kind, await _exchange(client, request, kind.BOUND, unreachable))


async def tell(client: httpx.AsyncClient, path: str, message: Message, most: int, unreachable: type[Crossing]) -> bytes:
    """POST one message; the answer has at most `most` bytes. Raises `unreachable`, Refused or WrongAnswer."""
    return await post(client, path, message.to_bytes(), most, unreachable)


async def post(client: httpx.AsyncClient, path: str, body: bytes, most: int, unreachable: type[Crossing]) -> bytes:
    """POST bytes, or nothing. Raises `unreachable`, Refused or WrongAnswer."""
    headers = {"content-type": CBOR} if body else None
    request = client.build_request("POST", path, content=body, headers=headers)
    return await _exchange(client, request, most, unreachable)


async def clear(client: httpx.AsyncClient, path: str, unreachable: type[Crossing], query: dict[str, str]) -> None:
    """DELETE. Raises `unreachable`, Refused or WrongAnswer."""
    await _exchange(client, client.build_request("DELETE", path, params=query), 0, unreachable)


def decoded(kind: type[Asked], raw: bytes) -> Asked:
    """The message in an answer. Raises WrongAnswer."""
    try:
        return kind.from_bytes(raw)
    except ProtocolError:
        raise WrongAnswer from None


async def _exchange(client: httpx.AsyncClient, request: httpx.Request, most: int, unreachable: type[Crossing]) -> bytes:
    """Send one request and return the answer's body. Raises `unreachable`, Refused or WrongAnswer."""
    try:
        answer = await exchange(client, request, most, MOST_PROBLEM)
    except AnswerUnusable:
        raise WrongAnswer from None
    except ZoneSilent:
        raise unreachable from None
    if httpx.codes.is_server_error(answer.status) or answer.status == httpx.codes.TOO_MANY_REQUESTS:
        raise unreachable
    if not answer.is_yes:
        raise refusal(coded_reason(answer.body))
    return answer.body


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
