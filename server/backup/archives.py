"""What a dump may hold, and reading rows out of it: of all that it says, rows alone are taken.

Rules of this file
* No statement of an archive is run, not one: whoever made it could have written any into it, also where its list of
  contents looks as it should. pg_restore turns it into text, without a database; here the text is read, and what
  stands between COPY and its end is rows. Tables, functions and rights come from this program's migrations.
* What no dump of a zone has ends it, though nothing of it would be run: such a dump is not one of ours.
* Pure: lines in, names and rows out, and never more than a piece of a row in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from server.backup.errors import RestoreFailed, StrangeDump

REVISION_TABLE = "alembic_version"

_KINDS = (
    "ACL", "FUNCTION", "TABLE", "VIEW", "TABLE ATTACH", "TABLE DATA", "CONSTRAINT", "FK CONSTRAINT",
    "INDEX", "INDEX ATTACH", "TRIGGER", "POLICY", "ROW SECURITY",
)  # fmt: skip
"""Of the entries that dumps of the vault, release, policy and the log have: what migrations and roles.sql make."""
_OTHERS = (
    "SCHEMA - public ", "ACL - SCHEMA public ", "DEFAULT ACL - DEFAULT PRIVILEGES FOR FUNCTIONS ",
    "ACL pg_catalog FUNCTION lo",
)  # fmt: skip
_NAME = r"[a-z0-9_][a-z0-9_.\-]{0,62}"
_ENTRY = re.compile(rf"\d+; \d+ \d+ (?:(?:{'|'.join(_KINDS)}) public |{'|'.join(_OTHERS)}).*")
_DATA = re.compile(rf"\d+; \d+ \d+ TABLE DATA public ({_NAME}) ([a-z]+_owner)")
_COPY = re.compile(rf'COPY public\.("?)({_NAME})\1 \(("?[a-z_]+"?(?:, "?[a-z_]+"?)*)\) FROM stdin;\n'.encode())
# Round the rows pg_restore writes comments, settings and a word against being fed to psql. None of it is run.
_AROUND = re.compile(
    rb"\n|--[^\n]*\n|SET (?!client_encoding)[a-z_]+ = (?:[a-z0-9]+|'[a-z0-9]*');\n"
    rb"|SET client_encoding = '(?:UTF8|SQL_ASCII)';\n"
    rb"|SELECT pg_catalog\.set_config\('search_path', '', false\);\n|\\(?:un)?restrict [A-Za-z0-9]+\n"
)
_END = b"\\.\n"
_PIECE = 64 * 1024
_COMPARTMENT = re.compile(r"parts_([a-z0-9][a-z0-9.-]{0,47})")


def tables_listed(contents: str, zone: str) -> tuple[str, ...]:
    """The tables whose rows an archive holds, from what `pg_restore --list` says of it. Raises StrangeDump."""
    lines = [line for line in contents.split("\n") if line and not line.startswith(";")]
    if not all(map(_ENTRY.fullmatch, lines)):
        raise StrangeDump
    found = [_DATA.fullmatch(line) for line in lines if " TABLE DATA " in line]
    tables = tuple(one[1] for one in found if one is not None and one[2] == f"{zone}_owner")
    if len(tables) != len(found) or len(set(tables)) != len(tables) or REVISION_TABLE not in tables:
        raise StrangeDump
    return tables


def compartments_among(tables: Sequence[str]) -> tuple[str, ...]:
    """Those that have a table of parts of their own."""
    return tuple(one[1] for table in tables if (one := _COMPARTMENT.fullmatch(table)))


def rows_of(script: IO[bytes], known: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, list[str], Iterator[bytes]]]:
    """Table, columns and rows, in the text that `pg_restore --data-only` writes; the rows must be taken, each time.

    `known`: columns by table. Raises StrangeDump, or RestoreFailed where it ends too early.
    """
    while line := script.readline(_PIECE):
        said = _COPY.fullmatch(line)
        if said is not None:
            table, columns = said[2].decode(), [one.strip('"') for one in said[3].decode().split(", ")]
            if table not in known or not known[table].issuperset(columns):
                raise StrangeDump
            yield table, columns, _until_the_end(script)
        elif not _AROUND.fullmatch(line):
            raise StrangeDump


def _until_the_end(script: IO[bytes]) -> Iterator[bytes]:
    begins = True
    while piece := script.readline(_PIECE):
        if begins and piece == _END:
            return
        yield piece
        begins = piece.endswith(b"\n")
    raise RestoreFailed
