"""The journey again and again, step by step, by people who try until they are answered, and note what they were told.

Who they are: sources.py, mailboxes.py, custodians.py, desks.py, onlookers.py; what all of them share: teller.py.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from protocol.ids import date_of
from protocol.release import EventType
from server.demo.ground import PARTNERS
from tests.chaos.doors import Unheard
from tests.chaos.onlookers import Onlookers
from tests.chaos.sources import Sources
from tests.chaos.teller import TooLong

LOOKING_ON = 12.0
"""Seconds."""
BETWEEN_TWO = 0.25
"""Seconds from one of the crowd to the next: so that no zone ever has nothing to do, and none much."""
_FIRST, _SECOND = "Armed checkpoints and shops set on fire", "Checkpoints stand, and more shops were set on fire"


class Tale(Onlookers):
    """One journey at a time."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.cards = {partner: iter(self.ground.codes[partner]) for partner in PARTNERS}
        self._cells = _cells(self.ground.today)

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        """In the order of the story."""
        return [
            ("upload", self.upload),
            ("text", self.text),
            ("collection", self.collection),
            ("request", self.request),
            ("log tick", self.log_tick),
            ("approval", self.approval),
            ("refusal", self.refusal),
            ("freeze", self.freeze),
            ("expiry", self.expiry),
            ("opening", self.join),
            ("draft", self.write),
            ("review", self.review),
            ("clearance", self.hand_over),
            ("epoch", self.epoch),
            ("reply", self.reply),
            ("check-in", self.check_in),
            ("consent", self.narrow),
            ("wider consent", self.widen),
            ("successor", self.write_successor),
            ("its review", self.review),
            ("its clearance", self.hand_over),
            ("its epoch", self.epoch),
            ("withdrawal", self.withdrawal),
            ("removal", self.removal),
            ("policy", self.policy),
            ("the crowd", self.look_on),
        ]

    def look_on(self) -> None:
        """For a while the others report, text and take back, and the zones do what they do by themselves."""
        self.stop.wait(LOOKING_ON if self.number > 1 else LOOKING_ON / 3)

    def upload(self) -> None:
        self.number += 1
        self.told, self.cell, self.title = [], next(self._cells), _FIRST
        self.before = b""
        for place, partner in enumerate((*PARTNERS, *PARTNERS)):
            self.tell(f"report {self.number} of person {place}", partner)
        self.send_all()

    def write_successor(self) -> None:
        """Of the same sources: whoever subtracts one summary from the other learns nothing."""
        self.title, self.before = _SECOND, self.commitment
        self.write()

    def withdrawal(self) -> None:
        self.take_back(self.told[0])


LONG = ", and more of it" * 5000


def _cells(today: int) -> Iterator[dict[str, str]]:
    day = date_of(today)
    week = f"{day.isocalendar()[0]}-w{day.isocalendar()[1]:02}"
    # One of each type: areas and periods that touch are held against each other.
    for kind in EventType:
        if kind is not EventType.SEXUAL_VIOLENCE:
            yield {"area": "xa-01", "period": week, "event_type": kind.value}


@dataclass
class Crowd(Sources):
    """Others who report, text and take back meanwhile, in a thread of their own, until `ending` is set."""

    trouble: list[BaseException] = field(default_factory=list)
    ending: threading.Event = field(default_factory=threading.Event)
    """Set: the next one is the last."""

    def run(self) -> None:
        while not self.ending.wait(BETWEEN_TWO) and not self.trouble:
            self.number += 1
            try:
                self._one_of_them()
            except (Unheard, TooLong) as why:
                if not self.stop.is_set():
                    self.trouble.append(why)

    def _one_of_them(self) -> None:
        if self.number % 3 == 0:
            self.text()
            return
        self.told = []
        # Every second report of theirs is so long that it goes in pieces.
        self.tell(f"crowd {self.number}" + self.number % 3 % 2 * LONG, None)
        if self.number % 6 == 1:  # it may come before its report
            self.take_back(self.told[0])
        self.send_all()
        if self.number % 6 == 2:
            self.take_back(self.told[0])
