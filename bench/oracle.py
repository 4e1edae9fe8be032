"""Whether the time of an answer tells what is there. `leeward bench oracle`, about three minutes.

Requests of two kinds are sent to the real applications of intake and the vault before a real PostgreSQL, and timed in
pairs (timing.py). Beside the answers at each door, from the same run:

* noise: the same for two kinds that are alike. Where that is told, the measurement is wrong.
* planted: one kind is made to take some microseconds longer, `planted` of them. Where even that is not seen, nothing
  was shown at that door, and the run says so: `blind`. A machine that has nothing else to do sees more.

Some forty questions are asked, and the more are asked, the more would be answered with yes by chance. So a row counts
as told only where it would still be improbable among all of them (Holm): one run in a hundred says something of some
row though there is nothing in any. What is told is a leak, to be mended in its zone, where a test holds it by what is
done and not by the time it takes.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from bench import oracle_intake, oracle_vault
from bench.listing import Prepared
from bench.timing import NOISE, PLANTED, Told
from server.embedded_postgres import EmbeddedPostgres
from server.zone_databases import prepare_databases

WRONG = 0.01
"""How often a run may say of some row that time tells something, where it tells nothing in any."""

KNOWN = {("part", "held"): 150.0}
"""Microseconds of a difference that is known and said (decision 0019): more of it counts as told; so much does not."""

Doors = Mapping[str, Mapping[str, Told]]


def run(progress: Callable[[str], None] = lambda _said: None) -> dict[str, object]:
    """`figure`: rows in which time told something, of `limit`. `blind`: doors at which what was planted was not seen.

    By door and question: `told`, from 0 to 1; the difference in microseconds, with its 95 %; and `seen`.
    """
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres.start() as postgres:
        return judged(asyncio.run(_run(postgres, Path(folder), progress)))


async def _run(postgres: EmbeddedPostgres, folder: Path, progress: Callable[[str], None]) -> Doors:
    databases = Prepared(postgres, await prepare_databases(postgres.url()))
    intake = await oracle_intake.measure(databases, folder / "intake", progress)
    return intake | await oracle_vault.measure(databases, folder / "vault", progress)


def judged(doors: Doors) -> dict[str, object]:
    """What the rows say together: which of them were told, and where nothing could have been."""
    chances = {(door, name): told.chance for door, rows in doors.items() for name, told in rows.items()}
    seen = improbable(chances)
    known = {row for row in seen & KNOWN.keys() if max(map(abs, _ends(doors[row[0]][row[1]]))) <= KNOWN[row]}
    asked = [row for row in chances if row[1] != PLANTED]
    told = [row for row in asked if row in seen - known]
    return {
        "figure": len(told),
        "limit": len(asked),
        "goal": 0,
        "unit": "rows in which time told something",
        "told": _named(told),
        "known": _named(sorted(known)),
        "doors_asked": len(doors),
        "blind": sum((door, PLANTED) not in seen for door in doors),
        "blind_at": ", ".join(door for door in doors if (door, PLANTED) not in seen) or None,
        "noise_told": sum((door, NOISE) in seen for door in doors),
        "doors": {
            door: {name: {**asdict(told), "seen": (door, name) in seen} for name, told in rows.items()}
            for door, rows in doors.items()
        },
    }


def _named(rows: Sequence[tuple[str, str]]) -> str | None:
    return ", ".join(f"{door}: {name}" for door, name in rows) or None


def _ends(told: Told) -> tuple[float, float]:
    return told.least, told.most


def improbable(chances: Mapping[tuple[str, str], float], wrong: float = WRONG) -> set[tuple[str, str]]:
    """The rows that are told, so that any of them is wrong once in 1 / `wrong` runs at the most (Holm)."""
    told: set[tuple[str, str]] = set()
    for row in sorted(chances, key=lambda one: chances[one]):
        if chances[row] > wrong / (len(chances) - len(told)):
            break
        told.add(row)
    return told


if __name__ == "__main__":
    print(json.dumps(run(lambda said: print(said, file=sys.stderr)), indent=2))
