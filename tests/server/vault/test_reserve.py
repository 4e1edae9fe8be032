"""Whoever buys a day's room with work, every day, keeps no vouched testimony out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.cards import new_batch
from protocol.ids import PartId
from server.vault import reserve
from server.vault.collection import KeptPart, Shut, ShutPart
from server.vault.room import Room, Space, fit, size_of, space_left
from server.vault.tables import cards
from tests.server.vault.test_collection import judged, sealed
from tests.server.vault.test_room import narrow, places
from tests.server.vault.vault_world import VaultWorld
from tests.worlds import PARTNERS, QUARTER, Consortium, seeded


def keep_some(vault: VaultWorld, a_day: int, reserved: int) -> None:
    narrow(vault, a_day=Room(a_day, 2 << 30), reserve=Room(reserved, 1 << 30))


async def flooded(vault: VaultWorld, reports: int) -> None:
    """Reports that no card vouches for, two parts each; intake hands everything out two parts at a time."""
    vault.intake.at_once = 2
    for _ in range(reports):
        vault.tell()
    await vault.collect()


async def vouched(vault: VaultWorld) -> int:
    """How many of the parts that are kept have a card, on a list or not."""
    return int((await vault.rows("SELECT count(period_key) FROM parts"))[0][0])


async def test_a_vouched_testimony_finds_room_on_a_day_that_a_flood_has_filled(vault: VaultWorld) -> None:
    await vault.hand_out_cards()
    keep_some(vault, a_day=6, reserved=2)
    await flooded(vault, 5)
    assert await places(vault) == (4, 0, 6)
    for card in vault.cards(1, 1, 0):
        vault.tell(card)
    await vault.collect()
    assert (await vouched(vault), await places(vault)) == (2, (6, 0, 8))


async def test_a_card_that_is_on_no_list_finds_none(vault: VaultWorld) -> None:
    await vault.hand_out_cards()
    codes, _ = new_batch(PARTNERS[0], QUARTER, 1, seeded("nobody handed these out"))
    keep_some(vault, a_day=6, reserved=2)
    await flooded(vault, 3)
    vault.tell(codes[0])
    await vault.collect()
    assert (await vouched(vault), await places(vault)) == (0, (4, 0, 4))


async def test_a_card_on_the_list_of_another_quarter_finds_none(vault: VaultWorld) -> None:
    await vault.hand_out_cards()
    keep_some(vault, a_day=6, reserved=2)
    await flooded(vault, 3)
    vault.tell(vault.cards(1, 0, 0)[0])
    async with vault.administrator.begin() as connection:
        await connection.execute(cards.update().values(quarter="1999-q1"))
    await vault.collect()
    assert (await vouched(vault), await places(vault)) == (0, (4, 0, 4))


async def test_one_card_takes_no_more_than_a_few_places_of_a_day(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reserve, "OF_A_CARD", 2)
    await vault.hand_out_cards()
    keep_some(vault, a_day=8, reserved=4)
    await flooded(vault, 2)
    lost, other = vault.cards(1, 1, 0)
    for _ in range(3):
        vault.tell(lost)
        await vault.collect()
    assert await vouched(vault) == 2
    vault.tell(other)
    await vault.collect()
    assert await vouched(vault) == 3
    vault.clock.pass_days(1)
    await vault.collect()
    assert await vouched(vault) == 4


async def test_what_a_card_sends_beyond_its_few_takes_from_everybodys_room(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reserve, "OF_A_CARD", 1)
    await vault.hand_out_cards()
    keep_some(vault, a_day=100, reserved=20)
    await vault.told(*vault.cards(1, 0, 0) * 3, None)
    async with vault.world.keeper.connect() as connection:
        left = await space_left(connection, vault.world.bounds, vault.world.today())
    assert (left.of_day.parts, left.of_unvouched.parts) == (92, 73)


async def test_vouched_parts_may_fill_the_whole_day(vault: VaultWorld) -> None:
    await vault.hand_out_cards()
    keep_some(vault, a_day=3, reserved=1)
    for card in vault.cards(2, 2, 0):
        vault.tell(card)
    await vault.collect()
    assert (await vouched(vault), await places(vault)) == (3, (3, 0, 5))


async def test_what_can_only_be_kept_shut_finds_no_room_in_the_reserve(vault: VaultWorld) -> None:
    keep_some(vault, a_day=4, reserved=3)
    reports = [vault.tell() for _ in range(2)]
    vault.intake.parts = {}
    vault.intake.put(*(told.sealed.testimony.model_copy(update={"signature": bytes(64)}) for told in reports))
    await vault.collect()
    assert await places(vault) == (0, 1, 1)


def some_parts(
    consortium: Consortium, sizes: list[tuple[int, str]]
) -> tuple[list[KeptPart], list[ShutPart], set[bytes]]:
    """Parts of so many bytes of payload each: kept, shut or vouched."""
    one = judged(consortium, sealed(consortium).to_bytes())
    assert isinstance(one, KeptPart)
    ids = [PartId(bytes([number] * 32)) for number in range(len(sizes))]
    made = zip(ids, sizes, strict=True)
    kept = [replace(one, id=name, envelope=b"", payload=bytes(size)) for name, (size, what) in made if what != "shut"]
    made = zip(ids, sizes, strict=True)
    shut = [ShutPart(name, bytes(size), Shut.NOT_WHOLE) for name, (size, what) in made if what == "shut"]
    return kept, shut, {name for name, (_, what) in zip(ids, sizes, strict=True) if what == "vouched"}


rooms = st.builds(Room, st.integers(0, 8), st.integers(0, 80))
kinds = st.sampled_from(["kept", "shut", "vouched"])


@given(st.builds(Space, rooms, rooms, rooms, rooms), st.lists(st.tuples(st.integers(1, 20), kinds), max_size=10))
def test_no_room_is_overdrawn_and_nothing_is_left_out_for_which_there_is_room(
    consortium: Consortium, space: Space, sizes: list[tuple[int, str]]
) -> None:
    kept, shut, vouched_ones = some_parts(consortium, sizes)
    fitted = fit(kept, shut, vouched_ones, space)
    taken: list[KeptPart | ShutPart] = [*fitted.kept, *fitted.shut]
    unvouched = [part for part in taken if part.id not in vouched_ones]
    for group, room in (
        (taken, space.of_round),
        (taken, space.of_day),
        (unvouched, space.of_unvouched),
        (fitted.shut, space.of_shut),
    ):
        assert len(group) <= room.parts
        assert sum(map(size_of, group)) <= room.size
    left_out = [part for part in [*kept, *shut] if part not in taken]
    assert all(fitted.space.full_for(part, vouched=part.id in vouched_ones) for part in left_out)
    assert bool(left_out) == bool(fitted.full)
