"""What is stopped at the vault: people, desks, compartments and parts, at once, and until it is lifted (SPEC 21)."""

from __future__ import annotations

import pytest

from protocol.cards import batch_name
from protocol.desk_crossings import PartState
from protocol.ids import to_text
from protocol.ledger import LedgerEntry
from protocol.orders import OrderBook, SignedOrder, TargetKind
from server.vault.stopping import refresh_orders
from tests.orders import book, by_administrators, by_custodians, lift, stop
from tests.server.vault.vault_world import IDENTITY, TESTIMONY, VaultWorld, problem, reasons

DALIA = "dalia"


async def bring(vault: VaultWorld, *orders: SignedOrder) -> None:
    answer = await vault.send(vault.consortium.administrators[DALIA], "/v1/orders", book(*orders))
    assert answer.status_code == 204, answer.text


async def suspend(vault: VaultWorld, kind: TargetKind, name: str) -> SignedOrder:
    order = by_administrators(vault.consortium, stop(kind, name), DALIA)
    await bring(vault, order)
    return order


async def lifted(vault: VaultWorld, order: SignedOrder) -> None:
    await bring(vault, by_administrators(vault.consortium, lift(order), DALIA, "esteban"))


async def test_a_suspended_desk_opens_nothing_later(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked)
    order = await suspend(vault, TargetKind.DEVICE, vault.desk(0).name)
    assert (await vault.fetch(asked, told.testimony)).status_code == 401
    # Nor does the other one: what they would open together stays shut.
    assert problem(await vault.fetch(asked, told.testimony, 1)) == "stopped"
    assert (await vault.get(vault.desk(0).sign_key, f"/v1/parts?compartment={TESTIMONY}")).status_code == 401
    await lifted(vault, order)
    assert (await vault.fetch(asked, told.testimony)).status_code == 200


