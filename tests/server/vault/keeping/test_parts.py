"""What is kept of a part, and who is handed which piece of it."""

from __future__ import annotations

import pytest

from server.vault.errors import NotHere
from server.vault.keeping.parts import load_envelope, load_parts, load_slip, load_whole
from server.vault.locks.compartments import enter, inside
from tests.server.vault.vault_world import IDENTITY, TESTIMONY, VaultWorld


async def test_only_testimony_has_a_source(vault: VaultWorld) -> None:
    """Else every identity part would count as one more voice without a card where releases are compared."""
    (told,) = await vault.told(None)
    async with vault.world.openings.connect() as connection:
        await enter(connection, IDENTITY)
        (identity,) = await load_parts(connection, IDENTITY, [told.identity])
        await enter(connection, TESTIMONY)
        (testimony,) = await load_parts(connection, TESTIMONY, [told.testimony])
    assert identity.source is None
    assert testimony.source is not None


async def test_there_is_no_slip_for_a_seat_or_a_key_that_the_part_was_not_sealed_to(vault: VaultWorld) -> None:
    """A newer directory can have more seats than the one the part was sealed under."""
    (told,) = await vault.told(None)
    async with inside(vault.world.openings, TESTIMONY) as connection:
        (facts,) = await load_parts(connection, TESTIMONY, [told.testimony])
        find, seats = vault.world.pinned.directory_named, vault.consortium.directory.compartment(TESTIMONY).seats
        assert (await load_slip(connection, facts, 7, seats[6].seal_key, find)).number == 7
        for seat, key in ((8, seats[6].seal_key), (7, seats[5].seal_key)):
            with pytest.raises(NotHere):
                await load_slip(connection, facts, seat, key, find)


async def test_a_part_is_found_in_its_own_compartment_alone(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    # As the login that sees every compartment: what is asked for one must not find what lies in another.
    async with vault.administrator.connect() as connection:
        assert (await load_whole(connection, TESTIMONY, told.testimony)).id() == told.testimony
        for compartment, part in ((IDENTITY, told.testimony), (TESTIMONY, told.identity), (TESTIMONY, bytes(32))):
            for load in (load_envelope, load_whole):
                with pytest.raises(NotHere):
                    await load(connection, compartment, part)
            with pytest.raises(NotHere):
                await load_parts(connection, compartment, [part])
