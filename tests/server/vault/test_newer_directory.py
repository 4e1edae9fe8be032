"""What a newer directory changes: a third desk, a custodian who is a curator too, a seat that was given to another."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from protocol.custodian_crossings import Answers
from protocol.desk_crossings import FreshKeys
from protocol.directory import Compartment, Desk, Directory, TrustedDirectory
from protocol.ids import to_text
from protocol.opening import approve, check_request, make_fresh_key
from protocol.primitives import SealKey, SignKey
from protocol.release import ClearanceRequest, SignedClearanceRequest, sign_clearance
from tests.server.vault.vault_world import TESTIMONY, Told, VaultWorld, problem, reasons

THIRD = SignKey(b"\x03" * 32)


def changed(vault: VaultWorld, change: Callable[[Compartment], Compartment]) -> TrustedDirectory:
    """The vault's directory from now on, with a change to each compartment."""

    def apply(directory: Directory) -> Directory:
        compartments = tuple(change(one) for one in directory.compartments)
        return directory.model_copy(
            update={"number": 2, "previous": vault.consortium.directory.hash, "compartments": compartments}
        )

    return vault.world.pinned.replace_directory(vault.consortium.resign(apply).to_bytes())


@pytest.fixture
def widened(vault: VaultWorld) -> TrustedDirectory:
    """With desk-third of third-person in one compartment."""
    desk = Desk(desk="desk-third", holder="third-person", seal_key=SealKey(b"\x03" * 32).public, sign_key=THIRD.public)

    def widen(one: Compartment) -> Compartment:
        return one.model_copy(update={"desks": (*one.desks, desk)}) if one.name == TESTIMONY else one

    return changed(vault, widen)


async def test_a_third_desk_finds_nothing_of_an_opening_of_others(vault: VaultWorld, widened: TrustedDirectory) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony], directory=widened.hash)
    opening = f"/v1/openings/{to_text(asked.id)}"
    for path in (opening, f"{opening}/parts/{to_text(told.testimony)}", f"/v1/consents/{to_text(told.testimony)}"):
        assert problem(await vault.get(THIRD, path)) == "not-here"
    assert problem(await vault.send(THIRD, "/v1/openings", asked.signed)) == "not-here"


async def test_a_third_desk_may_freeze_what_it_may_not_see(vault: VaultWorld, widened: TrustedDirectory) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony], directory=widened.hash)
    answer = await vault.client(THIRD).post(f"/v1/openings/{to_text(asked.id)}/freeze")
    assert answer.status_code == 204


async def test_what_one_pair_opened_another_pair_does_not_clear(vault: VaultWorld, widened: TrustedDirectory) -> None:
    """Opened by the curator with the third desk: the reviewer who signs has read nothing."""
    await vault.hand_out_cards(2)
    told = await vault.told(*vault.cards(2, 2, 1))
    await opened_with_the_third(vault, widened, told)
    for curator, reviewer in ((0, 1), (1, 2)):
        answer = await clear(vault, widened, told, curator, reviewer)
        assert reasons(answer) == {"not-opened-by-both-desks-for-this-aim"}
    assert (await clear(vault, widened, told, 0, 2)).status_code == 200


async def opened_with_the_third(vault: VaultWorld, widened: TrustedDirectory, told: list[Told]) -> None:
    _, fresh = make_fresh_key(TESTIMONY, "desk-third", THIRD, int(vault.clock()) + 48 * 3600)
    ids = [one.testimony for one in told]
    asked = await vault.ask_and_log(ids, directory=widened.hash, reviewer=fresh)
    for seat in (1, 2, 3, 4):
        await vault.answer(seat, await vault.approvals(asked, seat, directory=widened))
    for part in ids:
        assert (await vault.fetch(asked, part)).status_code == 200


async def clear(
    vault: VaultWorld, widened: TrustedDirectory, told: list[Told], curator: int, reviewer: int
) -> httpx.Response:
    names = (vault.desk(0).name, vault.desk(1).name, "desk-third")
    keys = (vault.desk(0).sign_key, vault.desk(1).sign_key, THIRD)
    claimed = vault.clearance(
        [one.testimony for one in told], directory=widened.hash, curator=names[curator], reviewer=names[reviewer]
    )
    request = ClearanceRequest.from_bytes(claimed.body)
    signed = SignedClearanceRequest(
        body=claimed.body,
        curator_signature=sign_clearance(request, keys[curator]),
        reviewer_signature=sign_clearance(request, keys[reviewer]),
    )
    return await vault.send(keys[curator], "/v1/clearances", signed)


async def test_the_keys_of_a_desk_that_left_are_not_offered_any_more(vault: VaultWorld) -> None:
    assert (await vault.send(vault.desk(1).sign_key, "/v1/fresh-keys", vault.fresh(1)[1])).status_code == 204
    third = Desk(desk="desk-third", holder="third-person", seal_key=SealKey(b"\x03" * 32).public, sign_key=THIRD.public)
    changed(
        vault, lambda one: one.model_copy(update={"desks": (one.desks[0], third)}) if one.name == TESTIMONY else one
    )
    answer = await vault.get(vault.desk().sign_key, f"/v1/fresh-keys?compartment={TESTIMONY}")
    assert FreshKeys.from_bytes(answer.content).keys == ()


@pytest.mark.parametrize("side", [0, 1])
async def test_a_custodian_who_asks_or_reviews_too_is_neither_asked_nor_heard(vault: VaultWorld, side: int) -> None:
    """A seat under the name of a desk, which a directory does not refuse as it refuses one under its holder's."""
    name = vault.desk(side).name

    def both(one: Compartment) -> Compartment:
        mine = one.seats[0].model_copy(update={"custodian": name})
        return one.model_copy(update={"seats": (mine, *one.seats[1:])}) if one.name == TESTIMONY else one

    newer = changed(vault, both)
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony], directory=newer.hash)
    assert await vault.notices(1) == ()
    (notice,) = await vault.notices(2)
    checked = check_request(asked.signed, newer, int(vault.clock()))
    custodian = vault.consortium.custodians[TESTIMONY][0]
    sealed = told.sealed.testimony.seats[0]
    slip = notice.slips[0].model_copy(update={"number": 1, "seat": sealed})
    own = Answers(approvals=(approve(slip, checked, custodian.seal_key, custodian.sign_key),))
    assert problem(await vault.answer(1, own)) == "own-request"


async def test_a_custodian_whose_seat_was_given_to_another_is_not_heard(vault: VaultWorld) -> None:
    """Still a custodian elsewhere, so that the door knows the key; the request was asked under the older directory."""
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    mine = await vault.approvals(asked, 1)

    def moved(one: Compartment) -> Compartment:
        seats = vault.consortium.directory.compartment(TESTIMONY).seats
        if one.name == TESTIMONY:
            new = seats[0].model_copy(
                update={"custodian": "new", "sign_key": THIRD.public, "seal_key": SealKey(b"\x05" * 32).public}
            )
            return one.model_copy(update={"seats": (new, *one.seats[1:])})
        return one.model_copy(update={"seats": (*one.seats, seats[0])}) if one.name == "xb-testimony" else one

    changed(vault, moved)
    assert problem(await vault.answer(1, mine)) == "not-here"
    assert await vault.count("answers") == 0
