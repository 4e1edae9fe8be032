"""The doctor at a real installation: one that is well, and one with faults planted in it."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import typer
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.directory import DeviceRole
from protocol.merkle import GrowingTree
from server import embedded_postgres
from server.doctor import peers
from server.doctor.commands import doctor
from server.doctor.findings import Health
from server.embedded_postgres import EmbeddedPostgres
from server.zone_databases import prepare_databases
from tests.conftest import Databases, execute, finish
from tests.served import write_settings
from tests.server.access_world import BASE, SCHEMA
from tests.worlds import Clock, Consortium, make_consortium

app = typer.Typer(pretty_exceptions_enable=False)
app.command()(doctor)


@pytest.fixture(scope="module")
def consortium() -> Consortium:
    return make_consortium(cedar=(SCHEMA, BASE))


def installed(folder: Path, consortium: Consortium, urls: dict[str, SecretStr]) -> Path:
    """Intake's settings, papers, key and logins, as an operator lays them out."""
    consortium.write_pinned(folder / "pinned")
    secrets = {
        "sign_key": consortium.devices[DeviceRole.INTAKE].seed().hex(),
        "writer_url": urls["intake_writer"].get_secret_value(),
        "collector_url": urls["intake_collector"].get_secret_value(),
    }
    return write_settings(folder / "intake.toml", 8401, secrets)


def examined(settings: Path, *words: str, zone: str = "intake") -> Result:
    return CliRunner().invoke(app, [zone, "--config", str(settings), *words])


def found(result: Result) -> dict[str, tuple[str, str]]:
    return {one["check"]: (one["health"], one["said"]) for one in json.loads(result.stdout)["findings"]}


OF_THE_MACHINE = {"swap", "core dumps", "clock", "libraries", "Python", "witnesses"}


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The papers are of a day of their own."""
    monkeypatch.setattr("server.doctor.commands.time", type("T", (), {"time": Clock()}))


def test_an_installation_as_the_manual_says_is_well(
    databases: Databases, consortium: Consortium, tmp_path: Path
) -> None:
    settings = installed(tmp_path, consortium, databases.of("intake"))
    lines = found(examined(settings, "--json"))
    assert {check: line for check, line in lines.items() if line[0] != "ok" and check not in OF_THE_MACHINE} == {}
    assert {"grants", "durability", "intake's write-ahead log", "access rules", "directory"} <= lines.keys()


@pytest.fixture(scope="module")
def faulty() -> Iterator[dict[str, SecretStr]]:
    """A PostgreSQL of our own that archives its write-ahead log, with a login too strong and a grant too many."""
    bent = {**embedded_postgres._SETTINGS, "wal_level": "replica", "archive_mode": "on", "log_connections": "on"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedded_postgres, "_SETTINGS", bent)
        with EmbeddedPostgres.start() as postgres:
            urls = finish(prepare_databases(postgres.url()))["intake"]
            finish(execute(postgres.url(), "ALTER ROLE intake_collector SUPERUSER"))
            finish(execute(postgres.url("intake"), "GRANT SELECT ON parts TO intake_writer"))
            yield urls


def test_planted_faults_are_each_found_and_named(
    faulty: dict[str, SecretStr], consortium: Consortium, tmp_path: Path
) -> None:
    settings = installed(tmp_path, consortium, faulty)
    (tmp_path / "sign_key").chmod(0o644)
    result = examined(settings, "--json")
    lines = found(result)
    assert {check for check, line in lines.items() if line[0] == "bad"} - OF_THE_MACHINE == {
        "settings",
        "file of sign_key_file",
        "role of collector_url",
        "grants",
        "intake's write-ahead log",
        "PostgreSQL's own log",
    }
    assert "0644" in lines["file of sign_key_file"][1]
    assert "superuser" in lines["role of collector_url"][1]
    assert "intake_writer SELECT" in lines["grants"][1]
    assert "archive_mode = off" in lines["intake's write-ahead log"][1]
    assert "log_connections = off" in lines["PostgreSQL's own log"][1]
    assert result.exit_code == 1


def test_no_secret_and_no_url_is_ever_said(
    faulty: dict[str, SecretStr], consortium: Consortium, tmp_path: Path
) -> None:
    settings = installed(tmp_path, consortium, faulty)
    wrong = faulty["intake_writer"].get_secret_value().replace("intake_writer:", "intake_writer:canary")
    (tmp_path / "writer_url").write_text(wrong)
    for words in ((), ("--json",)):
        said = examined(settings, *words).output
        assert "postgresql://" not in said
        assert "canary" not in said
        assert consortium.devices[DeviceRole.INTAKE].seed().hex() not in said
        assert faulty["intake_collector"].get_secret_value().split(":")[2].split("@")[0] not in said


@pytest.mark.parametrize("content", ["", "this is not TOML", 'port = "canary"\nsurprise = 1', "\0"])
def test_settings_that_cannot_be_used_are_said_and_the_machine_is_looked_at_all_the_same(
    content: str, tmp_path: Path
) -> None:
    settings = tmp_path / "vault.toml"
    settings.write_text(content)
    result = examined(settings, "--json", zone="vault")
    lines = found(result)
    assert (lines["settings"][0], lines["directory"][0], result.exit_code) == ("bad", "bad", 1)
    assert lines.keys() >= OF_THE_MACHINE
    assert "canary" not in result.output


# Peers


@contextmanager
def listening(answer: bytes | None) -> Iterator[str]:
    """Something at an address that answers every request with these bytes, or takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended, held = threading.Event(), list[socket.socket]()

        def serve() -> None:
            server.settimeout(0.1)
            while not ended.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                held.append(connection)
                if answer is not None:
                    connection.recv(65536)
                    connection.sendall(answer)
                    connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        ended.set()
        thread.join()
        for connection in held:
            connection.close()


