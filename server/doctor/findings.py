"""What the doctor says: one line a check, with the promise it belongs to, and never a value that is somebody's secret.

Rules of this file
* What cannot be looked at is never said to be well: it is `cannot tell`, with what to do about that.
* A sentence names a setting, a role or a file; it never repeats a URL, a key or an address.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Health(StrEnum):
    OK = "ok"
    BAD = "bad"
    CANNOT_TELL = "cannot tell"


class Promise(StrEnum):
    """The promises of the design that a machine's state can break."""

    SEALED = "1. no server reads a report"
    QUORUM = "2. nobody opens alone"
    COMPARTMENTS = "3. compartments are keys and database roles"
    CONSENT = "4. policy is never looser than consent"
    QUIET = "7. nothing shows when reports come, or from where"
    ONE_LOG = "7. one log, which others can check"
    KEPT = "nothing that was acknowledged is lost"
    MENDED = "what is known to be broken is mended"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what it looked at, the promise, how it stands, and one sentence, with what to do where it is bad."""

    check: str
    promise: Promise
    health: Health
    said: str


def ok(check: str, promise: Promise, said: str) -> Finding:
    return Finding(check, promise, Health.OK, said)


def bad(check: str, promise: Promise, said: str) -> Finding:
    return Finding(check, promise, Health.BAD, said)


def cannot_tell(check: str, promise: Promise, said: str) -> Finding:
    return Finding(check, promise, Health.CANNOT_TELL, said)


CANNOT_CHECK = (
    "Whoever owns the machine below this one (a hypervisor, a data centre's hands) can read its memory.",
    "Backups and snapshots that others make of its disks: intake's must not exist.",
    "Whether this very program is the one that was published.",
    "Whether custodians sit in different organisations, and are not one person.",
    "Whether a partner hands out its cards shuffled, and keeps no list of who drew which.",
    "What is on a desk's screen, and who stands behind its holder.",
    "Roots' and administrators' offline keys, and who can reach them.",
    "What the proxy in front of this zone writes down: its access log must be off.",
    "The other zones' machines: run this on each of them.",
)
"""What no program on this machine can see."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything about one zone on one machine."""

    zone: str
    findings: tuple[Finding, ...]

    @property
    def is_well(self) -> bool:
        return all(one.health is not Health.BAD for one in self.findings)

    def as_data(self) -> dict[str, object]:
        """For `--json`: zone, findings (check, promise, health, said), and what cannot be checked."""
        return {
            "zone": self.zone,
            "well": self.is_well,
            "findings": [asdict(one) for one in self.findings],
            "cannot_check": list(CANNOT_CHECK),
        }

    def as_lines(self) -> Iterable[str]:
        """For a person: what is bad first."""
        order = [Health.BAD, Health.CANNOT_TELL, Health.OK]
        for one in sorted(self.findings, key=lambda one: order.index(one.health)):
            yield f"{one.health.upper() if one.health is Health.BAD else one.health:<12}{one.check}: {one.said}"
            if one.health is not Health.OK:
                yield f"{'':<12}({one.promise})"
        yield ""
        yield "What this cannot see:"
        yield from (f"  * {one}" for one in CANNOT_CHECK)
