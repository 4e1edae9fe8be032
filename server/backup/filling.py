"""The rows of a dump into tables that this program's own migrations have just laid.

Rules of this file
* Rows go in by COPY statements of this program's, as a login that may add rows and nothing else.
* What runs while they go in (checks, indexes, triggers) comes from migrations.
* All or nothing: one transaction.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import IO, Any

import asyncpg
from pydantic import SecretStr

from server.backup.archives import REVISION_TABLE, compartments_among, rows_of
from server.backup.errors import RestoreFailed, StrangeDump
from server.database import SECONDS_TO_CONNECT
from server.zone_databases import filling_login

_COLUMNS = """
    SELECT c.relname AS table, array_agg(a.attname::text) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    GROUP BY c.relname
"""
# A dump has its tables by name, and a row may come before the one that it refers to.
_REFERENCES = """
    SELECT conrelid::regclass::text AS on_table, quote_ident(conname) AS name
    FROM pg_constraint WHERE contype = 'f' AND NOT condeferrable AND connamespace = 'public'::regnamespace
"""
_HAS_MANDATES = "SELECT to_regclass('public.mandates') IS NOT NULL"
_HAS_COMPARTMENTS = "SELECT to_regprocedure('public.add_compartment(text)') IS NOT NULL"


async def fill(zone: str, administrator: SecretStr, revision: str, tables: Sequence[str], script: IO[bytes]) -> None:
    """`administrator`: a superuser's URL, of the zone's database. Raises StrangeDump or RestoreFailed."""
    connection = await asyncpg.connect(administrator.get_secret_value(), timeout=SECONDS_TO_CONNECT)
    try:
        if await connection.fetchval(_HAS_COMPARTMENTS):
            for name in compartments_among(tables):
                await connection.execute("SELECT public.add_compartment($1)", name)
        known = {row["table"]: frozenset(row["columns"]) for row in await connection.fetch(_COLUMNS)}
        references = await connection.fetch(_REFERENCES)
        await _say(connection, references, "DEFERRABLE")
        async with filling_login(zone, administrator) as login:
            await _copy(login, rows_of(script, known), revision, set(tables))
        await _say(connection, references, "NOT DEFERRABLE")
    finally:
        await connection.close()


async def end_mandates(administrator: SecretStr) -> int:
    """How many there were that nobody had ended: of each it may have happened since the backup, and no paper says so.

    They stay as ended, so that none can be brought again. SPEC 15.7. `administrator`: as for `fill`.
    """
    connection = await asyncpg.connect(administrator.get_secret_value(), timeout=SECONDS_TO_CONNECT)
    try:
        if not await connection.fetchval(_HAS_MANDATES):
            return 0
        return len(await connection.fetch("UPDATE public.mandates SET ended = true WHERE NOT ended RETURNING true"))
    finally:
        await connection.close()


async def _say(connection: asyncpg.Connection[Any], references: Sequence[Any], when: str) -> None:
    for one in references:
        await connection.execute(f"ALTER TABLE {one['on_table']} ALTER CONSTRAINT {one['name']} {when}")


async def _copy(
    login: SecretStr, found: Iterator[tuple[str, list[str], Iterator[bytes]]], revision: str, left: set[str]
) -> None:
    connection = await asyncpg.connect(login.get_secret_value(), timeout=SECONDS_TO_CONNECT)
    try:
        async with connection.transaction():
            await connection.execute("SET CONSTRAINTS ALL DEFERRED")
            for table, columns, rows in found:
                if table not in left:
                    raise StrangeDump
                left.remove(table)
                if table == REVISION_TABLE:
                    _check_revision(rows, revision)
                else:
                    await connection.copy_to_table(table, source=_pieces(rows), columns=columns, schema_name="public")
            if left:
                raise StrangeDump
    except asyncpg.PostgresError:
        # Its words can quote a row.
        raise RestoreFailed from None
    finally:
        await connection.close()


def _check_revision(rows: Iterator[bytes], revision: str) -> None:
    """It is written when all is done; the dump must say the same as the head that was signed with it."""
    said = [next(rows, b""), next(rows, b"")]
    if said != [f"{revision}\n".encode(), b""]:
        raise StrangeDump


async def _pieces(rows: Iterator[bytes]) -> AsyncIterator[bytes]:
    for piece in rows:
        yield piece
