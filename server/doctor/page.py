"""The page that intake on this machine serves, held against its record as anyone outside would (`leeward web verify`).

Looked at where intake itself listens: what a proxy in front of it adds or takes away is seen only from outside.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from clients.auditor.errors import PageVisitError
from clients.auditor.page_checks import Check
from clients.auditor.page_visit import Against, visit
from clients.to_intake import Intake
from protocol.errors import ProtocolError
from protocol.ids import day_of
from protocol.roots import RootSet
from server.doctor.findings import Finding, Promise, bad, cannot_tell, ok
from server.pinned import Clock

SECONDS = 6.0
"""For each answer, and after as many no other is asked for."""
_CHECK, _PROMISE = "page", Promise.SEALED


def look_at_page(host: str, port: int, pinned: Path | None, clock: Clock) -> Finding:
    """Never raises: what does not answer in time cannot be told."""
    at = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    roots = _roots(pinned)
    if roots is None:
        return cannot_tell(_CHECK, _PROMISE, "Without roots.cbor in pinned there is nothing to hold it against.")
    try:
        return judge_page(_checks(Intake(at, seconds=SECONDS), Against(roots, day_of(clock()))))
    except PageVisitError:
        return cannot_tell(_CHECK, _PROMISE, "Intake does not answer here. Look again when it runs.")


def judge_page(checks: Sequence[Check] | None) -> Finding:
    """None: it took too long."""
    if checks is None:
        return cannot_tell(_CHECK, _PROMISE, "Intake answers too slowly to look at all of it.")
    wrong = [one for one in checks if not one.is_well]
    if not wrong:
        said = "What is served here is what its record says, and the log has it. From outside: `leeward web verify`."
        return ok(_CHECK, _PROMISE, said)
    said = f"{len(wrong)} of {len(checks)} checks do not hold; of {wrong[0].about}: {wrong[0].said}"
    return bad(_CHECK, _PROMISE, f"{said} All of them: `leeward web verify`.")


def _checks(door: Intake, against: Against) -> list[Check] | None:
    end, made = time.monotonic() + SECONDS, list[Check]()
    for one in visit(door, against):
        if time.monotonic() > end:
            return None
        made.append(one)
    return made


def _roots(pinned: Path | None) -> RootSet | None:
    try:
        return RootSet.from_bytes((pinned / "roots.cbor").read_bytes()) if pinned else None
    except (OSError, ProtocolError):
        return None
