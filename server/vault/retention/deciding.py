"""Which parts end when, and why. SPEC 5.8, 21.6; decision 27.

Rules of this file
* What a source asked for comes first: on that day the vault destroys the part by itself (wishes/forgetting.py), be it
  held or unread. A plan only says so before.
* All else ends by age: the consent ended and was not renewed, or the consortium keeps parts no longer than that. Nobody
  may open a part whose consent has ended; its source can renew it, and is given time to.
* By age nothing is destroyed that a plan has not announced, with its id, so many days before; nor what is held.
* Pure. Days and sets come in, decisions go out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.encoding import Code, Day, Hash, Message
from protocol.errors import ProtocolError
from protocol.ids import week_of
from server.vault.keeping.parts import PartFacts

LEAST_NOTICE = 14
"""Days between a plan and what it destroys; a consortium can ask for more, not for less."""
TO_RENEW = 30
"""Days after its consent has ended in which a source can still renew it."""
MOST_PLANNED = 400_000


class Why(StrEnum):
    """Why a part ends."""

    SOURCE = "source"
    CONSENT_ENDED = "consent-ended"
    KEPT_LONG_ENOUGH = "kept-long-enough"


@dataclass(frozen=True, slots=True)
class Rules:
    """`notice`: days between a plan and its being carried out. `keep_days`: how long parts are kept, where that is less
    than their sources allow. Raises ValueError for less than there must be."""

    notice: int = LEAST_NOTICE
    keep_days: int | None = None

    def __post_init__(self) -> None:
        if self.notice < LEAST_NOTICE or (self.keep_days is not None and self.keep_days < TO_RENEW):
            raise ValueError


@dataclass(frozen=True, slots=True)
class Kept:
    """A part as a plan looks at it: when it came, and whether a desk was ever handed it."""

    facts: PartFacts
    came: int
    read: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """A part with the first day on which it is destroyed."""

    compartment: str
    part: bytes
    why: Why
    day: int
    read: bool


class PlannedEnd(Message):
    """Parts of one compartment that end on one day."""

    compartment: Code
    why: Why
    day: Day
    parts: Annotated[tuple[Hash, ...], Field(max_length=MOST_PLANNED)]


class RetentionPlan(Message):
    """What was announced on the day that it was made."""

    BOUND: ClassVar[int] = 32 * 1024 * 1024

    type: Literal["leeward/v1/retention-plan"] = "leeward/v1/retention-plan"
    made: Day
    ends: Annotated[tuple[PlannedEnd, ...], Field(max_length=100_000)]


def ending(kept: Kept, rules: Rules, today: int) -> Ending | None:
    """The end that comes first, the source's where two fall on one day; None for a part whose consent does not hold:
    nobody can say how long it is to be kept."""
    facts = kept.facts
    try:
        wished = facts.chain.kept_until(kept.came, today)
        ended = facts.chain.expires(today)
    except ProtocolError:
        return None
    ends = [(wished, Why.SOURCE), (ended + 1 + TO_RENEW, Why.CONSENT_ENDED)]
    if rules.keep_days is not None:
        ends.append((kept.came + rules.keep_days, Why.KEPT_LONG_ENOUGH))
    day, why = min(ends, key=lambda end: end[0])
    return Ending(facts.compartment, facts.id, why, day, kept.read)


def plan_of(endings: Iterable[Ending], today: int) -> RetentionPlan:
    """Sorted, so that nothing of the order in which parts lie shows."""
    grouped: dict[tuple[str, int, Why], list[bytes]] = {}
    for one in endings:
        grouped.setdefault((one.compartment, one.day, one.why), []).append(one.part)
    ends = (
        PlannedEnd(compartment=compartment, why=why, day=day, parts=tuple(sorted(parts)))
        for (compartment, day, why), parts in sorted(grouped.items())
    )
    return RetentionPlan(made=today, ends=tuple(ends))


def announced(plan: RetentionPlan) -> Mapping[tuple[str, bytes], int]:
    """The day that was announced for each part that ends by age."""
    return {(end.compartment, part): end.day for end in plan.ends if end.why is not Why.SOURCE for part in end.parts}


def may_go(one: Ending, said: Mapping[tuple[str, bytes], int], held: Collection[str], today: int) -> bool:
    """Whether a plan that has stood long enough lets this part be destroyed today.

    It must still be due, which it is not where its source renewed; for its age, since the other is not ours to do; not
    before the day that was announced; and not held.
    """
    told = said.get((one.compartment, one.part))
    by_age = one.why is not Why.SOURCE
    return told is not None and by_age and max(told, one.day) <= today and one.compartment not in held


def bands(endings: Iterable[Ending], held: Collection[str]) -> Iterator[str]:
    """By compartment and week, how many end and how many of these nobody has read, in bands; lines to print."""
    all_of, unread = Counter[tuple[str, str, Why]](), Counter[tuple[str, str, Why]]()
    for one in endings:
        place = (one.compartment, week_of(one.day), one.why)
        all_of[place] += 1
        unread[place] += not one.read
    for place in sorted(all_of):
        compartment, week, why = place
        stays = ", held: stays" if compartment in held and why is not Why.SOURCE else ""
        yield f"{compartment}  {week}  {_WORDS[why]}: {band(all_of[place])}, unread {band(unread[place])}{stays}"


_WORDS = {
    Why.SOURCE: "as their sources asked",
    Why.CONSENT_ENDED: "consent has ended",
    Why.KEPT_LONG_ENOUGH: "kept long enough",
}


def band(number: int) -> str:
    """A number as a range: how many reports there are of a week is nobody's to know exactly."""
    for least, most in ((1, 9), (10, 49), (50, 199), (200, 999)):
        if least <= number <= most:
            return f"{least} to {most}"
    return "none" if number == 0 else "1000 or more"
