"""The page's manifests in the log: SPEC 20.3.

A manifest is public, and comes by hand (`leeward web log`); no door of this zone takes one. Its entry waits beside
those of the bundles, and the same round tells the log. Unlike theirs it is shown to everyone, with its r, once the log
has it: anyone may check the page that they are served.
"""

from __future__ import annotations

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.custodian_crossings import LogEvidence
from protocol.directory import TrustedDirectory
from protocol.errors import Malformed
from protocol.ledger import EntryKind
from protocol.page import PageManifest, PageRecord, manifest_hash
from protocol.primitives import Randomness
from server.exchange import ZoneSilent
from server.policy.errors import LogDoesNotAnswer, NotAManifest, NotGiven, NotProvedYet
from server.policy.log_entries import note
from server.policy.tables import log_entries
from server.to_ledger import fetch_proof


def read_manifest(raw: bytes) -> PageManifest:
    """Raises NotAManifest."""
    try:
        return PageManifest.from_bytes(raw)
    except Malformed:
        raise NotAManifest from None


async def note_page(database: AsyncEngine, manifest: PageManifest, day: int, random: Randomness) -> None:
    """Keep the entry of a manifest for the log. The same manifest again changes nothing."""
    async with database.begin() as connection:
        await note(connection, EntryKind.PAGE, manifest_hash(manifest.to_bytes()), day, random)


async def record_of(
    database: AsyncEngine, ledger: httpx.AsyncClient, directory: TrustedDirectory, manifest: PageManifest, now: float
) -> PageRecord:
    """The manifest with the proof that the log has it. Raises NotGiven, NotProvedYet or LogDoesNotAnswer."""
    raw = manifest.to_bytes()
    query = select(log_entries).where(
        log_entries.c.kind == EntryKind.PAGE.value, log_entries.c.subject == manifest_hash(raw)
    )
    async with database.connect() as connection:
        kept = (await connection.execute(query)).one_or_none()
    if kept is None:
        raise NotGiven
    try:
        proof = await fetch_proof(ledger, kept.leaf, directory, now)
    except ZoneSilent:
        raise LogDoesNotAnswer from None
    if proof is None:
        raise NotProvedYet
    evidence = LogEvidence(
        entry=kept.entry, r=kept.r, index=proof.index, proof=proof.proof, checkpoint=proof.checkpoint
    )
    return PageRecord(manifest=raw, evidence=evidence)
