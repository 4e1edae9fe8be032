"""A source's commands: `leeward report`, `seal`, `send`, `withdraw`, `inspect`.

`checkin` is in following_commands.py, `consent` in consent_commands.py.

Everything is sealed on this machine before a byte leaves it. Nothing is kept here but what you save yourself. What
would identify you is read from files or typed, never given as an argument, where other programs could see it.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from clients.durable_file import read_at_most, write_new
from clients.paper_files import read_directory, read_roots
from clients.source.choices import CONTACTS, ContactChoice
from clients.source.errors import NotUsable
from clients.source.reporting import (
    SealedFile,
    Told,
    bundle,
    make_testimony,
    read_identity,
    read_receipt,
    show_receipt,
    unbundle,
    withdrawal_posts,
)
from clients.to_intake import MAILBOX_BUCKETS, CannotReach, Intake, IntakeDoorError
from clients.typed_secret import typed_secret
from protocol.cards import CardCode
from protocol.consent import Profile, Terms, profile_terms
from protocol.directory import SignedDirectory, TrustedDirectory, trust, trust_again
from protocol.errors import DirectoryRefused, ProtocolError
from protocol.ids import PartKind, day_of
from protocol.receipt import Receipt
from protocol.report import Report, SealedReport, seal_report
from protocol.sealing import SealedPart

screen = Console(stderr=True, highlight=False)
MOST_TEXT = 4 * 1024 * 1024
"""Bytes of a report: a million characters in any script."""
MOST_SECRET = 16 * 1024
"""Bytes of a file with words, digits or an identity."""
ATTEMPTS = 3
BETWEEN_ATTEMPTS = 5.0
"""Seconds, at most."""

Text = Annotated[Path | None, typer.Argument(help="A file with your report; without it, type or pipe it in.")]
Roots = Annotated[Path, typer.Option(help="The roots file that came with this program.", exists=True)]
Newest = Annotated[
    Path | None, typer.Option(help="The newest directory you were given: an older one is refused.", exists=True)
]
Url = Annotated[str, typer.Option("--intake", help="Address of intake; an .onion address needs --proxy.")]
Proxy = Annotated[str | None, typer.Option(help="For Tor: socks5h://127.0.0.1:9050 (9150 for Tor Browser).")]
Country = Annotated[str, typer.Option(help="Two letters, as the directory names it.")]
ProfileOption = Annotated[Profile, typer.Option(help="What may be done with it. You can take it back at any time.")]
ContactOption = Annotated[ContactChoice, typer.Option(help="Whether somebody may answer you when you check in.")]
Language = Annotated[str, typer.Option(help="Of your report and your receipt: en, fr, ar, sw …")]
CardFile = Annotated[Path | None, typer.Option(help="A file with your card's 24 digits; `-` asks for them.")]
IdentityFile = Annotated[Path | None, typer.Option(help="TOML with name, phone, note: sealed to other custodians.")]
ReceiptFile = Annotated[Path | None, typer.Option(help="Words or digits of an earlier report; `-` asks for them.")]
Index = Annotated[
    int | None, typer.Option(help="With --receipt: how many reports these words have sent before.", min=0)
]
Tonight = Annotated[bool, typer.Option("--tonight", help="Ask for the urgent way.")]
Pause = Annotated[float, typer.Option(help="Longest pause in seconds between the two parts.", min=0)]


def report(  # noqa: PLR0917
    intake: Url,
    roots: Roots,
    country: Country,
    text: Text = None,
    profile: ProfileOption = Profile.CURATOR_MAY_READ,
    language: Language = "en",
    contact: ContactOption = ContactChoice.NEVER,
    card: CardFile = None,
    identity: IdentityFile = None,
    receipt: ReceiptFile = None,
    index: Index = None,
    tonight: Tonight = False,
    proxy: Proxy = None,
    pause: Pause = 20.0,
    newest: Newest = None,
) -> None:
    """Seal a report on this machine, show the words that let you follow it or take it back, and send it."""
    door = open_door(intake, proxy)
    directory = fetched_directory(door, roots, newest)
    _check_country(directory, country)
    told = Told(country, profile, language, tonight, contact)
    kept, number = _receipt(receipt, language, index)
    sealed = _seal(_read_text(text), told, card, identity, kept, number, directory)
    # Before it is sent: if the line breaks after one part arrived, these words are what takes that part back.
    _say_receipt(kept, language, given=receipt is not None)
    with _saying_what_to_do_next(given=receipt is not None):
        _send_both(door, sealed, directory, pause)


def seal(  # noqa: PLR0917
    directory: Annotated[Path, typer.Option(help="The signed directory, as a file.", exists=True)],
    roots: Roots,
    country: Country,
    out: Annotated[Path, typer.Option(help="Where the sealed report goes.")],
    text: Text = None,
    profile: ProfileOption = Profile.CURATOR_MAY_READ,
    language: Language = "en",
    contact: ContactOption = ContactChoice.NEVER,
    card: CardFile = None,
    identity: IdentityFile = None,
    receipt: ReceiptFile = None,
    index: Index = None,
    tonight: Tonight = False,
) -> None:
    """Seal a report into a file, without any network. `leeward send` sends it from anywhere."""
    if out.exists():
        raise NotUsable("There is a file of that name already. It was left as it is.")
    trusted = trust(read_directory(directory), read_roots(roots), day_of(time.time()))
    _check_country(trusted, country)
    kept, number = _receipt(receipt, language, index)
    sealed = _seal(
        _read_text(text), Told(country, profile, language, tonight, contact), card, identity, kept, number, trusted
    )
    try:
        write_new(out, bundle(sealed))
    except OSError as refused:
        raise NotUsable(f"The sealed report cannot be written there: {refused.strerror}.") from None
    screen.print(f"Sealed into {out}. Nobody on the way can read it; you cannot either.", soft_wrap=True)
    _say_receipt(kept, language, given=receipt is not None)


def send(
    sealed: Annotated[Path, typer.Argument(help="A file that `leeward seal` made.", exists=True)],
    intake: Url,
    roots: Roots,
    proxy: Proxy = None,
    pause: Pause = 20.0,
    newest: Newest = None,
) -> None:
    """Send a sealed report. Sending it twice does no harm: it is kept once."""
    door = open_door(intake, proxy)
    directory = fetched_directory(door, roots, newest)
    _send_both(door, unbundle(_read(sealed, SealedFile.BOUND)), directory, pause)


def withdraw(
    intake: Url,
    roots: Roots,
    receipt: ReceiptFile = None,
    language: Language = "en",
    index: Annotated[int, typer.Option(help="Which report of these words: 0 is the first.", min=0)] = 0,
    proxy: Proxy = None,
    newest: Newest = None,
) -> None:
    """Take a report back with its words. Future uses stop; copies that are already out stay out."""
    door = open_door(intake, proxy)
    directory = fetched_directory(door, roots, newest)
    words = read_receipt(secret_text(receipt or Path("-"), "Your twelve words, or digits: "), language)
    posts = withdrawal_posts(words, index, directory, day_of(time.time()))
    with working("Sending …") as turn:
        for post in secrets.SystemRandom().sample(posts, len(posts)):
            door.send_post(post, secrets.randbelow(MAILBOX_BUCKETS), directory, turn)
    # The same words whether or not there is such a report: a wrong code must look like a right one.
    screen.print("Sent. If these words belong to a report, it is taken back when the vault next collects.")


def inspect(file: Annotated[Path, typer.Argument(help="A sealed report or sealed part.", exists=True)]) -> None:
    """Show what everyone on the way can see of a sealed report: never what it says."""
    raw = _read(file, SealedFile.BOUND)
    try:
        parts = [SealedPart.from_bytes(raw)]
    except ProtocolError:
        sealed = unbundle(raw)
        parts = [sealed.testimony, sealed.identity]
    sys.stdout.write(json.dumps([_visible(part) for part in parts], indent=2) + "\n")


def _visible(part: SealedPart) -> dict[str, object]:
    header = part.header
    return {
        "part": part.id().hex(),
        "compartment": header.compartment,
        "directory": header.directory.hex(),
        "epoch": header.epoch,
        "quorum": f"{header.needed} of {len(header.commitments)}",
        "desks": len(part.desks),
        "size_class": header.size_class,
        "payload_bytes": len(part.payload),
        "control_bytes": len(part.control),
        "all_bytes": len(part.to_bytes()),
    }


def _seal(
    text: str,
    told: Told,
    card: Path | None,
    identity: Path | None,
    receipt: Receipt,
    index: int,
    directory: TrustedDirectory,
) -> SealedReport:
    today = day_of(time.time())
    if directory.stale:
        screen.print("The directory has ended. It still serves; ask your partner for a newer program.", style="bold")
    terms = profile_terms(told.profile, today).model_copy(update={"contact": CONTACTS[told.contact]})
    complete = Report(
        country=told.country,
        testimony=make_testimony(text, told),
        terms=terms.model_copy(update={"urgent": True}) if told.tonight else terms,
        identity=read_identity(_text(_read(identity, MOST_SECRET)) if identity else None),
        identity_terms=profile_terms(Profile.CURATOR_MAY_READ, today) if identity else Terms(),
        card=CardCode(secret_text(card, "The 24 digits of your card: ")) if card else None,
    )
    if card is None:
        screen.print("Without a card this counts, with all others that have none, as one source.")
    with working("Sealing …"):
        return seal_report(complete, directory, receipt, index, today)


def open_door(intake: str, proxy: str | None) -> Intake:
    def say_more_work() -> None:
        screen.print("Intake is very busy and asks for more work than usual. On a slow machine that takes minutes.")

    return Intake(intake, proxy, more_work=say_more_work)


def _send_both(door: Intake, sealed: SealedReport, directory: TrustedDirectory, pause: float) -> None:
    parts = [sealed.testimony, sealed.identity]
    if secrets.randbelow(2):
        parts.reverse()
    for number, part in enumerate(parts):
        if number:
            time.sleep(pause * secrets.randbelow(1000) / 1000)
        with working(f"Sending part {number + 1} of 2 …") as turn:
            _send_patiently(door, part, directory, turn, pause)
    screen.print("Both parts are kept. Intake has signed for them, and cannot read them.")


def _send_patiently(
    door: Intake, part: SealedPart, directory: TrustedDirectory, turn: Callable[[], None], pause: float
) -> None:
    for _ in range(ATTEMPTS - 1):
        try:
            return door.send_part(part, directory, turn)
        except CannotReach:
            time.sleep(min(pause, BETWEEN_ATTEMPTS))
    return door.send_part(part, directory, turn)


def fetched_directory(door: Intake, roots: Path, newest: Path | None) -> TrustedDirectory:
    pinned, today = read_roots(roots), day_of(time.time())
    # Nothing is kept on this machine, so what to hold it against is a file that somebody handed over.
    known = trust_again(read_directory(newest), pinned, today) if newest else None
    with working("Fetching the directory …"):
        return trust(SignedDirectory.from_bytes(door.fetch_directory()), pinned, today, known)


def _check_country(directory: TrustedDirectory, country: str) -> None:
    """Before anything is typed or sealed: who misspells a country should lose nothing."""
    try:
        # Every report has both parts, also one without a name in it.
        for kind in (PartKind.TESTIMONY, PartKind.IDENTITY):
            directory.compartment_for(country, kind)
    except DirectoryRefused:
        raise NotUsable("Nobody in the directory takes reports from that country. Is it two small letters?") from None


def _read(file: Path, bound: int) -> bytes:
    try:
        return read_at_most(file, bound)
    except OSError as refused:
        raise NotUsable(f"A file that you named cannot be read: {refused.strerror}.") from None


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUsable("This is not text in UTF-8. Save it as UTF-8, or type it in.") from None


def _read_text(text: Path | None) -> str:
    if text:
        return _text(_read(text, MOST_TEXT))
    if sys.stdin.isatty():
        screen.print("Type your report. End it with Ctrl-D on a line of its own.")
    # As bytes: in some languages Python lets through what is no text, and would stumble over it while sealing.
    return _text(sys.stdin.buffer.read(MOST_TEXT))


def _receipt(file: Path | None, language: str, index: int | None) -> tuple[Receipt, int]:
    """The words to seal under, and how many reports they have sent before."""
    if file is None:
        return Receipt.new(), 0
    if index is None:
        # Two reports under one number would have one key, and anyone could see that they belong together.
        raise NotUsable("Say how many reports these words have sent before: --index 1 for the second report.")
    return read_receipt(secret_text(file, "Your words or digits: "), language), index


def secret_text(file: Path, question: str) -> str:
    return typed_secret(question) if str(file) == "-" else _text(_read(file, MOST_SECRET))


def _say_receipt(receipt: Receipt, language: str, *, given: bool) -> None:
    if given:
        return
    screen.print("\nThese are shown once and kept nowhere. Learn them, or write them where nobody looks:")
    sys.stdout.write(show_receipt(receipt, language) + "\n")
    sys.stdout.flush()


@contextmanager
def _saying_what_to_do_next(*, given: bool) -> Iterator[None]:
    """This report is sealed nowhere else, so it cannot be sent again: another one can, under another key."""
    try:
        yield
    except IntakeDoorError:
        other = "with --index one higher" if given else "under new words"
        screen.print(
            "\nThis report was not sent whole; one part of it may be there. Type the same again, and it is sealed anew "
            f"{other}. What is there of this one, its words take back: leeward withdraw. Where the line is bad, "
            "leeward seal keeps a report in a file, and leeward send sends it as often as it takes.",
            soft_wrap=True,
        )
        raise


@contextmanager
def working(words: str) -> Iterator[Callable[[], None]]:
    """A line that turns while something long goes on; call what it gives to show that it still does."""
    with screen.status(words) as status:
        yield lambda: status.update(words)


COMMANDS = (report, seal, send, withdraw, inspect)
"""What `leeward` takes into its own command line."""
