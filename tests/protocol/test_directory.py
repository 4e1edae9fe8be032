"""A directory holds only with enough roots, only forward, and never with two kinds under one custodian."""

import pytest

from protocol.directory import (
    GRACE_DAYS,
    Contradictory,
    DeviceRole,
    Expired,
    Forked,
    NoSuchCompartment,
    NoSuchDevice,
    NotYet,
    RolledBack,
    Seat,
    SeatsMoved,
    Substitute,
    SubstituteMoved,
    Witness,
    sign_directory,
    trust,
)
from protocol.ids import PartKind
from protocol.primitives import SealKey, SignKey
from protocol.roots import NotEnoughRoots, RootSet
from tests.second_seats import borrowed_keys, listing, ordinary_life, second_seats, signed
from tests.worlds import TODAY, make_consortium, seeded

WORLD = make_consortium()
SPARE = SealKey.new(seeded("a spare key"))


def _changed(known=None, today=TODAY, **fields):
    return trust(WORLD.resign(lambda d: d.model_copy(update=fields)), WORLD.root_set, today, known)


def _with_compartment(**fields):
    first, *others = WORLD.directory.contents.compartments
    return {"compartments": (first.model_copy(update=fields), *others)}


def test_one_root_is_not_enough_where_two_must_sign():
    signed = sign_directory(WORLD.directory.contents, [(0, WORLD.roots[0])])
    with pytest.raises(NotEnoughRoots):
        trust(signed, WORLD.root_set, TODAY)


def test_one_root_signing_twice_counts_once():
    signed = sign_directory(WORLD.directory.contents, [(0, WORLD.roots[0]), (0, WORLD.roots[0])])
    with pytest.raises(NotEnoughRoots):
        trust(signed, WORLD.root_set, TODAY)
    twice = RootSet(keys=(WORLD.roots[0].public, WORLD.roots[0].public), needed=2)
    with pytest.raises(NotEnoughRoots):
        trust(sign_directory(WORLD.directory.contents, [(0, WORLD.roots[0]), (1, WORLD.roots[0])]), twice, TODAY)


def test_a_substituted_directory_is_refused():
    stranger = SignKey(bytes(32))
    signed = sign_directory(WORLD.directory.contents, [(0, stranger), (1, stranger), (2, stranger)])
    with pytest.raises(NotEnoughRoots):
        trust(signed, WORLD.root_set, TODAY)


def test_a_changed_byte_is_refused():
    changed = WORLD.directory.contents.model_copy(update={"number": 2}).to_bytes()
    with pytest.raises(NotEnoughRoots):
        trust(WORLD.signed.model_copy(update={"directory": changed}), WORLD.root_set, TODAY)


def test_a_rolled_back_directory_is_refused():
    newer = _changed(known=WORLD.directory, number=2, previous=WORLD.directory.hash)
    with pytest.raises(RolledBack):
        trust(WORLD.signed, WORLD.root_set, TODAY, newer)


def test_an_older_epoch_is_refused():
    newer = _changed(known=WORLD.directory, number=2, epoch=2, previous=WORLD.directory.hash)
    with pytest.raises(RolledBack):
        _changed(known=newer, number=3, epoch=1, previous=newer.hash)


def test_two_directories_under_one_number_are_refused():
    with pytest.raises(Forked):
        _changed(known=WORLD.directory, work_bits=9)


def test_a_successor_must_name_the_directory_before_it():
    with pytest.raises(Forked):
        _changed(known=WORLD.directory, number=2, previous=bytes(32))


def test_the_same_directory_again_is_no_fork():
    assert trust(WORLD.signed, WORLD.root_set, TODAY, WORLD.directory) == WORLD.directory


def test_a_device_that_missed_a_directory_takes_the_one_after():
    assert _changed(known=WORLD.directory, number=3, previous=bytes(32)).contents.number == 3


def test_the_list_of_bodies_only_grows():
    with pytest.raises(Contradictory):
        _changed(known=WORLD.directory, number=2, previous=WORLD.directory.hash, never_to=("border-force",))


def test_it_warns_for_thirty_days_after_its_end_and_then_stops():
    end = WORLD.directory.contents.expires
    assert not trust(WORLD.signed, WORLD.root_set, end).stale
    assert trust(WORLD.signed, WORLD.root_set, end + GRACE_DAYS).stale
    with pytest.raises(Expired):
        trust(WORLD.signed, WORLD.root_set, end + GRACE_DAYS + 1)


