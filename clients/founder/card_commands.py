"""`leeward cards`: batches of cards, as the consortium makes them for a partner."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from clients.durable_file import write_new
from clients.founder.batches import destroy_codes as destroy
from clients.founder.batches import make_batch, read_batch, read_list
from clients.founder.errors import AlreadyThere
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
    _screen.print(f"{count} codes for {partner}, {listed.quarter}. This batch is called {listed.name}.", soft_wrap=True)


@cards.command("print")
def cards_print(
    folder: Annotated[Path, typer.Argument(help="The folder that `leeward cards new` made.", exists=True)],
    language: Annotated[list[str], typer.Option(help="For the leaflet, such as ar; once for each language.")],
    out: Annotated[Path, typer.Option(help="The PDF to make. What is there is never written over.")],
    destroy_codes: Annotated[
        bool | None,
        typer.Option("--destroy-codes/--keep-codes", help="Destroy codes.txt then; without either you are asked."),
    ] = None,
) -> None:
    """Make the sheets to print: cards to cut out and fold, and two pages for those who draw and hand them out."""
    # Not on top: zones start by this program too, and have no place for a compiler.
    from clients.founder.sheet_texts import Texts  # noqa: PLC0415
    from clients.founder.sheets import draw_sheets, fonts_here  # noqa: PLC0415

    batch = read_batch(folder)
    _write(out, draw_sheets(batch, language, fonts_here()))
    _screen.print(
        f"{out} has {len(batch.codes)} cards of batch {batch.listed.name}, in an order of its own.", soft_wrap=True
    )
    for unchecked in (one for one in language if not Texts(one).checked):
        _screen.print(f"No native speaker has checked the text in {unchecked}. Have one read it before it is used.")
    if destroy_codes is None:
        destroy_codes = _ask("The sheets have every code that codes.txt has. Destroy codes.txt now?")
    if destroy_codes:
        destroy(folder)
    _screen.print(
        f"Print, then destroy {out}{'' if destroy_codes else ' and codes.txt'}: whoever has it has the cards."
    )


def _ask(question: str) -> bool:
    try:
        return typer.confirm(question)
    except typer.Abort:
        return False


def _write(out: Path, pdf: bytes) -> None:
    try:
        write_new(out, pdf)
    except FileExistsError:
        raise AlreadyThere from None


@cards.command("show")
def cards_show(
    lists: Annotated[list[Path], typer.Argument(help="A card-list.cbor; any number of them.", exists=True)],
) -> None:
    """Show what a list says: the batch's name, its partner, its quarter and how many cards it has."""
    table = Table("batch", "partner", "quarter", "cards")
    for listed in map(read_list, lists):
        table.add_row(listed.name, listed.partner, listed.quarter, str(len(listed.keys)))
    _screen.print(table)
