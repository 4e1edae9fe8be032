"""What other desks wrote to this one: drafts to review, and answers to our own drafts.

A letter that cannot be opened, or that is not what it says, is counted and left: it must not hide the others.
"""

from __future__ import annotations

from enum import Enum, auto

from protocol.desk_crossings import Draft
from protocol.directory import Compartment
from protocol.draft import (
    CheckedDraft,
    DraftAgreed,
    DraftRefused,
    DraftSummary,
    check_agreement,
    check_draft,
    open_letter,
)
from protocol.errors import ProtocolError
from protocol.primitives import same
from server.redaction.drafts.keeping import DraftAct, DraftState, KeptDraft, after, keep_draft, kept_draft
from server.redaction.drafts.reviewing import take_in
from server.redaction.errors import DraftError, NoSuchDraft, NotAnAnswer
from server.redaction.to_vault import clear_draft, waiting_drafts
from server.redaction.world import World


class Fate(Enum):
    """What becomes of a letter that was fetched."""

    WAITS = auto()
    """It stays with the vault: its draft is for our reviewer to answer, also after this desk was restarted."""
    DONE = auto()
    UNUSABLE = auto()
    """It stays too, until the vault forgets it: another directory may make it readable."""


async def collect_letters(world: World) -> int:
    """Fetch and sort everything that is addressed to this desk; returns how many letters could not be used.

    What is done with is cleared away at the vault. Raises VaultUnreachable, Refused, WrongAnswer.
    """
    unusable = 0
    for compartment in world.compartments():
        for letter in (await waiting_drafts(world.vault, compartment.name)).drafts:
            fate = _sort(world, compartment, letter)
            unusable += fate is Fate.UNUSABLE
            if fate is Fate.DONE:
                await clear_draft(world.vault, letter)
    return unusable


def _sort(world: World, compartment: Compartment, letter: Draft) -> Fate:
    try:
        content = open_letter(letter, compartment, world.name, world.seal_key)
        if isinstance(content, DraftSummary):
            waits = take_in(world, compartment, letter.from_desk, content)
            return Fate.WAITS if waits else Fate.DONE
        _take_answer(world, compartment, letter.from_desk, content)
    except (ProtocolError, DraftError):
        return Fate.UNUSABLE
    return Fate.DONE


def _take_answer(world: World, compartment: Compartment, sender: str, answer: DraftAgreed | DraftRefused) -> None:
    """Write the first answer to a draft that was sent down; one that comes again, or later, changes nothing.

    Raises NotAnAnswer, or what check_agreement raises.
    """
    try:
        kept = kept_draft(world, answer.draft)
    except NoSuchDraft:
        return  # discarded since
    if kept.state is not DraftState.SENT:
        return
    checked = check_draft(kept.sources(), world.pinned.directory)
    # A desk's name stands for its key within one compartment only: an answer comes the way the draft went.
    if (compartment.name, sender) != (kept.compartment, checked.reviewer.desk):
        raise NotAnAnswer
    if not same(answer.commitment, checked.commitment):
        raise NotAnAnswer
    keep_draft(world, kept.model_copy(update=_answered(kept, checked, answer)))


def _answered(kept: KeptDraft, checked: CheckedDraft, answer: DraftAgreed | DraftRefused) -> dict[str, object]:
    if isinstance(answer, DraftAgreed):
        return {"state": after(kept.state, DraftAct.AGREE), "agreed": check_agreement(answer, checked)}
    return {"state": after(kept.state, DraftAct.REFUSE), "said": answer.reason.value}
