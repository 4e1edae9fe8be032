"""The next version of a consent: from what a source chooses, and only ever from what it signed itself. SPEC 5 and 13.5.

No network, no disk.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clients.source.errors import NotUsable
from clients.source.mailbox import MOST_VERSIONS, NOT_HERE, OnePart, Seen
from protocol.consent import LIFETIME_DAYS, ClaimedConsent, Profile, Terms, Use, at_most, give, meet, profile_terms

_KEPT = ("contact", "not_before", "until_safe", "forget_after", "given_by", "urgent")
"""What a profile leaves as it was: another choice of theirs does not end an embargo."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be in a set of the terms, and what is not; the rest of it stays as it was."""

    more: tuple[str, ...]
    less: tuple[str, ...]

    def applied(self, held: Collection[str]) -> tuple[str, ...]:
        return tuple(sorted({*held, *self.more} - {*self.less}))


@dataclass(frozen=True, slots=True)
class Change:
    """What a source asked for: exactly one of a choice (profile, options or both), `cancel` and `renew`.

    `options`: by the names of Terms, a value or an Edit; of `never_to` always an Edit, of names in the directory.
    """

    profile: Profile | None = None
    options: Mapping[str, object] = field(default_factory=dict)
    cancel: bool = False
    renew: bool = False

    @property
    def gives_anew(self) -> bool:
        """Whether it lasts twelve months from today. Any other leaves the end where it was: who names one term names
        no end, and what has ended does not come back with it."""
        return self.renew or self.profile is not None

    def check(self) -> None:
        """Raises NotUsable unless it asks for one thing."""
        if [bool(self.profile or self.options), self.cancel, self.renew].count(True) != 1:
            raise NotUsable("Say one thing: a profile or options, or --cancel, or --renew.")
        for one in self.options.values():
            if isinstance(one, Edit) and {*one.more} & {*one.less}:
                raise NotUsable("The same thing is asked for and taken away.")


def why_not(seen: Seen | None, change: Change, today: int, bodies: Sequence[str] = ()) -> str | None:
    """In plain words why nothing is changed; None where it can be. `bodies`: as the directory lists them."""
    if seen is None:
        return NOT_HERE
    edit = change.options.get("never_to")
    if isinstance(edit, Edit) and not {*edit.more, *edit.less} <= {*bodies}:
        return f"The bodies that can be shut out are: {', '.join(bodies) or 'none'}."
    if seen.withdrawn:
        return "It is taken back already."
    if seen.consent.version >= MOST_VERSIONS:
        return "This consent was changed as often as can be. What is left is to take the report back: leeward withdraw"
    if change.cancel and seen.settles is None:
        return "Nothing is waiting to take effect."
    return _why_ended(seen, change, today)


def _why_ended(seen: Seen, change: Change, today: int) -> str | None:
    if seen.has_ended(today) and not change.gives_anew:
        return (
            "This consent has ended, and nothing is allowed. To give it again as it was: leeward consent --renew. "
            "To choose anew: leeward consent --profile"
        )
    return None


def next_terms(seen: Seen, change: Change, today: int, bodies: Sequence[str] = ()) -> Terms:
    """What the next version says; `why_not` was asked before.

    A cancellation allows no more than the newest version and what is in force both do. So the vault, which says what is
    in force, can make nobody sign for more than they chose.
    """
    newest = seen.consent.terms
    if change.renew:
        return newest
    if change.cancel:
        return meet(newest, seen.terms)
    base = _profile(change.profile, newest, today) if change.profile else newest
    options = {name: _chosen(getattr(base, name), value, bodies) for name, value in change.options.items()}
    return Terms.model_validate(base.model_dump() | options)


def _chosen(held: Any, value: object, bodies: Sequence[str]) -> object:
    if not isinstance(value, Edit):
        return value
    if isinstance(held, tuple):
        return value.applied(held)
    more, less = (sum(1 << bodies.index(name) for name in {*names}) for names in (value.more, value.less))
    return (held | more) & ~less


def _profile(profile: Profile, newest: Terms, today: int) -> Terms:
    chosen = profile_terms(profile, today)
    if profile is Profile.KEEP_SEALED or not newest.uses:
        return chosen
    kept = {name: getattr(newest, name) for name in _KEPT}
    if Use.SUMMARY in newest.uses and Use.SUMMARY in chosen.uses:
        kept["never_to"] = newest.never_to
    return chosen.model_copy(update=kept)


def next_version(seen: Seen, terms: Terms, part: OnePart, today: int, change: Change) -> ClaimedConsent:
    """Signed by the part's own key, and naming the version that the same key signed before."""
    given = max(today, seen.consent.given)
    lifetime = LIFETIME_DAYS if change.gives_anew else seen.consent.expires - given
    return give(part.key, terms, given, seen.consent, lifetime=lifetime)


def holds_at_once(seen: Seen, terms: Terms) -> bool:
    return at_most(terms, seen.terms)
