"""Every way a text or a number may lie in a file, and where in a folder one of them does."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote


def of_number(number: str, country: str) -> set[bytes]:
    """A number as +CC…, in every spelling: international, local, encoded, as an SMS carries it, and hashed."""
    bare = number.removeprefix("+")
    local = bare.removeprefix(country)
    plain = {number, "00" + bare, bare, "0" + local, local, quote(number)}
    written = {form for text in plain for form in of_text(text)}
    hashed = {
        form
        for text in plain
        for name in ("md5", "sha1", "sha256")
        for form in of_bytes(hashlib.new(name, text.encode()).digest())
    }
    return written | hashed | swapped_nibbles(bare)


def of_text(text: str) -> set[bytes]:
    """A text in UTF-8 and UTF-16, each plain, in hex and in base64 at every offset."""
    found: set[bytes] = set()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        found |= of_bytes(text.encode(encoding))
    return found | {quote(text).encode()}


def of_bytes(raw: bytes) -> set[bytes]:
    return {raw, raw.hex().encode(), raw.hex().upper().encode(), *_base64_at_every_offset(raw)}


def swapped_nibbles(digits: str) -> set[bytes]:
    """As a PDU carries it (GSM 03.40 semi-octets)."""
    padded = digits + "F" * (len(digits) % 2)
    swapped = "".join(padded[at + 1] + padded[at] for at in range(0, len(padded), 2))
    return {bytes.fromhex(swapped), swapped.encode(), swapped.lower().encode()}


def _base64_at_every_offset(raw: bytes) -> Iterator[bytes]:
    """What stays the same of base64 whatever stands before and after."""
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + raw)
        first, last = -(-offset * 4 // 3), (offset + len(raw)) // 3 * 4
        for one in (encoded[first:last], encoded[first:last].replace(b"+", b"-").replace(b"/", b"_")):
            if len(one) >= 6:
                yield one


def found_in(folder: Path, spellings: set[bytes]) -> list[str]:
    """Files below a folder, and names of files, that hold one of the spellings."""
    found = []
    for file in folder.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        name = str(file.relative_to(folder)).encode()
        if any(one in content or one in name for one in spellings):
            found.append(str(file))
    return found
