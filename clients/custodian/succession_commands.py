"""`leeward-custodian succession`: take over a seat, hand yours over, or help to make a lost one's shares again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from clients.custodian.at_the_doors import HOME, Folder, PassphraseFile, Yes, at_the_doors
from clients.custodian.session import Sitting
from clients.custodian.succeeding import Done, Role, Succeeding, Waiting
from protocol.ids import date_of
from protocol.primitives import system_random
from protocol.succession import SuccessionKind

succession = typer.Typer(
    help="Take over a seat, hand yours over, or help to make a lost seat's shares again.", no_args_is_help=True
)
_screen = Console(highlight=False)
Place = Annotated[str, typer.Option("--compartment", help="For example xa-testimony.")]
Number = Annotated[str, typer.Argument(help="The succession's number, or its beginning.")]
_DUE = {
    (
        Role.SUCCESSOR,
        SuccessionKind.HANDOVER,
    ): "you take this seat; whoever held it before hands its shares over to you",
    (Role.SUCCESSOR, SuccessionKind.REPAIR): "you take this seat; your helpers make its lost shares again",
    (Role.HELPER, SuccessionKind.REPAIR): "you are asked to help to make this seat's lost shares again",
    (Role.LEAVER, SuccessionKind.HANDOVER): "you held this seat; you are asked to hand its shares over",
}


@succession.command("begin")
def begin(
    compartment: Annotated[str, typer.Argument(help="The compartment in which you hold a seat now.")],
    lost: Annotated[
        bool, typer.Option("--lost", help="The key before yours is lost: helpers make the shares again.")
    ] = False,
    helper: Annotated[list[str] | None, typer.Option(help="With --lost: who helps, by name; once each.")] = None,
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Ask for the shares of the seat that the directory gives you now. It is logged before anyone is shown it."""
    kind = SuccessionKind.REPAIR if lost else SuccessionKind.HANDOVER
    with _succeeding(folder, passphrase_file) as succeeding:
        number = succeeding.begin(compartment, kind, helper or (), system_random)
    told = "Tell those who have a part in it; they are shown it once the log has it."
    _screen.print(f"Begun: {number[:12]}. {told}", soft_wrap=True)


@succession.command("waiting")
def waiting(
    compartment: Annotated[
        str | None, typer.Option(help="One in which you held a seat; without it, those in which you hold one.")
    ] = None,
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Which seats go on to somebody, and what you are asked to do."""
    with _succeeding(folder, passphrase_file) as succeeding:
        places = (compartment,) if compartment else succeeding.compartments()
        listed = [one for place in places for one in succeeding.waiting(place)]
        if not listed:
            _screen.print("Nothing of this waits for you.")
        for one in listed:
            _show(one)


@succession.command("hand-over")
def hand_over(
    number: Number, compartment: Place, folder: Folder = HOME, passphrase_file: PassphraseFile = None, yes: Yes = False
) -> None:
    """Seal the shares of the seat that was yours to its new holder. Keep your key until that is said to be done."""
    with _succeeding(folder, passphrase_file) as succeeding:
        found = succeeding.find(compartment, number)
        _ask(found, "Hand all your shares of this seat over?", yes=yes)
        done = succeeding.hand_over(found)
    _screen.print(f"Handed over: {_parts(done)}.")
    told = "Once the successor has said that all is there, destroy your key file and every copy of it."
    _screen.print(told, soft_wrap=True)


@succession.command("help")
def help_out(
    number: Number, compartment: Place, folder: Folder = HOME, passphrase_file: PassphraseFile = None, yes: Yes = False
) -> None:
    """Help to make a lost seat's shares again. Type it once for each round; nobody reads a report by it."""
    with _succeeding(folder, passphrase_file) as succeeding:
        found = succeeding.find(compartment, number)
        _ask(found, "Help with this?", yes=yes)
        done = succeeding.help(found)
    if done.parts:
        _screen.print(f"You have done your part for {done.parts} parts.")
    if done.waiting:
        told = "When the other helpers have sent theirs, type the same again."
        _screen.print(f"Your pieces of {done.waiting} parts are sent. {told}", soft_wrap=True)


@succession.command("finish")
def finish(number: Number, compartment: Place, folder: Folder = HOME, passphrase_file: PassphraseFile = None) -> None:
    """As the successor: check what was handed over, or put together what your helpers made again."""
    with _succeeding(folder, passphrase_file) as succeeding:
        done = succeeding.finish(succeeding.find(compartment, number))
    _screen.print(f"You have your share of {_parts(done)}.")
    if done.failed:
        told = "What failed was not what its report committed to. Begin again with --lost, and other helpers."
        _screen.print(told, soft_wrap=True)


def _ask(found: Waiting, question: str, *, yes: bool) -> None:
    _show(found)
    if not yes:
        _screen.print("Ask by telephone, or better in person, whether this is so, before you say yes.")
        typer.confirm(question, abort=True)


def _show(one: Waiting) -> None:
    request, checked = one.checked.succession, one.checked
    _screen.print(f"{checked.id.hex()[:12]}  {checked.compartment.name}, seat {request.seat}", style="bold")
    _screen.print(f"  {_DUE.get((one.role, request.kind), 'nothing for you to do')}", soft_wrap=True)
    _screen.print(f"  its holder now: {checked.successor.custodian}, key {checked.successor.sign_key.hex()[:32]}")
    if one.names:
        _screen.print(f"  helpers: {', '.join(one.names)}")
    _screen.print(f"  until {date_of(request.expires)}" + ("" if one.logged else "; the log does not show it yet"))


def _parts(done: Done) -> str:
    said = f"{done.parts} parts"
    said += f"; {done.waiting} wait for others" if done.waiting else ""
    return said + (f"; {done.failed} failed" if done.failed else "")


@contextmanager
def _succeeding(folder: Path, passphrase_file: Path | None) -> Iterator[Succeeding]:
    with at_the_doors(folder, passphrase_file) as (keys, trusted, doors):
        with _screen.status("Checking the log and the directory …"):
            sitting, newest = Sitting.at_the_log(keys, doors, trusted, folder / "memory.cbor", time.time)
        yield Succeeding(sitting, newest)