def test_a_directory_from_the_future_is_refused():
    assert trust(WORLD.signed, WORLD.root_set, TODAY - 1)
    with pytest.raises(NotYet):
        trust(WORLD.signed, WORLD.root_set, TODAY - 2)


def test_a_quorum_above_the_seats_is_refused():
    with pytest.raises(Contradictory):
        _changed(**_with_compartment(needed=8))


def test_one_custodian_in_two_kinds_of_a_country_is_refused():
    testimony, identity, *others = WORLD.directory.contents.compartments
    shared = identity.model_copy(update={"seats": (testimony.seats[0], *identity.seats[1:])})
    with pytest.raises(Contradictory):
        _changed(compartments=(testimony, shared, *others))
    renamed = testimony.seats[0].model_copy(update={"custodian": "somebody-else"})
    with pytest.raises(Contradictory):
        _changed(
            compartments=(testimony, identity.model_copy(update={"seats": (renamed, *identity.seats[1:])}), *others)
        )


def test_one_key_on_two_seats_is_refused():
    first = WORLD.directory.contents.compartments[0]
    doubled = first.seats[1].model_copy(update={"seal_key": first.seats[0].seal_key})
    with pytest.raises(Contradictory):
        _changed(**_with_compartment(seats=(first.seats[0], doubled, *first.seats[2:])))


@pytest.mark.parametrize(
    "bad",
    [
        SealKey(bytes(32)).public[:-32] + bytes(32),
        SealKey(bytes(32)).public[:-32] + b"\x01" + bytes(31),
        SealKey(bytes(32)).public[:-32] + (2**255 - 19 + 9).to_bytes(32, "little"),
        SealKey(bytes(32)).public[:-1] + bytes([SealKey(bytes(32)).public[-1] | 0x80]),
        b"\xff\xff\xff" + SealKey(bytes(32)).public[3:],
    ],
    ids=["zero point", "point of low order", "non-canonical point", "top bit", "coefficient above the modulus"],
)
def test_a_low_order_or_non_canonical_sealing_key_is_refused(bad):
    first = WORLD.directory.contents.compartments[0]
    seat = first.seats[0].model_copy(update={"seal_key": bad})
    with pytest.raises(Contradictory):
        _changed(**_with_compartment(seats=(seat, *first.seats[1:])))
    with pytest.raises(Contradictory):
        _changed(vault_seal_key=bad)


def test_two_compartments_of_one_name_are_refused():
    first, second, *others = WORLD.directory.contents.compartments
    with pytest.raises(Contradictory):
        _changed(compartments=(first, second.model_copy(update={"name": first.name}), *others))


KEY = SignKey.new(seeded("somebody new")).public
OTHER = SealKey.new(seeded("somebody else")).public


def witness(**fields):
    return Witness(**({"witness": "harbour", "sign_key": KEY} | fields))


def substitute(**fields):
    custodian = WORLD.directory.contents.compartments[0].seats[0].custodian
    made = {"substitute": "sadia", "custodian": custodian, "organisation": "mill"}
    made |= {"seal_key": SPARE.public, "sign_key": KEY}
    return Substitute(**(made | fields))


def of_another_seat(directory, **fields):
    return substitute(custodian=directory.compartments[0].seats[1].custodian, **fields)


def _with_keys(partners, *keys):
    """The first partners, with these keys."""
    return tuple(one.model_copy(update={"sign_key": key}) for one, key in zip(partners, keys, strict=False))


def test_substitutes_witnesses_and_partners_with_keys_are_taken():
    more = {"witnesses": (witness(witness="mill", sign_key=SignKey.new(seeded("mill")).public),), "witnesses_needed": 1}
    taken = _changed(substitutes=(substitute(),), **more).contents
    assert taken.witnesses_needed == len(taken.substitutes) == 1


