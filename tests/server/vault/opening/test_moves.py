"""The life of one part of one request."""

from __future__ import annotations

from itertools import product

import pytest

from protocol.custodian_crossings import Answers
from protocol.desk_crossings import PartState
from protocol.ids import to_text
from protocol.opening import Approval
from server.vault.errors import NotPossibleNow
from server.vault.locks.compartments import inside
from server.vault.opening.moves import NEXT, Move, after, lock_states, tally
from tests.server.vault.vault_world import TESTIMONY, VaultWorld, approvals_of

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


async def test_what_goes_on_or_has_ended_is_not_set_back_when_the_log_is_read_again(vault: VaultWorld) -> None:
    """Back to `logged`, what a colleague froze would be asked for once more."""
    one, other = await vault.told(None, None)
    approved, frozen = await vault.ask_and_log([one.testimony]), await vault.ask_and_log([other.testimony])
    await vault.approve(approved)
    await vault.client(vault.desk(1).sign_key).post(f"/v1/openings/{to_text(frozen.id)}/freeze")
    await vault.follow_log()
    assert await vault.states(approved) == {one.testimony: PartState.APPROVED}
    assert await vault.states(frozen) == {other.testimony: PartState.FROZEN}


async def test_each_part_of_a_request_moves_by_itself(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    asked = await vault.ask_and_log([one.testimony, other.testimony])
    for seat in (1, 2, 3, 4):
        mine = (await vault.approvals(asked, seat)).approvals
        first = [each for each in mine if Approval.from_bytes(each.body).part == one.testimony]
        assert (await vault.answer(seat, Answers(approvals=tuple(first)))).status_code == 204
    assert await vault.states(asked) == {one.testimony: PartState.APPROVED, other.testimony: PartState.LOGGED}


async def test_a_request_finds_the_states_of_its_own_parts_alone(vault: VaultWorld) -> None:
    """Of a part in two requests the other's state must not stand in for its own."""
    one, other = await vault.told(None, None)
    first, _ = await vault.ask([one.testimony]), await vault.ask([other.testimony])
    async with inside(vault.world.openings, TESTIMONY) as connection:
        assert await lock_states(connection, first.id) == {one.testimony: PartState.REQUESTED}


async def test_one_part_in_two_requests_has_two_lives(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    first, second = await vault.ask_and_log([told.testimony]), await vault.ask_and_log([told.testimony])
    await vault.approve(first)
    assert await vault.states(first) == {told.testimony: PartState.APPROVED}
    assert await vault.states(second) == {told.testimony: PartState.LOGGED}
    # Who answered the one is still asked for the other.
    assert {notice.request.id() for notice in await vault.notices(1)} == {second.id}
    await vault.approve(second, (4, 5, 6, 7))
    await vault.answer(1, vault.refusal(second, told.testimony, 1))
    for asked, seats in ((first, {1, 2, 3, 4}), (second, {4, 5, 6, 7})):
        answer = await vault.fetch(asked, told.testimony)
        assert answer.status_code == 200, answer.text
        assert {Approval.from_bytes(each.body).seat for each in approvals_of(answer)} == seats
