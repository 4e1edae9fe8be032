"""Handing an approved part to a desk: everything is asked again."""

from __future__ import annotations

import pytest

from protocol.consent import ClaimedConsent, Terms, give, profile_terms, verify_consent, withdraw
from protocol.desk_crossings import Consents, OpenablePart, PartState
from protocol.directory import DeviceRole
from protocol.ids import to_text
from protocol.opening import Approval, SignedApproval
from protocol.post import Post
from protocol.sealing import SealedPart
from server.vault.keeping.consents import VERSIONS_SHOWN
from tests.conftest import execute
from tests.server.vault.vault_world import COARSE, Asked, Told, VaultWorld, approvals_of, problem


async def approved(vault: VaultWorld) -> tuple[Told, Asked]:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked)
    return told, asked


async def test_a_part_leaves_the_vault_as_it_came(vault: VaultWorld) -> None:
    told, asked = await approved(vault)
    openable = OpenablePart.from_bytes((await vault.fetch(asked, told.testimony)).content)
    assert SealedPart.from_bytes(openable.part) == told.sealed.testimony
    assert openable.part == told.sealed.testimony.to_bytes()


async def test_the_first_desk_that_fetches_marks_it_opened_and_both_may_fetch_again(vault: VaultWorld) -> None:
    told, asked = await approved(vault)
    assert await vault.states(asked) == {told.testimony: PartState.APPROVED}
    for side in (1, 0, 1):
        assert (await vault.fetch(asked, told.testimony, side)).status_code == 200
        assert await vault.states(asked) == {told.testimony: PartState.OPENED}


async def test_before_the_quorum_nothing_is_handed_over(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony])
    assert problem(await vault.fetch(asked, told.testimony)) == "not-yet-approved"
    await vault.follow_log()
    for seat in (1, 2, 3):
        await vault.approve(asked, (seat,))
        assert problem(await vault.fetch(asked, told.testimony)) == "not-yet-approved"


async def test_the_quorum_is_counted_from_signatures_not_from_a_column(vault: VaultWorld, databases) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked, (1, 2, 3))
    await execute(databases.administrator("vault"), "UPDATE opening_parts SET state = 'approved'")
    assert problem(await vault.fetch(asked, told.testimony)) == "not-yet-approved"


async def test_an_approval_that_somebody_copied_to_another_seat_counts_for_nothing(
    vault: VaultWorld, databases
) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked, (1, 2, 3))
    copied = (
        "INSERT INTO answers SELECT compartment, opening, part, 4, approves, signed FROM answers WHERE seat = 1;"
        "UPDATE opening_parts SET state = 'approved'"
    )
    await execute(databases.administrator("vault"), copied)
    assert problem(await vault.fetch(asked, told.testimony)) == "not-yet-approved"


async def test_nothing_is_handed_over_that_the_log_has_not_proved(vault: VaultWorld, databases) -> None:
    told, asked = await approved(vault)
    await execute(databases.administrator("vault"), "UPDATE log_entries SET inclusion = NULL")
    assert problem(await vault.fetch(asked, told.testimony)) == "log-unreachable"


async def test_a_withdrawal_stops_it_also_after_it_was_opened(vault: VaultWorld) -> None:
    told, asked = await approved(vault)
    assert (await vault.fetch(asked, told.testimony, 0)).status_code == 200
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert problem(await vault.fetch(asked, told.testimony, 1)) == "withdrawn"
    assert await vault.states(asked) == {told.testimony: PartState.WITHDRAWN}


async def test_a_consent_that_was_narrowed_since_stops_it(vault: VaultWorld) -> None:
    told, asked = await approved(vault)
    today = vault.world.today()
    first = verify_consent(_first(told, vault), told.key().public, today)
    vault.post(Post(consents=(give(told.key(), Terms(), today, first),)))
    await vault.collect()
    assert problem(await vault.fetch(asked, told.testimony)) == "not-allowed"
    assert await vault.states(asked) == {told.testimony: PartState.APPROVED}


def _first(told: Told, vault: VaultWorld) -> ClaimedConsent:
    today = vault.world.today()
    return give(told.key(), profile_terms(COARSE, today), today)


