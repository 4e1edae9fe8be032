"""The pages of custodians, the rota and absences: who sees what, and that nobody writes for another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import time

import pytest

from protocol.directory import Substitute
from protocol.ids import date_of
from protocol.primitives import SealKey, SignKey
from server.policy.api import create_app
from server.policy.custody.heartbeats import Seen, seen, too_few_seen
from server.policy.custody.kept_rota import add_absence, add_turn
from server.policy.rota import Turn
from server.policy.staff_pages.rota_acts import turn_act
from tests.server.policy.custody.test_alarms import XA, A, B, compartment
from tests.server.policy.staff_browser import Browser, answered
from tests.server.policy.staff_world import Staff
from tests.server.policy.test_staff_pages import ACTS, APPROVED, signed_in, table
from tests.worlds import TODAY, Clock

pytestmark = pytest.mark.anyio
ROTA, ABSENCES = "/staff/rota", "/staff/absences"
LINE = {"person": A, "seat": A, "day-0": "on", "begins": "07:00", "ends": "21:00", "first": "2026-01-05", "weeks": "1"}


@pytest.fixture
async def browser(staff: Staff) -> AsyncIterator[Browser]:
    opened = Browser.at(create_app(staff.zone.world, staff.world))
    yield opened
    await opened.client.aclose()


async def test_administrators_write_the_rota_and_see_its_holes(staff: Staff, browser: Browser) -> None:
    key = await signed_in(browser, staff, "dalia")
    await browser.go(f"{ROTA}?compartment={XA}")
    assert "There is no rota." in browser.text
    await browser.send(ROTA, await kept_fields(browser) | LINE)
    said = f"{A}, for the seat of {A}, is on call Monday, 07:00 to 21:00 by their own clock, from 2026-01-05 on."
    assert f"A turn in {XA}: {said}" in browser.text
    await browser.fill(APPROVED, key)
    assert browser.page.url.path == ROTA
    assert table(browser.page)[0][:4] == [A, A, "Monday", "07:00\u201321:00"]
    assert "Fewer seats than the quorum are on call" in browser.text
    await browser.press(ACTS, kind="remove-turn")
    assert f"This turn in {XA} is removed: {A}, for the seat of {A}, Monday, 07:00 to 21:00" in browser.text
    asked = answered(browser.form(APPROVED), key)
    await browser.send(APPROVED, asked)
    assert browser.page.url.path == ROTA
    assert await staff.rows("rota_turns") == []
    gone = {name: asked[name] for name in ("token", "kind", "subject")}
    for subject in (gone["subject"], XA, f"{XA} zz"):
        assert (await browser.send(ACTS, gone | {"subject": subject})).status_code == 404
        assert "There is no such turn." in browser.text


async def kept_fields(browser: Browser) -> dict[str, str]:
    """What the page's form carries whatever is filled in."""
    await browser.go(f"{ROTA}?compartment={XA}")
    form = browser.form(ROTA).fields
    return {name: form[name] for name in ("token", "compartment")}


async def test_a_stolen_session_writes_nobody_on_a_rota_and_takes_nobody_off(staff: Staff, browser: Browser) -> None:
    """What is sent without a fresh passkey, with another's, for another turn, or twice, changes nothing."""
    key, other = await signed_in(browser, staff, "dalia"), await staff.registered("esteban")
    kept = await kept_fields(browser)
    await browser.send(ROTA, kept | LINE)
    asked = browser.form(APPROVED)
    for wrong in ({}, {"response": other.get(asked.options)}):
        assert (await browser.send(APPROVED, asked.fields | wrong)).status_code == 403
    await browser.send(ROTA, kept | LINE)
    fresh = answered(browser.form(APPROVED), key)
    whole = {"subject": fresh["subject"].replace(" 0 07:00 ", " 0123456 07:00 ")}
    assert whole["subject"] != fresh["subject"]
    assert (await browser.send(APPROVED, fresh | whole)).status_code == 403
    assert await staff.rows("rota_turns") == []
    await browser.send(ROTA, kept | LINE)
    fresh = answered(browser.form(APPROVED), key)
    await browser.send(APPROVED, fresh)
    [row] = await staff.rows("rota_turns")
    assert (await browser.send(APPROVED, fresh)).status_code == 403
    assert (await browser.send(ROTA, kept | {"remove": row["id"].hex()})).status_code == 422
    await browser.go(f"{ROTA}?compartment={XA}")
    await browser.press(ACTS, kind="remove-turn")
    unanswered = browser.form(APPROVED).fields
    assert (await browser.send(APPROVED, unanswered)).status_code == 403
    assert await staff.rows("rota_turns") == [row]


