"""By which papers the page goes: a wider quota waits as in every zone, and no directory moves a seat."""

from __future__ import annotations

import pytest

from protocol.directory import SeatsMoved, Substitute, SubstituteMoved, sign_directory, trust
from protocol.encoding import Purpose
from protocol.errors import Malformed
from protocol.orders import TargetKind
from protocol.policy import ChangeRules, CustodyRules, NotEnoughAdministrators, PolicyBundle
from protocol.primitives import SealKey, SignKey, seal_secret
from protocol.roots import NotEnoughRoots
from protocol.sealing import open_seat, seat_context
from tests.clients.custodian.page.page_machine import PageMachine
from tests.clients.custodian.sitting_world import CONSORTIUM, tell
from tests.orders import book, by_administrators, stop
from tests.protocol.test_roots import B, C, RootsOf
from tests.protocol.test_roots import change as change_of_roots
from tests.unseen_signs import UNSEEN, with_unseen
from tests.worlds import TODAY

DAYS = 7
KEY = SignKey(b"\x42" * 32).public
NOW = CONSORTIUM.policy.contents


def substitute(custodian: str, **fields: object) -> Substitute:
    made = {"substitute": "sadia", "custodian": custodian, "organisation": "mill"}
    made |= {"seal_key": SealKey(b"\x41" * 32).public, "sign_key": SignKey(b"\x41" * 32).public}
    return Substitute.model_validate(made | fields)


def offered(machine: PageMachine, version: int, parts: int, **changes: object) -> None:
    def change(one: PolicyBundle) -> PolicyBundle:
        rules = ChangeRules.model_validate({"cooling_off_days": DAYS} | changes)
        custody = CustodyRules(parts_per_curator_and_day=parts)
        return one.model_copy(update={"version": version, "custody": custody, "changes": rules})

    machine.policy = CONSORTIUM.resign_policy(change).to_bytes()


def quota(machine: PageMachine) -> int:
    return int(machine.does("quota", machine.sit().at))


def test_a_wider_quota_waits_and_a_narrower_one_holds_at_once(machine: PageMachine) -> None:
    offered(machine, 1, 40)
    assert quota(machine) == 40
    offered(machine, 2, 41)
    assert quota(machine) == 40
    machine.clock.pass_days(DAYS - 1)
    assert quota(machine) == 40
    machine.clock.pass_days(1)
    assert quota(machine) == 41
    offered(machine, 3, 5)
    assert quota(machine) == 5


def test_the_wait_is_not_shortened_by_the_policy_that_waits_nor_by_a_clock_that_was_ahead(machine: PageMachine) -> None:
    offered(machine, 1, 40)
    machine.clock.pass_days(30)
    assert quota(machine) == 40
    offered(machine, 2, 40, cooling_off_days=0)
    assert quota(machine) == 40
    offered(machine, 3, 400, cooling_off_days=0)
    assert quota(machine) == 40
    machine.clock.pass_days(-10)
    assert quota(machine) == 40
    machine.clock.pass_days(DAYS - 1)
    assert quota(machine) == 40
    machine.clock.pass_days(1)
    assert quota(machine) == 400


def test_the_word_of_a_suspended_administrator_makes_no_new_policy(machine: PageMachine) -> None:
    machine.sit()
    name = next(iter(CONSORTIUM.administrators))
    machine.orders["vault"] = book(by_administrators(CONSORTIUM, stop(TargetKind.PERSON, name), "esteban"))
    offered(machine, 2, 5)
    with pytest.raises(NotEnoughAdministrators):
        machine.sit()


def test_the_page_takes_no_policy_with_a_sign_that_nobody_sees(machine: PageMachine) -> None:
    """All of them are tried on the decoder, which the script that signs shares: tests/clients/administrator."""
    for hidden in (with_unseen(NOW)[UNSEEN.index("\r") * 3], with_unseen(NOW)[-1]):
        machine.policy = CONSORTIUM.resign_policy(lambda _one, hidden=hidden: hidden).to_bytes()
        with pytest.raises(Malformed):
            machine.sit()


def test_a_directory_that_moves_a_seat_takes_one_away_or_lowers_a_quorum_stops_everything(machine: PageMachine) -> None:
    machine.sit()
    first = CONSORTIUM.directory.contents.compartments[0]
    for change in (
        {"seats": (first.seats[1], first.seats[0], *first.seats[2:])},
        {"seats": first.seats[:2]},
        {"needed": 1},
    ):
        bent = (first.model_copy(update=change), *CONSORTIUM.directory.contents.compartments[1:])
        fields = {"number": 2, "previous": CONSORTIUM.directory.hash, "compartments": bent}
        machine.directory = CONSORTIUM.resign(lambda one, fields=fields: one.model_copy(update=fields)).to_bytes()
        with pytest.raises(SeatsMoved):
            machine.sit()


def test_a_directory_that_gives_a_substitute_to_another_custodian_stops_everything(machine: PageMachine) -> None:
    first, second = (seat.custodian for seat in CONSORTIUM.directory.contents.compartments[0].seats[:2])
    known = CONSORTIUM.directory
    listed: list[tuple[Substitute, ...]] = [(substitute(first),), (substitute(second),)]
    listed += [(substitute(second, substitute="tomas", sign_key=KEY),), (substitute(second, substitute="tomas"),)]
    for number, several in enumerate(listed, 2):
        fields = {"number": min(number, 3), "previous": known.hash, "substitutes": several}
        signed = CONSORTIUM.resign(lambda one, fields=fields: one.model_copy(update=fields))
        machine.directory = signed.to_bytes()
        if number == 2:
            machine.sit()
            known = trust(signed, CONSORTIUM.root_set, TODAY)
            continue
        with pytest.raises(SubstituteMoved):
            machine.sit()


def test_the_page_keeps_the_roots_that_it_followed_to_and_takes_nothing_more_from_those_before(
    machine: PageMachine,
) -> None:
    here = RootsOf(CONSORTIUM.roots, CONSORTIUM.root_set)
    contents = CONSORTIUM.directory.contents
    second = contents.model_copy(update={"number": 2, "previous": CONSORTIUM.directory.hash})
    machine.sit()
    machine.directory = sign_directory(second, B.pairs(), (change_of_roots(1, here, B),)).to_bytes()
    machine.sit()
    third = second.model_copy(update={"number": 4})
    for stolen in (
        sign_directory(third, here.pairs()),
        sign_directory(third, C.pairs(), (change_of_roots(1, here, C),)),
    ):
        machine.directory = stolen.to_bytes()
        with pytest.raises(NotEnoughRoots):
            machine.sit()


def test_a_share_that_was_handed_over_is_sealed_anew_and_no_other_box_passes_for_it(machine: PageMachine) -> None:
    """SPEC 23.4: the successor's box has a label of its own."""
    told = tell("handed over")
    mine = CONSORTIUM.custodians["xa-testimony"][0]
    share = open_seat(mine.seal_key, told.part.header, told.id, 1, told.part.seats[0])
    box = seal_secret(mine.seal_key.public, Purpose.HANDOVER, seat_context(told.id, 1), share)
    machine.ask(told, slips=[told.slip().model_copy(update={"seat": box, "handed_over": True})])
    sitting = machine.sit()
    assert sitting.approve(sitting.waiting) == 1
    machine.notices.clear()
    machine.ask(told, slips=[told.slip().model_copy(update={"handed_over": True})])
    sitting = machine.sit()
    assert sitting.approve(sitting.waiting) == 0
