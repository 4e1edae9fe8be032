"""May a summary that nobody here has read be released, standing on these parts? SPEC 16.3.

Rules of this file
* `decide_clearance` is pure. It gathers every reason against, so that a desk need not ask again and again.
* Consent and policy must both allow it; policy can only be stricter.
* Sources are counted as counting/sources.py says, and compared as counting/families.py says: subtracting releases
  from one another isolates nobody.
* The urgent way needs no k: one vouched source, and everyone's explicit consent to it, coarser and for the task force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from protocol.consent import Audience, Embargoed, ForAChild, NotAllowed, Period, Place, Terms, check_summary, meet
from protocol.policy import ReleaseRules
from protocol.release import ClearanceRequest, SourceBand
from server.vault.counting.families import Earlier, isolates
from server.vault.counting.sources import Shortfall, ShutOut, Source, Sources, band, counted, shortfalls
from server.vault.errors import VaultError


class Reason(StrEnum):
    """Why not, coded; told to the two desks and to nobody else."""

    NOT_OPENED = "not-opened-by-both-desks-for-this-aim"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    CONSENT_ENDED = "consent-ended"
    CONSENT = "consent-does-not-allow"
    EMBARGO = "embargo"
    FOR_A_CHILD = "given-for-a-child"
    TOO_FINE_A_PLACE = "too-fine-a-place"
    TOO_FINE_A_TIME = "too-fine-a-time"
    TOO_WIDE_A_CIRCLE = "too-wide-a-circle"
    TOO_LONG = "too-long"
    FEW_SOURCES = Shortfall.FEW_SOURCES.value
    FEW_PARTNERS = Shortfall.FEW_PARTNERS.value
    ONE_PARTNER_CARRIES_IT = Shortfall.ONE_PARTNER_CARRIES_IT.value
    NO_SUCH_PREDECESSOR = "no-such-predecessor"
    TOO_MANY_BEFORE = "too-many-releases-to-compare-with"
    DIFFERENCE = "difference-isolates-a-source"
    NOT_URGENT_FOR_ALL = "urgent-way-not-consented"
    NO_VOUCHED_SOURCE = "urgent-way-needs-a-vouched-source"


class ClearanceRefused(VaultError):
    """This summary cannot be cleared."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        super().__init__()
        self.reasons = tuple(sorted(set(reasons)))


@dataclass(frozen=True, slots=True)
class Standing:
    """One listed part, as far as a clearance depends on it."""

    terms: Terms | None
    """What is allowed today; None once the consent has ended or cannot be shown."""
    withdrawn: bool
    opened: bool
    """By both desks of the request, for its aim."""
    source: Source | None
    """None for what is not testimony."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A yes, and what goes with it."""

    band: SourceBand
    never_to: int
    translation: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """How fine a summary is, for whom and how long, and by which way it goes."""

    place: Place
    period: Period
    audience: Audience
    expiry: int
    urgent: bool
    sensitive: bool


def shape_of(request: ClearanceRequest) -> Shape:
    return Shape(request.place, request.period, request.audience, request.expiry, request.urgent, request.sensitive)


def decide_clearance(
    request: ClearanceRequest,
    parts: Sequence[Standing],
    rules: ReleaseRules,
    family: Sequence[Earlier] | None,
    shut_out: ShutOut,
    today: int,
) -> Decision:
    """`family`: what it follows, and all that this followed; None where the vault does not have one of them.

    Raises ClearanceRefused with every reason.
    """
    sources = sources_of(part.source for part in parts)
    voices = shut_out.left_of(sources)
    reasons = {
        *_about_parts(parts),
        *_about_consent(request, parts, today),
        *about_the_policy(shape_of(request), parts, voices, rules),
        *_about_differences(Earlier(sources, request.sensitive), family, rules, shut_out),
    }
    if reasons:
        raise ClearanceRefused(reasons)
    allowed = meet(*(part.terms for part in parts if part.terms))
    return Decision(_band(request, voices, rules), allowed.never_to, allowed.translation)


def sources_of(sources: Iterable[Source | None]) -> Sources:
    """The distinct sources of testimony."""
    return frozenset(source for source in sources if source is not None)


def _band(request: ClearanceRequest, sources: Sources, rules: ReleaseRules) -> SourceBand:
    if request.urgent:
        return SourceBand.ONE_URGENT
    k = rules.k_for(sensitive=request.sensitive)
    return band(counted(sources, rules, k), k)


def _about_parts(parts: Sequence[Standing]) -> Iterator[Reason]:
    if not all(part.opened for part in parts):
        yield Reason.NOT_OPENED
    if any(part.withdrawn for part in parts):
        yield Reason.WITHDRAWN
    if any(part.terms is None and not part.withdrawn for part in parts):
        yield Reason.CONSENT_ENDED


def _about_consent(request: ClearanceRequest, parts: Sequence[Standing], today: int) -> Iterator[Reason]:
    terms = [part.terms for part in parts if part.terms is not None]
    if not terms:
        return
    try:
        asked = (request.aim, request.place, request.period, request.audience)
        check_summary(meet(*terms), *asked, today, sensitive=request.sensitive)
    except Embargoed:
        yield Reason.EMBARGO
    except ForAChild:
        yield Reason.FOR_A_CHILD
    except NotAllowed:
        yield Reason.CONSENT


def about_the_policy(shape: Shape, parts: Sequence[Standing], voices: Sources, rules: ReleaseRules) -> Iterator[Reason]:
    """What the policy has against a summary of that shape, whatever came before it. `voices`: whoever counts."""
    yield from about_fineness(shape, rules)
    yield from _about_urgency(parts, voices) if shape.urgent else _about_sources(shape, voices, rules)


def about_fineness(shape: Shape, rules: ReleaseRules) -> Iterator[Reason]:
    place, period = rules.finest(sensitive=shape.sensitive, urgent=shape.urgent)
    audience = min(rules.widest_audience, Audience.TASK_FORCE) if shape.urgent else rules.widest_audience
    yield from _within(shape, place, period, audience)
    if shape.expiry > rules.longest_expiry:
        yield Reason.TOO_LONG


def _within(shape: Shape, place: Place, period: Period, audience: Audience) -> Iterator[Reason]:
    if shape.place > place:
        yield Reason.TOO_FINE_A_PLACE
    if shape.period > period:
        yield Reason.TOO_FINE_A_TIME
    if shape.audience > audience:
        yield Reason.TOO_WIDE_A_CIRCLE


def _about_urgency(parts: Sequence[Standing], sources: Sources) -> Iterator[Reason]:
    if not all(part.terms is not None and part.terms.urgent for part in parts):
        yield Reason.NOT_URGENT_FOR_ALL
    if not any(source.vouched for source in sources):
        yield Reason.NO_VOUCHED_SOURCE


def _about_sources(shape: Shape, sources: Sources, rules: ReleaseRules) -> Iterator[Reason]:
    for shortfall in shortfalls(sources, rules, rules.k_for(sensitive=shape.sensitive)):
        yield Reason(shortfall.value)


def _about_differences(
    new: Earlier, family: Sequence[Earlier] | None, rules: ReleaseRules, shut_out: ShutOut
) -> Iterator[Reason]:
    if family is None:
        yield Reason.NO_SUCH_PREDECESSOR
    elif isolates(new, family, rules, shut_out):
        yield Reason.DIFFERENCE