async def test_every_word_of_a_turn_is_confirmed(staff: Staff, browser: Browser) -> None:
    """Two turns that differ in anything are two acts."""
    form = LINE | {"compartment": XA}
    other = {"compartment": "xb-testimony", "person": B, "seat": B, "day-1": "on", "begins": "08:00", "ends": "20:00"}
    other |= {"first": "2026-01-06", "weeks": "2"}
    acts = {turn_act(form | {name: text}).subject for name, text in other.items()} | {turn_act(form).subject}
    assert len(acts) == len(other) + 1
    key = await signed_in(browser, staff, "dalia")
    await browser.send(ROTA, await kept_fields(browser) | LINE | {"day-6": "on", "weeks": "2"})
    assert "Monday, Sunday \u00b7 every 2 weeks, 07:00 to 21:00" in browser.text
    await browser.fill(APPROVED, key)
    [row] = await staff.rows("rota_turns")
    assert (row["weekdays"], row["weeks"], row["begins"], row["ends"]) == (0b1000001, 2, 7 * 60, 21 * 60)


@pytest.mark.parametrize(
    "wrong",
    [
        {"person": B},
        {"seat": "custodian-xb-testimony-1"},
        {"begins": "25:00"},
        {"begins": ""},
        {"first": "yesterday"},
        {"weeks": "0"},
        {"weeks": "99"},
        {"weeks": "x"},
        {"day-0": None},
        {"person": None},
        {"person": f"{A} {A}"},
    ],
)
async def test_a_line_that_cannot_be_is_refused(staff: Staff, browser: Browser, wrong: dict[str, str | None]) -> None:
    await signed_in(browser, staff, "dalia")
    await browser.go(f"{ROTA}?compartment={XA}")
    form = browser.form(ROTA).fields
    said = {name: form[name] for name in ("token", "compartment")} | LINE | wrong
    assert (await browser.send(ROTA, form | LINE)).status_code == 200
    page = await browser.send(ROTA, {name: text for name, text in said.items() if text is not None})
    assert page.status_code == 422
    assert await staff.rows("rota_turns") == []


async def test_who_does_not_administer_writes_no_rota_and_others_see_none(staff: Staff, browser: Browser) -> None:
    pinned, database = staff.world.pinned, staff.world.database
    turn = Turn(A, frozenset({0}), time(7), time(21), date_of(TODAY))
    await add_turn(database, compartment(staff.zone.consortium), pinned.directory, A, turn, b"\x01" * 16)
    [row] = await staff.rows("rota_turns")
    for person, status in ((A, 200), ("auditor-chen", 200), ("analyst-amara", 403), ("curator-xa", 403)):
        await signed_in(browser, staff, person)
        token = browser.form("/staff/sign-out").fields["token"]
        assert (await browser.go(f"{ROTA}?compartment={XA}")).status_code == status, person
        page = await browser.send(ROTA, {"token": token, "compartment": XA} | LINE)
        assert page.status_code == 403, person
        act = {"token": token, "kind": "remove-turn", "subject": f"{XA} {row['id'].hex()}"}
        assert (await browser.send(ACTS, act)).status_code == 403, person
        assert (await browser.go("/staff/custodians")).status_code == (200 if person == "auditor-chen" else 403)
    await signed_in(browser, staff, A)
    assert (await browser.go(f"{ROTA}?compartment=xb-testimony")).status_code == 403
    assert (await browser.go(f"{ROTA}?compartment=nowhere")).status_code == 404
    assert await staff.rows("rota_turns") == [row]


async def test_a_custodian_says_when_they_are_away_and_sees_that_too_few_are_left(
    staff: Staff, browser: Browser
) -> None:
    first, last = date_of(TODAY + 2).isoformat(), date_of(TODAY + 3).isoformat()
    here = compartment(staff.zone.consortium)
    for seat in here.seats[2 : len(here.seats) - here.needed + 1]:
        await add_absence(staff.world.database, seat.custodian, TODAY + 3, TODAY + 3, TODAY, staff.world.random)
    for person in (A, B):
        key = await signed_in(browser, staff, person)
        await browser.go(ABSENCES)
        token = browser.form(ABSENCES).fields["token"]
        assert "is below its quorum" not in browser.text
        await browser.fill(ABSENCES, first=first, last=last)
        assert f"You say that you are away from {first} to {last}." in browser.text
        await browser.fill(APPROVED, key)
    assert table(browser.page) == [[first, last, "Remove"]]
    assert f"{XA} is below its quorum on these days" in browser.text
    page = await browser.send(ABSENCES, {"token": token, "first": last, "last": first})
    assert page.status_code == 422
    [theirs] = [row for row in await staff.rows("absences") if row["person"] == A]
    page = await browser.send(ACTS, {"token": token, "kind": "remove-absence", "subject": theirs["id"].hex()})
    assert page.status_code == 404
    assert [row["id"] for row in await staff.rows("absences") if row["person"] == A] == [theirs["id"]]
    await browser.go(ABSENCES)
    await browser.press(ACTS, kind="remove-absence")
    await browser.fill(APPROVED, key)
    assert [row["person"] for row in await staff.rows("absences") if row["person"] in (A, B)] == [A]
    await signed_in(browser, staff, "dalia")
    assert (await browser.go(ABSENCES)).status_code == 403
    away = here.seats[1].custodian
    await add_absence(staff.world.database, away, TODAY + 3, TODAY + 3, TODAY, staff.world.random)
    await browser.go("/staff/custodians")
    assert "Below the quorum on these days" in browser.text
    assert last in browser.text


