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
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

# ISO 15924 codes, with the names that `regex` gives these scripts, and what is said of a text in one.
_SCRIPTS = {
    "Arab": ("Arabic", Reason.ARABIC_SCRIPT), "Armn": ("Armenian", Reason.ARMENIAN_SCRIPT),
    "Beng": ("Bengali", Reason.BENGALI_SCRIPT), "Cyrl": ("Cyrillic", Reason.CYRILLIC_SCRIPT),
    "Deva": ("Devanagari", Reason.DEVANAGARI_SCRIPT), "Ethi": ("Ethiopic", Reason.ETHIOPIC_SCRIPT),
    "Geor": ("Georgian", Reason.GEORGIAN_SCRIPT), "Grek": ("Greek", Reason.GREEK_SCRIPT),
    "Hang": ("Hangul", Reason.HANGUL_SCRIPT), "Hani": ("Han", Reason.HAN_SCRIPT),
    "Hebr": ("Hebrew", Reason.HEBREW_SCRIPT), "Khmr": ("Khmer", Reason.KHMER_SCRIPT),
    "Mymr": ("Myanmar", Reason.MYANMAR_SCRIPT), "Nkoo": ("Nko", Reason.NKO_SCRIPT),
    "Syrc": ("Syriac", Reason.SYRIAC_SCRIPT), "Tfng": ("Tifinagh", Reason.TIFINAGH_SCRIPT),
    "Thai": ("Thai", Reason.THAI_SCRIPT),
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
_NAMED_SCRIPT = regex.compile("|".join(rf"(?P<{code}>\p{{Script={name}}}++)" for code, (name, _) in _SCRIPTS.items()))
# Of the text and of its sentences; a new line may only be a long one that was broken.
_FIRST_LETTER = regex.compile(r"(?:\A\P{L}*+|[.!?…][^\p{L}\p{N}\s]{0,3}\s++[^\p{L}\p{N}\s]{0,3})(\p{L})")

# More than one letter in ten in another script is a text in two scripts, not a name in brackets.
_FOREIGN_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a text is held, and as much of its language tag as is known."""

    reason: Reason
    lang: str = UNKNOWN


HIDDEN = Unreadable(Reason.HIDDEN_CHARACTERS)
BURIED = Unreadable(Reason.BURIED_LETTERS)
BLENDED = Unreadable(Reason.BLENDED_SCRIPTS)
WITHOUT_CAPITALS = Unreadable(Reason.WITHOUT_CAPITALS)
UNKNOWN_LANGUAGE = Unreadable(Reason.UNKNOWN_LANGUAGE)
UNREAD_LANGUAGE = Unreadable(Reason.UNREAD_LANGUAGE)


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
        yield Span(*word.span(), Kind.UNREAD, 0.9, Reason.FOREIGN_WORD)


def foreign_sentences(reading: Reading) -> Iterator[Span]:
    """Sentences in a language that is not read, inside a text that is: masked whole, rather than read by halves."""
    for first, last in unread_sentences(reading):
        yield Span(first.start, last.end, Kind.UNREAD, 0.9, Reason.FOREIGN_SENTENCE)


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
        return Unreadable(Reason.UNREAD_SCRIPT)
    code = max(found, key=found.__getitem__)
    return Unreadable(_SCRIPTS[code][1], f"{UNKNOWN}-{code}")


def begins_with_capitals(reading: Reading) -> bool:
    """Whether at least half of the text's sentences do; one without letters does."""
    first = _FIRST_LETTER.findall(reading.text)
    return 2 * sum(map(str.isupper, first)) >= len(first)
