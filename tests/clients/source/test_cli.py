"""A source's own commands: what leaves the machine, what stays on it, and what is said when something is wrong."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from clients.source import sending
from clients.source.errors import NotUsable
from clients.to_intake import (
    CannotReach,
    Intake,
    IntakeRefused,
    NotAccepted,
    NotAnAddress,
    NotAProxy,
    OnionNeedsProxy,
)
from protocol.acceptance import Acceptance, accept
from protocol.cards import CardCode
from protocol.consent import verify_withdrawal
from protocol.directory import DeviceRole, RolledBack, SignedDirectory
from protocol.errors import BadReceipt
from protocol.ids import PartKind
from protocol.post import open_post
from protocol.primitives import SignKey
from protocol.receipt import Receipt
from protocol.roots import NotEnoughRoots
from tests.clients.source.leeward_app import app
from tests.clients.source.wires import IntakeOnTheWire, SocksProxy
from tests.forked import hosting
from tests.worlds import make_consortium, seeded

CONSORTIUM = make_consortium("source", custodians=3, quorums=(2, 2, 2), today=int(time.time() // 86_400))
CANARY = "The canary sang at Tal Marrow bridge"
NAME = "Nadia Canary"
PHONE = "+999 555 0101"
IDENTITY = f'name = "{NAME}"\nphone = "{PHONE}"\n'
RECEIPT = Receipt.new(seeded("receipt"))
CARD = CardCode.new(seeded("card"))


@pytest.fixture
def intake():
    running = IntakeOnTheWire(CONSORTIUM)
    yield running
    running.stop()


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with all that a source may have; the clock of the machine is the real one."""
    for name, text in (
        ("text", CANARY),
        ("identity", IDENTITY),
        ("receipt", " ".join(RECEIPT.words("en"))),
        ("card", CARD.printed()),
    ):
        (tmp_path / name).write_text(text)
    (tmp_path / "roots").write_bytes(CONSORTIUM.root_set.to_bytes())
    (tmp_path / "directory").write_bytes(CONSORTIUM.signed.to_bytes())
    monkeypatch.setattr(sending, "BETWEEN_ATTEMPTS", 0.0)
    return tmp_path


@pytest.fixture(scope="module")
def forks():
    with hosting("tests.clients.source.leeward_app") as host:
        yield host


def report(desk, intake, *more, text="text", country="xa"):
    where = ["--intake", intake if isinstance(intake, str) else intake.url, "--roots", str(desk / "roots")]
    return ["report", str(desk / text), *where, "--country", country, "--pause", "0", *more]


def everything(desk, intake):
    given = [part for name in ("identity", "receipt", "card") for part in (f"--{name}", str(desk / name))]
    return report(desk, intake, *given, "--index", "1")


def run(*arguments, typed=None):
    return CliRunner().invoke(app, [str(one) for one in arguments], input=typed)


def spellings(secret: str) -> list[bytes]:
    raw = [secret.encode(), secret.encode("utf-16-le")]
    return [*raw, *(base64.b64encode(one)[:-4] for one in raw), *(one.hex().encode() for one in raw)]


# What leaves the machine


def test_what_is_sent_holds_nothing_of_what_was_said_or_who_said_it(desk, intake):
    said = run(*everything(desk, intake))
    assert said.exit_code == 0, said.output
    assert len(intake.uploads) == 2
    secrets = (CANARY, NAME, PHONE, CARD.digits(), CARD.printed(), *RECEIPT.words("en"), RECEIPT.digits())
    for upload in intake.uploads:
        for secret in secrets:
            for spelling in spellings(secret) if len(secret) > 8 else [f" {secret} ".encode()]:
                assert spelling not in upload.body
                assert spelling not in upload.head.encode()
        assert RECEIPT.entropy() not in upload.body


def test_both_parts_go_over_connections_of_their_own_and_name_no_program(desk, intake):
    assert run(*report(desk, intake)).exit_code == 0
    assert len({one.connection for one in intake.uploads}) == 2
    for one in intake.uploads:
        assert "python" not in one.head.lower()
        assert "cookie" not in one.head.lower()


def test_a_real_identity_and_an_empty_one_are_of_one_size_on_the_wire(desk, intake):
    run(*report(desk, intake))
    run(*report(desk, intake, "--identity", str(desk / "identity")))
    sizes = {len(one.to_bytes()) for one in intake.parts() if one.header.compartment == "xa-identity"}
    assert len([one for one in intake.parts() if one.header.compartment == "xa-identity"]) == 2
    assert len(sizes) == 1


