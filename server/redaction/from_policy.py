"""Where this desk hears of a newer policy. What it hears is a claim: `Pinned` checks it, and only goes forward."""

from __future__ import annotations

from contextlib import suppress

import httpx

from protocol.cooling_off import CoolingOff
from protocol.policy import SignedPolicy, TrustedPolicy
from server.pinned import Pinned
from server.policy_taking import notice_policy, take_policy
from server.redaction.errors import PolicyUnreachable, Refused
from server.redaction.exchange import ask


async def refresh_policy(policy: httpx.AsyncClient, pinned: Pinned) -> TrustedPolicy:
    """Fetch the policy in force and keep it; one that still cools off here is not taken yet. The policy in force here.

    Raises PolicyUnreachable, Refused, WrongAnswer or PolicyRefused.
    """
    signed = await ask(policy, "/v1/policies", SignedPolicy, PolicyUnreachable, None)
    with suppress(CoolingOff):
        await take_policy(pinned, signed.to_bytes())
    with suppress(CoolingOff):
        await _note_waiting(policy, pinned)
    return pinned.policy


async def _note_waiting(policy: httpx.AsyncClient, pinned: Pinned) -> None:
    try:
        waits = await ask(policy, "/v1/policies/next", SignedPolicy, PolicyUnreachable, None)
    except Refused as refused:
        if refused.reason != "nothing-waits":
            raise
    else:
        await notice_policy(pinned, waits.to_bytes())
