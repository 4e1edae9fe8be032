"""What changes from one directory to the next, by the commands; what no client would take is refused."""

from __future__ import annotations

import pytest

from clients.founder import changes
from clients.founder import draft as drafts
from clients.founder.errors import AlreadyThere, NotInDraft, NotUsable, WeakShape
from clients.key_file import make_keys
from protocol.directory import Seat, SeatsMoved, SignedDirectory, SubstituteMoved, trust
from protocol.primitives import SealKey, SignKey
from protocol.roots import RootSet
from tests.clients.founder.printed import sheets
from tests.clients.founder.test_papers import PASSPHRASE, TODAY, add, begin, people, run, sign
from tests.worlds import seeded

__all__ = ["people"]
ONE, TWO = "testimony-1", "testimony-2"


@pytest.fixture(scope="module")
def more(people):
    """Two custodians, an administrator and a desk that come later."""
    for name in ("new-1", "new-2"):
        made = make_keys(people / f"{name}.key", name, PASSPHRASE, seeded(name), 8 << 20)
        (people / f"{name}.seat").write_bytes(made.seat(name).to_bytes())
    made = make_keys(people / "fatou.key", "fatou", PASSPHRASE, seeded("fatou"), 8 << 20)
    (people / "fatou.public").write_bytes(made.administrator("harbour").to_bytes())
    run("keys", "machine", people / "third-desk", "--name", "third-desk", "--holder", "yara")
    run("keys", "machine", people / "new-vault", "--name", "vault", "--role", "vault")
    return people


@pytest.fixture(scope="module")
def first(more, tmp_path_factory):
    """Directory 1, signed."""
    folder = tmp_path_factory.mktemp("first") / "papers"
    begin(more, folder)
    add(more, folder)
    add(more, folder, "identity")
    for root in ("root-1", "root-2"):
        sign(more, folder, root)
    return folder


