"""Databases that a test is done with, kept for the next one: making one and dropping it takes longer than most tests.

One is kept only if nobody can tell it from a new copy: no connection, no row, no page where a row lay, and a catalogue
that nobody has written in since it was copied. Any other is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import asyncpg
from pydantic import SecretStr

_CATALOGUES = (
    "pg_attrdef", "pg_attribute", "pg_class", "pg_collation", "pg_constraint", "pg_conversion",
    "pg_default_acl", "pg_description", "pg_event_trigger", "pg_extension", "pg_foreign_data_wrapper",
    "pg_foreign_server", "pg_index", "pg_inherits", "pg_init_privs", "pg_language", "pg_largeobject_metadata",
    "pg_namespace", "pg_operator", "pg_policy", "pg_proc", "pg_publication", "pg_rewrite", "pg_seclabel",
    "pg_sequence", "pg_statistic_ext", "pg_trigger", "pg_type", "pg_user_mapping",
    "alembic_version",
    "pg_database WHERE datname = current_database()",
    "pg_db_role_setting WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())",
)  # fmt: skip
"""Whatever a statement that is no row of ours can change in one database."""

# Whoever adds a row or changes one leaves the number of the transaction on it; whoever takes one away, one row less.
_WRITTEN = " UNION ALL ".join(f"SELECT count(*), max(xmin::text::bigint) FROM {one}" for one in _CATALOGUES)
_HELD = (
    "SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace "
    "AND relkind = 'r' AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0"
)
_END_OTHERS = (
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)

Written = tuple[tuple[int, int | None], ...]
"""By catalogue: how many rows it has, and which transaction wrote last."""


@dataclass
class Spares:
    """What lies ready, by zone; and what was in the catalogue of each database when it was copied."""

    ready: dict[str, list[str]] = field(default_factory=dict)
    copied: dict[str, Written] = field(default_factory=dict)

    def take(self, zone: str) -> str | None:
        ready = self.ready.get(zone)
        return ready.pop() if ready else None

    async def note(self, name: str, administrator: SecretStr) -> None:
        """Remember a database as it was copied. One that has rows from the start could not be emptied for another."""
        connection = await asyncpg.connect(administrator.get_secret_value())
        try:
            if not await _held(connection):
                self.copied[name] = await _written(connection)
        finally:
            await connection.close()

    async def give_back(self, zone: str, name: str, administrator: SecretStr) -> bool:
        """Empty a database and lay it ready; False if it is not what it was."""
        connection = await asyncpg.connect(administrator.get_secret_value())
        try:
            await connection.execute(_END_OTHERS)
            if await _written(connection) != self.copied.get(name) or not await _emptied(connection):
                return False
        finally:
            await connection.close()
        self.ready.setdefault(zone, []).append(name)
        return True


async def _written(connection: asyncpg.Connection[Any]) -> Written:
    try:
        return tuple((row[0], row[1]) for row in await connection.fetch(_WRITTEN))
    except asyncpg.UndefinedTableError:
        return ()  # a test may take even alembic_version away


async def _emptied(connection: asyncpg.Connection[Any]) -> bool:
    """Delete every row, and the pages on which they lay: the order in which rows lie is what some tests look at."""
    if held := await _held(connection):
        await connection.execute("SET session_replication_role = replica")  # a log that only grows lets nobody delete
        await connection.execute("; ".join(f"DELETE FROM {name}" for name in held))
        await connection.execute(f"VACUUM {', '.join(held)}")
    return not await _held(connection)


async def _held(connection: asyncpg.Connection[Any]) -> list[str]:
    """The tables that have a page."""
    return [row["name"] for row in await connection.fetch(_HELD)]
