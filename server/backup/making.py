"""Making a zone's backup: its papers and its database, signed by the zone, sealed, and never whole anywhere on the way.

Rules of this file
* Intake has none. SPEC 18.2: what it holds is on its way, and a copy would keep the order of arrival for good.
* No key of a zone goes in: whoever opens a backup some day gets what is in the database, and no more.
* Until it is whole it has another name; where it could not be made, nothing is left.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import asyncpg
import httpx
from pydantic import Field, SecretStr

from protocol.checkpoint import MAX_NOTE, read_checkpoint
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.errors import ProtocolError
from protocol.ids import day_of
from protocol.primitives import SignKey
from server.backup.age import read_pieces, recipients_of, seal
from server.backup.contents import DATABASE, PAPERS, BackupHead, packed
from server.backup.dumps import dump
from server.backup.errors import (
    FileExists,
    IntakeIsNotBackedUp,
    LogSilent,
    OtherZonesDatabase,
    WrongDeviceKey,
)
from server.database import SECONDS_TO_CONNECT
from server.durable_file import sync
from server.exchange import ZoneSilent, ask
from server.peers import peer
from server.pinned import Clock, Pinned
from server.revisions import check_revision, read_revision
from server.settings import CheckedSettings, DatabaseUrl, KeySeed, PeerUrl, PinnedFolder

ZONES = ("vault", "release", "policy", "ledger")

_OWNER = "SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = 'alembic_version'"
_NEWEST = "SELECT note FROM public.checkpoints ORDER BY size DESC LIMIT 1"


class Settings(CheckedSettings):
    """backup.toml, of one zone. `database_url` is that of a login that reads every table and passes row security;
    `sign_key` is the zone's own. `recipients`: public halves of keys that are kept offline."""

    pinned: PinnedFolder
    sign_key: KeySeed
    database_url: DatabaseUrl
    ledger_url: PeerUrl | None = None
    recipients: Annotated[tuple[str, ...], Field(min_length=1, max_length=16)]


@dataclass(frozen=True, slots=True)
class Source:
    """What a backup is made from, looked at once before it begins."""

    head: BackupHead
    database: SecretStr = field(repr=False)
    papers: Path
    sign_key: SignKey = field(repr=False)


async def look(zone: str, settings: Settings, clock: Clock) -> Source:
    """Raises a BackupError, DatabaseError or a child of DirectoryRefused; nothing is made then."""
    if zone == DeviceRole.INTAKE.value:
        raise IntakeIsNotBackedUp
    pinned, key = Pinned(settings.pinned, clock), SignKey(bytes.fromhex(settings.sign_key.get_secret_value()))
    if pinned.directory.device_key(DeviceRole(zone)) != key.public:
        raise WrongDeviceKey
    recipients_of(settings.recipients)
    connection = await asyncpg.connect(settings.database_url.get_secret_value(), timeout=SECONDS_TO_CONNECT)
    try:
        if await connection.fetchval(_OWNER) != f"{zone}_owner":
            raise OtherZonesDatabase
        revision = await read_revision(connection)
        check_revision(zone, revision)
        own = await connection.fetchval(_NEWEST) if zone == DeviceRole.LEDGER.value else None
        postgres = connection.get_server_version().major
    finally:
        await connection.close()
    head = BackupHead(
        zone=zone,
        day=day_of(clock()),
        directory=pinned.directory.hash,
        revision=revision or "",
        postgres=postgres,
        checkpoint=own or await _checkpoint(settings, key, pinned.directory, clock),
    )
    return Source(head, settings.database_url, settings.pinned, key)


async def _checkpoint(settings: Settings, key: SignKey, directory: TrustedDirectory, clock: Clock) -> bytes | None:
    if settings.ledger_url is None:
        return None
    async with peer(settings.ledger_url, key, clock) as ledger:
        return await _asked(ledger, directory)


async def _asked(ledger: httpx.AsyncClient, directory: TrustedDirectory) -> bytes:
    try:
        note = await ask(ledger, "GET", "/checkpoint", MAX_NOTE)
        if note is None:
            raise LogSilent
        read_checkpoint(note, directory.contents.log_origin, directory.device_key(DeviceRole.LEDGER))
    except (ZoneSilent, ProtocolError):
        raise LogSilent from None
    return note


def make(source: Source, recipients: tuple[str, ...], out: Path) -> tuple[int, str]:
    """Write the file, and its hash beside it as `sha256sum` writes one; its size and its hash.

    Raises FileExists, DumpFailed or OSError; nothing is left then.
    """
    keys, coming = recipients_of(recipients), out.with_name(out.name + ".part")
    if out.exists() or hash_file(out).exists():
        raise FileExists
    try:
        with os.fdopen(_private(coming), "wb") as file:
            seal(packed(source.head, _files(source), source.sign_key), file, keys)
            file.flush()
            os.fsync(file.fileno())
        size, hashed = coming.stat().st_size, hash_of(coming)
        hash_file(out).write_text(f"{hashed}  {out.name}\n")
        coming.rename(out)
        sync(out.parent)
    except FileExistsError:
        raise FileExists from None
    except BaseException:
        coming.unlink(missing_ok=True)
        with suppress(OSError):
            hash_file(out).unlink(missing_ok=True)
        raise
    return size, hashed


def hash_file(file: Path) -> Path:
    return file.with_name(file.name + ".sha256")


def hash_of(file: Path) -> str:
    """SHA-256 in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _files(source: Source) -> Iterator[tuple[str, Iterator[bytes]]]:
    for paper in sorted(source.papers.glob("*.cbor")):
        with paper.open("rb") as opened:
            yield PAPERS + paper.name, read_pieces(opened)
    yield DATABASE, dump(source.database, source.head.postgres)


def _private(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
