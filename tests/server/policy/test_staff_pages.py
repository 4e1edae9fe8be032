"""The staff's pages below the browser: what each shows to whom, and what no form of theirs does."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fluent.syntax import FluentParser, ast, visitor

from protocol.activity import Band, PileBand
from protocol.directory import DeviceRole
from protocol.ids import PartKind
from protocol.orders import Office, OrderAct, OrderReason, TargetKind
from protocol.policy_directions import Direction
from server.pages.passkeys import PasskeyRefused
from server.policy.accounts import errors, step_up
from server.policy.accounts.accounts import prefer, remove_passkey
from server.policy.accounts.invitations import invite, look_at
from server.policy.accounts.organisations import Organisation, Subject, bind
from server.policy.accounts.people import Role
from server.policy.accounts.step_up import ActKind
from server.policy.api import create_app
from server.policy.custody import errors as custody_errors
from server.policy.custody.heartbeats import Seen
from server.policy.languages import LANGUAGES
from server.policy.notices.preferences import Way
from server.policy.notices.words import Occasion
from server.policy.overview.compartments import COMPARTMENTS, SEATS
from server.policy.overview.devices import DEVICES
from server.policy.overview.orders_given import ORDERS, STOPPED
from server.policy.overview.partners import BATCHES, PARTNERS
from server.policy.overview.policies import CHANGES, POLICIES
from server.policy.overview.weeks import ACTIVITY, CONSORTIUM
from server.policy.proposals import errors as refusals
from server.policy.staff_pages.calls import MOST_FORM
from server.policy.staff_pages.doors import SHOWN, TAKEN, status_of, text_of
from server.policy.staff_pages.people import PEOPLE
from server.policy.staff_pages.rendering import OVERVIEWS, Renderer
from server.policy.staff_pages.texts import FOLDER, Texts, catalogues, wanted_language
from tests.server.doors import routes_of
from tests.server.policy.asked_texts import texts_about_policies
from tests.server.policy.authenticator import Authenticator
from tests.server.policy.staff_browser import Browser, answered
from tests.server.policy.staff_world import ORIGIN, Staff

pytestmark = pytest.mark.anyio
ACTS, APPROVED = "/staff/acts", "/staff/acts/approved"


@pytest.fixture
def app(staff: Staff) -> FastAPI:
    return create_app(staff.zone.world, staff.world)


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[Browser]:
    opened = Browser.at(app)
    yield opened
    await opened.client.aclose()


async def signed_in(browser: Browser, staff: Staff, person: str) -> Authenticator:
    """A fresh browser of somebody who is signed in."""
    browser.client.cookies.clear()
    key = staff.keys.get(person) or await staff.registered(person)
    await browser.go("/staff/sign-in")
    await browser.fill("/staff/sign-in", key)
    assert browser.page.url.path == "/staff/"
    return key


# The way of one person


async def test_somebody_is_invited_registers_signs_in_steps_up_and_signs_out(staff: Staff, browser: Browser) -> None:
    code, key = await invite(staff.world, "analyst-amara"), staff.key("analyst-amara")
    await browser.go("/staff/invitation")
    await browser.fill("/staff/invitation", code=code)
    assert "This link is for analyst-amara." in browser.text
    await browser.fill("/staff/invitation/passkey", key, label="blue key")
    assert browser.page.url.path == "/staff/sign-in"
    await browser.fill("/staff/sign-in", key)
    assert "analyst-amara" in browser.text
    assert "Analyst: xa-testimony, xb-testimony" in browser.text
    await browser.go("/staff/passkeys")
    await browser.press(ACTS, kind="add-passkey")
    await browser.fill(APPROVED, key)
    await browser.fill("/staff/invitation/passkey", staff.key("second"), label="second key")
    await browser.go("/staff/passkeys")
    assert "blue key" in browser.text
    assert "second key" in browser.text
    await browser.press(ACTS, kind="remove-passkey", subject=staff.keys["second"].credential.hex())
    await browser.fill(APPROVED, key)
    assert browser.page.url.path == "/staff/passkeys"
    assert "second key" not in browser.text
    stolen = dict(browser.client.cookies)
    await browser.press("/staff/sign-out")
    assert browser.page.url.path == "/staff/sign-in"
    browser.client.cookies.update(stolen)
    await browser.go("/staff/")
    assert browser.page.url.path == "/staff/sign-in"


async def test_a_link_that_was_used_or_never_made_is_one_answer(staff: Staff, browser: Browser) -> None:
    code, key = await invite(staff.world, "dalia"), staff.key("dalia")
    said = []
    for one in (code, code, "A" * 43):
        await browser.go("/staff/invitation")
        page = await browser.fill("/staff/invitation", code=one)
        if page.status_code == 200:
            await browser.fill("/staff/invitation/passkey", key, label="k")
        else:
            said.append((page.status_code, page.text))
    assert len(said) == 2
    assert said[0] == said[1]
    assert said[0][0] == 403


async def test_language_and_address_are_kept_and_the_pages_speak_it(staff: Staff, browser: Browser) -> None:
    key = await signed_in(browser, staff, "dalia")
    form = browser.form("/staff/preferences")
    await browser.send("/staff/preferences", form.fields | {"language": "ar", "address": "dalia@example.org"})
    await browser.fill(APPROVED, key)
    assert '<html lang="ar" dir="rtl">' in browser.page.text
    assert 'value="dalia@example.org"' in browser.page.text
    page = await browser.send("/staff/preferences", browser.form("/staff/preferences").fields | {"language": "tlh"})
    assert page.status_code == 422
    assert "tlh" not in page.text


# Who sees whom


async def test_administrators_see_everybody_of_the_papers_and_what_can_be_done(staff: Staff, browser: Browser) -> None:
    await staff.registered("analyst-amara")
    await invite(staff.world, "analyst-boris")
    await signed_in(browser, staff, "dalia")
    staff.suspended.add("analyst-un")
    await browser.go("/staff/people?find=analyst")
    rows = {row[0]: row[1:] for row in table(browser.page)}
    assert set(rows) == {"analyst-amara", "analyst-boris", "analyst-un"}
    assert [rows[name][2] for name in sorted(rows)] == ["has a passkey", "invited", "suspended"]
    assert rows["analyst-amara"][:2] == ["consortium", "Analyst: xa-testimony, xb-testimony"]
    assert [rows[name][3] for name in sorted(rows)] == ["Recover analyst-amara", "Invite analyst-boris", ""]
    await browser.go("/staff/people?find=custodian-xa-testimony-1")
    assert table(browser.page) == [
        [
            "custodian-xa-testimony-1",
            "house-1",
            "Custodian: xa-testimony",
            "not invited yet",
            "Invite custodian-xa-testimony-1",
        ]
    ]
    await browser.go("/staff/people?find=nobody-here")
    assert "Nobody is called like this." in browser.text


async def test_who_signs_in_by_their_organisation_is_recovered_and_not_invited(staff: Staff, browser: Browser) -> None:
    link = await look_at(staff.world, await invite(staff.world, "analyst-amara"))
    house = Organisation("consortium", "https://id.example", "leeward")
    await bind(staff.world, house, link.hash, Subject(house.issuer, "subject-1"))
    key = await signed_in(browser, staff, "dalia")
    await browser.go("/staff/people?find=analyst-amara")
    assert [row[3:] for row in table(browser.page)] == [["signs in by their organisation", "Recover analyst-amara"]]
    token = browser.form("/staff/sign-out").fields["token"]
    await browser.send(ACTS, {"token": token, "kind": "invite", "subject": "analyst-amara"})
    assert (await browser.fill(APPROVED, key)).status_code == 409
    assert "two administrators recover the account" in browser.text
    assert await staff.rows("invitations") == []


async def test_auditors_see_the_same_and_are_offered_nothing(staff: Staff, browser: Browser) -> None:
    await signed_in(browser, staff, "auditor-chen")
    await browser.go("/staff/people?find=analyst-amara")
    assert table(browser.page) == [
        ["analyst-amara", "consortium", "Analyst: xa-testimony, xb-testimony", "not invited yet"]
    ]
    token = browser.form("/staff/sign-out").fields["token"]
    for kind in ("invite", "propose-recovery", "confirm-recovery"):
        page = await browser.send(ACTS, {"token": token, "kind": kind, "subject": "analyst-amara"})
        assert page.status_code == 403


async def test_who_oversees_nothing_sees_nobody(staff: Staff, browser: Browser) -> None:
    for person in ("analyst-amara", "custodian-xa-testimony-1", "curator-xa"):
        await signed_in(browser, staff, person)
        assert "/staff/people" not in browser.page.text
        page = await browser.go("/staff/people")
        assert page.status_code == 403
        assert "dalia" not in browser.text


async def test_an_access_rule_in_force_can_shut_the_page_of_people_too(staff: Staff, browser: Browser) -> None:
    rule = '@id("no-chen") forbid (principal == Auditor::"auditor-chen", action, resource);'
    await signed_in(browser, staff, "auditor-chen")
    await staff.take(lambda one: one.model_copy(update={"cedar_policies": f"{one.cedar_policies}\n{rule}"}))
    assert (await browser.go("/staff/people")).status_code == 403


async def test_many_people_come_a_hundred_at_a_time(
    staff: Staff, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.policy.staff_pages.people.ON_A_PAGE", 5)
    await signed_in(browser, staff, "dalia")
    seen = list[str]()
    for number in range(20):
        await browser.go(f"/staff/people?page={number}")
        names = [row[0] for row in table(browser.page)]
        if seen and names[0] in seen:
            break
        seen += names
    assert len(seen) == len(set(seen)) > 40
    for odd in ("-1", "x", "99999", "9" * 40):
        assert (await browser.go(f"/staff/people?page={odd}")).status_code == 200


async def test_an_administrator_invites_and_the_link_is_shown_once(staff: Staff, browser: Browser) -> None:
    key = await signed_in(browser, staff, "dalia")
    await browser.go("/staff/people?find=analyst-amara")
    await browser.press(ACTS, kind="invite")
    assert "analyst-amara gets a link that works once" in browser.text
    await browser.fill(APPROVED, key)
    [code] = re.findall(rf"{ORIGIN}/staff/invitation#([\w-]{{43}})", browser.page.text)
    assert await staff.accept(code, staff.key("analyst-amara")) == "analyst-amara"


async def test_two_administrators_recover_an_account_on_the_pages(staff: Staff, browser: Browser) -> None:
    old = await staff.registered("analyst-amara")
    dalia = await signed_in(browser, staff, "dalia")
    await browser.go("/staff/people?find=analyst-amara")
    await browser.press(ACTS, kind="propose-recovery")
    await browser.fill(APPROVED, dalia)
    await browser.go("/staff/people?find=analyst-amara")
    assert "recovery proposed by dalia" in browser.text
    assert "Confirm: recover" not in browser.text
    [waiting] = await staff.rows("recoveries")
    token = browser.form("/staff/sign-out").fields["token"]
    form = {"token": token, "kind": "confirm-recovery", "subject": waiting["id"].hex()}
    await browser.send(ACTS, form)
    assert (await browser.fill(APPROVED, dalia)).status_code == 403
    await signed_in(browser, staff, "analyst-amara")
    assert "dalia has proposed to recover your account" in browser.text
    esteban = await signed_in(browser, staff, "esteban")
    await browser.go("/staff/people?find=analyst-amara")
    await browser.press(ACTS, kind="confirm-recovery")
    assert "dalia has proposed to recover the account of analyst-amara" in browser.text
    await browser.fill(APPROVED, esteban)
    [code] = re.findall(rf"{ORIGIN}/staff/invitation#([\w-]{{43}})", browser.page.text)
    with pytest.raises(errors.SignInRefused):
        await staff.sign_in(old)
    await staff.accept(code, staff.key("analyst-amara"))


# What no form does


async def test_an_act_that_was_changed_after_it_was_shown_is_not_done(staff: Staff, browser: Browser) -> None:
    key = await signed_in(browser, staff, "dalia")
    await browser.go("/staff/people?find=analyst-amara")
    await browser.press(ACTS, kind="invite")
    shown = answered(browser.form(APPROVED), key)
    page = await browser.send(APPROVED, shown | {"subject": "analyst-boris"})
    assert page.status_code == 403
    assert await staff.rows("invitations") == []
    assert (await browser.send(APPROVED, shown)).status_code == 200
    page = await browser.send(APPROVED, shown)
    assert page.status_code == 403
    assert "An approval counts once" in browser.text


async def test_no_link_is_made_in_a_session_that_ends_while_its_act_is_approved(
    staff: Staff, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    stolen, approve = await signed_in(browser, staff, "dalia"), step_up.approve
    await browser.go("/staff/passkeys")
    await browser.press(ACTS, kind="add-passkey")
    await browser.fill(APPROVED, stolen)
    await browser.fill("/staff/invitation/passkey", staff.key("good"), label="good")
    await signed_in(browser, staff, "dalia")
    await browser.go("/staff/passkeys")
    await browser.press(ACTS, kind="add-passkey")

    async def then_removed(*given: Any) -> None:
        await approve(*given)
        await remove_passkey(staff.world, "dalia", stolen.credential, b"another session")

    monkeypatch.setattr(step_up, "approve", then_removed)
    await browser.fill(APPROVED, stolen)
    assert await staff.rows("invitations") == []


async def test_another_accounts_passkey_approves_nothing_on_the_pages(staff: Staff, browser: Browser) -> None:
    await signed_in(browser, staff, "dalia")
    other = await staff.registered("esteban")
    await browser.go("/staff/people?find=analyst-amara")
    await browser.press(ACTS, kind="invite")
    assert (await browser.fill(APPROVED, other)).status_code == 403
    assert await staff.rows("invitations") == []


async def test_a_form_from_elsewhere_does_nothing(staff: Staff, browser: Browser) -> None:
    await signed_in(browser, staff, "dalia")
    form = browser.form("/staff/sign-out")
    for headers in [
        {"origin": "https://staff.example.com"},
        {"origin": "null"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ]:
        page = await browser.send("/staff/sign-out", form.fields, headers)
        assert page.status_code == 403, headers
    assert len(await staff.rows("sessions")) == 1


async def test_every_form_is_refused_without_a_page_of_ours(browser: Browser) -> None:
    for path in TAKEN:
        page = await browser.send(path, {"token": "x", "code": "A" * 43}, {"origin": "https://elsewhere.example"})
        assert page.status_code == 403, path


async def test_another_sessions_token_is_refused(staff: Staff, browser: Browser, app: FastAPI) -> None:
    await signed_in(browser, staff, "dalia")
    token = browser.form("/staff/sign-out").fields["token"]
    await signed_in(browser, staff, "esteban")
    for wrong in (token, "", "é\udcff".encode("utf-8", "replace").decode()):
        assert (await browser.send("/staff/sign-out", {"token": wrong})).status_code == 403
    assert (await browser.send("/staff/sign-out", {"kind": "x"})).status_code == 403
    assert len(await staff.rows("sessions")) == 2


async def test_under_another_name_there_are_no_pages(browser: Browser) -> None:
    for host in ("staff.example.com", "policy.example", "localhost"):
        for path in (*SHOWN, "/staff/nowhere", "/staff/files/x"):
            assert (await browser.go(path, headers={"host": host})).status_code == 421


async def test_forms_are_bounded_and_of_one_kind(staff: Staff, browser: Browser) -> None:
    said = {"origin": ORIGIN}
    for content, kind, status in (
        (b"a=" + b"x" * MOST_FORM, "application/x-www-form-urlencoded", 413),
        (b"&".join(b"a%d=" % number for number in range(30)), "application/x-www-form-urlencoded", 422),
        (b"ticket=1&ticket=2", "application/x-www-form-urlencoded", 422),
        (b"ticket=%ff", "application/x-www-form-urlencoded", 422),
        (b"\xff", "application/x-www-form-urlencoded", 422),
        (b"", "application/x-www-form-urlencoded", 422),
        (b"{}", "application/json", 422),
        (b"--x--", "multipart/form-data; boundary=x", 422),
    ):
        page = await browser.client.post("/staff/sign-in", content=content, headers={**said, "content-type": kind})
        assert page.status_code == status, content[:40]


async def test_names_and_labels_are_text_and_never_markup(staff: Staff, browser: Browser) -> None:
    code, label = await invite(staff.world, "dalia"), "<script>x</script>\" onload='"
    await browser.go("/staff/invitation")
    await browser.fill("/staff/invitation", code=code)
    await browser.fill("/staff/invitation/passkey", staff.key("dalia"), label=label)
    await signed_in(browser, staff, "dalia")
    await browser.go("/staff/passkeys")
    assert label in browser.text
    assert "<script>x" not in browser.page.text


# How pages come


async def test_every_page_comes_with_its_policy_and_nobody_keeps_it(staff: Staff, browser: Browser) -> None:
    await signed_in(browser, staff, "dalia")
    for path in (*SHOWN, "/staff/nowhere"):
        page = await browser.go(path)
        policy = page.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'")
        assert "unsafe" not in policy
        assert (page.headers["cache-control"], page.headers["referrer-policy"]) == ("no-store", "same-origin")
        assert not re.search(r"<style|<script(?! defer src=)| style=| on\w+=", page.text)
        assert "http" not in re.sub(rf"{ORIGIN}", "", page.text)


async def test_scripts_and_styles_come_under_their_hash_only(staff: Staff, browser: Browser) -> None:
    files = {one.url: one for one in Renderer().files.values()}
    await browser.go("/staff/sign-in")
    named = re.findall(r'(?:src|href)="(/staff/files/[^"]+)" integrity="(sha256-[^"]+)"', browser.page.text)
    await signed_in(browser, staff, "dalia")
    await browser.go("/staff/proposals")
    await browser.press("/staff/proposals/new")
    named += re.findall(r'src="(/staff/files/signing[^"]+)" integrity="(sha256-[^"]+)"', browser.page.text)
    assert {url for url, _ in named} == {url for url in files if not url.endswith(".txt")}
    for url, integrity in named:
        served = await browser.go(url)
        assert (served.content, integrity) == (files[url].body, files[url].integrity)
        assert served.headers["content-type"] == files[url].media_type
    assert (await browser.go("/staff/files/passkeys.js")).status_code == 404
    assert (await browser.go("/staff/files/..%2frendering.py")).status_code == 404


async def test_cookies_are_this_hosts_alone_and_no_scripts(staff: Staff, browser: Browser) -> None:
    key = await staff.registered("dalia")
    first = (await browser.go("/staff/sign-in")).headers["set-cookie"]
    form = browser.form("/staff/sign-in")
    answer = await browser.client.post("/staff/sign-in", data=answered(form, key), headers={"origin": ORIGIN})
    for cookie in (first, *answer.headers.get_list("set-cookie")):
        assert re.fullmatch(
            r'__Host-leeward-(browser|session)=("?[\w-]{0,60}"?); (expires=[^;]+; )?HttpOnly; (Max-Age=0; )?Path=/; '
            r"SameSite=strict; Secure",
            cookie,
        ), cookie


async def test_without_pages_in_the_settings_there_are_none(staff: Staff) -> None:
    browser = Browser.at(create_app(staff.zone.world))
    assert (await browser.go("/staff/")).status_code == 404
    await browser.client.aclose()


async def test_every_page_that_there_is_stands_in_a_table(staff: Staff, app: FastAPI) -> None:
    """None of them is in OpenAPI, which describes doors for programs; and none is open without a reason."""
    pages = {name for kind, name in routes_of(app) if kind == "hidden"}
    assert pages == {*SHOWN, *TAKEN, "/staff/files/{name}", "/staff/{rest:path}"}


async def test_who_is_not_signed_in_is_led_to_the_sign_in_and_sends_no_form(browser: Browser) -> None:
    overviews = [f"/staff/{place}" for place in OVERVIEWS]
    for path in ("/staff/passkeys", "/staff/", "/staff/notices", *overviews, "/staff/exports/people.csv"):
        await browser.go(path)
        assert browser.page.url.path == "/staff/sign-in"
    for path in ("/staff/sign-out", "/staff/preferences", ACTS, APPROVED):
        page = await browser.send(path, {"token": "x", "kind": "invite", "subject": "dalia"})
        assert page.status_code == 403
        assert "You are not signed in" in browser.text


def table(page: httpx.Response) -> list[list[str]]:
    """The cells of a page's table, row by row."""
    plain = re.sub("[\u2068\u2069]", "", page.text)
    body = re.findall(r"<tbody>(.*?)</tbody>", plain, re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", body[0], re.DOTALL) if body else []
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]*>", " ", cell).split()).replace(" :", ":") for cell in row] for row in cells]


