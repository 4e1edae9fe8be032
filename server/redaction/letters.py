"""What other desks wrote to this one: drafts to review, and answers to our own drafts.

A letter that cannot be opened, or that is not what it says, is counted and left: it must not hide the others.
"""

from __future__ import annotations

from protocol.crossings import Draft
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
from server.redaction.errors import DraftError, NoSuchDraft, NotAnAnswer
from server.redaction.keeping import DraftAct, DraftState, KeptDraft, after, keep_draft, kept_draft
from server.redaction.reviewing import take_in
from server.redaction.to_vault import waiting_drafts
from server.redaction.world import World


async def collect_letters(world: World) -> int:
    """Fetch and sort everything that is addressed to this desk; returns how many letters could not be used.

    Raises VaultUnreachable, Refused, WrongAnswer.
    """
    unusable = 0
    for compartment in world.compartments():
        answer = await waiting_drafts(world.vault, compartment.name)
        unusable += sum(not _taken(world, compartment, letter) for letter in answer.drafts)
    return unusable


def _taken(world: World, compartment: Compartment, letter: Draft) -> bool:
    try:
        content = open_letter(letter, compartment, world.name, world.seal_key)
        if isinstance(content, DraftSummary):
            take_in(world, compartment, letter.from_desk, content)
        else:
            _take_answer(world, compartment, letter.from_desk, content)
    except (ProtocolError, DraftError):
        return False
    return True


def _take_answer(world: World, compartment: Compartment, sender: str, answer: DraftAgreed | DraftRefused) -> None:
    """The first answer to a draft that was sent counts; the vault may hand letters out again and again.

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
