"""`leeward orders`: an order is made, others put their names to it, and zones are brought it."""

from __future__ import annotations

import base64

import httpx
import pytest
import typer
from typer.testing import CliRunner

from clients.key_file import make_keys
from clients.orders import commands, giving
from clients.orders.errors import (
    AlreadyThere,
    CannotReachZone,
    NoPaper,
    NoSuchOrder,
    NotAnOrder,
    UnknownName,
    ZoneSaysNo,
)
from protocol.directory import sign_directory
from protocol.errors import BadBatchName
from protocol.ids import day_of
from protocol.orders import Office, Order, OrderAct, OrderBook, SignedOrder, check_order, merge, stand
from server.policy.staff import list_staff
from tests.worlds import TODAY, Clock, make_consortium, seeded

WORLD = make_consortium()
PASSPHRASE = "a passphrase of many letters"
STAFF = list_staff(WORLD.policy, WORLD.directory).model_dump_json().encode()
ZONES = ("--to", "http://policy", "--to", "http://vault")


class Zones:
    """What the zones were brought; they take what `check_order` takes. The policy zone shows its papers."""

    def __init__(self, signed, directory):
        self.shown = {"/v1/directory": signed.to_bytes(), "/v1/staff": STAFF}
        self.directory, self.brought, self.says, self.away = directory, {}, 204, False

    def answer(self, request):
        if self.away:
            raise httpx.ConnectError("nobody there")
        assert "signature" in request.headers
        if request.method == "GET" and request.url.path == "/v1/orders":
            return httpx.Response(200, content=self.book().to_bytes())
        if request.method == "GET":
            raw = self.shown.get(request.url.path) if request.url.host == "policy" else None
            return httpx.Response(404) if raw is None else httpx.Response(200, content=raw)
        if self.says == 204:
            self.brought.setdefault(request.url.host, []).extend(OrderBook.from_bytes(request.content).orders)
            return httpx.Response(204)
        return httpx.Response(self.says, json={"title": "No.", "detail": "Not by you."})

    def book(self):
        return merge(OrderBook(), [one for brought in self.brought.values() for one in brought], self.directory)


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    folder = tmp_path_factory.mktemp("people")
    (folder / "words").touch(mode=0o600)
    (folder / "words").write_text(PASSPHRASE)
    made = {name: make_keys(folder / f"{name}.key", name, PASSPHRASE, seeded(name), 8 << 20) for name in NAMES}
    administrators = tuple(made[name].administrator(f"house-of-{name}") for name in NAMES)
    contents = WORLD.directory.contents.model_copy(update={"administrators": administrators})
    (folder / "directory.cbor").write_bytes(sign_directory(contents, list(enumerate(WORLD.roots))).to_bytes())
    (folder / "roots.cbor").write_bytes(WORLD.root_set.to_bytes())
    (folder / "policy.cbor").write_bytes(WORLD.signed_policy.to_bytes())
    return folder


NAMES = ("dalia", "esteban", "farid")


@pytest.fixture
def zones(people, monkeypatch):
    from protocol.directory import SignedDirectory, trust  # noqa: PLC0415

    signed = SignedDirectory.from_bytes((people / "directory.cbor").read_bytes())
    zones = Zones(signed, trust(signed, WORLD.root_set, TODAY))
    client = httpx.Client
    monkeypatch.setattr(
        giving.httpx, "Client", lambda **how: client(**how, transport=httpx.MockTransport(zones.answer))
    )
    monkeypatch.setattr(commands.time, "time", Clock())
    return zones


def run(people, *arguments, by="dalia", refused=None):
    unlock = ("--key", str(people / f"{by}.key"), "--passphrase-file", str(people / "words"))
    done = CliRunner().invoke(commands.orders, [*map(str, arguments), *unlock])
    if refused:
        assert isinstance(done.exception, refused), (done.output, done.exception)
        return str(done.exception)
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def read(file):
    return SignedOrder.from_bytes(file.read_bytes())


