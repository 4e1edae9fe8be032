"""A person at the page: what they press, tick and type, by what can be seen there. The page is the English one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

ARRIVED = "It has arrived"
LOT = """
// Whatever is drawn by lot, four bytes each, comes out as the first: order of parts, pauses, and a post's bucket.
const random = crypto.getRandomValues.bind(crypto);
crypto.getRandomValues = (bytes) => (bytes.byteLength === 4 ? bytes.fill(0) : random(bytes));
"""


@dataclass(frozen=True)
class Story:
    """What is told, and how."""

    text: str = "They came at night and burned the three houses by the well."
    tonight: bool = False
    guided: bool = False
    """All that helps to sort a report, and can be left out."""
    files: tuple[Path, ...] = ()
    untouched: bool = False
    identity: tuple[str, str, str] = ("", "", "")
    card: str = ""
    profile: str = "keep-sealed"
    never_to: bool = False
    not_before: str = ""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def wait_for(page: Page, title: str) -> None:
    page.get_by_role("heading", name=title, exact=True).wait_for()


def open_page(page: Page, url: str) -> None:
    page.goto(url)
    wait_for(page, "What would you like to do?")
    page.get_by_text("The page is fetching").wait_for(state="detached")


def write(page: Page, story: Story) -> None:
    press(page, "Write a report")
    page.select_option("#country", "xa")
    page.fill("#text", story.text)
    if story.tonight:
        page.check("#tonight")
    if story.guided:
        _guided(page)


def _guided(page: Page) -> None:
    page.get_by_text("More about it", exact=True).click()
    page.select_option("#event-type", "destruction")
    page.fill("#place", "by the well")
    page.select_option("#week", index=1)
    page.fill("#harmed", "three families")
    page.get_by_text("What else is true there?", exact=True).click()
    for number in (1, 8, 14):
        page.check(f"#factor-{number}")


def go_on_to_words(page: Page, story: Story) -> None:
    press(page, "Continue")
    _give(page, story)
    _name(page, story)
    page.check(f"#profile input[value={story.profile}]")
    if story.never_to or story.not_before:
        page.get_by_text("Single options", exact=True).click()
    if story.never_to:
        page.check("#never-to-0")
    if story.not_before:
        page.fill("#not-before", story.not_before)
    press(page, "Continue")


def _give(page: Page, story: Story) -> None:
    if not story.files:
        return press(page, "Continue without")
    page.set_input_files("#files", story.files)
    page.locator(".files li").nth(len(story.files) - 1).wait_for()
    if story.untouched:
        for box in page.locator(".files input[type=checkbox]").all():
            box.check()
        page.get_by_text("The untouched files", exact=False).or_(page.get_by_text("All together:")).first.wait_for()
    return press(page, "Continue")


def _name(page: Page, story: Story) -> None:
    for field, said in zip(("name", "phone", "note"), story.identity, strict=True):
        page.fill(f"#{field}", said)
    if any(story.identity):
        page.check("#identity-now")
    page.fill("#card", story.card)
    says_something = any(story.identity) or story.card or story.untouched
    press(page, "Continue" if says_something else "Continue without")


def shown_words(page: Page) -> str:
    """They come a moment after their screen."""
    page.locator("#shown li").first.wait_for()
    return " ".join(page.locator("#shown li").all_inner_texts())


def learn_words(page: Page) -> str:
    """The words that are shown, typed again."""
    words = shown_words(page)
    press(page, "I have them. Hide them now")
    page.fill("#again", words)
    press(page, "Continue")
    return words


def go_on_to_send(page: Page, story: Story) -> str:
    """Up to the button that sends it; the words."""
    write(page, story)
    go_on_to_words(page, story)
    words = learn_words(page)
    wait_for(page, "Ready to send")
    return words


def send(page: Page, seconds: float = 120) -> None:
    press(page, "Send now")
    page.get_by_role("heading", name=ARRIVED).wait_for(timeout=1000 * seconds)


def tell(page: Page, story: Story) -> str:
    """A whole report; the words."""
    words = go_on_to_send(page, story)
    send(page)
    return words


def look(page: Page, words: str) -> None:
    press(page, "I have words or digits from before")
    page.fill("#look-words", words)
    press(page, "Look")
    wait_for(page, "What there is")


def finish(page: Page, *buttons: str) -> None:
    for button in buttons or ("Change nothing, and finish",):
        press(page, button)
    wait_for(page, "The visit is finished")


def all_that_is_said(page: Page) -> None:
    """From now on, what the page says of its progress is kept in the page."""
    page.evaluate(
        """() => {
            globalThis.said = [];
            const note = () => {
                const text = document.querySelector('[role=status]')?.textContent;
                if (text && said.at(-1) !== text) said.push(text);
            };
            new MutationObserver(note).observe(document, {subtree: true, childList: true, characterData: true});
        }"""
    )


def said(page: Page) -> Sequence[str]:
    found: list[str] = page.evaluate("said")
    return found
