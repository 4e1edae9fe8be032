"""Start release from its settings, its rounds with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from protocol.directory import DeviceRole
from protocol.primitives import SignKey, system_random
from server.access_in_force import AccessInForce
from server.database import open_engine
from server.peers import peer
from server.pinned import Clock, Pinned
from server.release.api import create_app
from server.release.errors import WrongReleaseKey
from server.release.rounds import rounds
from server.release.world import World
from server.rounds import running
from server.settings import DatabaseUrl, KeySeed, PeerUrl, PinnedFolder, ZoneSettings


class Settings(ZoneSettings):
    """release.toml. `authorities`: release's names as devices write them; without any, host:port."""

    pinned: PinnedFolder
    sign_key: KeySeed
    publisher_url: DatabaseUrl
    reader_url: DatabaseUrl
    vault_url: PeerUrl
    ledger_url: PeerUrl
    policy_url: PeerUrl
    authorities: tuple[str, ...] = ()


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[FastAPI]:
    async with AsyncExitStack() as stack:
        publisher, reader = open_engine(settings.publisher_url), open_engine(settings.reader_url)
        key = SignKey(bytes.fromhex(settings.sign_key.get_secret_value()))
        peers = [peer(url, key, clock) for url in (settings.vault_url, settings.ledger_url, settings.policy_url)]
        for end in (publisher.dispose, reader.dispose, *(one.aclose for one in peers)):
            stack.push_async_callback(end)
        vault, ledger, policy = peers
        pinned = Pinned.of_its_zone(settings.pinned, clock)
        if pinned.directory.device_key(DeviceRole.RELEASE) != key.public:
            raise WrongReleaseKey
        world = World(
            clock=clock,
            random=system_random,
            pinned=pinned,
            access=AccessInForce(pinned),
            publisher=publisher,
            reader=reader,
            vault=vault,
            ledger=ledger,
            policy=policy,
            authorities=settings.authorities or (f"{settings.host}:{settings.port}",),
        )
        await stack.enter_async_context(running(rounds(world)))
        yield create_app(world)
