"""What is in a part, named under a key: two parts of which much has one name may tell of one event.

Rules of this file
* What leaves is a keyed hash of each feature. The key is made for one comparison; whoever has it can try names, so it
  stays in the memory of the desk that made it, and goes with the answer.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator

from protocol.contents import Testimony
from server.detection.detect import Mode, detect
from server.detection.folding import folded
from server.detection.languages import AUTO, LANGUAGES
from server.detection.spans import Kind
from server.redaction.room.inside.opened import Opened
from server.redaction.room.inside.reading import Reading
from server.redaction.room.questions import MOST_PRINTS, Feature, PartPrints, Print, PrintPart

_LETTERS = re.compile(r"[^\W\d_]{3,}")
_FIGURES = re.compile(r"\d+")
_SHORTEST = 4
"""Of a name's key, which begins with its sign: fewer consonants are shared by chance."""
_SURE = 0.6
_FEWEST, _LONGEST = 6, 9
"""Figures: of a telephone number the last ones are the same with and without its country."""
_DAYS = 31
"""Of a date the day alone is compared: months have names, and a year says little."""


def print_part(reading: Reading, asked: PrintPart) -> PartPrints:
    """Of a part without texts, nothing. Raises NotOpenHere."""
    found = dict.fromkeys(_features(reading.look(asked.part)))
    prints = [Print(feature=feature, mark=_mark(asked.key, feature, value)) for feature, value in found]
    return PartPrints(prints=tuple(prints[:MOST_PRINTS]))


def _features(opened: Opened) -> Iterator[tuple[Feature, str]]:
    contents = opened.contents
    if not isinstance(contents, Testimony):
        return
    if contents.event_type:
        yield Feature.EVENT, contents.event_type
    if contents.week:
        yield Feature.WEEK, contents.week
    yield from ((Feature.NAME, key) for key in _names(contents.place or ""))
    yield from features_in(contents.text, contents.language)


def features_in(text: str, language: str | None) -> Iterator[tuple[Feature, str]]:
    """Names by how they sound, days of dates, and figures of two digits and more."""
    found = detect(text, Mode.RECALL, language if language in LANGUAGES else AUTO)
    if found.held:
        yield from ((Feature.WORD, key) for key in _names(text))
        yield from ((Feature.DATE, day) for day in _figures(text) if int(day) <= _DAYS)
    for span in found.spans:
        words = text[span.start : span.end]
        if span.kind is Kind.NAME and span.confidence >= _SURE:
            yield from ((Feature.NAME, key) for key in _names(words))
        elif span.kind is Kind.DATE:
            yield from ((Feature.DATE, day) for day in _figures(words) if int(day) <= _DAYS)
        elif span.kind in {Kind.PHONE, Kind.CODE, Kind.NUMBER} and len(figures := "".join(_figures(words))) >= _FEWEST:
            yield Feature.NUMBER, figures[-_LONGEST:]


def _names(words: str) -> Iterator[str]:
    for word in _LETTERS.findall(words):
        if len(key := folded(word)) >= _SHORTEST:
            yield key


def _figures(words: str) -> list[str]:
    return [str(int("".join(str(unicodedata.decimal(one)) for one in run))) for run in _FIGURES.findall(words)]


def _mark(key: bytes, feature: Feature, value: str) -> bytes:
    kind = Feature.NAME if feature is Feature.WORD else feature
    return hmac.digest(key, f"{kind.value}\0{value}".encode("utf-8", "replace"), hashlib.sha256)[:8]
