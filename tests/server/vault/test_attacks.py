"""The attacks that concern the vault, one test each. Most could also be stopped elsewhere; here the vault alone does.

The names are those of the list the design was tested against: approvals, requests, keys, headers, cards, the log.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from protocol.cards import CardSignature, new_batch, period_key, sign_testimony
from protocol.consent import Aim, give, profile_terms
from protocol.contents import Testimony
from protocol.control import ControlBlock
from protocol.custodian_crossings import Answers
from protocol.desk_crossings import PartState
from protocol.encoding import Purpose
from protocol.ids import PartKind
from protocol.opening import (
    Approval,
    FreshKey,
    OpeningRequest,
    SignedApproval,
    SignedFreshKey,
    SignedRequest,
    make_fresh_key,
    sign_request,
)
from protocol.primitives import SealKey, SignKey, sign
from protocol.receipt import Receipt
from protocol.reply import vouch_reply_key
from protocol.sealing import SealedPart, seal_part
from tests.conftest import execute
from tests.server.vault.vault_world import COARSE, TESTIMONY, Asked, Told, VaultWorld, problem, reasons
from tests.worlds import QUARTER


async def logged(vault: VaultWorld) -> tuple[Told, Asked]:
    (told,) = await vault.told(None)
    return told, await vault.ask_and_log([told.testimony])


async def refused(vault: VaultWorld, signed: SignedRequest, key: SignKey | None = None) -> str:
    answer = await vault.send(key or vault.desk().sign_key, "/v1/openings", signed)
    assert await vault.count("openings") == 0
    return problem(answer)


# Approvals


async def test_one_approval_fewer_than_the_quorum_never_releases_a_part(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    for seats in list(combinations(range(1, 8), 3))[::7]:
        asked = await vault.ask_and_log([told.testimony])
        await vault.approve(asked, seats)
        for side in (0, 1):
            assert problem(await vault.fetch(asked, told.testimony, side)) == "not-yet-approved"
        assert await vault.states(asked) == {told.testimony: PartState.LOGGED}


async def test_one_custodian_four_times_is_one_custodian(vault: VaultWorld) -> None:
    told, asked = await logged(vault)
    mine = [await vault.approvals(asked, 1) for _ in range(4)]
    for answers in mine:
        assert (await vault.answer(1, answers)).status_code == 204
    assert problem(await vault.fetch(asked, told.testimony)) == "not-yet-approved"


async def test_an_approval_is_not_reused_for_another_request(vault: VaultWorld) -> None:
    """The same part, asked for twice: what was approved for the one does not open the other."""
    told, asked = await logged(vault)
    await vault.approve(asked, (1, 2, 3))
    other = await vault.ask_and_log([told.testimony])
    (approval,) = (await vault.approvals(asked, 4)).approvals
    body = Approval.from_bytes(approval.body).model_copy(update={"request": other.id})
    moved = SignedApproval(body=body.to_bytes(), signature=approval.signature)
    assert problem(await vault.answer(4, Answers(approvals=(moved,)))) == "bad-signature"
    assert problem(await vault.fetch(other, told.testimony)) == "not-yet-approved"


async def test_an_approval_is_not_reused_for_another_part(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    asked = await vault.ask_and_log([one.testimony, other.testimony])
    approval = (await vault.approvals(asked, 1)).approvals[0]
    part = Approval.from_bytes(approval.body).part
    swapped = ({one.testimony, other.testimony} - {part}).pop()
    body = Approval.from_bytes(approval.body).model_copy(update={"part": swapped})
    moved = SignedApproval(body=body.to_bytes(), signature=approval.signature)
    assert problem(await vault.answer(1, Answers(approvals=(moved,)))) == "bad-signature"


async def test_seats_are_not_swapped(vault: VaultWorld) -> None:
    """A custodian that signs for the seat of another."""
    _, asked = await logged(vault)
    (approval,) = (await vault.approvals(asked, 1)).approvals
    body = Approval.from_bytes(approval.body).model_copy(update={"seat": 2}).to_bytes()
    forged = SignedApproval(body=body, signature=sign(vault.custodian(1), Purpose.APPROVAL, body))
    assert problem(await vault.answer(1, Answers(approvals=(forged,)))) == "bad-signature"
    beyond = Approval.from_bytes(approval.body).model_copy(update={"seat": 8}).to_bytes()
    forged = SignedApproval(body=beyond, signature=sign(vault.custodian(1), Purpose.APPROVAL, beyond))
    assert problem(await vault.answer(1, Answers(approvals=(forged,)))) == "not-in-request"


async def test_a_refusal_does_not_pass_for_an_approval(vault: VaultWorld) -> None:
    """The signature's purpose is part of what is signed."""
    _, asked = await logged(vault)
    (approval,) = (await vault.approvals(asked, 1)).approvals
    forged = approval.model_copy(update={"signature": sign(vault.custodian(1), Purpose.REFUSAL, approval.body)})
    assert problem(await vault.answer(1, Answers(approvals=(forged,)))) == "bad-signature"


