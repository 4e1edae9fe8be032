"""PostgreSQL's own programs: pg_dump, whose output is read as it comes, and pg_restore, which is written to.

Rules of this file
* The password goes by the environment: what stands in a command line every user of the machine can read.
* What they say on stderr is not read: it can quote rows. How they end is.
* Each is of the server's own version, or of a newer one.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from pydantic import SecretStr
from sqlalchemy import make_url

from server.backup.age import read_pieces
from server.backup.errors import DumpFailed, RestoreFailed
from server.postgres_binaries import PLAIN_ENVIRONMENT, find_binaries

_RESTORE = ("--exit-on-error", "--single-transaction", "--no-privileges")
"""All or nothing; rights come from migrations/privileges.toml, and from nothing that a file says."""


def dump(database: SecretStr, major: int) -> Iterator[bytes]:
    """The database in PostgreSQL's custom format. Raises DumpFailed, also when much has come already."""
    program = find_binaries(None, made_by=major).folder / "pg_dump"
    with subprocess.Popen(  # noqa: S603 - a path we found, no shell
        [program, "--format=custom", "--no-password"],
        env=_environment(database),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as running:
        assert running.stdout is not None  # noqa: S101
        try:
            yield from read_pieces(running.stdout)
        except BaseException:
            running.kill()
            raise
    if running.returncode != 0:
        raise DumpFailed


@contextmanager
def restoring(database: SecretStr, major: int) -> Iterator[IO[bytes]]:
    """What is written is restored into the database when the block ends, or nothing of it. Raises RestoreFailed."""
    folder = find_binaries(None, made_by=major).folder
    name = make_url(database.get_secret_value()).database or ""
    try:
        with subprocess.Popen(  # noqa: S603 - as above
            [folder / "pg_restore", *_RESTORE, "--no-password", f"--dbname={name}"],
            env=_environment(database),
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as running:
            assert running.stdin is not None  # noqa: S101
            try:
                yield running.stdin
            except BaseException:
                running.kill()
                raise
    except BrokenPipeError:
        raise RestoreFailed from None
    if running.returncode != 0:
        raise RestoreFailed


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
