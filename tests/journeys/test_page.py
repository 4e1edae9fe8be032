"""The page from its folder to whoever checks it: every zone a process of its own, every command as it is typed.

Installed, given to the log, proved at its tick, put beside the page, served, checked; then a byte of it is changed.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from protocol.directory import DeviceRole
from protocol.ids import day_of
from protocol.policy import LogRules
from tests.built_pages import write_built
from tests.conftest import Databases
from tests.journeys.command_host import bin_folder, hosting
from tests.served import Zone, free_port, served, wait_until_it_answers
from tests.server.intake.conftest import BASE_RULES
from tests.worlds import Consortium, make_consortium

ROOT = Path(__file__).parents[2]
SECONDS = 120.0


@dataclass
class Place:
    """A machine on which everything runs: its folder, its zones' ports, and their processes."""

    folder: Path
    consortium: Consortium
    databases: Databases
    ports: dict[Zone, int]
    program: Path
    processes: ExitStack

    def settings(self, zone: Zone, role: DeviceRole, urls: dict[str, SecretStr], *lines: str) -> Path:
        own = self.folder / zone.value
        self.consortium.write_pinned(own / "pinned")
        secrets = {"sign_key": self.consortium.devices[role].seed().hex()}
        secrets |= {name: url.get_secret_value() for name, url in urls.items()}
        for name, secret in secrets.items():
            (own / name).touch(mode=0o600)
            (own / name).write_text(secret)
        named = [f'{name}_file = "{name}"' for name in secrets]
        file = own / f"{zone}.toml"
        file.write_text("\n".join([f"port = {self.ports[zone]}", 'pinned = "pinned"', *named, *lines]))
        return file

    def start(self, zone: Zone, settings: Path) -> subprocess.Popen[bytes]:
        return self.processes.enter_context(served(zone, settings))

    def url(self, zone: Zone) -> str:
        return f"http://127.0.0.1:{self.ports[zone]}"

    def leeward(self, *words: object) -> tuple[int, str]:
        """What was typed, in a process of its own; exit status, and everything it said."""
        command = [str(self.program), *map(str, words)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
        return done.returncode, " ".join((done.stdout + done.stderr).split())

    def wait_for(self, zone: Zone, path: str) -> None:
        wait_until_it_answers(self.url(zone) + path)


@pytest.fixture
def place(databases: Databases, tmp_path: Path) -> Iterator[Place]:
    log = LogRules(tick_seconds=2, leaves_per_tick=4)
    consortium = make_consortium("page", cedar=BASE_RULES, log=log, today=day_of(time.time()))
    ports = {zone: free_port() for zone in (Zone.INTAKE, Zone.POLICY, Zone.LEDGER)}
    (tmp_path / "roots.cbor").write_bytes(consortium.root_set.to_bytes())
    (tmp_path / "directory.cbor").write_bytes(consortium.signed.to_bytes())
    program = bin_folder(tmp_path / "bin", tmp_path / "host") / "leeward"
    with hosting(tmp_path / "host", tmp_path / "host.log"), ExitStack() as processes:
        yield Place(tmp_path, consortium, databases, ports, program, processes)


def proved(place: Place, record: list[object]) -> str:
    """Ask until the log has it; until then the answer is that it has not."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        status, said = place.leeward(*record)
        if status == 0:
            return said
        assert "has not proved this yet" in said, said
        time.sleep(0.2)
    pytest.fail("the log did not prove it")


def test_a_page_is_installed_logged_served_and_checked_by_anyone(place: Place) -> None:
    folder, urls = place.folder, place.databases
    built = write_built(folder / "built")
    policy = place.settings(
        Zone.POLICY,
        DeviceRole.POLICY,
        {"database_url": urls.of("policy")["policy_runtime"]},
        f'ledger_url = "{place.url(Zone.LEDGER)}"',
        'incoming = "incoming.cbor"',
    )
    ledger = place.settings(Zone.LEDGER, DeviceRole.LEDGER, {"database_url": urls.of("ledger")["ledger_runtime"]})
    logins = urls.of("intake")
    intake = place.settings(
        Zone.INTAKE,
        DeviceRole.INTAKE,
        {"writer_url": logins["intake_writer"], "collector_url": logins["intake_collector"]},
        'page = "../page"',
    )
    page, given = folder / "page", ["--config", policy]
    papers = ["--roots", folder / "roots.cbor", "--directory", folder / "directory.cbor"]
    assert place.leeward("web", "install", "--built", built, *papers, "--out", page)[0] == 0
    manifest = page / "page.manifest"

    record: list[object] = ["web", "record", manifest, *given, "--out", page / "page.record"]
    assert place.leeward(*record) == (1, "This manifest was never given to the log from here. Type: leeward web log")
    for _ in range(2):
        assert place.leeward("web", "log", manifest, *given)[0] == 0
    assert place.leeward(*record)[1].startswith("The log did not answer")
    place.start(Zone.LEDGER, ledger)
    place.wait_for(Zone.LEDGER, "/checkpoint")
    place.start(Zone.POLICY, policy)
    assert "The log has it." in proved(place, record)

    process = place.start(Zone.INTAKE, intake)
    place.wait_for(Zone.INTAKE, "/v1/directory")
    verify: list[object] = ["web", "verify", place.url(Zone.INTAKE), "--roots", folder / "roots.cbor"]
    status, said = place.leeward(*verify, "--ledger", place.url(Zone.LEDGER), "--built", built)
    assert (status, "FAILS" in said, "open " in said, "not asked" in said) == (0, False, False, False), said
    assert re.search(r"It has only grown since, from \d+ to \d+ leaves", said)
    assert re.search(r" All \d+ checks hold\.$", said), said

    other = write_built(folder / "other", "en")
    status, said = place.leeward(*verify, "--json", "--built", other)
    assert status == 1
    wrong = {one["about"] for one in json.loads(said)["checks"] if one["outcome"] != "holds"}
    assert {"/ar", "/fr", "/sw"} <= wrong
    assert "/en" not in wrong

    process.kill()
    process.wait()
    (page / "sw.html").write_bytes((page / "sw.html").read_bytes().replace(b"started", b"stopped"))
    status, said = place.leeward("serve", "intake", "--config", intake)
    assert (status, "What would be served is not what was logged" in said) == (1, True), said
