"""The reckoning sees what it is there to see: each fault, planted, is named."""

from __future__ import annotations

from typing import Any

import pytest

from protocol.crossings import PartState
from protocol.ledger import EntryKind, LedgerEntry, commit
from tests.chaos import reckoning
from tests.chaos.promised import Promised
from tests.chaos.reckoning import Books

A, B = b"a" * 32, b"b" * 32


def books(zone: str, **tables: list[dict[str, Any]]) -> Books:
    """Books in which only these rows stand."""
    every = {one: {table: [] for table in reckoning._TABLES[one]} for one in reckoning._TABLES}
    return Books({**every, zone: every[zone] | tables})


def test_a_lost_part_and_one_that_stands_twice_are_seen() -> None:
    rows = [{"id": A}, {"id": A}]
    consents = [{"part": A}]
    found = list(reckoning._parts(Promised(parts={A, B}), books("vault", parts=rows, consents=consents)))
    assert found == ["1 parts that intake signed for are lost", "1 parts stand twice"]


def test_a_withdrawal_without_effect_is_seen() -> None:
    assert list(reckoning._withdrawals(Promised(withdrawn={A}), books("vault")))


def test_a_withdrawn_part_that_may_still_be_opened_is_seen() -> None:
    rows = {"withdrawals": [{"part": A}], "opening_parts": [{"part": A, "opening": B, "state": PartState.APPROVED}]}
    assert list(reckoning._withdrawals(Promised(), books("vault", **rows))) == ["a withdrawn part is still approved"]


def test_a_lost_request_and_a_lost_approval_are_seen() -> None:
    promised = Promised(openings={A: ()}, answers={(A, B, 1)})
    assert len(list(reckoning._openings(promised, books("vault")))) == 2


@pytest.mark.parametrize(
    ("state", "approvals", "opened"),
    [(PartState.APPROVED, 3, False), (PartState.LOGGED, 4, False), (PartState.LOGGED, 0, True)],
)
def test_a_part_between_two_states_is_seen(state: PartState, approvals: int, opened: bool) -> None:
    assert list(reckoning._life_of_a_part(state, approvals, opened))


def test_a_summary_that_release_lost_is_seen() -> None:
    found = list(reckoning._releases(Promised(submitted={A}), books("release")))
    assert "a summary that release took stands in 0 places" in found


def test_a_policy_that_was_handed_out_and_is_not_kept_is_seen() -> None:
    rows = [{"version": 1, "signed": A}, {"version": 3, "signed": A}]
    assert len(list(reckoning._policies(Promised(policies={2: B}), books("policy", bundles=rows)))) == 2


def test_half_a_tick_and_an_entry_that_never_came_are_seen() -> None:
    entry = LedgerEntry(kind=EntryKind.POLICY, subject=A, day=1).to_bytes()
    kept = {"leaf": commit(entry, B), "entry": entry, "r": B}
    told = books("policy", log_entries=[kept])
    told.rows["ledger"]["leaves"] = [{"index": 0, "commitment": A}]
    found = list(reckoning._log(told))
    assert "a tick was done by half" in found
    assert "an entry of policy stands 0 times in the log" in found
