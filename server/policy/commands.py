"""`leeward web log`, `leeward web record`: the page's manifest into the log, and the proof of it out again."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import httpx
import typer
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.ids import day_of
from protocol.page import PageManifest, PageRecord
from protocol.primitives import SignKey, system_random
from server.database import open_engine, plain_database_errors
from server.durable_file import write_durably
from server.peers import peer
from server.pinned import Pinned
from server.policy.pages import note_page, read_manifest, record_of
from server.policy.settings import Settings
from server.settings import read_settings

_T = TypeVar("_T")
_FOR_EVERYONE = 0o644
Manifest = Annotated[Path, typer.Argument(help="page.manifest, as leeward web install made it.", exists=True)]
Config = Annotated[Path, typer.Option(help="The policy zone's settings, a TOML file: policy.toml.", exists=True)]


def log(manifest: Manifest, config: Config) -> None:
    """Give the page's manifest to the log, on the policy zone's machine. The same manifest again changes nothing."""
    settings, page = read_settings(Settings, config, os.environ), _read(manifest)
    _run(settings, lambda database: note_page(database, page, day_of(time.time()), system_random))
    typer.echo("It is kept for the log. After the log's next tick: leeward web record")


def record(
    manifest: Manifest,
    config: Config,
    out: Annotated[Path, typer.Option(help="The record to write: page.record, into intake's folder of the page.")],
) -> None:
    """Write what shows everyone that the log has this manifest, on the policy zone's machine."""
    settings, page = read_settings(Settings, config, os.environ), _read(manifest)
    made = _run(settings, lambda database: _record(settings, database, page))
    write_durably(out, made.to_bytes(), _FOR_EVERYONE)
    typer.echo(f"The log has it. Put {out.name} beside the manifest in intake's folder, then start intake again.")


def _read(manifest: Path) -> PageManifest:
    with manifest.open("rb") as file:
        return read_manifest(file.read(PageManifest.BOUND + 1))


async def _record(settings: Settings, database: AsyncEngine, page: PageManifest) -> PageRecord:
    directory = Pinned(settings.pinned, time.time).directory
    async with _ledger(settings) as ledger:
        return await record_of(database, ledger, directory, page, time.time())


def _ledger(settings: Settings) -> httpx.AsyncClient:
    return peer(settings.ledger_url, SignKey(bytes.fromhex(settings.sign_key.get_secret_value())), time.time)


def _run(settings: Settings, work: Callable[[AsyncEngine], Awaitable[_T]]) -> _T:
    async def run() -> _T:
        engine = open_engine(settings.database_url, connections=1)
        try:
            return await work(engine)
        finally:
            await engine.dispose()

    with plain_database_errors():
        return asyncio.run(run())
