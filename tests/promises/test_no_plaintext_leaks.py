"""Promises 1, 2, 5 and 7: no server ever keeps a readable report.

A canary text, name and number go the whole journey, by web, in a file that both desks read, and by SMS, through real
processes. Then everything that was kept is searched: each row of each table, PostgreSQL's own files with its
write-ahead log (after a collection), logs, temporary files, drafts, the gateway's journal, the log's tiles, and every
process's environment and arguments; plain, in UTF-16, in base64 and in hexadecimal, and each number in every spelling.

While the desks still show it, their rooms, the processes in which it can be read, are looked at too, and the memory of
the desks' own, through which it went.

Not covered: the memory of the gateway, of consoles and of browsers, a browser's profile (tests/server/redaction/pages
looks there), and what a carrier or a source's own machine keeps.
"""

import base64
import hashlib
import os
from functools import partial
from pathlib import Path

import pytest

from server.demo.ground import DESKS
from tests.memory_search import found_in_memory
from tests.travelled import (
    DATABASES,
    NAME,
    NUMBER,
    SENDER,
    SMS,
    TEXT,
    Travelled,
    all_needles,
    found_in,
    needles,
    plain_bytes,
    served_by_the_log,
    spellings,
    squeezed,
)
from tests.waiting import soon

WANTED = all_needles()
IN_MEMORY = needles(TEXT.split()[0]) | {TEXT.split()[0].encode("utf-32-le")}
"""Of what is written around, there is a word in all of it: few are looked for in so much."""
ZONES = ("intake", "vault", "policy", "release", "ledger")


@pytest.mark.parametrize("database", DATABASES)
def test_no_table_of_any_database_holds_a_word_a_name_or_a_number(travelled: Travelled, database):
    looked_at = 0
    for table, rows in travelled.rows(database).items():
        for row in rows:
            for column, value in row.items():
                looked_at += 1
                assert not found_in(plain_bytes(value), WANTED), f"{database}.{table}.{column}"
    assert looked_at


def test_no_file_of_postgresql_holds_them_not_even_its_write_ahead_log(travelled: Travelled):
    data = travelled.data_directory()
    searched = [file for file in data.rglob("*") if file.is_file()]
    assert any("pg_wal" in file.parts for file in searched)
    seen: set[bytes] = set()  # each zone's database begins as a copy of the same files
    for file in searched:
        raw = squeezed(_read(file))
        if (known := hashlib.sha256(raw).digest()) not in seen:
            seen.add(known)
            assert not found_in(raw, WANTED), file.relative_to(data)


def test_no_log_temporary_file_draft_or_journal_holds_them(travelled: Travelled):
    """All but PostgreSQL's data, which the test above searches."""
    searched, data = 0, travelled.data_directory()
    assert travelled.temporary in data.parents
    for file in travelled.temporary.rglob("*"):
        if file.is_file() and not file.is_socket() and data not in file.parents:
            searched += 1
            assert not found_in(_read(file), WANTED), file.relative_to(travelled.temporary)
    logs = {file.stem for file in (travelled.stage.ground.folder / "logs").iterdir()}
    assert logs >= {*travelled.stage.processes, *ZONES}
    assert searched > 50


def test_the_log_that_everyone_can_read_holds_nothing_of_them(travelled: Travelled):
    served = served_by_the_log(travelled.stage.ground.url("ledger"))
    assert len(served) > 320
    assert not found_in(served, WANTED)


def test_no_process_has_them_in_its_environment_or_arguments(travelled: Travelled):
    for name, process in travelled.stage.processes.items():
        for place in ("environ", "cmdline"):
            shown = Path(f"/proc/{process.pid}/{place}")
            if not shown.parent.exists():
                pytest.skip("this system has no /proc")
            assert not found_in(shown.read_bytes(), WANTED), f"{name}: {place}"


def test_no_process_has_a_secret_in_its_environment_or_arguments(travelled: Travelled):
    ground = travelled.stage.ground
    secrets = {file.read_text().strip().encode() for file in (ground.folder / "keys").rglob("*.key")}
    secrets |= {file.read_text().strip().encode() for file in (ground.folder / "databases").iterdir()}
    assert len(secrets) > 15
    for name, process in travelled.stage.processes.items():
        for place in ("environ", "cmdline"):
            assert not found_in(Path(f"/proc/{process.pid}/{place}").read_bytes(), secrets), f"{name}: {place}"


