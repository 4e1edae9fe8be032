"""Every difference between two policy bundles, with its direction and words that a person reads. SPEC 17.6.

What loosens waits before it is in force, so what is not understood loosens: a field that is new, an entry that stands
there twice, a Cedar text. Cedar is not known here: whoever can ask both texts everything hands in what came of it
(`cedar`); without that a text that changed loosens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pydantic import BaseModel

from protocol.ids import date_of
from protocol.policy import Area, Golden, Grant, Person, PolicyBundle, Role
from protocol.policy_directions import Direction, direction_of


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `field` is its path: `release.k`, `staff.amara.roles`."""

    field: str
    direction: Direction
    words: str


def changes(old: PolicyBundle, new: PolicyBundle, cedar: Direction = Direction.LOOSENING) -> tuple[Change, ...]:
    """All differences, in the order of the bundle's fields.

    `cedar` is the direction of the Cedar texts, where they changed: what the decision matrices of both showed.
    """
    return tuple(_in_fields("", "", old, new, cedar))


def loosens(found: Sequence[Change]) -> bool:
    """Whether the bundle has to wait: any of its changes loosens."""
    return any(one.direction is Direction.LOOSENING for one in found)


def _in_fields(path: str, whose: str, old: BaseModel, new: BaseModel, cedar: Direction) -> Iterator[Change]:
    """`path` is the one by which directions are known; `whose`, the entry of a list that this is."""
    for name in {**type(old).model_fields, **type(new).model_fields}:
        before, after = getattr(old, name, None), getattr(new, name, None)
        if before != after:
            yield from _in_field(f"{path}{name}", whose, before, after, cedar)


def _in_field(path: str, whose: str, old: Any, new: Any, cedar: Direction) -> Iterator[Change]:
    name = path.rpartition(".")[2]
    if path in _LISTS and not whose:
        yield from _in_list(path, _LISTS[path], old, new)
    elif path in _SETS_OF_ALL and not (old and new):
        yield _to_all(path, whose) if old else _from_all(path, whose, new)
    elif path in _SETS:
        yield from _in_set(path, whose, set(old), set(new))
    elif isinstance(old, BaseModel) and isinstance(new, BaseModel):
        yield from _in_fields(f"{path}.", whose, old, new, cedar)
    elif path in {"cedar_schema", "cedar_policies"}:
        yield Change(path, cedar, f"{name}: the text changed ({_lines(old)} → {_lines(new)} lines)")
    else:
        of = f" of {whose}" if whose else ""
        words = f"{name}{of}: {_shown(name, old)} → {_shown(name, new)}"
        yield Change(_told(path, whose), direction_of(path, old, new), words)


@dataclass(frozen=True, slots=True)
class _List:
    """A list of entries, each with a name of its own."""

    key: Callable[[Any], tuple[str, ...]]
    added: Callable[[Any], tuple[Direction, str]]
    removed: Callable[[Any], tuple[Direction, str]]


def _in_list(path: str, how: _List, old: Sequence[BaseModel], new: Sequence[BaseModel]) -> Iterator[Change]:
    before, after = _by_key(how, old), _by_key(how, new)
    found = [_entry(path, key, how.removed(one)) for key, one in before.items() if key not in after]
    found += [_entry(path, key, how.added(one)) for key, one in after.items() if key not in before]
    for key in before.keys() & after.keys():
        found += _in_entry(path, " ".join(key), before[key], after[key])
    yield from sorted(found, key=lambda one: one.field)
    if (len(before), len(after)) != (len(old), len(new)):
        yield Change(path, Direction.LOOSENING, f"{path}: something stands there twice")
    elif not found:
        yield Change(path, Direction.NEITHER, f"{path}: in another order")


def _by_key(how: _List, entries: Sequence[Any]) -> dict[tuple[str, ...], Any]:
    return {how.key(one): one for one in entries}


def _entry(path: str, key: tuple[str, ...], told: tuple[Direction, str]) -> Change:
    return Change(_told(path, " ".join(key)), *told)


def _in_entry(path: str, whose: str, old: BaseModel, new: BaseModel) -> Iterator[Change]:
    # Who administers reads nothing. When that begins later or ends earlier, somebody may read again.
    guarded = path == "staff" and any(Role.ADMINISTRATOR in one.roles for one in (old, new) if isinstance(one, Person))
    for one in _in_fields(f"{path}.", whose, old, new, Direction.LOOSENING):
        turned = guarded and one.field.endswith((".begins", ".ends"))
        yield Change(one.field, Direction.LOOSENING, one.words) if turned else one


