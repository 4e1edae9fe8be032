"""`leeward-custodian mandate`: let somebody sit in for you, end that; or sit in for somebody."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from clients.custodian.at_the_doors import HOME, Folder, PassphraseFile, Yes, at_the_doors
from clients.custodian.lending import borrow, give_back, lend_to
from clients.custodian.sitting_in import give_mandate, given_mandates, take_back
from protocol.ids import date_of, day_of, day_of_date

mandate = typer.Typer(
    help="Let somebody sit in for you while you are away, end that; or sit in for somebody.", no_args_is_help=True
)
_screen = Console(highlight=False)
Place = Annotated[str, typer.Option("--compartment", help="For example xa-testimony.")]
_DAYS = ["%Y-%m-%d"]


@mandate.command("give")
def give(
    substitute: Annotated[str, typer.Argument(help="Their name, as the directory lists substitutes.")],
    compartment: Place,
    begins: Annotated[datetime, typer.Option("--from", formats=_DAYS, help="The first day, such as 2027-03-01.")],
    ends: Annotated[datetime, typer.Option("--until", formats=_DAYS, help="The last day.")],
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say that they answer for your seat from one day to another, both included, 31 days at most."""
    days = (day_of_date(begins.date()), day_of_date(ends.date()))
    with at_the_doors(folder, passphrase_file) as (keys, trusted, doors):
        today = day_of(time.time())
        made = give_mandate(doors, keys, trusted, compartment, substitute, days, today)
    _screen.print(f"{substitute} sits in for you in {compartment} until {ends.date()}.", soft_wrap=True)
    _screen.print(f"To end it: leeward-custodian mandate end {made.id().hex()[:12]} --compartment {compartment}")


@mandate.command("show")
def show(compartment: Place, folder: Folder = HOME, passphrase_file: PassphraseFile = None) -> None:
    """Which mandates of yours the vault has; for a substitute, by which they sit in."""
    with at_the_doors(folder, passphrase_file) as (_keys, _trusted, doors):
        listed = given_mandates(doors, compartment)
    if not listed:
        _screen.print("There is none.")
    for number, one in listed:
        days = f"{date_of(one.begins)} to {date_of(one.ends)}"
        _screen.print(f"{number[:12]}  {one.substitute} for {one.custodian}, {days}", soft_wrap=True)


@mandate.command("end")
def end(
    number: Annotated[str, typer.Argument(help="The mandate's number, or its beginning.")],
    compartment: Place,
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
) -> None:
    """End a mandate at once. What was answered by it stands."""
    with at_the_doors(folder, passphrase_file) as (_keys, _trusted, doors):
        ended = take_back(doors, compartment, number)
    _screen.print(f"{ended.substitute} answers for you no more. They still have what you lent them.", soft_wrap=True)


@mandate.command("lend")
def lend(
    file: Annotated[Path, typer.Argument(help="The file to write, for example on a stick.")],
    substitute: Annotated[str, typer.Option(help="Their name, as the directory lists substitutes.")],
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
    yes: Yes = False,
) -> None:
    """Lend your sealing key to a substitute, in a file that only they can open. It does not come back."""
    if not yes:
        _screen.print("With this key, whoever gets your sealed shares reads them: now, and after the mandate.")
        _screen.print("Only new keys end that: have the seat handed over after a longer absence.")
        typer.confirm(f"Lend it to {substitute}?", abort=True)
    with at_the_doors(folder, passphrase_file) as (keys, trusted, doors):
        places = lend_to(file, doors, keys, trusted, substitute, day_of(time.time()))
    _screen.print(f"Lent: what opens the shares of your seat in {', '.join(places)}.", soft_wrap=True)
    _screen.print(f"Give {file.name} to {substitute}, who types: leeward-custodian mandate borrow", soft_wrap=True)
    _screen.print("They answer only while a mandate of yours stands: leeward-custodian mandate give", soft_wrap=True)


@mandate.command("borrow")
def borrow_key(
    file: Annotated[Path, typer.Argument(help="The file that a custodian gave you.", exists=True)],
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
) -> None:
    """For a substitute: keep a custodian's sealing key, sealed to yours, to sit in for them."""
    with at_the_doors(folder, passphrase_file) as (keys, trusted, doors):
        custodian, places = borrow(file, doors, keys, trusted, day_of(time.time()))
    _screen.print(f"You have borrowed the key of {custodian}, for {', '.join(places)}.", soft_wrap=True)
    _screen.print("While a mandate of theirs stands, what waits for them waits for you: leeward-custodian waiting")
    _screen.print(f"When it is over, type: leeward-custodian mandate give-back {custodian}", soft_wrap=True)


@mandate.command("give-back")
def give_back_key(
    custodian: Annotated[str, typer.Argument(help="Whose key it is.")],
    folder: Folder = HOME,
) -> None:
    """For a substitute: remove a borrowed key from this machine. Needs no passphrase."""
    give_back(folder, custodian)
    _screen.print(
        f"The key of {custodian} is removed here. Delete the file it came in, and its copies.", soft_wrap=True
    )
