"""Custodians' answers."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from protocol.consent import withdraw
from protocol.custodian_crossings import Answers
from protocol.desk_crossings import PartState
from protocol.opening import Refusal, SignedRefusal, check_request
from protocol.post import Post
from server.vault.errors import OwnRequest
from server.vault.opening.answers import check_answer
from tests.conftest import execute
from tests.server.vault.succession_world import SEAT, Handing
from tests.server.vault.vault_world import Asked, Told, VaultWorld, problem


async def logged(vault: VaultWorld) -> tuple[Told, Asked]:
    (told,) = await vault.told(None)
    return told, await vault.ask_and_log([told.testimony])


async def counted(vault: VaultWorld, asked: Asked) -> tuple[PartState, int, int]:
    (part,) = (await vault.progress(asked)).parts
    return part.state, part.approvals, part.refusals


async def test_three_approvals_are_no_quorum_and_four_are(vault: VaultWorld) -> None:
    _, asked = await logged(vault)
    await vault.approve(asked, (1, 2, 3))
    assert await counted(vault, asked) == (PartState.LOGGED, 3, 0)
    await vault.approve(asked, (7,))
    assert await counted(vault, asked) == (PartState.APPROVED, 4, 0)


async def test_an_approval_sent_again_counts_once(vault: VaultWorld) -> None:
    _, asked = await logged(vault)
    mine = await vault.approvals(asked, 1)
    for _ in range(4):
        assert (await vault.answer(1, mine)).status_code == 204
    assert await counted(vault, asked) == (PartState.LOGGED, 1, 0)


async def test_an_approval_made_anew_counts_once(vault: VaultWorld) -> None:
    """Sealing is random: the same approval made twice has other bytes, and is still one seat's."""
    _, asked = await logged(vault)
    one, other = await vault.approvals(asked, 1), await vault.approvals(asked, 1)
    assert one != other
    for answers in (one, other):
        assert (await vault.answer(1, answers)).status_code == 204
    assert await counted(vault, asked) == (PartState.LOGGED, 1, 0)


async def test_custodians_who_answer_in_one_moment_are_all_counted(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    asked = await vault.ask_and_log([one.testimony, other.testimony])
    mine = [await vault.approvals(asked, seat) for seat in (1, 2, 3, 4)]
    answers = await asyncio.gather(*[vault.answer(seat, each) for seat, each in enumerate(mine, 1)])
    assert {answer.status_code for answer in answers} == {204}
    assert set((await vault.states(asked)).values()) == {PartState.APPROVED}


async def test_a_seat_that_has_answered_does_not_answer_otherwise(vault: VaultWorld) -> None:
    told, asked = await logged(vault)
    await vault.approve(asked, (1,))
    assert problem(await vault.answer(1, vault.refusal(asked, told.testimony, 1))) == "already-answered"
    assert await counted(vault, asked) == (PartState.LOGGED, 1, 0)


async def test_four_refusals_of_seven_end_it(vault: VaultWorld) -> None:
    told, asked = await logged(vault)
    shown = {seat: await vault.approvals(asked, seat) for seat in (5, 6)}
    for seat in (1, 2, 3):
        assert (await vault.answer(seat, vault.refusal(asked, told.testimony, seat))).status_code == 204
    assert await counted(vault, asked) == (PartState.LOGGED, 0, 3)
    await vault.answer(4, vault.refusal(asked, told.testimony, 4))
    assert await counted(vault, asked) == (PartState.REFUSED, 0, 4)
    assert problem(await vault.answer(5, shown[5])) == "not-possible-now"


async def test_a_late_answer_is_kept_and_moves_nothing(vault: VaultWorld) -> None:
    told, asked = await logged(vault)
    late = await vault.approvals(asked, 5)
    await vault.approve(asked)
    assert (await vault.answer(5, late)).status_code == 204
    assert (await vault.answer(6, vault.refusal(asked, told.testimony, 6))).status_code == 204
    assert await counted(vault, asked) == (PartState.APPROVED, 5, 1)


async def test_nobody_answers_before_the_log_has_proved_it(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony])
    assert problem(await vault.answer(1, vault.refusal(asked, told.testimony, 1))) == "not-possible-now"


async def test_an_approval_after_the_end_is_refused(vault: VaultWorld) -> None:
    _, asked = await logged(vault)
    mine = await vault.approvals(asked, 1)
    vault.clock.now += 24 * 3600 + 1
    assert problem(await vault.answer(1, mine)) == "request-expired"
    assert await vault.count("answers") == 0


async def test_an_approval_after_a_withdrawal_is_refused(vault: VaultWorld) -> None:
    told, asked = await logged(vault)
    mine = await vault.approvals(asked, 1)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert problem(await vault.answer(1, mine)) == "not-possible-now"
    assert await vault.count("answers") == 0


async def test_a_withdrawal_counts_even_where_the_request_was_not_told(vault: VaultWorld, databases) -> None:
    """A request that was taken in the very moment of the withdrawal is still shown as logged."""
    told, asked = await logged(vault)
    mine = await vault.approvals(asked, 1)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    await execute(databases.administrator("vault"), "UPDATE opening_parts SET state = 'logged'")
    assert await vault.notices(2) == ()
    assert problem(await vault.answer(1, mine)) == "withdrawn"


