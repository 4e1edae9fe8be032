"""Zones as they are served: each a process of its own, started by the same code as `leeward serve`."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from clients.authorities import authorities
from server.app import Zone
from server.demo.processes import free_port

ROOT = Path(__file__).parents[1]
SECONDS_TO_START = 120.0
SERVE = "import pathlib, sys; from server.app import *; serve(Zone(sys.argv[1]), pathlib.Path(sys.argv[2]), {})"


def write_settings(file: Path, port: int, secrets: Mapping[str, str]) -> Path:
    """A settings file beside a folder `pinned`; each secret in a file of its own."""
    for name, secret in secrets.items():
        (file.parent / name).touch(mode=0o600)
        (file.parent / name).write_text(secret)
    lines = [f"port = {port}", 'pinned = "pinned"', *(f'{name}_file = "{name}"' for name in secrets)]
    file.write_text("\n".join(lines))
    return file


@contextmanager
def served(zone: Zone, settings: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The zone's process; killed at the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, zone.value, str(settings)], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until_it_answers(url: str) -> None:
    end = time.monotonic() + SECONDS_TO_START
    with httpx.Client(trust_env=False, verify=authorities()) as client:
        while time.monotonic() < end:
            try:
                client.get(url).raise_for_status()
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
    pytest.fail("the zone did not start")


async def until_it_answers(client: httpx.AsyncClient, path: str) -> None:
    for _ in range(2400):
        try:
            (await client.get(path)).raise_for_status()
        except httpx.TransportError:
            await asyncio.sleep(0.05)
        else:
            return
    pytest.fail("the zone did not start")


__all__ = ["Zone", "free_port", "served", "until_it_answers", "wait_until_it_answers", "write_settings"]
