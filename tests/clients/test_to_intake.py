"""What an intake that means harm can do to whoever asks it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest

from clients import to_intake
from clients.to_intake import CannotReach, Intake


class Dripping(httpx.SyncByteStream):
    """A byte now and then, each in time for the patience with a single one."""

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(50):
            time.sleep(0.02)
            yield b"x"


def test_an_answer_that_drips_holds_nobody_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_intake, "SECONDS_FOR_ANSWER", 0.2)
    drip = httpx.MockTransport(lambda _: httpx.Response(200, stream=Dripping()))
    begun = time.monotonic()
    with pytest.raises(CannotReach):
        Intake("https://intake.example", transport=drip).fetch_directory()
    assert time.monotonic() - begun < 0.8
