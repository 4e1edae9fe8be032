"""`leeward demo`."""

from __future__ import annotations

import shlex
import signal
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from clients.auditor.log_check import verify_log
from clients.durable_file import read_at_most
from protocol.errors import TooLarge
from protocol.ids import day_of
from server.demo.errors import StepFailed
from server.demo.ground import COLLECT_SECONDS, COUNTRIES, MAILBOX_SECONDS, MOST_OWN_REPORTS, Ground
from server.demo.journey import Journey
from server.demo.staff import WHO, invite_staff
from server.demo.stage import Stage, staged
from server.demo.stories import Story
from server.demo.telling import Step, Teller

_MOST_TEXT = 1 << 20
"""Characters; in UTF-8 at most four bytes each."""


def demo(
    once: Annotated[bool, typer.Option("--once", help="End when the journey has ended.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a step.")] = False,
    report: Annotated[
        list[Path] | None, typer.Option(help="Send this file's text too, as one more person with a card.", exists=True)
    ] = None,
) -> None:
    """The whole journey on this machine: reports sealed, collected, approved, opened, summarized, released, read, and
    one taken back. Everything is real but the people. It then stays up, until Ctrl-C, and prints its addresses."""
    teller = Teller(as_json=as_json)
    own = _own_reports(report or [])
    with staged(teller, day_of(time.time())) as stage:
        with Journey(stage.ground, teller, own) as journey:
            journey.travel()
        verify(stage.ground, teller)
        if once:
            teller.working("every step held")
        else:
            _stay(stage, teller)


def verify(ground: Ground, teller: Teller) -> None:
    """As an auditor: the log from outside."""
    size = verify_log(ground.url("ledger"), ground.directory)
    teller.tell(
        Step(
            "ledger",
            "verify",
            f"an auditor downloads the log and computes its root anew: {size} leaves, and the "
            f"checkpoint holds, co-signed by {ground.directory.contents.witnesses_needed} witnesses",
            "auditor without r: which leaves are real, and what any of them says",
            {"leaves": size},
        )
    )


def _own_reports(files: list[Path]) -> tuple[Story, ...]:
    if len(files) > MOST_OWN_REPORTS:
        raise StepFailed(f"There are cards for {MOST_OWN_REPORTS} reports of your own.")
    return tuple(_own(file) for file in files)


def _own(file: Path) -> Story:
    try:
        text = read_at_most(file, 4 * _MOST_TEXT).decode("utf-8-sig")
    except (TooLarge, UnicodeDecodeError):
        text = ""
    except OSError as refused:
        raise StepFailed(f"{file.name} cannot be read: {refused.strerror}.") from None
    if not text.strip() or len(text) > _MOST_TEXT:
        raise StepFailed(f"{file.name} is no report: some text in UTF-8, at most a million characters.")
    return Story("the author of your file", "en", text, "harbour")


def _stay(stage: Stage, teller: Teller) -> None:
    own = {"page": f"{stage.ground.url('intake')}/", "staff": f"{stage.ground.pages}/staff/"}
    addresses = own | {name: process.url for name, process in stage.processes.items()}
    said = f"everything stays up until Ctrl-C; papers, keys and settings are in {stage.ground.folder}"
    teller.tell(Step("zones", "stay", said, "", addresses))
    for name, url in addresses.items():
        teller.working(f"{name:<14} {url}")
        for line in _ABOUT.get(name, lambda _: ())(stage.ground):
            teller.working(f"{'':<14} {line}")
    _until_stopped()


def _of_the_page(ground: Ground) -> tuple[str, ...]:
    """What to do with its address."""
    return (
        "Open it in a browser. A report that was sent from there shows under its words some seconds later: the vault",
        f"comes every {COLLECT_SECONDS} seconds, and makes mailboxes anew every {MAILBOX_SECONDS}: elsewhere, hours.",
        f"{' and '.join(COUNTRIES.values())} have codes of no country ({', '.join(COUNTRIES)}): browsers may call them",
        "Pseudo-Accents and Pseudo-Bidi. Whether the page is the one that was logged, from another terminal:",
        verify_command(ground),
    )


def _of_the_staffs_pages(ground: Ground) -> tuple[str, ...]:
    links = invite_staff(ground)
    return (
        "Pages of those who administer, keep keys and read. Each link brings in one passkey, once, within 24 hours:",
        *(f"{person} ({WHO[person]}): {link}" for person, link in links.items()),
    )


_ABOUT = {"page": _of_the_page, "staff": _of_the_staffs_pages}


def verify_command(ground: Ground) -> str:
    """As it can be typed while the demo stays up."""
    program = Path(sys.argv[0]).absolute()
    typed = [str(program)] if program.name == "leeward" else [sys.executable, "-m", "server.cli"]
    papers = ["--roots", str(ground.papers / "roots.cbor"), "--ledger", ground.url("ledger")]
    return shlex.join([*typed, "web", "verify", ground.url("intake"), *papers])


def _until_stopped() -> None:
    try:
        signal.pause()
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
