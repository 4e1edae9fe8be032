"""Orders at the vault: those about parts are known here alone. SPEC 21.7."""

from __future__ import annotations

from collections.abc import Collection

from protocol.ledger import EntryKind
from protocol.orders import OrderBook, good
from server.exchange import ZoneSilent
from server.orders import exchange_orders, is_about_a_part, read_brought, unknown
from server.vault.errors import NotACustodian, PolicyUnreachable
from server.vault.locks.callers import check_is_custodian, compartments_of, substitute_of
from server.vault.log_entries import new_entry, write_entries
from server.vault.opening.mandates import chairs_of
from server.vault.world import World


async def take_orders(world: World, raw: bytes) -> None:
    """Keep what was brought, from now on in force. Raises what read_brought raises, or TooManyOrders.

    The policy zone logs what it gets; what is about a part it never gets, so that is logged here.
    """
    brought = read_brought(raw, world.pinned)
    parts = [one for one in unknown(brought, world.pinned) if is_about_a_part(one)]
    async with world.openings.begin() as connection:
        made = [new_entry(EntryKind.ORDER, one.id, world.today(), world.random) for one in parts]
        await write_entries(connection, made)
    world.pinned.take_orders([one.signed for one in brought])


async def orders_for(world: World, caller: bytes) -> OrderBook:
    """All orders but those about parts of compartments that are not the caller's, nor of whom they sit in for today.

    Raises NotACustodian.
    """
    directory = world.pinned.directory
    theirs, given = await _theirs(world, caller), list(good(world.pinned.orders.orders, directory))
    hidden = {one.id for one in given if one.order.target and one.order.target.compartment not in (None, *theirs)}
    shown = [one.signed for one in given if one.id not in hidden and one.order.lifts not in hidden]
    return OrderBook(orders=tuple(shown))


async def _theirs(world: World, caller: bytes) -> Collection[str]:
    directory = world.pinned.directory
    try:
        check_is_custodian(directory, caller)
    except NotACustodian:
        substitute_of(directory, caller)
        async with world.openings.begin() as connection:
            return set(await chairs_of(connection, world, caller))
    return compartments_of(directory, caller)


async def refresh_orders(world: World) -> None:
    """Take what the policy zone has, and bring it what came here first. Raises PolicyUnreachable."""
    try:
        await exchange_orders(world.policy, world.pinned)
    except ZoneSilent:
        raise PolicyUnreachable from None
