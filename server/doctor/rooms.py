"""Where a desk's originals are readable: what a room on this machine really forbids itself, seen by beginning one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from server.doctor.findings import Finding, Promise, bad, ok

RoomFaults = Callable[[], Awaitable[tuple[str, ...]]]
"""A sentence for each fault, with what to do."""


async def look_at_rooms(faults: RoomFaults | None) -> list[Finding]:
    """None is a zone that reads nothing."""
    return [] if faults is None else judge_rooms(await faults())


def judge_rooms(faults: tuple[str, ...]) -> list[Finding]:
    if not faults:
        return [ok("rooms", Promise.SEALED, "What is read here is read in processes that can keep and send nothing.")]
    return [bad("rooms", Promise.SEALED, said) for said in faults]
