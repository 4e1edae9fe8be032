"""What is inside a part once it is open: SPEC 4.6.

A part's contents are padded to one of seven sizes, so that length tells an observer nothing but the class.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from protocol.encoding import Code, Hash, Message, sorted_set
from protocol.errors import CannotOpen, TooLarge
from protocol.ids import FILES_OF_A_REPORT

CLASSES = (4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20)
"""Padded sizes in bytes. A part says which class it is in, and nothing finer."""
IDENTITY_CLASS = 0
"""Real and dummy identities are of one size: everyone sends one."""
MOST_OF_A_FILE = CLASSES[-1] - (4 << 10)
"""Bytes of an untouched file: 16 MiB less 4 KiB, which are for what is written around it."""
_LENGTH = 4
_RiskFactor = Annotated[int, Field(ge=1, le=14)]
RiskFactors = Annotated[tuple[_RiskFactor, ...], Field(max_length=14), AfterValidator(sorted_set)]
"""Of the fourteen risk factors of the UN Framework of Analysis, by number."""


class Media(Message):
    """A picture drawn anew on the source's device, so that nothing but the picture is in it.

    That is the sender's word: `data` may be anything.
    """

    type: Literal["image/jpeg"] = "image/jpeg"
    data: Annotated[bytes, Field(max_length=CLASSES[-1])]


MOST_SEGMENTS = 255
"""Of one long SMS, as its header counts them (3GPP TS 23.040 §9.2.3.24.1)."""
GroupTag = Annotated[bytes, Field(min_length=16, max_length=16)]


class Segment(Message):
    """Where a text stands in one long SMS, as its carrier told: `place` from 1 to `of`. `tag`: random, and shared by
    all of them."""

    tag: GroupTag
    place: Annotated[int, Field(ge=1, le=MOST_SEGMENTS)]
    of: Annotated[int, Field(ge=1, le=MOST_SEGMENTS)]

    @model_validator(mode="after")
    def _place_is_one_of_them(self) -> Self:
        if self.place > self.of:
            raise ValueError("a place beyond the last")
        return self


class Testimony(Message):
    """What somebody saw or heard. Every field but the text may be left out; `identity` and `evidence` are the links
    that nobody else has."""

    BOUND: ClassVar[int] = CLASSES[-1]

    type: Literal["leeward/v1/testimony"] = "leeward/v1/testimony"
    text: Annotated[str, Field(max_length=1 << 20)]
    language: Code | None = None
    event_type: Code | None = None
    place: Annotated[str, Field(max_length=200)] | None = None
    week: Code | None = None
    harmed: Annotated[str, Field(max_length=200)] | None = None
    risk_factors: RiskFactors = ()
    tonight: bool = False
    """The source asks for the urgent way."""
    identity: Hash | None = None
    """The id of the identity part that was sent with this one."""
    evidence: Annotated[tuple[Hash, ...], Field(max_length=FILES_OF_A_REPORT)] = ()
    """The ids of the evidence parts that were sent with this one, in the order of their files."""
    group: Segment | GroupTag | None = None
    """Of a text that came as an SMS: where it stands in a long one; or a random tag alone, where nobody told that."""
    media: Annotated[tuple[Media, ...], Field(max_length=8)] = ()


class Identity(Message):
    """Who it was, or nobody: a dummy differs from a real one only once it is open."""

    BOUND: ClassVar[int] = CLASSES[IDENTITY_CLASS] - _LENGTH

    type: Literal["leeward/v1/identity"] = "leeward/v1/identity"
    name: Annotated[str, Field(max_length=400)] | None = None
    phone: Annotated[str, Field(max_length=64)] | None = None
    note: Annotated[str, Field(max_length=1500)] | None = None

    @property
    def real(self) -> bool:
        return any((self.name, self.phone, self.note))


class Evidence(Message):
    """One file as it was, and no name of it. Its type is the sender's word, like all that is in it."""

    BOUND: ClassVar[int] = CLASSES[-1] - _LENGTH

    type: Literal["leeward/v1/evidence"] = "leeward/v1/evidence"
    media_type: Annotated[str, Field(max_length=100)] | None = None
    data: Annotated[bytes, Field(max_length=MOST_OF_A_FILE)]

    @classmethod
    def of(cls, data: bytes, media_type: str | None = None) -> Evidence:
        """A file of at most MOST_OF_A_FILE bytes; raises TooLarge."""
        if len(data) > MOST_OF_A_FILE:
            raise TooLarge
        return cls(media_type=media_type, data=data)


def class_of(size: int) -> int:
    """The smallest class (0 to 6) that holds contents of `size` bytes; raises TooLarge above 16 MiB less four bytes."""
    for number, padded in enumerate(CLASSES):
        if size + _LENGTH <= padded:
            return number
    raise TooLarge


def pad(contents: bytes, size_class: int) -> bytes:
    """Length (4 bytes, big-endian), contents, zeros up to the size of the class."""
    return pad_to(contents, CLASSES[size_class])


def pad_to(contents: bytes, size: int) -> bytes:
    """The same for any fixed size in bytes; raises TooLarge where it does not fit."""
    if len(contents) + _LENGTH > size:
        raise TooLarge
    return (len(contents).to_bytes(_LENGTH, "big") + contents).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """The reverse; raises CannotOpen for a length that does not fit or padding that is not zero."""
    length = int.from_bytes(padded[:_LENGTH], "big")
    end = _LENGTH + length
    # A length beyond the end leaves fewer than no bytes of padding: never as many as the zeros that are counted.
    if padded.count(0, end) != len(padded) - end:
        raise CannotOpen
    return padded[_LENGTH:end]
