"""A summary from an empty form to two signatures in Chromium, by keyboard alone: in English, then in Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from server.redaction.drafts.keeping import DraftState, kept_drafts
from tests.clients.web.chromium import WEB, Chromium, lacking, running
from tests.conftest import _missing
from tests.server.redaction.desks import Scene
from tests.server.redaction.pages.served_desk import ServedDesk, come_in, do, moves, served, with_authenticator

pytestmark = pytest.mark.anyio
AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
SAID = "Amina Okello saw eleven lorries with fighters at the mill on 12 November, and hid with her sister."
TAKEN_OVER = "Somebody saw eleven lorries with fighters at the mill."
ANEW = "Armed men were seen on the move in the north. More violence is likely."
CHOICES = ("event_type", "actor", "area", "period", "change", "stage", "credibility", "verification", "likelihood")


@pytest.fixture
def chromium() -> Iterator[Chromium]:
    if what := lacking():
        _missing(what)
    with running() as opened:
        yield opened


def check(page: Page) -> None:
    """Nothing that runs out of the page, and nothing that axe finds, wide or narrow."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == [], page.url
    page.set_viewport_size({"width": 1280, "height": 800})


def goes(page: Page, address: str, look: bool = True) -> None:
    page.goto(address)
    page.locator("footer").wait_for()
    if look:
        check(page)


def types(page: Page, field: str, text: str) -> None:
    """Over what stands there."""
    page.focus(f"#{field}")
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def weighed(page: Page, standing: str, rule: str) -> None:
    """Without a button: the page has looked by itself."""
    words = page.locator(f"#gate .weights li.{standing}", has_text=re.compile(rule))
    words.first.wait_for()


def writes(page: Page, desk: ServedDesk) -> None:
    goes(page, f"{desk.origin}/desk/openings/1")
    moves(page, "w", "**/write")
    assert SAID not in page.content()
    types(page, "title", "Fighters gather")
    types(page, "bluf", TAKEN_OVER)
    weighed(page, "against", r"1\.1")
    assert page.locator("#gate mark.shared").first.inner_text().startswith("saw eleven lorries")
    types(page, "bluf", ANEW)
    page.locator("#gate mark").first.wait_for(state="detached")
    for name in CHOICES:
        page.focus(f"#{name}")
        page.keyboard.press("ArrowDown")
    for name, downs in {"harm": 6, "confidence": 1, "audience": 2, "tlp": 3, "valid_until": 2}.items():
        page.focus(f"#{name}")
        for _ in range(downs):
            page.keyboard.press("ArrowDown")
    page.focus("input[name=risk]")
    page.keyboard.press("Space")
    page.locator("#gate .weights:not(:has(li.open))").wait_for()
    check(page)


def keeps(page: Page) -> None:
    page.focus("input[name=risk]")
    moves(page, "s", "**/desk/drafts/*")
    check(page)
    moves(page, "s")
    moves(page, "d", "**/desk/drafts")
    check(page)


def reviews(page: Page) -> None:
    moves(page, "v", "**/desk/reviews")
    check(page)
    moves(page, "1", "**/desk/reviews/1")
    check(page)
    if not page.locator(".original").count():  # the second time it is open already
        moves(page, "e")
    assert SAID in page.locator(".original").inner_text()
    check(page)
    page.keyboard.press("s")
    page.locator("input[name=read]:focus").wait_for()
    page.keyboard.press("Space")
    moves(page, "s", "**/desk/reviews")


def replies(page: Page, desk: ServedDesk) -> None:
    goes(page, f"{desk.origin}/desk/openings/1/parts/1/reply")
    types(page, "text", "شكرا")
    assert "552" in page.locator("[data-left]").inner_text() or "٥٥٢" in page.locator("[data-left]").inner_text()
    assert page.evaluate("document.querySelector('#text').matches(':dir(rtl)')")


def enters(page: Page, desk: ServedDesk, trouble: list[str]) -> None:
    page.set_default_timeout(20_000)
    page.on("console", lambda one: trouble.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda one: trouble.append(str(one)))
    page.add_init_script(AXE.read_text(encoding="utf-8"))
    with_authenticator(page)
    come_in(page, desk.link())


async def test_a_summary_is_written_weighed_and_signed_by_keyboard(scene: Scene, chromium: Chromium) -> None:
    opening = await scene.open(scene.say(SAID))
    trouble: list[str] = []
    for language in ("en", "ar"):
        for world in (scene.curator, scene.reviewer):
            world.memory.pages.language = language
            for kept in world.folder.glob("passkeys*"):
                kept.unlink()
        async with served(scene.curator) as desk, served(scene.reviewer) as second:
            first, other = chromium.opened("about:blank"), chromium.opened("about:blank")
            await do(first, lambda page, desk=desk: enters(page, desk, trouble))
            await scene.join(opening)  # whoever comes in ends what was open before
            assert scene.curator.memory.pages.session.openings.of(opening) == 1  # type: ignore[union-attr]
            await do(first, lambda page, desk=desk: writes(page, desk))
            await do(first, keeps)
            await do(first, lambda page, desk=desk: replies(page, desk))
            await do(other, lambda page, second=second: enters(page, second, trouble))
            await do(other, reviews)
            await do(first, lambda page, desk=desk: goes(page, f"{desk.origin}/desk/drafts/1"))
            first.close()
            other.close()
    assert [one.state for one in kept_drafts(scene.curator)[0]] == [DraftState.AGREED, DraftState.AGREED]
    assert trouble == []
