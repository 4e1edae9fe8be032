"""`leeward cards load`: give the vault a batch's list of public halves. `leeward room`: what it can still take in.

`leeward vault-journal`: its journal, signed anew after a change of its key.
"""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path
from typing import Annotated

import typer

from protocol.cards import CardList
from protocol.directory import DeviceRole
from protocol.errors import ProtocolError
from protocol.ids import day_of
from protocol.primitives import SignKey, system_random
from server.database import open_engine, plain_database_errors
from server.pinned import Pinned
from server.settings import CheckedSettings, DatabaseUrl, PinnedFolder, read_settings
from server.vault.collecting.room import MIB, Space, space_left
from server.vault.errors import NotACardList, WrongVaultKey
from server.vault.journal import Journal
from server.vault.keeping.cards import Loader
from server.vault.keeping.cards import load_cards as keep_cards
from server.vault.start import Settings as VaultSettings
from server.vault.start import vault_keys


class Settings(CheckedSettings):
    """cards.toml. `database_url` is that of vault_card_loader, in a file that the running vault cannot read."""

    pinned: PinnedFolder
    database_url: DatabaseUrl


def load_cards(
    listed: Annotated[Path, typer.Argument(help="A card-list.cbor that `leeward cards new` made.", exists=True)],
    config: Annotated[Path, typer.Option(help="Where to load it, a TOML file: cards.toml.", exists=True)],
) -> None:
    """Give the vault the list of a batch, on the vault's machine. The same list again changes nothing."""
    settings = read_settings(Settings, config, os.environ)
    cards = _read(listed)
    with plain_database_errors():
        new = asyncio.run(_keep(settings, cards))
    typer.echo(f"{new} new cards of {cards.partner}, {cards.quarter}.")


def room(
    config: Annotated[Path, typer.Option(help="The vault's settings, a TOML file: vault.toml.", exists=True)],
) -> None:
    """Say how much more the vault takes from intake today, on the vault's machine. What has no room stays at intake."""
    settings = read_settings(VaultSettings, config, os.environ)
    with plain_database_errors():
        left = asyncio.run(_look(settings))
    for what, bound in (("Today", left.of_day), ("Parts that are kept shut", left.of_shut)):
        typer.echo(f"{what}: room for {max(0, bound.parts)} more, {max(0, bound.size) // MIB} MiB.")


def sign_journal(
    config: Annotated[Path, typer.Option(help="The vault's settings, with its new key: a TOML file.", exists=True)],
) -> None:
    """Sign the vault's journal anew, once, after its key was changed; the vault must not run."""
    settings = read_settings(VaultSettings, config, os.environ)
    pinned, key = Pinned(settings.pinned, time.time), SignKey(bytes.fromhex(settings.sign_key.get_secret_value()))
    if key.public != pinned.directory.device_key(DeviceRole.VAULT):
        raise WrongVaultKey
    signed = Journal(settings.journals(), key, lambda: vault_keys(pinned)).sign_anew()
    typer.echo(f"{signed} files were signed with a key of before, and are signed anew.")


async def _look(settings: VaultSettings) -> Space:
    engine = open_engine(settings.keeper_url, connections=1)
    try:
        async with engine.connect() as connection:
            return await space_left(connection, settings.bounds(), day_of(time.time()))
    finally:
        await engine.dispose()


def _read(listed: Path) -> CardList:
    try:
        return CardList.from_bytes(listed.read_bytes())
    except ProtocolError:
        raise NotACardList from None


async def _keep(settings: Settings, cards: CardList) -> int:
    engine = open_engine(settings.database_url, connections=1)
    try:
        return await keep_cards(Loader(time.time, system_random, engine, Pinned(settings.pinned, time.time)), cards)
    finally:
        await engine.dispose()
