"""The first lock: what no access rule can allow. One table, in code, out of every administrator's reach.

Rules of this file
* A row says who may do it at all. Cedar's rules can forbid any of it to anybody, and add nothing to it.
* Before the rows: who administers reads nothing but rules and staff, in whatever other role they ask.
* After them: nobody approves what names them; what consent does not allow is not done; an analyst reads what was
  released to their circle.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from server.access_words import (
    OPEN_TO_ADMINISTRATORS,
    UNDER_CONSENT,
    Action,
    Kind,
    NotAllowed,
    Reason,
    Thing,
    Uid,
)


class Where(Enum):
    """Which of all things of a kind somebody may do it to."""

    ANY = "any"
    THERE = "in a place where the role is held"
    OWN = "there, and the request names them"
    OTHERS = "there, and the request does not name them"


@dataclass(frozen=True, slots=True)
class Row:
    who: frozenset[str]
    what: Kind
    where: Where


def _row(who: str, what: Kind, where: Where) -> Row:
    return Row(frozenset(who.split()), what, where)


ROWS: Mapping[Action, Row] = {
    Action.PUBLISH_FRESH_KEY: _row("desk curator reviewer", Kind.COMPARTMENT, Where.THERE),
    Action.LIST_PARTS: _row("desk curator reviewer", Kind.COMPARTMENT, Where.THERE),
    Action.EXCHANGE_DRAFTS: _row("desk curator reviewer", Kind.COMPARTMENT, Where.THERE),
    Action.LIST_OPENINGS: _row("custodian", Kind.COMPARTMENT, Where.THERE),
    Action.REQUEST_OPENING: _row("desk curator", Kind.OPENING, Where.OWN),
    Action.APPROVE_OPENING: _row("custodian", Kind.OPENING, Where.OTHERS),
    Action.REFUSE_OPENING: _row("custodian", Kind.OPENING, Where.THERE),
    Action.READ_OPENING: _row("desk curator reviewer", Kind.OPENING, Where.OWN),
    Action.WRITE_REPLY: _row("desk curator", Kind.OPENING, Where.OWN),
    Action.REQUEST_CLEARANCE: _row("desk curator", Kind.CLEARANCE, Where.OWN),
    Action.READ_CLEARANCE_STATUS: _row("release", Kind.REGISTER, Where.ANY),
    Action.SIMULATE_POLICY: _row("policy", Kind.REGISTER, Where.ANY),
    Action.SUBMIT_SUMMARY: _row("desk curator", Kind.SUMMARY, Where.OWN),
    Action.READ_SUMMARIES: _row("analyst", Kind.SUMMARY, Where.THERE),
    Action.COLLECT_POOL: _row("vault", Kind.POOL, Where.ANY),
    Action.APPEND_ENTRY: _row("vault release policy", Kind.LOG, Where.ANY),
    Action.READ_BUNDLE: _row("vault release desk custodian", Kind.BUNDLE, Where.ANY),
    Action.READ_STAFF: _row("administrator auditor", Kind.BUNDLE, Where.ANY),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, with what the rules in code look at."""

    principal: Thing
    administers: bool
    places: Collection[Uid]
    """Where the principal holds the role."""
    action: Action
    resource: Thing
    lies_in: Collection[Uid]
    """The resource, what it lies in, and so on."""
    context: Mapping[str, bool]


def check_hard_rules(asked: Asked) -> None:
    """Return only if no rule in code stands against it. Raises NotAllowed with the first that does."""
    if asked.administers and asked.action not in OPEN_TO_ADMINISTRATORS:
        raise NotAllowed(Reason.ADMINISTRATORS_READ_NOTHING)
    row = ROWS[asked.action]
    if asked.principal.role not in row.who:
        raise NotAllowed(Reason.NOT_THIS_ROLE)
    if asked.resource.uid.kind is not row.what:
        raise NotAllowed(Reason.RESOURCE_DOES_NOT_FIT)
    if row.where is not Where.ANY and not set(asked.places) & set(asked.lies_in):
        raise NotAllowed(Reason.NOT_IN_THIS_PLACE)
    _check_people(asked, row.where)
    if asked.action in UNDER_CONSENT and asked.context.get("consent") is not True:
        raise NotAllowed(Reason.CONSENT_DOES_NOT_ALLOW)
    if asked.action is Action.READ_SUMMARIES and not _in_circle(asked.principal, asked.resource):
        raise NotAllowed(Reason.NOT_YOUR_CIRCLE)


def _check_people(asked: Asked, where: Where) -> None:
    named = asked.resource.people
    if where is Where.OWN and asked.principal.person not in (named or ()):
        raise NotAllowed(Reason.NOT_YOUR_OWN)
    # One that does not say plainly who asked for it is approved by nobody.
    if where is Where.OTHERS and (not named or asked.principal.person in named):
        raise NotAllowed(Reason.APPROVER_IS_INVOLVED)


def _in_circle(analyst: Thing, summary: Thing) -> bool:
    circles = analyst.attributes.get("audiences")
    return isinstance(circles, frozenset) and summary.attributes.get("audience") in circles
