"""The pages about policies as pictures, in English and in Arabic: docs/screens/staff. `make screens` runs this.

    pytest tests/server/policy/staff_screens.py

The zone is a real one, and so are draft and key; days and fingerprints are those of the day on which it was run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from clients.founder.page_key_commands import carry
from protocol.carried_keys import CarriedSigner
from protocol.policy import ChangeRules, PolicyBundle
from tests.clients.web.chromium import ROOT, Chromium, running
from tests.clients.web.pictures import smaller
from tests.conftest import Databases
from tests.journeys.administrators import Administrator, arrives, drafts
from tests.server.policy.served_staff import ServedStaff, consortium_of_today, serving
from tests.server.policy.test_in_a_browser import prefer

FOLDER = ROOT / "docs" / "screens" / "staff"
LAPTOP, PHONE = {"width": 1024, "height": 740}, {"width": 360, "height": 740}
TRAP = '\n@id("nobody-called-amara")\nforbid (principal, action, resource)\nwhen { principal.shoe == "left" };\n'


def waits_a_week(bundle: PolicyBundle) -> PolicyBundle:
    return bundle.model_copy(update={"version": 2, "changes": ChangeRules(cooling_off_days=7)})


@pytest.fixture
def served(databases: Databases, tmp_path: Path) -> Iterator[ServedStaff]:
    (tmp_path / "newest.cbor").write_bytes(consortium_of_today().resign_policy(waits_a_week).to_bytes())
    with serving(tmp_path, databases) as zone:
        yield zone


def settings_wrong(page: Page) -> None:
    page.fill("#f-release-k", "1")
    page.fill("#f-release-partners", "many")
    page.locator("form[action='/staff/proposals/settings'] > button").click()
    page.locator(".field.wrong").first.wait_for()


def rules_wrong(page: Page) -> None:
    text = page.input_value("#cedar-policies").removesuffix(TRAP)
    page.fill("#cedar-policies", text + TRAP)
    page.locator("form[action='/staff/proposals/rules'] > button:not(.quiet)").click()
    page.locator(".excerpts").wait_for()


def signing(page: Page) -> None:
    page.locator("#signing:not([hidden])").wait_for()


def nothing(_: Page) -> None:
    """As it opens."""


def bring_key(one: Administrator, served: ServedStaff, folder: Path) -> None:
    signer = CarriedSigner(administrator=one.name, sign_seed=served.consortium.administrators[one.name].seed())
    file = folder / f"{one.name}.carried"
    one.bring_key(file, carry(file, signer))


def take(
    one: Administrator, name: str, path: str, walk: Callable[[Page], None] = nothing, size: dict[str, int] = LAPTOP
) -> None:
    for language in ("ar", "en"):
        one.opened.do(lambda page, language=language: prefer(page, one.origin, language))

        def picture(page: Page, language: str = language) -> None:
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.goto(f"{one.origin}{path}")
            walk(page)
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / f"{name}.{language}.png").write_bytes(smaller(page.screenshot(full_page=True), page))

        one.opened.do(picture)


def test_pictures_are_taken(served: ServedStaff, tmp_path: Path) -> None:
    with running() as chromium:
        _pictures(served, chromium, tmp_path)


def _pictures(served: ServedStaff, chromium: Chromium, folder: Path) -> None:
    dalia, esteban = (arrives(name, served.link(name), chromium) for name in ("dalia", "esteban"))
    lower = drafts(dalia, "k", "3")
    identifier = lower.partition("id=")[2]
    take(dalia, "draft-bring-key", lower, signing)
    dalia.go(lower)
    bring_key(dalia, served, folder)
    take(dalia, "draft", lower, signing)
    take(dalia, "draft-phone", lower, signing, PHONE)
    take(dalia, "settings-wrong", f"/staff/proposals/settings?id={identifier}", settings_wrong)
    take(dalia, "staff-entry", f"/staff/proposals/entries?id={identifier}&list=staff&entry=analyst-amara")
    other = drafts(dalia, "k", "6").partition("id=")[2]
    take(dalia, "rules-wrong", f"/staff/proposals/rules?id={other}", rules_wrong)
    dalia.go(lower)
    dalia.signs("Another administrator must approve it now.")
    esteban.go(lower)
    bring_key(esteban, served, folder)
    take(esteban, "proposed", lower, signing)
    esteban.go(lower)
    esteban.signs("Two administrators have signed it.")
    take(esteban, "proposals", "/staff/proposals")
    take(esteban, "policy", "/staff/policy")
