"""A machine's signing key in a file of 32 secret bytes in hexadecimal, as `leeward keys machine` writes it."""

from __future__ import annotations

import stat
from pathlib import Path

from clients.durable_file import read_at_most
from clients.key_file import KeyFileError
from protocol.errors import BadKey, ProtocolError
from protocol.primitives import SignKey


class NotAMachineKey(KeyFileError):
    """This file is not a machine's key."""


class ReadByOthers(KeyFileError):
    """Others can read this machine's key. Type chmod 600 and its name, or make a new one."""


def read_sign_key(file: Path) -> SignKey:
    """Raises NotAMachineKey or ReadByOthers."""
    try:
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ReadByOthers
        return SignKey(bytes.fromhex(read_at_most(file, 128).decode().strip()))
    except (OSError, ValueError, BadKey, ProtocolError):
        raise NotAMachineKey from None
