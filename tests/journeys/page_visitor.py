"""Somebody at the reporter's page in Chromium: finds everything by its label or its role, as people do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx
from playwright.sync_api import Page

from clients.authorities import authorities
from server.demo.people import wait_for
from tests.clients.web.chromium import OnePage, Profile

FINER = "A summary may be made, with more detail"
CHECK_IN_ANSWERS = "Yes, an answer waits here until I come and look"
SECONDS = 90.0
PATIENCE = 60_000
"""Milliseconds for one thing on the page: a label that is not there should not cost minutes."""
SOONER = """(() => {
    const later = globalThis.setTimeout;
    globalThis.setTimeout = (act, wait, ...more) => later(act, wait <= 20000 ? wait / 20 : wait, ...more);
})()"""
"""The pauses between two parts (tests/clients/web/test_sending.py), cut short; nothing else of the page is changed."""


@dataclass(frozen=True)
class Writing:
    """What somebody fills in. `ticks` are labels; `picks` and `fills` say what goes where."""

    text: str
    more: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None
    factors: tuple[str, ...] = ()
    tonight: bool = False
    file: tuple[str, str, bytes] | None = None
    """Name, media type, bytes; its untouched original goes too."""
    about_me: Mapping[str, str] = field(default_factory=dict)
    profile: str = FINER
    consent_picks: Mapping[str, str] = field(default_factory=dict)
    consent_fills: Mapping[str, str] = field(default_factory=dict)
    consent_turned: tuple[str, ...] = ()
    """Boxes that are set the other way round than the profile has them."""


class Visitor:
    """Opens the page anew for each visit, and keeps nothing but the words, as the page does."""

    def __init__(self, profile: Profile, url: str) -> None:
        self._profile, self._url = profile, url

    def arrive(self) -> OnePage:
        opened = self._profile.opened()

        def come(page: Page) -> None:
            page.set_default_timeout(PATIENCE)
            page.add_init_script(SOONER)
            page.goto(self._url)
            page.get_by_role("heading", name="What would you like to do?").wait_for()

        opened.do(come)
        return opened

    def _wait_for_publication(self) -> None:
        """A visit costs a second of a processor, and before the next one it would show the same."""
        with httpx.Client(base_url=self._url.rpartition("/")[0], trust_env=False, verify=authorities()) as intake:
            before = intake.get("/v1/mailboxes").content
            wait_for("a publication", SECONDS, lambda: intake.get("/v1/mailboxes").content != before or None)

    def report(self, writing: Writing) -> str:
        """A new report, under new words, which are given back."""
        opened = self.arrive()
        try:
            return opened.do(lambda page: _report(page, writing))
        finally:
            opened.close()

    def look_until(self, words: str, what: str, is_there: Callable[[str], bool]) -> OnePage:
        """Check in after a publication, until what is shown is right; that visit is left open."""

        def look() -> OnePage | None:
            self._wait_for_publication()
            opened = self.arrive()
            if is_there(opened.do(lambda page: _look(page, words))):
                return opened
            finish(opened, "Change nothing, and finish")
            opened.close()
            return None

        return wait_for(what, SECONDS, look)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def finish(opened: OnePage, *names: str) -> str:
    """Press these, the last of which sends the one message of a visit; what the page says then."""

    def act(page: Page) -> str:
        for name in names:
            press(page, name)
        page.get_by_role("heading", name="The visit is finished").wait_for()
        return shown(page)

    return opened.do(act)


def _report(page: Page, writing: Writing) -> str:
    press(page, "Write a report")
    write(page, writing)
    words = _new_words(page)
    send(page)
    return words


def write(page: Page, writing: Writing) -> None:
    """From the text to the consent, whose step is gone on from."""
    _tell(page, writing)
    _give_file(page, writing)
    _say_who(page, writing)
    _consent(page, writing)
    press(page, "Continue")


def _tell(page: Page, writing: Writing) -> None:
    page.get_by_label("In which country did it happen?").select_option("xa")
    page.get_by_label("What did you see or hear?").fill(writing.text)
    if writing.tonight:
        page.get_by_label("Tonight! People are in danger now").check()
    if writing.kind:
        page.get_by_text("More about it", exact=True).click()
        page.get_by_label("What kind of thing was it?").select_option(label=writing.kind)
        page.get_by_label("When was it?").select_option(index=1)  # this week
    for label, text in writing.more.items():
        page.get_by_label(label).fill(text)
    if writing.factors:
        page.get_by_text("What else is true there?", exact=True).click()
    for factor in writing.factors:
        page.get_by_label(factor, exact=True).check()
    press(page, "Continue")


def _give_file(page: Page, writing: Writing) -> None:
    if writing.file is None:
        press(page, "Continue without")
        return
    name, media_type, data = writing.file
    page.get_by_label("Choose files").set_input_files({"name": name, "mimeType": media_type, "buffer": data})
    page.get_by_alt_text("A picture that you chose, drawn anew").wait_for()
    page.get_by_label(re.compile("Send the untouched file too")).check()
    page.get_by_text("What may be done with the untouched files, you choose in a later step.").wait_for()
    press(page, "Continue")


def _say_who(page: Page, writing: Writing) -> None:
    for label, text in writing.about_me.items():
        page.get_by_label(label, exact=True).fill(text)
    if "Name" in writing.about_me:
        page.get_by_label("People of the task force may use it to reach me now").check()
    press(page, "Continue" if writing.about_me or writing.file else "Continue without")


def _consent(page: Page, writing: Writing) -> None:
    page.get_by_role("radio", name=writing.profile, exact=True).check()
    page.get_by_text("Single options", exact=True).click()
    for label, choice in writing.consent_picks.items():
        _pick(page, label, choice)
    for label, text in writing.consent_fills.items():
        page.get_by_label(label, exact=True).fill(text)
    for label in writing.consent_turned:
        box = page.get_by_label(label, exact=True)
        box.set_checked(not box.is_checked())
    if writing.file:
        page.get_by_label("A curator may look at them to see if they are real").check()


def _pick(page: Page, label: str, choice: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.wait_for()
    options = [plain(option) for option in field.get_by_role("option").all_inner_texts()]
    field.select_option(index=options.index(choice))


def plain(shown: str) -> str:
    """Without the signs that keep what is filled into a sentence apart from it, whichever way either runs."""
    return shown.replace("\u2068", "").replace("\u2069", "")


def shown(page: Page) -> str:
    return plain(page.get_by_role("main").inner_text())


def _new_words(page: Page) -> str:
    page.get_by_role("button", name="I have them. Hide them now").wait_for()  # it comes with the words
    listed = page.get_by_role("main").get_by_role("list").first
    words = " ".join(one.strip() for one in listed.get_by_role("listitem").all_inner_texts())
    press(page, "I have them. Hide them now")
    page.get_by_label("All the words or digits, in their order").fill(words)
    press(page, "Continue")
    return words


def send(page: Page) -> None:
    press(page, "Send now")
    page.get_by_role("heading", name="It has arrived").wait_for()


def _look(page: Page, words: str) -> str:
    press(page, "I have words or digits from before")
    page.get_by_label("Your twelve words, or your 42 digits").fill(words)
    press(page, "Look")
    page.get_by_role("heading", name="What there is").wait_for()
    return shown(page)
