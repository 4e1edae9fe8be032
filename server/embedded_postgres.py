"""A real PostgreSQL, started and stopped with Leeward.

Rules of this file
* It listens on a Unix socket in a folder that only its user and we may enter, and asks every role for a password
  (SCRAM). It never runs as root. It writes nothing of what it is told into its log.
* What is temporary goes when we go, however we go (`postgres_keeper.py`). What is kept survives being cut off.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self
from urllib.parse import quote

from pydantic import SecretStr

from server import postgres_keeper
from server.durable_file import sync
from server.postgres_binaries import (
    PLAIN_ENVIRONMENT,
    Binaries,
    bring_within_reach,
    find_binaries,
    switched_to,
)
from server.postgres_errors import OutOfReach, PasswordIsMissing, PostgresDidNotStart
from server.postgres_folders import (
    can_enter,
    disown_stranger,
    give,
    lock,
    make_folder,
    make_run_folder,
    write_secret,
)

ADMINISTRATOR = "postgres"

_SECONDS_TO_START = 300  # recovering a gigabyte of WAL on a slow disk takes minutes

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    # An acknowledged report is on disk.
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    # The write-ahead log holds the moment of each commit: no copy of it is sent or archived, and a segment that
    # is no longer needed is deleted, not renamed and kept.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "archive_mode": "off",
    "wal_recycle": "off",
    "wal_init_zero": "off",  # filling a segment with zeros pays only when it is used again
    # What is written goes to the disk while more comes, not only at its end: nobody waits for a whole segment.
    "wal_buffers": "16MB",
    "wal_writer_delay": "10ms",
    # No statement, no value, no time goes into the log: an error's text can quote what was being stored.
    "logging_collector": "off",
    "log_line_prefix": "",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
}


@dataclass(frozen=True, slots=True)
class EmbeddedPostgres:
    """A running PostgreSQL of our own: `with EmbeddedPostgres.start() as postgres: …`."""

    socket: Path
    major: int
    pid: int
    _password: SecretStr

    @classmethod
    @contextmanager
    def start(cls, directory: Path | None = None, binaries: Path | None = None) -> Iterator[Self]:
        """Run PostgreSQL until the block ends.

        directory: where the data is kept; None for data that goes when the block ends or this process dies.
        binaries: the `bin` folder to use; None to choose (`postgres_binaries.py`).
        Raises PostgresError. Do not fork (without exec) inside the block: a fork keeps PostgreSQL alive.
        """
        user = "nobody" if os.geteuid() == 0 else None
        run = make_run_folder(user)
        try:
            with ExitStack() as locks:  # let go of here, once the keeper and PostgreSQL hold them too
                home = directory.resolve() if directory else run
                cluster = _prepare(home, run, binaries.resolve() if binaries else None, user, locks)
                keeper = _start_keeper(cluster, run, user)
        except BaseException:
            shutil.rmtree(run, ignore_errors=True)
            raise
        try:
            pid = _wait_until_ready(keeper, cluster.data, run / "log")
            yield cls(run / "socket", cluster.binaries.major, pid, cluster.password)
        finally:
            keeper.communicate()
            if keeper.returncode:
                postgres_keeper.remove(run)

    def url(self, database: str = "postgres") -> SecretStr:
        """The administrator's URL for a database of this cluster; other roles come from `prepare_databases`."""
        password = quote(self._password.get_secret_value(), safe="")
        return SecretStr(f"postgresql://{ADMINISTRATOR}:{password}@/{quote(database)}?host={quote(str(self.socket))}")


@contextmanager
def given_or_embedded(given: SecretStr | None, directory: Path | None = None) -> Iterator[SecretStr]:
    """An administrator's URL until the block ends: the one that was given, else that of a PostgreSQL of our own."""
    if given is not None:
        yield given
        return
    with EmbeddedPostgres.start(directory) as postgres:
        yield postgres.url()


@dataclass(frozen=True, slots=True)
class _Cluster:
    data: Path
    binaries: Binaries
    password: SecretStr
    locks: tuple[int, ...]


