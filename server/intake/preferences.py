"""What a browser would rather have: Accept-Language and Accept-Encoding, as RFC 9110 §12.5.3 and §12.5.4 read them.

Neither can be wrong: what is not written as there is passed over, and who says nothing gets the default, unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_RANGE = re.compile(r"([a-z0-9*-]{1,64})(?:[ \t]*;[ \t]*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?")


def language_for(said: str, languages: Collection[str], default: str) -> str:
    """One of `languages` (lower case; `default` is one of them): the one that fits best (SPEC 20.4)."""
    weighed = _weighed(said)
    refused = {name for name, weight in weighed if not weight}
    for name, weight in sorted(weighed, key=lambda one: -one[1]):
        if weight and (found := _fitting(name, languages, refused, default)):
            return found
    return default


def takes_gzip(said: str) -> bool:
    """Whether a body may be packed. Nobody must take it unasked: the exchange of a client of ours does not unpack."""
    weights: dict[str, float] = {}
    for name, weight in _weighed(said):
        weights.setdefault(name, weight)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0))) > 0


def _fitting(name: str, languages: Collection[str], refused: Collection[str], default: str) -> str | None:
    if name == "*":
        return next((one for one in (default, *languages) if one not in refused), None)
    # RFC 4647 §3.4: a tag finds its language also when it says more than we can tell apart.
    while name and name not in languages:
        name = name.rpartition("-")[0]
    return name or None


def _weighed(said: str) -> list[tuple[str, float]]:
    """Names in lower case, in the order in which they came, with their weights of 0 to 1."""
    found = (_RANGE.fullmatch(one.strip(" \t")) for one in said.lower().split(","))
    return [(one[1], float(one[2] or 1)) for one in found if one]
