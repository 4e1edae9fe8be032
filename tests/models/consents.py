"""What a source allows, in a few words of its own, and what holds of it on a day: SPEC 5.5 as it is written there."""

from __future__ import annotations

from dataclasses import dataclass

SEALED, READ, COARSE, FINER = range(4)
WAIT = 7
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Terms:
    """How much, for what, and for how many days the part is kept."""

    level: int = SEALED
    aims: frozenset[str] = frozenset()
    keep: int = 30

    def __post_init__(self) -> None:
        if self.level == SEALED and (self.aims or self.keep != 30):
            raise ValueError("sealed is sealed")


def meet(one: Terms, other: Terms) -> Terms:
    level = min(one.level, other.level)
    if level == SEALED:
        return Terms()
    return Terms(level, one.aims & other.aims, min(one.keep, other.keep))


@dataclass(frozen=True, slots=True)
class Version:
    """One version, and the one that it says it follows."""

    number: int
    follows: Version | None
    given: int
    expires: int
    terms: Terms


@dataclass(slots=True)
class Chain:
    """The versions that were taken, each with the day on which it came."""

    versions: list[tuple[Version, int]]

    @property
    def last(self) -> Version:
        return self.versions[-1][0]

    def take(self, version: Version, day: int) -> None:
        if version.follows == self.last:
            self.versions.append((version, day))

    def terms(self, day: int) -> Terms:
        """F of SPEC 5.5, from the last version down."""
        return self._until(len(self.versions), day)

    def _until(self, count: int, day: int) -> Terms:
        version, came = self.versions[count - 1]
        if count == 1 or day >= max(version.given, came) + WAIT:
            return version.terms
        return meet(version.terms, self._until(count - 1, day))

    def why_not(self, aim: str, day: int) -> str | None:
        """Why a part with these versions may not be opened for this aim; None where it may."""
        if len(self.versions) > SHOWN:
            return "too-many-versions"
        if day > self.last.expires:
            return "consent-expired"
        terms = self.terms(day)
        return None if terms.level >= READ and aim in terms.aims else "not-allowed"

    def allowed(self, day: int) -> Terms | None:
        """What a summary may rest on; None where the consent has ended or cannot be shown."""
        return None if len(self.versions) > SHOWN or day > self.last.expires else self.terms(day)

    def keep_for(self, day: int) -> int:
        """Days after it came for which the part is kept."""
        return self.terms(min(day, self.last.expires)).keep
