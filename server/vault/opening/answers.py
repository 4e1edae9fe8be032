"""Custodians' answers. SPEC 15.4.

Rules of this file
* An answer counts only if it comes from the device of the seat that it names, or of whoever sits in for it by a mandate
  that stands (mandates.py), signed for this very request and part.
* One seat, one answer: the first. Sent again it is answered the same; changed, it is refused.
* Who asks for an opening, or reviews it, does not approve it, whatever seat they hold.
* All of a message's answers are taken, or none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.custodian_crossings import Answers
from protocol.desk_crossings import PartState
from protocol.mandates import Mandate
from protocol.opening import (
    Approval,
    CheckedRequest,
    Refusal,
    SignedApproval,
    SignedRefusal,
    check_approval,
    check_refusal,
)
from server.authorization import Action, Kind
from server.vault.errors import AlreadyAnswered, NotPossibleNow, OwnRequest
from server.vault.keeping.parts import load_envelope, load_parts
from server.vault.opening.mandates import Chair, chairs_of, check_answers_for
from server.vault.opening.moves import lock_states, set_state, tally
from server.vault.opening.openings import (
    Opening,
    check_goes_on,
    check_may_open,
    find_opening_in,
    suspended_seats,
    thing_of,
)
from server.vault.tables import answers
from server.vault.world import World

_MAY_ANSWER = frozenset({PartState.LOGGED, PartState.APPROVED, PartState.OPENED})
"""Once the quorum is reached, a late answer is kept and changes nothing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One seat's checked answer for one part."""

    part: bytes
    seat: int
    approves: bool
    signed: bytes
    substitute: str | None
    """Who sits in, if it is not the custodian's own."""


async def take_answers(world: World, claimed: Answers, caller: bytes) -> None:
    """Take a custodian's answers. `caller` is the public key that signed the HTTP request.

    Raises NotHere (also for a custodian of another compartment), NotACustodian, OwnRequest, NotPossibleNow,
    AlreadyAnswered, RequestExpired, NotInRequest, BadSignature, NotAllowed, Stopped, or what check_may_open raises
    for an approval; then none of them was taken.
    """
    by_request: defaultdict[bytes, list[SignedApproval | SignedRefusal]] = defaultdict(list)
    for approval in claimed.approvals:
        by_request[Approval.from_bytes(approval.body).request].append(approval)
    for refusal in claimed.refusals:
        by_request[Refusal.from_bytes(refusal.body).request].append(refusal)
    async with world.openings.begin() as connection:
        chairs = await chairs_of(connection, world, caller)
        # In one order for everybody: two custodians must not wait for each other.
        for request, signed in sorted(by_request.items(), key=lambda pair: pair[0]):
            # For whoever holds no seat there, and sits in for nobody, there is no such opening.
            opening = await find_opening_in(connection, request, chairs)
            await _take_for(connection, world, opening, signed, chairs[opening.compartment], caller)


async def _take_for(
    connection: AsyncConnection,
    world: World,
    opening: Opening,
    signed: Iterable[SignedApproval | SignedRefusal],
    chair: Chair,
    caller: bytes,
) -> None:
    checked = opening.check(world.pinned, world.now())
    states = await lock_states(connection, opening.id)
    for one in signed:
        answer = check_answer(one, checked)
        check_answers_for(world, chair, checked.compartment, answer.seat, one.mandate, caller)
        if states[answer.part] not in _MAY_ANSWER:
            raise NotPossibleNow
        await _check_allowed(connection, world, checked, answer, chair.key)
        await _check_answers_once(connection, opening, answer)
        await _insert(connection, opening, answer)
        suspended = suspended_seats(world, checked.compartment)
        states[answer.part] = await _recount(connection, opening, answer.part, states[answer.part], suspended)


