"""The signed policy bundle: release rules, quotas, ticks, staff and Cedar text, under two administrators. SPEC 17.

Every zone evaluates the newest bundle it has checked by itself. A bundle can be stricter than consent, never looser:
nothing in it reaches the rules of consent.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from protocol.consent import Audience, Period, Place
from protocol.directory import TrustedDirectory
from protocol.encoding import Code, Day, Hash, Message, Purpose, Signature, SignPublic, digest
from protocol.errors import BadSignature, ProtocolError
from protocol.primitives import SignKey, sign, verify


class PolicyRefused(ProtocolError):
    """This policy bundle cannot be used."""


class NotEnoughAdministrators(PolicyRefused):
    """A policy holds only with the signatures of two administrators."""


class PolicyRolledBack(PolicyRefused):
    """This policy is older than the one in force, or another under the same number."""


class OneOrganisation(PolicyRefused):
    """The policy in force asks for administrators of two organisations. These are of one."""


class NotTheSuccessor(PolicyRefused):
    """This policy was not made from the one in force. Make it anew from that."""


class PolicyContradicts(PolicyRefused):
    """This policy contradicts itself: two people, keys, places or golden decisions under one name."""


class Role(StrEnum):
    CURATOR = "curator"
    REVIEWER = "reviewer"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Person(Message):
    """Staff: one person, one device key for now, roles, and where they hold."""

    person: Code
    organisation: Code
    sign_key: SignPublic
    roles: Annotated[tuple[Role, ...], Field(min_length=1, max_length=5)]
    compartments: Annotated[tuple[Code, ...], Field(max_length=64)] = ()
    audience: Audience = Audience.NOBODY
    """The circle an analyst belongs to: reads what is released to it or wider."""
    body: Annotated[int, Field(ge=0, le=51)] | None = None
    """Position of the person's organisation in the directory's list of bodies that sources can shut out."""
    areas: Annotated[tuple[Code, ...], Field(max_length=64)] = ()
    """For an analyst: the areas whose summaries they read, with all that lies in them; none named is all of them."""
    begins: Day | None = None
    """The first day on which the roles hold; None is at once."""
    ends: Day | None = None
    """The last day on which they hold; None is until a policy takes them away."""

    def holds_on(self, today: int) -> bool:
        """Whether the roles hold on this day."""
        return _within(today, self.begins, self.ends)


_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Controls, line separators, and signs that turn the direction of others."""


def _in_plain_sight(text: str) -> str:
    """A text that reads as it is: whoever signs it sees every sign of it."""
    if _UNSEEN.search(text):
        raise ValueError
    return text


def _in_lines(text: str) -> str:
    """The same, in lines that end with a line feed: a carriage return ends a comment for Cedar, no line on a page."""
    _in_plain_sight(text.replace("\n", "").replace("\t", ""))
    return text


class Area(Message):
    """A place that a summary may name."""

    code: Code
    name: Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_in_plain_sight)]
    country: Code
    level: Place


class Grant(Message):
    """A role in one more place: a template of the access rules, filled in for somebody on the staff."""

    template: Code
    """Its name among the Cedar policies; whom it can be filled in for stands there too."""
    person: Code
    compartment: Code
    begins: Day | None = None
    ends: Day | None = None

    def holds_on(self, today: int) -> bool:
        """Whether it holds on this day."""
        return _within(today, self.begins, self.ends)


class Asker(StrEnum):
    """As whom somebody asks: the kinds of principals that the access rules know."""

    ANALYST = "analyst"
    CURATOR = "curator"
    REVIEWER = "reviewer"
    CUSTODIAN = "custodian"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    DEVICE = "device"


class AskedAbout(StrEnum):
    """The kinds of things that can be asked about."""

    COMPARTMENT = "compartment"
    OPENING = "opening"
    CLEARANCE = "clearance"
    SUMMARY = "summary"
    POOL = "pool"
    LOG = "log"
    REGISTER = "register"
    BUNDLE = "bundle"