def test_nothing_secret_is_in_the_command_line_or_the_environment_while_a_report_runs(desk, intake):
    intake.gate.clear()
    whole = [sys.executable, "-m", "tests.clients.source.leeward_app", *everything(desk, intake)]
    with subprocess.Popen(whole, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=plain_environment()) as running:
        deadline = time.monotonic() + 30
        while not intake.fetched and time.monotonic() < deadline:
            time.sleep(0.05)
        seen = b"".join(Path(f"/proc/{running.pid}/{name}").read_bytes() for name in ("cmdline", "environ"))
        intake.gate.set()
        said, complained = running.communicate(timeout=60)
    assert running.returncode == 0, complained
    assert b"leeward_app" in seen
    for secret in (CANARY, NAME, PHONE, CARD.digits(), CARD.printed(), " ".join(RECEIPT.words("en"))):
        for spelling in spellings(secret):
            assert spelling not in seen
            assert spelling not in said + complained


def plain_environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ} | {
        "PYTHONPATH": str(Path(__file__).parents[3])
    }


def test_nothing_is_left_on_the_machine(desk, intake):
    before = {file: file.read_bytes() for file in desk.rglob("*")}
    assert run(*everything(desk, intake)).exit_code == 0
    assert {file: file.read_bytes() for file in desk.rglob("*")} == before


# The receipt


def test_a_new_receipt_is_shown_once_and_on_stdout_only(desk, intake):
    said = run(*report(desk, intake))
    words = said.stdout.strip()
    assert len(words.split()) == 12
    assert words not in said.stderr
    assert said.output.count(words) == 1
    assert "kept nowhere" in said.stderr
    part = next(one for one in intake.parts() if one.header.compartment == "xa-testimony")
    assert part.header.part_key == Receipt.from_words(words, "en").part_key(PartKind.TESTIMONY, 0).public


def test_the_receipt_is_shown_although_the_line_breaks_after_one_part(desk, intake):
    """Those words are all that can take the arrived part back."""
    key = CONSORTIUM.devices[DeviceRole.INTAKE]

    def once(identifier):
        return (200, accept(identifier, key).to_bytes()) if len(intake.uploads) == 1 else (503, b"{}")

    intake.answer_with = once
    said = run(*report(desk, intake))
    assert isinstance(said.exception, IntakeRefused)
    assert len(said.stdout.split()) == 12
    assert "sealed anew under new words" in said.stderr


def test_what_was_not_sent_whole_is_never_sealed_again_under_the_same_number(desk, intake):
    """Two reports under one number have one key, and anyone can see that they belong together."""
    intake.answer_with = lambda _identifier: (503, b"{}")
    said = run(*report(desk, intake, "--receipt", desk / "receipt", "--index", "1"))
    assert isinstance(said.exception, IntakeRefused)
    assert "with --index one higher" in said.stderr


def test_a_given_receipt_is_not_shown_again_and_needs_its_count(desk, intake):
    said = run(*report(desk, intake, "--receipt", desk / "receipt"))
    assert isinstance(said.exception, NotUsable)
    assert intake.uploads == []
    said = run(*report(desk, intake, "--receipt", desk / "receipt", "--index", "3"))
    assert said.exit_code == 0
    assert said.stdout == ""
    keys = {one.header.part_key for one in intake.parts()}
    assert RECEIPT.part_key(PartKind.TESTIMONY, 3).public in keys


def test_a_language_without_a_word_list_gets_digits(desk, intake):
    said = run(*report(desk, intake, "--language", "sw"))
    assert Receipt.from_digits(said.stdout)


def withdraw(desk, intake, words, *more):
    (desk / "words").write_text(words)
    where = ["--intake", intake.url, "--roots", desk / "roots"]
    return run("withdraw", "--receipt", desk / "words", *where, *more)


def test_a_wrong_receipt_looks_the_same_as_a_right_one(desk, intake):
    right = withdraw(desk, intake, " ".join(RECEIPT.words("en")))
    wrong = withdraw(desk, intake, " ".join(Receipt.new().words("en")))
    assert (right.exit_code, right.stdout, right.stderr) == (wrong.exit_code, wrong.stdout, wrong.stderr)
    assert "If these words belong to a report" in right.stderr
    assert len(intake.uploads) == 4
    assert len({len(one.body) for one in intake.uploads}) == 1


