"""What the vault leaves with intake for sources: sealed buckets, then the word that they are whole. SPEC 13.3."""

from __future__ import annotations

from protocol.crossings import NewBucket, NewBuckets, NewHead, NewPublication
from protocol.encoding import Message
from protocol.mailbox import Bucket, SignedMailboxNotice
from server.exchange import ZoneSilent, ask
from server.vault.errors import IntakeUnreachable, WrongAnswer
from server.vault.world import World


async def leave_buckets(world: World, publication: bytes, some: list[Bucket]) -> None:
    """Up to eight at once; readers do not get them yet. Raises IntakeUnreachable or WrongAnswer."""
    buckets = tuple(NewBucket(name=one.name, bucket=one.to_bytes()) for one in some)
    await _tell(world, "/v1/pool/buckets", NewBuckets(publication=publication, buckets=buckets))


async def put_out(world: World, publication: bytes, count: int, notice: SignedMailboxNotice) -> None:
    """From now on readers get these `count` buckets and no others. Raises IntakeUnreachable or WrongAnswer."""
    await _tell(world, "/v1/pool/publication", NewPublication(publication=publication, buckets=count, notice=notice))


async def leave_head(world: World, note: bytes) -> None:
    """The log's head as we were shown it, for everyone to compare. Raises IntakeUnreachable or WrongAnswer."""
    await _tell(world, "/v1/pool/head", NewHead(note=note))


async def _tell(world: World, path: str, message: Message) -> None:
    try:
        answer = await ask(world.intake, "POST", path, 0, message.to_bytes())
    except ZoneSilent:
        raise IntakeUnreachable from None
    if answer is None:
        raise WrongAnswer
