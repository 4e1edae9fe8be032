"""What a false custodian, vault or sender can do to an opening at the desk: nothing gets open that should not."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from protocol import shares
from protocol.consent import Profile, give, profile_terms
from protocol.contents import Testimony
from protocol.desk_crossings import OpenablePart
from protocol.encoding import Purpose
from protocol.errors import BadSignature, CannotOpen
from protocol.ids import to_text
from protocol.opening import (
    Approval,
    OpeningRequest,
    SignedApproval,
    SignedFreshKey,
    SignedRequest,
    approve,
    check_request,
    reseal_context,
    sign_request,
)
from protocol.primitives import SealKey, SignKey, seal_secret, sign, system_random
from protocol.sealing import SealedPart, open_seat
from server.redaction.errors import KeyForgotten, NotNamedHere
from server.redaction.opening.openings import follow, forget, held_opening, take_up
from server.redaction.room.joining import fetch_and_open, join, open_here
from tests.server.redaction.desks import PLACE, Scene, keep_sealed, outcomes, readable
from tests.worlds import TODAY, Custodian

pytestmark = pytest.mark.anyio
SAID = "Lorries came to the old mill at night."
OTHER = "Three men asked for the teacher by name."


def custodian(scene: Scene, seat: int) -> Custodian:
    return scene.consortium.custodians[PLACE][seat - 1]


def share_of(scene: Scene, part: bytes, seat: int) -> bytes:
    slip = scene.vault.slip(part, seat)
    return open_seat(custodian(scene, seat).seal_key, slip.header, slip.id(), seat, slip.seat)


def answer(
    scene: Scene, opening: bytes, part: bytes, seat: int, share: bytes, says: dict[str, Any] | None = None
) -> SignedApproval:
    """An approval whose share, and whose words, a custodian chose; rightly sealed for this opening, and signed."""
    checked, says = scene.vault.openings[opening][1], says or {}
    context = reseal_context(opening, part, says.get("seat", seat))
    body = Approval.model_validate(
        {
            "request": opening,
            "part": part,
            "seat": seat,
            "to_curator": seal_secret(checked.curator_key, Purpose.RESEAL, context, share),
            "to_reviewer": seal_secret(checked.reviewer_key, Purpose.RESEAL, context, share),
        }
        | says
    ).to_bytes()
    return SignedApproval(body=body, signature=sign(custodian(scene, seat).sign_key, Purpose.APPROVAL, body))


async def test_one_approval_short_of_the_quorum_reads_nothing_even_if_the_vault_says_it_is_enough(scene: Scene) -> None:
    part = scene.say(SAID)
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 3))
    assert await scene.join(opening) == {part: "cannot-open"}
    assert await scene.join_second(opening) == {part: "cannot-open"}
    scene.vault.approve(opening, (6,))
    assert await scene.join(opening) == {part: "open"}


@pytest.mark.parametrize("wrong", ["another seat's", "random", "of another part"])
async def test_one_wrong_share_among_enough_good_ones_stops_nothing(scene: Scene, wrong: str) -> None:
    part, other = scene.say(SAID), scene.say(OTHER)
    opening = await scene.ask(part)
    share = {
        "another seat's": share_of(scene, part, 2),
        "random": system_random(32) + b"\x01",
        "of another part": share_of(scene, other, 1),
    }[wrong]
    scene.vault.approve(opening, (2, 3, 4))
    scene.vault.approvals[opening, part].insert(0, answer(scene, opening, part, 1, share))
    assert await scene.join(opening) == {part: "cannot-open"}
    scene.vault.approve(opening, (5,))
    assert await scene.join(opening) == {part: "open"}
    assert await scene.join_second(opening) == {part: "open"}


async def test_a_custodian_who_answers_nonsense_twice_does_not_undo_the_true_answer(scene: Scene) -> None:
    part = scene.say(SAID)
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 4))
    scene.vault.approvals[opening, part].append(answer(scene, opening, part, 1, bytes(33)))
    assert await scene.join(opening) == {part: "open"}


async def test_an_approval_that_another_custodian_signed_does_not_count(scene: Scene) -> None:
    part = scene.say(SAID)
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 4))
    kept = scene.vault.approvals[opening, part]
    kept[3] = SignedApproval(
        body=kept[3].body, signature=sign(custodian(scene, 1).sign_key, Purpose.APPROVAL, kept[3].body)
    )
    assert await scene.join(opening) == {part: "cannot-open"}


async def test_one_custodian_cannot_answer_from_two_seats(scene: Scene) -> None:
    """Even one who somehow holds another seat's true share."""
    part = scene.say(SAID)
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3))
    taken = answer(scene, opening, part, 1, share_of(scene, part, 4), {"seat": 4})
    scene.vault.approvals[opening, part].append(taken)
    assert await scene.join(opening) == {part: "cannot-open"}