def seen(url: str, consortium: Consortium, setting: str = "ledger_url") -> peers.PeerFacts:
    return asyncio.run(peers.read_peer(setting, url, consortium.directory, Clock()))


def test_a_peer_that_hangs_is_left_after_a_bounded_time(
    consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "SECONDS", 0.2)
    with listening(None) as url:
        facts = seen(url, consortium)
    assert (facts.answers, facts.checkpoint_holds) == (False, None)


def test_a_peer_that_is_not_there_does_not_answer(consortium: Consortium) -> None:
    assert not seen("http://127.0.0.1:1", consortium).answers
    assert not seen("not a url at all", consortium).answers


def test_a_peer_whose_clock_is_wrong_is_seen(consortium: Consortium) -> None:
    said = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\ndate: Sat, 21 Nov 2026 13:00:00 GMT\r\n\r\n"
    with listening(said) as url:
        assert seen(url, consortium, "vault_url").seconds_apart == 3600


@pytest.mark.parametrize(
    ("signer", "origin", "holds"),
    [(DeviceRole.LEDGER, None, True), (DeviceRole.VAULT, None, False), (DeviceRole.LEDGER, "another.log", False)],
)
def test_a_checkpoint_that_our_log_did_not_sign_is_seen(
    consortium: Consortium,
    signer: DeviceRole,
    origin: str | None,
    holds: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = origin or consortium.directory.contents.log_origin
    note = sign_checkpoint(Checkpoint(name, 0, GrowingTree().root()), consortium.devices[signer])
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, content=note))
    monkeypatch.setattr(peers, "_client", lambda url: httpx.AsyncClient(base_url=url, transport=transport))
    assert seen("http://log", consortium).checkpoint_holds is holds


def test_a_certificate_that_has_ended_is_not_taken_for_silence(
    consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_request: httpx.Request) -> httpx.Response:
        try:
            raise ssl.SSLCertVerificationError
        except ssl.SSLError as wrong:
            raise httpx.ConnectError("no") from wrong

    transport = httpx.MockTransport(refuse)
    monkeypatch.setattr(peers, "_client", lambda url: httpx.AsyncClient(base_url=url, transport=transport))
    facts = seen("https://vault.example", consortium, "vault_url")
    assert (facts.answers, facts.refused_certificate) == (False, True)


def test_the_log_looks_at_its_own_checkpoint_where_it_runs(consortium: Consortium) -> None:
    note = sign_checkpoint(Checkpoint("another.log", 0, GrowingTree().root()), consortium.devices[DeviceRole.LEDGER])
    said = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s" % (len(note), note)
    with listening(said) as url:
        port = int(url.rsplit(":", 1)[1])
        (finding,) = asyncio.run(peers.look_at_own_log("127.0.0.1", port, consortium.directory, Clock()))
    assert finding.health is Health.BAD
    (unknown,) = asyncio.run(peers.look_at_own_log("127.0.0.1", 1, consortium.directory, Clock()))
    assert unknown.health is Health.CANNOT_TELL


def test_a_database_that_is_not_there_is_bad(consortium: Consortium, tmp_path: Path) -> None:
    gone = SecretStr("postgresql://intake_writer:canary@127.0.0.1:1/intake")
    settings = installed(tmp_path, consortium, {"intake_writer": gone, "intake_collector": gone})
    result = examined(settings, "--json")
    assert found(result)["database of writer_url"][0] == "bad"
    assert "canary" not in result.output


def test_a_checkpoint_without_end_is_dropped(consortium: Consortium, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bytes] = []

    async def endless() -> Any:
        while True:
            given.append(b"x" * 1024)
            yield given[-1]

    async def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=endless() if request.url.path == "/checkpoint" else b"{}")

    transport = httpx.MockTransport(answer)
    monkeypatch.setattr(peers, "_client", lambda url: httpx.AsyncClient(base_url=url, transport=transport))
    assert seen("http://log", consortium).checkpoint_holds is False
    assert len(given) * 1024 <= peers.MOST_OF_A_CHECKPOINT + 1024
