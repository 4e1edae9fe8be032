"""`leeward-custodian`: look at what waits, approve, refuse or freeze, on your own machine.

Your keys stay in one file that your passphrase opens; the passphrase is typed, or read from a file you name, and is
never an argument. Everything is checked here before you are asked: the log, the directory, the request, the source's
consent, withdrawals, and your own quota.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from clients.custodian.at_the_doors import HOME, Folder, PassphraseFile, Yes, at_the_doors, trusted_in, unlock
from clients.custodian.connections import checked_addresses, doors_to, keep_addresses, kept_addresses
from clients.custodian.errors import CustodianError, OtherRoots
from clients.custodian.for_page import carry
from clients.custodian.freezing import Stoppable, as_told, find, stoppable
from clients.custodian.judging import JudgedRequest
from clients.custodian.mandate_commands import mandate
from clients.custodian.memory import recall
from clients.custodian.session import Sitting
from clients.custodian.stopping import give, order_to_go_on, order_to_stop
from clients.custodian.succession_commands import succession
from clients.custodian.to_vault import send_freeze
from clients.durable_file import write_durably
from clients.key_file import KeyFileError, checked_code, make_keys, typed_passphrase
from clients.paper_files import read_roots
from clients.plain_endings import plain_endings
from clients.typed_secret import NoTerminal
from protocol.errors import ProtocolError
from protocol.ids import date_of, day_of
from protocol.opening import RefusalReason
from protocol.orders import OrderReason

# Each paragraph on one line: the screen folds it where it ends.
_HELP = "\n\n".join(" ".join(each.split()) for each in __doc__.split("\n\n"))
app = typer.Typer(help=_HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
key = typer.Typer(help="Make or show your key.", no_args_is_help=True)
app.add_typer(key, name="key")
app.add_typer(succession, name="succession")
app.add_typer(mandate, name="mandate")

_screen = Console(stderr=False, highlight=False)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]


@key.command("new")
def new_key(
    name: Annotated[str, typer.Argument(help="Your name in the directory, for example asha-k.")],
    organisation: Annotated[str, typer.Option(help="The organisation you are from.", prompt="Organisation")],
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make your keys. Give the seat file to whoever keeps the directory; keep the key file and its passphrase."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    checked_code(organisation)
    keys = make_keys(folder / "custodian.key", name, typed_passphrase(passphrase_file, new=True))
    write_durably(folder / "seat.cbor", keys.seat(organisation).to_bytes())
    _screen.print(f"Your key: {folder / 'custodian.key'}. Never give it away.", soft_wrap=True)
    _screen.print(f"Hand over: {folder / 'seat.cbor'}. It holds no secret.", soft_wrap=True)


@key.command("show")
def show_key(folder: Folder = HOME, passphrase_file: PassphraseFile = None) -> None:
    """Show your name and the first digits of your public signing key, to compare by telephone."""
    keys = unlock(folder, passphrase_file)
    _screen.print(f"{keys.name}  {keys.sign_key.public.hex()[:32]}")


@key.command("for-page")
def key_for_page(
    file: Annotated[Path, typer.Argument(help="The file to write, for example on a stick.")],
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Bring your keys to the page: a file, and a code that is shown once. The page goes on from what is known here."""
    addresses = kept_addresses(folder)
    keys, trusted = unlock(folder, passphrase_file), trusted_in(folder)
    code = carry(file, keys, trusted, recall(folder / "memory.cbor", begun=trusted.begun), addresses)
    _screen.print(f"Open {file.name} in the page, once, and delete it then.", soft_wrap=True)
    _screen.print(f"Its code, shown only now: {code}", soft_wrap=True)
    _screen.print("File and code together are your seat: let nobody have both. Answer from the page from now on.")


