"""The vault's doors keep to their own OpenAPI, whoever knocks."""

from __future__ import annotations

import pytest

from protocol.directory import DeviceRole
from protocol.ids import to_text
from tests.json_doors import bend_bodies, hold_against_openapi
from tests.server.vault.vault_world import TESTIMONY, VaultWorld

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("who", ["desk", "custodian", "nobody"])
async def test_the_vaults_doors_keep_to_their_openapi(vault: VaultWorld, who: str) -> None:
    consortium = vault.consortium
    keys = {
        "desk": consortium.desks[TESTIMONY][0].sign_key,
        "custodian": consortium.custodians[TESTIMONY][0].sign_key,
    }
    [told] = await vault.told(None)
    asked = await vault.open([told.testimony])
    known = {"request": to_text(asked.id), "part": to_text(told.testimony), "compartment": TESTIMONY}
    held = await hold_against_openapi(vault.app, "vault", vault.clock, keys.get(who), known=known)
    assert not held.failed, "\n".join(held.failed)
    assert who != "desk" or 200 in held.answered["GET /v1/openings/{request}/parts/{part}"]
    assert held.shut() == (set() if who in keys else held.answered.keys())


@pytest.mark.parametrize("who", ["desk", "custodian", "release"])
async def test_the_vaults_doors_answer_any_body_as_described(vault: VaultWorld, who: str) -> None:
    consortium = vault.consortium
    keys = {
        "desk": consortium.desks[TESTIMONY][0].sign_key,
        "custodian": consortium.custodians[TESTIMONY][0].sign_key,
        "release": consortium.devices[DeviceRole.RELEASE],
    }
    await bend_bodies(vault.app, vault.client(keys[who]), {}, {})