# What they say


class Named(visitor.Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)


def messages(source: str) -> Iterator[tuple[str, frozenset[str]]]:
    for entry in FluentParser().parse(source).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            named = Named()
            named.visit(entry)
            yield entry.id.name, frozenset(named.variables)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_says_the_same_things_and_fills_in_the_same_names(language: str) -> None:
    said, english = list(messages(catalogues()[language])), list(messages(catalogues()["en"]))
    assert said == english
    assert len(dict(said)) == len(said)


def test_every_text_that_a_page_asks_for_is_there_and_none_is_left_over() -> None:
    templates = "".join(file.read_text() for file in (FOLDER.parent / "templates").glob("*.html"))
    asked = set(re.findall(r"\bt\(\s*[\"']([a-z-]+)[\"']\s*[,)]", templates))
    asked |= {f"role-{role}" for role in Role} | {f"act-{kind}" for kind in ActKind}
    asked |= {f"state-{state}" for state in ("suspended", "no-role", "has-passkey", "bound", "invited", "not-yet")}
    asked |= {text_of(kind) for kind in every_error()} | texts_about_policies()
    asked |= set(asked_for_by_tables()) | {f"office-{office}" for office in Office}
    asked |= {f"seen-{band}" for band in Seen} | {f"day-{day}" for day in range(7)}
    asked |= {f"notice-{occasion}" for occasion in Occasion} | {f"way-{way}" for way in Way}
    assert asked == dict(messages(catalogues()["en"])).keys()


