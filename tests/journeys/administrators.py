"""Administrators at the pages about policies in Chromium, each with a browser, an authenticator and a key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.clients.web.chromium import Chromium, OnePage, arriving
from tests.server.policy.test_in_a_browser import AXE, check, with_authenticator

PATIENCE = 60_000


@dataclass
class Administrator:
    """Somebody at their own browser, which has their passkey and, once it was brought, their signing key."""

    name: str
    origin: str
    opened: OnePage
    trouble: list[str]

    def go(self, path: str) -> None:
        self.opened.do(lambda page: page.goto(f"{self.origin}{path}"))

    def says(self, text: str) -> None:
        self.opened.do(lambda page: expect(page.locator("main")).to_contain_text(_marked(text), timeout=PATIENCE))

    def says_not(self, text: str) -> None:
        self.opened.do(lambda page: expect(page.locator("main")).not_to_contain_text(_marked(text)))

    def presses(self, name: str) -> None:
        """A button that leads to another document."""
        self.opened.do(lambda page: presses(page, name))

    def bring_key(self, file: Path, code: str) -> None:
        """One digit is typed wrong at first."""

        def bring(page: Page) -> None:
            page.locator("#key-code").wait_for()
            page.set_input_files("#key-file", file)
            page.fill("#key-code", code[:-1] + str((int(code[-1]) + 1) % 10))
            page.get_by_role("button", name="Bring the key").click()
            expect(page.get_by_role("alert")).to_have_text("A digit of the code is wrong or missing.")
            page.fill("#key-code", code)
            page.get_by_role("button", name="Bring the key").click()
            page.get_by_text(f"This browser keeps the signing key of {self.name}").wait_for()

        self.opened.do(bring)

    def signs(self, what: str) -> None:
        """The page's script signs, then the passkey confirms."""

        def sign(page: Page) -> None:
            with arriving(page):
                page.locator("#signing .key button:not(.quiet)").click()

        self.opened.do(sign)
        self.says("Your passkey confirms exactly this, once, within two minutes.")
        self.confirms(what)

    def confirms(self, what: str) -> None:
        self.presses("Confirm with a passkey")
        self.says(what)

    def kept(self) -> str:
        """Everything in the browser's database that a script can read, with keys told as what they are."""
        return str(self.opened.evaluate(EVERYTHING))

    def looks(self) -> None:
        self.opened.do(check)


EVERYTHING = """async () => {
  const open = (name) => new Promise((go) => { indexedDB.open(name).onsuccess = (event) => go(event.target.result); });
  const database = await open("leeward-administrator");
  const asked = database.transaction("keys").objectStore("keys").get("leeward-administrator");
  const kept = await new Promise((go) => { asked.onsuccess = () => go(asked.result); });
  database.close();
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const told = (one) => one instanceof CryptoKey ? `key, extractable: ${one.extractable}`
    : one instanceof Uint8Array ? hex(one)
    : typeof one === "object" ? JSON.stringify(Object.values(one).map(told)) : one;
  return told(kept);
}"""


def _marked(text: str, *, whole: bool = False) -> re.Pattern[str]:
    """That text, whatever marks hold names apart in it."""
    parts = "[\u2068\u2069]*".join(re.escape(sign) for sign in text)
    return re.compile(f"^{parts}[\u2068\u2069]*$" if whole else parts)


def arrives(name: str, link: str, chromium: Chromium) -> Administrator:
    """Invited by a link, with a passkey, signed in."""
    origin, trouble = "{0.scheme}://{0.netloc}".format(urlsplit(link)), list[str]()
    here = Administrator(name, origin, chromium.opened("about:blank", AXE.read_text(encoding="utf-8")), trouble)

    def come(page: Page) -> None:
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda one: trouble.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: trouble.append(str(one)))
        page.on("request", lambda one: None if one.url.startswith(origin) else trouble.append(one.url))
        with_authenticator(page)
        comes_in(page, link)
        page.get_by_role("heading", name=name).wait_for()

    here.opened.do(come)
    return here


def presses(page: Page, name: str) -> None:
    """A button that leads to another document: its scripts have run when this ends."""
    with arriving(page):
        page.get_by_role("button", name=_marked(name, whole=True)).first.click()


def comes_in(page: Page, link: str) -> None:
    """By the link of an invitation, with a passkey that is made for it."""
    page.goto(link)
    presses(page, "Go on")
    page.fill("#label", "this browser")
    presses(page, "Make the passkey")
    page.get_by_text("Your passkey was kept.").wait_for()
    presses(page, "Sign in with a passkey")


def drafts(one: Administrator, rule: str, value: str) -> str:
    """A new draft in which one rule of release is another; the path of its page, which is open then."""
    one.go("/staff/proposals")
    one.presses("Begin a draft")
    one.says("It changes nothing yet.")

    def change(page: Page) -> str:
        with arriving(page):
            page.get_by_role("link", name="Settings").click()
        page.fill(f"#f-release-{rule}", value)
        presses(page, "Keep in the draft")
        page.get_by_role("heading", name="What it changes").wait_for()
        return page.url.removeprefix(one.origin)

    return one.opened.do(change)
