"""Somebody who sits in: with a key that was lent to them alone, by a mandate that stands, judging as custodians do."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from clients.custodian.errors import (
    BorrowedKeyReplaced,
    MandateNotBegun,
    NoMandateStands,
    NoSeat,
    NotASubstitute,
    NotBorrowed,
    NothingBorrowed,
    NotLentToYou,
)
from clients.custodian.memory import recall
from clients.key_file import FileExists, make_keys
from protocol.directory import trust
from protocol.ids import date_of
from protocol.lent_keys import LentKey, lend, open_lent
from protocol.mandates import Mandate, sign_mandate
from protocol.opening import Side, check_approval, check_refusal, check_request, open_share
from protocol.orders import OrderBook, TargetKind
from protocol.primitives import SealKey, SignKey
from tests.clients.custodian.sitting_world import CONSORTIUM, TESTIMONY, tell
from tests.clients.custodian.test_cli import ADDRESSES, PASSPHRASE, at_desk, run
from tests.clients.custodian.test_mandates import OTHERS, SADIA, with_substitute
from tests.orders import by_administrators, stop
from tests.worlds import TODAY, seeded

__all__ = ["at_desk"]
OWN = SealKey(b"\x41" * 32)
FIRST, SECOND = CONSORTIUM.custodians[TESTIMONY][:2]
SIGNED = with_substitute()
DIRECTORY = trust(SIGNED, CONSORTIUM.root_set, TODAY)
ONE, TWO = tell("one"), tell("two")


@pytest.fixture
def asha(at_desk):
    """The custodian's desk; the directory lists a substitute."""
    at_desk.directory = SIGNED.to_bytes()
    return at_desk


@pytest.fixture
def sadia(asha, tmp_path):
    """The substitute's desk, on the same network."""
    desk = SimpleNamespace(folder=tmp_path / "sadia")
    desk.folder.mkdir()
    salt = seeded("salt of sadia")
    seeds = iter([b"\x41" * 32, b"\x41" * 32])
    make_keys(desk.folder / "custodian.key", "sadia", PASSPHRASE, lambda n: next(seeds, salt(n)), 8 << 20)
    assert run(desk, "connect", str(tmp_path / "roots.cbor"), *ADDRESSES).exit_code == 0
    return desk


@pytest.fixture
def lent(asha, tmp_path):
    """The file that the custodian made for the substitute."""
    file = tmp_path / "lent.cbor"
    said = run(asha, "mandate", "lend", str(file), "--substitute", "sadia", "--yes")
    assert said.exit_code == 0, said.output
    assert f"the shares of your seat in {TESTIMONY}." in said.output
    return file


@pytest.fixture
def borrowed(sadia, lent):
    """The substitute's desk, with that key."""
    said = run(sadia, "mandate", "borrow", str(lent))
    assert said.exit_code == 0, said.output
    assert f"the key of {FIRST.name}, for {TESTIMONY}." in said.output.replace("\n", " ")
    return sadia


def give(asha, begins=TODAY, ends=TODAY + 3):
    days = ("--from", date_of(begins).isoformat(), "--until", date_of(ends).isoformat())
    said = run(asha, "mandate", "give", "sadia", *days, "--compartment", TESTIMONY)
    assert said.exit_code == 0, said.output


def made(key=FIRST.sign_key, **fields):
    said = {"compartment": TESTIMONY, "custodian": FIRST.name, "substitute": "sadia", "nonce": bytes(32)}
    return sign_mandate(Mandate(**(said | {"begins": TODAY, "ends": TODAY} | fields)), key)


def ask(asha, *told, **how):
    return asha.ask(*told, request=asha.request(*told, directory=DIRECTORY.hash), **how)


def only(asha, sadia):
    """The name of why the substitute is shown nothing; nothing was asked of what waits."""
    asha.asked.clear()
    said = run(sadia, "waiting")
    assert said.exit_code == 1
    assert "GET /v1/openings" not in asha.asked
    assert asha.sent == []
    return type(said.exception)