def _prepare(home: Path, run: Path, folder: Path | None, user: str | None, locks: ExitStack) -> _Cluster:
    held = [locks.enter_context(lock(run))]
    if home != run:
        make_folder(home, 0o711, None)
        held.append(locks.enter_context(lock(home)))
    if not can_enter(home, user):
        raise OutOfReach
    found = find_binaries(user, folder=folder, made_by=_made_by(home / "data"))
    binaries = bring_within_reach(found, user, run)
    password = _kept_password(home) if (home / "data").exists() else _make_data(home, run, binaries, user)
    disown_stranger(home / "data")
    if home == run:
        (home / "password").unlink()
    return _Cluster(home / "data", binaries, password, tuple(held))


def _made_by(data: Path) -> int | None:
    version = data / "PG_VERSION"
    return int(version.read_text()) if version.exists() else None


def _kept_password(home: Path) -> SecretStr:
    try:
        return SecretStr((home / "password").read_text())
    except FileNotFoundError:
        raise PasswordIsMissing from None


def _make_data(home: Path, run: Path, binaries: Binaries, user: str | None) -> SecretStr:
    # Made under another name and renamed when whole, so that being cut off half way leaves nothing to mistake.
    password, unfinished = SecretStr(secrets.token_urlsafe(32)), home / "data.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    make_folder(unfinished, 0o700, user)
    write_secret(home / "password", password, user)
    # Temporary data need not outlive a power cut, and putting a thousand new files on disk is half the start.
    speed = ["--no-sync"] if home == run else []
    _initdb(binaries, ["-D", unfinished, f"--pwfile={home / 'password'}", *speed], user)
    give(home / "password", _ourselves(user))
    unfinished.rename(home / "data")
    sync(home)
    return password


def _ourselves(user: str | None) -> str | None:
    return None if user is None else "root"


def _initdb(binaries: Binaries, options: list[str | Path], user: str | None) -> None:
    always = ["-U", ADMINISTRATOR, "-A", "scram-sha-256", "--encoding=UTF8", "--locale=C"]
    made = subprocess.run(  # noqa: S603 (binaries we found, no shell)
        [binaries.folder / "initdb", *always, "--data-checksums", "--no-instructions", *options],
        **switched_to(user),
        capture_output=True,
        check=False,
        cwd="/",
        env=PLAIN_ENVIRONMENT,
    )
    if made.returncode:
        raise PostgresDidNotStart(made.stderr.decode(errors="replace").strip())


def _start_keeper(cluster: _Cluster, run: Path, user: str | None) -> subprocess.Popen[bytes]:
    settings = _SETTINGS | {"unix_socket_directories": str(run / "socket")}
    command = [str(cluster.binaries.folder / "postgres"), "-D", str(cluster.data), "-p", "5432"]
    order = {
        "command": [*command, *(f"--{name}={value}" for name, value in settings.items())],
        "switch": switched_to(user),
        "locks": cluster.locks,
        "log": str(run / "log"),
        "remove": str(run),
    }
    return subprocess.Popen(  # noqa: S603 (our own file and our own interpreter)
        [sys.executable, "-I", "-S", postgres_keeper.__file__, json.dumps(order)],
        bufsize=0,
        cwd="/",
        env=PLAIN_ENVIRONMENT,
        pass_fds=cluster.locks,
        start_new_session=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _wait_until_ready(keeper: subprocess.Popen[bytes], data: Path, log: Path) -> int:
    answers = keeper.stdout
    if answers is None:
        raise PostgresDidNotStart
    pid = answers.readline().strip().decode()
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and not _ended(answers):
        if pid and _says_ready(data / "postmaster.pid", pid):
            return int(pid)
    raise PostgresDidNotStart(_last_line(log))


def _ended(answers: IO[bytes]) -> bool:
    return bool(select.select([answers], [], [], 0.02)[0])


def _says_ready(pid_file: Path, pid: str) -> bool:
    # A file that an unclean stop left says "ready" too, but of another process.
    try:
        lines = pid_file.read_text().split("\n")
    except FileNotFoundError:
        return False
    return lines[0] == pid and len(lines) > 7 and lines[7].strip() == "ready"


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    return f"Its last words: {lines[-1]}" if lines else ""
