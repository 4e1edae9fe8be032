"""Serve one zone in this process, and nothing of another: `leeward serve vault --config vault.toml`.

Each zone has a `start.py` with its settings and `opened(settings, clock)`, which gives the FastAPI app with its
rounds running. Only the served zone's code is loaded.
"""

from __future__ import annotations

import asyncio
import importlib
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from enum import StrEnum
from pathlib import Path
from typing import Protocol, cast

import uvicorn
from fastapi import FastAPI

from server.pinned import Clock
from server.quiet_log import quiet_process
from server.settings import ZoneSettings, read_settings


class Zone(StrEnum):
    INTAKE = "intake"
    VAULT = "vault"
    REDACTION = "redaction"
    RELEASE = "release"
    POLICY = "policy"
    LEDGER = "ledger"


class Start(Protocol):
    """What every zone's start.py has."""

    Settings: type[ZoneSettings]

    def opened(self, settings: ZoneSettings, clock: Clock) -> AbstractAsyncContextManager[FastAPI]: ...


MOST_CONNECTIONS = 2048
SECONDS_TO_STOP = 10


def serve(zone: Zone, config: Path | None, environment: Mapping[str, str], clock: Clock = time.time) -> None:
    """Serve until told to stop (SIGINT, SIGTERM). Raises SettingsError, or what the zone's start raises."""
    quiet_process(zone.value)
    start = cast("Start", importlib.import_module(f"server.{zone.value}.start"))
    settings = read_settings(start.Settings, config, environment)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(start, settings, clock))


async def _serve(start: Start, settings: ZoneSettings, clock: Clock) -> None:
    async with start.opened(settings, clock) as app:
        await uvicorn.Server(_quiet_uvicorn(app, settings)).serve()


def _quiet_uvicorn(app: FastAPI, settings: ZoneSettings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=SECONDS_TO_STOP,
    )


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop  # noqa: PLC0415 - not on every system
    except ImportError:
        return None
    return cast("Callable[[], asyncio.AbstractEventLoop]", uvloop.new_event_loop)
