"""Starting the vault from its settings."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from protocol.directory import DeviceRole
from protocol.primitives import SealKey, SignKey
from server.vault.collecting.room import Bounds, Room
from server.vault.errors import WrongVaultKey
from server.vault.start import Settings, open_world, opened
from tests.server.vault.vault_world import PURPOSES, journal_folder
from tests.worlds import Clock, Consortium


def settings(consortium: Consortium, databases: Any, folder: Path, **change: Any) -> Settings:
    given = {
        "port": 0,
        "pinned": consortium.write_pinned(folder / "pinned"),
        "sign_key": SecretStr(consortium.devices[DeviceRole.VAULT].seed().hex()),
        "seal_key": SecretStr(consortium.vault_seal.seed().hex()),
        **{f"{purpose}_url": databases.of("vault")[f"vault_{purpose}"] for purpose in PURPOSES},
        "intake_url": "http://127.0.0.1:1",
        "ledger_url": "http://127.0.0.1:1",
        "policy_url": "http://127.0.0.1:1",
        "authorities": ("vault",),
        "journal": journal_folder(folder),
    }
    return Settings(**(given | change))


async def test_it_serves_while_every_other_zone_is_down(consortium: Consortium, databases: Any, tmp_path: Path) -> None:
    started = settings(consortium, databases, tmp_path)
    async with (
        opened(started, Clock()) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://vault") as client,
    ):
        answer = await client.get("/openapi.json")
        assert set(answer.json()["paths"]) == {
            "/v1/fresh-keys",
            "/v1/parts",
            "/v1/parts/opened",
            "/v1/openings",
            "/v1/openings/{request}",
            "/v1/openings/{request}/parts/{part}",
            "/v1/openings/{request}/freeze",
            "/v1/approvals",
            "/v1/orders",
            "/v1/consents/{part}",
            "/v1/replies",
            "/v1/replies/{part}",
            "/v1/desk-boxes",
            "/v1/mandates",
            "/v1/mandates/{mandate}",
            "/v1/handovers",
            "/v1/repairs/pieces",
            "/v1/repairs/sums",
            "/v1/successions",
            "/v1/successions/{succession}/batches/{number}",
            "/v1/drafts",
            "/v1/drafts/{draft}",
            "/v1/clearances",
            "/v1/clearances/standing",
            "/v1/simulations",
        }


@pytest.mark.parametrize("which", ["sign_key", "seal_key"])
async def test_it_does_not_start_with_a_key_that_is_not_the_vaults(
    consortium: Consortium, databases: Any, tmp_path: Path, which: str
) -> None:
    other = SignKey.new() if which == "sign_key" else SealKey.new()
    wrong = settings(consortium, databases, tmp_path, **{which: SecretStr(other.seed().hex())})
    async with AsyncExitStack() as stack:
        with pytest.raises(WrongVaultKey):
            await open_world(wrong, Clock(), stack)


async def test_neither_keys_nor_addresses_print(consortium: Consortium, databases: Any, tmp_path: Path) -> None:
    started = settings(consortium, databases, tmp_path)
    async with AsyncExitStack() as stack:
        world = await open_world(started, Clock(), stack)
        printed = repr(world) + repr(started)
    secrets = (
        consortium.vault_seal.seed().hex(),
        consortium.devices[DeviceRole.VAULT].seed().hex(),
        *(getattr(started, f"{purpose}_url").get_secret_value() for purpose in PURPOSES),
    )
    assert not any(secret in printed for secret in secrets)


async def test_the_operator_says_what_a_day_may_bring(consortium: Consortium, databases: Any, tmp_path: Path) -> None:
    given = settings(consortium, databases, tmp_path, most_parts_a_day=200, most_mib_a_day=64)
    async with AsyncExitStack() as stack:
        world = await open_world(given, Clock(), stack)
    assert world.bounds == replace(Bounds(), a_day=Room(200, 64 * 1024 * 1024))