def test_no_post_tells_the_vault_which_identity_belongs_to_which_testimony(desk, intake):
    withdraw(desk, intake, " ".join(RECEIPT.words("en")))
    taken = [open_post(CONSORTIUM.vault_seal, one.body).withdrawals for one in intake.uploads]
    assert [len(each) for each in taken] == [1, 1]
    keys = {verify_withdrawal(each).part_key for (each,) in taken}
    assert keys == {RECEIPT.part_key(kind, 0).public for kind in (PartKind.TESTIMONY, PartKind.IDENTITY)}


def test_words_that_are_none_are_refused_without_repeating_them(desk, intake):
    said = withdraw(desk, intake, "canary " * 12)
    assert isinstance(said.exception, BadReceipt)
    assert "canary" not in str(said.exception) + said.output
    assert intake.uploads == []


# Intake that lies


@pytest.mark.parametrize(
    "lie",
    [
        lambda part: accept(part, SignKey.new(seeded("stranger"))).to_bytes(),
        lambda _: accept(bytes(32), CONSORTIUM.devices[DeviceRole.INTAKE]).to_bytes(),
        lambda part: Acceptance(part=part, signature=bytes(64)).to_bytes(),
        lambda _: b"",
        lambda _: b"<html>Welcome to the hotel</html>",
    ],
    ids=["of another key", "for another part", "without a signature", "empty", "a page"],
)
def test_only_intakes_own_word_for_this_part_counts(desk, intake, lie):
    intake.answer_with = lambda part: (200, lie(part))
    assert isinstance(run(*report(desk, intake)).exception, NotAccepted)


def test_only_intakes_own_word_counts_for_a_withdrawal_too(desk, intake):
    intake.answer_with = lambda post: (200, accept(post, SignKey.new(seeded("stranger"))).to_bytes())
    said = withdraw(desk, intake, " ".join(RECEIPT.words("en")))
    assert isinstance(said.exception, NotAccepted)


def test_an_answer_that_says_it_is_packed_is_not_unpacked():
    def packed(_request):
        return httpx.Response(200, headers={"content-encoding": "x-none"}, content=CONSORTIUM.signed.to_bytes())

    with pytest.raises(IntakeRefused):
        Intake("http://intake", transport=httpx.MockTransport(packed)).fetch_directory()


def test_what_intake_says_is_bounded_and_cannot_write_on_the_screen(desk, intake):
    for body, shown in (
        (json.dumps({"detail": "no\x1b[2J" + "a" * 5000}).encode()[:4000], "400"),
        (json.dumps({"detail": "no\x1b[2J" + "a" * 900}).encode(), "no [2J" + "a" * 294),
        (b"[" * 4000, "400"),
    ):
        intake.answer_with = lambda _, body=body: (400, body)
        refused = run(*report(desk, intake)).exception
        assert isinstance(refused, IntakeRefused)
        assert str(refused) == f"Intake did not take this: {shown}"
    intake.answer_with = lambda _: (400, b"a" * 100_000)
    assert "larger than it may be" in str(run(*report(desk, intake)).exception)


def test_a_redirection_is_no_yes(desk, intake):
    intake.answer_with = lambda _: (302, b"")
    assert isinstance(run(*report(desk, intake)).exception, IntakeRefused)


def test_a_directory_of_too_few_roots_is_refused_before_anything_is_sealed_or_sent(desk, intake):
    signed = CONSORTIUM.signed
    intake.directory = SignedDirectory(directory=signed.directory, signatures=signed.signatures[:1]).to_bytes()
    said = run(*everything(desk, intake))
    assert isinstance(said.exception, NotEnoughRoots)
    assert intake.uploads == []
    assert said.stdout == ""


def follow(desk, **change):
    """A directory that follows the one of `intake`, handed over as a file."""
    newer = {"number": 2, "previous": CONSORTIUM.directory.hash} | change
    signed = CONSORTIUM.resign(lambda directory: directory.model_copy(update=newer)).to_bytes()
    (desk / "newer").write_bytes(signed)
    return signed