class Golden(Message):
    """A golden decision: a question to the access rules, and the answer that no later bundle may change. SPEC 17.5."""

    name: Code
    asker: Asker
    who: Code
    """The person's name; of a device, its own."""
    action: Code
    """An action of the access rules, with hyphens: `read-summaries`."""
    about: AskedAbout
    place: Code | None = None
    """The compartment in which it lies; of a summary that is released, the country. None for what there is one of."""
    audience: Audience | None = None
    """Of a clearance or a summary; None for whichever: then the answer is the same for all."""
    named: bool = False
    """Whether the request names who asks, as the holder of one of its two desks."""
    consent: bool = False
    """Whether the sources' consents allow it."""
    allowed: bool


class ReleaseRules(Message):
    """What the gate and the vault count with (USERS: release policy options)."""

    k: Annotated[int, Field(ge=2, le=1000)] = 5
    partners: Annotated[int, Field(ge=1, le=100)] = 3
    left_without_any_partner: Annotated[int, Field(ge=0, le=100)] = 3
    finest_place: Place = Place.FIRST_LEVEL
    finest_period: Period = Period.WEEK
    widest_audience: Audience = Audience.CONSORTIUM
    sensitive_k: Annotated[int, Field(ge=2, le=1000)] = 10
    sensitive_place: Place = Place.COUNTRY
    sensitive_period: Period = Period.MONTH
    urgent_place: Place = Place.COUNTRY
    urgent_period: Period = Period.WEEK
    longest_expiry: Literal[30, 90, 365] = 90
    epoch_seconds: Annotated[int, Field(ge=1, le=7 * 86_400)] = 86_400
    blocked_bodies: Annotated[int, Field(ge=0, lt=2**52)] = 0

    def k_for(self, *, sensitive: bool) -> int:
        """Sources that a summary needs; with minors or sexual violence in it, more, and never fewer."""
        return max(self.k, self.sensitive_k) if sensitive else self.k

    def finest(self, *, sensitive: bool, urgent: bool) -> tuple[Place, Period]:
        """The finest place and time that a summary may name, by the way it goes."""
        place, period = self.finest_place, self.finest_period
        if sensitive:
            place, period = min(place, self.sensitive_place), min(period, self.sensitive_period)
        if urgent:
            place, period = min(place, self.urgent_place), min(period, self.urgent_period)
        return place, period


class CustodyRules(Message):
    """Limits that each custodian's own device enforces, and the vault (SPEC 15.9)."""

    parts_per_curator_and_day: Annotated[int, Field(ge=1, le=10_000)] = 40


class LogRules(Message):
    """How often leaves appear, and how many at a time; what is missing is filled with dummies."""

    tick_seconds: Annotated[int, Field(ge=1, le=7 * 86_400)] = 600
    leaves_per_tick: Annotated[int, Field(ge=1, le=4096)] = 64


class ChangeRules(Message):
    """How this policy may be followed by another."""

    cooling_off_days: Annotated[int, Field(ge=0, le=90)] = 7
    """So long a zone waits, from the day it first saw it, before it takes a policy that loosens something."""
    two_organisations: bool = True
    """Whether the two administrators who sign the next one, or lift a suspension, are of two organisations."""


class PolicyBundle(Message):
    BOUND: ClassVar[int] = 1024 * 1024

    type: Literal["leeward/v1/policy"] = "leeward/v1/policy"
    version: Annotated[int, Field(ge=1, le=2**32)]
    previous: Hash
    """Of the policy it was made from; zeros for the first."""
    issued: Day
    directory_number: Annotated[int, Field(ge=1, le=2**32)]
    """The lowest directory this bundle was made for."""
    release: ReleaseRules
    custody: CustodyRules
    log: LogRules
    changes: ChangeRules = ChangeRules()
    collect_seconds: Annotated[int, Field(ge=1, le=86_400)] = 1800
    staff: Annotated[tuple[Person, ...], Field(max_length=2000)]
    areas: Annotated[tuple[Area, ...], Field(max_length=5000)]
    grants: Annotated[tuple[Grant, ...], Field(max_length=4000)] = ()
    golden: Annotated[tuple[Golden, ...], Field(max_length=500)] = ()
    cedar_schema: Annotated[str, Field(max_length=65_536), AfterValidator(_in_lines)]
    cedar_policies: Annotated[str, Field(max_length=262_144), AfterValidator(_in_lines)]


