"""Release tells the log what it is about to do, and asks whether it stands there."""

from __future__ import annotations

from collections.abc import Sequence

import httpx

from protocol.directory import TrustedDirectory
from server.exchange import ZoneSilent
from server.release.errors import LedgerSilent
from server.to_ledger import fetch_proof, hand_over


async def send(ledger: httpx.AsyncClient, leaves: Sequence[bytes]) -> None:
    """Raises LedgerSilent unless the log has taken them all."""
    try:
        await hand_over(ledger, leaves)
    except ZoneSilent:
        raise LedgerSilent from None


async def is_logged(ledger: httpx.AsyncClient, leaf: bytes, directory: TrustedDirectory, now: float) -> bool:
    """True once the log proves, under a co-signed checkpoint, that the leaf is in it. Raises LedgerSilent."""
    try:
        return await fetch_proof(ledger, leaf, directory, now) is not None
    except ZoneSilent:
        raise LedgerSilent from None
