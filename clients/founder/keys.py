"""Keys of machines: zones, desks, gateways. Two files of 32 secret bytes in hexadecimal, readable by their owner alone.

People's keys (custodians, roots, administrators) are in clients/key_file.py, behind a passphrase. A machine has
nobody to type one at three in the morning; its disk is encrypted, and its key opens nothing without a quorum.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from clients.durable_file import read_at_most, write_new
from clients.founder.errors import AlreadyThere, NotUsable
from protocol.directory import Desk, Device, DeviceRole, Witness
from protocol.encoding import Code
from protocol.errors import BadKey, ProtocolError
from protocol.primitives import Randomness, SealKey, SignKey, system_random

_NAME: TypeAdapter[Any] = TypeAdapter(Code)


def new_machine_keys(folder: Path, random: Randomness = system_random) -> tuple[SealKey, SignKey]:
    """Make `seal.key` and `sign.key` in a folder. Raises AlreadyThere, never overwrites."""
    if (folder / "sign.key").exists():
        raise AlreadyThere
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    seal, sign = SealKey.new(random), SignKey.new(random)
    _write_secret(folder / "seal.key", seal.seed())
    _write_secret(folder / "sign.key", sign.seed())
    return seal, sign


def device(folder: Path, name: str, role: DeviceRole) -> Device:
    """The public half of a zone or gateway, for the directory."""
    return Device(device=name, role=role, sign_key=SignKey(read_seed(folder / "sign.key")).public)


def witness(folder: Path, name: str) -> Witness:
    """The public half of a partner's witness, for the directory."""
    return Witness(witness=name, sign_key=SignKey(read_seed(folder / "sign.key")).public)


def desk(folder: Path, name: str, holder: str) -> Desk:
    """The public half of a desk, for every compartment it belongs to."""
    seal, sign = SealKey(read_seed(folder / "seal.key")), SignKey(read_seed(folder / "sign.key"))
    return Desk(desk=name, holder=holder, seal_key=seal.public, sign_key=sign.public)


def read_seed(file: Path) -> bytes:
    """32 bytes. Raises NotUsable where others may read the file or it is not such a key."""
    try:
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise NotUsable(f"{file.name} can be read by others. Type: chmod 600 {file.name}")
        seed = bytes.fromhex(read_at_most(file, 128).decode().strip())
        SignKey(seed)
    except (OSError, ValueError, BadKey, ProtocolError):
        raise NotUsable(f"{file.name} is not a machine's key.") from None
    return seed


def _write_secret(file: Path, seed: bytes) -> None:
    try:
        write_new(file, seed.hex().encode() + b"\n")
    except FileExistsError:
        raise AlreadyThere from None


def checked_name(name: str) -> str:
    """The name, if a directory takes it. Raises NotUsable: asked before keys are made for it."""
    try:
        return str(_NAME.validate_python(name))
    except ValidationError:
        raise NotUsable("A name has 1 to 48 small letters, digits, dots and hyphens, and no space.") from None
