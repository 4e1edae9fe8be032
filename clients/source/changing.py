"""The next version of a consent: from what a source chooses, and only ever from what it signed itself. SPEC 5 and 13.5.

No network, no disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clients.source.errors import NotUsable
from clients.source.mailbox import MOST_VERSIONS, NOT_HERE, OnePart, Seen
from protocol.consent import ClaimedConsent, Profile, Terms, Use, at_most, give, meet, profile_terms

_KEPT = ("contact", "not_before", "until_safe", "forget_after", "given_by", "urgent")
"""What a profile leaves as it was: another choice of theirs does not end an embargo."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a source asked for: exactly one of a choice (profile, options or both), `cancel` and `renew`."""

    profile: Profile | None = None
    options: Mapping[str, object] = field(default_factory=dict)
    cancel: bool = False
    renew: bool = False

    def check(self) -> None:
        """Raises NotUsable unless it asks for one thing."""
        if [bool(self.profile or self.options), self.cancel, self.renew].count(True) != 1:
            raise NotUsable("Say one thing: a profile or options, or --cancel, or --renew.")


def why_not(seen: Seen | None, change: Change) -> str | None:
    """In plain words why nothing is changed; None where it can be."""
    if seen is None:
        return NOT_HERE
    if seen.withdrawn:
        return "It is taken back already."
    if seen.consent.version >= MOST_VERSIONS:
        return "This consent was changed as often as can be. What is left is to take the report back: leeward withdraw"
    if change.cancel and seen.settles is None:
        return "Nothing is waiting to take effect."
    return None


def next_terms(seen: Seen, change: Change, today: int) -> Terms:
    """What the next version says. A cancellation allows no more than the newest version and what is in force both do.

    So the vault, which says what is in force, can make nobody sign for more than they chose.
    """
    newest = seen.consent.terms
    if change.renew:
        return newest
    if change.cancel:
        return meet(newest, seen.terms)
    base = _profile(change.profile, newest, today) if change.profile else newest
    return Terms.model_validate(base.model_dump() | dict(change.options))


def _profile(profile: Profile, newest: Terms, today: int) -> Terms:
    chosen = profile_terms(profile, today)
    if profile is Profile.KEEP_SEALED or not newest.uses:
        return chosen
    kept = {name: getattr(newest, name) for name in _KEPT}
    if Use.SUMMARY in newest.uses and Use.SUMMARY in chosen.uses:
        kept["never_to"] = newest.never_to
    return chosen.model_copy(update=kept)


def next_version(seen: Seen, terms: Terms, part: OnePart, today: int) -> ClaimedConsent:
    """Signed by the part's own key, and naming the version that the same key signed before."""
    return give(part.key, terms, max(today, seen.consent.given), seen.consent)


def holds_at_once(seen: Seen, terms: Terms) -> bool:
    return at_most(terms, seen.terms)
