"""What a custodian is shown."""

from __future__ import annotations

from typing import Any

import pytest

from clients.custodian.judging import check_logged
from protocol.consent import Aim, Profile, Terms, give, profile_terms, verify_consent, withdraw
from protocol.custodian_crossings import LogEvidence, OpeningNotice
from protocol.ids import PartKind
from protocol.ledger import EntryKind
from protocol.opening import PartSlip, SignedRequest, check_request, check_slip
from protocol.post import Post
from server.vault.opening import notices
from tests.conftest import execute
from tests.server.vault.vault_world import COARSE, IDENTITY, TESTIMONY, VaultWorld, problem


async def test_a_custodian_is_shown_its_own_seat_of_each_part(vault: VaultWorld) -> None:
    told = await vault.told(None, None)
    asked = await vault.ask_and_log([one.testimony for one in told])
    (notice,) = await vault.notices(3)
    checked = check_request(asked.signed, vault.consortium.directory, int(vault.clock()))
    shown = {check_slip(slip, checked, vault.consortium.directory, _name(vault, 3)) for slip in notice.slips}
    assert shown == {one.testimony for one in told}
    assert {slip.number for slip in notice.slips} == {3}


def _name(vault: VaultWorld, seat: int) -> str:
    return vault.consortium.custodians[TESTIMONY][seat - 1].name


