"""The door at which anyone may leave a part in pieces: beginning, each piece, what is missing, the end. SPEC 12.

Rules of this file
* The work is asked for at the beginning, before a place is given, and for the part that will have come at the end.
* Whoever has the name may go on: it is 32 random bytes, and stands in no log.
* What came is judged once, at the end, like any part. What is refused is gone at once; where only the database has no
  time, everything stays, and the end can be asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.types import Receive, Scope

from protocol.errors import ProtocolError, TooLarge
from protocol.uploads import NewUpload, Upload, UploadProgress, how_many_pieces, size_of_piece
from protocol.work import check_work
from server.intake.arrivals import Arrival
from server.intake.errors import (
    Busy,
    IntakeError,
    NoSuchPiece,
    NoSuchUpload,
    NotKept,
    PiecesMissing,
    WrongPieceSize,
)
from server.intake.from_anyone import OpenDoor, check_piece_head, read_head
from server.intake.pieces import Coming
from server.intake.uploads import Held, read_upload
from server.intake.world import IntakeWorld

JudgeClaimed = Callable[[bytes, bytes], Arrival]
"""Takes a body and the id that was claimed for it."""

_NOT_NOW = (Busy, NotKept)
_NAME = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,3}")


class PieceDoor:
    """Beside the door for whole parts, which keeps what is whole in the end."""

    def __init__(self, world: IntakeWorld, whole: OpenDoor, judge: JudgeClaimed, bits: Callable[[], int]) -> None:
        """`bits` of work asked now."""
        self._world, self._whole, self._judge, self._bits = world, whole, judge, bits

    async def begin(self, scope: Scope, receive: Receive) -> bytes:
        """An encoded Upload. Raises an IntakeError or a ProtocolError."""
        world, head = self._world, read_head(scope, NewUpload.BOUND)
        with world.rooms.small.holding() as held:
            new = NewUpload.from_bytes(await read_upload(receive, NewUpload.BOUND, held))
        check_work(new.part, head.nonce, self._bits())
        name = world.random(32)
        world.uploads.begin(name, new.part, new.size, head.nonce, world.rooms.large, world.uptime())
        return Upload(upload=name).to_bytes()

    async def bring(self, name: str, number: str, scope: Scope, receive: Receive) -> None:
        """One piece. Raises an IntakeError; then nothing of the piece is there, and all the rest is."""
        at, size = _place(number, self._find(name).size)
        check_piece_head(scope, size)
        with self._world.rooms.large.holding() as held:
            piece = await _read_piece(receive, size, held)
            self._world.uploads.add(bytes.fromhex(name), at, piece, held, self._world.uptime())

    def progress(self, name: str) -> bytes:
        """An encoded UploadProgress. Raises NoSuchUpload."""
        return UploadProgress(missing=self._find(name).missing()).to_bytes()

    async def end(self, name: str) -> bytes:
        """An encoded Acceptance, once the part is durable; the same again where it was asked for before.

        Raises an IntakeError or a ProtocolError.
        """
        async with self._find(name).turn:
            # Whoever had the turn before may have ended it.
            coming = self._find(name)
            if coming.acceptance is not None:
                return coming.acceptance
            acceptance = await self._keep(name, coming)
            self._world.uploads.accept(bytes.fromhex(name), acceptance, self._world.uptime())
            return acceptance

    async def _keep(self, name: str, coming: Coming) -> bytes:
        if coming.missing():
            raise PiecesMissing
        try:
            return await self._whole.take_whole(lambda: self._judge(coming.whole(), coming.part))
        except _NOT_NOW:
            raise
        except (IntakeError, ProtocolError):
            self._world.uploads.drop(bytes.fromhex(name))
            raise

    def _find(self, name: str) -> Coming:
        if not _NAME.fullmatch(name):
            raise NoSuchUpload
        return self._world.uploads.find(bytes.fromhex(name), self._world.uptime())


def _place(number: str, size: int) -> tuple[int, int]:
    """Which piece that is of a part of `size` bytes, and how many bytes it has. Raises NoSuchPiece."""
    if not _NUMBER.fullmatch(number) or int(number) >= how_many_pieces(size):
        raise NoSuchPiece
    return int(number), size_of_piece(size, int(number))


async def _read_piece(receive: Receive, size: int, held: Held) -> bytes:
    try:
        piece = await read_upload(receive, size, held)
    except TooLarge:
        raise WrongPieceSize from None
    if len(piece) != size:
        raise WrongPieceSize
    return piece
