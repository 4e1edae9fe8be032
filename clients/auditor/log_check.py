"""Download the log and compute it anew. SPEC 14.

The log is not believed: its newest checkpoint must carry the signature of the directory's key and the cosignatures of
as many witnesses as the directory asks for, the tiles must give the root it names, and it must contain the log that was
seen before. What was seen is remembered in a small file.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from clients.authorities import authorities
from clients.exchange import SECONDS_IN_ALL, Asked, NoAnswer, exchange
from clients.head_memory import Contradicted, HeadMemoryError, hold, recall_head
from clients.kept_notes import keep_notes
from protocol.checkpoint import Checkpoint, check_grown
from protocol.cosignature import plain_note, read_head, read_witnessed
from protocol.directory import TrustedDirectory
from protocol.errors import ConsistencyRefused, Malformed, ProofRefused, ProtocolError, TooFewWitnesses
from protocol.ledger_crossings import Consistency
from protocol.merkle import GrowingTree
from protocol.tiles import Tile, hashes_in, tiles_of

SECONDS = 30.0
_MOST_NOTE = 64 * 1024


class LogCheckError(Exception):
    """The log could not be checked."""

    def __str__(self) -> str:
        return self.args[0] if self.args else " ".join((type(self).__doc__ or "").split())


class CannotReachLog(LogCheckError):
    """The log cannot be reached, or does not serve what a log serves. Nothing was found out."""


class MemoryUnusable(LogCheckError):
    """The file of what was seen before cannot be read or written."""


class NotWitnessed(LogCheckError):
    """Too few witnesses have co-signed what the log shows, so it may show others something else. Do not rely on it."""


class LogDoesNotHold(LogCheckError):
    """The log does not hold: it is not the log it signed for, or not the one that was seen before. Tell the others.
    Where it is not the one that was seen before, both of its heads are kept beside that memory: log-conflict."""


Progress = Callable[[int, int], None]
"""Told how many leaves are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Log:
    """Where a log is. `transport` is for tests."""

    url: str
    transport: httpx.BaseTransport | None = None
    seconds: float = SECONDS_IN_ALL
    """For the whole of an answer."""
    proxy: str | None = None

    def get(self, path: str, bound: int) -> bytes:
        """At most `bound` bytes. Raises CannotReachLog."""
        try:
            with httpx.Client(
                base_url=self.url,
                proxy=self.proxy,
                transport=self.transport,
                timeout=SECONDS,
                trust_env=False,
                verify=authorities(),
            ) as client:
                answer = exchange(client, Asked("GET", path, bound), self.seconds)
        except (NoAnswer, httpx.InvalidURL, ValueError):
            raise CannotReachLog from None
        if not answer.is_yes:
            raise CannotReachLog
        return answer.body


def verify_log(
    url: str,
    directory: TrustedDirectory,
    memory: Path | None = None,
    progress: Progress = lambda _done, _all: None,
    transport: httpx.BaseTransport | None = None,
    clock: Callable[[], float] = time.time,
) -> int:
    """Check a whole log; how many leaves it has.

    Raises CannotReachLog, MemoryUnusable, NotWitnessed or LogDoesNotHold.

    memory: a file that keeps the newest checkpoint seen; with it a rollback or a second history is found.
    """
    before = _recall(memory, directory) if memory is not None else None
    log = Log(url, transport)
    note = log.get("/checkpoint", _MOST_NOTE)
    try:
        newest = read_witnessed(note, directory, clock())
        note = plain_note(note, directory, clock())
        if before is not None and memory is not None:
            _check_kept(log, before, note, directory, memory.parent)
        _check_tiles(log, newest, progress)
    except TooFewWitnesses:
        raise NotWitnessed from None
    except ProtocolError:
        raise LogDoesNotHold from None
    if memory is not None:
        _remember(memory, note, directory, clock())
    return newest.size


def newest_since(log: Log, seen: Checkpoint, directory: TrustedDirectory, now: float) -> Checkpoint:
    """The log's newest checkpoint, if enough have co-signed it and it begins with what was seen.

    Raises CannotReachLog, CheckpointRefused, TooFewWitnesses or ConsistencyRefused.
    """
    newest = read_witnessed(log.get("/checkpoint", _MOST_NOTE), directory, now)
    check_since(log, seen, newest)
    return newest


def _recall(memory: Path, directory: TrustedDirectory) -> bytes | None:
    # Not the log's fault, so not said of the log: whoever hears that a log does not hold tells the others.
    try:
        return recall_head(memory, directory)
    except HeadMemoryError as refused:
        raise MemoryUnusable(f"Nothing was checked. {refused}") from None


def _remember(memory: Path, note: bytes, directory: TrustedDirectory, now: float) -> None:
    # A whole log takes its time: another program may have remembered a larger head meanwhile.
    try:
        hold(memory, note, directory, now)
    except Contradicted:
        raise LogDoesNotHold from None
    except HeadMemoryError as refused:
        raise MemoryUnusable(f"The log holds. {refused}") from None


def _check_kept(log: Log, before: bytes, note: bytes, directory: TrustedDirectory, folder: Path) -> None:
    """Two heads that are not of one log are the proof against it: both are kept (SPEC 14.5)."""
    try:
        check_since(log, read_head(before, directory), read_head(note, directory))
    except ConsistencyRefused:
        keep_notes(folder, before, note)
        raise


def _check_tiles(log: Log, newest: Checkpoint, progress: Progress) -> None:
    """Compute the root over every leaf, holding no more than one tile at a time."""
    tree = GrowingTree()
    for tile in tiles_of(newest.size):
        if tile.level:
            break
        for hashed in _fetch(log, tile):
            tree.append(hashed)
        progress(tree.size, newest.size)
    if (tree.size, tree.root()) != (newest.size, newest.root):
        raise ProofRefused


def _fetch(log: Log, tile: Tile) -> tuple[bytes, ...]:
    return hashes_in(tile, log.get(f"/{tile.path}", 256 * 32))


def check_since(log: Log, seen: Checkpoint, newest: Checkpoint) -> None:
    """Return only if the log proves that `newest` begins with `seen`. Raises CannotReachLog or ConsistencyRefused."""
    # Of a log that became shorter no proof is asked; without one it is refused.
    proof: tuple[bytes, ...] = ()
    if 0 < seen.size < newest.size:
        raw = log.get(f"/v1/consistency?from={seen.size}&to={newest.size}", Consistency.BOUND)
        try:
            proof = Consistency.from_bytes(raw).proof
        except Malformed:
            raise CannotReachLog from None
    check_grown(seen, newest, proof)
