"""May this witness co-sign what the log shows? Decided without network, clock or disk. SPEC 14.7.

Rules of this file
* What the log says is a claim: its key must have signed it, and each of its heads must lie on one line with the last
  one that was co-signed here.
* A proof is asked for by the caller, through `Prove`; one that does not come because the log has none is a refusal.
* What is co-signed is never smaller than what was co-signed before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clients.witness.errors import AnotherLog, CannotReach, ClockBehind, LogSplit, NotListed, SetBack
from clients.witness.memory import Seen
from protocol.checkpoint import Checkpoint, check_grown, parted
from protocol.cosignature import MOST_AHEAD, Cosignature, cosignatures_on, read_head
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.errors import CheckpointRefused, ConsistencyRefused

Prove = Callable[[Checkpoint, Checkpoint], tuple[bytes, ...] | None]
"""The log's consistency proof from a head to a larger one; None where the log does not have these sizes."""


@dataclass(frozen=True, slots=True)
class Who:
    """This witness: its name and public key."""

    name: str
    public: bytes


@dataclass(frozen=True, slots=True)
class ToSign:
    """The head that may be co-signed now, the log's note with it, and the moment to sign."""

    head: Checkpoint
    note: bytes
    at: int


def check_listed(who: Who, directory: TrustedDirectory) -> None:
    """Raises NotListed."""
    if not any((one.witness, one.sign_key) == (who.name, who.public) for one in directory.contents.witnesses):
        raise NotListed


def check_same_log(seen: Seen, directory: TrustedDirectory) -> None:
    """Raises AnotherLog where the directory names another log, or another key, than was co-signed until now."""
    if (seen.origin, seen.log_key) != (directory.contents.log_origin, directory.device_key(DeviceRole.LEDGER)):
        raise AnotherLog


def read_claim(note: bytes, directory: TrustedDirectory) -> Checkpoint:
    """The head in a note. Raises AnotherLog for a note that is not of the directory's log; CannotReach for no note."""
    try:
        parted(note)
    except CheckpointRefused:
        raise CannotReach from None
    try:
        return read_head(note, directory)
    except CheckpointRefused:
        raise AnotherLog from None


def check_on_one_line(seen: Checkpoint, claimed: Checkpoint, prove: Prove) -> None:
    """Return only if one of the two begins the other. Raises LogSplit."""
    older, newer = sorted((seen, claimed), key=lambda one: one.size)
    # Asked also where no proof is needed: a log that was cut down to nothing does not have the larger size any more.
    proof = prove(older, newer) if older.size < newer.size else ()
    if proof is None:
        raise LogSplit
    try:
        check_grown(older, newer, proof)
    except ConsistencyRefused:
        raise LogSplit from None


def has_own_word(note: bytes, who: Who, directory: TrustedDirectory) -> bool:
    """Whether this witness has co-signed that note before. Raises AnotherLog where a witness's line does not hold."""
    return bool(_own_words(note, who, directory))


def check_own_words(note: bytes, head: Checkpoint, seen: Seen, who: Who, directory: TrustedDirectory) -> None:
    """Raises SetBack where the note has a word of this witness that this witness does not remember."""
    if any(one.at > seen.at or head.size > seen.head.size for one in _own_words(note, who, directory)):
        raise SetBack


def choose(asked: Checkpoint, note: bytes, seen: Seen, now: float) -> ToSign:
    """What to co-sign once everything holds: what the log asks for, or again the last one where that is larger.

    Raises ClockBehind. A second that was signed already is followed by the next one: moments of one witness only grow.
    """
    if now + MOST_AHEAD < seen.at:
        raise ClockBehind
    at = max(int(now), seen.at + 1)
    if asked.size < seen.head.size:
        return ToSign(seen.head, seen.note, at)
    return ToSign(asked, note, at)


def _own_words(note: bytes, who: Who, directory: TrustedDirectory) -> list[Cosignature]:
    try:
        said = cosignatures_on(note, directory, float("inf"))
    except CheckpointRefused:
        raise AnotherLog from None
    return [one for one in said if one.witness == who.name]
