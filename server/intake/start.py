"""Start intake from its settings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from protocol.primitives import SignKey, system_random
from server.database import open_engine, open_pool
from server.intake.api import create_app
from server.intake.world import IntakeWorld
from server.pinned import Clock, Pinned
from server.settings import DatabaseUrl, KeySeed, PinnedWithPolicy, ZoneSettings

WRITERS = 8
"""Connections to the database for what comes in."""


class Settings(ZoneSettings):
    """intake.toml. `authorities`: intake's names as the vault writes them; without any, host:port."""

    pinned: PinnedWithPolicy
    sign_key: KeySeed
    writer_url: DatabaseUrl
    collector_url: DatabaseUrl
    authorities: tuple[str, ...] = ()


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[FastAPI]:
    async with AsyncExitStack() as stack:
        writer = await open_pool(settings.writer_url, connections=WRITERS)
        stack.push_async_callback(writer.close)
        collector = open_engine(settings.collector_url)
        stack.push_async_callback(collector.dispose)
        yield create_app(
            IntakeWorld(
                clock=clock,
                random=system_random,
                key=SignKey(bytes.fromhex(settings.sign_key.get_secret_value())),
                pinned=Pinned(settings.pinned, clock),
                writer=writer,
                collector=collector,
                authorities=settings.authorities or (f"{settings.host}:{settings.port}",),
            )
        )
