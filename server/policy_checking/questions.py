"""Whatever can be asked about, once in each way that a rule can tell apart.

Rules can look at what a thing is, where it lies, its audience, its aim, and whom it names. So a thing stands for all
that are alike in these: one of each audience and each aim, one that names who asks and one that does not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from protocol.consent import Aim, Audience
from server.authorization import UNDER_CONSENT, Action, Kind, Question, Thing, Uid
from server.hard_rules import ROWS, Where
from server.who_is_who import BUNDLE, LOG, POOL, REGISTER, circle, clearance, opening, summary

_ELSE, _ANOTHER = "somebody else", "another one"
"""Names with a space: no person's code has one."""
AUDIENCES = tuple(one for one in Audience if one is not Audience.NOBODY)
_ONLY_ONE = {Kind.POOL: POOL, Kind.LOG: LOG, Kind.REGISTER: REGISTER, Kind.BUNDLE: BUNDLE}


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """One question as people speak of it: the same by every bundle."""

    action: Action
    place: str
    """A compartment or a country; "" for what there is one of."""
    kind: Kind
    audience: str = ""
    aim: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Representative:
    """A question, and how people speak of it."""

    asked: Asked
    question: Question


@dataclass(frozen=True, slots=True)
class Ways:
    """In which ways a person asks."""

    person: str
    named: Collection[bool]
    consent: bool = True
    audiences: Collection[Audience] = AUDIENCES


Known = Callable[[Uid], Thing | None]
_NAMED: Mapping[Where, tuple[bool, ...]] = {
    Where.ANY: (False,),
    Where.THERE: (True, False),
    Where.OWN: (True,),
    Where.OTHERS: (False,),
}


def open_questions(somebody: Thing, places: Collection[Uid], known: Known) -> Iterator[Representative]:
    """All that the rules in code may leave open to this principal, in the places where the role is held."""
    for action, row in ROWS.items():
        if somebody.role in row.who:
            ways = Ways(somebody.person, _NAMED[row.where])
            there = [BUNDLE] if row.where is Where.ANY else sorted(places, key=lambda one: one.id)
            for place in there:
                yield from ask(action, row.what, place, ways, known)


def every_question(somebody: Thing, places: Collection[Uid], known: Known) -> Iterator[Representative]:
    """Everything, in these places, also what the rules in code refuse."""
    ways = Ways(somebody.person, (True, False))
    for action, row in ROWS.items():
        for place in sorted(places, key=lambda one: one.id) if row.what not in _ONLY_ONE else [BUNDLE]:
            yield from ask(action, row.what, place, ways, known)


def ask(action: Action, kind: Kind, place: Uid, ways: Ways, known: Known) -> Iterator[Representative]:
    """One action on each representative thing of a kind in a place; nothing where no such thing can lie there."""
    context = {"consent": ways.consent} if action in UNDER_CONSENT else {}
    for asked, thing in _things(Asked(action, place.id, kind), place, ways, known):
        yield Representative(asked, Question(action, thing, context))


_LIES_IN = {True: Kind.COUNTRY, False: Kind.COMPARTMENT}
"""Where zones say that a summary lies: once it is released, in a country, and nobody is named."""


def _things(asked: Asked, place: Uid, ways: Ways, known: Known) -> Iterator[tuple[Asked, Thing]]:
    inside = place.kind is Kind.COMPARTMENT
    if asked.kind in _ONLY_ONE:
        asked, place = replace(asked, place=""), _ONLY_ONE[asked.kind]
    if (only := known(place)) and (place.kind is asked.kind):
        yield asked, only
    elif asked.kind is Kind.OPENING and inside:
        yield from _openings(asked, ways)
    elif asked.kind is Kind.CLEARANCE and inside:
        yield from _clearances(asked, ways)
    elif asked.kind is Kind.SUMMARY and place.kind is _LIES_IN[asked.action is Action.READ_SUMMARIES]:
        yield from _summaries(asked, place, ways)


def _openings(asked: Asked, ways: Ways) -> Iterator[tuple[Asked, Thing]]:
    for aim, named in product(Aim, ways.named):
        name, people = f"{asked.place} {aim} {named}", _people(ways.person, named=named)
        yield replace(asked, aim=aim.value, named=named), opening(name, asked.place, people, aim.value)


def _clearances(asked: Asked, ways: Ways) -> Iterator[tuple[Asked, Thing]]:
    for audience, aim, named in product(ways.audiences, Aim, ways.named):
        name, people = f"{asked.place} {circle(audience)} {aim} {named}", _people(ways.person, named=named)
        about = replace(asked, audience=circle(audience), aim=aim.value, named=named)
        yield about, clearance(name, asked.place, people, audience, aim.value)


def _summaries(asked: Asked, place: Uid, ways: Ways) -> Iterator[tuple[Asked, Thing]]:
    released = place.kind is Kind.COUNTRY
    for audience, named in product(ways.audiences, (False,) if released else ways.named):
        people = frozenset[str]() if released else _people(ways.person, named=named)
        about = replace(asked, audience=circle(audience), named=named)
        yield about, summary(f"{asked.place} {circle(audience)} {named}", place, audience, people)


def _people(person: str, *, named: bool) -> frozenset[str]:
    return frozenset({person, _ELSE} if named else {_ELSE, _ANOTHER})
