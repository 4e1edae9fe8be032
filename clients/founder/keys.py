"""Keys of machines: zones, desks, gateways. Two files of 32 secret bytes in hexadecimal, readable by their owner alone.

People's keys (custodians, roots, administrators) are in clients/key_file.py, behind a passphrase. A machine has
nobody to type one at three in the morning; its disk is encrypted, and its key opens nothing without a quorum.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from clients.founder.errors import AlreadyThere, NotUsable
from protocol.directory import Desk, Device, DeviceRole
from protocol.errors import BadKey
from protocol.primitives import Randomness, SealKey, SignKey, system_random


def new_machine_keys(folder: Path, random: Randomness = system_random) -> tuple[SealKey, SignKey]:
    """Make `seal.key` and `sign.key` in a folder. Raises AlreadyThere, never overwrites."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    seal, sign = SealKey.new(random), SignKey.new(random)
    _write_secret(folder / "seal.key", seal.seed())
    _write_secret(folder / "sign.key", sign.seed())
    return seal, sign


def device(folder: Path, name: str, role: DeviceRole) -> Device:
    """The public half of a zone or gateway, for the directory."""
    return Device(device=name, role=role, sign_key=SignKey(read_seed(folder / "sign.key")).public)


def desk(folder: Path, name: str, holder: str) -> Desk:
    """The public half of a desk, for every compartment it belongs to."""
    seal, sign = SealKey(read_seed(folder / "seal.key")), SignKey(read_seed(folder / "sign.key"))
    return Desk(desk=name, holder=holder, seal_key=seal.public, sign_key=sign.public)


def read_seed(file: Path) -> bytes:
    """32 bytes. Raises NotUsable where others may read the file or it is not such a key."""
    try:
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise NotUsable(f"{file.name} can be read by others. Type: chmod 600 {file.name}")
        seed = bytes.fromhex(file.read_text().strip())
        SignKey(seed)
    except (OSError, ValueError, BadKey):
        raise NotUsable(f"{file.name} is not a machine's key.") from None
    return seed


def _write_secret(file: Path, seed: bytes) -> None:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise AlreadyThere from None
    with os.fdopen(handle, "w") as opened:
        opened.write(seed.hex() + "\n")
        opened.flush()
        os.fsync(opened.fileno())
