"""A text document through Debian's mat2, in a sandbox that keeps nothing: no network, no home, no disk.

Rules of this file
* A room can start no process, so this runs for the front, in a thread of its own: it hands bytes from the room to files
  that are in memory alone, and back, and keeps neither. What came back is proved like all else (office_proof.py).
* The sandbox sees /usr, read-only, and a tmpfs of its own. Its kernel is this one: what breaks out of a namespace is
  not held by this, and no filter of system calls is laid over it.
* Where mat2, bubblewrap or the namespaces are missing, nothing is cleaned. There is no weaker way.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from server.redaction.files.decoding import MOST_BYTES
from server.redaction.files.errors import (
    CleanerRefused,
    FileError,
    NoCleaner,
    TookTooLong,
    TooLarge,
    TooMuchInside,
    UnknownKind,
)
from server.redaction.files.kinds import OFFICE, kind_of
from server.redaction.files.office_proof import MOST_UNPACKED, ProvenDocument, prove_document, unpacked_size

SECONDS = 45.0
ROOM = 128 << 20
"""Bytes of the tmpfs: the document, what is in it, and its copy."""
_SANDBOX, _PYTHON, _CLEANER = Path("/usr/bin/bwrap"), Path("/usr/bin/python3"), Path("/usr/bin/mat2")
_BOUNDED = ("/usr/bin/prlimit", f"--fsize={MOST_UNPACKED}", "--core=0", "--")
"""Also what answers without end stops there."""
_REFUSED, _KILLED = 3, 128
_INSIDE = Path(__file__).with_name("cleaner_inside.py")


def cleaned(raw: bytes, seconds: float = SECONDS) -> ProvenDocument:
    """A docx or odt without what its programs wrote beside the text. Its text stays: a person has read all of it.

    Raises FileError: NoCleaner, CleanerRefused, TookTooLong, TooLarge, TooMuchInside, NotProven; or why it is not
    taken.
    """
    if len(raw) > MOST_BYTES:
        raise TooLarge
    kind = kind_of(raw)
    if kind not in OFFICE:
        raise UnknownKind
    if unpacked_size(raw) > MOST_UNPACKED:
        raise TooMuchInside
    return prove_document(_through(sandboxed(kind), raw, seconds), kind)


def can_clean() -> bool:
    """Whether this machine has what it takes, and its kernel allows a sandbox: tried, not looked up."""
    with suppress(FileError):
        _through([*_walls(), str(_PYTHON), "-I", "-c", "import libmat2; print('here')"], b"", SECONDS)
        return True
    return False


def sandboxed(kind: str) -> list[str]:
    """The whole command. Nothing of the document is in it. Raises NoCleaner."""
    return [*_walls(), str(_PYTHON), "-I", "-c", _INSIDE.read_text(), kind]


def _walls() -> list[str]:
    if not (Path(_BOUNDED[0]).is_file() and _SANDBOX.is_file() and _PYTHON.is_file() and _CLEANER.is_file()):
        raise NoCleaner
    merged = [f"--symlink=usr/{one}=/{one}" for one in ("bin", "lib", "lib64") if Path("/", one).is_symlink()]
    return [
        str(_SANDBOX),
        *("--unshare-user", "--unshare-all", "--disable-userns", "--die-with-parent", "--new-session"),
        *("--clearenv", "--setenv", "PATH", "/usr/bin", "--setenv", "LANG", "C.UTF-8"),
        *("--cap-drop", "ALL", "--hostname", "desk", "--uid", "65534", "--gid", "65534"),
        *("--ro-bind", "/usr", "/usr"),
        *(word for one in merged for word in one.split("=")),
        *("--proc", "/proc", "--dev", "/dev", "--size", str(ROOM), "--tmpfs", "/tmp", "--chdir", "/tmp"),  # noqa: S108
        *("--remount-ro", "/dev", "--remount-ro", "/"),
    ]


def _through(command: Sequence[str], raw: bytes, seconds: float) -> bytes:
    """What the command answers to `raw`. It is gone when this returns, whatever happens."""
    with _in_memory(raw) as question, _in_memory(b"") as answer:
        status = _status([*_BOUNDED, *command], question, answer, seconds)
        said = os.pread(answer, MOST_BYTES + 1, 0)
    if status == 0 and 0 < len(said) <= MOST_BYTES:
        return said
    # Whatever a document made it do ends so, or by a signal; bubblewrap and a Python without mat2 end with 1.
    raise CleanerRefused if status in {0, _REFUSED} or status < 0 or status >= _KILLED else NoCleaner


@contextmanager
def _in_memory(raw: bytes) -> Iterator[int]:
    """A file that has no name and is on no disk."""
    file = os.memfd_create("leeward")
    try:
        with open(file, "wb", closefd=False) as writing:
            writing.write(raw)
        os.lseek(file, 0, os.SEEK_SET)
        yield file
    finally:
        os.close(file)


def _status(command: Sequence[str], question: int, answer: int, seconds: float) -> int:
    running = subprocess.Popen(  # noqa: S603 - nothing of a document is in it
        command, stdin=question, stdout=answer, stderr=subprocess.DEVNULL, env={}, start_new_session=True
    )
    try:
        return running.wait(seconds)
    except subprocess.TimeoutExpired:
        raise TookTooLong from None
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
