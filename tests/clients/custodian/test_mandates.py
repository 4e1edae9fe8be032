"""`leeward-custodian mandate`: given, shown and ended by the custodian whose seat it is."""

from __future__ import annotations

import pytest

from clients.custodian.errors import NotAMandate
from protocol.directory import Substitute, trust
from protocol.ids import date_of
from protocol.mandates import Mandate, check_mandate
from protocol.primitives import SealKey, SignKey
from tests.clients.custodian.sitting_world import CONSORTIUM, TESTIMONY
from tests.clients.custodian.test_cli import at_desk, run
from tests.worlds import TODAY

__all__ = ["at_desk"]
FIRST, SECOND = (one.name for one in CONSORTIUM.custodians[TESTIMONY][:2])


def substitute(name, seed, custodian=FIRST):
    keys = {"seal_key": SealKey(seed).public, "sign_key": SignKey(seed).public}
    return Substitute(substitute=name, custodian=custodian, organisation="mill", **keys)


SADIA = substitute("sadia", b"\x41" * 32)
OTHERS = (substitute("tomas", b"\x42" * 32), substitute("uma", b"\x43" * 32, SECOND))
FROM, UNTIL = date_of(TODAY + 1).isoformat(), date_of(TODAY + 3).isoformat()
WHERE = ("--compartment", TESTIMONY)


@pytest.fixture
def listed(at_desk):
    """The desk of a custodian for whom the newest directory lists two substitutes, and for another one, one."""
    at_desk.directory = with_substitute().to_bytes()
    return at_desk


def with_substitute():
    changes = {"number": 2, "previous": CONSORTIUM.directory.hash, "substitutes": (SADIA, *OTHERS)}
    return CONSORTIUM.resign(lambda directory: directory.model_copy(update=changes))


def give(at_desk, name="sadia", begins=FROM, ends=UNTIL, where=WHERE):
    return run(at_desk, "mandate", "give", name, "--from", begins, "--until", ends, *where)


def test_a_mandate_is_given_shown_and_ended(listed):
    said = give(listed)
    assert said.exit_code == 0, said.output
    assert f"sadia sits in for you in {TESTIMONY} until {UNTIL}." in said.output.replace("\n", " ")
    [made] = listed.mandates
    directory = trust(with_substitute(), CONSORTIUM.root_set, TODAY)
    checked = check_mandate(made, directory.compartment(TESTIMONY), directory)
    assert (checked.begins, checked.ends, checked.substitute) == (TODAY + 1, TODAY + 3, "sadia")
    assert made.id().hex()[:12] in run(listed, "mandate", "show", *WHERE).output
    ended = run(listed, "mandate", "end", made.id().hex()[:12], *WHERE)
    assert ended.exit_code == 0
    assert "They still have what you lent them." in ended.output
    assert "There is none." in run(listed, "mandate", "show", *WHERE).output


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "mallory"},
        {"name": "uma"},
        {"name": "custodian-xa-testimony-2"},
        {"name": "No Name"},
        {"ends": date_of(TODAY).isoformat()},
        {"ends": date_of(TODAY + 40).isoformat()},
        {"where": ("--compartment", "nowhere")},
        {"where": ("--compartment", "xb-testimony")},
    ],
)
def test_what_the_directory_does_not_allow_is_not_even_brought(listed, wrong):
    assert isinstance(give(listed, **wrong).exception, NotAMandate)
    assert listed.mandates == []


def test_whoever_begins_with_a_mandate_can_sit_afterwards(listed):
    """The first directory is there from then on, and so is a memory."""
    assert give(listed).exit_code == 0
    said = run(listed, "waiting")
    assert said.exit_code == 0, said.output


def test_a_number_that_names_none_or_two_ends_none(listed):
    give(listed)
    for number in ("ab", "0" * 64, ""):
        assert isinstance(run(listed, "mandate", "end", number, *WHERE).exception, NotAMandate)
    assert len(listed.mandates) == 1


def test_two_mandates_of_the_same_days_are_two(listed):
    for _ in range(2):
        assert give(listed).exit_code == 0
    assert len({one.id() for one in listed.mandates}) == 2
    assert Mandate.from_bytes(listed.mandates[0].body).nonce != Mandate.from_bytes(listed.mandates[1].body).nonce
