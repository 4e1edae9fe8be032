"""A lost share is made again by q others, and what each of them sees tells nothing of another's share."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import BadShare
from protocol.primitives import Randomness, system_random
from protocol.repair import add, repaired, split_for_helpers, split_in_pieces
from protocol.shares import join, share_at, split, weigh


def repair(shares: list[bytes], lost: int) -> bytes:
    """By the holders of these shares; what travels between them is seen by nobody here."""
    helpers = [share[-1] for share in shares]
    sent = [split_for_helpers(share, helpers, lost) for share in shares]
    return repaired([add([pieces[at] for pieces in sent]) for at in range(len(shares))], lost)


@st.composite
def lost_seats(draw: st.DrawFn) -> tuple[bytes, int, tuple[bytes, ...], int, list[bytes]]:
    """A secret, its quorum, all shares, the seat that was lost, and at least q other shares in any order."""
    seats = draw(st.integers(3, 16))
    needed = draw(st.integers(1, seats - 1))
    secret = draw(st.binary(min_size=1, max_size=40))
    shares = split(secret, needed, seats, system_random)
    lost = draw(st.integers(1, seats))
    others = draw(st.permutations([share for share in shares if share[-1] != lost]))
    return secret, needed, shares, lost, others[: draw(st.integers(needed, seats - 1))]


@given(lost_seats())
def test_any_q_others_make_the_very_share_again(case: tuple[bytes, int, tuple[bytes, ...], int, list[bytes]]) -> None:
    secret, needed, shares, lost, helpers = case
    made = repair(helpers, lost)
    assert made == shares[lost - 1] == share_at(helpers, needed, lost)
    assert join([made, *helpers[: needed - 1]], needed) == secret


def test_every_quorum_of_seven_makes_the_same_share() -> None:
    shares = split(bytes(range(32)), 4, 7)
    others = [share for share in shares if share[-1] != 3]
    assert {repair(list(four), 3) for four in combinations(others, 4)} == {shares[2]}


def test_fewer_than_the_quorum_make_another_share() -> None:
    shares = split(bytes(range(32)), 4, 7)
    assert repair(list(shares[:3]), 7) != shares[6]


def test_a_seat_that_never_was_gets_its_share_in_the_same_way() -> None:
    """The share of a new seat at the end is on the same polynomials; no part has committed to it, so none is taken."""
    shares = split(bytes(range(32)), 3, 5)
    assert repair(list(shares[:3]), 6) == share_at(shares, 3, 6)


@given(st.binary(min_size=1, max_size=40), st.integers(1, 16))
def test_pieces_add_up_to_what_was_split(secret: bytes, count: int) -> None:
    pieces = split_in_pieces(secret, count)
    assert len(pieces) == count
    assert add(pieces) == secret


def drawing(drawn: tuple[int, ...]) -> Randomness:
    """Randomness that gives these bytes."""
    left = list(drawn)

    def draw(size: int) -> bytes:
        taken, left[:] = left[:size], left[size:]
        return bytes(taken)

    return draw


@pytest.mark.parametrize("hidden", [0, 1])
def test_of_two_pieces_either_one_is_every_byte_once_whatever_the_share(hidden: int) -> None:
    """All 256 draws: so one piece, as one other helper sees it, says nothing of the share that was split."""
    for value in range(0, 256, 15):
        seen = Counter(split_in_pieces(bytes([value]), 2, drawing((drawn,)))[1 - hidden] for drawn in range(256))
        assert sorted(seen) == [bytes([one]) for one in range(256)]
        assert set(seen.values()) == {1}


@pytest.mark.parametrize("hidden", [0, 1, 2])
def test_of_three_pieces_any_two_are_every_pair_once_whatever_the_share(hidden: int) -> None:
    """All 65,536 draws: two of three helpers together learn nothing of the third's share."""
    seen = set()
    for drawn in product(range(256), repeat=2):
        pieces = split_in_pieces(b"\xc9", 3, drawing(drawn))
        seen.add(pieces[:hidden] + pieces[hidden + 1 :])
    assert len(seen) == 65_536


def test_what_the_successor_sees_is_random_but_for_its_sum() -> None:
    """Two shares of one byte, all draws of both helpers: either sum alone is every byte equally often."""
    shares = split(b"\x5a", 2, 3, drawing((0x33,)))
    for at in (0, 1):
        seen: Counter[bytes] = Counter()
        for first, second in product((0, 7, 255), range(256)):
            sent = [
                split_for_helpers(share, (1, 2), 3, drawing((drawn,)))
                for share, drawn in zip(shares[:2], (first, second), strict=True)
            ]
            seen[add([pieces[at] for pieces in sent])] += 1
        assert len(seen) == 256
        assert len(set(seen.values())) == 1


def test_pieces_are_drawn_afresh_for_each_share() -> None:
    (one, other) = (split_for_helpers(b"0123456789abcdef\1", (1, 2, 3), 4) for _ in range(2))
    assert not set(one) & set(other)


@pytest.mark.parametrize(
    ("share", "helpers", "lost"),
    [
        (b"ab\3", (1, 2), 4),  # not one of the helpers
        (b"ab\1", (1, 1), 4),
        (b"ab\1", (0, 1), 4),
        (b"ab\1", (1, 2), 2),  # whoever is lost does not help
        (b"ab\1", (1, 2), 0),  # seat 0 is the secret itself
        (b"\1", (1, 2), 3),
    ],
)
def test_what_cannot_be_is_not_split(share: bytes, helpers: tuple[int, ...], lost: int) -> None:
    with pytest.raises(BadShare):
        split_for_helpers(share, helpers, lost)


def test_pieces_of_different_lengths_are_not_added() -> None:
    for pieces in ([], [b"ab", b"a"]):
        with pytest.raises(BadShare):
            add(pieces)


def test_the_weights_of_a_quorum_add_up_to_the_share() -> None:
    shares = split(b"sixteen bytes ..", 3, 5)
    assert add([weigh(share, (1, 3, 5), 2) for share in (shares[0], shares[2], shares[4])]) == shares[1][:-1]