@pytest.fixture
def renewed(first, tmp_path):
    """The draft of directory 2, in a folder of its own."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for file in first.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    run("directory", "renew", folder)
    return folder


def held(folder, name="xa-testimony"):
    return next(one for one in drafts.load(folder).compartments if one.name == name)


def second(people, folder):
    """Directory 2 as a client that knows directory 1 takes it."""
    for root in ("root-1", "root-3"):
        sign(people, folder, root)
    roots = RootSet.from_bytes((folder / "roots.cbor").read_bytes())
    one, two = (SignedDirectory.from_bytes((folder / f"directory-{n}.cbor").read_bytes()) for n in (1, 2))
    return trust(two, roots, TODAY, trust(one, roots, TODAY)).contents


def seats(one):
    return [seat.custodian for seat in one.seats]


def test_one_joins_one_leaves_one_is_lost_and_clients_follow(more, renewed):
    here = ("--compartment", "xa-testimony")
    run("directory", "add-seat", renewed, *here, "--seat", more / "new-1.seat")
    told = run("directory", "hand-over", renewed, *here, "--custodian", "testimony-2", "--seat", more / "new-2.seat")
    assert "succession begin" in told
    run("directory", "new-epoch", renewed)
    contents = second(more, renewed)
    assert seats(contents.compartments[0]) == ["testimony-1", "new-2", "testimony-3", "new-1"]
    assert (contents.number, contents.epoch, contents.compartments[0].needed) == (2, 2, 2)


def test_a_lost_seat_is_replaced_only_while_a_quorum_stays(more, renewed):
    """Two of three: with two gone, nobody could make their shares again."""
    here = ("--compartment", "xa-testimony")
    told = run("directory", "replace-lost", renewed, *here, "--custodian", "testimony-1", "--seat", more / "new-1.seat")
    assert "--lost" in told
    again = ("--custodian", "testimony-2", "--seat", more / "new-2.seat")
    assert "2 to make lost shares again" in run("directory", "replace-lost", renewed, *here, *again, refused=NotInDraft)
    assert seats(held(renewed)) == ["new-1", "testimony-2", "testimony-3"]


def test_desks_administrators_devices_and_partners_come_and_go(more, renewed):
    run("directory", "add-desk", renewed, "--compartment", "xa-testimony", "--desk", more / "third-desk/public.cbor")
    run("directory", "revoke-desk", renewed, "curator-desk", "--compartment", "xa-testimony")
    run("directory", "add-administrator", renewed, more / "fatou.public")
    run("directory", "remove-administrator", renewed, "emre")
    run("directory", "set-device", renewed, more / "new-vault" / "public.cbor")
    run("directory", "remove-device", renewed, "ledger")
    run("directory", "add-partner", renewed, "acacia")
    run("directory", "remove-partner", renewed, "lantern")
    contents = second(more, renewed)
    assert [desk.desk for desk in contents.compartments[0].desks] == ["reviewer-desk", "third-desk"]
    assert [desk.desk for desk in contents.compartments[1].desks] == ["curator-desk", "reviewer-desk"]
    assert [one.administrator for one in contents.administrators] == ["dalia", "fatou"]
    assert [one.device for one in contents.devices] == ["vault"]
    assert [one.partner for one in contents.partners] == ["acacia"]


def test_substitutes_and_partners_keys_come_change_and_go(more, renewed):
    for name in ("new-1", "new-2"):
        told = run("directory", "add-substitute", renewed, "--seat", more / f"{name}.seat", "--for", ONE)
        assert f"may sit in for {ONE}, and for nobody else" in told
    run("directory", "remove-substitute", renewed, "new-2")
    run("directory", "add-partner", renewed, "acacia", "--public", more / "fatou.public")
    run("directory", "add-partner", renewed, "harbour")
    told = run("directory", "set-partner-key", renewed, "lantern", more / "root-3.public")
    assert "unless an administrator signs those orders" in told
    contents = second(more, renewed)
    assert [(one.substitute, one.custodian) for one in contents.substitutes] == [("new-1", ONE)]
    keys = {one.partner: one.sign_key for one in contents.partners}
    assert keys["acacia"] is not None
    assert keys["harbour"] is None
    assert keys["lantern"] not in {None, keys["acacia"]}
    run("directory", "renew", renewed)
    run("directory", "set-partner-key", renewed, "acacia", more / "emre.public", refused=NotInDraft)
    run("directory", "end-partner-key", renewed, "acacia")
    assert {one.partner: one.sign_key for one in drafts.load(renewed).partners}["acacia"] is None


def test_nobody_sits_in_for_themselves_or_twice_and_no_key_is_ended_that_is_none(more, renewed):
    add = ("directory", "add-substitute", renewed, "--seat")
    run(*add, more / "testimony-1.seat", "--for", ONE, refused=NotInDraft)
    run(*add, more / "new-1.seat", "--for", "nobody", refused=NotInDraft)
    run(*add, more / "new-1.seat", "--for", ONE)
    for custodian in (ONE, TWO):
        run(*add, more / "new-1.seat", "--for", custodian, refused=AlreadyThere)
    run("directory", "remove-substitute", renewed, "nobody", refused=NotInDraft)
    run("directory", "end-partner-key", renewed, "lantern", refused=NotInDraft)
    run("directory", "set-partner-key", renewed, "nobody", more / "fatou.public", refused=NotInDraft)


def test_what_is_changed_is_printed_for_those_concerned_and_nothing_where_nothing_changed(more, renewed, tmp_path):
    out = tmp_path / "steps.pdf"
    add = ("directory", "add-substitute", renewed, "--seat", more / "new-1.seat", "--steps", out, "--for")
    run(*add, "nobody", refused=NotInDraft)
    assert not out.exists()
    out.write_bytes(b"another paper")
    run(*add, ONE, refused=AlreadyThere)
    assert (out.read_bytes(), drafts.load(renewed).substitutes) == (b"another paper", ())
    out.unlink()
    assert "ready to print" in run(*add, ONE, "--language", "fr")
    assert sheets(out) == 2
    ended = tmp_path / "ended.pdf"
    run("directory", "remove-substitute", renewed, "new-1", "--steps", ended)
    assert sheets(ended) == 2
    run("directory", "new-epoch", renewed, "--steps", tmp_path / "desk.pdf")
    assert sheets(tmp_path / "desk.pdf") == 1


def test_who_sat_in_for_a_custodian_who_leaves_sits_in_for_nobody_and_who_takes_new_keys_keeps_theirs(more, renewed):
    run("directory", "add-substitute", renewed, "--seat", more / "new-1.seat", "--for", ONE)
    hand_over = ("directory", "hand-over", renewed, "--compartment", "xa-testimony", "--custodian", ONE, "--seat")
    again = make_keys(more / "again.key", ONE, PASSPHRASE, seeded("new keys of the same"), 8 << 20)
    (more / "again.seat").write_bytes(again.seat("harbour").to_bytes())
    run(*hand_over, more / "again.seat")
    assert [one.substitute for one in drafts.load(renewed).substitutes] == ["new-1"]
    run(*hand_over, more / "new-2.seat")
    assert drafts.load(renewed).substitutes == ()


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("hand-over", "--custodian", "nobody", "--seat", "new-1.seat"), NotInDraft),
        (("hand-over", "--custodian", "testimony-1", "--seat", "testimony-2.seat"), NotInDraft),
        (("hand-over", "--custodian", "testimony-1", "--seat", "identity-1.seat"), NotInDraft),
        (("hand-over", "--custodian", "testimony-1", "--seat", "root-1.public"), NotUsable),
        (("add-seat", "--seat", "testimony-1.seat"), NotInDraft),
        (("add-seat", "--seat", "new-1.seat", "--needed", "5"), NotInDraft),
        (("add-desk", "--desk", "curator-desk/public.cbor"), AlreadyThere),
    ],
)
def test_nonsense_is_refused_and_the_draft_stays_as_it_was(more, renewed, command, why):
    before = drafts.load(renewed)
    name, *given = command
    given = [more / one if "." in one else one for one in given]
    run("directory", name, renewed, "--compartment", "xa-testimony", *given, refused=why)
    run("directory", name, renewed, "--compartment", "xz-testimony", *given, refused=(NotInDraft, NotUsable))
    assert drafts.load(renewed) == before


@pytest.mark.parametrize(
    "command",
    [
        ("revoke-desk", "no-such-desk"),
        ("remove-administrator", "nobody"),
        ("remove-administrator", "emre"),  # a directory names two at least
        ("remove-device", "nothing"),
        ("remove-partner", "nobody"),
    ],
)
def test_what_is_not_there_is_not_taken_away(renewed, command):
    before = drafts.load(renewed)
    run("directory", command[0], renewed, command[1], refused=NotInDraft)
    assert drafts.load(renewed) == before


def test_what_was_signed_is_changed_by_its_successor_only(more, first):
    refused = run("directory", "add-partner", first, "acacia", refused=NotInDraft)
    assert "renew" in refused


def test_a_draft_that_moves_a_seat_is_signed_by_nobody(more, renewed):
    draft = drafts.load(renewed)
    one, *others = draft.compartments
    moved = one.model_copy(update={"seats": one.seats[::-1]})
    drafts.save(renewed, draft.model_copy(update={"compartments": (moved, *others)}))
    sign(more, renewed, "root-1", refused=SeatsMoved)


def test_a_draft_is_held_against_every_directory_before_it_and_not_the_last_alone(more, renewed):
    """Delisted in directory 3; in directory 4, whoever stopped at directory 2 alone would see what comes back."""
    run("directory", "add-substitute", renewed, "--seat", more / "new-1.seat", "--for", ONE)
    second(more, renewed)
    run("directory", "renew", renewed)
    run("directory", "remove-substitute", renewed, "new-1")
    for root in ("root-1", "root-2"):
        sign(more, renewed, root)
    run("directory", "renew", renewed)
    add_again = ("directory", "add-substitute", renewed, "--seat", more / "new-1.seat", "--for")
    assert "the seats of two custodians" in run(*add_again, TWO, refused=NotInDraft)
    hand_over = ("directory", "hand-over", renewed, "--compartment", "xa-testimony", "--seat", more / "new-1.seat")
    assert "the seats of two custodians" in run(*hand_over, "--custodian", TWO, refused=NotInDraft)
    drafts.save(
        renewed, changes.with_substitute(drafts.load(renewed), drafts.read_public(Seat, more / "new-1.seat"), TWO)
    )
    assert "the seats of two custodians" in run("directory", "check", renewed, refused=NotInDraft)
    sign(more, renewed, "root-1", refused=SubstituteMoved)
    assert not (renewed / "directory-4.cbor").exists()
    run("directory", "remove-substitute", renewed, "new-1")
    run(*hand_over, "--custodian", ONE)
    assert "Ready" in sign(more, renewed, "root-1") + sign(more, renewed, "root-2")


def test_a_weak_shape_is_named_and_signed_only_by_who_accepts_it(more, tmp_path):
    folder = tmp_path / "weak"
    begin(more, folder)
    add(more, folder, "testimony", "--needed", 3)
    add(more, folder, "identity")
    assert "no-seat-to-spare  (refused)" in run("directory", "check", folder)
    assert "no-seat-to-spare" in sign(more, folder, "root-1", refused=WeakShape)
    assert not (folder / "directory-1.cbor").exists()
    accept = ("--accept-weak", "no-seat-to-spare")
    key = ("--key", more / "root-1.key", "--passphrase-file", more / "words")
    assert "1 of 2 roots" in run("directory", "sign", folder, *key, *accept)
    (folder / "recovery-plan-xa-testimony.txt").write_text("Two envelopes, in two safes.")
    assert "no-seat-to-spare" not in sign(more, folder, "root-2")


def test_a_quorum_of_one_is_signed_by_nobody_whatever_they_accept(more, renewed):
    draft = drafts.load(renewed)
    one, *others = draft.compartments
    weak = draft.model_copy(update={"number": 1, "compartments": (one.model_copy(update={"needed": 1}), *others)})
    drafts.save(renewed, weak)
    assert "nobody can accept this" in run("directory", "check", renewed)
    key = ("--key", more / "root-1.key", "--passphrase-file", more / "words")
    run("directory", "sign", renewed, *key, "--accept-weak", "quorum-of-one", refused=WeakShape)


def test_a_new_epoch_puts_new_keys_in_the_place_of_the_desks_and_of_no_other(more, renewed):
    before = drafts.load(renewed).compartments
    old = before[0].desks[0]
    new = old.model_copy(update={"sign_key": SignKey.new().public, "seal_key": SealKey.new().public})
    (more / "new-desk").write_bytes(new.to_bytes())
    (more / "other-holder").write_bytes(new.model_copy(update={"holder": "somebody-else"}).to_bytes())
    said = run("directory", "new-epoch", renewed, "--desk", more / "other-holder", refused=NotInDraft)
    assert "No desk of that name and holder" in said
    run("directory", "new-epoch", renewed, "--desk", more / "new-desk")
    after = drafts.load(renewed)
    assert after.epoch == 2
    for one, was in zip(after.compartments, before, strict=True):
        assert one.desks == tuple(new if desk == old else desk for desk in was.desks)
