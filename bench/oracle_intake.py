"""What intake's time could tell anyone, whoever they are.

* part: one that intake holds already, or held until the vault collected it, beside a new one.
* control block: without a card, with one; with one of many cards that are on their partner's list in the vault, and
  one of many that are on none; and one that the vault cannot open. Only the sender of a part can ask.
* bucket: one with 64 real mailboxes beside one with none; names that are none, of which one would be a real bucket at
  another depth. Of the notice, of a publication with 64 real mailboxes beside one with none.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import httpx

from bench.listing import Prepared
from bench.loaded_intake import WORK_BITS, Ready
from bench.timing import PAIRS, WARM, Ask, Kind, Pairs, Told, measured
from protocol.cards import CardCode, new_batch, period_key, sign_testimony
from protocol.consent import Terms, give
from protocol.control import ControlBlock
from protocol.crossings import CBOR, WORK_HEADER, Collected, NewBucket, NewBuckets, NewPublication
from protocol.directory import DeviceRole
from protocol.encoding import Purpose
from protocol.ids import MailboxId
from protocol.mailbox import SLOTS, MailboxNotice, Slot, bucket_names, empty_slot, make_bucket, seal_slot, sign_notice
from protocol.primitives import SealKey, SignKey, sign, system_random
from protocol.reply import vouch_reply_key
from protocol.sealing import SealedPart, seal_part
from protocol.work import prove
from server.database import open_engine, open_pool
from server.intake import mailboxes, pool
from server.intake.api import create_app
from server.intake.world import IntakeWorld
from server.pinned import Pinned
from tests.worlds import NOW, QUARTER, TODAY, Consortium, make_consortium

CARDS = 64
PLANTED = {"part": 200.0, "control-block": 200.0, "bucket": 100.0, "notice": 100.0}
"""Microseconds. What waits for a disk is seen less sharply."""
REAL, EMPTY = b"\0" * 16, b"\1" * 16
"""Two publications: the first bucket of one is full of real mailboxes; of the other, all are nobody's."""


async def measure(databases: Prepared, folder: Path, say: Callable[[str], None]) -> dict[str, dict[str, Told]]:
    consortium = make_consortium("oracle")
    async with AsyncExitStack() as stack:
        world = await _world(stack, databases, consortium, folder)
        transport = httpx.ASGITransport(create_app(world))
        client = await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://intake"))
        administrator = await asyncpg.connect(databases.administrator("intake").get_secret_value())
        stack.push_async_callback(administrator.close)
        groups = {
            "part": await _parts(client, world, consortium),
            "control-block": _control_blocks(client, consortium, await _half_listed(databases)),
            "bucket": await _buckets(client, world, consortium),
            "notice": _notices(client, administrator, consortium),
        }
        return {group: await measured(group, pairs, PLANTED[group], say) for group, pairs in groups.items()}


async def _world(stack: AsyncExitStack, databases: Prepared, consortium: Consortium, folder: Path) -> IntakeWorld:
    urls = databases.of("intake")
    writer, collector = await open_pool(urls["intake_writer"], connections=6), open_engine(urls["intake_collector"])
    stack.push_async_callback(writer.close)
    stack.push_async_callback(collector.dispose)
    pinned = Pinned(consortium.write_pinned(folder), lambda: NOW)
    key = consortium.devices[DeviceRole.INTAKE]
    return IntakeWorld(lambda: NOW, system_random, key, pinned, writer, collector, {"intake"})


async def _parts(client: httpx.AsyncClient, world: IntakeWorld, consortium: Consortium) -> Pairs:
    """All are made before: what is made at the last moment leaves the machine in another state than what lay ready."""
    fresh = _fresh(*_sealed(consortium, None))
    each = WARM + PAIRS
    held, collected = next(fresh), list(itertools.islice(fresh, each))
    new = iter(list(itertools.islice(fresh, 6 * each)))  # twice of noise, twice of what is planted, and in each row
    for part in (held, *collected):
        await _send(client, part)()
    await pool.forget(world.collector, Collected(parts=tuple(part.id for part in collected), posts=(), last=True))
    again, one = iter(collected), Kind(lambda: _send(client, next(new)))
    return {
        "held": (one, Kind(lambda: _send(client, held))),
        "collected": (one, Kind(lambda: _send(client, next(again)))),
    }


