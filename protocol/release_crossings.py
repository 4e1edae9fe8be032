"""What release asks the vault: which of its clearances still hold. SPEC 18."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from protocol.encoding import Hash, Message


class ClearanceQuery(Message):
    """Release asks which of its clearances still hold."""

    BOUND: ClassVar[int] = 1024 * 1024

    commitments: Annotated[tuple[Hash, ...], Field(max_length=20_000)]


class ClearanceStanding(Message):
    """In the order asked: whether each still holds. Nothing says why one does not."""

    BOUND: ClassVar[int] = 256 * 1024

    holds: Annotated[tuple[bool, ...], Field(max_length=20_000)]
