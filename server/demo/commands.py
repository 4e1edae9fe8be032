"""`leeward demo`."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import Annotated

import typer

from clients.auditor.log_check import verify_log
from clients.durable_file import read_at_most
from protocol.errors import TooLarge
from protocol.ids import day_of
from server.demo.addresses import show_addresses
from server.demo.errors import StepFailed
from server.demo.ground import MOST_OWN_REPORTS, Ground
from server.demo.journey import Journey
from server.demo.stage import staged
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
        show_addresses(stage, teller)
        if once:
            teller.working("every step held")
        else:
            teller.working("everything stays up until Ctrl-C")
            _until_stopped()


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


def _until_stopped() -> None:
    try:
        signal.pause()
    except KeyboardInterrupt:
        raise typer.Exit(0) from None
