"""Somebody with every right on policy's database: they get pages, in anybody's name, and nothing that a paper gives.

They write whatever they like: passkeys of their own for everybody, sessions, invitations, recoveries that nobody spoke
for, bundles that they signed themselves. No report, no bundle in force and no approval comes of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from protocol.policy import NotEnoughAdministrators, SignedPolicy
from protocol.primitives import SignKey
from server.devices import DeviceAuth
from server.policy.accounts.tables import metadata
from server.policy.api import create_app
from server.policy.bundles import catch_up, take_newest
from tests.server.doors import routes_of
from tests.server.policy.authenticator import Authenticator, text_of
from tests.server.policy.staff_browser import Browser
from tests.server.policy.staff_world import ORIGIN, Staff
from tests.server.vault.vault_world import running_vault
from tests.worlds import TODAY, sign_bundle

pytestmark = pytest.mark.anyio
VICTIMS = ("dalia", "esteban", "auditor-chen", "custodian-xa-testimony-1", "curator-xa", "analyst-amara")


@dataclass
class Rogue:
    """Their own keys, a superuser's connection, and a browser."""

    staff: Staff
    database: asyncpg.Connection[Any]
    browser: Browser
    own_key: SignKey

    async def plant(self, person: str) -> Authenticator:
        """A passkey of the rogue's for somebody who was never invited."""
        key = self.staff.key(f"rogue for {person}")
        key.handle = hashlib.sha256(person.encode()).digest()
        await self.database.execute(
            "INSERT INTO accounts (person, handle, language) VALUES ($1, $2, 'en')", person, key.handle
        )
        await self.database.execute(
            "INSERT INTO passkeys VALUES ($1, $2, $3, 0, 'x', 0, NULL)", key.credential, person, key._public()
        )
        return key

    async def sign_in(self, key: Authenticator) -> dict[str, str]:
        """The cookies of that session."""
        self.browser.client.cookies.clear()
        await self.browser.go("/staff/sign-in")
        await self.browser.fill("/staff/sign-in", key)
        return dict(self.browser.client.cookies)

    def forged(self, version: int, **changes: Any) -> SignedPolicy:
        """A bundle of their own, under both administrators' names."""
        now = self.staff.world.pinned.policy
        bundle = now.contents.model_copy(update={"version": version, "previous": now.hash, **changes})
        return sign_bundle(bundle, {"dalia": self.own_key, "esteban": SignKey.new()})


@pytest.fixture
async def rogue(staff: Staff) -> AsyncIterator[Rogue]:
    database = await asyncpg.connect(staff.zone.databases.administrator("policy").get_secret_value())
    browser = Browser.at(create_app(staff.zone.world, staff.world))
    yield Rogue(staff, database, browser, SignKey.new())
    await browser.client.aclose()
    await database.close()


async def answers(app: FastAPI, host: str, cookies: dict[str, str], auth: httpx.Auth | None) -> dict[str, int]:
    """What every door of a zone says to them."""
    found = {}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url=f"https://{host}", cookies=cookies, auth=auth
    ) as client:
        for method, path in sorted(routes_of(app)):
            if method != "hidden":
                named = re.sub(r"\{[^}]*\}", "ab" * 32, path)
                found[f"{method} {path}"] = (await client.request(method, named)).status_code
    return found


async def test_a_planted_passkey_opens_pages_and_no_door_of_policy_or_the_vault(rogue: Rogue, tmp_path: Path) -> None:
    zone = rogue.staff.zone
    signing = DeviceAuth(rogue.own_key, rogue.own_key.public.hex(), zone.world.clock)
    async with running_vault(zone.consortium, zone.databases, tmp_path / "vault" / "pinned") as vault:
        for person in VICTIMS:
            cookies = await rogue.sign_in(await rogue.plant(person))
            assert person in rogue.browser.text, "they do get the pages"
            for app, host in ((create_app(zone.world), "policy.example"), (vault.app, "vault")):
                for auth in (None, signing):
                    said = await answers(app, host, cookies, auth)
                    assert said
                    assert set(said.values()) <= {401}, said


async def test_a_forged_bundle_in_the_history_or_the_file_never_comes_into_force(rogue: Rogue) -> None:
    zone = rogue.staff.zone
    await take_newest(zone.world)
    for version in (2, 2**32):
        forged = rogue.forged(version)
        row = (version, hashlib.sha256(forged.bundle).digest(), forged.to_bytes(), TODAY)
        await rogue.database.execute("INSERT INTO bundles VALUES ($1, $2, $3, $4)", *row)
        with pytest.raises(NotEnoughAdministrators):
            await catch_up(zone.restarted())
    zone.world.incoming.write_bytes(rogue.forged(2, collect_seconds=1).to_bytes())
    with pytest.raises(NotEnoughAdministrators):
        await take_newest(zone.world)
    assert zone.in_force() == 1
    assert zone.restarted().pinned.policy.contents.version == 1


async def test_no_row_makes_anybody_what_no_paper_says(rogue: Rogue) -> None:
    """A name that no paper has; and a role, which no column holds."""
    stranger = await rogue.plant("mallory")
    await rogue.sign_in(stranger)
    assert rogue.browser.page.status_code == 403
    await rogue.sign_in(await rogue.plant("analyst-amara"))
    page = await rogue.browser.go("/staff/people")
    assert page.status_code == 403
    columns = {column.name for name in ("accounts", "passkeys", "sessions") for column in metadata.tables[name].columns}
    assert not {name for name in columns if "role" in name or "compartment" in name or "administers" in name}


async def test_a_session_row_of_their_own_ends_with_the_papers_all_the_same(rogue: Rogue) -> None:
    await rogue.plant("analyst-amara")
    secret, now = b"s" * 32, int(rogue.staff.world.clock())
    row = (hashlib.sha256(secret).digest(), "analyst-amara", now, now)
    await rogue.database.execute("INSERT INTO sessions VALUES ($1, $2, $3, $4)", *row)
    rogue.browser.client.cookies.set("__Host-leeward-session", text_of(secret), domain=ORIGIN.removeprefix("https://"))
    await rogue.browser.go("/staff/")
    assert "analyst-amara" in rogue.browser.text
    rogue.staff.suspended.add("analyst-amara")
    await rogue.browser.go("/staff/")
    assert rogue.browser.page.url.path == "/staff/sign-in"
