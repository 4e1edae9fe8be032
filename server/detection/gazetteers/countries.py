"""The names of countries and of some four hundred cities in a language's own words, from CLDR as `babel` ships it."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from server.detection.lexicon.entry import words

# Parts of names that are words as well: South Sudan, New Zealand.
_NOT_TELLING = words("and central east eastern island islands new north northern saint south southern west western")


@cache
def country_words(language: str) -> frozenset[str]:
    """Names of one word, and the telling words of longer ones, in lower case; empty where CLDR lacks the language."""
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return frozenset()
    # Figures are regions of several countries: 002 is Africa.
    names = (name.lower().replace("&", " ") for code, name in territories.items() if code.isalpha())
    return frozenset(word for name in names for word in name.split() if len(word) > 3 and word not in _NOT_TELLING)


@cache
def city_words(language: str) -> frozenset[str]:
    """Of the cities that time zones are named for: mostly capitals, which many languages call by names of their own."""
    zones = get_global("zone_territories")
    try:
        said = Locale.parse(language).time_zones
    except (UnknownLocaleError, ValueError):
        return frozenset()
    names = {
        zone: zone.rpartition("/")[2].replace("_", " ") for zone in zones if "/" in zone and not zone.startswith("Etc")
    }
    names |= {zone: names["city"] for zone, names in said.items() if "city" in names}
    return frozenset(word for name in names.values() for word in name.lower().split() if len(word) > 3) - _NOT_TELLING
