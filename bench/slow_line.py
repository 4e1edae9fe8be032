"""How long the page needs on a slow line until a source can write: part of `leeward bench page`.

A real intake serves the built pages. Chromium is told to behave as on a line of 50 kbit/s each way on which every
answer begins 800 ms late. Beside what it took stands what the line alone needs: one such wait, and the bytes. No TLS is
on the way; it costs a line like this two more waits and a certificate chain.
"""

from __future__ import annotations

import asyncio
import gzip
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser
from pydantic import SecretStr

from clients.built_pages import read_built_folder
from server.embedded_postgres import EmbeddedPostgres
from server.zone_databases import prepare_databases
from tests.clients.web.chromium import PATIENCE, WEB, Chromium
from tests.served_page import page_served

BYTES_A_SECOND = 50_000 / 8
WAIT = 0.8
"""Seconds until an answer begins."""
GOAL = 20.0
"""Seconds until a source can write."""
LINE = {
    "offline": False,
    "latency": 1000 * WAIT,
    "downloadThroughput": BYTES_A_SECOND,
    "uploadThroughput": BYTES_A_SECOND,
}


def measured(browser: Chromium) -> dict[str, Any]:
    """Of the page that is the largest when packed: its language and bytes; seconds until a source can write, until the
    directory has come too, and of the line alone."""
    built = WEB / "built"
    language = _largest(built)
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres.start() as postgres:
        databases = _Prepared(postgres, asyncio.run(prepare_databases(postgres.url())))
        with page_served(databases, Path(folder), built) as intake:
            address = f"{intake.url}/{language}"
            size = _on_the_wire(address)
            usable, arrived = browser.do(lambda driven: _opened(driven, address))
    line = WAIT + size / BYTES_A_SECOND
    return {
        "language": language,
        "bytes": size,
        "usable_s": round(usable, 1),
        "arrived_s": round(arrived, 1),
        "line_s": round(line, 1),
        "ratio": round(usable / line, 2),
    }


def _largest(built: Path) -> str:
    packed = {name: len(gzip.compress(page.html)) for name, page in read_built_folder(built).items()}
    return max(packed, key=packed.__getitem__)


def _on_the_wire(address: str) -> int:
    """Head and body of the answer, as Chromium asks for it."""
    with httpx.stream("GET", address, headers={"accept-encoding": "gzip"}, trust_env=False) as answer:
        head = sum(len(name) + len(value) + 4 for name, value in answer.headers.raw)
        return head + sum(map(len, answer.iter_raw()))


def _opened(browser: Browser, address: str) -> tuple[float, float]:
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(".choices button").first.wait_for()
    usable = time.perf_counter() - begun
    page.locator("[role=status]:empty").wait_for(state="attached")
    arrived = time.perf_counter() - begun
    page.context.close()
    return usable, arrived


@dataclass(frozen=True)
class _Prepared:
    """The zones' databases themselves: nobody else uses them here."""

    postgres: EmbeddedPostgres
    urls: dict[str, dict[str, SecretStr]]

    def of(self, zone: str) -> dict[str, SecretStr]:
        return self.urls[zone]

    def administrator(self, zone: str) -> SecretStr:
        return self.postgres.url(zone)
