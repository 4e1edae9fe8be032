"""The life cycles: tables in the code, the same ones in docs/lifecycles.md, and nothing beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from protocol.desk_crossings import PartState
from server.policy.proposals import errors as proposal_errors
from server.policy.proposals import life
from server.redaction import errors as redaction_errors
from server.redaction.drafts import keeping
from server.release import errors as release_errors
from server.release import lives, log_entries
from server.vault import errors as vault_errors
from server.vault.opening import moves
from tests.models import lifecycles as models

DOC = (Path(__file__).parents[1] / "docs/lifecycles.md").read_text(encoding="utf-8")
Next = Mapping[tuple[Any, Any], Any]
TABLES: dict[str, Next] = {
    "server/vault/opening/moves.py": moves.NEXT,
    "server/redaction/drafts/keeping.py": keeping.NEXT,
    "server/release/lives.py": lives.NEXT,
    "server/release/log_entries.py": log_entries.NEXT,
    "server/policy/proposals/life.py": life.NEXT,
}
STEPS: list[tuple[Next, Callable[[Any, Any], Any], type[Enum], type[Enum], type[Exception]]] = [
    (moves.NEXT, moves.after, PartState, moves.Move, vault_errors.NotPossibleNow),
    (keeping.NEXT, keeping.after, keeping.DraftState, keeping.DraftAct, redaction_errors.NotPossibleNow),
    (lives.NEXT, lives.after, lives.Life, lives.Turn, release_errors.NotPossibleNow),
    (life.NEXT, life.after, life.Stage, life.Step, proposal_errors.NotPossibleNow),
]
MODELS = {"server/vault/opening/moves.py": models.OPENING, "server/release/lives.py": models.RELEASE}


@pytest.mark.parametrize("file", MODELS)
def test_the_model_that_was_written_anew_says_the_same(file: str) -> None:
    said = {(state, act): end for (state, act), end in MODELS[file].items() if state != models.START}
    assert said == {(state.value, act.value): end.value for (state, act), end in TABLES[file].items()}


@pytest.mark.parametrize("file", TABLES)
def test_the_page_says_what_the_table_in_the_code_says(file: str) -> None:
    section = next(part for part in DOC.split("\n## ") if f"`{file}`" in part and "| From |" in part)
    said = re.findall(r"^\| ([a-z-]+) \| ([a-z-]+) \| ([a-z-]+) \|$", section, re.MULTILINE)
    assert sorted(said) == sorted((state.value, act.value, end.value) for (state, act), end in TABLES[file].items())


@pytest.mark.parametrize(("table", "after", "states", "acts", "refused"), STEPS)
def test_whatever_is_not_in_a_table_is_not_possible(
    table: Next, after: Callable[[Any, Any], Any], states: type[Enum], acts: type[Enum], refused: type[Exception]
) -> None:
    for state in states:
        for act in acts:
            if (state, act) in table:
                assert after(state, act) is table[state, act]
            else:
                with pytest.raises(refused):
                    after(state, act)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_state_can_be_reached_from_the_first(table: Next) -> None:
    first = next(iter(table))[0]
    reached, fresh = {first}, {first}
    while fresh:
        fresh = {end for (state, _), end in table.items() if state in fresh} - reached
        reached |= fresh
    assert reached == {state for state, _ in table} | set(table.values())


def test_what_is_over_stays_over() -> None:
    ends = {
        "server/vault/opening/moves.py": {"refused", "expired", "withdrawn", "frozen"},
        "server/redaction/drafts/keeping.py": {"refused", "handed-over"},
        "server/release/lives.py": {"left"},
        "server/release/log_entries.py": {"logged"},
        "server/policy/proposals/life.py": {"withdrawn"},
    }
    for file, table in TABLES.items():
        left = {state for (state, _), end in table.items() if end is not state}
        assert {end.value for end in set(table.values()) - left} == ends[file]
