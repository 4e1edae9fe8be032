"""`leeward backup …`: a zone's backup made, checked, restored; and the keys that open them."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from clients.durable_file import write_new
from clients.key_file import SHORTEST_PASSPHRASE, PassphraseTooShort, typed_passphrase
from protocol.directory import DeviceRole
from protocol.ids import date_of
from server.backup.age import new_key
from server.backup.contents import BackupManifest, SignedManifest
from server.backup.errors import FileExists, IntakeIsNotBackedUp
from server.backup.making import ZONES, Settings, look, make
from server.backup.opening import opened
from server.backup.restoring import Kept, Nowhere, check, check_log, look_at, restore
from server.database import plain_database_errors
from server.durable_file import sync
from server.embedded_postgres import EmbeddedPostgres
from server.pinned import Pinned
from server.postgres_folders import write_secret
from server.settings import read_database_url, read_settings
from server.zone_databases import prepare_backup_login

commands = typer.Typer(
    help="Back a zone up to keys that are offline, check a backup, restore it.", no_args_is_help=True
)

Config = Annotated[Path, typer.Option(help="The zone's backup.toml.", exists=True, dir_okay=False)]
Out = Annotated[Path, typer.Option(help="The file to write. Its hash is written beside it.")]
File = Annotated[Path, typer.Argument(help="A backup.", exists=True, dir_okay=False)]
Identity = Annotated[Path, typer.Option(help="A backup key: the private half.", exists=True, dir_okay=False)]
PassphraseFile = Annotated[
    Path | None, typer.Option(help="A file with the key's passphrase, mode 0600; else it is typed.")
]
PinnedFolder = Annotated[
    Path, typer.Option("--pinned", help="roots.cbor and every directory, from somebody you trust.", exists=True)
]


def _command(zone: str) -> None:
    def back_up(config: Config, out: Out) -> None:
        settings = read_settings(Settings, config, os.environ)
        with plain_database_errors():
            source = asyncio.run(look(zone, settings, time.time))
        size, hashed = make(source, settings.recipients, out)
        far = "" if source.head.checkpoint else " How far the log was is not in it: backup.toml names no ledger_url."
        typer.echo(f"{zone}: {size} bytes, sealed to {len(settings.recipients)} keys. SHA-256 {hashed}.{far}")

    commands.command(zone, help=f"Back up the {zone} zone: its database and its papers.")(back_up)


for _zone in ZONES:
    _command(_zone)


@commands.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
def intake() -> None:
    """Say why intake is never backed up."""
    raise IntakeIsNotBackedUp


@commands.command()
def login(
    zone: Annotated[str, typer.Argument(help=f"One of {', '.join(ZONES)}.")],
    administrator: Annotated[Path, typer.Option(help="A file with the URL of a superuser.", exists=True)],
    out: Annotated[Path, typer.Option(help="The file for its URL. Its folder must be there.")],
) -> None:
    """Make the login that backs a zone up: it reads every table, and changes nothing. Again: with a new password."""
    if zone == DeviceRole.INTAKE.value:
        raise IntakeIsNotBackedUp
    if zone not in ZONES:
        raise typer.BadParameter(f"say one of {', '.join(ZONES)}", param_hint="ZONE")
    with plain_database_errors():
        url = asyncio.run(prepare_backup_login(zone, read_database_url(administrator)))
    write_secret(out, url, None)
    sync(out.parent)
    typer.echo(f"{zone}_backup reads the database of {zone}. Its URL is in {out.name}.")


@commands.command()
def key(
    out: Annotated[Path, typer.Argument(help="The key's file. Keep it offline, and a copy elsewhere.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make a key that opens backups, behind a passphrase, on a machine that is offline."""
    if out.exists():
        raise FileExists
    passphrase = typed_passphrase(passphrase_file, new=True)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort
    sealed, public = new_key(passphrase)
    write_new(out, sealed)
    typer.echo(public)


