"""Sending all parts of a report, in an order drawn by lot and with a pause between, as often as a bad line takes."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from clients.source.screen import Turn, screen, working
from clients.to_intake import CannotReach, Intake, IntakeDoorError
from protocol.directory import TrustedDirectory
from protocol.report import SealedReport
from protocol.sealing import SealedPart

ATTEMPTS = 3
BETWEEN_ATTEMPTS = 5.0
"""Seconds, at most."""

Pause = Annotated[float, typer.Option(help="Longest pause in seconds between two parts.", min=0)]


def send_all(door: Intake, sealed: SealedReport, directory: TrustedDirectory, pause: float) -> None:
    parts = secrets.SystemRandom().sample(sealed.parts, len(sealed.parts))
    for number, part in enumerate(parts):
        if number:
            time.sleep(pause * secrets.randbelow(1000) / 1000)
        with working(f"Sending part {number + 1} of {len(parts)} …") as turn:
            _send_patiently(door, part, directory, turn, pause)
    screen.print(f"All {len(parts)} parts are kept. Intake has signed for them, and cannot read them.")


def _send_patiently(door: Intake, part: SealedPart, directory: TrustedDirectory, turn: Turn, pause: float) -> None:
    def came(pieces: int, of: int) -> None:
        turn(f"{100 * pieces // of} %")

    for _ in range(ATTEMPTS - 1):
        try:
            return door.send_part(part, directory, turn, came)
        except CannotReach:
            time.sleep(min(pause, BETWEEN_ATTEMPTS))
    return door.send_part(part, directory, turn, came)


@contextmanager
def saying_what_to_do_next(*, given: bool) -> Iterator[None]:
    """This report is sealed nowhere else, so it cannot be sent again: another one can, under another key."""
    try:
        yield
    except IntakeDoorError:
        other = "with --index one higher" if given else "under new words"
        screen.print(
            "\nThis report was not sent whole; some of it may be there. Type the same again, and it is sealed anew "
            f"{other}. What is there of this one, its words take back: leeward withdraw. Where the line is bad, "
            "leeward seal keeps a report in a file, and leeward send sends it as often as it takes.",
            soft_wrap=True,
        )
        raise
