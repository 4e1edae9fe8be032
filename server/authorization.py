"""May this principal do this? Cedar's answer, through the one door that turns every doubt into no.

Rules of this file
* Cedar skips a policy that fails, so a `forbid` that meets a missing entity or attribute would end in ALLOW. Here an
  answer counts only without any error, from entities that were checked against the schema, and with a reason.
* Three rules stand in code, outside any administrator's reach, and come first: who administers reads nothing;
  nobody approves an opening they asked for; what consent does not allow, no policy allows.
* Why not is kept on the error for those who may know; its text says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import cedarpy


class AuthorizationError(Exception):
    """Nothing can be allowed here at the moment."""


class RulesRefused(AuthorizationError):
    """These access rules cannot be used: they do not fit their schema, or a rule has no name of its own."""


class NotAllowed(AuthorizationError):
    """This is not allowed to you."""

    def __init__(self, *reasons: str) -> None:
        super().__init__()
        self.reasons = reasons


class Kind(StrEnum):
    """The entity types of the schema."""

    ANALYST = "Analyst"
    CURATOR = "Curator"
    REVIEWER = "Reviewer"
    CUSTODIAN = "Custodian"
    ADMINISTRATOR = "Administrator"
    AUDITOR = "Auditor"
    DEVICE = "Device"
    COMPARTMENT = "Compartment"
    OPENING = "Opening"
    CLEARANCE = "Clearance"
    SUMMARY = "Summary"
    POOL = "Pool"
    LOG = "Log"
    REGISTER = "Register"
    BUNDLE = "Bundle"


class Action(StrEnum):
    """The actions of the schema."""

    PUBLISH_FRESH_KEY = "publish_fresh_key"
    LIST_PARTS = "list_parts"
    EXCHANGE_DRAFTS = "exchange_drafts"
    LIST_OPENINGS = "list_openings"
    REQUEST_OPENING = "request_opening"
    APPROVE_OPENING = "approve_opening"
    REFUSE_OPENING = "refuse_opening"
    READ_OPENING = "read_opening"
    REQUEST_CLEARANCE = "request_clearance"
    READ_CLEARANCE_STATUS = "read_clearance_status"
    SUBMIT_SUMMARY = "submit_summary"
    READ_SUMMARIES = "read_summaries"
    COLLECT_POOL = "collect_pool"
    APPEND_ENTRY = "append_entry"
    READ_BUNDLE = "read_bundle"
    READ_STAFF = "read_staff"


class Reason(StrEnum):
    """Why not, where it was no policy that said so."""

    NOT_AN_ACTION = "not-an-action"
    UNKNOWN_PRINCIPAL = "unknown-principal"
    RESOURCE_DOES_NOT_FIT = "resource-does-not-fit"
    ADMINISTRATORS_READ_NOTHING = "administrators-read-nothing"
    APPROVER_IS_INVOLVED = "approver-is-involved"
    CONSENT_DOES_NOT_ALLOW = "consent-does-not-allow"
    NO_RULE_ALLOWS = "no-rule-allows"
    RULES_FAILED = "rules-failed"


OPEN_TO_ADMINISTRATORS = frozenset({Action.READ_BUNDLE, Action.READ_STAFF})
UNDER_CONSENT = frozenset(
    {Action.REQUEST_OPENING, Action.APPROVE_OPENING, Action.READ_OPENING, Action.REQUEST_CLEARANCE}
)


@dataclass(frozen=True, slots=True)
class Uid:
    kind: Kind
    id: str


Attribute = str | bool | Uid | frozenset[str] | frozenset[Uid]


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: its name, and what the schema says rules may know of it."""

    uid: Uid
    attributes: Mapping[str, Attribute] = field(default_factory=dict)

    @property
    def person(self) -> Attribute | None:
        """The code of the human being behind a principal; "" or None if there is none."""
        return self.attributes.get("person")


