"""Making orders, adding names to them, and bringing them to zones. SPEC 21."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
from pydantic import BaseModel, ValidationError

from clients.answer_words import said
from clients.authorities import authorities
from clients.device_auth import DeviceAuth
from clients.durable_file import read_at_most, write_durably, write_new
from clients.exchange import SECONDS_IN_ALL, Asked, Silent, Unusable, exchange
from clients.key_file import PersonKeys
from clients.orders.errors import AlreadyThere, CannotReachZone, NotAnOrder, ZoneSaysNo
from protocol.cards import read_batch_name
from protocol.crossings import CBOR
from protocol.directory import SignedDirectory, TrustedDirectory
from protocol.errors import ProtocolError
from protocol.ids import date_of
from protocol.orders import (
    Given,
    Office,
    Order,
    OrderAct,
    OrderBook,
    OrderReason,
    OrderTarget,
    SignedOrder,
    StandingOrders,
    TargetKind,
    good,
    order_id,
    sign_order,
    stand,
)
from protocol.policy import PolicyBundle
from protocol.primitives import Randomness, system_random

SECONDS = 30.0
_PART = re.compile("[0-9a-f]{64}")
_MOST_OF_STAFF = 4 * PolicyBundle.BOUND
"""Bytes of the staff list, which stands in a bundle: keys are twice as long in JSON, and each name is told."""


def stopping(
    act: OrderAct,
    kind: TargetKind,
    name: str,
    reason: OrderReason,
    day: int,
    compartment: str | None = None,
    random: Randomness = system_random,
) -> Order:
    """An order that stops something; a batch as somebody said or typed its name. Raises NotAnOrder or BadBatchName."""
    if kind is TargetKind.BATCH:
        name = read_batch_name(name)
    if kind is TargetKind.PART and not _PART.fullmatch(name):
        raise NotAnOrder("A part's name has 64 signs: 0 to 9 and a to f.")
    try:
        target = OrderTarget(kind=kind, name=name, compartment=compartment)
        return Order(act=act, target=target, reason=reason, day=day, nonce=random(32))
    except ValidationError:
        raise NotAnOrder(_why_not(act, kind, compartment)) from None


def _why_not(act: OrderAct, kind: TargetKind, compartment: str | None) -> str:
    if kind is TargetKind.PART and compartment is None:
        return "Say in which compartment the part lies: --compartment"
    if compartment is not None and kind is not TargetKind.PART:
        return "Only a part lies in a compartment: leave --compartment out."
    if act is OrderAct.HOLD and kind is not TargetKind.COMPARTMENT:
        return "Only a compartment can be held."
    return "This cannot be a name: small letters, digits, dots and hyphens."


def lifting(number: str, reason: OrderReason, day: int, random: Randomness = system_random) -> Order:
    """An order that lifts the one with this number, 64 signs. Raises NotAnOrder."""
    try:
        return Order(act=OrderAct.LIFT, lifts=bytes.fromhex(number), reason=reason, day=day, nonce=random(32))
    except (ValueError, ValidationError):
        raise NotAnOrder("An order's number has 64 signs, as leeward orders show prints it.") from None


def keep(file: Path, order: SignedOrder) -> None:
    """Write a new order. Raises AlreadyThere."""
    try:
        write_new(file, order.to_bytes())
    except FileExistsError:
        raise AlreadyThere from None


def add_name(file: Path, office: Office, keys: PersonKeys) -> SignedOrder:
    """Put one more name to an order in a file. Raises NotAnOrder."""
    held = read(file)
    mine = sign_order(Order.from_bytes(held.order), office, keys.name, keys.sign_key).signatures[0]
    others = tuple(one for one in held.signatures if (one.office, one.name) != (mine.office, mine.name))
    signed = SignedOrder(order=held.order, signatures=(*others, mine))
    write_durably(file, signed.to_bytes())
    return signed


def read(file: Path) -> SignedOrder:
    """An order as somebody handed it over. Who signed it is not checked. Raises NotAnOrder."""
    try:
        signed = SignedOrder.from_bytes(read_at_most(file, SignedOrder.BOUND))
        Order.from_bytes(signed.order)
    except (OSError, ProtocolError):
        raise NotAnOrder(f"{file.name} is not an order.") from None
    return signed


def bring(url: str, keys: PersonKeys, *orders: SignedOrder) -> None:
    """Bring orders to a zone, all or none. Raises ZoneSaysNo or CannotReachZone."""
    body = OrderBook(orders=orders).to_bytes()
    _ask(url, keys, Asked("POST", "/v1/orders", 0, body, {"content-type": CBOR}))


def fetch(url: str, keys: PersonKeys) -> OrderBook:
    """All orders of a zone, unchecked. Raises ZoneSaysNo, CannotReachZone or Malformed."""
    return OrderBook.from_bytes(_ask(url, keys, Asked("GET", "/v1/orders", OrderBook.BOUND)))


def fetch_directory(url: str, keys: PersonKeys) -> SignedDirectory:
    """The policy zone's directory, unchecked. Raises ZoneSaysNo, CannotReachZone or Malformed."""
    return SignedDirectory.from_bytes(_ask(url, keys, Asked("GET", "/v1/directory", SignedDirectory.BOUND)))


