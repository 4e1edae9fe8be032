"""Leaving a part: what is kept, what is refused, and that a refusal keeps and repeats nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import cbor2
import pytest

from protocol.acceptance import check_acceptance
from protocol.contents import CLASSES
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import GRACE_DAYS, NO_PREVIOUS
from protocol.primitives import SignKey, stream_size
from protocol.sealing import SealedPart
from protocol.work import prove
from server.intake.errors import WrongIntakeKey
from tests.server.intake.conftest import Intake, Sealed, assert_problem, read_acceptance
from tests.worlds import TODAY

pytestmark = pytest.mark.anyio
CANARY = b"amina-0712345678"


async def test_a_part_is_kept_byte_for_byte_and_accepted_by_intakes_own_key(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    answer = await intake.send_part(sealed[0].part)
    check_acceptance(read_acceptance(answer), sealed[0].part.id(), intake.consortium.directory)
    assert await intake.rows() == {sealed[0].id: sealed[0].raw}


async def test_the_same_part_twice_is_one_row_and_the_same_answer(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    first, second = await intake.send_part(sealed[0].part), await intake.send_part(sealed[0].part)
    assert read_acceptance(first) == read_acceptance(second)
    assert first.content == second.content
    assert len(await intake.rows()) == 1


async def test_the_same_part_fifty_times_at_once_is_one_row_and_fifty_equal_answers(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    answers = await asyncio.gather(*(intake.send_part(sealed[0].part) for _ in range(50)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert await intake.rows() == {sealed[0].id: sealed[0].raw}


async def test_many_parts_at_once_are_all_kept(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    copies = [one.with_header(nonce=bytes([number]) * 32) for number in range(8) for one in sealed]
    answers = await asyncio.gather(*(intake.send_part(one.part) for one in copies))
    assert {answer.status_code for answer in answers} == {200}
    assert await intake.rows() == {one.id: one.raw for one in copies}


async def test_a_second_sealing_around_the_same_id_leaves_the_first(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    other = sealed[0].changed(control=bytes(len(sealed[0].part.control)))
    assert other.id == sealed[0].id
    await intake.send_part(sealed[0].part)
    assert read_acceptance(await intake.send_part(other.part)).part == other.id
    assert await intake.rows() == {sealed[0].id: sealed[0].raw}


def _reencoded(part: Sealed, change: Callable[[dict[str, object]], object]) -> bytes:
    value = cbor2.loads(part.raw)
    change(value)
    return cbor2.dumps(value, canonical=True)


NOT_A_PART: dict[str, Callable[[Sealed], bytes]] = {
    "nothing": lambda _part: b"",
    "words": lambda _part: CANARY * 100,
    "another message": lambda _part: cbor2.dumps({"type": CANARY.decode()}, canonical=True),
    "an array": lambda part: cbor2.dumps([part.raw], canonical=True),
    "the first half": lambda part: part.raw[: len(part.raw) // 2],
    "all but the last byte": lambda part: part.raw[:-1],
    "one byte more": lambda part: part.raw + b"\0",
    "itself twice": lambda part: part.raw + part.raw,
    "other spelling": lambda part: cbor2.dumps(dict(reversed(cbor2.loads(part.raw).items()))),
    "a field more": lambda part: _reencoded(part, lambda value: value.update({CANARY.decode(): 1})),
    "a field less": lambda part: _reencoded(part, lambda value: value.pop("recovery")),
    "a field of another type": lambda part: _reencoded(part, lambda value: value.update(recovery=CANARY.decode())),
    "deep nesting": lambda _part: b"\x81" * 5000 + b"\x01",
    "a tag": lambda part: b"\xc1" + part.raw,
}

MERELY_SPELT_OTHERWISE = {"other spelling", "one byte more", "itself twice"}


@pytest.mark.parametrize("how", NOT_A_PART)
async def test_bytes_that_are_no_part_are_refused_without_an_echo(
    intake: Intake, sealed: tuple[Sealed, ...], how: str
) -> None:
    answer = await intake.send(NOT_A_PART[how](sealed[0]), sealed[0].id)
    assert_problem(answer, 400, "not-canonical" if how in MERELY_SPELT_OTHERWISE else "malformed")
    assert CANARY not in answer.content
    assert not await intake.rows()


LIES: dict[str, tuple[Callable[[Sealed], Sealed], int, str]] = {
    "the quorum lowered": (lambda one: one.with_header(needed=1), 409, "wrong-compartment"),
    "another compartment": (lambda one: one.with_header(compartment="xa-identity"), 409, "wrong-compartment"),
    "no such compartment": (lambda one: one.with_header(compartment="nowhere"), 409, "no-such-compartment"),
    "another epoch": (lambda one: one.with_header(epoch=2), 409, "wrong-compartment"),
    "another directory": (lambda one: one.with_header(directory=bytes(32)), 409, "directory-refused"),
    "a seat less": (lambda one: one.changed(seats=one.part.seats[:-1]), 400, "malformed"),
    "a seat and its commitment less": (
        lambda one: one.with_header(commitments=one.part.header.commitments[:-1]).changed(seats=one.part.seats[:-1]),
        409,
        "wrong-compartment",
    ),
    "a desk less": (lambda one: one.changed(desks=one.part.desks[:-1]), 409, "wrong-compartment"),
    "a longer payload": (lambda one: one.changed(payload=one.part.payload + b"\0"), 400, "malformed"),
    "a class too large": (lambda one: one.with_header(size_class=1), 400, "malformed"),
}


@pytest.mark.parametrize("lie", LIES)
async def test_a_part_that_does_not_fit_is_refused_though_its_own_key_signed_it(
    intake: Intake, sealed: tuple[Sealed, ...], lie: str
) -> None:
    change, status, name = LIES[lie]
    lying = change(sealed[0])
    assert_problem(await intake.send_part(lying.part), status, name)
    assert not await intake.rows()


TAMPERED: dict[str, Callable[[Sealed, Sealed], SealedPart]] = {
    "payload of another part": lambda one, other: one.part.model_copy(update={"payload": other.part.payload}),
    "seats of another part": lambda one, other: one.part.model_copy(update={"seats": other.part.seats}),
    "two seats swapped": lambda one, _: one.part.model_copy(update={"seats": one.part.seats[::-1]}),
    "control block of another part": lambda one, other: one.part.model_copy(update={"control": other.part.control}),
    "recovery box of another part": lambda one, other: one.part.model_copy(update={"recovery": other.part.recovery}),
    "signature of another part": lambda one, other: one.part.model_copy(update={"signature": other.part.signature}),
    "signed by a stranger": lambda one, _: Sealed(one.part, SignKey(bytes(32))).changed().part,
    "key of a stranger": lambda one, _: one.part.model_copy(
        update={"header": one.part.header.model_copy(update={"part_key": SignKey(bytes(32)).public})}
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
async def test_a_part_changed_on_the_way_is_refused(intake: Intake, sealed: tuple[Sealed, ...], how: str) -> None:
    assert_problem(await intake.send_part(TAMPERED[how](sealed[0], sealed[2])), 400, "bad-signature")
    assert not await intake.rows()


async def test_a_part_without_enough_work_is_refused(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    for number in [number for number in range(20) if not _proves(sealed[0].id, number, 4)]:
        headers = intake.headers | {WORK_HEADER: f"{number:016x}"}
        answer = await intake.client.post("/v1/parts", content=sealed[0].raw, headers=headers)
        assert_problem(answer, 403, "too-little-work")
    assert not await intake.rows()


async def test_work_is_asked_before_the_signature_is_looked_at(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    tampered = TAMPERED["signature of another part"](sealed[0], sealed[2])
    wrong = next(number for number in range(10_000) if not _proves(tampered.id(), number, 4))
    headers = intake.headers | {WORK_HEADER: wrong.to_bytes(8, "big").hex()}
    answer = await intake.client.post("/v1/parts", content=tampered.to_bytes(), headers=headers)
    assert_problem(answer, 403, "too-little-work")


@pytest.mark.parametrize("work", [None, "", "00", "0" * 15, "0" * 17, "0" * 15 + "G", "A" * 16, " " + "0" * 15])
async def test_work_that_is_not_sixteen_digits_is_refused_before_the_body_is_read(
    intake: Intake, work: str | None
) -> None:
    headers = intake.headers | ({} if work is None else {WORK_HEADER: work})
    assert_problem(await intake.client.post("/v1/parts", content=_never(), headers=headers), 400, "work-missing")


async def test_work_that_comes_twice_is_refused(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    work = prove(sealed[0].id, 4).hex()
    headers = [("content-type", CBOR), (WORK_HEADER, work), (WORK_HEADER, work)]
    answer = await intake.client.post("/v1/parts", content=sealed[0].raw, headers=headers)
    assert_problem(answer, 400, "work-missing")


@pytest.mark.parametrize(
    "headers",
    [{}, {"content-type": "application/json"}, {"content-type": f"{CBOR}; x=1"}, {"content-encoding": "gzip"}],
)
async def test_another_media_type_is_refused_before_the_body_is_read(intake: Intake, headers: dict[str, str]) -> None:
    given = {WORK_HEADER: "0" * 16} | (intake.headers if "content-encoding" in headers else {}) | headers
    assert_problem(await intake.client.post("/v1/parts", content=_never(), headers=given), 415, "wrong-media-type")


@pytest.mark.parametrize("length", [str(SealedPart.BOUND + 1), "9" * 15, "9" * 30, "9" * 5000, "-1", "1e3", "0x10"])
async def test_a_body_announced_as_too_large_is_refused_before_it_is_read(intake: Intake, length: str) -> None:
    headers = intake.headers | {WORK_HEADER: "0" * 16, "content-length": length}
    assert_problem(await intake.client.post("/v1/parts", content=_never(), headers=headers), 413, "too-large")


async def test_a_body_that_never_ends_is_refused_at_its_bound(intake: Intake) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1 << 20
            yield bytes(1 << 20)

    headers = intake.headers | {WORK_HEADER: "0" * 16}
    assert_problem(await intake.client.post("/v1/parts", content=endless(), headers=headers), 413, "too-large")
    assert sent <= SealedPart.BOUND + (2 << 20)


async def test_the_largest_part_is_kept(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    size_class = len(CLASSES) - 1
    large = sealed[0].with_header(size_class=size_class).changed(payload=bytes(stream_size(CLASSES[size_class])))
    assert read_acceptance(await intake.send_part(large.part)).part == large.id
    assert await intake.rows() == {large.id: large.raw}


async def test_a_part_sealed_under_an_older_directory_is_kept_until_thirty_days_after_its_end(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    old = intake.consortium.directory
    newer = intake.consortium.resign(
        lambda one: one.model_copy(update={"number": 2, "previous": old.hash, "expires": TODAY + 400})
    )
    intake.world.pinned.replace_directory(newer.to_bytes())
    intake.clock.pass_days(180 + GRACE_DAYS)
    assert (await intake.send_part(sealed[0].part)).status_code == 200
    intake.clock.pass_days(1)
    assert_problem(await intake.send_part(sealed[2].part), 409, "expired")
    assert set(await intake.rows()) == {sealed[0].id}


async def test_nothing_is_taken_in_once_the_newest_directory_is_over(
    intake: Intake, sealed: tuple[Sealed, ...]
) -> None:
    work = prove(sealed[0].id, 4).hex()
    intake.clock.pass_days(180 + GRACE_DAYS + 1)
    headers = intake.headers | {WORK_HEADER: work}
    assert_problem(await intake.client.post("/v1/parts", content=sealed[0].raw, headers=headers), 409, "expired")
    assert not await intake.rows()


async def test_the_newest_directory_says_how_much_work_is_asked(intake: Intake, sealed: tuple[Sealed, ...]) -> None:
    old = intake.consortium.directory
    assert old.contents.previous == NO_PREVIOUS
    newer = intake.consortium.resign(
        lambda one: one.model_copy(update={"number": 2, "previous": old.hash, "work_bits": 12})
    )
    intake.world.pinned.replace_directory(newer.to_bytes())
    little = next(n for n in range(10_000) if _proves(sealed[0].id, n, 4) and not _proves(sealed[0].id, n, 12))
    headers = intake.headers | {WORK_HEADER: little.to_bytes(8, "big").hex()}
    assert_problem(
        await intake.client.post("/v1/parts", content=sealed[0].raw, headers=headers), 403, "too-little-work"
    )
    assert (await intake.send_part(sealed[0].part)).status_code == 200


def _proves(identifier: bytes, nonce: int, bits: int) -> bool:
    return prove(identifier, bits, nonce) == nonce.to_bytes(8, "big")


async def test_intake_does_not_start_with_a_key_that_nobody_would_believe(intake: Intake) -> None:
    with pytest.raises(WrongIntakeKey):
        replace(intake.world, key=SignKey(bytes(32)))


async def test_anyone_may_have_the_signed_directory(intake: Intake) -> None:
    answer = await intake.client.get("/v1/directory")
    assert (answer.status_code, answer.content) == (200, intake.consortium.signed.to_bytes())
    assert answer.headers["content-type"] == CBOR


async def test_the_hot_path_is_in_the_openapi_document_and_has_one_method(intake: Intake) -> None:
    paths = (await intake.client.get("/openapi.json")).json()["paths"]
    assert set(paths["/v1/parts"]) == {"post"}
    assert (await intake.client.get("/v1/parts")).status_code == 405


async def _never() -> AsyncIterator[bytes]:
    raise AssertionError("the body was read")
    yield b""
