"""Summaries of this desk's curator: where each one stands, and what is done with it next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from protocol.opening import Side
from protocol.release import Summary
from server.redaction.drafts.drafting import send_to_reviewer
from server.redaction.drafts.handing_over import GATE, HandOver, hand_over
from server.redaction.drafts.keeping import (
    NEXT,
    DraftAct,
    DraftState,
    KeptDraft,
    discard_draft,
    kept_draft,
    kept_drafts,
)
from server.redaction.drafts.letters import collect_letters
from server.redaction.errors import Crossing
from server.redaction.pages.calls import Visit, go_to
from server.redaction.pages.marking import direction_in
from server.redaction.pages.memory import Said
from server.redaction.pages.writing import kin_of


@dataclass(frozen=True, slots=True)
class DraftRow:
    number: int
    kept: KeptDraft
    summary: Summary | None
    """None once it is handed over."""


@dataclass(frozen=True, slots=True)
class Group:
    """Openings on which one summary can stand; `number`: of the first."""

    number: int
    compartment: str
    aim: str
    reviewer: str
    readable: int


async def show_drafts(visit: Visit) -> Response:
    """With the reviewers' answers that have come; without them where the vault is silent."""
    unusable, is_silent = await _collected(visit)
    kept, unreadable = kept_drafts(visit.world)
    rows = sorted((_row(visit, one) for one in kept), key=lambda row: row.number)
    return visit.page(
        "drafts", rows=rows, groups=_groups(visit), unreadable=unreadable, unusable=unusable, silent=is_silent
    )


async def show_one_draft(visit: Visit) -> Response:
    draft = _draft(visit)
    _, is_silent = await _collected(visit)
    row = _row(visit, kept_draft(visit.world, draft))
    return visit.page(
        "draft",
        row=row,
        direction_in=direction_in,
        acts=acts_of(row.kept.state),
        replaces=_replaced(visit, row),
        said=visit.session.handed_over.get(draft),
        reasons=reasons_of(row.kept),
        silent=is_silent,
    )


async def take_sending(visit: Visit) -> Response:
    await send_to_reviewer(visit.world, _draft(visit))
    return _back(visit)


async def take_handing_over(visit: Visit) -> Response:
    """What the vault and the gate say is shown on the draft's page, a no as well as a yes."""
    draft = _draft(visit)
    visit.session.handed_over[draft] = _said(await hand_over(visit.world, draft))
    return _back(visit)


async def take_discard(visit: Visit) -> Response:
    draft = _draft(visit)
    discard_draft(visit.world, draft)
    visit.session.handed_over.pop(draft, None)
    return go_to("/desk/drafts")


def acts_of(state: DraftState) -> frozenset[str]:
    """What a person can do next: send, or hand over, which begins with the vault's clearance."""
    following = {act for (before, act) in NEXT if before is state}
    hands_over = {"hand-over"} if following & {DraftAct.CLEAR, DraftAct.HAND_OVER} else set[str]()
    return frozenset(hands_over | ({"send"} if DraftAct.SEND in following else set()))


def reasons_of(kept: KeptDraft) -> Sequence[str]:
    """The last no in its coded words: a reviewer's, or the vault's. The gate's stands rule by rule."""
    return () if kept.said in (None, GATE) else (kept.said or "").split()


def _said(handed: HandOver) -> Said:
    rules = handed.verdict.rules if handed.verdict else ()
    return Said(handed.refused, tuple((one.rule, one.passed, one.reason) for one in rules))


async def _collected(visit: Visit) -> tuple[int, bool]:
    try:
        return await collect_letters(visit.world), False
    except Crossing:
        return 0, True


def _groups(visit: Visit) -> list[Group]:
    found: dict[bytes, Group] = {}
    memory, numbers = visit.world.memory, visit.session.openings
    for held in memory.openings.values():
        if held.side is not Side.CURATOR:
            continue
        kin = kin_of(visit.world, held.checked)
        first, checked = kin[0].checked.id, held.checked
        readable = {
            part for one in kin for part in one.checked.request.parts if memory.rooms.is_readable(one.checked.id, part)
        }
        found[first] = Group(
            number=numbers.of(first),
            compartment=checked.compartment.name,
            aim=checked.request.aim.value,
            reviewer=checked.reviewer.desk,
            readable=len(readable),
        )
    return list(found.values())


def _row(visit: Visit, kept: KeptDraft) -> DraftRow:
    summary = Summary.from_bytes(kept.written.summary) if kept.written else None
    return DraftRow(visit.session.drafts.of(kept.draft), kept, summary)


def _replaced(visit: Visit, row: DraftRow) -> tuple[bool, int | None]:
    """Whether it follows a release, and the number of the draft of ours that it was, if it is kept here."""
    before = row.summary.predecessor if row.summary else None
    if before is None:
        return False, None
    ours = next((one for one in kept_drafts(visit.world)[0] if one.commitment == before), None)
    return True, visit.session.drafts.of(ours.draft) if ours else None


def _draft(visit: Visit) -> bytes:
    return visit.session.drafts.named(visit.call.number("number"))


def _back(visit: Visit) -> Response:
    return go_to(f"/desk/drafts/{visit.call.number('number')}")
