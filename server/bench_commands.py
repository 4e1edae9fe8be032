"""`leeward bench`: each figure beside its own limit, measured in the same run.

The benchmarks stand in `bench/` of a checkout and use the made-up consortium of `tests/`, so this command works from a
checkout only, as `make setup` gives it.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from server.bench_goals import BENCHES, Bench, Measured, judged
from server.bench_rows import Row, table, unmeasured

_CHECKOUT = Path(__file__).parents[1]
_screen = Console(stderr=True, highlight=False)


def _listed() -> str:
    lines = [
        f"* {bench}: {about.words}; {about.seconds} s{f', --quick {about.quick} s' if about.quick else ''}."
        for bench, about in BENCHES.items()
    ]
    minutes = round(sum(about.seconds for about in BENCHES.values()) / 60)
    return "\n\n".join([*lines, f"* {Bench.ALL}: one after the other, with one table at the end; {minutes} minutes."])


HELP = f"""Measure, beside a limit measured in the same run. A ratio says something on any machine; a figure does not.

{_listed()}

Ends with status 1 where a goal was missed, and says which. The times are those of two quiet cores.
"""


def bench(
    what: Annotated[Bench, typer.Argument(help="What to measure.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: figure, limit, ratio, goal.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Measure less, where that is possible.")] = False,
    assumed: Annotated[
        Path | None,
        typer.Option(
            help="Of custody: other assumptions than bench/custody/assumed.toml.", exists=True, dir_okay=False
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            help="Of redaction: the folder of marked texts, if not ../shared/data.", exists=True, file_okay=False
        ),
    ] = None,
) -> None:
    # What it says of itself is HELP: see below.
    if assumed and not (what in BENCHES and BENCHES[what].assumes):
        raise typer.BadParameter(f"{what} assumes nothing that could be changed.", param_hint="--assumed")
    if data and not (what in BENCHES and BENCHES[what].reads):
        raise typer.BadParameter(f"{what} reads no marked texts.", param_hint="--data")
    if what is Bench.ALL:
        rows = _all(as_json=as_json, quick=quick)
    else:
        given = {name: path for name, path in (("assumed", assumed), ("data", data)) if path}
        measured = _measure(what, quick=quick, **given)
        rows = judged(what, measured)
        for line in [json.dumps(measured)] if as_json else [*_lines(measured), "", *table(rows), *unmeasured(rows)]:
            typer.echo(line)
    missed = [row for row in rows if row.met is False]
    for row in missed:
        typer.echo(row.sentence(), err=True)
    if missed:
        raise typer.Exit(1)


bench.__doc__ = HELP


def _all(*, as_json: bool, quick: bool) -> list[Row]:
    """Each in a process of its own: what one left in memory is not measured with the next."""
    measured: dict[Bench, Measured] = {}
    alone = multiprocessing.get_context("spawn")
    for what in BENCHES:
        _say(f"{what}: {BENCHES[what].words}")
        with ProcessPoolExecutor(1, mp_context=alone) as process:
            measured[what] = process.submit(_measure, what, quick=quick).result()
    rows = [row for what, one in measured.items() for row in judged(what, one)]
    for line in [json.dumps(measured)] if as_json else [*table(rows), *unmeasured(rows)]:
        typer.echo(line)
    return rows


def _measure(what: Bench, *, quick: bool, **how: Path) -> dict[str, Any]:
    sys.path.insert(0, str(_CHECKOUT))
    shorter = {"quick": True} if quick and BENCHES[what].quick else {}
    measured: dict[str, Any] = importlib.import_module(f"bench.{what.value}").run(_say, **shorter, **how)
    return measured


def _lines(measured: Mapping[str, Any], under: str = "") -> Iterator[str]:
    """One name and value a line; what has parts of its own stands below its name, further in; rows are laid out."""
    for name, value in measured.items():
        if isinstance(value, dict):
            yield f"{under}{name}"
            yield from _lines(value, under + "  ")
        elif isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
            yield f"{under}{name}"
            yield from _laid_out(value, under + "  ")
        elif value is not None:
            yield f"{under + name:<26} {_rounded(value)}"


def _laid_out(rows: Sequence[Mapping[str, Any]], under: str) -> Iterator[str]:
    """A line of names and a line a row, in columns; what is None, or not there, stays empty."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names] + [["" if (one := row.get(name)) is None else str(_rounded(one)) for name in names] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        yield (under + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))).rstrip()


def _rounded(value: object) -> object:
    return round(value, 3) if isinstance(value, float) else value


def _say(words: str) -> None:
    _screen.print(f"… {words}", markup=False)
