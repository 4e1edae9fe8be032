"""A text cut where its stretches begin and end, for a page: pure.

Rules of this file
* Nothing is taken out of a text or put into it: what would steer a browser, or turn the order of what follows, is shown
  as one sign that can be seen, so that every place in the page is the same place in the text.
* In the masked view a stretch is a word for its kind, and never as long as what it hides.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from server.redaction.pages.decisions import Stretch

FAMILIES: dict[str, str] = (
    dict.fromkeys(("name", "person", "nickname", "organisation", "group"), "who")
    | dict.fromkeys(("kin", "job", "demonym", "age", "single", "event", "amount", "condition", "work"), "about")
    | dict.fromkeys(("place", "coordinates", "address"), "where")
    | dict.fromkeys(("date", "time", "duration", "year"), "when")
    | dict.fromkeys(("phone", "email", "url", "handle"), "reach")
    | dict.fromkeys(("number", "code", "plate"), "number")
)
"""How a kind looks: a colour and a line. What is not listed looks like `other`."""
KINDS_TO_ADD = ("name", "place", "organisation", "date", "phone", "code", "job", "kin", "other")
"""What a person can call what they mark, by the digits 1 to 9."""
_PICTURES = 0x2400
_UNSEEN = {code: chr(_PICTURES + code) for code in range(0x20) if chr(code) not in "\t\n"}
_UNSEEN |= {0x7F: "\u2421", **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\u2426")}
_UNSEEN |= dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000), 0x2028, 0x2029, 0xFEFF), "\u2426")


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    """A run of a text, and the stretch that it is, by its place among them from 0; None between stretches."""

    text: str
    at: int | None = None


def visible(text: str) -> str:
    """As many code points as before, in the same places."""
    return text.translate(_UNSEEN)


def direction_in(text: str) -> str:
    """As HTML's `dir`: the way in which most of its letters run. A first letter alone may be of a foreign name."""
    ways = [unicodedata.bidirectional(sign) for sign in text]
    return "rtl" if sum(way in {"R", "AL"} for way in ways) > ways.count("L") else "ltr"


def family_of(kind: str) -> str:
    return FAMILIES.get(kind, "other")


def pieces(text: str, stretches: Sequence[Stretch]) -> list[Piece]:
    """The whole text. A refused stretch that another one overlaps is not cut out."""
    cut: list[Piece] = []
    end = 0
    for at, one in _in_text(stretches):
        if one.start < end:
            continue
        cut += [Piece(visible(text[end : one.start]))] if one.start > end else []
        cut.append(Piece(visible(text[one.start : one.end]), at))
        end = one.end
    return [*cut, Piece(visible(text[end:]))] if end < len(text) else cut


def masked(text: str, stretches: Sequence[Stretch]) -> list[Piece]:
    """The same without the words of what is hidden: their pieces are empty."""
    hidden = [one if one.hides else None for one in stretches]
    cut = pieces(text, stretches)
    return [Piece("", one.at) if one.at is not None and hidden[one.at] else one for one in cut]


def places_of(text: str, words: str) -> Iterable[tuple[int, int]]:
    """Wherever these words stand in a text, in whatever case; as whole words where they begin or end with a letter."""
    words = words.strip()
    if not words:
        return ()
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return (one.span() for one in re.finditer(before + re.escape(words) + after, text, re.IGNORECASE))


def _in_text(stretches: Sequence[Stretch]) -> list[tuple[int, Stretch]]:
    """By place; of two at one place the one that hides, and of two that overlap too."""
    hiding = sorted((pair for pair in enumerate(stretches) if pair[1].hides), key=_start)
    starts = [one.start for _, one in hiding]
    reach = [0, *accumulate((one.end for _, one in hiding), max)]  # of those before each place
    free = [
        (at, one)
        for at, one in enumerate(stretches)
        if not one.hides and reach[bisect_left(starts, one.end)] <= one.start
    ]
    return sorted([*hiding, *free], key=_start)


def _start(placed: tuple[int, Stretch]) -> int:
    return placed[1].start
