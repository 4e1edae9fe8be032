"""One key press: the desk forgets, stops itself, and tells the others. SPEC 21.9.

Rules of this file
* Forgetting comes first and needs nobody. Then the order is put on this disk, so that a start does not undo it; where
  the disk takes nothing, the desk is stopped as long as it runs, says so, and tries again.
* Requests are frozen at the vault before it has the order: a desk that is suspended there is not listened to.
* Whom it could not tell hears of it from the other zone, or from `refresh_orders`, which goes on telling.
* Two administrators let the desk go on. What it had read and held is gone all the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass

import httpx

from protocol.errors import ProtocolError
from protocol.orders import (
    Office,
    Order,
    OrderAct,
    OrderBook,
    OrderReason,
    OrderTarget,
    SignedOrder,
    TargetKind,
    sign_order,
)
from server.exchange import ZoneSilent
from server.orders import exchange_orders
from server.quiet_log import fault
from server.redaction.errors import Crossing, DeskStopped, PolicyUnreachable, VaultUnreachable, WrongAnswer
from server.redaction.exchange import tell
from server.redaction.opening.openings import forget_everything
from server.redaction.to_vault import freeze_opening
from server.redaction.world import World

TELLING_SECONDS = 10.0
"""How long whoever pressed the key waits for each zone. The round goes on telling."""


@dataclass(frozen=True, slots=True)
class Told:
    """What has happened when the key was pressed; all else goes on by itself."""

    vault: bool
    policy: bool
    frozen: int
    """Requests that the vault froze."""
    kept: bool
    """Whether the order is on this disk: else a start undoes it."""


def check_goes_on(world: World) -> None:
    """Raise DeskStopped where this desk, or whoever holds it, is suspended by any order that came here."""
    if is_stopped(world):
        raise DeskStopped


def is_stopped(world: World) -> bool:
    """By the newest directory, also once it has ended: what is stopped does not go on for that."""
    standing, newest = world.pinned.standing, world.pinned.directories[-1]
    ours = (desk for one in newest.contents.compartments for desk in one.desks if world.is_us(desk))
    if world.memory.stop_to_write is not None or standing.suspended(TargetKind.DEVICE, world.name):
        return True
    return any(standing.suspended(TargetKind.PERSON, desk.holder) for desk in ours)


async def stop_this_desk(world: World, reason: OrderReason = OrderReason.COERCED) -> Told:
    """Forget, stop, tell. Raises nothing for a zone that is away, or for a disk that takes no order."""
    held = list(world.memory.openings)
    forget_everything(world.memory)
    world.memory.stop_to_write = order = _own_order(world, reason)
    _write_stop(world)
    book = OrderBook(orders=(order,))
    told_policy = _reached(_bring(world.policy, book, PolicyUnreachable))
    frozen, policy = await asyncio.gather(_freeze(world, held), told_policy)
    vault = await _reached(_bring(world.vault, book, VaultUnreachable))
    return Told(vault, policy, frozen, kept=world.memory.stop_to_write is None)


def _write_stop(world: World) -> None:
    if (order := world.memory.stop_to_write) is None:
        return
    try:
        world.pinned.take_orders([order])
    except (OSError, ProtocolError) as wrong:
        fault(wrong)
    else:
        world.memory.stop_to_write = None


def _own_order(world: World, reason: OrderReason) -> SignedOrder:
    target = OrderTarget(kind=TargetKind.DEVICE, name=world.name)
    order = Order(act=OrderAct.SUSPEND, target=target, reason=reason, day=world.today, nonce=world.random(32))
    return sign_order(order, Office.DESK, world.name, world.sign_key)


async def _freeze(world: World, openings: list[bytes]) -> int:
    return sum(await asyncio.gather(*(_reached(freeze_opening(world.vault, one)) for one in openings)))


async def _bring(zone: httpx.AsyncClient, book: OrderBook, unreachable: type[Crossing]) -> None:
    await tell(zone, "/v1/orders", book, 0, unreachable)


async def _reached(asked: Awaitable[None]) -> bool:
    try:
        async with asyncio.timeout(TELLING_SECONDS):
            await asked
    except (Crossing, TimeoutError):
        return False
    return True


async def refresh_orders(world: World) -> None:
    """Hear from the policy zone what is stopped, and tell it what it lacks. A desk that is stopped forgets all.

    Raises PolicyUnreachable or WrongAnswer.
    """
    _write_stop(world)
    try:
        await exchange_orders(world.policy, world.pinned)
    except ZoneSilent:
        if not is_stopped(world):  # whoever is stopped is not answered there, until they may go on
            raise PolicyUnreachable from None
    except ProtocolError:
        raise WrongAnswer from None
    finally:
        if is_stopped(world):
            forget_everything(world.memory)
