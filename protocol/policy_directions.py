"""Which way a setting of the policy bundle goes when it changes: towards more being shown, or less. SPEC 17.6.

Rules of this file
* A setting that stands in no table here loosens, whichever way it goes: nobody has thought about it yet.
* Paths leave out whose it is: `staff.audience` is everybody's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from math import inf
from typing import Any


class Direction(StrEnum):
    """What becomes of protection: less of it, more of it, or the same."""

    LOOSENING = "loosening"
    TIGHTENING = "tightening"
    NEITHER = "neither"


Judge = Callable[[Any, Any], Direction]


def _upwards_tightens(absent: float = -inf) -> Judge:
    def judge(old: float | None, new: float | None) -> Direction:
        before, after = (absent if one is None else one for one in (old, new))
        return Direction.TIGHTENING if after > before else Direction.LOOSENING

    return judge


def _upwards_loosens(absent: float = -inf) -> Judge:
    turned = _upwards_tightens(absent)
    return lambda old, new: turned(new, old)


def _more_bits_tighten(old: int, new: int) -> Direction:
    return Direction.LOOSENING if old & ~new else Direction.TIGHTENING


def _neither(_old: object, _new: object) -> Direction:
    return Direction.NEITHER


def _given_tightens(old: object, new: object) -> Direction:
    return Direction.TIGHTENING if old is None and new is not None else Direction.LOOSENING


_ORDERED: Mapping[str, Judge] = {
    "version": _neither,
    "previous": _neither,
    "issued": _neither,
    "directory_number": _upwards_tightens(),
    "release.k": _upwards_tightens(),
    "release.partners": _upwards_tightens(),
    "release.left_without_any_partner": _upwards_tightens(),
    "release.finest_place": _upwards_loosens(),
    "release.finest_period": _upwards_loosens(),
    "release.widest_audience": _upwards_loosens(),
    "release.sensitive_k": _upwards_tightens(),
    "release.sensitive_place": _upwards_loosens(),
    "release.sensitive_period": _upwards_loosens(),
    "release.urgent_place": _upwards_loosens(),
    "release.urgent_period": _upwards_loosens(),
    "release.longest_expiry": _upwards_loosens(),
    # What appears together says less about when it was written, and what is padded less about how many there are.
    "release.epoch_seconds": _upwards_tightens(),
    "log.tick_seconds": _upwards_tightens(),
    "log.leaves_per_tick": _upwards_tightens(),
    "release.blocked_bodies": _more_bits_tighten,
    "custody.parts_per_curator_and_day": _upwards_loosens(),
    "changes.cooling_off_days": _upwards_tightens(),
    "changes.two_organisations": _upwards_tightens(),
    "staff.audience": _upwards_loosens(),
    # Whoever counts to a body can be shut out by a source.
    "staff.body": _given_tightens,
    # A day that is not given is no bound: from ever, for ever.
    "staff.begins": _upwards_tightens(absent=-inf),
    "staff.ends": _upwards_loosens(absent=inf),
    "grants.begins": _upwards_tightens(absent=-inf),
    "grants.ends": _upwards_loosens(absent=inf),
}
# Not there on purpose, as both ways show something: `collect_seconds` (the longer, the more a seized intake shows; the
# shorter, the fewer are mixed), and an area's name, country and level.


def direction_of(path: str, old: object, new: object) -> Direction:
    """Which way a setting goes that had one value and has another."""
    judge = _ORDERED.get(path)
    return Direction.LOOSENING if judge is None else judge(old, new)
