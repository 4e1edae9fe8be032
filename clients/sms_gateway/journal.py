"""Sealed records on the disk until intake has signed for them. Nothing readable is ever written.

    <folder>/<32 random hex>.sealed   one sealed part, whole
    <folder>/<32 random hex>.new      one being written: whatever has this name at a start is removed
    <folder>/lock                     held by the one gateway that works here

Rules of this file
* A record counts when its file and the folder that names it are on the disk (fsync); only then may anyone be answered.
* A message is two records, text and number, kept or refused together: both are on the disk before the first gets its
  name. A crash between the two names can leave a number without its text. Nobody was answered then, the provider sends
  again, and the lone number is opened by nobody.
* Names are random, sizes alike, the file's times set to the day. A file system still notes when an inode changed, and
  files made together may lie together: whoever seizes the disk sees that, and only ciphertext.
"""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from clients.sms_gateway.errors import BadSettings, JournalInUse, NotKept
from protocol.primitives import Randomness

_WHOLE, _HALF = ".sealed", ".new"
_DAY = 86_400


class Journal:
    """The folder, locked for this process. Not for two threads at once but for `names` and `read`."""

    def __init__(self, folder: Path, random: Randomness) -> None:
        """Make or open the folder and clear what was half written. Raises BadSettings, JournalInUse or OSError."""
        self._folder, self._random = folder, random
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if stat.S_IMODE(folder.stat().st_mode) & 0o077:
            raise BadSettings("Others may look into the journal's folder. Type: chmod 700, and its name.")
        self._lock = _locked(folder / "lock")
        for half in folder.glob(f"*{_HALF}"):
            half.unlink()
        _sync_folder(folder)

    def keep(self, records: tuple[bytes, ...], day: int) -> tuple[str, ...]:
        """Return the records' names once all are durable. Raises NotKept, and then none is there."""
        names = tuple(self._random(16).hex() for _ in records)
        try:
            for name, record in zip(names, records, strict=True):
                self._write(name, record, day)
            for name in names:
                os.rename(self._half(name), self._whole(name))  # noqa: PTH104 - one act, as the disk does it
            _sync_folder(self._folder)
        except OSError:
            self._clear(names)
            raise NotKept from None
        return names

    def names(self) -> list[str]:
        """What waits, in no order that tells anything."""
        return sorted(waiting(self._folder))

    def read(self, name: str) -> bytes:
        return self._whole(name).read_bytes()

    def forget(self, name: str) -> None:
        """Remove one that intake has signed for. If we end before it is gone for good, it is only sent again."""
        self._whole(name).unlink(missing_ok=True)
        _sync_folder(self._folder)

    def close(self) -> None:
        os.close(self._lock)

    def _write(self, name: str, record: bytes, day: int) -> None:
        handle = os.open(self._half(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            rest = memoryview(record)
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.utime(handle, (day * _DAY, day * _DAY))
            os.fsync(handle)
        finally:
            os.close(handle)

    def _clear(self, names: tuple[str, ...]) -> None:
        """Best done in this order: a text without its number would be worse than a number without its text."""
        for name in reversed(names):
            for file in (self._half(name), self._whole(name)):
                try:
                    file.unlink(missing_ok=True)
                except OSError:
                    continue  # a disk that refuses to write refuses this too; a start clears what is half

    def _half(self, name: str) -> Path:
        return self._folder / (name + _HALF)

    def _whole(self, name: str) -> Path:
        return self._folder / (name + _WHOLE)


def waiting(folder: Path) -> Iterator[str]:
    """Names of whole records; for anyone who only looks, without the lock."""
    return (file.stem for file in folder.glob(f"*{_WHOLE}"))


def _locked(file: Path) -> int:
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise JournalInUse from None
    return handle


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