def _in_set(path: str, whose: str, old: set[Any], new: set[Any]) -> Iterator[Change]:
    told, words = _told(path, whose), _SETS[path]
    for one in sorted(old - new):
        # Taking this role away takes away what stands against whoever administers, too.
        direction = Direction.LOOSENING if one is Role.ADMINISTRATOR else Direction.TIGHTENING
        yield Change(told, direction, words[1].format(whose=whose, one=_shown("", one)))
    for one in sorted(new - old):
        yield Change(told, Direction.LOOSENING, words[0].format(whose=whose, one=_shown("", one)))
    if old == new:
        yield Change(told, Direction.NEITHER, f"{told}: in another order")


def _to_all(path: str, whose: str) -> Change:
    return Change(_told(path, whose), Direction.LOOSENING, f"{whose} is no longer held to single areas")


def _from_all(path: str, whose: str, new: Sequence[str]) -> Change:
    words = f"{whose} is now held to {', '.join(sorted(set(new)))}"
    return Change(_told(path, whose), Direction.TIGHTENING, words)


def _told(path: str, whose: str) -> str:
    head, dot, rest = path.partition(".")
    return f"{head}.{whose}{dot}{rest}" if whose else path


def _lines(text: str) -> int:
    return len(text.splitlines())


def _shown(name: str, value: object) -> str:
    """A value in words; bytes and what is made of several parts are not told."""
    if isinstance(value, Enum):
        return value.name.lower().replace("_", "-")
    if isinstance(value, int) and not isinstance(value, bool) and name in {"issued", "begins", "ends"}:
        return str(date_of(value))
    if isinstance(value, bytes | tuple | BaseModel):
        return "…"
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    return str(value)


def _staff_added(one: Person) -> tuple[Direction, str]:
    roles, places = ", ".join(one.roles), ", ".join(one.compartments) or "no compartment"
    return Direction.LOOSENING, f"{one.person} is new on the staff: {roles} for {one.organisation}, in {places}"


def _staff_removed(one: Person) -> tuple[Direction, str]:
    # A custodian or desk of that name no longer counts as whoever administers.
    direction = Direction.LOOSENING if Role.ADMINISTRATOR in one.roles else Direction.TIGHTENING
    return direction, f"{one.person} is no longer on the staff"


def _granted(one: Grant) -> tuple[Direction, str]:
    return Direction.LOOSENING, f"{one.person} is now also {one.template} in {one.compartment}"


def _not_granted(one: Grant) -> tuple[Direction, str]:
    return Direction.TIGHTENING, f"{one.person} is no longer granted {one.template} in {one.compartment}"


def _area_added(one: Area) -> tuple[Direction, str]:
    return Direction.LOOSENING, f"a summary may now name {one.code}"


def _area_removed(one: Area) -> tuple[Direction, str]:
    return Direction.TIGHTENING, f"a summary may no longer name {one.code}"


def _golden_added(one: Golden) -> tuple[Direction, str]:
    return Direction.TIGHTENING, f"the golden decision {one.name} is new"


def _golden_removed(one: Golden) -> tuple[Direction, str]:
    return Direction.LOOSENING, f"the golden decision {one.name} is taken out"


_LISTS: Mapping[str, _List] = {
    "staff": _List(lambda one: (one.person,), _staff_added, _staff_removed),
    "areas": _List(lambda one: (one.code,), _area_added, _area_removed),
    "grants": _List(lambda one: (one.person, one.template, one.compartment), _granted, _not_granted),
    "golden": _List(lambda one: (one.name,), _golden_added, _golden_removed),
}
_SETS = {
    "staff.roles": ("{whose} is now also {one}", "{whose} is no longer {one}"),
    "staff.compartments": ("{whose} may also work in {one}", "{whose} no longer works in {one}"),
    "staff.areas": ("{whose} may also read what lies in {one}", "{whose} no longer reads what lies in {one}"),
}
"""What is said of an element that is new, and of one that is gone."""
_SETS_OF_ALL = {"staff.areas"}
"""Where none named is all of them."""
