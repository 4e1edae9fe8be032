"""Writing a summary anew, from coded fields and few words, and sending it to a second person.

Rules of this file
* A draft says which parts it stands on, and every one of them was read at this desk under an opening that names the
  reviewer to whom the draft goes.
* A draft is never changed. Whoever wants another summary writes another draft, with another r.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from protocol.consent import Audience
from protocol.desk_crossings import Neighbours
from protocol.directory import Compartment
from protocol.draft import CheckedDraft, DraftSummary, check_draft, is_sensitive, seal_letter
from protocol.opening import CheckedRequest, Side
from protocol.policy import Area
from protocol.release import MAX_WORDS, ClearanceRequest, ExpiryClass, Summary, commit_summary
from server.redaction.drafts.findings import Findings, Marked, attestation_of, hold_against_originals
from server.redaction.drafts.keeping import DraftAct, DraftState, KeptDraft, after, keep_draft, kept_draft
from server.redaction.errors import AreaNotKnown, DoNotFit, NotTheLast, TooManyWords
from server.redaction.opening.openings import held_opening
from server.redaction.to_release import neighbours_of
from server.redaction.to_vault import send_draft
from server.redaction.world import World


@dataclass(frozen=True, slots=True)
class Standing:
    """What a summary stands on, and how far it may go."""

    openings: tuple[bytes, ...]
    parts: tuple[bytes, ...]
    audience: Audience
    expiry: ExpiryClass
    urgent: bool


async def write_draft(
    world: World, summary: Summary, standing: Standing, marked: Marked | None = None
) -> tuple[KeptDraft, Findings]:
    """Check a summary against its originals, with what was marked in them, and keep it sealed on this desk.

    Raises DoNotFit, TooManyWords, AreaNotKnown, NotTheLast, NoSuchOpening, OriginalsMissing, TooManyDrafts,
    VaultUnreachable, ReleaseUnreachable, Refused, WrongAnswer, or a child of ReleaseRefused.
    """
    if summary.words() > MAX_WORDS:
        raise TooManyWords
    opening = _opening_of(world, standing)
    area = _area(world, summary.area, opening.compartment)
    before = await neighbours_of(world.release, opening.compartment.name, summary)
    summary = summary.model_copy(update={"predecessor": _predecessor(summary, before)})
    checked = _draft(world, summary, standing, opening, area, before)
    findings = await hold_against_originals(world, checked, marked)
    return keep_draft(world, _first_kept(world, checked, findings)), findings


def _opening_of(world: World, standing: Standing) -> CheckedRequest:
    if any(held_opening(world, one).side is not Side.CURATOR for one in standing.openings):
        raise DoNotFit
    return one_opening([held_opening(world, one).checked for one in standing.openings])


def _predecessor(summary: Summary, before: Neighbours) -> bytes | None:
    """The last that was released there, whoever wrote it: nobody need type it, and nobody names another."""
    if summary.predecessor not in (None, before.predecessor):
        raise NotTheLast
    return before.predecessor


def _draft(
    world: World, summary: Summary, standing: Standing, opening: CheckedRequest, area: Area, before: Neighbours
) -> CheckedDraft:
    r = world.random(32)
    request = ClearanceRequest(
        directory=world.pinned.directory.hash,
        compartment=opening.compartment.name,
        commitment=commit_summary(summary, r),
        parts=standing.parts,
        aim=opening.request.aim,
        audience=standing.audience,
        place=area.level,
        period=summary.period_precision(),
        expiry=standing.expiry,
        urgent=standing.urgent,
        sensitive=is_sensitive(summary),
        predecessor=before.predecessor,
        beside=before.beside,
        curator=world.name,
        reviewer=opening.reviewer.desk,
    )
    draft = DraftSummary(
        draft=world.random(32),
        openings=standing.openings,
        summary=summary.to_bytes(),
        r=r,
        request=request.to_bytes(),
    )
    return check_draft(draft, world.pinned.directory)


def one_opening(several: Sequence[CheckedRequest]) -> CheckedRequest:
    """One of them, if all are of one compartment, for one aim, and name the same two desks. Raises DoNotFit."""
    marks = {(one.compartment.name, one.request.aim, one.curator.desk, one.reviewer.desk) for one in several}
    if len(marks) != 1:
        raise DoNotFit
    return several[0]


def _area(world: World, code: str, compartment: Compartment) -> Area:
    area = world.pinned.policy.area(code)
    if area is None or area.country != compartment.country:
        raise AreaNotKnown
    return area


def _first_kept(world: World, checked: CheckedDraft, findings: Findings) -> KeptDraft:
    return KeptDraft(
        draft=checked.draft.draft,
        state=DraftState.WRITTEN,
        compartment=checked.request.compartment,
        reviewer=checked.request.reviewer,
        commitment=checked.commitment,
        area=checked.summary.area,
        period=checked.summary.period,
        event_type=checked.summary.event_type,
        valid_until=checked.summary.valid_until,
        written=checked.draft,
        attestation=attestation_of(world, checked.commitment, findings),
    )


async def send_to_reviewer(world: World, draft: bytes) -> KeptDraft:
    """Send a draft, sealed to the reviewer's desk; again, if need be.

    Raises NoSuchDraft, NotPossibleNow, DirectoryMoved, VaultUnreachable or Refused.
    """
    kept = kept_draft(world, draft)
    state = after(kept.state, DraftAct.SEND)
    checked = check_draft(kept.sources(), world.pinned.directory)
    compartment = world.compartment(kept.compartment)
    letter = seal_letter(checked.draft, compartment, world.name, checked.reviewer.desk, world.sign_key, world.random)
    await send_draft(world.vault, letter)
    return keep_draft(world, kept.model_copy(update={"state": state, "said": None}))
