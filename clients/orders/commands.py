"""`leeward orders`: stop a person, a device, a partner, cards or a compartment now, and let it go on again.

One administrator stops; two lift. A partner can stop itself and its own cards. What is stopped stays so until it is
lifted, also where somebody leaves the order out later.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from clients.key_file import PersonKeys, open_keys, typed_passphrase
from clients.orders.giving import add_name, as_text, bring, fetch, keep, lifting, number_of, read, stopping, told
from clients.orders.known_names import at_hand, check_known, check_stops
from clients.paper_files import read_directory, read_roots
from protocol.directory import trust
from protocol.ids import day_of
from protocol.orders import Office, Order, OrderAct, OrderReason, SignedOrder, TargetKind, sign_order

_HELP = "\n\n".join(" ".join(each.split()) for each in __doc__.split("\n\n"))
orders = typer.Typer(help=_HELP, no_args_is_help=True)
_screen = Console(highlight=False, soft_wrap=True)

Key = Annotated[Path, typer.Option(help="Your key file.", exists=True)]
Out = Annotated[Path, typer.Option(help="The file to keep the order in.")]
Why = Annotated[OrderReason, typer.Option(help="Why, as a code; it tells nothing about a source.")]
As = Annotated[Office, typer.Option("--as", help="As what you sign.")]
PassphraseFile = Annotated[Path | None, typer.Option(help="Read the passphrase from this file.", exists=True)]
Zones = Annotated[
    list[str] | None, typer.Option("--to", help="Address of a zone to bring it to: policy's, the vault's. Repeat it.")
]
DirectoryFile = Annotated[
    Path | None,
    typer.Option("--directory", help="A directory to look the name up in. Else zones are asked.", exists=True),
]
PolicyFile = Annotated[
    Path | None, typer.Option("--policy", help="A policy to look a person up in. Else zones are asked.", exists=True)
]
AlthoughUnknown = Annotated[
    bool, typer.Option("--although-unknown", help="Do not look the name up: only a newer paper has it.")
]


@orders.command()
def suspend(  # noqa: PLR0917
    kind: Annotated[TargetKind, typer.Argument(help="What it is.")],
    name: Annotated[str, typer.Argument(help="Its name in the papers; a batch's is printed on its cards.")],
    key: Key,
    out: Out,
    reason: Why = OrderReason.PRECAUTION,
    office: As = Office.ADMINISTRATOR,
    compartment: Annotated[str | None, typer.Option(help="For a part: where it lies.")] = None,
    to: Zones = None,
    directory: DirectoryFile = None,
    policy: PolicyFile = None,
    although_unknown: AlthoughUnknown = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Stop something at once. Without --to the order is only written; then type: leeward orders send"""
    order = stopping(OrderAct.SUSPEND, kind, name, reason, _today(), compartment)
    papers, keys = at_hand(directory, policy), _keys(key, passphrase_file)
    if order.target is not None and not although_unknown:
        check_known(order.target, papers, to or (), keys)
    _give(order, office, keys, out, to)


def revoke(
    batch: Annotated[str, typer.Argument(help="The batch's name: ten digits, on each of its cards.")],
    key: Key,
    out: Out,
    reason: Why = OrderReason.LOST,
    office: As = Office.ADMINISTRATOR,
    to: Zones = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Revoke a lost pile: no card of this batch vouches for anybody any more, also for what came before."""
    order = stopping(OrderAct.SUSPEND, TargetKind.BATCH, batch, reason, _today())
    _give(order, office, _keys(key, passphrase_file), out, to)


@orders.command()
def hold(  # noqa: PLR0917
    compartment: Annotated[str, typer.Argument(help="In which nothing is to be destroyed for its age.")],
    key: Key,
    out: Out,
    reason: Why = OrderReason.LEGAL,
    to: Zones = None,
    directory: DirectoryFile = None,
    although_unknown: AlthoughUnknown = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Keep what is in a compartment from being destroyed for its age. What a source takes back goes all the same."""
    order = stopping(OrderAct.HOLD, TargetKind.COMPARTMENT, compartment, reason, _today())
    papers, keys = at_hand(directory, None), _keys(key, passphrase_file)
    if order.target is not None and not although_unknown:
        check_known(order.target, papers, to or (), keys)
    _give(order, Office.ADMINISTRATOR, keys, out, to)


@orders.command()
def lift(  # noqa: PLR0917
    number: Annotated[str, typer.Argument(help="The order's number, as leeward orders show prints it.")],
    key: Key,
    out: Out,
    reason: Why = OrderReason.OVER,
    office: As = Office.ADMINISTRATOR,
    to: Zones = None,
    although_unknown: Annotated[
        bool, typer.Option("--although-unknown", help="Do not ask whether a zone has that order.")
    ] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say that something may go on. It does once enough others have said so too: leeward orders sign"""
    order, keys = lifting(number, reason, _today()), _keys(key, passphrase_file)
    if not although_unknown and not check_stops(order, to or (), keys):
        _screen.print("No zone said whether it has an order of this number. Look at: leeward orders show")
    _give(order, office, keys, out, to)


@orders.command()
def sign(
    file: Annotated[Path, typer.Argument(help="An order that somebody handed you.", exists=True)],
    key: Key,
    office: As = Office.ADMINISTRATOR,
    to: Zones = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Put your name to another's order."""
    keys = _keys(key, passphrase_file)
    signed = add_name(file, office, keys)
    _screen.print(f"{file.name} now bears: {', '.join(one.name for one in signed.signatures)}.")
    _bring(signed, keys, to)


@orders.command()
def send(
    file: Annotated[Path, typer.Argument(help="An order.", exists=True)],
    key: Key,
    to: Zones = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Bring an order to zones. Whoever has one may; it speaks for itself."""
    _bring(read(file), _keys(key, passphrase_file), to)


@orders.command()
def text(
    file: Annotated[Path, typer.Argument(help="An order.", exists=True)],
) -> None:
    """Print an order as one line of text, for the pages of the policy zone. It is no secret, and speaks for itself."""
    typer.echo(as_text(read(file)))


@orders.command()
def show(
    zone: Annotated[str, typer.Argument(help="Address of the policy zone.")],
    key: Key,
    roots: Annotated[Path, typer.Option(help="The roots file.", exists=True)],
    directory: Annotated[Path, typer.Option(help="The signed directory.", exists=True)],
    one_organisation: Annotated[
        bool, typer.Option("--one-organisation", help="Two administrators of one organisation lift, by the policy.")
    ] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Show all orders that hold, and what stands."""
    trusted = trust(read_directory(directory), read_roots(roots), _today())
    book = fetch(zone, _keys(key, passphrase_file))
    lines = list(told(book, trusted, two_organisations=not one_organisation))
    for number, line in lines:
        _screen.print(f"{number}\n  {line}")
    if not lines:
        _screen.print("Nothing was ever stopped.")


def _give(order: Order, office: Office, keys: PersonKeys, out: Path, to: list[str] | None) -> None:
    signed = sign_order(order, office, keys.name, keys.sign_key)
    keep(out, signed)
    _screen.print(f"Order {number_of(signed)} is in {out}.")
    _bring(signed, keys, to)


def _bring(signed: SignedOrder, keys: PersonKeys, to: list[str] | None) -> None:
    for zone in to or ():
        bring(zone, keys, signed)
        _screen.print(f"{zone} has taken it.")


def _keys(file: Path, passphrase_file: Path | None) -> PersonKeys:
    return open_keys(file, typed_passphrase(passphrase_file))


def _today() -> int:
    return day_of(time.time())
