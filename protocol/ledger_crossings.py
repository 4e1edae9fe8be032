"""What the log is told, and the proofs that it gives anyone. SPEC 18."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from protocol.encoding import Hash, Message


class NewEntries(Message):
    """Commitments for the log, 32 bytes each; the log learns nothing more."""

    BOUND: ClassVar[int] = 256 * 1024

    commitments: Annotated[tuple[Hash, ...], Field(min_length=1, max_length=4096)]


class Inclusion(Message):
    """Where a commitment stands in the log, with its proof."""

    BOUND: ClassVar[int] = 16 * 1024

    index: Annotated[int, Field(ge=0, le=2**48)]
    proof: Annotated[tuple[Hash, ...], Field(max_length=64)]
    checkpoint: Annotated[str, Field(max_length=8192)]


class Consistency(Message):
    """That the log at one size begins with the log at a smaller one."""

    BOUND: ClassVar[int] = 8192

    proof: Annotated[tuple[Hash, ...], Field(max_length=64)]
    checkpoint: Annotated[str, Field(max_length=8192)]
