"""Every life cycle as a plain table, written anew: what a state and an act lead to. Whatever is not here cannot happen.

Nothing of the code is used here: the page docs/lifecycles.md is held against these tables and against the code's, and
the models in this folder move along these alone.
"""

from __future__ import annotations

from collections.abc import Mapping

Table = Mapping[tuple[str, str], str]
START = "-"
"""Where a thing is not there yet."""


class NotInTheTable(Exception):
    """The model was asked for a step that no table has."""


def step(table: Table, state: str, act: str) -> str:
    """The next state. Raises NotInTheTable."""
    if (state, act) not in table:
        raise NotInTheTable(f"{state} + {act}")
    return table[state, act]


def can(table: Table, state: str, act: str) -> bool:
    return (state, act) in table


def states(table: Table) -> frozenset[str]:
    return frozenset(state for state, _ in table) | frozenset(table.values())


def ends(table: Table) -> frozenset[str]:
    """The states that are never left for another."""
    return states(table) - {state for (state, _), end in table.items() if state != end}


PART: Table = {
    (START, "move"): "unjudged",
    ("unjudged", "judge"): "kept",
    ("kept", "forget"): "forgotten",
}

OPENING: Table = {
    (START, "ask"): "requested",
    ("requested", "log"): "logged",
    ("requested", "expire"): "expired",
    ("requested", "withdraw"): "withdrawn",
    ("requested", "freeze"): "frozen",
    ("logged", "approve"): "approved",
    ("logged", "refuse"): "refused",
    ("logged", "expire"): "expired",
    ("logged", "withdraw"): "withdrawn",
    ("logged", "freeze"): "frozen",
    ("approved", "open"): "opened",
    ("approved", "expire"): "expired",
    ("approved", "withdraw"): "withdrawn",
    ("approved", "freeze"): "frozen",
    ("opened", "open"): "opened",
    ("opened", "withdraw"): "withdrawn",
    ("opened", "freeze"): "frozen",
}

LOG_ENTRY: Table = {
    (START, "note"): "noted",
    ("noted", "send"): "sent",
    ("sent", "prove"): "proved",
}

RELEASE: Table = {
    ("unknown", "hand-over"): "waiting",
    ("waiting", "hand-over"): "waiting",
    ("waiting", "release"): "released",
    ("waiting", "drop"): "unknown",
    ("released", "leave"): "left",
}
