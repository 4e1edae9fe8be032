"""A person's keys in a file that a passphrase opens: a custodian's, a root holder's, an administrator's.

Argon2id (RFC 9106; 256 MiB, three passes, about half a second) makes a key from the passphrase and 16 random bytes;
STREAM seals both seeds under it. Whoever finds the laptop has to guess the passphrase at that price a guess.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.directory import Administrator, Seat
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


class KeyFileError(Exception):
    """This key file cannot be used."""

    def __str__(self) -> str:
        return (type(self).__doc__ or "").strip()


class WrongPassphrase(KeyFileError):
    """That passphrase does not open this key."""


class NotAKeyFile(KeyFileError):
    """This file is not a person's key."""


class FileExists(KeyFileError):
    """There is a file of that name already. It was left as it is."""


class PassphraseTooShort(KeyFileError):
    """A passphrase has at least 12 characters. Six random words are good."""


class PassphrasesDiffer(KeyFileError):
    """The two passphrases differ. Nothing was made."""


SHORTEST_PASSPHRASE = 12
"""Characters. Six random words are better."""
MEMORY = 256 * 1024 * 1024
_CONTEXT = b"leeward/v1/key-file"


class _Seeds(Message):
    name: Code
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
class PersonKeys:
    """A person's name and both keys, open."""

    name: str
    seal_key: SealKey
    sign_key: SignKey

    def __repr__(self) -> str:
        return "<a person's keys>"

    def seat(self) -> Seat:
        """The public half of a custodian, for the directory."""
        return Seat(custodian=self.name, seal_key=self.seal_key.public, sign_key=self.sign_key.public)

    def administrator(self) -> Administrator:
        """The public half of an administrator, for the directory."""
        return Administrator(administrator=self.name, sign_key=self.sign_key.public)


def make_keys(
    path: Path, name: str, passphrase: str, random: Randomness = system_random, memory: int = MEMORY
) -> PersonKeys:
    """Make both keys and write the file, readable by its owner alone.

    Raises PassphraseTooShort, or FileExists: nothing is ever overwritten.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort
    seeds = _Seeds(name=name, seal_seed=random(32), sign_seed=random(32))
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


def open_keys(path: Path, passphrase: str) -> PersonKeys:
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


def _open(seeds: _Seeds) -> PersonKeys:
    return PersonKeys(seeds.name, SealKey(seeds.seal_seed), SignKey(seeds.sign_seed))


def typed_passphrase(file: Path | None, *, new: bool = False) -> str:
    """From a file, or typed without echo; a new one is asked for twice. Raises PassphrasesDiffer."""
    if file:
        return file.read_text().rstrip("\n")
    passphrase = getpass("New passphrase: " if new else "Passphrase: ")
    if new and getpass("The same again: ") != passphrase:
        raise PassphrasesDiffer
    return passphrase
