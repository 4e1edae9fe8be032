from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol import shares
from protocol.errors import BadShare, CannotOpen, OpeningRefused, ProtocolError, TooFewCustodians
from protocol.primitives import system_random
from protocol.shares import join, share_at, split
from tests.protocol.known_answers import known_answers


@st.composite
def secrets_split(draw: st.DrawFn) -> tuple[bytes, int, list[bytes]]:
    """A secret, a quorum, and all its shares in any order."""
    secret = draw(st.binary(min_size=1, max_size=48))
    seats = draw(st.integers(1, 16))
    needed = draw(st.integers(1, seats))
    return secret, needed, draw(st.permutations(split(secret, needed, seats, system_random)))


@given(secrets_split())
def test_any_quorum_of_seats_gives_the_secret_back(case: tuple[bytes, int, list[bytes]]) -> None:
    secret, needed, shuffled = case
    assert join(shuffled[:needed], needed) == secret
    assert join(shuffled, needed) == secret


@given(secrets_split())
def test_any_quorum_knows_every_other_share(case: tuple[bytes, int, list[bytes]]) -> None:
    _, needed, shuffled = case
    for share in shuffled:
        assert share_at(shuffled[:needed], needed, share[-1]) == share


@given(secrets_split())
def test_fewer_than_the_quorum_are_refused(case: tuple[bytes, int, list[bytes]]) -> None:
    _, needed, shuffled = case
    for held in range(needed):
        with pytest.raises(TooFewCustodians):
            join(shuffled[:held], needed)


@given(secrets_split().filter(lambda case: case[1] > 1))
def test_one_share_under_the_quorum_never_joins_to_the_secret_as_a_smaller_quorum(
    case: tuple[bytes, int, list[bytes]],
) -> None:
    secret, needed, shuffled = case
    if len(secret) >= 8:  # a short secret may be met by chance
        assert join(shuffled[: needed - 1], needed - 1) != secret


def test_one_share_of_two_is_equally_likely_under_every_secret() -> None:
    for secret in range(0, 256, 5):
        seen = Counter(split(bytes([secret]), 2, 2, lambda size, c=c: bytes([c] * size))[1] for c in range(256))
        assert len(seen) == 256


def test_seats_count_from_one_and_a_share_is_one_byte_longer() -> None:
    made = split(bytes(32), 4, 7)
    assert [share[-1] for share in made] == [1, 2, 3, 4, 5, 6, 7]
    assert {len(share) for share in made} == {33}


def test_every_coefficient_is_drawn_afresh() -> None:
    asked: list[int] = []

    def draw(size: int) -> bytes:
        asked.append(size)
        return system_random(size)

    split(bytes(32), 4, 7, draw)
    assert asked == [3 * 32]


def test_one_seat_twice_is_refused() -> None:
    one, two, _ = split(b"secret", 2, 3)
    for held in ([one, one], [one, two, one]):
        with pytest.raises(BadShare):
            join(held, 2)


def test_seat_zero_is_refused() -> None:
    """At x = 0 a share is the secret itself: whoever could send one would choose what is read."""
    one, _ = split(b"secret", 2, 2)
    with pytest.raises(BadShare):
        join([one, b"chosen\0"], 2)


@pytest.mark.parametrize("odd", [b"", b"\1", b"shorter\2", b"longer than it\2"])
def test_shares_of_different_lengths_are_refused(odd: bytes) -> None:
    one, _ = split(b"16 secret bytes.", 2, 2)
    for held in ([one, odd], [odd, one], [odd, odd]):
        with pytest.raises(BadShare):
            join(held, 2)


def test_a_share_of_another_secret_beside_a_quorum_is_refused() -> None:
    ours, theirs = split(b"ours..", 2, 4), split(b"theirs", 2, 4)
    with pytest.raises(BadShare):
        join([*ours[:3], theirs[3]], 2)


@given(secrets_split().filter(lambda case: len(case[2]) > case[1]), st.data())
def test_one_changed_bit_beside_a_quorum_is_refused(case: tuple[bytes, int, list[bytes]], data: st.DataObject) -> None:
    _, needed, shuffled = case
    which = data.draw(st.integers(0, len(shuffled) - 1))
    bit = data.draw(st.integers(0, 8 * (len(shuffled[0]) - 1) - 1))
    changed = bytearray(shuffled[which])
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadShare):
        join([*shuffled[:which], bytes(changed), *shuffled[which + 1 :]], needed)


@given(st.lists(st.binary(max_size=40), max_size=20), st.integers(1, 20))
def test_arbitrary_shares_raise_nothing_but_a_protocol_error(held: list[bytes], needed: int) -> None:
    try:
        join(held, needed)
    except ProtocolError:
        return
    assert len(held) >= needed


@given(st.lists(st.binary(min_size=5, max_size=5), min_size=1, max_size=16, unique_by=lambda share: share[-1]))
def test_well_formed_shares_of_no_secret_join_to_something_of_the_right_size(held: list[bytes]) -> None:
    if all(share[-1] for share in held):
        assert len(join(held, len(held))) == 4


@pytest.mark.parametrize(("needed", "seats"), [(0, 3), (4, 3), (1, 17), (-1, 1)])
def test_a_quorum_that_cannot_be_is_not_split(needed: int, seats: int) -> None:
    with pytest.raises(ValueError, match="needed"):
        split(b"secret", needed, seats)


def test_an_empty_secret_is_not_split() -> None:
    with pytest.raises(ValueError, match="secret"):
        split(b"", 1, 1)


def test_no_quorum_of_nobody() -> None:
    with pytest.raises(ValueError, match="at least one"):
        join([], 0)


def test_too_few_is_a_state_of_an_opening_and_a_bad_share_cannot_open() -> None:
    assert issubclass(TooFewCustodians, OpeningRefused)
    assert issubclass(BadShare, CannotOpen)


def test_the_table_multiplies_as_the_field_of_aes_does() -> None:
    def times(left: int, right: int) -> int:
        product = 0
        for bit in range(8):
            product ^= (left << bit) * (right >> bit & 1)
        for bit in range(14, 7, -1):
            product ^= (0x11B << bit - 8) * (product >> bit & 1)
        return product

    assert all(shares._TIMES[a][b] == times(a, b) for a in range(256) for b in range(256))


@pytest.mark.parametrize("origin", ["made_in_javascript", "made_in_python_joined_in_javascript"])
def test_shares_are_those_of_the_javascript_library(origin: str) -> None:
    for case in known_answers("shares")[origin]:
        held = [bytes.fromhex(share) for share in case["shares"]]
        secret, needed = bytes.fromhex(case["secret"]), case["needed"]
        assert join(held[:needed], needed) == join(held[-needed:], needed) == join(held, needed) == secret
