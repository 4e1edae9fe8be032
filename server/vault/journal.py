"""What was taken back, changed or destroyed, kept beside the database too: a restored backup hears it again.

Rules of this file
* A batch is on the disk, in every folder, before the transaction that does what it says (keeping/recording.py). So the
  journal is never behind the database. Where the vault ends in between it is ahead, and wishes/replaying.py sees to it.
* A batch is a file of its own, written whole or not at all: nothing is appended to what is there, and no end is torn.
* Each has a random name, which the database keeps as well: what it does not name it has not heard.
* The batches of a day that is over become one file, sorted by content. Else it would show for good what came together,
  and a source takes back a testimony and its identity in one visit (keeping/mixing.py).
* It holds what the database holds of the same: signed statements and ids, no part, and no time but days.
* Each file is signed by the vault, whose keys no folder has: whoever can write there could else put in an id, or
  another day for a statement. With the key that it has now: one that was replaced may have been stolen. What an old key
  signed is signed anew once, by an operator (`sign_anew`), and by no start. What was left out shows only where the
  database has heard of it. Decision 27.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.encoding import Day, Message, Purpose, Signature
from protocol.errors import BadSignature, ProtocolError
from protocol.primitives import SignKey, sign, verify
from server.durable_file import remove_leftovers, sync, write_durably
from server.vault.errors import JournalDamaged, JournalNotSigned, JournalOfAnOldKey, JournalOutOfReach, JournalsDiffer

NAME = 16
MOST_ENTRIES = 50_000
"""In one file; a visit does 4,096 posts at a time, of six statements each."""


class Said(StrEnum):
    """What an entry has: a statement as it was signed, or the id of a part."""

    WITHDRAWAL = "withdrawal"
    CONSENT = "consent"
    WITHDRAWN = "withdrawn"
    """The id of a part that a withdrawal reached."""
    DESTROYED = "destroyed"
    """The id of a part that was destroyed as promised."""


class JournalEntry(Message):
    """`day`: of a statement, that on which the vault first held it; of an id, that on which it happened."""

    kind: Said
    day: Day
    body: Annotated[bytes, Field(max_length=4096)]


class JournalFile(Message):
    """One batch, or those of a day: then with all their names."""

    BOUND: ClassVar[int] = 256 * 1024 * 1024

    type: Literal["leeward/v1/journal"] = "leeward/v1/journal"
    day: Day
    names: tuple[Annotated[bytes, Field(min_length=NAME, max_length=NAME)], ...]
    entries: Annotated[tuple[JournalEntry, ...], Field(max_length=MOST_ENTRIES)]

    def file_name(self) -> str:
        return f"{self.day}-{hashlib.sha256(b''.join(self.names)).hexdigest()[:32]}.journal"


class SignedJournal(Message):
    """As it lies in a folder: `batch` is a JournalFile, signed by the vault."""

    BOUND: ClassVar[int] = JournalFile.BOUND + 1024

    batch: Annotated[bytes, Field(max_length=JournalFile.BOUND)]
    signature: Signature


@dataclass(frozen=True, slots=True)
class Journal:
    """The same files in each of these folders, the second best on another machine: what it is for goes with the last.

    The folders must be there: one that is not mounted is not made in its place. `key`: the vault's own, which signs.
    `keys`: every public key that the vault has had, by the directories that it trusts: for `sign_anew` alone.
    """

    folders: tuple[Path, ...]
    key: SignKey = field(repr=False)
    keys: Callable[[], Collection[bytes]]

    def write(self, batch: JournalFile) -> None:
        """On every disk when this returns. Raises JournalOutOfReach, and then it may be on some of them."""
        raw = self._signed(batch)
        for folder in self.folders:
            _write(folder / batch.file_name(), raw)

    def load(self) -> list[JournalFile]:
        """Every batch of any folder; those that one of them lacks are written there, byte by byte as they were signed.

        For a start: what a crash left half written goes. Raises JournalOutOfReach, JournalDamaged, JournalOfAnOldKey or
        JournalNotSigned.
        """
        held = [dict(self._read(folder)) for folder in self.folders]
        every = {name: batch for one in held for name, batch in one.items()}
        of = {name: folder for folder, one in zip(self.folders, held, strict=True) for name in one}
        for folder, here in zip(self.folders, held, strict=True):
            there = {name for batch in here.values() for name in batch.names}
            for name, batch in every.items():
                if not there.issuperset(batch.names):
                    _write(folder / name, _bytes_of(of[name] / name))
        return list(every.values())

    def sign_anew(self) -> int:
        """How many files were signed with a key that the vault had before; they have its own from now on.

        Whoever has such a key could have written any of them: so all folders must say the same. Nothing is changed
        until all is checked. Raises JournalsDiffer, and as `load` but for JournalOfAnOldKey.
        """
        held = [{path: self._load(path, self.keys()) for path in self._paths(folder)} for folder in self.folders]
        if len({_said_in(batches.values()) for batches in held}) > 1:
            raise JournalsDiffer
        old = {path: batch for batches in held for path, batch in batches.items() if not self._is_ours(path)}
        for path, batch in old.items():
            _write(path, self._signed(batch))
        return len(old)

    def settle(self, today: int) -> None:
        """Put the batches of each day that is over into one file. Raises as `load` does."""
        for folder in self.folders:
            days = groupby(sorted(self._paths(folder), key=_day_of), key=_day_of)
            for day, paths in [(day, list(paths)) for day, paths in days]:
                if day < today and len(paths) > 1:
                    self._join(folder, paths)

    def _paths(self, folder: Path) -> list[Path]:
        if not folder.is_dir():
            raise JournalOutOfReach
        return list(folder.glob("*.journal"))

    def _read(self, folder: Path) -> Iterator[tuple[str, JournalFile]]:
        paths = self._paths(folder)
        remove_leftovers(folder, "*.journal")
        for path in paths:
            yield path.name, self._load(path)

    def _signed(self, batch: JournalFile) -> bytes:
        raw = batch.to_bytes()
        return SignedJournal(batch=raw, signature=sign(self.key, Purpose.JOURNAL, raw)).to_bytes()

    def _load(self, path: Path, before: Collection[bytes] = ()) -> JournalFile:
        """`before`: keys that are taken beside the vault's own."""
        try:
            signed = SignedJournal.from_bytes(_bytes_of(path))
            self._check(signed, {self.key.public, *before})
            batch = JournalFile.from_bytes(signed.batch)
        except ProtocolError:
            raise JournalDamaged from None
        if batch.file_name() != path.name:
            raise JournalDamaged
        return batch

    def _check(self, signed: SignedJournal, keys: Collection[bytes]) -> None:
        if _is_by(signed, keys):
            return
        raise JournalOfAnOldKey if _is_by(signed, self.keys()) else JournalNotSigned

    def _is_ours(self, path: Path) -> bool:
        return _is_by(SignedJournal.from_bytes(_bytes_of(path)), {self.key.public})

    def _join(self, folder: Path, paths: Sequence[Path]) -> None:
        """The new file first, then the old ones go: a crash in between leaves all of it twice."""
        for batches in _as_many_as_fit({path: self._load(path) for path in paths}.items()):
            if len(batches) > 1:
                joined = joined_batch([batch for _, batch in batches])
                _write(folder / joined.file_name(), self._signed(joined))
                for path, _ in batches:
                    if path.name != joined.file_name():
                        path.unlink(missing_ok=True)
        sync(folder)


