"""What intake has, or what is inside, changes nothing in what it does: the same statements, the same writing, the same
bytes. How long that takes is measured by `leeward bench oracle`; a test that failed by the clock would fail by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import asyncpg
import pytest

from bench.oracle import told
from protocol.primitives import system_random
from tests.server.intake.conftest import Intake, Sealed, read_acceptance

pytestmark = pytest.mark.anyio


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every statement that intake's writer runs, with its number of rows."""
    seen: list[tuple[str, int]] = []
    run_many, run_one = asyncpg.Connection.executemany, asyncpg.Connection.fetchrow

    async def many(self: Any, query: str, rows: Sequence[Any], **given: Any) -> None:
        seen.append((query, len(rows)))
        await run_many(self, query, rows, **given)

    async def one(self: Any, query: str, *values: Any, **given: Any) -> Any:
        seen.append((query, 1))
        return await run_one(self, query, *values, **given)

    monkeypatch.setattr(asyncpg.Connection, "executemany", many)
    monkeypatch.setattr(asyncpg.Connection, "fetchrow", one)
    return seen


async def transactions(intake: Intake) -> int:
    """How many have written so far."""
    return int((await intake.ask("SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS at"))[0]["at"])


async def test_a_part_that_is_there_already_runs_the_same_statements_and_waits_for_the_disk_as_well(
    intake: Intake, sealed: tuple[Sealed, ...], statements: list[tuple[str, int]]
) -> None:
    await intake.send_part(sealed[2].part)  # from here on the writer has its connection
    ran = []
    for part in (sealed[0].part, sealed[0].part):
        statements.clear()
        before = await transactions(intake)
        read_acceptance(await intake.send_part(part))
        # A transaction that wrote nothing has no number, and no commit to wait for.
        assert await transactions(intake) > before
        ran.append([query for query in statements if query[0].startswith("INSERT")])
    assert ran[0] == ran[1] != []


async def test_what_is_in_a_control_block_changes_nothing_that_intake_does(
    intake: Intake, sealed: tuple[Sealed, ...], statements: list[tuple[str, int]]
) -> None:
    ran, answers = [], []
    for part in (sealed[0], sealed[2].changed(control=system_random(len(sealed[2].part.control)))):
        statements.clear()
        answer = await intake.send_part(part.part)
        assert read_acceptance(answer).part == part.id
        ran.append([query for query in statements if query[0].startswith("INSERT")])
        answers.append((len(answer.content), sorted(answer.headers.items())))
    assert ran[0] == ran[1] != []
    assert answers[0] == answers[1]


def test_the_measurement_sees_what_is_planted_and_nothing_where_there_is_nothing() -> None:
    alike = [0.001 + number * 1e-6 for number in range(100)]
    assert told(alike, alike)["told"] == 0.5
    assert told(alike, [one + 0.001 for one in alike]) == {"told": 1.0, "microseconds": 1000.0}
    assert told([one + 0.001 for one in alike], alike)["told"] == 0.0
