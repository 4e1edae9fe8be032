"""Who may do what in the zones' databases: migrations/privileges.toml read, and written into a database.

Rules of this file
* The file is the whole truth: every grant and policy that is not in it is taken away, in the same transaction.
* It is written as the zone's owner, after the migrations: a role that is missing, or a table, is an error.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

COMPARTMENT = "leeward.compartment"
"""The setting that says which compartment a transaction has entered."""
INSIDE_ONE = f"(compartment = current_setting('{COMPARTMENT}'::text, true))"
"""Where nothing was entered this is NULL, which shows no row."""

_RIGHT = re.compile(r"(SELECT|INSERT|UPDATE|DELETE)(?: \(([a-z_]+(?:, [a-z_]+)*)\))?")

_GRANTED = text("""
    SELECT 'TABLE' AS kind, c.oid::regclass::text AS name, grantee
    FROM pg_class c, aclexplode(c.relacl) WHERE c.relowner = current_user::regrole AND grantee <> c.relowner
    UNION
    SELECT 'TABLE', c.oid::regclass::text, grantee
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl)
    WHERE c.relowner = current_user::regrole AND grantee <> c.relowner
    UNION
    SELECT 'ROUTINE', p.oid::regprocedure::text, grantee
    FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))
    WHERE p.proowner = current_user::regrole AND grantee <> p.proowner
""")
_POLICIES = text("""
    SELECT p.polname AS name, c.oid::regclass::text AS on_table
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relowner = current_user::regrole
""")


@dataclass(frozen=True, slots=True)
class Right:
    """One verb on one table for one role: on all columns, or on some."""

    verb: str
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.verb} ({', '.join(self.columns)})" if self.columns else self.verb


@dataclass(frozen=True, slots=True)
class Privileges:
    """All that one zone's runtime roles may do in its database.

    `server`: beyond it, as roles.sql grants it. `by_compartment`: the tables whose rows belong to a compartment each.
    """

    tables: Mapping[str, Mapping[str, tuple[Right, ...]]]
    functions: Mapping[str, tuple[str, ...]]
    server: Mapping[str, tuple[str, ...]]
    by_compartment: tuple[str, ...]
    one_compartment: frozenset[str]
    all_compartments: frozenset[str]

    @property
    def roles(self) -> frozenset[str]:
        """Every login of the zone that may do anything at all."""
        return frozenset(role for roles in self.tables.values() for role in roles)

    def sight(self, role: str) -> str | None:
        """Which rows of a table by compartment a role may see or write, as SQL; None for none at all."""
        if role in self.one_compartment:
            return INSIDE_ONE
        return "true" if role in self.all_compartments else None


def read_privileges(path: Path, zone: str) -> Privileges:
    """One zone's part of the file. Raises ValueError for a right that is not of the form `VERB (column, …)`."""
    said: dict[str, Any] = tomllib.loads(path.read_text())[zone]
    return Privileges(
        tables={
            table: {role: tuple(map(_right, rights)) for role, rights in roles.items()}
            for table, roles in said.get("tables", {}).items()
        },
        functions={name: tuple(roles) for name, roles in said.get("functions", {}).items()},
        server={role: tuple(rights) for role, rights in said.get("server", {}).items()},
        by_compartment=tuple(said.get("by_compartment", ())),
        one_compartment=frozenset(said.get("one_compartment", ())),
        all_compartments=frozenset(said.get("all_compartments", ())),
    )


def _right(said: str) -> Right:
    read = _RIGHT.fullmatch(said)
    if read is None:
        raise ValueError("not a right: VERB, or VERB (column, …)")
    return Right(read[1], tuple(read[2].split(", ")) if read[2] else ())


def write_privileges(connection: Connection, privileges: Privileges) -> None:
    """Make a zone's grants and policies what the file says, and nothing besides. The caller is the owner."""
    taken_away = [*_revokes(connection), *_dropped_policies(connection)]
    for statement in (*taken_away, *grants(privileges), *policies(privileges)):
        connection.execute(text(statement.replace(":", "\\:")))


def grants(privileges: Privileges) -> Iterator[str]:
    for table, roles in privileges.tables.items():
        for role, rights in roles.items():
            yield f"GRANT {', '.join(map(str, rights))} ON public.{table} TO {role}"
    for name, callers in privileges.functions.items():
        yield f"GRANT EXECUTE ON FUNCTION public.{name} TO {', '.join(callers)}"


def policies(privileges: Privileges) -> Iterator[str]:
    """One for each role on each table by compartment that it has a right on, of the role's name."""
    for table in privileges.by_compartment:
        for role in privileges.tables[table]:
            if (rows := privileges.sight(role)) is not None:
                yield f"CREATE POLICY {role} ON public.{table} TO {role} USING ({rows}) WITH CHECK ({rows})"


def _revokes(connection: Connection) -> list[str]:
    rows = connection.execute(_GRANTED).all()
    names = text("SELECT quote_ident(rolname) FROM pg_roles WHERE oid = :oid")
    return [
        f"REVOKE ALL ON {row.kind} {row.name} FROM {connection.scalar(names, {'oid': row.grantee}) or 'PUBLIC'}"
        for row in rows
    ]


def _dropped_policies(connection: Connection) -> list[str]:
    return [f'DROP POLICY "{row.name}" ON {row.on_table}' for row in connection.execute(_POLICIES)]
