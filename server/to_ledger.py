"""Handing commitments to the log, and asking whether it holds one; the zones' own to_ledger.py build on it.

Sending one commitment again adds nothing, so whoever is not sure sends again.
"""

from __future__ import annotations

from collections.abc import Sequence

import httpx

from protocol.directory import TrustedDirectory
from protocol.errors import ProtocolError, TooFewWitnesses
from protocol.ids import to_text
from protocol.inclusion import check_inclusion
from protocol.ledger_crossings import Inclusion, NewEntries
from server.exchange import ZoneSilent, ask

MOST_SAID = 4096


async def hand_over(ledger: httpx.AsyncClient, commitments: Sequence[bytes]) -> None:
    """Hand over 1 to 4,096 commitments of 32 bytes. Raises ZoneSilent unless the log has taken them all."""
    body = NewEntries(commitments=tuple(commitments)).to_bytes()
    if await ask(ledger, "POST", "/v1/entries", MOST_SAID, body) is None:
        raise ZoneSilent


async def fetch_proof(
    ledger: httpx.AsyncClient, commitment: bytes, directory: TrustedDirectory, now: float
) -> Inclusion | None:
    """The proof that it stands in the log, checked under a checkpoint that the log signed and enough have co-signed.

    None where it does not yet, or where too few have. Raises ZoneSilent, also for a proof that does not hold.
    """
    raw = await ask(ledger, "GET", f"/v1/entries/{to_text(commitment)}", Inclusion.BOUND)
    try:
        return None if raw is None else check_inclusion(raw, commitment, directory, now)
    except TooFewWitnesses:
        return None
    except ProtocolError:
        raise ZoneSilent from None
