"""Start intake from its settings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated

from fastapi import FastAPI
from pydantic import Field

from protocol.primitives import SignKey, system_random
from server.database import open_engine, open_pool
from server.intake import tables
from server.intake.api import create_app
from server.intake.coalescer import demand_durable_database
from server.intake.demand import Demand, Demands
from server.intake.rounds import rounds
from server.intake.world import IntakeWorld
from server.pinned import Clock, Pinned
from server.rounds import running
from server.settings import DatabaseUrl, KeySeed, PinnedWithPolicy, ZoneSettings

WRITERS = 8
"""Connections to the database for what comes in."""


class Settings(ZoneSettings):
    """intake.toml. `authorities`: intake's names as the vault writes them; without any, host:port.

    `parts_a_day`, `posts_a_day`: what the vault takes in a day; where more comes, senders have more work to do.
    """

    pinned: PinnedWithPolicy
    sign_key: KeySeed
    writer_url: DatabaseUrl
    collector_url: DatabaseUrl
    authorities: tuple[str, ...] = ()
    parts_a_day: Annotated[int, Field(ge=1)] = 20_000
    posts_a_day: Annotated[int, Field(ge=1)] = 100_000


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[FastAPI]:
    async with AsyncExitStack() as stack:
        writer = await open_pool(settings.writer_url, connections=WRITERS)
        stack.push_async_callback(writer.close)
        await demand_durable_database(writer)
        collector = open_engine(settings.collector_url)
        stack.push_async_callback(collector.dispose)
        world = IntakeWorld(
            clock=clock,
            random=system_random,
            key=SignKey(bytes.fromhex(settings.sign_key.get_secret_value())),
            pinned=Pinned.of_its_zone(settings.pinned, clock),
            writer=writer,
            collector=collector,
            authorities=settings.authorities or (f"{settings.host}:{settings.port}",),
            demands=Demands(
                Demand(tables.parts, settings.parts_a_day),
                Demand(tables.posts, settings.posts_a_day),
            ),
        )
        async with running(rounds(world)):
            yield create_app(world)
