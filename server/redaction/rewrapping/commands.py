"""`leeward desk re-wrap|destroy-key`, on the desk's machine: from its old key to its new one. SPEC 11.5."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from protocol.ids import date_of
from protocol.primitives import SealKey, SignKey
from server.peers import peer
from server.pinned import Pinned
from server.redaction.errors import NotAKeyFile, NotEveryBox
from server.redaction.rewrapping.newer_backup import check_backed_up, note_beside, noted
from server.redaction.rewrapping.rewrapping import (
    KeyChange,
    Rewrapped,
    check_may_destroy,
    compartments_of,
    day_to_destroy,
    destroy,
    rewrap_all,
)
from server.redaction.start import Settings
from server.settings import read_settings

commands = typer.Typer(help="What a desk does with a key that it had before.", no_args_is_help=True)

_T = TypeVar("_T")
Config = Annotated[Path, typer.Option(help="The desk's settings, with its new key: a TOML file.", exists=True)]
OldKey = Annotated[Path, typer.Argument(help="The file with the sealing key that the desk had before.", exists=True)]
_SEED = re.compile(r"[0-9a-f]{64}")


@commands.command("re-wrap")
def re_wrap(old_key: OldKey, config: Config) -> None:
    """Seal what the old key opens to the new one, at the vault, and check that all of it came back. Can be repeated."""
    _run(old_key, config, _rewrap)


@commands.command("destroy-key")
def destroy_key(
    old_key: OldKey,
    config: Config,
    backup: Annotated[
        Path | None,
        typer.Option(
            help="The list of a backup of the vault, newer than the re-wrapping.", exists=True, dir_okay=False
        ),
    ] = None,
    without_backup: Annotated[
        bool, typer.Option("--without-backup", help="Though a restored vault may then have nothing for this desk.")
    ] = False,
) -> None:
    """Do the same once more; then, if nothing would be lost, write over the old key's file and remove it."""
    shown = backup.read_bytes() if backup else None

    async def ended(change: KeyChange) -> None:
        check_may_destroy(change)
        done = await _rewrap(change)
        if done.spoiled:
            raise NotEveryBox
        if (done.now or done.before) and not without_backup:
            newer = check_backed_up(shown, noted(change.note, change.pinned.today()), change.pinned)
            typer.echo(
                f"Newer than the re-wrapping: the vault's backup of {date_of(newer.head.day)}. "
                "Keep it until a newer one has been verified."
            )
        destroy(old_key)
        change.note.unlink(missing_ok=True)
        typer.echo(
            "Destroyed. What was not re-wrapped no longer opens at this desk. Destroy every copy of the file too."
        )

    _run(old_key, config, ended)


async def _rewrap(change: KeyChange) -> Rewrapped:
    day, all_of_it = day_to_destroy(change), Rewrapped()
    for compartment in compartments_of(change):
        done = Rewrapped()
        async for page in rewrap_all(change, compartment):
            done += page
            typer.echo(f"\r{compartment}: {done.now} re-wrapped, {done.before} were already", nl=False)
        left = {"that were never this desk's to open": done.neither, "spoiled since they were re-wrapped": done.spoiled}
        typer.echo("".join(f", {many} {which}" for which, many in left.items() if many) + ".")
        all_of_it += done
    typer.echo(
        f"All that was re-wrapped came back and opens. Clients may seal to the old key until {date_of(day - 1)}."
    )
    return all_of_it


def _run(old_key: Path, config: Path, work: Callable[[KeyChange], Awaitable[_T]]) -> _T:
    settings, old = read_settings(Settings, config, os.environ), _read(old_key)

    async def run() -> _T:
        sign_key = SignKey(bytes.fromhex(settings.sign_key.get_secret_value()))
        new = SealKey(bytes.fromhex(settings.seal_key.get_secret_value()))
        async with peer(settings.vault_url, sign_key, time.time) as vault:
            pinned = Pinned(settings.pinned, time.time)
            return await work(KeyChange(vault, pinned, settings.name, old, new, note_beside(old_key)))

    return asyncio.run(run())


def _read(file: Path) -> SealKey:
    try:
        said = file.read_text("ascii").strip()
    except UnicodeDecodeError:
        raise NotAKeyFile from None
    if not _SEED.fullmatch(said):
        raise NotAKeyFile
    return SealKey(bytes.fromhex(said))
