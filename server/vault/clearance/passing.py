"""Whose reports could stand behind a summary by looser rules and not by those in force. Pure. SPEC 24.2.

Rules of this file
* The rules that decide are those of a clearance (clearances.py), asked of summaries that nobody has written.
* The vault knows no place and no event. So it asks of the largest summary that there could be: on everything that the
  same two desks opened for one aim, of one month, week or day in which it came, and whose sources allow that summary.
  Whoever is added to a summary takes nothing from its count, so where the largest does not pass, none does.
* Of what was released before nothing is asked: comparing can only refuse more.
* Nor of what is suspended: one administrator alone suspends a batch, and would see by two answers who stands on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from protocol.consent import Aim, Audience, Period, Place, Terms, check_summary
from protocol.errors import ConsentRefused
from protocol.ids import date_of
from protocol.policy import ReleaseRules
from protocol.release import ExpiryClass
from server.vault.clearance.clearances import Shape, Standing, about_fineness, about_the_policy, sources_of
from server.vault.counting.sources import Source


@dataclass(frozen=True, slots=True)
class Readable:
    """A testimony that two desks opened together for one aim, and that was not withdrawn."""

    standing: Standing
    day: int
    aim: Aim
    desks: frozenset[str]


def newly_passing(
    readable: Sequence[Readable],
    old: ReleaseRules,
    new: ReleaseRules,
    today: int,
    *,
    urgent: bool,
) -> frozenset[Source]:
    """People with cards that count, whose reports could stand behind a summary by the new rules alone.

    By the ordinary way, or by the urgent one. Whoever could no longer is not asked about: that would tell how large a
    group is by a number higher than the one in force (SPEC 24.4).
    """
    found: set[Source] = set()
    alike = _alike(readable)
    for shape in _shapes(urgent=urgent):
        if all(any(about_fineness(shape, rules)) for rules in (old, new)):
            continue
        for group in _groups(shape, alike, today):
            voices = sources_of(one.source for one in group)
            was, will = (_passes_for_some_time(shape, group, voices, rules) for rules in (old, new))
            found |= {one for one in voices if one.vouched} if will - was else set()
    return frozenset(found)


def _shapes(*, urgent: bool) -> Iterator[Shape]:
    """Every summary that there can be, as far as the policy looks at it, for the shortest time."""
    fine = product(list(Place)[1:], list(Period)[1:], list(Audience)[1:], (False, True))
    for place, period, audience, sensitive in fine:
        yield Shape(place, period, audience, ExpiryClass.MONTH, urgent, sensitive)


def _passes_for_some_time(
    shape: Shape, group: Sequence[Standing], voices: frozenset[Source], rules: ReleaseRules
) -> set[ExpiryClass]:
    """For how long. Whom it stands on is the same for all of them, and the shortest time is never too long."""
    if any(about_the_policy(shape, group, voices, rules)):
        return set()
    return {expiry for expiry in ExpiryClass if not any(about_fineness(replace(shape, expiry=expiry), rules))}


Alike = Mapping[tuple[Terms, Aim], Sequence[Readable]]
"""What has the same terms and was opened for the same aim: consent is asked once for all of it."""


def _alike(readable: Iterable[Readable]) -> Alike:
    found: defaultdict[tuple[Terms, Aim], list[Readable]] = defaultdict(list)
    for one in readable:
        if one.standing.terms is not None:
            found[one.standing.terms, one.aim].append(one)
    return found


def _groups(shape: Shape, alike: Alike, today: int) -> Iterator[Sequence[Standing]]:
    """The largest that there could be; by the urgent way, one report is enough."""
    allowed = [one for (terms, aim), several in alike.items() if _allows(terms, aim, shape, today) for one in several]
    if shape.urgent:
        yield from ([one.standing] for one in allowed)
        return
    found: defaultdict[object, list[Standing]] = defaultdict(list)
    for one in allowed:
        found[one.aim, one.desks, _span(one.day, shape.period)].append(one.standing)
    yield from found.values()


def _allows(terms: Terms, aim: Aim, shape: Shape, today: int) -> bool:
    if shape.urgent and not terms.urgent:
        return False
    try:
        check_summary(terms, aim, shape.place, shape.period, shape.audience, today, sensitive=shape.sensitive)
    except ConsentRefused:
        return False
    return True


@cache
def _span(day: int, period: Period) -> tuple[int, ...]:
    """The month, week or day that a day is in."""
    date = date_of(day)
    if period is Period.MONTH:
        return date.year, date.month
    return date.isocalendar()[:2] if period is Period.WEEK else (day,)
