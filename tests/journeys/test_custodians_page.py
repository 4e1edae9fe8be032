"""A custodian at the page, between real zones: keys brought, what waits seen in one look, approved, refused, stopped.

The page is the built one, as the policy zone serves it; the browser is a real one, and asks the zones by itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, Response, expect

from server.demo.journey import APPROVING, COMPARTMENT
from server.demo.people import approve_as_custodians, connect_custodian, look_as_custodian, wait_for
from server.demo.processes import run
from tests.clients.web.chromium import WEB, Chromium, OnePage, arriving
from tests.journeys.administrators import comes_in, presses
from tests.journeys.seen_at_vault import PATIENCE, ask
from tests.server.policy.test_in_a_browser import check, with_authenticator
from tests.travelled import Travelled

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
SEAT = 6
"""Of testimony; the journey's own custodians sit in others."""


@dataclass(frozen=True)
class AtThePage:
    page: OnePage
    answers: list[tuple[str, str, int]]
    """Method, address and status of everything that came back."""
    errors: list[str]


@pytest.fixture(scope="module")
def brought(travelled: Travelled, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The file with the keys of a seat, and its code."""
    folder = connect_custodian(travelled.stage.ground, COMPARTMENT, SEAT)
    file = tmp_path_factory.mktemp("stick") / "for-the-page"
    unlocking = ("--folder", str(folder), "--passphrase-file", str(folder / "custodian.passphrase"))
    said = run("clients.custodian.cli", "key", "for-page", str(file), *unlocking)
    code = re.search(r"[0-9]{3}(?:\s[0-9]{3}){13}", said)
    assert code, said
    return file, code[0]


@pytest.fixture(scope="module")
def at_page(travelled: Travelled, chromium: Chromium, brought: tuple[Path, str]) -> Iterator[AtThePage]:
    """The page, open, with that seat's keys in it."""
    here = AtThePage(chromium.opened("about:blank"), [], [])

    def came(response: Response) -> None:
        here.answers.append((response.request.method, response.url, response.status))

    def bring(page: Page) -> None:
        page.on("response", came)
        page.on("console", lambda said: here.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: here.errors.append(str(error)))
        page.goto(travelled.stage.ground.custodian_page)
        page.set_input_files("#file", brought[0])
        page.fill("#code", brought[1])
        page.get_by_role("button", name="Bring the keys").click()
        page.get_by_role("heading", name="Waiting").wait_for()
        page.locator(".summary").wait_for()

    here.page.do(bring)
    yield here
    here.page.close()


def words(text: str) -> re.Pattern[str]:
    """That whole text, whatever signs of direction stand around what was filled in."""
    return re.compile(r"\s*" + "".join(f"[\u2066-\u2069]*{re.escape(sign)}" for sign in text) + r"[\u2066-\u2069\s]*$")


def some(travelled: Travelled, count: int) -> list[str]:
    """Parts that may be opened."""
    listed = travelled.journey.curator.get("/v1/parts", compartment=COMPARTMENT)["parts"]
    return [one["part"] for one in listed if one["may_be_opened"]][:count]


def wait_at_page(at_page: AtThePage, opening: str) -> None:
    """Until the page shows a request: the log ticks first."""

    def look() -> bool | None:
        return at_page.page.do(lambda page: _shows(page, opening)) or None

    wait_for("the request to reach the page", PATIENCE, look)


def _shows(page: Page, opening: str) -> bool:
    page.get_by_role("button", name="Waiting", exact=True).click()
    page.get_by_role("button", name="Look again").click()
    page.locator("main[aria-busy=false] .summary").wait_for()
    return page.locator(f"#request-{opening[:12]}").count() == 1


def choose(page: Page, opening: str) -> None:
    """Tick this request, and no other that waits."""
    for card in page.locator("li.request").all():
        tick = card.get_by_role("checkbox")
        if tick.count():
            tick.set_checked(card.locator(f"#request-{opening[:12]}").count() == 1)


def axe(page: Page) -> list[Any]:
    # Trusted types forbid what the checker would do to be loaded as a script; it is evaluated beside the page instead.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return list(page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"])


def test_a_custodian_approves_a_batch_and_refuses_another_and_the_desk_opens(
    travelled: Travelled, at_page: AtThePage
) -> None:
    parts = some(travelled, 3)
    approved, refused = ask(travelled, COMPARTMENT, *parts[:2]), ask(travelled, COMPARTMENT, parts[2])
    wait_at_page(at_page, approved)
    wait_at_page(at_page, refused)

    def act(page: Page) -> None:
        card = page.locator(f"li:has(#request-{refused[:12]})")
        expect(page.locator(f"#request-{approved[:12]}")).to_have_text(words("2 parts for early warning"))
        expect(card.locator("dd").nth(1)).to_have_text(words("ines"))
        choose(page, approved)
        page.get_by_role("button", name=words("Approve 2 parts")).click()
        page.get_by_role("button", name=words("Yes, approve 2")).click()
        expect(page.locator(".told")).to_have_text(words("2 parts were approved."))
        expect(page.locator(f"#request-{approved[:12]}")).to_have_count(0)
        card.get_by_role("button", name="Refuse…").click()
        card.get_by_role("radio", name="I do not know who asks").check()
        card.get_by_role("button", name="Refuse all its parts").click()
        expect(page.locator(".told")).to_have_text(words("One part was refused."))
        expect(card).to_have_count(0)

    at_page.page.do(act)
    others = [connect_custodian(travelled.stage.ground, COMPARTMENT, number) for number in APPROVING[:3]]
    wait_for("the request to reach a custodian", PATIENCE, lambda: look_as_custodian(others[0]) or None)
    approve_as_custodians(others)
    for console in (travelled.journey.curator, travelled.journey.reviewer):

        def opened(console: Any = console) -> bool | None:
            held = console.post(f"/v1/openings/{approved}/join")["parts"]
            return all(part["outcome"] == "open" for part in held) or None

        wait_for("every part to open", PATIENCE, opened)


def test_history_counts_and_names_no_part(at_page: AtThePage) -> None:
    def act(page: Page) -> None:
        page.get_by_role("button", name="Your answers").click()
        row = page.locator("tbody tr")
        expect(row).to_have_count(1)
        assert row.locator("td").all_inner_texts() == ["ines", "2", "1"], page.locator("main").inner_text()
        assert not re.search(r"[0-9a-f]{12}", page.locator("main").inner_text())

    at_page.page.do(act)


def test_what_was_approved_here_can_still_be_stopped(travelled: Travelled, at_page: AtThePage) -> None:
    opening = ask(travelled, COMPARTMENT, *some(travelled, 1))
    wait_at_page(at_page, opening)

    def act(page: Page) -> None:
        choose(page, opening)
        page.get_by_role("button", name=words("Approve one part")).click()
        page.get_by_role("button", name=words("Yes, approve it")).click()
        expect(page.locator(".told")).to_have_text(words("One part was approved."))
        page.get_by_role("button", name="Stop a request").click()
        card = page.locator(f"li:has-text('{opening[:12]}')")
        card.get_by_role("button", name="Stop this request…").click()
        card.get_by_role("button", name="Stop it for good").click()
        expect(page.locator(".told")).to_have_text(words("Stopped. Its desks can fetch nothing more of it."))

    at_page.page.do(act)
    (part,) = travelled.journey.curator.get(f"/v1/openings/{opening}")["parts"]
    assert part["state"] == "frozen"


def test_nothing_else_is_asked_and_nothing_goes_wrong(travelled: Travelled, at_page: AtThePage) -> None:
    ground = travelled.stage.ground
    places = {ground.custodian_page, *(ground.url(zone) for zone in ("vault", "policy", "ledger", "intake"))}
    assert {re.sub(r"(?<=\d)/.*", "", url) for _, url, _ in at_page.answers if url.startswith("http")} == places
    assert {status for _, _, status in at_page.answers} <= {200, 204}
    assert at_page.errors == []


def test_the_keys_stay_with_the_browser_when_the_page_is_opened_again(at_page: AtThePage) -> None:
    def act(page: Page) -> None:
        page.reload()
        page.locator(".summary").wait_for()
        expect(page.locator(".who strong")).to_have_text(words(f"custodian-testimony-{SEAT}"))

    at_page.page.do(act)


def test_a_day_in_a_custodians_life(travelled: Travelled, at_page: AtThePage, chromium: Chromium) -> None:
    """In the morning what waits, in one look; then next week's absence, told with a passkey; in the evening, that it
    was seen that somebody sat in this seat, and nothing of what they did."""
    first, second = ask(travelled, COMPARTMENT, *some(travelled, 2)), ask(travelled, COMPARTMENT, *some(travelled, 1))
    wait_at_page(at_page, first)
    wait_at_page(at_page, second)

    def in_the_morning(page: Page) -> None:
        for card in page.locator("li.request").all():
            card.get_by_role("checkbox").check()
        page.get_by_role("button", name=words("Approve 3 parts")).click()
        page.get_by_role("button", name=words("Yes, approve 3")).click()
        expect(page.locator(".told")).to_have_text(words("3 parts were approved."))
        expect(page.locator("li.request")).to_have_count(0)
        page.get_by_role("button", name="Your answers").click()
        expect(page.locator("tbody tr")).to_have_count(1)

    at_page.page.do(in_the_morning)
    config = str(travelled.stage.ground.path("settings", "policy.toml"))
    link = run("server.cli", "staff", "invite", f"custodian-testimony-{SEAT}", "--config", config).strip()
    theirs = chromium.opened("about:blank", AXE.read_text(encoding="utf-8"))
    today = dt.datetime.now(dt.UTC).date()
    away = [(today + dt.timedelta(days)).isoformat() for days in (7, 9)]

    def at_noon(page: Page) -> None:
        with_authenticator(page)
        comes_in(page, link)
        with arriving(page):
            page.get_by_role("link", name="Notices").first.click()
        page.select_option("#hour", "7")
        page.fill("#zone", "Africa/Nairobi")
        presses(page, "Keep this")
        presses(page, "Confirm with a passkey")
        expect(page.locator("#zone")).to_have_value("Africa/Nairobi")
        check(page)
        page.goto(page.url.replace("notices", "absences"))
        page.fill("#first", away[0])
        page.fill("#last", away[1])
        presses(page, "Keep this")
        presses(page, "Confirm with a passkey")
        for number, day in enumerate(away):
            expect(page.locator("tbody td").nth(number)).to_have_text(day)
        check(page)
        presses(page, "Sign out")
        page.get_by_role("button", name="Sign in with a passkey").wait_for()

    theirs.do(at_noon)
    theirs.close()
    assert ("POST", 204) in {(method, status) for method, url, status in at_page.answers if url.endswith("/heartbeats")}


def test_axe_finds_nothing_in_any_language(at_page: AtThePage) -> None:
    def act(page: Page) -> None:
        for language in page.locator(".speak option").all():
            page.locator(".speak select").select_option(language.get_attribute("value"))
            for tab in page.locator("button.tab").all():
                tab.click()
                page.locator("main[aria-busy=false]").wait_for()
                assert axe(page) == []
                assert "⟦" not in page.content()

    at_page.page.do(act)


def test_without_the_server_the_page_still_opens_from_its_own_files_and_holds_no_answers(
    travelled: Travelled, at_page: AtThePage
) -> None:
    def act(page: Page) -> None:
        kept = page.evaluate(
            """async () => {
              await navigator.serviceWorker.ready;
              const urls = [];
              for (const name of await caches.keys()) {
                for (const request of await (await caches.open(name)).keys()) urls.push(new URL(request.url).pathname);
              }
              return urls;
            }"""
        )
        assert sorted(re.sub("-[0-9a-f]{16}", "", path) for path in kept) == [
            "/",
            "/icon.svg",
            "/manifest.webmanifest",
            "/page.css",
            "/page.js",
        ]

    at_page.page.do(act)


# ---- how it is served


def test_the_page_is_served_on_its_own_host_and_nothing_else_is_there(travelled: Travelled) -> None:
    ground = travelled.stage.ground
    own = {"host": ground.custodian_page.removeprefix("http://")}
    # The name is for browsers, which know where it leads; here only the address is asked.
    with httpx.Client(base_url=ground.url("policy"), trust_env=False) as client:
        page = client.get("/", headers=own)
        assert page.status_code == 200
        doors = " ".join(ground.url(zone) for zone in ("vault", "policy", "ledger", "intake"))
        assert f"connect-src {doors};" in page.headers["content-security-policy"]
        for path in ("/openapi.json", "/v1/policies", "/v1/staff", "/index.html", "/page.js"):
            assert client.get(path, headers=own).status_code == 404
        assert client.post("/", headers=own).status_code == 404
        assert client.get("/worker.js").status_code == 404
