"""A custodian leaves, another is lost: their successors' and helpers' own machines against the real vault and log."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import anyio.to_thread
import httpx
import pytest

from clients.custodian.errors import NoSeat, NoSuchSuccession, NotHelpers, NotYetProved, NotYours, VaultSaysNo
from clients.custodian.session import Sitting
from clients.custodian.succeeding import Done, Role, Succeeding
from clients.custodian.to_vault import Doors
from clients.device_auth import DeviceAuth
from clients.key_file import PersonKeys
from clients.trusted import Trusted
from protocol.orders import OrderBook
from protocol.primitives import system_random
from protocol.succession import SuccessionKind
from tests.clients.custodian.test_with_the_real_vault import ThroughTheLoop, zones
from tests.server.vault.succession_world import HELPERS, Handing, newcomer
from tests.server.vault.vault_world import TESTIMONY

__all__ = ["zones"]
HANDOVER, REPAIR = SuccessionKind.HANDOVER, SuccessionKind.REPAIR


def keys_of(custodian):
    return PersonKeys(custodian.name, custodian.seal_key, custodian.sign_key)


@dataclass
class Town:
    """The zones, and custodians who sit down at their machines one after the other."""

    vault: object
    ledger: object
    tick: object
    folder: object

    async def seat(self, custodian):
        keys, folder = keys_of(custodian), self.folder / custodian.name
        folder.mkdir(exist_ok=True)
        (folder / "roots.cbor").write_bytes(self.vault.consortium.root_set.to_bytes())
        trusted = Trusted.open(folder, self.vault.world.today())
        begin = partial(Sitting.at_the_log, keys, self._doors(keys), trusted, folder / "memory.cbor", self.vault.clock)
        return Succeeding(*await anyio.to_thread.run_sync(begin))

    def _doors(self, keys):
        auth = DeviceAuth(keys.sign_key, keys.sign_key.public.hex(), self.vault.clock)
        directory = self.vault.world.pinned.signed_directory.to_bytes()
        papers = httpx.MockTransport(lambda _: httpx.Response(200, content=directory))
        stopped = httpx.MockTransport(lambda _: httpx.Response(200, content=OrderBook().to_bytes()))
        return Doors(
            vault=httpx.Client(transport=ThroughTheLoop(self.vault.app), base_url="http://vault", auth=auth),
            policy=httpx.Client(transport=stopped, base_url="http://policy"),
            ledger=httpx.Client(transport=ThroughTheLoop(self.ledger), base_url="http://log"),
            intake=httpx.Client(transport=papers, base_url="http://intake"),
        )

    async def do(self, custodian, what, *given):
        """Sit down, and do it."""
        seated = await self.seat(custodian)
        return await anyio.to_thread.run_sync(partial(getattr(seated, what), *given))

    async def begun(self, handing, kind, helpers=()):
        args = (TESTIMONY, kind, helpers, system_random)
        number = await self.do(handing.successor, "begin", *args)
        await self.tick()
        return number

    async def act(self, custodian, what, number):
        seated = await self.seat(custodian)
        found = await anyio.to_thread.run_sync(seated.find, TESTIMONY, number[:8])
        return await anyio.to_thread.run_sync(getattr(seated, what), found)


@pytest.fixture
def town(zones, tmp_path):
    return Town(*zones, tmp_path)


def names(handing):
    return tuple(handing.custodian(seat).name for seat in HELPERS)


async def test_who_leaves_hands_over_and_the_successor_sees_that_it_is_all_there(town):
    await town.vault.told(None, None)
    handing = Handing.to(town.vault)
    number = await town.begun(handing, HANDOVER)
    assert await town.act(handing.successor, "finish", number) == Done(waiting=2)
    assert await town.act(handing.leaver, "hand_over", number) == Done(parts=2)
    # A batch, once shown, stays as it is: what is there now is seen in it.
    assert await town.act(handing.successor, "finish", number) == Done(parts=2)


async def test_helpers_who_are_never_there_at_once_make_the_lost_shares_again(town):
    await town.vault.told(None, None)
    handing = Handing.to(town.vault)
    number = await town.begun(handing, REPAIR, names(handing))
    for seat in HELPERS:
        assert await town.act(handing.custodian(seat), "help", number) == Done(waiting=2)
    assert await town.act(handing.successor, "finish", number) == Done(waiting=2)
    for seat in HELPERS:
        assert await town.act(handing.custodian(seat), "help", number) == Done(parts=2)
    assert await town.act(handing.successor, "finish", number) == Done(parts=2)
    assert await town.vault.count("handed_shares") == 2


async def test_everyone_is_told_what_they_are_asked_for_and_only_once_it_is_logged(town):
    await town.vault.told(None)
    handing = Handing.to(town.vault)
    number = await town.do(handing.successor, "begin", TESTIMONY, REPAIR, names(handing), system_random)
    helper = handing.custodian(1)
    assert await town.do(helper, "waiting", TESTIMONY) == ()
    (own,) = await town.do(handing.successor, "waiting", TESTIMONY)
    assert (own.role, own.logged) == (Role.SUCCESSOR, False)
    with pytest.raises(NotYetProved):
        await town.act(handing.successor, "finish", number)
    await town.tick()
    (asked,) = await town.do(helper, "waiting", TESTIMONY)
    assert (asked.role, asked.names, asked.checked.successor.custodian) == (Role.HELPER, names(handing), "successor")
    for what in ("hand_over", "finish"):
        with pytest.raises(NotYours):
            await town.act(helper, what, number)
    with pytest.raises(NotYours):
        await town.act(handing.successor, "help", number)
    with pytest.raises(NoSuchSuccession):
        await town.do(helper, "find", TESTIMONY, number[:3])


async def test_helpers_that_cannot_be_and_whoever_holds_no_seat_begin_nothing(town):
    """Too few, one twice, the seat itself; the one who left, a stranger."""
    handing = Handing.to(town.vault)
    for helpers in (HELPERS[:3], (*HELPERS[:3], HELPERS[0]), (*HELPERS[:3], 3)):
        chosen = [handing.successor.name if seat == 3 else handing.custodian(seat).name for seat in helpers]
        with pytest.raises(NotHelpers):
            await town.do(handing.successor, "begin", TESTIMONY, REPAIR, chosen, system_random)
    assert await town.vault.count("successions") == 0
    for who in (handing.leaver, newcomer("stranger", 77)):
        with pytest.raises(NoSeat):
            await town.do(who, "begin", TESTIMONY, HANDOVER, (), system_random)
    with pytest.raises(VaultSaysNo):
        await town.do(newcomer("stranger", 77), "waiting", TESTIMONY)
