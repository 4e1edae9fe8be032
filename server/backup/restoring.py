"""Checking a backup, and restoring it into an empty database.

Rules of this file
* Without a key: that it is sealed, to how many keys, whole as far as its length shows, and that its hash is the one
  beside it. With one: everything. A file that anybody sealed to our keys is told by its zone's signature.
* All of a file is checked before the first byte of it is restored, then read again: the second list must be the first.
* Roles, migrations and rights come from this program; the file brings tables and rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import asyncpg
from pydantic import SecretStr

from protocol.checkpoint import read_checkpoint
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.encoding import Purpose
from protocol.errors import BadSignature, DirectoryRefused
from protocol.primitives import verify
from server.backup.age import Identity, header, payload_fits, unseal
from server.backup.contents import (
    DATABASE,
    PAPERS,
    BackupHead,
    BackupManifest,
    SignedManifest,
    Sink,
    Unpacking,
)
from server.backup.dumps import restoring
from server.backup.errors import (
    Damaged,
    DatabaseNotEmpty,
    HashDiffers,
    LogWouldGoBack,
    NewerBackup,
    NotOurs,
    OlderServer,
    OtherRecipients,
    OtherZone,
)
from server.backup.making import ZONES, hash_file, hash_of
from server.database import SECONDS_TO_CONNECT
from server.revisions import known_revisions
from server.zone_databases import prepare_databases, prepare_roles, url_for

DirectoryNamed = Callable[[bytes], TrustedDirectory]
"""The trusted directory of a hash; raises DirectoryRefused."""

_ANYTHING = "SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace)"


@dataclass(frozen=True, slots=True)
class Seen:
    """What shows without a key: bytes, keys it is sealed to, and whether there was a hash beside it to compare."""

    size: int
    keys: int
    hash_compared: bool


def look_at(file: Path, keys: int | None) -> Seen:
    """`keys`: how many it must be sealed to, where that is known.

    Raises NotSealed, OtherRecipients, Damaged or HashDiffers.
    """
    size = file.stat().st_size
    with file.open("rb") as opened:
        found = header(opened)
        if not payload_fits(size - opened.tell()):
            raise Damaged
    if keys is not None and found != keys:
        raise OtherRecipients
    beside = hash_file(file)
    if beside.exists() and beside.read_text().partition(" ")[0] != hash_of(file):
        raise HashDiffers
    return Seen(size, found, beside.exists())


class _Nowhere:
    """Files go by, and only their hashes are kept."""

    def begin(self, _name: str) -> None:
        return

    def write(self, _piece: bytes) -> None:
        return


def check(file: IO[bytes], identity: Identity, named: DirectoryNamed) -> BackupManifest:
    """All of it, to the last byte. Raises DoesNotFit, Damaged, NotABackup, NotOurs or NewerBackup."""
    manifest, signed = _read(file, identity, _Nowhere())
    _check_signature(manifest.head, signed, named)
    if manifest.head.zone not in ZONES:
        raise Damaged
    if manifest.head.revision not in known_revisions(manifest.head.zone):
        raise NewerBackup
    if [member.name for member in manifest.members].count(DATABASE) != 1:
        raise Damaged
    return manifest


def _read(file: IO[bytes], identity: Identity, sink: Sink) -> tuple[BackupManifest, SignedManifest]:
    unpacking = Unpacking(sink)
    unseal(file, unpacking, identity)
    return unpacking.finish()


def _check_signature(head: BackupHead, signed: SignedManifest, named: DirectoryNamed) -> None:
    try:
        key = named(head.directory).device_key(DeviceRole(head.zone))
        verify(key, Purpose.BACKUP, signed.manifest, signed.signature)
    except (BadSignature, DirectoryRefused, ValueError):
        raise NotOurs from None


def check_log(head: BackupHead, newest: bytes, directory: TrustedDirectory) -> None:
    """Return only if nobody has seen the log larger than it is in its backup; `newest`: a checkpoint of another's.

    Raises LogWouldGoBack, or CheckpointRefused for what is no checkpoint of this log.
    """
    origin, key = directory.contents.log_origin, directory.device_key(DeviceRole.LEDGER)
    if head.checkpoint is None:
        raise LogWouldGoBack
    if read_checkpoint(head.checkpoint, origin, key).size < read_checkpoint(newest, origin, key).size:
        raise LogWouldGoBack


@dataclass(slots=True)
class _Restoring:
    """Papers into a folder, the dump into pg_restore."""

    papers: Path
    database: IO[bytes]
    _into: IO[bytes] | None = field(default=None, init=False)

    def begin(self, name: str) -> None:
        self.close()
        if name != DATABASE:
            self._into = (self.papers / name.removeprefix(PAPERS)).open("xb")

    def write(self, piece: bytes) -> None:
        (self._into or self.database).write(piece)

    def close(self) -> None:
        if self._into is not None:
            self._into.close()
        self._into = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that `check` was passed, still open, and the key that opens it."""

    file: IO[bytes]
    identity: Identity = field(repr=False)
    manifest: BackupManifest


async def restore(checked: Checked, zone: str, administrator: SecretStr, papers: Path) -> dict[str, SecretStr]:
    """Into the zone's own database of a cluster, which is made where it is not there; URLs by role, as they are new.

    `administrator`: a superuser's URL. `papers`: an empty folder, for the papers of that day.
    Raises OtherZone, OlderServer, DatabaseNotEmpty, RestoreFailed or Damaged; nothing is restored then.
    """
    head = checked.manifest.head
    if head.zone != zone:
        raise OtherZone
    major = await _empty(zone, administrator)
    if major < head.postgres:
        raise OlderServer
    await prepare_roles(zone, url_for(administrator, zone))
    with restoring(url_for(administrator, zone), major) as database:
        sink = _Restoring(papers, database)
        again, _ = _read(checked.file, checked.identity, sink)
        sink.close()
        if again != checked.manifest:
            raise Damaged
    return (await prepare_databases(administrator, [zone]))[zone]


async def _empty(zone: str, administrator: SecretStr) -> int:
    """Make the database where it is not there; the server's major version. Raises DatabaseNotEmpty."""
    connection = await asyncpg.connect(administrator.get_secret_value(), timeout=SECONDS_TO_CONNECT)
    try:
        if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", zone):
            await connection.execute(f"CREATE DATABASE {zone}")
        major = connection.get_server_version().major
    finally:
        await connection.close()
    inside = await asyncpg.connect(url_for(administrator, zone).get_secret_value(), timeout=SECONDS_TO_CONNECT)
    try:
        if await inside.fetchval(_ANYTHING):
            raise DatabaseNotEmpty
    finally:
        await inside.close()
    return int(major)
