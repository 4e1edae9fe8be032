"""What a consent allows, said to the person who gave it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum

from protocol.consent import Aim, Audience, Contact, Period, Place, Terms, Use
from protocol.ids import date_of
from protocol.mailbox import Loosening, PolicyLoosening

_ANSWERS = {
    Contact.NEVER: "no answers",
    Contact.WHEN_I_CHECK_IN: "answers when you check in",
    Contact.NOW: "answers at any time",
}


_LOOSENED = {
    Loosening.FEWER_PEOPLE: "fewer people are enough for a summary",
    Loosening.FINER_PLACE: "a summary may name a finer place",
    Loosening.FINER_TIME: "a summary may name a finer time",
    Loosening.WIDER_CIRCLE: "a wider circle may read a summary",
    Loosening.LONGER: "a summary may stay up longer",
    Loosening.SOONER: "summaries appear at shorter distances",
    Loosening.OTHER_READERS: "other people may read",
    Loosening.OTHER_RULES: "other rules changed",
}


def loosened_in_words(loosened: PolicyLoosening, today: int) -> str:
    """What a policy loosens for a report. What the consent forbids stays forbidden."""
    since = f"Since {date_of(loosened.counts)}" if loosened.counts <= today else f"From {date_of(loosened.counts)} on"
    what = "; ".join(words for kind, words in _LOOSENED.items() if loosened.kinds & kind)
    return f"{since} the consortium's rules are less strict for this report: {what}. Your consent stays as it is."


def in_words(terms: Terms) -> str:
    """The chief of it in one line: what may be done, how finely, for whom."""
    if not terms.uses:
        return "keep sealed"
    limits = ", ".join((_no_finer("place", terms.place), _no_finer("time", terms.period)))
    return f"{_listed(terms.uses)}; {limits}; for {_word(terms.audience)}; {_ANSWERS[terms.contact]}"


def every_term(terms: Terms, bodies: Sequence[str]) -> dict[str, str]:
    """All of it, a line a term, by the names of Terms. `bodies`: as the directory lists those that can be shut out."""
    return {
        "uses": f"What may be done: {_listed(terms.uses) or 'nothing'}.",
        "aims": f"What it may serve: {_listed(terms.aims) or 'nothing'}.",
        "ask_first": f"Not for this before you were asked again: {_listed(terms.ask_first) or 'nothing'}.",
        "place": f"Finest place: {_word(terms.place)}.",
        "period": f"Finest time: {_word(terms.period)}.",
        "audience": f"Widest circle: {_word(terms.audience)}.",
        "never_to": f"Never to: {_shut_out(terms.never_to, bodies)}.",
        "contact": f"{_ANSWERS[terms.contact].capitalize()}.",
        "not_before": f"Nothing leaves before {date_of(terms.not_before)}.",
        "until_safe": "Nothing leaves until you say that you are safe."
        if terms.until_safe
        else "Nothing waits for a word that you are safe.",
        "forget_after": f"It is destroyed {terms.forget_after} days after it came, or after it was renewed last.",
        "given_by": f"Given by: {_word(terms.given_by)}.",
        "translation": "It may be translated." if terms.translation else "It is not translated.",
        "urgent": f"A warning may stand on this report alone: {'yes' if terms.urgent else 'no'}.",
    }


def may_have_reached(terms: Terms) -> str:
    """How far a summary may go by these terms. Never whether there is one: nobody is told."""
    if Use.SUMMARY not in terms.uses or summary_lacks(terms):
        return "By this, no summary may stand on it."
    circles = [_word(circle) for circle in Audience if Audience.NOBODY < circle <= terms.audience]
    return f"By this, a summary may reach: {', '.join(circles)}. Whether one did, nobody says."


def summary_lacks(terms: Terms) -> list[str]:
    """What these terms would still have to allow, as it is typed, before any summary can stand on them."""
    if Use.SUMMARY not in terms.uses:
        return []
    needed = {
        "--may a-curator-reads": Use.READ in terms.uses,
        "--may counted": Use.COUNT in terms.uses,
        "--for early-warning": Aim.EARLY_WARNING in terms.aims,
        "--no-need-to-ask early-warning": Aim.EARLY_WARNING not in terms.ask_first,
        "--place": terms.place is not Place.NONE,
        "--period": terms.period is not Period.NONE,
        "--audience": terms.audience is not Audience.NOBODY,
    }
    return [option for option, is_there in needed.items() if not is_there]


def _no_finer(what: str, finest: IntEnum) -> str:
    return f"no {what}" if not finest else f"{what} no finer than {_word(finest)}"


def _word(value: IntEnum) -> str:
    return value.name.lower().replace("_", "-")


def _listed(codes: Collection[str]) -> str:
    return ", ".join(one.replace("-", " ") for one in codes)


def _shut_out(bits: int, bodies: Sequence[str]) -> str:
    """By name; a bit that stands for nobody yet is for who may be listed later."""
    named = [name for place, name in enumerate(bodies) if bits >> place & 1]
    later = ["whoever is listed later"] if bits >> len(bodies) else []
    return ", ".join([*named, *later]) or "nobody"