@pytest.mark.parametrize("command", ["report", "send", "withdraw"])
def test_an_older_directory_than_the_one_that_was_handed_over_is_refused_and_nothing_is_sent(desk, intake, command):
    """It may name custodians, desks and a vault's key that have been revoked since."""
    papers = ["--directory", desk / "directory", "--roots", desk / "roots", "--country", "xa", "--out", desk / "sealed"]
    assert run("seal", desk / "text", *papers).exit_code == 0
    typed = {
        "report": everything(desk, intake),
        "send": ["send", desk / "sealed", "--intake", intake.url, "--roots", desk / "roots", "--pause", "0"],
        "withdraw": ["withdraw", "--receipt", desk / "receipt", "--intake", intake.url, "--roots", desk / "roots"],
    }[command]
    newer, before = follow(desk), {file: file.read_bytes() for file in desk.iterdir()}
    said = run(*typed, "--newest", desk / "newer")
    assert isinstance(said.exception, RolledBack)
    assert intake.uploads == []
    assert {file: file.read_bytes() for file in desk.iterdir()} == before | {desk / "newer": newer}
    intake.directory = newer
    run(*typed, "--newest", desk / "newer")
    assert intake.uploads != []


def test_one_that_was_handed_over_long_ago_still_tells_what_is_older(desk, intake):
    issued = CONSORTIUM.directory.contents.issued
    follow(desk, issued=issued - 400, expires=issued - 220)
    assert isinstance(run(*everything(desk, intake), "--newest", desk / "newer").exception, RolledBack)
    assert intake.uploads == []
    intake.directory = CONSORTIUM.resign(lambda one: one.model_copy(update={"number": 4})).to_bytes()
    run(*everything(desk, intake), "--newest", desk / "newer")
    assert intake.uploads != []


def test_an_intake_that_is_away_is_said_plainly_and_names_nothing(desk):
    refused = run(*report(desk, "http://127.0.0.1:9")).exception
    assert isinstance(refused, CannotReach)
    assert "127.0.0.1" not in str(refused)


def test_a_line_that_broke_is_tried_again(desk, intake, monkeypatch):
    tried, send = [], Intake.send_part

    def breaks_once(door, part, *more):
        tried.append(part.id())
        if len(tried) == 1:
            raise CannotReach
        return send(door, part, *more)

    monkeypatch.setattr(Intake, "send_part", breaks_once)
    assert run(*report(desk, intake)).exit_code == 0
    assert (len(tried), len(intake.uploads)) == (3, 2)


# Through Tor


def test_tor_is_given_the_name_and_a_circuit_for_each_part(desk, intake):
    """A name that only Tor can look up arrives as a name; each connection has a user name of its own."""
    proxy = SocksProxy(intake.port)
    try:
        said = run(*report(desk, "http://intakexyz.onion", "--proxy", proxy.url))
    finally:
        proxy.stop()
    assert said.exit_code == 0, said.output
    assert proxy.named == [(3, b"intakexyz.onion")] * 3
    assert len(set(proxy.users)) == 3
    assert len(intake.uploads) == 2


def test_a_proxy_that_takes_no_user_names_is_written_otherwise(desk, intake):
    proxy = SocksProxy(intake.port)
    try:
        said = run(*report(desk, "http://intake.example", "--proxy", proxy.url.replace("socks5h", "socks5")))
    finally:
        proxy.stop()
    assert said.exit_code == 0, said.output
    assert proxy.users == []
    assert {kind for kind, _ in proxy.named} == {3}


def test_an_onion_name_is_never_asked_of_the_name_service(desk):
    for address in ("http://abc.onion", "http://abc.onion.", "http://ABC.ONION/"):
        assert isinstance(run(*report(desk, address)).exception, OnionNeedsProxy)


@pytest.mark.parametrize(
    ("address", "proxy", "refused"),
    [
        ("intake", None, NotAnAddress),
        ("http://a:b", None, NotAnAddress),
        ("http://", None, NotAnAddress),
        ("ftp://intake", None, NotAnAddress),
        ("http://a", "tor", NotAProxy),
        ("http://a", "ftp://b", NotAProxy),
        ("http://a", "socks5h://", NotAProxy),
        ("http://a", "socks5h://a:b", NotAProxy),
    ],
)
def test_an_address_or_proxy_that_is_none_is_said_plainly(desk, address, proxy, refused):
    more = ("--proxy", proxy) if proxy else ()
    assert type(run(*report(desk, address, *more)).exception) is refused


