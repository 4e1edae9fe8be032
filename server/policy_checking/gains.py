"""Who gains and who loses, by person and action and place: what two decision matrices differ in, in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from protocol.consent import Aim
from server.authorization import Action, Kind, Uid
from server.policy_checking.matrix import Matrix
from server.policy_checking.questions import AUDIENCES, Asked


@dataclass(frozen=True, slots=True)
class Shift:
    """What somebody may do somewhere by one policy and not by another."""

    who: str
    role: Kind
    action: Action
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Shifts:
    """Who gains by a new policy, and who loses."""

    gains: tuple[Shift, ...]
    losses: tuple[Shift, ...]


def shifts(before: Matrix, after: Matrix) -> Shifts:
    """Everything that two policies answer differently, by person, action and place."""
    could, can = before.allowed(), after.allowed()
    return Shifts(_told(can - could, "may now"), _told(could - can, "may no longer"))


def _told(differ: Iterable[tuple[Uid, Asked]], verb: str) -> tuple[Shift, ...]:
    together: dict[tuple[Uid, Action, str], list[Asked]] = defaultdict(list)
    for who, asked in differ:
        together[who, asked.action, asked.place].append(asked)
    ordered = sorted(together.items(), key=lambda one: (one[0][0].id, one[0][0].kind, one[0][1], one[0][2]))
    return tuple(_shift(*key, sorted(asked), verb) for key, asked in ordered)


def _shift(who: Uid, action: Action, place: str, asked: Collection[Asked], verb: str) -> Shift:
    act, where = action.value.replace("_", " "), f" in {place}" if place else ""
    only = _only("for", [one.audience for one in asked], len(AUDIENCES)) + _only(
        "to serve", [one.aim for one in asked], len(Aim)
    )
    return Shift(who.id, who.kind, action, place, f"{who.id} ({who.kind.lower()}) {verb} {act}{where}{only}")


def _only(word: str, values: Collection[str], all_of_them: int) -> str:
    """What it is restricted to; nothing where it holds for all there are."""
    some = sorted({one for one in values if one})
    return f" {word} {', '.join(some)}" if 0 < len(some) < all_of_them else ""