@app.command()
def connect(
    roots: Annotated[Path, typer.Argument(help="The roots file you were given in person.", exists=True)],
    vault: Annotated[str, typer.Option(help="Address of the vault.")],
    policy: Annotated[str, typer.Option(help="Address of the policy zone.")],
    ledger: Annotated[str, typer.Option(help="Address of the log.")],
    intake: Annotated[str, typer.Option(help="Address of intake, for the directory.")],
    folder: Folder = HOME,
) -> None:
    """Tell this tool where the zones are and which roots to trust. Roots already here are never replaced."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    addresses = checked_addresses(vault, policy, ledger, intake)
    raw = read_roots(roots).to_bytes()
    held = folder / "roots.cbor"
    if held.exists() and held.read_bytes() != raw:
        raise OtherRoots
    write_durably(held, raw)
    keep_addresses(folder, addresses)
    _screen.print("Connected. Type: leeward-custodian waiting")


@app.command()
def waiting(folder: Folder = HOME, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """What waits for your answer: how many parts, what for, for whom."""
    with _sit(folder, passphrase_file) as sitting:
        _tell_waiting(sitting, as_json)


def _tell_waiting(sitting: Sitting, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps([_plain(sitting, one) for one in sitting.waiting]) + "\n")
        return
    if not sitting.waiting:
        _screen.print("Nothing waits for you.")
    else:
        _show(sitting, sitting.waiting)
    for one in sitting.unsound:
        _screen.print(f"A request was not shown, because it does not hold: {one.why}", style="bold red")


@app.command()
def approve(
    request: Annotated[str | None, typer.Argument(help="The request's number, or its beginning.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every request that waits.")] = False,
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
    yes: Yes = False,
) -> None:
    """Approve the parts of a request that this device lets you approve."""
    if not (everything or request):
        raise typer.BadParameter("say which request, by its number, or --all")
    with _sit(folder, passphrase_file) as sitting:
        chosen = list(sitting.waiting) if everything else [sitting.find(request or "")]
        if not chosen:
            _screen.print("Nothing waits for you.")
            return
        _show(sitting, chosen)
        if not yes:
            typer.confirm("Approve these?", abort=True)
        with _screen.status("Re-sealing your shares …"):
            sent = sitting.approve(chosen)
        _screen.print(f"Approved {sent} of {sum(len(one.judgements) for one in chosen)} parts.")


@app.command()
def refuse(
    request: Annotated[str, typer.Argument(help="The request's number, or its beginning.")],
    reason: Annotated[RefusalReason, typer.Option(help="Why, as a code; it tells nothing about a source.")],
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Refuse every part of a request."""
    with _sit(folder, passphrase_file) as sitting:
        _screen.print(f"Refused {_parts(sitting.refuse(sitting.find(request), reason))}.")