# Requests


async def test_a_replayed_request_opens_nothing_twice(vault: VaultWorld) -> None:
    """Recorded and sent again, by the desk or by another: one request, one log entry, and no life after its end."""
    told, asked = await logged(vault)
    await vault.send(vault.desk().sign_key, "/v1/openings", asked.signed)
    assert (await vault.count("openings"), await vault.count("log_entries")) == (1, 1)
    # A desk of another compartment cannot learn from the refusal whether there is such a request.
    for key, refusal in ((vault.desk(0, "xb-testimony").sign_key, "not-a-desk"), (vault.custodian(1), "not-here")):
        assert problem(await vault.send(key, "/v1/openings", asked.signed)) == refusal
    vault.clock.now += 24 * 3600 + 1
    await vault.send(vault.desk().sign_key, "/v1/openings", asked.signed)
    assert problem(await vault.fetch(asked, told.testimony)) == "request-expired"


async def test_an_expired_request_is_refused(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = vault.request([told.testimony])
    vault.clock.now += 24 * 3600 + 1
    assert await refused(vault, asked.signed) == "request-expired"


async def test_an_aim_that_is_not_allowed_is_refused(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    assert await refused(vault, vault.request([told.testimony], aim=Aim.ACCOUNTABILITY).signed) == "not-allowed"


async def test_a_forged_curator_signature_is_refused(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    request = OpeningRequest.from_bytes(vault.request([told.testimony]).signed.body)
    for forger in (SignKey.new(), vault.desk(1).sign_key, vault.custodian(1)):
        assert await refused(vault, sign_request(request, forger)) == "bad-signature"


@pytest.mark.parametrize("side", ["curator", "reviewer"])
async def test_a_substituted_fresh_key_is_refused(vault: VaultWorld, side: str) -> None:
    """An attacker's key in place of a desk's: in the desk's name, or under a signature that was for another key."""
    (told,) = await vault.told(None)
    number = 0 if side == "curator" else 1
    desk = vault.desk(number)
    _, theirs = make_fresh_key(TESTIMONY, desk.name, SignKey.new(), int(vault.clock()) + 48 * 3600)
    assert await refused(vault, vault.request([told.testimony], **{side: theirs}).signed) == "bad-signature"
    _, honest = vault.fresh(number)
    body = FreshKey.from_bytes(honest.body).model_copy(update={"seal_key": SealKey.new().public})
    swapped = SignedFreshKey(body=body.to_bytes(), signature=honest.signature)
    assert await refused(vault, vault.request([told.testimony], **{side: swapped}).signed) == "bad-signature"


async def test_a_fresh_key_of_another_compartment_is_refused(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    elsewhere = vault.fresh(1, "xb-testimony")[1]
    assert await refused(vault, vault.request([told.testimony], reviewer=elsewhere).signed) == "not-a-curator"


async def test_a_request_changed_after_signing_is_refused(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    asked = vault.request([one.testimony])
    more = OpeningRequest.from_bytes(asked.signed.body).model_copy(update={"parts": (one.testimony, other.testimony)})
    forged = SignedRequest(body=more.to_bytes(), signature=asked.signed.signature)
    assert await refused(vault, forged) == "bad-signature"


# Headers and what hangs on them


async def shut(vault: VaultWorld, part: SealedPart) -> bool:
    """Whether the vault kept this and will never open it."""
    vault.intake.parts.clear()
    vault.intake.put(part)
    await vault.collect()
    assert vault.intake.parts == {}
    return (await vault.count("parts"), await vault.count("shut_parts")) == (0, 1)


def signed_anew(told: Told, part: SealedPart) -> SealedPart:
    """As a dishonest source would, with the part's own key."""
    return part.model_copy(update={"signature": sign(told.key(), Purpose.PART, part.envelope(part.id()))})


async def test_a_quorum_lowered_in_the_header_is_shut(vault: VaultWorld) -> None:
    told = vault.tell()
    part = told.sealed.testimony
    header = part.header.model_copy(update={"needed": 1})
    assert await shut(vault, signed_anew(told, part.model_copy(update={"header": header})))


async def test_a_quorum_lowered_in_the_database_opens_nothing(vault: VaultWorld, databases: Any) -> None:
    """The id follows from the header: with another quorum it is another part, which nobody approved."""
    told, asked = await logged(vault)
    await vault.approve(asked, (1,))
    part = told.sealed.testimony
    header = part.header.model_copy(update={"needed": 1})
    lowered = part.model_copy(update={"header": header, "payload": b""}).to_bytes()
    await execute(
        databases.administrator("vault"),
        f"UPDATE parts SET envelope = '\\x{lowered.hex()}'; UPDATE opening_parts SET state = 'approved'",
    )
    assert problem(await vault.fetch(asked, told.testimony)) == "not-yet-approved"


@pytest.mark.parametrize("compartment", ["xb-testimony", "xa-identity", "nowhere"])
async def test_a_swapped_compartment_is_shut(vault: VaultWorld, compartment: str) -> None:
    told = vault.tell()
    part = told.sealed.testimony
    header = part.header.model_copy(update={"compartment": compartment})
    assert await shut(vault, part.model_copy(update={"header": header}))


async def test_a_part_is_not_asked_for_through_another_compartment(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = vault.request([told.testimony], compartment="xb-testimony")
    answer = await vault.send(vault.desk(0, "xb-testimony").sign_key, "/v1/openings", asked.signed)
    assert problem(answer) == "not-here"


async def test_a_payload_swapped_under_a_header_is_shut(vault: VaultWorld) -> None:
    told, other = vault.tell(), vault.tell()
    payload = other.sealed.testimony.payload
    assert await shut(vault, told.sealed.testimony.model_copy(update={"payload": payload}))


async def test_a_payload_swapped_in_the_database_opens_nothing(vault: VaultWorld, databases: Any) -> None:
    told, other = await vault.told(None, None)
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked)
    swap = (
        f"UPDATE parts SET payload = (SELECT payload FROM parts WHERE id = '\\x{other.testimony.hex()}') "
        f"WHERE id = '\\x{told.testimony.hex()}'"
    )
    await execute(databases.administrator("vault"), swap)
    assert problem(await vault.fetch(asked, told.testimony)) == "not-yet-approved"


async def test_seats_grafted_from_another_part_are_shut(vault: VaultWorld) -> None:
    told, other = vault.tell(), vault.tell()
    seats = other.sealed.testimony.seats
    assert await shut(vault, told.sealed.testimony.model_copy(update={"seats": seats}))


@pytest.mark.parametrize("change", ["dropped", "doubled"])
async def test_a_payload_of_another_size_is_shut(vault: VaultWorld, change: str) -> None:
    told = vault.tell()
    part = told.sealed.testimony
    payload = part.payload[:-16] if change == "dropped" else part.payload * 2
    assert await shut(vault, signed_anew(told, part.model_copy(update={"payload": payload})))


async def test_a_part_under_a_substituted_directory_is_shut(vault: VaultWorld) -> None:
    """Sealed to custodians of the attacker's choice, in a directory that no root signed."""
    told = vault.tell()
    part = told.sealed.testimony
    header = part.header.model_copy(update={"directory": bytes(32)})
    assert await shut(vault, signed_anew(told, part.model_copy(update={"header": header})))


async def test_a_control_block_moved_to_another_part_is_shut(vault: VaultWorld) -> None:
    """The generous consent of one report does not serve another."""
    told, other = vault.tell(), vault.tell()
    part = told.sealed.testimony.model_copy(update={"control": other.sealed.testimony.control})
    assert await shut(vault, signed_anew(told, part))


# Cards


async def opened_sources(vault: VaultWorld, told: list[Told]) -> list[bytes]:
    ids = [one.testimony for one in told]
    await vault.open(ids)
    return ids


async def test_a_card_spent_many_times_is_one_source(vault: VaultWorld) -> None:
    await vault.hand_out_cards(4)
    cards = vault.cards(2, 1, 1)
    told = await vault.told(*cards, *[cards[0]] * 4)
    ids = await opened_sources(vault, told)
    assert "not-enough-independent-sources" in reasons(await vault.clear(ids))


async def test_a_card_signature_stolen_for_another_report_vouches_for_nothing(vault: VaultWorld) -> None:
    """The thief saw the signature that vouches for somebody's report, and puts it into one of their own."""
    await vault.hand_out_cards(4)
    told = await vault.told(*vault.cards(2, 1, 1))
    stolen = sign_testimony(period_key(vault.codes["harbour"][3], QUARTER), QUARTER, told[0].key().public)
    told.append(await thief(vault, stolen))
    ids = await opened_sources(vault, told)
    assert reasons(await vault.clear(ids)) >= {"not-enough-independent-sources"}


async def thief(vault: VaultWorld, stolen: CardSignature) -> Told:
    today, receipt = vault.world.today(), Receipt.new()
    key = receipt.part_key(PartKind.TESTIMONY, 0)
    reply_key = SealKey.new().public
    block = ControlBlock(
        consent=give(key, profile_terms(COARSE, today), today),
        card=stolen,
        mailbox=bytes(16),
        reply_key=reply_key,
        reply_signature=vouch_reply_key(key, reply_key),
    )
    directory = vault.consortium.directory
    part = seal_part(Testimony(text="a lie").to_bytes(), directory, directory.compartment(TESTIMONY), key, block)
    vault.intake.put(part)
    await vault.collect()
    told = vault.tell()
    vault.intake.parts.clear()
    return Told(receipt, 0, type(told.sealed)(part, told.sealed.identity))


async def test_cards_that_no_partner_handed_out_are_nobody(vault: VaultWorld) -> None:
    """A poisoner who prints cards: well signed, on no list."""
    await vault.hand_out_cards(4)
    printed, _ = new_batch("lantern", QUARTER, 5)
    told = await vault.told(*vault.cards(2, 1, 1), *printed)
    ids = await opened_sources(vault, told)
    assert "not-enough-independent-sources" in reasons(await vault.clear(ids))


async def test_a_flood_without_cards_is_one_source(vault: VaultWorld) -> None:
    await vault.hand_out_cards(4)
    told = await vault.told(*vault.cards(2, 1, 1), *[None] * 12)
    ids = await opened_sources(vault, told)
    assert "not-enough-independent-sources" in reasons(await vault.clear(ids))


async def test_two_partners_run_by_one_state_cannot_surround_a_target(vault: VaultWorld) -> None:
    """k - 1 planted reports around one honest one: without the planting partners nobody is left."""
    await vault.hand_out_cards(6)
    told = await vault.told(*vault.cards(5, 5, 1))
    ids = await opened_sources(vault, told)
    await vault.cleared(ids)  # ten and one: each partner can be taken away
    few = ids[:4] + ids[-1:]
    assert reasons(await vault.clear(few)) == {"not-enough-partners", "one-partner-carries-it"}
