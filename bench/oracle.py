"""Whether the time of an answer tells what is there. `leeward bench oracle`, two to three minutes.

Requests of two kinds are sent to the real applications of intake and the vault before a real PostgreSQL, and timed
(timing.py). Beside the answers at each door, from the same run:

* noise: the same for two kinds that are alike. What is not clearly above it says nothing.
* planted: one kind is made to take 1 ms longer. Where even that is not seen, the run has shown nothing.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import oracle_intake, oracle_vault
from bench.listing import Prepared
from server.embedded_postgres import EmbeddedPostgres
from server.zone_databases import prepare_databases

Measured = dict[str, dict[str, dict[str, float]]]


def run(progress: Callable[[str], None] = lambda _said: None) -> Measured:
    """By door and question: `told`, from 0 to 1, and the difference of the medians in microseconds."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres.start() as postgres:
        return asyncio.run(_run(postgres, Path(folder), progress))


async def _run(postgres: EmbeddedPostgres, folder: Path, progress: Callable[[str], None]) -> Measured:
    databases = Prepared(postgres, await prepare_databases(postgres.url()))
    intake = await oracle_intake.measure(databases, folder / "intake", progress)
    return intake | await oracle_vault.measure(databases, folder / "vault", progress)


if __name__ == "__main__":
    print(json.dumps(run(lambda said: print(said, file=sys.stderr)), indent=2))
