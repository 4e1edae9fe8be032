"""What has come to the vault of what somebody sent from the page, found by their words alone; and asking to open it."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg

from protocol.consent import ClaimedConsent, ConsentStatement, Terms, in_force, verify_chain
from protocol.ids import PartKind
from protocol.receipt import Receipt
from server.demo.people import wait_for
from tests.travelled import Travelled

PATIENCE = 90.0


def ask(travelled: Travelled, compartment: str, *parts: str, aim: str = "early-warning") -> str:
    travelled.journey.reviewer.post("/v1/fresh-keys", {"compartment": compartment})
    form = {"compartment": compartment, "parts": list(parts), "aim": aim, "reviewer": "reviewer-desk"}
    return str(travelled.journey.curator.post("/v1/openings", form)["opening"])


def at_vault(travelled: Travelled, query: str, *given: object) -> list[Any]:
    return in_database(travelled, "vault", query, *given)


def in_database(travelled: Travelled, zone: str, query: str, *given: object) -> list[Any]:
    """As the database's administrator, whom no wall between compartments holds up."""

    async def fetch() -> list[Any]:
        connection = await asyncpg.connect(travelled.stage.postgres.url(zone).get_secret_value())
        try:
            return list(await connection.fetch(query, *given))
        finally:
            await connection.close()

    return asyncio.run(fetch())


def part_at_vault(travelled: Travelled, words: str, kind: PartKind, index: int) -> str:
    """The part that the words' own key signed, once the vault has collected it."""
    key = Receipt.from_words(words, "en").part_key(kind, index).public
    query = "SELECT id FROM parts WHERE part_key = $1"
    found = wait_for(f"the {kind} to reach the vault", PATIENCE, lambda: at_vault(travelled, query, key) or None)
    ((part,),) = found
    return str(part.hex())


def consents(travelled: Travelled, words: str, index: int, versions: int) -> tuple[list[ConsentStatement], Terms]:
    """Every version that the source signed, once there are so many; and what is in force today."""
    key = Receipt.from_words(words, "en").part_key(PartKind.TESTIMONY, index).public
    query = (
        "SELECT claimed, received FROM consents WHERE part = (SELECT id FROM parts WHERE part_key = $1) "
        "ORDER BY version"
    )

    def look() -> list[Any] | None:
        rows = at_vault(travelled, query, key)
        return rows if len(rows) >= versions else None

    rows = wait_for("a version of a consent to reach the vault", PATIENCE, look)
    today = travelled.stage.ground.today
    chain = verify_chain([ClaimedConsent.from_bytes(row["claimed"]) for row in rows], key, today)
    return list(chain), in_force(chain, [row["received"] for row in rows], today)
