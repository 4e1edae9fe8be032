"""May this principal do this? Two answers must be yes: the rules' in code, and Cedar's, where every doubt is a no.

Rules of this file
* Cedar skips a policy that fails, so a `forbid` that meets a missing entity or attribute would end in ALLOW. Here an
  answer counts only without any error, from entities that were checked against the schema, and with a reason.
* The rules in code (hard_rules.py) stand outside any administrator's reach, and come first.
* A role in a place is a link: one of the templates, filled in with a principal and a place. Templates only permit, so
  that a link that is missing takes away and never gives.
* Why not is kept on the error for those who may know (refusals.py); its text says nothing.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import cedarpy

from server.access_words import (
    OPEN_TO_ADMINISTRATORS,
    UNDER_CONSENT,
    Action,
    Answer,
    Attribute,
    AuthorizationError,
    Kind,
    Link,
    NotAllowed,
    Question,
    Reason,
    RulesRefused,
    Thing,
    Uid,
)
from server.hard_rules import Asked, check_hard_rules
from server.refusals import shown_to

__all__ = [
    "OPEN_TO_ADMINISTRATORS",
    "UNDER_CONSENT",
    "AccessRules",
    "Action",
    "Answer",
    "Attribute",
    "AuthorizationError",
    "Kind",
    "Link",
    "NotAllowed",
    "Question",
    "Reason",
    "RulesRefused",
    "Thing",
    "Uid",
    "templates_in",
]

MOST_SIGHTS = 256
"""Principals whose rules and entities are kept ready; some 100 KiB each. For others they are made anew, in 0.3 ms."""


@dataclass(frozen=True, slots=True)
class _Sight:
    """What rules can see when one principal asks: themselves, the compartments, and the rules that may concern them.

    Cloning everyone for each question would be slow. What is left out decides nothing: a rule that looks at somebody
    else does not validate, as no entity refers to one; and a link for somebody else permits only them.
    """

    entities: cedarpy.Entities
    policies: cedarpy.PolicySet


class AccessRules:
    """Policies, schema and everyone they know, parsed once. Immutable: a newer bundle makes a new one."""

    def __init__(self, policies: str, schema: str, known: Iterable[Thing], links: Iterable[Link] = ()) -> None:
        """`known` are the principals, the places, and the pool, log, register and bundle.

        Raises RulesRefused if anything does not parse, does not fit the schema, or stands there twice; or if a link
        fills in no template, or names a principal or a place that is not known, or a principal of another kind.
        """
        things, linked = list(known), list(links)
        self._known = {thing.uid: thing for thing in things}
        self._links: dict[Uid, list[Link]] = defaultdict(list)
        for link in linked:
            self._links[link.principal].append(link)
        templates = templates_in(policies)
        try:
            self._schema = cedarpy.Schema.from_str(schema)
            self._policies = cedarpy.PolicySet.from_str(policies)
            fits = cedarpy.validate_policies(policies, self._schema).validation_passed
            cedarpy.Entities.from_json_str(_as_json(things), self._schema)
        except ValueError:
            raise RulesRefused from None
        filled = all(self._fills_in(link, templates) for link in linked)
        if not fits or not filled or len(things) != len(self._known) or len(linked) != len(set(linked)):
            raise RulesRefused
        self._administrators = {t.person for t in things if t.uid.kind is Kind.ADMINISTRATOR}
        self._places = [t for t in things if t.uid.kind in {Kind.COMPARTMENT, Kind.COUNTRY}]
        self._sights: OrderedDict[Uid, _Sight] = OrderedDict()

    def decide(
        self, principal: Uid, action: Action, resource: Thing | Uid, context: Mapping[str, bool] | None = None
    ) -> None:
        """Return only if this is allowed; else raise NotAllowed, also for whatever cannot be decided.

        A Uid names something `known`; a Thing is an entity of this one request. Actions UNDER_CONSENT need
        `{"consent": True}`. The error says, beside what happened, what the one who asked may be told of it.
        """
        asked, said = self._principal(principal), dict(context or {})
        thing = self._known.get(resource) if isinstance(resource, Uid) else resource
        if not isinstance(action, Action):
            raise NotAllowed(Reason.NOT_AN_ACTION)
        if thing is None:
            raise NotAllowed(Reason.RESOURCE_DOES_NOT_FIT)
        lies_in, places = self._all_around(thing), self.places_of(principal)
        try:
            check_hard_rules(self._asked(asked, Question(action, thing, said)))
            self._ask_cedar(principal, action, thing, said)
        except NotAllowed as refused:
            shown_to(refused, asked, thing, lies_in, places)
            raise

    def only_allowed(self, principal: Uid, action: Action, resources: Iterable[Thing]) -> list[Thing]:
        """Those of many resources that `decide` lets pass, in their order; for lists."""
        return [thing for thing in resources if self._allows(principal, action, thing)]

    def explain(self, principal: Uid, questions: Sequence[Question]) -> list[Answer]:
        """What each lock says to each question, some three times as fast as one by one. This lets nobody pass.

        Raises NotAllowed for a principal that is not known.
        """
        asked = self._principal(principal)
        codes = [self._reason(self._asked(asked, one)) for one in questions]
        things = {one.resource.uid: one.resource for one in questions}
        try:
            sight = self._sight_of(principal)
            entities = sight.entities.with_added_json_str(_as_json(things.values()), self._schema)
            requests = [_request(principal, one.action, one.resource, dict(one.context)) for one in questions]
            answers = cedarpy.is_authorized_batch(requests, sight.policies, entities, self._schema)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # noqa: BLE001  # as when it decides: what cannot be asked is a no
            return [Answer(code, cedar=False, failed=("",)) for code in codes]
        return [self._answer(principal, code, one) for code, one in zip(codes, answers, strict=True)]

    def principals(self) -> list[Thing]:
        """Everybody who may ask."""
        return [thing for thing in self._known.values() if isinstance(thing.attributes.get("person"), str)]

    def places(self) -> list[Thing]:
        """Compartments and countries."""
        return list(self._places)

    def filled_in(self) -> frozenset[str]:
        """The templates that hold for somebody."""
        return frozenset(link.template for links in self._links.values() for link in links)

    def known(self, uid: Uid) -> Thing | None:
        """What everybody knows under this name."""
        return self._known.get(uid)

    def places_of(self, principal: Uid) -> frozenset[Uid]:
        """Where a principal holds its role."""
        return frozenset(link.place for link in self._links.get(principal, ()))

    def _asked(self, asked: Thing, one: Question) -> Asked:
        administers, places = asked.person in self._administrators, self.places_of(asked.uid)
        around = self._all_around(one.resource)
        return Asked(asked, administers, places, one.action, one.resource, around, one.context)

    @staticmethod
    def _reason(asked: Asked) -> Reason | None:
        try:
            check_hard_rules(asked)
        except NotAllowed as refused:
            return refused.reasons[0]
        return None

    def _answer(self, principal: Uid, code: Reason | None, answer: cedarpy.AuthzResult) -> Answer:
        links, found = self._links.get(principal, ()), " ".join(answer.diagnostics.errors)
        failed = {
            links[int(name[5:])].template if name.startswith("link-") else name
            for name in re.findall("while evaluating policy `([a-z0-9-]+)`", found)
        }
        names = tuple(sorted(set(answer.diagnostics.id_annotations_by_reason.values())))
        return Answer(code, answer.decision is cedarpy.Decision.Allow, names, tuple(sorted(failed)))

    def _fills_in(self, link: Link, templates: Mapping[str, Kind]) -> bool:
        principal, place = self._known.get(link.principal), self._known.get(link.place)
        return principal is not None and place is not None and templates.get(link.template) is principal.uid.kind

    def _allows(self, principal: Uid, action: Action, resource: Thing) -> bool:
        try:
            self.decide(principal, action, resource)
        except NotAllowed:
            return False
        return True

    def _principal(self, uid: Uid) -> Thing:
        thing = self._known.get(uid)
        if thing is None or not isinstance(thing.attributes.get("person"), str):
            raise NotAllowed(Reason.UNKNOWN_PRINCIPAL)
        return thing

    def _all_around(self, thing: Thing) -> frozenset[Uid]:
        """A thing, what it lies in, and what that lies in."""
        found, left = {thing.uid}, list(thing.parents)
        while left:
            one = left.pop()
            if one not in found:
                found.add(one)
                left += self._known[one].parents if one in self._known else ()
        return frozenset(found)

    def _ask_cedar(self, principal: Uid, action: Action, resource: Thing, context: dict[str, bool]) -> None:
        request = _request(principal, action, resource, context)
        try:
            sight = self._sight_of(principal)
            entities = sight.entities.with_added_json_str(_as_json([resource]), self._schema)
            answer = cedarpy.is_authorized(request, sight.policies, entities, self._schema)
            decision, errors = answer.decision, answer.diagnostics.errors
            names = tuple(sorted(set(answer.diagnostics.id_annotations_by_reason.values())))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # noqa: BLE001  # a panic of the engine is no Exception, and must be a no
            raise NotAllowed(Reason.RULES_FAILED) from None
        if errors:
            raise NotAllowed(Reason.RULES_FAILED)
        if decision is not cedarpy.Decision.Allow and names:
            raise NotAllowed(Reason.A_RULE_FORBIDS, rules=names)
        if decision is not cedarpy.Decision.Allow or not names:
            raise NotAllowed(Reason.NO_RULE_ALLOWS)

    def _sight_of(self, principal: Uid) -> _Sight:
        if principal not in self._sights:
            self._sights[principal] = self._look(principal)
            if len(self._sights) > MOST_SIGHTS:
                self._sights.popitem(last=False)
        self._sights.move_to_end(principal)
        return self._sights[principal]

    def _look(self, principal: Uid) -> _Sight:
        seen = _as_json([self._known[principal], *self._places])
        links = [
            {
                "template_id": link.template,
                "new_id": f"link-{number}",
                "values": {"?principal": _named(principal), "?resource": _named(link.place)},
            }
            for number, link in enumerate(self._links.get(principal, ()))
        ]
        entities = cedarpy.Entities.from_json_str(seen, self._schema)
        return _Sight(entities, self._policies.with_linked_batch(links))


@lru_cache(maxsize=64)
def templates_in(policies: str) -> Mapping[str, Kind]:
    """The names of all templates, each with the kind of principal it is for.

    Raises RulesRefused if the policies do not parse; if a rule has no @id of its own; or if a template forbids, or is
    not of the form `permit (principal is KIND in ?principal, …, resource in ?resource)`.
    """
    try:
        parsed: dict[str, dict[str, Any]] = json.loads(cedarpy.policies_to_json_str(policies))
        rules = [*parsed["staticPolicies"].values(), *parsed["templates"].values()]
        names = [rule.get("annotations", {}).get("id", "") for rule in rules]
        found = {one["annotations"]["id"]: _kind_for(one) for one in parsed["templates"].values()}
    except (ValueError, KeyError):
        raise RulesRefused from None
    if not all(names) or len(set(names)) != len(names) or any(re.fullmatch("policy[0-9]+", name) for name in found):
        raise RulesRefused  # `policy0` is what Cedar itself calls the first rule
    return MappingProxyType(found)


def _kind_for(template: dict[str, Any]) -> Kind:
    principal, resource = template["principal"], template["resource"]
    plain = (template["effect"], principal["op"], principal["in"], resource["op"], resource["slot"])
    if plain != ("permit", "is", {"slot": "?principal"}, "in", "?resource"):
        raise ValueError
    return Kind(principal["entity_type"])


def _request(principal: Uid, action: Action, resource: Thing, context: dict[str, bool]) -> dict[str, Any]:
    return {
        "principal": _named(principal),
        "action": {"type": "Action", "id": action.value},
        "resource": _named(resource.uid),
        "context": context,
    }


def _named(uid: Uid) -> dict[str, str]:
    return {"type": uid.kind.value, "id": uid.id}


def _as_json(things: Iterable[Thing]) -> str:
    return json.dumps(
        [
            {
                "uid": _named(thing.uid),
                "attrs": {name: _value(value) for name, value in thing.attributes.items()},
                "parents": [_named(parent) for parent in thing.parents],
            }
            for thing in things
        ]
    )


def _value(value: Attribute) -> object:
    if isinstance(value, Uid):
        return {"__entity": _named(value)}
    if isinstance(value, frozenset):
        each: list[str | Uid] = sorted(value, key=str)
        return [_value(one) for one in each]
    return value