def _twin(things, **fields):
    """The list with its second member made like the first in these fields."""
    first, second, *others = things
    return (first, second.model_copy(update={name: getattr(first, name) for name in fields["alike"]}), *others)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: {"compartments": _twin(d.compartments, alike=("country", "kind"))},
        lambda d: {"devices": _twin(d.devices, alike=("device",))},
        lambda d: {"devices": _twin(d.devices, alike=("sign_key",))},
        lambda d: {"administrators": _twin(d.administrators, alike=("administrator",))},
        lambda d: {"administrators": _twin(d.administrators, alike=("sign_key",))},
        lambda d: {"partners": (d.partners[0], d.partners[0])},
        lambda d: {"partners": _with_keys(d.partners, KEY, KEY)},
        lambda d: {"partners": _with_keys(d.partners, d.devices[0].sign_key)},
        lambda d: {"witnesses": (witness(), witness(sign_key=bytes(32)))},
        lambda d: {"witnesses": (witness(), witness(witness="mill"))},
        lambda d: {"witnesses": (witness(sign_key=WORLD.directory.device_key(DeviceRole.LEDGER)),)},
        lambda d: {"witnesses": (witness(),), "witnesses_needed": 2},
        lambda d: {"substitutes": (substitute(), substitute(sign_key=bytes(32), seal_key=OTHER))},
        lambda d: {"substitutes": (substitute(), of_another_seat(d, sign_key=bytes(32), seal_key=OTHER))},
        lambda d: {"substitutes": (substitute(), of_another_seat(d, substitute="tomas", seal_key=OTHER))},
        lambda d: {"substitutes": (substitute(), of_another_seat(d, substitute="tomas", sign_key=bytes(32)))},
        lambda d: {"substitutes": (substitute(custodian="nobody"),)},
        lambda d: {"substitutes": (substitute(custodian="sadia"),)},
        lambda d: {"substitutes": (substitute(sign_key=d.compartments[0].seats[0].sign_key),)},
        lambda d: {"substitutes": (substitute(sign_key=d.administrators[0].sign_key),)},
        lambda d: {"substitutes": (substitute(substitute=d.compartments[0].seats[0].custodian),)},
        lambda d: {"substitutes": (substitute(substitute=d.compartments[0].desks[0].holder),)},
        lambda d: {"substitutes": (substitute(substitute=d.administrators[0].administrator),)},
        lambda d: {"substitutes": (substitute(seal_key=d.vault_seal_key[:-32] + bytes(32)),)},
        lambda d: {"substitutes": (substitute(),), "witnesses": (witness(),)},
        lambda d: {"expires": d.issued - 1},
    ],
    ids=[
        "two compartments for one kind of a country",
        "two devices of one name",
        "two devices with one key",
        "two administrators of one name",
        "two administrators with one key",
        "a partner twice",
        "two partners with one key",
        "a partner with a device's key",
        "two witnesses of one name",
        "two witnesses with one key",
        "a log that is its own witness",
        "more witnesses needed than there are",
        "two substitutes of one name",
        "a substitute of two seats of a compartment",
        "a key that sits in for two seats of a compartment",
        "a sealing key that sits in for two seats of a compartment",
        "a substitute of nobody",
        "a substitute of themselves",
        "a substitute with a custodian's key",
        "a substitute with an administrator's key",
        "a custodian who sits in for another",
        "a curator who sits in for a custodian",
        "an administrator who sits in for a custodian",
        "a substitute's sealing key of low order",
        "a substitute who is a witness",
        "an end before its issue",
    ],
)
def test_a_directory_that_contradicts_itself_is_refused(change):
    with pytest.raises(Contradictory):
        _changed(**change(WORLD.directory.contents))


@pytest.mark.parametrize(
    "change",
    [
        lambda c: {"seats": _twin(c.seats, alike=("custodian",))},
        lambda c: {"seats": _twin(c.seats, alike=("sign_key",))},
        lambda c: {"desks": _twin(c.desks, alike=("desk",))},
        lambda c: {"desks": _twin(c.desks, alike=("seal_key",))},
        lambda c: {"desks": _twin(c.desks, alike=("sign_key",))},
        lambda c: {"recovery_key": c.recovery_key[:-32] + bytes(32)},
    ],
    ids=[
        "one custodian on two seats",
        "one signing key on two seats",
        "two desks of one name",
        "two desks with one sealing key",
        "two desks with one signing key",
        "a recovery key of low order",
    ],
)
def test_a_compartment_that_contradicts_itself_is_refused(change):
    with pytest.raises(Contradictory):
        _changed(**_with_compartment(**change(WORLD.directory.contents.compartments[0])))


def _taken(things, **fields):
    """The list with these fields in its first member."""
    first, *others = things
    return (first.model_copy(update=fields), *others)


