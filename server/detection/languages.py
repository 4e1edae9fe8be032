"""The languages that are read here, and an honest guess at which one a text is in.

The guess counts words of grammar. It looks at the text as a whole, so a few sentences of another language
inside a long text go unnoticed; months, titles and digits are therefore looked for in all languages at once,
and only words of grammar (which are never masked) in the one that was guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from server.detection.lexicon.english import ENGLISH
from server.detection.lexicon.entry import Lexicon
from server.detection.lexicon.french import FRENCH
from server.detection.lexicon.hausa import HAUSA
from server.detection.lexicon.portuguese import PORTUGUESE
from server.detection.lexicon.spanish import SPANISH
from server.detection.lexicon.swahili import SWAHILI
from server.detection.reading import Reading, Word

AUTO = "auto"
UNKNOWN = "und"
LANGUAGES = {language.code: language for language in (ENGLISH, FRENCH, SPANISH, PORTUGUESE, SWAHILI, HAUSA)}

# Of a hundred words, 22 (clinical notes) to 67 are grammar in their own language; German has up to 18 that look
# like English ones. Spanish has 1.25 times as many as the next language counts in it, Dutch 1.16 as "Spanish".
# Close kin are not told apart: Italian, with 25, is taken for Spanish.
_ENOUGH_SHARE = 0.2
_ENOUGH_WORDS = 2
_CLEARLY = 1.2


def guess_language(reading: Reading) -> Lexicon | None:
    """The language whose words of grammar are clearly the most; None if there are too few, or it is a tie."""
    counted = Counter(piece for word in reading.words for piece in word.pieces if piece[:1].isalpha())
    needed = max(_ENOUGH_WORDS, _ENOUGH_SHARE * counted.total())
    ranked = sorted(((_grammar(counted, each), code) for code, each in LANGUAGES.items()), reverse=True)
    (best, code), (second, _) = ranked[:2]
    return LANGUAGES[code] if best >= needed and best > _CLEARLY * second else None


def in_all(words_of: Callable[[Lexicon], Iterable[str]]) -> list[str]:
    """Months, units or the like of all languages together, sorted."""
    return sorted({word for language in LANGUAGES.values() for word in words_of(language)})


def _grammar(counted: Counter[str], language: Lexicon) -> int:
    return sum(counted[word] for word in language.ordinary & counted.keys())


def ordinary(word: Word, language: Lexicon | None) -> bool:
    """Whether a word is only grammar in that language, whole (don't) or piece by piece (jusqu'au)."""
    if language is None:
        return False
    grammar = language.ordinary
    return word.lower in grammar or all(piece in grammar for piece in word.pieces if piece)
