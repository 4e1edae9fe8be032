"""Orders on their way: given to a zone by whoever has one, and passed on between zones. SPEC 21.7.

Rules of this file
* No access rule is asked: no policy should be able to keep a colleague from stopping something. An order speaks for
  itself, and whoever brings it need not be the one who gave it.
* All of what is brought at once is taken, or none.
* What is new is logged by whoever takes it, before it is kept: told twice rather than never.
"""

from __future__ import annotations

from collections.abc import Collection

import httpx

from protocol.orders import Given, OrderBook, SignedOrder, TargetKind, check_order, good, order_id
from server.exchange import ZoneSilent, ask
from server.pinned import Pinned

MOST_BROUGHT = 64 * 1024
"""Bytes that somebody may bring at once: a hundred orders of one signature each."""


def read_brought(raw: bytes, pinned: Pinned) -> tuple[Given, ...]:
    """What somebody brings, each of it good. Raises NotYoursToOrder, Malformed or DirectoryRefused."""
    directory = pinned.directory
    return tuple(check_order(one, directory) for one in OrderBook.from_bytes(raw).orders)


def unknown(brought: Collection[Given], pinned: Pinned) -> list[Given]:
    """Those of these orders that this zone does not have."""
    known = {order_id(one.order) for one in pinned.orders.orders}
    return [one for one in brought if one.id not in known]


def is_about_a_part(one: Given) -> bool:
    """Whether this names a part: no zone but the vault is told of it."""
    return one.order.target is not None and one.order.target.kind is TargetKind.PART


async def exchange_orders(policy: httpx.AsyncClient, pinned: Pinned) -> None:
    """Take what the policy zone has, and bring it what it lacks; part by part nothing, as those are not for it.

    Raises ZoneSilent where it does not answer, Malformed, TooManyOrders or DirectoryRefused; what was taken stays.
    """
    raw = await ask(policy, "GET", "/v1/orders", OrderBook.BOUND)
    if raw is None:
        raise ZoneSilent
    theirs = OrderBook.from_bytes(raw)
    pinned.take_orders(theirs.orders)
    if lacking := _lacking(theirs, pinned):
        await ask(policy, "POST", "/v1/orders", 0, OrderBook(orders=lacking).to_bytes())


def _lacking(theirs: OrderBook, pinned: Pinned) -> tuple[SignedOrder, ...]:
    """What we have and they have not, as much as may be brought at once; the rest the next time."""
    held, ours = set(theirs.orders), list(good(pinned.orders.orders, pinned.directory))
    parts = {one.id for one in ours if is_about_a_part(one)}
    left, lacking = MOST_BROUGHT - 1024, []
    for one in ours:
        if one.signed in held or one.id in parts or one.order.lifts in parts:
            continue
        left -= len(one.signed.to_bytes())
        if left < 0:
            break
        lacking.append(one.signed)
    return tuple(lacking)
