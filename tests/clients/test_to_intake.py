"""What an intake that means harm can do to whoever asks it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest

from clients.to_intake import CannotReach, Intake


class Dripping(httpx.SyncByteStream):
    """A byte now and then, each in time for the patience with a single one."""

    dripped = 0

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(50):
            time.sleep(0.02)
            self.dripped += 1
            yield b"x"


def test_an_answer_that_drips_holds_nobody_for_ever() -> None:
    drip = Dripping()
    intake = Intake("https://intake.example", transport=httpx.MockTransport(lambda _: answer_of(drip)), seconds=0.2)
    with pytest.raises(CannotReach):
        intake.fetch_directory()
    # Counted, not timed: a machine that stands still for a second must fail nobody.
    assert drip.dripped <= 12


def answer_of(drip: Dripping) -> httpx.Response:
    return httpx.Response(200, stream=drip)
