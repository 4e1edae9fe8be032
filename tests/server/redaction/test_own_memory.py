"""What a desk says as it starts where its memory, or a room's, is not kept as it should be."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from server.redaction import own_memory
from server.redaction.own_memory import keep_to_itself
from server.redaction.room import processes
from server.redaction.room.asking import Room
from server.redaction.room.processes import RoomsAhead
from server.redaction.room.questions import Lack

pytestmark = pytest.mark.anyio
HEAD = "Filename Type Size Used Priority\n"


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [str(record.msg) for record in caplog.records]


@pytest.mark.parametrize("wiped", [True, False])
@pytest.mark.parametrize("locked", [True, False])
@pytest.mark.parametrize("swap", ["", "/dev/zram0 partition 1 0 -2\n", "/swapfile file 1 0 -2\n"])
def test_a_desk_says_what_its_memory_may_leave_behind_and_where(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    wiped: bool,
    locked: bool,
    swap: str,
) -> None:
    monkeypatch.setattr(own_memory, "wipes_what_is_freed", lambda: wiped)
    monkeypatch.setattr(own_memory, "lock_memory", lambda: locked)
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/swaps").write_text(HEAD + swap)
    with caplog.at_level(logging.INFO, "leeward"):
        keep_to_itself(tmp_path)
    assert ("freed-memory-not-wiped" in said(caplog)) is not wiped
    assert ("memory-not-locked" in said(caplog)) is not locked
    assert ("swap-in-the-clear" in said(caplog)) is swap.startswith("/swapfile")


@pytest.mark.parametrize("can", [True, False])
def test_a_system_whose_library_wipes_nothing_is_a_fault(monkeypatch: pytest.MonkeyPatch, can: bool) -> None:
    monkeypatch.setattr(own_memory, "can_wipe_what_is_freed", lambda: can)
    assert own_memory.memory_faults() == (() if can else (own_memory.NOT_WIPED,))


async def test_what_rooms_lack_here_is_said_once_and_not_for_each_room(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Lacking(Room):
        def __init__(self) -> None:
            self.lacks = frozenset({Lack.MEMORY_LOCK, Lack.NETWORK})

    async def begin(_start: object) -> Room:
        return Lacking()

    monkeypatch.setattr(processes, "begin", begin)
    ahead = RoomsAhead()
    with caplog.at_level(logging.INFO, "leeward"):
        for _ in range(3):
            await ahead.take()
    assert said(caplog) == ["room-lacks lack=memory_lock", "room-lacks lack=network"]
