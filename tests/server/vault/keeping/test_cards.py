"""Lists of cards."""

from __future__ import annotations

import pytest

from protocol.cards import new_batch
from server.vault.errors import BatchNameTaken, CardsContradict, NoSuchPartner
from server.vault.keeping.cards import load_cards
from tests.server.vault.vault_world import VaultWorld
from tests.worlds import QUARTER, seeded


async def test_a_list_is_taken_once(vault: VaultWorld) -> None:
    _, cards = new_batch("lantern", QUARTER, 5, seeded("batch"))
    assert await load_cards(vault.loader, cards) == 5
    assert await load_cards(vault.loader, cards) == 0
    assert await vault.count("cards") == 5


async def test_a_partner_that_is_not_in_the_directory_vouches_for_nobody(vault: VaultWorld) -> None:
    with pytest.raises(NoSuchPartner):
        await load_cards(vault.loader, new_batch("nobody", QUARTER, 1)[1])
    assert await vault.count("cards") == 0


@pytest.mark.parametrize("change", [{"partner": "acacia"}, {"quarter": "2027-q1"}, {"batch": bytes(16)}])
async def test_one_card_never_stands_on_two_lists(vault: VaultWorld, change: dict[str, object]) -> None:
    """One card for two partners would let one person count for both."""
    _, cards = new_batch("lantern", QUARTER, 2, seeded("batch"))
    _, more = new_batch("lantern", QUARTER, 2, seeded("more"))
    await load_cards(vault.loader, cards)
    both = more.model_copy(update={"keys": tuple(sorted((*more.keys, cards.keys[0]))), **change})
    with pytest.raises(CardsContradict):
        await load_cards(vault.loader, both)
    assert await vault.count("cards") == 2


async def test_two_batches_never_have_one_name(vault: VaultWorld) -> None:
    _, cards = new_batch("lantern", QUARTER, 2, seeded("batch"))
    _, more = new_batch("acacia", QUARTER, 2, seeded("more"))
    namesake = (int.from_bytes(cards.batch, "big") % 10**8).to_bytes(16, "big")
    await load_cards(vault.loader, cards)
    with pytest.raises(BatchNameTaken):
        await load_cards(vault.loader, more.model_copy(update={"batch": namesake}))
    assert await vault.count("cards") == 2
    assert await load_cards(vault.loader, cards) == 0


async def test_loading_a_list_is_logged(vault: VaultWorld) -> None:
    await load_cards(vault.loader, new_batch("lantern", QUARTER, 2)[1])
    await vault.follow_log()
    assert len(vault.log.leaves) == 1