async def test_an_approval_for_another_request_does_not_count(scene: Scene) -> None:
    part = scene.say(SAID)
    first, second = await scene.ask(part), await scene.ask(part)
    scene.vault.approve(first, (1, 2, 3, 4))
    scene.vault.approvals[second, part] = scene.vault.approvals[first, part]
    assert await scene.join(second) == {part: "cannot-open"}
    # Nor one that is sealed for this request and was signed for that one.
    scene.vault.approvals[second, part] = [
        answer(scene, second, part, seat, share_of(scene, part, seat), {"request": first}) for seat in (1, 2, 3, 4)
    ]
    assert await scene.join(second) == {part: "cannot-open"}


async def test_an_approval_for_another_part_of_the_request_does_not_count(scene: Scene) -> None:
    part, other = scene.say(SAID), scene.say(OTHER)
    opening = await scene.ask(part, other)
    scene.vault.approvals[opening, part] = [
        answer(scene, opening, part, seat, share_of(scene, part, seat), {"part": other}) for seat in (1, 2, 3, 4)
    ]
    assert (await scene.join(opening))[part] == "cannot-open"


async def test_a_desk_with_another_key_opens_nothing(scene: Scene) -> None:
    part = scene.say(SAID)
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 4))
    stranger = replace(scene.curator, seal_key=SealKey.new())
    assert {k: v.value for k, v in (await join(stranger, opening)).items()} == {part: "cannot-open"}
    held = held_opening(scene.curator, opening)
    held.fresh = SealKey.new()
    assert await scene.join(opening) == {part: "cannot-open"}


async def test_another_part_does_not_pass_for_the_one_that_was_asked_for(scene: Scene) -> None:
    part, other = scene.say(SAID), scene.say(OTHER)
    opening = await scene.ask(part, other)
    scene.vault.approve(opening, (1, 2, 3, 4))
    true = scene.vault.openable(opening, other)
    scene.vault.bend = lambda _asked: true
    assert await scene.join(opening) == {part: "cannot-open", other: "open"}


async def test_a_payload_that_was_swapped_under_an_approved_header_does_not_open(scene: Scene) -> None:
    """Even where the source's own key signs the swapped part."""
    key = SignKey.new()
    part, other = _kept_by(scene, key, SAID), _kept_by(scene, key, OTHER)
    first, second = scene.vault.parts[part].sealed, scene.vault.parts[other].sealed
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 4))
    for commitment in (first.key_commitment, second.key_commitment):
        swapped = first.model_copy(update={"payload": second.payload, "key_commitment": commitment})
        _bend_part(scene, _signed_again(swapped, key))
        assert await scene.join(opening) == {part: "cannot-open"}


async def test_a_desk_box_from_another_part_does_not_open(scene: Scene) -> None:
    key, other = SignKey.new(), scene.say(OTHER)
    part = _kept_by(scene, key, SAID)
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 4))
    grafted = scene.vault.parts[part].sealed.model_copy(update={"desks": scene.vault.parts[other].sealed.desks})
    _bend_part(scene, _signed_again(grafted, key))
    assert await scene.join(opening) == {part: "cannot-open"}


