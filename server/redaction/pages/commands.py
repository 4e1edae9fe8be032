"""`leeward desk passkeys`, on the desk's machine: which passkey opens its pages, and away with a lost one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from protocol.ids import date_of
from protocol.primitives import SealKey, SignKey
from server.redaction.pages.errors import PasskeysUnreadable
from server.redaction.pages.kept_passkeys import KeptPasskey, read_passkeys, remove_all
from server.redaction.start import Settings
from server.settings import read_settings

commands = typer.Typer(help="The passkeys of a desk's pages.", no_args_is_help=True)


@commands.command()
def passkeys(
    config: Annotated[Path, typer.Option(help="The desk's settings: a TOML file.", exists=True)],
    remove: Annotated[
        bool, typer.Option("--remove", help="Remove them: whoever opens the pages next brings in a new one.")
    ] = False,
) -> None:
    """Which passkeys open this desk's pages; with --remove, away with them. The desk need not be stopped."""
    settings = read_settings(Settings, config, os.environ)
    if remove:
        gone = remove_all(settings.folder)
        typer.echo("Removed. The next link brings in a new passkey." if gone else "There was none.")
        return
    for line in _said(settings):
        typer.echo(line)


def _said(settings: Settings) -> list[str]:
    try:
        kept = _read(settings)
    except PasskeysUnreadable as unreadable:
        return [str(unreadable), "With --remove the next link brings in a new one."]
    said = [f"Passkey {one.credential.hex()[:16]}, brought in on {date_of(one.added).isoformat()}." for one in kept]
    return said or ["None yet: the next link brings one in."]


def _read(settings: Settings) -> tuple[KeptPasskey, ...]:
    sign_key = SignKey(bytes.fromhex(settings.sign_key.get_secret_value()))
    seal_key = SealKey(bytes.fromhex(settings.seal_key.get_secret_value()))
    return read_passkeys(settings.folder, sign_key, seal_key)
