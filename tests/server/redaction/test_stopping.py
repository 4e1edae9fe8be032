"""One key press: the desk forgets, stops itself, and tells the others."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import httpx
import pytest

from protocol.ids import to_text
from protocol.orders import OrderBook, OrderReason, TargetKind, check_order
from server.pinned import Pinned
from server.redaction import stopping
from server.redaction.errors import PolicyUnreachable
from server.redaction.memory import DeskMemory
from server.redaction.stopping import check_goes_on, is_stopped, refresh_orders, stop_this_desk
from server.redaction.world import World
from tests.server.redaction.desks import PLACE, Scene

pytestmark = pytest.mark.anyio
WORDS = "Lorries came to the old mill at night."


async def test_a_press_forgets_freezes_and_tells_both_zones(scene: Scene) -> None:
    opening = await scene.open(part := scene.say(WORDS))
    (await scene.console.post("/v1/fresh-keys", json={"compartment": PLACE})).raise_for_status()
    told = await scene.console.post("/v1/stop")
    assert told.json() == {"vault": True, "policy": False, "frozen": 1, "kept": True}
    assert scene.vault.frozen == [opening]
    [order] = scene.vault.orders
    given = check_order(order, scene.curator.pinned.directory)
    assert (given.order.target.kind, given.order.target.name) == (TargetKind.DEVICE, scene.curator.name)
    memory = scene.curator.memory
    assert (memory.openings, memory.waiting_keys, len(memory.rooms)) == ({}, {}, 0)
    assert not memory.rooms.is_readable(opening, part)


async def test_a_desk_that_is_stopped_opens_no_door_and_stays_so_over_a_start(scene: Scene) -> None:
    opening = await scene.open(part := scene.say(WORDS))
    await scene.console.post("/v1/stop")
    path = f"/v1/openings/{to_text(opening)}"
    for answer in (
        await scene.console.get("/v1/openings"),
        await scene.console.get(f"/v1/parts?compartment={PLACE}"),
        await scene.console.get(f"{path}/parts/{to_text(part)}"),
        await scene.console.post(f"{path}/join"),
        await scene.console.get("/v1/drafts"),
        await scene.console.get("/v1/reviews"),
    ):
        assert answer.status_code == 423, answer.request.url
        assert "desk-stopped" in answer.json()["type"]
    unsigned = httpx.AsyncClient(transport=scene.console._transport, base_url=scene.console.base_url)
    assert (await unsigned.get("/v1/openings")).status_code == 401
    again = Pinned(scene.curator.pinned._folder, scene.clock)
    assert is_stopped(replace(scene.curator, pinned=again))
    assert not is_stopped(scene.reviewer)


async def test_it_forgets_and_stops_though_no_zone_can_be_reached(scene: Scene) -> None:
    await scene.open(scene.say(WORDS))
    away = httpx.AsyncClient(transport=httpx.MockTransport(_down), base_url="http://away.test")
    told = await stop_this_desk(replace(scene.curator, vault=away, policy=away))
    assert (told.vault, told.policy, told.frozen) == (False, False, 0)
    assert len(scene.curator.memory.rooms) == 0
    assert is_stopped(scene.curator)


async def test_though_its_disk_takes_nothing_it_forgets_and_tells_the_others(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.open(scene.say(WORDS))

    def full(*_: object) -> None:
        raise OSError("full")

    with monkeypatch.context() as disk:
        disk.setattr(scene.curator.pinned, "take_orders", full)
        told = await stop_this_desk(scene.curator, OrderReason.COERCED)
        assert len(scene.curator.memory.rooms) == 0
        with suppress(PolicyUnreachable):
            await refresh_orders(scene.curator)
    assert not told.kept
    assert len(scene.vault.orders) == 1
    assert is_stopped(scene.curator), "as long as it runs"
    again = Pinned(scene.curator.pinned._folder, scene.clock)
    after_a_start = replace(scene.curator, pinned=again, memory=DeskMemory())
    assert not is_stopped(after_a_start), "which is why it is said"
    await refresh_orders(scene.curator)
    assert is_stopped(replace(after_a_start, pinned=Pinned(scene.curator.pinned._folder, scene.clock)))


async def test_what_could_not_be_told_is_told_at_the_next_look(scene: Scene) -> None:
    policy = _Policy()
    away = httpx.AsyncClient(transport=httpx.MockTransport(_down), base_url="http://away.test")
    await stop_this_desk(replace(scene.curator, vault=away, policy=away))
    await refresh_orders(replace(scene.curator, policy=policy.client()))
    assert policy.book.orders == scene.curator.pinned.orders.orders


async def test_a_desk_that_others_stopped_forgets_when_it_hears_of_it(scene: Scene) -> None:
    opening = await scene.open(scene.say(WORDS))
    other = _stopped_by_itself(scene.curator)
    await refresh_orders(replace(scene.curator, policy=_Policy(other).client()))
    assert opening not in scene.curator.memory.openings
    assert (await scene.console.get("/v1/openings")).status_code == 423


async def test_a_policy_zone_that_is_away_is_a_fault_unless_the_desk_is_stopped(scene: Scene) -> None:
    away = httpx.AsyncClient(transport=httpx.MockTransport(_down), base_url="http://away.test")
    world = replace(scene.curator, policy=away)
    with pytest.raises(PolicyUnreachable):
        await refresh_orders(world)
    await stop_this_desk(world)
    await refresh_orders(world)


async def test_what_is_stopped_stays_so_when_the_directory_has_ended(scene: Scene) -> None:
    await scene.console.post("/v1/stop")
    scene.clock.now += 1000 * 86_400
    assert is_stopped(scene.curator)
    assert not is_stopped(scene.reviewer)


async def test_nothing_is_stopped_before_anybody_says_so(scene: Scene) -> None:
    check_goes_on(scene.curator)


class _Policy:
    """A policy zone's door for orders, and nothing else."""

    def __init__(self, book: OrderBook | None = None) -> None:
        self.book = book or OrderBook()

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(self._answer), base_url="http://policy.test")

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.book = OrderBook.from_bytes(request.content)
            return httpx.Response(204)
        return httpx.Response(200, content=self.book.to_bytes())


def _down(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("down")


def _stopped_by_itself(world: World) -> OrderBook:
    return OrderBook(orders=(stopping._own_order(world, OrderReason.COERCED),))
