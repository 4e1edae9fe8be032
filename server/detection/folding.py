"""One key for the spellings of one name: Mohamed, Muhammad, Mouhammad, محمد, ሙሐመድ.

What stays of a name is its consonants, as an ear that does not know the language would write them down, and
beside them the vowel that comes first, where one is written. Too few consonants tell nothing (Ali, Eli, Ola):
there, what is left of all vowels counts.

Two names that share a key may be the same name. That is a guess in the safe direction: Karim and Karam are one
where vowels are not written, Ahmed and Amadi anywhere. Not noticed are another first vowel (Mamadou, Mohamed),
another first consonant (Jamal, Gamal; Hassan, Assane), nicknames and translations (Yahya, John).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice, product, takewhile

import regex

from server.detection.letters import ARABIC, CARRIED, ethiopic

_KEY = "~"  # begins every key and no name, so that a key folds to itself
_FEWEST = 3
_MOST_READINGS = 8
_LONGEST = 64  # letters, of the code points that are looked at
_LOOKED_AT = 512

_SPECIAL = str.maketrans("ɓɗƙƴŋɲɛɔəıłđðþßæœøħ", "bdkynneoeilddtseeoh")
# The article, in all that it becomes before a consonant: al-Bashir, ar-Rashid, ed-Din, الزهراء.
_ARTICLE = regex.compile(r"(?<![\p{L}\p{M}])(?:[aeu](?:l|[dnrstz]h?|sh)[-' ]|ال)(?=\p{L}{2})")
_NO_LETTER = regex.compile(r"[^\p{L}]++")
_SILENT = regex.compile(r"[\p{M}\p{Cf}ـ]++")  # vowel signs, joiners, and the stroke that only stretches a word
_CLITIC = regex.compile(r"^[وفبكل](?=\p{L}{3})")
_SERVANT_OF = regex.compile(r"(?<=^abd)l(?=..)")  # Abd al-Rahman, Abdurrahman
_SPELLINGS = (
    (regex.compile("^ou(?=[aei])"), "w"),
    (regex.compile("sch|sh"), "s"),
    (regex.compile("d[jg]"), "j"),
    (regex.compile("ck|qu(?=[ei])|q"), "k"),
    (regex.compile("ph"), "f"),
    (regex.compile("gh|gu(?=[ei])"), "g"),
    (regex.compile("gn"), "n"),
    (regex.compile("x"), "ks"),
    (regex.compile("c(?=[eiy])"), "s"),
    (regex.compile("c(?!h)"), "k"),
    (regex.compile("oo"), "u"),
    (regex.compile("ee"), "i"),
)
_SOUND = regex.compile("[tdkc]h|.")
_TWO_WAYS = {"th": "ts", "dh": "dz", "kh": "kh", "ch": "sk"}
_VOWELS = frozenset(("a", "e", "i", "o", "u", CARRIED))
_ONLY_AT_THE_START = frozenset("hwy")
_VOWEL_LETTERS = _VOWELS | {"w", "y"}
_ROUND = frozenset("ouw")
_ALEF = "ا"  # noqa: RUF001
_SPOKEN = frozenset(ARABIC) - frozenset(
    letter for letter, sound in ARABIC.items() if sound in ("a", "w", "y", "ay", CARRIED)
)
_AS_VOWELS = str.maketrans({"w": "u", "o": "u", "y": "i", "e": "i", CARRIED: "a", "h": None})


def folded(name: str) -> str:
    """The likeliest key of a name of one or more words, without its first vowel; of a key, that key.

    Empty for what has no Latin, Arabic or Ethiopic letter. Of a name, 64 letters count.
    """
    return next(_keys_with_vowels(name[:_LOOKED_AT]), ("", ""))[0]


def keys(name: str) -> frozenset[str]:
    """Every key of a name, each with a first vowel: at most 48, and mostly one to three."""
    return _keys(name[:_LOOKED_AT])


def _keys(name: str) -> frozenset[str]:
    bare = _CLITIC.sub("", name)
    spellings = (name,) if bare == name else (name, bare)
    return frozenset(
        f"{key}{vowel}" for each in spellings for key, vowels in _keys_with_vowels(each) for vowel in vowels
    )


def alike(one: str, other: str) -> bool:
    """Whether both may be one name, in two spellings or two scripts."""
    return not keys(one).isdisjoint(keys(other))


def _keys_with_vowels(name: str) -> Iterator[tuple[str, str]]:
    """Each key of a name, with the vowels that may be its first."""
    if name.startswith(_KEY):
        yield name, ""
        return
    for sounds in islice(product(*_heard(name)), _MOST_READINGS):
        consonants = _SERVANT_OF.sub("", _consonants(sounds))
        if len(consonants) >= _FEWEST:
            yield _KEY + consonants, _first_vowel(sounds)
        elif sounds:
            yield _KEY + _with_vowels(sounds), "-"


def _heard(name: str) -> list[str]:
    """For each letter of a name, or pair of letters, the ways in which it may be heard."""
    plain = _SILENT.sub("", unicodedata.normalize("NFKD", name).casefold()).translate(_SPECIAL)
    bare = _NO_LETTER.sub("", _ARTICLE.sub("", plain))[:_LONGEST]
    heard: list[str] = []
    for hear, run in groupby(bare, key=_hearing):
        heard += hear("".join(run))
    if heard and bare[0] == _ALEF:
        heard[0] = CARRIED  # at the start it may stand for any vowel
    return heard


def _hearing(letter: str) -> Callable[[str], list[str]]:
    if letter in ARABIC:
        return _arabic
    return _latin if letter.isascii() else _ethiopic


def _latin(run: str) -> list[str]:
    for spelling, sound in _SPELLINGS:
        run = spelling.sub(sound, run)
    return [_TWO_WAYS.get(sound, sound) for sound in _SOUND.findall(run)]


def _arabic(run: str) -> list[str]:
    heard: list[str] = []
    for before, letter in zip(" " + run, run, strict=False):
        if before in _SPOKEN and letter in _SPOKEN and before != letter:
            heard.append(CARRIED)
        heard.append(ARABIC[letter])
    return heard


def _ethiopic(run: str) -> list[str]:
    return [sound for letter in run for sound in ethiopic(letter)]


def _consonants(sounds: Sequence[str]) -> str:
    """Opened by an a for any vowel; h, w and y count at the start alone, and double letters once."""
    opening = "a" if sounds[:1] and sounds[0] in _VOWELS else ""
    return opening + "".join(
        sound
        for before, sound in zip((" ", *sounds), sounds, strict=False)
        if sound not in _VOWELS and sound != before and (before == " " or sound not in _ONLY_AT_THE_START)
    )


def _with_vowels(sounds: Sequence[str]) -> str:
    first, *rest = sounds
    opening = first if first in _ONLY_AT_THE_START else first.translate(_AS_VOWELS)
    spoken = opening + "".join(rest).translate(_AS_VOWELS)
    return "".join(sound for sound, _ in groupby(spoken))


def _first_vowel(sounds: Sequence[str]) -> str:
    """The vowels that the first group of vowel letters may be; all three where none is written."""
    start = 0 if sounds[0] in _VOWELS else 1
    group = "".join(takewhile(_VOWEL_LETTERS.__contains__, sounds[start:])).replace(CARRIED, "")
    if not group:
        return "aiu"
    if not _ROUND.isdisjoint(group):
        return "u"
    return {"a": "a", "e": "ai"}.get(group, "i")