@pytest.mark.parametrize(
    "change",
    [
        lambda d, c: {"desks": _taken(c.desks, seal_key=c.seats[-1].seal_key)},
        lambda d, c: {"desks": _taken(c.desks, sign_key=c.seats[-1].sign_key)},
        lambda d, c: {"desks": _taken(c.desks, holder=c.seats[-1].custodian)},
        lambda d, c: {"recovery_key": c.seats[-1].seal_key},
        lambda d, c: {"recovery_key": c.desks[-1].seal_key},
        lambda d, c: {"recovery_key": d.vault_seal_key},
        lambda d, c: {"seats": _taken(c.seats, seal_key=d.vault_seal_key)},
        lambda d, c: {"desks": _taken(c.desks, seal_key=d.vault_seal_key)},
        lambda d, c: {"seats": _taken(c.seats, sign_key=d.administrators[-1].sign_key)},
        lambda d, c: {"desks": _taken(c.desks, sign_key=d.administrators[-1].sign_key)},
    ],
    ids=[
        "one sealing key of a custodian and a desk",
        "one signing key of a custodian and a desk",
        "a desk in a custodian's hands",
        "a custodian's key for recovery",
        "a desk's key for recovery",
        "the vault's key for recovery",
        "the vault's key on a seat",
        "the vault's key on a desk",
        "an administrator's key on a seat",
        "an administrator's key on a desk",
    ],
)
def test_who_asks_who_approves_and_who_rules_share_no_key_and_no_person(change):
    contents = WORLD.directory.contents
    with pytest.raises(Contradictory):
        _changed(**_with_compartment(**change(contents, contents.compartments[0])))


def test_no_administrator_is_a_device():
    contents = WORLD.directory.contents
    with pytest.raises(Contradictory):
        _changed(devices=_taken(contents.devices, sign_key=contents.administrators[0].sign_key))


def test_a_custodian_of_one_country_may_hold_a_desk_of_another():
    contents = WORLD.directory.contents
    holder = contents.compartments[-1].seats[0].custodian
    assert _changed(**_with_compartment(desks=_taken(contents.compartments[0].desks, holder=holder)))


def test_a_bad_signature_beside_enough_good_ones_spoils_the_directory():
    stranger = sign_directory(WORLD.directory.contents, [(2, SignKey(bytes(32)))]).signatures
    nobody, beyond = (
        tuple(one.model_copy(update={"root": number}) for one in WORLD.signed.signatures[:1])
        for number in (len(WORLD.roots), 15)
    )
    for bad in (stranger, nobody, beyond):
        with pytest.raises(NotEnoughRoots):
            trust(
                WORLD.signed.model_copy(update={"signatures": WORLD.signed.signatures[:2] + bad}), WORLD.root_set, TODAY
            )


def test_an_unknown_compartment_is_said_to_be_unknown():
    with pytest.raises(NoSuchCompartment):
        WORLD.directory.compartment("nowhere")
    with pytest.raises(NoSuchCompartment):
        WORLD.directory.compartment_for("nowhere", PartKind.TESTIMONY)


def test_a_part_goes_to_its_own_country_and_kind():
    for one in WORLD.directory.contents.compartments:
        assert WORLD.directory.compartment_for(one.country, one.kind) is one


def test_seats_count_from_one():
    compartment = WORLD.directory.contents.compartments[0]
    assert compartment.seat(1) is compartment.seats[0]
    assert compartment.seat(7) is compartment.seats[6]
    for number in (0, -1, 8):
        with pytest.raises(NoSuchDevice):
            compartment.seat(number)


def test_what_a_person_reads_of_an_ended_directory_is_a_sentence():
    assert str(Expired(20_000)).startswith("This directory ended more than 30 days ago.")


def _seats_from(change):
    """The next directory, with other seats in the first compartment."""
    first, *others = WORLD.directory.contents.compartments
    compartments = (first.model_copy(update=change(first)), *others)
    return _changed(known=WORLD.directory, number=2, previous=WORLD.directory.hash, compartments=compartments)


def _seat(number):
    return Seat(
        custodian=f"new-{number}",
        organisation="acacia",
        seal_key=SealKey(bytes([number]) * 32).public,
        sign_key=SignKey(bytes([number]) * 32).public,
    )


