"""Witnesses' words on the log's heads: which one they are asked for, which word is taken, which is shown. SPEC 14.8.

Rules of this file
* Anybody may bring a word: what counts is the witness's signature in it, and that its moment is later than any before.
* All witnesses are asked for one head until enough have co-signed it: with each at a head of its own there would never
  be enough on one. It is the largest that one of them has begun: nobody is asked for less than they have signed.
* A witness begins no other head while one that it has co-signed waits: alone it cannot lead the others on for ever.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.checkpoint import Checkpoint, head_in, parted, written_line
from protocol.cosignature import MOST_AHEAD, cosignatures_on
from protocol.directory import TrustedDirectory
from protocol.errors import CheckpointRefused
from server.ledger.errors import (
    ClocksApart,
    HeadPassed,
    LogDamaged,
    NotAWitness,
    NotOurHead,
    OneAtATime,
    WordPassed,
)
from server.ledger.log import cosigned_note, newest_size, note_of, shown_size
from server.ledger.tables import cosignatures
from server.ledger.ticks import alone, show
from server.ledger.world import World

MOST_WORD = 2048
"""Bytes of a note with one line."""


@dataclass(frozen=True, slots=True)
class Word:
    """One witness's newest word on one head."""

    size: int
    witness: bytes
    """Its key."""
    at: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What the log shows and has: of the directory's witnesses, every word on what is shown or larger."""

    shown: int
    newest: int
    words: Collection[Word]

    def asked(self) -> int:
        """The size of the head that the log asks its witnesses for."""
        return max((one.size for one in self.words if one.size > self.shown), default=self.newest)

    def co_signed(self, size: int) -> int:
        """How many witnesses have co-signed the head of that size."""
        return len({one.witness for one in self.words if one.size == size})


def check_word(word: Word, standing: Standing, last: int | None, now: float) -> None:
    """May the log take this word, the witness's `last` one being of that moment? Raises a LedgerError that says why."""
    if abs(word.at - now) > MOST_AHEAD:
        raise ClocksApart
    if last is not None and word.at <= last:
        raise WordPassed
    own = [one.size for one in standing.words if one.witness == word.witness]
    if word.size < max(own, default=standing.shown):
        raise HeadPassed
    begins = standing.co_signed(word.size) == 0 and word.size > standing.shown
    if begins and any(size > standing.shown for size in own):
        raise OneAtATime


async def asked_note(world: World) -> bytes:
    """The head that the log asks its witnesses for, with the words that it has on it."""
    async with world.engine.connect() as db:
        return await cosigned_note(db, world, (await _standing(db, world)).asked())


async def take_word(world: World, note: bytes) -> None:
    """Keep a witness's word, and show the head that it is on once enough have co-signed it. Raises a LedgerError."""
    directory = world.pinned.directory
    head, word, line = read_word(note, directory, world.clock())
    async with world.engine.begin() as db:
        await alone(db)
        await _check_ours(db, head)
        standing = await _standing(db, world)
        if any(one == word for one in standing.words):
            return
        check_word(word, standing, await _last(db, word.witness), world.clock())
        await _keep(db, word, line)
        count = len({*(one.witness for one in standing.words if one.size == word.size), word.witness})
        if word.size > standing.shown and count >= max(1, directory.contents.witnesses_needed):
            await show(db, word.size)


def read_word(note: bytes, directory: TrustedDirectory, now: float) -> tuple[Checkpoint, Word, str]:
    """The head, the word on it and its line. Raises NotAWitness, ClocksApart or CheckpointRefused."""
    text, signatures = parted(note)
    head = head_in(text, directory.contents.log_origin)
    if len(signatures) != 1:
        raise NotAWitness
    # As if it were from now on for ever: a word from the future is told so below, and is no stranger's.
    for said in cosignatures_on(note, directory, float("inf")):
        (key,) = (one.sign_key for one in directory.contents.witnesses if one.witness == said.witness)
        if said.at > now + MOST_AHEAD:
            raise ClocksApart
        return head, Word(head.size, key, said.at), written_line(*signatures[0])
    raise NotAWitness


async def _check_ours(db: AsyncConnection, head: Checkpoint) -> None:
    try:
        signed = parted(await note_of(db, head.size))[0]
    except (LogDamaged, CheckpointRefused):
        raise NotOurHead from None
    if signed != head.text():
        raise NotOurHead


async def _standing(db: AsyncConnection, world: World) -> Standing:
    shown = await shown_size(db)
    there = sa.and_(cosignatures.c.size >= shown, cosignatures.c.witness.in_(world.witnesses()))
    rows = await db.execute(sa.select(cosignatures.c.size, cosignatures.c.witness, cosignatures.c.at).where(there))
    return Standing(shown, await newest_size(db), [Word(*row) for row in rows])


async def _last(db: AsyncConnection, witness: bytes) -> int | None:
    query = sa.select(sa.func.max(cosignatures.c.at)).where(cosignatures.c.witness == witness)
    last: int | None = await db.scalar(query)
    return last


async def _keep(db: AsyncConnection, word: Word, line: str) -> None:
    row = {"size": word.size, "witness": word.witness, "at": word.at, "line": line}
    insert = postgresql.insert(cosignatures).values(row)
    newer = insert.on_conflict_do_update(index_elements=["size", "witness"], set_={"at": word.at, "line": line})
    await db.execute(newer)
