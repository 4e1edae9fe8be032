"""What is inside the seal: a head, files in pieces, and a signed list of them at the end. Decision 27.

    "leeward-backup-1\n", then frames: a letter, a length (4, big-endian), so many bytes
    H  BackupHead        once, first
    F  a file's name     then its pieces
    D  a piece           at most 64 KiB
    Z  SignedManifest    once, last

Rules of this file
* The list comes last, for nobody knows how long a dump is, or its hash, before it has gone by. So nothing is kept on a
  disk on the way, and no more than a piece in memory.
* The list says again what stood at the head. What is read is believed once the list is there, fits, and is signed.
* Pure: bytes in, bytes out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, ClassVar, Literal, Protocol, TypeVar

from pydantic import Field

from protocol.directory import DeviceRole, TrustedDirectory
from protocol.encoding import Code, Day, Hash, Message, Purpose, Signature
from protocol.errors import BadSignature, DirectoryRefused, ProtocolError
from protocol.primitives import SignKey, sign, verify
from server.backup.errors import Damaged, NotABackup, NotOurs

MAGIC = b"leeward-backup-1\n"
PIECE = 64 * 1024
DATABASE = "database.dump"
"""PostgreSQL's custom format."""
PAPERS = "pinned/"
_NAME = re.compile(r"database\.dump|pinned/[a-z0-9][a-z0-9.\-]{0,60}\.cbor")
DirectoryNamed = Callable[[bytes], TrustedDirectory]
"""The trusted directory of a hash; raises DirectoryRefused."""
_Read = TypeVar("_Read", bound=Message)
_LONGEST = 1024 * 1024
"""Of a head or a list."""


class BackupHead(Message):
    """`directory`: whose device of that zone signs. `revision`: the migration that the database was at. `postgres`: its
    major version. `checkpoint`: what the log signed last before the backup was begun, or null where none was asked."""

    BOUND: ClassVar[int] = 128 * 1024

    type: Literal["leeward/v1/backup"] = "leeward/v1/backup"
    zone: Code
    day: Day
    directory: Hash
    revision: Code
    postgres: Annotated[int, Field(ge=15, le=1000)]
    checkpoint: Annotated[bytes, Field(max_length=64 * 1024)] | None


class BackupMember(Message):
    name: Annotated[str, Field(max_length=80)]
    size: Annotated[int, Field(ge=0, le=2**62)]
    hash: Hash


class BackupManifest(Message):
    """The head again, and every file in the order it stands there."""

    BOUND: ClassVar[int] = 512 * 1024

    type: Literal["leeward/v1/backup-manifest"] = "leeward/v1/backup-manifest"
    head: BackupHead
    members: Annotated[tuple[BackupMember, ...], Field(max_length=2048)]


class SignedManifest(Message):
    BOUND: ClassVar[int] = 640 * 1024

    manifest: Annotated[bytes, Field(max_length=512 * 1024)]
    signature: Signature


class Sink(Protocol):
    """What becomes of the files, as they go by."""

    def begin(self, name: str, /) -> None: ...

    def write(self, piece: bytes, /) -> None: ...


def packed(head: BackupHead, files: Iterable[tuple[str, Iterable[bytes]]], key: SignKey) -> Iterator[bytes]:
    """Everything, piece by piece, as it is asked for."""
    yield MAGIC
    yield _frame(b"H", head.to_bytes())
    members: list[BackupMember] = []
    for name, pieces in files:
        yield _frame(b"F", name.encode())
        hashed, size = hashlib.sha256(), 0
        for piece in pieces:
            hashed.update(piece)
            size += len(piece)
            yield from (_frame(b"D", piece[at : at + PIECE]) for at in range(0, len(piece), PIECE))
        members.append(BackupMember(name=name, size=size, hash=hashed.digest()))
    manifest = BackupManifest(head=head, members=tuple(members)).to_bytes()
    signed = SignedManifest(manifest=manifest, signature=sign(key, Purpose.BACKUP, manifest))
    yield _frame(b"Z", signed.to_bytes())


