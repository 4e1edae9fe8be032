"""Checking a backup, and restoring it into an empty database.

Rules of this file
* Without a key: that it is sealed, to how many keys, whole as far as its length shows, and that its hash is the one
  beside it. With one: everything. A file that anybody sealed to our keys is told by its zone's signature.
* A file is opened by a process that has its key and ends with it (opening.py). Here is what it handed on.
* All of a file is checked before the first row of it is restored. Until then its dump lies in a file without a name.
* Until all is done the database does not say its migration: what a killed restore leaves is refused by every start, and
  by `leeward database prepare`.
* Tables, roles and rights come from this program; the file brings rows. No statement of a dump is run (archives.py).
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import asyncpg
from pydantic import SecretStr

from protocol.checkpoint import read_checkpoint
from protocol.directory import DeviceRole, TrustedDirectory
from server.backup.age import header, payload_fits
from server.backup.archives import tables_listed
from server.backup.contents import (
    DATABASE,
    PAPERS,
    BackupHead,
    BackupManifest,
    DirectoryNamed,
    SignedManifest,
    Sink,
    Unpacking,
    signed_by_its_zone,
)
from server.backup.dumps import contents_of, rows_in
from server.backup.errors import (
    Damaged,
    DatabaseNotEmpty,
    HashDiffers,
    LogWouldGoBack,
    NewerBackup,
    OlderServer,
    OtherRecipients,
    OtherZone,
)
from server.backup.filling import end_mandates, fill
from server.backup.making import ZONES, hash_file, hash_of
from server.database import SECONDS_TO_CONNECT
from server.revisions import known_revisions
from server.zone_databases import lay_tables, prepare_databases, prepare_roles, say_revision, url_for

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


class Nowhere:
    """Files go by, and only their hashes are kept."""

    def begin(self, _name: str) -> None:
        return

    def write(self, _piece: bytes) -> None:
        return


@dataclass(slots=True)
class Kept:
    """Papers in a folder of their own, and the dump in an open file."""

    papers: Path
    dump: IO[bytes]
    _paper: IO[bytes] | None = field(default=None, init=False)

    def begin(self, name: str) -> None:
        self.close()
        if name != DATABASE:
            self._paper = (self.papers / name.removeprefix(PAPERS)).open("xb")

    def write(self, piece: bytes) -> None:
        (self._paper or self.dump).write(piece)

    def close(self) -> None:
        if self._paper is not None:
            self._paper.close()
        self._paper = None


def check(pieces: Generator[bytes], named: DirectoryNamed, sink: Sink) -> tuple[BackupManifest, SignedManifest]:
    """All that was inside the seal, to the last byte; its files go to `sink`, and are not to be used before this ends.

    The list, and the same as its zone signed it.

    Raises Damaged, NotABackup, NotOurs or NewerBackup, and what `pieces` and `sink` raise.
    """
    unpacking = Unpacking(sink)
    with closing(pieces):
        for piece in pieces:
            unpacking.write(piece)
    manifest, signed = unpacking.finish()
    signed_by_its_zone(signed, named)
    if manifest.head.zone not in ZONES:
        raise Damaged
    if manifest.head.revision not in known_revisions(manifest.head.zone):
        raise NewerBackup
    if [member.name for member in manifest.members].count(DATABASE) != 1:
        raise Damaged
    return manifest, signed


def check_log(head: BackupHead, newest: bytes, directory: TrustedDirectory) -> None:
    """Return only if nobody has seen the log larger than it is in its backup; `newest`: a checkpoint of another's.

    Raises LogWouldGoBack, or CheckpointRefused for what is no checkpoint of this log.
    """
    origin, key = directory.contents.log_origin, directory.device_key(DeviceRole.LEDGER)
    if head.checkpoint is None:
        raise LogWouldGoBack
    if read_checkpoint(head.checkpoint, origin, key).size < read_checkpoint(newest, origin, key).size:
        raise LogWouldGoBack


@dataclass(frozen=True, slots=True)
class Restored:
    """URLs by role, as they are new; and how many mandates were ended."""

    urls: Mapping[str, SecretStr]
    mandates: int


async def restore(head: BackupHead, dump: IO[bytes], zone: str, administrator: SecretStr) -> Restored:
    """Into the zone's own database of a cluster, which is made where it is not there.

    `head`: as `check` gave it with the dump. `administrator`: a superuser's URL.
    Raises OtherZone, OlderServer, StrangeDump, DatabaseNotEmpty or RestoreFailed; nothing is restored then.
    """
    if head.zone != zone:
        raise OtherZone
    major = await _version(administrator)
    if major < head.postgres:
        raise OlderServer
    tables = tables_listed(contents_of(dump, major), zone)
    inside = url_for(administrator, zone)
    await _make_empty(zone, administrator)
    try:
        await prepare_roles(zone, inside)
        await lay_tables(zone, inside, head.revision)
        with rows_in(dump, major) as script:
            await fill(zone, inside, head.revision, tables, script)
        mandates = await end_mandates(inside)
        await say_revision(inside, head.revision)
        return Restored((await prepare_databases(administrator, [zone]))[zone], mandates)
    except BaseException:
        await _empty_again(inside)
        raise


async def _version(administrator: SecretStr) -> int:
    connection = await asyncpg.connect(administrator.get_secret_value(), timeout=SECONDS_TO_CONNECT)
    try:
        return int(connection.get_server_version().major)
    finally:
        await connection.close()


async def _make_empty(zone: str, administrator: SecretStr) -> None:
    """Make the database where it is not there. Raises DatabaseNotEmpty."""
    connection = await asyncpg.connect(administrator.get_secret_value(), timeout=SECONDS_TO_CONNECT)
    try:
        if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", zone):
            await connection.execute(f"CREATE DATABASE {zone}")
    finally:
        await connection.close()
    inside = await asyncpg.connect(url_for(administrator, zone).get_secret_value(), timeout=SECONDS_TO_CONNECT)
    try:
        if await inside.fetchval(_ANYTHING):
            raise DatabaseNotEmpty
    finally:
        await inside.close()


async def _empty_again(inside: SecretStr) -> None:
    connection = await asyncpg.connect(inside.get_secret_value(), timeout=SECONDS_TO_CONNECT)
    try:
        await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    finally:
        await connection.close()
