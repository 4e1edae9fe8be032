"""A custodian who was forced to give everything: the key file, its passphrase, and every answer somebody wants.

What a coercer gets is one share of each part. Colleagues and administrators shut the seat; so can the custodian, with
one order that no single person takes back.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from clients.key_file import make_keys, open_keys
from protocol.custodian_crossings import Answers
from protocol.desk_crossings import PartState
from protocol.encoding import Purpose
from protocol.errors import ProtocolError
from protocol.opening import Approval, SignedApproval, approve, check_request
from protocol.orders import SignedOrder, TargetKind
from protocol.primitives import SignKey, sign
from protocol.sealing import open_part, open_seat
from tests.orders import book, by_administrators, by_custodians, lift, stop
from tests.server.vault.vault_world import IDENTITY, TESTIMONY, Asked, VaultWorld, problem
from tests.worlds import seeded

SEAT, NEEDED = 1, 4


async def bring(vault: VaultWorld, key: SignKey, order: SignedOrder) -> None:
    answer = await vault.send(key, "/v1/orders", book(order))
    assert answer.status_code == 204, answer.text


async def standing(vault: VaultWorld) -> bool:
    return bool(vault.world.pinned.standing.names(TargetKind.COMPARTMENT))


def test_the_key_file_opens_with_its_passphrase_and_holds_one_seat_s_keys_and_no_more(tmp_path: Path) -> None:
    made = make_keys(tmp_path / "custodian.key", "asha", "six words that were given up", seeded("asha"), 8 << 20)
    taken = open_keys(tmp_path / "custodian.key", "six words that were given up")
    assert (taken.seal_key.public, taken.sign_key.public) == (made.seal_key.public, made.sign_key.public)
    assert (tmp_path / "custodian.key").stat().st_size < 1024


async def test_every_share_that_one_seat_holds_opens_no_part_with_both_desks_and_every_stranger_s_key(
    vault: VaultWorld,
) -> None:
    """And so three of seven: a coercer needs as many as the quorum."""
    part = vault.tell().sealed.testimony
    held = vault.consortium.custodians[TESTIMONY]
    shares = {
        seat: open_seat(held[seat - 1].seal_key, part.header, part.id(), seat, part.seats[seat - 1])
        for seat in range(1, NEEDED)
    }
    desks = [vault.desk(side).seal_key for side in (0, 1)]
    for count in range(NEEDED):
        for some in combinations(shares, count):
            for place, key in ((1, desks[0]), (2, desks[1]), (1, held[0].seal_key)):
                with pytest.raises(ProtocolError):
                    open_part(part, {seat: shares[seat] for seat in some}, key, place)


async def test_a_coerced_seat_says_yes_to_everything_and_nothing_opens_by_it(vault: VaultWorld) -> None:
    told = await vault.told(None, None)
    asked = [await vault.ask_and_log([one.testimony]) for one in told]
    for one in asked:
        await vault.approve(one, (SEAT,))
        await vault.approve(one, (SEAT,))
    for one, report in zip(asked, told, strict=True):
        assert await vault.states(one) == {report.testimony: PartState.LOGGED}
        assert problem(await vault.fetch(one, report.testimony)) == "not-yet-approved"


async def test_its_key_speaks_for_no_other_seat_and_for_no_other_compartment(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    key = vault.custodian(SEAT)
    assert problem(await vault.get(key, f"/v1/openings?compartment={IDENTITY}")) == "not-a-custodian"
    for seat in (2, 3, 4):
        forged = await _in_the_name_of(vault, asked, seat)
        assert problem(await vault.send(key, "/v1/approvals", forged)) in {"bad-signature", "not-here", "not-yours"}
    assert await vault.states(asked) == {told.testimony: PartState.LOGGED}


async def _in_the_name_of(vault: VaultWorld, asked: Asked, seat: int) -> Answers:
    """An answer for another seat, signed with the key that was given up."""
    taken = vault.consortium.custodians[TESTIMONY][SEAT - 1]
    (slip,) = (await vault.notices(SEAT))[0].slips
    checked = check_request(asked.signed, vault.consortium.directory, int(vault.clock()))
    mine = Approval.from_bytes(approve(slip, checked, taken.seal_key, taken.sign_key).body)
    body = mine.model_copy(update={"seat": seat}).to_bytes()
    signed = SignedApproval(body=body, signature=sign(taken.sign_key, Purpose.APPROVAL, body))
    return Answers(approvals=(signed,))


async def test_one_colleague_stops_all_of_it_and_the_coerced_seat_cannot_let_it_go_on(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    answer = await vault.approvals(asked, SEAT)
    freeze = by_custodians(vault.consortium, stop(TargetKind.COMPARTMENT, TESTIMONY), TESTIMONY, 3)
    await bring(vault, vault.custodian(3), freeze)
    assert problem(await vault.answer(SEAT, answer)) == "stopped"
    await bring(vault, vault.custodian(SEAT), by_custodians(vault.consortium, lift(freeze), TESTIMONY, SEAT))
    assert await standing(vault)


async def test_a_custodian_under_duress_stops_their_own_compartment_and_three_coerced_seats_do_not_lift_it(
    vault: VaultWorld,
) -> None:
    """No secret passphrase for it: whoever holds the key can always stop, and a quorum alone goes on."""
    freeze = by_custodians(vault.consortium, stop(TargetKind.COMPARTMENT, TESTIMONY), TESTIMONY, SEAT)
    await bring(vault, vault.custodian(SEAT), freeze)
    few = by_custodians(vault.consortium, lift(freeze), TESTIMONY, 1, 2, 3)
    await bring(vault, vault.custodian(SEAT), few)
    assert await standing(vault)
    await bring(vault, vault.custodian(4), by_custodians(vault.consortium, lift(freeze), TESTIMONY, 4))
    assert not await standing(vault)


async def test_an_administrator_shuts_the_seat_and_what_it_approved_counts_no_more(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked, (SEAT, 2, 3))
    name = vault.consortium.custodians[TESTIMONY][SEAT - 1].name
    order = by_administrators(vault.consortium, stop(TargetKind.PERSON, name), "dalia")
    await bring(vault, vault.consortium.administrators["dalia"], order)
    await vault.approve(asked, (4,))
    assert problem(await vault.fetch(asked, told.testimony)) == "not-yet-approved"
    assert (await vault.get(vault.custodian(SEAT), f"/v1/openings?compartment={TESTIMONY}")).status_code == 401
