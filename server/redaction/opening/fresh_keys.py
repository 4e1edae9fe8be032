"""Fresh keys: made for one opening, their private half in memory only (SPEC 15.1).

As reviewer a desk leaves public halves at the vault ahead of time, so that a curator need not wait for a person. As
curator it takes the newest one that the reviewer left, and makes its own at the moment of asking.

A desk that stops forgets the private halves. So the first thing that it does when it is started, and before it leaves
a key, is to take back all that it left: the vault shows a curator two keys of a desk, and dead ones would hide others.
"""

from __future__ import annotations

from protocol.directory import Compartment
from protocol.errors import ProtocolError
from protocol.opening import FreshKey, SignedFreshKey, check_fresh_key, make_fresh_key
from protocol.primitives import SealKey
from server.redaction.errors import NoFreshKey, Refused, TooManyKeys
from server.redaction.memory import DeskMemory, WaitingKey
from server.redaction.to_vault import fresh_keys, publish_fresh_key, take_back_fresh_keys
from server.redaction.world import World

LONGEST = 7 * 86_400
"""Seconds that a waiting key may live: a weekend and a bit, for a reviewer who is away."""
MOST_WAITING = 16
SAME_END = 3600
"""Seconds by which the end of a key that is left again may differ from what was asked for."""


async def take_back_keys(world: World) -> None:
    """Take back what this desk left before it was started, once in each compartment. Raises as leave_fresh_key."""
    for compartment in world.compartments():
        await _take_back(world, compartment.name)


async def _take_back(world: World, compartment: str) -> None:
    # One at a time: a second request, heard late, would take back a key that was left after the first.
    async with world.memory.taking_back:
        if compartment not in world.memory.taken_back:
            await take_back_fresh_keys(world.vault, compartment)
            world.memory.taken_back.add(compartment)


async def leave_fresh_key(world: World, compartment: str, hours: int) -> int:
    """Leave the public half of a key of ours at the vault; returns the second it ends.

    A key whose answer was lost is left again, and takes no second place. Raises NotOurCompartment, TooManyKeys,
    VaultUnreachable, Refused or WrongAnswer.
    """
    serving = world.compartment(compartment)
    await _take_back(world, serving.name)
    drop_ended_keys(world.memory, world.now)
    expires = world.now + min(hours * 3600, LONGEST)
    if (unheard := _unheard(world.memory, serving.name, expires)) is not None:
        try:
            return await _leave(world, unheard)
        except Refused:
            unheard.unheard = None  # it may have served meanwhile: kept, and another one is made
    if len(world.memory.waiting_keys) >= MOST_WAITING:
        raise TooManyKeys
    fresh, signed = make_fresh_key(serving.name, world.name, world.sign_key, expires, world.random)
    # Kept first: if the vault's answer is lost, an opening may still name this key.
    made = world.memory.waiting_keys[fresh.public] = WaitingKey(serving.name, fresh, expires, signed)
    try:
        return await _leave(world, made)
    except Refused:
        world.memory.waiting_keys.pop(fresh.public, None)  # the vault does not have it: no opening will name it
        raise


async def _leave(world: World, waiting: WaitingKey) -> int:
    if waiting.unheard is not None:
        await publish_fresh_key(world.vault, waiting.unheard)
        waiting.unheard = None
    return waiting.expires


def _unheard(memory: DeskMemory, compartment: str, expires: int) -> WaitingKey | None:
    """One of which it is not known whether the vault has it, and that ends about when this one would."""
    for one in memory.waiting_keys.values():
        if one.unheard is not None and one.compartment == compartment and abs(expires - one.expires) < SAME_END:
            return one
    return None


async def keys_left(world: World, compartment: Compartment) -> dict[str, int]:
    """The other desks of a compartment, each with how many of its keys an opening of ours could name now.

    Raises VaultUnreachable, Refused or WrongAnswer.
    """
    answer = await fresh_keys(world.vault, compartment.name)
    others = [desk.desk for desk in compartment.desks if not world.is_us(desk)]
    return {
        one: sum(_living(world, compartment, one, claimed) is not None for claimed in answer.keys) for one in others
    }


async def newest_of(world: World, compartment: Compartment, reviewer: str) -> tuple[SignedFreshKey, FreshKey]:
    """The reviewer's key that lives longest, and that no opening of this desk has named.

    Raises NoFreshKey, VaultUnreachable, Refused or WrongAnswer.
    """
    answer = await fresh_keys(world.vault, compartment.name)
    living = [pair for claimed in answer.keys if (pair := _living(world, compartment, reviewer, claimed))]
    if not living:
        raise NoFreshKey
    return max(living, key=lambda pair: pair[1].expires)


def _living(
    world: World, compartment: Compartment, reviewer: str, claimed: SignedFreshKey
) -> tuple[SignedFreshKey, FreshKey] | None:
    try:
        desk, fresh = check_fresh_key(claimed, compartment, world.now)
    except ProtocolError:
        return None  # one bad key among several is not the good ones' fault
    used = {held.checked.reviewer_key for held in world.memory.openings.values()}
    return (claimed, fresh) if desk.desk == reviewer and fresh.seal_key not in used else None


def take_waiting_key(memory: DeskMemory, public: bytes) -> SealKey | None:
    """The private half for an opening that names it. It serves that one only, so it no longer waits."""
    waiting = memory.waiting_keys.pop(public, None)
    return waiting.key if waiting else None


def drop_ended_keys(memory: DeskMemory, now: int) -> None:
    for public in [public for public, waiting in memory.waiting_keys.items() if now > waiting.expires]:
        del memory.waiting_keys[public]
