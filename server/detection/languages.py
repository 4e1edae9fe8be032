"""The languages that are read here, and an honest guess at which ones a text is in.

The guess counts words of grammar, sentence by sentence and in all of the text. Where two languages are in it,
or close kin cannot be told apart, the words of both count: `ordinary` never holds a name, in no language, so
that passing over a word of either hides nothing. Months, digits and labels are looked for in all languages at
once, whatever was guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from server.detection.lexicon.also_names import ALSO_NAMES
from server.detection.lexicon.english import ENGLISH
from server.detection.lexicon.entry import Lexicon
from server.detection.lexicon.french import FRENCH
from server.detection.lexicon.hausa import HAUSA
from server.detection.lexicon.igbo import IGBO
from server.detection.lexicon.kinyarwanda import KINYARWANDA
from server.detection.lexicon.portuguese import PORTUGUESE
from server.detection.lexicon.spanish import SPANISH
from server.detection.lexicon.swahili import SWAHILI
from server.detection.lexicon.unread import UNREAD
from server.detection.lexicon.wolof import WOLOF
from server.detection.lexicon.yoruba import YORUBA
from server.detection.reading import Reading, Word

AUTO = "auto"
UNKNOWN = "und"
_AS_WRITTEN = (ENGLISH, FRENCH, SPANISH, PORTUGUESE, SWAHILI, HAUSA, YORUBA, IGBO, KINYARWANDA, WOLOF)


def _without_names(language: Lexicon) -> Lexicon:
    return replace(language, ordinary=language.ordinary - ALSO_NAMES - language.also_names)


def _telling(language: Lexicon) -> frozenset[str]:
    """What tells a language: its grammar, and the commonest of its nouns, which may be masked where they stand."""
    nouns = (language.units, language.counts, language.calendar, language.kin, language.jobs, language.before_places)
    return language.ordinary.union(language.heads, *nouns)


LANGUAGES = {language.code: _without_names(language) for language in _AS_WRITTEN}

# Of a hundred words, 22 (clinical notes) to 67 are grammar in their own language; German has up to 18 that look
# like English ones. A word that several languages have counts less in each.
_ENOUGH_SHARE = 0.2
_ENOUGH_WORDS = 2
_CLEARLY = 1.2
_QUITE = 2
# A sentence, or words of another language strewn over a text, from which a second language is told.
_ENOUGH_TOGETHER = 4
_LONG_ENOUGH = 6
_SHORTEST_UNREAD = 8
_SPOKEN_BY: dict[str, tuple[str, ...]] = {}
for _code, _words in ({each.code: _telling(each) for each in _AS_WRITTEN} | UNREAD).items():
    for _word in _words:
        _SPOKEN_BY[_word] = (*_SPOKEN_BY.get(_word, ()), _code)

_ROMANCE = frozenset(("es", "fr", "pt"))
_PEOPLES = {
    word: len({"romance" if code in _ROMANCE else code for code in codes if code in LANGUAGES}) or 1
    for word, codes in _SPOKEN_BY.items()
}
_OWN_LETTERS = 0.075  # 0.13 to 0.6 in nine sentences of ten of each language that is read; 0.04 in Finnish


def guess_language(reading: Reading) -> Lexicon | None:
    """The language of a text, or one that has the words of all that are in it; None where none can be told.

    The code is that of the language that most of it is in.
    """
    sentences = [_count(sentence) for sentence in _sentences(reading.words)]
    whole = Counter[str]()
    for sentence in sentences:
        whole.update(sentence)
    main = _told(whole, _ENOUGH_WORDS)
    if not main:
        return None
    beside = {
        code for sentence in sentences if sentence.total() >= _LONG_ENOUGH for code in _another(sentence, main[0])
    }
    return _together((*main, *sorted((beside | _strewn(whole)) - set(main))))


def unread_sentences(reading: Reading) -> Iterator[tuple[Word, Word]]:
    """First and last word of each sentence, of eight words or more, in a language that is known and not read here.

    In a text that is read otherwise; what is shorter, or in a language that is not even known, goes unnoticed.
    """
    for sentence in _sentences(reading.words):
        counted = _count(sentence)
        if counted.total() >= _SHORTEST_UNREAD and _is_unread(counted):
            yield sentence[0], sentence[-1]


def _is_unread(counted: Counter[str]) -> bool:
    hits, weights = _evidence(counted)
    unread = max((weight for code, weight in weights.items() if code in UNREAD), default=0.0)
    read = max((weight for code, weight in weights.items() if code in LANGUAGES), default=0.0)
    most = max((hits[code] for code in weights if code in UNREAD), default=0)
    return unread > _CLEARLY * read and most >= max(_ENOUGH_TOGETHER, _ENOUGH_SHARE * counted.total())


def in_all(words_of: Callable[[Lexicon], Iterable[str]]) -> list[str]:
    """Months, units or the like of all languages together, sorted."""
    return sorted({word for language in LANGUAGES.values() for word in words_of(language)})


def in_these(language: Lexicon | None, words_of: Callable[[Lexicon], Iterable[str]]) -> list[str]:
    """The same of the language that was told, or of all where none was: short words mean much elsewhere."""
    return sorted(set(words_of(language))) if language else in_all(words_of)


def ordinary(word: Word, language: Lexicon | None) -> bool:
    """Whether a word is only grammar in that language, whole (don't) or piece by piece (jusqu'au)."""
    if language is None:
        return False
    grammar = language.ordinary
    return word.lower in grammar or all(piece in grammar for piece in word.pieces if piece)


def _sentences(words: list[Word]) -> Iterator[list[Word]]:
    """Words from one whose place explains a capital to the next such."""
    sentence: list[Word] = []
    for word in words:
        if word.placed and len(sentence) >= _LONG_ENOUGH:
            yield sentence
            sentence = []
        sentence.append(word)
    if sentence:
        yield sentence


def _count(words: Iterable[Word]) -> Counter[str]:
    """Pieces of words that may tell a language: not names, which their capitals tell."""
    return Counter(
        piece for word in words if word.placed or not word.capital for piece in word.pieces if piece[:1].isalpha()
    )


def _told(counted: Counter[str], fewest: int) -> tuple[str, ...]:
    """The code of the language that has clearly the most of its words here; of two or more where it is a tie."""
    hits, weights = _evidence(counted)
    needed = max(fewest, _ENOUGH_SHARE * counted.total())
    enough = (code for code in hits if hits[code] >= needed and _own_letters(counted, code) >= _OWN_LETTERS)
    ranked = sorted(enough, key=lambda code: (-weights[code], code))
    if any(code in UNREAD for code in ranked[:1]):
        return ()
    close = tuple(code for code in ranked if code in LANGUAGES and _CLEARLY * weights[code] > weights[ranked[0]])
    tie = len(close) > 1 and counted.total() < _LONG_ENOUGH
    return () if tie else close


def _own_letters(counted: Counter[str], code: str) -> float:
    """The share of letters in words of that language, shared out where languages that are no kin of it have them too.

    Short words (na, a, ti, ba) are somebody's everywhere: Lingala and Bambara seem full of Yorùbá and Hausa ones.
    """
    letters = sum(len(word) * count for word, count in counted.items())
    own = sum(len(word) * count / _PEOPLES[word] for word, count in counted.items() if code in _SPOKEN_BY.get(word, ()))
    return own / letters if letters else 0


def _another(sentence: Counter[str], main: str) -> tuple[str, ...]:
    """The language of one sentence, where it is quite another than that of the text: kin seldom is."""
    told = _told(sentence, _ENOUGH_TOGETHER)
    weights = _evidence(sentence)[1]
    return told if len(told) == 1 and weights[told[0]] > _QUITE * weights.get(main, 0) else ()


def _strewn(counted: Counter[str]) -> set[str]:
    """Languages of which words stand here that no other has."""
    only = Counter(codes[0] for word in counted if len(codes := _SPOKEN_BY.get(word, ())) == 1)
    return {
        code
        for code, count in only.items()
        if code in LANGUAGES and count >= max(_ENOUGH_TOGETHER, 0.05 * counted.total())
    }


def _evidence(counted: Counter[str]) -> tuple[Counter[str], dict[str, float]]:
    """For each language, how many of the words it has, and the same with words of several languages shared out."""
    hits, weights = Counter[str](), dict[str, float]()
    for word in counted.keys() & _SPOKEN_BY.keys():
        for code in _SPOKEN_BY[word]:
            hits[code] += counted[word]
            weights[code] = weights.get(code, 0) + counted[word] / len(_SPOKEN_BY[word])
    return hits, weights


@lru_cache(maxsize=256)
def _together(codes: tuple[str, ...]) -> Lexicon:
    """One lexicon with the words of several languages; the first's code and digits.

    Without institutions: by them a name is weighed as English weighs it, which is wrong for one of another language.
    """
    first = LANGUAGES[codes[0]]
    if len(codes) == 1:
        return first
    each = [LANGUAGES[code] for code in codes]
    merged: dict[str, Any] = {
        field.name: frozenset().union(*(getattr(language, field.name) for language in each))
        for field in fields(Lexicon)
        if isinstance(getattr(first, field.name), frozenset)
    }
    regions = tuple(dict.fromkeys(region for language in each for region in language.regions))
    return replace(first, regions=regions, **merged | {"institutions": frozenset(), "laws": frozenset()})
