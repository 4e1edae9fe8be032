"""Fresh keys that desks offer."""

from __future__ import annotations

import pytest

from protocol.desk_crossings import FreshKeys
from protocol.encoding import Purpose
from protocol.opening import FreshKey, SignedFreshKey, make_fresh_key
from protocol.primitives import sign
from server.vault.opening import fresh_keys
from tests.server.vault.vault_world import IDENTITY, TESTIMONY, VaultWorld, problem


async def offer(vault: VaultWorld, fresh: SignedFreshKey, side: int = 1) -> None:
    answer = await vault.send(vault.desk(side).sign_key, "/v1/fresh-keys", fresh)
    assert answer.status_code == 204, answer.text


async def offered(vault: VaultWorld, compartment: str = TESTIMONY) -> tuple[SignedFreshKey, ...]:
    answer = await vault.get(vault.desk().sign_key, f"/v1/fresh-keys?compartment={compartment}")
    assert answer.status_code == 200, answer.text
    return FreshKeys.from_bytes(answer.content).keys


async def test_a_curator_finds_the_key_that_a_reviewer_left(vault: VaultWorld) -> None:
    _, fresh = vault.fresh(1)
    await offer(vault, fresh)
    await offer(vault, fresh)
    assert await offered(vault) == (fresh,)
    assert await offered(vault, IDENTITY) == ()


async def test_a_key_that_served_a_request_is_not_offered_again(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    _, fresh = vault.fresh(1)
    await offer(vault, fresh)
    await vault.ask([told.testimony], reviewer=fresh)
    assert await offered(vault) == ()
    answer = await vault.send(vault.desk(1).sign_key, "/v1/fresh-keys", fresh)
    assert problem(answer) == "fresh-key-used"


async def test_a_key_that_has_ended_is_not_offered(vault: VaultWorld) -> None:
    await offer(vault, vault.fresh(1, lasts=3600)[1])
    vault.clock.now += 3601
    assert await offered(vault) == ()


async def test_the_keys_that_live_longest_are_offered(vault: VaultWorld) -> None:
    keys = [vault.fresh(1, lasts=hours * 3600)[1] for hours in (1, 3, 2)]
    for fresh in keys:
        await offer(vault, fresh)
    assert await offered(vault) == (keys[1], keys[2])


async def take_back(vault: VaultWorld, side: int = 1, compartment: str = TESTIMONY) -> None:
    answer = await vault.client(vault.desk(side).sign_key).delete(f"/v1/fresh-keys?compartment={compartment}")
    assert (answer.status_code, answer.content) == (204, b"")


async def test_a_desk_takes_back_all_of_its_own_keys_in_one_compartment_and_no_others(vault: VaultWorld) -> None:
    colleagues, elsewhere = vault.fresh(0)[1], vault.fresh(1, IDENTITY)[1]
    await offer(vault, colleagues, side=0)
    await offer(vault, elsewhere)
    for hours in (1, 2, 3):
        await offer(vault, vault.fresh(1, lasts=hours * 3600)[1])
    await take_back(vault)
    assert await offered(vault) == (colleagues,)
    assert await offered(vault, IDENTITY) == (elsewhere,)
    await take_back(vault)
    living = vault.fresh(1, lasts=60)[1]
    await offer(vault, living)
    assert set(await offered(vault)) == {colleagues, living}


async def test_a_key_that_served_stays_used_when_its_desk_takes_back_all_it_left(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    _, fresh = vault.fresh(1)
    await offer(vault, fresh)
    asked = await vault.ask([told.testimony], reviewer=fresh)
    await take_back(vault)
    answer = await vault.send(vault.desk(1).sign_key, "/v1/fresh-keys", fresh)
    assert problem(answer) == "fresh-key-used"
    assert await vault.states(asked)


async def test_nobody_takes_back_anothers_keys(vault: VaultWorld) -> None:
    _, fresh = vault.fresh(1)
    await offer(vault, fresh)
    await take_back(vault, side=0)
    for key in (vault.custodian(1), vault.desk(1, "xb-testimony").sign_key):
        answer = await vault.client(key).delete(f"/v1/fresh-keys?compartment={TESTIMONY}")
        assert problem(answer) == "not-a-desk"
    assert await offered(vault) == (fresh,)


async def test_a_desk_offers_only_its_own_keys(vault: VaultWorld) -> None:
    answer = await vault.send(vault.desk(0).sign_key, "/v1/fresh-keys", vault.fresh(1)[1])
    assert problem(answer) == "not-a-desk"
    assert await vault.count("fresh_keys") == 0


@pytest.mark.parametrize("who", ["custodian", "other-country"])
async def test_only_desks_of_the_compartment_offer_and_find_keys(vault: VaultWorld, who: str) -> None:
    key = vault.custodian(1) if who == "custodian" else vault.desk(0, "xb-testimony").sign_key
    assert problem(await vault.send(key, "/v1/fresh-keys", vault.fresh(1)[1])) == "not-a-desk"
    assert problem(await vault.get(key, f"/v1/fresh-keys?compartment={TESTIMONY}")) == "not-a-desk"


@pytest.mark.parametrize(
    ("change", "expected"),
    [({"signature": bytes(64)}, "bad-signature"), ({"body": b"\xa0"}, "malformed")],
)
async def test_a_key_that_does_not_hold_is_refused(vault: VaultWorld, change: dict[str, bytes], expected: str) -> None:
    fresh = vault.fresh(1)[1].model_copy(update=change)
    assert problem(await vault.send(vault.desk(1).sign_key, "/v1/fresh-keys", fresh)) == expected


async def test_a_key_that_has_ended_already_is_refused(vault: VaultWorld) -> None:
    answer = await vault.send(vault.desk(1).sign_key, "/v1/fresh-keys", vault.fresh(1, lasts=-1)[1])
    assert problem(answer) == "request-expired"


async def test_a_key_that_nobody_should_use_is_refused(vault: VaultWorld) -> None:
    """A public key whose ML-KEM half is not canonical."""
    desk = vault.desk(1)
    _, fresh = make_fresh_key(TESTIMONY, desk.name, desk.sign_key, int(vault.clock()) + 3600)
    body = FreshKey.from_bytes(fresh.body).model_copy(update={"seal_key": b"\xff" * 1216}).to_bytes()
    forged = SignedFreshKey(body=body, signature=sign(desk.sign_key, Purpose.FRESH_KEY, body))
    assert problem(await vault.send(desk.sign_key, "/v1/fresh-keys", forged)) == "bad-key"


async def test_a_desk_cannot_fill_the_vault_with_keys(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fresh_keys, "MOST_A_DESK", 2)
    for _ in range(2):
        await offer(vault, vault.fresh(1, lasts=3600)[1])
    answer = await vault.send(vault.desk(1).sign_key, "/v1/fresh-keys", vault.fresh(1)[1])
    assert (answer.status_code, problem(answer)) == (429, "too-much-waits")
    await offer(vault, vault.fresh(0)[1], side=0)
    vault.clock.now += 3601
    await offer(vault, vault.fresh(1)[1])


async def test_what_one_request_used_leaves_the_other_keys_as_they_are(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    (_, used), (_, other), (_, later) = (vault.fresh(1) for _ in range(3))
    for fresh in (used, other):
        await offer(vault, fresh)
    await vault.ask([told.testimony], reviewer=used)
    await offer(vault, later)
    assert set(await offered(vault)) == {other, later}
