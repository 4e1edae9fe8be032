"""Who has a place among the parts that come in pieces, and who gives way to whom."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.sealing import SealedPart
from protocol.uploads import PIECE
from server.intake.errors import Busy, NoSuchUpload
from server.intake.pieces import IN_ALL, MOST, SILENCE, Coming, Uploads
from server.intake.uploads import SLOWEST, Held, Room, Rooms
from tests.server.intake.test_uploads import room_left

SIZE = 3 * PIECE + 5


class Table:
    """Uploads, a room, and a clock; each is begun for a part and with a nonce of its own."""

    def __init__(self, most: int, room: int = 100 * PIECE) -> None:
        self.uploads, self.room, self.now = Uploads(most), Room(room), 0.0
        self._next = count()

    def begin(self, work: int | None = None) -> bytes:
        number = next(self._next)
        name, part = number.to_bytes(32, "big"), (number if work is None else work).to_bytes(32, "little")
        self.uploads.begin(name, part, SIZE, bytes(8), self.room, self.now)
        return name

    def bring(self, name: bytes, number: int) -> None:
        piece = bytes(PIECE if number < 3 else 5)
        with self.room.holding() as held:
            held.more(len(piece))
            self.uploads.add(name, number, piece, held, self.now)

    def has(self, name: bytes) -> bool:
        try:
            self.uploads.find(name, self.now)
        except NoSuchUpload:
            return False
        return True


def test_uploads_that_bring_nothing_shut_out_neither_a_new_one_nor_one_that_brought_something() -> None:
    table = Table(most=10)
    honest = table.begin()
    table.bring(honest, 0)
    flood = [table.begin() for _ in range(1000)]
    assert len(table.uploads) == 10
    assert table.has(honest)
    newcomer = table.begin()
    table.bring(newcomer, 0)
    assert table.has(newcomer)
    assert not table.has(flood[0])


def test_whoever_was_silent_longest_and_holds_less_than_a_piece_gives_way_first() -> None:
    table = Table(most=4)
    first, second, third, fourth = (table.begin() for _ in range(4))
    table.bring(first, 0)
    table.bring(second, 3)  # which is no whole piece, but something new
    fifth = table.begin()
    assert [table.has(name) for name in (first, second, third, fourth, fifth)] == [True, True, False, True, True]
    table.begin(), table.begin()
    assert [table.has(name) for name in (first, second, third, fourth, fifth)] == [True, False, False, False, True]


def test_what_was_accepted_gives_way_where_there_is_no_place() -> None:
    table = Table(most=2)
    done, other = table.begin(), table.begin()
    for number in range(4):
        table.bring(done, number)
    table.uploads.accept(done, b"an acceptance", table.now)
    table.bring(other, 0)
    table.begin()
    assert not table.has(done)
    assert table.has(other)


def test_what_is_over_gives_way_before_anybody_else() -> None:
    table = Table(most=2)
    old, young = table.begin(), table.begin()
    table.bring(old, 0)
    table.now = SILENCE
    table.bring(young, 3)
    table.now += 1
    table.begin()
    assert not table.has(old)
    assert table.has(young)


def test_a_flood_of_beginnings_does_not_have_every_upload_looked_at_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    table, looked_at = Table(most=500), []
    for _ in range(500):
        table.begin()
    is_over = Coming.is_over
    monkeypatch.setattr(Coming, "is_over", lambda one, now: looked_at.append(one) or is_over(one, now))
    for _ in range(100):
        table.begin()
    assert len(table.uploads) == 500
    assert len(looked_at) == 100


def test_there_is_always_one_that_holds_less_than_a_piece_among_so_many() -> None:
    assert room_left(Rooms().large) // PIECE < MOST


def test_where_all_places_hold_pieces_a_new_one_is_told_to_wait() -> None:
    table = Table(most=2)
    both = [table.begin(), table.begin()]
    for name in both:
        table.bring(name, 0)
    with pytest.raises(Busy):
        table.begin()
    assert all(map(table.has, both))


@pytest.mark.anyio
async def test_one_that_is_being_judged_neither_ends_nor_gives_way() -> None:
    table = Table(most=2)
    judged, other = table.begin(work=7), table.begin(work=7)
    async with table.uploads.find(judged, table.now).turn:
        third = table.begin(work=7)
        assert [table.has(name) for name in (judged, other, third)] == [True, False, True]
        fourth = table.begin()
        assert [table.has(name) for name in (judged, third, fourth)] == [True, False, True]
        table.now = IN_ALL * 10
        table.uploads.sweep(table.now)
        assert table.has(judged)
    assert not table.has(judged)
    await asyncio.sleep(0)


def test_a_part_is_put_together_in_the_order_of_its_numbers() -> None:
    table = Table(most=1)
    name = table.begin()
    pieces = [bytes([number]) * (PIECE if number < 3 else 5) for number in range(4)]
    for number in (2, 0, 3, 1):
        with table.room.holding() as held:
            held.more(len(pieces[number]))
            table.uploads.add(name, number, pieces[number], held, table.now)
    assert table.uploads.find(name, table.now).whole() == b"".join(pieces)
    assert table.uploads.find(name, table.now).whole() == b"".join(pieces)


ACTS = st.lists(
    st.tuples(st.sampled_from(["begin", "same work", "bring", "drop", "accept", "wait"]), st.integers(0, 40)),
    max_size=60,
)


@given(ACTS, st.integers(1, 6), st.integers(0, 12))
def test_whatever_happens_the_room_is_taken_by_what_came_and_by_nothing_else(
    acts: list[tuple[str, int]], most: int, room: int
) -> None:
    table, names = Table(most, room * PIECE), [bytes(32)]
    came: dict[bytes, set[int]] = {}

    def act(what: str, which: int) -> None:
        name = names[which % len(names)]
        if what == "wait":
            table.now += which * 30
        elif what in {"begin", "same work"}:
            names.append(table.begin(which % 3 if what == "same work" else None))
            came[names[-1]] = set()
        elif table.has(name) and what == "bring":
            table.bring(name, which % 4)
            came[name].add(which % 4)
        elif table.has(name) and what == "drop":
            table.uploads.drop(name)
        elif table.has(name) and not table.uploads.find(name, table.now).missing():
            table.uploads.accept(name, b"", table.now)
            came[name] = set()

    for what, which in acts:
        try:
            act(what, which)
        except Busy:
            assert what in {"begin", "same work", "bring"}
        table.uploads.sweep(table.now)
        assert len(table.uploads) <= most
        held = sum(PIECE if number < 3 else 5 for name in came if table.has(name) for number in came[name])
        assert room_left(table.room) == room * PIECE - held
    table.now += IN_ALL + SealedPart.BOUND / SLOWEST + 1
    table.uploads.sweep(table.now)
    assert len(table.uploads) == 0
    assert room_left(table.room) == room * PIECE
    assert not table.uploads._of_work


def test_what_is_handed_over_is_given_back_once() -> None:
    room = Room(10)
    mine = Held(room)
    with room.holding() as held:
        held.more(4)
        held.hand_to(mine)
    assert room_left(room) == 6
    mine.give_back()
    mine.give_back()
    assert room_left(room) == 10
