"""`leeward desk`: ask for an opening at your own desk, and read what custodians have approved.

For a curator and a reviewer without a console. What is read stands on this terminal: clear it and close the window
when you have done, and do not let the terminal keep what it showed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from clients.desk.asking import AtTheDesk, in_words
from clients.key_file import open_keys, typed_passphrase
from protocol.consent import Aim
from protocol.ids import date_of

_HELP = "\n\n".join(" ".join(each.split()) for each in __doc__.split("\n\n"))
desk = typer.Typer(help=_HELP, no_args_is_help=True)
_screen = Console(highlight=False, soft_wrap=True, markup=False)

Place = Annotated[str, typer.Argument(help="For example xa-testimony.")]
Number = Annotated[str, typer.Argument(help="The opening's number, 64 signs, as the desk said it.")]
Desk = Annotated[str, typer.Option("--desk", help="Your desk's address on this machine.")]
Key = Annotated[Path, typer.Option(help="Your key file.", exists=True)]
PassphraseFile = Annotated[Path | None, typer.Option(help="Read the passphrase from this file.", exists=True)]


@desk.command("open")
def open_pages(desk: Desk, key: Key, passphrase_file: PassphraseFile = None) -> None:
    """A link to your desk's pages, for a browser on this machine: once, for two minutes. The first time you bring in a
    passkey; from then on the link asks for it."""
    link = _at(desk, key, passphrase_file).page_link()
    _screen.print(f"Open this within {link['seconds'] // 60} minutes, in a private window of a browser here:")
    _screen.print(link["url"])


@desk.command()
def parts(compartment: Place, desk: Desk, key: Key, passphrase_file: PassphraseFile = None) -> None:
    """What may be asked for: a day, a size and a number each, and nothing of what is in it."""
    listed = _at(desk, key, passphrase_file).parts(compartment)
    for one in sorted(listed, key=lambda each: (each["day"], each["part"])):
        state = "may be opened" if one["may_be_opened"] else "stays shut"
        vouched = "vouched for" if one["vouched"] else "nobody vouched"
        _screen.print(f"{one['part']}  {date_of(one['day'])}  {one['kind']}, {vouched}: {state}")
    _screen.print(f"{len(listed)} parts in {compartment}.")


@desk.command()
def lend(compartment: Place, desk: Desk, key: Key, passphrase_file: PassphraseFile = None) -> None:
    """As reviewer: leave a key at the vault, for one opening that a curator will ask for."""
    _at(desk, key, passphrase_file).lend(compartment)
    _screen.print(f"A key for one opening in {compartment} is at the vault. Tell the curator.")


@desk.command()
def ask(
    compartment: Place,
    desk: Desk,
    key: Key,
    aim: Annotated[Aim, typer.Option(help="What it is to serve.")],
    reviewer: Annotated[str, typer.Option(help="The desk of the second person.")],
    part: Annotated[
        list[str] | None, typer.Option(help="A part, by the beginning of its number; once each. Without it: all.")
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """As curator: ask for up to 20 parts. Custodians answer; it is in the log before they are shown it."""
    opening = _at(desk, key, passphrase_file).ask(compartment, aim.value, reviewer, part or ())
    _screen.print(f"Asked for {len(opening['parts'])} parts; {opening['needed']} custodians must approve. Its number:")
    _screen.print(opening["opening"])


@desk.command()
def read(opening: Number, desk: Desk, key: Key, passphrase_file: PassphraseFile = None) -> None:
    """Open what is approved in the desk's memory, and show it here. Status 1 while nothing of it is open."""
    at = _at(desk, key, passphrase_file)
    joined = at.join(opening)
    for one in joined:
        _screen.print(f"{one['part']}: {one['outcome']}")
        if one["outcome"] == "open":
            for line in in_words(at.read(opening, one["part"])):
                _screen.print(line)
    if not any(one["outcome"] == "open" for one in joined):
        raise typer.Exit(1)


@desk.command()
def forget(opening: Number, desk: Desk, key: Key, passphrase_file: PassphraseFile = None) -> None:
    """Drop what was opened, and its key. Under this opening nothing is read here again."""
    _at(desk, key, passphrase_file).forget(opening)
    _screen.print("Forgotten at this desk.")


def _at(url: str, key: Path, passphrase_file: Path | None) -> AtTheDesk:
    return AtTheDesk(url, open_keys(key, typed_passphrase(passphrase_file)))
