"""From a sealed part to a readable one: the shares of a quorum and the desk's secret are joined here, and nowhere else.

What comes was checked at the desk: whose part it is, that its source allows it, that custodians approved it. Held
against one another here are the bytes: shares, secret and payload are those of one part, or nothing opens (SPEC 11.4).
"""

from __future__ import annotations

from protocol.errors import ProtocolError
from protocol.sealing import SealedPart, open_with
from server.redaction.room.inside.opened import NotReadable, Opened, decode_opened
from server.redaction.room.inside.reading import Reading
from server.redaction.room.questions import Opening, OpenPart, PartOpened


def open_part(reading: Reading, asked: OpenPart) -> PartOpened:
    """Open one part and keep it."""
    try:
        reading.keep(_opened(asked))
        outcome = Opening.OPEN
    except NotReadable:
        outcome = Opening.NOT_READABLE
    except ProtocolError:
        outcome = Opening.CANNOT_OPEN
    return PartOpened(outcome=outcome, readable=reading.parts())


def _opened(asked: OpenPart) -> Opened:
    sealed = SealedPart.from_bytes(asked.part)
    shares = {one.seat: one.share for one in asked.shares}
    contents = open_with(sealed, shares, lambda: asked.desk_secret)
    return decode_opened(sealed.id(), asked.kind, contents)
