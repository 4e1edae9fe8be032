"""Release tells the log what it is about to do, and asks whether it stands there."""

from __future__ import annotations

from collections.abc import Sequence

import httpx

from protocol.crossings import Inclusion, NewEntries
from protocol.directory import TrustedDirectory
from protocol.errors import ProtocolError
from protocol.inclusion import check_inclusion
from server.exchange import ZoneSilent, ask
from server.release.errors import LedgerSilent

MOST_SAID = 4096


async def send(ledger: httpx.AsyncClient, leaves: Sequence[bytes]) -> None:
    """Hand over 1 to 4,096 leaves; sending one again adds nothing. Raises LedgerSilent."""
    entries = NewEntries(commitments=tuple(leaves)).to_bytes()
    try:
        if await ask(ledger, "POST", "/v1/entries", MOST_SAID, entries) is None:
            raise LedgerSilent
    except ZoneSilent:
        raise LedgerSilent from None


async def is_logged(ledger: httpx.AsyncClient, leaf: bytes, directory: TrustedDirectory) -> bool:
    """True once the log proves, under its signed checkpoint, that the leaf is in it. Raises LedgerSilent."""
    try:
        raw = await ask(ledger, "GET", f"/v1/entries/{leaf.hex()}", Inclusion.BOUND)
        if raw is not None:
            check_inclusion(raw, leaf, directory)
    except (ZoneSilent, ProtocolError):
        raise LedgerSilent from None
    return raw is not None
