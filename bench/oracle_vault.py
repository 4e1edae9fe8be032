"""What the vault's time could tell a desk or a custodian of what they may not see; and intake, of what it hands over.

* A desk, a custodian: beside an id that nothing has, one of another compartment; one of the caller's own, which is not
  for custodians; and one that names two other desks.
* Intake sees how long the vault takes from asking to confirming, of a pool that may hold one part: the same card on its
  partner's list and off it; with a card and without. (That a control block does not open is seen: other tables are
  written. No client makes such a block, and nobody but its sender can, for the part is signed.)
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
from sqlalchemy import TextClause, text

from bench.listing import RULES, Prepared
from bench.timing import Ask, Kind, Pairs, Told, measured
from protocol.cards import new_batch
from protocol.ids import to_text
from protocol.primitives import SignKey, system_random
from protocol.sealing import SealedPart
from tests.server.vault.vault_world import VaultWorld, running_vault
from tests.worlds import QUARTER, make_consortium

PLANTED, PLANTED_WHOLE = 200.0, 500.0
"""Microseconds, of an answer and of a whole collection."""

DOORS = {
    "an-opening": "/v1/openings/{opening}",
    "a-part-of-it": "/v1/openings/{opening}/parts/{part}",
    "consents": "/v1/consents/{part}",
    "reply-key": "/v1/replies/{part}",
}
Ids = tuple[bytes, bytes]
"""An opening, and the part that it is of."""


async def measure(databases: Prepared, folder: Path, say: Callable[[str], None]) -> dict[str, dict[str, Told]]:
    async with running_vault(make_consortium("oracle-vault", cedar=RULES), databases, folder) as vault:
        theirs = await _opened_by_others(vault)
        groups = {name: await _pairs(vault, door, theirs) for name, door in DOORS.items()}
        found = {name: await measured(name, pairs, PLANTED, say) for name, pairs in groups.items()}
        return found | {"collecting": await measured("collecting", _collecting(vault), PLANTED_WHOLE, say)}


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


def _collecting(vault: VaultWorld) -> Pairs:
    """One part that intake hands over again and again, as it may."""
    (card,), listed = new_batch("lantern", QUARTER, 1, system_random)
    vouched, bare = vault.tell(card).sealed.testimony, vault.tell().sealed.testimony
    vault.intake.parts.clear()
    row = {"key": listed.keys[0], "partner": listed.partner, "quarter": QUARTER, "batch": listed.batch}
    on, off = text("INSERT INTO cards VALUES (:key, :partner, :quarter, :batch)"), text("DELETE FROM cards")

    def handing(part: SealedPart, *changes: TextClause) -> Kind:
        async def change() -> None:
            async with vault.administrator.begin() as connection:
                for one in changes:
                    await connection.execute(one, row if one is on else {})

        def make() -> Ask:
            vault.intake.put(part)
            return vault.collect

        return Kind(make, change)

    return {
        # As much is written before either: what that leaves to do must not be what is timed.
        "listed-and-not": (handing(vouched, off, on), handing(vouched, off, on, off)),
        "a-card-and-none": (handing(bare), handing(vouched)),
    }
