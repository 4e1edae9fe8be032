"""Two who work together, each with all that is theirs: what no pair of them gets."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from protocol.cooling_off import CoolingOff
from protocol.desk_crossings import PartState
from protocol.directory import Directory, sign_directory, trust
from protocol.errors import ProtocolError
from protocol.orders import TargetKind
from protocol.policy import NotEnoughAdministrators, PolicyBundle, PolicyRefused, trust_policy
from protocol.roots import NotEnoughRoots
from protocol.sealing import open_part, open_seat
from server.pinned import Pinned
from tests.orders import book, by_administrators, by_custodians, lift, stop
from tests.server.vault.vault_world import TESTIMONY, VaultWorld, problem, reasons
from tests.worlds import TODAY, Clock, Consortium, sign_bundle


def looser(consortium: Consortium) -> PolicyBundle:
    """Of the one in force, with fewer people behind each summary."""
    now = consortium.policy
    release = now.contents.release.model_copy(update={"k": now.contents.release.k - 1})
    return now.contents.model_copy(update={"version": 2, "previous": now.hash, "release": release})


# An administrator and a custodian


async def test_an_administrator_and_a_custodian_let_nothing_go_on_that_another_custodian_stopped(
    vault: VaultWorld,
) -> None:
    freeze = by_custodians(vault.consortium, stop(TargetKind.COMPARTMENT, TESTIMONY), TESTIMONY, 2)
    assert (await vault.send(vault.custodian(2), "/v1/orders", book(freeze))).status_code == 204
    order = lift(freeze)
    both = by_custodians(vault.consortium, order, TESTIMONY, 1)
    administrator = by_administrators(vault.consortium, order, "dalia")
    both = both.model_copy(update={"signatures": (*administrator.signatures, *both.signatures)})
    assert (await vault.send(vault.custodian(1), "/v1/orders", book(both))).status_code == 204
    assert vault.world.pinned.standing.names(TargetKind.COMPARTMENT) == {TESTIMONY}


async def test_an_administrator_and_a_custodian_are_no_quorum_and_no_desk(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    mine = await vault.approvals(asked, 1)
    await vault.approve(asked, (1,))
    administrator = vault.consortium.administrators["dalia"]
    for path in (f"/v1/parts?compartment={TESTIMONY}", f"/v1/openings?compartment={TESTIMONY}"):
        assert (await vault.get(administrator, path)).status_code in {401, 403}
    assert (await vault.send(administrator, "/v1/openings", asked.signed)).status_code in {401, 403, 404}
    assert (await vault.send(administrator, "/v1/approvals", mine)).status_code in {401, 403, 404}
    assert await vault.states(asked) == {told.testimony: PartState.LOGGED}


def test_a_custodian_s_key_is_no_second_administrator_s(consortium: Consortium) -> None:
    custodian = consortium.custodians[TESTIMONY][0]
    keys = {"dalia": consortium.administrators["dalia"]}
    for name in ("esteban", custodian.name):
        signed = sign_bundle(looser(consortium), keys | {name: custodian.sign_key})
        with pytest.raises(PolicyRefused):
            trust_policy(signed, consortium.directory)


# A curator and a reviewer


async def test_curator_and_reviewer_open_nothing_that_custodians_did_not_approve(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked, (1, 2, 3))
    for side in (0, 1):
        assert problem(await vault.fetch(asked, told.testimony, side)) == "not-yet-approved"


async def test_curator_and_reviewer_clear_no_summary_of_too_few_people_or_of_what_was_not_opened(
    vault: VaultWorld,
) -> None:
    """They can lie together about what a summary says; not about how many stand behind it."""
    await vault.hand_out_cards()
    told = await vault.told(*vault.cards(1, 1, 1), None)
    parts = [one.testimony for one in told]
    assert "not-opened-by-both-desks-for-this-aim" in reasons(await vault.clear(parts))
    await vault.open(parts)
    assert "not-enough-independent-sources" in reasons(await vault.clear(parts))
    assert await vault.count("clearances") == 0


# Two administrators


def test_two_administrators_wait_out_the_days_in_which_everybody_can_see_what_they_loosen(
    consortium: Consortium, tmp_path: Path
) -> None:
    """Each zone counts from the day on which it saw the policy itself: a date from the past helps nobody."""
    clock = Clock()
    zone = Pinned(consortium.write_pinned(tmp_path / "zone"), clock)
    bundle = looser(consortium).model_copy(update={"issued": TODAY - 30})
    signed = sign_bundle(bundle, consortium.administrators).to_bytes()
    for _ in range(consortium.policy.contents.changes.cooling_off_days):
        with pytest.raises(CoolingOff):
            zone.replace_policy(signed)
        clock.pass_days(1)
    assert zone.replace_policy(signed).contents.version == 2


def test_two_administrators_are_no_roots(consortium: Consortium) -> None:
    """Nobody comes into the directory by their word: no custodian, no desk, no administrator."""
    contents = Directory.from_bytes(consortium.signed.directory)
    later = contents.model_copy(update={"number": 2, "previous": consortium.directory.hash})
    signed = sign_directory(later, list(enumerate(consortium.administrators.values())))
    with pytest.raises(NotEnoughRoots):
        trust(signed, consortium.root_set, TODAY, consortium.directory)


def test_two_keys_of_one_administrator_are_one(consortium: Consortium) -> None:
    key = consortium.administrators["dalia"]
    with pytest.raises(NotEnoughAdministrators):
        trust_policy(sign_bundle(looser(consortium), {"dalia": key, "esteban": key}), consortium.directory)


# Two custodians, and as many as are one too few


def test_no_custodians_below_the_quorum_read_a_part_not_even_with_both_desks(consortium: Consortium) -> None:
    from tests.promises.test_no_one_opens_alone import PART, WORLD  # noqa: PLC0415 - its world is another one

    held = WORLD.custodians[TESTIMONY]
    desks = [one.seal_key for one in WORLD.desks[TESTIMONY]]
    needed = WORLD.directory.compartment(TESTIMONY).needed
    shares = {
        seat: open_seat(held[seat - 1].seal_key, PART.header, PART.id(), seat, PART.seats[seat - 1])
        for seat in range(1, len(held) + 1)
    }
    for some in combinations(shares, needed - 1):
        for place, desk in enumerate(desks, 1):
            with pytest.raises(ProtocolError):
                open_part(PART, {seat: shares[seat] for seat in some}, desk, place)
