"""The first page of a compartment with a million parts, beside the same page asked of the database by hand.

Run as `python -m bench.listing`, or through `leeward bench listing --json`. Two minutes, most of it to make the parts.

* figure: milliseconds for the page, from a desk's signed request to the decoded answer, through the vault's real
  application: who asks, the access rules, both statements, and the consents' signatures of every part on it.
* limit: the same two statements, prepared, on a bare connection as the same login, with the rows thrown away. What
  checking the page's consents takes by itself is said beside it: no page can be faster than both together.
* memory: what the process holds at its height after eighty pages, beside its height after the first.

The parts are made by the database: every row has a hash for an id, and one of 400 days. Those of the newest day, which
the pages show, have consents that their own keys signed; of the others nothing is read.
"""

from __future__ import annotations

import asyncio
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
from pydantic import SecretStr

from protocol.consent import Profile, give, profile_terms, verify_chain
from protocol.desk_crossings import PartListing, PartListings
from protocol.ids import to_text
from protocol.primitives import SignKey, system_random
from server.embedded_postgres import EmbeddedPostgres
from server.vault.opening.listings import MOST
from server.zone_databases import prepare_databases
from tests.server.vault.vault_world import TESTIMONY, VaultWorld, running_vault
from tests.worlds import TODAY, make_consortium

PARTS = 1_000_000
_CEDAR = Path(__file__).parents[1] / "server/policy/cedar"
RULES = ((_CEDAR / "schema.cedarschema").read_text(), (_CEDAR / "base.cedar").read_text())
SIGNED = 4_000
TURNS = 40
PAGES = SIGNED // MOST
GOAL_MS = 50