def asked_for_by_tables() -> Iterator[str]:
    """Texts of the pages that show tables: their names, columns and coded values."""
    for place in OVERVIEWS:
        yield from (place, f"{place}-how")
    for topic, columns in TABLES.items():
        yield from () if topic == "people" else (f"sheet-{topic}",)
        for column in columns if topic != "people" else ():
            yield f"column-{column.name}"
            yield from (f"{column.words}-{word}" for word in WORDS.get(column.words, ()))


TABLES = {
    "people": PEOPLE,
    "devices": DEVICES,
    "compartments": COMPARTMENTS,
    "seats": SEATS,
    "partners": PARTNERS,
    "stopped": STOPPED,
    "orders": ORDERS,
    "policies": POLICIES,
    "policy-changes": CHANGES,
    "batches": BATCHES,
    "activity": ACTIVITY,
    "consortium": CONSORTIUM,
}
WORDS: dict[str, Iterable[str]] = {
    "does": (*DeviceRole, "desk", "witness"),
    "kind": PartKind,
    "target": TargetKind,
    "order": OrderAct,
    "reason": OrderReason,
    "direction": Direction,
    "lifting": ("two", "quorum", "both"),
    "own-key": ("yes", "no"),
    "band": Band,
    "pile": PileBand,
    "is": (
        *("in-use", "active", "suspended", "holder-suspended", "open", "frozen", "held", "frozen-and-held"),
        *("revoked", "partner-suspended", "stands", "lifted", "said", "in-force", "before", "unproved"),
    ),
}


