"""The staff's pages in Chromium, with its virtual authenticator: one person's whole way, by keyboard, read by axe."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page

from server.policy.staff_pages.rendering import OVERVIEWS
from tests.clients.web.chromium import WEB, Chromium, arriving, lacking, running
from tests.conftest import Databases, _missing
from tests.server.policy.filled import serving_something
from tests.server.policy.served_staff import ServedStaff

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (1280, 320)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    if what := lacking():
        _missing(what)
    with running() as browser:
        yield browser


@pytest.fixture
def served(databases: Databases, tmp_path: Path) -> Iterator[ServedStaff]:
    with serving_something(tmp_path, databases) as zone:
        yield zone


def with_authenticator(page: Page) -> CDPSession:
    """A security key that knows its owner, plugged into this page's browser."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp


def check(page: Page) -> None:
    """Nothing that runs out of the page at any width, and nothing that axe finds where it is narrow."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == [], page.url


def by_keyboard(page: Page, name: str) -> None:
    """Go there with the tabulator, and press."""
    # Names are held apart from what stands around them by marks that nobody sees.
    parts = " [\u2068\u2069]?".join(map(re.escape, name.split(" ")))
    wanted = page.get_by_role("button", name=re.compile(f"^{parts}[\u2068\u2069]?$")).first
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"{name} is not reached by keyboard")


def on_by_keyboard(page: Page, name: str) -> None:
    """As above, where it leads to another document."""
    with arriving(page):
        by_keyboard(page, name)


def prefer(page: Page, origin: str, language: str) -> None:
    page.goto(f"{origin}/staff/")
    page.select_option("#language", language)
    with arriving(page):
        page.click("main button")
    assert page.get_attribute("html", "lang") == language


def way(served: ServedStaff, look: Callable[[Page], None]) -> Callable[[Page], None]:
    """Invited, brings in a passkey, signs in, confirms an act, sees every page in two languages, signs out."""
    link = served.link("dalia")

    def act(page: Page) -> None:
        with_authenticator(page)
        page.goto(f"{served.origin}/staff/sign-in")
        by_keyboard(page, "Sign in with a passkey")
        page.get_by_role("alert").wait_for()
        assert page.get_by_role("alert").inner_text().startswith("Your browser gave no passkey.")
        page.goto(link)
        assert page.url == f"{served.origin}/staff/invitation", "the code is not in the address any more"
        assert len(page.input_value("#code")) == 43
        look(page)
        on_by_keyboard(page, "Go on")
        page.get_by_role("heading", name="Bring in a passkey").wait_for()
        look(page)
        page.fill("#label", "the key of this browser")
        on_by_keyboard(page, "Make the passkey")
        page.get_by_text("Your passkey was kept.").wait_for()
        look(page)
        on_by_keyboard(page, "Sign in with a passkey")
        page.get_by_role("heading", name="dalia").wait_for()
        for language in ("ar", "en"):
            prefer(page, served.origin, language)
            for path in ("", "passkeys", "people?find=analyst-a", "people?find=zz", "nowhere", *OVERVIEWS):
                page.goto(f"{served.origin}/staff/{path}")
                look(page)
        page.goto(f"{served.origin}/staff/people?find=analyst-amara")
        on_by_keyboard(page, "Invite analyst-amara")
        page.get_by_role("heading", name="Confirm this").wait_for()
        look(page)
        on_by_keyboard(page, "Confirm with a passkey")
        page.get_by_role("heading", name="The link").wait_for()
        assert f"{served.origin}/staff/invitation#" in page.locator(".link").inner_text()
        look(page)
        on_by_keyboard(page, "Sign out")
        page.get_by_role("heading", name="Sign in").wait_for()
        page.goto(f"{served.origin}/staff/people")
        assert page.url.endswith("/staff/sign-in")
        page.goto(f"{served.origin}/staff/sign-in?language=ar")
        look(page)

    return act


def test_somebody_is_invited_registers_signs_in_steps_up_and_signs_out_and_axe_finds_nothing(
    chromium: Chromium, served: ServedStaff
) -> None:
    trouble: list[str] = []

    def act(page: Page) -> None:
        page.set_default_timeout(60_000)
        page.on("console", lambda one: trouble.append(one.text) if one.type == "error" else None)
        page.on("requestfailed", lambda one: trouble.append(one.url))
        page.on("request", lambda one: None if one.url.startswith(served.origin) else trouble.append(one.url))
        way(served, check)(page)

    opened = chromium.opened("about:blank", AXE.read_text(encoding="utf-8"))
    opened.do(act)
    opened.close()
    assert [one for one in trouble if "404" not in one] == []
