"""Opening hundreds of parts holds memory flat; a listing reads no payload."""

from __future__ import annotations

import resource
import tracemalloc
from pathlib import Path
from typing import Any

from protocol.ids import to_text
from tests.server.vault.conftest import BASE_RULES
from tests.server.vault.vault_world import TESTIMONY, VaultWorld, running_vault
from tests.worlds import make_consortium

PARTS = 200
WORDS = "three trucks at the bridge. " * 8000
"""220 KB: size class 256 KiB, so that what is not let go of shows."""


def peak_mebibytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def test_opening_hundreds_of_parts_holds_memory_flat(databases: Any, tmp_path: Path) -> None:
    alone = make_consortium("memory", custodians=1, quorums=(1, 1, 1), cedar=BASE_RULES)
    async with running_vault(alone, databases, tmp_path / "pinned") as vault:
        for batch in range(PARTS // 20):
            await open_batch(vault)
            if batch == 4:
                warm = peak_mebibytes()
        grown = peak_mebibytes() - warm
        assert await vault.count("opening_parts") == PARTS
        # 100 parts were sealed, collected, approved and fetched since: 26 MB of payload alone.
        assert grown < 16, f"{grown:.1f} MiB"


async def open_batch(vault: VaultWorld) -> None:
    vault.clock.now += 86_400  # a curator gets so many parts a day
    told = [vault.tell(words=WORDS) for _ in range(20)]
    for one in told:
        vault.intake.parts.pop(one.identity)
    await vault.collect()
    asked = await vault.ask_and_log([one.testimony for one in told])
    await vault.approve(asked, (1,))
    async with vault.client(vault.desk().sign_key) as desk:
        for one in told:
            path = f"/v1/openings/{to_text(asked.id)}/parts/{to_text(one.testimony)}"
            assert (await desk.get(path)).status_code == 200


async def test_a_listing_reads_no_payload(vault: VaultWorld) -> None:
    megabyte = "x" * 900_000
    for _ in range(12):
        await vault.told(None, words=megabyte)
    tracemalloc.start()
    answer = await vault.get(vault.desk().sign_key, f"/v1/parts?compartment={TESTIMONY}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 200
    assert peak < 4 * 1024 * 1024, peak


async def test_a_custodians_slips_read_no_payload(vault: VaultWorld) -> None:
    told = [(await vault.told(None, words="x" * 900_000))[0].testimony for _ in range(12)]
    await vault.ask_and_log(told)
    tracemalloc.start()
    notices = await vault.notices(1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(notices[0].slips) == 12
    assert peak < 6 * 1024 * 1024, peak
