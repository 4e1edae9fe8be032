"""A seat's sealing key on its way to who sits in: for them alone, and only a seat's (SPEC 15.7)."""

from __future__ import annotations

import pytest

from protocol.directory import Substitute, trust
from protocol.errors import CannotOpen, Malformed
from protocol.lent_keys import LentKey, NotASeatsKey, lend, open_lent, seats_of
from protocol.primitives import SealKey, SignKey
from tests.worlds import TODAY, make_consortium, seeded

WORLD = make_consortium()
RANDOM = seeded("lent keys")
FIRST, SECOND = WORLD.custodians[WORLD.directory.contents.compartments[0].name][:2]
SEAL = SealKey.new(RANDOM)
KEYS = {"seal_key": SEAL.public, "sign_key": SignKey.new(RANDOM).public}
SADIA = Substitute(substitute="sadia", custodian=FIRST.name, organisation="mill", **KEYS)
DIRECTORY = trust(WORLD.resign(lambda d: d.model_copy(update={"substitutes": (SADIA,)})), WORLD.root_set, TODAY)
COMPARTMENT = DIRECTORY.contents.compartments[0]


def test_a_lent_key_opens_the_shares_of_that_seat():
    lent = LentKey.from_bytes(lend(FIRST.seal_key, SADIA).to_bytes())
    opened = open_lent(lent, SEAL, DIRECTORY)
    assert opened.seed() == FIRST.seal_key.seed()
    assert seats_of(FIRST.name, opened, DIRECTORY) == [(COMPARTMENT, COMPARTMENT.seats[0])]
    assert FIRST.seal_key.seed() not in lent.to_bytes()


def test_nobody_else_opens_it():
    lent = lend(FIRST.seal_key, SADIA)
    for other in (SealKey.new(RANDOM), SECOND.seal_key):
        with pytest.raises(CannotOpen):
            open_lent(lent, other, DIRECTORY)


@pytest.mark.parametrize("change", [{"custodian": SECOND.name}, {"substitute": "tomas"}, {"sealed": bytes(1168)}])
def test_it_says_for_whom_and_of_whose_seat_and_cannot_be_made_to_say_otherwise(change):
    with pytest.raises(CannotOpen):
        open_lent(lend(FIRST.seal_key, SADIA).model_copy(update=change), SEAL, DIRECTORY)


@pytest.mark.parametrize("key", [SECOND.seal_key, SealKey.new(RANDOM)])
def test_a_key_that_is_no_seat_s_of_that_custodian_is_not_taken(key):
    with pytest.raises(NotASeatsKey):
        open_lent(lend(key, SADIA), SEAL, DIRECTORY)


@pytest.mark.parametrize("change", [{"custodian": SECOND.name}, {"substitute": "tomas"}])
def test_a_key_is_taken_by_whom_the_directory_lists_for_that_custodian_and_nobody_else(change):
    other = SADIA.model_copy(update=change)
    for key in (FIRST.seal_key, SECOND.seal_key):
        with pytest.raises(NotASeatsKey):
            open_lent(lend(key, other), SEAL, DIRECTORY)


def test_a_seat_that_went_on_to_new_keys_has_lent_nothing():
    lent = lend(FIRST.seal_key, SADIA)
    seat = COMPARTMENT.seats[0].model_copy(update={"seal_key": SealKey.new(RANDOM).public})
    moved = COMPARTMENT.model_copy(update={"seats": (seat, *COMPARTMENT.seats[1:])})
    rest = DIRECTORY.contents.compartments[1:]
    later = WORLD.resign(lambda d: d.model_copy(update={"substitutes": (SADIA,), "compartments": (moved, *rest)}))
    with pytest.raises(NotASeatsKey):
        open_lent(lent, SEAL, trust(later, WORLD.root_set, TODAY))


def test_neither_a_longer_nor_a_shorter_secret_is_read():
    raw = lend(FIRST.seal_key, SADIA)
    for sealed in (raw.sealed + b"\0", raw.sealed[:-1]):
        with pytest.raises(Malformed):
            LentKey.from_bytes(raw.model_copy(update={"sealed": sealed}).to_bytes())
