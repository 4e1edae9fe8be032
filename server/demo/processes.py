"""The zones as processes of their own, each with its settings, its log and nothing else; ended by their own handle."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from clients.authorities import authorities
from server.demo.errors import DidNotStart

SECONDS_TO_START = 90
SECONDS_TO_STOP = 15
MOST_OF_A_LINE = 300
LOOPBACK = "127.0.0.1"
# What a child needs of our environment; nothing that could carry a secret goes along.
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH")


PYTHON = sys.executable
"""What runs our programs that are no zones."""

# Below those that systems hand out by themselves: no connection that somebody makes meanwhile takes one of them.
_PORTS = iter(secrets.SystemRandom().sample(range(20_000, 32_768), 12_768))


def free_port() -> int:
    """A loopback port that nobody listens on now; never the same one twice. Raises DidNotStart when none is left."""
    for port in _PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((LOOPBACK, port))
            return port
    raise DidNotStart("No port is free on this machine.")


@dataclass(slots=True)
class Process:
    """One running program; `log` is where its output goes."""

    name: str
    arguments: list[str]
    log: Path
    port: int
    ready_path: str = "/"
    """Whatever is answered there, but that it is not ready (5xx)."""
    _handle: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def pid(self) -> int:
        if self._handle is None:
            raise DidNotStart
        return self._handle.pid

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._handle = subprocess.Popen(
                self.arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=child_environment()
            )

    def wait_until_ready(self, seconds: float = SECONDS_TO_START) -> None:
        """Return once it answers, and not that it is not ready (5xx). Raises DidNotStart with the end of its log."""
        end = time.monotonic() + seconds
        with httpx.Client(base_url=self.url, timeout=2, trust_env=False, verify=authorities()) as client:
            while time.monotonic() < end:
                if self._handle is None or self._handle.poll() is not None:
                    break
                with contextlib.suppress(httpx.HTTPError):
                    if not client.get(self.ready_path).is_server_error:
                        return
                time.sleep(0.1)
        raise DidNotStart(f"{self.name} did not start. Its log ends: {self.last_words() or '(it is empty)'}")

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End it; after a while by force."""
        if self._handle is None or self._handle.poll() is not None:
            return
        self._handle.send_signal(how)
        try:
            self._handle.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._handle.kill()
            self._handle.wait()

    def last_words(self) -> str:
        """The end of its log, for a terminal; empty if it said nothing."""
        if not self.log.exists():
            return ""
        lines = self.log.read_text(errors="replace").splitlines()[-3:]
        return " / ".join(
            "".join(sign if sign.isprintable() else "?" for sign in line[:MOST_OF_A_LINE]) for line in lines
        )


def zone_process(zone: str, config: Path, port: int, logs: Path, name: str | None = None) -> Process:
    """`leeward serve zone --config …` as a process that loads this zone alone, not yet started."""
    arguments = [sys.executable, "-m", "server.serve_command", zone, "--config", str(config)]
    return Process(name or zone, arguments, logs / f"{name or zone}.log", port)


def run(module: str, *arguments: str, typed: str = "", seconds: float = 180) -> str:
    """Run one of our programs to its end and give what it printed; raises DidNotStart if it failed."""
    done = subprocess.run(
        [PYTHON, "-m", module, *arguments],
        input=typed,
        capture_output=True,
        text=True,
        timeout=seconds,
        env=child_environment(),
        check=False,
    )
    if done.returncode:
        raise DidNotStart(f"{module} ended with {done.returncode}: {done.stderr.strip()[-600:]}")
    return done.stdout


def child_environment() -> Mapping[str, str]:
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | {"COLUMNS": "160"}
