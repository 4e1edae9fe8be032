"""What the vault's time could tell a desk or a custodian of what they may not see.

Beside an id that nothing has: one of another compartment; one of the caller's own, which is not for custodians; and one
that names two other desks.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx

from bench.listing import RULES, Prepared
from bench.timing import Ask, Kind, Pairs, measured
from protocol.ids import to_text
from protocol.primitives import SignKey, system_random
from tests.server.vault.vault_world import VaultWorld, running_vault
from tests.worlds import make_consortium

DOORS = {
    "an-opening": "/v1/openings/{opening}",
    "a-part-of-it": "/v1/openings/{opening}/parts/{part}",
    "consents": "/v1/consents/{part}",
    "reply-key": "/v1/replies/{part}",
}
Ids = tuple[bytes, bytes]
"""An opening, and the part that it is of."""


async def measure(
    databases: Prepared, folder: Path, say: Callable[[str], None]
) -> dict[str, dict[str, dict[str, float]]]:
    async with running_vault(make_consortium("oracle-vault", cedar=RULES), databases, folder) as vault:
        theirs = await _opened_by_others(vault)
        return {name: await measured(name, await _pairs(vault, door, theirs), say) for name, door in DOORS.items()}


async def _opened_by_others(vault: VaultWorld) -> Ids:
    """An opening that names two other desks of the compartment."""
    (told,) = await vault.told(None)
    asked = await vault.open([told.testimony])
    async with vault.administrator.begin() as connection:
        await connection.exec_driver_sql("UPDATE openings SET curator = 'desk-a', reviewer = 'desk-b'")
    return asked.id, told.testimony


async def _pairs(vault: VaultWorld, door: str, theirs: Ids) -> Pairs:
    callers = {
        "for-other-desks": vault.desk(0).sign_key,
        "not-for-custodians": vault.custodian(1),
        "of-another-compartment": vault.desk(0, "xb-testimony").sign_key,
    }
    return {name: await _pair(vault, key, door, theirs) for name, key in callers.items()}


async def _pair(vault: VaultWorld, key: SignKey, door: str, theirs: Ids) -> tuple[Kind, Kind]:
    client = vault.client(key)
    there = door.format(opening=to_text(theirs[0]), part=to_text(theirs[1]))
    if (await client.get(there)).status_code != httpx.codes.NOT_FOUND:
        raise RuntimeError("this was not to be shown")

    def nowhere() -> str:
        return door.format(opening=system_random(32).hex(), part=system_random(32).hex())

    return Kind(lambda: _get(client, nowhere())), Kind(lambda: _get(client, there))


def _get(client: httpx.AsyncClient, path: str) -> Ask:
    return lambda: client.get(path)