async def test_another_device_cannot_hand_in_a_custodians_answer(vault: VaultWorld) -> None:
    """Signed by seat 1, brought by seat 2, by a desk, or by a custodian of another compartment."""
    _, asked = await logged(vault)
    mine = await vault.approvals(asked, 1)
    assert problem(await vault.answer(2, mine)) == "not-a-custodian"
    for key in (vault.desk().sign_key, vault.custodian(1, "xb-testimony")):
        assert problem(await vault.send(key, "/v1/approvals", mine)) == "not-here"
    assert await vault.count("answers") == 0


async def test_whether_there_is_an_opening_is_not_told_to_another_compartment(vault: VaultWorld) -> None:
    told, asked = await logged(vault)
    never_sent = vault.request([told.testimony])
    stranger = vault.custodian(1, "xb-testimony")
    answers = [
        await vault.send(stranger, "/v1/approvals", vault.refusal(one, told.testimony, 1))
        for one in (asked, never_sent)
    ]
    assert answers[0].status_code == 404
    assert len({(answer.status_code, answer.content, str(answer.headers)) for answer in answers}) == 1


async def test_a_custodian_cannot_answer_for_another_seat(vault: VaultWorld) -> None:
    told, asked = await logged(vault)
    (claimed,) = vault.refusal(asked, told.testimony, 1).refusals
    other = Refusal.from_bytes(claimed.body).model_copy(update={"seat": 2})
    forged = SignedRefusal(body=other.to_bytes(), signature=claimed.signature)
    assert problem(await vault.answer(1, Answers(refusals=(forged,)))) == "bad-signature"


async def test_an_answer_for_a_part_outside_the_request_is_refused(vault: VaultWorld) -> None:
    _, asked = await logged(vault)
    (other,) = await vault.told(None)
    assert problem(await vault.answer(1, vault.refusal(asked, other.testimony, 1))) == "not-in-request"


async def test_an_answer_to_a_request_that_is_not_there_is_refused(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = vault.request([told.testimony])
    assert problem(await vault.answer(1, vault.refusal(asked, told.testimony, 1))) == "not-here"


async def test_all_of_a_custodians_answers_are_taken_or_none(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    asked = await vault.ask_and_log([one.testimony, other.testimony])
    mine = await vault.approvals(asked, 1)
    spoiled = mine.approvals[1].model_copy(update={"signature": bytes(64)})
    answer = await vault.answer(1, mine.model_copy(update={"approvals": (mine.approvals[0], spoiled)}))
    assert problem(answer) == "bad-signature"
    assert await vault.count("answers") == 0
    assert (await vault.answer(1, mine)).status_code == 204


@pytest.mark.parametrize("side", ["curator", "reviewer"])
async def test_who_asks_or_reviews_does_not_approve(vault: VaultWorld, side: str) -> None:
    """The same person under the same name on a desk and on a seat, which no directory should have."""
    _, asked = await logged(vault)
    mine = await vault.approvals(asked, 1)
    checked = check_request(asked.signed, vault.consortium.directory, int(vault.clock()))
    desk = getattr(checked, side)
    own = replace(checked, **{side: desk.model_copy(update={"holder": checked.compartment.seats[0].custodian})})
    check_answer(mine.approvals[0], checked)
    with pytest.raises(OwnRequest):
        check_answer(mine.approvals[0], own)


async def test_two_requests_in_one_message_are_both_answered(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    first = await vault.ask_and_log([one.testimony])
    second = await vault.ask_and_log([other.testimony])
    both = (await vault.approvals(first, 1)).approvals + (await vault.approvals(second, 1)).approvals
    assert (await vault.answer(1, Answers(approvals=both))).status_code == 204
    assert (await counted(vault, first), await counted(vault, second)) == ((PartState.LOGGED, 1, 0),) * 2


@pytest.mark.parametrize("side", ["curator", "reviewer"])
async def test_who_asks_or_reviews_does_not_approve_under_another_name(vault: VaultWorld, side: str) -> None:
    """One key on a desk and on a seat, under two names."""
    _, asked = await logged(vault)
    mine = await vault.approvals(asked, 1)
    checked = check_request(asked.signed, vault.consortium.directory, int(vault.clock()))
    desk = getattr(checked, side).model_copy(update={"sign_key": vault.custodian(1).public})
    with pytest.raises(OwnRequest):
        check_answer(mine.approvals[0], replace(checked, **{side: desk}))


async def test_a_seats_former_key_has_no_word_by_its_successors_device(vault: VaultWorld) -> None:
    """The request is older than the directory that gave the seat away: by it, the leaver's key still signs."""
    told, asked = await logged(vault)
    theirs = [await vault.approvals(asked, SEAT), vault.refusal(asked, told.testimony, SEAT)]
    handing = Handing.to(vault)
    for answer in theirs:
        by_successor = await vault.send(handing.successor.sign_key, "/v1/approvals", answer)
        assert problem(by_successor) == "not-a-custodian"
        assert problem(await vault.answer(SEAT, answer)) in {"not-a-custodian", "not-here"}
    assert await counted(vault, asked) == (PartState.LOGGED, 0, 0)
