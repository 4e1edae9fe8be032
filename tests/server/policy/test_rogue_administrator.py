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

from protocol.directory import DeviceRole
from protocol.ledger import check_commitment
from protocol.orders import Office, OrderBook, TargetKind, sign_order
from protocol.policy import NotEnoughAdministrators, SignedPolicy
from protocol.primitives import SignKey
from server.devices import DeviceAuth
from server.policy.accounts.tables import metadata
from server.policy.api import create_app
from server.policy.bundles import catch_up, take_newest
from server.policy.log_entries import log_once
from server.vault.errors import WrongAnswer
from server.vault.from_policy import refresh_policy
from tests.orders import book, by_administrators, stop
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


async def empty_every_table(rogue: Rogue) -> None:
    for table in reversed(metadata.sorted_tables):
        await rogue.database.execute(f"DELETE FROM {table.name}")


async def test_with_every_table_emptied_the_papers_stay_in_force_and_what_was_stopped_stays_stopped(
    rogue: Rogue,
) -> None:
    zone, dalia = rogue.staff.zone, rogue.staff.zone.consortium.administrators["dalia"]
    zone.bring(2)
    await take_newest(zone.world)
    order = by_administrators(zone.consortium, stop(TargetKind.PERSON, "analyst-amara"), "dalia")
    assert (await zone.bring_orders(dalia, order)).status_code == 204
    await empty_every_table(rogue)
    # Nothing of it is seen by a zone that goes on, nor by one that starts again.
    for world in (zone.world, zone.restarted()):
        await take_newest(world)
        assert world.pinned.policy.contents.version == 2
        assert world.pinned.standing.suspended(TargetKind.PERSON, "analyst-amara")
    vault = await zone.ask(zone.consortium.devices[DeviceRole.VAULT], "/v1/orders")
    assert OrderBook.from_bytes(vault.content) == book(order)


async def test_what_they_took_of_a_policy_before_the_log_had_it_is_told_again_at_the_next_round(rogue: Rogue) -> None:
    """Each round notes the policy in force anew: to keep it out of the log they must come back every few seconds."""
    zone = rogue.staff.zone
    zone.bring(2)
    await take_newest(zone.world)
    await rogue.database.execute("DELETE FROM log_entries")
    await take_newest(zone.world)
    await log_once(zone.world)
    kept = await zone.rows("SELECT leaf, entry, r FROM log_entries")
    subjects = {check_commitment(row["leaf"], row["entry"], row["r"]).subject for row in kept}
    assert zone.world.pinned.policy.hash in subjects
    assert {row["leaf"] for row in kept} <= set(zone.told)


async def test_an_older_history_put_in_its_place_brings_no_older_policy_back(rogue: Rogue) -> None:
    zone = rogue.staff.zone
    await take_newest(zone.world)
    before = [dict(row) for row in await zone.rows("SELECT * FROM bundles")]
    zone.bring(2)
    await take_newest(zone.world)
    zone.world.incoming.unlink()
    await rogue.database.execute("DELETE FROM bundles")
    for row in before:
        await rogue.database.execute("INSERT INTO bundles VALUES ($1, $2, $3, $4)", *row.values())
    for world in (zone.world, zone.restarted()):
        await take_newest(world)
        assert world.pinned.policy.contents.version == 2


async def test_the_vault_takes_nothing_that_the_rogue_s_policy_zone_hands_out(rogue: Rogue, tmp_path: Path) -> None:
    """With its machine too: bundles of their own, an order nobody gave, and a page that is none."""
    zone = rogue.staff.zone
    async with running_vault(zone.consortium, zone.databases, tmp_path / "vault" / "pinned") as vault:
        for forged in (rogue.forged(2), rogue.forged(2**32, collect_seconds=1)):
            vault.policy.answer = forged.to_bytes()
            with pytest.raises(WrongAnswer):
                await refresh_policy(vault.world)
        assert vault.world.pinned.policy.contents.version == 1
        order = stop(TargetKind.COMPARTMENT, "xa-testimony")
        nobodys = book(sign_order(order, Office.ADMINISTRATOR, "dalia", rogue.own_key))
        assert not vault.world.pinned.take_orders(nobodys.orders)
        assert not vault.world.pinned.standing.stopped
