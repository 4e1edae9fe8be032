"""What a source sends after a report: always one size, sealed to the vault, a dummy where nothing changes. SPEC 13."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.consent import ClaimedConsent, ClaimedWithdrawal
from protocol.contents import pad_to, unpad
from protocol.encoding import Hash, Message, Purpose
from protocol.errors import CannotOpen
from protocol.primitives import (
    BOX_OVERHEAD,
    Randomness,
    SealKey,
    open_box,
    seal_box,
    stream_size,
    system_random,
)

BODY = 4096
SEALED = BOX_OVERHEAD + stream_size(BODY)
"""Bytes of every post on the wire."""
_CONTEXT = b""


class Post(Message):
    """A few changes of each kind; none at all is a dummy."""

    BOUND: ClassVar[int] = BODY

    type: Literal["leeward/v1/post"] = "leeward/v1/post"
    withdrawals: Annotated[tuple[ClaimedWithdrawal, ...], Field(max_length=4)] = ()
    consents: Annotated[tuple[ClaimedConsent, ...], Field(max_length=2)] = ()
    seen: Annotated[tuple[Hash, ...], Field(max_length=2)] = ()
    """Replies that were read, by reply_id: the vault forgets them and shows the next."""


def seal_post(post: Post, vault_key: bytes, random: Randomness = system_random) -> bytes:
    """Always SEALED bytes."""
    return seal_box(vault_key, Purpose.POST, _CONTEXT, pad_to(post.to_bytes(), BODY), random)


def open_post(key: SealKey, sealed: bytes) -> Post:
    """Raises CannotOpen or Malformed. What is inside is still a claim: each statement is checked on its own."""
    if len(sealed) != SEALED:
        raise CannotOpen
    return Post.from_bytes(unpad(open_box(key, Purpose.POST, _CONTEXT, sealed)))