_MAKE = (
    # As long as real ones in every column that a listing reads; the others are short, so that a laptop has room.
    """
    INSERT INTO parts (compartment, id, kind, size_class, part_key, envelope, payload_hash, payload, day, mailbox,
                       reply_key, mixed)
    SELECT $1, sha256(int8send(n)), 'testimony', 0, sha256(int8send(-n)), '', sha256(''), '', $2 - 1 - n % 400,
           '\\x00000000000000000000000000000000', '', true
    FROM generate_series(1, $3::bigint) n
    """,
    """
    INSERT INTO consents (compartment, part, version, claimed, received, mixed)
    SELECT compartment, id, 1, '', day, true FROM parts
    """,
)
_PAGE = "SELECT id FROM parts WHERE compartment = $1 ORDER BY day DESC, id DESC LIMIT $2"
_FACTS = """
    SELECT p.compartment, p.id, p.kind, p.part_key, w.day IS NOT NULL, c.period_key, c.quarter, c.partner, p.size_class,
           p.day, EXISTS (SELECT FROM opening_parts o
                          WHERE o.compartment = p.compartment AND o.part = p.id AND o.state = 'opened')
    FROM parts p LEFT JOIN cards c ON c.period_key = p.period_key AND c.quarter = p.quarter
    LEFT JOIN withdrawals w ON w.compartment = p.compartment AND w.part = p.id
    WHERE p.compartment = $1 AND p.id = ANY ($2) ORDER BY p.day DESC, p.id DESC
"""
_CHAINS = "SELECT part, claimed, received FROM consents WHERE compartment = $1 AND part = ANY ($2) ORDER BY version"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The databases of one cluster, in the shape that a vault for tests asks for."""

    postgres: EmbeddedPostgres
    urls: Mapping[str, Mapping[str, SecretStr]]

    def of(self, zone: str) -> Mapping[str, SecretStr]:
        return self.urls[zone]

    def administrator(self, zone: str) -> SecretStr:
        return self.postgres.url(zone)


def run(progress: Callable[[str], None] = lambda _said: None) -> dict[str, object]:
    """`figure` and `limit` in milliseconds, `ratio` between them; `goal` is of the figure."""
    with EmbeddedPostgres.start() as postgres, tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_run(postgres, Path(folder), progress))


async def _run(postgres: EmbeddedPostgres, folder: Path, progress: Callable[[str], None]) -> dict[str, object]:
    databases = Prepared(postgres, await prepare_databases(postgres.url()))
    progress(f"making {PARTS} parts")
    await _make(databases.administrator("vault"))
    async with running_vault(make_consortium("listing", cedar=RULES), databases, folder / "pinned") as vault:
        progress("asking for the first page")
        taken = [await _first(vault) for _ in range(TURNS)]
        limit = await _limit(databases.of("vault")["vault_openings"])
        first = _height()
        progress(f"walking {PAGES} pages")
        walked = await _walk(vault)
    return {
        "figure": round(statistics.median(taken), 2),
        "limit": round(limit, 2),
        "ratio": round(statistics.median(taken) / limit, 2),
        "goal": GOAL_MS,
        "unit": "ms",
        "parts": PARTS,
        "on_a_page": MOST,
        "slowest_ms": round(max(taken), 2),
        "checking_consents_ms": round(_checking(), 2),
        "page_after_many_ms": round(statistics.median(walked[-10:]), 2),
        "memory_ratio": round(_height() / first, 3),
    }


async def _make(administrator: SecretStr) -> None:
    connection = await asyncpg.connect(administrator.get_secret_value())
    try:
        await connection.execute("SELECT add_compartment($1)", TESTIMONY)
        await connection.execute(_MAKE[0], TESTIMONY, TODAY, PARTS, timeout=600)
        await connection.execute(_MAKE[1], timeout=600)
        await _sign_newest(connection)
        await connection.execute("VACUUM ANALYZE", timeout=600)
    finally:
        await connection.close()


async def _sign_newest(connection: asyncpg.Connection[Any]) -> None:
    terms = profile_terms(Profile.SUMMARY_COARSE, TODAY)
    rows = await connection.fetch("SELECT id FROM parts ORDER BY day DESC, id DESC LIMIT $1", SIGNED)
    signed = [(row["id"], key, give(key, terms, TODAY)) for row in rows for key in [SignKey(system_random(32))]]
    await connection.executemany(
        "UPDATE parts SET part_key = $2, day = $3 WHERE id = $1 AND compartment = $4",
        [(part, key.public, TODAY, TESTIMONY) for part, key, _ in signed],
    )
    await connection.executemany(
        "UPDATE consents SET claimed = $2, received = $3 WHERE part = $1 AND compartment = $4",
        [(part, claimed.to_bytes(), TODAY, TESTIMONY) for part, _, claimed in signed],
    )


async def _page(vault: VaultWorld, after: PartListing | None) -> PartListings:
    place = f"&after={after.day}-{to_text(after.part)}" if after else ""
    answer = await vault.get(vault.desk().sign_key, f"/v1/parts?compartment={TESTIMONY}{place}")
    page = PartListings.from_bytes(answer.content)
    if len(page.parts) != MOST or not all(one.may_be_opened for one in page.parts[:1]):
        raise RuntimeError("this is not the page that was made")
    return page


async def _first(vault: VaultWorld) -> float:
    start = time.perf_counter()
    await _page(vault, None)
    return (time.perf_counter() - start) * 1000


async def _walk(vault: VaultWorld) -> list[float]:
    taken: list[float] = []
    last = None
    for _ in range(PAGES):
        start = time.perf_counter()
        last = (await _page(vault, last)).parts[-1]
        taken.append((time.perf_counter() - start) * 1000)
    return taken


async def _limit(url: SecretStr) -> float:
    connection = await asyncpg.connect(url.get_secret_value())
    try:
        page, facts, chains = [await connection.prepare(one) for one in (_PAGE, _FACTS, _CHAINS)]
        taken = []
        for _ in range(TURNS):
            start = time.perf_counter()
            async with connection.transaction():
                await connection.execute("SELECT set_config('leeward.compartment', $1, true)", TESTIMONY)
                ids = [row["id"] for row in await page.fetch(TESTIMONY, MOST + 1)][:MOST]
                rows = await facts.fetch(TESTIMONY, ids), await chains.fetch(TESTIMONY, ids)
            taken.append((time.perf_counter() - start) * 1000)
            if [len(each) for each in rows] != [MOST, MOST]:
                raise RuntimeError("the statements by hand did not find the page")
        return statistics.median(taken)
    finally:
        await connection.close()


def _checking() -> float:
    """Milliseconds that verifying the consents of one page takes."""
    key = SignKey(system_random(32))
    claims = [give(key, profile_terms(Profile.SUMMARY_COARSE, TODAY), TODAY) for _ in range(MOST)]
    start = time.perf_counter()
    for claimed in claims:
        verify_chain([claimed], key.public, TODAY)
    return (time.perf_counter() - start) * 1000


def _height() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(), indent=2) + "\n")
