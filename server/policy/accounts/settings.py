"""The staff's world from the zone's own: for start.py, and for what is typed on the zone's machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
from pydantic import SecretStr

from protocol.orders import TargetKind
from server.pages.origin import Origin
from server.policy.accounts.people import PeopleInForce
from server.policy.accounts.tickets import Tickets
from server.policy.accounts.tries import Tries
from server.policy.accounts.world import StaffWorld
from server.policy.notices.ways import Ways
from server.policy.world import World
from server.settings import read_secret

SECONDS = 10.0
"""Patience with an organisation's sign-in, for each piece of an answer."""
_NAME = re.compile(r"[a-z0-9][a-z0-9.\-]{0,47}")


def issuers_client() -> httpx.AsyncClient:
    """Takes nothing from the environment, and goes nowhere that it is not told to."""
    return httpx.AsyncClient(timeout=SECONDS, trust_env=False, follow_redirects=False)


def staff_world(
    world: World, origin: str, secrets: Path | None, issuers: httpx.AsyncClient, ways: Ways | None = None
) -> StaffWorld:
    """`origin`: where browsers find the pages; `secrets`: the folder of organisations' secrets."""
    return StaffWorld(
        clock=world.clock,
        random=world.random,
        pinned=world.pinned,
        access=world.access,
        database=world.database,
        origin=Origin(origin),
        named=PeopleInForce(world.pinned, world.clock),
        suspended=lambda person: world.pinned.standing.suspended(TargetKind.PERSON, person),
        tickets=Tickets(world.clock, world.random),
        tries=Tries(world.clock),
        issuers=issuers,
        zone=world,
        secrets=_secrets_in(secrets),
        ways=ways or Ways(),
    )


def _secrets_in(folder: Path | None) -> Callable[[str], SecretStr | None]:
    """Read when it is used, so that a new one needs no restart. Raises SettingsError where others can read it."""

    def secret(organisation: str) -> SecretStr | None:
        if folder is None or not _NAME.fullmatch(organisation):
            return None
        file = folder / f"{organisation}.secret"
        return read_secret(file) if file.exists() else None

    return secret
