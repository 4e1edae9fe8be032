"""`leeward-sms` as its operator meets it: what it says, what it shows, and what it refuses to start with."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clients.kept_notes import kept_files
from clients.sms_gateway import cli, quiet
from clients.sms_gateway.errors import OtherDirectory
from clients.sms_gateway.settings import read_settings
from tests.clients.sms_gateway.intake_door import IntakeDoor
from tests.clients.sms_gateway.processes import Machine
from tests.forked import Host
from tests.heads import note_of
from tests.worlds import Consortium, make_consortium


@pytest.fixture(scope="module")
def consortium() -> Consortium:
    return make_consortium("commands", custodians=3, quorums=(2, 2, 2), today=int(time.time() // 86_400))


@pytest.fixture
def intake(consortium: Consortium) -> Iterator[IntakeDoor]:
    door = IntakeDoor(consortium)
    yield door
    door.stop()


@pytest.fixture
def machine(consortium: Consortium, host: Host, tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path / "gateway", consortium, host=host)
    yield made
    made.end(kill=True)


def test_help_says_what_stays_behind(machine: Machine) -> None:
    done = machine.command("--help")
    assert done.returncode == 0
    for words in ("Sent folder", "provider", "readable", "status"):
        assert words in " ".join(done.stdout.split())


def test_a_start_says_what_stays_behind_and_which_address_to_give_away(
    machine: Machine, consortium: Consortium, intake: IntakeDoor
) -> None:
    (machine.folder / "pinned" / "directory.cbor").write_bytes(consortium.signed.to_bytes())
    machine.start()
    said = machine.log.read_text()
    assert "in the Sent folder of the phone that wrote it" in said
    assert f"http://127.0.0.1:{machine.port}/v1/webhooks/shop" in said
    assert (machine.journal / "directory.cbor").read_bytes() == consortium.signed.to_bytes()


def status(machine: Machine) -> dict[str, object]:
    done = machine.command("status", "--config", str(machine.config), "--json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_status_tells_what_waits_and_what_can_be_reached(
    machine: Machine, consortium: Consortium, intake: IntakeDoor
) -> None:
    found = status(machine)
    assert (found["waiting"], found["taking_messages"]) == (0, False)
    assert "cannot be reached" in str(found["intake"])
    (machine.folder / "pinned" / "directory.cbor").write_bytes(consortium.signed.to_bytes())
    machine.start()
    assert machine.send("m-1", "+254700111222", "text") == 200
    assert (status(machine)["waiting"], status(machine)["taking_messages"]) == (2, True)
    intake.start(machine.intake_port)
    machine.wait_until(lambda: machine.waiting() == 0)
    reached = {
        "intake": "reached; directory number 1",
        "log": "no head of it is kept yet; intake shows none that can be compared now",
        "log_conflicts": [],
    }
    assert status(machine) == {"waiting": 0, "taking_messages": True} | reached
    said = machine.command("--config", str(machine.config), "status").stdout
    assert "Sealed records that wait for intake: 0" in said
    assert "The log: no head of it is kept yet" in said
    assert "contradict" not in said


def test_without_a_directory_it_runs_and_takes_nothing_until_intake_hands_one_out(
    machine: Machine, consortium: Consortium, intake: IntakeDoor
) -> None:
    machine.launch()
    machine.wait_until(lambda: machine.send("m-1", "+254700111222", "text") == 503)
    intake.start(machine.intake_port)
    machine.wait_until(lambda: machine.send("m-1", "+254700111222", "text") == 200)
    machine.wait_until(lambda: len(intake.parts) == 2)


def test_a_directory_that_the_roots_did_not_sign_is_said(machine: Machine) -> None:
    other = IntakeDoor(make_consortium("others", custodians=3, quorums=(2, 2, 2), today=int(time.time() // 86_400)))
    other.start(machine.intake_port)
    assert "not one that your roots signed" in str(status(machine)["intake"])
    other.stop()


def test_a_directory_older_than_the_one_it_knew_is_said_and_a_contradicting_one_stops_the_start(
    machine: Machine, consortium: Consortium, intake: IntakeDoor
) -> None:
    machine.journal.mkdir(mode=0o700)
    (machine.journal / "directory.cbor").write_bytes(second(consortium, 1))
    intake.start(machine.intake_port)
    said = str(status(machine)["intake"])
    assert "older than one this device has already seen. Ask a root holder which one is in force" in said
    (machine.folder / "pinned" / "directory.cbor").write_bytes(second(consortium, 2))
    with pytest.raises(OtherDirectory):
        cli._serve(read_settings(machine.config))


def second(consortium: Consortium, work_bits: int) -> bytes:
    changes = {"number": 2, "previous": consortium.directory.hash, "work_bits": work_bits}
    return consortium.resign(lambda one: one.model_copy(update=changes)).to_bytes()


def test_a_country_that_the_directory_does_not_have_is_said(
    machine: Machine, consortium: Consortium, intake: IntakeDoor
) -> None:
    intake.start(machine.intake_port)
    machine.config.write_text(machine.config.read_text().replace('country = "xa"', 'country = "zz"'))
    assert "nobody to seal to in zz" in str(status(machine)["intake"])


def test_a_log_that_lies_is_said_by_the_gateway_and_its_status_and_no_message_is_lost(
    machine: Machine, consortium: Consortium, intake: IntakeDoor
) -> None:
    machine.journal.mkdir(mode=0o700)
    (machine.journal / "head.txt").write_bytes(note_of(consortium, 9, {}))
    intake.head = note_of(consortium, 9, {}, "other")
    intake.start(machine.intake_port)
    machine.start()
    machine.wait_until(lambda: bool(kept_files(machine.journal)))
    assert machine.send("m-1", "+254700111222", "text") == 200
    machine.wait_until(lambda: len(intake.parts) == 2)
    machine.wait_until(lambda: quiet.Event.LOG_LIED.value in machine.log.read_text())
    (kept,) = kept_files(machine.journal)
    assert status(machine)["log_conflicts"] == [kept.name]
    said = machine.command("--config", str(machine.config), "status").stdout
    for words in (str(kept), "Send that file to custodians, witnesses and auditors", "leeward ledger compare"):
        assert words in said


def test_status_tells_which_head_is_kept_and_how_the_one_that_intake_shows_lies_to_it(
    machine: Machine, consortium: Consortium, intake: IntakeDoor
) -> None:
    machine.journal.mkdir(mode=0o700)
    (machine.folder / "pinned" / "directory.cbor").write_bytes(consortium.signed.to_bytes())
    intake.start(machine.intake_port)

    def log(head: bytes) -> str:
        intake.head = head
        return str(status(machine)["log"])

    nine = note_of(consortium, 9, {})
    assert log(nine) == "no head of it is kept yet; intake shows a first one"
    assert list(machine.journal.iterdir()) == []
    kept = machine.journal / "head.txt"
    kept.write_bytes(nine)
    os.utime(kept, (0, 86_400 * 20_000))
    since = "the largest head that was shown has 9 entries and is kept since 2024-10-04; intake shows "
    assert log(nine) == since + "the same"
    assert log(note_of(consortium, 12, {})) == since + "a larger one"
    assert log(note_of(consortium, 4, {})).startswith(since + "a smaller one, which may be late only")
    assert log(b"") == since + "none that can be compared now"
    assert kept.read_bytes() == nine
    assert log(note_of(consortium, 9, {}, "other")).startswith("Two heads of the log contradict each other")
    (conflict,) = kept_files(machine.journal)
    assert status(machine)["log_conflicts"] == [conflict.name]
    conflict.unlink()
    kept.write_bytes(b"rubbish")
    assert "head.txt in the journal's folder is no head of this log" in log(nine)
    kept.unlink()
    kept.mkdir()
    assert "cannot be read" in log(nine)
    (machine.folder / "pinned" / "directory.cbor").unlink()
    assert log(nine) == "not compared: no directory is held that serves today"


def test_a_gateway_that_a_flaw_ends_says_so_and_is_begun_again_by_whatever_began_it(machine: Machine) -> None:
    machine.launch(str(Path(__file__).with_name("falls.py")))
    assert machine.dies() == 1
    assert "fault RuntimeError" in machine.log.read_text()
    assert "a flaw" not in machine.log.read_text()


def test_status_says_where_the_journal_s_folder_is_not_there(machine: Machine) -> None:
    said = machine.command("--config", str(machine.config), "status").stdout
    assert "The journal's folder is not there: was the gateway ever started with these settings" in said
    machine.journal.mkdir(mode=0o700)
    assert "is not there" not in machine.command("--config", str(machine.config), "status").stdout


def test_an_address_that_is_none_is_said_in_one_line(machine: Machine) -> None:
    there = f"http://127.0.0.1:{machine.intake_port}"
    machine.config.write_text(machine.config.read_text().replace(there, "http://intake:port"))
    for words in ((), ("status",)):
        done = machine.command(*words, "--config", str(machine.config))
        assert (done.returncode, "The address of intake begins with" in done.stderr) == (2, True), done.stderr


def test_what_cannot_work_is_said_in_one_line(machine: Machine) -> None:
    assert machine.command("--config", "nowhere.toml").returncode == 2
    assert machine.command().stderr.count("\n") == 1
    with socket.create_server(("127.0.0.1", machine.port)):
        done = machine.command("--config", str(machine.config))
    assert done.returncode == 2
    assert "Nobody can listen at this host and port" in done.stderr
    (machine.folder / "pinned" / "roots.cbor").unlink()
    done = machine.command("--config", str(machine.config))
    assert (done.returncode, "roots.cbor" in done.stderr) == (2, True)