@app.command()
def stop(
    compartment: Annotated[str, typer.Argument(help="A compartment in which you have a seat.")],
    part: Annotated[str | None, typer.Option(help="Only this part of it: its number, 64 signs.")] = None,
    reason: Annotated[OrderReason, typer.Option(help="Why, as a code; it tells nothing.")] = OrderReason.PRECAUTION,
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Stop a compartment at once: nothing is asked for, approved or opened there until its quorum lifts that."""
    keys = unlock(folder, passphrase_file)
    order = order_to_stop(compartment, part, reason, day_of(time.time()))
    with doors_to(kept_addresses(folder), keys) as doors:
        number = give(doors, keys, order)
    _screen.print(f"Stopped. Others who agree to go on type: leeward-custodian go-on {number}", soft_wrap=True)


@app.command("go-on")
def go_on(
    number: Annotated[str, typer.Argument(help="The number of the order that stopped it, 64 signs.")],
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Agree that what a custodian stopped may go on. It does when as many have agreed as it takes to open."""
    keys = unlock(folder, passphrase_file)
    order = order_to_go_on(number, day_of(time.time()))
    with doors_to(kept_addresses(folder), keys) as doors:
        give(doors, keys, order)
    _screen.print("The vault has your word for it.")


@app.command()
def freeze(
    request: Annotated[
        str | None, typer.Argument(help="Its number, or the beginning of it; all 64 signs if it is not listed.")
    ] = None,
    folder: Folder = HOME,
    passphrase_file: PassphraseFile = None,
    yes: Yes = False,
) -> None:
    """Stop a request for good, also one that is approved. Without a number: what you can freeze."""
    with at_the_doors(folder, passphrase_file) as (keys, trusted, doors):
        told = as_told(request) if request else None
        if told is None:
            memory = recall(folder / "memory.cbor", begun=trusted.begun)
            listed = stoppable(doors, keys, trusted, memory, day_of(time.time()))
            if request is None:
                _list_stoppable(listed)
                return
            told = find(listed, request)
        _list_stoppable([told])
        _screen.print(f"whole number {told.id.hex()}")
        if not yes and typer.prompt("Nothing can undo this. Type freeze to go on").strip().lower() != "freeze":
            raise typer.Abort
        send_freeze(doors, told.id)
        _screen.print("Frozen: its desks can fetch nothing more of it. What they have fetched, they have.")


def _list_stoppable(listed: Sequence[Stoppable]) -> None:
    if not listed:
        _screen.print("There is nothing that you can freeze, as far as this device knows.")
    for one in listed:
        _screen.print(f"{one.id.hex()[:12]}  {one.known}")


@app.command()
def history(folder: Folder = HOME) -> None:
    """Your quota: what you approved, for whom and on which day. Asks nobody, and needs no passphrase."""
    trusted = trusted_in(folder)
    approved = recall(folder / "memory.cbor", begun=trusted.begun).approved
    if not approved:
        _screen.print("You have approved nothing in the last 90 days.")
        return
    most = trusted.policy.contents.custody.parts_per_curator_and_day
    table = Table("day", "curator", f"parts approved, of {most} a day")
    for one in approved:
        table.add_row(str(date_of(one.day)), one.curator, str(one.parts))
    _screen.print(table)


def _show(sitting: Sitting, requests: Sequence[JudgedRequest]) -> None:
    """Each request in a few lines that fit on a narrow screen: how many, what for, for whom, what stands against it."""
    most = sitting.trusted.policy.contents.custody.parts_per_curator_and_day
    today = day_of(time.time())
    for one in requests:
        request, curator = one.checked.request, one.checked.curator.holder
        ends = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(request.expires))
        _screen.print(f"{one.checked.id.hex()[:12]}  {one.checked.compartment.name}", style="bold")
        if (chair := sitting.chair_for(one)).mandate is not None:
            _screen.print(f"  you sit in for {chair.custodian}")
        _screen.print(f"  {_parts(len(one.judgements))} for {one.aim.value}; ends {ends}")
        _screen.print(f"  asked by {curator}, reviewed by {one.checked.reviewer.holder}")
        used = sitting.memory.approved_for(curator, today)
        _screen.print(f"  you may approve {len(one.may_approve())}; today, for {curator}, {used} of {most} so far")
        for why, count in Counter(str(each.refusal) for each in one.judgements if each.refusal).items():
            _screen.print(f"  not {count}: {why}", style="yellow")


def _parts(count: int) -> str:
    return "1 part" if count == 1 else f"{count} parts"


def _plain(sitting: Sitting, one: JudgedRequest) -> dict[str, object]:
    return {
        "request": one.checked.id.hex(),
        "compartment": one.checked.compartment.name,
        "seat_of": sitting.chair_for(one).custodian,
        "parts": len(one.judgements),
        "may_approve": len(one.may_approve()),
        "refused": [str(each.refusal) for each in one.judgements if each.refusal is not None],
        "aim": one.aim.value,
        "curator": one.checked.curator.holder,
        "reviewer": one.checked.reviewer.holder,
    }


@contextmanager
def _sit(folder: Path, passphrase_file: Path | None) -> Iterator[Sitting]:
    """A sitting whose connections end with it."""
    with at_the_doors(folder, passphrase_file) as (keys, trusted, doors):
        with _screen.status("Checking the log, the directory and every request …"):
            sitting = Sitting.begin(keys, doors, trusted, folder / "memory.cbor", time.time)
        yield sitting


def main() -> None:
    """The program's entry: every error is one plain sentence and exit status 1."""
    with plain_endings(CustodianError, KeyFileError, NoTerminal, ProtocolError):
        app()


if __name__ == "__main__":
    main()
