"""Pictures and other files at the screens, in Chromium: what leaves the browser of each, and what never does."""

from __future__ import annotations

import base64
import struct
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.clients.web.at_screens import Open, heading, keep_words_and_confirm, press, sent, write

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
    globalThis.waiting = 0;
    globalThis.createImageBitmap = async (...given) => {
        waiting += 1;
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
        press(page, "Continue")
        page.evaluate("goOn()")
        (tmp_path / "second.jpg").write_bytes(photograph(page))
        page.set_input_files("#files", tmp_path / "second.jpg")
        page.wait_for_function("waiting === 2")
        page.evaluate("goOn()")
        page.get_by_text("second.jpg").wait_for()  # which began when the first was drawn
        assert page.locator(".files li").count() == 1

    opened(before=SLOW_DRAWING).do(act)


SLOW_READING = """(() => {
    const read = Blob.prototype.arrayBuffer;
    globalThis.reading = 0;
    Blob.prototype.arrayBuffer = async function () {
        reading += 1;
        await new Promise((goOn, giveUp) => Object.assign(globalThis, {goOn, giveUp}));
        return read.call(this);
    };
})()"""


def _ticked(page: Page, folder: Path) -> None:
    write(page)
    give(page, folder, "notes.txt", b"what was seen")
    page.check(".files input[type=checkbox]")
    page.wait_for_function("reading === 1")


def test_while_a_file_is_being_read_nobody_goes_on_without_it(opened: Open, tmp_path: Path) -> None:
    def act(page: Page) -> Any:
        _ticked(page, tmp_path)
        page.get_by_role("button", name="Continue", exact=True).click(force=True)
        assert heading(page) == "Pictures and files"
        assert page.get_by_role("alert").count() == 0
        page.evaluate("goOn()")
        press(page, "Continue")
        press(page, "Continue")
        page.check("#profile input[value=keep-sealed]")
        keep_words_and_confirm(page)
        return sent(page)

    (kept,) = opened(before=SLOW_READING).do(act)["originals"]
    assert bytes(kept["data"]) == b"what was seen"


def test_a_tick_that_is_taken_back_while_its_file_is_being_read_is_taken_back(opened: Open, tmp_path: Path) -> None:
    """So is one of a screen that was left meanwhile: read later, the file would go with a report unseen."""

    def act(page: Page) -> list[bool]:
        box = page.locator(".files input[type=checkbox]")
        _ticked(page, tmp_path)
        box.uncheck()
        page.evaluate("goOn()")
        found = [_stays_off(page)]
        box.check()
        page.wait_for_function("reading === 2")
        press(page, "Back")
        press(page, "Continue")
        page.evaluate("goOn()")
        return [*found, _stays_off(page)]

    assert opened(before=SLOW_READING).do(act) == [True, True]


def _stays_off(page: Page) -> bool:
    page.wait_for_timeout(200)
    press(page, "Continue")  # only an untouched file that is kept lets anybody past this screen
    page.get_by_role("alert").wait_for()
    return not page.locator(".files input[type=checkbox]").is_checked()


def test_a_file_that_the_device_no_longer_gives_is_not_ticked(opened: Open, tmp_path: Path) -> None:
    def act(page: Page) -> None:
        _ticked(page, tmp_path)
        page.evaluate("giveUp()")
        page.locator(".files input:not(:checked)").wait_for()
        press(page, "Continue")
        page.get_by_role("alert").wait_for()
        assert heading(page) == "Pictures and files"

    opened(before=SLOW_READING).do(act)


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
