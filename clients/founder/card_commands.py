"""`leeward cards`: batches of cards, as the consortium makes them for a partner."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from clients.founder.batches import make_batch, read_list
from protocol.ids import day_of, quarter_of

cards = typer.Typer(help="Make, print and show the cards of a partner.", no_args_is_help=True)

_screen = Console(highlight=False)


@cards.command("new")
def cards_new(
    partner: Annotated[str, typer.Option(help="The partner's name in the directory.")],
    count: Annotated[int, typer.Option(help="How many cards.", min=1, max=5000)],
    out: Annotated[Path, typer.Option(help="A new folder for the codes and the vault's list.")],
    quarter: Annotated[str | None, typer.Option(help="For example 2026-q4; without it, this one.")] = None,
) -> None:
    """Make a batch: `codes.txt` to print and destroy, `card-list.cbor` for the vault. The two share no order."""
    listed = make_batch(out, partner, quarter or quarter_of(day_of(time.time())), count).listed
    _screen.print(f"{count} codes for {partner}, {listed.quarter}. This batch is called {listed.name}.")


@cards.command("show")
def cards_show(
    lists: Annotated[list[Path], typer.Argument(help="A card-list.cbor; any number of them.", exists=True)],
) -> None:
    """Show what a list says: the batch's name, its partner, its quarter and how many cards it has."""
    table = Table("batch", "partner", "quarter", "cards")
    for listed in map(read_list, lists):
        table.add_row(listed.name, listed.partner, listed.quarter, str(len(listed.keys)))
    _screen.print(table)
