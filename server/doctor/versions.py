"""Whether what runs here is what was locked: a library that differs is one that nobody tested, or nobody mended."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from server.doctor.findings import Finding, Promise, bad, cannot_tell, ok

OLDEST_PYTHON = (3, 11)
MOST_SAID = 5

_LOCK = Path(__file__).parents[2] / "requirements.lock"
_LOCKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class VersionFacts:
    python: tuple[int, int]
    locked: Mapping[str, str] | None
    """Version by library, as the lock has it; None where there is no lock."""
    installed: Mapping[str, str]
    """Of those in the lock, what is here. Some are for other systems, and rightly not here."""


def read_versions(lock: Path = _LOCK) -> VersionFacts:
    try:
        locked = dict(_LOCKED.findall(lock.read_text()))
    except OSError:
        return VersionFacts(sys.version_info[:2], None, {})
    return VersionFacts(sys.version_info[:2], locked, {name: at for name in locked if (at := _installed(name))})


def judge_versions(facts: VersionFacts) -> list[Finding]:
    return [_judge_python(facts), _judge_libraries(facts)]


def _judge_python(facts: VersionFacts) -> Finding:
    said = ".".join(map(str, facts.python))
    if facts.python < OLDEST_PYTHON:
        return bad("Python", Promise.MENDED, f"Version {said} is too old. Install 3.11 or newer.")
    return ok("Python", Promise.MENDED, f"Version {said}.")


def _judge_libraries(facts: VersionFacts) -> Finding:
    check, promise = "libraries", Promise.MENDED
    if facts.locked is None:
        return cannot_tell(check, promise, "There is no requirements.lock here to compare with.")
    different = sorted(name for name, at in facts.installed.items() if at != facts.locked[name])
    if different:
        more = f" and {len(different) - MOST_SAID} more" if len(different) > MOST_SAID else ""
        said = f"Not the locked version: {', '.join(different[:MOST_SAID])}{more}. Type make setup."
        return bad(check, promise, said)
    return ok(check, promise, f"All {len(facts.installed)} that are here are the locked ones.")


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
