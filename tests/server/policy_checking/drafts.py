"""A policy in force and drafts of the next one, in the world of tests/worlds.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from protocol.directory import trust
from protocol.policy import PolicyBundle
from server.policy_checking.check import check
from server.policy_checking.findings import Code, Finding
from tests.worlds import TODAY, make_consortium

CEDAR = Path(__file__).parents[3] / "server/policy/cedar"
SCHEMA = (CEDAR / "schema.cedarschema").read_text()
BASE = (CEDAR / "base.cedar").read_text()
WORLD = make_consortium(cedar=(SCHEMA, BASE), custodians=3, quorums=(2, 2, 2))
_FEWER = WORLD.resign(lambda one: one.model_copy(update={"compartments": one.compartments[::3], "number": 1}))
DIRECTORY = trust(_FEWER, WORLD.root_set, TODAY, None)
"""Testimony of two countries: as few questions as show everything."""
IN_FORCE = WORLD.policy.contents
LAST_LINE = BASE.count("\n") + 1
"""The line in which a rule stands that is put behind the base rules."""


def draft(more: str = "", **changes: Any) -> PolicyBundle:
    """The policy in force with rules added, or with other fields."""
    return IN_FORCE.model_copy(update={"cedar_policies": BASE + more, **changes})


def found(one: PolicyBundle, in_force: PolicyBundle | None = IN_FORCE) -> dict[Code, Finding]:
    """What the checks find, by code."""
    return {each.code: each for each in check(one, DIRECTORY, in_force)}


def only(one: PolicyBundle, in_force: PolicyBundle | None = IN_FORCE) -> Finding:
    """The one thing that the checks find."""
    [finding] = check(one, DIRECTORY, in_force)
    return finding
