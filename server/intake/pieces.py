"""Parts that come in pieces: what of each has come, for how long it may take, and who gives way to whom. SPEC 12.

    begun ──pieces──► whole ──end──► accepted
      └── silent, over, refused or crowded out ──┴──► gone

Rules of this file
* In memory only, and nothing of the sender: a part that is not whole is on no disk, and a restart forgets it.
* Room is taken by what came. Whoever announces much holds a place and nothing else, and that one gives way first:
  so a flood of uploads that are only begun shuts nobody out, and there is always a place for a new one.
* No clock: the moment is passed in, in seconds that nobody sets.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from protocol.uploads import PIECE, how_many_pieces
from server.intake.errors import Busy, NoSuchUpload
from server.intake.uploads import SLOWEST, Held, Room

MOST = 4096
"""Uploads at a time, each about a kilobyte besides what came. More than the large room has pieces: so among all of them
there are always some that hold less than a whole one."""
SILENCE = 600.0
"""Seconds without a new piece after which an upload is gone: a line that breaks comes back in minutes or not at all."""
IN_ALL = 3600.0
"""Seconds that every upload gets, and one more for each SLOWEST bytes that came: 16 MiB are in time at 2.2 KB a second,
4 MiB at 0.9, and all that is smaller at any pace at which a single piece gets through. Less would not keep anybody from
holding room on purpose: who does that begins anew, with the work that was done once."""
OF_ONE_WORK = 2
"""Uploads that one nonce pays for at a time: one goes on, and one more where the answer to its beginning was lost."""


@dataclass(slots=True, eq=False)
class Coming:
    """One part on its way. `turn` is held by whoever ends it: it is judged once, however often that is asked."""

    part: bytes
    size: int
    nonce: bytes
    begun: float
    heard: float
    held: Held
    came: int = 0
    acceptance: bytes | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _pieces: dict[int, bytes] = field(default_factory=dict)
    _whole: bytes | None = None

    def missing(self) -> tuple[int, ...]:
        """The numbers of the pieces that have not come."""
        if self.came == self.size:
            return ()
        return tuple(number for number in range(how_many_pieces(self.size)) if number not in self._pieces)

    def add(self, number: int, piece: bytes, held: Held) -> bool:
        """A piece that came whole, and the room it takes; whether it is new. One that is there already stays."""
        if self.came == self.size or number in self._pieces:
            return False
        held.hand_to(self.held)
        self._pieces[number] = piece
        self.came += len(piece)
        return True

    def whole(self) -> bytes:
        """All of it, once nothing is missing; it is put together once, so that two of it are in memory for a moment."""
        if self._whole is None:
            self._whole = b"".join(self._pieces[number] for number in range(how_many_pieces(self.size)))
            self._pieces.clear()
        return self._whole

    def let_go(self) -> None:
        """Give the room back."""
        self._pieces.clear()
        self._whole = None
        self.held.give_back()

    def is_over(self, now: float) -> bool:
        # Not while it is being judged: its bytes are in memory until that is done.
        last = min(self.heard + SILENCE, self.begun + IN_ALL + self.came / SLOWEST)
        return now > last and not self.turn.locked()

    def may_give_way(self) -> bool:
        return self.held.taken < PIECE and not self.turn.locked()


class Uploads:
    """All parts that are on their way, by name."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._coming: dict[bytes, Coming] = {}
        """The longest silent first."""
        self._of_work: dict[tuple[bytes, bytes], list[bytes]] = {}
        """The names that one nonce pays for, by part and nonce; begun first first."""

    def __len__(self) -> int:
        return len(self._coming)

    def begin(self, name: bytes, part: bytes, size: int, nonce: bytes, room: Room, now: float) -> None:
        """A part of `size` bytes will come under this name; the nonce was checked. Raises Busy."""
        self._spend(part, nonce)
        if len(self._coming) >= self._most:
            self._make_place(now)
        self._coming[name] = Coming(part, size, nonce, now, now, Held(room))
        self._of_work.setdefault((part, nonce), []).append(name)

    def find(self, name: bytes, now: float) -> Coming:
        """Raises NoSuchUpload: also for one that is over, which is gone from then on."""
        coming = self._coming.get(name)
        if coming is None:
            raise NoSuchUpload
        if coming.is_over(now):
            self.drop(name)
            raise NoSuchUpload
        return coming

    def add(self, name: bytes, number: int, piece: bytes, held: Held, now: float) -> None:
        """A piece of it that came whole, and the room it takes. Raises NoSuchUpload: it may have gone meanwhile."""
        if self.find(name, now).add(number, piece, held):
            self._has_heard(name, now)

    def accept(self, name: bytes, acceptance: bytes, now: float) -> None:
        """It is kept elsewhere: of it, only the answer is left, in case that is asked for again."""
        coming = self._coming[name]
        coming.acceptance = acceptance
        coming.let_go()
        self._has_heard(name, now)

    def drop(self, name: bytes) -> None:
        """It is gone, and its room is free."""
        coming = self._coming.pop(name)
        coming.let_go()
        names = self._of_work[coming.part, coming.nonce]
        names.remove(name)
        if not names:
            del self._of_work[coming.part, coming.nonce]

    def sweep(self, now: float) -> None:
        """Drop all that are over, so that their room is free though nobody asks for them."""
        for name in [name for name, coming in self._coming.items() if coming.is_over(now)]:
            self.drop(name)

    def _has_heard(self, name: bytes, now: float) -> None:
        coming = self._coming.pop(name)
        coming.heard = now
        self._coming[name] = coming

    def _spend(self, part: bytes, nonce: bytes) -> None:
        names = self._of_work.get((part, nonce), [])
        if len(names) < OF_ONE_WORK:
            return
        first = next((name for name in names if not self._coming[name].turn.locked()), None)
        if first is not None:
            self.drop(first)

    def _make_place(self, now: float) -> None:
        # Not all that are over: with every place taken, looking at each of them for each that begins would keep intake
        # busy. A round sweeps them away.
        first = next((name for name, one in self._coming.items() if one.is_over(now) or one.may_give_way()), None)
        if first is None:
            raise Busy
        self.drop(first)
