"""Where a desk's originals are readable: what a room on this machine really forbids itself, seen by beginning one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from server.doctor.findings import Finding, Promise, bad, ok

RoomFaults = Callable[[], Awaitable[tuple[str, ...]]]
"""A sentence for each fault, with what to do."""
Cleans = Callable[[], Awaitable[bool]]


async def look_at_rooms(faults: RoomFaults | None) -> list[Finding]:
    """None is a zone that reads nothing."""
    return [] if faults is None else judge_rooms(await faults())


async def look_at_files(cleans: Cleans | None) -> list[Finding]:
    """None is a zone that hands on none. Where nothing is cleaned nothing leaves: no promise is broken."""
    if cleans is None:
        return []
    said = "Pictures and PDFs leave a desk drawn anew"
    if await cleans():
        return [ok("files", Promise.CONSENT, f"{said}, text documents cleaned.")]
    return [ok("files", Promise.CONSENT, f"{said}. Text documents do not leave: install mat2 and bubblewrap.")]


def judge_rooms(faults: tuple[str, ...]) -> list[Finding]:
    if not faults:
        return [ok("rooms", Promise.SEALED, "What is read here is read in processes that can keep and send nothing.")]
    return [bad("rooms", Promise.SEALED, said) for said in faults]
