"""Whose reports could stand behind a summary by one policy and not by another. Pure. SPEC 24.2.

Rules of this file
* The rules that decide are those of a clearance (clearances.py), asked of summaries that nobody has written.
* The vault knows no place and no event. So it asks of the largest summary that there could be: on everything that the
  same two desks opened for one aim, of one month, week or day in which it came, and whose sources allow that summary.
  Whoever is added to a summary takes nothing from its count, so where the largest does not pass, none does.
* Of what was released before nothing is asked: comparing can only refuse more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from protocol.consent import Aim, Audience, Period, Place, check_summary
from protocol.errors import ConsentRefused
from protocol.ids import date_of
from protocol.policy import ReleaseRules
from protocol.release import ExpiryClass
from server.vault.clearance.clearances import Shape, Standing, about_fineness, about_the_policy, sources_of
from server.vault.counting.sources import ShutOut, Source


@dataclass(frozen=True, slots=True)
class Readable:
    """A testimony that two desks opened together for one aim, and that is not withdrawn."""

    standing: Standing
    day: int
    aim: Aim
    desks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Passing:
    """People with cards that count, whose reports could stand behind a summary by one of two policies alone."""

    newly: frozenset[Source]
    no_longer: frozenset[Source]


def compare(
    readable: Sequence[Readable],
    old: ReleaseRules,
    new: ReleaseRules,
    shut_out: ShutOut,
    today: int,
    *,
    urgent: bool,
) -> Passing:
    """By the ordinary way, or by the urgent one."""
    newly: set[Source] = set()
    no_longer: set[Source] = set()
    for shape in _shapes(urgent=urgent):
        if all(any(about_fineness(shape, rules)) for rules in (old, new)):
            continue
        for group in _groups(shape, readable, today):
            voices = shut_out.left_of(sources_of(one.source for one in group))
            was, will = (_passes_for_some_time(shape, group, voices, rules) for rules in (old, new))
            people = {one for one in voices if one.vouched}
            newly |= people if will - was else set()
            no_longer |= people if was - will else set()
    return Passing(frozenset(newly), frozenset(no_longer))


def _shapes(*, urgent: bool) -> Iterator[Shape]:
    """Every summary that there can be, as far as the policy looks at it, for the shortest time."""
    fine = product(list(Place)[1:], list(Period)[1:], list(Audience)[1:], (False, True))
    for place, period, audience, sensitive in fine:
        yield Shape(place, period, audience, ExpiryClass.MONTH, urgent, sensitive)


def _passes_for_some_time(
    shape: Shape, group: Sequence[Standing], voices: frozenset[Source], rules: ReleaseRules
) -> set[ExpiryClass]:
    lasting = {expiry: replace(shape, expiry=expiry) for expiry in ExpiryClass}
    return {expiry for expiry, one in lasting.items() if not any(about_the_policy(one, group, voices, rules))}


def _groups(shape: Shape, readable: Iterable[Readable], today: int) -> Iterator[Sequence[Standing]]:
    """The largest that there could be; by the urgent way, one report is enough."""
    found: defaultdict[object, list[Standing]] = defaultdict(list)
    for number, one in enumerate(readable):
        if _allows(one, shape, today):
            together = number if shape.urgent else (one.aim, one.desks, _span(one.day, shape.period))
            found[together].append(one.standing)
    yield from found.values()


def _allows(one: Readable, shape: Shape, today: int) -> bool:
    if one.standing.terms is None:
        return False
    asked = (one.aim, shape.place, shape.period, shape.audience)
    try:
        check_summary(one.standing.terms, *asked, today, sensitive=shape.sensitive)
    except ConsentRefused:
        return False
    return True


def _span(day: int, period: Period) -> tuple[int, ...]:
    """The month, week or day that a day is in."""
    date = date_of(day)
    if period is Period.MONTH:
        return date.year, date.month
    return date.isocalendar()[:2] if period is Period.WEEK else (day,)