def test_one_administrator_suspends_somebody_at_every_zone(people, zones, tmp_path):
    said = run(people, "suspend", "person", "curator-xa", "--reason", "coerced", "--out", tmp_path / "o", *ZONES)
    order = read(tmp_path / "o")
    assert zones.brought == {"policy": [order], "vault": [order]}
    given = check_order(order, zones.directory)
    assert given.id.hex() in said.replace("\n", "")
    assert (given.order.act, given.order.reason, given.order.day) == (OrderAct.SUSPEND, "coerced", day_of(Clock()()))


def test_a_lift_needs_a_second_name(people, zones, tmp_path):
    run(people, "suspend", "device", "desk-xa-curator", "--out", tmp_path / "o", *ZONES)
    number = Order.from_bytes(read(tmp_path / "o").order).id().hex()
    run(people, "lift", number, "--out", tmp_path / "l", *ZONES)
    assert stand(zones.book(), zones.directory, two_organisations=True).stopped
    assert "dalia, esteban" in run(people, "sign", tmp_path / "l", *ZONES, by="esteban")
    run(people, "sign", tmp_path / "l", *ZONES, by="esteban")
    assert len(read(tmp_path / "l").signatures) == 2
    assert not stand(zones.book(), zones.directory, two_organisations=True).stopped


def test_what_stands_is_shown_with_who_gave_it(people, zones, tmp_path):
    papers = ("--roots", people / "roots.cbor", "--directory", people / "directory.cbor")
    assert "Nothing was ever stopped." in run(people, "show", "http://policy", *papers)
    run(people, "hold", "xa-evidence", "--out", tmp_path / "h", *ZONES)
    run(people, "suspend", "batch", "01234-56751", "--out", tmp_path / "o", *ZONES)
    number = Order.from_bytes(read(tmp_path / "o").order).id().hex()
    run(people, "lift", number, "--out", tmp_path / "l", *ZONES)
    run(people, "sign", tmp_path / "l", *ZONES, by="farid")
    shown = run(people, "show", "http://policy", *papers)
    assert "hold compartment xa-evidence — stands; legal; by dalia (administrator)" in shown
    assert "suspend batch 01234-56751 — lifted" in shown
    assert f"lift {number[:8]}; over; by dalia (administrator), farid (administrator)" in shown


def test_an_order_that_could_not_be_brought_is_kept_and_sent_later(people, zones, tmp_path):
    zones.away = True
    papers = ("--directory", people / "directory.cbor")
    run(people, "suspend", "partner", "lantern", "--out", tmp_path / "o", *ZONES, *papers, refused=CannotReachZone)
    zones.away = False
    run(people, "send", tmp_path / "o", *ZONES, by="esteban")
    assert zones.brought["vault"] == [read(tmp_path / "o")]


def test_what_a_zone_says_is_said(people, zones, tmp_path):
    zones.says = 403
    said = run(people, "suspend", "person", "curator-xa", "--out", tmp_path / "o", *ZONES, refused=ZoneSaysNo)
    assert "Not by you." in said


@pytest.mark.parametrize(
    "given",
    [
        ("suspend", "person", "Ines"),
        ("suspend", "part", "ab"),
        ("suspend", "part", "ab", "--compartment", "xa-testimony"),
        ("suspend", "person", "curator-xa", "--compartment", "xa-testimony"),
        ("hold", "Xa"),
        ("lift", "ab"),
        ("lift", "no number"),
    ],
)
def test_what_cannot_be_ordered_is_refused_before_anything_is_written(people, zones, tmp_path, given):
    run(people, *given, "--out", tmp_path / "o", refused=NotAnOrder)
    assert not (tmp_path / "o").exists()


def test_no_file_is_written_over_and_no_other_file_is_an_order(people, zones, tmp_path):
    (tmp_path / "o").write_bytes(b"mine")
    papers = ("--directory", people / "directory.cbor")
    run(people, "suspend", "person", "curator-xa", *papers, "--out", tmp_path / "o", refused=AlreadyThere)
    for command in ("sign", "send"):
        run(people, command, tmp_path / "o", refused=NotAnOrder)
    assert (tmp_path / "o").read_bytes() == b"mine"


