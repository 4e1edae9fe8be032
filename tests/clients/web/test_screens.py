"""What a person sees and what follows from it, in Chromium, under the page's own rules. The acts only pretend."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.clients.web import pretend
from tests.clients.web.at_screens import (
    Open,
    asked,
    go_on_to_consent,
    heading,
    keep_words_and_confirm,
    look,
    press,
    sent,
    whole_report,
    write,
)
from tests.clients.web.chromium import WEB, Chromium
from tests.clients.web.pretend import DIGITS, WORDS

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"


# ---- leaving


def test_the_exit_leaves_an_empty_page_that_no_way_back_leads_from(opened: Open) -> None:
    def act(page: Page) -> None:
        write(page)
        press(page, "Leave now")
        page.wait_for_url("about:blank")
        assert page.locator("body").inner_text() == ""
        page.go_back()
        assert "road" not in page.content()
        assert not page.url.startswith("http")

    opened().do(act)


def test_escape_twice_leaves_and_once_with_another_key_between_does_not(opened: Open) -> None:
    def act(page: Page) -> None:
        write(page)
        for key in ("Escape", "Tab", "Escape"):
            page.keyboard.press(key)
        assert heading(page) == "What happened?"
        page.keyboard.press("Escape")
        page.wait_for_url("about:blank")

    opened().do(act)


def test_what_was_typed_is_asked_about_before_it_is_lost(opened: Open) -> None:
    def act(page: Page) -> list[str]:
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.dismiss())[1])
        write(page)
        with page.expect_event("dialog"):
            page.evaluate("setTimeout(() => location.reload())")
        assert page.input_value("#text")
        press(page, "Back")
        with page.expect_event("dialog"):
            page.get_by_role("link", name="العربية").click()
        assert page.url.split("#")[0].endswith("/en")
        return dialogs

    assert opened().do(act) == ["beforeunload", "confirm"]


def test_a_country_alone_is_not_asked_about(opened: Open) -> None:
    """Where there is only one it stands there by itself, also after the report was sent."""

    def act(page: Page) -> list[str]:
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept())[1])
        write(page, text="")
        page.reload()
        return dialogs

    assert opened().do(act) == []


def test_a_check_in_that_is_left_hands_over_its_one_post(opened: Open) -> None:
    def act(page: Page) -> list[Any]:
        look(page)
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
        assert page.locator("body").inner_text() == ""
        return asked(page)

    assert "leave" in opened().do(act)


def test_nothing_stays_in_storage_cookies_title_or_history(opened: Open) -> None:
    def act(page: Page) -> None:
        before = page.evaluate("[history.length, location.href, document.title]")
        whole_report(page)
        sent(page)
        assert page.evaluate("[history.length, location.href, document.title]") == before
        kept = "[localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]"
        assert page.evaluate(f"async () => {kept}") == [0, 0, "", 0]

    opened().do(act)


# ---- writing


def test_two_clicks_send_a_report_once(opened: Open) -> None:
    def act(page: Page) -> list[Any]:
        whole_report(page)
        button = "document.querySelector('.steps button.first')"
        page.evaluate(f"() => {{ const button = {button}; button.click(); button.click(); }}")
        page.get_by_role("heading", name="It has arrived").wait_for()
        return asked(page)

    assert len(opened().do(act)) == 1


def test_an_empty_report_goes_no_further_and_each_field_says_why(opened: Open) -> None:
    def act(page: Page) -> None:
        press(page, "Write a report")
        press(page, "Continue")
        expect(page.locator(".wrong")).to_be_focused()
        assert page.get_attribute("#country", "aria-describedby") == "country-hint country-problem"
        page.select_option("#country", "ml")
        page.locator("#country-problem").wait_for(state="detached")
        assert page.locator("#text-problem").is_visible()

    opened().do(act)


PASTED = """(text) => {
    const field = document.getElementById('text');
    field.value = text;
    field.dispatchEvent(new InputEvent('input', {bubbles: true}));
}"""


def test_a_megabyte_that_is_pasted_arrives_whole(opened: Open) -> None:
    text = "عنف في القرية.\n" * 69_000

    def act(page: Page) -> str:
        write(page)
        page.evaluate(PASTED, text)
        go_on_to_consent(page)
        page.check("#profile input[value=keep-sealed]")
        keep_words_and_confirm(page)
        return str(sent(page)["text"])

    same = opened().do(act) == text.strip()
    assert same, "not the text that was pasted"


def test_signs_that_turn_the_order_are_taken_out_and_it_is_said(opened: Open) -> None:
    def act(page: Page) -> str:
        write(page, "a\u202eb\u2066c\u2069d\u200fe\u200cf\x07g\U000e0041h\nend")
        assert "5 signs" in page.locator(".warning").inner_text().replace("\u2068", "").replace("\u2069", "")
        return page.input_value("#text")

    assert opened().do(act) == "abcd\u200fe\u200cfgh\nend"


def test_a_text_that_is_too_long_is_kept_and_refused(opened: Open) -> None:
    def act(page: Page) -> None:
        write(page)
        page.evaluate(PASTED, f"{'x' * 63}\n" * 16_384 + "x")
        press(page, "Continue")
        assert page.locator("#text-problem").is_visible()
        assert page.evaluate("document.getElementById('text').value.length") == 1_048_577

    opened().do(act)


# ---- sending


def test_after_a_cut_line_the_text_is_there_and_nothing_in_it_can_be_changed(opened: Open) -> None:
    def act(page: Page) -> list[Any]:
        whole_report(page)
        press(page, "Send now")
        page.get_by_role("button", name="Try again").wait_for()
        assert heading(page) == "It has not all been sent"
        assert page.get_by_role("button", name="Back").count() == 0
        press(page, "Try again")
        page.get_by_role("heading", name="It has arrived").wait_for()
        return asked(page)

    first, second = opened("send=cannot-reach").do(act)
    assert first == second


@pytest.mark.parametrize("why", ["unsigned", "rolled-back", "forked", "contradictory", "not-yet", "expired"])
def test_with_a_directory_that_is_refused_nothing_can_be_begun(opened: Open, why: str) -> None:
    def act(page: Page) -> None:
        page.locator(".wrong").wait_for()
        assert "trouble-" not in page.locator(".wrong").inner_text()
        assert page.get_by_role("button", name="Write a report").count() == 0
        assert page.get_by_role("button", name="I have words").count() == 0

    opened(f"arrive=directory-{why}").do(act)


# ---- words from before


def test_a_field_for_words_that_is_left_empty_says_that_it_is_empty(opened: Open) -> None:
    said = "Nothing is typed yet."

    def problem(page: Page, field: str, button: str) -> str:
        press(page, button)
        return page.locator(f"#{field}-problem").inner_text()

    def looks(page: Page) -> None:
        press(page, "I have words or digits from before")
        assert said in problem(page, "look-words", "Look")
        page.fill("#look-words", "ocean travel")
        assert "not twelve words" in problem(page, "look-words", "Look")

    def writes(page: Page) -> None:
        write(page)
        go_on_to_consent(page)
        page.check("#profile input[value=keep-sealed]")
        press(page, "Continue")
        press(page, "I have them. Hide them now")
        for _ in range(3):  # nothing is no mistake that is counted
            assert said in problem(page, "again", "Continue")
        page.fill("#again", "ocean travel")
        assert "not the same words" in problem(page, "again", "Continue")
        press(page, "Back")
        page.check("#from input[value=before]")
        assert said in problem(page, "before", "Continue")

    opened().do(looks)
    opened().do(writes)


# ---- for everyone


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_safer_is_read_before_the_first_button_even_of_a_narrow_phone(opened: Open, language: str) -> None:
    def act(page: Page) -> tuple[float, float, int]:
        page.set_viewport_size({"width": 320, "height": 700})
        advice, button = page.locator("main section li"), page.locator(".choices button").first
        last, first = advice.last.bounding_box(), button.bounding_box()
        assert last
        assert first
        return last["y"] + last["height"], first["y"], advice.count()

    end, begin, count = opened(language=language).do(act)
    assert count == 3
    assert end <= begin


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_on_any_screen(opened: Open, language: str) -> None:
    def check(page: Page) -> None:
        assert "⟦" not in page.locator("#page").inner_html(), "a message that the catalogue does not have"
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 700})
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            assert [one["id"] for one in found["violations"]] == [], (heading(page), width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (heading(page), width)

    def act(page: Page) -> None:
        receipt = DIGITS if language == "ar" else WORDS
        first, last = ".steps button.first", ".choices button:not(.first)"
        check(page)
        page.click(".choices button.first")
        page.click(first)
        check(page)
        page.select_option("#country", "sd")
        page.fill("#text", "text")
        page.check("#tonight")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        check(page)
        page.click(first)
        check(page)
        page.click(first)
        page.fill("#name", "Amal")
        check(page)
        page.click(first)
        page.check("#profile input[value=summary-coarse]")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        check(page)
        page.click(first)
        page.locator("#shown").wait_for()
        check(page)
        page.click(first)
        page.fill("#again", receipt)
        page.click(first)
        check(page)
        page.click(first)
        page.locator("progress[value='24000']").wait_for()
        check(page)
        page.evaluate("goOn()")
        page.get_by_role("heading").nth(2).wait_for()
        check(page)
        page.reload()
        page.click(last)
        check(page)
        page.fill("#look-words", receipt)
        page.click(first)
        page.locator("progress[value='131072']").wait_for()
        check(page)
        page.evaluate("goOn()")
        page.locator("blockquote").wait_for()
        check(page)
        page.locator(".steps button").nth(3).click()
        check(page)

    opened("hold", language, before=AXE.read_text()).do(act)


def test_no_field_is_remembered_or_mended_by_the_browser(opened: Open) -> None:
    found: set[str] = set()

    def check(page: Page) -> None:
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        for field in page.locator("input, textarea, select").all():
            assert field.get_attribute("autocomplete") == "off"
            found.add(field.get_attribute("id") or "")
        for field in page.locator("textarea, input[type=text]").all():
            assert field.get_attribute("spellcheck") == "false"
            assert field.get_attribute("autocorrect") == "off"

    def act(page: Page) -> None:
        write(page)
        check(page)
        press(page, "Continue")
        check(page)
        press(page, "Continue without")
        check(page)
        press(page, "Continue without")
        page.check("#profile input[value=keep-sealed]")
        check(page)
        press(page, "Continue")
        press(page, "I have them. Hide them now")
        check(page)
        page.reload()
        press(page, "I have words or digits from before")
        check(page)

    opened().do(act)
    assert found >= {"country", "text", "place", "week", "harmed", "files", "name", "phone", "note", "card"}
    assert found >= {"not-before", "again", "look-words"}


def test_the_page_shows_the_hashes_of_its_own_script_and_trust_block(opened: Open) -> None:
    def act(page: Page) -> list[str]:
        page.get_by_text("Is this the right page?").click()
        page.locator("dd").first.wait_for()
        return [one.replace(" ", "") for one in page.locator("dd").all_inner_texts()]

    script = re.search(r"<script>(.*?)</script>", pretend.made("en"), re.DOTALL)
    assert script is not None
    expected = [hashlib.sha256(text.encode()).hexdigest() for text in (script[1], "")]
    assert opened().do(act) == expected


def test_the_page_shows_the_head_of_the_log_to_those_who_look_and_asks_for_it_only_then(opened: Open) -> None:
    def act(page: Page) -> tuple[list[object], str]:
        before = asked(page)
        page.get_by_text("Is this the right page?").click()
        page.locator("footer pre").get_by_text("48213").wait_for()
        return before, page.locator("footer pre").inner_text()

    before, shown = opened().do(act)
    assert "logHead" not in before
    assert shown.splitlines()[:2] == ["leeward.example/log", "48213"]
    assert [line for line in shown.splitlines() if line.startswith("\u2014 ")] == shown.splitlines()[4:]


def test_where_there_is_no_head_to_show_the_page_says_so_and_asks_again_when_it_is_opened_again(opened: Open) -> None:
    def act(page: Page) -> list[object]:
        summary = page.get_by_text("Is this the right page?")
        summary.click()
        page.get_by_text("The log is not shown at the moment.").wait_for()
        assert page.locator("footer pre").count() == 0
        summary.click()
        summary.click()
        page.wait_for_function("asked.filter((one) => one === 'logHead').length === 2")
        return asked(page)

    assert opened("headless").do(act).count("logHead") == 2


def test_without_scripting_there_is_nothing_to_fill_in(chromium: Chromium, screens: str) -> None:
    def act(browser: Any) -> tuple[str, int]:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{screens}/en")
        found = page.locator("main").inner_text(), page.locator("input, textarea, button, form, select").count()
        page.context.close()
        return found

    said, fields = chromium.do(act)
    assert "cannot protect you here" in said
    assert "leeward report" in said
    assert fields == 0


def test_the_page_asks_for_nothing_but_itself(opened: Open) -> None:
    pretend.asked.clear()

    def act(page: Page) -> list[str]:
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        whole_report(page)
        sent(page)
        return [url for url in requests if not url.startswith("blob:")]

    assert opened().do(act) == []
    assert set(pretend.asked) <= {"/en", "/favicon.ico"}
