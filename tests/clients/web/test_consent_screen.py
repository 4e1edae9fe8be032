"""Consent at the screens, in Chromium: what is chosen arrives as it was chosen, and is said as it is."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.clients.web.at_screens import (
    Open,
    go_on_to_consent,
    keep_words_and_confirm,
    press,
    sent,
    whole_report,
    write,
)
from tests.clients.web.pretend import WORDS


def test_every_single_option_arrives(opened: Open) -> None:
    def act(page: Page) -> Any:
        write(page)
        page.check("#tonight")
        go_on_to_consent(page)
        page.check("#profile input[value=summary-coarse]")
        page.select_option("#option-contact", "1")
        page.get_by_text("Single options").click()
        for name in ("use-exact-words", "use-altered-media", "until-safe", "never-to-1", "never-to-later"):
            page.check(f"#{name}")
        for name in ("use-counted", "translation"):
            page.uncheck(f"#{name}")
        page.select_option("#aim-advocacy", "ask")
        page.select_option("#aim-accountability", "yes")
        page.select_option("#option-place", "1")
        page.select_option("#option-period", "3")
        page.select_option("#option-audience", "4")
        page.select_option("#option-given-by", "1")
        page.select_option("#forget-after", "90")
        page.fill("#not-before", "2027-01-15")
        keep_words_and_confirm(page)
        return sent(page)

    report = opened().do(act)
    assert report["tonight"] is True
    assert report["terms"] == {
        "uses": ["a-curator-reads", "altered-media", "exact-words", "summary"],
        "aims": ["accountability", "advocacy", "early-warning"],
        "ask_first": ["advocacy"],
        "place": 1,
        "period": 3,
        "audience": 4,
        "never_to": 2**52 - 2**3 + 2,
        "contact": 1,
        "not_before": 20_833,
        "until_safe": True,
        "forget_after": 90,
        "given_by": 1,
        "translation": False,
        "urgent": True,
    }


def test_who_decides_is_still_so_after_a_look_at_keeping_it_sealed(opened: Open) -> None:
    def act(page: Page) -> Any:
        write(page)
        go_on_to_consent(page)
        page.check("#profile input[value=summary-coarse]")
        page.get_by_text("Single options").click()
        page.select_option("#option-given-by", "0")
        page.check("#profile input[value=keep-sealed]")
        page.check("#profile input[value=summary-finer]")
        keep_words_and_confirm(page)
        return sent(page)

    assert opened().do(act)["terms"]["given_by"] == 0


@pytest.mark.parametrize(("voice", "offered"), [("en-GB", 1), ("fr-FR", 0), ("en-US-elsewhere", 0)])
def test_it_is_read_aloud_only_by_a_voice_of_the_language_on_this_device(
    opened: Open, voice: str, offered: int
) -> None:
    here = "false" if voice.endswith("elsewhere") else "true"
    voices = f"speechSynthesis.getVoices = () => [{{lang: '{voice}', localService: {here}, name: 'a voice'}}]"

    def act(page: Page) -> int:
        write(page)
        go_on_to_consent(page)
        return page.get_by_role("button", name="Read this aloud").count()

    assert opened(before=voices).do(act) == offered


def test_a_name_has_a_consent_of_its_own_which_takes_nothing_from_the_reports(opened: Open) -> None:
    def act(page: Page) -> Any:
        write(page)
        go_on_to_consent(page, name="Amal")
        page.check("#profile input[value=summary-finer]")
        page.get_by_text("Single options").click()
        page.fill("#not-before", "2027-01-15")
        page.check("#never-to-0")
        keep_words_and_confirm(page)
        return sent(page)

    report = opened().do(act)
    terms = report["identityTerms"]
    assert (terms["uses"], terms["aims"], terms["contact"]) == (["a-curator-reads"], ["early-warning"], 2)
    assert terms["not_before"] != report["terms"]["not_before"]
    assert terms["never_to"] != report["terms"]["never_to"]


def test_before_it_is_sent_stands_for_what_the_name_may_be_used(opened: Open) -> None:
    def act(page: Page) -> str:
        write(page)
        go_on_to_consent(page, name="Amal")
        page.check("#profile input[value=keep-sealed]")
        keep_words_and_confirm(page)
        return page.locator("main").inner_text()

    shown = opened().do(act)
    assert "People of the task force may use it to reach me now" in shown
    assert "held to account" not in shown


def test_a_warning_is_promised_only_with_a_summary_and_never_for_today(opened: Open) -> None:
    def act(page: Page) -> list[str]:
        write(page)
        page.check("#tonight")
        go_on_to_consent(page)
        shown = []
        for profile in ("curator-may-read", "summary-coarse"):
            page.check(f"#profile input[value={profile}]")
            shown.append(page.locator("#allowed").inner_text())
        return shown

    reading, summary = opened().do(act)
    assert "A warning may go out" not in reading
    assert "A warning may go out on this report alone. At present none can." in summary


def test_without_a_name_its_consent_is_the_bottom(opened: Open) -> None:
    def act(page: Page) -> Any:
        whole_report(page, "summary-finer")
        return sent(page)

    report = opened().do(act)
    assert report["identity"] is None
    assert report["identityTerms"]["uses"] == report["evidenceTerms"]["uses"] == []


def test_who_wants_no_answer_is_not_sent_back_to_look_for_one(opened: Open) -> None:
    def act(page: Page, contact: str, name: str) -> tuple[str, str]:
        write(page)
        press(page, "Continue")
        press(page, "Continue without")
        page.fill("#name", name)
        if name:
            page.check("#identity-now")
        press(page, "Continue" if name else "Continue without")
        page.check("#profile input[value=curator-may-read]")
        page.select_option("#option-contact", contact)
        press(page, "Continue")
        page.locator("#shown").wait_for()
        words = page.locator("main").inner_text()
        press(page, "I have them. Hide them now")
        page.fill("#again", WORDS)
        press(page, "Continue")
        sent(page)
        return words, page.locator("main").inner_text()

    shown = {
        (contact, name): opened().do(lambda page, told=(contact, name): act(page, *told))
        for contact, name in (("0", ""), ("1", ""), ("2", ""), ("0", "Amal"))
    }
    answers = {chosen: tuple("answer" in screen for screen in screens) for chosen, screens in shown.items()}
    # Who may be reached by name can be answered under that name, whatever holds for the report.
    wanted = (True, True)
    assert answers == {("0", ""): (False, False), ("1", ""): wanted, ("2", ""): wanted, ("0", "Amal"): wanted}
    assert all("change what you allow" in words and "change anything" in after for words, after in shown.values())


def test_who_ticked_tonight_is_told_at_the_end_what_it_does_and_what_not(opened: Open) -> None:
    def act(page: Page, profile: str, tonight: bool, aim: str) -> str:
        write(page)
        page.set_checked("#tonight", tonight)
        go_on_to_consent(page)
        page.check(f"#profile input[value={profile}]")
        if aim != "yes":
            page.get_by_text("Single options").click()
            page.select_option("#aim-early-warning", aim)
        keep_words_and_confirm(page)
        sent(page)
        return page.locator("main").inner_text()

    def told(profile: str, *, tonight: bool, aim: str = "yes") -> str:
        return str(opened().do(lambda page: act(page, profile, tonight, aim)))

    read, sealed, asked_first, other = (
        told("summary-coarse", tonight=True),
        told("keep-sealed", tonight=True),
        told("summary-coarse", tonight=True, aim="ask"),
        told("summary-coarse", tonight=False),
    )
    assert "A person has to open your report first. Nobody can promise" in read
    assert "no warning on one report alone can go out" in read
    for unread in (sealed, asked_first):
        assert "Nobody may read it. It stays sealed." in unread
        assert "A person has to open" not in unread
    help_too = "If you can call for help in another way, do that too."
    assert [help_too in screen for screen in (read, sealed, asked_first, other)] == [True, True, True, False]


def test_before_the_bodies_stands_whose_names_for_them_these_are(opened: Open) -> None:
    def act(page: Page) -> str:
        write(page)
        go_on_to_consent(page)
        page.check("#profile input[value=summary-coarse]")
        page.get_by_text("Single options").click()
        return page.locator("fieldset:has(> legend:text('never read it'))").inner_text()

    legend, names, bodies = opened().do(act).split("\n\n")
    assert legend == "Who must never read it"
    assert names == "Short names, as the consortium's list has them."
    assert bodies.startswith("bf interior\n")