async def test_a_suspended_person_s_desk_is_shut_under_whatever_name_it_has(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    request = vault.request([told.testimony])
    await suspend(vault, TargetKind.PERSON, vault.desk(1).holder)
    assert (await vault.get(vault.desk(1).sign_key, f"/v1/parts?compartment={TESTIMONY}")).status_code == 401
    assert problem(await vault.send(vault.desk(0).sign_key, "/v1/openings", request.signed)) == "stopped"


async def test_in_a_frozen_compartment_nothing_is_asked_for_approved_opened_or_cleared(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    opened = await vault.open([told.testimony])
    waits = await vault.ask_and_log([told.testimony])
    answer = await vault.approvals(waits, 1)
    freeze = by_custodians(vault.consortium, stop(TargetKind.COMPARTMENT, TESTIMONY), TESTIMONY, 3)
    brought = await vault.send(vault.custodian(3), "/v1/orders", book(freeze))
    assert brought.status_code == 204
    assert await vault.notices(1) == ()
    assert problem(await vault.answer(1, answer)) == "stopped"
    assert problem(await vault.fetch(opened, told.testimony)) == "stopped"
    again = vault.request([told.testimony])
    assert problem(await vault.send(vault.desk().sign_key, "/v1/openings", again.signed)) == "stopped"
    assert reasons(await vault.clear([told.testimony])) == {"stopped"}
    # A no is taken all the same, and another compartment goes on.
    assert (await vault.answer(2, vault.refusal(waits, told.testimony, 2))).status_code == 204
    assert (await vault.get(vault.custodian(1, IDENTITY), f"/v1/openings?compartment={IDENTITY}")).status_code == 200
    await bring(vault, by_administrators(vault.consortium, lift(freeze), DALIA, "esteban"))
    assert await vault.notices(1) == ()
    await bring(vault, by_custodians(vault.consortium, lift(freeze), TESTIMONY, 1, 2, 4, 5))
    assert len(await vault.notices(1)) == 1


async def test_a_custodian_freezes_one_part_and_the_others_go_on(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    asked = await vault.ask_and_log([one.testimony, other.testimony])
    await vault.approve(asked)
    target = stop(TargetKind.PART, to_text(one.testimony), TESTIMONY)
    freeze = by_custodians(vault.consortium, target, TESTIMONY, 1)
    assert (await vault.send(vault.custodian(1), "/v1/orders", book(freeze))).status_code == 204
    assert problem(await vault.fetch(asked, one.testimony)) == "stopped"
    assert (await vault.fetch(asked, other.testimony)).status_code == 200
    assert reasons(await vault.clear([one.testimony])) == {"stopped"}
    listed = await vault.get(vault.custodian(2), "/v1/orders")
    assert OrderBook.from_bytes(listed.content) == book(freeze)
    elsewhere = await vault.get(vault.custodian(1, IDENTITY), "/v1/orders")
    assert OrderBook.from_bytes(elsewhere.content) == book()


async def test_what_is_about_a_part_is_logged_here_and_never_told_to_the_policy_zone(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    freeze = by_custodians(vault.consortium, stop(TargetKind.PART, to_text(told.testimony), TESTIMONY), TESTIMONY, 1)
    unfreeze = by_custodians(vault.consortium, lift(freeze), TESTIMONY, 2)
    desk = await suspend(vault, TargetKind.DEVICE, vault.desk(0).name)
    await vault.send(vault.custodian(1), "/v1/orders", book(freeze, unfreeze))
    entries = [LedgerEntry.from_bytes(row.entry) for row in await vault.rows("SELECT entry FROM log_entries")]
    assert [one.kind for one in entries] == ["order"]
    vault.policy.orders = book()
    await refresh_orders(vault.world)
    assert vault.policy.brought == [book(desk)]


async def test_an_order_that_the_policy_zone_has_is_in_force_after_the_next_look(vault: VaultWorld) -> None:
    name = vault.desk(0).name
    vault.policy.orders = book(by_administrators(vault.consortium, stop(TargetKind.DEVICE, name), DALIA))
    assert (await vault.get(vault.desk().sign_key, f"/v1/parts?compartment={TESTIMONY}")).status_code == 200
    await refresh_orders(vault.world)
    assert (await vault.get(vault.desk().sign_key, f"/v1/parts?compartment={TESTIMONY}")).status_code == 401
    # Whoever holds the policy zone's machine and leaves it out brings nobody back.
    vault.policy.orders = book()
    await refresh_orders(vault.world)
    assert (await vault.get(vault.desk().sign_key, f"/v1/parts?compartment={TESTIMONY}")).status_code == 401
    assert vault.policy.brought == [vault.world.pinned.orders]


async def test_a_suspended_custodian_s_approval_does_not_count_any_more(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    done, asked = [await vault.ask_and_log([told.testimony]) for _ in range(2)]
    await vault.approve(done)
    await vault.approve(asked, (1, 2, 3))
    custodian = vault.consortium.custodians[TESTIMONY][0].name
    await suspend(vault, TargetKind.PERSON, custodian)
    assert problem(await vault.fetch(done, told.testimony)) == "not-yet-approved"
    await vault.approve(asked, (4,))
    assert await vault.states(asked) == {told.testimony: PartState.LOGGED}
    await vault.approve(asked, (5,))
    assert (await vault.fetch(asked, told.testimony)).status_code == 200
    assert await vault.states(asked) == {told.testimony: PartState.OPENED}
    assert (await vault.get(vault.custodian(1), f"/v1/openings?compartment={TESTIMONY}")).status_code == 401


@pytest.mark.parametrize("whose", ["another compartment's custodian", "a desk", "nobody"])
async def test_who_may_not_stop_something_stops_nothing(vault: VaultWorld, whose: str) -> None:
    order = stop(TargetKind.COMPARTMENT, TESTIMONY)
    signed = by_custodians(vault.consortium, order, IDENTITY, 1)
    if whose == "nobody":
        forged = signed.signatures[0].model_copy(update={"name": vault.consortium.custodians[TESTIMONY][0].name})
        signed = signed.model_copy(update={"signatures": (forged,)})
    key = vault.desk().sign_key if whose == "a desk" else vault.custodian(1, IDENTITY)
    good = by_administrators(vault.consortium, stop(TargetKind.PERSON, "somebody"), DALIA)
    answer = await vault.send(key, "/v1/orders", book(good, signed))
    assert (answer.status_code, problem(answer)) == (403, "not-yours-to-order")
    assert not vault.world.pinned.standing.stopped


async def test_a_lost_pile_vouches_for_nobody_until_two_administrators_let_it_in_again(vault: VaultWorld) -> None:
    await vault.hand_out_cards(2)
    told = await vault.told(*vault.cards(2, 2, 1))
    await vault.open([one.testimony for one in told])
    (batch,) = {row.batch for row in await vault.rows("SELECT batch FROM cards WHERE partner = 'harbour'")}
    for kind, name in ((TargetKind.BATCH, batch_name(batch)), (TargetKind.PARTNER, "harbour")):
        order = await suspend(vault, kind, name)
        assert "not-enough-partners" in reasons(await vault.clear([one.testimony for one in told]))
        await lifted(vault, order)
    assert (await vault.clear([one.testimony for one in told])).status_code == 200
