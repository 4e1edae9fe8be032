"""age, by way of pyrage: sealing to keys that are offline, opening with one of them, and making one.

A backup and its key are plain age files (age-encryption.org/v1): what they hold can be reached by other tools too, on
the day when this program cannot be run. Both ways run piece by piece, 8 KiB at a time.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Protocol, TypeAlias

import pyrage

from server.backup.errors import Damaged, DoesNotFit, NotAnIdentity, NotARecipient, NotSealed, WrongPassphrase

Identity: TypeAlias = pyrage.x25519.Identity
Recipient: TypeAlias = pyrage.x25519.Recipient

CHUNK, TAG, NONCE = 64 * 1024, 16, 16
"""Of age's payload: 16 bytes, then chunks of up to 64 KiB with a tag each; the last one is not empty here."""
_FIRST_LINE = b"age-encryption.org/v1\n"
_LONGEST_HEADER = 64 * 1024
_SEALED_KEY = b"-> scrypt "


class Pieces(Protocol):
    def write(self, some: bytes) -> int: ...

    def flush(self) -> None: ...


class _Reader:
    """What pyrage reads from: the pieces of an iterator, asked for one at a time."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._held = b""
        self.failed: Exception | None = None

    def read(self, most: int = -1) -> bytes:
        try:
            while not self._held:
                self._held = next(self._pieces)
        except StopIteration:
            return b""
        except Exception as failed:
            # pyrage keeps an exception's words only, and a caller must know which it was.
            self.failed = failed
            raise
        some, self._held = self._held[:most], self._held[most:]
        return some


def recipients_of(lines: Sequence[str]) -> list[Recipient]:
    """Raises NotARecipient."""
    try:
        return [pyrage.x25519.Recipient.from_str(line) for line in lines]
    except pyrage.RecipientError:
        raise NotARecipient from None


def seal(pieces: Iterable[bytes], out: IO[bytes] | Pieces, recipients: Sequence[Recipient]) -> None:
    """Raises what `pieces` or `out` raise."""
    reader = _Reader(pieces)
    try:
        pyrage.encrypt_io(reader, out, recipients)
    except Exception:
        if reader.failed is not None:
            raise reader.failed from None
        raise


def unseal(sealed: IO[bytes], out: Pieces, identity: Identity) -> None:
    """From the beginning of a file. Raises NotSealed, DoesNotFit or Damaged, and what `out` raises."""
    sealed.seek(0)
    header(sealed)
    sealed.seek(0)
    try:
        pyrage.decrypt_io(sealed, out, [identity])
    except pyrage.DecryptError as refused:
        # The one reason of several that the library has no exception of its own for.
        raise (DoesNotFit if "No matching keys" in str(refused) else Damaged) from None
    except OSError as broken:
        if broken.errno is not None:
            raise
        raise Damaged from None


def header(sealed: IO[bytes]) -> int:
    """How many keys a file is sealed to, read from its beginning on; it is left at the payload. Raises NotSealed.

    To which keys, nobody sees who has none of them.
    """
    if sealed.readline(len(_FIRST_LINE)) != _FIRST_LINE:
        raise NotSealed
    keys, read = 0, 0
    for line in iter(lambda: sealed.readline(1024), b""):
        read += len(line)
        if read > _LONGEST_HEADER or not line.endswith(b"\n"):
            break
        keys += line.startswith(b"-> X25519 ")
        if line.startswith(b"--- ") and _is_mac(line[4:-1]):
            return keys
    raise NotSealed


def payload_fits(size: int) -> bool:
    """Whether a payload can have so many bytes: most of those that were cut off anywhere cannot."""
    rest = (size - NONCE) % (CHUNK + TAG)
    return size > NONCE + TAG and (rest == 0 or rest > TAG)


def new_key(passphrase: str) -> tuple[bytes, str]:
    """A key's file, which this passphrase opens, and its public half. scrypt makes each guess cost about a second."""
    identity = pyrage.x25519.Identity.generate()
    sealed = pyrage.passphrase.encrypt(f"{identity}\n".encode(), passphrase)
    return bytes(sealed), str(identity.to_public())


def read_identity(path: Path, ask: Callable[[], str]) -> Identity:
    """A key from its file; `ask` is called for the passphrase where it is behind one.

    Raises NotAnIdentity or WrongPassphrase, and OSError where there is no such file.
    """
    raw = path.read_bytes()[:_LONGEST_HEADER]
    if raw.startswith(_FIRST_LINE + _SEALED_KEY):
        try:
            raw = bytes(pyrage.passphrase.decrypt(raw, ask()))
        except pyrage.DecryptError:
            raise WrongPassphrase from None
    try:
        lines = [line for line in raw.decode("ascii").splitlines() if line and not line.startswith("#")]
        (line,) = lines
        return pyrage.x25519.Identity.from_str(line)
    except (ValueError, pyrage.IdentityError):
        raise NotAnIdentity from None


def _is_mac(text: bytes) -> bool:
    try:
        return len(base64.b64decode(text + b"=", validate=True)) == 32
    except binascii.Error:
        return False


def read_pieces(file: IO[bytes]) -> Iterator[bytes]:
    """A file's bytes, 64 KiB at a time."""
    return iter(lambda: file.read(CHUNK), b"")
