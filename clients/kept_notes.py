"""Notes of the log kept as proof: whoever holds two that cannot both be of one log shows them to everyone. SPEC 14.5.

A kept file is one note or more, with an empty line between two; each is as the log signed it. `leeward ledger compare`
reads it, and needs nothing else to say what the two prove.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from clients.durable_file import write_durably
from protocol.checkpoint import MAX_NOTE
from protocol.errors import CheckpointRefused

MOST_KEPT = 8 * MAX_NOTE
NAME = "log-conflict-"


def keep_notes(folder: Path, *notes: bytes) -> Path:
    """Keep these notes in a file of their own, named for what is in it; the same again is the same file."""
    together = b"\n".join(notes)
    file = folder / f"{NAME}{hashlib.sha256(together).hexdigest()[:8]}.txt"
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
