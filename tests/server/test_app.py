"""How the serving of a zone begins, and how it does not."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from protocol.primitives import SignKey
from server.app import CannotServe, Zone, serve
from server.database import DatabaseError
from server.revisions import NewerThanThisProgram, NotMigrated
from tests.conftest import Databases, execute, finish
from tests.served import free_port, write_settings
from tests.worlds import make_consortium


@pytest.fixture
def ledger(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings of a log whose key is a stranger's."""
    # It changes the whole process: here that is the tests' own.
    monkeypatch.setattr("server.app.quiet_process", lambda _zone: None)
    make_consortium("served", today=int(time.time() // 86_400)).write_pinned(tmp_path / "pinned")
    held = {
        "sign_key": SignKey.new().seed().hex(),
        "database_url": databases.of("ledger")["ledger_runtime"].get_secret_value(),
    }
    return write_settings(tmp_path / "ledger.toml", free_port(), held)


def test_what_a_zone_itself_refuses_to_begin_with_is_said_in_its_words(ledger: Path) -> None:
    with pytest.raises(CannotServe, match="not the one that the directory has for the log"):
        serve(Zone.LEDGER, ledger, {})


def test_what_a_crash_left_beside_its_papers_goes_when_a_zone_starts(ledger: Path, tmp_path: Path) -> None:
    left = tmp_path / "pinned" / "policy.cbor.old"
    left.write_bytes(b"the one before")
    with pytest.raises(CannotServe, match="not the one that the directory has for the log"):
        serve(Zone.LEDGER, ledger, {})
    assert not left.exists()


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("DROP TABLE alembic_version", NotMigrated),
        ("UPDATE alembic_version SET version_num = '9999'", NewerThanThisProgram),
    ],
)
def test_a_zone_is_not_served_on_a_database_of_another_time(
    ledger: Path, databases: Databases, statement: str, refused: type[DatabaseError]
) -> None:
    finish(execute(databases.administrator("ledger"), statement))
    with pytest.raises(refused, match="It is that of ledger"):
        serve(Zone.LEDGER, ledger, {})


def test_two_processes_are_not_served_at_one_address(ledger: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = {"LEEWARD_PORT": str(other.getsockname()[1])}
        with pytest.raises(CannotServe, match="is another program there"):
            serve(Zone.LEDGER, ledger, taken)
