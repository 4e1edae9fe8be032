"""What an analyst reads: releases of their circle and wider, that shut out no body of theirs. Nothing else shows.

Rules of this file
* Only the reading role asks here, and it sees a view without C and r.
* A release that is not for the reader is no more there than one that never was: not in a page, not as a gap in one,
  not under its id.
* What has ended goes with an epoch, like what was withdrawn: a clock that hid it at midnight would tell the two apart.
  The clock hides it a day later, should no epoch come.
* Two locks: conditions in code, under the rules in force now; and the access rules of the signed policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, false, or_, select, true
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.consent import Audience
from protocol.errors import Malformed
from protocol.ids import from_text, to_text
from protocol.policy import TrustedPolicy
from protocol.release import EventType, Stage
from server.authorization import AccessRules, Action, Thing
from server.devices import Caller
from server.release.callers import Reader, reader_for
from server.release.errors import NoSuchSummary, NotACursor
from server.release.gate import SHUT_TO_ALL
from server.release.removals import LONGEST_STAY
from server.release.shown import NOTHING_TO_SHOW, Shown, ShownPage, show
from server.release.tables import live_summaries as live
from server.release.world import World
from server.who_is_who import country, summary

PAGE = 50


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page: both values stand in that row, so that a cursor tells nothing new."""

    published: int
    id: bytes

    def text(self) -> str:
        return f"{self.published}.{to_text(self.id)}"

    @classmethod
    def from_text(cls, text: str) -> Cursor:
        """Raises NotACursor."""
        published, _, identifier = text.partition(".")
        if not (published.isascii() and published.isdigit() and len(published) <= 6):
            raise NotACursor
        try:
            return cls(int(published), from_text(identifier))
        except Malformed:
            raise NotACursor from None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the analyst asked for; None where anything will do. A country's code stands for all its areas."""

    area: str | None = None
    event_type: EventType | None = None
    stage: Stage | None = None
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """Who reads, on which day, and under which rules: the same ones for the whole of one answer."""

    reader: Reader
    policy: TrustedPolicy
    rules: AccessRules
    today: int


def sight_of(world: World, caller: Caller) -> Sight:
    """Raises NotAnAnalyst; RulesRefused, DirectoryRefused or PolicyRefused where there are no rules to read by."""
    directory, policy, access = world.pinned.directory, world.pinned.policy, world.access()
    return Sight(reader_for(caller, directory, policy, access), policy, access.rules, world.today())


async def read_page(engine: AsyncEngine, sight: Sight, wanted: Wanted) -> ShownPage:
    """At most 50 releases, by day and then by their random ids, which say nothing of the order they came in."""
    rows: list[Row[Any]] = []
    more = True
    while more and len(rows) <= PAGE:
        some = await _next_rows(engine, sight, wanted)
        rows += [row for row in some if _allowed(sight, row)]
        if more := len(some) > PAGE:
            wanted = replace(wanted, after=_cursor(some[-1]))
    return ShownPage(
        summaries=tuple(show(row) for row in rows[:PAGE]),
        next=_cursor(rows[PAGE - 1]).text() if len(rows) > PAGE else None,
        note=None if rows else NOTHING_TO_SHOW,
    )


async def read_one(engine: AsyncEngine, sight: Sight, identifier: str) -> Shown:
    """One release. Raises NoSuchSummary, whatever the reason."""
    try:
        wanted = live.c.id == from_text(identifier)
    except Malformed:
        raise NoSuchSummary from None
    async with engine.connect() as connection:
        row = (await connection.execute(select(live).where(wanted, *_for_reader(sight)))).one_or_none()
    if row is None or not _allowed(sight, row):
        raise NoSuchSummary
    return show(row)


async def _next_rows(engine: AsyncEngine, sight: Sight, wanted: Wanted) -> Sequence[Row[Any]]:
    found = select(live).where(*_for_reader(sight), *_matching(wanted, sight.policy))
    ordered = found.order_by(live.c.published.desc(), live.c.id).limit(PAGE + 1)
    async with engine.connect() as connection:
        return (await connection.execute(ordered)).all()


def _for_reader(sight: Sight) -> list[ColumnElement[bool]]:
    """The rules in force now, over those it was released under: a tightening holds for readers at once."""
    reader, rules = sight.reader, sight.policy.contents.release
    return [
        live.c.country.in_(reader.countries),
        live.c.audience >= reader.circle.value,
        live.c.never_to.op("&")(reader.bodies) == 0,
        live.c.never_to != SHUT_TO_ALL,
        live.c.valid_until >= sight.today - LONGEST_STAY,
        _true(reader.circle <= rules.widest_audience),
        _true(reader.bodies & rules.blocked_bodies == 0),
        live.c.area.in_(sight.policy.areas_within(reader.areas)) if reader.areas else true(),
    ]


def _allowed(sight: Sight, row: Row[Any]) -> bool:
    return bool(sight.rules.only_allowed(sight.reader.uid, Action.READ_SUMMARIES, [_thing(row)]))


def _thing(row: Row[Any]) -> Thing:
    return summary(to_text(row.id), country(row.country), Audience(row.audience))


def _matching(wanted: Wanted, policy: TrustedPolicy) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.area is not None:
        conditions.append(live.c.area.in_(policy.areas_within((wanted.area,))))
    if wanted.event_type is not None:
        conditions.append(live.c.event_type == wanted.event_type.value)
    if wanted.stage is not None:
        conditions.append(live.c.stage == wanted.stage.value)
    if (after := wanted.after) is not None:
        same_day = and_(live.c.published == after.published, live.c.id > after.id)
        conditions.append(or_(live.c.published < after.published, same_day))
    return conditions


def _cursor(row: Row[Any]) -> Cursor:
    return Cursor(row.published, row.id)


def _true(holds: bool) -> ColumnElement[bool]:  # noqa: FBT001 - turns a condition into one of SQL
    return true() if holds else false()
