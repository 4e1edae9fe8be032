"""The parts of a compartment as its inbox shows them: pure. A day, a size, a way, a card or none; nothing of what is in
them.

Urgent ones stand first, then the last days. What stands on a page of the list is decided here, so that a row's place
does not change between two looks but by what the vault says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from protocol.contents import CLASSES
from protocol.desk_crossings import PartListing

ON_A_PAGE = 25


class Filter(StrEnum):
    """Which of the parts are listed; in the order in which a key goes through them."""

    ALL = "all"
    TO_ASK = "to-ask"
    URGENT = "urgent"
    ASKED = "asked"


class Standing(StrEnum):
    """Where one part stands, as far as this desk knows."""

    OPEN = "open"
    ASKED = "asked"
    ASKED_ELSEWHERE = "asked-elsewhere"
    OPENED = "opened"
    SHUT = "shut"
    TO_ASK = "to-ask"


@dataclass(frozen=True, slots=True)
class Row:
    part: bytes
    kind: str
    day: int
    waiting: int
    """Days since it came."""
    size: int
    """Bytes that it may have at most, padding and all."""
    vouched: bool
    channel: str
    urgent: bool
    standing: Standing
    opening: bytes | None
    """Of this desk, that asked for it."""

    @property
    def may_be_chosen(self) -> bool:
        return self.standing in {Standing.TO_ASK, Standing.OPENED, Standing.ASKED_ELSEWHERE}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the list. `number` counts from 1."""

    rows: Sequence[Row]
    number: int
    pages: int
    fitting: int
    """Rows on all pages together."""
    all: int
    """Parts without the filter."""


@dataclass(frozen=True, slots=True)
class Known:
    """What this desk knows of parts besides: which opening asked for it, and which are readable now."""

    asked: Mapping[bytes, bytes]
    open: Collection[bytes]


def rows_of(parts: Sequence[PartListing], known: Known, today: int) -> list[Row]:
    """In the order in which they are shown."""
    rows = [_row(one, known, today) for one in parts]
    return sorted(rows, key=lambda row: (not row.urgent, -row.day, row.part))


def sheet_of(rows: Sequence[Row], chosen: Filter, number: int) -> Sheet:
    """The nearest page that there is."""
    fitting = [row for row in rows if _fits(row, chosen)]
    pages = max(1, -(-len(fitting) // ON_A_PAGE))
    number = min(max(number, 1), pages)
    shown = fitting[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    return Sheet(shown, number, pages, len(fitting), len(rows))


def _row(one: PartListing, known: Known, today: int) -> Row:
    opening = known.asked.get(one.part)
    return Row(
        part=one.part,
        kind=one.kind.value,
        day=one.day,
        waiting=max(0, today - one.day),
        size=CLASSES[one.size_class],
        vouched=one.vouched,
        channel=one.channel.value,
        urgent=one.urgent,
        standing=_standing(one, opening, known),
        opening=opening,
    )


def _standing(one: PartListing, opening: bytes | None, known: Known) -> Standing:
    if one.part in known.open:
        return Standing.OPEN
    if opening is not None:
        return Standing.ASKED
    if not one.may_be_opened:
        return Standing.SHUT
    if one.asked:
        return Standing.ASKED_ELSEWHERE
    return Standing.OPENED if one.opened else Standing.TO_ASK


def _fits(row: Row, chosen: Filter) -> bool:
    match chosen:
        case Filter.ALL:
            return True
        case Filter.TO_ASK:
            return row.standing is Standing.TO_ASK
        case Filter.URGENT:
            return row.urgent
        case Filter.ASKED:
            return row.opening is not None or row.standing is Standing.ASKED_ELSEWHERE