def _frame(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "big") + body


class Unpacking:
    """Takes the bytes in pieces of any size and hands files on to a sink; `finish` gives the list, not yet trusted.

    Raises NotABackup or Damaged, and what the sink raises.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._held = bytearray()
        self._begun = False
        self._head: BackupHead | None = None
        self._members: list[BackupMember] = []
        self._name: str | None = None
        self._hashed, self._size = hashlib.sha256(), 0
        self._signed: SignedManifest | None = None
        self._takes: dict[bytes, Callable[[bytes], None]] = {
            b"H": self._take_head,
            b"F": self._take_name,
            b"D": self._take_piece,
            b"Z": self._take_list,
        }

    def write(self, some: bytes) -> int:
        """As a file that is written to."""
        self._held += some
        if not self._begun:
            if not MAGIC.startswith(bytes(self._held[: len(MAGIC)])):
                raise NotABackup
            if len(self._held) < len(MAGIC):
                return len(some)
            del self._held[: len(MAGIC)]
            self._begun = True
        while (frame := self._next()) is not None:
            self._take(*frame)
        return len(some)

    def flush(self) -> None:
        """Nothing is held back that is whole."""

    def finish(self) -> tuple[BackupManifest, SignedManifest]:
        """To be called when all is written."""
        if self._signed is None or self._held:
            raise Damaged
        manifest = _read(BackupManifest, self._signed.manifest)
        if manifest.head != self._head or manifest.members != tuple(self._members):
            raise Damaged
        return manifest, self._signed

    def _next(self) -> tuple[bytes, bytes] | None:
        if len(self._held) < 5:
            return None
        length = int.from_bytes(self._held[1:5], "big")
        if length > _LONGEST:
            raise Damaged
        if len(self._held) < 5 + length:
            return None
        kind, body = bytes(self._held[:1]), bytes(self._held[5 : 5 + length])
        del self._held[: 5 + length]
        return kind, body

    def _take(self, kind: bytes, body: bytes) -> None:
        first, over = self._head is None, self._signed is not None
        if kind not in self._takes or over or first != (kind == b"H"):
            raise Damaged
        self._takes[kind](body)

    def _take_head(self, body: bytes) -> None:
        self._head = _read(BackupHead, body)

    def _take_name(self, body: bytes) -> None:
        self._end_file()
        name = body.decode("ascii", errors="replace")
        if not _NAME.fullmatch(name) or name in {member.name for member in self._members}:
            raise Damaged
        self._name = name
        self._sink.begin(name)

    def _take_piece(self, body: bytes) -> None:
        if self._name is None or len(body) > PIECE:
            raise Damaged
        self._hashed.update(body)
        self._size += len(body)
        self._sink.write(body)

    def _take_list(self, body: bytes) -> None:
        self._end_file()
        self._signed = _read(SignedManifest, body)

    def _end_file(self) -> None:
        if self._name is not None:
            self._members.append(BackupMember(name=self._name, size=self._size, hash=self._hashed.digest()))
        self._name, self._hashed, self._size = None, hashlib.sha256(), 0


def signed_by_its_zone(signed: SignedManifest, named: DirectoryNamed) -> BackupManifest:
    """The list, signed by its zone's device in the directory that it names. Raises NotOurs or Damaged."""
    manifest = _read(BackupManifest, signed.manifest)
    try:
        key = named(manifest.head.directory).device_key(DeviceRole(manifest.head.zone))
        verify(key, Purpose.BACKUP, signed.manifest, signed.signature)
    except (BadSignature, DirectoryRefused, ValueError):
        raise NotOurs from None
    return manifest


def _read(kind: type[_Read], raw: bytes) -> _Read:
    try:
        return kind.from_bytes(raw)
    except ProtocolError:
        raise Damaged from None
