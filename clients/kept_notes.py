"""Notes of the log kept as proof: whoever holds two that cannot both be of one log shows them to everyone. SPEC 14.5.

A kept file is one note or more, with an empty line between two; each is as the log signed it. `leeward ledger compare`
reads it, and needs nothing else to say what the two prove.
"""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

from clients.durable_file import write_durably
from protocol.checkpoint import MAX_NOTE
from protocol.errors import CheckpointRefused

MOST_KEPT = 8 * MAX_NOTE
MOST_FILES = 16
"""More of them in one folder prove no more, and whoever shows contradictions could fill the disk with them."""
NAME = "log-conflict-"


def keep_notes(folder: Path, *notes: bytes) -> Path:
    """Keep these notes in a file of their own, named for what is in it; the same again is the same file.

    Raises OSError, also where the folder has as many as it may.
    """
    together = b"\n".join(notes)
    # The whole hash: under a part of it somebody could make others' proof take the place of this one.
    file = folder / f"{NAME}{hashlib.sha256(together).hexdigest()}.txt"
    if not file.exists() and len(kept_files(folder)) >= MOST_FILES:
        raise OSError(errno.EDQUOT, "There are many kept notes already")
    write_durably(file, together)
    return file


def kept_files(folder: Path) -> list[Path]:
    """What was kept in a folder and is still there, in the order of the names."""
    return sorted(folder.glob(f"{NAME}*.txt"))


def notes_in(raw: bytes) -> list[bytes]:
    """The notes of a kept file, or the one of any other; no signature is checked. Raises CheckpointRefused.

    What was copied from a page or a letter may end in fewer line ends or in more, or have those of another system.
    """
    pieces = raw.replace(b"\r\n", b"\n").strip(b"\n").split(b"\n\n")
    if len(pieces) % 2:
        raise CheckpointRefused
    return [text + b"\n\n" + lines + b"\n" for text, lines in zip(pieces[::2], pieces[1::2], strict=True)]
