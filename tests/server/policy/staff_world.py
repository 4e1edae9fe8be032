"""Accounts over a real database, with software authenticators: who is invited, signs in and steps up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import httpx

from protocol.policy import PolicyBundle
from protocol.primitives import system_random
from server.pages.origin import Origin
from server.policy.accounts import sessions, sign_in, step_up
from server.policy.accounts.invitations import ask_for_passkey, invite, look_at, register
from server.policy.accounts.people import PeopleInForce
from server.policy.accounts.sessions import Session
from server.policy.accounts.step_up import Act
from server.policy.accounts.tickets import Tickets
from server.policy.accounts.tries import Tries
from server.policy.accounts.world import StaffWorld
from server.policy.bundles import take_newest
from tests.server.policy.authenticator import Authenticator
from tests.server.policy.test_policy_zone import Zone
from tests.worlds import sign_bundle

ORIGIN = "https://staff.example.org"
BROWSER = b"this browser"


@dataclass
class Staff:
    """The zone, and everybody's authenticators by person."""

    zone: Zone
    world: StaffWorld
    suspended: set[str]
    keys: dict[str, Authenticator] = field(default_factory=dict)

    async def registered(self, person: str, key: Authenticator | None = None) -> Authenticator:
        """Somebody who was invited and came."""
        await self.accept(await invite(self.world, person), key or self.key(person))
        return self.keys[person]

    def key(self, person: str, **how: Any) -> Authenticator:
        self.keys[person] = Authenticator(ORIGIN, name=f"{person} {len(self.keys)}", **how)
        return self.keys[person]

    async def accept(self, code: str, key: Authenticator) -> str:
        ticket, options = await ask_for_passkey(self.world, await look_at(self.world, code), BROWSER)
        return await register(self.world, code, ticket.text, BROWSER, key.create(options), "a key")

    async def sign_in(self, key: Authenticator) -> str:
        ticket, options = sign_in.ask(self.world, BROWSER)
        return await sign_in.sign_in(self.world, ticket.text, BROWSER, key.get(options))

    async def session(self, person: str) -> Session:
        key = self.keys.get(person) or await self.registered(person)
        return await sessions.find(self.world, await self.sign_in(key))

    async def step_up(self, session: Session, act: Act) -> None:
        asked = await step_up.ask(self.world, session, act)
        await step_up.approve(self.world, session, act, asked.nonce, self.keys[session.person].get(asked.options))

    async def take(self, change: Any) -> None:
        """A newer bundle comes into force."""
        now = self.world.pinned.policy
        bundle = change(now.contents).model_copy(update={"version": now.contents.version + 1, "previous": now.hash})
        signed = sign_bundle(bundle, self.zone.consortium.administrators)
        self.zone.world.incoming.write_bytes(signed.to_bytes())
        await take_newest(self.zone.world)

    async def let_go(self, person: str) -> None:
        def without(bundle: PolicyBundle) -> PolicyBundle:
            return bundle.model_copy(update={"staff": tuple(one for one in bundle.staff if one.person != person)})

        await self.take(without)

    async def rows(self, table: str) -> list[dict[str, Any]]:
        return [dict(row) for row in await self.zone.rows(f"SELECT * FROM {table}")]


def make_staff(zone: Zone) -> Staff:
    suspended = set[str]()
    clock = zone.world.clock
    world = StaffWorld(
        clock=clock,
        random=system_random,
        pinned=zone.world.pinned,
        access=zone.world.access,
        database=zone.world.database,
        origin=Origin(ORIGIN),
        named=PeopleInForce(zone.world.pinned, clock),
        suspended=suspended.__contains__,
        tickets=Tickets(clock, system_random),
        tries=Tries(clock),
        issuers=httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(404))),
        zone=zone.world,
    )
    return Staff(zone, world, suspended)


def at(staff: Staff, origin: str) -> Staff:
    return replace(staff, world=replace(staff.world, origin=Origin(origin)))
