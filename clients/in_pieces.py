"""A large part to intake in pieces, over a line that may break: SPEC 12.2 to 12.4.

    all pieces ──► the end ──► answered
        │ a break, or "later"
        └──► a pause ──► which are missing? ──► those ──► the end …

Rules of this file
* Only fewer missing pieces are progress. Without it patience ends, whatever intake says: so everything ends.
* One connection for as long as it holds. That the pieces belong together, the name of the upload says anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import httpx

from clients.answer_words import NO_SUCH_UPLOAD, PIECES_MISSING, kind_of
from clients.exchange import Answer, Asked, Silent, Unusable
from protocol.acceptance import Acceptance
from protocol.errors import ProtocolError
from protocol.ids import to_text
from protocol.uploads import PIECE, PIECE_TYPE, UploadProgress, how_many_pieces

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0, 30.0)
"""Seconds after the first break since there was any progress, the second, and so on; after the last, no more is tried.
All together are far less than an upload may be silent for."""
WHEN_TOLD = 30.0
"""Seconds after which intake, where it has no room, wants to be asked again."""
_LATER = frozenset({408, 502, 503, 504})
"""Too slow, no room; or what stands before intake cannot reach it, perhaps while it is started anew."""

Ask = Callable[[Asked], Answer]
"""Raises Silent or Unusable."""


class Gone(Exception):
    """Intake has no such upload any more."""


@dataclass(slots=True)
class Bringing:
    """One part under the name that intake gave. `line` makes a connection, which is over at the end of its block;
    `came` is told how many pieces have come, of how many."""

    upload: bytes
    raw: bytes
    line: Callable[[], AbstractContextManager[Ask]]
    came: Callable[[int, int], None]
    pause: Callable[[float], None]
    _fewest: int = field(init=False)
    _fruitless: int = 0

    def __post_init__(self) -> None:
        self._fewest = self._all

    @property
    def _all(self) -> int:
        return how_many_pieces(len(self.raw))

    @property
    def _path(self) -> str:
        return f"/v1/uploads/{to_text(self.upload)}"

    def to_the_end(self) -> Answer:
        """What intake says to the end of it: yes with an Acceptance, unchecked, or no.

        Raises Silent, Unusable or Gone.
        """
        answer = self._try(lambda ask: self._bring(ask, range(self._all)))
        while answer is None or _is_later(answer):
            if self._fruitless == len(PAUSES):
                return _or_silent(answer)
            self.pause(PAUSES[self._fruitless] if answer is None else WHEN_TOLD)
            self._fruitless += 1
            answer = self._try(self._bring_what_is_missing)
        return answer

    def _try(self, act: Callable[[Ask], Answer]) -> Answer | None:
        """None where the line broke."""
        try:
            with self.line() as ask:
                return act(ask)
        except Silent:
            return None

    def _bring_what_is_missing(self, ask: Ask) -> Answer:
        answer = _unless_gone(ask(Asked("GET", self._path, UploadProgress.BOUND)))
        if not answer.is_yes:
            return answer
        missing = _read_progress(answer.body, self._all)
        if len(missing) < self._fewest:
            self._fewest, self._fruitless = len(missing), 0
        return self._bring(ask, missing)

    def _bring(self, ask: Ask, missing: Iterable[int]) -> Answer:
        """Those pieces, then the end; or the first answer that is no."""
        left = list(missing)
        while left:
            self.came(self._all - len(left), self._all)
            piece = self.raw[left[0] * PIECE : (left[0] + 1) * PIECE]
            headers = {"content-type": PIECE_TYPE}
            answer = _unless_gone(ask(Asked("PUT", f"{self._path}/{left.pop(0)}", 0, piece, headers)))
            if not answer.is_yes:
                return answer
        self.came(self._all, self._all)
        return _unless_gone(ask(Asked("POST", self._path, Acceptance.BOUND)))


def _unless_gone(answer: Answer) -> Answer:
    if answer.status == httpx.codes.NOT_FOUND and kind_of(answer.body) == NO_SUCH_UPLOAD:
        raise Gone
    return answer


def _or_silent(answer: Answer | None) -> Answer:
    if answer is None:
        raise Silent
    return answer


def _read_progress(body: bytes, pieces: int) -> tuple[int, ...]:
    try:
        missing = UploadProgress.from_bytes(body).missing
    except ProtocolError:
        raise Unusable from None
    if missing and missing[-1] >= pieces:
        raise Unusable
    return missing


def _is_later(answer: Answer) -> bool:
    """Whether the same may be asked again: for want of room or time, or since a piece is not there after all."""
    if answer.status == httpx.codes.CONFLICT:
        return kind_of(answer.body) == PIECES_MISSING
    return answer.status in _LATER
