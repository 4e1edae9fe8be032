"""The reckoning sees what it is there to see: each fault, planted, is named."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from protocol.desk_crossings import PartState
from protocol.ledger import EntryKind, LedgerEntry, commit
from tests.chaos import lives, reckoning
from tests.chaos.books import TABLES, Books, _waiting
from tests.chaos.promised import Promised
from tests.chaos.town import Town

A, B = b"a" * 32, b"b" * 32


def books(zone: str, **tables: list[dict[str, Any]]) -> Books:
    """Books in which only these rows stand."""
    every: dict[str, dict[str, list[Any]]] = {one: {table: [] for table in TABLES[one]} for one in TABLES}
    return Books({**every, zone: every[zone] | tables})


def test_a_lost_part_and_one_that_stands_twice_are_seen() -> None:
    rows = [{"id": A}, {"id": A}]
    consents = [{"part": A, "version": 1, "claimed": B}]
    found = list(reckoning._parts(Promised(parts={A, B}), books("vault", parts=rows, consents=consents)))
    assert found == ["1 parts that intake signed for are lost", "1 parts stand twice"]


def test_it_waits_for_what_the_vault_has_not_judged(tmp_path: Path) -> None:
    town = cast("Town", SimpleNamespace(ground=SimpleNamespace(path=tmp_path.joinpath)))
    assert list(_waiting(town, books("vault", unjudged=[{"pool": A}]))) == ["pools at the vault that nobody has judged"]
    assert list(_waiting(town, books("vault"))) == []


def test_a_withdrawal_without_effect_is_seen() -> None:
    assert list(lives.withdrawals(Promised(withdrawn={A}), books("vault")))


def test_a_withdrawn_part_that_may_still_be_opened_is_seen() -> None:
    rows = {"withdrawals": [{"part": A}], "opening_parts": [{"part": A, "opening": B, "state": PartState.APPROVED}]}
    assert list(lives.withdrawals(Promised(), books("vault", **rows))) == ["a withdrawn part is still approved"]


@pytest.mark.parametrize("versions", [{}, {1: A}, {1: A, 2: A}, {1: A, 2: B, 3: B}, {2: B}])
def test_a_consent_that_is_lost_altered_or_kept_twice_is_seen(versions: dict[int, bytes]) -> None:
    consents = [{"part": A, "version": number, "claimed": raw} for number, raw in versions.items()]
    told = books("vault", parts=[{"id": A}], consents=consents)
    found = list(reckoning._parts(Promised(changes={A: [B]}), told))
    assert found == ["a part has other consents than were given"]


def test_a_lost_request_a_lost_approval_and_a_lost_refusal_are_seen() -> None:
    promised = Promised(openings={A: ()}, answers={(A, B, 1)}, refusals={(A, B, 2)})
    assert len(list(lives.openings(promised, books("vault")))) == 3


def test_a_part_that_was_read_and_that_its_source_is_told_is_not_opened_is_seen() -> None:
    rows = [{"opening": A, "part": B, "state": PartState.FROZEN}]
    (found,) = lives.openings(Promised(opened={(A, B)}), books("vault", opening_parts=rows))
    assert "their sources are told that nobody has" in found
    told = books("vault", opening_parts=rows, handed_parts=[{"part": B}])
    assert list(lives.openings(Promised(opened={(A, B)}), told)) == []


@pytest.mark.parametrize("told", [PartState.REFUSED, PartState.FROZEN, PartState.EXPIRED])
def test_a_request_that_had_ended_and_lives_again_is_seen(told: PartState) -> None:
    rows = [{"opening": A, "part": B, "state": PartState.LOGGED}]
    found = list(lives.openings(Promised(ended={A: told}), books("vault", opening_parts=rows)))
    assert found == [f"a request that had ended as {told} is logged"]


@pytest.mark.parametrize(
    ("state", "approvals", "refusals", "opened"),
    [
        (PartState.APPROVED, 3, 0, False),
        (PartState.LOGGED, 4, 0, False),
        (PartState.LOGGED, 0, 4, False),
        (PartState.REFUSED, 0, 3, False),
        (PartState.LOGGED, 0, 0, True),
    ],
)
def test_a_part_between_two_states_is_seen(state: PartState, approvals: int, refusals: int, opened: bool) -> None:
    assert list(lives.life_of_a_part(state, approvals, refusals, opened))


def test_a_summary_beside_the_one_that_took_its_place_is_seen() -> None:
    rows = [{"commitment": one, "area": "xa-01", "period": "2026-w47", "event_type": "arson"} for one in (A, B)]
    promised = Promised(submitted={A, B}, follows={B: A})
    found = list(lives.releases(promised, books("release", releases=rows)))
    assert {"a summary stands beside the one that took its place", "1 cells stand twice"} <= set(found)


def test_a_summary_that_release_lost_is_seen() -> None:
    found = list(lives.releases(Promised(submitted={A}), books("release")))
    assert "a summary that release took stands in 0 places" in found


@pytest.mark.parametrize("kept", [[], [{"draft": A.hex(), "state": "sent"}], [{"draft": A.hex(), "state": "refused"}]])
def test_a_draft_that_is_lost_or_goes_back_is_seen(kept: list[dict[str, str]]) -> None:
    promised = Promised(drafted={A: B}, submitted={B})
    assert list(lives.drafts(promised, {"drafts": kept, "unreadable": 0}))


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
