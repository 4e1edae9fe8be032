"""Taking a newer policy, in every zone alike: checked, cooled off, in force. SPEC 17.

Whether Cedar texts let anybody do more takes seconds to find out where there are hundreds of people: it is asked once
for each pair of bundles, in a thread, while others are answered.
"""

from __future__ import annotations

import asyncio
from functools import lru_cache

import httpx

from protocol.policy import PolicyRefused, SignedPolicy, TrustedPolicy, trust_policy
from protocol.policy_directions import Direction
from server.cooling_off import cedar_changed
from server.exchange import ask
from server.pinned import Pinned
from server.policy_checking.cedar_direction import cedar_direction

_direction = lru_cache(maxsize=4)(cedar_direction)


async def take_policy(pinned: Pinned, raw: bytes) -> TrustedPolicy:
    """Bring a newer SignedPolicy into force. One that loosens something is noted, and refused until it has cooled off.

    Raises CoolingOff or another child of PolicyRefused, Malformed or OSError; then nothing changed but what was noted.
    """
    return pinned.replace_policy(raw, await cedar_of(pinned, raw))


async def notice_policy(pinned: Pinned, raw: bytes) -> None:
    """Let the days of one that has to wait count from now on. Raises what take_policy raises; takes nothing."""
    pinned.notice_policy(raw, await cedar_of(pinned, raw))


async def ask_waiting(policy: httpx.AsyncClient) -> bytes | None:
    """The policy that waits by the policy zone's word, unchecked. Raises ZoneSilent."""
    return await ask(policy, "GET", "/v1/policies/next", SignedPolicy.BOUND)


async def note_waiting(policy: httpx.AsyncClient, pinned: Pinned) -> None:
    """Ask the policy zone for one that waits, so that the days count here too. Raises ZoneSilent, PolicyRefused or
    Malformed for one that does not hold; one that needs to wait no longer is left for its zone to hand out."""
    if (raw := await ask_waiting(policy)) is not None:
        await notice_policy(pinned, raw)


async def cedar_of(pinned: Pinned, raw: bytes) -> Direction:
    """Which way the Cedar texts of a newer SignedPolicy go. Raises PolicyRefused or Malformed for one that does not
    hold."""
    try:
        known = pinned.policy
    except PolicyRefused:
        return Direction.LOOSENING
    # Signatures first: nobody else can make this zone compute.
    new = trust_policy(SignedPolicy.from_bytes(raw), pinned.directory, known)
    if not cedar_changed(known.contents, new.contents):
        return Direction.NEITHER
    return await asyncio.to_thread(_direction, pinned.directory, known.contents, new.contents)
