"""What a custodian can still stop, and stopping it. SPEC 15.6.

A freeze can only make less open, so it asks for less than a yes does: the log, the policy zone and intake may be away,
and a request that does not hold, which is never shown for approval, can be frozen all the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clients.custodian.errors import NothingFetched, NothingToFreeze
from clients.custodian.memory import ANSWER_DAYS, Memory
from clients.custodian.session import compartments_of
from clients.custodian.to_vault import Doors, fetch_waiting
from clients.key_file import PersonKeys
from clients.trusted import Trusted
from protocol.directory import TrustedDirectory
from protocol.ids import date_of

_WHOLE = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Stoppable:
    """A request, and in a few words what this device knows of it."""

    id: bytes
    known: str


def stoppable(doors: Doors, keys: PersonKeys, trusted: Trusted, memory: Memory, today: int) -> tuple[Stoppable, ...]:
    """What waits for this custodian, sound or not, and what was approved here while it can still live.

    Raises NothingFetched, CannotReach, VaultSaysNo, Malformed, or Expired for the directory that is held here.
    """
    if not trusted.begun:
        raise NothingFetched
    return (*_waiting(doors, keys, trusted.directory), *_approved(memory, today))


def find(listed: Sequence[Stoppable], number: str) -> Stoppable:
    """The one request whose number begins so. Raises NothingToFreeze."""
    found = [one for one in listed if one.id.hex().startswith(number.lower())]
    if len(number) < 4 or len({one.id for one in found}) != 1:
        raise NothingToFreeze
    return found[0]


def as_told(number: str) -> Stoppable | None:
    """A request whose whole number somebody else read out; None if this is not a whole one."""
    if not _WHOLE.fullmatch(number.lower()):
        return None
    return Stoppable(bytes.fromhex(number), "not looked up: the vault says whether there is one that you may freeze")


def _waiting(doors: Doors, keys: PersonKeys, directory: TrustedDirectory) -> Iterator[Stoppable]:
    for compartment in compartments_of(directory, keys):
        for notice in fetch_waiting(doors, compartment.name).notices:
            yield Stoppable(notice.request.id(), f"{compartment.name}; parts that wait for you: {len(notice.slips)}")


def _approved(memory: Memory, today: int) -> Iterator[Stoppable]:
    counts = Counter((one.request, one.day) for one in memory.counted if one.day > today - ANSWER_DAYS)
    for (request, day), parts in sorted(counts.items()):
        yield Stoppable(request, f"parts that you approved on {date_of(day)}: {parts}")
