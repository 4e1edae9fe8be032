"""Which shapes the vault goes by."""

from __future__ import annotations

from pathlib import Path

import pytest

from protocol.directory import GRACE_DAYS, Directory
from server.pinned import Pinned
from server.vault.collecting.shapes import ShapesInUse
from tests.worlds import Clock, Consortium


@pytest.fixture
def pinned(consortium: Consortium, tmp_path: Path, clock: Clock) -> Pinned:
    return Pinned(consortium.write_pinned(tmp_path), clock)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_shapes_are_made_once_for_a_directory_and_anew_for_a_newer_one(consortium: Consortium, pinned: Pinned) -> None:
    shapes = ShapesInUse(pinned)
    first = shapes()
    assert first is not None
    assert shapes() is first

    def follow(directory: Directory) -> Directory:
        return directory.model_copy(update={"number": 2, "previous": consortium.directory.hash})

    newer = pinned.replace_directory(consortium.resign(follow).to_bytes())
    second = shapes()
    assert second is not None
    assert second.directory is newer


def test_a_directory_that_has_ended_has_no_shapes_and_stops_nothing(pinned: Pinned, clock: Clock) -> None:
    shapes = ShapesInUse(pinned)
    clock.pass_days(pinned.directory.contents.expires + GRACE_DAYS + 1 - int(clock() // 86400))
    assert shapes() is None
