"""`leeward demo`."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from clients.auditor.log_check import verify_log
from protocol.ids import day_of
from server.demo.errors import StepFailed
from server.demo.ground import Ground
from server.demo.journey import Journey
from server.demo.stage import Stage, staged
from server.demo.stories import Story
from server.demo.telling import Step, Teller

_MOST_TEXT = 1 << 20


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
    own = tuple(_own(file) for file in report or ())
    with _ended_by_signals(), staged(teller, day_of(time.time())) as stage:
        with Journey(stage.ground, teller, own) as journey:
            journey.travel()
        verify(stage.ground, teller)
        if not once:
            _stay(stage, teller)


def verify(ground: Ground, teller: Teller) -> None:
    """As an auditor: the log from outside."""
    size = verify_log(ground.url("ledger"), ground.directory)
    teller.tell(
        Step(
            "ledger",
            "verify",
            f"an auditor downloads the log and computes its root anew: {size} leaves, and the checkpoint holds",
            "auditor without r: which leaves are real, and what any of them says",
            {"leaves": size},
        )
    )


def _own(file: Path) -> Story:
    text = file.read_text()
    if not text.strip() or len(text) > _MOST_TEXT:
        raise StepFailed("A report has some text, and at most a million characters.")
    return Story("the author of your file", "en", text, "harbour")


def _stay(stage: Stage, teller: Teller) -> None:
    addresses = {name: process.url for name, process in stage.processes.items()}
    said = f"everything stays up until Ctrl-C; papers, keys and settings are in {stage.ground.folder}"
    teller.tell(Step("zones", "stay", said, "", addresses))
    for name, url in addresses.items():
        teller.working(f"{name:<14} {url}")
    _until_stopped()


def _until_stopped() -> None:
    try:
        signal.pause()
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """SIGTERM ends the demo as Ctrl-C does, so that nothing of it stays behind."""

    def end(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
