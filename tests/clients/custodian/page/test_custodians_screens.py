"""What a custodian sees: in every language, in order for what reads it aloud, and hidden when nobody is there."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from playwright.sync_api import Browser, Page, expect

from server.policy.custodian_page import PageFiles
from tests.clients.custodian.page import pretend, screens
from tests.clients.web.catalogues import PLURALS
from tests.clients.web.chromium import ROOT, WEB, Chromium, OnePage, lacking
from tests.conftest import _missing

PAGE = ROOT / "clients" / "custodian" / "page"
AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
LANGUAGES = sorted(file.stem for file in (PAGE / "languages").glob("*.ftl"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> PageFiles:
    if what := lacking():
        _missing(what)
    return pretend.made(tmp_path_factory.mktemp("pretended"))


def messages(language: str) -> dict[str, ast.Message]:
    resource = FluentParser().parse((PAGE / "languages" / f"{language}.ftl").read_text(encoding="utf-8"))
    assert not [entry for entry in resource.body if isinstance(entry, ast.Junk)]
    return {entry.id.name: entry for entry in resource.body if isinstance(entry, ast.Message)}


def test_the_readme_names_every_picture_in_order() -> None:
    assert (screens.FOLDER / "README.md").read_text(encoding="utf-8") == screens.readme()
    wanted = {f"{one.name}.{language}.png" for one in screens.SCREENS for language in screens.LANGUAGES}
    assert {picture.name for picture in screens.FOLDER.glob("*.png")} == wanted


def inside(message: ast.Message) -> tuple[set[str], list[set[str]]]:
    """The names that are filled in, and the cases of each choice."""
    names: set[str] = set()
    cases: list[set[str]] = []

    class Looking(Visitor):
        def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the library's name
            names.add(node.id.name)

        def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
            cases.append({one.key.name for one in node.variants if isinstance(one.key, ast.Identifier)})
            self.generic_visit(node)

    Looking().visit(message)
    return names, cases


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_all_that_english_says_and_fills_in_the_same(language: str) -> None:
    english, theirs = messages("en"), messages(language)
    assert sorted(theirs) == sorted(english)
    for name, message in theirs.items():
        names, cases = inside(message)
        assert names == inside(english[name])[0], name
        # French tells millions apart, which nobody is asked for here.
        needed = PLURALS[language] - ({"many"} if language == "fr" else set())
        assert all(case == needed for case in cases), name


def test_the_built_page_is_what_its_sources_make(tmp_path: Path) -> None:
    if what := lacking():
        _missing(what)
    subprocess.run(["node", str(PAGE / "build.js"), str(tmp_path)], check=True, capture_output=True)
    made, there = ({file.name: file.read_bytes() for file in folder.iterdir()} for folder in (tmp_path, PAGE / "built"))
    assert made == there


AT_THE_SCREENS = ("bring-wrong", "waiting-phone", "unsound", "refuse", "history", "stop", "log-split")


def of(*names: str) -> list[screens.Screen]:
    return [one for one in screens.SCREENS if one.name in names]


@pytest.fixture(scope="module")
def english(chromium: Chromium, files: PageFiles) -> Iterator[OnePage]:
    """One page for several tests, each of which begins it anew."""
    page = OnePage(chromium, chromium.do(lambda browser: screens.empty(browser, files, "en")))
    yield page
    page.close()


@pytest.fixture
def waiting(english: OnePage) -> OnePage:
    """A page in which three requests wait."""
    english.do(lambda page: screens.visit(page, *of("waiting")))
    return english


@pytest.mark.parametrize(("language", "direction", "dark"), [("en", "ltr", True), ("ar", "rtl", False)])
def test_axe_finds_nothing(chromium: Chromium, files: PageFiles, language: str, direction: str, dark: bool) -> None:
    def look(page: Page, name: str) -> None:
        shown = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        assert shown == [language, direction], name
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], name
        assert "⟦" not in page.content(), name

    def act(browser: Browser) -> None:
        page = screens.empty(browser, files, language, dark=dark)
        for screen in of(*AT_THE_SCREENS):
            screens.visit(page, screen)
            look(page, screen.name)
        page.context.close()

    assert len(of(*AT_THE_SCREENS)) == len(AT_THE_SCREENS)
    chromium.do(act)


def test_all_of_it_is_reached_by_the_keyboard(waiting: OnePage) -> None:
    def typed(page: Page) -> None:
        reached = set()
        for _step in range(16):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.textContent || document.activeElement.type"))
        assert {"Waiting", "Your answers", "Refuse…", "checkbox"} <= reached
        page.locator("button.tab").nth(1).focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Your answers")
        expect(page.locator("h1")).to_be_focused()

    waiting.do(typed)


def test_what_nobody_touches_is_hidden(waiting: OnePage) -> None:
    """By the clock of the device, so that a laptop that slept wakes up hidden."""

    def left(page: Page) -> None:
        page.evaluate("pretended.now += 599")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator(".request")).to_have_count(3)
        page.evaluate("pretended.now += 1")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator("h1")).to_have_text("Hidden")
        assert "ines" not in page.content()
        page.get_by_role("button", name="Show it again").click()
        expect(page.locator(".request")).to_have_count(3)

    waiting.do(left)


def test_a_refusal_without_a_reason_is_not_sent(waiting: OnePage) -> None:
    def refused(page: Page) -> None:
        page.locator(".request .row button").first.click()
        page.locator(".reasons .danger").click(force=True)
        assert json.loads(page.evaluate("JSON.stringify(pretended.refused)")) == []
        page.locator(".reasons input").nth(5).check()
        page.locator(".reasons .danger").click()
        expect(page.locator(".told")).to_be_visible()
        assert json.loads(page.evaluate("JSON.stringify(pretended.refused)")) == [["c" * 64, "under-threat"]]

    waiting.do(refused)
