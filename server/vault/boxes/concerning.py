"""What a policy that loosens something means for one report, by its consent and the country it is for. Pure. SPEC 13.8.

Rules of this file
* Whom it does not concern is told nothing: what a consent does not allow, no policy opens.
* What nobody here has thought about concerns every report that may be read.
* Said is what kind of thing is loosened, never how much, and nothing of anybody's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from protocol.consent import GivenBy, Terms, Use
from protocol.mailbox import Loosening
from protocol.policy import Person, PolicyBundle, ReleaseRules, Role
from protocol.policy_changes import Change, changes
from protocol.policy_directions import Direction

NOTHING = Loosening(0)
_ABOUT_NO_REPORT_THAT_IS_HERE = frozenset({"collect_seconds", "log.tick_seconds", "log.leaves_per_tick"})
"""These say something of how reports come, and of the log."""
_READERS_OF_REPORTS = frozenset({Role.CURATOR, Role.REVIEWER})


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something beside the release rules that a policy loosens, and for whose reports."""

    kind: Loosening
    countries: frozenset[str] | None = None
    """None for all."""
    summaries_alone: bool = False
    """Whether only reports are meant that a summary may stand on; else all that may be read."""
    level: int = 0
    """The finest place that the consent must allow."""

    def concerns(self, country: str | None, terms: Terms) -> bool:
        where = self.countries is None or country in self.countries
        allows = may_stand(terms) if self.summaries_alone else may_be_read(terms)
        return where and allows and terms.place >= self.level


@dataclass(frozen=True, slots=True)
class Loosened:
    """All that a policy loosens, next to the one before it."""

    before: ReleaseRules
    after: ReleaseRules
    elsewhere: tuple[Elsewhere, ...]

    def kinds(self, country: str | None, several: Iterable[Terms]) -> Loosening:
        """What of it concerns a report: by the terms in force, and by those that the source signed last."""
        found = NOTHING
        for terms in several:
            found |= _by_release_rules(self.before, self.after, terms)
            for one in self.elsewhere:
                found |= one.kind if one.concerns(country, terms) else NOTHING
        return found


def loosened(before: PolicyBundle, after: PolicyBundle, cedar: Direction, country_of: Mapping[str, str]) -> Loosened:
    """`country_of`: the country of each compartment that there is."""
    found = [one for one in changes(before, after, cedar) if one.direction is Direction.LOOSENING]
    elsewhere = [each for one in found for each in _elsewhere(one, before, after, country_of)]
    return Loosened(before.release, after.release, tuple(elsewhere))


def may_be_read(terms: Terms) -> bool:
    """Whether a curator may read it, for anything at all."""
    return Use.READ in terms.uses and bool(terms.aims)


def may_stand(terms: Terms) -> bool:
    """Whether a summary may ever stand on it."""
    fine = terms.place and terms.period and terms.audience
    return may_be_read(terms) and {Use.COUNT, Use.SUMMARY} <= set(terms.uses) and bool(fine)


def _by_release_rules(before: ReleaseRules, after: ReleaseRules, terms: Terms) -> Loosening:
    if not may_stand(terms):
        return NOTHING
    found = {
        Loosening.FEWER_PEOPLE: _fewer(before, after, terms),
        Loosening.FINER_PLACE: _finer(before, after, terms, 0),
        Loosening.FINER_TIME: _finer(before, after, terms, 1),
        Loosening.WIDER_CIRCLE: min(terms.audience, after.widest_audience) > before.widest_audience,
        Loosening.LONGER: after.longest_expiry > before.longest_expiry,
        Loosening.SOONER: after.epoch_seconds < before.epoch_seconds,
        Loosening.OTHER_READERS: bool(before.blocked_bodies & ~after.blocked_bodies & ~terms.never_to),
    }
    return Loosening(sum(kind for kind, is_so in found.items() if is_so))


def _fewer(before: ReleaseRules, after: ReleaseRules, terms: Terms) -> bool:
    people = any(after.k_for(sensitive=one) < before.k_for(sensitive=one) for one in _sensitive(terms))
    return (
        people or after.partners < before.partners or after.left_without_any_partner < before.left_without_any_partner
    )


def _finer(before: ReleaseRules, after: ReleaseRules, terms: Terms, which: int) -> bool:
    allowed = (terms.place, terms.period)[which]
    ways = [(one, urgent) for one in _sensitive(terms) for urgent in (False, True) if terms.urgent or not urgent]
    return any(
        min(allowed, after.finest(sensitive=one, urgent=urgent)[which])
        > before.finest(sensitive=one, urgent=urgent)[which]
        for one, urgent in ways
    )


def _sensitive(terms: Terms) -> tuple[bool, ...]:
    """What a guardian gave stands only in summaries that are said to be sensitive."""
    return (True,) if terms.given_by is GivenBy.GUARDIAN else (False, True)


def _elsewhere(
    change: Change, before: PolicyBundle, after: PolicyBundle, country_of: Mapping[str, str]
) -> Iterator[Elsewhere]:
    head, _, rest = change.field.partition(".")
    if change.field in _ABOUT_NO_REPORT_THAT_IS_HERE or (head == "release" and rest in ReleaseRules.model_fields):
        return
    if head == "staff":
        yield from _of_people(rest, before, after, country_of)
    elif head == "grants":
        places = [
            one.compartment for one in after.grants if _is(rest, f"{one.person} {one.template} {one.compartment}")
        ]
        yield Elsewhere(Loosening.OTHER_READERS, _countries(places, country_of))
    elif head == "areas":
        for one in (one for one in after.areas if _is(rest, one.code)):
            yield Elsewhere(Loosening.FINER_PLACE, frozenset({one.country}), summaries_alone=True, level=int(one.level))
    else:
        yield Elsewhere(Loosening.OTHER_RULES)


def _of_people(
    whose: str, before: PolicyBundle, after: PolicyBundle, country_of: Mapping[str, str]
) -> Iterator[Elsewhere]:
    was = {one.person: one for one in before.staff if _is(whose, one.person)}
    now = {one.person: one for one in after.staff if _is(whose, one.person)}
    for person in {*was, *now}:
        if _administered(was.get(person)):
            # Who administers reads nothing: whose office ends, or begins later, may read what the directory lets them.
            yield Elsewhere(Loosening.OTHER_READERS)
        elif one := now.get(person):
            roles, where = set(one.roles), _countries(one.compartments, country_of)
            if roles & _READERS_OF_REPORTS:
                yield Elsewhere(Loosening.OTHER_READERS, where)
            elif Role.ANALYST in roles:
                yield Elsewhere(Loosening.OTHER_READERS, where, summaries_alone=True)


def _administered(one: Person | None) -> bool:
    return one is not None and Role.ADMINISTRATOR in one.roles


def _countries(compartments: Iterable[str], country_of: Mapping[str, str]) -> frozenset[str]:
    return frozenset(country_of[one] for one in compartments if one in country_of)


def _is(path: str, name: str) -> bool:
    """Whether a change's path, without its head, is about the entry of that name."""
    return path == name or path.startswith(f"{name}.")
