"""How templates of pages are filled in, in every zone alike: what is put in is escaped, what is missing is a fault."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from protocol.ids import date_of


@cache
def templates_in(folder: Path) -> Environment:
    """One for a folder in a process: what costs is to compile them, and they do not change while it runs."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["date"] = lambda day: date_of(day).isoformat()
    return environment
