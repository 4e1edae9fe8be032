"""What a CRF is told of each word: signs, never the word.

A model is a file, and what it was trained on are reports. So a word is told as itself only where it is one of a
lexicon's words of grammar; of every other, its shape, its length in steps, and what stands around it. Nobody's name can
be read out of a model that never saw one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from server.detection.languages import LANGUAGES, ordinary
from server.detection.lexicon.entry import Lexicon
from server.detection.reading import Reading, Word

_FIELDS = ("honorifics", "kin", "jobs", "demonyms", "places", "months", "units", "labels", "institutions")


def signs(reading: Reading, language: str) -> list[list[str]]:
    """For each word of the text, its signs and those of its neighbours, two on each side; KeyError for no language."""
    lexicon = LANGUAGES[language]
    times = Counter(word.lower for word in reading.words)
    own = [_own(word, lexicon, times[word.lower]) for word in reading.words]
    gaps = ["", *(_gap(reading, at) for at in range(1, len(own))), ""]
    return [_with_neighbours(own, gaps, at) for at in range(len(own))]


def _own(word: Word, lexicon: Lexicon, times: int) -> list[str]:
    told = [f"shape={_shape(word.text)}", f"length={min(len(word.text), 12) // 3}", f"again={min(times, 3)}"]
    told += [f"is={field}" for field in _FIELDS if word.lower in getattr(lexicon, field)]
    if ordinary(word, lexicon):
        told.append(f"grammar={word.lower}")
    return [*told, "placed"] if word.placed else told


def _shape(text: str) -> str:
    """Kaboré-2 is Xx-9: runs of capitals, small letters, other letters and digits, and the signs between them."""
    return "".join(sort for sort, _ in groupby(map(_sort, text)))


def _sort(character: str) -> str:
    if character.isdigit():
        return "9"
    if character.isupper():
        return "X"
    if character.islower():
        return "x"
    return "l" if character.isalpha() else character


def _gap(reading: Reading, at: int) -> str:
    """What stands between a word and the one before, if not only a space: at most its first two signs."""
    return "".join(reading.gap(reading.words[at - 1], reading.words[at]).split())[:2]


def _with_neighbours(own: Sequence[list[str]], gaps: Sequence[str], at: int) -> list[str]:
    told = [*own[at], f"before={gaps[at]}", f"behind={gaps[at + 1]}"]
    for step in (-2, -1, 1, 2):
        if 0 <= at + step < len(own):
            told += [f"{step}:{sign}" for sign in own[at + step]]
        else:
            told.append(f"{step}:none")
    return told
