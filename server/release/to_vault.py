"""Release asks the vault which clearances still hold. It learns yes or no, and never why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import httpx

from protocol.errors import ProtocolError
from protocol.primitives import Randomness
from protocol.release_crossings import ClearanceQuery, ClearanceStanding
from server.exchange import ZoneSilent, ask
from server.release.errors import VaultSilent

AT_ONCE = 20_000
"""Commitments in one query (SPEC 18)."""


async def ask_standing(
    vault: httpx.AsyncClient, commitments: Sequence[bytes], random: Randomness
) -> Mapping[bytes, bool]:
    """For each commitment, whether its clearance holds. Raises VaultSilent unless every answer came whole.

    They are asked in random order: the vault is not told which are released and which wait.
    """
    asked = sorted(commitments, key=lambda _: random(16))
    holds: dict[bytes, bool] = {}
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        holds |= zip(some, await _ask(vault, some), strict=True)
    return holds


async def _ask(vault: httpx.AsyncClient, commitments: Sequence[bytes]) -> tuple[bool, ...]:
    query = ClearanceQuery(commitments=tuple(commitments)).to_bytes()
    try:
        raw = await ask(vault, "POST", "/v1/clearances/standing", ClearanceStanding.BOUND, query)
        standing = ClearanceStanding.from_bytes(raw or b"")
    except (ZoneSilent, ProtocolError):
        raise VaultSilent from None
    if len(standing.holds) != len(commitments):
        raise VaultSilent
    return standing.holds
