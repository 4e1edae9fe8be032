"""The log's head in a small file (SPEC 14.9): what takes its place, what contradicts it, and what is kept as proof."""

from __future__ import annotations

import errno
import fcntl
import os
import threading
import time
from pathlib import Path

import httpx
import pytest

from clients import head_memory
from clients.auditor.comparing import Agreement, agree, read_brought
from clients.auditor.log_check import MemoryUnusable, verify_log
from clients.durable_file import write_durably
from clients.head_memory import (
    AnotherKey,
    Contradicted,
    ContradictedNotKept,
    HeadMemoryError,
    Held,
    MemoryDamaged,
    MemoryInUse,
    MemoryNotRead,
    NotRemembered,
    hold,
    recall_head,
)
from clients.kept_notes import MOST_FILES, kept_files, notes_in
from protocol.checkpoint import MAX_NOTE, Checkpoint, sign_checkpoint, written_line
from protocol.directory import DeviceRole, trust
from protocol.errors import CheckpointRefused, TooFewWitnesses
from protocol.primitives import SignKey
from tests.heads import note_of
from tests.worlds import NOW, TODAY, make_consortium

CONSORTIUM = make_consortium(witnesses=(2, 2))
DIRECTORY = CONSORTIUM.directory


def note(size: int, at: int = 100, root: str = "", witnesses: int = 2) -> bytes:
    """A head that both witnesses co-signed at that second; `root` tells another history."""
    names = list(CONSORTIUM.witnesses)[:witnesses]
    return note_of(CONSORTIUM, size, dict.fromkeys(names, at), root)


def held(file: Path, shown: bytes) -> Held:
    return hold(file, shown, DIRECTORY, NOW)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A memory with a head of nine leaves."""
    file = tmp_path / "memory"
    assert held(file, note(9)) is Held.BEGUN
    return file


def test_what_was_shown_first_is_remembered_for_its_owner_alone(file: Path) -> None:
    assert file.read_bytes() == note(9)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_larger_head_takes_its_place(file: Path) -> None:
    assert held(file, note(12, 200)) is Held.NEWER
    assert file.read_bytes() == note(12, 200)


def test_of_one_head_the_first_note_stays(file: Path) -> None:
    """The earlier a witness's word on it, the more notes of a smaller head it convicts."""
    assert held(file, note(9, 200)) is Held.SAME
    assert file.read_bytes() == note(9)
    with pytest.raises(Contradicted):
        held(file, note(4, 150))


def test_a_smaller_head_that_may_be_late_only_changes_nothing(file: Path) -> None:
    assert held(file, note(4, 90)) is Held.OLDER
    assert file.read_bytes() == note(9)
    assert kept_files(file.parent) == []


@pytest.mark.parametrize("lie", [note(9, 200, "other"), note(4, 101)], ids=["forked", "taken back"])
def test_a_lie_is_kept_whole_and_the_memory_stays_so_that_it_is_found_again(file: Path, lie: bytes) -> None:
    for _ in range(2):
        with pytest.raises(Contradicted) as refused:
            held(file, lie)
        assert type(refused.value) is Contradicted
        assert file.read_bytes() == note(9)
        (kept,) = kept_files(file.parent)
        assert notes_in(kept.read_bytes()) == [note(9), lie]


def test_what_was_kept_convinces_whoever_has_nothing_but_the_directory(file: Path) -> None:
    with pytest.raises(Contradicted):
        held(file, note(9, 200, "other"))
    brought = read_brought(kept_files(file.parent), DIRECTORY, NOW)
    assert [one for _, _, one in agree(brought, None)] == [Agreement.TWO]


def marked(note: bytes) -> bytes:
    """With lines of names that nobody knows, as intake can add them for whoever it hands the note to."""
    strangers = "".join(written_line(f"visitor-{at}", bytes([at]) * 76) for at in range(40))
    return note + strangers.encode()


def test_nothing_is_kept_that_intake_added_for_one_visitor(file: Path) -> None:
    held(file, marked(note(12, 200)))
    assert file.read_bytes() == note(12, 200)
    with pytest.raises(Contradicted):
        held(file, marked(note(12, 200, "other")))
    (kept,) = kept_files(file.parent)
    assert notes_in(kept.read_bytes()) == [note(12, 200), note(12, 200, "other")]


def test_contradictions_without_end_do_not_fill_the_disk(file: Path) -> None:
    for at in range(MOST_FILES):
        with pytest.raises(Contradicted):
            held(file, note(9, 200 + at, "other"))
    for _ in range(2):
        with pytest.raises(ContradictedNotKept):
            held(file, note(9, 900, "other"))
    assert len(kept_files(file.parent)) == MOST_FILES
    with pytest.raises(Contradicted) as known:
        held(file, note(9, 200, "other"))
    assert type(known.value) is Contradicted


def test_a_lie_is_said_also_where_it_cannot_be_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_folder: Path, *_notes: bytes) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(head_memory, "keep_notes", full)
    with pytest.raises(ContradictedNotKept):
        held(file, note(4, 101))
    assert file.read_bytes() == note(9)


