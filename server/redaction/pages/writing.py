"""Writing a summary anew: the form, and beside it what a draft of it would meet, before anything is kept.

Rules of this file
* The form is sent to be looked at as often as somebody pauses; nothing of it stays here until they keep a draft.
* Whatever is refused, the words that were typed come back with the refusal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from starlette.responses import Response

from protocol.directory import Compartment
from protocol.errors import ProtocolError
from protocol.opening import CheckedRequest, Side
from protocol.policy import Area
from protocol.release import MAX_LISTED, MAX_WORDS
from server.detection.wording import LANGUAGES
from server.redaction.drafts.drafting import Standing, write_draft
from server.redaction.drafts.findings import Mark, Marked
from server.redaction.drafts.foreseeing import Chosen, Foreseen, foresee, least_sources
from server.redaction.drafts.weighing import Attempt, expiry_for
from server.redaction.errors import DeskError
from server.redaction.likeness import Likeness
from server.redaction.memory import HeldOpening
from server.redaction.opening.openings import held_opening
from server.redaction.pages.calls import Visit, go_to
from server.redaction.pages.decisions import Decided, Stretch
from server.redaction.pages.errors import NoSuchPage
from server.redaction.pages.guiding import Warned, warnings_of
from server.redaction.pages.hinting import hinted
from server.redaction.pages.marking import Piece, direction_in, pieces
from server.redaction.pages.memory import Session
from server.redaction.pages.summary_form import (
    CIRCLES,
    CODED,
    CREDIBILITY,
    RISK_FACTORS,
    STAYS,
    WRITTEN,
    Filled,
    attempt_of,
    empty,
    filled_in,
    offered_days,
    offered_months,
    offered_weeks,
    summary_of,
)
from server.redaction.room.questions import MarkedStretch
from server.redaction.to_vault import listed_parts
from server.redaction.world import World


@dataclass(frozen=True, slots=True)
class PartToChoose:
    """A part that can be read here now. `label`: its opening and its place there, as the pages name it."""

    number: int
    label: str
    opening: bytes
    opening_number: int
    place: int
    part: bytes
    vouched: bool | None
    """None: the vault could not be asked."""


@dataclass(frozen=True, slots=True, repr=False)
class Field:
    """A field of the summary as it was written, cut at its marks."""

    name: str
    pieces: Sequence[Piece]
    marks: Sequence[Stretch]
    direction: str


@dataclass(frozen=True, slots=True, repr=False)
class Gate:
    """What is shown beside the form. `why`: what kept the originals from being asked, by the error's kind."""

    foreseen: Foreseen | None
    words: int
    chosen: int
    vouched: int
    """Of the chosen parts: as many as the vault says have a card. People are what only it counts."""
    least: Mapping[str, int]
    warned: Sequence[Warned]
    silent: Sequence[str]
    """Reports about which nobody has answered the questions."""
    fields: Sequence[Field] = ()
    why: type[Exception] | None = None


async def show_writing(visit: Visit) -> Response:
    held = _ours(visit)
    parts = await _parts(visit, held)
    here = [one.number for one in parts if one.opening == held.checked.id]
    told = await hinted(visit.world, [Chosen(one.label, one.opening, one.part) for one in parts])
    return await _page(visit, held, parts, empty(visit.call.language, here), _Answer(told=told, sent=False))


async def take_attempt(visit: Visit) -> Response:
    """The same page with what stands in the form, and what it would meet. Nothing is kept."""
    held = _ours(visit)
    parts = await _parts(visit, held)
    return await _page(visit, held, parts, _filled(visit, held))


async def take_draft(visit: Visit) -> Response:
    """Keep a draft; where that is refused, the form comes back as it was."""
    held = _ours(visit)
    parts, filled = await _parts(visit, held), _filled(visit, held)
    chosen, summary = _chosen(parts, filled), summary_of(filled)
    if summary is None or not chosen:
        return await _page(visit, held, parts, filled, _Answer(422, incomplete=True))
    attempt = attempt_of(filled, held.checked.request.aim, _areas(visit.world, held.checked.compartment))
    if attempt.audience is None:
        return await _page(visit, held, parts, filled, _Answer(422, incomplete=True))
    standing = Standing(
        openings=tuple(dict.fromkeys(one.opening for one in chosen)),
        parts=tuple(one.part for one in chosen),
        audience=attempt.audience,
        expiry=expiry_for(summary.valid_until - visit.world.today),
        urgent=False,
    )
    try:
        kept, _ = await write_draft(visit.world, summary, standing, _marked(visit.session, chosen))
    except (DeskError, ProtocolError) as refused:
        return await _page(visit, held, parts, filled, _Answer(409, refused=type(refused)))
    return go_to(f"/desk/drafts/{visit.session.drafts.of(kept.draft)}")


def kin_of(world: World, checked: CheckedRequest) -> list[HeldOpening]:
    """Openings on which one summary can stand together with this one."""
    wanted = _kin(checked)
    return [one for one in world.memory.openings.values() if one.side is Side.CURATOR and _kin(one.checked) == wanted]


def _kin(checked: CheckedRequest) -> tuple[str, str, str, str]:
    return (checked.compartment.name, checked.request.aim, checked.curator.desk, checked.reviewer.desk)


def _ours(visit: Visit) -> HeldOpening:
    """Raises NoSuchPage for an opening that another desk asked for: its curator writes."""
    held = held_opening(visit.world, visit.session.openings.named(visit.call.number("number")))
    if held.side is not Side.CURATOR:
        raise NoSuchPage
    return held


