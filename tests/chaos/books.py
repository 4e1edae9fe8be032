"""Every row of the tables that matter, read as the databases' superuser, once nothing waits any more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import asyncpg

from protocol.desk_crossings import PartState
from tests.chaos.town import Town

SECONDS_UNTIL_QUIET = 60.0


class NotQuiet(Exception):
    """Work that waits does not go on by itself."""


@dataclass(frozen=True)
class Books:
    """Every row of the tables that matter, by zone and table."""

    rows: dict[str, dict[str, list[asyncpg.Record]]]

    def of(self, zone: str, table: str) -> list[asyncpg.Record]:
        return self.rows[zone][table]


TABLES = {
    "intake": ("parts", "posts"),
    "vault": ("parts", "shut_parts", "unjudged", "withdrawals", "early_claims", "openings", "opening_parts", "answers",
              "handed_parts", "clearances", "cleared_parts", "log_entries", "consents", "replies", "drafts"),
    "release": ("waiting", "releases", "log_entries", "cells"),
    "policy": ("bundles", "log_entries"),
    "ledger": ("pending", "leaves", "checkpoints"),
}  # fmt: skip


def read_books(town: Town) -> Books:
    return Books({zone: asyncio.run(_read(town.power.url(zone).get_secret_value(), TABLES[zone])) for zone in TABLES})


async def _read(url: str, tables: Iterable[str]) -> dict[str, list[Any]]:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            return {table: await connection.fetch(f"SELECT * FROM {table}") for table in tables}
    finally:
        await connection.close()


def when_quiet(town: Town) -> Books:
    """The books once nothing waits any more. Raises NotQuiet with what still waits."""
    end, waits = time.monotonic() + SECONDS_UNTIL_QUIET, ["nothing was read"]
    while time.monotonic() < end:
        town.look_after(0.3)
        town.thaw()  # on a busy machine one may come to the act at which it was to be struck after all was over
        try:
            books = read_books(town)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as why:
            waits = [f"PostgreSQL: {why!r}"]
            continue
        waits = list(_waiting(town, books))
        if not waits:
            return books
    raise NotQuiet("; ".join(waits))


def _waiting(town: Town, books: Books) -> Iterable[str]:
    for table in ("parts", "posts"):
        if rows := books.of("intake", table):
            yield f"{len(rows)} {table} at intake"
    if books.of("vault", "unjudged"):
        yield "pools at the vault that nobody has judged"
    if any(town.ground.path("gateway", "x").parent.glob("*.sealed")):
        yield "records in the gateway's journal"
    if rows := books.of("ledger", "pending"):
        yield f"{len(rows)} entries before the log"
    if any(row["inclusion"] is None for row in books.of("vault", "log_entries")):
        yield "entries of the vault without a proof"
    if any(row["state"] != "logged" for row in books.of("release", "log_entries")):
        yield "entries of release without a proof"
    if not all(row["sent"] for row in books.of("policy", "log_entries")):
        yield "entries of the policy zone that were not sent"
    if any(row["state"] == PartState.REQUESTED for row in books.of("vault", "opening_parts")):
        yield "requests whose logging was not noted"
