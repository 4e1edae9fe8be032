"""Questions about a report that detectors answer badly; what a person ticked is warned of where a summary is written.

Answers are coded words, kept in the session's memory, and go with the opening. They say that something is in a report,
and not what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from server.redaction.opening.openings import held_opening
from server.redaction.pages.calls import Visit, go_to
from server.redaction.pages.errors import FormRefused, NoSuchPage
from server.redaction.pages.memory import Session

QUESTIONS = ("people", "amount", "single", "kin", "event", "fact")
"""Measured weak in every detector: peoples and origins, quantities, and facts that only few could know."""


@dataclass(frozen=True, slots=True)
class Warned:
    """A question that was ticked for a report, by its label. `checked`: the words were looked at for it."""

    label: str
    question: str
    checked: bool

    @property
    def name(self) -> str:
        return f"{self.label}:{self.question}"


async def take_answers(visit: Visit) -> Response:
    number, place = visit.call.number("number"), visit.call.number("place")
    opening = visit.session.openings.named(number)
    parts = held_opening(visit.world, opening).checked.request.parts
    if not 1 <= place <= len(parts):
        raise NoSuchPage
    said = frozenset(visit.form.all("says"))
    if not said <= set(QUESTIONS):
        raise FormRefused
    visit.session.answers[opening, parts[place - 1]] = said
    return go_to(f"/desk/openings/{number}/parts/{place}")


def answers_about(session: Session, opening: bytes, part: bytes) -> frozenset[str] | None:
    """None: nobody has answered yet."""
    return session.answers.get((opening, part))


def warnings_of(
    session: Session, chosen: Sequence[tuple[str, bytes, bytes]], checked: frozenset[str]
) -> tuple[list[Warned], list[str]]:
    """For label, opening and part of each report: what is warned of, and the labels of those without answers."""
    warned: list[Warned] = []
    silent: list[str] = []
    for label, opening, part in chosen:
        if (said := answers_about(session, opening, part)) is None:
            silent.append(label)
        else:
            warned += [Warned(label, one, f"{label}:{one}" in checked) for one in QUESTIONS if one in said]
    return warned, silent