def test_proxies_in_the_environment_are_not_used(desk, intake, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert run(*report(desk, intake)).exit_code == 0


# What a person gets wrong


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("text", b"\xff\xfe canary"),
        ("text", b""),
        ("text", b"canary " * 700_000),
        ("identity", b"canary"),
        ("identity", b'canary = "x"'),
        ("identity", b"name = 3 # canary"),
        ("identity", b'name = "\xff canary"'),
        ("identity", ("note = '" + "\u1200" * 1500 + "' # canary").encode()),
        ("card", b"1234 canary"),
        ("card", b"\xff canary"),
        ("receipt", b"canary words"),
        ("receipt", b"canary" * 5000),
        ("roots", b"canary"),
    ],
)
def test_a_file_that_is_wrong_ends_in_one_plain_sentence(desk, intake, forks, name, raw):
    (desk / name).write_bytes(raw)
    done = ends_plainly(desk, intake, forks)
    assert done.returncode == 1
    assert done.stderr.strip().endswith(".")


@pytest.mark.parametrize("name", ["text", "identity", "card", "receipt", "roots"])
def test_a_file_that_is_missing_ends_in_one_plain_sentence(desk, intake, forks, name):
    (desk / name).unlink()
    assert ends_plainly(desk, intake, forks).returncode in {1, 2}


def ends_plainly(desk, intake, forks):
    done = forks.run(everything(desk, intake), desk)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "canary" not in done.stderr.lower()
    assert intake.uploads == []
    return done


def test_text_that_is_piped_in_is_read_as_utf_8_whatever_the_language_of_the_machine(desk, intake):
    arguments = report(desk, intake)
    arguments.remove(str(desk / "text"))
    whole = [sys.executable, "-m", "tests.clients.source.leeward_app", *arguments]
    environment = plain_environment() | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for raw, status in (("أُحرِق السوق".encode(), 0), (b"canary \xff", 1)):
        done = subprocess.run(whole, input=raw, capture_output=True, timeout=60, env=environment, check=False)
        assert done.returncode == status, done.stderr
        assert b"canary" not in done.stderr
    assert len(intake.uploads) == 2


@pytest.mark.parametrize("wrong", [("--country", "zz"), ("--language", "Englishé")])
def test_a_country_or_language_that_is_none_is_said_plainly(desk, intake, wrong):
    said = run(*report(desk, intake, *wrong))
    assert said.exit_code == 1
    assert wrong[1] not in str(said.exception)
    assert intake.uploads == []


# Without a network


def test_a_country_without_custodians_for_names_is_refused_before_anything_is_sealed(desk, intake):
    kept = tuple(one for one in CONSORTIUM.directory.contents.compartments if one.kind is PartKind.TESTIMONY)
    intake.directory = follow(desk, compartments=kept)
    said = run(*report(desk, intake))
    assert isinstance(said.exception, NotUsable)
    assert (said.stdout, intake.uploads) == ("", [])


def test_sealed_here_and_sent_from_elsewhere(desk, intake):
    out = desk / "sealed"
    papers = ["--directory", desk / "directory", "--roots", desk / "roots", "--country", "xa", "--out", out]
    said = run("seal", desk / "text", *papers)
    assert said.exit_code == 0, said.output
    assert len(said.stdout.split()) == 12
    assert out.stat().st_mode & 0o777 == 0o600
    assert CANARY.encode() not in out.read_bytes()
    before = out.read_bytes()
    assert isinstance(run("seal", desk / "text", *papers).exception, NotUsable)
    assert out.read_bytes() == before
    for _ in range(2):
        assert run("send", out, "--intake", intake.url, "--roots", desk / "roots", "--pause", "0").exit_code == 0
    assert len({one.body for one in intake.uploads}) == 2
    shown = json.loads(run("inspect", out).stdout)
    assert [one["quorum"] for one in shown] == ["2 of 3", "2 of 3"]
    assert CANARY not in json.dumps(shown)


@pytest.mark.parametrize("raw", [b"", b"canary", b"\xa0", b"\x9f" * 5000])
def test_a_file_that_is_no_sealed_report_is_refused(desk, intake, raw):
    (desk / "sealed").write_bytes(raw)
    for arguments in (
        ["inspect", desk / "sealed"],
        ["send", desk / "sealed", "--intake", intake.url, "--roots", desk / "roots"],
    ):
        assert str(run(*arguments).exception) == "This is not a sealed report."
