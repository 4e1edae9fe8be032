"""The newest head of the log that a program was shown, in a small file, and the next one held against it. SPEC 14.9.

The file is the note as the log signed it; `leeward ledger verify --memory` keeps the same one. A program that reaches
intake alone asks nobody for a proof: what it finds out is what two notes say by themselves (protocol/heads.py).

Rules of this file
* What was once remembered gives way to a larger head only. Of one head the first note is kept: the earlier a witness's
  word on it, the more notes of a smaller head it convicts.
* Two heads that contradict each other are kept beside the file, and the file stays as it is: as long as the lie is
  shown, it is found.
* What is kept has no line that the log or a witness of the directory did not write: whoever hands a note out could mark
  with one whom they gave it to.
* A file that holds anything else than a head of the directory's log is never written over.
* Two programs with one memory come one after the other: between reading and writing it nobody else may write a larger
  head, which would be lost.

HeadMemoryError
├── MemoryNotRead
├── MemoryInUse
├── MemoryDamaged
│   └── AnotherKey
├── NotRemembered
└── Contradicted
    └── ContradictedNotKept
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from clients.durable_file import read_at_most, write_durably
from clients.kept_notes import keep_notes
from protocol.checkpoint import MAX_NOTE, head_in, parted
from protocol.cosignature import plain_note, read_head, read_witnessed
from protocol.directory import TrustedDirectory
from protocol.errors import CheckpointRefused, HeadsContradict, ProtocolError
from protocol.heads import Order, compare_heads, read_seen

PATIENCE = 10.0
"""Seconds to wait for another program that uses the same memory."""


class HeadMemoryError(Exception):
    """The head of the log could not be held against what was seen before."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class MemoryNotRead(HeadMemoryError):
    """The file of what was seen before cannot be read: is it a file, and may it be read?"""


class MemoryInUse(HeadMemoryError):
    """Another program uses the file of what was seen before. Wait until it has ended, or name another file."""


class MemoryDamaged(HeadMemoryError):
    """The file of what was seen before holds no head of this directory's log. It was left as it is. Restore it, or name
    another one."""


class AnotherKey(MemoryDamaged):
    """The head in the file of what was seen before was signed with another key than the log has now. Ask a root holder
    whether the log's key was changed. If so, keep the old file for comparing, and begin another."""


class NotRemembered(HeadMemoryError):
    """The head of the log cannot be written to the file of what was seen before: is there such a folder, may it be
    written to, is its disk full?"""


class Contradicted(HeadMemoryError):
    """Two heads of the log contradict each other: the log was forked or rolled back, or its witnesses are not to be
    relied on. Both are kept in a file named log-conflict, beside the file of what was seen before. They need nothing
    else to prove it: show them to everyone."""


class ContradictedNotKept(Contradicted):
    """Two heads of the log contradict each other: the log was forked or rolled back, or its witnesses are not to be
    relied on. They could not be kept beside the file of what was seen before. Keep that file, make room, and look
    again."""


class Held(Enum):
    """What came of holding a head against the memory."""

    BEGUN = "begun"
    SAME = "same"
    NEWER = "newer"
    OLDER = "older"


_HELD = {Order.SAME: Held.SAME, Order.LARGER: Held.NEWER, Order.SMALLER: Held.OLDER}


def hold(file: Path, note: bytes, directory: TrustedDirectory, now: float) -> Held:
    """Hold what was shown against what is remembered in `file`, and remember the larger one.

    Raises CheckpointRefused, NoSuchDevice or TooFewWitnesses for a note that is not to be relied on, else a
    HeadMemoryError: NotRemembered where it cannot be written, Contradicted where both notes prove a lie.
    """
    note = _relied_on(note, directory, now)
    with _alone_with(file):
        held = _compared(file, note, directory, now)
        if held in {Held.BEGUN, Held.NEWER}:
            _remember(file, note, now)
    return held


def compare(file: Path, note: bytes, directory: TrustedDirectory, now: float) -> Held:
    """As `hold`, for whoever only looks: nothing is remembered. What proves a lie is kept all the same."""
    return _compared(file, _relied_on(note, directory, now), directory, now)


def recall_head(file: Path, directory: TrustedDirectory) -> bytes | None:
    """The note that is remembered; None where there is no such file.

    Raises MemoryNotRead, MemoryDamaged or AnotherKey.
    """
    try:
        note = read_at_most(file, MAX_NOTE)
    except FileNotFoundError:
        return None
    except OSError:
        raise MemoryNotRead from None
    except ProtocolError:
        raise MemoryDamaged from None
    _check_ours(note, directory)
    return note


def _check_ours(note: bytes, directory: TrustedDirectory) -> None:
    """Return only if the directory's log signed it. Raises MemoryDamaged, or AnotherKey."""
    try:
        text, _ = parted(note)
        head_in(text, directory.contents.log_origin)
    except CheckpointRefused:
        raise MemoryDamaged from None
    try:
        read_head(note, directory)
    except ProtocolError:
        raise AnotherKey from None


def _relied_on(note: bytes, directory: TrustedDirectory, now: float) -> bytes:
    read_witnessed(note, directory, now)
    return plain_note(note, directory, now)


@contextmanager
def _alone_with(file: Path) -> Iterator[None]:
    # Not the folder itself: whoever may look into it could lock it, too, and hold us up.
    lock = file.with_name(f"{file.name}.lock")
    handle = _taken(lock)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)  # while it is ours: who waits for it looks whether it is still there
        os.close(handle)


def _taken(lock: Path) -> int:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if (handle := _try(lock)) is not None:
                return handle
        except OSError:
            raise NotRemembered from None
        time.sleep(0.05)
    raise MemoryInUse


def _try(lock: Path) -> int | None:
    """The lock, if nobody else has it. Raises OSError."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(handle), lock.stat()):
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass
    except OSError:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _compared(file: Path, note: bytes, directory: TrustedDirectory, now: float) -> Held:
    seen = recall_head(file, directory)
    if seen is None:
        return Held.BEGUN
    try:
        return _HELD[compare_heads(read_seen(seen, directory, now), read_seen(note, directory, now))]
    except HeadsContradict:
        _keep_both(file.parent, seen, note)
        raise Contradicted from None
    except ProtocolError:
        # What was shown was read before: it is what was remembered that has a witness's line which does not hold.
        raise MemoryDamaged from None


def _keep_both(folder: Path, seen: bytes, note: bytes) -> None:
    try:
        keep_notes(folder, seen, note)
    except OSError:
        raise ContradictedNotKept from None


def _remember(file: Path, note: bytes, now: float) -> None:
    try:
        write_durably(file, note)
        # To the day, as every time on a device that may be seized.
        os.utime(file, (day := float(int(now // 86_400) * 86_400), day))
    except OSError:
        raise NotRemembered from None
