"""Leaving a part in pieces: it is kept as if it had come whole, or nothing of it is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from random import Random

import httpx
import pytest

from protocol.acceptance import check_acceptance
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import GRACE_DAYS
from protocol.primitives import SignKey
from protocol.sealing import SealedPart
from protocol.uploads import PIECE, PIECE_TYPE, NewUpload, Upload
from protocol.work import check_work, prove
from server.intake.api import create_app
from server.intake.pieces import IN_ALL, SILENCE, Uploads
from server.intake.rounds import rounds
from server.intake.uploads import SLOWEST, Room, Rooms
from server.intake.world import IntakeWorld
from tests.server.intake.conftest import HOST, Intake, Sealed, assert_problem, pieces_of, read_acceptance
from tests.server.intake.test_pool import take
from tests.server.intake.test_uploads import room_left
from tests.worlds import Clock

pytestmark = pytest.mark.anyio
LARGE_ROOM = 4 * 1024 * 1024
Parts = tuple[Sealed, ...]


def among(world: IntakeWorld, intake: Intake) -> Intake:
    """The same intake in a changed world."""
    transport = httpx.ASGITransport(create_app(world), raise_app_exceptions=False)
    return replace(intake, world=world, client=httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}"))


@pytest.fixture
def room() -> Room:
    return Room(LARGE_ROOM)


@pytest.fixture
def roomy(intake: Intake, room: Room) -> Intake:
    """An intake into whose room for large bodies one can look."""
    return among(replace(intake.world, rooms=Rooms(large=room)), intake)


def pass_seconds(intake: Intake, seconds: float) -> None:
    assert isinstance(intake.world.uptime, Clock)
    intake.world.uptime.now += seconds


# What is kept.


async def test_a_part_that_came_in_pieces_is_accepted_and_the_vault_collects_its_very_bytes(
    intake: Intake, large: Parts
) -> None:
    name = await intake.begun(large[0])
    await intake.bring_all(name, large[0])
    acceptance = read_acceptance(await intake.end(name))
    check_acceptance(acceptance, large[0].id, intake.consortium.directory)
    assert (await take(intake)).parts == (large[0].raw,)


async def test_it_is_answered_with_the_very_bytes_with_which_it_would_be_if_it_came_whole(
    intake: Intake, large: Parts
) -> None:
    name = await intake.begun(large[0])
    await intake.bring_all(name, large[0])
    in_pieces, whole = await intake.end(name), await intake.send_part(large[0].part)
    assert (in_pieces.status_code, in_pieces.content, in_pieces.headers) == (200, whole.content, whole.headers)
    assert await intake.rows() == {large[0].id: large[0].raw}


@pytest.mark.parametrize("seed", range(4))
async def test_pieces_may_come_in_any_order_and_twice_and_all_at_once(intake: Intake, large: Parts, seed: int) -> None:
    random, name = Random(seed), await intake.begun(large[0])
    numbered = [*enumerate(pieces_of(large[0].raw))] * 2
    random.shuffle(numbered)
    half = len(numbered) // 2
    one_by_one = [await intake.bring(name, number, piece) for number, piece in numbered[:half]]
    at_once = await asyncio.gather(*(intake.bring(name, number, piece) for number, piece in numbered[half:]))
    assert {answer.status_code for answer in [*one_by_one, *at_once]} == {204}
    assert await intake.missing(name) == ()
    read_acceptance(await intake.end(name))
    assert await intake.rows() == {large[0].id: large[0].raw}


async def test_the_first_of_two_pieces_of_one_number_stays(roomy: Intake, large: Parts, room: Room) -> None:
    name, pieces = await roomy.begun(large[0]), pieces_of(large[0].raw)
    await roomy.bring(name, 1, pieces[1])
    other = await roomy.bring(name, 1, bytes(PIECE))
    again = await roomy.bring(name, 1, pieces[1])
    assert (other.status_code, other.content, other.headers) == (again.status_code, again.content, again.headers)
    assert room_left(room) == LARGE_ROOM - PIECE
    await roomy.bring_all(name, large[0])
    read_acceptance(await roomy.end(name))


async def test_a_part_that_two_bring_at_once_is_one_row_and_neither_learns_of_the_other(
    intake: Intake, large: Parts
) -> None:
    one, other = await intake.begun(large[0]), await intake.begun(large[0])
    assert one != other
    await intake.bring_all(one, large[0])
    assert await intake.missing(other) == (0, 1, 2, 3, 4)
    assert_problem(await intake.end(other), 409, "pieces-missing")
    await intake.bring_all(other, large[0])
    assert (await intake.end(one)).content == (await intake.end(other)).content
    assert await intake.rows() == {large[0].id: large[0].raw}


async def test_a_small_part_may_come_as_a_single_piece(intake: Intake, sealed: Parts) -> None:
    name = await intake.begun(sealed[0])
    await intake.bring_all(name, sealed[0])
    read_acceptance(await intake.end(name))
    assert await intake.rows() == {sealed[0].id: sealed[0].raw}


async def test_two_who_end_it_at_once_get_the_same_answer_and_it_is_kept_once(intake: Intake, large: Parts) -> None:
    name = await intake.begun(large[0])
    await intake.bring_all(name, large[0])
    answers = await asyncio.gather(*(intake.end(name) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert await intake.rows() == {large[0].id: large[0].raw}


async def test_whoever_did_not_hear_that_it_was_accepted_asks_again(roomy: Intake, large: Parts, room: Room) -> None:
    name = await roomy.begun(large[0])
    await roomy.bring_all(name, large[0])
    first = await roomy.end(name)
    pass_seconds(roomy, SILENCE)
    assert (await roomy.bring(name, 0, pieces_of(large[0].raw)[0])).status_code == 204
    assert await roomy.missing(name) == ()
    assert (await roomy.end(name)).content == first.content
    assert room_left(room) == LARGE_ROOM
    pass_seconds(roomy, 1)
    assert_problem(await roomy.end(name), 404, "no-such-upload")


async def test_what_is_asked_later_makes_no_upload_dearer_that_was_begun_before(intake: Intake, large: Parts) -> None:
    base = intake.world.pinned.directory.contents.work_bits
    least = next(nonce for nonce in map(_nonce, range(1 << 16)) if _zeros(large[0].id, nonce) == base)
    answer = await intake.begin(large[0].id, len(large[0].raw), least)
    name = Upload.from_bytes(answer.content).upload.hex()
    await intake.bring_all(name, large[0])
    intake.world.demands.parts.step = 1
    read_acceptance(await intake.end(name))
    assert_problem(await intake.begin(large[0].id, len(large[0].raw), least), 403, "too-little-work")


def _nonce(number: int) -> bytes:
    return number.to_bytes(8, "big")


def _zeros(identifier: bytes, nonce: bytes) -> int:
    bits = 0
    while True:
        try:
            check_work(identifier, nonce, bits + 1)
        except Exception:  # noqa: BLE001 - so many, and no more
            return bits
        bits += 1


# What is missing.


async def test_an_upload_with_pieces_missing_goes_on_and_its_progress_says_which(intake: Intake, large: Parts) -> None:
    name, pieces = await intake.begun(large[0]), pieces_of(large[0].raw)
    for number in (3, 0):
        await intake.bring(name, number, pieces[number])
    early = await intake.end(name)
    assert_problem(early, 409, "pieces-missing")
    assert early.json()["detail"] == "Ask which, and send those."
    assert not await intake.rows()
    assert await intake.missing(name) == (1, 2, 4)
    for number in (1, 2, 4):
        await intake.bring(name, number, pieces[number])
    read_acceptance(await intake.end(name))


WRONG_SIZES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _piece: b"",
    "a byte less": lambda piece: piece[:-1],
    "a byte more": lambda piece: piece + b"\0",
    "twice": lambda piece: piece * 2,
}


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("number", [0, 4])
@pytest.mark.parametrize("how", WRONG_SIZES)
async def test_a_piece_of_another_size_is_refused_and_is_not_there(
    roomy: Intake, large: Parts, room: Room, how: str, number: int, announced: bool
) -> None:
    name, bent = await roomy.begun(large[0]), WRONG_SIZES[how](pieces_of(large[0].raw)[number])

    async def unannounced() -> AsyncIterator[bytes]:
        yield bent

    answer = await roomy.client.put(
        f"/v1/uploads/{name}/{number}",
        content=bent if announced else unannounced(),
        headers={"content-type": PIECE_TYPE},
    )
    assert_problem(answer, 400, "wrong-piece-size")
    assert await roomy.missing(name) == (0, 1, 2, 3, 4)
    assert room_left(room) == LARGE_ROOM


async def test_a_piece_that_is_announced_in_another_size_or_type_is_not_read(intake: Intake, large: Parts) -> None:
    name = await intake.begun(large[0])

    async def put(**headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await intake.client.put(f"/v1/uploads/{name}/0", content=_never(), headers=named)

    assert_problem(await put(content_type=PIECE_TYPE, content_length=str(PIECE + 1)), 400, "wrong-piece-size")
    assert_problem(await put(content_type=PIECE_TYPE, content_length=str(PIECE - 1)), 400, "wrong-piece-size")
    assert_problem(await put(content_type=PIECE_TYPE, content_length=f"0{PIECE}"), 400, "wrong-piece-size")
    assert_problem(await put(content_type=CBOR, content_length=str(PIECE)), 415, "wrong-media-type")
    assert_problem(await put(content_length=str(PIECE)), 415, "wrong-media-type")
    assert_problem(await put(content_type=PIECE_TYPE, content_encoding="gzip"), 415, "wrong-media-type")


async def _never() -> AsyncIterator[bytes]:
    raise AssertionError("the body was read")
    yield b""


@pytest.mark.parametrize(
    "number", ["5", "258", "-1", "00", "01", "1e0", "0x1", "%201", "1%0a", "\u0663", "9" * 5000, "a"]
)
async def test_there_is_no_piece_of_a_number_beyond_the_end_or_of_what_is_no_number(
    intake: Intake, large: Parts, number: str
) -> None:
    name = await intake.begun(large[0])
    assert_problem(await intake.bring(name, number, bytes(PIECE)), 400, "no-such-piece")
    assert await intake.missing(name) == (0, 1, 2, 3, 4)


async def test_an_upload_that_never_was_is_at_no_door(intake: Intake, large: Parts) -> None:
    name = await intake.begun(large[0])
    for wrong in ("0" * 64, name[:-1], name + "0", name.upper(), large[0].id.hex(), name[:-2] + "zz"):
        assert_problem(await intake.client.get(f"/v1/uploads/{wrong}"), 404, "no-such-upload")
        assert_problem(await intake.bring(wrong, 0, bytes(PIECE)), 404, "no-such-upload")
        assert_problem(await intake.end(wrong), 404, "no-such-upload")


# How it begins.


@pytest.mark.parametrize(
    ("headers", "status", "problem"),
    [
        ({}, 400, "work-missing"),
        ({WORK_HEADER: "0" * 15}, 400, "work-missing"),
        ({WORK_HEADER: "0" * 16, "content-type": PIECE_TYPE}, 415, "wrong-media-type"),
        ({WORK_HEADER: "0" * 16, "content-length": str(NewUpload.BOUND + 1)}, 413, "too-large"),
    ],
)
async def test_what_does_not_begin_as_it_should_is_refused_before_it_is_read(
    intake: Intake, headers: dict[str, str], status: int, problem: str
) -> None:
    answer = await intake.client.post("/v1/uploads", content=_never(), headers=intake.headers | headers)
    assert_problem(answer, status, problem)


async def test_an_upload_costs_the_work_of_its_part_before_it_has_a_place(intake: Intake, large: Parts) -> None:
    for nonce in (_without_work(large[0].id), _only_for(large[1].id, large[0].id)):
        assert_problem(await intake.begin(large[0].id, len(large[0].raw), nonce), 403, "too-little-work")
    assert len(intake.world.uploads) == 0


def _without_work(identifier: bytes) -> bytes:
    return next(nonce for nonce in map(_nonce, range(1000)) if _zeros(identifier, nonce) < 4)


def _only_for(one: bytes, other: bytes) -> bytes:
    return next(n for n in map(_nonce, range(1 << 16)) if _zeros(one, n) >= 4 > _zeros(other, n))


async def test_what_is_no_new_upload_begins_none(intake: Intake, large: Parts) -> None:
    headers = intake.headers | {WORK_HEADER: prove(large[0].id, 4).hex()}
    good = NewUpload(part=large[0].id, size=len(large[0].raw)).to_bytes()
    too_large = good.replace(b"\x1a" + len(large[0].raw).to_bytes(4, "big"), b"\x1a" + b"\xff" * 4)
    assert too_large != good
    for bent in (b"", b"\xa0", good + b"\0", good[:-1], too_large, Upload(upload=large[0].id).to_bytes()):
        answer = await intake.client.post("/v1/uploads", content=bent, headers=headers)
        assert answer.status_code == 400, answer.text
    assert len(intake.world.uploads) == 0


async def test_none_begins_at_an_intake_whose_directory_is_over(intake: Intake, large: Parts) -> None:
    work = prove(large[0].id, 4)
    intake.clock.pass_days(180 + GRACE_DAYS + 1)
    assert_problem(await intake.begin(large[0].id, len(large[0].raw), work), 409, "expired")


async def test_one_nonce_serves_two_uploads_and_a_third_ends_the_first(intake: Intake, large: Parts) -> None:
    nonce, other = prove(large[0].id, 4), prove(large[0].id, 4, start=1 << 32)
    size = len(large[0].raw)
    names = [await _begun_with(intake, large[0].id, size, work) for work in (nonce, other, nonce, nonce)]
    there = [(await intake.client.get(f"/v1/uploads/{name}")).status_code for name in names]
    assert there == [404, 200, 200, 200]


async def _begun_with(intake: Intake, part: bytes, size: int, work: bytes) -> str:
    answer = await intake.begin(part, size, work)
    assert answer.status_code == 201
    return Upload.from_bytes(answer.content).upload.hex()


# What is refused at the end.


BAD_PARTS: dict[str, tuple[Callable[[Sealed, Sealed], SealedPart], int, str]] = {
    "signed by nobody": (lambda one, _: one.part.model_copy(update={"signature": bytes(64)}), 400, "bad-signature"),
    "signed by a stranger": (lambda one, _: Sealed(one.part, SignKey(bytes(32))).changed().part, 400, "bad-signature"),
    "of no directory": (lambda one, _: one.with_header(directory=bytes(32)).part, 409, "directory-refused"),
    "that does not fit": (lambda one, _: one.with_header(needed=1).part, 409, "wrong-compartment"),
}


@pytest.mark.parametrize("how", BAD_PARTS)
async def test_a_part_that_would_be_refused_whole_is_refused_in_pieces_and_gone(
    roomy: Intake, large: Parts, room: Room, how: str
) -> None:
    change, status, problem = BAD_PARTS[how]
    bad = Sealed(change(large[0], large[1]), large[0].key)
    name = await roomy.begun(bad)
    await roomy.bring_all(name, bad)
    assert room_left(room) < LARGE_ROOM
    answer = await roomy.end(name)
    assert_problem(answer, status, problem)
    assert answer.content == (await roomy.send_part(bad.part)).content
    assert room_left(room) == LARGE_ROOM
    assert_problem(await roomy.end(name), 404, "no-such-upload")
    assert not await roomy.rows()


async def test_another_part_than_was_named_is_refused_though_work_was_done_for_each(
    roomy: Intake, large: Parts, room: Room
) -> None:
    answer = await roomy.begin(large[1].id, len(large[0].raw))
    name = Upload.from_bytes(answer.content).upload.hex()
    await roomy.bring_all(name, large[0])
    assert_problem(await roomy.end(name), 400, "another-part")
    assert room_left(room) == LARGE_ROOM
    assert_problem(await roomy.end(name), 404, "no-such-upload")
    assert not await roomy.rows()


async def test_bytes_that_are_no_part_are_refused_and_gone(roomy: Intake, large: Parts, room: Room) -> None:
    noise = Random(1).randbytes(PIECE + 1)
    answer = await roomy.begin(large[0].id, len(noise))
    name = Upload.from_bytes(answer.content).upload.hex()
    for number, piece in enumerate(pieces_of(noise)):
        await roomy.bring(name, number, piece)
    both = await asyncio.gather(roomy.end(name), roomy.end(name))
    assert sorted(one.status_code for one in both) == [400, 404]
    assert room_left(room) == LARGE_ROOM
    assert not await roomy.rows()


# How long, and how much.


async def test_an_upload_is_gone_when_nothing_new_comes_for_ten_minutes(
    roomy: Intake, large: Parts, room: Room
) -> None:
    name, pieces = await roomy.begun(large[0]), pieces_of(large[0].raw)
    for number in (0, 1):
        pass_seconds(roomy, SILENCE)
        assert (await roomy.bring(name, number, pieces[number])).status_code == 204
    pass_seconds(roomy, SILENCE)
    assert (await roomy.bring(name, 1, pieces[1])).status_code == 204  # which is nothing new
    pass_seconds(roomy, 1)
    assert_problem(await roomy.bring(name, 2, pieces[2]), 404, "no-such-upload")
    assert room_left(room) == LARGE_ROOM


async def test_an_upload_has_an_hour_and_a_second_more_for_so_many_bytes_that_came(intake: Intake) -> None:
    answer = await intake.begin(bytes(32), 17 * PIECE)
    name = Upload.from_bytes(answer.content).upload.hex()
    for number in range(6):
        pass_seconds(intake, SILENCE)
        assert (await intake.bring(name, number, bytes(PIECE))).status_code == 204
    assert intake.world.uptime() == IN_ALL
    pass_seconds(intake, 6 * PIECE / SLOWEST)
    assert len(await intake.missing(name)) == 11
    pass_seconds(intake, 1)
    assert_problem(await intake.bring(name, 6, bytes(PIECE)), 404, "no-such-upload")


async def test_the_room_of_what_is_over_is_free_though_nobody_asks_for_it(
    roomy: Intake, large: Parts, room: Room
) -> None:
    for one in large[:2]:
        await roomy.bring_all(await roomy.begun(one), one)
    assert room_left(room) == LARGE_ROOM - len(large[0].raw) - len(large[1].raw)
    pass_seconds(roomy, SILENCE + 1)
    await next(one for one in rounds(roomy.world) if one.name == "uploads").act()
    assert room_left(room) == LARGE_ROOM
    assert len(roomy.world.uploads) == 0


async def test_a_piece_for_which_there_is_no_room_is_not_there_and_all_others_are(intake: Intake, large: Parts) -> None:
    room = Room(6 * PIECE)
    tight = among(replace(intake.world, rooms=Rooms(large=room)), intake)
    one, other = await tight.begun(large[0]), await tight.begun(large[1])
    await tight.bring_all(one, large[0])
    pieces = pieces_of(large[1].raw)
    assert (await tight.bring(other, 0, pieces[0])).status_code == 204
    assert_problem(await tight.bring(other, 1, pieces[1]), 503, "busy")
    assert await tight.missing(other) == (1, 2, 3, 4)
    read_acceptance(await tight.end(one))
    assert room_left(room) == 5 * PIECE
    await tight.bring_all(other, large[1])
    read_acceptance(await tight.end(other))
    assert room_left(room) == 6 * PIECE
    assert set(await tight.rows()) == {large[0].id, large[1].id}


async def test_what_announces_much_and_brings_nothing_takes_no_room(roomy: Intake, large: Parts, room: Room) -> None:
    for number in range(50):
        assert (await roomy.begin(bytes([number]) * 32, SealedPart.BOUND)).status_code == 201
    assert room_left(room) == LARGE_ROOM


async def test_where_the_database_has_no_time_everything_stays_and_the_end_is_asked_for_again(
    roomy: Intake, large: Parts, room: Room
) -> None:
    name = await roomy.begun(large[0])
    await roomy.bring_all(name, large[0])
    stuck = among(replace(roomy.world, most_waiting=0), roomy)
    assert_problem(await stuck.end(name), 503, "busy")
    assert await stuck.missing(name) == ()
    assert room_left(room) == LARGE_ROOM - len(large[0].raw)
    read_acceptance(await roomy.end(name))
    assert await roomy.rows() == {large[0].id: large[0].raw}


async def test_an_intake_that_is_started_anew_knows_of_no_upload(intake: Intake, large: Parts) -> None:
    name = await intake.begun(large[0])
    await intake.bring_all(name, large[0])
    anew = among(replace(intake.world, uploads=Uploads()), intake)
    assert_problem(await anew.end(name), 404, "no-such-upload")
    again = await anew.begun(large[0])
    await anew.bring_all(again, large[0])
    read_acceptance(await anew.end(again))


async def test_of_an_upload_nothing_is_said_in_any_log(
    intake: Intake, large: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        name = await intake.begun(large[0])
        await intake.bring_all(name, large[0])
        await intake.end(name)
        await intake.end("0" * 64)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert not [line for line in ours if name in line or "upload" in line]
