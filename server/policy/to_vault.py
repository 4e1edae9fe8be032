"""The policy zone asks the vault what a proposed policy would newly let pass. Nothing else crosses here. SPEC 24."""

from __future__ import annotations

import httpx

from protocol.crossings import CBOR
from protocol.errors import Malformed
from protocol.policy import SignedPolicy, policy_hash
from protocol.simulation import PolicySimulation
from server.exchange import ZoneSilent, exchange
from server.policy.errors import NotSimulated, SimulationsUsedUp, VaultSilent

_TOO_MANY, _NOT_SO = 429, {403, 409}


async def simulate(vault: httpx.AsyncClient, proposal: SignedPolicy) -> PolicySimulation:
    """`proposal` has one administrator's signature. The same bundle again is given the same answer, at no cost.

    Raises VaultSilent, NotSimulated or SimulationsUsedUp.
    """
    body, headers = proposal.to_bytes(), {"content-type": CBOR}
    request = vault.build_request("POST", "/v1/simulations", content=body, headers=headers)
    try:
        answer = await exchange(vault, request, PolicySimulation.BOUND)
    except ZoneSilent:
        raise VaultSilent from None
    if answer.status == _TOO_MANY:
        raise SimulationsUsedUp
    if answer.status in _NOT_SO:
        raise NotSimulated
    if not answer.is_yes:
        raise VaultSilent
    try:
        simulation = PolicySimulation.from_bytes(answer.body)
    except Malformed:
        raise VaultSilent from None
    if simulation.proposal != policy_hash(proposal):
        raise VaultSilent
    return simulation
