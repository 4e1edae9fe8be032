"""What a person sees and what follows from it, in Chromium, under the page's own rules. The acts only pretend."""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

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
        page.evaluate("setTimeout(() => location.reload())")
        page.wait_for_timeout(300)
        assert page.input_value("#text")
        press(page, "Back")
        page.get_by_role("link", name="العربية").click()
        page.wait_for_timeout(200)
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
        assert page.evaluate("document.activeElement.className") == "wrong"
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


# ---- consent


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


# ---- files


DRAWN = """() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [400, 200];
    const pen = canvas.getContext('2d');
    pen.fillStyle = 'red';
    pen.fillRect(0, 0, 400, 200);
    pen.fillStyle = 'blue';
    pen.fillRect(0, 0, 100, 200);
    return canvas.toDataURL('image/jpeg').split(',')[1];
}"""
SIZE_AND_TOP = """async (text) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))]));
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    pen.drawImage(image, 0, 0);
    return [image.width, image.height, ...pen.getImageData(image.width / 2, 10, 1, 1).data];
}"""


def photograph(page: Page) -> bytes:
    """Red with a blue side, lying on that side, with a camera's name and a comment in it."""
    jpeg = base64.b64decode(page.evaluate(DRAWN))
    lies = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    camera = struct.pack(">HHII", 0x010F, 2, 10, 38)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02" + camera + lies + bytes(4) + b"Secretcam\0"
    comment = b"Secretcomment"
    added = (b"\xff\xe1", exif), (b"\xff\xfe", comment)
    segments = b"".join(marker + struct.pack(">H", 2 + len(data)) + data for marker, data in added)
    return jpeg[:2] + segments + jpeg[2:]


def give(page: Page, folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    press(page, "Continue")
    page.set_input_files("#files", folder / name)
    page.locator(".files li").wait_for()


def test_a_picture_is_drawn_anew_upright_and_bare(opened: Open, tmp_path: Path) -> None:
    def act(page: Page) -> Any:
        write(page)
        give(page, tmp_path, "photo.jpg", photograph(page))
        page.locator(".files img").wait_for()
        press(page, "Continue")
        press(page, "Continue without")
        page.check("#profile input[value=keep-sealed]")
        keep_words_and_confirm(page)
        report = sent(page)
        data = bytes(report["pictures"][0]["data"])
        return report, data, page.evaluate(SIZE_AND_TOP, base64.b64encode(data).decode())

    report, data, (width, height, red, _, blue, _) = opened().do(act)
    assert not report["originals"]
    for word in (b"Secretcam", b"Secretcomment", b"Exif", b"ICC_PROFILE", b"photo.jpg"):
        assert word not in data
    assert (width, height) == (200, 400)
    assert (blue > 200, red < 50) == (True, True)


SLOW_DRAWING = """(() => {
    const decode = createImageBitmap;
    globalThis.createImageBitmap = async (...given) => {
        await new Promise((drawn) => (globalThis.goOn = drawn));
        return decode(...given);
    };
})()"""


def test_while_a_picture_is_being_drawn_nobody_goes_on_and_who_goes_back_leaves_it_behind(
    opened: Open, tmp_path: Path
) -> None:
    """Drawn later, it would come unseen into a report, or into the next one."""

    def act(page: Page) -> None:
        write(page)
        (tmp_path / "photo.jpg").write_bytes(photograph(page))
        press(page, "Continue")
        page.set_input_files("#files", tmp_path / "photo.jpg")
        page.get_by_text("Please wait.").wait_for()
        page.get_by_role("button", name="Continue without").click(force=True)  # as who cannot see that it is off
        assert heading(page) == "Pictures and files"
        press(page, "Back")
        page.evaluate("goOn()")
        press(page, "Continue")
        page.wait_for_timeout(500)
        assert page.locator(".files li").count() == 0
        press(page, "Continue without")
        assert heading(page) != "Pictures and files"

    opened(before=SLOW_DRAWING).do(act)


def test_a_browser_that_hides_canvases_sends_no_picture_and_says_so(opened: Open, tmp_path: Path) -> None:
    noise = """CanvasRenderingContext2D.prototype.getImageData = (x, y, width, height) =>
        new ImageData(Uint8ClampedArray.from({length: 4 * width * height}, () => 256 * Math.random()), width)"""

    def act(page: Page) -> None:
        write(page, country="ml")
        give(page, tmp_path, "photo.jpg", photograph(page))
        assert "No picture is sent" in page.locator("main").inner_text()
        assert page.locator(".files img").count() == 0
        assert page.locator(".files input").count() == 0
        press(page, "Continue")
        assert heading(page) == "Pictures and files"

    opened(before=noise).do(act)


def test_another_file_goes_only_untouched_and_only_where_it_is_asked_for(opened: Open, tmp_path: Path) -> None:
    def act(page: Page) -> Any:
        write(page)
        give(page, tmp_path, "list.pdf", b"%PDF-1.7 a list")
        press(page, "Continue")
        assert page.locator(".wrong").is_visible()
        page.check(".files input")
        page.get_by_text("All together:").wait_for()
        press(page, "Continue")
        press(page, "Continue")
        page.check("#profile input[value=keep-sealed]")
        page.check("#evidence-accountability")
        keep_words_and_confirm(page)
        return sent(page)

    report = opened().do(act)
    assert bytes(report["originals"][0]["data"]) == b"%PDF-1.7 a list"
    assert report["originals"][0]["mediaType"] == "application/pdf"
    assert not report["pictures"]
    assert report["evidenceTerms"]["aims"] == ["accountability"]


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
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_any_screen(opened: Open, language: str, width: int) -> None:
    def check(page: Page) -> None:
        assert "⟦" not in page.locator("#page").inner_html(), "a message that the catalogue does not have"
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [one["id"] for one in found["violations"]] == [], heading(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, heading(page)

    def act(page: Page) -> None:
        page.set_viewport_size({"width": width, "height": 700})
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
