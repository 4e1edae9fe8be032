"""Orders of a made-up consortium's people, for whoever tests what they stop."""

from __future__ import annotations

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
from tests.worlds import TODAY, Consortium, DeskKeys, seeded

_NONCES = seeded("nonces of orders")


def stop(kind: TargetKind, name: str, compartment: str | None = None, act: OrderAct = OrderAct.SUSPEND) -> Order:
    """An order to stop this."""
    target = OrderTarget(kind=kind, name=name, compartment=compartment)
    return Order(act=act, target=target, reason=OrderReason.PRECAUTION, day=TODAY, nonce=_NONCES(32))


def lift(one: SignedOrder) -> Order:
    """An order to let go on what that one stopped."""
    lifts = Order.from_bytes(one.order).id()
    return Order(act=OrderAct.LIFT, lifts=lifts, reason=OrderReason.OVER, day=TODAY, nonce=_NONCES(32))


def by_administrators(consortium: Consortium, order: Order, *names: str) -> SignedOrder:
    keys = consortium.administrators
    return _together([sign_order(order, Office.ADMINISTRATOR, name, keys[name]) for name in names])


def by_custodians(consortium: Consortium, order: Order, compartment: str, *seats: int) -> SignedOrder:
    """Signed by whoever holds these seats, counted from 1."""
    people = [consortium.custodians[compartment][seat - 1] for seat in seats]
    return _together([sign_order(order, Office.CUSTODIAN, one.name, one.sign_key) for one in people])


def by_desk(order: Order, desk: DeskKeys) -> SignedOrder:
    return sign_order(order, Office.DESK, desk.name, desk.sign_key)


def book(*orders: SignedOrder) -> OrderBook:
    return OrderBook(orders=orders)


def _together(signed: list[SignedOrder]) -> SignedOrder:
    return SignedOrder(order=signed[0].order, signatures=tuple(one.signatures[0] for one in signed))
