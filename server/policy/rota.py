"""Who is on call for the urgent way at a moment, and where the rota leaves a hole. Decided without clock or database.

A turn is written as people say it: weekdays and hours of the clock on their own wall. What that clock does twice a year
is settled here once, so that two turns which meet on paper never leave a hole between them:

* an hour that the clock skips is the moment at which it skips;
* of an hour that comes twice, a turn begins with the first and ends with the second: for that hour two people are on
  call, never nobody.

An absence is stronger than a turn or a swap, and seats are counted, not people: a custodian and their substitute answer
for the same seat, and two answers from it are one.

RotaRefused
├── UnknownZone · EmptyTurn · NobodyOfThatName · SaidTwice
└── NothingToSwap
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY = timedelta(days=1)
LONGEST = timedelta(days=3)
"""No turn reaches further from the day on which it begins, whatever a clock does then."""
EVERY_DAY = frozenset(range(7))


class RotaRefused(Exception):
    """This rota cannot be used."""


class UnknownZone(RotaRefused):
    """A time zone is written as in Africa/Nairobi, and this one is not known here."""


class EmptyTurn(RotaRefused):
    """A turn needs a weekday, and weeks that come round."""


class NobodyOfThatName(RotaRefused):
    """A turn, an absence or a swap names somebody whom the rota does not list."""


class SaidTwice(RotaRefused):
    """The rota lists one name twice, or swaps one turn twice."""


class NothingToSwap(RotaRefused):
    """Nobody has a turn on the day of this swap."""


def known_zone(name: str) -> ZoneInfo:
    """Raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a name such as "../x" or "Europe" is no zone either
        raise UnknownZone from None


@dataclass(frozen=True, slots=True)
class OnCall:
    """Somebody who may be on call: for which seat they answer, and the clock on their wall."""

    name: str
    seat: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Turn:
    """Some hours on some weekdays (Monday is 0), in the first of every `weeks` weeks, counted from the day `first`.

    Hours that end where or before they begin end on the next day.
    """

    name: str
    weekdays: frozenset[int]
    begins: time
    ends: time
    first: date
    last: date = date.max
    weeks: int = 1

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= EVERY_DAY or self.weeks < 1:
            raise EmptyTurn

    def begins_on(self, day: date) -> bool:
        if not self.first <= day <= self.last or day.weekday() not in self.weekdays:
            return False
        return (day - _monday(self.first)).days // 7 % self.weeks == 0


@dataclass(frozen=True, slots=True)
class Absence:
    """Whole days, both included, by the clock of whoever is away."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Swap:
    """Whatever turns `of` has that begin on this day of theirs, `by` takes."""

    day: date
    of: str
    by: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody on call without a break: moments in UTC, the second not included."""

    name: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Hole:
    """A time in which fewer seats than are needed are on call, and which ones are."""

    begins: datetime
    ends: datetime
    seats: tuple[str, ...]

    def in_words(self, needed: int) -> str:
        """A sentence for whoever makes the rota; times in UTC."""
        who = "Nobody is" if not self.seats else f"Only {len(self.seats)} of {needed} are"
        until = self.ends.strftime("%H:%M" if self.ends.date() == self.begins.date() else "%Y-%m-%d %H:%M")
        return f"{who} on call on {self.begins:%Y-%m-%d from %H:%M} to {until} UTC."


@dataclass(frozen=True)
class Rota:
    """Raises UnknownZone, NobodyOfThatName, SaidTwice or NothingToSwap where it contradicts itself."""

    people: tuple[OnCall, ...]
    turns: tuple[Turn, ...]
    absences: tuple[Absence, ...] = ()
    swaps: tuple[Swap, ...] = ()

    def __post_init__(self) -> None:
        if len(self.person) != len(self.people) or len(self.standing_in) != len(self.swaps):
            raise SaidTwice
        named = [one.name for one in self.turns] + [one.name for one in self.absences] + [one.by for one in self.swaps]
        if not self.person.keys() >= set(named):
            raise NobodyOfThatName
        for swap in self.swaps:
            if not any(turn.name == swap.of and turn.begins_on(swap.day) for turn in self.turns):
                raise NothingToSwap

    @cached_property
    def person(self) -> dict[str, OnCall]:
        return {one.name: one for one in self.people}

    @cached_property
    def standing_in(self) -> dict[tuple[str, date], str]:
        """Who takes whose turn of which day."""
        return {(one.of, one.day): one.by for one in self.swaps}

    def seats(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({self.person[name].seat for name in names}))


