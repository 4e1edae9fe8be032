"""Every screen that docs/screens names has its pictures, and they can be taken again."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.clients.web import pretend, screens
from tests.clients.web.chromium import Chromium
from tests.clients.web.pictures import with_palette

MOST_IN_ALL = 4_200_000


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_readme_names_every_screen_in_order_with_its_pictures() -> None:
    assert (screens.FOLDER / "README.md").read_text(encoding="utf-8") == screens.readme()
    there = {path.name for path in screens.FOLDER.glob("*.png")}
    wanted = {screens.picture(Path(), one, language).name for one in screens.SCREENS for language in screens.LANGUAGES}
    assert there == wanted


def test_every_picture_is_of_a_phone_or_of_a_wide_screen_and_they_are_small_together() -> None:
    pictures = [path.read_bytes() for path in screens.FOLDER.glob("*.png")]
    assert {_size(png)[0] for png in pictures} == {360, 1024}
    assert sum(map(len, pictures)) < MOST_IN_ALL


def test_a_screen_can_be_taken_again(chromium: Chromium) -> None:
    (words,) = (one for one in screens.SCREENS if one.name == "words")
    with pretend.served() as address:
        width, height = _size(screens.taken(chromium, address, words, "ar"))
    assert width == 360
    assert height > 740


def test_a_screen_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such screen: nowhere"):
        screens.take(tmp_path, ["nowhere"])


def test_more_colours_than_a_palette_has_become_the_nearest() -> None:
    many = [(red, 0, 0) for red in range(256)] * 2 + [(254, 1, 0)]
    assert b"PLTE" in with_palette(len(many), 1, many)
