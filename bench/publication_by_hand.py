"""What no publication of mailboxes can do without, done by hand: the limit beside which a vault's own is measured."""

from __future__ import annotations

import time
from contextlib import suppress
from multiprocessing.connection import Connection

import asyncpg
import nacl.signing
import uvloop
from pydantic import SecretStr

from bench.made_mailboxes import depth_of
from protocol.consent import ClaimedConsent
from protocol.ids import MailboxId
from protocol.mailbox import SLOTS, MailboxNotice, Slot, bucket_names, empty_slot, make_bucket, seal_slot
from protocol.primitives import SignKey, system_random
from server.vault.boxes.mailboxes import AT_ONCE

SAMPLE = 8
"""One bucket of so many is made and written."""

_SIGNING = nacl.signing.SigningKey(bytes(range(32)))
_PUBLIC, _SIGNED = _SIGNING.verify_key, _SIGNING.sign(bytes(400))


def publish_by_hand(pipe: Connection, administrator: SecretStr, claimed: ClaimedConsent, mailboxes: int) -> None:
    """Half of the buckets each time it is told."""
    depth = depth_of(mailboxes)
    some = bucket_names(depth)[:: 2 * SAMPLE]
    full = mailboxes >> depth
    with suppress(EOFError):
        while True:
            pipe.recv()
            seconds = uvloop.run(_seal_and_write(administrator, claimed, depth, some, full))
            pipe.send(seconds * SAMPLE)


async def _seal_and_write(
    administrator: SecretStr, claimed: ClaimedConsent, depth: int, names: list[bytes], full: int
) -> float:
    """Buckets with `full` slots that are somebody's, eight a commit; seconds."""
    slot = Slot(consent=claimed, terms=None, settles=None, withdrawn=False, opened=False, reply=None)
    notice, key = MailboxNotice(number=7, every=3600, depth=depth), SignKey(system_random(32))
    connection = await asyncpg.connect(administrator.get_secret_value())
    await connection.execute("CREATE TABLE by_hand (name bytea, body bytea)")
    begun = time.perf_counter()
    for start in range(0, len(names), AT_ONCE):
        made = [make_bucket(notice, name, _slots(slot, full), key) for name in names[start : start + AT_ONCE]]
        rows = [(one.name, one.to_bytes()) for one in made]
        await connection.executemany("INSERT INTO by_hand VALUES ($1, $2)", rows)
    seconds = time.perf_counter() - begun
    await connection.execute("DROP TABLE by_hand")
    await connection.close()
    return seconds


def _slots(slot: Slot, full: int) -> list[bytes]:
    theirs = [seal_slot(slot, MailboxId(system_random(16)), 7) for _ in range(full)]
    for _ in theirs:
        _PUBLIC.verify(_SIGNED)
    return [*theirs, *(empty_slot() for _ in range(SLOTS - full))]
