"""A custodian's keys in a file that a passphrase opens.

Argon2id (RFC 9106; 256 MiB, three passes, about half a second) makes a key from the passphrase and 16 random bytes;
STREAM seals both seeds under it. Whoever finds the laptop has to guess the passphrase at that price a guess.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from clients.custodian.errors import FileExists, NotAKeyFile, WrongPassphrase
from protocol.directory import Seat
from protocol.encoding import Code, Hash, Message
from protocol.errors import CannotOpen, ProtocolError
from protocol.primitives import (
    Randomness,
    SealKey,
    SignKey,
    open_stream,
    seal_stream,
    stretch_passphrase,
    system_random,
)

SHORTEST_PASSPHRASE = 12
"""Characters. Six random words are better."""
MEMORY = 256 * 1024 * 1024
_CONTEXT = b"leeward/v1/key-file"


class _Seeds(Message):
    custodian: Code
    seal_seed: Hash
    sign_seed: Hash


class KeyFile(Message):
    """What is on the disk."""

    BOUND: ClassVar[int] = 4096

    type: Literal["leeward/v1/key-file"] = "leeward/v1/key-file"
    salt: Annotated[bytes, Field(min_length=16, max_length=16)]
    memory: Annotated[int, Field(ge=8 * 1024 * 1024, le=1024 * 1024 * 1024)]
    sealed: Annotated[bytes, Field(max_length=2048)]


@dataclass(frozen=True, slots=True, repr=False)
class CustodianKeys:
    """A custodian's name and both keys, open."""

    custodian: str
    seal_key: SealKey
    sign_key: SignKey

    def __repr__(self) -> str:
        return "<a custodian's keys>"

    def seat(self) -> Seat:
        """The public half, for the directory."""
        return Seat(custodian=self.custodian, seal_key=self.seal_key.public, sign_key=self.sign_key.public)


def make_keys(
    path: Path, custodian: str, passphrase: str, random: Randomness = system_random, memory: int = MEMORY
) -> CustodianKeys:
    """Make both keys and write the file, readable by its owner alone. Raises FileExists, never overwrites."""
    seeds = _Seeds(custodian=custodian, seal_seed=random(32), sign_seed=random(32))
    salt = random(16)
    key = stretch_passphrase(passphrase.encode(), salt, memory)
    sealed = b"".join(seal_stream(key, _CONTEXT, seeds.to_bytes()))
    raw = KeyFile(salt=salt, memory=memory, sealed=sealed).to_bytes()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise FileExists from None
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    return _open(seeds)


def open_keys(path: Path, passphrase: str) -> CustodianKeys:
    """Raises NotAKeyFile or WrongPassphrase; OSError where there is no such file."""
    try:
        file = KeyFile.from_bytes(path.read_bytes())
    except ProtocolError:
        raise NotAKeyFile from None
    key = stretch_passphrase(passphrase.encode(), file.salt, file.memory)
    try:
        return _open(_Seeds.from_bytes(open_stream(key, _CONTEXT, file.sealed)))
    except CannotOpen:
        raise WrongPassphrase from None


def _open(seeds: _Seeds) -> CustodianKeys:
    return CustodianKeys(seeds.custodian, SealKey(seeds.seal_seed), SignKey(seeds.sign_seed))
