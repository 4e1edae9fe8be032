"""The names of countries and of some four hundred cities, in a language's own words: from Unicode's CLDR, as `babel` ships it."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global


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


@cache
def city_words(language: str) -> frozenset[str]:
    """Of the cities that time zones are named for: capitals, mostly, which many languages call by a name of their own."""
    zones: dict[str, str] = get_global("zone_territories")
    try:
        said = Locale.parse(language).time_zones
    except (UnknownLocaleError, ValueError):
        return frozenset()
    names = {
        zone: zone.rpartition("/")[2].replace("_", " ") for zone in zones if "/" in zone and not zone.startswith("Etc")
    }
    names |= {zone: words["city"] for zone, words in said.items() if "city" in words}
    return frozenset(word for name in names.values() for word in name.lower().split() if len(word) > 3) - _NOT_TELLING


_NOT_TELLING = frozenset(
    [
        "islands",
        "island",
        "north",
        "south",
        "east",
        "west",
        "western",
        "eastern",
        "northern",
        "southern",
        "central",
        "saint",
        "new",
        "and",
    ]
)
