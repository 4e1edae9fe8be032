"""Reading an upload: bounded in bytes, in memory shared by all, and in time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive

from protocol.errors import TooLarge
from server.intake import uploads
from server.intake.errors import Busy, HungUp, TooSlow
from server.intake.uploads import SMALL, Room, Rooms, read_upload

pytestmark = pytest.mark.anyio


def sending(chunks: Iterable[bytes], *, hang_up: bool = False, pause: float = 0.0) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    messages.append({"type": "http.disconnect"} if hang_up else {"type": "http.request", "body": b""})
    left = iter(messages)

    async def receive() -> Message:
        await asyncio.sleep(pause)
        return next(left)

    return receive


def room_left(room: Room) -> int:
    return room._left


@given(chunks=st.lists(st.binary(max_size=20), max_size=8), bound=st.integers(0, 100), most=st.integers(0, 100))
def test_what_comes_back_is_what_was_sent_or_an_error_and_all_room_is_given_back(
    chunks: list[bytes], bound: int, most: int
) -> None:
    room, sent = Room(most), b"".join(chunks)

    async def upload() -> bytes:
        with room.holding() as held:
            body = await read_upload(sending(chunks), bound, held)
            assert room_left(room) == most - len(sent)
            return body

    try:
        assert asyncio.run(upload()) == sent
        assert len(sent) <= min(bound, most)
    except TooLarge:
        assert len(sent) > bound
    except Busy:
        assert len(sent) > most
    assert room_left(room) == most


async def test_two_uploads_share_one_room_and_the_second_is_told_that_there_is_none() -> None:
    room = Room(100)
    with room.holding() as first, room.holding() as second:
        await read_upload(sending([bytes(60)]), 1000, first)
        with pytest.raises(Busy):
            await read_upload(sending([bytes(30), bytes(30)]), 1000, second)
    assert room_left(room) == 100


async def test_a_flood_of_large_bodies_leaves_room_for_small_ones() -> None:
    rooms = Rooms(small=Room(100), large=Room(0))
    for announced in (SMALL + 1, None):
        with rooms.for_body(announced).holding() as held, pytest.raises(Busy):
            await read_upload(sending([b"x"]), 1000, held)
    with rooms.for_body(SMALL).holding() as held:
        assert await read_upload(sending([b"x"]), 1000, held) == b"x"


async def test_a_sender_who_hangs_up_leaves_nothing_behind() -> None:
    room = Room(100)
    with pytest.raises(HungUp), room.holding() as held:
        await read_upload(sending([bytes(50)], hang_up=True), 1000, held)
    assert room_left(room) == 100


async def test_a_sender_who_is_too_slow_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PATIENCE", 0.05)
    with pytest.raises(TooSlow), Room(100).holding() as held:
        await read_upload(sending([b"x"] * 50, pause=0.02), 1000, held)


async def test_a_sender_who_sends_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PATIENCE", 0.05)
    with pytest.raises(TooSlow), Room(100).holding() as held:
        await asyncio.wait_for(read_upload(sending([], pause=60), 1000, held), 5)


async def test_bytes_earn_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PATIENCE", 1)
    monkeypatch.setattr(uploads, "SLOWEST", 1)
    with Room(100).holding() as held:
        assert len(await read_upload(sending([b"x"] * 12, pause=0.1), 1000, held)) == 12
