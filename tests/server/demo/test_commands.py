"""What `leeward demo` takes as a report of one's own, before anything is started for it; and what it says last."""

from __future__ import annotations

import json
import re
import shlex
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from server.demo import addresses, page, staff
from server.demo.commands import demo
from server.demo.errors import StepFailed
from server.demo.ground import MOST_OWN_REPORTS, Ground
from server.demo.stage import Stage
from server.demo.telling import Teller
from server.embedded_postgres import EmbeddedPostgres

PORTS = {"intake": 20_001, "ledger": 20_002, "policy": 20_003}
app = typer.Typer(pretty_exceptions_enable=False)
app.command()(demo)


def link_each(*typed: str) -> str:
    """As `leeward staff invite` prints them: one a line, for each of those who are named."""
    return "".join(f"http://localhost:20003/staff/invitation#{person}\n" for person in typed[3:-2])


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


def test_without_built_pages_it_says_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "BUILT", tmp_path)
    assert refused() == "The built pages are not in clients/web/built. Type: make web"


def test_the_demo_says_at_its_end_where_every_page_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(staff, "run", link_each)
    ground = Ground(tmp_path, 0, ports=PORTS)
    stage = Stage(ground, EmbeddedPostgres.__new__(EmbeddedPostgres), {})
    addresses.show_addresses(stage, Teller(as_json=True))
    said = json.loads(capsys.readouterr().out)
    assert said["page"] == "http://127.0.0.1:20001/"
    assert said["staff"] == "http://localhost:20003/staff/"
    assert said["custodians"] == "http://custody.localhost:20003/"
    assert said["log"] == "http://127.0.0.1:20002/checkpoint"
    assert said["links"].keys() == staff.WHO.keys()


def test_the_demo_shows_a_one_time_link_for_people_of_each_role(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(staff, "run", link_each)
    ground = Ground(tmp_path, 0, ports=PORTS)
    addresses.show_addresses(Stage(ground, EmbeddedPostgres.__new__(EmbeddedPostgres), {}), Teller(as_json=False))
    said = capsys.readouterr().err
    for person, role in staff.WHO.items():
        assert re.search(rf"{person} \({role}\) +http://localhost:20003/staff/invitation#{person}\n", said)


@pytest.mark.parametrize("typed", ["leeward", "python -m"])
def test_the_demo_says_how_to_check_the_page_in_a_line_that_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [f".venv/bin/{typed}"])
    folder = tmp_path / "a folder"
    monkeypatch.setattr(staff, "run", link_each)
    ground = Ground(folder, 0, ports=PORTS)
    addresses.show_addresses(Stage(ground, EmbeddedPostgres.__new__(EmbeddedPostgres), {}), Teller(as_json=False))
    said = capsys.readouterr().err.splitlines()
    (line,) = [one for one in said if " web verify " in one]
    program, asked = shlex.split(line.removeprefix("     … "))[:-7], shlex.split(line)[-7:]
    assert program == (
        [str(tmp_path / ".venv/bin/leeward")] if typed == "leeward" else [sys.executable, "-m", "server.cli"]
    )
    roots = str(folder / "papers" / "roots.cbor")
    assert asked == ["web", "verify", "http://127.0.0.1:20001", "--roots", roots, "--ledger", "http://127.0.0.1:20002"]
    assert [one for one in said if "open it in a browser" in one]
