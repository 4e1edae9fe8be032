"""Notes of the log that anyone brings: can all be of one log? SPEC 14.5 and 14.9.

Two heads of one size with different roots, both signed by the log, need nothing beside them: the log showed different
people different things. Nor does a smaller head that a witness co-signed after a larger one. Of two other sizes the log
itself has to say whether one begins the other, and a log that cannot is no better than one that lied.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from clients.auditor.log_check import CannotReachLog, Log, check_since
from clients.durable_file import read_at_most
from clients.kept_notes import MOST_KEPT, notes_in
from protocol.checkpoint import Checkpoint
from protocol.cosignature import cosignatures_on
from protocol.directory import TrustedDirectory
from protocol.errors import CheckpointRefused, ConsistencyRefused, HeadTakenBack, LogForked, ProtocolError
from protocol.heads import SeenHead, compare_heads, read_seen


class NotANote(CheckpointRefused):
    """This file cannot be read, or holds no note that the log of this directory signed."""


class Agreement(Enum):
    """What is known of two heads."""

    ONE = "They are of one log."
    TWO = "They prove that the log shows different people different things: keep this file, and tell everyone."
    BACK = (
        "A witness co-signed the smaller one after the larger one: the log was rolled back, or that witness is not to "
        "be relied on. Keep this file, and tell everyone."
    )
    UNPROVED = "The log does not prove that the larger one goes on from the smaller one: it was rolled back or split."
    ALONE = "There is one note only: nothing was compared. Name another, or say --intake."
    UNKNOWN = "They have different sizes. Only the log can prove that one goes on from the other: say --url."


@dataclass(frozen=True, slots=True)
class Brought:
    """A head that the log signed, every note that it came in, and which of the directory's witnesses say so too."""

    head: Checkpoint
    notes: tuple[bytes, ...]
    seen: tuple[SeenHead, ...]
    witnesses: tuple[str, ...]

    def joined(self, other: Brought) -> Brought:
        names = sorted({*self.witnesses, *other.witnesses})
        return Brought(self.head, self.notes + other.notes, self.seen + other.seen, tuple(names))


def read_brought(files: Iterable[Path], directory: TrustedDirectory, now: float) -> list[Brought]:
    """Every head in these files, each once, the smallest first. Raises NotANote."""
    found: dict[Checkpoint, Brought] = {}
    for file in files:
        try:
            each = [_read(note, directory, now) for note in notes_in(read_at_most(file, MOST_KEPT))]
        except OSError as refused:
            raise NotANote(f"{file.name or file} cannot be read: {refused.strerror}.") from None
        except ProtocolError:
            raise NotANote(f"{file.name} holds no note that the log of this directory signed.") from None
        for one in each:
            _add(found, one)
    return _smallest_first(found)


def with_shown(brought: list[Brought], note: bytes, directory: TrustedDirectory, now: float) -> list[Brought]:
    """And what intake shows to everyone. Raises NotANote."""
    found = {one.head: one for one in brought}
    try:
        _add(found, _read(note, directory, now))
    except ProtocolError:
        raise NotANote("What intake shows is no note that the log of this directory signed.") from None
    return _smallest_first(found)


def _read(note: bytes, directory: TrustedDirectory, now: float) -> Brought:
    seen = read_seen(note, directory, now)
    # Whoever co-signed it is named also where their clock was ahead; what they prove is another matter.
    words = cosignatures_on(note, directory, float("inf"))
    return Brought(seen.head, (note,), (seen,), tuple(one.witness for one in words))


def _add(found: dict[Checkpoint, Brought], one: Brought) -> None:
    found[one.head] = found[one.head].joined(one) if one.head in found else one


def _smallest_first(found: dict[Checkpoint, Brought]) -> list[Brought]:
    return sorted(found.values(), key=lambda one: (one.head.size, one.head.root))


def agree(brought: list[Brought], log: Log | None) -> Iterator[tuple[Brought, Brought, Agreement]]:
    """Each with the next larger one, and any two that prove a lie by themselves. Raises CannotReachLog."""
    for one, other in itertools.combinations(brought, 2):
        if (lie := _lie(one, other)) is not None:
            yield one, other, lie
    for one, other in itertools.pairwise(brought):
        if _lie(one, other) is None:
            yield one, other, _asked(one.head, other.head, log)


def proof_of(one: Brought, other: Brought) -> tuple[bytes, bytes]:
    """A note of each: two that prove a lie by themselves, where any do."""
    pairs = zip(itertools.product(one.notes, other.notes), itertools.product(one.seen, other.seen), strict=True)
    return next((notes for notes, seen in pairs if _lie_of(*seen)), (one.notes[0], other.notes[0]))


def _lie(one: Brought, other: Brought) -> Agreement | None:
    """What two heads prove by themselves, in any of the notes that they came in."""
    return next(filter(None, itertools.starmap(_lie_of, itertools.product(one.seen, other.seen))), None)


def _lie_of(seen: SeenHead, shown: SeenHead) -> Agreement | None:
    try:
        compare_heads(seen, shown)
    except LogForked:
        return Agreement.TWO
    except HeadTakenBack:
        return Agreement.BACK
    return None


def _asked(older: Checkpoint, newer: Checkpoint, log: Log | None) -> Agreement:
    if log is None:
        return Agreement.UNKNOWN
    try:
        check_since(log, older, newer)
    except ConsistencyRefused:
        return Agreement.UNPROVED
    except CannotReachLog:
        return Agreement.UNKNOWN
    return Agreement.ONE
