"""The words in which access is asked for and refused: who there is, what can be done, and why not.

AuthorizationError
├── RulesRefused
└── NotAllowed
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The entity types of the schema."""

    ANALYST = "Analyst"
    CURATOR = "Curator"
    REVIEWER = "Reviewer"
    CUSTODIAN = "Custodian"
    ADMINISTRATOR = "Administrator"
    AUDITOR = "Auditor"
    DEVICE = "Device"
    COUNTRY = "Country"
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
    WRITE_REPLY = "write_reply"
    REQUEST_CLEARANCE = "request_clearance"
    READ_CLEARANCE_STATUS = "read_clearance_status"
    SIMULATE_POLICY = "simulate_policy"
    SUBMIT_SUMMARY = "submit_summary"
    READ_SUMMARIES = "read_summaries"
    COLLECT_POOL = "collect_pool"
    APPEND_ENTRY = "append_entry"
    READ_BUNDLE = "read_bundle"
    READ_STAFF = "read_staff"


OPEN_TO_ADMINISTRATORS = frozenset({Action.READ_BUNDLE, Action.READ_STAFF})
UNDER_CONSENT = frozenset(
    {
        Action.REQUEST_OPENING,
        Action.APPROVE_OPENING,
        Action.READ_OPENING,
        Action.WRITE_REPLY,
        Action.REQUEST_CLEARANCE,
    }
)


class Reason(StrEnum):
    """Why not, in codes: each says something of the rules, and nothing of what was asked about."""

    NOT_AN_ACTION = "not-an-action"
    UNKNOWN_PRINCIPAL = "unknown-principal"
    RESOURCE_DOES_NOT_FIT = "resource-does-not-fit"
    ADMINISTRATORS_READ_NOTHING = "administrators-read-nothing"
    NOT_THIS_ROLE = "not-this-role"
    NOT_IN_THIS_PLACE = "not-in-this-place"
    NOT_YOUR_OWN = "not-your-own"
    NOT_YOUR_CIRCLE = "not-your-circle"
    APPROVER_IS_INVOLVED = "approver-is-involved"
    CONSENT_DOES_NOT_ALLOW = "consent-does-not-allow"
    NO_RULE_ALLOWS = "no-rule-allows"
    A_RULE_FORBIDS = "a-rule-forbids"
    RULES_FAILED = "rules-failed"


class AuthorizationError(Exception):
    """Nothing can be allowed here at the moment."""


class RulesRefused(AuthorizationError):
    """These access rules cannot be used: they do not fit their schema, each other, or the people they name."""


class NotAllowed(AuthorizationError):
    """This is not allowed to you."""

    def __init__(self, *reasons: Reason, rules: tuple[str, ...] = ()) -> None:
        """`rules` are the names of the policies that forbid. Neither is shown to whoever asked: see refusals.py."""
        super().__init__()
        self.reasons = reasons
        self.rules = rules
        self.shown_reasons: tuple[Reason, ...] = ()
        self.shown_rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Uid:
    kind: Kind
    id: str


Attribute = str | bool | Uid | frozenset[str] | frozenset[Uid]


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: its name, what the schema says rules may know of it, and what it lies in."""

    uid: Uid
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    parents: frozenset[Uid] = frozenset()

    @property
    def person(self) -> str:
        """The code of the human being behind a principal; "" for a machine that is nobody's."""
        person = self.attributes.get("person")
        return person if isinstance(person, str) else ""

    @property
    def role(self) -> str:
        """What a principal is: `analyst`, `custodian`, …; of a device, what it serves as: `desk`, `vault`, …."""
        return str(self.attributes.get("kind", "")) if self.uid.kind is Kind.DEVICE else self.uid.kind.value.lower()

    @property
    def people(self) -> frozenset[object] | None:
        """Whom a request names; None where it does not say so plainly."""
        people = self.attributes.get("people")
        return frozenset(people) if isinstance(people, frozenset) else None


@dataclass(frozen=True, slots=True)
class Link:
    """A template of the access rules, filled in: this principal, in this place."""

    template: str
    principal: Uid
    place: Uid


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be asked of the rules, by somebody."""

    action: Action
    resource: Thing
    context: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What either lock says, each by itself: for whoever checks rules. What is allowed, `decide` says."""

    code: Reason | None
    """Why the rules in code refuse; None where they leave it open."""
    cedar: bool
    rules: tuple[str, ...] = ()
    """Names of the rules that allow it; of those that forbid it, where any does."""
    failed: tuple[str, ...] = ()
    """Rules that fail: a template by its name, any other as Cedar counts it, `policy3`; "" where nobody can ask."""

    @property
    def allowed(self) -> bool:
        """Both locks say yes, and nothing failed on the way."""
        return self.code is None and self.cedar and bool(self.rules) and not self.failed

    @property
    def forbidden(self) -> bool:
        """Cedar says no, and names what forbids it."""
        return not self.cedar and bool(self.rules)
