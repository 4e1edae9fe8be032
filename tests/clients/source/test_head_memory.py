"""`--memory`: what a source's command finds out about the log from intake alone, before anything is sealed or sent."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from clients.kept_notes import kept_files, notes_in
from clients.source import sending
from clients.source.errors import HeadNotHeld, LogLied, NothingToCompare
from protocol.receipt import Receipt
from tests.clients.source.test_cli import plain_environment, run
from tests.clients.source.wires import IntakeOnTheWire
from tests.heads import note_of
from tests.worlds import make_consortium, seeded

CONSORTIUM = make_consortium(
    "source", custodians=3, quorums=(2, 2, 2), today=int(time.time() // 86_400), witnesses=(2, 2)
)
DOOR = "/v1/checkpoint"
COMMANDS = ("report", "send", "withdraw", "checkin", "consent")


def note(size: int, at: int = 100, root: str = "", witnesses: int = 2) -> bytes:
    return note_of(CONSORTIUM, size, dict.fromkeys(list(CONSORTIUM.witnesses)[:witnesses], at), root)


@pytest.fixture
def intake():
    running = IntakeOnTheWire(CONSORTIUM)
    running.mailboxes[DOOR] = note(9)
    yield running
    running.stop()


@pytest.fixture
def desk(tmp_path, monkeypatch):
    (tmp_path / "text").write_text("The canary sang")
    (tmp_path / "words").write_text(" ".join(Receipt.new(seeded("receipt")).words("en")))
    (tmp_path / "roots").write_bytes(CONSORTIUM.root_set.to_bytes())
    (tmp_path / "directory").write_bytes(CONSORTIUM.signed.to_bytes())
    monkeypatch.setattr(sending, "BETWEEN_ATTEMPTS", 0.0)
    return tmp_path


def typed(command, desk, intake):
    """That command, as far as it comes before it asks intake."""
    more = {
        "report": [desk / "text", "--country", "xa", "--pause", "0"],
        "send": [desk / "sealed", "--pause", "0"],
        "withdraw": ["--receipt", desk / "words", "--index", "0"],
        "checkin": ["--receipt", desk / "words"],
        "consent": ["--receipt", desk / "words", "--renew"],
    }[command]
    return [command, *more, "--intake", intake.url, "--roots", desk / "roots"]


def report(desk, intake, *more):
    return run(*typed("report", desk, intake), *more)


def remembering(desk, intake, *more):
    return report(desk, intake, "--memory", desk / "memory", *more)


def test_who_names_no_memory_asks_for_no_head_and_keeps_nothing(desk, intake):
    before = sorted(desk.iterdir())
    assert report(desk, intake).exit_code == 0
    assert DOOR not in intake.asked
    assert sorted(desk.iterdir()) == before


def test_a_report_remembers_the_head_and_holds_the_next_against_it(desk, intake):
    said = remembering(desk, intake)
    assert (said.exit_code, len(intake.uploads)) == (0, 2)
    assert "Nothing was remembered there" in said.stderr
    assert (desk / "memory").read_bytes() == note(9)
    intake.mailboxes[DOOR] = note(12, 200)
    said = remembering(desk, intake)
    assert (said.exit_code, len(intake.uploads)) == (0, 4)
    assert "remembered" not in said.stderr
    assert (desk / "memory").read_bytes() == note(12, 200)


def test_an_older_head_without_a_proof_is_said_in_one_line_and_the_report_goes(desk, intake):
    remembering(desk, intake)
    intake.mailboxes[DOOR] = note(4, 90)
    said = remembering(desk, intake)
    assert (said.exit_code, len(intake.uploads)) == (0, 4)
    assert "shows an older head of the log than before. It may be late only." in " ".join(said.stderr.split())
    assert len(said.stdout.split()) == 12
    assert (desk / "memory").read_bytes() == note(9)


@pytest.mark.parametrize("lie", [note(9, 100, "other"), note(4, 101)], ids=["forked", "taken back"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_lie_stops_every_command_before_anything_is_sealed_or_sent(desk, intake, command, lie):
    papers = ["--directory", desk / "directory", "--roots", desk / "roots", "--country", "xa", "--out", desk / "sealed"]
    run("seal", desk / "text", *papers)
    (desk / "memory").write_bytes(note(9))
    intake.mailboxes[DOOR] = lie
    said = run(*typed(command, desk, intake), "--memory", desk / "memory")
    assert isinstance(said.exception, LogLied), said.output
    assert (said.stdout, intake.uploads) == ("", [])
    assert (desk / "memory").read_bytes() == note(9)
    (kept,) = kept_files(desk)
    assert notes_in(kept.read_bytes()) == [note(9), lie]
    for words in ("Nothing was sent", "log-conflict", "show them to everyone"):
        assert words in str(said.exception)


@pytest.mark.parametrize(
    "shown", [note(9, witnesses=1), b"no head", note(9).replace(b"9", b"8", 1)], ids=["too few", "rubbish", "forged"]
)
def test_a_head_that_cannot_be_relied_on_stops_a_report_and_begins_no_memory(desk, intake, shown):
    intake.mailboxes[DOOR] = shown
    said = remembering(desk, intake)
    assert isinstance(said.exception, NothingToCompare)
    assert "goes without --memory" in str(said.exception)
    assert (said.stdout, intake.uploads) == ("", [])
    assert not (desk / "memory").exists()


def test_an_intake_without_a_head_stops_a_report_that_asked_for_the_comparison(desk, intake):
    intake.lacking.add(DOOR)
    assert isinstance(remembering(desk, intake).exception, NothingToCompare)
    assert intake.uploads == []
    assert report(desk, intake).exit_code == 0


@pytest.mark.parametrize("name", ["text", "folder", "nowhere/memory"])
def test_a_file_that_cannot_be_the_memory_is_said_plainly_and_left_alone(desk, intake, name):
    (desk / "folder").mkdir()
    before = {file: file.read_bytes() for file in desk.iterdir() if file.is_file()}
    said = report(desk, intake, "--memory", desk / name)
    assert isinstance(said.exception, HeadNotHeld)
    assert str(said.exception).startswith("Nothing was sent. The ")
    assert str(desk) not in str(said.exception)
    assert intake.uploads == []
    assert {file: file.read_bytes() for file in desk.iterdir() if file.is_file()} == before


def test_the_program_itself_ends_in_one_plain_sentence_and_keeps_both_heads(desk, intake):
    (desk / "memory").write_bytes(note(9))
    intake.mailboxes[DOOR] = note(4, 101)
    words = [*typed("report", desk, intake), "--memory", desk / "memory"]
    whole = [sys.executable, "-m", "server.cli", *map(str, words)]
    done = subprocess.run(whole, capture_output=True, timeout=60, env=plain_environment(), check=False, text=True)
    assert (done.returncode, done.stdout, intake.uploads) == (1, "", [])
    assert done.stderr.startswith("Nothing was sent. Two heads of the log contradict each other")
    (kept,) = kept_files(desk)
    intake.mailboxes[DOOR] = note(9, 200)
    done = subprocess.run(whole, capture_output=True, timeout=60, env=plain_environment(), check=False, text=True)
    assert (done.returncode, intake.uploads, kept.name in done.stderr) == (1, [], True), done.stderr
    kept.unlink()
    done = subprocess.run(whole, capture_output=True, timeout=60, env=plain_environment(), check=False, text=True)
    assert (done.returncode, len(done.stdout.split()), len(intake.uploads)) == (0, 12, 2), done.stderr
