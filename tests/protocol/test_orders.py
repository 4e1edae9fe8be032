"""Orders: who can stop what at once, and what it takes to go on (SPEC 21)."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.directory import Partner, SignedDirectory, TrustedDirectory, sign_directory, trust
from protocol.encoding import encode
from protocol.errors import Malformed
from protocol.orders import (
    MOST_OF_ONE,
    NotYoursToOrder,
    Office,
    Order,
    OrderAct,
    OrderBook,
    OrderReason,
    OrderSignature,
    OrderTarget,
    SignedOrder,
    TargetKind,
    TooManyOrders,
    check_order,
    merge,
    sign_order,
    stand,
)
from protocol.primitives import SignKey
from protocol.roots import RootSet
from tests.protocol.known_answers import known_answers
from tests.worlds import TODAY, make_consortium, seeded

RANDOM = seeded("orders")
PARTNER = SignKey.new(RANDOM)
THIRD = SignKey.new(RANDOM)
WORLD = make_consortium()


def _directory(**changes: object) -> TrustedDirectory:
    contents = WORLD.directory.contents
    administrators = contents.administrators
    third = administrators[0].model_copy(update={"administrator": "farid", "sign_key": THIRD.public})
    update = {
        "administrators": (*administrators, third),
        "partners": (Partner(partner="lantern", sign_key=PARTNER.public), Partner(partner="acacia")),
    }
    signed = sign_directory(contents.model_copy(update=update | changes), list(enumerate(WORLD.roots)))
    return trust(signed, WORLD.root_set, TODAY)


DIRECTORY = _directory()
KEYS = {**WORLD.administrators, "farid": THIRD}
COMPARTMENT = DIRECTORY.contents.compartments[0]
CUSTODIANS = WORLD.custodians[COMPARTMENT.name]


def order(
    act: OrderAct = OrderAct.SUSPEND, kind: TargetKind = TargetKind.PERSON, name: str = "ines", **more: object
) -> Order:
    target = OrderTarget(kind=kind, name=name, compartment=more.pop("compartment", None))
    return Order(act=act, target=target, reason=OrderReason.PRECAUTION, day=TODAY, nonce=RANDOM(32), **more)


def lift(one: SignedOrder) -> Order:
    return Order(
        act=OrderAct.LIFT, lifts=Order.from_bytes(one.order).id(), reason=OrderReason.OVER, day=TODAY, nonce=RANDOM(32)
    )


def by_administrators(body: Order, *names: str) -> SignedOrder:
    signed = [sign_order(body, Office.ADMINISTRATOR, name, KEYS[name]) for name in names]
    return SignedOrder(order=signed[0].order, signatures=tuple(one.signatures[0] for one in signed))


def by_custodians(body: Order, *numbers: int) -> SignedOrder:
    signed = [
        sign_order(body, Office.CUSTODIAN, CUSTODIANS[one - 1].name, CUSTODIANS[one - 1].sign_key) for one in numbers
    ]
    return SignedOrder(order=signed[0].order, signatures=tuple(one.signatures[0] for one in signed))


def stopped(*orders: SignedOrder, directory: TrustedDirectory = DIRECTORY, apart: bool = True):
    return stand(OrderBook(orders=orders), directory, two_organisations=apart)


def test_one_administrator_suspends_and_one_lifts_nothing():
    suspension = by_administrators(order(), "dalia")
    assert stopped(suspension).suspended(TargetKind.PERSON, "ines")
    assert not stopped(suspension).suspended(TargetKind.PERSON, "tomas")
    assert not stopped(suspension).suspended(TargetKind.DEVICE, "ines")
    assert stopped(suspension, by_administrators(lift(suspension), "esteban")).stopped
    assert not stopped(suspension, by_administrators(lift(suspension), "dalia", "esteban")).stopped


def test_two_lifts_of_one_signature_each_are_the_word_of_two():
    suspension = by_administrators(order(), "dalia")
    each = [by_administrators(lift(suspension), name) for name in ("dalia", "esteban")]
    assert not stopped(suspension, *each).stopped
    same = [by_administrators(lift(suspension), "dalia") for _ in range(2)]
    assert stopped(suspension, *same).stopped


def test_two_administrators_of_one_organisation_lift_nothing_where_the_policy_wants_two():
    suspension = by_administrators(order(), "esteban")
    lifted = by_administrators(lift(suspension), "dalia", "farid")
    assert stopped(suspension, lifted).stopped
    assert not stopped(suspension, lifted, apart=False).stopped


def test_a_suspended_administrator_still_stops_and_lifts_nothing():
    out = by_administrators(order(name="esteban"), "dalia")
    back = by_administrators(order(name="dalia"), "esteban")
    both = stopped(out, back)
    assert both.suspended(TargetKind.PERSON, "dalia")
    assert both.suspended(TargetKind.PERSON, "esteban")
    assert stopped(out, by_administrators(lift(out), "esteban", "farid")).stopped
    other = by_administrators(order(), "farid")
    assert stopped(out, other, by_administrators(lift(other), "dalia", "esteban")).suspended(TargetKind.PERSON, "ines")


def test_whose_suspension_was_lifted_lifts_again():
    out = by_administrators(order(name="esteban"), "farid")
    other = by_administrators(order(), "farid")
    lifted = by_administrators(lift(other), "dalia", "esteban")
    assert stopped(out, other, lifted).suspended(TargetKind.PERSON, "ines")
    dalia, farid = (by_administrators(lift(out), name) for name in ("dalia", "farid"))
    for each in permutations((out, other, lifted, dalia, farid)):
        assert not stopped(*each, apart=False).stopped


DESKS = WORLD.desks[COMPARTMENT.name]


def by_desk(body: Order, which: int = 0, name: str | None = None) -> SignedOrder:
    return sign_order(body, Office.DESK, name or DESKS[which].name, DESKS[which].sign_key)


def test_a_desk_stops_itself_and_two_administrators_let_it_go_on():
    out = by_desk(order(kind=TargetKind.DEVICE, name=DESKS[0].name))
    assert stopped(out).names(TargetKind.DEVICE) == {DESKS[0].name}
    assert stopped(out, by_administrators(lift(out), "dalia")).stopped
    assert not stopped(out, by_administrators(lift(out), "dalia", "esteban")).stopped


def test_a_desk_stops_nothing_but_itself_and_lifts_nothing():
    others = [
        order(kind=TargetKind.DEVICE, name=DESKS[1].name),
        order(kind=TargetKind.PERSON, name=DESKS[0].name),
        order(kind=TargetKind.COMPARTMENT, name=COMPARTMENT.name),
        order(OrderAct.HOLD, TargetKind.COMPARTMENT, COMPARTMENT.name),
        lift(by_administrators(order(), "dalia")),
    ]
    for body in others:
        with pytest.raises(NotYoursToOrder):
            check_order(by_desk(body), DIRECTORY)
    with pytest.raises(NotYoursToOrder):
        check_order(by_desk(order(kind=TargetKind.DEVICE, name=DESKS[1].name), name=DESKS[1].name), DIRECTORY)


def test_a_custodian_freezes_their_compartment_and_its_quorum_lifts():
    freeze = by_custodians(order(kind=TargetKind.COMPARTMENT, name=COMPARTMENT.name), 1)
    assert stopped(freeze).suspended(TargetKind.COMPARTMENT, COMPARTMENT.name)
    assert stopped(freeze, by_administrators(lift(freeze), "dalia", "esteban")).stopped
    few, enough = range(1, COMPARTMENT.needed), range(1, COMPARTMENT.needed + 1)
    assert stopped(freeze, by_custodians(lift(freeze), *few)).stopped
    assert not stopped(freeze, by_custodians(lift(freeze), *enough)).stopped


def test_what_an_administrator_and_a_custodian_froze_needs_both_to_go_on():
    body = order(kind=TargetKind.COMPARTMENT, name=COMPARTMENT.name)
    one, other = by_custodians(body, 1), by_administrators(body, "dalia")
    both = SignedOrder(order=one.order, signatures=(*one.signatures, *other.signatures))
    quorum = by_custodians(lift(both), *range(1, COMPARTMENT.needed + 1))
    pair = by_administrators(lift(both), "dalia", "esteban")
    assert stopped(both, quorum).stopped
    assert stopped(both, pair).stopped
    assert not stopped(both, quorum, pair).stopped


def test_a_custodian_orders_nothing_beyond_their_compartment():
    other = DIRECTORY.contents.compartments[1].name
    for target in (
        order(),
        order(kind=TargetKind.COMPARTMENT, name=other),
        order(kind=TargetKind.PART, name="ab" * 32, compartment=other),
        order(act=OrderAct.HOLD, kind=TargetKind.COMPARTMENT, name=COMPARTMENT.name),
    ):
        with pytest.raises(NotYoursToOrder):
            check_order(by_custodians(target, 1), DIRECTORY)
    part = order(kind=TargetKind.PART, name="ab" * 32, compartment=COMPARTMENT.name)
    assert check_order(by_custodians(part, 1), DIRECTORY).order == part


def test_an_administrator_stops_no_single_part():
    part = order(kind=TargetKind.PART, name="ab" * 32, compartment=COMPARTMENT.name)
    with pytest.raises(NotYoursToOrder):
        check_order(by_administrators(part, "dalia"), DIRECTORY)


def test_a_partner_stops_itself_and_names_batches_that_count_for_its_own_cards_alone():
    itself = sign_order(order(kind=TargetKind.PARTNER, name="lantern"), Office.PARTNER, "lantern", PARTNER)
    assert stopped(itself).suspended(TargetKind.PARTNER, "lantern")
    pile = sign_order(order(kind=TargetKind.BATCH, name="1234-5678"), Office.PARTNER, "lantern", PARTNER)
    assert stopped(pile).batches() == {("1234-5678", "lantern")}
    assert stopped(by_administrators(order(kind=TargetKind.BATCH, name="9"), "dalia")).batches() == {("9", None)}
    for target in (order(), order(kind=TargetKind.PARTNER, name="acacia")):
        with pytest.raises(NotYoursToOrder):
            check_order(sign_order(target, Office.PARTNER, "lantern", PARTNER), DIRECTORY)
    with pytest.raises(NotYoursToOrder):  # one without a key
        check_order(
            sign_order(order(kind=TargetKind.PARTNER, name="acacia"), Office.PARTNER, "acacia", PARTNER), DIRECTORY
        )
    assert stopped(itself, sign_order(lift(itself), Office.PARTNER, "lantern", PARTNER)).stopped
    assert not stopped(itself, by_administrators(lift(itself), "dalia", "esteban")).stopped


def test_a_hold_is_told_apart_from_a_suspension():
    held = by_administrators(order(act=OrderAct.HOLD, kind=TargetKind.COMPARTMENT, name="xa-testimony"), "dalia")
    assert stopped(held).names(TargetKind.COMPARTMENT, OrderAct.HOLD) == {"xa-testimony"}
    assert not stopped(held).suspended(TargetKind.COMPARTMENT, "xa-testimony")


def test_a_bad_signature_beside_a_good_one_spoils_nothing_and_is_not_kept():
    good = by_administrators(order(), "dalia")
    bad = OrderSignature(office=Office.ADMINISTRATOR, name="esteban", signature=bytes(64))
    checked = check_order(SignedOrder(order=good.order, signatures=(bad, *good.signatures)), DIRECTORY)
    assert checked.signed == good
    with pytest.raises(NotYoursToOrder):
        check_order(SignedOrder(order=good.order, signatures=(bad,)), DIRECTORY)


def test_who_left_the_directory_holds_nothing_up_any_more():
    alone, together = by_administrators(order(), "farid"), by_administrators(order(name="tomas"), "farid", "dalia")
    without = _directory(administrators=WORLD.directory.contents.administrators)
    left = stopped(alone, together, directory=without)
    assert not left.suspended(TargetKind.PERSON, "ines")
    assert left.suspended(TargetKind.PERSON, "tomas")


def test_an_order_that_comes_again_or_is_left_out_changes_nothing():
    suspension = by_administrators(order(), "dalia")
    lifted = by_administrators(lift(suspension), "dalia", "esteban")
    book = merge(OrderBook(), (suspension, lifted), DIRECTORY)
    assert merge(book, (suspension,), DIRECTORY) == book
    assert merge(book, (), DIRECTORY) == book
    assert not stand(merge(book, (suspension,), DIRECTORY), DIRECTORY, two_organisations=True).stopped


def test_signatures_of_one_order_come_together_in_whatever_order_they_arrive():
    body = order()
    each = [by_administrators(body, name) for name in ("dalia", "esteban", "farid")]
    books = {merge(OrderBook(), turn, DIRECTORY).to_bytes() for turn in permutations(each)}
    assert len(books) == 1


def test_nobody_fills_the_book_for_the_others():
    full = tuple(by_administrators(order(name=f"p{number}"), "dalia") for number in range(MOST_OF_ONE))
    book = merge(OrderBook(), full, DIRECTORY)
    with pytest.raises(TooManyOrders):
        merge(book, (by_administrators(order(), "dalia"),), DIRECTORY)
    assert merge(book, full[:3], DIRECTORY) == book
    assert len(merge(book, (by_administrators(order(), "esteban"),), DIRECTORY).orders) == MOST_OF_ONE + 1
    assert len(merge(book, (by_administrators(order(), "dalia", "esteban"),), DIRECTORY).orders) == MOST_OF_ONE + 1


@pytest.mark.parametrize(
    "change",
    [
        {"act": "lift"},
        {"target": None},
        {"lifts": bytes(32)},
        {"act": "hold"},
        {"target": {"kind": "part", "name": "ab", "compartment": None}},
        {"target": {"kind": "person", "name": "ab", "compartment": "xa-testimony"}},
        {"target": {"kind": "person", "name": "Ab", "compartment": None}},
    ],
)
def test_an_order_that_contradicts_itself_is_none(change):
    with pytest.raises(Malformed):
        Order.from_bytes(encode(order().model_dump() | change))


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(6)), st.sets(st.integers(0, 5)))
def test_the_order_of_arrival_says_nothing_and_more_lifts_stop_nothing_more(turn, some):
    target = by_administrators(order(), "dalia")
    out = by_administrators(order(name="farid"), "esteban")
    orders = [
        target,
        out,
        by_administrators(lift(out), "dalia", "esteban"),
        by_administrators(lift(target), "farid"),
        by_administrators(lift(target), "esteban"),
        by_administrators(order(name="dalia"), "farid"),
    ]
    chosen = [orders[at] for at in sorted(some)]
    turned = [orders[at] for at in turn if at in some]
    assert stopped(*chosen).stopped.keys() == stopped(*turned).stopped.keys()
    lifts = [one for one in chosen if Order.from_bytes(one.order).act is OrderAct.LIFT]
    stops = [one for one in chosen if one not in lifts]
    for fewer in range(len(lifts)):
        assert stopped(*stops, *lifts).stopped.keys() <= stopped(*stops, *lifts[:fewer]).stopped.keys()


def test_the_orders_made_in_javascript_are_read_and_stand():
    made = known_answers("directory")
    roots = RootSet.from_bytes(bytes.fromhex(made["root_set"]))
    directory = trust(SignedDirectory.from_bytes(bytes.fromhex(made["signed"])), roots, made["today"])
    known = known_answers("orders")["orders"]
    signed = {name: SignedOrder.from_bytes(bytes.fromhex(one["signed"])) for name, one in known.items()}
    for name, one in signed.items():
        assert check_order(one, directory).id.hex() == known[name]["id"]
        assert Order.from_bytes(one.order).to_bytes().hex() == known[name]["order"]
    without_lift = {name: one for name, one in signed.items() if name != "lifted"}
    book = OrderBook(orders=tuple(without_lift.values()))
    standing = stand(book, directory, two_organisations=True)
    assert standing.names(TargetKind.PERSON) == {"ama"}
    assert standing.names(TargetKind.COMPARTMENT) == {"xa-testimony"}
    assert standing.names(TargetKind.DEVICE) == {"desk-curator"}
    assert standing.names(TargetKind.COMPARTMENT, OrderAct.HOLD) == {"xa-evidence"}
    assert standing.batches() == {("1234-5678", "lantern")}
    whole = stand(OrderBook(orders=tuple(signed.values())), directory, two_organisations=True)
    assert not whole.suspended(TargetKind.PERSON, "ama")
