"""A release zone on a real PostgreSQL, with neighbours that can fall silent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from protocol.crossings import CBOR
from protocol.directory import DeviceRole
from protocol.policy import Person, PolicyBundle, Role
from protocol.primitives import SignKey
from server.access_in_force import AccessInForce
from server.database import open_engine
from server.devices import DeviceAuth
from server.pinned import Pinned
from server.release.api import create_app
from server.release.epochs import hold_epoch
from server.release.log_entries import log_once
from server.release.world import World
from tests.conftest import Databases
from tests.server.release.handed_over import COMPARTMENT, HandedOver
from tests.server.release.neighbours import Log, PolicyZone, Vault
from tests.worlds import Clock, Consortium, make_consortium, seeded

ADDRESS = "release.example"
CEDAR = Path(__file__).parents[3] / "server/policy/cedar"
BASE_RULES = ((CEDAR / "schema.cedarschema").read_text(), (CEDAR / "base.cedar").read_text())


@dataclass
class Zone:
    """Release, and everyone who knocks there."""

    consortium: Consortium
    clock: Clock
    world: World
    app: FastAPI
    vault: Vault
    log: Log
    policy: PolicyZone
    administrator: SecretStr
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    def of(self, key: SignKey) -> httpx.AsyncClient:
        """A client that signs with this key."""
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app),
            base_url=f"https://{ADDRESS}",
            auth=DeviceAuth(key, key.public.hex(), self.clock),
        )
        self.clients.append(client)
        return client

    async def hand_over(self, handed: HandedOver, key: SignKey | None = None) -> httpx.Response:
        curator = key or self.consortium.desks[COMPARTMENT][0].sign_key
        body = handed.submission().to_bytes()
        return await self.of(curator).post("/v1/summaries", content=body, headers={"content-type": CBOR})

    async def epoch(self) -> None:
        """The log does its part, then the epoch is held."""
        await log_once(self.world)
        await hold_epoch(self.world)

    async def released(self, *several: HandedOver) -> list[dict[str, Any]]:
        """Hand over, hold an epoch, and read as an analyst of the consortium."""
        for handed in several:
            assert (await self.hand_over(handed)).json()["state"] == "waiting"
        await self.epoch()
        return await self.read()

    async def read(self, name: str = "analyst-amara", query: str = "") -> list[dict[str, Any]]:
        answer = await self.of(self.consortium.staff[name]).get(f"/v1/summaries{query}")
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["summaries"]
        return found

    async def rows(self, statement: str) -> Sequence[asyncpg.Record]:
        """What is really in the database, as its superuser sees it."""
        connection = await asyncpg.connect(self.administrator.get_secret_value())
        try:
            return await connection.fetch(statement)
        finally:
            await connection.close()

    def change_policy(self, change: Callable[[PolicyBundle], PolicyBundle]) -> None:
        """The next version comes into force at release."""
        held = self.world.pinned.policy
        follows = {"version": held.contents.version + 1, "previous": held.hash}
        signed = self.consortium.resign_policy(lambda _: change(held.contents).model_copy(update=follows))
        self.world.pinned.replace_policy(signed.to_bytes())

    def add_rule(self, rule: str) -> None:
        """One more rule among the access rules."""
        self.change_policy(
            lambda bundle: bundle.model_copy(update={"cedar_policies": f"{bundle.cedar_policies}\n{rule}\n"})
        )

    def hire(self, name: str, **fields: Any) -> SignKey:
        """A new member of staff, an analyst of the task force unless said otherwise; their key."""
        key = SignKey.new(seeded(name))
        person = {
            "person": name,
            "organisation": "consortium",
            "roles": (Role.ANALYST,),
            "compartments": ("xa-testimony",),
            "audience": 1,
        }
        member = Person(**(person | fields), sign_key=key.public)
        self.change_policy(lambda bundle: bundle.model_copy(update={"staff": (*bundle.staff, member)}))
        return key


@pytest.fixture(scope="session")
def consortium() -> Consortium:
    return make_consortium(cedar=BASE_RULES)


@pytest.fixture
def handed(consortium: Consortium) -> HandedOver:
    return HandedOver(consortium)


@pytest.fixture
async def zone(consortium: Consortium, databases: Databases, tmp_path: Path) -> AsyncIterator[Zone]:
    async with running_release(consortium, databases, tmp_path / "pinned") as running:
        yield running


@asynccontextmanager
async def running_release(consortium: Consortium, databases: Databases, folder: Path) -> AsyncIterator[Zone]:
    clock, urls = Clock(), databases.of("release")
    pinned = Pinned(consortium.write_pinned(folder), clock)
    key = consortium.devices[DeviceRole.RELEASE]
    auth = DeviceAuth(key, key.public.hex(), clock)
    vault, log, policy = Vault(), Log(consortium=consortium), PolicyZone(bundle=consortium.signed_policy.to_bytes())
    world = World(
        clock=clock,
        random=seeded("release"),
        pinned=pinned,
        publisher=open_engine(urls["release_publisher"]),
        reader=open_engine(urls["release_reader"]),
        vault=vault.client(auth, "vault"),
        ledger=log.client(auth, "ledger"),
        policy=policy.client(auth, "policy"),
        access=AccessInForce(pinned),
        authorities={ADDRESS},
    )
    zone = Zone(consortium, clock, world, create_app(world), vault, log, policy, databases.administrator("release"))
    yield zone
    for client in (*zone.clients, world.vault, world.ledger, world.policy):
        await client.aclose()
    await world.publisher.dispose()
    await world.reader.dispose()
