"""What an auditor takes from a log; that a whole one is computed anew is tested beside the log itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from clients.auditor import commands
from clients.auditor.log_check import CannotReachLog, Log
from tests.worlds import make_consortium


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


def test_only_what_was_seen_before_is_said_to_be_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    consortium = make_consortium("auditor", custodians=3, quorums=(2, 2, 2), today=int(time.time() // 86_400))
    (tmp_path / "roots").write_bytes(consortium.root_set.to_bytes())
    (tmp_path / "directory").write_bytes(consortium.signed.to_bytes())
    memory = tmp_path / "seen"

    def holds(_url: str, _directory: object, kept: Path, _progress: object) -> int:
        kept.write_bytes(b"a checkpoint")
        return 64

    monkeypatch.setattr(commands, "verify_log", holds)
    typed = ["verify", "http://log", "--memory", str(memory)]
    typed += ["--roots", str(tmp_path / "roots"), "--directory", str(tmp_path / "directory")]
    said = [CliRunner().invoke(commands.ledger, typed).output.splitlines()[-1] for _ in range(2)]
    assert said == ["The log holds: 64 leaves.", "The log holds, and continues what was seen before: 64 leaves."]


class _Raw(httpx.SyncByteStream):
    """Bytes as they came over the line."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def __iter__(self) -> Iterator[bytes]:
        yield self._raw
