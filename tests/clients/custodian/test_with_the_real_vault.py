"""The custodian's sitting against the real vault and the real log, each with its own database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import anyio.from_thread
import anyio.to_thread
import httpx
import pytest

from clients.custodian.errors import VaultSaysNo
from clients.custodian.freezing import find, stoppable
from clients.custodian.session import Sitting
from clients.custodian.to_vault import Doors, send_freeze
from clients.device_auth import DeviceAuth
from clients.key_file import PersonKeys
from clients.trusted import Trusted
from protocol.consent import withdraw
from protocol.desk_crossings import PartState
from protocol.directory import DeviceRole
from protocol.orders import OrderBook
from protocol.post import Post
from server.database import open_engine
from server.ledger.api import create_app
from server.ledger.ticks import found
from server.ledger.ticks import tick as tick_log
from server.ledger.world import World
from server.vault.rounds import follow_log
from tests.server.vault.conftest import BASE_RULES
from tests.server.vault.vault_world import IDENTITY, TESTIMONY, running_vault
from tests.worlds import make_consortium, seeded

CONSORTIUM = make_consortium("vault", cedar=BASE_RULES)


@dataclass
class ThroughTheLoop(httpx.BaseTransport):
    """A client that waits, to an application in the loop of the test."""

    app: object

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return anyio.from_thread.run(self._ask, request)

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        asked = httpx.Request(request.method, request.url, headers=request.headers, content=request.read())
        answer = await httpx.ASGITransport(self.app).handle_async_request(asked)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())


@pytest.fixture
async def zones(databases, tmp_path):
    async with running_vault(CONSORTIUM, databases, tmp_path / "pinned") as vault:
        engine = open_engine(databases.of("ledger")["ledger_runtime"])
        log = World(
            clock=vault.clock,
            random=seeded("log"),
            engine=engine,
            pinned=vault.world.pinned,
            sign_key=CONSORTIUM.devices[DeviceRole.LEDGER],
            authorities=("log",),
        )
        await found(log)
        ledger = create_app(log)
        vault.to_log.lead_to(httpx.ASGITransport(ledger))
        vault.clock.now += 1

        async def tick():
            await follow_log(vault.world)
            vault.clock.now += 1
            await tick_log(log)
            await follow_log(vault.world)

        yield vault, ledger, tick
        await engine.dispose()


def keys_of(seat, compartment=TESTIMONY):
    custodian = CONSORTIUM.custodians[compartment][seat - 1]
    return PersonKeys(custodian.name, custodian.seal_key, custodian.sign_key)


def doors_of(vault, ledger, keys, directory=CONSORTIUM.signed):
    auth = DeviceAuth(keys.sign_key, keys.sign_key.public.hex(), vault.clock)

    def papers(request):
        if request.url.path == "/v1/orders":
            return httpx.Response(200, content=OrderBook().to_bytes())
        signed = directory if request.url.host == "intake" else CONSORTIUM.signed_policy
        return httpx.Response(200, content=signed.to_bytes())

    return Doors(
        vault=httpx.Client(transport=ThroughTheLoop(vault.app), base_url="http://vault", auth=auth),
        policy=httpx.Client(transport=httpx.MockTransport(papers), base_url="http://policy"),
        ledger=httpx.Client(transport=ThroughTheLoop(ledger), base_url="http://log"),
        intake=httpx.Client(transport=httpx.MockTransport(papers), base_url="http://intake"),
    )


async def sitting(vault, ledger, folder, seat):
    keys = keys_of(seat)
    folder.mkdir(exist_ok=True)
    (folder / "roots.cbor").write_bytes(CONSORTIUM.root_set.to_bytes())
    trusted = Trusted.open(folder, vault.world.today())
    doors = doors_of(vault, ledger, keys)
    begin = partial(Sitting.begin, keys, doors, trusted, folder / "memory.cbor", vault.clock)
    return await anyio.to_thread.run_sync(begin)


async def test_four_custodians_approve_on_their_own_machines_and_the_desk_can_open(zones, tmp_path):
    vault, ledger, tick = zones
    one, other = await vault.told(None, None)
    asked = await vault.ask([one.testimony, other.testimony])
    nothing = await sitting(vault, ledger, tmp_path / "1", 1)
    assert (nothing.waiting, nothing.unsound) == ((), ())
    await tick()
    for seat in (1, 2, 3, 4):
        seated = await sitting(vault, ledger, tmp_path / str(seat), seat)
        assert seated.unsound == ()
        assert await anyio.to_thread.run_sync(seated.approve, seated.waiting) == 2
    assert set((await vault.states(asked)).values()) == {PartState.APPROVED}
    assert (await vault.fetch(asked, one.testimony)).status_code == 200


async def test_a_withdrawal_that_the_vault_tells_is_remembered_and_what_is_left_waits(zones, tmp_path):
    vault, ledger, tick = zones
    one, other = await vault.told(None, None)
    await vault.ask([one.testimony, other.testimony])
    await tick()
    vault.post(Post(withdrawals=(withdraw(one.key(), vault.world.today()),)))
    await vault.collect()
    early = await sitting(vault, ledger, tmp_path / "1", 1)
    assert early.memory.withdrawn == ()  # no tick of the log has shown it yet; the vault shows the part no more
    assert [judged.part for judged in early.waiting[0].may_approve()] == [other.testimony]
    await tick()
    seated = await sitting(vault, ledger, tmp_path / "1", 1)
    assert seated.memory.withdrawn == (one.testimony,)
    assert [judged.part for judged in seated.waiting[0].may_approve()] == [other.testimony]


async def test_one_custodian_freezes_what_was_approved_and_the_desks_fetch_nothing_more(zones, tmp_path):
    vault, ledger, tick = zones
    (one,) = await vault.told(None)
    asked = await vault.ask([one.testimony])
    await tick()
    for seat in (1, 2, 3, 4):
        seated = await sitting(vault, ledger, tmp_path / str(seat), seat)
        await anyio.to_thread.run_sync(seated.approve, seated.waiting)
    assert (await vault.fetch(asked, one.testimony)).status_code == 200
    seated = await sitting(vault, ledger, tmp_path / "4", 4)
    look = partial(stoppable, seated.doors, seated.keys, seated.trusted, seated.memory, vault.world.today())
    found = find(await anyio.to_thread.run_sync(look), asked.id.hex()[:4])
    await anyio.to_thread.run_sync(send_freeze, seated.doors, found.id)
    assert set((await vault.states(asked)).values()) == {PartState.FROZEN}
    for side in (0, 1):
        assert (await vault.fetch(asked, one.testimony, side)).is_client_error


async def test_what_waits_can_be_frozen_and_waits_for_nobody_any_more(zones, tmp_path):
    vault, ledger, tick = zones
    (one,) = await vault.told(None)
    asked = await vault.ask([one.testimony])
    await tick()
    seated = await sitting(vault, ledger, tmp_path / "7", 7)
    look = partial(stoppable, seated.doors, seated.keys, seated.trusted, seated.memory, vault.world.today())
    assert [found.id for found in await anyio.to_thread.run_sync(look)] == [asked.id]
    await anyio.to_thread.run_sync(send_freeze, seated.doors, asked.id)
    assert await anyio.to_thread.run_sync(look) == ()
    assert (await sitting(vault, ledger, tmp_path / "1", 1)).waiting == ()


async def test_a_custodian_of_another_compartment_freezes_nothing(zones):
    vault, ledger, tick = zones
    (one,) = await vault.told(None)
    asked = await vault.ask([one.testimony])
    await tick()
    doors = doors_of(vault, ledger, keys_of(1, IDENTITY))
    with pytest.raises(VaultSaysNo):
        await anyio.to_thread.run_sync(send_freeze, doors, asked.id)
    assert set((await vault.states(asked)).values()) == {PartState.LOGGED}
