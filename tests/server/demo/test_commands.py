"""What `leeward demo` takes as a report of one's own, before anything is started for it."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from server.demo.commands import demo
from server.demo.errors import StepFailed
from server.demo.ground import MOST_OWN_REPORTS

app = typer.Typer(pretty_exceptions_enable=False)
app.command()(demo)


def refused(*files: Path) -> str:
    done = CliRunner().invoke(app, ["--once", *(part for file in files for part in ("--report", str(file)))])
    assert isinstance(done.exception, StepFailed), done.output
    return str(done.exception)


@pytest.mark.parametrize(
    "held", [b"", b" \n\t", b"\xff\xd8\xff\xe0 a picture", b"x" * ((1 << 20) + 1), b"x" * (5 << 20)]
)
def test_what_is_no_report_is_said_by_the_name_of_its_file(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "mine").write_bytes(held)
    assert refused(tmp_path / "mine").startswith("mine is no report")


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    assert refused(tmp_path).endswith("cannot be read: Is a directory.")


def test_there_are_as_many_cards_as_reports_are_taken(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("Something was seen.")
    assert str(MOST_OWN_REPORTS) in refused(*[tmp_path / "mine"] * (MOST_OWN_REPORTS + 1))
