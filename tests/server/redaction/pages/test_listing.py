"""The list of an inbox, pure: what stands where, and on which page."""

from __future__ import annotations

from protocol.desk_crossings import Channel, PartListing
from protocol.ids import PartKind
from server.redaction.pages.listing import ON_A_PAGE, Filter, Known, Standing, rows_of, sheet_of

NOTHING = Known({}, set())


def listed(
    name: int, day: int = 10, *, shut: bool = False, opened: bool = False, asked: bool = False, urgent: bool = False
) -> PartListing:
    return PartListing(
        part=name.to_bytes(32),
        kind=PartKind.TESTIMONY,
        size_class=1,
        day=day,
        vouched=False,
        may_be_opened=not shut,
        opened=opened,
        asked=asked,
        channel=Channel.WEB,
        urgent=urgent,
    )


def test_urgent_ones_stand_first_then_the_last_days_and_within_a_day_the_order_tells_nothing() -> None:
    parts = [listed(3, 9), listed(4, 9, urgent=True), listed(2, 11), listed(1, 11)]
    rows = rows_of(parts, NOTHING, today=12)
    assert [(row.part[-1], row.waiting) for row in rows] == [(4, 3), (1, 1), (2, 1), (3, 3)]
    assert {row.size for row in rows} == {16 * 1024}


def test_where_a_part_stands_is_said_by_this_desk_first_and_then_by_the_vault() -> None:
    parts = [listed(1), listed(2), listed(3, shut=True), listed(4, opened=True), listed(5), listed(6, asked=True)]
    known = Known({one.part: b"o" for one in parts[:2]}, {parts[0].part})
    rows = {row.part[-1]: row for row in rows_of(parts, known, today=10)}
    assert [rows[n].standing for n in range(1, 7)] == [
        Standing.OPEN,
        Standing.ASKED,
        Standing.SHUT,
        Standing.OPENED,
        Standing.TO_ASK,
        Standing.ASKED_ELSEWHERE,
    ]
    assert [n for n in rows if rows[n].may_be_chosen] == [4, 5, 6]
    assert rows[1].opening == b"o"


def test_filters_leave_out_and_pages_end_where_the_list_ends() -> None:
    parts = [listed(n) for n in range(ON_A_PAGE * 2 + 1)]
    rows = rows_of(parts, Known({parts[0].part: b"o"}, set()), today=10)
    assert [len(sheet_of(rows, Filter.ALL, n).rows) for n in (0, 1, 2, 3, 99)] == [25, 25, 25, 1, 1]
    assert sheet_of(rows, Filter.ALL, 99).number == 3
    assert sheet_of(rows, Filter.ASKED, 1).fitting == 1
    assert sheet_of(rows, Filter.TO_ASK, 1).fitting == ON_A_PAGE * 2
    assert sheet_of(rows, Filter.URGENT, 1).rows == []
    assert sheet_of([], Filter.ALL, 1).pages == 1


def test_what_is_urgent_stands_first_and_what_another_desk_asked_for_is_said_to_be() -> None:
    rows = rows_of([listed(1, 11), listed(2, 3, urgent=True), listed(3, 9, asked=True)], NOTHING, today=12)
    assert [row.part[-1] for row in rows] == [2, 1, 3]
    assert [row.standing for row in rows] == [Standing.TO_ASK, Standing.TO_ASK, Standing.ASKED_ELSEWHERE]
    assert rows[2].may_be_chosen, "a desk that was started again has forgotten what it asked for"
    assert len(sheet_of(rows, Filter.URGENT, 1).rows) == 1
