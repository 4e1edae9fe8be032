"""What the vault says two desks opened together, to whichever of them asks."""

from __future__ import annotations

from typing import Any

import httpx

from protocol.consent import Aim, withdraw
from protocol.desk_crossings import OpenedParts
from protocol.post import Post
from protocol.primitives import SignKey
from tests.server.vault.vault_world import TESTIMONY, VaultWorld, problem


async def ask(vault: VaultWorld, key: SignKey, desk: str, **change: Any) -> httpx.Response:
    query = {"compartment": TESTIMONY, "desk": desk, "aim": Aim.EARLY_WARNING.value} | change
    return await vault.get(key, f"/v1/parts/opened?{httpx.QueryParams(query)}")


async def shown(vault: VaultWorld, who: int = 1, **change: Any) -> dict[bytes, bool]:
    """By part, whether a cleared summary stands on it. The reviewer's desk asks, or the curator's."""
    answer = await ask(vault, vault.desk(who).sign_key, vault.desk(1 - who).name, **change)
    assert answer.status_code == 200, answer.text
    return {one.part: one.cleared for one in OpenedParts.from_bytes(answer.content).parts}


async def test_all_that_two_desks_opened_is_shown_to_either_under_whichever_request(vault: VaultWorld) -> None:
    await vault.hand_out_cards(2)
    one, other, shut = [told.testimony for told in await vault.told(*vault.cards(1, 1, 1))]
    await vault.open([one])
    await vault.open([other])
    assert await shown(vault) == await shown(vault, who=0) == {one: False, other: False}
    assert shut not in await shown(vault)


async def test_what_a_cleared_summary_stands_on_is_marked(vault: VaultWorld) -> None:
    await vault.hand_out_cards(2)
    parts = [told.testimony for told in await vault.told(*vault.cards(2, 2, 2))]
    await vault.open(parts)
    await vault.cleared(parts[:5])
    assert await shown(vault) == {part: part in parts[:5] for part in parts}


async def test_what_was_opened_for_another_aim_or_has_been_withdrawn_is_not_shown(vault: VaultWorld) -> None:
    await vault.hand_out_cards(1)
    (told,) = await vault.told(*vault.cards(1, 0, 0))
    await vault.open([told.testimony])
    assert await shown(vault, aim=Aim.ADVOCACY.value) == {}
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert await shown(vault) == {}


async def test_nobody_else_is_shown_what_two_desks_opened(vault: VaultWorld) -> None:
    await vault.hand_out_cards(1)
    (told,) = await vault.told(*vault.cards(1, 0, 0))
    await vault.open([told.testimony])
    for key in (vault.custodian(1), vault.desk(0, "xb-testimony").sign_key):
        assert problem(await ask(vault, key, vault.desk(0).name)) == "not-a-desk"
    for alone in (vault.desk(0).name, "desk-of-nobody"):
        answer = await ask(vault, vault.desk(0).sign_key, alone)
        assert OpenedParts.from_bytes(answer.content).parts == ()
