"""An order that was signed elsewhere, brought by an administrator on the page: judged as `POST /v1/orders` judges it.

The page signs nothing: an order counts by its own signatures, which the keys of people make on their machines.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

from protocol.errors import Malformed
from protocol.orders import Given, NotYoursToOrder, OrderBook, SignedOrder, TooManyOrders, check_order, good
from server.orders import is_about_a_part
from server.policy.accounts.errors import OrderNotTaken
from server.policy.accounts.world import StaffWorld
from server.policy.errors import NotForThisZone
from server.policy.orders import take_orders
from server.policy.staff_pages.texts import Texts


def read_order(world: StaffWorld, text: str) -> Given:
    """An order as `leeward orders text` prints it. Raises OrderNotTaken."""
    try:
        raw = base64.b64decode("".join(text.split()), altchars=b"-_", validate=True)
        given = check_order(SignedOrder.from_bytes(raw), world.pinned.directory)
    except (ValueError, Malformed, NotYoursToOrder):
        raise OrderNotTaken from None
    if is_about_a_part(given):
        raise OrderNotTaken
    return given


async def bring_order(world: StaffWorld, text: str) -> None:
    """Take it, log it, hand it out. Raises OrderNotTaken."""
    try:
        await take_orders(world, OrderBook(orders=(read_order(world, text).signed,)).to_bytes())
    except (Malformed, NotYoursToOrder, NotForThisZone, TooManyOrders):
        raise OrderNotTaken from None


def in_words(world: StaffWorld, given: Given, texts: Texts) -> Mapping[str, str]:
    """What it says, for whoever is to confirm that it is brought."""
    pinned, order = world.pinned, given.order
    known = {one.id: one for one in good(pinned.orders.orders, pinned.directory)}
    target = known.get(order.lifts, given).order.target if order.lifts is not None else order.target
    what = "?" if target is None else f"{texts.say(f'target-{target.kind.value}')} {target.name}"
    by = ", ".join(f"{who.name} ({texts.say(f'office-{who.office.value}')})" for who in sorted(given.signers))
    act, reason = texts.say(f"order-{order.act.value}"), texts.say(f"reason-{order.reason.value}")
    return {"act": act, "what": what, "reason": reason, "by": by}