def _is_by(signed: SignedJournal, keys: Collection[bytes]) -> bool:
    for key in keys:
        with suppress(BadSignature):
            verify(key, Purpose.JOURNAL, signed.batch, signed.signature)
            return True
    return False


def _said_in(batches: Iterable[JournalFile]) -> frozenset[object]:
    """All names and entries: folders that say the same may have joined their days at other times."""
    return frozenset(said for batch in batches for said in (*batch.names, *batch.entries))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise JournalOutOfReach from None


def _day_of(path: Path) -> int:
    try:
        return int(path.name.partition("-")[0])
    except ValueError:
        raise JournalDamaged from None


def _write(path: Path, raw: bytes) -> None:
    try:
        write_durably(path, raw)
    except OSError:
        raise JournalOutOfReach from None


def _as_many_as_fit(batches: Iterable[tuple[Path, JournalFile]]) -> Iterator[list[tuple[Path, JournalFile]]]:
    some: list[tuple[Path, JournalFile]] = []
    for one in batches:
        if sum(len(batch.entries) for _, batch in [*some, one]) > MOST_ENTRIES:
            yield some
            some = []
        some.append(one)
    yield some


def joined_batch(batches: Sequence[JournalFile]) -> JournalFile:
    """What several of one day say, in an order that tells nothing; each name and entry once."""
    entries = {(entry.kind, entry.body, entry.day): entry for batch in batches for entry in batch.entries}
    names = {name for batch in batches for name in batch.names}
    ordered = tuple(entries[place] for place in sorted(entries))
    return JournalFile(day=batches[0].day, names=tuple(sorted(names)), entries=ordered)
