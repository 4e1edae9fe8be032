from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import TooLittleWork
from protocol.work import check_work, prove
from tests.protocol.known_answers import known_answers

PART = hashlib.sha256(b"a part").digest()


@given(st.binary(min_size=32, max_size=32), st.integers(0, 9), st.integers(0, 2**64 - 1))
def test_what_is_proved_is_accepted(part_id: bytes, bits: int, start: int) -> None:
    check_work(part_id, prove(part_id, bits, start), bits)


def test_work_counts_for_one_part_only() -> None:
    others = [hashlib.sha256(bytes([number])).digest() for number in range(20)]
    nonce, refused = prove(PART, 12), 0
    for other in others:
        with pytest.raises(TooLittleWork):
            check_work(other, nonce, 12)
        refused += 1
    assert refused == 20


def test_one_bit_too_few_is_refused() -> None:
    nonce = next(n for n in (prove(PART, 8, start) for start in range(0, 1 << 20, 1 << 12)) if not _passes(n, 9))
    check_work(PART, nonce, 8)
    with pytest.raises(TooLittleWork):
        check_work(PART, nonce, 9)


def _passes(nonce: bytes, bits: int) -> bool:
    try:
        check_work(PART, nonce, bits)
    except TooLittleWork:
        return False
    return True


@given(st.binary(max_size=40).filter(lambda nonce: len(nonce) != 8))
def test_a_nonce_of_another_length_is_refused(nonce: bytes) -> None:
    with pytest.raises(TooLittleWork):
        check_work(PART, nonce, 0)


def test_the_search_tells_how_far_it_is() -> None:
    told: list[int] = []
    prove(PART, 17, progress=told.append)
    assert told == [1 << 14, *range(2 << 14, told[-1] + 1, 1 << 14)]


def test_the_search_goes_around_the_end_of_the_nonces() -> None:
    check_work(PART, prove(PART, 8, start=2**64 - 1), 8)


@pytest.mark.parametrize("bits", [-1, 33])
def test_unreasonable_work_is_not_begun(bits: int) -> None:
    with pytest.raises(ValueError, match="bits"):
        prove(PART, bits)


@pytest.mark.parametrize("answer", known_answers("work")["proofs"], ids=lambda answer: str(answer["bits"]))
def test_the_first_nonce_is_the_one_found_in_javascript(answer: dict[str, str]) -> None:
    part_id, bits = bytes.fromhex(answer["part_id"]), int(answer["bits"])
    assert prove(part_id, bits).hex() == answer["nonce"]
