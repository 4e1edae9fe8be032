"""The names of countries, in a language's own words: from Unicode's CLDR, as `babel` ships it."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError


@cache
def country_words(language: str) -> frozenset[str]:
    """Names of one word, and the telling words of longer ones, in lower case; empty where CLDR knows no such language."""
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return frozenset()
    # Figures are regions of several countries: 002 is Africa.
    names = (name.lower().replace("&", " ") for code, name in territories.items() if code.isalpha())
    return frozenset(word for name in names for word in name.split() if len(word) > 3 and word not in _NOT_TELLING)


_NOT_TELLING = frozenset(
    "islands island north south east west western eastern northern southern central saint new and".split()
)
