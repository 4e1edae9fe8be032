"""A large part on its way to intake in pieces, so that a line that breaks loses little: SPEC 12.2.

Every piece but the last has one size, so their number is as much as a size class tells (SPEC 4.6), and no more.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from protocol.encoding import Hash, Message, sorted_set
from protocol.sealing import SealedPart

PIECE = 65_536
"""Bytes of every piece but the last, which has what is left."""
MOST_PIECES = 258
"""Of the largest part."""
PIECE_TYPE = "application/octet-stream"
"""The media type of a piece: alone it is no message."""
_Number = Annotated[int, Field(ge=0, le=MOST_PIECES - 1)]


class NewUpload(Message):
    """A part will come in pieces: its id, for which the work was done, and its size in bytes."""

    BOUND: ClassVar[int] = 256
    ITEMS: ClassVar[int] = 7

    type: Literal["leeward/v1/new-upload"] = "leeward/v1/new-upload"
    part: Hash
    size: Annotated[int, Field(ge=1, le=SealedPart.BOUND)]


class Upload(Message):
    """The name under which the pieces are to be brought: 32 random bytes. Whoever has it may bring them."""

    BOUND: ClassVar[int] = 256

    type: Literal["leeward/v1/upload"] = "leeward/v1/upload"
    upload: Hash


class UploadProgress(Message):
    """The numbers of the pieces that have not come, from 0."""

    BOUND: ClassVar[int] = 1024

    type: Literal["leeward/v1/upload-progress"] = "leeward/v1/upload-progress"
    missing: Annotated[tuple[_Number, ...], Field(max_length=MOST_PIECES), AfterValidator(sorted_set)]


def how_many_pieces(size: int) -> int:
    """Of a part of so many bytes, at least 1."""
    return -(-size // PIECE)


def size_of_piece(size: int, number: int) -> int:
    """Bytes of that piece, counted from 0, of a part of `size` bytes; `number` is below how_many_pieces(size)."""
    return min(PIECE, size - number * PIECE)
