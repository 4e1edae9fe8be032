"""`leeward cards load`: give the vault a batch's list of public halves."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated

import typer

from protocol.cards import CardList
from server.settings import read_settings
from server.vault.cards import load_cards as keep_cards
from server.vault.start import Settings, open_world


def load_cards(
    listed: Annotated[Path, typer.Argument(help="A card-list.cbor that `leeward cards new` made.", exists=True)],
    config: Annotated[Path, typer.Option(help="The vault's settings, a TOML file.", exists=True)],
) -> None:
    """Give the vault the list of a batch, on the vault's machine. The same list again changes nothing."""
    settings = read_settings(Settings, config, os.environ)
    cards = CardList.from_bytes(listed.read_bytes())
    typer.echo(f"{asyncio.run(_keep(settings, cards))} new cards of {cards.partner}, {cards.quarter}.")


async def _keep(settings: Settings, cards: CardList) -> int:
    async with AsyncExitStack() as stack:
        return await keep_cards(await open_world(settings, time.time, stack), cards)
