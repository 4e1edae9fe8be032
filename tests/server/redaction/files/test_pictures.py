"""A picture is drawn anew: what can be seen stays, what was covered cannot be found, and nothing else leaves."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageStat

from server.redaction.files.boxes import Box, in_blocks, in_pixels
from server.redaction.files.decoding import MOST_BYTES
from server.redaction.files.errors import FileError, NotABox, TooLarge, TooManyPixels, Unreadable
from server.redaction.files.redrawing import Ink, redrawn
from tests.server.redaction.files.plants import (
    CANARY,
    exif,
    holds,
    picture,
    planted_gif,
    planted_jpeg,
    planted_png,
    planted_webp,
    profile,
    saved,
    unseen_png,
)  # fmt: skip

PLANTED = {"jpeg": planted_jpeg, "png": planted_png, "webp": planted_webp, "gif": planted_gif}

each_plant = pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED)


def seen(raw: bytes) -> Image.Image:
    return Image.open(BytesIO(raw)).convert("RGB")


@each_plant
def test_what_hides_in_a_picture_is_not_in_its_copy(plant) -> None:
    assert holds(plant())
    copy = redrawn(plant()).data
    assert not holds(copy)
    assert set(seen(copy).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_the_library_would_carry_over_unasked_is_not_in_a_copy() -> None:
    """Pillow writes the comment of a picture that was read into every one that it makes of it."""
    plain = saved(picture(), "JPEG", comment=CANARY.encode())
    assert holds(saved(Image.open(BytesIO(plain)), "JPEG"))
    assert not holds(redrawn(plain).data)


@each_plant
def test_what_can_be_seen_stays(plant) -> None:
    copy = seen(redrawn(plant()).data)
    red, green, blue = copy.getpixel((copy.width * 5 // 16, copy.height // 2))
    assert red > 150
    assert max(green, blue) < 80


def test_a_word_in_transparent_pixels_is_gone() -> None:
    hidden = Image.open(BytesIO(unseen_png())).convert("RGB").getpixel((30, 20))
    assert hidden == (255, 0, 255)
    assert seen(redrawn(unseen_png()).data).getpixel((22, 15)) == (255, 255, 255)


@pytest.mark.parametrize("turn", range(2, 9))
def test_a_picture_is_turned_upright_and_no_longer_says_so(turn) -> None:
    copy = redrawn(saved(picture(), "JPEG", exif=exif(turn)))
    assert copy.size == ((180, 240) if turn >= 5 else (240, 180))
    red = ImageStat.Stat(seen(copy.data).resize((4, 4), Image.Resampling.BOX).getchannel(1)).extrema
    assert red[0][0] < 200


def test_a_box_lies_on_the_picture_as_a_person_sees_it() -> None:
    """Turned by a quarter, the disc of the left half is in the upper half."""
    lying = saved(picture(), "JPEG", exif=exif(6))
    copy = redrawn(lying, [Box(0, 0, 10_000, 5_500)])
    assert max(seen(copy.data).crop((0, 0, 180, 130)).getextrema())[1] < 12


@pytest.mark.parametrize("ink", Ink)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_two_pictures_that_differ_only_under_a_box_have_one_copy(kind, ink) -> None:
    """What was covered has no influence on any byte that leaves. Of a WebP that cannot be said: its encoder rounds the
    whole picture by all that is in it (decision 40)."""
    one, other = picture(), picture()
    other.paste((0, 250, 0), (130, 100, 190, 140))
    box = Box(4_000, 4_100, 6_000, 5_900)
    copies = {redrawn(saved(each, kind), [box], ink).data for each in (one, other)}
    assert len(copies) == 1
    assert redrawn(saved(one, kind), (), ink).data != redrawn(saved(other, kind), (), ink).data


def test_a_large_jpeg_of_which_every_other_pixel_is_decoded_is_covered_as_well() -> None:
    one, other = picture((4_000, 400)), picture((4_000, 400))
    other.paste((0, 250, 0), (1_620, 170, 2_380, 230))
    copies = {redrawn(saved(each, "JPEG", subsampling=2), [Box(4_000, 4_100, 6_000, 5_900)]) for each in (one, other)}
    assert len({copy.data for copy in copies}) == 1
    assert {copy.size for copy in copies} == {(1_600, 160)}


def test_even_a_small_picture_is_made_smaller() -> None:
    assert redrawn(saved(picture((40, 20)), "PNG")).size == (30, 15)
    assert redrawn(saved(picture((1, 1)), "PNG")).size == (1, 1)


def test_yellow_dots_on_white_paper_are_not_there_in_grey() -> None:
    page = Image.new("RGB", (640, 480), "white")
    for across in range(0, 640, 8):
        page.putpixel((across, across // 2), (255, 255, 0))
    grey = seen(redrawn(saved(page, "PNG"), ink=Ink.GREY).data)
    colour = seen(redrawn(saved(page, "PNG")).data)
    assert grey.getextrema() == ((255, 255),) * 3
    assert colour.getextrema() != ((255, 255),) * 3


def test_a_box_of_somebody_else_that_is_not_quite_black_becomes_black() -> None:
    page = Image.new("RGB", (200, 100), (4, 4, 4))
    page.paste((0, 0, 0), (50, 20, 150, 80))
    assert seen(redrawn(saved(page, "PNG")).data).getextrema() == ((0, 0),) * 3


def test_colours_of_a_profile_are_those_of_srgb_afterwards() -> None:
    plain, profiled = (
        seen(redrawn(saved(picture(), "JPEG", **more)).data) for more in ({}, {"icc_profile": profile()})
    )
    assert max(abs(a - b) for a, b in zip(plain.getpixel((75, 90)), profiled.getpixel((75, 90)), strict=True)) < 20


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_pictures_of_every_depth_are_drawn(mode) -> None:
    image = picture()
    deep = image.convert("L").convert("I").convert("I;16") if mode == "I;16" else image.convert(mode)
    assert redrawn(saved(deep, "PNG")).size == (240, 180)


def test_a_picture_for_printing_is_drawn() -> None:
    assert redrawn(saved(picture().convert("CMYK"), "JPEG")).size == (240, 180)


def png(width: int, height: int, rows: bytes) -> bytes:
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


BOMBS = {
    "png": png(30_000, 30_000, bytes(100_000)),
    "gif": b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x01\x01\0;",
    "webp": b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0" + b"\xff\x3f\0\xff\x3f\0" + b"ANIM\0\0\0\0",
    "jpeg": saved(Image.new("L", (8, 8)), "JPEG").replace(b"\x08\0\x08\0\x08", b"\x08\xff\xf0\xff\xf0", 1),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_picture_of_too_many_pixels_is_refused_before_one_is_decoded(bomb) -> None:
    with pytest.raises(TooManyPixels):
        redrawn(bomb)


def test_a_file_that_no_part_can_hold_is_refused() -> None:
    with pytest.raises(TooLarge):
        redrawn(saved(picture(), "JPEG") + bytes(MOST_BYTES))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_is_cut_short_is_refused_and_says_nothing_of_itself(kind) -> None:
    image = picture().convert("P") if kind == "GIF" else picture()
    whole = saved(image, kind)
    for part in (whole[: len(whole) // 2], whole[:20]):
        with pytest.raises(Unreadable) as told:
            redrawn(part)
        assert told.value.__cause__ is None
        assert told.value.__suppress_context__


@pytest.mark.parametrize("wrong", [(-1, 0, 5, 5), (5, 0, 5, 5), (0, 0, 10_001, 5), (0, 7, 5, 5)])
def test_a_box_lies_inside_and_covers_something(wrong) -> None:
    with pytest.raises(NotABox):
        Box(*wrong)
    with pytest.raises(NotABox):
        redrawn(planted_png(), [Box(0, 0, 1, 1)] * 501)


a_side = st.integers(min_value=0, max_value=10_000)
a_box = st.tuples(a_side, a_side, a_side, a_side).filter(lambda s: s[0] < s[2] and s[1] < s[3]).map(lambda s: Box(*s))
a_size = st.tuples(st.integers(1, 4_000), st.integers(1, 4_000))


@given(a_box, a_size, st.integers(0, 36))
def test_a_box_only_ever_grows(box, size, margin) -> None:
    """It covers each pixel that it touches, and stays inside; whole blocks hold all that pixels hold."""
    left, top, right, bottom = in_pixels(box, size, margin)
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert left * 10_000 <= box.left * size[0]
    assert min(right, size[0]) * 10_000 >= box.right * size[0] or right == size[0]
    blocks = in_blocks(box, size, margin)
    assert blocks[0] <= left
    assert blocks[1] <= top
    assert blocks[2] >= right
    assert blocks[3] >= bottom
    assert all(edge % 16 == 0 or edge in size for edge in blocks)


@settings(max_examples=30)
@given(st.data())
def test_a_bent_picture_is_drawn_or_refused_and_nothing_else_happens(data) -> None:
    raw = bytearray(PLANTED[data.draw(st.sampled_from(sorted(PLANTED)))]())
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(FileError):
        assert not holds(redrawn(bytes(raw)).data)