async def test_after_its_end_nothing_is_handed_over(vault: VaultWorld) -> None:
    told, asked = await approved(vault)
    assert (await vault.fetch(asked, told.testimony)).status_code == 200
    vault.clock.now += 24 * 3600 + 1
    assert problem(await vault.fetch(asked, told.testimony)) == "request-expired"
    # It was opened, and stays so: what was read can still be cleared.
    assert await vault.states(asked) == {told.testimony: PartState.OPENED}


@pytest.mark.parametrize("who", ["custodian", "other-country", "release"])
async def test_only_the_two_desks_find_it(vault: VaultWorld, who: str) -> None:
    told, asked = await approved(vault)
    key = {
        "custodian": vault.custodian(1),
        "other-country": vault.desk(0, "xb-testimony").sign_key,
        "release": vault.consortium.devices[DeviceRole.RELEASE],
    }[who]
    answer = await vault.get(key, f"/v1/openings/{to_text(asked.id)}/parts/{to_text(told.testimony)}")
    assert problem(answer) == "not-here"
    assert await vault.states(asked) == {told.testimony: PartState.APPROVED}


async def test_a_part_that_the_request_does_not_name_is_not_there(vault: VaultWorld) -> None:
    _, asked = await approved(vault)
    (other,) = await vault.told(None)
    for part in (other.testimony, other.identity, bytes(32)):
        assert problem(await vault.fetch(asked, part)) == "not-here"


async def test_each_part_waits_for_its_own_quorum(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    asked = await vault.ask_and_log([one.testimony, other.testimony])
    for seat in (1, 2, 3, 4):
        mine = await vault.approvals(asked, seat)
        first = [approval for approval in mine.approvals if _part(approval) == one.testimony]
        await vault.answer(seat, mine.model_copy(update={"approvals": tuple(first)}))
    assert (await vault.fetch(asked, one.testimony)).status_code == 200
    assert problem(await vault.fetch(asked, other.testimony)) == "not-yet-approved"


def _part(approval: SignedApproval) -> bytes:
    return Approval.from_bytes(approval.body).part


async def test_late_approvals_are_handed_over_too(vault: VaultWorld) -> None:
    """One of the first four may have sealed rubbish: the desk can then use another."""
    told, asked = await approved(vault)
    await vault.fetch(asked, told.testimony)
    (other,) = await vault.told(None)
    wide = await vault.ask_and_log([other.testimony])
    late = {seat: await vault.approvals(wide, seat) for seat in (1, 2, 3, 4, 5, 6)}
    for seat, mine in late.items():
        assert (await vault.answer(seat, mine)).status_code == 204
    assert len(approvals_of(await vault.fetch(wide, other.testimony))) == 6


async def test_both_desks_see_a_parts_consents_and_nobody_else_does(vault: VaultWorld) -> None:
    told, _ = await approved(vault)
    path = f"/v1/consents/{to_text(told.testimony)}"
    for side in (0, 1):
        shown = Consents.from_bytes((await vault.get(vault.desk(side).sign_key, path)).content)
        assert (shown.consents, shown.withdrawn) == ((_first(told, vault),), False)
    for key in (vault.custodian(1), vault.desk(0, "xb-testimony").sign_key):
        assert problem(await vault.get(key, path)) == "not-here"
    unasked = f"/v1/consents/{to_text(told.identity)}"
    assert problem(await vault.get(vault.desk().sign_key, unasked)) == "not-here"


async def test_a_consent_of_more_versions_than_an_answer_carries_is_refused_in_so_many_words(
    vault: VaultWorld,
) -> None:
    """The source alone says how many there are: no desk may be left with an answer that only says "not now"."""
    told, _ = await approved(vault)
    today, key = vault.world.today(), told.key()
    before = verify_consent(give(key, profile_terms(COARSE, today), today), key.public, today)
    for _ in range(VERSIONS_SHOWN):
        claimed = give(key, profile_terms(COARSE, today), today, before)
        before = verify_consent(claimed, key.public, today, before)
        vault.post(Post(consents=(claimed,)))
    await vault.collect()
    await vault.collect()
    answer = await vault.get(vault.desk().sign_key, f"/v1/consents/{to_text(told.testimony)}")
    assert (answer.status_code, problem(answer)) == (409, "too-many-versions")
