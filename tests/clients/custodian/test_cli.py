"""`leeward-custodian` as a custodian types it: what it says, on a narrow screen, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import httpx
import pytest
from typer.testing import CliRunner

from clients.custodian import cli
from clients.custodian.errors import (
    NotAnAddress,
    NotAnOrder,
    NotConnected,
    NothingFetched,
    NothingToFreeze,
    VaultSaysNo,
)
from clients.custodian.memory import Memory
from clients.key_file import FileExists, make_keys
from protocol.carried_keys import CarriedFile, open_carried
from protocol.ledger import EntryKind
from protocol.orders import TargetKind, check_order
from tests.clients.custodian.sitting_world import CONSORTIUM, TESTIMONY, Machine, tell
from tests.worlds import seeded

PASSPHRASE = "six random words are good enough"
ADDRESSES = [part for name in ("vault", "policy", "ledger", "intake") for part in (f"--{name}", f"http://{name}")]


@pytest.fixture
def at_desk(tmp_path, monkeypatch):
    """The real command line over a made-up network, with a key file of seat 1."""
    machine = Machine(tmp_path / "asha")
    one = CONSORTIUM.custodians[TESTIMONY][0]
    seeds = iter([one.seal_key.seed(), one.sign_key.seed()])
    salt = seeded("salt")
    make_keys(machine.folder / "custodian.key", one.name, PASSPHRASE, lambda n: next(seeds, salt(n)), 8 << 20)
    (tmp_path / "words").touch(mode=0o600)
    (tmp_path / "words").write_text(PASSPHRASE + "\n")
    (tmp_path / "roots.cbor").write_bytes(CONSORTIUM.root_set.to_bytes())
    transport, client = httpx.MockTransport(machine.answer), httpx.Client
    monkeypatch.setattr(httpx, "Client", lambda **how: client(transport=transport, **how))
    monkeypatch.setattr(cli.time, "time", machine.clock)
    assert run(machine, "connect", str(tmp_path / "roots.cbor"), *ADDRESSES).exit_code == 0
    return machine


def run(machine, command, *arguments, unlock=True, typed=None):
    more = ["--folder", str(machine.folder)]
    if unlock and command not in {"connect", "history"}:
        more += ["--passphrase-file", str(machine.folder.parent / "words")]
    return CliRunner().invoke(cli.app, [command, *arguments, *more], input=typed, env={"COLUMNS": "80"})


def test_at_a_glance_how_many_what_for_and_for_whom(at_desk):
    assert "Nothing waits for you." in run(at_desk, "waiting").output
    notice = at_desk.ask(tell("one"), tell("two"), withdrawn=[tell("two").id])
    shown = run(at_desk, "waiting").output
    for words in (
        notice.request.id().hex()[:12],
        TESTIMONY,
        "2 parts for early-warning",
        "asked by curator-xa, reviewed by reviewer-xa",
        "you may approve 1; today, for curator-xa, 0 of 40 so far",
        "not 1: The source has taken this report back.",
        "2026-11-22 12:00 UTC",
    ):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_approving_asks_first_and_says_how_many_went(at_desk):
    number = at_desk.ask(tell("one"), tell("two")).request.id().hex()
    said = run(at_desk, "approve", number[:8], typed="n\n")
    assert (said.exit_code, at_desk.sent) == (1, [])
    said = run(at_desk, "approve", number[:8], typed="y\n")
    assert "Approved 2 of 2 parts." in said.output
    said = run(at_desk, "history").output
    assert "2026-11-21" in said
    assert "curator-xa" in said
    assert max(map(len, said.splitlines())) <= 80


def test_approving_needs_a_request_or_all_of_them(at_desk):
    at_desk.ask(tell("one"))
    said = run(at_desk, "approve", typed="y\n")
    assert (said.exit_code, at_desk.sent) == (2, [])
    assert "--all" in said.output


def test_who_holds_no_seat_is_told_so(at_desk, tmp_path):
    """Their key is one that the directory does not name: no zone would answer them."""
    (at_desk.folder / "custodian.key").unlink()
    one = CONSORTIUM.custodians[TESTIMONY][0]
    make_keys(at_desk.folder / "custodian.key", one.name, PASSPHRASE, seeded("new key"), 8 << 20)
    said = run(at_desk, "waiting")
    assert isinstance(said.exception, cli.CustodianError)
    assert "no seat for you with this key" in str(said.exception)


def test_refusing_gives_a_code_and_no_words(at_desk):
    number = at_desk.ask(tell("one")).request.id().hex()
    said = run(at_desk, "refuse", number[:8], "--reason", "aim-not-clear")
    assert "Refused 1 part" in said.output
    assert len(at_desk.sent[0].refusals) == 1


def test_what_can_be_frozen_is_listed_what_waits_and_what_was_approved_here(at_desk):
    run(at_desk, "waiting")
    assert "nothing that you can freeze" in run(at_desk, "freeze").output
    approved = at_desk.ask(tell("one"), tell("two")).request.id().hex()
    assert run(at_desk, "approve", approved[:8], "--yes").exit_code == 0
    at_desk.notices.clear()
    waits = at_desk.ask(tell("three")).request.id().hex()
    never_logged = at_desk.notice(tell("four"), evidence=at_desk.log.enter(EntryKind.RELEASE, bytes(32)))
    at_desk.show(never_logged)
    shown = run(at_desk, "freeze").output
    for words in (
        f"{approved[:12]}  parts that you approved on 2026-11-21: 2",
        f"{waits[:12]}  {TESTIMONY}; parts that wait for you: 1",
        f"{never_logged.request.id().hex()[:12]}  {TESTIMONY}; parts that wait for you: 1",
    ):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert at_desk.frozen == []
    at_desk.clock.pass_days(4)
    assert approved[:12] not in run(at_desk, "freeze").output


def test_freezing_is_for_good_so_the_word_is_typed(at_desk):
    number = at_desk.ask(tell("one")).request.id().hex()
    run(at_desk, "waiting")
    for typed in ("\n", "y\n", "yes\n", "no\n", ""):
        said = run(at_desk, "freeze", number[:8], typed=typed)
        assert (said.exit_code, at_desk.frozen) == (1, [])
        assert number in said.output  # whole, to be read out to a colleague
        assert max(map(len, said.output.splitlines())) <= 80
    said = run(at_desk, "freeze", number[:8], typed="freeze\n")
    assert (said.exit_code, at_desk.frozen) == (0, [number])
    assert "can fetch nothing more" in said.output
    assert run(at_desk, "freeze", number[:8], "--yes").exit_code == 0


def test_a_freeze_needs_nobody_but_the_vault(at_desk):
    """It only ever stops something: not even a log that splits may stand in its way."""
    number = at_desk.ask(tell("one")).request.id().hex()
    assert run(at_desk, "approve", number, "--yes").exit_code == 0
    at_desk.lies = {door: httpx.Response(503) for door in ("GET /v1/directory", "GET /v1/policies", "GET /checkpoint")}
    assert run(at_desk, "freeze", number[:8], "--yes").exit_code == 0
    at_desk.lies["GET /v1/openings"] = httpx.Response(503)
    assert isinstance(run(at_desk, "freeze", number[:8], "--yes").exception, VaultSaysNo)
    assert run(at_desk, "freeze", number.upper(), "--yes").exit_code == 0
    assert at_desk.frozen == [number, number]


def test_a_number_that_names_no_one_request_freezes_nothing(at_desk):
    number = at_desk.ask(tell("one")).request.id().hex()
    assert isinstance(run(at_desk, "freeze", number[:8]).exception, NothingFetched)
    run(at_desk, "waiting")
    for given in (number[:3], "0000" if number[:4] != "0000" else "1111", "", number + "00", "no number"):
        said = run(at_desk, "freeze", given, "--yes")
        assert at_desk.frozen == []
        if given:
            assert isinstance(said.exception, NothingToFreeze)
            assert "\n" not in str(said.exception)


def test_what_the_vault_answers_to_a_freeze_is_said_and_nothing_else(at_desk):
    number = "ab" * 32
    path = f"POST /v1/openings/{number}/freeze"
    at_desk.lies[path] = httpx.Response(404, json={"detail": "There is nothing here by that name for this device."})
    said = run(at_desk, "freeze", number, "--yes")
    assert isinstance(said.exception, VaultSaysNo)
    assert str(said.exception) == "There is nothing here by that name for this device."
    assert "Frozen" not in said.output


def test_a_custodian_stops_a_compartment_or_a_part_and_agrees_to_go_on(at_desk):
    said = run(at_desk, "stop", "xa-testimony")
    assert said.exit_code == 0
    part = run(at_desk, "stop", "xa-testimony", "--part", "ab" * 32, "--reason", "coerced")
    assert part.exit_code == 0
    given = [check_order(one, CONSORTIUM.directory) for one in at_desk.brought]
    assert [one.order.target.kind for one in given] == [TargetKind.COMPARTMENT, TargetKind.PART]
    number = given[0].id.hex()
    assert number in said.output.replace("\n", "")
    assert run(at_desk, "go-on", number).exit_code == 0
    assert check_order(at_desk.brought[-1], CONSORTIUM.directory).order.lifts == given[0].id


@pytest.mark.parametrize(
    "given",
    [("stop", "Xa Testimony"), ("stop", "xa-testimony", "--part", "no part"), ("go-on", "abcd"), ("go-on", "x")],
)
def test_what_names_nothing_stops_nothing(at_desk, given):
    assert isinstance(run(at_desk, *given).exception, NotAnOrder)
    assert at_desk.brought == []


def test_json_is_for_other_programs(at_desk):
    at_desk.ask(tell("one"))
    (one,) = json.loads(run(at_desk, "waiting", "--json").stdout)
    assert (one["parts"], one["may_approve"], one["curator"]) == (1, 1, "curator-xa")


def test_history_asks_nobody_and_needs_no_passphrase(at_desk):
    run(at_desk, "waiting")
    at_desk.asked.clear()
    said = run(at_desk, "history")
    assert (said.exit_code, at_desk.asked) == (0, [])
    assert "nothing in the last 90 days" in said.output


def test_keys_go_to_the_page_in_a_file_that_only_the_shown_code_opens(at_desk, tmp_path):
    at_desk.ask(tell("one"), withdrawn=[tell("two").id])
    assert run(at_desk, "approve", "--all", "--yes").exit_code == 0
    file = tmp_path / "for-the-page"
    shown = run(at_desk, "key", "for-page", str(file)).output
    code = re.search(r"[0-9]{3}(?: [0-9]{3}){13}", shown)[0]
    carried = open_carried(CarriedFile.from_bytes(file.read_bytes()), code)
    keys = at_desk.keys
    assert (carried.custodian, carried.roots) == (keys.name, CONSORTIUM.root_set)
    assert (carried.seal_seed, carried.sign_seed) == (keys.seal_key.seed(), keys.sign_key.seed())
    assert (carried.vault, carried.policy) == ("http://vault", "http://policy")
    assert (carried.signed_directory, carried.signed_policy) == (at_desk.directory, at_desk.policy)
    assert carried.memory == at_desk.memory_file.read_bytes()
    assert Memory.from_bytes(carried.memory).withdrawn == (tell("two").id,)
    assert file.stat().st_mode & 0o077 == 0
    assert not [one for one in at_desk.folder.iterdir() if code.encode() in one.read_bytes()]
    again = run(at_desk, "key", "for-page", str(file))
    assert isinstance(again.exception, FileExists)
    assert open_carried(CarriedFile.from_bytes(file.read_bytes()), code) == carried


def test_keys_go_to_the_page_before_anything_was_fetched_too_and_nowhere_without_addresses(at_desk, tmp_path):
    assert run(at_desk, "key", "for-page", str(tmp_path / "one")).exit_code == 0
    (at_desk.folder / "settings.toml").unlink()
    refused = run(at_desk, "key", "for-page", str(tmp_path / "two"))
    assert isinstance(refused.exception, NotConnected)
    assert not (tmp_path / "two").exists()


def test_other_roots_never_take_the_place_of_the_first(at_desk, tmp_path):
    held = (at_desk.folder / "roots.cbor").read_bytes()
    other = CONSORTIUM.root_set.model_copy(update={"needed": 1})
    (tmp_path / "roots.cbor").write_bytes(other.to_bytes())
    said = run(at_desk, "connect", str(tmp_path / "roots.cbor"), *ADDRESSES)
    assert isinstance(said.exception, cli.OtherRoots)
    assert (at_desk.folder / "roots.cbor").read_bytes() == held


@pytest.mark.parametrize("address", ["vault", "ftp://vault", "http://", "http://a:b", ""])
def test_an_address_that_is_none_is_refused_before_anything_is_written(tmp_path, address):
    (tmp_path / "roots.cbor").write_bytes(CONSORTIUM.root_set.to_bytes())
    addresses = [*ADDRESSES[:1], address, *ADDRESSES[2:]]
    said = run(Machine(tmp_path / "x"), "connect", str(tmp_path / "roots.cbor"), *addresses)
    assert isinstance(said.exception, NotAnAddress)
    assert not (tmp_path / "x" / "settings.toml").exists()


def program(*arguments, folder):
    """As a process of its own: what a person sees when it ends."""
    whole = [sys.executable, "-m", "clients.custodian.cli", *arguments, "--folder", str(folder)]
    return subprocess.run(whole, capture_output=True, text=True, timeout=60, check=False)


def test_every_ending_is_one_plain_sentence(tmp_path):
    (tmp_path / "custodian.key").write_bytes(b"canary")
    (tmp_path / "words").touch(mode=0o600)
    (tmp_path / "words").write_bytes(b"canary \xff")
    (tmp_path / "settings.toml").write_bytes(b"vault = canary \xff")
    unlock = ("--passphrase-file", str(tmp_path / "words"))
    cases = [
        (("waiting", *unlock), "not connected yet"),
        (("key", "show", *unlock), "passphrase file cannot be read"),
        (("key", "new", "Asha Canary", "--organisation", "lantern", *unlock), "passphrase file cannot be read"),
        (("history",), "not connected yet"),
    ]
    for arguments, words in cases:
        said = program(*arguments, folder=tmp_path)
        assert said.returncode == 1
        assert words in said.stderr
        assert said.stdout == ""
        assert "Traceback" not in said.stderr
        assert "canary" not in said.stderr.lower()
        assert len(said.stderr.strip().splitlines()) == 1


def test_help_fits_a_narrow_screen():
    for command in ([], ["waiting"], ["approve"], ["refuse"], ["freeze"], ["history"], ["connect"], ["key", "new"]):
        said = CliRunner().invoke(cli.app, [*command, "--help"], env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"})
        assert said.exit_code == 0
        assert max(map(len, said.output.splitlines())) <= 80
