"""What a vault says of a succession is believed only where the directory and the log say it too."""

from __future__ import annotations

import httpx
import pytest

from clients.custodian.errors import NoSuchSuccession
from clients.custodian.session import Sitting
from clients.custodian.succeeding import Role, Succeeding
from protocol.custodian_crossings import SuccessionNotice, SuccessionNotices
from protocol.ledger import EntryKind
from protocol.orders import TargetKind
from protocol.succession import Succession, SuccessionKind, sign_succession
from tests.clients.custodian.sitting_world import CONSORTIUM, TESTIMONY
from tests.orders import book, by_administrators, stop
from tests.worlds import TODAY

SUCCESSOR = CONSORTIUM.custodians[TESTIMONY][1]


def claimed(signer=SUCCESSOR, directory=CONSORTIUM.directory.hash):
    """Seat 2, of the quorum of two: this machine's seat 1 helps, with seat 3."""
    return sign_succession(
        Succession(
            directory=directory,
            compartment=TESTIMONY,
            seat=2,
            kind=SuccessionKind.REPAIR,
            helpers=(1, 3),
            asked=TODAY,
            expires=TODAY + 14,
            nonce=bytes(32),
        ),
        signer.sign_key,
    )


@pytest.fixture
def told(machine):
    """What this machine makes of what the vault shows."""

    def look(succession, evidence):
        notice = SuccessionNotice(succession=succession, evidence=evidence)
        machine.lies["GET /v1/successions"] = httpx.Response(
            200, content=SuccessionNotices(notices=(notice,)).to_bytes()
        )
        waits = machine.sit()
        sitting, newest = Sitting.at_the_log(waits.keys, waits.doors, waits.trusted, machine.memory_file, machine.clock)
        return Succeeding(sitting, newest).waiting(TESTIMONY)

    return look


def test_one_that_the_log_shows_is_told_to_a_helper(machine, told):
    (one,) = told(claimed(), machine.log.enter(EntryKind.SUCCESSION, claimed().id()))
    assert (one.role, one.names, one.logged) == (
        Role.HELPER,
        ("custodian-xa-testimony-1", "custodian-xa-testimony-3"),
        True,
    )


def test_one_that_is_not_in_the_log_is_not_shown(machine, told):
    assert told(claimed(), None) == ()
    assert told(claimed(), machine.log.enter(EntryKind.SUCCESSION, bytes(32))) == ()
    assert told(claimed(), machine.log.enter(EntryKind.CLEARANCE, claimed().id())) == ()


def test_one_that_somebody_else_began_or_under_another_directory_is_not_shown(machine, told):
    thief = CONSORTIUM.custodians[TESTIMONY][2]
    for one in (claimed(signer=thief), claimed(directory=bytes(32))):
        assert told(one, machine.log.enter(EntryKind.SUCCESSION, one.id())) == ()


def test_what_is_not_shown_is_not_found_either(machine, told):
    assert told(claimed(), None) == ()
    waits = machine.sit()
    sitting, newest = Sitting.at_the_log(waits.keys, waits.doors, waits.trusted, machine.memory_file, machine.clock)
    with pytest.raises(NoSuchSuccession):
        Succeeding(sitting, newest).find(TESTIMONY, claimed().id().hex())


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (TargetKind.COMPARTMENT, TESTIMONY),
        (TargetKind.PERSON, SUCCESSOR.name),
        (TargetKind.PERSON, CONSORTIUM.custodians[TESTIMONY][2].name),
    ],
)
def test_one_that_is_stopped_is_not_shown_whatever_the_vault_does(machine, told, kind, name):
    machine.orders["vault"] = book(by_administrators(CONSORTIUM, stop(kind, name), "dalia"))
    assert told(claimed(), machine.log.enter(EntryKind.SUCCESSION, claimed().id())) == ()
