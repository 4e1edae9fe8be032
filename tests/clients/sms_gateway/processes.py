"""`leeward-sms` as a process of its own, and one that dies at a chosen step."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from server.demo.processes import free_port
from tests.clients.sms_gateway.provider import SECRET, generic, stamped
from tests.forked import ROOT, Forked, Host
from tests.worlds import Consortium

__all__ = ["ROOT", "Machine"]

SECONDS = 90
"""Patience for what takes a second or two; a busy machine takes longer."""


@dataclass
class Machine:
    """A folder with settings, secret and roots, and the program that runs on them: forked where there is a host."""

    folder: Path
    consortium: Consortium
    intake_port: int = field(default_factory=free_port)
    port: int = field(default_factory=free_port)
    host: Host | None = None
    _running: subprocess.Popen[bytes] | Forked | None = None

    def __post_init__(self) -> None:
        pinned, secret = self.folder / "pinned", self.folder / "shop.secret"
        pinned.mkdir(parents=True)
        (pinned / "roots.cbor").write_bytes(self.consortium.root_set.to_bytes())
        secret.touch(mode=0o600)
        secret.write_text(SECRET + "\n")
        settings = {
            "port": self.port,
            "folder": "journal",
            "pinned": "pinned",
            "intake": f"http://127.0.0.1:{self.intake_port}",
            "country": "xa",
            "spread": 0.2,
            "gap": 0.02,
        }
        written = "".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items())
        written += '[[source]]\nname = "shop"\nkind = "generic"\nsecret_file = "shop.secret"\n'
        self.config.write_text(written)

    @property
    def config(self) -> Path:
        return self.folder / "gateway.toml"

    @property
    def journal(self) -> Path:
        return self.folder / "journal"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def pid(self) -> int:
        assert self._running
        return self._running.pid

    def start(self, *program: str) -> None:
        """Start it (or `program` with its arguments in its place) and wait until it takes messages."""
        self.launch(*program)
        self.wait_until(self._ready)

    def launch(self, *program: str) -> None:
        if self.host:
            self._running = self.host.start([*program, "--config", str(self.config)], self.log, self.log)
            return
        command = [sys.executable, *(program or ("-m", "clients.sms_gateway.cli")), "--config", str(self.config)]
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=environment)

    def _ready(self) -> bool:
        assert self._running
        assert self._running.poll() is None, self.log.read_text()
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/v1/ready", timeout=5, trust_env=False).is_success
        except httpx.HTTPError:
            return False

    def send(self, identifier: str, sender: str, text: str) -> int | None:
        """The status of the answer, or None where there was none."""
        body = generic(identifier, sender, text)
        url = f"http://127.0.0.1:{self.port}/v1/webhooks/shop"
        try:
            return httpx.post(
                url, content=body, headers=stamped(body, time.time()), timeout=SECONDS, trust_env=False
            ).status_code
        except httpx.HTTPError:
            return None

    def waiting(self) -> int:
        return len(list(self.journal.glob("*.sealed")))

    def dies(self) -> int:
        """Wait for its own end; the exit status."""
        assert self._running
        return self._running.wait(SECONDS)

    def end(self, *, kill: bool = False) -> None:
        if self._running and self._running.poll() is None:
            (self._running.kill if kill else self._running.terminate)()
            self._running.wait(SECONDS)
        self._running = None

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        assert self.host
        return self.host.run(arguments, self.folder)

    @staticmethod
    def wait_until(true: object, seconds: float = SECONDS) -> None:
        assert callable(true)
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "it did not happen in time"
            time.sleep(0.05)
