"""May a summary that nobody here has read be released, standing on these parts? SPEC 16.3.

Rules of this file
* `decide_clearance` is pure. It gathers every reason against, so that a desk need not ask again and again.
* Consent and policy must both allow it; policy can only be stricter.
* Sources are counted as sources.py says. Each difference with every summary it replaces, and with those that one
  replaced, is empty or at least k: subtracting releases from one another isolates nobody.
* The urgent way needs no k: one vouched source, and everyone's explicit consent to it, coarser and for the task force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from protocol.consent import Audience, Embargoed, NotAllowed, Period, Place, Terms, check_summary, meet
from protocol.policy import ReleaseRules
from protocol.release import ClearanceRequest, SourceBand
from server.vault.errors import VaultError
from server.vault.sources import (
    UNVOUCHED,
    Source,
    Sources,
    band,
    isolates,
    left_without,
    partners,
    quarters,
)


class Reason(StrEnum):
    """Why not, coded; told to the two desks and to nobody else."""

    NOT_OPENED = "not-opened-by-both-desks-for-this-aim"
    WITHDRAWN = "withdrawn"
    CONSENT_ENDED = "consent-ended"
    CONSENT = "consent-does-not-allow"
    EMBARGO = "embargo"
    TOO_FINE_A_PLACE = "too-fine-a-place"
    TOO_FINE_A_TIME = "too-fine-a-time"
    TOO_WIDE_A_CIRCLE = "too-wide-a-circle"
    TOO_LONG = "too-long"
    FEW_SOURCES = "not-enough-independent-sources"
    FEW_PARTNERS = "not-enough-partners"
    ONE_PARTNER_CARRIES_IT = "one-partner-carries-it"
    NO_SUCH_PREDECESSOR = "no-such-predecessor"
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


def decide_clearance(
    request: ClearanceRequest,
    parts: Sequence[Standing],
    rules: ReleaseRules,
    before: Sequence[Sources] | None,
    today: int,
) -> Decision:
    """`before`: the sources of the predecessor and of all that it replaced; None where there is no such predecessor.

    Raises ClearanceRefused with every reason.
    """
    sources = sources_of(part.source for part in parts)
    reasons = {
        *_about_parts(parts),
        *_about_consent(request, parts, today),
        *_about_fineness(request, rules),
        *(_about_urgency(parts, sources) if request.urgent else _about_sources(sources, rules, _k(request, rules))),
        *_about_differences(sources, before, _k(request, rules)),
    }
    if reasons:
        raise ClearanceRefused(reasons)
    allowed = meet(*(part.terms for part in parts if part.terms))
    return Decision(_band(request, sources, rules), allowed.never_to, allowed.translation)


def sources_of(sources: Iterable[Source | None]) -> Sources:
    """The distinct sources of testimony."""
    return frozenset(source for source in sources if source is not None)


def _band(request: ClearanceRequest, sources: Sources, rules: ReleaseRules) -> SourceBand:
    """From the largest quarter that passes by itself: what it says must hold without the others."""
    if request.urgent:
        return SourceBand.ONE_URGENT
    k = _k(request, rules)
    return band(max(len(group) for group in quarters(sources) if not set(_about_one_quarter(group, rules, k))), k)


def _k(request: ClearanceRequest, rules: ReleaseRules) -> int:
    return max(rules.k, rules.sensitive_k) if request.sensitive else rules.k


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
        check_summary(meet(*terms), request.aim, request.place, request.period, request.audience, today)
    except Embargoed:
        yield Reason.EMBARGO
    except NotAllowed:
        yield Reason.CONSENT


def _about_fineness(request: ClearanceRequest, rules: ReleaseRules) -> Iterator[Reason]:
    place, period, audience = rules.finest_place, rules.finest_period, rules.widest_audience
    if request.sensitive:
        place, period = min(place, rules.sensitive_place), min(period, rules.sensitive_period)
    if request.urgent:
        place, period = min(place, rules.urgent_place), min(period, rules.urgent_period)
        audience = min(audience, Audience.TASK_FORCE)
    yield from _within(request, place, period, audience)
    if request.expiry > rules.longest_expiry:
        yield Reason.TOO_LONG


def _within(request: ClearanceRequest, place: Place, period: Period, audience: Audience) -> Iterator[Reason]:
    if request.place > place:
        yield Reason.TOO_FINE_A_PLACE
    if request.period > period:
        yield Reason.TOO_FINE_A_TIME
    if request.audience > audience:
        yield Reason.TOO_WIDE_A_CIRCLE


def _about_urgency(parts: Sequence[Standing], sources: Sources) -> Iterator[Reason]:
    if not all(part.terms is not None and part.terms.urgent for part in parts):
        yield Reason.NOT_URGENT_FOR_ALL
    if not sources - {UNVOUCHED}:
        yield Reason.NO_VOUCHED_SOURCE


def _about_sources(sources: Sources, rules: ReleaseRules, k: int) -> set[Reason]:
    """The reasons of the quarter that has the fewest: one good quarter is enough."""
    each = [set(_about_one_quarter(group, rules, k)) for group in quarters(sources)]
    return min(each, key=len, default={Reason.FEW_SOURCES})


def _about_one_quarter(sources: Sources, rules: ReleaseRules, k: int) -> Iterator[Reason]:
    if len(sources) < k:
        yield Reason.FEW_SOURCES
    if len(partners(sources)) < rules.partners:
        yield Reason.FEW_PARTNERS
    if any(left_without(partner, sources) < rules.left_without_any_partner for partner in partners(sources)):
        yield Reason.ONE_PARTNER_CARRIES_IT


def _about_differences(sources: Sources, before: Sequence[Sources] | None, k: int) -> Iterator[Reason]:
    if before is None:
        yield Reason.NO_SUCH_PREDECESSOR
    elif any(isolates(sources, earlier, k) for earlier in before):
        yield Reason.DIFFERENCE
