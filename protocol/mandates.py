"""A custodian's word that somebody vetted sits in for them, from one day to another. SPEC 15.7.

Rules of this file
* The directory names who may ever sit in, and for whom; that custodian says when and where. Either alone is nothing.
* A mandate ends by itself after a month at the most. What it cannot do is take back the custodian's sealing key, which
  the substitute was given to open shares with: whoever is no longer trusted with that has the seat handed over.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.directory import Compartment, Seat, Substitute, TrustedDirectory
from protocol.encoding import Code, Day, Hash, Message, Purpose, Signature, digest
from protocol.errors import OpeningRefused
from protocol.primitives import SignKey, sign, verify

LONGEST_DAYS = 31


class NoMandate(OpeningRefused):
    """Nobody sits in for this custodian here and now."""


class Mandate(Message):
    """The checked content; see check_mandate."""

    BOUND: ClassVar[int] = 512

    type: Literal["leeward/v1/mandate"] = "leeward/v1/mandate"
    compartment: Code
    custodian: Code
    substitute: Code
    begins: Day
    ends: Day
    """The last day; at most 31 days from the first one to it, both counted."""
    nonce: Hash


class SignedMandate(Message):
    """A claim: a mandate and the custodian's signature over its bytes."""

    BOUND: ClassVar[int] = Mandate.BOUND + 128

    body: Annotated[bytes, Field(max_length=Mandate.BOUND)]
    signature: Signature

    def id(self) -> bytes:
        """32 bytes that name it."""
        return digest(Purpose.MANDATE_HASH, self.body)


class SignedMandates(Message):
    """Those that stand or are to come, for whoever gave them or sits in by them."""

    BOUND: ClassVar[int] = 64 * 1024

    mandates: Annotated[tuple[SignedMandate, ...], Field(max_length=64)]


def sign_mandate(mandate: Mandate, key: SignKey) -> SignedMandate:
    body = mandate.to_bytes()
    return SignedMandate(body=body, signature=sign(key, Purpose.MANDATE, body))


def check_mandate(claimed: SignedMandate, compartment: Compartment, directory: TrustedDirectory) -> Mandate:
    """The mandate, if a custodian of the compartment gave it to a substitute whom the directory lists for them.

    Raises NoMandate, BadSignature or Malformed. Whether it stands on some day is asked by `sits_in`.
    """
    mandate = Mandate.from_bytes(claimed.body)
    seat = next((one for one in compartment.seats if one.custodian == mandate.custodian), None)
    if seat is None or mandate.compartment != compartment.name:
        raise NoMandate
    if not 0 <= mandate.ends - mandate.begins < LONGEST_DAYS:
        raise NoMandate
    find_substitute(mandate, directory)
    verify(seat.sign_key, Purpose.MANDATE, claimed.body, claimed.signature)
    return mandate


def find_substitute(mandate: Mandate, directory: TrustedDirectory) -> Substitute:
    """Who it is that sits in, with their own key. Raises NoMandate."""
    for one in directory.contents.substitutes:
        if (one.substitute, one.custodian) == (mandate.substitute, mandate.custodian):
            return one
    raise NoMandate


def sits_in(
    claimed: SignedMandate, seat: Seat, compartment: Compartment, directory: TrustedDirectory, first: int, last: int
) -> Substitute:
    """Whose signature stands for this seat by a mandate that holds on one of these days at least.

    Raises NoMandate, BadSignature or Malformed.
    """
    mandate = check_mandate(claimed, compartment, directory)
    if mandate.custodian != seat.custodian or mandate.ends < first or mandate.begins > last:
        raise NoMandate
    return find_substitute(mandate, directory)
