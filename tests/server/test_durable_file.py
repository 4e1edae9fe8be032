"""A server's files: the new one or the one before, whole, whatever fails at whatever step."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from server.durable_file import remove_leftovers, write_durably


def fail_at(monkeypatch: pytest.MonkeyPatch, call: str, turn: int) -> None:
    """From its `turn`th time on, a system call answers that the disk is full."""
    real, times = getattr(os, call), 0

    def full(*arguments: object, **named: object) -> object:
        nonlocal times
        times += 1
        if times >= turn:
            raise OSError(28, "No space left on device")
        return real(*arguments, **named)

    monkeypatch.setattr(os, call, full)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


STEPS = [("open", 1), ("fsync", 1), ("open", 2), ("fsync", 2), ("replace", 1)]
LAST_STEP = [("open", 3), ("fsync", 3)]
"""Where there was a file before: one step of each kind earlier where there was none."""


@pytest.mark.parametrize(("call", "turn"), STEPS + LAST_STEP)
def test_a_step_that_fails_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, turn: int
) -> None:
    file = tmp_path / "policy.cbor"
    write_durably(file, b"old")
    with monkeypatch.context() as failing:
        fail_at(failing, call, turn)
        with pytest.raises(OSError, match="No space"):
            write_durably(file, b"new")
    assert files(tmp_path) == {"policy.cbor": b"old"}
    write_durably(file, b"newer")
    assert files(tmp_path) == {"policy.cbor": b"newer"}


@pytest.mark.parametrize(("call", "turn"), STEPS)
def test_a_first_file_that_cannot_be_kept_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, turn: int
) -> None:
    with monkeypatch.context() as failing:
        fail_at(failing, call, turn)
        with pytest.raises(OSError, match="No space"):
            write_durably(tmp_path / "directory-2.cbor", b"new")
    assert files(tmp_path) == {}


def test_what_an_administrator_put_there_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Linux gives nobody a second name for a file of somebody else's: the first policy could never be replaced."""
    (tmp_path / "policy.cbor").write_bytes(b"old")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    write_durably(tmp_path / "policy.cbor", b"new")
    assert files(tmp_path) == {"policy.cbor": b"new"}


def test_content_then_name_then_folder_go_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def noting(name: str, real: Callable[..., object]) -> Callable[..., object]:
        return lambda *arguments, **named: (done.append(name), real(*arguments, **named))[1]

    for name in ("fsync", "replace"):
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    write_durably(tmp_path / "policy.cbor", b"new")
    assert done == ["fsync", "replace", "fsync"]


def test_what_a_crash_left_is_in_nobodys_way_and_is_cleared_alone(tmp_path: Path) -> None:
    for name in ("a.sealed.new", "a.sealed.old", "b.sealed", "mine.old"):
        (tmp_path / name).write_bytes(b"left")
    write_durably(tmp_path / "a.sealed", b"whole")
    assert files(tmp_path).keys() == {"a.sealed", "b.sealed", "mine.old"}
    (tmp_path / "b.sealed.old").write_bytes(b"left")
    (tmp_path / "b.sealed.new").write_bytes(b"left")
    remove_leftovers(tmp_path, "*.sealed")
    assert files(tmp_path).keys() == {"a.sealed", "b.sealed", "mine.old"}


@pytest.mark.parametrize(("mode", "seen"), [(0o600, 0o600), (0o644, 0o640)])
def test_it_is_readable_by_whom_it_was_meant_for_and_the_systems_mask_allows(
    tmp_path: Path, mode: int, seen: int
) -> None:
    mask = os.umask(0o027)
    try:
        write_durably(tmp_path / "file", b"x", mode)
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == seen
