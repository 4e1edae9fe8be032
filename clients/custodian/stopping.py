"""Stopping a compartment, or one part in it, and agreeing that it goes on. SPEC 21.

Freezing (freezing.py) ends a request for good; this stands until the compartment's quorum lifts it.
"""

from __future__ import annotations

from pydantic import ValidationError

from clients.custodian.errors import NotAnOrder
from clients.custodian.to_vault import Doors, send_order
from clients.key_file import PersonKeys
from protocol.orders import Office, Order, OrderAct, OrderReason, OrderTarget, TargetKind, sign_order
from protocol.primitives import Randomness, system_random


def order_to_stop(
    compartment: str, part: str | None, reason: OrderReason, day: int, random: Randomness = system_random
) -> Order:
    """An order to stop a compartment, or a part of it. Raises NotAnOrder."""
    kind, where = (TargetKind.PART, compartment) if part else (TargetKind.COMPARTMENT, None)
    try:
        target = OrderTarget(kind=kind, name=(part or compartment).lower(), compartment=where)
        return Order(act=OrderAct.SUSPEND, target=target, reason=reason, day=day, nonce=random(32))
    except ValidationError:
        raise NotAnOrder from None


def order_to_go_on(number: str, day: int, random: Randomness = system_random) -> Order:
    """An order to lift the one of this number. Raises NotAnOrder."""
    try:
        lifts = bytes.fromhex(number)
        return Order(act=OrderAct.LIFT, lifts=lifts, reason=OrderReason.OVER, day=day, nonce=random(32))
    except (ValueError, ValidationError):
        raise NotAnOrder from None


def give(doors: Doors, keys: PersonKeys, order: Order) -> str:
    """Sign an order and bring it to the vault; its number. Raises CannotReach or VaultSaysNo."""
    send_order(doors, sign_order(order, Office.CUSTODIAN, keys.name, keys.sign_key))
    return order.id().hex()
