"""A word without its dress: what two spellings of the same letters have in common, for comparing and never for reading.

Dropped are case, accents, vowel signs, everything invisible, and the stroke that only stretches an Arabic word. One
are what looks alike (`lookalikes.py`; 1, i and l; 0 and o; m and rn), the digits of all systems, and the letters that
Arabic, Persian and Amharic writers use for one another. h, n and v are one as well, and u and y: the Greek letters
that look like one of them have capitals that look like another.

That joins words which are not the same, like "hat" and "vat": too few to make five in a row by chance.
Not noticed: letters drawn from several signs (vv, cl), Ethiopic numbers from ten on, and any other spelling.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from server.detection.lookalikes import LOOKS_LIKE

_TATWEEL = "\u0640"
_ARABIC = {"\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06d2": "\u064a", "\u06a9": "\u0643"}
_ARABIC_HEHS = dict.fromkeys("\u0629\u06be\u06c1\u06c3\u06d5", "\u0647")
# Rows of the Ethiopic block that sound alike in Amharic: the first letter of a row, and of the row it is written for.
_ETHIOPIC_ROWS = (
    (0x1210, 0x1200),
    (0x1280, 0x1200),
    (0x12B8, 0x1200),
    (0x1220, 0x1230),
    (0x12A0, 0x12D0),
    (0x1340, 0x1338),
)
_ETHIOPIC_FOURTHS = {chr(row + 3): chr(row) for row in (0x1200, 0x12D0)}  # there, "a" is said like "e"
_ETHIOPIC = {chr(row + order): chr(to + order) for row, to in _ETHIOPIC_ROWS for order in range(7)}
_TWINS = {twin: looks for looks, twins in LOOKS_LIKE.items() for twin in twins}
_ONE = {"i": "l", "1": "l", "0": "o", "n": "h", "v": "h", "y": "u", "m": "rh"}

_WRITTEN_FOR = {**_ARABIC, **_ARABIC_HEHS, **_ETHIOPIC, _TATWEEL: ""}


@lru_cache(maxsize=65_536)
def bare_letter(letter: str) -> str:
    """What is left of one character: nothing, a letter or digit, or a few."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", letter).casefold())
    return "".join(_one(part) for part in plain if part.isalnum())


def bare(word: str) -> str:
    """What is left of a word; empty where it has no letter and no digit. The bare of a bare is itself."""
    return "".join(map(bare_letter, word))


def _one(letter: str) -> str:
    written_for = _WRITTEN_FOR.get(letter, letter)
    plain = _ETHIOPIC_FOURTHS.get(written_for, written_for)
    looks = _TWINS.get(plain) or _figure(plain)
    return "".join(_ONE.get(each, each) for each in looks)


def _figure(letter: str) -> str:
    value = unicodedata.digit(letter, None) if letter else None
    return letter if value is None else str(value)
