"""Given names, as the providers of `faker` list them for countries that write Latin letters.

They say that a word which is common may be a name all the same: Hope, Will, May. What is in no list is judged without
them, so a people that is missing here is only as well off as before.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

_LISTS = (
    "en_US", "en_GB", "en_IN", "en_KE", "en_NG", "en_PK", "en_TH", "de_DE", "es_ES", "es_MX", "fr_FR", "ga_IE", "ha_NG",
    "id_ID", "ig_NG", "it_IT", "nl_NL", "pl_PL", "pt_BR", "ro_RO", "sw", "tr_TR", "tw_GH", "yo_NG", "zu_ZA",
)  # fmt: skip


@cache
def given_names() -> frozenset[str]:
    """Single words in lower case, some ten thousand."""
    return frozenset(
        word for place in _LISTS for name in _listed(place) for word in name.lower().split() if len(word) > 1
    )


def _listed(place: str) -> list[str]:
    provider = import_module(f"faker.providers.person.{place}").Provider
    lists = [
        vars(base)[name] for base in provider.__mro__[:-3] for name in vars(base) if name.startswith("first_names")
    ]
    return [name for each in lists for name in each if isinstance(name, str)]
