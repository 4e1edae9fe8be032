"""`leeward demo --once --json` as somebody types it: it ends well, says what it did, and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.chaos.kin import descendants
from tests.journeys.command_host import bin_folder, hosting
from tests.room import roomy

CANARY = "Qorvandelle market was closed by men in green"
ZONES = {"source", "gateway", "intake", "vault", "redaction", "custodian", "release", "ledger", "witness"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo once, with a report of one's own, below a temporary folder that can be looked at afterwards."""
    folder = tmp_path_factory.mktemp("own")
    report = folder / "report.txt"
    report.write_text(f"{CANARY}. They asked for Mr Tolgavun by name.")
    # Words that stand in other texts too: it must be told from them.
    (folder / "short.txt").write_text("the")
    short = Path(tempfile.mkdtemp(prefix="lw", dir=roomy()))
    short.chmod(0o711)
    own = ["--report", str(report), "--report", str(folder / "short.txt")]
    environment = os.environ | {"TMPDIR": str(short)}
    command = [str(bin_folder(folder / "bin", folder / "host") / "leeward"), "demo", "--once", "--json", *own]
    with hosting(folder / "host", folder / "host.log") as host:
        done = subprocess.run(command, capture_output=True, text=True, timeout=420, env=environment, check=False)
        assert not descendants(host)
        yield done, short
    left = list(short.iterdir())
    if not left:
        short.rmdir()


def test_it_ends_with_status_zero(demo):
    done, _ = demo
    assert done.returncode == 0, done.stderr[-2000:]


def test_it_says_each_step_as_one_json_object_with_zone_and_step(demo):
    done, _ = demo
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(step["zone"] and step["step"] and step["said"] for step in steps)
    assert {step["zone"] for step in steps} >= ZONES


def test_a_report_of_one_s_own_goes_with_the_others_and_is_never_repeated(demo):
    done, _ = demo
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    assert sum(step["step"] == "report" for step in steps) == 8
    assert CANARY not in done.stdout + done.stderr
    assert "Tolgavun" not in done.stdout + done.stderr


def test_the_gate_is_shown_rule_by_rule(demo):
    done, _ = demo
    gate = next(step for step in map(json.loads, done.stdout.splitlines()) if step["step"] == "gate")
    assert len(gate["rules"]) >= 10
    assert all(rule["passed"] and rule["reason"] for rule in gate["rules"])


def test_two_people_are_too_few_and_the_reason_is_given(demo):
    done, _ = demo
    refused = next(step for step in map(json.loads, done.stdout.splitlines()) if step["step"] == "refuse")
    assert "not-enough" in refused["reason"]


def test_it_says_at_its_end_where_every_page_is_with_a_link_for_each_role(demo):
    done, _ = demo
    last = json.loads(done.stdout.splitlines()[-1])
    assert last["step"] == "stay"
    assert {"page", "staff", "custodians", "log", "vault", "curator-desk"} <= last.keys()
    assert {"dalia", "noor", "ines", "tomas", "amara"} < last["links"].keys()
    assert len(set(last["links"].values())) == len(last["links"])
    assert all(link.startswith(last["staff"] + "invitation#") for link in last["links"].values())


def test_it_leaves_no_file_and_no_process_behind(demo):
    _, short = demo
    assert not list(short.iterdir())
    for shown in Path("/proc").glob("[0-9]*/environ"):
        try:
            environment = shown.read_bytes()
        except OSError:
            continue
        assert f"TMPDIR={short}\0".encode() not in environment


def test_a_terminal_that_is_closed_or_a_second_ctrl_c_leaves_nothing_either():
    short = Path(tempfile.mkdtemp(prefix="lx", dir="/tmp"))
    short.chmod(0o711)
    environment = os.environ | {"TMPDIR": str(short)}
    for signals in ((signal.SIGHUP,), (signal.SIGINT, signal.SIGINT)):
        command = [sys.executable, "-m", "server.cli", "demo"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:
            said = running.stderr.readline() + running.stderr.readline()
            for number in signals:
                running.send_signal(number)
            _, more = running.communicate(timeout=120)
        assert b"making keys" in said
        assert b"stopping what was started" in more
        assert running.returncode != 0
        assert b"Traceback" not in more
        assert not list(short.iterdir())
    short.rmdir()
