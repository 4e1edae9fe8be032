"""The vault's doors keep to their own OpenAPI, whoever knocks."""

from __future__ import annotations

import pytest

from tests.json_doors import hold_against_openapi
from tests.server.vault.vault_world import TESTIMONY, VaultWorld

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("who", ["desk", "custodian", "nobody"])
async def test_the_vaults_doors_keep_to_their_openapi(vault: VaultWorld, who: str) -> None:
    consortium = vault.consortium
    keys = {
        "desk": consortium.desks[TESTIMONY][0].sign_key,
        "custodian": consortium.custodians[TESTIMONY][0].sign_key,
    }
    failed = await hold_against_openapi(vault.app, "vault", vault.clock, keys.get(who))
    assert not failed, "\n".join(failed)
