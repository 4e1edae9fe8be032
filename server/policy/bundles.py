"""The signed bundle: taken from a file once two administrators' signatures hold, kept for ever, handed out as it is.

Rules of this file
* A bundle is in the history before it is in force, so that none is ever in force unrecorded.
* A bundle that is refused changes nothing: not the history, not what is handed out. What `leeward policy check` refuses
  is refused here too, before every zone that takes it stands still: a check in a client alone is none.
* The history only goes forward. Should the pinned file have been set back, the history sets it right.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from protocol.cooling_off import CoolingOff
from protocol.errors import Malformed
from protocol.ledger import EntryKind
from protocol.policy import PolicyBundle, PolicyRefused, PolicyRolledBack, SignedPolicy, TrustedPolicy, trust_policy
from server.policy.errors import PolicyNotTaken
from server.policy.log_entries import note
from server.policy.tables import bundles
from server.policy.world import World
from server.policy_checking.check import check
from server.policy_checking.findings import keeps_out
from server.policy_taking import notice_policy, take_policy

findings_of = lru_cache(maxsize=4)(check)
"""The round comes back every few seconds to a file that was refused, and a large one takes as long to check; pages show
the same findings more than once."""


async def take_newest(world: World) -> None:
    """Bring history, pinned bundle and the administrators' file into line.

    Raises CoolingOff for one that waits, PolicyRefused or another child of it, PolicyNotTaken, Malformed or OSError;
    what was in force then stays in force.
    """
    await catch_up(world)
    if (held := _held(world)) is not None:
        await _remember(world, held, world.pinned.policy)
    if (raw := _incoming(world)) is not None and (held is None or raw != held.to_bytes()):
        claimed = SignedPolicy.from_bytes(raw)
        trusted = trust_policy(claimed, world.pinned.directory, _trusted(world))
        await _check(world, trusted)
        await _propose(world, raw, trusted)
        await _remember(world, claimed, trusted)
        await take_policy(world.pinned, raw)


async def _propose(world: World, raw: bytes, trusted: TrustedPolicy) -> None:
    """What has to wait is logged on the day it is first seen, and handed out as what waits. Raises CoolingOff then."""
    try:
        await notice_policy(world.pinned, raw)
    except CoolingOff:
        async with world.database.begin() as connection:
            await note(connection, EntryKind.POLICY_PROPOSED, trusted.hash, world.today(), world.random)
        raise


def waiting(world: World) -> bytes | None:
    """The signed bundle that cools off, or None. It is the administrators' file, with signatures that hold."""
    if (raw := _incoming(world)) is None or ((held := _held(world)) is not None and raw == held.to_bytes()):
        return None
    try:
        trust_policy(SignedPolicy.from_bytes(raw), world.pinned.directory, _trusted(world))
    except (PolicyRefused, Malformed):
        return None
    return raw


async def _check(world: World, newer: TrustedPolicy) -> None:
    """Raises PolicyNotTaken. It takes seconds where there are hundreds of people; others are answered meanwhile."""
    before = _trusted(world)
    in_force = None if before is None else before.contents
    findings = await asyncio.to_thread(findings_of, newer.contents, world.pinned.directory, in_force)
    if keeps_out(findings):
        raise PolicyNotTaken(findings)


async def catch_up(world: World) -> None:
    """The newest of the history comes into force, if a crash or a hand on the files left an older one there.

    Raises PolicyRefused or a child of it.
    """
    newest = select(bundles.c.signed).order_by(bundles.c.version.desc()).limit(1)
    async with world.database.connect() as connection:
        signed: bytes | None = await connection.scalar(newest)
    held = _held(world)
    if signed is not None and (held is None or _version(held) < _version(SignedPolicy.from_bytes(signed))):
        # What a hand on the database put there waits like any other.
        with suppress(CoolingOff):
            await take_policy(world.pinned, signed)


async def _remember(world: World, signed: SignedPolicy, trusted: TrustedPolicy) -> None:
    row = {
        "version": trusted.contents.version,
        "hash": trusted.hash,
        "signed": signed.to_bytes(),
        "day": world.today(),
    }
    kept = select(bundles.c.hash).where(bundles.c.version == trusted.contents.version)
    async with world.database.begin() as connection:
        await connection.execute(insert(bundles).values(row).on_conflict_do_nothing())
        # Two administrators can sign two bundles under one number, and another process may have kept the other one.
        if await connection.scalar(kept) != trusted.hash:
            raise PolicyRolledBack
        await note(connection, EntryKind.POLICY, trusted.hash, world.today(), world.random)


def _held(world: World) -> SignedPolicy | None:
    try:
        return world.pinned.signed_policy
    except PolicyRefused:
        return None


def _trusted(world: World) -> TrustedPolicy | None:
    return None if _held(world) is None else world.pinned.policy


def _version(signed: SignedPolicy) -> int:
    return PolicyBundle.from_bytes(signed.bundle).version


def _incoming(world: World) -> bytes | None:
    """The file's bytes; one more than a bundle may have is enough to refuse it. None where there is no file."""
    try:
        with world.incoming.open("rb") as file:
            return file.read(SignedPolicy.BOUND + 1)
    except FileNotFoundError:
        return None