def test_a_partner_signs_as_a_partner(people, zones, tmp_path):
    run(people, "suspend", "batch", "01234-56751", "--as", "partner", "--out", tmp_path / "o")
    assert [(one.office, one.name) for one in read(tmp_path / "o").signatures] == [(Office.PARTNER, "dalia")]


def test_a_lost_pile_is_revoked_by_the_name_that_somebody_read_out(people, zones, tmp_path):
    app = typer.Typer()
    app.command()(commands.revoke)
    unlock = ("--key", people / "dalia.key", "--passphrase-file", people / "words")
    done = CliRunner().invoke(app, [*map(str, ("01234 56751", "--out", tmp_path / "o", *ZONES, *unlock))])
    assert done.exit_code == 0, done.exception
    target = check_order(zones.brought["vault"][0], zones.directory).order.target
    assert (target.kind, target.name) == ("batch", "01234-56751")
    wrong = CliRunner().invoke(app, [*map(str, ("01234 56752", "--out", tmp_path / "p", *unlock))])
    assert isinstance(wrong.exception, BadBatchName)


def test_an_order_is_printed_as_one_line_for_a_page(people, zones, tmp_path):
    run(people, "suspend", "partner", "lantern", "--although-unknown", "--out", tmp_path / "o")
    done = CliRunner().invoke(commands.orders, ["text", str(tmp_path / "o")])
    assert base64.urlsafe_b64decode(done.output.strip()) == read(tmp_path / "o").to_bytes()
    assert done.output.count("\n") == 1


PART = ("suspend", "part", "ab" * 32, "--as", "custodian", "--compartment")
KNOWN = [
    ("suspend", "person", "custodian-xa-identity-2"),
    ("suspend", "person", "reviewer-xb"),
    ("suspend", "person", "farid"),
    ("suspend", "person", "analyst-amara"),
    ("suspend", "device", "gateway"),
    ("suspend", "partner", "acacia"),
    ("suspend", "compartment", "xa-testimony"),
    ("hold", "xa-testimony"),
    (*PART, "xa-identity"),
]
SLIPS = [
    (("suspend", "person", "nobodyhere"), "No person of this name is in the directory or the staff list."),
    (("suspend", "person", "desk-xa-curator"), "No person of this name"),
    (("suspend", "device", "desk-xa-curatr"), "No device of this name is in the directory."),
    (("suspend", "device", "curator-xa"), "No device of this name"),
    (("suspend", "partner", "lantren"), "No partner of this name"),
    (("suspend", "compartment", "xa-testimny"), "No compartment of this name"),
    (("hold", "xa-testimny"), "No compartment of this name"),
    ((*PART, "xa-identty"), "No compartment of this name"),
]


@pytest.mark.parametrize("given", KNOWN, ids=" ".join)
def test_what_a_paper_knows_is_looked_up_at_the_zones_or_in_files(people, zones, tmp_path, given):
    run(people, *given, "--out", tmp_path / "o", *ZONES)
    files = ["--directory", people / "directory.cbor"]
    files += ["--policy", people / "policy.cbor"] if "person" in given else []
    zones.away = True
    run(people, *given, "--out", tmp_path / "p", *files)


@pytest.mark.parametrize(("given", "words"), SLIPS, ids=lambda one: " ".join(one) if isinstance(one, tuple) else "")
def test_a_slip_in_a_name_is_refused_before_anything_is_signed_and_says_what_was_looked_for(
    people, zones, tmp_path, given, words
):
    assert words in run(people, *given, "--out", tmp_path / "o", *ZONES, refused=UnknownName)
    assert not (tmp_path / "o").exists()
    assert not zones.brought


@pytest.mark.parametrize("given", [given for given, _ in SLIPS], ids=" ".join)
def test_a_name_that_only_a_newer_paper_has_is_ordered_and_taken(people, zones, tmp_path, given):
    run(people, *given, "--although-unknown", "--out", tmp_path / "o", *ZONES)
    assert zones.brought == {"policy": [read(tmp_path / "o")], "vault": [read(tmp_path / "o")]}