async def _parts(visit: Visit, held: HeldOpening) -> list[PartToChoose]:
    vouched = await _vouched(visit.world, held.checked.compartment.name)
    numbers, rooms = visit.session, visit.world.memory.rooms
    found: list[PartToChoose] = []
    for one in kin_of(visit.world, held.checked):
        opening = one.checked.id
        number = numbers.openings.of(opening)
        found += [
            PartToChoose(
                number=numbers.parts.of(part),
                label=f"{number}.{place}",
                opening=opening,
                opening_number=number,
                place=place,
                part=part,
                vouched=vouched.get(part),
            )
            for place, part in enumerate(one.checked.request.parts, 1)
            if rooms.is_readable(opening, part) or rooms.made_room(opening, part)
        ]
    return list({one.part: one for one in reversed(found)}.values())[::-1]


async def _vouched(world: World, compartment: str) -> dict[bytes, bool]:
    try:
        listed = await listed_parts(world.vault, compartment)
    except DeskError:
        return {}
    return {one.part: one.vouched for one in listed}


def _filled(visit: Visit, held: HeldOpening) -> Filled:
    return filled_in(visit.form, _areas(visit.world, held.checked.compartment), visit.world.today)


def _areas(world: World, compartment: Compartment) -> dict[str, Area]:
    areas = world.pinned.policy.contents.areas
    listed = sorted((one for one in areas if one.country == compartment.country), key=lambda one: (one.level, one.name))
    return {one.code: one for one in listed}


def _chosen(parts: Sequence[PartToChoose], filled: Filled) -> list[Chosen]:
    wanted = set(filled.parts)
    return [Chosen(one.label, one.opening, one.part) for one in parts if one.number in wanted][:MAX_LISTED]


def _marked(session: Session, chosen: Sequence[Chosen]) -> Marked:
    """What was accepted or added on the reading page: these words count as names."""
    parts = {(one.opening, one.part) for one in chosen}
    marked: dict[bytes, tuple[MarkedStretch, ...]] = {}
    for (opening, part, field), decisions in session.decisions.items():
        if (opening, part) in parts:
            found = tuple(MarkedStretch(field=field, start=start, end=end) for start, end in decisions.marked())
            marked[part] = marked.get(part, ()) + found
    return marked


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the page says beside the form."""

    status: int = 200
    incomplete: bool = False
    refused: type[Exception] | None = None
    told: Sequence[tuple[str, str, Likeness]] = ()
    """Reports that may tell of one event."""
    sent: bool = True
    """Whether what stands in the form was typed, and is kept nowhere."""


_PLAIN = _Answer()


async def _page(
    visit: Visit, held: HeldOpening, parts: Sequence[PartToChoose], filled: Filled, answer: _Answer = _PLAIN
) -> Response:
    today = visit.world.today
    areas = _areas(visit.world, held.checked.compartment)
    attempt = attempt_of(filled, held.checked.request.aim, areas)
    return visit.page(
        "writing",
        answer.status,
        number=visit.call.number("number"),
        held=held.checked,
        parts_here=parts,
        report_pages={one.label: f"/desk/openings/{one.opening_number}/parts/{one.place}" for one in parts},
        filled=filled,
        gate=await _gate(visit, parts, filled, attempt),
        incomplete=answer.incomplete,
        refused=answer.refused,
        told=answer.told,
        sent=answer.sent,
        areas=areas,
        weeks=offered_weeks(today),
        months=offered_months(today),
        days=offered_days(today),
        ends=[(days, today + days) for days in STAYS],
        coded=CODED,
        written=WRITTEN,
        credibilities=CREDIBILITY,
        risk_factors=RISK_FACTORS,
        circles=CIRCLES,
        summary_languages=sorted(LANGUAGES),
        most_words=MAX_WORDS,
        rules=visit.world.pinned.policy.contents.release,
    )


async def _gate(visit: Visit, parts: Sequence[PartToChoose], filled: Filled, attempt: Attempt) -> Gate:
    chosen = _chosen(parts, filled)
    about = [(one.label, one.opening, one.part) for one in chosen]
    warned, silent = warnings_of(visit.session, about, filled.checked)
    with_card = {one.part for one in parts if one.vouched}
    gate = Gate(
        foreseen=None,
        words=attempt.words,
        chosen=len(chosen),
        warned=warned,
        silent=silent,
        vouched=sum(one.part in with_card for one in chosen),
        least=least_sources(visit.world.pinned.policy.contents.release, attempt),
    )
    try:
        foreseen = await foresee(visit.world, attempt, chosen, _marked(visit.session, chosen))
    except (DeskError, ProtocolError) as why:
        return replace(gate, why=type(why))
    fields = fields_of_marks(attempt.texts, (*foreseen.shared, *foreseen.identifiers))
    return replace(gate, foreseen=foreseen, fields=fields)


def fields_of_marks(texts: Mapping[str, str], marks: Iterable[Mark]) -> list[Field]:
    """Only those with a mark in them."""
    by_field: dict[str, list[Stretch]] = {}
    for mark in marks:
        by_field.setdefault(mark.field, []).append(_stretch(mark))
    return [_field(name, texts[name], several) for name, several in by_field.items()]


def _stretch(mark: Mark) -> Stretch:
    return Stretch(mark.start, mark.end, mark.kind, mark.reason, Decided.PROPOSED)


def _field(name: str, text: str, marks: Sequence[Stretch]) -> Field:
    shown = reduce(_beside, sorted(marks, key=lambda one: (one.start, -one.end)), list[Stretch]())
    return Field(name, pieces(text, shown), shown, direction_in(text))


def _beside(shown: list[Stretch], mark: Stretch) -> list[Stretch]:
    """Marks that do not overlap; of two that do, the first and what is left of the second."""
    end = max((one.end for one in shown), default=0)
    if mark.end <= end:
        return shown
    return [*shown, Stretch(max(mark.start, end), mark.end, mark.kind, mark.reason, mark.decided)]
