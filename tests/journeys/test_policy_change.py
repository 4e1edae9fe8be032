"""Story 5 in a browser: an administrator lowers k from 5 to 3. Two Chromiums, each with its own authenticator and key.

One signature does nothing; the proposer cannot approve; what loosens waits; what tightens is in force at once. What
needs no browser is elsewhere: how the days pass, and what the vault says (tests/server/policy/test_proposals.py); that
a clearance is judged by the rules of its own version (tests/server/release/test_submissions.py).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clients.founder.page_key_commands import carry
from protocol.carried_keys import CarriedSigner
from protocol.policy import ChangeRules, PolicyBundle
from server.policy.staff_pages.files import FOLDER
from tests.clients.web.chromium import ROOT, Chromium, OnePage, lacking, nodeless, running
from tests.conftest import Databases, _missing
from tests.server.policy.served_staff import ServedStaff, consortium_of_today, serving
from tests.server.policy.test_in_a_browser import AXE, check, with_authenticator

PATIENCE = 60_000


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    if what := lacking():
        _missing(what)
    with running() as browser:
        yield browser


def waits_a_week(bundle: PolicyBundle) -> PolicyBundle:
    return bundle.model_copy(update={"version": 2, "changes": ChangeRules(cooling_off_days=7)})


@pytest.fixture
def served(databases: Databases, tmp_path: Path) -> Iterator[ServedStaff]:
    (tmp_path / "newest.cbor").write_bytes(consortium_of_today().resign_policy(waits_a_week).to_bytes())
    with serving(tmp_path, databases) as zone:
        yield zone


@dataclass
class Administrator:
    """Somebody at their own browser, which has their passkey and, once it was brought, their signing key."""

    name: str
    served: ServedStaff
    opened: OnePage
    trouble: list[str]

    def go(self, path: str) -> None:
        self.opened.do(lambda page: page.goto(f"{self.served.origin}{path}"))

    def says(self, text: str) -> None:
        self.opened.do(lambda page: expect(page.locator("main")).to_contain_text(_marked(text), timeout=PATIENCE))

    def presses(self, name: str) -> None:
        self.opened.do(lambda page: page.get_by_role("button", name=_marked(name, whole=True)).first.click())

    def bring_key(self, folder: Path) -> None:
        file = folder / f"{self.name}.carried"
        seed = self.served.consortium.administrators[self.name].seed()
        code = carry(file, CarriedSigner(administrator=self.name, sign_seed=seed))

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
        self.opened.do(lambda page: page.locator("#signing .key button:not(.quiet)").click())
        self.says("Your passkey confirms exactly this, once, within two minutes.")
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


def arrives(name: str, served: ServedStaff, chromium: Chromium) -> Administrator:
    """Invited, with a passkey, signed in."""
    link, trouble = served.link(name), list[str]()
    here = Administrator(name, served, chromium.opened("about:blank", AXE.read_text(encoding="utf-8")), trouble)

    def come(page: Page) -> None:
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda one: trouble.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: trouble.append(str(one)))
        page.on("request", lambda one: None if one.url.startswith(served.origin) else trouble.append(one.url))
        with_authenticator(page)
        page.goto(link)
        page.get_by_role("button", name="Go on").click()
        page.fill("#label", "this browser")
        page.get_by_role("button", name="Make the passkey").click()
        page.get_by_text("Your passkey was kept.").wait_for()
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_role("heading", name=name).wait_for()

    here.opened.do(come)
    return here


def drafts(one: Administrator, k: str) -> str:
    """A new draft with another k; the address of its page."""
    one.go("/staff/proposals")
    one.presses("Begin a draft")
    one.says("It changes nothing yet.")

    def set_k(page: Page) -> str:
        page.get_by_role("link", name="Settings").click()
        page.fill("#f-release-k", "1")
        page.get_by_role("button", name="Keep in the draft").click()
        expect(page.get_by_role("alert")).to_contain_text("One field does not hold.")
        expect(page.locator("#f-release-k")).to_have_value("1")
        page.fill("#f-release-k", k)
        page.get_by_role("button", name="Keep in the draft").click()
        page.get_by_role("heading", name="What it changes").wait_for()
        return page.url

    return one.opened.do(set_k)


def test_an_administrator_lowers_k_and_one_alone_changes_nothing(
    chromium: Chromium, served: ServedStaff, tmp_path: Path
) -> None:
    dalia, esteban = (arrives(name, served, chromium) for name in ("dalia", "esteban"))
    lower = drafts(dalia, "3").removeprefix(served.origin)
    dalia.says("all of it waits for 7 days after the approval")
    dalia.bring_key(tmp_path)
    dalia.looks()
    assert served.consortium.administrators["dalia"].seed().hex() not in dalia.kept()
    assert dalia.kept().count("key, extractable: false") == 2
    read = dalia.opened.do(lambda page: page.locator("#signing .reading > dl").inner_text())
    assert re.sub(r"\s+", " ", read) == "Sources behind a summary (k) 3 (before: 5)"
    dalia.signs("Another administrator must approve it now. You cannot.")
    assert dalia.opened.do(lambda page: page.locator("#signing").count()) == 0
    dalia.go("/staff/policy")
    dalia.says("Policy 2, in force")
    esteban.go(lower)
    esteban.bring_key(tmp_path)
    esteban.looks()
    esteban.signs("Two administrators have signed it.")
    esteban.says("It waits until")
    esteban.looks()
    esteban.go("/staff/policy")
    esteban.says("Policy 2, in force")
    esteban.says("A newer policy waits.")
    tighter = drafts(esteban, "7").removeprefix(served.origin)
    esteban.says("Nothing in it protects less.")
    esteban.signs("Another administrator must approve it now.")
    dalia.go(tighter)
    dalia.signs("This is the policy by which everything is decided now.")
    dalia.go(lower)
    dalia.says("Overtaken.")
    for path in ("/staff/policy", "/staff/proposals"):
        dalia.go(path)
        dalia.looks()
    for one in (dalia, esteban):
        one.opened.close()
        assert [what for what in one.trouble if "422" not in what] == []


def test_the_script_that_signs_is_what_its_sources_make(tmp_path: Path) -> None:
    if what := nodeless():
        _missing(what)
    script = ROOT / "clients" / "administrator" / "page" / "build.js"
    subprocess.run(["node", str(script), str(tmp_path)], check=True, capture_output=True)
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made.keys() == {"signing.js", "signing.txt"}
    assert made == {name: (FOLDER / name).read_bytes() for name in made}
