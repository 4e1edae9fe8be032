"""Serve one zone in this process, and nothing of another: `leeward serve vault --config vault.toml`.

Each zone has a `start.py` with its settings and `opened(settings, clock)`, which gives the FastAPI app with its
rounds running. Only the served zone's code is loaded.
"""

from __future__ import annotations

import asyncio
import importlib
import socket
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Protocol, cast

import uvicorn
from fastapi import FastAPI

from server.bounded_http import uvicorn_config
from server.database import plain_database_errors
from server.memory import collect_less_often, keep_what_was_freed
from server.pinned import Clock
from server.quiet_log import quiet_process
from server.revisions import check_databases
from server.settings import ZoneSettings, read_settings


class Zone(StrEnum):
    INTAKE = "intake"
    VAULT = "vault"
    REDACTION = "redaction"
    RELEASE = "release"
    POLICY = "policy"
    LEDGER = "ledger"


SEALED_ONLY = {Zone.INTAKE, Zone.VAULT}
"""Through which many sealed bytes go, and no report in the clear."""
IN_THE_CLEAR = {Zone.REDACTION}
"""Through which reports go on their way to a person."""


class Start(Protocol):
    """What every zone's start.py has."""

    Settings: type[ZoneSettings]

    def opened(self, settings: ZoneSettings, clock: Clock) -> AbstractAsyncContextManager[FastAPI]: ...


Up = Callable[[str], object]
"""What is told where a zone is up."""


class CannotServe(Exception):
    """This zone cannot be served."""

    def __str__(self) -> str:
        return self.args[0] if self.args else (type(self).__doc__ or "").strip()


def serve(
    zone: Zone,
    config: Path | None,
    environment: Mapping[str, str],
    clock: Clock = time.time,
    up: Up = lambda _url: None,
) -> None:
    """Serve until told to stop (SIGINT, SIGTERM). `up` gets the URL once, as soon as a connection is taken there.

    Raises SettingsError, ProtocolError, DatabaseError or OSError; CannotServe with the words of the zone's own errors.
    """
    quiet_process(zone.value)
    start = _start_of(zone)
    settings = read_settings(start.Settings, config, environment)
    with plain_database_errors(), _in_words_of(zone), asyncio.Runner(loop_factory=_loop_factory(zone)) as runner:
        runner.run(_serve(zone, start, settings, clock, up))


def settings_of(zone: Zone) -> type[ZoneSettings]:
    """What a zone can be told."""
    return _start_of(zone).Settings


def room_faults_of(zone: Zone) -> Callable[[], Awaitable[tuple[str, ...]]] | None:
    """What a zone that reads in rooms says of one that it begins; None for those that read nothing."""
    return getattr(_start_of(zone), "room_faults", None)


def cleans_documents_of(zone: Zone) -> Callable[[], Awaitable[bool]] | None:
    """Whether a zone that hands files on can clean text documents here; None for those that hand on none."""
    return getattr(_start_of(zone), "cleans_documents", None)


def _start_of(zone: Zone) -> Start:
    return cast("Start", importlib.import_module(f"server.{zone.value}.start"))


@contextmanager
def _in_words_of(zone: Zone) -> Iterator[None]:
    """Whoever starts a zone reads what its errors say; the command line cannot know the errors of every zone."""
    errors = vars(importlib.import_module(f"server.{zone.value}.errors")).values()
    own = tuple(one for one in errors if isinstance(one, type) and issubclass(one, Exception))
    try:
        yield
    except own as refused:
        raise CannotServe(" ".join((type(refused).__doc__ or "").split())) from None


class _Server(uvicorn.Server):
    """Says when it is up. uvicorn itself does not where it is given an address that is taken already."""

    def __init__(self, config: uvicorn.Config, up: Up) -> None:
        super().__init__(config)
        self._up = up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for address in (sockets or [])[:1]:
            self._up(url_at(*address.getsockname()[:2]))


def url_at(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def _serve(zone: Zone, start: Start, settings: ZoneSettings, clock: Clock, up: Up) -> None:
    # Taken first: of two processes that were started for one zone, only one begins its rounds.
    with _addresses_of(settings) as addresses:
        await check_databases(zone.value, settings.database_urls())
        async with start.opened(settings, clock) as app:
            collect_less_often()
            if zone in SEALED_ONLY:
                keep_what_was_freed()
            config = uvicorn_config(app, settings.host, settings.port, settings.connections)
            await _Server(config, up).serve(sockets=addresses)


@contextmanager
def _addresses_of(settings: ZoneSettings) -> Iterator[list[socket.socket]]:
    """The one that was set, and those that go with it as far as this machine has them."""
    with ExitStack() as stack:
        addresses = [stack.enter_context(_taken(settings.host, settings.port))]
        port = addresses[0].getsockname()[1]
        others = [host for host in settings.also_at() if _is_here(host)]
        yield [*addresses, *(stack.enter_context(_taken(host, port)) for host in others)]


def _taken(host: str, port: int) -> socket.socket:
    address = socket.socket(_family(host))
    address.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        address.bind((host, port))
    except OSError:
        address.close()
        raise CannotServe("Nobody can listen at this host and port: is another program there?") from None
    return address


def _is_here(host: str) -> bool:
    """Whether this machine has that address: many have no IPv6."""
    try:
        with socket.socket(_family(host)) as trying:
            trying.bind((host, 0))
    except OSError:
        return False
    return True


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _loop_factory(zone: Zone) -> Callable[[], asyncio.AbstractEventLoop] | None:
    if zone in IN_THE_CLEAR:
        return None  # uvloop keeps what it read last in a piece of memory of its own
    try:
        import uvloop  # noqa: PLC0415 - not on every system
    except ImportError:
        return None
    return cast("Callable[[], asyncio.AbstractEventLoop]", uvloop.new_event_loop)
