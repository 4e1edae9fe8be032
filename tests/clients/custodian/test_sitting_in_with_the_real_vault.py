"""A substitute with a lent key against the real vault and the real log: what the desk opens, and what nobody takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import anyio.to_thread
import pytest

from clients.custodian.errors import NoMandateStands, NotASubstitute, NothingBorrowed, NotLentToYou, VaultSaysNo
from clients.custodian.lending import borrow, lend_to
from clients.custodian.session import Sitting
from clients.custodian.sitting_in import give_mandate, given_mandates, take_back
from clients.key_file import PersonKeys
from clients.trusted import Trusted
from protocol.contents import Testimony
from protocol.desk_crossings import OpenablePart, PartState
from protocol.directory import Substitute
from protocol.lent_keys import lend
from protocol.opening import RefusalReason, Side, check_request, join_opening
from protocol.primitives import SealKey, SignKey
from protocol.sealing import SealedPart
from tests.clients.custodian.test_with_the_real_vault import CONSORTIUM, doors_of, keys_of, zones
from tests.server.vault.vault_world import TESTIMONY

__all__ = ["zones"]
SADIA = PersonKeys("sadia", SealKey(b"\x41" * 32), SignKey(b"\x41" * 32))
TOMAS = PersonKeys("tomas", SealKey(b"\x42" * 32), SignKey(b"\x42" * 32))
LISTED = tuple(
    Substitute(
        substitute=one.name,
        custodian=keys_of(1).name,
        organisation="mill",
        seal_key=one.seal_key.public,
        sign_key=one.sign_key.public,
    )
    for one in (SADIA, TOMAS)
)
CHANGES = {"number": 2, "previous": CONSORTIUM.directory.hash, "substitutes": LISTED}
SIGNED = CONSORTIUM.resign(lambda directory: directory.model_copy(update=CHANGES))


@dataclass
class House:
    """The real zones, whose directory lists two substitutes, and a machine for each person."""

    vault: object
    ledger: object
    folder: Path

    def at(self, keys):
        place = self.folder / keys.name
        place.mkdir(exist_ok=True)
        (place / "roots.cbor").write_bytes(CONSORTIUM.root_set.to_bytes())
        return doors_of(self.vault, self.ledger, keys, SIGNED), Trusted.open(place, self.today)

    @property
    def today(self):
        return self.vault.world.today()

    async def sit(self, keys):
        doors, trusted = self.at(keys)
        memory = trusted.folder / "memory.cbor"
        return await anyio.to_thread.run_sync(partial(Sitting.begin, keys, doors, trusted, memory, self.vault.clock))

    async def approve(self, keys):
        seated = await self.sit(keys)
        return await anyio.to_thread.run_sync(seated.approve, seated.waiting)

    async def give(self):
        doors, trusted = self.at(keys_of(1))
        days = (self.today, self.today + 3)
        act = partial(give_mandate, doors, keys_of(1), trusted, TESTIMONY, "sadia", days, self.today)
        return await anyio.to_thread.run_sync(act)

    async def end(self):
        doors, _ = self.at(keys_of(1))
        ((number, _),) = await anyio.to_thread.run_sync(given_mandates, doors, TESTIMONY)
        await anyio.to_thread.run_sync(take_back, doors, TESTIMONY, number)

    async def lend(self, to=SADIA, by=None):
        """The file, which is `to`'s alone."""
        by = by or keys_of(1)
        doors, trusted = self.at(by)
        file = self.folder / f"{by.name} to {to.name}"
        await anyio.to_thread.run_sync(lend_to, file, doors, by, trusted, to.name, self.today)
        return file

    async def borrow(self, file, keys=SADIA):
        doors, trusted = self.at(keys)
        await anyio.to_thread.run_sync(borrow, file, doors, keys, trusted, self.today)


@pytest.fixture
async def house(zones, tmp_path):
    vault, ledger, tick = zones
    directory = vault.world.pinned.replace_directory(SIGNED.to_bytes())
    (told,) = await vault.told(None, words="three trucks at the bridge")
    asked = await vault.ask([told.testimony], directory=directory.hash)
    await tick()
    return House(vault, ledger, tmp_path), told.testimony, asked


async def test_a_substitute_approves_with_the_lent_key_and_the_desk_opens_the_part(house):
    here, part, asked = house
    await here.give()
    await here.borrow(await here.lend())
    assert await here.approve(SADIA) == 1
    for seat in (2, 3, 4):
        assert await here.approve(keys_of(seat)) == 1
    assert await here.vault.states(asked) == {part: PartState.APPROVED}
    openable = OpenablePart.from_bytes((await here.vault.fetch(asked, part)).content)
    checked = check_request(asked.signed, here.vault.world.pinned.directory, int(here.vault.clock()))
    assert [one.mandate is not None for one in openable.approvals].count(True) == 1
    sealed, desk = SealedPart.from_bytes(openable.part), here.vault.desk()
    read = join_opening(openable.approvals, checked, sealed, Side.CURATOR, asked.curator_fresh, desk.seal_key, 1)
    assert Testimony.from_bytes(read).text == "three trucks at the bridge"
    assert (await here.sit(keys_of(1))).waiting == ()


async def test_a_substitute_refuses_for_the_seat(house):
    here, part, asked = house
    await here.give()
    await here.borrow(await here.lend())
    seated = await here.sit(SADIA)
    assert await anyio.to_thread.run_sync(seated.refuse, seated.waiting[0], RefusalReason.UNDER_THREAT) == 1
    (progress,) = (await here.vault.progress(asked)).parts
    assert (progress.part, progress.approvals, progress.refusals) == (part, 0, 1)


async def test_without_a_lent_key_or_a_mandate_nobody_sits_in(house):
    here, _, _ = house
    with pytest.raises(NothingBorrowed):
        await here.sit(SADIA)
    await here.borrow(await here.lend())
    with pytest.raises(NoMandateStands):
        await here.sit(SADIA)


async def test_after_the_mandate_ended_a_sitting_that_goes_on_answers_nothing_and_no_other_begins(house):
    here, part, asked = house
    await here.give()
    await here.borrow(await here.lend())
    seated = await here.sit(SADIA)
    await here.end()
    with pytest.raises(VaultSaysNo):
        await anyio.to_thread.run_sync(seated.approve, seated.waiting)
    with pytest.raises(NoMandateStands):
        await here.sit(SADIA)
    assert await here.vault.states(asked) == {part: PartState.LOGGED}


async def test_what_was_lent_to_another_or_by_another_seat_does_not_help(house):
    here, _, _ = house
    await here.give()
    with pytest.raises(NotLentToYou):
        await here.borrow(await here.lend(TOMAS))
    with pytest.raises(NotASubstitute):  # the roots list her for the first seat alone
        await here.lend(by=keys_of(2))
    file = here.folder / "lent all the same"
    file.write_bytes(lend(keys_of(2).seal_key, LISTED[0].model_copy(update={"custodian": keys_of(2).name})).to_bytes())
    with pytest.raises(NotLentToYou):
        await here.borrow(file)
    with pytest.raises(NothingBorrowed):
        await here.sit(SADIA)
