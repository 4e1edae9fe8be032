"""What a zone's database really allows, read from its catalogue and held against migrations/privileges.toml.

Rules of this file
* Both sides are sets of plain sentences: what only the catalogue says is too much, what only the table says is missing.
* The table says who may do what. That roles have no powers of their own, own nothing and preset nothing, that nothing
  is open to everybody, and that tables by compartment are partitioned and shut, is asked of every zone alike.
* Any login of the database may ask: a catalogue is open to all.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg

from server.privileges import Privileges

_QUESTION = Path(__file__).parents[1] / "migrations/catalogue.sql"


async def deviations(connection: asyncpg.Connection[Any], zone: str, privileges: Privileges) -> list[str]:
    """Where the database differs from the table, in sorted sentences; none where it is as it should be.

    zone: whose database this is. privileges: `read_privileges` of that zone.
    """
    rows = await connection.fetch(_QUESTION.read_text(), sorted(privileges.roles), f"{zone}_owner")
    found = {row[0] for row in rows}
    expected = set(_expected(zone, privileges))
    return sorted([f"too much: {one}" for one in found - expected] + [f"missing: {one}" for one in expected - found])


def _expected(zone: str, privileges: Privileges) -> Iterator[str]:
    for role in privileges.roles:
        yield f"role {role} may log in"
        yield f"schema public: {role} USAGE"
        yield f"database: {role} CONNECT"
    yield f"functions that {zone}_owner makes are closed to everybody"
    yield from _expected_on_tables(privileges)
    yield from _expected_rows(privileges)
    for name, callers in privileges.functions.items():
        yield f"function {name} runs as its owner"
        yield from (f"function {name}: {role}" for role in callers)
    for role, rights in privileges.server.items():
        for right in rights:
            yield f"role {role}: {right}" if right.startswith("member of ") else f"server function {right}: {role}"


def _expected_on_tables(privileges: Privileges) -> Iterator[str]:
    for table, roles in privileges.tables.items():
        for role, rights in roles.items():
            for right in rights:
                columns = [f" ({column})" for column in right.columns] or [""]
                yield from (f"table {table}: {role} {right.verb}{column}" for column in columns)


def _expected_rows(privileges: Privileges) -> Iterator[str]:
    for table in privileges.by_compartment:
        yield f"table {table} holds rows by compartment"
        for role in privileges.tables[table]:
            if (rows := privileges.sight(role)) is not None:
                yield f"rows of {table}: {role}, PERMISSIVE, ALL, see {rows}, write {rows}"
