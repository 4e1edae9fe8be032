"""Every screen of the page as a picture, on a small phone, in English and in Arabic: `make screens`.

The page is the real one; its acts only pretend (pretend_acts.ts), so the same pictures come again. Fonts are those of
the machine: with others a line may break elsewhere.

    python -m tests.clients.web.screens [--folder docs/screens] [name …]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.clients.web import pretend, walks
from tests.clients.web.chromium import PATIENCE, ROOT, Chromium, lacking, running
from tests.clients.web.pictures import smaller

FOLDER = ROOT / "docs" / "screens"
LANGUAGES = ("en", "ar")
PHONE = {"width": 360, "height": 740}
NOON = "2026-11-22T12:00:00Z"
"""The day of the pretended acts; the clock stands still."""


@dataclass(frozen=True)
class Screen:
    name: str
    says: str
    walk: Callable[[Page, str], None] = walks.start
    happens: str = ""
    """What the pretended acts are told."""
    before: str = ""
    """A script that runs before the page's own."""
    context: dict[str, Any] | None = None


WIDE: dict[str, Any] = {"viewport": {"width": 1024, "height": 740}}
SCREENS = (
    Screen("start", "The first screen: two things to do, and what is safer."),
    Screen(
        "start-wide", "The same where there is a keyboard: beside the exit stands which keys do the same.", context=WIDE
    ),
    Screen("start-dark", "The same on a device that is set to dark.", context={"color_scheme": "dark"}),
    Screen("start-hashes", "The hashes at the bottom, opened.", walks.hashes),
    Screen("start-stale", "The list of keys ended a short time ago: a warning.", walks.arrived, "stale"),
    Screen(
        "start-no-line",
        "The list of keys could not be fetched: everything can be begun.",
        walks.troubled,
        "arrive=cannot-reach",
    ),
    Screen(
        "directory-refused",
        "The list of keys is not to be trusted: nothing can be begun.",
        walks.troubled,
        "arrive=directory-forked",
    ),
    Screen(
        "without-scripting",
        "Where no program runs: no field, and what else there is.",
        walks.nowhere,
        context={"java_script_enabled": False},
    ),
    Screen("write", "Step 1: country and text.", walks.write),
    Screen("write-wrong", "Something is missing: told on top, and beside its field.", walks.write_wrong),
    Screen(
        "write-tonight", "Filled in, with “Tonight”, and with signs taken out that nobody sees.", walks.write_tonight
    ),
    Screen("write-details", "What can be left out, opened.", walks.write_details),
    Screen("files", "Step 2: no file yet.", walks.files),
    Screen("files-preview", "A picture that was drawn anew, and a file that can only go untouched.", walks.files_given),
    Screen("files-blocked", "A browser that does not let the page draw: no picture.", walks.files, before=walks.NOISE),
    Screen("you", "Step 3: name and number, sealed apart, and a card.", walks.you),
    Screen("you-filled", "The same, filled in.", walks.you_filled),
    Screen("consent", "Step 4: four profiles, and what nobody can promise.", walks.consent),
    Screen("consent-chosen", "One is chosen: what it allows, in sentences.", walks.consent_chosen),
    Screen("consent-options", "Every single option, opened.", walks.consent_options),
    Screen("consent-lacks", "A choice that does not hold together says what it lacks.", walks.consent_lacks),
    Screen("words", "Step 5: twelve words, or 42 digits where the language has no list of words.", walks.words),
    Screen("words-again", "They are typed once more.", walks.words_again),
    Screen("words-again-wrong", "They were typed wrong.", walks.words_again_wrong),
    Screen("words-before", "Those of an earlier report.", walks.words_before),
    Screen("ready", "Step 6: what is sent, and what is allowed.", walks.ready),
    Screen("sending", "It is on its way.", walks.sending, "hold"),
    Screen(
        "sending-broken", "The line broke: what was written is still there.", walks.sending_broken, "send=cannot-reach"
    ),
    Screen("sent", "It has arrived: what happens now, and what is left on the device.", walks.sent),
    Screen("sent-tonight", "The same for who ticked “Tonight”: what it does, and what it cannot.", walks.sent_tonight),
    Screen("look", "Coming back: words or digits from before.", walks.look),
    Screen("look-wrong", "They cannot be right.", walks.look_wrong),
    Screen("fetching", "What waits is fetched, with what waits for others.", walks.fetching, "hold"),
    Screen("seen-kept", "Nobody has opened it.", walks.seen, "look=plain"),
    Screen("seen-opened", "A desk has opened it; nobody has answered.", walks.seen, "look=read"),
    Screen("seen-answer", "With an answer, and with something allowed in addition that does not hold yet.", walks.seen),
    Screen("seen-unknown-desk", "With an answer of nobody knows whom.", walks.seen, "look=desk"),
    Screen("seen-loosened", "A policy is to be looser for it.", walks.seen, "look=loosened"),
    Screen("seen-late", "From days ago: something newer should be here.", walks.seen, "late"),
    Screen("seen-ended", "What was allowed has ended.", walks.seen, "look=ended"),
    Screen("seen-withdrawn", "It was taken back.", walks.seen, "look=withdrawn"),
    Screen("seen-none", "Nothing is there: the same for words that are nobody's.", walks.seen, "look=none"),
    Screen("seen-full", "Changed as often as can be.", walks.seen, "look=full"),
    Screen("change", "To allow less.", walks.change, "look=plain"),
    Screen("change-wider", "To allow more: the day from which it counts.", walks.change_wider, "look=plain"),
    Screen("withdraw", "To take it back: asked about first.", walks.withdraw),
    Screen("finished", "The visit is finished.", walks.finished),
)