class AccessRules:
    """Policies, schema and everyone they know, parsed once. Immutable: a newer bundle makes a new one."""

    def __init__(self, policies: str, schema: str, known: Iterable[Thing]) -> None:
        """`known` are the principals, the compartments, and the pool, log, register and bundle.

        Raises RulesRefused if anything does not parse, does not fit the schema, or stands there twice.
        """
        things = list(known)
        self._known = {thing.uid: thing for thing in things}
        try:
            self._schema = cedarpy.Schema.from_str(schema)
            self._policies = cedarpy.PolicySet.from_str(policies)
            fits = cedarpy.validate_policies(policies, self._schema).validation_passed
            named = _each_has_a_name(json.loads(cedarpy.policies_to_json_str(policies)))
            cedarpy.Entities.from_json_str(_as_json(things), self._schema)
        except ValueError:
            raise RulesRefused from None
        if not fits or not named or len(things) != len(self._known):
            raise RulesRefused
        self._administrators = {t.person for t in things if t.uid.kind is Kind.ADMINISTRATOR}
        self._compartments = [t for t in things if t.uid.kind is Kind.COMPARTMENT]
        self._worlds: dict[Uid, cedarpy.Entities] = {}

    def decide(
        self, principal: Uid, action: Action, resource: Thing | Uid, context: Mapping[str, bool] | None = None
    ) -> None:
        """Return only if this is allowed; else raise NotAllowed, also for whatever cannot be decided.

        A Uid names something `known`; a Thing is an entity of this one request. Actions UNDER_CONSENT need
        `{"consent": True}`. Some 60 µs with the base policies.
        """
        asked, said = self._principal(principal), dict(context or {})
        thing = self._known.get(resource) if isinstance(resource, Uid) else resource
        if not isinstance(action, Action):
            raise NotAllowed(Reason.NOT_AN_ACTION)
        if thing is None:
            raise NotAllowed(Reason.RESOURCE_DOES_NOT_FIT)
        self._check_hard_rules(asked, action, thing, said)
        self._ask_cedar(principal, action, thing, said)

    def only_allowed(self, principal: Uid, action: Action, resources: Iterable[Thing]) -> list[Thing]:
        """Those of many resources that `decide` lets pass, in their order; for lists."""
        return [thing for thing in resources if self._allows(principal, action, thing)]

    def _allows(self, principal: Uid, action: Action, resource: Thing) -> bool:
        try:
            self.decide(principal, action, resource)
        except NotAllowed:
            return False
        return True

    def _principal(self, uid: Uid) -> Thing:
        thing = self._known.get(uid)
        if thing is None or not isinstance(thing.person, str):
            raise NotAllowed(Reason.UNKNOWN_PRINCIPAL)
        return thing

    def _check_hard_rules(self, principal: Thing, action: Action, resource: Thing, context: dict[str, bool]) -> None:
        if principal.person in self._administrators and action not in OPEN_TO_ADMINISTRATORS:
            raise NotAllowed(Reason.ADMINISTRATORS_READ_NOTHING)
        if action is Action.APPROVE_OPENING:
            people = resource.attributes.get("people")
            if not isinstance(people, frozenset) or not people or principal.person in people:
                raise NotAllowed(Reason.APPROVER_IS_INVOLVED)
        if action in UNDER_CONSENT and context.get("consent") is not True:
            raise NotAllowed(Reason.CONSENT_DOES_NOT_ALLOW)

    def _ask_cedar(self, principal: Uid, action: Action, resource: Thing, context: dict[str, bool]) -> None:
        request = {
            "principal": {"type": principal.kind.value, "id": principal.id},
            "action": {"type": "Action", "id": action.value},
            "resource": {"type": resource.uid.kind.value, "id": resource.uid.id},
            "context": context,
        }
        try:
            entities = self._world_with(principal, resource)
            answer = cedarpy.is_authorized(request, self._policies, entities, self._schema)
            decision, errors = answer.decision, answer.diagnostics.errors
            names = sorted(answer.diagnostics.id_annotations_by_reason.values())
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # noqa: BLE001  # a panic of the engine is no Exception, and must be a no
            raise NotAllowed(Reason.RULES_FAILED) from None
        if errors:
            raise NotAllowed(Reason.RULES_FAILED)
        if decision is not cedarpy.Decision.Allow or not names:
            raise NotAllowed(*names or [Reason.NO_RULE_ALLOWS])

    def _world_with(self, principal: Uid, resource: Thing) -> cedarpy.Entities:
        """What rules can see: the principal, the compartments and the resource. Cloning everyone would be slow."""
        if principal not in self._worlds:
            seen = [self._known[principal], *self._compartments]
            self._worlds[principal] = cedarpy.Entities.from_json_str(_as_json(seen), self._schema)
        return self._worlds[principal].with_added_json_str(_as_json([resource]), self._schema)


def _each_has_a_name(policies: dict[str, dict[str, dict[str, dict[str, str]]]]) -> bool:
    """Every rule has an @id of its own; and there are no templates, which do nothing until somebody links them."""
    names = [rule.get("annotations", {}).get("id", "") for rule in policies["staticPolicies"].values()]
    return all(names) and len(set(names)) == len(names) and not policies["templates"]


def _as_json(things: Iterable[Thing]) -> str:
    return json.dumps(
        [
            {
                "uid": {"type": thing.uid.kind.value, "id": thing.uid.id},
                "attrs": {name: _value(value) for name, value in thing.attributes.items()},
                "parents": [],
            }
            for thing in things
        ]
    )


def _value(value: Attribute) -> object:
    if isinstance(value, Uid):
        return {"__entity": {"type": value.kind.value, "id": value.id}}
    if isinstance(value, frozenset):
        each: list[str | Uid] = sorted(value, key=str)
        return [_value(one) for one in each]
    return value