def every_error() -> list[type[Exception]]:
    named = {**vars(errors), **vars(refusals), **vars(custody_errors)}
    found = [one for one in named.values() if isinstance(one, type) and issubclass(one, errors.AccountError)]
    return [*dict.fromkeys(found), PasskeyRefused]


def test_what_english_pages_say_of_an_error_is_its_docstring() -> None:
    for kind in every_error():
        assert Texts("en").say(text_of(kind)) == " ".join((kind.__doc__ or "").split())
        assert 400 <= status_of(kind) < 500


@pytest.mark.parametrize(
    ("asked", "header", "language"),
    [
        (None, None, "en"),
        ("ar", "fr", "ar"),
        ("tlh", "fr-CA,en;q=0.5", "fr"),
        (None, "sw, ar-EG;q=0.8", "ar"),
        (None, "*", "en"),
        ("../en", "x" * 9000, "en"),
    ],
)
def test_a_page_speaks_what_was_asked_for_or_what_the_browser_wants(
    asked: str | None, header: str | None, language: str
) -> None:
    assert wanted_language(asked, header) == language


async def test_every_page_can_be_said_in_every_language(staff: Staff, browser: Browser) -> None:
    await staff.registered("analyst-amara")
    for language in LANGUAGES:
        await signed_in(browser, staff, "dalia")
        await prefer(staff.world, "dalia", language, "")
        overviews = [f"/staff/{place}" for place in OVERVIEWS]
        custody = ("/staff/notices", "/staff/custodians", "/staff/rota?compartment=xa-testimony")
        for path in ("/staff/", "/staff/passkeys", *overviews, *custody, "/staff/people?find=zz"):
            assert f'lang="{language}"' in (await browser.go(path)).text.split("<body>")[0]
        await browser.go("/staff/people?find=analyst-amara")
        await browser.press(ACTS, kind="propose-recovery")
        assert browser.page.status_code == 200
        browser.client.cookies.clear()
        for path in ("/staff/sign-in", "/staff/invitation", "/staff/nowhere"):
            assert f'lang="{language}"' in (await browser.go(f"{path}?language={language}")).text.split("<body>")[0]
