"""What is counted as a blow has struck somebody; who was struck least comes next."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from tests.chaos.blows import Blow, Deed
from tests.chaos.fate import Fate
from tests.chaos.striking import Striking
from tests.chaos.tally import Tally
from tests.chaos.town import Town

VAULT, LEDGER = 71, 72


@dataclass
class Inhabitant:
    pid: int


@dataclass
class Power:
    """A PostgreSQL of which nothing is left to be struck."""

    def alive(self) -> bool:
        return True

    def is_ready(self) -> bool:
        return True

    def kill_backend(self, _: str) -> bool:
        return False


@dataclass
class Village:
    """Two processes that do what they are told, and say what a test has them say."""

    houses: dict[str, Inhabitant] = field(
        default_factory=lambda: {"vault": Inhabitant(VAULT), "ledger": Inhabitant(LEDGER)}
    )
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    coming: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    plans: list[dict[str, Any]] = field(default_factory=list)
    power: Power = field(default_factory=Power)

    def look_after(self, *_: object) -> None:
        self.heard += self.coming
        self.coming.clear()

    def tell(self, _: str, **what: Any) -> bool:
        if what["say"] == "plan":
            self.plans.append(what["plan"])
        return True

    def signal(self, *_: object) -> None:
        return


def struck(deed: Deed, then: list[tuple[str, dict[str, Any]]]) -> Tally:
    """What is counted when the vault was at its act, and then this was heard."""
    village, blow = Village(), Blow("upload", "vault", "sql COMMIT", "before", deed, 0, "ledger")
    fate, tally = Fate(1, can_fill=True, can_trace=True, only=(blow,)), Tally()
    striking = Striking(cast("Town", village), fate, tally, lambda _: None, time.monotonic() + 60)
    striking.step = "upload"
    striking.turn()
    hit = {"hit": "sql COMMIT", "number": village.plans[0]["number"], "pid": VAULT, "seen": {}}
    village.coming += [("vault", hit), *then]
    striking.turn()
    return tally


def became(what: str, pid: int = VAULT) -> list[tuple[str, dict[str, Any]]]:
    return [("vault", {"became": what, "pid": pid})]


@pytest.mark.parametrize(
    ("deed", "then"),
    [
        (Deed.DIES, []),
        (Deed.DIES, became("ended")),
        (Deed.DIES, became("killed", LEDGER)),
        (Deed.FREEZES, []),
        (Deed.PEER_DIES, became("killed", VAULT)),
        (Deed.PEER_FREEZES, []),
        (Deed.BACKEND_DIES, []),
    ],
)
def test_a_blow_that_struck_nobody_is_not_counted(deed: Deed, then: list[tuple[str, dict[str, Any]]]) -> None:
    assert struck(deed, then).all == 0


@pytest.mark.parametrize(
    ("deed", "then"),
    [
        (Deed.DIES, became("killed")),
        (Deed.FREEZES, became("stopped")),
        (Deed.PEER_DIES, became("killed", LEDGER)),
        (Deed.PEER_FREEZES, became("stopped", LEDGER)),
    ],
)
def test_a_blow_whose_victim_was_struck_is_counted_once(deed: Deed, then: list[tuple[str, dict[str, Any]]]) -> None:
    assert struck(deed, then * 2).all == 1


def drawn(fate: Fate, times: int, what: Callable[[Blow], str]) -> list[str]:
    blows = [fate.draw("upload", ("vault", "ledger"), postgres=True) for _ in range(times)]
    return sorted(what(blow) for blow in blows if blow)


def test_each_process_and_each_of_its_acts_comes_in_turn() -> None:
    fate = Fate(1, can_fill=True, can_trace=True)
    for house in ("vault", "ledger"):
        fate.learn("upload", house, {"sql BEGIN": 9, "ask GET /v1/work": 1})
    assert drawn(fate, 4, lambda blow: f"{blow.house} {blow.act}") == [
        "ledger ask GET /v1/work", "ledger sql BEGIN", "vault ask GET /v1/work", "vault sql BEGIN",
    ]  # fmt: skip


def test_what_only_this_step_does_is_struck_when_it_begins() -> None:
    fate = Fate(1, can_fill=True, can_trace=True)
    fate.learn("upload", "vault", {f"sql {number}": 9 for number in range(20)} | {"ask POST /v1/parts": 1})
    fate.learn("text", "vault", {f"sql {number}": 9 for number in range(20)})
    blow = fate.draw("upload", ("vault",), postgres=True, only_here=True)
    assert blow is not None
    assert blow.act == "ask POST /v1/parts"


def test_the_same_seed_draws_the_same() -> None:
    one, other = (Fate(7, can_fill=True, can_trace=True) for _ in range(2))
    assert drawn(one, 20, str) == drawn(other, 20, str)
    assert drawn(Fate(8, can_fill=True, can_trace=True), 20, str) != drawn(
        Fate(7, can_fill=True, can_trace=True), 20, str
    )
