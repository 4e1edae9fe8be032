"""Whether a zone's database is at the migration that this program was written for.

DatabaseError
├── NotMigrated
├── HalfRestored
└── NewerThanThisProgram

Rules of this file
* Code that meets tables of another time ends in faults, one request at a time. So a zone asks before it serves.
* Every login of a zone is asked: two of them could name two databases.
* A login that may not see the version, or finds none, has a database that was not migrated to the end: the rights are
  written last.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import asyncpg
from pydantic import SecretStr

from server.database import SECONDS_TO_CONNECT, DatabaseError

_MIGRATIONS = Path(__file__).parents[1] / "migrations"
_ASKED = "SELECT version_num FROM public.alembic_version"


class NotMigrated(DatabaseError):
    """The zone's database has not been migrated to what this program needs."""


class HalfRestored(DatabaseError):
    """A restore into this database broke off: what is in it is not whole, and what was ended since its backup may stand
    in it. Nothing starts with it. Drop this database and restore again."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class NewerThanThisProgram(DatabaseError):
    """The zone's database is newer than this program."""


def known_revisions(zone: str) -> tuple[str, ...]:
    """The migrations that this program has for a zone, oldest first; none for one without a database."""
    return tuple(sorted(file.name.partition("_")[0] for file in (_MIGRATIONS / zone / "versions").glob("*_*.py")))


def check_revision(zone: str, found: str | None) -> None:
    """Return only if a database at this migration is the one that the zone's code needs.

    found: as `read_revision` gives it. Raises NotMigrated or NewerThanThisProgram, with the command that mends it.
    """
    known = known_revisions(zone)
    if found is None or found in known[:-1]:
        raise NotMigrated(f"It is that of {zone}. Type: leeward database migrate {zone} --administrator FILE")
    if found not in known:
        raise NewerThanThisProgram(
            f"It is that of {zone}. Bring the program up to what migrated it, then type: make setup"
        )


async def check_databases(zone: str, urls: Iterable[SecretStr]) -> None:
    """Every login of a zone, all at once. Raises as `check_revision`, or an error of the driver."""
    for found in await asyncio.gather(*map(_ask, urls)):
        check_revision(zone, found)


async def read_revision(connection: asyncpg.Connection[Any]) -> str | None:
    """The migration that a database is at; None where this login finds none."""
    try:
        found: str | None = await connection.fetchval(_ASKED)
    except (asyncpg.UndefinedTableError, asyncpg.InsufficientPrivilegeError):
        return None
    return found


async def _ask(url: SecretStr) -> str | None:
    async with asyncio.timeout(2 * SECONDS_TO_CONNECT):
        connection = await asyncpg.connect(url.get_secret_value(), timeout=SECONDS_TO_CONNECT)
        try:
            return await read_revision(connection)
        finally:
            await connection.close()