def test_nothing_is_remembered_that_the_log_did_not_sign_or_too_few_co_signed(tmp_path: Path) -> None:
    file = tmp_path / "memory"
    forged = sign_checkpoint(Checkpoint(DIRECTORY.contents.log_origin, 9, bytes(32)), SignKey(bytes(32)))
    for shown, refused in (
        (forged, CheckpointRefused),
        (b"", CheckpointRefused),
        (note(9, witnesses=1), TooFewWitnesses),
    ):
        with pytest.raises(refused):
            held(file, shown)
    assert not file.exists()


@pytest.mark.parametrize(
    "raw", [b"", b"my only copy", note(9).replace(b"9", b"8", 1)[1:], b"a" * (MAX_NOTE + 1)], ids=len
)
def test_a_file_that_holds_something_else_is_never_written_over(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "memory"
    file.write_bytes(raw)
    with pytest.raises(MemoryDamaged):
        held(file, note(9))
    assert file.read_bytes() == raw


def test_a_folder_is_no_memory_and_one_that_is_not_there_cannot_have_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(MemoryNotRead):
        held(tmp_path / "folder", note(9))
    with pytest.raises(NotRemembered):
        held(tmp_path / "nowhere" / "memory", note(9))


def test_a_head_under_a_former_key_of_the_log_is_said_to_be_one_and_stays(file: Path) -> None:
    """What the new key signs cannot be held against it by anyone else: people have to say that the key was changed."""
    key = SignKey(bytes(range(32)))
    devices = tuple(
        one.model_copy(update={"sign_key": key.public}) if one.role is DeviceRole.LEDGER else one
        for one in DIRECTORY.contents.devices
    )
    changed = trust(
        CONSORTIUM.resign(lambda one: one.model_copy(update={"devices": devices})), CONSORTIUM.root_set, TODAY
    )
    shown = note_of(CONSORTIUM, 12, dict.fromkeys(CONSORTIUM.witnesses, 200), key=key)
    with pytest.raises(AnotherKey, match="Ask a root holder"):
        hold(file, shown, changed, NOW)
    assert file.read_bytes() == note(9)
    assert hold(file.with_name("another"), shown, changed, NOW) is Held.BEGUN


def test_a_head_of_another_log_is_no_memory_of_this_one(file: Path) -> None:
    other = make_consortium("other", witnesses=(2, 2))
    contents = other.directory.contents.model_copy(update={"log_origin": "log.elsewhere.example/2"})
    shown = sign_checkpoint(Checkpoint(contents.log_origin, 9, bytes(32)), other.devices[DeviceRole.LEDGER])
    file.write_bytes(shown)
    with pytest.raises(MemoryDamaged) as refused:
        held(file, note(9))
    assert type(refused.value) is MemoryDamaged


def test_an_auditor_takes_the_same_file_and_says_the_same_of_one_that_is_none(file: Path) -> None:
    assert recall_head(file, DIRECTORY) == note(9)
    file.write_bytes(b"my only copy")
    nowhere = httpx.MockTransport(lambda _: httpx.Response(500))
    with pytest.raises(MemoryUnusable, match=r"Nothing was checked.*holds no head of this directory's log"):
        verify_log("http://log", DIRECTORY, file, transport=nowhere)


def test_an_error_is_one_sentence_or_more_and_names_no_file() -> None:
    kinds = [MemoryDamaged, AnotherKey, NotRemembered, Contradicted, ContradictedNotKept]
    assert all(issubclass(kind, HeadMemoryError) and str(kind()) and "\n" not in str(kind()) for kind in kinds)


def test_a_program_that_never_ends_holds_nobody_up_for_ever(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head_memory, "PATIENCE", 0.2)
    with file.with_name("memory.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        begun = time.monotonic()
        with pytest.raises(MemoryInUse):
            held(file, note(12, 200))
        assert time.monotonic() - begun < 30  # seconds: nowhere near for ever, however busy the machine is
    assert file.read_bytes() == note(9)
    assert held(file, note(12, 200)) is Held.NEWER


def test_a_folder_that_somebody_else_locks_holds_nobody_up(file: Path) -> None:
    with_handle = os.open(file.parent, os.O_RDONLY)
    try:
        fcntl.flock(with_handle, fcntl.LOCK_SH)
        assert held(file, note(12, 200)) is Held.NEWER
    finally:
        os.close(with_handle)


def test_beside_the_memory_nothing_stays_and_its_time_is_a_day(file: Path) -> None:
    assert list(file.parent.iterdir()) == [file]
    assert file.stat().st_mtime == TODAY * 86_400


def test_of_two_programs_with_one_memory_neither_puts_an_older_head_back(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one begins while the first has read the memory and is about to write."""
    other = threading.Thread(target=lambda: held(file, note(15, 300)))

    def while_another_begins(path: Path, raw: bytes) -> None:
        if raw == note(12, 200):
            other.start()
            other.join(1.0)  # it must wait for us; without that it is done by then
        write_durably(path, raw)

    monkeypatch.setattr(head_memory, "write_durably", while_another_begins)
    held(file, note(12, 200))
    other.join()
    assert file.read_bytes() == note(15, 300)
