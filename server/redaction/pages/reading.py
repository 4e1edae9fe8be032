"""Reading a part: its texts with what points at people, by kind; accepting, refusing and adding, by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from starlette.responses import Response

from protocol.ids import PartKind
from protocol.opening import Side
from server.detection.reasons import Reason
from server.redaction.errors import PartNotOpen, RoomGone
from server.redaction.forms import PartShown, TextShown
from server.redaction.opening.openings import held_opening
from server.redaction.pages.calls import Form, Visit, go_to
from server.redaction.pages.decisions import CannotAdd, Decisions, Proposal, Stretch
from server.redaction.pages.directions import Run, runs_of
from server.redaction.pages.errors import FormRefused, NotAdded
from server.redaction.pages.guiding import QUESTIONS, answers_about
from server.redaction.pages.long_texts import LongText, long_text
from server.redaction.pages.marking import KINDS_TO_ADD, direction_in, family_of, masked, pieces, places_of
from server.redaction.pages.memory import Session
from server.redaction.pages.one_part import part_named
from server.redaction.pages.shown import shown_part
from server.redaction.pseudonyms import what_of
from server.redaction.room.joining import ask_about
from server.redaction.room.questions import STAND_IN, HiddenStretch, HiddenText, StandInsFor
from server.redaction.stand_in_words import AnyLanguage

MOST_WORDS = 200


@dataclass(frozen=True, slots=True, repr=False)
class Unit:
    """One text on a page. `place`: of its part in the opening; `first`: the number of its first stretch on the page."""

    place: int
    field: str
    language: str
    direction: str
    held: bool
    """Nobody has asked to see it yet, and the detector could not follow it."""
    was_held: bool
    reason: Reason | None
    runs: Sequence[Run]
    stretches: Sequence[Stretch]
    first: int
    stand_ins: Sequence[str] = ()
    """In the masked view, for each stretch what stands there instead; empty for one that is not hidden."""


@dataclass(frozen=True, slots=True, repr=False)
class FileSaid:
    """A picture or a file that is not shown: what its sender calls it, and how large it is."""

    kind: str
    media_type: str | None
    size: int
    """Bytes."""


async def show_reading(visit: Visit) -> Response:
    (opening, part), place = part_named(visit), visit.call.number("place")
    held = held_opening(visit.world, opening)
    is_masked = visit.call.asked("view") == "masked"
    try:
        shown = await shown_part(visit.world, opening, part)
        together = await _together(visit, opening, place, shown)
        units = _units(visit.session, opening, together.texts, is_masked=is_masked)
        if is_masked:
            units = await with_stand_ins(visit, opening, dict(together.texts), units)
    except PartNotOpen:
        return go_to(f"/desk/openings/{visit.call.number('number')}")
    return visit.page(
        "reading",
        number=visit.call.number("number"),
        place=place,
        places=len(held.checked.request.parts),
        shown=shown,
        together=together.places,
        long=together,
        units=units,
        masked=is_masked,
        not_shown=_files_said(shown),
        family=family_of,
        kinds=KINDS_TO_ADD,
        ours=held.side is Side.CURATOR,
        noted=part in held.notes,
        questions=QUESTIONS,
        answers=answers_about(visit.session, opening, part),
    )


async def take_decision(visit: Visit) -> Response:
    """Accept, refuse or add a stretch, or show a held text. Raises NotAdded, FormRefused, PartNotOpen."""
    (opening, part), form = part_named(visit), visit.form
    shown = await shown_part(visit.world, opening, part)
    text = next((one for one in shown.texts if one.field == form.one("text")), None)
    if text is None:
        raise FormRefused
    try:
        _decide(decisions_about(visit.session, opening, part, text.field), text, form)
    except CannotAdd:
        raise NotAdded from None
    if form.all("by") == ["script"]:
        return Response(status_code=204)
    return go_to(f"/desk/openings/{visit.call.number('number')}/parts/{form.number('back')}")


def decisions_about(session: Session, opening: bytes, part: bytes, field: str) -> Decisions:
    return session.decisions.setdefault((opening, part, field), Decisions())


def proposals_of(text: TextShown, decisions: Decisions) -> Sequence[Proposal]:
    """What a person decides about. Of a text that is held that is nothing, or hints once they asked to see it."""
    if not text.held:
        return text.spans
    return text.hints if decisions.revealed else ()


def hidden_words(session: Session, opening: bytes, shown: PartShown) -> list[tuple[str, str]]:
    """Kind and words of all that a summary on this part must not repeat: proposed, accepted or added, not refused."""
    part = bytes.fromhex(shown.part)
    return [
        (one.kind, text.text[one.start : one.end])
        for text in shown.texts
        for one in _stretches(decisions_about(session, opening, part, text.field), text)
        if one.hides
    ]


def _stretches(decisions: Decisions, text: TextShown) -> list[Stretch]:
    return decisions.stretches(proposals_of(text, decisions))


def _decide(decisions: Decisions, text: TextShown, form: Form) -> None:
    match form.one("act"):
        case "reveal" if text.held:
            decisions.revealed = True
        case "accept":
            decisions.accept(*_proposed(decisions, text, form))
        case "refuse":
            decisions.refuse(*_known(decisions, text, form))
        case "add":
            start, end = form.number("start"), form.number("end")
            decisions.add(start, end, _kind(form), len(text.text), proposals_of(text, decisions))
        case "add-words":
            places = places_of(text.text, form.one("words")[:MOST_WORDS])
            decisions.add_all(places, _kind(form), len(text.text), proposals_of(text, decisions))
        case _:
            raise FormRefused


def _proposed(decisions: Decisions, text: TextShown, form: Form) -> tuple[int, int]:
    place = form.number("start"), form.number("end")
    if place not in {(one.start, one.end) for one in proposals_of(text, decisions)}:
        raise FormRefused
    return place


def _known(decisions: Decisions, text: TextShown, form: Form) -> tuple[int, int]:
    place = form.number("start"), form.number("end")
    if place not in {(one.start, one.end) for one in _stretches(decisions, text)}:
        raise FormRefused
    return place


def _kind(form: Form) -> str:
    if (kind := form.one("kind")) not in KINDS_TO_ADD:
        raise FormRefused
    return kind


async def _together(visit: Visit, opening: bytes, place: int, shown: PartShown) -> LongText:
    """The texts of one long SMS that are open here, in their order, as far as that was told."""
    others: list[tuple[int, PartShown]] = []
    for at, part in enumerate(held_opening(visit.world, opening).checked.request.parts, 1):
        if shown.group and at != place and visit.world.memory.rooms.is_readable(opening, part):
            others.append((at, await shown_part(visit.world, opening, part)))
    return long_text((place, shown), others)


def _units(
    session: Session, opening: bytes, together: Sequence[tuple[int, PartShown]], *, is_masked: bool
) -> list[Unit]:
    units: list[Unit] = []
    for place, shown in together:
        for text in shown.texts:
            first = units[-1].first + len(units[-1].stretches) if units else 1
            decisions = decisions_about(session, opening, bytes.fromhex(shown.part), text.field)
            units.append(_unit(place, text, decisions, first, is_masked=is_masked))
    return units


def _unit(place: int, text: TextShown, decisions: Decisions, first: int, *, is_masked: bool) -> Unit:
    hidden = text.held and (is_masked or not decisions.revealed)
    stretches = _stretches(decisions, text)
    direction = direction_in(text.text)
    cut = masked(text.text, stretches) if is_masked else pieces(text.text, stretches)
    return Unit(
        place=place,
        field=text.field,
        language=text.language,
        direction=direction,
        held=hidden,
        was_held=text.held,
        reason=text.reason,
        runs=() if hidden else runs_of(cut, direction),
        stretches=() if hidden else stretches,
        first=first,
    )


async def with_stand_ins(
    visit: Visit, opening: bytes, together: Mapping[int, PartShown], units: Sequence[Unit]
) -> list[Unit]:
    """The room says what stands where something is hidden: the key by which it is drawn is there alone."""
    hidden = [unit for unit in units if any(one.hides for one in unit.stretches)]
    if not hidden:
        return list(units)
    parts = {place: bytes.fromhex(shown.part) for place, shown in together.items()}
    texts = tuple(_hidden_in(parts[unit.place], unit) for unit in hidden)
    asked = StandInsFor(language=cast(AnyLanguage, visit.call.language), texts=texts)
    said = (await ask_about(visit.world, opening, texts[0].part, STAND_IN, asked)).words
    if [len(one) for one in said] != [len(one.stretches) for one in texts]:
        raise RoomGone
    words = {(unit.place, unit.field): iter(one) for unit, one in zip(hidden, said, strict=True)}
    return [
        replace(unit, stand_ins=[next(words[unit.place, unit.field]) if one.hides else "" for one in unit.stretches])
        for unit in units
    ]


def _hidden_in(part: bytes, unit: Unit) -> HiddenText:
    hidden = (one for one in unit.stretches if one.hides)
    stretches = tuple(HiddenStretch(start=one.start, end=one.end, what=what_of(one.kind)) for one in hidden)
    return HiddenText(part=part, field=unit.field, stretches=stretches)


def _files_said(shown: PartShown) -> list[FileSaid]:
    kind = "file" if shown.kind is PartKind.EVIDENCE else "picture"
    return [FileSaid(kind, one.media_type, one.size) for one in shown.files]