class AdministratorSignature(Message):
    administrator: Code
    signature: Signature


class SignedPolicy(Message):
    """A claim."""

    BOUND: ClassVar[int] = PolicyBundle.BOUND + 4096

    bundle: Annotated[bytes, Field(max_length=PolicyBundle.BOUND)]
    signatures: Annotated[tuple[AdministratorSignature, ...], Field(max_length=8)]


@dataclass(frozen=True, slots=True)
class TrustedPolicy:
    """A bundle two administrators signed; only `trust_policy` makes one."""

    contents: PolicyBundle
    hash: Hash

    def person(self, sign_key: bytes) -> Person | None:
        """The member of staff whose device holds this key, or None."""
        return next((one for one in self.contents.staff if one.sign_key == sign_key), None)

    def area(self, code: str) -> Area | None:
        return next((one for one in self.contents.areas if one.code == code), None)

    def areas_within(self, named: Iterable[str]) -> list[str]:
        """These areas, and every one that lies in them: of a country, or by a code that goes on with a hyphen."""
        whole = tuple(named)
        within = (one for one in self.contents.areas if any(_lies_in(one, each) for each in whole))
        return sorted({*whole, *(one.code for one in within)})


def sign_policy(bundle: PolicyBundle, administrator: str, key: SignKey) -> AdministratorSignature:
    return AdministratorSignature(administrator=administrator, signature=sign(key, Purpose.POLICY, bundle.to_bytes()))


def policy_hash(claimed: SignedPolicy) -> Hash:
    """32 bytes that name a bundle, whoever signed it."""
    return digest(Purpose.POLICY_HASH, claimed.bundle)


def trust_policy(
    claimed: SignedPolicy,
    directory: TrustedDirectory,
    known: TrustedPolicy | None = None,
    suspended: Collection[str] = (),
) -> TrustedPolicy:
    """Check a bundle (SPEC 17.2): two different administrators of the directory, no way back.

    `suspended` are the administrators whose signature does not count now: for a bundle that is new here.

    Raises NotEnoughAdministrators, OneOrganisation, PolicyRolledBack, NotTheSuccessor, PolicyContradicts or Malformed.
    """
    signers = _signers(claimed, directory) - set(suspended)
    if len(signers) < 2:
        raise NotEnoughAdministrators
    contents = PolicyBundle.from_bytes(claimed.bundle)
    trusted = TrustedPolicy(contents, policy_hash(claimed))
    if directory.contents.number < contents.directory_number:
        raise PolicyRefused
    apart = contents.changes.two_organisations or (known is not None and known.contents.changes.two_organisations)
    if apart and len({directory.organisation_of(one) for one in signers}) < 2:
        raise OneOrganisation
    if known is not None:
        _check_follows(trusted, known)
    for names in (
        [p.person for p in contents.staff],
        [p.sign_key for p in contents.staff],
        [a.code for a in contents.areas],
        [g.name for g in contents.golden],
    ):
        if len(set(names)) != len(names):
            raise PolicyContradicts
    return trusted


def _lies_in(area: Area, whole: str) -> bool:
    return area.country == whole or area.code.startswith(f"{whole}-")


def _signers(claimed: SignedPolicy, directory: TrustedDirectory) -> set[str]:
    keys = {one.administrator: one.sign_key for one in directory.contents.administrators}
    for one in claimed.signatures:
        try:
            verify(keys.get(one.administrator, b""), Purpose.POLICY, claimed.bundle, one.signature)
        except BadSignature:
            raise NotEnoughAdministrators from None
    return {one.administrator for one in claimed.signatures}


def _check_follows(new: TrustedPolicy, known: TrustedPolicy) -> None:
    version, before = new.contents.version, known.contents.version
    if version < before or (version == before and new.hash != known.hash):
        raise PolicyRolledBack
    if version == before + 1 and new.contents.previous != known.hash:
        raise NotTheSuccessor


def _within(today: int, begins: int | None, ends: int | None) -> bool:
    return (begins is None or begins <= today) and (ends is None or today <= ends)
