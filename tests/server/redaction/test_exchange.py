"""What the desk takes from another zone: a bounded answer in time, or a plain error."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from protocol.desk_crossings import FreshKeys
from protocol.errors import ProtocolError
from server import exchange
from server.authorization import AuthorizationError
from server.redaction.errors import Refused, VaultUnreachable, WrongAnswer
from server.redaction.exchange import ask
from server.redaction.refusals import BY_WORD, ClocksDiffer, KeyHasServed, StoppedThere
from server.release.errors import ReleaseError
from server.vault.errors import VaultError

FRESH = FreshKeys(keys=()).to_bytes()


async def asked(answer: httpx.Response) -> FreshKeys:
    transport = httpx.MockTransport(lambda _: answer)
    async with httpx.AsyncClient(transport=transport, base_url="http://vault") as vault:
        return await ask(vault, "/v1/fresh-keys", FreshKeys, VaultUnreachable, None)


async def in_pieces(piece: bytes, count: int, pause: float = 0) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield piece
        await asyncio.sleep(pause)


async def test_a_message_comes_whole() -> None:
    assert await asked(httpx.Response(200, content=in_pieces(FRESH, 1))) == FreshKeys(keys=())


async def test_an_answer_over_its_bound_is_refused_before_it_is_read_to_its_end() -> None:
    read = 0

    async def far_too_much() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(1000):
            read += 1
            yield bytes(FreshKeys.BOUND // 4)

    with pytest.raises(WrongAnswer):
        await asked(httpx.Response(200, content=far_too_much()))
    assert read < 10


async def test_a_refusal_over_the_bound_of_a_problem_is_no_answer() -> None:
    with pytest.raises(WrongAnswer):
        await asked(httpx.Response(403, content=in_pieces(bytes(1024), 17)))


async def test_an_answer_that_says_it_is_packed_is_refused_whatever_is_in_it() -> None:
    packed = httpx.Response(200, headers={"content-encoding": "gzip"}, content=in_pieces(FRESH, 1))
    with pytest.raises(WrongAnswer):
        await asked(packed)


async def test_an_answer_that_drips_is_given_up_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "SECONDS_IN_ALL", 0.2)
    dripped = 0

    async def dripping() -> AsyncIterator[bytes]:
        nonlocal dripped
        async for piece in in_pieces(b"x", 100, 0.05):
            dripped += 1
            yield piece

    with pytest.raises(VaultUnreachable):
        await asked(httpx.Response(200, content=dripping()))
    # Counted, not timed: a machine that stands still for a while must fail nobody.
    assert dripped <= 6


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_not_now_is_not_no(status: int) -> None:
    with pytest.raises(VaultUnreachable):
        await asked(httpx.Response(status, content=in_pieces(b"{}", 1)))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (b'{"type": "urn:leeward:problem:not-here"}', "not-here"),
        (b'{"type": "urn:leeward:problem:x", "reasons": ["withdrawn", "embargo"]}', "withdrawn embargo"),
        (b'{"type": "urn:leeward:problem:x", "reasons": ["withdrawn", "Amara saw it"]}', "x"),
        (b'{"type": "urn:leeward:problem:x", "reasons": ' + str(["a"] * 17).replace("'", '"').encode() + b"}", "x"),
        (b'{"type": "urn:leeward:problem:Amara saw it"}', "not-said"),
        (b'{"type": 7}', "not-said"),
        (b"[]", "not-said"),
        (b"no json", "not-said"),
        (b"[" * 16_000, "not-said"),
    ],
)
async def test_of_a_refusal_only_coded_words_are_believed(said: bytes, shown: str) -> None:
    with pytest.raises(Refused) as refused:
        await asked(httpx.Response(403, content=in_pieces(said, 1)))
    assert refused.value.reason == shown


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("fresh-key-used", KeyHasServed),
        ("stopped", StoppedThere),
        ("stale", ClocksDiffer),
        ("not-said", Refused),
        ("a-word-of-tomorrow", Refused),
        ("withdrawn embargo", Refused),
    ],
)
async def test_a_no_has_the_sentence_of_its_word_and_any_other_that_of_every_no(word: str, kind: type[Refused]) -> None:
    said = f'{{"type": "urn:leeward:problem:{word}"}}'.encode()
    if " " in word:
        said = f'{{"reasons": {str(word.split()).replace(chr(39), chr(34))}}}'.encode()
    with pytest.raises(Refused) as refused:
        await asked(httpx.Response(409, content=in_pieces(said, 1)))
    assert type(refused.value) is kind
    assert refused.value.reason == word


def test_every_word_that_has_a_sentence_is_that_of_an_error_of_the_vault_s_or_release_s() -> None:
    """Of one that was renamed there, nobody would be told here."""
    bases = (ProtocolError, VaultError, ReleaseError, AuthorizationError)
    assert set(BY_WORD) <= {_word_of(kind) for base in bases for kind in _below(base)}


def _below(base: type[Exception]) -> set[type[Exception]]:
    return {base, *(one for child in base.__subclasses__() for one in _below(child))}


def _word_of(kind: type[Exception]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


async def test_what_is_no_message_of_its_kind_is_no_answer() -> None:
    with pytest.raises(WrongAnswer):
        await asked(httpx.Response(200, content=in_pieces(b"hello", 1)))
