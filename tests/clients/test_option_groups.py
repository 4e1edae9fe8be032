"""A group of options on a command line: one dataclass, in as many commands as take it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner, Result

from clients.option_groups import spread_groups

SEEN: list[object] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    to: Annotated[str, typer.Option(help="Where it is.")]
    file: Annotated[Path | None, typer.Argument()] = None
    times: Annotated[int, typer.Option("--often", min=1)] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LongerWay(Way):
    over: Annotated[str | None, typer.Option()] = None


@spread_groups
def travel(way: LongerWay, fast: Annotated[bool, typer.Option("--fast")] = False) -> None:
    """Go there."""
    SEEN.append((way, fast))


def asked(*words: str) -> Result:
    app = typer.Typer()
    app.command()(travel)
    SEEN.clear()
    return CliRunner().invoke(app, words, env={"COLUMNS": "100"})


def test_each_field_is_an_option_and_the_command_gets_them_as_one() -> None:
    assert asked("--to", "there", "map", "--often", "2", "--over", "hills", "--fast").exit_code == 0
    assert [(LongerWay(to="there", file=Path("map"), times=2, over="hills"), True)] == SEEN


def test_what_is_not_named_has_the_default_of_its_field() -> None:
    assert asked("--to", "there").exit_code == 0
    assert [(LongerWay(to="there"), False)] == SEEN


@pytest.mark.parametrize("words", [(), ("--to", "there", "--often", "0"), ("--to", "there", "--way", "x")])
def test_what_a_field_demands_is_demanded_on_the_command_line(words: tuple[str, ...]) -> None:
    assert asked(*words).exit_code == 2
    assert SEEN == []


def test_help_is_the_commands_own_and_that_of_every_field() -> None:
    said = asked("--help").output
    assert all(word in said for word in ("Go there.", "Where it is.", "[required]", "--often", "--over", "--fast"))


def test_two_fields_of_one_name_are_refused_when_the_command_is_made() -> None:
    def twice(way: Way, to: Annotated[str, typer.Option()]) -> None: ...

    with pytest.raises(ValueError, match="to"):
        spread_groups(twice)