def check_answer(claimed: SignedApproval | SignedRefusal, checked: CheckedRequest) -> Answer:
    """The answer, if who holds that seat or sits in for it signed it, and has no part in the request.

    Whether it is the caller's to give is asked besides (check_answers_for).

    Raises OwnRequest, or what check_approval and check_refusal raise.
    """
    if isinstance(claimed, SignedApproval):
        approval = check_approval(claimed, checked)
        answer = _answer(approval, claimed, approves=True)
    else:
        refusal = check_refusal(claimed, checked)
        answer = _answer(refusal, claimed, approves=False)
    if answer.approves:
        seat = checked.compartment.seat(answer.seat)
        _check_not_their_own(checked, seat.custodian, seat.sign_key)
    return answer


def _answer(said: Approval | Refusal, claimed: SignedApproval | SignedRefusal, *, approves: bool) -> Answer:
    return Answer(said.part, said.seat, approves, claimed.to_bytes(), sitting_in(claimed))


def _check_not_their_own(checked: CheckedRequest, custodian: str, key: bytes) -> None:
    names = {custodian for desk in (checked.curator, checked.reviewer) for custodian in (desk.holder, desk.desk)}
    if custodian in names or key in {checked.curator.sign_key, checked.reviewer.sign_key}:
        raise OwnRequest


def sitting_in(claimed: SignedApproval | SignedRefusal) -> str | None:
    """The substitute whom an answer names, unchecked."""
    return None if claimed.mandate is None else Mandate.from_bytes(claimed.mandate.body).substitute


async def _check_answers_once(connection: AsyncConnection, opening: Opening, answer: Answer) -> None:
    """Who sat in for one seat yesterday and for another today is one person still. Raises AlreadyAnswered."""
    if answer.substitute is None:
        return
    query = select(answers.c.approves, answers.c.signed).where(
        answers.c.compartment == opening.compartment,
        answers.c.opening == opening.id,
        answers.c.part == answer.part,
        answers.c.seat != answer.seat,
    )
    for row in await connection.execute(query):
        kind: type[SignedApproval | SignedRefusal] = SignedApproval if row.approves else SignedRefusal
        if sitting_in(kind.from_bytes(row.signed)) == answer.substitute:
            raise AlreadyAnswered


async def _check_allowed(
    connection: AsyncConnection, world: World, checked: CheckedRequest, answer: Answer, key: bytes
) -> None:
    """`key`: the custodian's, of whom the access rules know."""
    if answer.approves:
        (facts,) = await load_parts(connection, checked.compartment.name, [answer.part])
        check_goes_on(world, checked)
        check_may_open(world, facts, checked.request.aim)
    action = Action.APPROVE_OPENING if answer.approves else Action.REFUSE_OPENING
    world.access.check(key, Kind.CUSTODIAN, action, thing_of(checked))


async def _insert(connection: AsyncConnection, opening: Opening, answer: Answer) -> None:
    mine = (
        answers.c.compartment == opening.compartment,
        answers.c.opening == opening.id,
        answers.c.part == answer.part,
        answers.c.seat == answer.seat,
    )
    before = await connection.scalar(select(answers.c.approves).where(*mine))
    if before is None:
        await connection.execute(
            insert(answers).values(
                compartment=opening.compartment,
                opening=opening.id,
                part=answer.part,
                seat=answer.seat,
                approves=answer.approves,
                signed=answer.signed,
            )
        )
    elif before is not answer.approves:
        raise AlreadyAnswered


async def _recount(
    connection: AsyncConnection, opening: Opening, part: bytes, state: PartState, suspended: Collection[int]
) -> PartState:
    envelope, _ = await load_envelope(connection, opening.compartment, part)
    query = (
        select(answers.c.approves, func.count())
        .where(answers.c.compartment == opening.compartment, answers.c.opening == opening.id, answers.c.part == part)
        .where(or_(~answers.c.approves, answers.c.seat.not_in(suspended)))
        .group_by(answers.c.approves)
    )
    counted = {row[0]: row[1] for row in await connection.execute(query)}
    now = tally(
        state,
        counted.get(True, 0),
        counted.get(False, 0),
        envelope.header.needed,
        len(envelope.header.commitments),
    )
    if now is not state:
        await set_state(connection, opening.id, part, now)
    return now