def test_a_seat_goes_to_a_successor_at_its_number_and_new_ones_come_last():
    taken = _seats_from(lambda one: {"seats": (*one.seats[:2], _seat(1), *one.seats[3:], _seat(2)), "needed": 5})
    assert [seat.custodian for seat in taken.contents.compartments[0].seats][2::5] == ["new-1", "new-2"]


def test_a_custodian_who_takes_new_keys_stays_at_the_same_number():
    own = _seat(1).model_copy(update={"custodian": WORLD.directory.contents.compartments[0].seats[2].custodian})
    assert _seats_from(lambda one: {"seats": (*one.seats[:2], own, *one.seats[3:])})


@pytest.mark.parametrize(
    "change",
    [
        lambda one: {"seats": one.seats[:-1]},
        lambda one: {"seats": (one.seats[1], one.seats[0], *one.seats[2:])},
        lambda one: {"seats": (_seat(1), *one.seats)},
        lambda one: {"seats": (_seat(1), *one.seats[1:], one.seats[0])},
        lambda one: {"seats": (_seat(1), *one.seats[1:], _key_of(one.seats[0], "sign_key"))},
        lambda one: {"seats": (_seat(1), *one.seats[1:], _key_of(one.seats[0], "seal_key"))},
        lambda one: {"needed": one.needed - 1},
        lambda one: {"country": "xc"},
    ],
    ids=[
        "one seat fewer",
        "two seats swapped",
        "a new one in front",
        "a custodian moved to the end",
        "a signing key at another number",
        "a sealing key at another number",
        "a lower quorum",
        "another country",
    ],
)
def test_a_directory_that_moves_a_seat_is_refused(change):
    with pytest.raises(SeatsMoved):
        _seats_from(change)


def test_a_substitute_becomes_nobody_elses_by_name_or_by_key():
    listed = _changed(substitutes=(substitute(),))
    fields = {"known": listed, "number": 2, "previous": listed.hash}
    new = {"substitute": "tomas", "seal_key": OTHER, "sign_key": bytes(32)}
    for kept in ({"substitute": "sadia"}, {"seal_key": SPARE.public}, {"sign_key": KEY}):
        with pytest.raises(SubstituteMoved):
            _changed(**fields, substitutes=(of_another_seat(listed.contents, **(new | kept)),))
    for good in ((), (substitute(seal_key=OTHER),), (substitute(), of_another_seat(listed.contents, **new))):
        assert _changed(**fields, substitutes=good).contents.substitutes == good


LISTING = listing(WORLD.directory.contents)
LISTED = trust(signed(WORLD, LISTING), WORLD.root_set, TODAY)


@pytest.mark.parametrize("contents", [pytest.param(one, id=name) for name, one in second_seats(LISTING)])
def test_nobody_is_tied_to_the_seats_of_two_custodians(contents):
    with pytest.raises(SubstituteMoved):
        trust(signed(WORLD, contents), WORLD.root_set, TODAY, LISTED)


@pytest.mark.parametrize("contents", [pytest.param(one, id=name) for name, one in ordinary_life(LISTING)])
def test_a_substitute_may_succeed_and_whoever_leaves_may_sit_in_for_the_successor(contents):
    assert trust(signed(WORLD, contents), WORLD.root_set, TODAY, LISTED).contents == contents


@pytest.mark.parametrize("contents", [pytest.param(one, id=name) for name, one in borrowed_keys(LISTING)])
def test_a_substitutes_sealing_key_opens_nothing_else(contents):
    with pytest.raises(Contradictory):
        trust(signed(WORLD, contents), WORLD.root_set, TODAY)


def _key_of(seat, name):
    return _seat(2).model_copy(update={name: getattr(seat, name)})


def test_another_kind_under_the_same_name_is_refused():
    first, second, *others = WORLD.directory.contents.compartments
    swapped = (
        first.model_copy(update={"kind": second.kind}),
        second.model_copy(update={"kind": first.kind}),
        *others,
    )
    with pytest.raises(SeatsMoved):
        _changed(known=WORLD.directory, number=2, previous=WORLD.directory.hash, compartments=swapped)


def test_a_compartment_may_be_left_out():
    assert _changed(
        known=WORLD.directory,
        number=2,
        previous=WORLD.directory.hash,
        compartments=WORLD.directory.contents.compartments[1:],
    )