async def _half_listed(databases: Prepared) -> tuple[list[CardCode], list[CardCode]]:
    """Cards that are on their partner's list in the vault, and as many that are on none; which, by lot."""
    codes, listed = new_batch("lantern", QUARTER, CARDS, system_random)
    on, off = list(codes[: CARDS // 2]), list(codes[CARDS // 2 :])
    connection = await asyncpg.connect(databases.administrator("vault").get_secret_value())
    rows = [(period_key(code, QUARTER).public, listed.partner, QUARTER, listed.batch) for code in on]
    await connection.executemany(
        "INSERT INTO cards (period_key, partner, quarter, batch) VALUES ($1, $2, $3, $4)", rows
    )
    await connection.close()
    return on, off


def _control_blocks(
    client: httpx.AsyncClient, consortium: Consortium, cards: tuple[list[CardCode], list[CardCode]]
) -> Pairs:
    part, key = _sealed(consortium, None)
    broken = part.model_copy(update={"control": system_random(len(part.control))})

    def sending(*sealed: tuple[SealedPart, SignKey]) -> Kind:
        fresh = [_fresh(*one) for one in sealed]
        return Kind(lambda: _send(client, next(random.choice(fresh))))

    listed, unlisted = ([_sealed(consortium, period_key(code, QUARTER)) for code in some] for some in cards)
    none = sending((part, key))
    return {
        "a-card-and-none": (none, sending(listed[0])),
        "listed-and-not": (sending(*listed), sending(*unlisted)),
        "does-not-open": (none, sending((broken, key))),
    }


async def _buckets(client: httpx.AsyncClient, world: IntakeWorld, consortium: Consortium) -> Pairs:
    vault, notice = consortium.devices[DeviceRole.VAULT], _notice()
    first, *others = bucket_names(notice.depth)
    made = {name: [empty_slot() for _ in range(SLOTS)] for name in others} | {first: _real(notice)}
    left = tuple(
        NewBucket(name=name, bucket=make_bucket(notice, name, slots, vault).to_bytes()) for name, slots in made.items()
    )
    await mailboxes.leave_buckets(world.collector, NewBuckets(publication=REAL, buckets=left))
    new = NewPublication(publication=REAL, buckets=len(left), notice=sign_notice(notice, vault))
    await mailboxes.publish(world.collector, new)

    def fetching(name: str) -> Kind:
        return Kind(lambda: lambda: client.get(f"/v1/mailboxes/{name}"))

    if len({len((await client.get(f"/v1/mailboxes/{name.hex()}")).content) for name in made}) != 1:
        raise RuntimeError("buckets differ in size")
    return {
        "real-and-dummies": (fetching(first.hex()), fetching(others[0].hex())),
        "none-and-none": (fetching("2000"), fetching("2001")),
    }


def _notices(client: httpx.AsyncClient, administrator: asyncpg.Connection, consortium: Consortium) -> Pairs:
    signed = sign_notice(_notice(), consortium.devices[DeviceRole.VAULT]).to_bytes()

    def fetching(publication: bytes) -> Kind:
        async def put_out() -> None:
            await administrator.execute("UPDATE published SET publication = $1, notice = $2", publication, signed)

        return Kind(lambda: lambda: client.get("/v1/mailboxes"), put_out)

    return {"real-and-dummies": (fetching(REAL), fetching(EMPTY))}


def _notice() -> MailboxNotice:
    return MailboxNotice(number=7, every=3600, depth=2)


def _real(notice: MailboxNotice) -> list[bytes]:
    slot = Slot(
        consent=give(SignKey.new(), Terms(), TODAY), terms=None, settles=None, withdrawn=False, opened=False, reply=None
    )
    return [seal_slot(slot, MailboxId(system_random(16)), notice.number) for _ in range(SLOTS)]


def _sealed(consortium: Consortium, card: SignKey | None) -> tuple[SealedPart, SignKey]:
    key, reply = SignKey.new(), SealKey.new().public
    control = ControlBlock(
        consent=give(key, Terms(), TODAY),
        card=sign_testimony(card, QUARTER, key.public) if card else None,
        mailbox=MailboxId(system_random(16)),
        reply_key=reply,
        reply_signature=vouch_reply_key(key, reply),
    )
    compartment = consortium.directory.compartment("xa-testimony")
    return seal_part(b"They came at night.", consortium.directory, compartment, key, control), key


def _fresh(part: SealedPart, key: SignKey) -> Iterator[Ready]:
    """The same part under ever new nonces: to intake, a new part each time."""
    while True:
        copy = part.model_copy(update={"header": part.header.model_copy(update={"nonce": system_random(32)})})
        identifier = copy.id()
        signature = sign(key, Purpose.PART, copy.envelope(identifier))
        body = copy.model_copy(update={"signature": signature}).to_bytes()
        yield Ready(identifier, body, prove(identifier, WORK_BITS))


def _send(client: httpx.AsyncClient, part: Ready) -> Ask:
    async def ask() -> None:
        headers = {"content-type": CBOR, WORK_HEADER: part.work.hex()}
        (await client.post("/v1/parts", content=part.body, headers=headers)).raise_for_status()

    return ask