def on_call(rota: Rota, at: datetime) -> tuple[str, ...]:
    """The names of those who are on call at a moment, sorted."""
    return tuple(sorted({one.name for one in duties(rota, at, at + timedelta(seconds=1))}))


def duties(rota: Rota, begins: datetime, ends: datetime) -> tuple[Duty, ...]:
    """Everyone's duties between two moments, in order; those of one person that meet are one."""
    taken = [one for turn in rota.turns for one in _duties_of(rota, turn, begins, ends)]
    whole = [one for name in rota.person for one in _joined(name, taken)]
    there = [one for duty in whole for one in _without(duty, _away(rota, duty.name))]
    return tuple(sorted(there, key=lambda one: (one.begins, one.ends, one.name)))


def holes(rota: Rota, needed: int, begins: datetime, ends: datetime) -> tuple[Hole, ...]:
    """Every time between two moments in which fewer than `needed` seats are on call."""
    standing = duties(rota, begins, ends)
    changes = {begins, ends} | {at for one in standing for at in (one.begins, one.ends) if begins < at < ends}
    found: list[Hole] = []
    for start, end in pairwise(sorted(changes)):
        seats = rota.seats(one.name for one in standing if one.begins <= start < one.ends)
        if len(seats) >= needed:
            continue
        if found and (found[-1].ends, found[-1].seats) == (start, seats):
            found[-1] = Hole(found[-1].begins, end, seats)
        else:
            found.append(Hole(start, end, seats))
    return tuple(found)


def first_moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When a clock on the wall first shows this, in UTC; if it skips it, when it skips."""
    early, late = (datetime.combine(day, clock, zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return early if early <= late else _skips(zone, late, early)


def last_moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When a clock on the wall shows this for the last time, in UTC; if it skips it, when it skips."""
    early, late = (datetime.combine(day, clock, zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return late if early <= late else _skips(zone, late, early)


def _skips(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second between two moments from which on the clock is another."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // timedelta(seconds=2) * timedelta(seconds=1)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def _duties_of(rota: Rota, turn: Turn, begins: datetime, ends: datetime) -> Iterator[Duty]:
    """One for each day on which the turn begins, by whoever takes it that day, as far as it lies between."""
    zone = rota.person[turn.name].zone
    for day in _days((begins - LONGEST).astimezone(zone).date(), (ends + DAY).astimezone(zone).date()):
        if turn.begins_on(day):
            until = day if turn.begins < turn.ends else day + DAY
            start = max(begins, first_moment(day, turn.begins, zone))
            end = min(ends, last_moment(until, turn.ends, zone))
            yield Duty(rota.standing_in.get((turn.name, day), turn.name), start, end)


def _joined(name: str, found: Collection[Duty]) -> Iterator[Duty]:
    begins: datetime | None = None
    ends = datetime.min.replace(tzinfo=UTC)
    for one in sorted((one for one in found if one.name == name), key=lambda one: one.begins):
        if begins is not None and one.begins > ends:
            yield Duty(name, begins, ends)
            begins = None
        begins, ends = begins or one.begins, max(ends, one.ends)
    if begins is not None:
        yield Duty(name, begins, ends)


def _away(rota: Rota, name: str) -> Sequence[tuple[datetime, datetime]]:
    zone = rota.person[name].zone
    return sorted(
        (first_moment(one.first, time.min, zone), first_moment(one.last + DAY, time.min, zone))
        for one in rota.absences
        if one.name == name
    )


def _without(duty: Duty, away: Iterable[tuple[datetime, datetime]]) -> Iterator[Duty]:
    """What is left of a duty, in pieces."""
    begins = duty.begins
    for left, back in away:
        if begins < min(left, duty.ends):
            yield Duty(duty.name, begins, min(left, duty.ends))
        begins = max(begins, back)
    if begins < duty.ends:  # else the clock skipped all of it, or it lies outside
        yield Duty(duty.name, begins, duty.ends)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
