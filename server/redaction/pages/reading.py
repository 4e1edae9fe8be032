"""Reading a part: its texts with what points at people, by kind; accepting, refusing and adding, by keyboard."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from protocol.opening import Side
from server.detection.reasons import Reason
from server.redaction.errors import PartNotOpen
from server.redaction.forms import PartShown, TextShown
from server.redaction.opening.openings import held_opening
from server.redaction.pages.calls import Form, Visit, go_to
from server.redaction.pages.decisions import CannotAdd, Decisions, Proposal, Stretch
from server.redaction.pages.errors import FormRefused, NoSuchPage, NotAdded
from server.redaction.pages.guiding import QUESTIONS, answers_about
from server.redaction.pages.marking import KINDS_TO_ADD, Piece, direction_in, family_of, masked, pieces, places_of
from server.redaction.pages.memory import Session
from server.redaction.pages.shown import shown_part

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
    pieces: Sequence[Piece]
    stretches: Sequence[Stretch]
    first: int


@dataclass(frozen=True, slots=True, repr=False)
class FileSaid:
    """A picture or a file that is not shown: what its sender calls it, and how large it is."""

    kind: str
    media_type: str | None
    size: int
    """Bytes."""


async def show_reading(visit: Visit) -> Response:
    opening, place = _opening(visit), visit.call.number("place")
    checked = held_opening(visit.world, opening).checked
    part = _part(checked.request.parts, place)
    is_masked = visit.call.asked("view") == "masked"
    try:
        shown = await shown_part(visit.world, opening, part)
        together = await _together(visit, opening, place, shown)
    except PartNotOpen:
        return go_to(f"/desk/openings/{visit.call.number('number')}")
    return visit.page(
        "reading",
        number=visit.call.number("number"),
        place=place,
        places=len(checked.request.parts),
        shown=shown,
        together=[at for at, _ in together],
        units=_units(visit.session, opening, together, is_masked=is_masked),
        masked=is_masked,
        not_shown=_files_said(shown),
        family=family_of,
        kinds=KINDS_TO_ADD,
        ours=held_opening(visit.world, opening).side is Side.CURATOR,
        questions=QUESTIONS,
        answers=answers_about(visit.session, opening, part),
    )


async def take_decision(visit: Visit) -> Response:
    """Accept, refuse or add a stretch, or show a held text. Raises NotAdded, FormRefused, PartNotOpen."""
    opening, form, place = _opening(visit), visit.form, visit.call.number("place")
    part = _part(held_opening(visit.world, opening).checked.request.parts, place)
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


def proposals_of(text: TextShown) -> Sequence[Proposal]:
    """What a person decides about. Of a text that was held it is nothing: they mark what they find."""
    return () if text.held else text.spans


def hidden_words(session: Session, opening: bytes, shown: PartShown) -> list[tuple[str, str]]:
    """Kind and words of all that a summary on this part must not repeat: proposed, accepted or added, not refused."""
    part = bytes.fromhex(shown.part)
    return [
        (one.kind, text.text[one.start : one.end])
        for text in shown.texts
        for one in decisions_about(session, opening, part, text.field).stretches(proposals_of(text))
        if one.hides
    ]


def _decide(decisions: Decisions, text: TextShown, form: Form) -> None:
    match form.one("act"):
        case "reveal" if text.held:
            decisions.revealed = True
        case "accept":
            decisions.accept(*_proposed(text, form))
        case "refuse":
            decisions.refuse(*_known(decisions, text, form))
        case "add":
            start, end = form.number("start"), form.number("end")
            decisions.add(start, end, _kind(form), len(text.text), proposals_of(text))
        case "add-words":
            _add_words(decisions, text, form)
        case _:
            raise FormRefused


def _add_words(decisions: Decisions, text: TextShown, form: Form) -> None:
    """Wherever they stand and nothing is hidden yet. Raises CannotAdd where that is nowhere."""
    added = 0
    for start, end in places_of(text.text, form.one("words")[:MOST_WORDS]):
        try:
            decisions.add(start, end, _kind(form), len(text.text), proposals_of(text))
        except CannotAdd:
            continue
        added += 1
    if not added:
        raise CannotAdd


def _proposed(text: TextShown, form: Form) -> tuple[int, int]:
    place = form.number("start"), form.number("end")
    if place not in {(one.start, one.end) for one in proposals_of(text)}:
        raise FormRefused
    return place


def _known(decisions: Decisions, text: TextShown, form: Form) -> tuple[int, int]:
    place = form.number("start"), form.number("end")
    if place not in {(one.start, one.end) for one in decisions.stretches(proposals_of(text))}:
        raise FormRefused
    return place


def _kind(form: Form) -> str:
    if (kind := form.one("kind")) not in KINDS_TO_ADD:
        raise FormRefused
    return kind


async def _together(visit: Visit, opening: bytes, place: int, shown: PartShown) -> list[tuple[int, PartShown]]:
    """The parts of one long text message that are open here, in the order in which they were asked for."""
    if shown.group is None:
        return [(place, shown)]
    found = []
    for at, part in enumerate(held_opening(visit.world, opening).checked.request.parts, 1):
        if visit.world.memory.rooms.is_readable(opening, part):
            one = shown if at == place else await shown_part(visit.world, opening, part)
            found += [(at, one)] if one.group == shown.group else []
    return found


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
    stretches = decisions.stretches(proposals_of(text))
    cut = masked(text.text, stretches) if is_masked else pieces(text.text, stretches)
    return Unit(
        place=place,
        field=text.field,
        language=text.language,
        direction=direction_in(text.text),
        held=hidden,
        was_held=text.held,
        reason=text.reason,
        pieces=() if hidden else cut,
        stretches=() if hidden else stretches,
        first=first,
    )


def _files_said(shown: PartShown) -> list[FileSaid]:
    said = [FileSaid("picture", one.media_type, len(base64.b64decode(one.data))) for one in shown.media]
    return [*said, FileSaid("file", shown.file.media_type, shown.file.size)] if shown.file else said


def _opening(visit: Visit) -> bytes:
    return visit.session.openings.named(visit.call.number("number"))


def _part(parts: Sequence[bytes], place: int) -> bytes:
    if not 1 <= place <= len(parts):
        raise NoSuchPage
    return parts[place - 1]
