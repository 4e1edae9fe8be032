"""Weak shapes are named; what one person or one mishap would open or shut is signed by nobody who did not say so."""

from __future__ import annotations

import pytest

from clients.founder.shapes import NEVER_ACCEPTED, REFUSED, Weakness, weaknesses
from protocol.directory import Compartment, Directory
from tests.worlds import make_consortium

CONTENTS = make_consortium("shapes", custodians=5, quorums=(3, 3, 3)).directory.contents


def strong() -> Directory:
    """Five custodians and three administrators, each of an organisation of their own."""
    compartments = tuple(spread(one, 5) for one in CONTENTS.compartments)
    more = CONTENTS.administrators[0].model_copy(
        update={"administrator": "third", "sign_key": bytes(31) + b"\1", "organisation": "third"}
    )
    return CONTENTS.model_copy(
        update={"compartments": compartments, "administrators": (*CONTENTS.administrators, more)}
    )


def spread(one: Compartment, organisations: int) -> Compartment:
    """Its custodians from so many organisations, in turn."""
    seats = tuple(
        seat.model_copy(update={"organisation": f"org-{number % organisations}"})
        for number, seat in enumerate(one.seats)
    )
    return one.model_copy(update={"seats": seats})


def found(directory: Directory, roots: int = 2, plans: frozenset[str] = frozenset()) -> set[Weakness]:
    return {one.what for one in weaknesses(directory, roots, plans)}


def with_first(**fields: object) -> Directory:
    first, *others = strong().compartments
    return strong().model_copy(update={"compartments": (first.model_copy(update=fields), *others)})


def test_a_strong_shape_has_nothing_to_say() -> None:
    assert found(strong()) == set()


def test_a_quorum_of_one_is_refused_and_nobody_can_accept_it() -> None:
    (weak,) = weaknesses(with_first(needed=1), 2, ())
    assert weak.what is Weakness.QUORUM_OF_ONE
    assert weak.stands_against(set(Weakness))
    assert frozenset({Weakness.QUORUM_OF_ONE}) == NEVER_ACCEPTED


def test_a_compartment_without_a_seat_to_spare_needs_a_recovery_plan() -> None:
    name = strong().compartments[0].name
    assert found(with_first(needed=5)) == {Weakness.NO_SEAT_TO_SPARE}
    assert found(with_first(needed=5), plans=frozenset({name})) == set()
    assert found(with_first(needed=5), plans=frozenset({"another"})) == {Weakness.NO_SEAT_TO_SPARE}
    assert found(with_first(needed=4)) == set()


@pytest.mark.parametrize(("organisations", "weak"), [(1, True), (2, True), (3, False), (5, False)])
def test_as_many_of_one_organisation_as_the_quorum_are_too_many(organisations: int, weak: bool) -> None:
    """Three of five open: with two organisations, one has three of the seats."""
    one = spread(strong().compartments[0], organisations)
    assert (Weakness.ONE_ORGANISATION_OPENS in found(with_first(seats=one.seats))) is weak


def test_desks_of_one_person_are_refused() -> None:
    assert found(with_first(desks=strong().compartments[0].desks[:1])) == {Weakness.ONE_READER}


def test_two_administrators_and_those_of_one_organisation_are_a_warning() -> None:
    two = strong().administrators[:2]
    same = tuple(one.model_copy(update={"organisation": "board"}) for one in strong().administrators)
    assert found(strong().model_copy(update={"administrators": two})) - {Weakness.ADMINISTRATORS_OF_ONE} == {
        Weakness.FEW_ADMINISTRATORS
    }
    assert found(strong().model_copy(update={"administrators": same})) == {Weakness.ADMINISTRATORS_OF_ONE}
    assert not {Weakness.FEW_ADMINISTRATORS, Weakness.ADMINISTRATORS_OF_ONE} & REFUSED


def test_one_root_that_signs_alone_is_refused_unless_it_is_accepted_by_its_code() -> None:
    (weak,) = weaknesses(strong(), 1, ())
    assert weak.stands_against(())
    assert weak.stands_against({Weakness.ONE_READER})
    assert not weak.stands_against({Weakness.ONE_ROOT})
