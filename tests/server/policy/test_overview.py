"""What administrators and auditors see, table by table: made from signed papers, and the same in a file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from clients.orders.giving import as_text
from protocol.activity import Band, BatchTold, Happened, PileBand, closed_weeks
from protocol.ids import date_of
from protocol.orders import (
    Given,
    Office,
    Order,
    OrderAct,
    OrderSignature,
    SignedOrder,
    Signer,
    StandingOrders,
    TargetKind,
    good,
    sign_order,
)
from protocol.primitives import SignKey
from server.policy.accounts.accounts import prefer
from server.policy.api import create_app
from server.policy.bundles import take_newest
from server.policy.orders import take_orders
from server.policy.overview.exports import export
from server.policy.overview.orders_given import stopped_sheet
from server.policy.overview.partners import batches_sheet
from server.policy.overview.policies import history, policies_sheet
from server.policy.overview.sheets import Column, How, Sheet
from tests.orders import book, by_administrators, by_custodians, lift, stop
from tests.server.policy.authenticator import Authenticator
from tests.server.policy.staff_browser import Browser
from tests.server.policy.staff_world import Staff
from tests.server.policy.test_staff_pages import ACTS, APPROVED, signed_in
from tests.worlds import PARTNERS, TODAY, sign_bundle

pytestmark = pytest.mark.anyio
PLACES = ("people", "devices", "compartments", "partners", "orders", "policies", "activity")
A_SIGNATURE = OrderSignature(office=Office.PARTNER, name="acacia", signature=bytes(64))


@pytest.fixture
async def browser(staff: Staff) -> AsyncIterator[Browser]:
    opened = Browser.at(create_app(staff.zone.world, staff.world))
    await signed_in(opened, staff, "auditor-chen")
    yield opened
    await opened.client.aclose()


async def table(browser: Browser, topic: str) -> list[dict[str, Any]]:
    """A table as the file that its page links to has it."""
    answer = await browser.go(f"/staff/exports/{topic}.json")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


async def give(staff: Staff, *orders: Any) -> None:
    await take_orders(staff.zone.world, book(*orders).to_bytes())


# What each shows


async def test_devices_and_desks_say_whose_they_are_and_until_when(staff: Staff, browser: Browser) -> None:
    shown = {one["device"]: one for one in await table(browser, "devices")}
    assert shown["vault"]["does"] == "vault"
    desk = shown["desk-xa-curator"]
    assert desk["holder"] == "curator-xa"
    assert desk["places"] == ["xa-testimony", "xa-identity", "xa-evidence"]
    assert (desk["since"], desk["ends"]) == (date_of(TODAY).isoformat(), date_of(TODAY + 180).isoformat())
    assert desk["state"] == "in-use"
    consortium = staff.zone.consortium
    await give(staff, by_administrators(consortium, stop(TargetKind.DEVICE, "desk-xa-curator"), "dalia"))
    await give(staff, by_administrators(consortium, stop(TargetKind.PERSON, "reviewer-xa"), "dalia"))
    states = {one["device"]: one["state"] for one in await table(browser, "devices")}
    assert states["desk-xa-curator"] == "suspended"
    assert states["desk-xa-reviewer"] == "holder-suspended"


async def test_compartments_say_who_opens_them_and_what_is_frozen_or_held(staff: Staff, browser: Browser) -> None:
    consortium = staff.zone.consortium
    await give(staff, by_custodians(consortium, stop(TargetKind.COMPARTMENT, "xa-testimony"), "xa-testimony", 1))
    hold = stop(TargetKind.COMPARTMENT, "xb-testimony", act=OrderAct.HOLD)
    await give(staff, by_administrators(consortium, hold, "dalia"))
    shown = {one["compartment"]: one for one in await table(browser, "compartments")}
    assert (shown["xa-testimony"]["needed"], shown["xa-testimony"]["seats"]) == (4, 7)
    assert shown["xa-testimony"]["organisations"] == [f"house-{number}" for number in range(1, 8)]
    assert [shown[name]["state"] for name in ("xa-testimony", "xb-testimony", "xa-identity")] == [
        "frozen",
        "held",
        "open",
    ]
    seats = await table(browser, "seats")
    assert len(seats) == 6 * 7
    assert {one["state"] for one in seats} == {"active"}


async def test_orders_say_in_words_what_is_stopped_and_what_it_takes_to_go_on(staff: Staff, browser: Browser) -> None:
    consortium = staff.zone.consortium
    by_one = by_administrators(consortium, stop(TargetKind.PARTNER, "acacia"), "dalia")
    by_seat = by_custodians(consortium, stop(TargetKind.COMPARTMENT, "xa-testimony"), "xa-testimony", 2)
    await give(staff, by_one, by_seat)
    page = await browser.go("/staff/orders")
    assert page.status_code == 200
    assert "two administrators" in browser.text
    assert "the custodians, as many as are needed to open" in browser.text
    assert [one["state"] for one in await table(browser, "partners") if one["partner"] == "acacia"] == ["suspended"]
    await give(staff, by_administrators(consortium, lift(by_one), "dalia", "esteban"))
    assert [one["name"] for one in await table(browser, "stopped")] == ["xa-testimony"]
    said = {(one["act"], one["name"]): one["state"] for one in await table(browser, "orders")}
    assert said == {("suspend", "acacia"): "lifted", ("suspend", "xa-testimony"): "stands", ("lift", "acacia"): "said"}


async def test_where_an_administrator_and_a_custodian_stopped_the_same_both_must_lift(staff: Staff) -> None:
    consortium, order = staff.zone.consortium, stop(TargetKind.COMPARTMENT, "xa-testimony")
    await give(staff, by_administrators(consortium, order, "dalia"))
    await give(staff, by_custodians(consortium, order, "xa-testimony", 1))
    [row] = stopped_sheet(staff.world.pinned.standing).as_records()
    assert row["lifting"] == "both"
    assert row["by"] == ("dalia (administrator)", "custodian-xa-testimony-1 (custodian)")
    assert len(list(good(staff.world.pinned.orders.orders, consortium.directory))) == 1


async def test_policies_say_what_each_one_changed(staff: Staff, browser: Browser) -> None:
    await take_newest(staff.zone.world)
    await staff.take(lambda one: one.model_copy(update={"collect_seconds": one.collect_seconds * 2}))
    await staff.take(lambda one: one.model_copy(update={"release": one.release.model_copy(update={"k": 7})}))
    shown = await table(browser, "policies")
    assert [(one["version"], one["state"]) for one in shown] == [(3, "in-force"), (2, "before"), (1, "before")]
    assert shown[0]["signed-by"] == ["dalia", "esteban"]
    assert shown[0]["tightens"] == 1
    changed = await table(browser, "policy-changes")
    assert {"version": 3, "direction": "tightening", "change": "k: 5 → 7"} in changed
    await browser.go("/staff/policies")
    assert "k: 5 → 7" in browser.text


async def test_a_bundle_that_somebody_wrote_into_the_database_is_shown_as_unproved(staff: Staff) -> None:
    now = staff.world.pinned.policy.contents
    forged = sign_bundle(now.model_copy(update={"version": 9}), staff.zone.consortium.administrators)
    kept = history(
        staff.world.pinned.signed_policy, [forged.to_bytes(), b"\0", staff.world.pinned.signed_policy.to_bytes()]
    )
    assert [(one["version"], one["state"]) for one in policies_sheet(kept).as_records()] == [
        (1, "in-force"),
        (9, "unproved"),
    ]


async def test_people_are_in_a_file_with_their_roles_and_no_address(staff: Staff, browser: Browser) -> None:
    shown = {one["person"]: one for one in await table(browser, "people")}
    assert shown["analyst-amara"]["roles"] == ["analyst: xa-testimony, xb-testimony"]
    assert shown["auditor-chen"]["account"] == "has-passkey"
    assert set(shown["dalia"]) == {"person", "organisations", "roles", "account"}


async def test_who_oversees_nothing_gets_no_page_and_no_file(staff: Staff, browser: Browser) -> None:
    for person in ("analyst-amara", "custodian-xa-testimony-1", "curator-xa"):
        await signed_in(browser, staff, person)
        for path in (
            *(f"/staff/{place}" for place in PLACES),
            "/staff/exports/people.csv",
            "/staff/exports/orders.json",
        ):
            assert (await browser.go(path)).status_code == 403
            assert "dalia" not in browser.text


async def test_weeks_are_drawn_and_said_in_words_and_time_runs_as_writing_does(staff: Staff, browser: Browser) -> None:
    for number, week in enumerate(closed_weeks(TODAY, 3)):
        told = [("xa-testimony", what, list(Band)[number]) for what in Happened]
        rows = ", ".join(f"('{week}', '{where}', '{what}', '{band}')" for where, what, band in told)
        await staff.zone.rows(f"INSERT INTO told_weeks VALUES {rows}")
    page = await browser.go("/staff/activity")
    assert page.text.count("<svg") == 3
    assert 'aria-label="\u2068Openings\u2069, by compartment and week, from' in page.text
    assert "10 to 19" in browser.text
    places = [int(x) for x in re.findall(r'<rect class="bar" x="(\d+)"', page.text)][:3]
    assert places == sorted(places)
    await prefer(staff.world, "auditor-chen", "ar", "")
    page = await browser.go("/staff/activity")
    places = [int(x) for x in re.findall(r'<rect class="bar" x="(\d+)"', page.text)][:3]
    assert places == sorted(places, reverse=True)
    assert "من 10 إلى 19" in browser.text


async def test_a_batch_is_revoked_by_an_administrator_or_by_its_own_partner_alone(
    staff: Staff, browser: Browser
) -> None:
    names = ("01234-56751", "11234-56752")
    rows = ", ".join(f"('{name}', 'acacia', '2026-q4', '100-to-499')" for name in names)
    await staff.zone.rows(f"INSERT INTO told_batches VALUES {rows}")
    await give(staff, by_administrators(staff.zone.consortium, stop(TargetKind.BATCH, names[0]), "dalia"))
    assert {one["batch"]: one["state"] for one in await table(browser, "batches")} == {
        names[0]: "revoked",
        names[1]: "in-use",
    }
    await give(staff, by_administrators(staff.zone.consortium, stop(TargetKind.PARTNER, "acacia"), "dalia"))
    assert {one["state"] for one in await table(browser, "batches")} == {"revoked", "partner-suspended"}
    told = [BatchTold(partner=name, quarter="2026-q4", name=names[0], cards=PileBand.SMALL) for name in PARTNERS]
    by_acacia = Signer(Office.PARTNER, "acacia")
    order = Order.from_bytes(by_administrators(staff.zone.consortium, stop(TargetKind.BATCH, names[0]), "dalia").order)
    given = Given(b"", order, frozenset({by_acacia}), SignedOrder(order=b"", signatures=(A_SIGNATURE,)))
    shown = batches_sheet(told, StandingOrders({b"": given})).as_records()
    assert {one["partner"]: one["state"] for one in shown} == {
        "lantern": "in-use",
        "acacia": "revoked",
        "harbour": "in-use",
    }


# Files


async def test_every_table_of_every_page_comes_as_a_file_named_by_topic_and_week(browser: Browser) -> None:
    topics = set[str]()
    for place in PLACES:
        page = await browser.go(f"/staff/{place}")
        topics |= {part.split(".csv")[0] for part in page.text.split("/staff/exports/")[1:] if ".csv" in part[:30]}
    assert topics >= {"people", "devices", "compartments", "seats", "partners", "policies"}
    for topic in topics:
        answer = await browser.go(f"/staff/exports/{topic}.csv")
        assert answer.headers["content-disposition"] == f'attachment; filename="leeward-{topic}-2026-w47.csv"'
        assert answer.headers["cache-control"] == "no-store"
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [list(one) for one in rows[:1]] == [(await browser.go(f"/staff/exports/{topic}.json")).json()["columns"]]
    for wrong in ("devices.xlsx", "devices", "accounts.csv", "..%2fpeople.csv", ".csv"):
        assert (await browser.go(f"/staff/exports/{wrong}")).status_code == 404


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", '=HYPERLINK("https://x.example")', "\n+1"],  # noqa: RUF001
)
def test_what_a_cell_of_a_file_begins_with_is_no_formula(cell: str) -> None:
    columns = (Column("one"), Column("several", How.NAMES), Column("day", How.DAY), Column("number", How.NUMBER))
    made = export(Sheet("topic", columns, [(cell, (cell, "x"), TODAY, -1)]), "csv", TODAY)
    [row] = csv.reader(io.StringIO(made.body.decode("utf-8-sig").split("\r\n", 1)[1], newline=""))
    assert row[0] == f"'{cell}"
    assert row[1].startswith("'")
    assert row[2] == date_of(TODAY).isoformat()


def test_a_file_in_json_has_days_and_lists_and_says_when_it_was_made() -> None:
    columns = (Column("names", How.NAMES), Column("day", How.DAY), Column("number", How.NUMBER), Column("none"))
    made = json.loads(export(Sheet("topic", columns, [(("a", "b"), 0, 3, None)]), "json", TODAY).body)
    assert made["rows"] == [{"names": ["a", "b"], "day": "1970-01-01", "number": 3, "none": None}]
    assert made["made"] == date_of(TODAY).isoformat()


async def test_a_long_table_is_cut_on_its_page_and_whole_in_its_file(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.policy.staff_pages.overviews.ON_A_PAGE", 5)
    page = await browser.go("/staff/compartments")
    assert page.text.count('<th scope="row"') == 10
    assert "The first 5 of 42 rows" in browser.text
    assert len(await table(browser, "seats")) == 42


# An order that an administrator brings


async def bring(browser: Browser, key: Authenticator, text: str) -> int:
    """Paste it on the page, look at what it says, confirm with a passkey; the last status."""
    await browser.go("/staff/orders")
    page = await browser.fill(ACTS, kind="bring-order", subject=text)
    return (page if page.status_code != 200 else await browser.fill(APPROVED, key)).status_code


async def test_one_administrator_stops_somebody_at_once_on_the_page(staff: Staff, browser: Browser) -> None:
    key = await signed_in(browser, staff, "dalia")
    order = by_administrators(staff.zone.consortium, stop(TargetKind.PERSON, "analyst-amara"), "dalia")
    text = as_text(order)
    await browser.go("/staff/orders")
    await browser.fill(ACTS, kind="bring-order", subject=f" {text[:40]}\r\n{text[40:]} ")
    assert "suspend, person analyst-amara. Why: precaution. Signed by dalia (administrator)." in browser.text
    assert not staff.world.pinned.standing.suspended(TargetKind.PERSON, "analyst-amara"), "shown, not yet brought"
    assert (await browser.fill(APPROVED, key)).status_code == 200
    assert browser.page.url.path == "/staff/orders"
    assert staff.world.pinned.standing.suspended(TargetKind.PERSON, "analyst-amara")
    assert [row["kind"] for row in await staff.rows("log_entries")] == ["order"]


async def test_the_page_takes_no_order_that_its_signatures_do_not_carry(staff: Staff, browser: Browser) -> None:
    key = await signed_in(browser, staff, "dalia")
    consortium, amara = staff.zone.consortium, stop(TargetKind.PERSON, "analyst-amara")
    stranger = sign_order(amara, Office.ADMINISTRATOR, "dalia", SignKey.new())
    part = stop(TargetKind.PART, "ab" * 32, "xa-testimony")
    by_seat = by_custodians(consortium, part, "xa-testimony", 1)
    not_theirs = by_custodians(consortium, amara, "xa-testimony", 1)
    by_partner = sign_order(stop(TargetKind.PARTNER, "acacia"), Office.PARTNER, "acacia", SignKey.new())
    assert await bring(browser, key, as_text(by_partner)) == 422, "this partner has no key"
    for text in (*map(as_text, (stranger, by_seat, not_theirs)), "x", "", "AAAA", "é", "A" * 2000):
        assert await bring(browser, key, text) == 422, text[:40]
    assert await bring(browser, key, "A" * 2200) == 422
    assert staff.world.pinned.orders.orders == ()


async def test_another_order_than_the_one_that_was_shown_is_not_taken(staff: Staff, browser: Browser) -> None:
    key = await signed_in(browser, staff, "dalia")
    shown, other = (
        as_text(by_administrators(staff.zone.consortium, stop(TargetKind.PARTNER, name), "dalia"))
        for name in ("acacia", "harbour")
    )
    await browser.go("/staff/orders")
    await browser.fill(ACTS, kind="bring-order", subject=shown)
    assert (await browser.fill(APPROVED, key, subject=other)).status_code == 403
    assert staff.world.pinned.orders.orders == ()
