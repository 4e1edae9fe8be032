"""The process in which a backup's key is: it opens one file, hands on what is inside, and ends.

    python -m server.backup.opening KEY [FILE WITH ITS PASSPHRASE] < sealed > what is inside

Rules of this file
* The key is read here and nowhere else. When this has ended no process has it, and only then is anything done with
  what was inside (restoring.py).
* In the command line are names of files; a passphrase is typed at the terminal, or read from its file.
* It says nothing: how it ends tells why.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import IO

from clients.key_file import NotAPassphrase, NotPrivate, typed_passphrase
from clients.typed_secret import NoTerminal
from server.backup.age import read_identity, read_pieces, unseal
from server.backup.errors import Damaged, DoesNotFit, NotAnIdentity, NotSealed, OpeningBrokeOff, WrongPassphrase
from server.backup.output import output_of

_WHY: dict[int, type[Exception]] = {
    11: NotSealed, 12: DoesNotFit, 13: Damaged, 14: NotAnIdentity, 15: WrongPassphrase,
    16: NotAPassphrase, 17: NotPrivate, 18: NoTerminal,
}  # fmt: skip
"""By how the process ends."""
_PROGRAM = Path(__file__).parents[2]


def opened(sealed: IO[bytes], key: Path, passphrase: Path | None) -> Generator[bytes]:
    """What is inside, piece by piece. When the last one was given, the process that had the key is gone.

    Raises NotSealed, DoesNotFit, Damaged, NotAnIdentity, WrongPassphrase or OpeningBrokeOff, and what
    `typed_passphrase` does.
    """
    sealed.seek(0)
    files = [str(file.absolute()) for file in (key, passphrase) if file is not None]
    running = subprocess.Popen(  # noqa: S603 - our own module and our own interpreter
        [sys.executable, "-m", __spec__.name, *files],
        cwd=_PROGRAM,
        stdin=sealed.fileno(),
        stdout=subprocess.PIPE,
    )
    with output_of(running) as opened:
        yield from read_pieces(opened)
    if running.returncode != 0:
        raise _WHY.get(running.returncode, OpeningBrokeOff)


def main(key: str, passphrase: str | None = None) -> int:
    """How it ends."""
    try:
        identity = read_identity(Path(key), lambda: typed_passphrase(Path(passphrase) if passphrase else None))
        with os.fdopen(0, "rb") as sealed, os.fdopen(1, "wb") as out:
            unseal(sealed, out, identity)
    except tuple(_WHY.values()) as refused:
        return {why: code for code, why in _WHY.items()}[type(refused)]
    except Exception:  # noqa: BLE001 - a traceback would show lines of this process, and the parent has a sentence
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
