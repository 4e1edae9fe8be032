"""The desk's end of a line to a room, against rooms that say what they should not."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from protocol.encoding import encode
from protocol.errors import TooLarge
from server.redaction.errors import PartNotOpen, RoomGone
from server.redaction.room.asking import Begun, Room, begin
from server.redaction.room.frames import HEAD, Answered, Asked, framed, size_in
from server.redaction.room.inside import kernel
from server.redaction.room.inside.answering import ROWS, Inside
from server.redaction.room.inside.call_filter import refuse_calls
from server.redaction.room.inside.file_rules import read_only_below
from server.redaction.room.inside.serving import serve
from server.redaction.room.questions import KINDS, SHOW_PART, Lack, Opening, PartOpened, Problem, Ready, ShowPart
from server.redaction.room.rooms import Rooms

pytestmark = pytest.mark.anyio
ASKED = ShowPart(part=bytes(32))
READY = Answered(problem=None, body=Ready(lacks=(Lack.CALLS,)).to_bytes())


class Other:
    """The room's end of a line, in a test's hands."""

    def __init__(self) -> None:
        self.ours, self.theirs = socket.socketpair()
        self.ends = 0

    def begun(self) -> Begun:
        return Begun(self.ours, self._end)

    def _end(self) -> None:
        self.ends += 1


@pytest.fixture
async def other() -> AsyncIterator[Other]:
    made = Other()
    with made.ours, made.theirs:
        made.theirs.send(framed(READY))
        yield made


async def test_a_room_says_first_what_its_system_does_not_let_it_forbid_itself(other: Other) -> None:
    assert (await begin(other.begun)).lacks == {Lack.CALLS}


@pytest.mark.parametrize(
    "said",
    [
        (Answered.BOUND + 1).to_bytes(HEAD, "big"),
        b"\xff" * 64,
        (5).to_bytes(HEAD, "big") + b"never",
        framed(Answered(problem=None, body=b"no message")),
        framed(Answered(problem=None, body=PartOpened(outcome=Opening.OPEN, readable=()).to_bytes())),
        (9).to_bytes(HEAD, "big") + encode({"body": b""}),
    ],
    ids=["too much", "far too much", "no frame", "no answer", "another answer", "half an answer"],
)
async def test_a_room_that_says_anything_but_the_answer_is_ended(other: Other, said: bytes) -> None:
    room = await begin(other.begun)
    other.theirs.send(said)
    other.theirs.shutdown(socket.SHUT_WR)
    with pytest.raises(RoomGone):
        await room.ask(SHOW_PART, ASKED)
    assert (other.ends, room.has_gone()) == (1, True)
    with pytest.raises(RoomGone):
        await room.ask(SHOW_PART, ASKED)
    assert other.ends == 1


async def test_a_room_that_answers_nothing_in_time_is_ended(other: Other) -> None:
    room = await begin(other.begun)
    with pytest.raises(RoomGone):
        await asyncio.wait_for(room.ask(replace(SHOW_PART, seconds=0.01), ASKED), 10)
    assert other.ends == 1


async def test_a_room_whose_asker_left_is_ended_since_its_next_answer_would_be_another_s(other: Other) -> None:
    room = await begin(other.begun)
    asking = asyncio.create_task(room.ask(SHOW_PART, ASKED))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert other.ends == 1


async def test_who_waits_for_their_turn_learns_that_the_room_is_gone(other: Other) -> None:
    room = await begin(other.begun)
    waiting = [asyncio.create_task(room.ask(SHOW_PART, ASKED)) for _ in range(3)]
    await asyncio.sleep(0)
    room.end()
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in ended] == [RoomGone] * 3
    assert other.ends == 1


async def test_a_room_that_hung_up_is_seen_to_be_gone_before_it_is_asked(other: Other) -> None:
    room, rooms, part = await begin(other.begun), Rooms(), bytes(32)
    rooms.keep(b"an opening", room)
    rooms.note(b"an opening", room, frozenset({part}))
    assert rooms.is_readable(b"an opening", part)
    other.theirs.close()
    assert room.has_gone()
    assert not rooms.is_readable(b"an opening", part)
    rooms.end_all()


async def test_a_problem_is_told_by_its_name_and_ends_no_room(other: Other) -> None:
    room = await begin(other.begun)
    other.theirs.send(framed(Answered(problem=Problem.PART_NOT_OPEN, body=b"")))
    with pytest.raises(PartNotOpen):
        await room.ask(SHOW_PART, ASKED)
    assert other.ends == 0
    room.end()


async def test_a_system_without_room_for_another_process_says_so() -> None:
    def full() -> Begun:
        raise OSError

    with pytest.raises(RoomGone):
        await begin(full)


def test_what_is_no_question_ends_a_room_and_is_told_to_nobody() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.send((7).to_bytes(HEAD, "big") + b"nothing")
        serve(theirs.fileno(), Inside())
        theirs.shutdown(socket.SHUT_WR)
        said = ours.recv(1000)
    assert said == framed(Answered(problem=None, body=Ready(lacks=()).to_bytes()))


@pytest.mark.parametrize("kind", [Asked, Answered])
def test_neither_end_makes_room_for_more_than_the_other_may_send(kind: type[Asked | Answered]) -> None:
    assert size_in(kind.BOUND.to_bytes(HEAD, "big"), kind) == kind.BOUND
    with pytest.raises(TooLarge):
        size_in((kind.BOUND + 1).to_bytes(HEAD, "big"), kind)
    with pytest.raises(TooLarge):
        framed(kind.model_construct(kind="show-part", problem=None, body=bytes(kind.BOUND)))


def test_every_kind_of_question_has_one_row_that_answers_it() -> None:
    assert tuple(kind for kind, _ in ROWS) == KINDS
    assert len({kind.name for kind in KINDS}) == len(KINDS)


async def test_nothing_of_a_room_is_printed(other: Other) -> None:
    room = Room(other.begun())
    assert (repr(room), repr(Inside()), repr(Rooms())) == ("<room>", "<inside of a room>", "<0 rooms>")
    room.end()


def test_what_another_system_does_not_have_is_lacking_and_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "IS_LINUX", False)
    granted = [
        kernel.unshare(kernel.Apart.NETWORK),
        kernel.lock_all_memory(),
        kernel.drop_capabilities(),
        kernel.prctl(kernel.Prctl.NO_NEW_PRIVILEGES, 1) == 0,
        refuse_calls(),
        read_only_below([]),
    ]
    assert granted == [False] * 6