def test_who_sits_in_approves_with_the_lent_key_and_their_own_signature(asha, borrowed):
    give(asha)
    asked = ask(asha, ONE, TWO, withdrawn=[TWO.id])
    shown = run(borrowed, "waiting").output
    assert f"you sit in for {FIRST.name}" in shown
    assert "you may approve 1; today, for curator-xa, 0 of 40 so far" in shown
    assert "Approved 1 of 2 parts." in run(borrowed, "approve", "--all", "--yes").output
    checked = check_request(asked.request, DIRECTORY, int(asha.clock()))
    [approval] = asha.sent[0].approvals
    assert check_approval(approval, checked).part == ONE.id
    assert approval.mandate == asha.mandates[0]
    for side, fresh in zip(Side, asha.fresh, strict=True):
        assert open_share(approval, checked, ONE.id, ONE.part.header, side, fresh)[0] == 1
    assert recall(borrowed.folder / "memory.cbor", begun=True).approved_for("curator-xa", TODAY) == 1
    assert recall(asha.memory_file, begun=True).approved_for("curator-xa", TODAY) == 0


def test_who_sits_in_counts_the_quota_on_their_own_device(asha, borrowed):
    give(asha)
    many = [tell(f"many {number}") for number in range(41)]
    for at in range(0, 41, 20):
        ask(asha, *many[at : at + 20])
    assert run(borrowed, "approve", "--all", "--yes").exit_code == 0
    assert sum(len(one.approvals) for one in asha.sent) == 40


def test_who_sits_in_refuses_with_the_mandate_beside(asha, borrowed):
    give(asha)
    asked = ask(asha, ONE)
    number = asked.request.id().hex()[:8]
    assert "Refused 1 part" in run(borrowed, "refuse", number, "--reason", "aim-not-clear").output
    [refusal] = asha.sent[0].refusals
    assert check_refusal(refusal, check_request(asked.request, DIRECTORY, int(asha.clock()))).seat == 1
    assert refusal.mandate == asha.mandates[0]


def test_without_a_lent_key_nothing_is_shown(asha, sadia):
    give(asha)
    ask(asha, ONE)
    assert only(asha, sadia) is NothingBorrowed


def test_without_a_mandate_or_after_its_end_nothing_is_shown(asha, borrowed):
    ask(asha, ONE)
    assert only(asha, borrowed) is NoMandateStands
    give(asha)
    assert run(borrowed, "waiting").exit_code == 0
    number = asha.mandates[0].id().hex()
    assert run(asha, "mandate", "end", number, "--compartment", TESTIMONY).exit_code == 0
    assert only(asha, borrowed) is NoMandateStands


@pytest.mark.parametrize(
    ("mandate", "why"),
    [
        (made(begins=TODAY + 1, ends=TODAY + 2), MandateNotBegun),
        (made(begins=TODAY - 3, ends=TODAY - 1), NoMandateStands),
        (made(substitute="tomas"), NoMandateStands),
        (made(SECOND.sign_key), NoMandateStands),
        (made(SignKey(b"\x41" * 32)), NoMandateStands),
        (made(SECOND.sign_key, custodian=SECOND.name), NoMandateStands),
        (made(compartment="xb-testimony"), NoMandateStands),
    ],
    ids=["not begun", "over", "another substitute", "another's word", "their own word", "another seat", "elsewhere"],
)
def test_whatever_the_vault_shows_only_a_mandate_that_stands_for_that_seat_counts(asha, borrowed, mandate, why):
    ask(asha, ONE)
    asha.mandates.append(mandate)
    assert only(asha, borrowed) is why


@pytest.mark.parametrize("name", ["sadia", FIRST.name])
def test_of_two_people_of_whom_one_is_suspended_nobody_sits_in(asha, borrowed, name):
    give(asha)
    ask(asha, ONE)
    asha.orders["policy"] = OrderBook(orders=(by_administrators(CONSORTIUM, stop(TargetKind.PERSON, name), "dalia"),))
    assert only(asha, borrowed) is NoMandateStands


def test_nobody_sits_in_for_two_of_one_compartment_whatever_the_vault_shows(asha, borrowed):
    (borrowed.folder / "borrowed" / f"{SECOND.name}.cbor").write_bytes(
        lend(SECOND.seal_key, SADIA.model_copy(update={"custodian": SECOND.name})).to_bytes()
    )
    asha.mandates += [made(), made(SECOND.sign_key, custodian=SECOND.name)]
    ask(asha, ONE)
    asha.asked.clear()
    assert run(borrowed, "waiting").exit_code == 0
    assert asha.asked.count("GET /v1/openings") == 1


