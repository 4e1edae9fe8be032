"""How the serving of a zone begins, and how it does not."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from protocol.directory import DeviceRole
from protocol.primitives import SignKey
from server.app import CannotServe, Zone, _addresses_of, _is_here, serve, url_at
from server.database import DatabaseError
from server.redaction.start import Settings as DeskSettings
from server.revisions import NewerThanThisProgram, NotMigrated
from server.settings import ZoneSettings
from tests.conftest import Databases, execute, finish
from tests.served import ROOT, free_port, write_settings
from tests.worlds import make_consortium

CONSORTIUM = make_consortium("served", today=int(time.time() // 86_400))


@pytest.fixture
def ledger(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings of a log whose key is a stranger's."""
    # It changes the whole process: here that is the tests' own.
    monkeypatch.setattr("server.app.quiet_process", lambda _zone: None)
    return settings_of_a_log(tmp_path, databases, SignKey.new())


def settings_of_a_log(folder: Path, databases: Databases, key: SignKey) -> Path:
    CONSORTIUM.write_pinned(folder / "pinned")
    url = databases.of("ledger")["ledger_runtime"].get_secret_value()
    return write_settings(folder / "ledger.toml", free_port(), {"sign_key": key.seed().hex(), "database_url": url})


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


def test_a_zone_says_once_where_it_is_up_and_answers_there(databases: Databases, tmp_path: Path) -> None:
    config = settings_of_a_log(tmp_path, databases, CONSORTIUM.devices[DeviceRole.LEDGER])
    command = [sys.executable, "-m", "server.cli", "serve", "ledger", "--config", str(config)]
    any_port = os.environ | {"LEEWARD_PORT": "0"}
    with subprocess.Popen(command, cwd=ROOT, env=any_port, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        try:
            assert running.stderr is not None
            line = running.stderr.readline().decode()
            up = re.fullmatch(r"ledger is up at (http://127\.0\.0\.1:[1-9][0-9]*)\n", line)
            assert up is not None, line
            assert httpx.get(f"{up[1]}/openapi.json", trust_env=False, timeout=30).status_code == 200
        finally:
            running.terminate()
            out, err = running.communicate(timeout=60)
    assert (out, b"is up" in err) == (b"", False)


def test_an_address_with_colons_is_said_so_that_it_can_be_opened() -> None:
    assert url_at("::1", 8402) == "http://[::1]:8402"


def test_whatever_localhost_can_mean_is_the_desk_or_nobody() -> None:
    """At an address that stayed free another user of this machine could wait for a link, and be taken for the desk."""
    if not _is_here("::1"):
        pytest.skip("this machine has no IPv6")
    both = Both(port=0)
    with _addresses_of(both) as addresses:
        ports = {one.getsockname()[1] for one in addresses}
        assert len(ports) == 1
        assert addresses[0].getsockname()[0] == "127.0.0.1"
        assert len(addresses) == 2
        assert addresses[1].getsockname()[0] == "::1"
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as other:
        taken = Both(port=other.getsockname()[1])
        with pytest.raises(CannotServe, match="is another program there"), _addresses_of(taken):
            pytest.fail("it is served beside a stranger")


class Both(ZoneSettings):
    def also_at(self) -> tuple[str, ...]:
        return DeskSettings.also_at(self)  # type: ignore[arg-type]
