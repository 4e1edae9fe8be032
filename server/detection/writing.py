"""Whether a text is written so that it can be followed at all. If not, it is held: nothing in it is judged.

Held here: characters that are invisible, undefined, or turn the reading direction; letters buried under
marks; words that mix scripts (a Cyrillic letter in a Latin name); texts largely in another script than
Latin. Whether sentences begin with capitals is told here too; what follows from it, `detect` says.
Not noticed: look-alikes inside the Latin script itself, such as small capitals (ᴊᴏʜɴ).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from server.detection.languages import UNKNOWN, unread_sentences
from server.detection.reading import Reading
from server.detection.spans import Kind, Span

# ISO 15924 codes, with the names that `regex` gives these scripts.
_SCRIPTS = {
    "Arab": "Arabic", "Armn": "Armenian", "Beng": "Bengali", "Cyrl": "Cyrillic", "Deva": "Devanagari",
    "Ethi": "Ethiopic", "Geor": "Georgian", "Grek": "Greek", "Hang": "Hangul", "Hani": "Han",
    "Hebr": "Hebrew", "Khmr": "Khmer", "Mymr": "Myanmar", "Nkoo": "Nko", "Syrc": "Syriac",
    "Tfng": "Tifinagh", "Thai": "Thai",
}  # fmt: skip

# Control, invisible and direction-turning characters; unassigned, private and surrogate code points.
_HIDDEN = regex.compile(r"[\p{C}--[\t\n\r\f\u200C\u200D]]", regex.V1)
# Persian and Kurdish write it inside words, where it is no trick.
_NON_JOINER_OUTSIDE_ARABIC = regex.compile(r"(?<![\p{Arabic}\p{M}])\u200C|\u200C(?!\p{Arabic})")
_JOINER_OUTSIDE_EMOJI = regex.compile(r"(?<![\p{So}\p{Sk}\uFE0F])\u200D|\u200D(?!\p{So})")
_BOXED_LETTERS = regex.compile(r"[\U0001F150-\U0001F189]{2}")  # they have no plain form to fold to
_BURIED = regex.compile(r"\p{M}{5}")
_FOREIGN_LETTERS = r"[\p{L}--\p{Latin}--\p{Common}--\p{Inherited}]"
_FOREIGN = regex.compile(rf"{_FOREIGN_LETTERS}[\p{{L}}\p{{M}}]*+", regex.V1)
_BLENDED = regex.compile(rf"{_FOREIGN_LETTERS}\p{{M}}*+\p{{Latin}}|\p{{Latin}}\p{{M}}*+{_FOREIGN_LETTERS}", regex.V1)
_LETTERS = regex.compile(r"\p{L}++")
_NAMED_SCRIPT = regex.compile("|".join(rf"(?P<{code}>\p{{Script={name}}}++)" for code, name in _SCRIPTS.items()))
# Of the text and of its sentences; a new line may only be a long one that was broken.
_FIRST_LETTER = regex.compile(r"(?:\A\P{L}*+|[.!?…][^\p{L}\p{N}\s]{0,3}\s++[^\p{L}\p{N}\s]{0,3})(\p{L})")

# More than one letter in ten in another script is a text in two scripts, not a name in brackets.
_FOREIGN_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a text is held, in words for a curator, and as much of its language tag as is known."""

    reason: str
    lang: str = UNKNOWN


HIDDEN = Unreadable(
    "It contains characters that are invisible, undefined or change the direction of reading, so what you "
    "see may not be what is there."
)
BURIED = Unreadable("Letters in it are buried under marks.")
BLENDED = Unreadable("A word in it mixes letters of two scripts, so it may not be what it looks like.")
WITHOUT_CAPITALS = Unreadable("Its sentences do not begin with capitals, so names in it cannot be seen.")
UNKNOWN_LANGUAGE = Unreadable("Its language could not be told. Say which it is, if it is read here.")
UNREAD_LANGUAGE = Unreadable("It is in a language that is not read here.")


def unreadable(original: str, reading: Reading) -> Unreadable | None:
    """The first thing that keeps a text from being followed, whatever its language; None if nothing does."""
    text = original.removeprefix("\ufeff")
    if any(
        trick.search(text) for trick in (_HIDDEN, _NON_JOINER_OUTSIDE_ARABIC, _JOINER_OUTSIDE_EMOJI, _BOXED_LETTERS)
    ):
        return HIDDEN
    if _BURIED.search(text):
        return BURIED
    return _in_another_script(reading.text)


def foreign_words(reading: Reading) -> Iterator[Span]:
    """The few words in another script that a readable text may hold: masked, because they are not read."""
    for word in _FOREIGN.finditer(reading.text):
        yield Span(*word.span(), Kind.UNREAD, 0.9, "A word in a script that is not read here.")


def foreign_sentences(reading: Reading) -> Iterator[Span]:
    """Sentences in a language that is not read, inside a text that is: masked whole, rather than read by halves."""
    for first, last in unread_sentences(reading):
        yield Span(first.start, last.end, Kind.UNREAD, 0.9, "A sentence in a language that is not read here.")


def _in_another_script(text: str) -> Unreadable | None:
    foreign = _FOREIGN.findall(text)
    if not foreign:
        return None
    if _BLENDED.search(text):
        return BLENDED
    if sum(map(len, foreign)) <= _FOREIGN_SHARE * sum(map(len, _LETTERS.findall(text))):
        return None
    found = Counter[str]()
    for run in _NAMED_SCRIPT.finditer(" ".join(foreign)):
        found[run.lastgroup or ""] += len(run.group())
    if not found:
        return Unreadable("It is written in a script that is not read here.")
    code = max(found, key=found.__getitem__)
    return Unreadable(f"It is written in {_SCRIPTS[code]} script, which is not read here.", f"{UNKNOWN}-{code}")


def begins_with_capitals(reading: Reading) -> bool:
    """Whether at least half of the text's sentences do; one without letters does."""
    first = _FIRST_LETTER.findall(reading.text)
    return 2 * sum(map(str.isupper, first)) >= len(first)
