"""Boxes that one desk leaves for another."""

from __future__ import annotations

import hashlib

import pytest

from protocol.desk_crossings import Draft, Drafts
from protocol.ids import to_text
from server.vault.boxes import drafts
from tests.server.vault.vault_world import IDENTITY, TESTIMONY, VaultWorld, problem


def box(vault: VaultWorld, content: bytes = b"sealed", **change: str) -> Draft:
    desks = {"to_desk": vault.desk(1).name, "from_desk": vault.desk(0).name, "compartment": TESTIMONY}
    return Draft(**(desks | change), box=content)


async def leave(vault: VaultWorld, draft: Draft, side: int = 0) -> None:
    answer = await vault.send(vault.desk(side).sign_key, "/v1/drafts", draft)
    assert answer.status_code == 204, answer.text


async def left(vault: VaultWorld, side: int = 1, compartment: str = TESTIMONY) -> set[bytes]:
    answer = await vault.get(vault.desk(side).sign_key, f"/v1/drafts?compartment={compartment}")
    return {draft.box for draft in Drafts.from_bytes(answer.content).drafts}


def path(draft: Draft) -> str:
    return f"/v1/drafts/{to_text(hashlib.sha256(draft.to_bytes()).digest())}?compartment={draft.compartment}"


async def test_a_draft_reaches_the_desk_it_is_for_and_no_other(vault: VaultWorld) -> None:
    await leave(vault, box(vault))
    await leave(vault, box(vault))
    assert await left(vault) == {b"sealed"}
    assert await left(vault, 0) == set()
    assert await left(vault, 1, IDENTITY) == set()


async def test_a_desk_leaves_drafts_in_its_own_name_only(vault: VaultWorld) -> None:
    for key in (vault.desk(1).sign_key, vault.custodian(1), vault.desk(0, "xb-testimony").sign_key):
        assert problem(await vault.send(key, "/v1/drafts", box(vault))) == "not-a-desk"
    assert await vault.count("drafts") == 0


async def test_a_draft_for_a_desk_that_is_not_there_is_refused(vault: VaultWorld) -> None:
    draft = box(vault, to_desk="desk-nobody")
    assert problem(await vault.send(vault.desk().sign_key, "/v1/drafts", draft)) == "not-here"


async def test_nobody_else_sees_what_waits(vault: VaultWorld) -> None:
    for key in (vault.custodian(1), vault.desk(0, "xb-testimony").sign_key):
        assert problem(await vault.get(key, f"/v1/drafts?compartment={TESTIMONY}")) == "not-a-desk"


@pytest.mark.parametrize("side", [0, 1])
async def test_either_desk_clears_a_draft_away(vault: VaultWorld, side: int) -> None:
    draft, other = box(vault), box(vault, b"other")
    await leave(vault, draft)
    await leave(vault, other)
    for _ in range(2):
        answer = await vault.client(vault.desk(side).sign_key).delete(path(draft))
        assert answer.status_code == 204
    assert await left(vault) == {b"other"}


async def test_a_third_desk_clears_nothing_away(vault: VaultWorld) -> None:
    draft = box(vault, to_desk=vault.desk(0).name)
    await leave(vault, draft)
    answer = await vault.client(vault.desk(1).sign_key).delete(path(draft))
    assert answer.status_code == 204
    assert await left(vault, 0) == {b"sealed"}
    stranger = await vault.client(vault.desk(0, "xb-testimony").sign_key).delete(path(draft))
    assert problem(stranger) == "not-a-desk"


async def test_a_draft_is_dropped_after_fourteen_days(vault: VaultWorld) -> None:
    await leave(vault, box(vault))
    vault.clock.pass_days(14)
    await drafts.forget_old(vault.world)
    assert await left(vault) == {b"sealed"}
    vault.clock.pass_days(1)
    await drafts.forget_old(vault.world)
    assert await left(vault) == set()


async def test_more_than_one_answer_holds_is_all_seen_in_time(vault: VaultWorld, monkeypatch) -> None:
    monkeypatch.setattr(drafts, "SHOWN", 2)
    monkeypatch.setattr(drafts, "MOST_FROM_ONE", 3)
    for number in range(3):
        await leave(vault, box(vault, bytes([number])))
    seen: set[bytes] = set()
    for _ in range(60):
        shown = await left(vault)
        assert len(shown) == 2
        seen |= shown
    assert len(seen) == 3
    answer = await vault.send(vault.desk().sign_key, "/v1/drafts", box(vault, b"one too many"))
    assert (answer.status_code, problem(answer)) == (429, "too-much-waits")
    await leave(vault, box(vault, bytes([0])))


async def test_one_desk_cannot_fill_a_colleagues_letterbox(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "SHOWN", 2)
    monkeypatch.setattr(drafts, "MOST_FROM_ONE", 8)
    for number in range(8):
        await leave(vault, box(vault, bytes([number])))
    answer = await vault.send(vault.desk().sign_key, "/v1/drafts", box(vault, b"one too many"))
    assert problem(answer) == "too-much-waits"
    await leave(vault, box(vault, b"another's", from_desk=vault.desk(1).name), side=1)
    for _ in range(20):
        assert b"another's" in await left(vault)


async def test_a_draft_that_is_too_large_is_refused_unread(vault: VaultWorld) -> None:
    answer = await vault.send(vault.desk().sign_key, "/v1/drafts", bytes(Draft.BOUND + 1))
    assert answer.status_code == 413


async def test_a_desk_clears_away_what_it_may_and_nothing_beside_it(vault: VaultWorld) -> None:
    """That it may clear one draft away says nothing of another."""
    await leave(vault, box(vault))
    own = box(vault, b"own", to_desk=vault.desk(0).name)
    await leave(vault, own)
    assert (await vault.client(vault.desk(1).sign_key).delete(path(own))).status_code == 204
    assert await left(vault, 0) == {b"own"}


async def test_one_desks_full_tray_is_not_anothers(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_FROM_ONE", 1)
    await leave(vault, box(vault))
    await leave(vault, box(vault, to_desk=vault.desk(0).name))
    await leave(vault, box(vault, compartment=IDENTITY))
    answer = await vault.send(vault.desk().sign_key, "/v1/drafts", box(vault, b"more"))
    assert problem(answer) == "too-much-waits"
