"""The life of one part of one request."""

from __future__ import annotations

from itertools import product

import pytest

from protocol.crossings import PartState
from server.vault.errors import NotPossibleNow
from server.vault.moves import NEXT, Move, after, tally

ENDS = (PartState.REFUSED, PartState.EXPIRED, PartState.WITHDRAWN, PartState.FROZEN)


@pytest.mark.parametrize(("state", "move"), [pair for pair in product(PartState, Move) if pair not in NEXT])
def test_whatever_is_not_in_the_table_is_not_possible(state: PartState, move: Move) -> None:
    with pytest.raises(NotPossibleNow):
        after(state, move)


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("end", ENDS)
def test_an_end_is_an_end(end: PartState, move: Move) -> None:
    assert (end, move) not in NEXT


def test_nothing_is_opened_that_was_not_logged_and_approved() -> None:
    assert {state for state, move in NEXT if move is Move.OPEN} == {PartState.APPROVED, PartState.OPENED}
    assert {state for state, move in NEXT if move is Move.APPROVE} == {PartState.LOGGED}
    assert {state for state, move in NEXT if move is Move.LOG} == {PartState.REQUESTED}


def test_withdrawing_and_freezing_reach_everything_that_is_not_at_an_end() -> None:
    for move, end in ((Move.WITHDRAW, PartState.WITHDRAWN), (Move.FREEZE, PartState.FROZEN)):
        assert {state for state, how in NEXT if how is move} == set(PartState) - set(ENDS)
        assert all(after(state, move) is end for state, how in NEXT if how is move)


def test_q_approvals_are_a_quorum_and_one_fewer_is_none() -> None:
    assert tally(PartState.LOGGED, 3, 0, needed=4, seats=7) is PartState.LOGGED
    assert tally(PartState.LOGGED, 4, 0, needed=4, seats=7) is PartState.APPROVED


@pytest.mark.parametrize(("needed", "seats", "last"), [(4, 7, 3), (5, 7, 2), (1, 3, 2), (3, 3, 0)])
def test_it_is_refused_once_the_quorum_cannot_be_reached(needed: int, seats: int, last: int) -> None:
    assert tally(PartState.LOGGED, 0, last, needed, seats) is PartState.LOGGED
    assert tally(PartState.LOGGED, 0, last + 1, needed, seats) is PartState.REFUSED


@pytest.mark.parametrize("state", [state for state in PartState if state is not PartState.LOGGED])
def test_counting_moves_nothing_but_what_was_logged(state: PartState) -> None:
    assert tally(state, 7, 7, needed=4, seats=7) is state
