"""What a person does at the screens, whose acts only pretend; and what those acts were asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.clients.web.chromium import OnePage
from tests.clients.web.person import heading, press
from tests.clients.web.pretend import WORDS

Open = Callable[..., OnePage]
"""In a fresh profile; what happens there is chosen behind the `#` (pretend_acts.ts)."""


def asked(page: Page) -> list[Any]:
    found: list[Any] = page.evaluate("asked")
    return found


def write(page: Page, text: str = "They closed the road.", country: str = "sd") -> None:
    press(page, "Write a report")
    page.select_option("#country", country)
    page.fill("#text", text)


def go_on_to_consent(page: Page, name: str = "") -> None:
    press(page, "Continue")
    press(page, "Continue without")
    if name:
        page.fill("#name", name)
        page.check("#identity-now")
    press(page, "Continue" if name else "Continue without")


def keep_words_and_confirm(page: Page) -> None:
    press(page, "Continue")
    press(page, "I have them. Hide them now")
    page.fill("#again", WORDS)
    press(page, "Continue")


def whole_report(page: Page, profile: str = "curator-may-read") -> None:
    """Up to the button that sends it."""
    write(page)
    go_on_to_consent(page)
    page.check(f"#profile input[value={profile}]")
    keep_words_and_confirm(page)


def sent(page: Page) -> Any:
    press(page, "Send now")
    page.get_by_role("heading", name="It has arrived").wait_for()
    return next(one["send"] for one in asked(page) if "send" in one)


def look(page: Page, kind: str = "testimony") -> None:
    press(page, "I have words or digits from before")
    page.fill("#look-words", WORDS)
    page.check(f"#look-kind input[value={kind}]")
    press(page, "Look")
    page.get_by_role("heading", name="What there is").wait_for()


def wish(page: Page) -> Any:
    page.get_by_role("heading", name="The visit is finished").wait_for()
    return next(one for one in asked(page) if isinstance(one, dict) and "finish" in one)


__all__ = ["Open", "heading", "press"]
