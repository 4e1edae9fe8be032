"""What a sitting costs the custodian's machine: the real tool on real seals, 20 parts at 4 of 7, timed in this run.

A sitting checks directory, policy and log, judges each part (consent, signatures, proofs, quota) and seals its share
anew to two fresh keys. The other zones are answered in memory: no line is waited for. The limit is `approve` alone, the
act that all the checks stand around.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from clients.custodian.session import Sitting
from protocol.opening import MAX_PARTS, approve
from tests.clients.custodian.sitting_world import Log, Machine, Told, tell
from tests.worlds import Consortium, make_consortium

ROUNDS = 5

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Work:
    """Medians, in seconds."""

    seconds_to_begin: float
    seconds_a_part: float
    bare_seconds_a_part: float

    @property
    def ratio(self) -> float:
        return self.seconds_a_part / self.bare_seconds_a_part


def measure(rounds: int = ROUNDS, parts: int = MAX_PARTS) -> Work:
    consortium = make_consortium("custody", custodians=7, quorums=(4, 4, 4))
    told = [tell(f"report {number}", consortium=consortium) for number in range(parts)]
    with tempfile.TemporaryDirectory() as folder:
        measured = [_one(Path(folder) / str(number), consortium, told) for number in range(rounds)]
    begun, judged, bare = (statistics.median(column) for column in zip(*measured, strict=True))
    return Work(begun, max(judged - begun, 0) / parts, bare / parts)


def _one(folder: Path, consortium: Consortium, told: list[Told]) -> tuple[float, float, float]:
    """Seconds of a sitting in which nothing waits, of one with a request of all these parts, of the bare act."""
    machine = Machine(
        folder,
        consortium=consortium,
        log=Log(consortium),
        directory=consortium.signed.to_bytes(),
        policy=consortium.signed_policy.to_bytes(),
    )
    empty, _ = _timed(machine.sit)
    machine.ask(*told)
    whole, sitting = _timed(lambda: _approve_all(machine.sit(), len(told)))
    return empty, whole, _timed(lambda: _bare(sitting))[0]


def _approve_all(sitting: Sitting, parts: int) -> Sitting:
    if sitting.approve(sitting.waiting) != parts:
        raise RuntimeError("not every part was approved")
    return sitting


def _bare(sitting: Sitting) -> None:
    for request in sitting.waiting:
        for one in request.judgements:
            approve(one.slip, request.checked, sitting.keys.seal_key, sitting.keys.sign_key)


def _timed(act: Callable[[], Result]) -> tuple[float, Result]:
    begun = time.perf_counter()
    done = act()
    return time.perf_counter() - begun, done
