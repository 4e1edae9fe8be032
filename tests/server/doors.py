"""The doors of a zone, and everybody who may knock there: with both locks on, with either off, and with both off.

The two locks of a door (docs/decisions/0006-access-rules.md):
* Cedar: the signed access rules.
* The code: whose keys a zone knows at all, what its door looks at itself, as what a key may ask, and the hard rules.

With both off, whoever was refused gets in: so it is these two that refuse, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from protocol.ids import from_text
from protocol.primitives import SignKey
from server import authorization, devices
from server.authorization import AccessRules, Kind, NotAllowed, Reason, Uid
from server.pinned import Pinned
from server.who_is_who import Access
from tests.worlds import Consortium

State = TypeVar("State")
Route = tuple[str, str]
"""Method and path, as OpenAPI writes it."""
Look = Callable[[pytest.MonkeyPatch], None]
"""Switches off what a zone's doors look at themselves."""

NOTHING = '@id("nothing") forbid (principal, action, resource);'
STRANGER = "a stranger"


class Off(Enum):
    NONE = "none"
    CEDAR = "cedar"
    HARD_RULES = "the hard rules"
    CODE = "the code"
    BOTH = "both"


@dataclass(frozen=True)
class Door(Generic[State]):
    """A door that asks who knocks: who may come in there, and how one knocks."""

    route: Route
    who: frozenset[str]
    knock: Callable[[State, SignKey], Awaitable[httpx.Response]]
    asks_rules: bool = True
    opened: Callable[[httpx.Response], bool] = lambda answer: answer.status_code < 400
    code_alone: frozenset[str] = frozenset()
    """Who is refused by the code and not by Cedar; why, stands beside it in the table."""


def everybody(consortium: Consortium, of: str = "xa-testimony", other: str = "xb-testimony") -> dict[str, SignKey]:
    """Somebody of every kind, by name; one of them a stranger."""
    seats, elsewhere = consortium.custodians[of], consortium.custodians[other]
    return {
        **{desk.name: desk.sign_key for name in (of, other) for desk in consortium.desks[name]},
        "seat 1": seats[0].sign_key,
        "seat 2": seats[1].sign_key,
        "a seat of identity": consortium.custodians["xa-identity"][0].sign_key,
        "a seat of xb": elsewhere[0].sign_key,
        **{role.value: key for role, key in consortium.devices.items()},
        **consortium.staff,
        "dalia": consortium.administrators["dalia"],
        STRANGER: SignKey(bytes(range(32))),
    }


def with_rules(pinned: Pinned, consortium: Consortium, rules: str) -> None:
    """Bring into force a newer policy whose access rules are the base rules and these."""
    base, before = consortium.policy.contents.cedar_policies, pinned.policy
    change = {"version": before.contents.version + 1, "previous": before.hash, "cedar_policies": f"{base}\n{rules}\n"}
    signed = consortium.resign_policy(lambda bundle: bundle.model_copy(update=change))
    pinned.replace_policy(signed.to_bytes())


@contextmanager
def without(off: Off, look: Look = lambda _patch: None) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if off in {Off.CEDAR, Off.BOTH}:
            patch.setattr(AccessRules, "_ask_cedar", lambda *_asked: None)
        if off in {Off.HARD_RULES, Off.CODE, Off.BOTH}:
            patch.setattr(authorization, "check_hard_rules", lambda _asked: None)
        if off in {Off.CODE, Off.BOTH}:
            patch.setattr(devices, "check_head", _check_any_head)
            patch.setattr(Access, "principal", any_principal)
            look(patch)
        yield


def any_principal(access: Access, key: bytes, _kind: Kind) -> Uid:
    """Whatever a key speaks for."""
    if names := access.names.get(key):
        return min(names, key=str)
    raise NotAllowed(Reason.UNKNOWN_PRINCIPAL)


def _check_any_head(headers: Any, target: Any, _find_key: Any, now: float, tolerance: int) -> Any:
    return _check_head(headers, target, from_text, now, tolerance)


_check_head = devices.check_head


async def let_in(door: Door[State], state: State, people: Mapping[str, SignKey]) -> set[str]:
    """Who of these finds the door open."""
    return {name for name, key in people.items() if door.opened(await door.knock(state, key))}


async def wrong_at(
    door: Door[State], state: State, people: Mapping[str, SignKey], look: Look, new_rules: Callable[[str], None]
) -> list[str]:
    """Where a door was open or shut against its table; nothing, if two locks hold it and nothing else does.

    Also with rules that forbid everything, when nobody may come in.
    """
    expected = dict.fromkeys(Off, door.who)
    expected |= {Off.CODE: door.who | door.code_alone, Off.BOTH: frozenset(people) - {STRANGER}}
    found = []
    for off in Off:
        with without(off, look):
            found += _differing(off.value, await let_in(door, state, people), expected[off])
    if door.asks_rules:
        new_rules(NOTHING)
        found += _differing("rules that forbid everything", await let_in(door, state, people), frozenset())
        new_rules("")
    return found


def _differing(when: str, came: set[str], may: frozenset[str]) -> list[str]:
    got_in, kept_out = sorted(came - may), sorted(may - came)
    return [f"off: {when}: came in: {name}" for name in got_in] + [
        f"off: {when}: kept out: {name}" for name in kept_out
    ]


def routes_of(app: FastAPI) -> set[Route]:
    """Every door that there is, also one that OpenAPI does not show; that itself is open to all."""
    paths = app.openapi()["paths"]
    shown = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    hidden = {("hidden", str(getattr(one, "path", one))) for one in _leaves(app.routes) if not _is_shown(one)}
    return shown | hidden - {("hidden", app.openapi_url)}


def _leaves(routes: Iterable[Any]) -> Iterator[Any]:
    for one in routes:
        included = getattr(one, "original_router", None)
        yield from _leaves(included.routes) if included is not None else (one,)


def _is_shown(route: Any) -> bool:
    return isinstance(route, APIRoute) and route.include_in_schema


def routes_in(doors: Iterable[Door[Any]], public: Mapping[Route, str]) -> set[Route]:
    """Every door that stands in a zone's tables; what is public has a reason, and no lock."""
    asking = {door.route for door in doors}
    assert not asking & public.keys()
    assert all(public.values())
    return asking | public.keys()