def test_a_newer_directory_on_this_machine_is_enough_where_the_zones_is_older(people, zones, tmp_path):
    contents = WORLD.directory.contents
    older = contents.model_copy(update={"partners": contents.partners[1:]})
    zones.shown["/v1/directory"] = sign_directory(older, list(enumerate(WORLD.roots))).to_bytes()
    lantern = ("suspend", "partner", "lantern", "--out", tmp_path / "o", *ZONES)
    run(people, *lantern, refused=UnknownName)
    run(people, *lantern, "--directory", people / "directory.cbor")


def test_where_no_paper_is_shown_nothing_is_signed_unless_somebody_says_so(people, zones, tmp_path):
    given = ("suspend", "person", "curator-xa", "--out", tmp_path / "o")
    run(people, *given, refused=NoPaper)
    run(people, *given, "--to", "http://vault", refused=NoPaper)
    run(people, *given, *ZONES, "--policy", people / "policy.cbor")
    (tmp_path / "o").unlink()
    zones.shown.clear()
    run(people, *given, *ZONES, refused=NoPaper)
    zones.away = True
    assert "--although-unknown" in run(people, *given, *ZONES, refused=NoPaper)
    assert not (tmp_path / "o").exists()
    run(people, *given, "--although-unknown", *ZONES, refused=CannotReachZone)
    assert read(tmp_path / "o")


def test_whoever_is_not_shown_the_staff_list_is_told_that_it_was_not_looked_into(people, zones, tmp_path):
    del zones.shown["/v1/staff"]
    said = run(people, "suspend", "person", "analyst-amara", "--out", tmp_path / "o", *ZONES, refused=UnknownName)
    assert "in the directory. " in said
    assert "--policy" in said
    zones.shown["/v1/staff"] = b"[]"
    assert "--policy" in run(
        people, "suspend", "person", "analyst-amara", "--out", tmp_path / "o", *ZONES, refused=UnknownName
    )


@pytest.mark.parametrize("name", ["99999-99999", "01234-56752", "1234-5678", "lantern"])
def test_a_batch_whose_digits_are_wrong_is_not_suspended(people, zones, tmp_path, name):
    run(people, "suspend", "batch", name, "--out", tmp_path / "o", *ZONES, refused=BadBatchName)
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("name", ["01234-56751", "0123456751", "01234 56751"])
def test_a_suspended_batch_is_named_as_its_cards_name_it(people, zones, tmp_path, name):
    run(people, "suspend", "batch", name, "--out", tmp_path / "o", *ZONES)
    assert check_order(zones.brought["vault"][0], zones.directory).order.target.name == "01234-56751"


def test_what_no_zone_has_an_order_for_is_not_lifted(people, zones, tmp_path):
    run(people, "suspend", "partner", "lantern", "--out", tmp_path / "o", *ZONES)
    number, wrong = Order.from_bytes(read(tmp_path / "o").order).id().hex(), "ab" * 32
    run(people, "lift", wrong, "--out", tmp_path / "l", *ZONES, refused=NoSuchOrder)
    assert not (tmp_path / "l").exists()
    run(people, "lift", number, "--out", tmp_path / "l", *ZONES)
    lift = Order.from_bytes(read(tmp_path / "l").order).id().hex()
    run(people, "lift", lift, "--out", tmp_path / "m", *ZONES, refused=NoSuchOrder)
    run(people, "lift", wrong, "--although-unknown", "--out", tmp_path / "m", *ZONES)


def test_a_lift_that_no_zone_was_asked_about_says_so(people, zones, tmp_path):
    said = run(people, "lift", "ab" * 32, "--out", tmp_path / "l")
    assert "No zone said whether it has an order of this number." in said
    zones.away = True
    run(people, "lift", "ab" * 32, "--out", tmp_path / "m", *ZONES, refused=CannotReachZone)
    assert read(tmp_path / "m")