def fetch_staff(url: str, keys: PersonKeys) -> frozenset[str]:
    """Who is on the policy zone's staff list. Raises ZoneSaysNo or CannotReachZone."""
    raw = _ask(url, keys, Asked("GET", "/v1/staff", _MOST_OF_STAFF))
    try:
        return frozenset(one.person for one in _Staff.model_validate_json(raw).staff)
    except ValidationError:
        raise ZoneSaysNo("What it answered is no staff list.") from None


class _Member(BaseModel):
    person: str


class _Staff(BaseModel):
    """Of the answer, what is needed here."""

    staff: tuple[_Member, ...]


def _ask(url: str, keys: PersonKeys, asked: Asked) -> bytes:
    auth = DeviceAuth(keys.sign_key, keys.sign_key.public.hex(), time.time)
    try:
        with httpx.Client(base_url=url, auth=auth, timeout=SECONDS, trust_env=False, verify=authorities()) as zone:
            answer = exchange(zone, asked, SECONDS_IN_ALL)
    except (Silent, httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise CannotReachZone from None
    except Unusable as unusable:
        raise ZoneSaysNo(str(unusable)) from None
    if not answer.is_yes:
        raise ZoneSaysNo(said(answer.body) or f"The answer was {answer.status}.")
    return answer.body


def told(book: OrderBook, directory: TrustedDirectory, *, two_organisations: bool) -> Iterator[tuple[str, str]]:
    """Each order that holds, by day: its number, and a line that says what it does and whether it stands."""
    standing = stand(book, directory, two_organisations=two_organisations)
    for one in sorted(good(book.orders, directory), key=lambda each: (each.order.day, each.id)):
        yield one.id.hex(), _line(one, standing)


def _line(one: Given, standing: StandingOrders) -> str:
    by = ", ".join(sorted(f"{who.name} ({who.office})" for who in one.signers))
    order = one.order
    if order.target is None:
        what = f"lift {(order.lifts or b'').hex()[:8]}"
    else:
        what = f"{order.act} {order.target.kind} {order.target.name}"
        what += " — stands" if one.id in standing.stopped else " — lifted"
    return f"{date_of(order.day)}  {what}; {order.reason}; by {by}"


def as_text(order: SignedOrder) -> str:
    """For a page: base64 with the letters that stand in addresses too."""
    return base64.urlsafe_b64encode(order.to_bytes()).decode()


def number_of(order: SignedOrder) -> str:
    """64 signs that name it."""
    return order_id(order.order).hex()
