"""Words and digits at the screens, and what a visit with them shows and sends, in Chromium. The acts only pretend."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.clients.web.at_screens import (
    Open,
    asked,
    go_on_to_consent,
    heading,
    look,
    press,
    sent,
    wish,
    write,
)
from tests.clients.web.pretend import DIGITS, WORDS

# ---- words


def test_other_words_go_no_further_and_after_two_tries_they_are_shown_again(opened: Open) -> None:
    def act(page: Page) -> None:
        write(page)
        go_on_to_consent(page)
        page.check("#profile input[value=keep-sealed]")
        press(page, "Continue")
        press(page, "I have them. Hide them now")
        assert "ocean" not in page.locator("main").inner_text()
        page.fill("#again", WORDS.replace("yellow ocean", "").replace("ocean", "yellow"))
        press(page, "Continue")
        assert heading(page) == "Please type them once more"
        assert page.locator("#again-problem").is_visible()
        press(page, "Continue")
        assert heading(page) == "Your words"
        assert page.get_by_role("alert").count() == 0  # that would lead to a field which is not there
        assert "These are not the same words" in page.locator("main").inner_text()

    opened().do(act)


def test_back_from_typing_the_words_shows_them(opened: Open) -> None:
    def act(page: Page) -> None:
        to_words(page)
        press(page, "I have them. Hide them now")
        press(page, "Back")
        assert heading(page) == "Your words"
        assert "ocean" in page.locator("#shown").inner_text()
        press(page, "Back")
        assert heading(page) == "What may be done with your report?"

    opened().do(act)


def test_whoever_looks_at_the_other_choice_finds_the_same_new_words(opened: Open) -> None:
    """They may be on paper already."""

    def act(page: Page) -> None:
        to_words(page)
        before = page.locator("#shown").inner_text()
        page.check("#from input[value=before]")
        page.check("#from input[value=new]")
        assert page.locator("#shown").inner_text() == before

    opened().do(act)


def to_words(page: Page) -> None:
    write(page)
    go_on_to_consent(page)
    page.check("#profile input[value=keep-sealed]")
    press(page, "Continue")


def test_a_page_that_knows_digits_only_never_speaks_of_words(opened: Open) -> None:
    def act(page: Page) -> list[str]:
        page.click(".choices button.first")
        page.select_option("#country", "sd")
        page.fill("#text", "text")
        for _ in range(3):
            page.click(".steps button.first")
        page.check("#profile input[value=keep-sealed]")
        page.click(".steps button.first")
        page.locator("#shown").wait_for()
        shown = [heading(page)]
        page.check("#from input[value=before]")
        return [*shown, heading(page)]

    assert opened(language="ar").do(act) == ["أرقامك", "أرقامك"]


def test_groups_of_digits_run_from_left_to_right_on_a_page_that_runs_the_other_way(opened: Open) -> None:
    """Groups of Arabic digits too, which by themselves run from right to left, one after the other."""

    def act(page: Page) -> str:
        page.locator("main > [role=status]:empty").wait_for(state="attached")
        page.click(".choices button:not(.first)")
        page.fill("#look-words", DIGITS)
        return runs(page, "#look-words")

    assert opened(language="ar").do(act) == "ltr bidi-override"


@pytest.mark.parametrize(
    ("typed", "how"),
    [("٠١٦ ٨٣٥ ٢٤٧", "ltr bidi-override"), ("عند الجامع", "rtl isolate"), ("amal@example.org", "ltr isolate")],
)
def test_a_telephone_number_runs_as_digits_do_and_an_address_as_its_letters(opened: Open, typed: str, how: str) -> None:
    def act(page: Page) -> str:
        page.click(".choices button.first")
        page.select_option("#country", "sd")
        page.fill("#text", "text")
        for _ in range(2):
            page.click(".steps button.first")
        page.fill("#phone", typed)
        return runs(page, "#phone")

    assert opened(language="ar").do(act) == how


def runs(page: Page, field: str) -> str:
    script = """(field) => {
      const { direction, unicodeBidi } = getComputedStyle(document.querySelector(field));
      return `${direction} ${unicodeBidi}`;
    }"""
    said: str = page.evaluate(script, field)
    return said


def test_words_from_before_need_the_number_of_reports(opened: Open) -> None:
    def act(page: Page) -> list[Any]:
        write(page)
        go_on_to_consent(page)
        page.check("#profile input[value=keep-sealed]")
        press(page, "Continue")
        page.check("#from input[value=before]")
        page.fill("#before", WORDS)
        press(page, "Continue")
        assert page.locator("#count-problem").is_visible()
        page.fill("#count", "٢")
        press(page, "Continue")
        sent(page)
        return asked(page)

    assert opened().do(act)[0]["index"] == 2


# ---- coming back


def test_a_visit_without_a_change_says_nothing_and_lets_the_answer_go(opened: Open) -> None:
    def act(page: Page) -> Any:
        look(page)
        press(page, "Change nothing, and finish")
        return wish(page)

    assert opened().do(act) == {"finish": {"do": "nothing"}, "read": True}


def test_an_answer_can_be_left_to_be_read_again(opened: Open) -> None:
    def act(page: Page) -> Any:
        look(page)
        page.check("#keep-reply")
        press(page, "Stop what I allowed in addition")
        return wish(page)

    assert opened().do(act) == {"finish": {"do": "cancel"}, "read": False}


def test_a_wider_consent_tells_its_day_and_a_narrower_does_not(opened: Open) -> None:
    def act(page: Page) -> Any:
        look(page)
        press(page, "Change what I allow")
        page.check("#profile input[value=keep-sealed]")
        assert "no more than today" in page.locator("main").inner_text()
        page.check("#profile input[value=summary-finer]")
        assert "November 29, 2026" in page.locator("main").inner_text()
        press(page, "Send this, and finish")
        return wish(page)

    finish = opened("look=plain").do(act)["finish"]
    assert (finish["do"], finish["anew"]) == ("change", True)
    assert finish["terms"]["audience"] == 3


def test_taking_back_is_asked_about_first(opened: Open) -> None:
    def act(page: Page) -> Any:
        look(page, "identity")
        press(page, "Take it back")
        assert heading(page) == "Take the name and number back?"
        assert not [one for one in asked(page) if "finish" in one]
        press(page, "Yes, take it back, and finish")
        return wish(page)["finish"]

    assert opened().do(act) == {"do": "withdraw"}


def test_to_write_back_the_number_of_reports_is_asked_for_and_not_guessed(opened: Open) -> None:
    def act(page: Page) -> Any:
        look(page)
        press(page, "Change nothing, and finish")
        press(page, "Write back, with the same words")
        page.select_option("#country", "ml")
        page.fill("#text", "Yes, I saw it.")
        go_on_to_consent(page)
        page.check("#profile input[value=curator-may-read]")
        press(page, "Continue")
        assert page.locator("#before").count() == 0
        press(page, "Continue")
        assert page.locator("#count-problem").is_visible()
        page.fill("#count", "3")
        press(page, "Continue")
        sent(page)
        return asked(page)[-1]["index"]

    assert opened().do(act) == 3


def test_who_found_no_answer_writes_another_and_who_found_nothing_or_took_it_back_is_led_nowhere(opened: Open) -> None:
    def after(button: str, *more: str) -> Any:
        def act(page: Page) -> list[str]:
            look(page)
            for name in (button, *more):
                press(page, name)
            wish(page)
            return page.locator("main .steps button").all_inner_texts()

        return act

    nothing = "Change nothing, and finish"
    close = "Close this page now"
    assert opened().do(after(nothing)) == [close, "Write back, with the same words"]
    assert opened("look=plain").do(after(nothing)) == [close, "Write another one with the same words"]
    assert opened("look=withdrawn").do(after(nothing)) == [close]
    assert opened("look=none").do(after(nothing)) == [close]
    assert opened().do(after("Take it back", "Yes, take it back, and finish")) == [close]


def test_what_has_ended_is_not_said_to_be_allowed_today(opened: Open) -> None:
    def act(page: Page) -> str:
        look(page)
        return page.locator("main").inner_text()

    ended = opened("look=ended").do(act)
    assert "What you allowed has ended." in ended
    assert "What you allow today" not in ended
    assert "What you allow today" in opened("look=plain").do(act)


def test_nobody_is_told_to_renew_what_can_be_renewed_no_more(opened: Open) -> None:
    def act(page: Page) -> tuple[int, int]:
        look(page)
        renew = "Allow it for twelve months more"
        return page.get_by_text(f'With "{renew}"').count(), page.get_by_role("button", name=renew).count()

    assert opened("look=full").do(act) == (0, 0)
    assert opened().do(act) == (1, 1)


def test_only_what_was_changed_is_to_be_looked_at_again(opened: Open) -> None:
    def after(button: str) -> Any:
        def act(page: Page) -> bool:
            look(page)
            press(page, button)
            wish(page)
            return "Look again tomorrow" in page.locator("main").inner_text()

        return act

    assert opened().do(after("Stop what I allowed in addition"))
    assert not opened().do(after("Change nothing, and finish"))


def test_words_that_are_nobodys_end_with_the_same_one_message(opened: Open) -> None:
    def act(page: Page) -> Any:
        look(page)
        press(page, "Change nothing, and finish")
        return wish(page)

    assert opened("look=none").do(act)["finish"] == {"do": "nothing"}


def test_the_second_file_of_the_third_report_is_asked_for_by_its_index(opened: Open) -> None:
    def act(page: Page) -> list[Any]:
        press(page, "I have words or digits from before")
        page.fill("#look-words", WORDS)
        page.check("#look-kind input[value=evidence]")
        page.fill("#look-number", "3")
        page.fill("#look-file", "٢")
        press(page, "Look")
        page.get_by_role("heading", name="What there is").wait_for()
        return asked(page)

    assert opened().do(act) == [{"checkIn": "evidence", "index": 65}]
