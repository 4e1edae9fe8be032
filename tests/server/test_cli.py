"""`leeward` as somebody types it who got something wrong: one sentence that helps, and never the words of a flaw."""

from __future__ import annotations

import importlib
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.main import get_command

from clients.typed_secret import NoTerminal
from server import cli
from server.app import Zone
from tests.worlds import make_consortium

ROOT = Path(__file__).parents[2]
ZONES = tuple(f"server.{zone}." for zone in Zone)
NOBODY_LISTENS = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with roots, a directory, and files that are neither."""
    folder = tmp_path_factory.mktemp("papers")
    consortium = make_consortium("command line", custodians=3, quorums=(2, 2, 2), today=int(time.time() // 86_400))
    (folder / "roots.cbor").write_bytes(consortium.root_set.to_bytes())
    (folder / "directory-1.cbor").write_bytes(consortium.signed.to_bytes())
    (folder / "picture.jpeg").write_bytes(bytes(range(256)) * 20)
    (folder / "report.txt").write_text("Something was seen at the canary bridge.")
    return folder


def ends_with(words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Type it; the exit status, and what was said to the person."""
    monkeypatch.setattr(sys, "argv", ["leeward", *words.split()])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0), capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (f"ledger verify {NOBODY_LISTENS} --roots roots.cbor --directory directory-1.cbor", "cannot be reached"),
        ("ledger verify nowhere --roots roots.cbor --directory directory-1.cbor", "cannot be reached"),
        (f"ledger verify {NOBODY_LISTENS} --roots picture.jpeg --directory directory-1.cbor", "not a roots file"),
        (f"ledger verify {NOBODY_LISTENS} --roots roots.cbor --directory roots.cbor", "roots.cbor is not a signed"),
        (
            f"ledger verify {NOBODY_LISTENS} --roots roots.cbor --directory directory-1.cbor --memory picture.jpeg",
            "holds no head of this directory's log",
        ),
        ("seal report.txt --directory picture.jpeg --roots roots.cbor --country xa --out o", "not a signed directory"),
        ("seal report.txt --directory directory-1.cbor --roots . --country xa --out o", "Is a directory"),
        ("seal report.txt --directory directory-1.cbor --roots roots.cbor --country ZZ --out o", "from that country"),
        (f"report report.txt --intake {NOBODY_LISTENS} --roots roots.cbor --country xa", "Intake cannot be reached"),
    ],
)
def test_what_was_typed_wrong_is_said_in_one_sentence(
    typed: str, said: str, papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(papers)
    status, told = ends_with(typed, monkeypatch, capsys)
    assert (status, said in told) == (1, True), told
    assert "flaw" not in told


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("database prepare", "--administrator"),
        ("database migrate vault", "--administrator"),
        ("serve vault", "--config"),
        ("room", "--config"),
        ("cards load", "--config"),
        ("directory add-compartment here xa", "--recovery"),
        ("directory sign here", "--key"),
        ("policy sign report.txt", "--key"),
        ("ledger verify here", "--roots"),
        ("demo", "--report"),
        *(("report", option) for option in ("text", "--card", "--identity", "--receipt", "--newest")),
        *(("withdraw", option) for option in ("--receipt", "--roots")),
        *((command, "--receipt") for command in ("checkin", "consent")),
    ],
)
def test_a_file_that_is_not_there_is_said_by_the_option_that_names_it(
    command: str, option: str, papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(papers)
    monkeypatch.setenv("COLUMNS", "200")
    named = f"{option} nowhere" if option.startswith("-") else "nowhere"
    status, told = ends_with(f"{command} {named}", monkeypatch, capsys)
    assert (status, option in told, "'nowhere' does not exist" in told) == (2, True, True), told


@pytest.mark.parametrize("option", ["--card -", "--receipt - --index 1"])
def test_in_place_of_a_file_a_dash_asks_for_what_no_file_should_hold(
    option: str, papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(_question: str) -> str:
        raise NoTerminal

    monkeypatch.chdir(papers)
    monkeypatch.setattr("clients.source.given_files.typed_secret", asked)
    typed = f"seal report.txt --directory directory-1.cbor --roots roots.cbor --country xa --out o {option}"
    status, told = ends_with(typed, monkeypatch, capsys)
    assert (status, "no terminal here" in told) == (1, True), told
    assert "canary" not in told


def _found(place: str) -> object:
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


def test_every_command_and_every_error_is_where_the_tables_say() -> None:
    assert all(isinstance(found, type) and issubclass(found, Exception) for found in map(_found, cli.EXPECTED))
    assert all(map(_found, cli.COMMANDS.values()))
    assert get_command(cli.app).commands.keys() == cli.COMMANDS.keys()  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["report", "checkin", "keys", "directory", "orders", "witness", "ledger"])
def test_what_people_type_on_their_own_machines_loads_no_zone(typed: str) -> None:
    look = "import sys; from server import cli; cli.main()"
    ends = (
        f"import sys, atexit; atexit.register(lambda: print([m for m in sys.modules if m.startswith({ZONES})])); {look}"
    )
    done = subprocess.run(
        [sys.executable, "-c", ends, typed, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
