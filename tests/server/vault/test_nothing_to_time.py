"""What there is, and for whom, changes nothing in what the vault does for somebody to whom it is not shown: the same
statements in the same order, with as many rows, and the same bytes. `leeward bench oracle` measures the time.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.ids import to_text
from protocol.primitives import SignKey
from tests.server.vault.boxes.test_replies import answerable
from tests.server.vault.vault_world import TESTIMONY, Asked, VaultWorld, problem

pytestmark = pytest.mark.anyio
UNKNOWN = "ab" * 32
Ran = tuple[str, int]


@pytest.fixture
async def statements(vault: VaultWorld) -> AsyncIterator[list[Ran]]:
    """Every statement that the vault runs, for anyone who knocks, and how many rows it was handed for it."""
    seen: list[Ran] = []

    def note(_connection: Any, cursor: Any, statement: str, *_more: Any) -> None:
        seen.append((statement, cursor.rowcount))

    engines: list[AsyncEngine] = [vault.world.openings, vault.world.clearances, vault.world.keeper]
    for engine in engines:
        event.listen(engine.sync_engine, "after_cursor_execute", note)
    yield seen
    for engine in engines:
        event.remove(engine.sync_engine, "after_cursor_execute", note)


@pytest.fixture
async def opened(vault: VaultWorld) -> Asked:
    """An opening between both desks of a compartment, of one part, which both may read."""
    (told,) = await vault.told(None, terms=answerable(vault))
    return await vault.open([told.testimony])


def doors(opening: str, part: str) -> dict[str, str]:
    return {
        "an opening": f"/v1/openings/{opening}",
        "a part of an opening": f"/v1/openings/{opening}/parts/{part}",
        "a part's consents": f"/v1/consents/{part}",
        "a part's reply key": f"/v1/replies/{part}",
    }


def strangers(vault: VaultWorld) -> dict[str, SignKey]:
    """Who may not be told: of the same compartment, and of another one."""
    return {
        "a custodian": vault.custodian(1),
        "a desk elsewhere": vault.desk(0, "xb-testimony").sign_key,
        "a custodian elsewhere": vault.custodian(1, "xb-testimony"),
    }


@pytest.mark.parametrize("door", doors("", ""))
@pytest.mark.parametrize("who", ["a custodian", "a desk elsewhere", "a custodian elsewhere"])
async def test_what_is_there_is_answered_to_a_stranger_as_what_is_not(
    vault: VaultWorld, opened: Asked, statements: list[Ran], who: str, door: str
) -> None:
    key, part = strangers(vault)[who], to_text(await part_of(vault))
    there = await ran(vault, statements, key, doors(to_text(opened.id), part)[door])
    nowhere = await ran(vault, statements, key, doors(UNKNOWN, UNKNOWN)[door])
    assert there == nowhere
    assert there[1]


@pytest.mark.parametrize("door", doors("", ""))
async def test_a_desk_of_the_compartment_that_a_request_does_not_name_is_told_nothing(
    vault: VaultWorld, opened: Asked, statements: list[Ran], door: str
) -> None:
    """The request is made to name two others: the desk's own key, and its place, are as good as before."""
    part = to_text(await part_of(vault))
    async with vault.administrator.begin() as connection:
        await connection.exec_driver_sql("UPDATE openings SET curator = 'desk-a', reviewer = 'desk-b'")
    key = vault.desk(0).sign_key
    there = await ran(vault, statements, key, doors(to_text(opened.id), part)[door])
    assert there == await ran(vault, statements, key, doors(UNKNOWN, UNKNOWN)[door])


async def test_the_reviewer_of_a_part_is_not_told_that_it_can_be_answered(
    vault: VaultWorld, opened: Asked, statements: list[Ran]
) -> None:
    key, part = vault.desk(1).sign_key, to_text(await part_of(vault))
    there = await ran(vault, statements, key, f"/v1/replies/{part}")
    assert there == await ran(vault, statements, key, f"/v1/replies/{UNKNOWN}")


async def part_of(vault: VaultWorld) -> bytes:
    (row,) = await vault.rows(f"SELECT id FROM parts WHERE compartment = '{TESTIMONY}'")
    return bytes(row.id)


async def ran(vault: VaultWorld, statements: list[Ran], key: SignKey, path: str) -> tuple[Any, list[Ran]]:
    """All of a refusal, and the statements that it took."""
    statements.clear()
    answer: httpx.Response = await vault.get(key, path)
    assert (answer.status_code, problem(answer)) == (404, "not-here")
    return (answer.content, sorted(answer.headers.items())), list(statements)
