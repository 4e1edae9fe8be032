"""A picture of a screen, written small: a screen has few colours, so 256 of them are a palette (PNG, RFC 2083)."""

from __future__ import annotations

import base64
import struct
import zlib
from collections import Counter

from playwright.sync_api import Page

MOST_COLOURS = 256
PIXELS = """async (png) => {
    const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    pen.drawImage(image, 0, 0);
    const {data} = pen.getImageData(0, 0, image.width, image.height);
    let text = '';
    for (let at = 0; at < data.length; at += 30000)
        text += btoa(String.fromCharCode(...data.subarray(at, at + 30000)));
    return [image.width, image.height, text];
}"""
"""The browser reads what it wrote; 30,000 is divisible by 3, so the pieces join without a gap."""

Colour = tuple[int, int, int]


def smaller(png: bytes, page: Page) -> bytes:
    reader = page.context.browser.new_page()  # type: ignore[union-attr]  # where scripts run
    width, height, text = reader.evaluate(PIXELS, base64.b64encode(png).decode())
    reader.close()
    pixels = base64.b64decode(text)
    return with_palette(width, height, list(zip(pixels[0::4], pixels[1::4], pixels[2::4], strict=True)))


def with_palette(width: int, height: int, pixels: list[Colour]) -> bytes:
    counted = Counter(pixels)
    palette = sorted(colour for colour, _ in counted.most_common(MOST_COLOURS))
    places = {colour: _nearest(colour, palette) for colour in counted}
    indices = bytes(places[pixel] for pixel in pixels)
    rows = b"".join(b"\0" + indices[row * width : (row + 1) * width] for row in range(height))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data)
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", bytes(part for colour in palette for part in colour)),
            (b"IDAT", zlib.compress(rows, 9)),
            (b"IEND", b""),
        )
    )


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    def far(at: int) -> int:
        return sum((one - other) ** 2 for one, other in zip(colour, palette[at], strict=True))

    return min(range(len(palette)), key=far)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