@commands.command()
def verify(
    file: File,
    keys: Annotated[int | None, typer.Option(help="To how many keys it must be sealed.")] = None,
    identity: Annotated[
        Path | None, typer.Option(help="A backup key: then all of it is checked.", exists=True, dir_okay=False)
    ] = None,
    passphrase_file: PassphraseFile = None,
    pinned: Annotated[Path | None, typer.Option(help="Needed with a key: roots.cbor and every directory.")] = None,
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help="With a key: restore it into a database that is thrown away.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--list", help="With a key: a file for its signed list, for `leeward desk destroy-key`."),
    ] = None,
) -> None:
    """Check a backup: what shows without a key, and with one everything."""
    if out is not None and out.exists():
        raise FileExists
    seen = look_at(file, keys)
    typer.echo(f"{seen.size} bytes, sealed to {seen.keys} keys. {_HASH[seen.hash_compared]}")
    if identity is None:
        typer.echo("What is inside was not looked at: that takes --identity.")
        return
    if pinned is None:
        raise typer.BadParameter("with --identity say --pinned too", param_hint="--pinned")
    trusted = Pinned(pinned, time.time)
    with file.open("rb") as sealed:
        pieces = opened(sealed, identity, passphrase_file)
        if rehearse:
            signed = _rehearse(pieces, trusted)
        else:
            manifest, signed = check(pieces, trusted.directory_named, Nowhere())
            typer.echo(_told(manifest))
    if out is not None:
        write_new(out, signed.to_bytes())


_HASH = {True: "Its hash is the one beside it.", False: "There is no .sha256 beside it to compare."}


@commands.command("restore")
def restore_one(
    file: File,
    *,
    zone: Annotated[str, typer.Option(help="Whose backup this must be.")],
    identity: Identity,
    pinned: PinnedFolder,
    administrator: Annotated[Path, typer.Option(help="A file with the URL of a superuser.", exists=True)],
    into: Annotated[Path, typer.Option(help="A folder for one URL file a role, and the papers of that day.")],
    newest_checkpoint: Annotated[
        Path | None, typer.Option(help="For the ledger: the newest checkpoint that a witness or custodian has.")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Restore a zone into an empty database. The zone must not run; it hears what it missed when it starts."""
    if into.exists():
        raise FileExists
    trusted = Pinned(pinned, time.time)
    look_at(file, None)
    # The disk that the papers go to; a folder for what is temporary may lie in memory.
    with file.open("rb") as sealed, _kept(into.absolute().parent) as kept:
        manifest, _ = check(opened(sealed, identity, passphrase_file), trusted.directory_named, kept)
        kept.close()
        if manifest.head.zone == "ledger":
            if newest_checkpoint is None:
                raise typer.BadParameter("the ledger needs it", param_hint="--newest-checkpoint")
            check_log(manifest.head, newest_checkpoint.read_bytes(), trusted.directory)
        typer.echo(f"{_told(manifest)} {_KEY_IS_DONE}")
        with plain_database_errors():
            restored = asyncio.run(restore(manifest.head, kept.dump, zone, read_database_url(administrator)))
        into.mkdir(mode=0o700)
        shutil.copytree(kept.papers, into / "papers")
    for role, url in restored.urls.items():
        write_secret(into / f"{role}.url", url, None)
    sync(into)
    typer.echo(f"{zone}: restored, ready for {', '.join(restored.urls)}. {_THEN.get(zone, '')}")
    if zone == "vault":
        typer.echo(f"{restored.mandates} mandates in it did stand. All are ended: {_LEND_ANEW}")


_KEY_IS_DONE = "The key is not needed any more: take it away."
_LEND_ANEW = "any of them may have been ended since this backup. Custodians who have a substitute give a new one."
_THEN = {
    "vault": "Start it with its journal: before it opens anything, it hears what was taken back since.",
    "release": "Start the vault first: what no longer holds leaves once release has asked it.",
}


@contextmanager
def _kept(folder: Path | None = None) -> Iterator[Kept]:
    """The dump has no name, and goes however this ends."""
    with tempfile.TemporaryDirectory() as papers, tempfile.TemporaryFile(dir=folder) as dump:
        yield Kept(Path(papers), dump)


def _rehearse(pieces: Generator[bytes], trusted: Pinned) -> SignedManifest:
    with _kept() as kept:
        manifest, signed = check(pieces, trusted.directory_named, kept)
        typer.echo(f"{_told(manifest)} {_KEY_IS_DONE}")
        with EmbeddedPostgres.start() as postgres, plain_database_errors():
            restored = asyncio.run(restore(manifest.head, kept.dump, manifest.head.zone, postgres.url()))
    typer.echo(
        f"Restored into a database that is gone again, with {len(restored.urls)} roles, at the newest migration."
    )
    return signed


def _told(manifest: BackupManifest) -> str:
    head = manifest.head
    size = sum(member.size for member in manifest.members)
    return f"The backup of {head.zone} of {date_of(head.day)}, migration {head.revision}: whole, {size} bytes."
