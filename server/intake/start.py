"""Start intake from its settings."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI
from pydantic import AfterValidator, Field

from protocol.primitives import SignKey, system_random
from server.cross_origin import PageDoor, let_pages_in
from server.database import open_engine, open_pool
from server.intake import tables
from server.intake.api import create_app
from server.intake.coalescer import demand_durable_database
from server.intake.demand import Demand, Demands
from server.intake.page import InstalledPage, read_installed
from server.intake.rounds import rounds
from server.intake.world import IntakeWorld
from server.pinned import Clock, Pinned
from server.quiet_log import Event, say
from server.rounds import running
from server.settings import DatabaseUrl, KeySeed, PeerUrl, PinnedWithPolicy, ZoneSettings

WRITERS = 8
"""Connections to the database for what comes in."""


def _folder(page: Path | None) -> Path | None:
    if page is not None and not page.is_dir():
        raise ValueError("not a folder")
    return page


def _onion(address: str | None) -> str | None:
    """Tor's rend-spec-v3 §6: key, two bytes of a checksum, version. One wrong letter would lead people elsewhere."""
    if address is None:
        return None
    name = re.fullmatch(r"http://([a-z2-7]{56})\.onion", address)
    raw = base64.b32decode(name[1].upper()) if name else bytes(35)
    key, check, version = raw[:32], raw[32:34], raw[34:]
    if version != b"\3" or hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2] != check:
        raise ValueError("not the address of an onion service: http://, 56 letters and digits, .onion")
    return address


class PageEvent(Event):
    """What the start says of the page."""

    UNPROVED = "the-page-is-served-without-a-record-that-proves-it"


PAGE_DOORS = [PageDoor("GET", "/v1/directory"), PageDoor("GET", "/v1/checkpoint")]
"""What a custodian's page asks here (SPEC 18.3)."""


class Settings(ZoneSettings):
    """intake.toml. `authorities`: intake's names as the vault writes them; without any, host:port.

    `custodian_page_origins`: where the custodian's page is, for which the doors of PAGE_DOORS are to answer.

    `parts_a_day`, `posts_a_day`: what the vault takes in a day; where more comes, senders have more work to do.
    `page`: a folder that `leeward web install` made; without one, no page is served. `onion`: the address of intake's
    onion service, told to browsers that come by another name.
    """

    pinned: PinnedWithPolicy
    sign_key: KeySeed
    writer_url: DatabaseUrl
    collector_url: DatabaseUrl
    authorities: tuple[str, ...] = ()
    custodian_page_origins: tuple[PeerUrl, ...] = ()
    parts_a_day: Annotated[int, Field(ge=1)] = 20_000
    posts_a_day: Annotated[int, Field(ge=1)] = 100_000
    page: Annotated[Path | None, AfterValidator(_folder)] = None
    onion: Annotated[str | None, AfterValidator(_onion)] = None


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[FastAPI]:
    async with AsyncExitStack() as stack:
        writer = await open_pool(settings.writer_url, connections=WRITERS)
        stack.push_async_callback(writer.close)
        await demand_durable_database(writer)
        collector = open_engine(settings.collector_url)
        stack.push_async_callback(collector.dispose)
        pinned = Pinned.of_its_zone(settings.pinned, clock)
        world = IntakeWorld(
            clock=clock,
            random=system_random,
            key=SignKey(bytes.fromhex(settings.sign_key.get_secret_value())),
            pinned=pinned,
            writer=writer,
            collector=collector,
            authorities=settings.authorities or (f"{settings.host}:{settings.port}",),
            demands=Demands(
                Demand(tables.parts, settings.parts_a_day),
                Demand(tables.posts, settings.posts_a_day),
            ),
            page=_page(settings.page, pinned) if settings.page else None,
            onion=settings.onion,
        )
        async with running(rounds(world)):
            app = create_app(world)
            let_pages_in(app, settings.custodian_page_origins, PAGE_DOORS)
            yield app


def _page(folder: Path, pinned: Pinned) -> InstalledPage:
    """A page without a proof is served all the same: the proof may come after the log's next tick."""
    installed = read_installed(folder, pinned)
    if not installed.is_proved:
        say(PageEvent.UNPROVED, logging.WARNING)
    return installed
