"""A canary text and a canary number go through a real gateway; then everything it kept and shows is searched."""

from __future__ import annotations

import base64
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.clients.sms_gateway import spellings
from tests.clients.sms_gateway.intake_door import IntakeDoor
from tests.clients.sms_gateway.processes import ROOT, SECONDS, Machine
from tests.clients.sms_gateway.provider import SECRET, generic, stamped
from tests.worlds import Consortium, make_consortium

TEXT = "Canary: Father Luka saw them at Kibira."
NUMBER, COUNTRY = "+254798765432", "254"
ALL = spellings.of_text(TEXT) | spellings.of_text("Father Luka") | spellings.of_number(NUMBER, COUNTRY)
_HAS_PROC = Path("/proc/self/environ").exists()


@pytest.fixture(scope="module")
def consortium() -> Consortium:
    return make_consortium("canary", custodians=3, quorums=(2, 2, 2), today=int(time.time() // 86_400))


@pytest.fixture
def machine(consortium: Consortium, tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path / "gateway", consortium)
    yield made
    made.end(kill=True)


def send_in_every_way(machine: Machine) -> None:
    """Good, twice, wrongly signed, no message, too large, to nobody, and in the address."""
    url = f"http://127.0.0.1:{machine.port}/v1/webhooks/"
    body, now = generic("m-1", NUMBER, TEXT), time.time()
    broken = body[:-1]
    for path, content, headers in (
        ("shop", body, stamped(body, now)),
        ("shop", body, stamped(body, now)),
        ("shop", body, stamped(body, now + 1)),
        ("shop", body, stamped(body, now, "another-secret-of-somebody")),
        ("shop", broken, stamped(broken, now)),
        ("shop", body * 2000, stamped(body * 2000, now)),
        (TEXT, body, stamped(body, now)),
        (f"shop?from={NUMBER}", body, {**stamped(body, now), "x-from": NUMBER, "user-agent": TEXT}),
    ):
        answer = httpx.post(url + path, content=content, headers=headers, trust_env=False, timeout=SECONDS)
        assert not [one for one in ALL if one in answer.content]


def process_shows(machine: Machine) -> bytes:
    shown = [Path(f"/proc/{machine.pid}/{name}") for name in ("environ", "cmdline", "comm")]
    return b"\0".join(file.read_bytes() for file in shown)


def test_while_intake_is_away_and_after_a_kill_no_spelling_is_anywhere(
    machine: Machine, consortium: Consortium
) -> None:
    pinned = machine.folder / "pinned" / "directory.cbor"
    pinned.write_bytes(consortium.signed.to_bytes())
    machine.start()
    send_in_every_way(machine)
    assert machine.waiting() == 2
    assert not spellings.found_in(machine.folder, ALL)
    if _HAS_PROC:
        shown = process_shows(machine)
        assert not [one for one in ALL if one in shown]
        assert SECRET.encode() not in shown
    machine.end(kill=True)
    assert not spellings.found_in(machine.folder, ALL)
    assert SECRET not in machine.log.read_text()


def test_after_all_was_sent_the_journal_is_empty_and_nothing_stays(machine: Machine, consortium: Consortium) -> None:
    intake = IntakeDoor(consortium)
    intake.start(machine.intake_port)
    machine.start()
    send_in_every_way(machine)
    machine.wait_until(lambda: machine.waiting() == 0)
    intake.stop()
    machine.end()
    assert {file.name for file in machine.journal.iterdir()} == {"lock", "directory.cbor"}
    assert not spellings.found_in(machine.folder, ALL)


def test_the_log_has_no_line_for_a_message_and_no_time(machine: Machine, consortium: Consortium) -> None:
    (machine.folder / "pinned" / "directory.cbor").write_bytes(consortium.signed.to_bytes())
    machine.start()
    before = machine.log.read_text()
    for number in range(20):
        machine.send(f"m-{number}", NUMBER, TEXT)
    after = machine.log.read_text().removeprefix(before)
    assert after.count("\n") <= 2  # at most: intake cannot be reached; no newer directory
    assert not [sign for sign in after if sign.isdigit()]


def test_the_process_makes_no_core_dump_and_shows_no_memory(machine: Machine, consortium: Consortium) -> None:
    limits = Path("/proc/self/limits")
    if not limits.exists():
        pytest.skip("this system has no /proc")
    (machine.folder / "pinned" / "directory.cbor").write_bytes(consortium.signed.to_bytes())
    machine.start()
    core = next(line for line in Path(f"/proc/{machine.pid}/limits").read_text().splitlines() if "core file" in line)
    assert core.split()[4:6] == ["0", "0"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this")
def test_no_other_process_of_this_user_may_read_the_memory() -> None:
    asked = (
        "from clients.sms_gateway import quiet; import ctypes; quiet.quiet_process(); print(ctypes.CDLL(None).prctl(3))"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_what_nobody_foresaw_is_told_without_its_words() -> None:
    asked = (
        "from clients.sms_gateway import quiet; import logging, warnings; quiet.quiet_process();"
        f"logging.getLogger('httpx').error('%s', {TEXT!r}); logging.error({TEXT!r}); warnings.warn({TEXT!r});"
        f"logging.getLogger('x').exception({TEXT!r}, exc_info=ValueError({TEXT!r})); raise ValueError({TEXT!r})"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "fault ValueError" in done.stderr
    assert not [one for one in ALL if one in done.stderr.encode()]


def test_the_search_finds_what_it_searches_for(tmp_path: Path) -> None:
    for number, one in enumerate(sorted(ALL)):
        (tmp_path / "x").write_bytes(b"before" + one + b"after")
        assert spellings.found_in(tmp_path, ALL), number
    (tmp_path / "x").write_bytes(bytes.fromhex("5297785634 12".replace(" ", "")))
    assert not spellings.found_in(tmp_path, ALL)


def test_a_number_in_base64_is_found_at_any_offset(tmp_path: Path) -> None:
    for before in ("", "a", "bc", "def"):
        (tmp_path / "x").write_bytes(base64.b64encode(f"{before}{NUMBER} and more".encode()))
        assert spellings.found_in(tmp_path, ALL)
