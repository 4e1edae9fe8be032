"""Proposals in the database: load, decide (life.py), save. What two have signed is handed to the taking of bundles.

Rules of this file
* Number, hash of the one before, and day are set here, whatever was typed.
* A row is locked while it is decided upon, so that two who press at once are one after the other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.errors import Malformed
from protocol.orders import TargetKind
from protocol.policy import (
    AdministratorSignature,
    PolicyBundle,
    PolicyRefused,
    SignedPolicy,
    TrustedPolicy,
    policy_hash,
)
from protocol.policy_changes import Change, changes, loosens
from protocol.policy_directions import Direction
from protocol.simulation import could_newly_pass
from server.authorization import Action
from server.cooling_off import cedar_changed
from server.durable_file import write_durably
from server.policy.bundles import findings_of, take_newest, waiting
from server.policy.errors import NotSimulated
from server.policy.proposals.errors import (
    AnotherCoolsOff,
    FoundWanting,
    NoPolicyInForce,
    NoSuchProposal,
    NotSimulatedYet,
    TooManyDrafts,
)
from server.policy.proposals.life import (
    Proposal,
    Stage,
    Step,
    after,
    check_approves,
    check_changes,
    check_signs,
    check_withdraws,
    simulation_of,
)
from server.policy.proposals.tables import proposal_signatures, proposals
from server.policy.tables import bundles
from server.policy.to_vault import simulate
from server.policy.world import World
from server.policy_checking.cedar_direction import cedar_direction
from server.policy_checking.findings import Finding, keeps_out

ID = 32
MOST_DRAFTS = 20
"""Of one administrator, open at once."""
MOST_LISTED = 100
_direction = lru_cache(maxsize=4)(cedar_direction)


async def listed(world: World) -> list[Proposal]:
    """The newest first; of many, those of the last numbers."""
    query = select(proposals).order_by(proposals.c.day.desc(), proposals.c.id).limit(MOST_LISTED)
    async with world.database.connect() as connection:
        rows = (await connection.execute(query)).all()
        found = [await _with_signatures(connection, row) for row in rows]
    return sorted((one for one in found if one is not None), key=lambda one: -one.contents.version)


async def find(world: World, identifier: bytes) -> Proposal:
    """Raises NoSuchProposal."""
    async with world.database.connect() as connection:
        return await _load(connection, identifier)


async def ever_in_force(world: World) -> frozenset[bytes]:
    """The hashes of all bundles of the history."""
    async with world.database.connect() as connection:
        return frozenset(await connection.scalars(select(bundles.c.hash)))


async def begin(world: World, author: str) -> bytes:
    """A new draft, made of the bundle in force; its id. Raises NoPolicyInForce or TooManyDrafts."""
    known = in_force(world)
    made = {
        "version": known.contents.version + 1,
        "previous": known.hash,
        "issued": world.today(),
        "directory_number": world.pinned.directory.contents.number,
    }
    draft = known.contents.model_copy(update=made)
    identifier = world.random(ID)
    row = {"id": identifier, "bundle": draft.to_bytes(), "author": author, "state": Stage.DRAFT.value}
    mine = (proposals.c.author == author) & (proposals.c.state == Stage.DRAFT.value)
    async with world.database.begin() as connection:
        if int(await connection.scalar(select(func.count()).where(mine)) or 0) >= MOST_DRAFTS:
            raise TooManyDrafts
        await connection.execute(insert(proposals).values(row | {"day": world.today()}))
    return identifier


async def change(world: World, identifier: bytes, by: str, how: Callable[[PolicyBundle], PolicyBundle]) -> None:
    """Write a draft anew. Raises NotPossibleNow, NotYourDraft, or what `how` raises."""
    async with world.database.begin() as connection:
        kept = await _load(connection, identifier, lock=True)
        check_changes(kept, by)
        set_here = {"version": kept.contents.version, "previous": kept.contents.previous, "issued": world.today()}
        changed = how(kept.contents).model_copy(update=set_here)
        where = (proposals.c.id == identifier) & (proposals.c.state == Stage.DRAFT.value)
        await connection.execute(update(proposals).where(where).values(bundle=changed.to_bytes()))


async def sign(world: World, identifier: bytes, signature: AdministratorSignature) -> None:
    """The author's signature: from now on it is a proposal, and does not change.

    Raises what check_signs and check_signable raise.
    """
    await check_signable(world, await find(world, identifier))
    async with world.database.begin() as connection:
        kept = await _load(connection, identifier, lock=True)
        check_signs(kept, signature, world.pinned.directory, in_force(world))
        await _keep(connection, world, kept, Step.SIGN, signature)


async def approve(world: World, identifier: bytes, signature: AdministratorSignature) -> None:
    """Another administrator's signature, and the bundle goes to where bundles are taken: at once if it tightens only,
    else when it has cooled off, here and in every zone.

    Raises what check_approves and check_approvable raise, or OSError.
    """
    await check_approvable(world, await find(world, identifier))
    async with world.database.begin() as connection:
        kept = await _load(connection, identifier, lock=True)
        suspended = world.pinned.standing.names(TargetKind.PERSON)
        signed = check_approves(kept, signature, world.pinned.directory, in_force(world), suspended)
        await _keep(connection, world, kept, Step.APPROVE, signature)
        # Before the row is: both signatures hold, and a crash leaves nothing approved that nobody takes.
        await asyncio.to_thread(write_durably, world.incoming, signed.to_bytes())
    # What is refused from here on, the zone's round says again.
    with suppress(PolicyRefused):
        await take_newest(world)


async def check_signable(world: World, proposal: Proposal) -> None:
    """Raises FoundWanting."""
    if keeps_out(await found_in(world, proposal)):
        raise FoundWanting


async def check_approvable(world: World, proposal: Proposal) -> None:
    """Raises FoundWanting, AnotherCoolsOff or NotSimulatedYet."""
    await check_signable(world, proposal)
    if not loosens(await changes_in(world, proposal)):
        return
    # One that waits is not put in the place of another that waits: its days would be lost unseen.
    if waiting(world) is not None and not waits(world, proposal):
        raise AnotherCoolsOff
    if asks_about(world, proposal) and simulation_of(proposal, in_force(world)) is None:
        raise NotSimulatedYet


async def withdraw(world: World, identifier: bytes) -> None:
    """Stop it. One that cools off is no longer handed out. Raises NotPossibleNow."""
    earlier = await ever_in_force(world)
    async with world.database.begin() as connection:
        kept = await _load(connection, identifier, lock=True)
        stage = check_withdraws(kept, earlier)
        await connection.execute(update(proposals).where(proposals.c.id == identifier).values(state=stage.value))
        if waits(world, kept):
            world.incoming.unlink(missing_ok=True)


async def simulate_open(world: World) -> None:
    """What each open proposal would newly let pass is asked of the vault, once, and its answer kept.

    Raises VaultSilent or SimulationsUsedUp. What the vault refuses now it is asked again: it may not have the newest
    policy yet.
    """
    for one in await listed(world) if asks_vault(world) else []:
        asked = simulation_of(one, in_force(world)) is not None or not asks_about(world, one)
        if one.stage is Stage.PROPOSED and not asked and one.contents.previous == in_force(world).hash:
            with suppress(NotSimulated):
                await _ask_about(world, one)


async def _ask_about(world: World, one: Proposal) -> None:
    if world.vault is not None:
        answer = await simulate(world.vault, one.signed())
        async with world.database.begin() as connection:
            kept = update(proposals).where(proposals.c.id == one.id).values(simulation=answer.to_bytes())
            await connection.execute(kept)


def asks_vault(world: World) -> bool:
    """Whether the zone knows a vault, and the access rules in force know the question: else nobody waits for it."""
    try:
        schema = in_force(world).contents.cedar_schema
    except NoPolicyInForce:
        return False
    return world.vault is not None and Action.SIMULATE_POLICY.value in schema


def asks_about(world: World, proposal: Proposal) -> bool:
    """Whether the vault is asked of this one: where no rule of release is looser, nothing newly passes. SPEC 24.1."""
    return asks_vault(world) and could_newly_pass(in_force(world).contents.release, proposal.contents.release)


def waits(world: World, proposal: Proposal) -> bool:
    """Whether it is what cools off now."""
    raw = waiting(world)
    return raw is not None and policy_hash(SignedPolicy.from_bytes(raw)) == proposal.hash


async def found_in(world: World, proposal: Proposal) -> tuple[Finding, ...]:
    """What `leeward policy check` says of it."""
    return await asyncio.to_thread(findings_of, proposal.contents, world.pinned.directory, in_force(world).contents)


async def changes_in(world: World, proposal: Proposal) -> tuple[Change, ...]:
    """Every difference from the bundle in force."""
    old, new = in_force(world).contents, proposal.contents
    cedar = Direction.NEITHER
    if cedar_changed(old, new):
        cedar = await asyncio.to_thread(_direction, world.pinned.directory, old, new)
    return changes(old, new, cedar)


def in_force(world: World) -> TrustedPolicy:
    """Raises NoPolicyInForce."""
    try:
        return world.pinned.policy
    except PolicyRefused:
        raise NoPolicyInForce from None


async def _keep(
    connection: AsyncConnection, world: World, kept: Proposal, step: Step, signature: AdministratorSignature
) -> None:
    row = {
        "proposal": kept.id,
        "administrator": signature.administrator,
        "signature": signature.signature,
        "day": world.today(),
    }
    await connection.execute(insert(proposal_signatures).values(row))
    where = (proposals.c.id == kept.id) & (proposals.c.state == kept.stage.value)
    await connection.execute(update(proposals).where(where).values(state=after(kept.stage, step).value))


async def _load(connection: AsyncConnection, identifier: bytes, *, lock: bool = False) -> Proposal:
    """Raises NoSuchProposal."""
    query = select(proposals).where(proposals.c.id == identifier)
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    found = row and await _with_signatures(connection, row)
    if not found:
        raise NoSuchProposal
    return found


async def _with_signatures(connection: AsyncConnection, row: Row[Any]) -> Proposal | None:
    mine = select(proposal_signatures).where(proposal_signatures.c.proposal == row.id)
    return _read(row, (await connection.execute(mine.order_by(proposal_signatures.c.administrator))).all())


def _read(row: Row[Any], found: Sequence[Row[Any]]) -> Proposal | None:
    """None for bytes that are no bundle: nobody here wrote them."""
    try:
        contents = PolicyBundle.from_bytes(row.bundle)
        signatures = tuple(
            AdministratorSignature(administrator=one.administrator, signature=one.signature) for one in found
        )
    except (Malformed, ValueError):
        return None
    stage = Stage(row.state)
    return Proposal(row.id, row.bundle, contents, row.author, stage, row.day, signatures, row.simulation)
