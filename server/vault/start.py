"""Start the vault from its settings: both of its keys must be the directory's, or nothing is served."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI
from pydantic import Field

from protocol.directory import DeviceRole
from protocol.primitives import SealKey, SignKey, system_random
from server.cross_origin import PageDoor, let_pages_in
from server.database import open_engine
from server.peers import peer
from server.pinned import Clock, Pinned
from server.rounds import running
from server.settings import DatabaseUrl, KeySeed, PeerUrl, PinnedFolder, ZoneSettings
from server.vault.api import create_app
from server.vault.collecting.room import MIB, Bounds, Room
from server.vault.journal import Journal
from server.vault.rounds import rounds
from server.vault.wishes.replaying import catch_up
from server.vault.world import World

PAGE_DOORS = [
    PageDoor("GET", "/v1/openings"),
    PageDoor("GET", "/v1/orders"),
    PageDoor("POST", "/v1/approvals"),
    PageDoor("POST", "/v1/openings/[0-9a-f]{64}/freeze"),
]
"""What a custodian's page asks here (SPEC 18.3)."""


class Settings(ZoneSettings):
    """vault.toml. `authorities`: the names devices write in their URLs; without any, host:port.

    `journal`: the folder from which a restored database hears what it missed; `journal_copy`: the same elsewhere.
    `custodian_page_origins`: where the custodian's page is, for which the doors of PAGE_DOORS are to answer.

    `mailbox_seconds`: how often all mailboxes are made anew; what is said to sources is no newer than that.

    `most_parts_a_day`, `most_mib_a_day`: what intake can make the vault keep in one day, whoever holds intake.
    """

    pinned: PinnedFolder
    sign_key: KeySeed
    seal_key: KeySeed
    collector_url: DatabaseUrl
    keeper_url: DatabaseUrl
    openings_url: DatabaseUrl
    clearances_url: DatabaseUrl
    log_url: DatabaseUrl
    intake_url: PeerUrl
    ledger_url: PeerUrl
    policy_url: PeerUrl
    journal: Path
    journal_copy: Path | None = None
    authorities: tuple[str, ...] = ()
    custodian_page_origins: tuple[PeerUrl, ...] = ()
    most_parts_a_day: Annotated[int, Field(ge=100)] = Bounds().a_day.parts
    mailbox_seconds: Annotated[int, Field(ge=1, le=86_400)] = 6 * 3600
    most_mib_a_day: Annotated[int, Field(ge=64)] = Bounds().a_day.size // MIB

    def journals(self) -> tuple[Path, ...]:
        return (self.journal,) if self.journal_copy is None else (self.journal, self.journal_copy)

    def bounds(self) -> Bounds:
        return Bounds(a_day=Room(self.most_parts_a_day, self.most_mib_a_day * MIB))


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[FastAPI]:
    async with AsyncExitStack() as stack:
        world = await open_world(settings, clock, stack)
        await catch_up(world)
        await stack.enter_async_context(running(rounds(world)))
        app = create_app(world)
        let_pages_in(app, settings.custodian_page_origins, PAGE_DOORS)
        yield app


def vault_keys(pinned: Pinned) -> frozenset[bytes]:
    """Every one that a directory trusted here names for the vault."""
    return frozenset(
        device.sign_key
        for directory in pinned.directories
        for device in directory.contents.devices
        if device.role is DeviceRole.VAULT
    )


async def open_world(settings: Settings, clock: Clock, stack: AsyncExitStack) -> World:
    """Everything of the vault but its doors and rounds, closed with `stack`; for the command line too."""
    urls = (
        settings.collector_url,
        settings.keeper_url,
        settings.openings_url,
        settings.clearances_url,
        settings.log_url,
    )
    engines = [open_engine(url) for url in urls]
    for engine in engines:
        stack.push_async_callback(engine.dispose)
    collector, keeper, openings, clearances, log = engines
    sign_key = SignKey(bytes.fromhex(settings.sign_key.get_secret_value()))
    intake, ledger, policy = [
        await stack.enter_async_context(peer(url, sign_key, clock))
        for url in (settings.intake_url, settings.ledger_url, settings.policy_url)
    ]
    pinned = Pinned.of_its_zone(settings.pinned, clock)
    return World(
        clock=clock,
        random=system_random,
        collector=collector,
        keeper=keeper,
        openings=openings,
        clearances=clearances,
        log=log,
        pinned=pinned,
        seal_key=SealKey(bytes.fromhex(settings.seal_key.get_secret_value())),
        sign_key=sign_key,
        intake=intake,
        ledger=ledger,
        policy=policy,
        journal=Journal(settings.journals(), sign_key, lambda: vault_keys(pinned)),
        authorities=settings.authorities or (f"{settings.host}:{settings.port}",),
        bounds=settings.bounds(),
        mailbox_seconds=settings.mailbox_seconds,
    )
