"""What a dump may hold, and what is read from it: rows, and nothing else."""

from __future__ import annotations

import io

import pytest

from server.backup.archives import compartments_among, rows_of, tables_listed
from server.backup.errors import RestoreFailed, StrangeDump

CONTENTS = """;
; Archive created at 2026-11-22 23:26:22 UTC
;
5; 2615 2200 SCHEMA - public vault_owner
3998; 0 0 ACL - SCHEMA public vault_owner
3999; 0 0 ACL pg_catalog FUNCTION lo_close(integer) postgres
293; 1255 16594 FUNCTION public add_compartment(text) vault_owner
214; 1259 16448 TABLE public alembic_version vault_owner
255; 1259 17219 TABLE public parts_xa-testimony vault_owner
256; 0 0 TABLE ATTACH public parts_xa-testimony vault_owner
3409; 0 17058 TABLE DATA public alembic_version vault_owner
3410; 0 17059 TABLE DATA public parts_xa-testimony vault_owner
2119; 826 16856 DEFAULT ACL - DEFAULT PRIVILEGES FOR FUNCTIONS vault_owner
"""
BEGINNING = b"""--
-- PostgreSQL database dump
--

\\restrict tBpMAwrFBTVcny

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

"""
CARDS = b'COPY public."cards" (id, "index") FROM stdin;\n'
KNOWN = {"cards": frozenset(("id", "index", "name"))}


def read(script: bytes) -> list[tuple[str, list[str], bytes]]:
    return [(table, columns, b"".join(rows)) for table, columns, rows in rows_of(io.BytesIO(script), KNOWN)]


def test_the_tables_with_rows_and_their_compartments_are_read() -> None:
    tables = tables_listed(CONTENTS, "vault")
    assert tables == ("alembic_version", "parts_xa-testimony")
    assert compartments_among((*tables, "parts", "parts_", "cards_x")) == ("xa-testimony",)


@pytest.mark.parametrize(
    "entry",
    [
        "EVENT TRIGGER - strange vault_owner",
        "EXTENSION - strange ",
        "COMMENT - EXTENSION strange ",
        "SCHEMA - strange vault_owner",
        "TABLE strange cards vault_owner",
        "TABLE DATA strange cards vault_owner",
        "TABLE DATA public Strange vault_owner",
        "TABLE DATA public cards postgres",
        "TABLE DATA public alembic_version vault_owner",
        "FUNCTION pg_catalog strange() vault_owner",
        "SEQUENCE public strange vault_owner",
        "SEQUENCE SET public strange vault_owner",
        "CHECK CONSTRAINT public cards strange vault_owner",
        "RULE public cards strange vault_owner",
        "BLOB - 1 vault_owner",
        "BLOBS - BLOBS ",
        "MATERIALIZED VIEW DATA public strange vault_owner",
        "PROCEDURAL LANGUAGE - strange vault_owner",
        "DATABASE - vault postgres",
        "DATABASE PROPERTIES - vault postgres",
    ],
)
def test_what_no_dump_of_a_zone_lists_is_refused(entry: str) -> None:
    with pytest.raises(StrangeDump):
        tables_listed(f"{CONTENTS}4000; 0 0 {entry}\n", "vault")


def test_another_zones_tables_and_a_dump_that_does_not_say_its_migration_are_refused() -> None:
    for contents, zone in (
        (CONTENTS, "policy"),
        ("", "vault"),
        (CONTENTS.replace("TABLE DATA public al", "ACL"), "vault"),
    ):
        with pytest.raises(StrangeDump):
            tables_listed(contents, zone)


def test_rows_are_given_as_they_stand_there() -> None:
    row = b"\\\\x00\t" + b"r" * 200_000 + b"\n"
    ending = b"\\\\.\n \\.\n"
    script = BEGINNING + CARDS + row + ending + b"\\.\n\n\n" + CARDS + b"\\.\n\n--\n-- done\n--\n"
    assert read(script) == [("cards", ["id", "index"], row + ending), ("cards", ["id", "index"], b"")]


@pytest.mark.parametrize(
    "statement",
    [
        b"CREATE ROLE taken_root SUPERUSER;\n",
        b"COPY public.cards FROM PROGRAM 'false';\n",
        b"COPY public.cards (id) FROM PROGRAM 'false';\n",
        b"COPY public.cards (id) FROM stdin; DROP TABLE cards;\n",
        b"COPY public.cards (id) FROM stdin WITH (FORMAT csv);\n",
        b"COPY public.cards (another) FROM stdin;\n",
        b"COPY public.others (id) FROM stdin;\n",
        b"COPY pg_catalog.pg_authid (rolname) FROM stdin;\n",
        b"INSERT INTO public.cards VALUES (1);\n",
        b"SET client_encoding = 'LATIN1';\n",
        b"SET role = postgres; DROP TABLE cards;\n",
        b"SELECT pg_catalog.lo_import('/etc/passwd');\n",
        b"\\! false\n",
        b"x" * 200_000,
    ],
)
def test_what_is_no_row_and_does_not_stand_round_rows_is_refused(statement: bytes) -> None:
    for script in (BEGINNING + statement, BEGINNING + CARDS + b"1\t2\n\\.\n" + statement + b"\\.\n"):
        with pytest.raises(StrangeDump):
            read(script)


def test_rows_without_an_end_are_none() -> None:
    for script in (CARDS, CARDS + b"1\t2\n", CARDS + b"1\t2\n\\."):
        with pytest.raises(RestoreFailed):
            read(script)
