"""Where this desk hears of a newer policy. What it hears is a claim: `Pinned` checks it, and only goes forward."""

from __future__ import annotations

import httpx

from protocol.policy import SignedPolicy, TrustedPolicy
from server.pinned import Pinned
from server.redaction.errors import PolicyUnreachable
from server.redaction.exchange import ask


async def refresh_policy(policy: httpx.AsyncClient, pinned: Pinned) -> TrustedPolicy:
    """Fetch the policy in force and keep it. Raises PolicyUnreachable, Refused, WrongAnswer or PolicyRefused."""
    signed = await ask(policy, "/v1/policies", SignedPolicy, PolicyUnreachable, None)
    return pinned.replace_policy(signed.to_bytes())
