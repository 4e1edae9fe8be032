"""A picture's bytes turned into pixels that are upright, opaque and in sRGB, and nothing else of it.

Rules of this file
* What a sender wrote is read by one decoder, in a process that has no network and can write no file. Anything that it
  raises means Unreadable: what a decoder says of a file may quote it.
* Sizes are looked at before a pixel is decoded, and memory follows from them (decision 40 has the figures).
* Time is bounded by bytes and pixels. What takes long all the same meets the time limit of the room.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO

from PIL import GifImagePlugin, Image, ImageCms, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from server.redaction.files.boxes import Size
from server.redaction.files.errors import FileError, TooLarge, TooManyPixels, UnknownKind, Unreadable
from server.redaction.files.kinds import Kind

MOST_BYTES = 16 << 20
"""No part holds more."""
MOST_OF_A_JPEG = 50_000_000
"""Pixels: as many as the cameras of telephones give. Of one as large as that a sixteenth is decoded."""
MOST_PIXELS = 20_000_000
"""Of other pictures, which are decoded whole. Half a gigabyte is held for the worst of them."""
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What Exif's orientation asks for (Exif 2.32, 4.6.4.1)."""
_ORIENTATION = 0x0112
_DECODERS: dict[Kind, Callable[[BytesIO], Image.Image]] = {
    Kind.JPEG: JpegImagePlugin.JpegImageFile,
    Kind.PNG: PngImagePlugin.PngImageFile,
    Kind.WEBP: WebPImagePlugin.WebPImageFile,
    Kind.GIF: GifImagePlugin.GifImageFile,
}


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Decoded:
    """Pixels of one picture, upright, in mode RGB."""

    image: Image.Image
    smeared: int
    """How many pixels beside a pixel its content may have reached, because the sender's encoder rounded blocks."""
    original: Size
    """Upright, before anything was left out."""

    def __repr__(self) -> str:
        return "<decoded picture>"


def decoded(raw: bytes, kind: Kind, enough: int) -> Decoded:
    """At least `enough` pixels on the longest side, where the picture has them; of a JPEG perhaps no more than that.

    Raises TooLarge, TooManyPixels, Unreadable.
    """
    if kind not in _DECODERS:
        raise UnknownKind
    if len(raw) > MOST_BYTES:
        raise TooLarge
    with _unreadable():
        most = MOST_OF_A_JPEG if kind is Kind.JPEG else MOST_PIXELS
        _bounded(_announced(raw) if kind is Kind.WEBP else (1, 1), most)
        with _DECODERS[kind](BytesIO(raw)) as opened:
            _bounded(opened.size, most)
            return _pixels(opened, enough)


@contextmanager
def _unreadable() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except FileError:
        raise
    # Decoders raise what they like: OSError, SyntaxError, struct.error, IndexError, MemoryError …
    except Exception:  # noqa: BLE001
        raise Unreadable from None


def _bounded(size: Size, most: int) -> None:
    width, height = size
    if not 0 < width * height <= most:
        raise TooManyPixels


def _announced(raw: bytes) -> Size:
    """Of a WebP, whose decoder makes room for the whole canvas before it says how large that is (RFC 9649)."""
    match raw[12:16]:
        case b"VP8X":
            return int.from_bytes(raw[24:27], "little") + 1, int.from_bytes(raw[27:30], "little") + 1
        case b"VP8L":
            (packed,) = struct.unpack_from("<I", raw, 21)
            return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", raw, 26)
            return width & 0x3FFF, height & 0x3FFF
    raise Unreadable


def _pixels(opened: Image.Image, enough: int) -> Decoded:
    coded, smeared = opened.size, _smeared(opened)
    # Of a large JPEG only every second, fourth or eighth pixel is ever decoded: an eighth of a block is its mean.
    share = min(1.0, enough / max(coded))
    opened.draft(None, (round(coded[0] * share), round(coded[1] * share)))
    opened.load()
    turn = _UPRIGHT.get(opened.getexif().get(_ORIENTATION, 1))
    smeared = -(-smeared * max(opened.size) // max(coded))
    image = _opaque(_in_srgb(opened))
    upright = image.transpose(turn) if turn is not None else image
    sideways = turn is not None and (upright.width > upright.height) != (image.width > image.height)
    return Decoded(upright, smeared, coded[::-1] if sideways else coded)


def _smeared(opened: Image.Image) -> int:
    """One whole block of the sender's encoder, and one more pixel of its coarsest colours, which decoders blend."""
    if not isinstance(opened, JpegImagePlugin.JpegImageFile):
        return 16 + 2 if isinstance(opened, WebPImagePlugin.WebPImageFile) else 0
    coarsest = max((max(across, down) for _, across, down, _ in opened.layer), default=4)
    return 8 * coarsest + coarsest


def _in_srgb(opened: Image.Image) -> Image.Image:
    """Grey, RGB or RGBA. A colour profile that cannot be followed is left out, as if there were none."""
    image = _shallow(opened)
    profile = opened.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            wanted = "RGBA" if image.mode == "RGBA" else "RGB"
            source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, source, target, outputMode=wanted) or image
    return image


def _shallow(opened: Image.Image) -> Image.Image:
    """Eight bits a channel, and no palette."""
    if opened.mode.startswith("I"):
        return opened.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if opened.mode in {"L", "RGB", "RGBA", "CMYK"} and "transparency" not in opened.info:
        return opened.copy()
    return opened.convert("RGBA")


def _opaque(image: Image.Image) -> Image.Image:
    """On white: what a sender made wholly transparent is not there any more."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground
