"""Orders: what one administrator, custodian, partner or desk can stop at once, and what it takes to go on. SPEC 21.

Rules of this file
* An order is a claim that carries its own signatures. Orders stand in no sequence: a zone keeps every one that it ever
  held to be good, so that none is forgotten by leaving it out, and an old one that comes again changes nothing.
* One signature stops. Lifting takes two administrators where an administrator stopped, the quorum of the compartment
  where one of its custodians did, and both where both did. A desk stops itself; two administrators let it go on.
* Signatures count by the directory in force. What only somebody signed who is no longer in it stands no more.
* A suspended administrator still stops; their word lifts nothing. So who suspended whom first does not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from protocol.directory import TrustedDirectory
from protocol.encoding import Code, Day, Hash, Message, Purpose, Signature, digest
from protocol.errors import BadSignature, Malformed, ProtocolError
from protocol.primitives import SignKey, sign, verify

MOST_ORDERS = 4096
"""In one book: what a zone keeps of them, and sends at once."""
MOST_OF_ONE = 128
"""Orders that one signer can have in a book, so that nobody fills it for the others."""


class OrderRefused(ProtocolError):
    """This order cannot be used."""


class NotYoursToOrder(OrderRefused):
    """Nobody who signed this order may give it."""


class TooManyOrders(OrderRefused):
    """Whoever signed this order has given as many as are kept of one person."""


class OrderAct(StrEnum):
    """What an order does to what it names."""

    SUSPEND = "suspend"
    HOLD = "hold"
    """Nothing is destroyed for its age; what a source asked for is destroyed all the same."""
    LIFT = "lift"


class TargetKind(StrEnum):
    PERSON = "person"
    DEVICE = "device"
    """Also a desk or a gateway."""
    PARTNER = "partner"
    BATCH = "batch"
    """Of cards, by its name."""
    COMPARTMENT = "compartment"
    PART = "part"
    """By its id; such an order is given to the vault alone."""


class OrderReason(StrEnum):
    """Why; coded, so that it tells nothing about a source."""

    LOST = "lost"
    STOLEN = "stolen"
    COERCED = "coerced"
    LEFT = "left"
    MISUSED = "misused"
    LEGAL = "legal"
    PRECAUTION = "precaution"
    MISTAKEN = "mistaken"
    OVER = "over"


class OrderTarget(Message):
    """What is stopped. `compartment` says where a part lies, and is null for all else."""

    kind: TargetKind
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.\-]{0,63}$")]
    compartment: Code | None = None

    @model_validator(mode="after")
    def _parts_lie_somewhere(self) -> Self:
        if (self.kind is TargetKind.PART) != (self.compartment is not None):
            raise ValueError("a part lies in a compartment, and nothing else does")
        return self


class Order(Message):
    """The content of an order. Every order has a nonce of its own: the same again is another order."""

    BOUND: ClassVar[int] = 512

    type: Literal["leeward/v1/order"] = "leeward/v1/order"
    act: OrderAct
    target: OrderTarget | None = None
    lifts: Hash | None = None
    """Which order is lifted."""
    reason: OrderReason
    day: Day
    nonce: Hash

    @model_validator(mode="after")
    def _lifts_or_stops(self) -> Self:
        if (self.act is OrderAct.LIFT) != (self.lifts is not None) or (self.lifts is None) == (self.target is None):
            raise ValueError("an order names what it stops, or the order that it lifts")
        if self.act is OrderAct.HOLD and self.target is not None and self.target.kind is not TargetKind.COMPARTMENT:
            raise ValueError("only a compartment is held")
        return self

    def id(self) -> bytes:
        """32 bytes that name it."""
        return order_id(self.to_bytes())


class Office(StrEnum):
    """As what somebody signs an order."""

    ADMINISTRATOR = "administrator"
    CUSTODIAN = "custodian"
    PARTNER = "partner"
    DESK = "desk"


class OrderSignature(Message):
    office: Office
    name: Code
    signature: Signature


class SignedOrder(Message):
    """A claim: an order, and those who put their names to it."""

    BOUND: ClassVar[int] = 16 * 1024

    order: Annotated[bytes, Field(max_length=Order.BOUND)]
    signatures: Annotated[tuple[OrderSignature, ...], Field(min_length=1, max_length=64)]


class OrderBook(Message):
    """Orders on their way from one zone to another, or on a disk."""

    BOUND: ClassVar[int] = 4 * 1024 * 1024

    type: Literal["leeward/v1/orders"] = "leeward/v1/orders"
    orders: Annotated[tuple[SignedOrder, ...], Field(max_length=MOST_ORDERS)] = ()


@dataclass(frozen=True, slots=True, order=True)
class Signer:
    """Somebody whose signature under an order held."""

    office: Office
    name: str


@dataclass(frozen=True, slots=True)
class Given:
    """An order with those who gave it; only `check_order` makes one."""

    id: bytes
    order: Order
    signers: frozenset[Signer]
    signed: SignedOrder
    """With the signatures that held, and no others."""


@dataclass(frozen=True, slots=True)
class StandingOrders:
    """What is stopped now; only `stand` makes one."""

    stopped: Mapping[bytes, Given]
    """The suspensions and holds that nobody has lifted, by id."""

    def suspended(self, kind: TargetKind, name: str) -> bool:
        """Whether what has this name is suspended."""
        return name in self.names(kind)

    def names(self, kind: TargetKind, act: OrderAct = OrderAct.SUSPEND) -> frozenset[str]:
        """All of a kind that are suspended, or held."""
        return frozenset(one.order.target.name for one in self._of(act, kind) if one.order.target)

    def batches(self) -> frozenset[tuple[str, str | None]]:
        """Suspended batches, each with the partner whose word it is, or None where an administrator's word is enough.

        A partner speaks for its own cards alone: whoever counts knows whose a batch is.
        """
        return frozenset(
            (one.order.target.name, None if who.office is Office.ADMINISTRATOR else who.name)
            for one in self._of(OrderAct.SUSPEND, TargetKind.BATCH)
            if one.order.target
            for who in one.signers
        )

    def _of(self, act: OrderAct, kind: TargetKind) -> Iterator[Given]:
        for one in self.stopped.values():
            if one.order.act is act and one.order.target is not None and one.order.target.kind is kind:
                yield one


NOTHING_STOPPED = StandingOrders({})


def order_id(body: bytes) -> bytes:
    """32 bytes that name an order; its signatures do not change them."""
    return digest(Purpose.ORDER_HASH, body)


def sign_order(order: Order, office: Office, name: str, key: SignKey) -> SignedOrder:
    """An order with one signature; put together with others by `merge`."""
    body = order.to_bytes()
    signature = OrderSignature(office=office, name=name, signature=sign(key, Purpose.ORDER, body))
    return SignedOrder(order=body, signatures=(signature,))


def check_order(claimed: SignedOrder, directory: TrustedDirectory) -> Given:
    """The order, with those of its signers who may give it by this directory (SPEC 21.3).

    A signature that does not hold, or of somebody who may not, is left out: nobody spoils an order by adding theirs.
    Raises NotYoursToOrder where none is left, or Malformed.
    """
    order = Order.from_bytes(claimed.order)
    held: dict[Signer, OrderSignature] = {}
    for one in claimed.signatures:
        if _holds(one, claimed.order, directory) and _may_give(one, order, directory):
            held[Signer(one.office, one.name)] = one
    if not held:
        raise NotYoursToOrder
    signatures = tuple(held[signer] for signer in sorted(held))
    kept = SignedOrder(order=claimed.order, signatures=signatures)
    return Given(order_id(claimed.order), order, frozenset(held), kept)


def good(orders: Iterable[SignedOrder], directory: TrustedDirectory) -> Iterator[Given]:
    """Those that hold by this directory; the others are passed over."""
    for one in orders:
        try:
            yield check_order(one, directory)
        except (NotYoursToOrder, Malformed):
            continue


def merge(known: OrderBook, new: Iterable[SignedOrder], directory: TrustedDirectory) -> OrderBook:
    """All that is known and all that is new and good, each order once with all its signatures, by id.

    What does not hold by this directory is left out, of what was known too: it stands no more (SPEC 21.5). Raises
    TooManyOrders where a new one has no room; then nothing was taken.
    """
    kept = {one.id: one for one in good(known.orders, directory)}
    for one in good(new, directory):
        before = kept.get(one.id)
        if before is not None and one.signers <= before.signers:
            continue
        if before is None:
            _check_room(one, kept.values())
            kept[one.id] = one
        else:
            both = (*before.signed.signatures, *one.signed.signatures)
            kept[one.id] = check_order(SignedOrder(order=one.signed.order, signatures=both), directory)
    return OrderBook(orders=tuple(kept[one].signed for one in sorted(kept)))


def stand(book: OrderBook, directory: TrustedDirectory, *, two_organisations: bool) -> StandingOrders:
    """What is stopped by these orders and this directory (SPEC 21.4).

    `two_organisations`: whether the two administrators who lift something must be of two (ChangeRules).
    """
    given = list(good(book.orders, directory))
    stopped = {one.id: one for one in given if one.order.act is not OrderAct.LIFT}
    lifts: dict[bytes, set[Signer]] = {}
    for one in given:
        if one.order.lifts is not None:
            lifts.setdefault(one.order.lifts, set()).update(one.signers)
    # Whose suspension is lifted may lift in turn. Nothing that was lifted comes back, so this ends.
    while True:
        out = StandingOrders(stopped).names(TargetKind.PERSON)
        lifted = {
            name
            for name, one in stopped.items()
            if _lifted(one, {who for who in lifts.get(name, ()) if who.name not in out}, directory, two_organisations)
        }
        if not lifted:
            return StandingOrders(stopped)
        stopped = {name: one for name, one in stopped.items() if name not in lifted}


def _check_room(one: Given, kept: Collection[Given]) -> None:
    used = Counter(signer for each in kept for signer in each.signers)
    if len(kept) >= MOST_ORDERS or all(used[signer] >= MOST_OF_ONE for signer in one.signers):
        raise TooManyOrders


def _holds(one: OrderSignature, body: bytes, directory: TrustedDirectory) -> bool:
    for key in _keys(one, directory):
        try:
            verify(key, Purpose.ORDER, body, one.signature)
        except BadSignature:
            continue
        return True
    return False


def _keys(one: OrderSignature, directory: TrustedDirectory) -> set[bytes]:
    contents = directory.contents
    if one.office is Office.ADMINISTRATOR:
        return {each.sign_key for each in contents.administrators if each.administrator == one.name}
    if one.office is Office.PARTNER:
        return {each.sign_key for each in contents.partners if each.partner == one.name and each.sign_key is not None}
    if one.office is Office.DESK:
        return {desk.sign_key for each in contents.compartments for desk in each.desks if desk.desk == one.name}
    return {seat.sign_key for each in contents.compartments for seat in each.seats if seat.custodian == one.name}


def _may_give(one: OrderSignature, order: Order, directory: TrustedDirectory) -> bool:
    """Whether such a one may give such an order. Who may lift what is asked when it is known what is lifted."""
    if order.target is None:
        return one.office in {Office.ADMINISTRATOR, Office.CUSTODIAN}
    kind, name = order.target.kind, order.target.name
    if one.office is Office.ADMINISTRATOR:
        return kind is not TargetKind.PART
    if order.act is not OrderAct.SUSPEND:
        return False
    if one.office is Office.PARTNER:
        return kind is TargetKind.BATCH or (kind is TargetKind.PARTNER and name == one.name)
    if one.office is Office.DESK:
        return kind is TargetKind.DEVICE and name == one.name
    return one.name in _custodians(order.target, directory)


def _custodians(target: OrderTarget, directory: TrustedDirectory) -> set[str]:
    """Who sits in the compartment that is stopped, or in which the part lies."""
    where = target.compartment if target.kind is TargetKind.PART else target.name
    if target.kind not in {TargetKind.PART, TargetKind.COMPARTMENT}:
        return set()
    return {seat.custodian for one in directory.contents.compartments if one.name == where for seat in one.seats}


def _lifted(one: Given, lifters: set[Signer], directory: TrustedDirectory, two_organisations: bool) -> bool:  # noqa: FBT001
    offices = {signer.office for signer in one.signers}
    by_custodians = Office.CUSTODIAN in offices
    by_others = bool(offices - {Office.CUSTODIAN})
    return (not by_others or _two_agree(lifters, directory, two_organisations)) and (
        not by_custodians or _quorum_agrees(one, lifters, directory)
    )


def _two_agree(lifters: set[Signer], directory: TrustedDirectory, two_organisations: bool) -> bool:  # noqa: FBT001
    names = {who.name for who in lifters if who.office is Office.ADMINISTRATOR}
    houses = {directory.organisation_of(name) for name in names}
    return len(names) >= 2 and (len(houses) >= 2 or not two_organisations)


def _quorum_agrees(one: Given, lifters: set[Signer], directory: TrustedDirectory) -> bool:
    target = one.order.target
    if target is None:
        return False
    where = target.compartment if target.kind is TargetKind.PART else target.name
    for compartment in directory.contents.compartments:
        if compartment.name == where:
            names = {who.name for who in lifters if who.office is Office.CUSTODIAN}
            return len(names & {seat.custodian for seat in compartment.seats}) >= compartment.needed
    return False
