"""Download the log and compute it anew. SPEC 14.

The log is not believed: its newest checkpoint must carry the signature of the directory's key, the tiles must give
the root it names, and it must contain the log that was seen before. What was seen is remembered in a small file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from clients.durable_file import read_at_most, write_durably
from clients.exchange import SECONDS_IN_ALL, Asked, NoAnswer, exchange
from protocol.checkpoint import Checkpoint, check_grown, read_checkpoint
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.errors import Malformed, ProofRefused, ProtocolError
from protocol.ledger_crossings import Consistency
from protocol.merkle import GrowingTree
from protocol.tiles import Tile, hashes_in, tiles_of

SECONDS = 30.0
_MOST_NOTE = 64 * 1024


class LogCheckError(Exception):
    """The log could not be checked."""

    def __str__(self) -> str:
        return self.args[0] if self.args else (type(self).__doc__ or "").strip()


class CannotReachLog(LogCheckError):
    """The log cannot be reached, or does not serve what a log serves. Nothing was found out."""


class MemoryDamaged(LogCheckError):
    """The file of what was seen before cannot be read, so nothing was checked. Restore it, or name another one."""


class LogDoesNotHold(LogCheckError):
    """The log does not hold: it is not the log it signed for, or not the one that was seen before. Tell the others."""


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
                base_url=self.url, proxy=self.proxy, transport=self.transport, timeout=SECONDS, trust_env=False
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
) -> int:
    """Check a whole log; how many leaves it has. Raises CannotReachLog, MemoryDamaged or LogDoesNotHold.

    memory: a file that keeps the newest checkpoint seen; with it a rollback or a second history is found.
    """
    seen = _recall(memory, directory) if memory is not None and memory.exists() else None
    log = Log(url, transport)
    note = log.get("/checkpoint", _MOST_NOTE)
    try:
        newest = _read(note, directory)
        _check_tiles(log, newest, progress)
        if seen is not None:
            _check_since(log, seen, newest)
    except ProtocolError:
        raise LogDoesNotHold from None
    if memory is not None:
        write_durably(memory, note)
    return newest.size


def newest_since(log: Log, seen: Checkpoint, directory: TrustedDirectory) -> Checkpoint:
    """The log's newest checkpoint, if it is one that begins with what was seen.

    Raises CannotReachLog, CheckpointRefused or ConsistencyRefused.
    """
    newest = _read(log.get("/checkpoint", _MOST_NOTE), directory)
    _check_since(log, seen, newest)
    return newest


def _read(note: bytes, directory: TrustedDirectory) -> Checkpoint:
    return read_checkpoint(note, directory.contents.log_origin, directory.device_key(DeviceRole.LEDGER))


def _recall(memory: Path, directory: TrustedDirectory) -> Checkpoint:
    # Not the log's fault, so not said of the log: whoever hears that a log does not hold tells the others.
    try:
        return _read(read_at_most(memory, _MOST_NOTE), directory)
    except (OSError, ProtocolError):
        raise MemoryDamaged from None


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


def _check_since(log: Log, seen: Checkpoint, newest: Checkpoint) -> None:
    # Of a log that became shorter no proof is asked; without one it is refused.
    proof: tuple[bytes, ...] = ()
    if 0 < seen.size < newest.size:
        raw = log.get(f"/v1/consistency?from={seen.size}&to={newest.size}", Consistency.BOUND)
        try:
            proof = Consistency.from_bytes(raw).proof
        except Malformed:
            raise CannotReachLog from None
    check_grown(seen, newest, proof)