def taken(browser: Chromium, address: str, screen: Screen, language: str) -> bytes:
    """One screen as a PNG."""

    def act(chromium: Browser) -> bytes:
        context = chromium.new_context(**{"viewport": PHONE, "device_scale_factor": 1, **(screen.context or {})})
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.clock.set_fixed_time(NOON)
        page.add_init_script(screen.before)
        page.goto(f"{address}/{language}#{screen.happens}")
        page.locator("h1").wait_for()
        screen.walk(page, language)
        page.evaluate("scrollTo(0, 0)")  # the line at the top stays in sight wherever one has scrolled to
        png = smaller(page.screenshot(full_page=True, animations="disabled"), page)
        context.close()
        return png

    return browser.do(act)


def picture(folder: Path, screen: Screen, language: str) -> Path:
    return folder / f"{screen.name}.{language}.png"


def readme() -> str:
    lines = [
        "# The reporter's page, screen by screen\n",
        "As somebody walks through it on a small phone, in English and in Arabic. Made by `make screens` from the real",
        "page; what it is told by servers is pretended. No native speaker has checked the Arabic yet.\n",
        *(f"* {screen.name}: {screen.says} {_links(screen)}" for screen in SCREENS),
    ]
    return "\n".join(lines) + "\n"


def _links(screen: Screen) -> str:
    return " ".join(f"[{language}]({screen.name}.{language}.png)" for language in LANGUAGES)


def take(folder: Path, names: Sequence[str]) -> None:
    chosen = [screen for screen in SCREENS if not names or screen.name in names]
    if unknown := set(names) - {screen.name for screen in chosen}:
        raise SystemExit(f"There is no such screen: {', '.join(sorted(unknown))}")
    folder.mkdir(parents=True, exist_ok=True)
    with running() as browser, pretend.served() as address:
        for screen in chosen:
            for language in LANGUAGES:
                picture(folder, screen, language).write_bytes(taken(browser, address, screen, language))
    if not names:
        (folder / "README.md").write_text(readme(), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Takes a picture of every screen of the reporter's page.")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("names", nargs="*", help="only these screens")
    given = parser.parse_args()
    if what := lacking():
        raise SystemExit(f"This machine lacks {what}.")
    take(given.folder, given.names)


if __name__ == "__main__":
    main()
