"""A curator whose desk was taken, with every key on it, and who asks for everything.

What was opened, is read. What is left: each custodian's own count of a day, a second person for each clearance, other
compartments, and an end the moment that anybody revokes the desk.
"""

from __future__ import annotations

import pytest

from clients.custodian.judging import QuotaReached
from protocol.directory import Directory
from protocol.opening import Approval, OpeningRequest, make_fresh_key, sign_request
from protocol.orders import TargetKind
from protocol.policy import CustodyRules
from protocol.release import ClearanceRequest, SignedClearanceRequest, sign_clearance
from tests.clients.custodian.sitting_world import CONSORTIUM, Machine, tell
from tests.orders import book, by_administrators, by_custodians, stop
from tests.server.vault.vault_world import IDENTITY, TESTIMONY, VaultWorld, problem
from tests.worlds import seeded

TOLD = [tell(f"of one night, {number}") for number in range(8)]


@pytest.fixture
def limited(machine: Machine) -> Machine:
    """Four parts for one curator on one day."""
    rules = CustodyRules(parts_per_curator_and_day=4)
    machine.policy = CONSORTIUM.resign_policy(lambda one: one.model_copy(update={"custody": rules})).to_bytes()
    return machine


def approved(machine: Machine) -> set[tuple[bytes, bytes]]:
    """Request and part of each; the same answer goes out again when it may have been lost."""
    every = [Approval.from_bytes(one.body) for answers in machine.sent for one in answers.approvals]
    return {(one.request, one.part) for one in every}


def test_however_much_is_asked_for_a_custodian_s_own_tool_stops_at_so_many_a_day(limited: Machine) -> None:
    for report in TOLD:
        limited.ask(report)
    sitting = limited.sit()
    assert sitting.approve(sitting.waiting) == 4
    refused = [judged.refusal for one in limited.sit().waiting for judged in one.judgements if judged.refusal]
    assert [type(one) for one in refused] == [QuotaReached] * 4
    assert len(approved(limited)) == 4


def test_asking_under_other_requests_gets_nothing_more_on_the_same_day(limited: Machine) -> None:
    """Under other requests, in another sitting, with the desk's key and a fresh one each time."""
    for round_of in (TOLD[:5], TOLD[5:], TOLD[:5]):
        limited.ask(*round_of)
        sitting = limited.sit()
        sitting.approve(sitting.waiting)
    assert len(approved(limited)) == 4


async def test_another_compartment_stays_shut_to_the_desk(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    key = vault.desk(0, "xb-testimony").sign_key
    assert problem(await vault.get(key, f"/v1/parts?compartment={TESTIMONY}")) == "not-a-desk"
    request = vault.request([told.testimony])
    assert problem(await vault.send(key, "/v1/openings", request.signed)) == "not-a-desk"


async def test_every_request_is_in_the_log_before_any_custodian_is_shown_it(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony])
    assert await vault.notices(1) == ()
    assert await vault.count("log_entries") == 1
    await vault.follow_log()
    assert [one.request.id() for one in await vault.notices(1)] == [asked.id]


async def test_both_sides_of_an_opening_are_not_the_same_person_s(vault: VaultWorld) -> None:
    """With the curator's keys alone: a second fresh key of their own in the reviewer's place."""
    (told,) = await vault.told(None)
    desk, now = vault.desk(0), int(vault.clock())
    _, own = make_fresh_key(TESTIMONY, desk.name, desk.sign_key, now + 3600, seeded("a second one"))
    request = OpeningRequest.from_bytes(vault.request([told.testimony]).signed.body)
    forged = sign_request(request.model_copy(update={"reviewer": own}), desk.sign_key)
    assert (await vault.send(desk.sign_key, "/v1/openings", forged)).status_code >= 400
    assert await vault.count("openings") == 0


async def test_no_summary_is_cleared_without_a_second_person(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    await vault.open([told.testimony])
    signed = vault.clearance([told.testimony])
    request, key = ClearanceRequest.from_bytes(signed.body), vault.desk(0).sign_key
    alone = signed.model_copy(update={"reviewer_signature": sign_clearance(request, key)})
    both_mine = request.model_copy(update={"reviewer": vault.desk(0).name})
    mine = sign_clearance(both_mine, key)
    forged = SignedClearanceRequest(body=both_mine.to_bytes(), curator_signature=mine, reviewer_signature=mine)
    for one in (alone, forged):
        assert (await vault.send(key, "/v1/clearances", one)).status_code >= 400
    assert await vault.count("clearances") == 0


@pytest.mark.parametrize("who", ["an administrator", "a custodian"])
async def test_what_is_approved_and_not_yet_read_stays_shut_when_a_colleague_stops_it(
    vault: VaultWorld, who: str
) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked)
    key, order = (
        vault.custodian(2),
        by_custodians(vault.consortium, stop(TargetKind.COMPARTMENT, TESTIMONY), TESTIMONY, 2),
    )
    if who == "an administrator":
        key = vault.consortium.administrators["dalia"]
        order = by_administrators(vault.consortium, stop(TargetKind.DEVICE, vault.desk(0).name), "dalia")
    assert (await vault.send(key, "/v1/orders", book(order))).status_code == 204
    assert (await vault.fetch(asked, told.testimony)).status_code >= 400


async def test_a_desk_that_the_next_directory_does_not_name_opens_nothing_later(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked)
    gone = vault.desk(0).name

    def without(one: Directory) -> Directory:
        compartments = tuple(
            each.model_copy(update={"desks": tuple(desk for desk in each.desks if desk.desk != gone)})
            for each in one.compartments
        )
        next_one = {"number": one.number + 1, "previous": vault.consortium.directory.hash}
        return one.model_copy(update=next_one | {"compartments": compartments})

    vault.world.pinned.replace_directory(vault.consortium.resign(without).to_bytes())
    assert (await vault.fetch(asked, told.testimony)).status_code in {401, 403, 404}
    assert (await vault.get(vault.desk(0).sign_key, f"/v1/parts?compartment={TESTIMONY}")).status_code in {401, 403}


async def test_the_name_that_goes_with_a_report_has_custodians_of_its_own(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    await vault.open([told.testimony])
    wanted = vault.request([told.identity], compartment=IDENTITY)
    assert (await vault.send(vault.desk(0).sign_key, "/v1/openings", wanted.signed)).status_code >= 400