def test_no_process_can_be_made_to_dump_its_memory(travelled: Travelled):
    for name, process in travelled.stage.processes.items():
        limits = Path(f"/proc/{process.pid}/limits").read_text()
        core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        assert core.split()[4] == "0", name


def test_while_an_opening_is_on_screen_no_disk_has_it_and_its_rooms_keep_nothing(travelled: Travelled):
    """The desks are still up, their openings joined and read: the tests above searched their folders meanwhile."""
    for desk, console in {"curator": travelled.journey.curator, "reviewer": travelled.journey.reviewer}.items():
        assert any(one["open"] for one in console.get(f"/v1/openings/{travelled.opening}")["parts"]), desk
    rooms = [room for process in travelled.stage.processes.values() for room in _rooms_of(process.pid)]
    assert len(rooms) >= 4, "each desk read two openings"
    for room in rooms:
        there = Path(f"/proc/{room}")
        # The one begun ahead may still be on its way: it hears nothing before it can write nothing.
        assert soon(partial(_can_write_nothing, there))
        kept_open = sorted(str(one.readlink()) for one in (there / "fd").iterdir())
        assert [one.split(":")[0] for one in kept_open] == ["/dev/null"] * 3 + ["socket"]
        for place in ("environ", "cmdline"):
            assert not found_in((there / place).read_bytes(), WANTED)
        assert "VmSwap:\t       0 kB" in (there / "status").read_text()


def test_of_what_a_desk_showed_nothing_is_left_in_its_own_memory(travelled: Travelled):
    """It went through there as a message, as objects and as an answer, many times. In a room it can be read."""
    if os.geteuid() != 0:
        pytest.skip("only the superuser reads the memory of another process")
    for name in DESKS:
        desk = travelled.stage.processes[name].pid
        assert found_in_memory(desk, IN_MEMORY) == set(), name
        assert any(found_in_memory(room, IN_MEMORY) for room in _rooms_of(desk)), name


def _can_write_nothing(process: Path) -> bool:
    return "Max file size             0 " in (process / "limits").read_text()


def _rooms_of(pid: int) -> list[int]:
    place = Path(f"/proc/{pid}/task")
    if not place.exists():
        pytest.skip("this system has no /proc")
    children = [int(one) for task in place.iterdir() for one in (task / "children").read_text().split()]
    return [one for one in children if b"room.inside" in Path(f"/proc/{one}/cmdline").read_bytes()]


def test_the_journey_did_go_through_everything(travelled: Travelled):
    """Else nothing above would mean anything."""
    taken = {(step.zone, step.step) for step in travelled.steps}
    assert {
        ("source", "report"),
        ("gateway", "text"),
        ("vault", "collect"),
        ("custodian", "approve"),
        ("redaction", "open"),
        ("vault", "clear"),
        ("release", "gate"),
        ("release", "read"),
        ("vault", "refuse"),
        ("release", "leave"),
        ("ledger", "verify"),
    } <= taken


@pytest.mark.parametrize("text", [TEXT, NAME, SMS, *sorted(spellings(NUMBER) | spellings(SENDER))])
@pytest.mark.parametrize("lie", ["plain", "utf-16-le", "utf-16-be", "base64", "hex"])
def test_the_search_finds_what_it_searches_for(text, lie):
    """A search that cannot fail would be no test."""
    raw = text.encode("utf-16-le" if lie == "utf-16-le" else "utf-16-be" if lie == "utf-16-be" else "utf-8")
    for before in (b"", b"x", b"xy"):
        hay = before + raw + b" and more"
        hay = base64.b64encode(hay) if lie == "base64" else hay.hex().encode() if lie == "hex" else hay
        assert found_in(hay, needles(text)), (text, lie, before)
        assert found_in(squeezed(b"\0" * 100 + hay), WANTED)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
    except PermissionError:
        assert os.geteuid() != 0
        raise
