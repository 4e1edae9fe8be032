"""Ways from the first screen to each of the others, in whatever language the page speaks."""

from __future__ import annotations

import base64

from playwright.sync_api import Page

from tests.clients.web.pretend import DIGITS, WORDS

FIRST = ".steps button.first"
TEXTS = {
    "en": "On Tuesday three trucks with armed men came to the market. They took two brothers. I saw it from my door.",
    "ar": "يوم الثلاثاء جاءت ثلاث شاحنات فيها مسلحون إلى السوق. أخذوا أخوين. رأيت ذلك من باب بيتي.",
}
NAMES = {"en": "Amal", "ar": "أمل"}
NOTES = {"en": "Only in the evening.", "ar": "في المساء فقط."}
RECEIPTS = {"en": WORDS, "ar": DIGITS}
UNSEEN = "\u202e"

NOISE = """CanvasRenderingContext2D.prototype.getImageData = (x, y, width, height) =>
    new ImageData(Uint8ClampedArray.from({length: 4 * width * height}, () => 256 * Math.random()), width)"""
DRAWN = """() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [600, 400];
    const pen = canvas.getContext('2d');
    for (const [colour, ...place] of [
        ['#b8d4e8', 0, 0, 600, 260], ['#c9b48a', 0, 260, 600, 140], ['#8a5a3c', 180, 140, 200, 160],
        ['#3b2a20', 250, 220, 50, 80], ['#5f7d4a', 440, 120, 70, 170], ['#e8e0d0', 0, 320, 600, 30],
    ]) {
        pen.fillStyle = colour;
        pen.fillRect(...place);
    }
    return canvas.toDataURL('image/jpeg').split(',')[1];
}"""
OPEN_ALL = "for (const one of document.querySelectorAll('main details')) one.open = true"


def nowhere(page: Page, language: str) -> None:
    pass


def start(page: Page, language: str) -> None:
    """As it is when the list of keys has come."""
    page.locator("main > [role=status]:empty").wait_for(state="attached")


def on(page: Page) -> None:
    page.click(FIRST)


def arrived(page: Page, language: str) -> None:
    page.locator(".warning").wait_for()


def troubled(page: Page, language: str) -> None:
    page.locator(".wrong").wait_for()


def hashes(page: Page, language: str) -> None:
    start(page, language)
    page.click("footer summary")
    page.locator("footer dd").first.wait_for()


def write(page: Page, language: str) -> None:
    start(page, language)
    page.click(".choices button.first")
    page.locator("#text").wait_for()


def write_wrong(page: Page, language: str) -> None:
    write(page, language)
    on(page)
    page.locator(".wrong").wait_for()


def _written(page: Page, language: str) -> None:
    write(page, language)
    page.select_option("#country", "sd")
    page.fill("#text", TEXTS[language])


def write_tonight(page: Page, language: str) -> None:
    _written(page, language)
    page.fill("#text", UNSEEN + TEXTS[language])
    page.check("#tonight")


def write_details(page: Page, language: str) -> None:
    _written(page, language)
    page.evaluate(OPEN_ALL)


def files(page: Page, language: str) -> None:
    _written(page, language)
    on(page)


def files_given(page: Page, language: str) -> None:
    files(page, language)
    photo = base64.b64decode(page.evaluate(DRAWN))
    page.set_input_files(
        "#files",
        [
            {"name": "IMG_0412.jpg", "mimeType": "image/jpeg", "buffer": photo},
            {"name": "list.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 " + bytes(40_000)},
        ],
    )
    page.locator(".files img").wait_for()
    page.locator(".files input").nth(1).check()


def you(page: Page, language: str) -> None:
    files(page, language)
    on(page)


def you_filled(page: Page, language: str) -> None:
    you(page, language)
    page.fill("#name", NAMES[language])
    page.fill("#phone", "+249 91 000 0000")
    page.fill("#note", NOTES[language])
    page.check("#identity-now")
    page.fill("#card", "1234 5678 9012 3456 7890 1234")


def consent(page: Page, language: str) -> None:
    you(page, language)
    on(page)


def _chosen(page: Page, language: str, profile: str) -> None:
    consent(page, language)
    page.check(f"#profile input[value={profile}]")


def consent_chosen(page: Page, language: str) -> None:
    _chosen(page, language, "summary-coarse")


def consent_options(page: Page, language: str) -> None:
    consent_chosen(page, language)
    page.evaluate(OPEN_ALL)


def consent_lacks(page: Page, language: str) -> None:
    _chosen(page, language, "curator-may-read")
    page.evaluate(OPEN_ALL)
    page.check("#use-summary")
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = false")


def words(page: Page, language: str) -> None:
    consent_chosen(page, language)
    on(page)
    page.locator("#shown").wait_for()


def words_again(page: Page, language: str) -> None:
    words(page, language)
    on(page)
    page.locator("#again").wait_for()


def words_again_wrong(page: Page, language: str) -> None:
    words_again(page, language)
    page.fill("#again", RECEIPTS[language].rsplit(" ", 1)[0])
    on(page)
    page.locator(".wrong").wait_for()


def words_before(page: Page, language: str) -> None:
    words(page, language)
    page.check("#from input[value=before]")


def ready(page: Page, language: str) -> None:
    words_again(page, language)
    _confirmed(page, language)


def _confirmed(page: Page, language: str) -> None:
    page.fill("#again", RECEIPTS[language])
    on(page)
    page.locator("#again").wait_for(state="detached")


def sending(page: Page, language: str) -> None:
    ready(page, language)
    on(page)
    page.locator("progress[value='24000']").wait_for()


def sending_broken(page: Page, language: str) -> None:
    ready(page, language)
    on(page)
    page.locator(".wrong").wait_for()


def sent(page: Page, language: str) -> None:
    ready(page, language)
    _sent(page)


def sent_tonight(page: Page, language: str) -> None:
    write_tonight(page, language)
    for _ in range(3):
        on(page)
    page.check("#profile input[value=summary-coarse]")
    on(page)
    page.locator("#shown").wait_for()
    on(page)
    _confirmed(page, language)
    _sent(page)


def _sent(page: Page) -> None:
    on(page)
    page.locator(".step:empty").wait_for(state="attached")
    page.locator(FIRST).wait_for()


def look(page: Page, language: str) -> None:
    start(page, language)
    page.click(".choices button:not(.first)")
    page.fill("#look-words", RECEIPTS[language])


def look_wrong(page: Page, language: str) -> None:
    look(page, language)
    page.fill("#look-words", RECEIPTS[language].rsplit(" ", 1)[0])
    on(page)
    page.locator(".wrong").wait_for()


def fetching(page: Page, language: str) -> None:
    look(page, language)
    on(page)
    page.locator("progress[value='131072']").wait_for()


def seen(page: Page, language: str) -> None:
    look(page, language)
    on(page)
    page.locator("#look-words").wait_for(state="detached")
    page.locator(FIRST).wait_for()


def change(page: Page, language: str) -> None:
    seen(page, language)
    page.locator(".steps button:not(.danger)").last.click()
    page.check("#profile input[value=curator-may-read]")


def change_wider(page: Page, language: str) -> None:
    change(page, language)
    page.check("#profile input[value=summary-finer]")


def withdraw(page: Page, language: str) -> None:
    seen(page, language)
    page.click(".steps .danger")


def finished(page: Page, language: str) -> None:
    seen(page, language)
    on(page)
    page.locator("main h2").first.wait_for(state="detached")
    page.locator(FIRST).wait_for()
