"""Start the policy zone from its settings: the history is in line with the files before anyone is answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI
from pydantic import AfterValidator, Field

from protocol.directory import DeviceRole
from protocol.primitives import SignKey, system_random
from server.access_in_force import AccessInForce
from server.database import open_engine
from server.peers import peer
from server.pinned import Clock, Pinned
from server.policy.accounts.origin import ORIGIN
from server.policy.accounts.settings import issuers_client, staff_world
from server.policy.api import create_app
from server.policy.bundles import catch_up
from server.policy.errors import WrongPolicyKey
from server.policy.rounds import rounds
from server.policy.world import World
from server.rounds import running
from server.settings import DatabaseUrl, KeySeed, PeerUrl, PinnedFolder, ZoneSettings


def _in_a_folder(file: Path) -> Path:
    if file.is_dir() or not file.parent.is_dir():
        raise ValueError("not a file's name in a folder that is there")
    return file


class Settings(ZoneSettings):
    """policy.toml. `incoming`: the file as which administrators put a newer signed bundle; it need not be there yet.

    `pages`: where browsers find the staff's pages, such as https://staff.example.org; without it there are none.
    `organisation_secrets`: a folder with one private file for each organisation whose sign-in knows this zone by a
    secret, `<organisation>.secret`.
    """

    pinned: PinnedFolder
    sign_key: KeySeed
    database_url: DatabaseUrl
    ledger_url: PeerUrl
    incoming: Annotated[Path, AfterValidator(_in_a_folder)]
    authorities: tuple[str, ...] = ()
    pages: Annotated[str, Field(pattern=ORIGIN)] | None = None
    organisation_secrets: Path | None = None


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[FastAPI]:
    async with AsyncExitStack() as stack:
        database = open_engine(settings.database_url)
        key = SignKey(bytes.fromhex(settings.sign_key.get_secret_value()))
        ledger = peer(settings.ledger_url, key, clock)
        for end in (database.dispose, ledger.aclose):
            stack.push_async_callback(end)
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
        )
        # The round takes what is incoming: a file that does not hold keeps nobody from the bundle in force.
        await catch_up(world)
        staff = None
        if settings.pages is not None:
            issuers = await stack.enter_async_context(issuers_client())
            staff = staff_world(world, settings.pages, settings.organisation_secrets, issuers)
        await stack.enter_async_context(running(rounds(world, staff)))
        yield create_app(world, staff)
