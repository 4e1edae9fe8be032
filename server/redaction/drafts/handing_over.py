"""From two signatures to a release: the vault's clearance, then the gate's verdict.

Rules of this file
* The clearance is kept before release is asked, so that a desk that stops in between loses nothing.
* A clearance is used only if it is for exactly what was asked, and the directory's vault signed it.
* A no is passed on as it was said, in coded words, and changes nothing: both desks' signatures stay.
"""

from __future__ import annotations

from dataclasses import dataclass

from protocol.draft import CheckedDraft, check_draft
from protocol.errors import ProtocolError
from protocol.release import (
    Clearance,
    ClearanceRequest,
    SignedClearance,
    SignedClearanceRequest,
    Submission,
    check_clearance,
    sign_clearance,
)
from server.redaction.drafts.keeping import DraftAct, DraftState, KeptDraft, after, keep_draft, kept_draft
from server.redaction.errors import ClearanceDiffers, NotPossibleNow, Refused
from server.redaction.to_release import Verdict, submit_summary
from server.redaction.to_vault import ask_clearance
from server.redaction.world import World

GATE = "gate"
_ASKED = frozenset(ClearanceRequest.model_fields) - {"type", "parts"}
"""What a clearance must repeat of its request."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """How far it came. `refused` is the vault's coded word; `verdict` is the gate's, rule by rule."""

    kept: KeptDraft
    refused: str | None
    verdict: Verdict | None


async def hand_over(world: World, draft: bytes) -> HandOver:
    """Ask the vault for clearance, unless it was given already, then hand the summary to release.

    Raises NoSuchDraft, NotPossibleNow, DirectoryMoved, ClearanceDiffers, VaultUnreachable, ReleaseUnreachable,
    WrongAnswer, or Refused where release would not even judge it.
    """
    kept = kept_draft(world, draft)
    if kept.state is DraftState.AGREED:
        kept, refused = await _clear(world, kept)
        if refused is not None:
            return HandOver(kept, refused, None)
    after(kept.state, DraftAct.HAND_OVER)
    verdict = await submit_summary(world.release, _submission(kept))
    return HandOver(keep_draft(world, _judged(kept, verdict)), None, verdict)


async def _clear(world: World, kept: KeptDraft) -> tuple[KeptDraft, str | None]:
    checked = check_draft(kept.sources(), world.pinned.directory)
    try:
        granted = await ask_clearance(world.vault, _signed_by_both(world, kept, checked))
    except Refused as no:
        return keep_draft(world, kept.model_copy(update={"said": no.reason})), no.reason
    check_granted(world, granted, checked.request)
    update = {"state": after(kept.state, DraftAct.CLEAR), "clearance": granted, "said": None}
    return keep_draft(world, kept.model_copy(update=update)), None


def _signed_by_both(world: World, kept: KeptDraft, checked: CheckedDraft) -> SignedClearanceRequest:
    if kept.agreed is None:
        raise NotPossibleNow
    return SignedClearanceRequest(
        body=checked.draft.request,
        curator_signature=sign_clearance(checked.request, world.sign_key),
        reviewer_signature=kept.agreed.signature,
    )


def check_granted(world: World, granted: SignedClearance, request: ClearanceRequest) -> Clearance:
    """The clearance, if the directory's vault signed it for exactly this request. Raises ClearanceDiffers."""
    try:
        clearance = check_clearance(granted, world.pinned.directory)
    except ProtocolError:
        raise ClearanceDiffers from None
    if any(getattr(clearance, field) != getattr(request, field) for field in _ASKED):
        raise ClearanceDiffers
    return clearance


def _submission(kept: KeptDraft) -> Submission:
    if kept.clearance is None or kept.attestation is None or kept.agreed is None:
        raise NotPossibleNow
    draft = kept.sources()
    return Submission(
        summary=draft.summary,
        r=draft.r,
        clearance=kept.clearance,
        curator=kept.attestation,
        reviewer=kept.agreed.attestation,
    )


def _judged(kept: KeptDraft, verdict: Verdict) -> KeptDraft:
    """After a yes, what joins the summary to its parts leaves this disk; after a no, all stays for another try."""
    if not verdict.passed:
        return kept.model_copy(update={"said": GATE})
    gone = {"written": None, "attestation": None, "agreed": None, "clearance": None, "said": None}
    return kept.model_copy(update={"state": after(kept.state, DraftAct.HAND_OVER), **gone})
