"""What a journey is in the middle of, and the patience that everybody in it has.

Rules of the tellers (sources.py, mailboxes.py, desks.py, custodians.py, onlookers.py)
* A step returns once everybody in it was told yes. What is refused in passing (a zone is away, a disk is full) is tried
  again; what a person would have to begin anew because a desk forgot it, is begun anew.
* Whatever else an answer says is a fault of the system, and ends the run: Unheard.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from clients.auditor.log_check import CannotReachLog
from clients.source.errors import NotWhatTheVaultLeft
from clients.to_intake import Intake, IntakeDoorError
from protocol.receipt import Receipt
from protocol.report import SealedReport
from server.demo.ground import Ground
from tests.chaos.doors import SECONDS, Away
from tests.chaos.promised import Promised

COMPARTMENT = "xa-testimony"
AGAIN = 0.1
"""Seconds between two tries."""
_T = TypeVar("_T")


class TooLong(Exception):
    """A step did not come to its end: the system did not come back by itself."""


@dataclass
class Told:
    """A report and whoever sent it."""

    receipt: Receipt
    sealed: SealedReport

    @property
    def part(self) -> bytes:
        """The id of its testimony."""
        return self.sealed.testimony.id()


@dataclass
class Teller:
    """One journey at a time; what it is in the middle of is in its fields."""

    ground: Ground
    promised: Promised
    memory: Path
    stop: threading.Event = field(default_factory=threading.Event)
    patience: float = 90.0
    told: list[Told] = field(default_factory=list)
    opening: str = ""
    draft: str = ""
    title: str = ""
    commitment: bytes = b""
    before: bytes = b""
    """The summary that this one takes the place of."""
    cell: dict[str, str] = field(default_factory=dict)
    number: int = 0
    version: int = 1

    def __post_init__(self) -> None:
        self.intake = Intake(self.ground.url("intake"), seconds=SECONDS, pause=self._wait_briefly)

    def _wait_briefly(self, seconds: float) -> None:
        """People wait for longer; what breaks here comes back soon."""
        self.stop.wait(min(seconds, AGAIN))

    def until(self, act: Callable[[], _T]) -> _T:
        """Try until it is done. Raises TooLong, Forgot or Unheard."""
        end, last = time.monotonic() + self.patience, ""
        while time.monotonic() < end and not self.stop.is_set():
            try:
                return act()
            except (Away, IntakeDoorError, CannotReachLog, NotWhatTheVaultLeft) as why:
                last = repr(why)
            self.stop.wait(AGAIN)
        raise TooLong(last)
