"""PostgreSQL's own programs: pg_dump, and pg_restore, which turns a dump into text and is never near a database.

Rules of this file
* The password goes by the environment: what stands in a command line every user of the machine can read.
* What they say on stderr is not read: it can quote rows. How they end is.
* Each is of the server's own version, or of a newer one.
* pg_restore gets a dump, and nothing besides: no URL, no password, no key.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import IO

from pydantic import SecretStr
from sqlalchemy import make_url

from server.backup.age import read_pieces
from server.backup.errors import DumpFailed, RestoreFailed
from server.backup.output import output_of
from server.postgres_binaries import PLAIN_ENVIRONMENT, find_binaries


def dump(database: SecretStr, major: int) -> Iterator[bytes]:
    """The database in PostgreSQL's custom format. Raises DumpFailed, also when much has come already."""
    program = find_binaries(None, made_by=major).folder / "pg_dump"
    running = subprocess.Popen(  # noqa: S603 - a path we found, no shell
        [program, "--format=custom", "--encoding=UTF8", "--no-password"],
        env=_environment(database),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with output_of(running) as dumped:
        yield from read_pieces(dumped)
    if running.returncode != 0:
        raise DumpFailed


def contents_of(archive: IO[bytes], major: int) -> str:
    """What a dump says that it holds: a line an entry. Raises RestoreFailed."""
    with _pg_restore(archive, major, "--list") as told:
        return told.read().decode(errors="replace")


@contextmanager
def _pg_restore(archive: IO[bytes], major: int, *words: str) -> Iterator[IO[bytes]]:
    archive.flush()
    os.lseek(archive.fileno(), 0, os.SEEK_SET)
    running = subprocess.Popen(  # noqa: S603 - as above
        [find_binaries(None, made_by=major).folder / "pg_restore", *words],
        env=PLAIN_ENVIRONMENT,
        cwd="/",
        stdin=archive,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with output_of(running) as told:
        yield told
    if running.returncode != 0:
        raise RestoreFailed


def rows_in(archive: IO[bytes], major: int) -> AbstractContextManager[IO[bytes]]:
    """All its rows, as text that archives.py reads. Raises RestoreFailed when the block ends."""
    return _pg_restore(archive, major, "--data-only", "--file=-")


def _environment(database: SecretStr) -> dict[str, str]:
    url = make_url(database.get_secret_value())
    host = url.host or url.query.get("host") or ""
    told = {
        "PGHOST": host if isinstance(host, str) else host[0],
        "PGPORT": str(url.port or ""),
        "PGUSER": url.username or "",
        "PGPASSWORD": url.password or "",
        "PGDATABASE": url.database or "",
    }
    told |= {f"PG{name.upper()}": str(value) for name, value in url.query.items() if name.startswith("ssl")}
    return PLAIN_ENVIRONMENT | {name: value for name, value in told.items() if value}
