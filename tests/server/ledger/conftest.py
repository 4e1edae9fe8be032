"""A log of a made-up consortium on real PostgreSQL, and devices that write to it."""

from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from protocol.directory import DeviceRole
from protocol.policy import LogRules
from protocol.primitives import SignKey
from server.database import open_engine
from server.devices import DeviceAuth
from server.ledger.api import create_app
from server.ledger.ticks import found
from server.ledger.world import World
from server.pinned import Pinned
from tests.worlds import Clock, Consortium, make_consortium, seeded

CEDAR = Path(__file__).parents[3] / "server/policy/cedar"
BASE_RULES = ((CEDAR / "schema.cedarschema").read_text(), (CEDAR / "base.cedar").read_text())
CONSORTIUM = make_consortium(log=LogRules(tick_seconds=1, leaves_per_tick=4), cedar=BASE_RULES)


@dataclass
class Log:
    world: World
    clock: Clock
    consortium: Consortium

    def caller(self, key: SignKey) -> httpx.AsyncClient:
        auth = DeviceAuth(key, key.public.hex(), self.clock)
        return httpx.AsyncClient(transport=self._transport(), base_url="http://log", auth=auth)

    def anyone(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=self._transport(), base_url="http://log")

    def writer(self) -> httpx.AsyncClient:
        return self.caller(self.consortium.devices[DeviceRole.VAULT])

    def _transport(self) -> httpx.ASGITransport:
        return httpx.ASGITransport(app=self.app)

    def __post_init__(self) -> None:
        self.app = create_app(self.world)
        # What was signed before the door opened is refused; the next second is after it.
        self.clock.now += 1


@asynccontextmanager
async def opened_log(databases, folder, consortium=CONSORTIUM):
    """A log on the test's database, for whichever consortium."""
    clock = Clock()
    engine = open_engine(databases.of("ledger")["ledger_runtime"])
    world = World(
        clock=clock,
        random=seeded("log"),
        engine=engine,
        pinned=Pinned(consortium.write_pinned(folder / "pinned"), clock),
        sign_key=consortium.devices[DeviceRole.LEDGER],
        authorities=("log",),
    )
    await found(world)
    yield Log(world, clock, consortium)
    await engine.dispose()


@pytest.fixture
async def log(databases, tmp_path):
    async with opened_log(databases, tmp_path) as opened:
        yield opened
