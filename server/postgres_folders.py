"""The folders of a PostgreSQL that we run: who may enter them, who holds them, and clearing away what was left.

A run folder (`leeward-pg-…`, in a short path) holds the socket, the log, and the data when nobody asked to keep
them. It lives as long as the process that made it.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr

from server.postgres_binaries import PLAIN_ENVIRONMENT, switched_to
from server.postgres_errors import FolderInUse, OutOfReach

_PREFIX = "leeward-pg-"
_LONGEST_SOCKET_PATH = 103  # macOS; Linux has 107
_BELOW_THE_TEMPORARY = len("/leeward-pg-12345678/socket/.s.PGSQL.5432")
_SECONDS_TO_TAKE_A_LOCK = 10
_SECONDS_UNTIL_STALE = 60
_NOBODYS_PID = str(2**31 - 1)  # more than any system gives out


def make_run_folder(user: str | None) -> Path:
    """A new run folder with a `socket` folder that only `user` and we may enter. Raises OutOfReach."""
    for parent in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 (mkdtemp makes the name)
        if len(os.fsencode(parent)) + _BELOW_THE_TEMPORARY <= _LONGEST_SOCKET_PATH and can_enter(parent, user):
            _clear_stale(parent)
            run = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
            run.chmod(0o711)
            make_folder(run / "socket", 0o700, user)
            return run
    raise OutOfReach


def make_folder(folder: Path, mode: int, user: str | None) -> None:
    """Make a folder, if it is not there, with exactly this mode, owned by `user` (None: by us)."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(mode)
    give(folder, user)


def give(path: Path, user: str | None) -> None:
    """Make `user` the owner of a file or folder; None leaves it ours."""
    if user is not None:
        account = pwd.getpwnam(user)
        os.chown(path, account.pw_uid, account.pw_gid)


def can_enter(folder: Path, user: str | None) -> bool:
    """Whether `user` gets through every folder on the way to this one: asked of the system, not worked out."""
    answer = subprocess.run(  # noqa: S603 (no shell reads the path)
        ["/bin/sh", "-c", 'cd "$1"', "sh", folder],
        **switched_to(user),
        capture_output=True,
        check=False,
        cwd="/",
        env=PLAIN_ENVIRONMENT,
    )
    return answer.returncode == 0


@contextmanager
def lock(folder: Path) -> Iterator[int]:
    """Hold a folder: the open file goes to every process that lives in it, and the last to close it lets go.

    Waits ten seconds for a PostgreSQL that is still stopping. Raises FolderInUse.
    """
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + _SECONDS_TO_TAKE_A_LOCK
        while not _try_to_lock(descriptor):
            if time.monotonic() > deadline:
                raise FolderInUse
            time.sleep(0.05)
        yield descriptor
    finally:
        os.close(descriptor)


def disown_stranger(data: Path) -> None:
    """Let PostgreSQL start where `postmaster.pid` names a process that is not its own; for whoever holds the lock.

    After a power cut or in a container another process may bear that number, or a dead one nobody has reaped, and
    PostgreSQL would wait for it for ever. Only the number is changed, so its own check for shared memory stays.
    Linux tells us whose the number is: a postmaster's working folder is its data. Elsewhere nothing is done.
    """
    pid_file = data / "postmaster.pid"
    if sys.platform != "linux" or not pid_file.exists():
        return
    pid, *rest = pid_file.read_text().split("\n")
    if pid.isdigit() and not _lives_in(data, pid):
        pid_file.write_text("\n".join([_NOBODYS_PID, *rest]))


def _lives_in(data: Path, pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
    except OSError:
        return False


def write_secret(path: Path, secret: SecretStr, user: str | None) -> None:
    """Write a secret where only `user` (None: only we) can read it, through to the disk."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret.get_secret_value())
        file.flush()
        os.fsync(file.fileno())
    give(path, user)


def _clear_stale(parent: Path) -> None:
    for folder in parent.glob(f"{_PREFIX}*"):
        if _is_ours(folder) and _is_stale(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return not folder.is_symlink() and folder.is_dir() and folder.stat().st_uid == os.geteuid()


def _is_stale(folder: Path) -> bool:
    # A folder made this minute may not have been locked yet.
    try:
        if time.time() - folder.stat().st_mtime < _SECONDS_UNTIL_STALE:
            return False
        descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError:
        return False
    try:
        return _try_to_lock(descriptor)
    finally:
        os.close(descriptor)


def _try_to_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
