"""What an auditor takes from a log; that a whole one is computed anew is tested beside the log itself."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from clients.auditor.log_check import CannotReachLog, Log


def log(answer: httpx.Response) -> Log:
    return Log("http://log", httpx.MockTransport(lambda _: answer))


def test_an_answer_within_its_bound_comes_whole() -> None:
    assert log(httpx.Response(200, content=b"1234567890")).get("/checkpoint", 10) == b"1234567890"


def test_an_answer_over_its_bound_is_not_read_to_its_end() -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while read < 1000:
            read += 1
            yield b"x" * 100

    with pytest.raises(CannotReachLog):
        log(httpx.Response(200, content=endless())).get("/checkpoint", 1000)
    assert read < 20


def test_an_answer_that_says_it_is_packed_is_not_unpacked() -> None:
    packed = httpx.Response(200, headers={"content-encoding": "deflate"}, stream=_Raw(b"1234567890"))
    with pytest.raises(CannotReachLog):
        log(packed).get("/checkpoint", 10)
    unknown = httpx.Response(200, headers={"content-encoding": "x-none"}, stream=_Raw(b"1234567890"))
    with pytest.raises(CannotReachLog):
        log(unknown).get("/checkpoint", 10)


@pytest.mark.parametrize("status", [302, 404, 503])
def test_only_a_yes_is_an_answer(status: int) -> None:
    with pytest.raises(CannotReachLog):
        log(httpx.Response(status, content=b"")).get("/checkpoint", 10)


class _Raw(httpx.SyncByteStream):
    """Bytes as they came over the line."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def __iter__(self) -> Iterator[bytes]:
        yield self._raw
