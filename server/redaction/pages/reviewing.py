"""The second pair of eyes: a draft beside the originals, read at this desk, and what this desk found itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from protocol.draft import CheckedDraft, ReviewReason
from server.redaction.drafts.letters import collect_letters
from server.redaction.drafts.reviewing import Review, refuse_review, review, sign_review, waiting_review
from server.redaction.errors import Crossing, DeskError, NoSuchOpening, OriginalsMissing, PartNotOpen
from server.redaction.forms import PartShown
from server.redaction.opening.openings import follow, held_opening
from server.redaction.pages.calls import Visit, go_to
from server.redaction.pages.directions import runs_of
from server.redaction.pages.errors import FormRefused
from server.redaction.pages.marking import direction_in, pieces
from server.redaction.pages.shown import shown_part
from server.redaction.pages.writing import Field, fields_of_marks
from server.redaction.room.joining import join

MOST_BESIDE = 20
"""Originals that stand on one page; the others are read on their openings' pages."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    number: int
    checked: CheckedDraft


@dataclass(frozen=True, slots=True, repr=False)
class Beside:
    """An original beside the draft. None in `shown`: it cannot be read here now."""

    label: str
    opening: int
    place: int
    shown: PartShown | None


async def show_reviews(visit: Visit) -> Response:
    try:
        unusable, is_silent = await collect_letters(visit.world), False
    except Crossing:
        unusable, is_silent = 0, True
    rows = [ReviewRow(visit.session.drafts.of(draft), one) for draft, one in visit.world.memory.reviews.items()]
    return visit.page("reviews", rows=rows, unusable=unusable, silent=is_silent)


async def show_one_review(visit: Visit) -> Response:
    """What this desk finds, if it can read the originals; else what is to be done first."""
    draft = _draft(visit)
    checked = waiting_review(visit.world, draft)
    found, why = await _found(visit, draft)
    return visit.page(
        "review",
        number=visit.call.number("number"),
        checked=checked,
        found=found,
        fields=_fields(found),
        unlisted=_unlisted(visit, found),
        why=why,
        beside=await _beside(visit, checked),
        all=len(checked.request.parts),
        reasons=tuple(ReviewReason),
        direction_in=direction_in,
        runs_in=lambda text: runs_of(pieces(text, ()), direction_in(text)),
    )


async def take_review_join(visit: Visit) -> Response:
    """Take up the draft's openings with keys of this desk, and open what custodians have approved."""
    checked = waiting_review(visit.world, _draft(visit))
    for opening in checked.draft.openings:
        await follow(visit.world, opening)
        await join(visit.world, opening)
    return _back(visit)


async def take_signature(visit: Visit) -> Response:
    """Raises FormRefused unless its person says that they have read: one slip on a keyboard signs nothing."""
    if visit.form.all("read") != ["yes"]:
        raise FormRefused
    await sign_review(visit.world, _draft(visit))
    return go_to("/desk/reviews")


async def take_refusal(visit: Visit) -> Response:
    try:
        reason = ReviewReason(visit.form.one("reason"))
    except ValueError:
        raise FormRefused from None
    await refuse_review(visit.world, _draft(visit), reason)
    return go_to("/desk/reviews")


async def _found(visit: Visit, draft: bytes) -> tuple[Review | None, type[Exception] | None]:
    try:
        return await review(visit.world, draft), None
    except (NoSuchOpening, OriginalsMissing):
        return None, None
    except DeskError as why:
        return None, type(why)


def _fields(found: Review | None) -> Sequence[Field]:
    if found is None:
        return ()
    summary = found.checked.summary
    texts = {"title": summary.title, "bluf": summary.bluf, "gaps": summary.gaps}
    return fields_of_marks(texts, (*found.findings.shared, *found.findings.identifiers))


def _unlisted(visit: Visit, found: Review | None) -> Sequence[tuple[str, int, int] | None]:
    """Label, opening and place of each part that was opened and that no summary stands on; None where it is not held
    here."""
    return [_place_of(visit, part) for part in found.unlisted.nowhere] if found else ()


def _place_of(visit: Visit, part: bytes) -> tuple[str, int, int] | None:
    for held in visit.world.memory.openings.values():
        if part in held.checked.request.parts:
            number, place = visit.session.openings.of(held.checked.id), held.checked.request.parts.index(part) + 1
            return f"{number}.{place}", number, place
    return None


async def _beside(visit: Visit, checked: CheckedDraft) -> list[Beside]:
    found: list[Beside] = []
    listed = set(checked.request.parts)
    for opening in checked.draft.openings:
        if opening not in visit.world.memory.openings:
            continue
        number = visit.session.openings.of(opening)
        for place, part in enumerate(held_opening(visit.world, opening).checked.request.parts, 1):
            if part in listed and len(found) < MOST_BESIDE:
                found.append(Beside(f"{number}.{place}", number, place, await _shown(visit, opening, part)))
    return found


async def _shown(visit: Visit, opening: bytes, part: bytes) -> PartShown | None:
    try:
        return await shown_part(visit.world, opening, part)
    except PartNotOpen:
        return None


def _draft(visit: Visit) -> bytes:
    return visit.session.drafts.named(visit.call.number("number"))


def _back(visit: Visit) -> Response:
    return go_to(f"/desk/reviews/{visit.call.number('number')}")
