"""Heads of a log that can lie: any size and history, co-signed as a test says; every signature is real."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.cosignature import cosign
from protocol.directory import DeviceRole
from protocol.primitives import SignKey
from tests.worlds import Consortium


def note_of(
    consortium: Consortium, size: int, words: Mapping[str, int], root: str = "", key: SignKey | None = None
) -> bytes:
    """The note of a head. `words`: who co-signed it at which second; `root` tells another history."""
    origin = consortium.directory.contents.log_origin
    head = Checkpoint(origin, size, hashlib.sha256(f"{size}{root}".encode()).digest())
    lines = "".join(cosign(head, name, consortium.witnesses[name], at) for name, at in words.items())
    return sign_checkpoint(head, key or consortium.devices[DeviceRole.LEDGER]) + lines.encode()
