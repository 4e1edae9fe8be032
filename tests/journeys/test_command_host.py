"""A step that fails ends what types it, and says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.command_host import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    bash = Shell(tmp_path, tmp_path, tmp_path / "errors")
    yield bash
    bash.close()


def test_each_step_gives_what_it_printed(shell: Shell) -> None:
    assert shell.types("said=one; echo $said; echo -n other") == "one\nother"
    assert shell.types("echo $said") == "one\n"


def test_a_step_that_fails_is_not_waited_for_though_what_it_began_goes_on(shell: Shell, tmp_path: Path) -> None:
    """What it began has its output, and would hold it open."""
    until = tmp_path / "until"
    with pytest.raises(AssertionError, match=r"before(.|\n)*no-such-command"):
        shell.types(f"(until [ -e {until} ]; do sleep 0.1; done) & echo before; no-such-command")
    until.touch()
    with pytest.raises(AssertionError):
        shell.types("echo more")
