"""Drafts on this desk's disk: each one file, sealed to the desk's own key, under a random name.

Rules of this file
* What is written is sealed before a file is opened; a file appears under its name only when it is whole and durable.
* Once release has taken a summary, the list of its parts and its r leave the file: what remains is what a successor
  has to name.
"""

from __future__ import annotations

import contextlib
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.contents import pad_to, unpad
from protocol.draft import DraftAgreed, DraftSummary
from protocol.encoding import Code, Day, Hash, Message, Purpose
from protocol.errors import Malformed, ProtocolError
from protocol.ids import from_text, to_text
from protocol.primitives import open_box, seal_box
from protocol.release import EventType, SignedAttestation, SignedClearance
from server.durable_file import remove_leftovers, write_durably
from server.redaction.errors import DraftUnreadable, NoSuchDraft, NotPossibleNow, TooManyDrafts
from server.redaction.world import World

MOST_DRAFTS = 500
PADDED = 56 * 1024
"""Bytes of every kept draft before it is sealed, so that a file's size does not tell how far the draft came."""
_SUFFIX = ".sealed"


class DraftState(StrEnum):
    """Where a draft of ours stands."""

    WRITTEN = "written"
    SENT = "sent"
    AGREED = "agreed"
    REFUSED = "refused"
    CLEARED = "cleared"
    HANDED_OVER = "handed-over"


class DraftAct(StrEnum):
    SEND = "send"
    AGREE = "agree"
    REFUSE = "refuse"
    CLEAR = "clear"
    HAND_OVER = "hand-over"


# A no of the vault or of the gate changes nothing: the same draft may be handed over again another day.
NEXT = {
    (DraftState.WRITTEN, DraftAct.SEND): DraftState.SENT,
    (DraftState.SENT, DraftAct.SEND): DraftState.SENT,
    (DraftState.SENT, DraftAct.AGREE): DraftState.AGREED,
    (DraftState.SENT, DraftAct.REFUSE): DraftState.REFUSED,
    (DraftState.AGREED, DraftAct.CLEAR): DraftState.CLEARED,
    (DraftState.CLEARED, DraftAct.HAND_OVER): DraftState.HANDED_OVER,
}


def after(state: DraftState, act: DraftAct) -> DraftState:
    """The state that an act leads to; raises NotPossibleNow."""
    if (state, act) not in NEXT:
        raise NotPossibleNow
    return NEXT[state, act]


class KeptDraft(Message):
    """One draft of this desk's curator, and how far it came."""

    BOUND: ClassVar[int] = PADDED - 4

    type: Literal["leeward/v1/kept-draft"] = "leeward/v1/kept-draft"
    draft: Hash
    state: DraftState
    compartment: Code
    reviewer: Code
    commitment: Hash
    area: Code
    period: Annotated[str, Field(max_length=10)]
    event_type: EventType
    valid_until: Day
    written: DraftSummary | None
    """None once it is handed over."""
    attestation: SignedAttestation | None
    agreed: DraftAgreed | None = None
    clearance: SignedClearance | None = None
    said: Annotated[str, Field(max_length=1024, pattern=r"^[a-z][a-z -]*$")] | None = None
    """The last no, as a coded word of the reviewer, the vault or the gate."""

    def sources(self) -> DraftSummary:
        """The draft with its parts; raises NotPossibleNow once it is handed over."""
        if self.written is None:
            raise NotPossibleNow
        return self.written


def keep_draft(world: World, kept: KeptDraft) -> KeptDraft:
    """Seal and write, durable before this returns. Raises TooManyDrafts or OSError."""
    path = _path(world, kept.draft)
    if not path.exists() and sum(1 for _ in world.folder.glob(f"*{_SUFFIX}")) >= MOST_DRAFTS:
        raise TooManyDrafts
    sealed = seal_box(world.seal_key.public, Purpose.DRAFT, kept.draft, pad_to(kept.to_bytes(), PADDED), world.random)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_durably(path, sealed)
    return kept


def kept_draft(world: World, draft: bytes) -> KeptDraft:
    """Read one back. Raises NoSuchDraft or DraftUnreadable."""
    try:
        sealed = _path(world, draft).read_bytes()
    except FileNotFoundError:
        raise NoSuchDraft from None
    try:
        kept = KeptDraft.from_bytes(unpad(open_box(world.seal_key, Purpose.DRAFT, draft, sealed)))
    except ProtocolError:
        raise DraftUnreadable from None
    if kept.draft != draft:
        raise DraftUnreadable
    return kept


def kept_drafts(world: World) -> tuple[list[KeptDraft], int]:
    """All that are kept, in an order that tells nothing, and how many files can no longer be read."""
    readable: list[KeptDraft] = []
    paths = sorted(world.folder.glob(f"*{_SUFFIX}"))
    for path in paths:
        with contextlib.suppress(DraftUnreadable, Malformed):  # counted, so that one spoilt file hides no other
            readable.append(kept_draft(world, from_text(path.stem)))
    return readable, len(paths) - len(readable)


def discard_draft(world: World, draft: bytes) -> None:
    """Remove one. Raises NoSuchDraft. A disk may keep the sealed bytes for longer."""
    try:
        _path(world, draft).unlink()
    except FileNotFoundError:
        raise NoSuchDraft from None


def clear_unfinished(folder: Path) -> None:
    """At a start: what a crash left half done, or kept of an older state, such as the parts of one handed over."""
    remove_leftovers(folder, f"*{_SUFFIX}")


def _path(world: World, draft: bytes) -> Path:
    return world.folder / f"{to_text(draft)}{_SUFFIX}"
