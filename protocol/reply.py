"""What a curator answers a source: a few hundred letters, sealed to the part's own reply key. SPEC 13.6.

Rules of this file
* All replies have one size. The vault carries them, and cannot read them.
* A reply is signed inside its box by the desk that wrote it, for one part: nobody else can put words into a desk's
  mouth, and no reply serves twice.
* The reply key is the source's own, by the part key's signature: whoever hands it to a desk cannot change it.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from protocol.contents import pad_to, unpad
from protocol.directory import Compartment, TrustedDirectory
from protocol.encoding import Code, Day, Message, Purpose, Signature, SignPublic
from protocol.errors import CannotOpen
from protocol.ids import PartKind
from protocol.primitives import (
    BOX_OVERHEAD,
    Randomness,
    SealKey,
    SignKey,
    open_box,
    same,
    seal_box,
    sign,
    stream_size,
    system_random,
    verify,
)

BODY = 880
SEALED = BOX_OVERHEAD + stream_size(BODY)
"""Bytes of every reply."""
MOST_TEXT = 560
"""Bytes in UTF-8: so many letters in Latin script, half in Arabic, a third in Ethiopic."""


def _fits(text: str) -> str:
    if len(text.encode()) > MOST_TEXT:
        raise ValueError("a reply is short")
    return text


class Reply(Message):
    """The words, and which desk wrote them for which part."""

    BOUND: ClassVar[int] = BODY - 96

    type: Literal["leeward/v1/reply"] = "leeward/v1/reply"
    part_key: SignPublic
    compartment: Code
    desk: Code
    day: Day
    text: Annotated[str, Field(min_length=1, max_length=MOST_TEXT), AfterValidator(_fits)]


class SignedReply(Message):
    """What is inside the box."""

    BOUND: ClassVar[int] = BODY - 4

    body: Annotated[bytes, Field(max_length=Reply.BOUND)]
    signature: Signature


def vouch_reply_key(part_key: SignKey, reply_key: bytes) -> bytes:
    """The part's word that answers to it are sealed to this key: 64 bytes."""
    return sign(part_key, Purpose.REPLY_TO, reply_key)


def check_reply_key(part_key: bytes, reply_key: bytes, signature: bytes) -> None:
    """Return only if the part's own key named this reply key; else raise BadSignature."""
    verify(part_key, Purpose.REPLY_TO, reply_key, signature)


def seal_reply(reply: Reply, desk_key: SignKey, reply_key: bytes, random: Randomness = system_random) -> bytes:
    """Sign as the desk that the reply names, and seal: always SEALED bytes. Raises BadKey."""
    body = reply.to_bytes()
    signed = SignedReply(body=body, signature=sign(desk_key, Purpose.REPLY_LETTER, body))
    return seal_box(reply_key, Purpose.REPLY, reply.part_key, pad_to(signed.to_bytes(), BODY), random)


def open_reply(sealed: bytes, key: SealKey, part_key: bytes, kind: PartKind, directory: TrustedDirectory) -> Reply:
    """What a desk of such a compartment wrote to this part.

    Raises CannotOpen, Malformed, BadSignature, or NoSuchCompartment or NoSuchDevice for a desk that the directory in
    force does not have: its words are not shown.
    """
    if len(sealed) != SEALED:
        raise CannotOpen
    signed = SignedReply.from_bytes(unpad(open_box(key, Purpose.REPLY, part_key, sealed)))
    reply = Reply.from_bytes(signed.body)
    compartment = directory.compartment(reply.compartment)
    if compartment.kind is not kind or not same(reply.part_key, part_key):
        raise CannotOpen
    _check_desk(signed, reply, compartment)
    return reply


def _check_desk(signed: SignedReply, reply: Reply, compartment: Compartment) -> None:
    verify(compartment.desk(reply.desk).sign_key, Purpose.REPLY_LETTER, signed.body, signed.signature)


def reply_id(sealed: bytes) -> bytes:
    """32 bytes by which a source says that it has seen this reply; only who holds the box can know them."""
    return hashlib.sha256(sealed).digest()
