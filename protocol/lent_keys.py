"""A seat's sealing key on its way to the substitute who sits in: sealed to that substitute, for nobody else. SPEC 15.7.

Rules of this file
* Only the sealing key is lent. The signing key stays: a substitute signs with their own, and the mandate stands beside.
* A lent key is taken only for a seat of the directory in force, so that no file puts another key in its place, and only
  by whom that directory lists for its custodian.
* It does not come back: whoever had it can keep it. A mandate's end keeps answers out; new keys end the rest.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from protocol.directory import Compartment, Seat, Substitute, TrustedDirectory
from protocol.encoding import Code, Message, Purpose, encode
from protocol.errors import OpeningRefused
from protocol.primitives import SealKey, open_secret, seal_secret
from protocol.sealing import SealedSecret


class NotASeatsKey(OpeningRefused):
    """What was lent is not the sealing key of a seat that this custodian has in the directory, or you are not listed
    there for them."""


class LentKey(Message):
    """What is in the file: of whose seat, for whom, and the sealing seed that only they can open."""

    BOUND: ClassVar[int] = 2048

    type: Literal["leeward/v1/lent-key"] = "leeward/v1/lent-key"
    custodian: Code
    substitute: Code
    sealed: SealedSecret


def lend(seal_key: SealKey, substitute: Substitute) -> LentKey:
    """Seal a custodian's sealing seed to whom the directory lists for them."""
    context = _context(substitute.custodian, substitute.substitute)
    sealed = seal_secret(substitute.seal_key, Purpose.LENT_KEY, context, seal_key.seed())
    return LentKey(custodian=substitute.custodian, substitute=substitute.substitute, sealed=sealed)


def open_lent(lent: LentKey, seal_key: SealKey, directory: TrustedDirectory) -> SealKey:
    """The lent key, by the substitute's own. Raises CannotOpen for somebody else's, NotASeatsKey for what is none."""
    context = _context(lent.custodian, lent.substitute)
    opened = SealKey(open_secret(seal_key, Purpose.LENT_KEY, context, lent.sealed))
    listed = {(one.substitute, one.custodian) for one in directory.contents.substitutes}
    if (lent.substitute, lent.custodian) not in listed or not seats_of(lent.custodian, opened, directory):
        raise NotASeatsKey
    return opened


def seats_of(custodian: str, key: SealKey, directory: TrustedDirectory) -> list[tuple[Compartment, Seat]]:
    """The seats of a custodian whose shares this key opens."""
    return [
        (compartment, seat)
        for compartment in directory.contents.compartments
        for seat in compartment.seats
        if (seat.custodian, seat.seal_key) == (custodian, key.public)
    ]


def _context(custodian: str, substitute: str) -> bytes:
    return encode([custodian, substitute])
