"""An auditor who wants more than to look: with a session, a passkey and their own key, at every page and door.

They read what they are meant to read, and get nothing of it about sources, however often they come and whatever they
subtract. They act, sign and approve nothing.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from clients.orders.giving import as_text
from protocol.activity import Told
from protocol.crossings import CBOR
from protocol.ids import day_of, days_of_week, week_of
from protocol.orders import Office, TargetKind, sign_order
from server.devices import DeviceAuth
from server.policy.accounts.step_up import ActKind
from server.policy.api import create_app
from server.policy.staff_pages.doors import SHOWN, TAKEN
from server.vault.to_policy import tell_policy
from tests.orders import by_administrators, stop
from tests.server.policy.staff_browser import Browser
from tests.server.policy.staff_world import Staff
from tests.server.policy.test_rogue_administrator import answers
from tests.server.policy.test_staff_pages import ACTS, APPROVED, signed_in
from tests.server.vault.vault_world import VaultWorld, running_vault

pytestmark = pytest.mark.anyio
AUDITOR = "auditor-chen"
OVERSIGHT = ("people", "devices", "compartments", "partners", "orders", "policies", "activity")
ABOUT_POLICIES = ("policy", "proposals")
ABOUT_CUSTODIANS = ("custodians", "rota")
OF_ONE_PROPOSAL = {f"/staff/proposals/{one}" for one in ("one", "file", "settings", "rules", "entries")}
TOPICS = (*OVERSIGHT, "seats", "stopped", "batches", "policy-changes", "consortium")


@pytest.fixture
async def browser(staff: Staff) -> AsyncIterator[Browser]:
    opened = Browser.at(create_app(staff.zone.world, staff.world))
    await signed_in(opened, staff, AUDITOR)
    yield opened
    await opened.client.aclose()


async def test_a_malicious_auditor_is_offered_no_act_and_every_act_they_send_is_refused(
    staff: Staff, browser: Browser
) -> None:
    consortium = staff.zone.consortium
    good_order = as_text(by_administrators(consortium, stop(TargetKind.PERSON, "dalia"), "dalia", "esteban"))
    token = browser.form("/staff/sign-out").fields["token"]
    for place in (*OVERSIGHT, *ABOUT_POLICIES, *ABOUT_CUSTODIANS):
        page = await browser.go(f"/staff/{place}{'?compartment=xa-testimony' if place == 'rota' else ''}")
        assert page.status_code == 200
        assert set(re.findall(r'<form method="post" action="([^"]+)"', page.text)) == {"/staff/sign-out"}, place
    own = {ActKind.ADD_PASSKEY, ActKind.REMOVE_PASSKEY, ActKind.CHOOSE_NOTICES, ActKind.CHANGE_ADDRESS}
    others = set(ActKind) - own
    for kind in others:
        for subject in ("dalia", "analyst-amara", AUDITOR, "ab" * 32, good_order):
            form = {"token": token, "kind": kind.value, "subject": subject}
            assert (await browser.send(ACTS, form)).status_code == 403, (kind, subject[:40])
            answer = {"nonce": "A" * 44, "response": "{}"}
            assert (await browser.send(APPROVED, form | answer)).status_code == 403, kind
    theirs = [one for one in TAKEN if one.startswith("/staff/proposals/")]
    for path in (*theirs, "/staff/rota", "/staff/absences"):
        for what in ("", "approve"):
            form = {"token": token, "id": "ab" * 16, "what": what, "signature": "cd" * 64}
            form |= {"compartment": "xa-testimony", "remove": "ab" * 16, "first": "2026-11-21", "last": "2026-11-22"}
            assert (await browser.send(path, form)).status_code == 403, path
    for table in ("invitations", "recoveries", "step_ups", "log_entries", "proposals", "rota_turns", "absences"):
        assert await staff.rows(table) == [], table
    assert staff.world.pinned.orders.orders == ()


async def test_a_malicious_auditor_reads_the_staff_list_and_orders_with_their_key_and_nothing_else(
    staff: Staff, tmp_path: Path
) -> None:
    zone, key = staff.zone, staff.zone.consortium.staff[AUDITOR]
    signing = DeviceAuth(key, key.public.hex(), zone.world.clock)
    async with running_vault(zone.consortium, zone.databases, tmp_path / "vault" / "pinned") as vault:
        at_policy = await answers(create_app(zone.world), "policy.example", {}, signing)
        at_vault = await answers(vault.app, "vault", {}, signing)
    read = {"GET /v1/staff", "GET /v1/orders", "GET /v1/directory"}
    assert {door for door, status in at_policy.items() if status < 400} == read
    assert {door for door, status in at_vault.items() if status < 400} == set()


async def test_a_malicious_auditor_orders_nothing_and_tells_no_bands(staff: Staff) -> None:
    zone, key = staff.zone, staff.zone.consortium.staff[AUDITOR]
    for office in Office:
        order = sign_order(stop(TargetKind.PERSON, "dalia"), office, AUDITOR, key)
        assert (await zone.bring_orders(key, order)).status_code == 403
    headers = {"content-type": CBOR}
    told = await zone.client(key).post("/v1/activity", content=Told().to_bytes(), headers=headers)
    assert told.status_code == 403
    assert zone.world.pinned.orders.orders == ()


async def test_a_malicious_auditor_who_copies_every_table_every_day_sees_no_report_arrive(
    staff: Staff, browser: Browser, tmp_path: Path
) -> None:
    zone = staff.zone
    monday = days_of_week(week_of(staff.world.today()))[1] + 1
    zone.clock.pass_days(monday - staff.world.today())
    async with running_vault(zone.consortium, zone.databases, tmp_path / "vault" / "pinned", zone.clock) as vault:
        vault.to_policy.lead_to(httpx.ASGITransport(create_app(replace(zone.world, authorities={"policy"}))))
        await vault.hand_out_cards()
        seen: dict[int, dict[str, str]] = {}
        arrived: list[bytes] = []
        for day in range(monday, monday + 16):
            if day == monday + 2:
                arrived = [one.testimony for one in await vault.told(*vault.cards(3, 3, 1))]
            if day == monday + 4:
                await vault.ask(arrived, expires=int(zone.clock()) + 3600)
            seen[day] = await copied(vault, staff, browser)
            zone.clock.pass_days(1)
        opened_on = day_of(zone.clock()) - 12
    weeks = [[seen[monday + 7 * number + day] for day in range(7)] for number in range(2)]
    for days in weeks:
        assert all(one == days[0] for one in days), "every day of a week shows the same"
    first, second = (days[0] for days in weeks)
    assert {topic for topic in TOPICS if first[topic] != second[topic]} == {"activity"}
    closed = week_of(opened_on)
    new = [line for line in second["activity"].splitlines() if line not in first["activity"]]
    assert new
    assert all(re.fullmatch(rf"{closed},[a-z]+-[a-z]+,fewer-than-5,fewer-than-5,,0", line) for line in new), new
    everything = "".join(text for copies in seen.values() for text in copies.values())
    assert not [part for part in arrived if part.hex() in everything]


async def copied(vault: VaultWorld, staff: Staff, browser: Browser) -> dict[str, str]:
    """All that an auditor can take home on one day, in whatever way they ask for it."""
    await tell_policy(vault.world)
    await signed_in(browser, staff, AUDITOR)
    copies = {}
    for topic in TOPICS:
        copies[topic] = (await browser.go(f"/staff/exports/{topic}.csv")).text
    return copies


async def test_a_malicious_auditor_cuts_no_table_into_parts_that_could_be_subtracted(browser: Browser) -> None:
    for topic in TOPICS:
        whole = (await browser.go(f"/staff/exports/{topic}.csv")).text
        cut = "?compartment=xa-testimony&week=2026-w48&find=xa&page=1&since=2026-11-25&columns=week"
        assert (await browser.go(f"/staff/exports/{topic}.csv{cut}")).text == whole, topic


def test_no_page_of_theirs_is_missing_here() -> None:
    looked_at = {f"/staff/{place}" for place in (*OVERSIGHT, *ABOUT_POLICIES, *ABOUT_CUSTODIANS)} | {
        "/staff/exports/{name}"
    }
    assert looked_at | OF_ONE_PROPOSAL == SHOWN.keys() - {
        "/staff/",
        "/staff/sign-in",
        "/staff/invitation",
        "/staff/organisation/back",
        "/staff/passkeys",
        "/staff/notices",
        "/staff/absences",
    }
    assert {ACTS, APPROVED} < TAKEN.keys()
