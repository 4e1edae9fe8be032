"""A table as a file: CSV for a spreadsheet, JSON for a program. The whole table each time, and no part by request.

Rules of this file
* What a cell begins with is no formula: a spreadsheet would compute it, and could ask other machines while it does.
* Coded values and days are written as in the protocol, whatever the reader's language.
* A file is as long as its table, and every table is bounded by the papers it is made of.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from protocol.ids import date_of, week_of
from server.policy.overview.sheets import Column, How, Sheet, Value

_FORMULA = ("=", "+", "-", "@")
_LEADS_IN = ("\t", "\r", "\n")
_BETWEEN = " | "
"""Between names in one cell: nowhere what stands between two cells."""


@dataclass(frozen=True, slots=True)
class Export:
    """A file. `name` is its topic and the week in which it was made."""

    name: str
    media_type: str
    body: bytes


def export(sheet: Sheet, kind: str, today: int) -> Export:
    """`kind`: `csv` or `json`. Raises KeyError for another."""
    media_type, write = _KINDS[kind]
    return Export(f"leeward-{sheet.topic}-{week_of(today)}.{kind}", media_type, write(sheet, today))


def _csv(sheet: Sheet, _today: int) -> bytes:
    text = io.StringIO()
    written = csv.writer(text, lineterminator="\r\n")
    written.writerow([one.name for one in sheet.columns])
    for row in sheet.rows:
        written.writerow([_cell(column, value) for column, value in zip(sheet.columns, row, strict=True)])
    # Spreadsheets take a file without this mark for one of their own country's code pages.
    return text.getvalue().encode("utf-8-sig")


def _json(sheet: Sheet, today: int) -> bytes:
    columns = [one.name for one in sheet.columns]
    rows = [_plain(sheet, one) for one in sheet.as_records()]
    made = {"topic": sheet.topic, "made": date_of(today).isoformat(), "columns": columns, "rows": rows}
    return json.dumps(made, ensure_ascii=False, indent=1).encode()


def _plain(sheet: Sheet, record: Mapping[str, Value]) -> dict[str, object]:
    return {one.name: _said(one, record[one.name]) for one in sheet.columns}


def _cell(column: Column, value: Value) -> str:
    said = _said(column, value)
    text = "" if said is None else _BETWEEN.join(said) if isinstance(said, list) else str(said)
    # Some spreadsheets take wide signs for the usual ones.
    begins = unicodedata.normalize("NFKC", text.lstrip()[:1])
    return f"'{text}" if text.startswith(_LEADS_IN) or begins in _FORMULA else text


def _said(column: Column, value: Value) -> str | int | list[str] | None:
    if isinstance(value, int) and column.how is How.DAY:
        return date_of(value).isoformat()
    return list(value) if isinstance(value, tuple) else value


_KINDS: Mapping[str, tuple[str, Callable[[Sheet, int], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "json": ("application/json", _json),
}