async def test_a_stolen_session_says_of_nobody_that_they_are_away_or_back(staff: Staff, browser: Browser) -> None:
    """What is sent without a fresh passkey, with an old answer, or with another's, changes nothing."""
    key, other = await signed_in(browser, staff, A), await staff.registered(B)
    day, later = (date_of(TODAY + days).isoformat() for days in (2, 3))
    await browser.go(ABSENCES)
    await browser.fill(ABSENCES, first=day, last=day)
    asked = browser.form(APPROVED)
    for wrong in ({}, {"response": other.get(asked.options)}):
        page = await browser.send(APPROVED, asked.fields | wrong)
        assert page.status_code == 403
    assert await staff.rows("absences") == []
    await browser.go(ABSENCES)
    await browser.fill(ABSENCES, first=day, last=day)
    fresh = answered(browser.form(APPROVED), key)
    page = await browser.send(APPROVED, fresh | {"subject": f"{day} {later}"})
    assert page.status_code == 403
    assert await staff.rows("absences") == []
    await browser.go(ABSENCES)
    await browser.fill(ABSENCES, first=day, last=day)
    fresh = answered(browser.form(APPROVED), key)
    await browser.send(APPROVED, fresh)
    [kept] = await staff.rows("absences")
    assert (await browser.send(APPROVED, fresh)).status_code == 403
    await browser.go(ABSENCES)
    await browser.press(ACTS, kind="remove-absence")
    stale = answered(browser.form(APPROVED), key)
    assert (await browser.send(APPROVED, stale | {"response": ""})).status_code == 403
    assert (await browser.send(APPROVED, stale)).status_code == 403
    assert await staff.rows("absences") == [kept]


async def test_a_substitute_is_on_call_for_their_own_custodian_alone_and_sees_that_rota_alone(
    staff: Staff, browser: Browser
) -> None:
    key, consortium = SignKey(b"\x41" * 32), staff.zone.consortium
    keys = {"seal_key": SealKey(key.seed()).public, "sign_key": key.public}
    listed = Substitute(substitute="sadia", custodian=A, organisation="mill", **keys)
    changes = {"number": 2, "previous": consortium.directory.hash, "substitutes": (listed,)}
    signed = consortium.resign(lambda one: one.model_copy(update=changes))
    staff.world.pinned.replace_directory(signed.to_bytes())
    await signed_in(browser, staff, "dalia")
    for place, offered in (("xb-testimony", False), (XA, True)):
        await browser.go(f"{ROTA}?compartment={place}")
        assert ('<option value="sadia">' in browser.page.text) is offered
    form = browser.form(ROTA).fields
    kept = {name: form[name] for name in ("token", "compartment")}
    for seat, status in ((B, 422), (A, 200)):
        page = await browser.send(ROTA, kept | LINE | {"person": "sadia", "seat": seat})
        assert page.status_code == status, seat
    await signed_in(browser, staff, "sadia")
    for place, status in ((XA, 200), ("xb-testimony", 403)):
        assert (await browser.go(f"{ROTA}?compartment={place}")).status_code == status


# Heartbeats


async def test_a_heartbeat_is_kept_as_a_day_and_shown_as_a_band(staff: Staff, browser: Browser) -> None:
    zone, clock = staff.zone, staff.world.clock
    assert isinstance(clock, Clock)
    seat = zone.consortium.custodians[XA][0]
    for _ in range(3):
        clock.now += 60
        assert (await zone.client(seat.sign_key).post("/v1/heartbeats")).status_code == 204
    assert await staff.rows("heartbeats") == [{"key": seat.sign_key.public, "day": TODAY}]
    for days, words in ((0, "within 7 days"), (7, "within 30 days"), (23, "longer ago, or never")):
        clock.pass_days(days)
        await signed_in(browser, staff, "dalia")
        await browser.go("/staff/custodians")
        assert table(browser.page)[0][2] == words
    assert "anything was heard within 30 days. Ring them up" in browser.text


async def test_nobody_but_custodians_and_substitutes_beats(staff: Staff) -> None:
    zone = staff.zone
    for key in (zone.consortium.administrators["dalia"], *zone.consortium.devices.values()):
        assert (await zone.client(key).post("/v1/heartbeats")).status_code in {401, 403}
    assert await staff.rows("heartbeats") == []


async def test_one_seat_more_than_the_quorum_must_have_been_heard_of(staff: Staff) -> None:
    here = compartment(staff.zone.consortium)
    days = {seat.sign_key: TODAY for seat in here.seats}
    assert too_few_seen(here, days, TODAY) is (len(here.seats) < here.needed + 1)
    two = here.model_copy(update={"needed": 1})
    assert not too_few_seen(two, days, TODAY)
    assert too_few_seen(two, dict(list(days.items())[:1]), TODAY)
    assert too_few_seen(two, days, TODAY + 30)
    assert seen(b"never", days, TODAY) is Seen.LONGER