async def test_a_notice_proves_that_the_request_is_in_the_log(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    (notice,) = await vault.notices(1)
    check_logged(notice.evidence, vault.consortium.directory, EntryKind.OPENING_REQUESTED, asked.id)


async def test_a_notice_proves_each_withdrawal_once_the_log_has_it(vault: VaultWorld) -> None:
    told, gone = await vault.told(None, None)
    await vault.ask_and_log([told.testimony])
    vault.post(Post(withdrawals=(withdraw(gone.key(), vault.world.today()),)))
    await vault.collect()
    (notice,) = await vault.notices(1)
    assert [(one.part, one.evidence) for one in notice.withdrawn] == [(gone.testimony, None)]
    await vault.follow_log()
    (notice,) = await vault.notices(1)
    (withdrawn,) = notice.withdrawn
    assert withdrawn.evidence is not None
    check_logged(withdrawn.evidence, vault.consortium.directory, EntryKind.WITHDRAWAL, gone.testimony)


async def test_what_was_answered_is_not_shown_again_and_the_rest_is(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    asked = await vault.ask_and_log([one.testimony, other.testimony])
    await vault.answer(1, vault.refusal(asked, one.testimony, 1))
    (notice,) = await vault.notices(1)
    assert [slip.id() for slip in notice.slips] == [other.testimony]
    assert len((await vault.notices(2))[0].slips) == 2
    await vault.approve(asked, (1,))
    assert await vault.notices(1) == ()


async def test_what_is_decided_is_not_shown_any_more(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    await vault.approve(await vault.ask_and_log([told.testimony]))
    assert await vault.notices(5) == ()


async def test_what_has_ended_is_not_shown(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    await vault.ask_and_log([told.testimony])
    vault.clock.now += 24 * 3600 + 1
    assert await vault.notices(1) == ()


async def test_what_was_taken_back_or_narrowed_since_is_not_shown(vault: VaultWorld) -> None:
    gone, narrowed, left = await vault.told(None, None, None)
    await vault.ask_and_log([gone.testimony, narrowed.testimony, left.testimony])
    today = vault.world.today()
    key = narrowed.key()
    first = verify_consent(give(key, profile_terms(COARSE, today), today), key.public, today)
    vault.post(Post(withdrawals=(withdraw(gone.key(), today),), consents=(give(key, Terms(), today, first),)))
    await vault.collect()
    (notice,) = await vault.notices(1)
    assert [slip.id() for slip in notice.slips] == [left.testimony]


async def test_nothing_is_shown_without_the_proof_of_the_log(vault: VaultWorld, databases: Any) -> None:
    (told,) = await vault.told(None)
    await vault.ask_and_log([told.testimony])
    await execute(databases.administrator("vault"), "UPDATE log_entries SET inclusion = NULL")
    assert await vault.notices(1) == ()


async def test_a_custodian_sees_its_own_compartment_only(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    await vault.ask_and_log([told.testimony])
    for compartment in (IDENTITY, "xb-testimony"):
        assert await vault.notices(1, compartment) == ()
        answer = await vault.get(vault.custodian(1, compartment), f"/v1/openings?compartment={TESTIMONY}")
        assert (answer.status_code, problem(answer)) == (403, "not-a-custodian")


@pytest.mark.parametrize("compartment", [TESTIMONY, "xc-testimony", "x"])
async def test_a_desk_is_shown_no_notices(vault: VaultWorld, compartment: str) -> None:
    answer = await vault.get(vault.desk().sign_key, f"/v1/openings?compartment={compartment}")
    assert problem(answer) == "not-a-custodian"


async def test_the_requests_that_end_first_come_first(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    (told,) = await vault.told(None)
    ends = [24, 6, 12]
    now = int(vault.clock())
    asked = [await vault.ask([told.testimony], expires=now + hours * 3600) for hours in ends]
    await vault.follow_log()
    shown = [one.request.id() for one in await vault.notices(1)]
    assert shown == [asked[1].id, asked[2].id, asked[0].id]
    monkeypatch.setattr(notices, "AT_ONCE", 2)
    assert [one.request.id() for one in await vault.notices(1)] == [asked[1].id, asked[2].id]


async def test_withdrawals_never_make_an_answer_larger_than_its_bound(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = await vault.told(*[None] * 6)
    await vault.ask_and_log([told[0].testimony])
    for one in told[1:]:
        vault.post(Post(withdrawals=(withdraw(one.key(), vault.world.today()),)))
        await vault.collect()
        vault.clock.pass_days(1)
    await vault.follow_log()
    await vault.ask_and_log([told[0].testimony])
    newest = (await vault.notices(1))[0].withdrawn[:2]
    # Each is measured, since how long its proof is depends on where it stands in the log.
    room = sum(len(one.to_bytes()) for one in newest)
    monkeypatch.setattr(notices, "WITHDRAWN_EACH", room)
    assert (await vault.notices(1))[0].withdrawn == newest
    assert {one.part for one in newest} == {one.testimony for one in told[-2:]}
    monkeypatch.setattr(notices, "WITHDRAWN_EACH", room - 1)
    assert (await vault.notices(1))[0].withdrawn == newest[:1]


async def test_an_answer_holds_as_many_requests_as_fit(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    (told,) = await vault.told(None)
    now = int(vault.clock())
    asked = [await vault.ask([told.testimony], expires=now + hours * 3600) for hours in (1, 2, 3)]
    await vault.follow_log()
    shown = await vault.notices(1)
    monkeypatch.setattr(notices, "MOST_BYTES", sum(len(one.to_bytes()) for one in shown[:2]))
    assert [one.request.id() for one in await vault.notices(1)] == [asked[0].id, asked[1].id]


def test_the_largest_notice_stays_within_its_bound() -> None:
    parts = 20 * PartSlip.BOUND + notices.WITHDRAWN_EACH + LogEvidence.BOUND + SignedRequest.BOUND
    assert parts + 1024 < OpeningNotice.BOUND


async def test_an_identity_that_was_asked_for_is_shown_to_its_own_custodians_only(vault: VaultWorld) -> None:
    read = profile_terms(Profile.CURATOR_MAY_READ, vault.world.today())
    terms = read.model_copy(update={"aims": (Aim.ACCOUNTABILITY,)})
    (told,) = await vault.told(None, identity_terms=terms)
    asked = await vault.ask_and_log([told.identity], compartment=IDENTITY, aim=Aim.ACCOUNTABILITY)
    assert await vault.notices(1) == ()
    (notice,) = await vault.notices(1, IDENTITY)
    assert notice.request.id() == asked.id
    assert vault.consortium.directory.compartment(notice.slips[0].header.compartment).kind is PartKind.IDENTITY


async def test_each_notice_holds_the_parts_of_its_own_request(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    asked = {(await vault.ask_and_log([told.testimony])).id: told.testimony for told in (one, other)}
    shown = {notice.request.id(): [slip.id() for slip in notice.slips] for notice in await vault.notices(1)}
    assert shown == {request: [part] for request, part in asked.items()}


async def test_what_was_taken_back_in_another_compartment_is_not_told_here(vault: VaultWorld) -> None:
    (here,) = await vault.told(None)
    (there,) = await vault.told(None, country="xb")
    await vault.ask_and_log([here.testimony])
    vault.post(Post(withdrawals=(withdraw(there.key(), vault.world.today()),)))
    await vault.collect()
    assert [notice.withdrawn for notice in await vault.notices(1)] == [()]