async def test_a_seat_from_another_part_is_not_approved(scene: Scene) -> None:
    part, other = scene.say(SAID), scene.say(OTHER)
    opening = await scene.ask(part)
    one, checked = custodian(scene, 1), scene.vault.openings[opening][1]
    grafted = scene.vault.slip(part, 1).model_copy(update={"seat": scene.vault.slip(other, 1).seat})
    with pytest.raises(CannotOpen):
        approve(grafted, checked, one.seal_key, one.sign_key)


async def test_a_part_whose_sender_made_the_shares_inconsistent_opens_for_no_quorum(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    split = shares.split

    def dishonest(*asked: Any) -> tuple[bytes, ...]:
        return (*split(*asked)[:6], system_random(32) + b"\x07")

    with monkeypatch.context() as changed:
        changed.setattr(shares, "split", dishonest)
        part = scene.say(SAID)
    for seats in ((1, 2, 3, 4), (4, 5, 6, 7)):
        opening = await scene.ask(part)
        scene.vault.approve(opening, seats)
        assert await scene.join(opening) == {part: "cannot-open"}


async def test_a_part_that_somebody_else_signed_does_not_open(scene: Scene) -> None:
    part = scene.say(SAID)
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 4))
    _bend_part(scene, _signed_again(scene.vault.parts[part].sealed, SignKey.new()))
    assert await scene.join(opening) == {part: "cannot-open"}


# --- what a reviewer's desk takes up


@pytest.mark.parametrize("side", ["curator", "reviewer"])
async def test_a_reviewers_desk_does_not_take_up_a_fresh_key_that_its_desk_did_not_sign(
    scene: Scene, side: str
) -> None:
    real = await _request(scene)
    own: SignedFreshKey = getattr(real, side)
    forged = SignedFreshKey(body=own.body, signature=sign(SignKey.new(), Purpose.FRESH_KEY, own.body))
    signed = sign_request(real.model_copy(update={side: forged}), scene.curator.sign_key)
    await _is_not_taken_up(scene, signed)


async def test_a_reviewers_desk_does_not_take_up_a_request_that_the_curators_desk_did_not_sign(scene: Scene) -> None:
    await _is_not_taken_up(scene, sign_request(await _request(scene), SignKey.new()))


async def test_a_reviewers_desk_does_not_take_up_another_request_than_the_one_it_was_told_of(scene: Scene) -> None:
    part = scene.say(SAID)
    first, second = await scene.ask(part), await scene.ask(part)
    scene.vault.openings[first] = scene.vault.openings[second]
    with pytest.raises(NotNamedHere):
        await follow(scene.reviewer, first)
    assert not scene.reviewer.memory.openings


async def test_a_reviewers_desk_takes_up_only_what_names_a_fresh_key_that_it_holds(scene: Scene) -> None:
    opening = await scene.ask(scene.say(SAID))
    scene.reviewer.memory.waiting_keys.clear()
    answered = await scene.second.get(f"/v1/openings/{to_text(opening)}")
    assert answered.status_code == 410
    assert not scene.reviewer.memory.openings


async def test_a_fresh_key_serves_one_opening_only(scene: Scene) -> None:
    first = await scene.ask(scene.say(SAID))
    await follow(scene.reviewer, first)
    again = OpeningRequest.from_bytes(scene.vault.openings[first][0].body)
    signed = sign_request(again.model_copy(update={"nonce": bytes(32)}), scene.curator.sign_key)
    with pytest.raises(KeyForgotten):
        take_up(scene.reviewer, signed)


# --- consent, withdrawal, forgetting


async def test_a_part_whose_consent_has_ended_is_not_opened(scene: Scene) -> None:
    key = SignKey.new()
    part = _kept_by(scene, key, SAID)
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 4))
    kept = scene.vault.parts[part]
    kept.consents = (give(key, profile_terms(Profile.SUMMARY_FINER, TODAY - 400), TODAY - 400),)
    assert await scene.join(opening) == {part: "consent"}