def test_a_key_that_was_replaced_in_the_directory_opens_no_chair(asha, borrowed):
    give(asha)
    held = DIRECTORY.compartment(TESTIMONY)
    seat = held.seats[0].model_copy(update={"seal_key": SealKey(b"\x77" * 32).public})
    moved = held.model_copy(update={"seats": (seat, *held.seats[1:])})
    places = tuple(moved if one.name == TESTIMONY else one for one in DIRECTORY.contents.compartments)
    changes = {"number": 3, "previous": DIRECTORY.hash, "substitutes": (SADIA, *OTHERS), "compartments": places}
    asha.directory = CONSORTIUM.resign(lambda directory: directory.model_copy(update=changes)).to_bytes()
    assert only(asha, borrowed) is BorrowedKeyReplaced


def test_what_was_given_back_is_gone(asha, borrowed):
    give(asha)
    assert type(run(borrowed, "mandate", "give-back", "nobody", unlock=False).exception) is NotBorrowed
    assert run(borrowed, "mandate", "give-back", FIRST.name, unlock=False).exit_code == 0
    assert list((borrowed.folder / "borrowed").iterdir()) == []
    assert only(asha, borrowed) is NothingBorrowed


def test_a_lent_key_is_the_sealing_key_alone_and_never_lies_open(asha, borrowed, lent):
    assert open_lent(LentKey.from_bytes(lent.read_bytes()), OWN, DIRECTORY).seed() == FIRST.seal_key.seed()
    for file in (lent, *(one for one in borrowed.folder.rglob("*") if one.is_file())):
        raw = file.read_bytes()
        assert FIRST.seal_key.seed() not in raw
        assert FIRST.sign_key.seed() not in raw
        if file.parent.name == "borrowed" or file == lent:
            assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "file",
    [
        b"",
        lend(FIRST.seal_key, SADIA.model_copy(update={"substitute": "tomas"})).to_bytes(),
        lend(FIRST.seal_key, SADIA.model_copy(update={"seal_key": SECOND.seal_key.public})).to_bytes(),
        lend(SECOND.seal_key, SADIA).to_bytes(),
        lend(FIRST.seal_key, SADIA.model_copy(update={"custodian": "nobody"})).to_bytes(),
        lend(SECOND.seal_key, SADIA.model_copy(update={"custodian": SECOND.name})).to_bytes(),
    ],
    ids=["nothing", "another's name", "another's key", "another seat's key", "no custodian", "another custodian's"],
)
def test_what_is_not_lent_to_them_is_not_kept(asha, sadia, tmp_path, file):
    (tmp_path / "other.cbor").write_bytes(file)
    said = run(sadia, "mandate", "borrow", str(tmp_path / "other.cbor"))
    assert type(said.exception) is NotLentToYou
    assert not (sadia.folder / "borrowed").exists()


def test_nobody_but_a_substitute_borrows(asha, lent):
    assert type(run(asha, "mandate", "borrow", str(lent)).exception) is NoSeat


def test_a_key_is_lent_to_a_substitute_of_the_directory_alone(asha, tmp_path):
    file = tmp_path / "lent.cbor"
    for name in ("mallory", SECOND.name, "No Name", "uma"):
        assert type(run(asha, "mandate", "lend", str(file), "--substitute", name, "--yes").exception) is NotASubstitute
    order = by_administrators(CONSORTIUM, stop(TargetKind.PERSON, "sadia"), "dalia")
    asha.orders["vault"] = OrderBook(orders=(order,))
    assert type(run(asha, "mandate", "lend", str(file), "--substitute", "sadia", "--yes").exception) is NotASubstitute
    assert not file.exists()


def test_lending_says_what_it_costs_and_asks_first(asha, tmp_path):
    file = tmp_path / "lent.cbor"
    said = run(asha, "mandate", "lend", str(file), "--substitute", "sadia", typed="n\n")
    assert (said.exit_code, file.exists()) == (1, False)
    assert "Only new keys end that" in said.output
    file.write_bytes(b"mine")
    said = run(asha, "mandate", "lend", str(file), "--substitute", "sadia", typed="y\n")
    assert type(said.exception) is FileExists
    assert file.read_bytes() == b"mine"


def test_who_holds_no_seat_lends_nothing(sadia, tmp_path):
    file = tmp_path / "more.cbor"
    said = run(sadia, "mandate", "lend", str(file), "--substitute", "sadia", "--yes")
    assert (type(said.exception), file.exists()) == (NoSeat, False)
