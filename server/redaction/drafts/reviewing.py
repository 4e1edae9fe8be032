"""The second pair of eyes: a reviewer reads the originals at a desk of their own, then signs or refuses.

Rules of this file
* A reviewer's desk joins the same openings with its own fresh key. It believes nothing of what the curator's desk
  says about the originals, and attests what it found itself.
* Who wrote a summary cannot sign it: the draft names two desks of two people, and this one must be the second.
* What both opened and is not listed is shown, also what the draft does not mention: it may have been needless, or left
  out on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass

from protocol.directory import Compartment
from protocol.draft import (
    CheckedDraft,
    DraftAgreed,
    DraftRefused,
    DraftSummary,
    ReviewReason,
    check_draft,
    seal_letter,
)
from protocol.opening import Side
from protocol.release import sign_clearance
from server.redaction.drafts.drafting import one_opening
from server.redaction.drafts.findings import Findings, attestation_of, hold_against_originals
from server.redaction.errors import DoNotFit, NoSuchDraft, NotTheReviewer, TooManyDrafts
from server.redaction.opening.openings import held_opening
from server.redaction.to_vault import opened_parts, send_draft
from server.redaction.world import World

MOST_FROM_ONE = 64
"""Drafts of one curator's desk in one compartment: as many as the vault keeps of its boxes."""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Parts that both desks opened for the same aim, or may, and that the summary does not name."""

    nowhere: tuple[bytes, ...]
    """No cleared summary stands on them."""
    elsewhere: tuple[bytes, ...]
    """Another summary does."""


@dataclass(frozen=True, slots=True)
class Review:
    """One draft as the reviewer sees it."""

    checked: CheckedDraft
    findings: Findings
    unlisted: Unlisted


def take_in(world: World, compartment: Compartment, sender: str, claimed: DraftSummary) -> bool:
    """Keep a draft for this desk's reviewer, in memory; False if it was answered already.

    Raises NotTheReviewer, TooManyDrafts, or what check_draft raises.
    """
    checked = check_draft(claimed, world.pinned.directory)
    # A desk's name stands for its key within one compartment only: a draft comes through the one it is about.
    if (compartment.name, sender) != (checked.request.compartment, checked.curator.desk):
        raise NotTheReviewer
    if not world.is_us(checked.reviewer):
        raise NotTheReviewer
    if checked.commitment in world.memory.answered:
        return False
    if claimed.draft not in world.memory.reviews:
        _drop_overtaken(world)
        if _waiting_from(world, checked) >= MOST_FROM_ONE:
            raise TooManyDrafts
        world.memory.reviews[claimed.draft] = checked
    return True


def _waiting_from(world: World, checked: CheckedDraft) -> int:
    """How many drafts of the same desk, in the same compartment, wait here already."""
    sender = (checked.request.compartment, checked.curator.desk)
    waiting = world.memory.reviews.values()
    return sum((one.request.compartment, one.curator.desk) == sender for one in waiting)


def _drop_overtaken(world: World) -> None:
    """Drafts under an earlier directory can be neither signed nor refused: they must not keep others out."""
    reviews, now = world.memory.reviews, world.pinned.directory.hash
    for draft in [draft for draft, waiting in reviews.items() if waiting.request.directory != now]:
        del reviews[draft]


def waiting_review(world: World, draft: bytes) -> CheckedDraft:
    """Raises NoSuchDraft, or DirectoryMoved for one that the directory has overtaken."""
    if (checked := world.memory.reviews.get(draft)) is None:
        raise NoSuchDraft
    return check_draft(checked.draft, world.pinned.directory)


async def review(world: World, draft: bytes) -> Review:
    """Hold a draft against the originals, read at this desk.

    Raises NoSuchDraft, NoSuchOpening, OriginalsMissing, DoNotFit, VaultUnreachable, Refused or WrongAnswer.
    """
    checked = waiting_review(world, draft)
    _check_openings(world, checked)
    findings = await hold_against_originals(world, checked)
    return Review(checked, findings, await _unlisted(world, checked))


def _check_openings(world: World, checked: CheckedDraft) -> None:
    """The draft's openings are those of its compartment, aim and two desks, and this desk is their reviewer's."""
    held = [held_opening(world, one) for one in checked.draft.openings]
    opening = one_opening([one.checked for one in held])
    asked = (opening.compartment.name, opening.request.aim, opening.curator.desk, opening.reviewer.desk)
    request = checked.request
    if asked != (request.compartment, request.aim, request.curator, request.reviewer):
        raise DoNotFit
    if any(one.side is not Side.REVIEWER for one in held):
        raise NotTheReviewer


async def _unlisted(world: World, checked: CheckedDraft) -> Unlisted:
    """By the vault's rows: what the draft says of its openings is its curator's word."""
    request = checked.request
    opened = await opened_parts(world.vault, request.compartment, request.curator, request.aim)
    left_out = [one for one in opened.parts if one.part not in set(request.parts)]
    return Unlisted(
        nowhere=tuple(one.part for one in left_out if not one.cleared),
        elsewhere=tuple(one.part for one in left_out if one.cleared),
    )


async def sign_review(world: World, draft: bytes) -> Findings:
    """Agree: sign the clearance request and what this desk found, and send both back, sealed.

    Raises what `review` raises.
    """
    seen = await review(world, draft)
    agreed = DraftAgreed(
        draft=draft,
        commitment=seen.checked.commitment,
        signature=sign_clearance(seen.checked.request, world.sign_key),
        attestation=attestation_of(world, seen.checked.commitment, seen.findings),
    )
    await _answer(world, seen.checked, agreed)
    return seen.findings


async def refuse_review(world: World, draft: bytes, reason: ReviewReason) -> None:
    """Say no, with a coded reason. Raises NoSuchDraft, VaultUnreachable or Refused."""
    checked = waiting_review(world, draft)
    await _answer(world, checked, DraftRefused(draft=draft, commitment=checked.commitment, reason=reason))


async def _answer(world: World, checked: CheckedDraft, answer: DraftAgreed | DraftRefused) -> None:
    compartment = world.compartment(checked.request.compartment)
    letter = seal_letter(answer, compartment, world.name, checked.curator.desk, world.sign_key, world.random)
    await send_draft(world.vault, letter)
    world.memory.answered.add(checked.commitment)
    world.memory.reviews.pop(checked.draft.draft, None)
