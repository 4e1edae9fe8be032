"""Start the log from its settings: check the whole stored log first, and serve nothing if it does not hold."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from protocol.primitives import SignKey, system_random
from server.cross_origin import PageDoor, let_pages_in
from server.database import open_engine
from server.ledger.api import create_app
from server.ledger.rounds import rounds
from server.ledger.ticks import found
from server.ledger.whole_log import check_whole_log
from server.ledger.world import World
from server.pinned import Clock, Pinned
from server.rounds import running
from server.settings import DatabaseUrl, KeySeed, PeerUrl, PinnedWithPolicy, ZoneSettings

PAGE_DOORS = [
    PageDoor("GET", "/checkpoint"),
    PageDoor("GET", "/v1/consistency"),
    PageDoor("GET", "/v1/entries/[0-9a-f]{64}"),
]
"""What a custodian's page asks here (SPEC 18.3)."""


class Settings(ZoneSettings):
    """ledger.toml. `authorities`: the names devices write in their URLs; without any, host:port.

    `custodian_page_origins`: where the custodian's page is, for which the doors of PAGE_DOORS are to answer.
    """

    pinned: PinnedWithPolicy
    sign_key: KeySeed
    database_url: DatabaseUrl
    authorities: tuple[str, ...] = ()
    custodian_page_origins: tuple[PeerUrl, ...] = ()


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[FastAPI]:
    async with AsyncExitStack() as stack:
        engine = open_engine(settings.database_url)
        stack.push_async_callback(engine.dispose)
        world = World(
            clock=clock,
            random=system_random,
            engine=engine,
            pinned=Pinned.of_its_zone(settings.pinned, clock),
            sign_key=SignKey(bytes.fromhex(settings.sign_key.get_secret_value())),
            authorities=settings.authorities or (f"{settings.host}:{settings.port}",),
        )
        await found(world)
        await check_whole_log(world)
        await stack.enter_async_context(running(rounds(world)))
        app = create_app(world)
        let_pages_in(app, settings.custodian_page_origins, PAGE_DOORS)
        yield app
