"""Nothing is answered before it is durable; what cannot be kept is not acknowledged, and leaves nothing behind."""

from __future__ import annotations

import os
import resource
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clients.sms_gateway.errors import BadSettings, JournalInUse, NotKept
from clients.sms_gateway.journal import Journal
from protocol.primitives import system_random
from tests.clients.sms_gateway.conftest import Gateway
from tests.clients.sms_gateway.provider import generic, stamped
from tests.worlds import NOW, TODAY

BODY = generic("m-1", "+254700111222", "They came at night.")
_NOBODY = 65534


@contextmanager
def full_disk(_folder: Path) -> Iterator[None]:
    """No file of this process may grow beyond 10,000 bytes: a write of a sealed part is cut, then refused."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing may be written there; root, who may write anywhere, becomes nobody for as long."""
    folder.chmod(0o500)
    root = os.geteuid() == 0
    if root:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)


@pytest.mark.anyio
@pytest.mark.parametrize("broken", [full_disk, read_only])
async def test_a_disk_that_refuses_gets_503_and_then_exactly_one(
    gateway: Gateway, broken: Callable[[Path], Iterator[None]]
) -> None:
    headers = stamped(BODY, NOW)
    with broken(gateway.folder):  # type: ignore[attr-defined]
        answer = await gateway.post(BODY, headers)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "30"
    assert "night" not in answer.text
    assert [file.name for file in gateway.folder.iterdir()] == ["lock"]
    assert not gateway.told
    assert (await gateway.post(BODY, headers)).status_code == 200  # the very same bytes are welcome again
    assert gateway.texts() == ["They came at night."]


@pytest.mark.anyio
@pytest.mark.parametrize("act", ["open", "write", "fsync", "rename", "utime"])
@pytest.mark.parametrize("number", [1, 2, 3])
async def test_any_act_of_the_disk_that_fails_is_a_503(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, act: str, number: int
) -> None:
    real, calls = getattr(os, act), [0]

    def failing(*args: object, **kwargs: object) -> object:
        calls[0] += 1
        if calls[0] == number:
            raise OSError(5, "Input/output error")
        return real(*args, **kwargs)

    monkeypatch.setattr(os, act, failing)
    answer = await gateway.post(BODY)
    monkeypatch.undo()
    happened = calls[0] >= number
    assert answer.status_code == (503 if happened else 200)
    assert len(gateway.records()) == (0 if happened else 2)
    assert not list(gateway.folder.glob("*.new"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def journal(folder: Path) -> Iterator[Journal]:
    opened = Journal(folder, system_random)
    yield opened
    opened.close()


def test_every_record_and_the_folder_are_synced_before_the_names_are_given(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: list[str] = []
    for act in ("fsync", "rename"):
        real = getattr(os, act)

        def noted(*args: object, act: str = act, real: Callable[..., object] = real) -> object:
            done = real(*args)
            is_folder = act == "fsync" and stat.S_ISDIR(os.fstat(args[0]).st_mode)  # type: ignore[arg-type]
            acts.append("sync folder" if is_folder else act)
            return done

        monkeypatch.setattr(os, act, noted)
    journal.keep((b"number", b"text"), TODAY)
    assert acts == ["fsync", "fsync", "rename", "rename", "sync folder"]


def test_what_was_half_written_is_removed_at_the_start_and_what_was_whole_is_kept(folder: Path) -> None:
    first = Journal(folder, system_random)
    names = first.keep((b"number", b"text"), TODAY)
    (folder / "0123.new").write_bytes(b"half")
    first.close()
    second = Journal(folder, system_random)
    assert second.names() == sorted(names)
    assert not list(folder.glob("*.new"))
    assert {second.read(name) for name in names} == {b"number", b"text"}
    second.close()


def test_records_are_private_and_their_times_are_a_day(journal: Journal, folder: Path) -> None:
    names = journal.keep((b"number", b"text"), TODAY)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in names:
        found = (folder / f"{name}.sealed").stat()
        assert stat.S_IMODE(found.st_mode) == 0o600
        assert (found.st_mtime, found.st_atime) == (TODAY * 86_400, TODAY * 86_400)


def test_names_are_random_and_count_nothing(journal: Journal) -> None:
    names = [name for _ in range(20) for name in journal.keep((b"number", b"text"), TODAY)]
    assert len(set(names)) == 40
    assert {len(name) for name in names} == {32}
    assert names != sorted(names)


def test_two_gateways_do_not_work_on_one_folder(journal: Journal, folder: Path) -> None:
    with pytest.raises(JournalInUse):
        Journal(folder, system_random)


def test_a_folder_that_others_may_look_into_is_refused(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    with pytest.raises(BadSettings):
        Journal(folder, system_random)


def test_forgetting_twice_does_no_harm(journal: Journal) -> None:
    (name,) = journal.keep((b"text",), TODAY)
    journal.forget(name)
    journal.forget(name)
    assert journal.names() == []


def test_a_refused_record_leaves_the_others_alone(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = journal.keep((b"number", b"text"), TODAY)
    with full_disk(Path()), pytest.raises(NotKept):
        journal.keep((b"number", b"x" * 20_000), TODAY)
    assert journal.names() == sorted(kept)
