"""Who may do what, and that two locks hold it: with either switched off, the other still refuses.

The table is the whole of it. `.` never; `a` anywhere; `t` there, where the role is held, and in no other place; `o`
there, and only what names them; `x` there, and only what does not name them. Beyond the table: nothing under consent
without it, nothing outside an analyst's circle, and nothing but rules and staff for whoever administers in whatever
other role.

What it does not cover: that each door asks (tests/server/vault/test_every_door.py, and the tests of each zone's doors);
freezing, which asks no rule.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from server import authorization
from server.authorization import (
    OPEN_TO_ADMINISTRATORS,
    UNDER_CONSENT,
    AccessRules,
    Action,
    Kind,
    NotAllowed,
    Thing,
    Uid,
)
from tests.server.access_world import (
    BUNDLE,
    HERE,
    LOG,
    PEOPLE,
    POOL,
    REGISTER,
    THERE,
    XA,
    XB,
    clearance,
    opening,
    rules,
    somebody,
    summary,
)

TABLE = """
                       analyst curator reviewer custodian administrator auditor desk gateway intake vault release policy ledger
publish_fresh_key         .       t       t         .           .          .      t     .      .      .      .      .      .
list_parts                .       t       t         .           .          .      t     .      .      .      .      .      .
exchange_drafts           .       t       t         .           .          .      t     .      .      .      .      .      .
list_openings             .       .       .         t           .          .      .     .      .      .      .      .      .
request_opening           .       o       .         .           .          .      o     .      .      .      .      .      .
approve_opening           .       .       .         x           .          .      .     .      .      .      .      .      .
refuse_opening            .       .       .         t           .          .      .     .      .      .      .      .      .
read_opening              .       o       o         .           .          .      o     .      .      .      .      .      .
write_reply               .       o       .         .           .          .      o     .      .      .      .      .      .
request_clearance         .       o       .         .           .          .      o     .      .      .      .      .      .
read_clearance_status     .       .       .         .           .          .      .     .      .      .      a      .      .
simulate_policy           .       .       .         .           .          .      .     .      .      .      .      a      .
submit_summary            .       o       .         .           .          .      o     .      .      .      .      .      .
read_summaries            t       .       .         .           .          .      .     .      .      .      .      .      .
collect_pool              .       .       .         .           .          .      .     .      .      a      .      .      .
append_entry              .       .       .         .           .          .      .     .      .      a      a      a      .
read_bundle               .       .       .         a           .          .      a     .      .      a      a      .      .
read_staff                .       .       .         .           a          a      .     .      .      .      .      .      .
"""  # noqa: E501 - a table is read across

HEAD, *ROWS = (line.split() for line in TABLE.strip().splitlines())
CELLS = {Action(action): dict(zip(HEAD, cells, strict=True)) for action, *cells in ROWS}
ROLES = dict(zip(HEAD, PEOPLE, strict=True))
AGREES = {"consent": True}


@dataclass(frozen=True)
class Case:
    """Somebody asks for something, and what is true of it."""

    role: str
    thing: Thing | Uid
    in_place: bool = True
    names_them: bool = False
    consent: bool = True
    in_circle: bool = True
    administers: bool = False

    def may(self, action: Action) -> bool:
        reached = {
            ".": False,
            "a": True,
            "t": self.in_place,
            "o": self.in_place and self.names_them,
            "x": self.in_place and not self.names_them,
        }[CELLS[action][self.role]]
        consented = self.consent or action not in UNDER_CONSENT
        open_to_them = not self._is_administrator() or action in OPEN_TO_ADMINISTRATORS
        return reached and consented and self.in_circle and open_to_them

    def _is_administrator(self) -> bool:
        return self.administers or self.role == "administrator"


def cases(action: Action) -> Iterator[Case]:
    for role, administers in itertools.product(ROLES, (False, True)):
        for one in _asked_about(action, role):
            yield replace(one, administers=administers)
            if action in UNDER_CONSENT:
                yield replace(one, administers=administers, consent=False)


def _asked_about(action: Action, role: str) -> Iterator[Case]:
    """The thing that the action is about, in both places, naming the one who asks and not."""
    others = frozenset({"xenia", "yusuf"})
    people = {True: others | {ROLES[role].person}, False: others}
    things: dict[Action, Thing | Uid] = {
        Action.COLLECT_POOL: POOL,
        Action.APPEND_ENTRY: LOG,
        Action.READ_CLEARANCE_STATUS: REGISTER,
        Action.SIMULATE_POLICY: REGISTER,
    }
    if action in things:
        yield Case(role, things[action])
    elif action in {Action.READ_BUNDLE, Action.READ_STAFF}:
        yield Case(role, BUNDLE)
    elif action in {Action.PUBLISH_FRESH_KEY, Action.LIST_PARTS, Action.EXCHANGE_DRAFTS, Action.LIST_OPENINGS}:
        yield from (Case(role, place, in_place=place is HERE) for place in (HERE, THERE))
    elif action is Action.READ_SUMMARIES:
        for place, audience in itertools.product((XA, XB), ("un", "task-force")):
            yield Case(role, summary(place, audience), in_place=place is XA, in_circle=audience == "un")
    else:
        makes: dict[Action, Any] = {Action.REQUEST_CLEARANCE: clearance, Action.SUBMIT_SUMMARY: summary}
        for place, named in itertools.product((HERE, THERE), (True, False)):
            thing = makes.get(action, opening)(place, people=people[named])
            yield Case(role, thing, in_place=place is HERE, names_them=named)


def known(administers: bool) -> AccessRules:
    if not administers:
        return rules()
    people = [Thing(one.uid, {**one.attributes, "administers": True}) for one in PEOPLE if one.person]
    machines = [one for one in PEOPLE if not one.person]
    twins = [
        somebody(Kind.ADMINISTRATOR, one.person, organisation="x")
        for one in people
        if one.uid.kind is not Kind.ADMINISTRATOR
    ]
    return rules(people=[*people, *machines, *twins])


PLAIN, ADMINISTERING = known(administers=False), known(administers=True)


def allows(action: Action, case: Case) -> bool:
    access = ADMINISTERING if case.administers and ROLES[case.role].person else PLAIN
    try:
        access.decide(
            ROLES[case.role].uid, action, case.thing, {"consent": case.consent} if action in UNDER_CONSENT else {}
        )
    except NotAllowed:
        return False
    return True


def wrong(action: Action) -> list[Case]:
    """Where the answer is not the table's. A machine is nobody, and administers nothing."""
    found = [case if ROLES[case.role].person else replace(case, administers=False) for case in cases(action)]
    return [case for case in found if allows(action, case) is not case.may(action)]


