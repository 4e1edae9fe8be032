"""Two notes of the log that anyone brings: can both be of one log? SPEC 14.5.

Two heads of one size with different roots, both signed by the log, need nothing beside them: the log showed different
people different things. Of two sizes the log itself has to say whether one begins the other, and a log that cannot is
no better than one that lied.
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
from protocol.cosignature import cosignatures_on, read_head
from protocol.directory import TrustedDirectory
from protocol.errors import CheckpointRefused, ConsistencyRefused, ProtocolError


class NotANote(CheckpointRefused):
    """This file holds no note that the log of this directory signed."""


class Agreement(Enum):
    """What is known of two heads."""

    ONE = "They are of one log."
    TWO = "They prove that the log shows different people different things: keep this file, and tell everyone."
    UNPROVED = "The log does not prove that the larger one goes on from the smaller one: it was rolled back or split."
    UNKNOWN = "They have different sizes. Only the log can prove that one goes on from the other: say --url."


@dataclass(frozen=True, slots=True)
class Brought:
    """A head that the log signed, and which of the directory's witnesses say so too."""

    head: Checkpoint
    witnesses: tuple[str, ...]


def read_brought(files: Iterable[Path], directory: TrustedDirectory) -> list[Brought]:
    """Every note in these files, each once, the smallest first. Raises NotANote."""
    found: dict[Checkpoint, Brought] = {}
    for file in files:
        try:
            for note in notes_in(read_at_most(file, MOST_KEPT)):
                words = cosignatures_on(note, directory, float("inf"))
                head = read_head(note, directory)
                found[head] = Brought(head, tuple(one.witness for one in words))
        except (OSError, ProtocolError):
            raise NotANote(f"{file.name} holds no note that the log of this directory signed.") from None
    return sorted(found.values(), key=lambda one: (one.head.size, one.head.root))


def agree(brought: list[Brought], log: Log | None) -> Iterator[tuple[Brought, Brought, Agreement]]:
    """Each with the next larger one. Raises CannotReachLog."""
    for one, other in itertools.pairwise(brought):
        yield one, other, _agreement(one.head, other.head, log)


def _agreement(older: Checkpoint, newer: Checkpoint, log: Log | None) -> Agreement:
    if older.size == newer.size:
        return Agreement.TWO
    if log is None:
        return Agreement.UNKNOWN
    try:
        check_since(log, older, newer)
    except ConsistencyRefused:
        return Agreement.UNPROVED
    except CannotReachLog:
        return Agreement.UNKNOWN
    return Agreement.ONE
