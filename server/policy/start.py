"""Start the policy zone from its settings: the history is in line with the files before anyone is answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from protocol.directory import DeviceRole
from protocol.primitives import SignKey, system_random
from server.access_in_force import AccessInForce
from server.cross_origin import PageDoor, let_pages_in
from server.database import open_engine
from server.peers import peer
from server.pinned import Clock, Pinned
from server.policy.accounts.settings import issuers_client, staff_world
from server.policy.api import create_app
from server.policy.bundles import catch_up
from server.policy.custodian_page import OwnHost, read_page
from server.policy.errors import WrongPolicyKey
from server.policy.notices.settings import ways_of
from server.policy.rounds import rounds
from server.policy.settings import Settings
from server.policy.world import World
from server.rounds import running


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[FastAPI]:
    async with AsyncExitStack() as stack:
        database = open_engine(settings.database_url)
        key = SignKey(bytes.fromhex(settings.sign_key.get_secret_value()))
        ledger = peer(settings.ledger_url, key, clock)
        for end in (database.dispose, ledger.aclose):
            stack.push_async_callback(end)
        vault = None
        if settings.vault_url is not None:
            vault = await stack.enter_async_context(peer(settings.vault_url, key, clock))
        pinned = Pinned.of_its_zone(settings.pinned, clock)
        if pinned.directory.device_key(DeviceRole.POLICY) != key.public:
            raise WrongPolicyKey
        world = World(
            clock=clock,
            random=system_random,
            pinned=pinned,
            access=AccessInForce(pinned),
            database=database,
            ledger=ledger,
            incoming=settings.incoming,
            authorities=settings.authorities or (f"{settings.host}:{settings.port}",),
            vault=vault,
        )
        # The round takes what is incoming: a file that does not hold keeps nobody from the bundle in force.
        await catch_up(world)
        staff = None
        if settings.pages is not None:
            issuers = await stack.enter_async_context(issuers_client())
            ways = ways_of(settings)
            if ways.hooks is not None:
                stack.push_async_callback(ways.hooks.client.aclose)
            staff = staff_world(world, settings.pages, settings.organisation_secrets, issuers, ways)
        await stack.enter_async_context(running(rounds(world, staff)))
        app = create_app(world, staff)
        doors = [PageDoor("GET", "/v1/policies"), PageDoor("GET", "/v1/orders"), PageDoor("POST", "/v1/heartbeats")]
        let_pages_in(app, settings.custodian_page_origins, doors)
        if settings.custodian_page and settings.custodian_page_host:
            files = read_page(settings.custodian_page, settings.custodian_page_doors)
            app.add_middleware(OwnHost, files=files, authority=settings.custodian_page_host)
        yield app
