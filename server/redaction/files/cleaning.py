"""A text document through Debian's mat2, in a sandbox that keeps nothing: no network, no home, no disk.

Rules of this file
* A room can start no process, so this runs for the front: it hands bytes from the room to a pipe and back, keeps
  neither, and writes nothing. What came back is proved like everything else that leaves (office_proof.py).
* The sandbox sees /usr, read-only, and a tmpfs of its own. Its kernel is this one: what breaks out of a namespace is
  not held by this, and no filter of system calls is laid over it.
* Where mat2, bubblewrap or the namespaces are missing, nothing is cleaned. There is no weaker way.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from pathlib import Path

from server.redaction.files.decoding import MOST_BYTES
from server.redaction.files.errors import CleanerRefused, NoCleaner, TookTooLong, TooLarge, TooMuchInside, UnknownKind
from server.redaction.files.kinds import OFFICE, kind_of
from server.redaction.files.office_proof import ProvenDocument, prove_document, unpacked_size

SECONDS = 45.0
ROOM = 128 << 20
"""Bytes of the tmpfs: the document, what is in it, and its copy."""
MOST_UNPACKED = 32 << 20
_SANDBOX, _PYTHON, _CLEANER = Path("/usr/bin/bwrap"), Path("/usr/bin/python3"), Path("/usr/bin/mat2")
_REFUSED, _KILLED = 3, 128
_INSIDE = Path(__file__).with_name("cleaner_inside.py")


async def cleaned(raw: bytes, seconds: float = SECONDS) -> ProvenDocument:
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
    return prove_document(await _through(sandboxed(kind), raw, seconds), kind)


async def can_clean() -> bool:
    """Whether this machine has what it takes, and its kernel allows a sandbox: tried, not looked up."""
    with suppress(NoCleaner):
        await _through([*_walls(), str(_PYTHON), "-I", "-c", "import libmat2; print('here')"], b"", SECONDS)
        return True
    return False


def sandboxed(kind: str) -> list[str]:
    """The whole command. Nothing of the document is in it. Raises NoCleaner."""
    return [*_walls(), str(_PYTHON), "-I", "-c", _INSIDE.read_text(), kind]


def _walls() -> list[str]:
    if not (_SANDBOX.is_file() and _PYTHON.is_file() and _CLEANER.is_file()):
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
    ]


async def _through(command: list[str], raw: bytes, seconds: float) -> bytes:
    """What the command answers to `raw`. It is gone when this returns, whatever happens."""
    running = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(seconds):
            _, answer = await asyncio.gather(_say(running.stdin, raw), _hear(running.stdout))
            status = await running.wait()
    except TimeoutError:
        raise TookTooLong from None
    finally:
        await _end(running)
    if status == 0 and answer:
        return answer
    # Whatever a document made it do ends so, or by a signal; bubblewrap and a Python without mat2 end with 1.
    raise CleanerRefused if status == _REFUSED or status >= _KILLED else NoCleaner


async def _say(pipe: asyncio.StreamWriter | None, raw: bytes) -> None:
    if pipe is None:
        raise NoCleaner
    with suppress(BrokenPipeError, ConnectionResetError):
        pipe.write(raw)
        await pipe.drain()
    pipe.close()


async def _hear(pipe: asyncio.StreamReader | None) -> bytes:
    if pipe is None:
        raise NoCleaner
    heard = bytearray()
    while piece := await pipe.read(1 << 16):
        heard += piece
        if len(heard) > MOST_BYTES:
            raise CleanerRefused
    return bytes(heard)


async def _end(running: asyncio.subprocess.Process) -> None:
    if running.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, 9)
        await running.wait()
