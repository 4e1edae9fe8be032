"""What is readable at once is bounded, in a room and at a desk: hundreds of parts take no more than the first."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import AsyncIterator

import pytest

from protocol.contents import Testimony
from protocol.ids import PartKind
from server.redaction.errors import OriginalsMissing
from server.redaction.memory import Original
from server.redaction.room.inside.opened import Opened
from server.redaction.room.inside.reading import MOST_BYTES, MOST_PARTS, NotOpenHere, Reading
from server.redaction.room.joining import ask_originals
from server.redaction.room.questions import SHOW_PART, ShownPart, ShowPart
from server.redaction.room.rooms import Rooms
from tests.server.redaction.desks import Scene

pytestmark = pytest.mark.anyio
FULL = 2
"""Rooms with a batch of twenty each, which is all that this desk has at once."""
BATCHES = 6
LETTERS = 90_000
"""Bytes of text in each part."""


def an_opened(number: int, size: int = 100) -> Opened:
    part = number.to_bytes(32, "big")
    return Opened(part, PartKind.TESTIMONY, Testimony(text="said"), size)


def test_what_was_looked_at_longest_ago_leaves_first() -> None:
    reading = Reading(most_parts=3)
    for number in range(3):
        reading.keep(an_opened(number))
    reading.look(an_opened(0).part)
    reading.keep(an_opened(3))
    assert [an_opened(number).part in reading for number in range(4)] == [True, False, True, True]
    with pytest.raises(NotOpenHere):
        reading.look(an_opened(1).part)


def test_a_room_reads_no_more_parts_and_bytes_at_once_than_its_bounds() -> None:
    reading = Reading()
    for number in range(1000):
        reading.keep(an_opened(number))
    assert len(reading) == MOST_PARTS
    for number in range(20):
        reading.keep(an_opened(number, MOST_BYTES // 4))
        assert reading.size <= MOST_BYTES
    assert len(reading) == 4


def test_one_part_is_readable_however_large_it_is() -> None:
    reading = Reading(most_bytes=10)
    reading.keep(an_opened(1))
    assert reading.look(an_opened(1).part).part in reading


async def test_hundreds_of_parts_joined_in_batches_hold_memory_flat(scene: Scene) -> None:
    scene.curator.memory.rooms = Rooms(most=FULL)
    await _join_batches(scene, FULL)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        await _join_batches(scene, BATCHES)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert len(scene.curator.memory.rooms) == FULL
    # All 120 parts of the later batches are 11 MB of text; the 40 that replaced the earlier ones count as new, 4 MB.
    assert grown < 6 * 2**20


async def _join_batches(scene: Scene, batches: int) -> None:
    for _ in range(batches):
        parts = [scene.say(letter * LETTERS) for letter in "abcdefghijklmnopqrst"]
        opening = await scene.ask(*parts)
        scene.vault.approve(opening, (1, 2, 3, 4))
        assert set((await scene.join(opening)).values()) == {"open"}
        # The vault is in this process too: what it keeps is not what the desk holds.
        scene.vault.parts.clear()
        scene.vault.approvals.clear()
        scene.reviewer.memory.waiting_keys.clear()


async def test_a_part_that_left_memory_is_opened_again_for_a_draft_that_stands_on_it(scene: Scene) -> None:
    part, other = scene.say("The first."), scene.say("The second.")
    scene.rooms.reading = lambda: Reading(most_parts=1)
    opening = await scene.open(part, other)
    read = [seen.texts[0].text async for _, _, seen in _asked(scene, opening, [part, other, part])]
    assert read == ["The first.", "The second.", "The first."]
    assert len(scene.read_in(scene.curator, opening)) == 1
    scene.vault.bend = lambda fetched: fetched.model_copy(update={"approvals": fetched.approvals[:3]})
    with pytest.raises(OriginalsMissing):
        [seen async for _, _, seen in _asked(scene, opening, [other])]


def _asked(scene: Scene, opening: bytes, parts: list[bytes]) -> AsyncIterator[tuple[bytes, Original, ShownPart]]:
    return ask_originals(scene.curator, [opening], parts, SHOW_PART, lambda part: ShowPart(part=part))