async def test_a_part_that_its_source_keeps_sealed_is_not_opened(scene: Scene) -> None:
    part = scene.say(SAID, profile_terms(Profile.KEEP_SEALED, TODAY))
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 4))
    assert await scene.join(opening) == {part: "consent"}


async def test_a_consent_that_somebody_else_gave_opens_nothing(scene: Scene) -> None:
    part = scene.say(SAID, profile_terms(Profile.KEEP_SEALED, TODAY))
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 4))
    scene.vault.parts[part].consents = (give(SignKey.new(), readable(), TODAY),)
    assert (await scene.join(opening))[part] != "open"


async def test_a_withdrawn_part_is_not_opened_and_one_that_was_open_is_not_read_any_longer(scene: Scene) -> None:
    part = scene.say(SAID)
    opening = await scene.open(part)
    path = f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}"
    assert (await scene.console.get(path)).status_code == 200
    scene.vault.parts[part].withdrawn = True
    assert await scene.join(opening) == {part: "withdrawn"}
    assert await scene.join_second(opening) == {part: "withdrawn"}
    gone = await scene.console.get(path)
    assert gone.status_code == 409
    assert SAID not in gone.text


async def test_what_is_forgotten_while_the_vault_is_asked_does_not_come_back(scene: Scene) -> None:
    part = scene.say(SAID)
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 4))

    def forgets(fetched: OpenablePart) -> OpenablePart:
        forget(scene.curator.memory, opening)
        return fetched

    scene.vault.bend = forgets
    answered = await scene.console.post(f"/v1/openings/{to_text(opening)}/join")
    assert outcomes(answered) == {part: "cannot-open"}
    assert len(scene.curator.memory.rooms) == 0


async def test_a_part_of_another_opening_is_not_read_through_this_one(scene: Scene) -> None:
    part, other = scene.say(SAID), scene.say(OTHER)
    await scene.open(part)
    second = await scene.open(other)
    with pytest.raises(NotNamedHere):
        open_here(scene.curator, second, part)
    held = held_opening(scene.curator, second)
    scene.vault.approve(second, (1, 2, 3, 4), [part])
    with pytest.raises(NotNamedHere):
        await fetch_and_open(scene.curator, held, part, scene.curator.memory.rooms.closed)


async def test_two_joins_at_once_open_a_part_once(scene: Scene) -> None:
    part = scene.say(SAID)
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 4))
    assert await asyncio.gather(scene.join(opening), scene.join(opening)) == [{part: "open"}] * 2
    forget(scene.curator.memory, opening)
    assert len(scene.curator.memory.rooms) == 0


def _kept_by(scene: Scene, key: SignKey, text: str) -> bytes:
    return keep_sealed(scene.vault, Testimony(text=text).to_bytes(), key=key)


def _signed_again(part: SealedPart, key: SignKey) -> SealedPart:
    return part.model_copy(update={"signature": sign(key, Purpose.PART, part.envelope(part.id()))})


def _bend_part(scene: Scene, part: SealedPart) -> None:
    raw = part.to_bytes()
    scene.vault.bend = lambda fetched: fetched.model_copy(update={"part": raw})


async def _request(scene: Scene) -> OpeningRequest:
    """A true request that the reviewer's desk has not seen yet."""
    opening = await scene.ask(scene.say(SAID))
    return OpeningRequest.from_bytes(scene.vault.openings[opening][0].body)


async def _is_not_taken_up(scene: Scene, signed: SignedRequest) -> None:
    with pytest.raises(BadSignature):
        check_request(signed, scene.consortium.directory, int(scene.clock()))
    true = next(checked for _, checked in scene.vault.openings.values())
    scene.vault.openings[signed.id()] = (signed, replace(true, id=signed.id()))
    refused = await scene.second.get(f"/v1/openings/{to_text(signed.id())}")
    assert refused.status_code == 409
    assert not scene.reviewer.memory.openings