def test_the_table_has_every_act_and_every_role() -> None:
    assert set(CELLS) == set(Action)
    assert list(ROLES) == [one.role for one in PEOPLE]


@pytest.mark.parametrize("action", Action)
def test_who_may_do_what_is_what_the_table_says(action: Action) -> None:
    assert wrong(action) == []


@pytest.mark.parametrize("action", Action)
def test_with_cedar_switched_off_the_rules_in_code_refuse_the_same(
    action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AccessRules, "_ask_cedar", lambda *_asked: None)
    assert wrong(action) == []


@pytest.mark.parametrize("action", Action)
def test_with_the_rules_in_code_switched_off_cedar_refuses_the_same(
    action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authorization, "check_hard_rules", lambda _asked: None)
    assert wrong(action) == []


@pytest.mark.parametrize("lock", ["cedar", "the rules in code"])
def test_an_opening_that_names_nobody_is_approved_by_nobody_with_either_lock_off(
    lock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if lock == "cedar":
        monkeypatch.setattr(AccessRules, "_ask_cedar", lambda *_asked: None)
    else:
        monkeypatch.setattr(authorization, "check_hard_rules", lambda _asked: None)
    assert not allows(Action.APPROVE_OPENING, Case("custodian", opening(people=frozenset())))


def test_with_both_switched_off_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that it is these two that the tests above switch, and nothing else that refuses."""
    monkeypatch.setattr(AccessRules, "_ask_cedar", lambda *_asked: None)
    monkeypatch.setattr(authorization, "check_hard_rules", lambda _asked: None)
    assert all(allows(action, case) for action in Action for case in cases(action))
