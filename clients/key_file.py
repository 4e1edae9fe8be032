"""A person's keys in a file that a passphrase opens: a custodian's, a root holder's, an administrator's.

Argon2id (RFC 9106; 256 MiB, three passes, about half a second) makes a key from the passphrase and 16 random bytes;
STREAM seals both seeds under it. Whoever finds the laptop has to guess the passphrase at that price a guess.
"""

from __future__ import annotations

import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field, TypeAdapter, ValidationError

from clients.durable_file import read_at_most, write_new
from clients.typed_secret import typed_secret
from protocol.directory import Administrator, Seat
from protocol.encoding import Code, Hash, Message, Purpose, encode
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


class NotAName(KeyFileError):
    """A name in the directory has 1 to 48 small letters, digits, dots and hyphens, and no space."""


class PassphraseTooShort(KeyFileError):
    """A passphrase has at least 12 characters. Six random words are good."""


class PassphrasesDiffer(KeyFileError):
    """The two passphrases differ. Nothing was made."""


class NotAPassphrase(KeyFileError):
    """The passphrase file cannot be read, or is not one line of text."""


class NotPrivate(KeyFileError):
    """Others can read this passphrase file. Type chmod 600 and its name, or take a new passphrase."""


class TooLittleMemory(KeyFileError):
    """This machine has too little free memory to open the key. Close other programs and try again."""


SHORTEST_PASSPHRASE = 12
"""Characters. Six random words are better."""
MEMORY = 256 * 1024 * 1024
"""Bytes that one guess at a passphrase costs."""
MOST_MEMORY = 512 * 1024 * 1024
"""Bytes that a file may make this machine spend: a file that somebody put in its place asks for no more."""
_LONGEST_PASSPHRASE = 1024


_CODE: TypeAdapter[str] = TypeAdapter(Code)


class _Seeds(Message):
    name: Code
    seal_seed: Annotated[Hash, Field(repr=False)]
    sign_seed: Annotated[Hash, Field(repr=False)]


class KeyFile(Message):
    """What is on the disk."""

    BOUND: ClassVar[int] = 4096

    type: Literal["leeward/v1/key-file"] = "leeward/v1/key-file"
    salt: Annotated[bytes, Field(min_length=16, max_length=16)]
    memory: Annotated[int, Field(ge=8 * 1024 * 1024, le=MOST_MEMORY)]
    sealed: Annotated[bytes, Field(max_length=2048)]


@dataclass(frozen=True, slots=True, repr=False)
class PersonKeys:
    """A person's name and both keys, open."""

    name: str
    seal_key: SealKey
    sign_key: SignKey

    def __repr__(self) -> str:
        return "<a person's keys>"

    def seat(self, organisation: str) -> Seat:
        """The public half of a custodian, for the directory."""
        return Seat(
            custodian=self.name,
            organisation=organisation,
            seal_key=self.seal_key.public,
            sign_key=self.sign_key.public,
        )

    def administrator(self, organisation: str) -> Administrator:
        """The public half of an administrator or a root holder, for the directory."""
        return Administrator(administrator=self.name, organisation=organisation, sign_key=self.sign_key.public)


def checked_code(name: str) -> str:
    """A name as papers write it. Raises NotAName."""
    try:
        return str(_CODE.validate_python(name))
    except ValidationError:
        raise NotAName from None


def make_keys(
    path: Path, name: str, passphrase: str, random: Randomness = system_random, memory: int | None = None
) -> PersonKeys:
    """Make both keys and write the file, readable by its owner alone. A guess costs `memory` bytes, else MEMORY.

    Raises NotAName, PassphraseTooShort, TooLittleMemory or OSError; or FileExists: nothing is ever overwritten.
    """
    if path.exists():
        raise FileExists
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort
    try:
        seeds = _Seeds(name=name, seal_seed=random(32), sign_seed=random(32))
    except ValidationError:
        raise NotAName from None
    salt, memory = random(16), memory or MEMORY
    key = _stretch(passphrase, salt, memory)
    sealed = b"".join(seal_stream(key, _bound_to(salt, memory), seeds.to_bytes()))
    try:
        write_new(path, KeyFile(salt=salt, memory=memory, sealed=sealed).to_bytes())
    except FileExistsError:
        raise FileExists from None
    return _open(seeds)


def open_keys(path: Path, passphrase: str) -> PersonKeys:
    """Raises NotAKeyFile, WrongPassphrase or TooLittleMemory; OSError where there is no such file."""
    try:
        file = KeyFile.from_bytes(read_at_most(path, KeyFile.BOUND))
    except ProtocolError:
        raise NotAKeyFile from None
    key = _stretch(passphrase, file.salt, file.memory)
    try:
        return _open(_Seeds.from_bytes(open_stream(key, _bound_to(file.salt, file.memory), file.sealed)))
    except CannotOpen:
        raise WrongPassphrase from None


def _bound_to(salt: bytes, memory: int) -> bytes:
    # Argon2 counts memory in kibibytes: without this, files that differ in the last bytes of it would open alike.
    return encode([Purpose.KEY_FILE.value, salt, memory])


def _stretch(passphrase: str, salt: bytes, memory: int) -> bytes:
    # The same letters typed on two machines may come composed or in pieces.
    typed = unicodedata.normalize("NFC", passphrase).encode()
    try:
        return stretch_passphrase(typed, salt, memory)
    except (MemoryError, RuntimeError):
        raise TooLittleMemory from None


def _open(seeds: _Seeds) -> PersonKeys:
    return PersonKeys(seeds.name, SealKey(seeds.seal_seed), SignKey(seeds.sign_seed))


def typed_passphrase(file: Path | None, *, new: bool = False) -> str:
    """From a file, or typed without echo; a new one is asked for twice.

    Raises NotAPassphrase or NotPrivate for a file, PassphrasesDiffer or NoTerminal without one.
    """
    if file:
        return _read_passphrase(file)
    passphrase = typed_secret("New passphrase: " if new else "Passphrase: ")
    if new and typed_secret("The same again: ") != passphrase:
        raise PassphrasesDiffer
    return passphrase


def _read_passphrase(file: Path) -> str:
    try:
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise NotPrivate
        passphrase = read_at_most(file, _LONGEST_PASSPHRASE).decode().rstrip("\r\n")
    except (OSError, ProtocolError, UnicodeDecodeError):
        raise NotAPassphrase from None
    if len(passphrase.splitlines()) > 1:
        raise NotAPassphrase
    return passphrase
