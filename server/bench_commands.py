"""`leeward bench`: each figure beside its own limit, measured in the same run.

The benchmarks stand in `bench/` of a checkout and use the made-up consortium of `tests/`, so this command works from a
checkout only, as `make setup` gives it.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

_CHECKOUT = Path(__file__).parents[1]
_screen = Console(stderr=True, highlight=False)


class Bench(StrEnum):
    INTAKE = "intake"
    SEAL = "seal"
    DETECT = "detect"
    REDACTION = "redaction"
    COLLECT = "collect"
    ORACLE = "oracle"
    ACCESS = "access"
    LISTING = "listing"


def bench(
    what: Annotated[Bench, typer.Argument(help="What to measure; `make bench` runs all but collect and oracle.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: figure, limit, ratio, goal.")] = False,
) -> None:
    """Measure, beside a limit measured in the same run. A ratio says something on any machine; a figure does not."""
    sys.path.insert(0, str(_CHECKOUT))
    measured: dict[str, Any] = importlib.import_module(f"bench.{what.value}").run(_say)
    if as_json:
        sys.stdout.write(json.dumps(measured) + "\n")
        return
    for line in _lines(measured):
        typer.echo(line)


def _lines(measured: Mapping[str, Any], under: str = "") -> Iterator[str]:
    """One name and value a line; what has parts of its own stands below its name, further in."""
    for name, value in measured.items():
        parts = [value] if isinstance(value, dict) else value
        if isinstance(parts, list) and all(isinstance(part, dict) for part in parts):
            for part in parts:
                yield f"{under}{name}"
                yield from _lines(part, under + "  ")
        elif value is not None:
            yield f"{under + name:<26} {round(value, 3) if isinstance(value, float) else value}"


def _say(words: str) -> None:
    _screen.print(f"… {words}", markup=False)
