"""Files on the command line: as they are, without their names, and opened by nobody unless their source says so."""

from __future__ import annotations

import json

import pytest

from clients.source import original_files
from clients.source.errors import NotUsable
from clients.source.original_files import read_files
from clients.source.reporting import unbundle
from protocol.consent import Profile, Terms, profile_terms, verify_consent, verify_withdrawal
from protocol.contents import MOST_OF_A_FILE, Evidence, Testimony
from protocol.control import open_control
from protocol.ids import PartKind
from protocol.post import open_post
from protocol.receipt import evidence_index
from protocol.sealing import SealedPart, open_part, open_seat
from tests.clients.source.test_cli import CANARY, CONSORTIUM, RECEIPT, desk, follow, intake, report, run, spellings
from tests.clients.source.test_following import TODAY, clock_that_stands
from tests.clients.source.wires import IntakeOnTheWire

__all__ = ["clock_that_stands", "desk", "intake"]
SECRET_NAME = "Tal Marrow by Nadia"


@pytest.fixture
def files(desk):
    made = {f"{SECRET_NAME}.jpg": CANARY.encode(), "second": bytes(range(256)) * 100, "third.heic": b""}
    for name, data in made.items():
        (desk / name).write_bytes(data)
    return [desk / name for name in made]


def with_files(files, *more):
    return [*(word for file in files for word in ("--file", file)), *more]


def parts_of(several, kind: str) -> list[SealedPart]:
    return [part for part in several if part.header.compartment == f"xa-{kind}"]


def contents(part: SealedPart) -> bytes:
    """As a desk reads it, with every custodian's share."""
    custodians = CONSORTIUM.custodians[part.header.compartment]
    held = {
        number: open_seat(one.seal_key, part.header, part.id(), number, part.seats[number - 1])
        for number, one in enumerate(custodians, 1)
    }
    return open_part(part, held, CONSORTIUM.desks[part.header.compartment][0].seal_key, 1)


def consent_of(part: SealedPart, kind: PartKind) -> Terms:
    key = part.header.part_key
    control = open_control(CONSORTIUM.vault_seal, part.control, part.id(), key, kind, TODAY)
    return verify_consent(control.claimed_consent, key, TODAY).terms


def test_each_file_is_a_part_of_its_own_that_the_testimony_alone_names(desk, intake: IntakeOnTheWire, files):
    said = run(*report(desk, intake, *with_files(files), "--receipt", desk / "receipt", "--index", "2"))
    assert said.exit_code == 0, said.output
    assert "All 5 parts are kept" in said.stderr
    sent = {part.header.part_key: part for part in parts_of(intake.parts(), "evidence")}
    in_order = [
        sent[RECEIPT.part_key(PartKind.EVIDENCE, evidence_index(2, number)).public] for number in range(len(files))
    ]
    (testimony,) = parts_of(intake.parts(), "testimony")
    assert Testimony.from_bytes(contents(testimony)).evidence == tuple(part.id() for part in in_order)
    read = [Evidence.from_bytes(contents(part)) for part in in_order]
    assert [one.data for one in read] == [file.read_bytes() for file in files]
    assert [one.media_type for one in read] == ["image/jpeg", None, "image/heic"]
    assert len({one.connection for one in intake.uploads}) == 5


def test_nothing_of_a_file_nor_its_name_leaves_the_machine_in_the_clear(desk, intake: IntakeOnTheWire, files):
    assert run(*report(desk, intake, *with_files(files))).exit_code == 0
    inside = [Evidence.from_bytes(contents(part)).to_bytes() for part in parts_of(intake.parts(), "evidence")]
    for secret in (CANARY, SECRET_NAME, "third"):
        for spelling in spellings(secret) if len(secret) > 8 else [secret.encode()]:
            assert not [one for one in intake.uploads if spelling in one.body or spelling in one.head.encode()]
            assert secret is CANARY or not [one for one in inside if spelling in one], "a name is sealed nowhere either"


@pytest.mark.parametrize(
    ("more", "terms"),
    [
        ([], Terms()),
        (["--evidence-profile", "keep-sealed"], Terms()),
        (["--evidence-profile", "curator-may-read"], profile_terms(Profile.CURATOR_MAY_READ, TODAY)),
    ],
    ids=["nothing said", "keep sealed", "a curator may read"],
)
def test_nobody_opens_a_file_unless_its_source_says_so(desk, intake: IntakeOnTheWire, files, more, terms):
    """Also where the report itself may become a summary."""
    said = run(*report(desk, intake, *with_files(files, "--profile", "summary-finer", *more)))
    assert {consent_of(part, PartKind.EVIDENCE) for part in parts_of(intake.parts(), "evidence")} == {terms}
    assert ("nobody opens them" in said.stderr) == (terms == Terms())


def test_a_report_without_files_says_nothing_of_them(desk, intake: IntakeOnTheWire):
    said = run(*report(desk, intake))
    assert "file" not in said.output
    assert len(intake.uploads) == 2


@pytest.mark.parametrize("profile", ["summary-coarse", "summary-finer", "all"])
def test_no_summary_can_be_asked_for_of_a_file(desk, intake: IntakeOnTheWire, files, profile):
    assert run(*report(desk, intake, *with_files(files, "--evidence-profile", profile))).exit_code == 2
    assert intake.uploads == []


def test_a_country_that_takes_no_files_is_said_before_anything_is_sealed(desk, intake: IntakeOnTheWire, files):
    kept = tuple(one for one in CONSORTIUM.directory.contents.compartments if one.name != "xa-evidence")
    intake.directory = follow(desk, compartments=kept)
    said = run(*report(desk, intake, *with_files(files)))
    assert isinstance(said.exception, NotUsable)
    assert "takes files" in str(said.exception)
    assert (said.stdout, intake.uploads) == ("", [])


def test_a_file_that_is_too_large_is_refused_and_the_largest_is_not(desk, intake: IntakeOnTheWire):
    large = desk / "large"
    large.write_bytes(bytes(MOST_OF_A_FILE))
    (read,) = read_files([large])
    assert len(read.data) == MOST_OF_A_FILE
    large.write_bytes(bytes(MOST_OF_A_FILE + 1))
    said = run(*report(desk, intake, *with_files([large])))
    assert isinstance(said.exception, NotUsable)
    assert "16 MiB" in str(said.exception)
    assert (said.stdout, intake.uploads) == ("", [])


def test_more_files_than_a_report_has_are_refused_before_they_are_read(desk, intake: IntakeOnTheWire, files):
    assert len(read_files([files[0]] * 32)) == 32
    said = run(*report(desk, intake, *with_files([files[0]] * 33)))
    assert isinstance(said.exception, NotUsable)
    assert "at most 32" in str(said.exception)


def test_files_that_are_too_large_together_are_refused(desk, files, monkeypatch):
    """Counted as they go out: 25,600 bytes take 64 KiB."""
    monkeypatch.setattr(original_files, "MOST_TOGETHER", 2 * 65_536 + 4096)
    assert len(read_files([files[1], files[1], files[0]])) == 3
    with pytest.raises(NotUsable, match="together"):
        read_files([files[1], files[1], files[0], files[2]])


def test_a_type_is_told_by_the_ending_alone_and_alike_on_every_machine(desk, files, monkeypatch):
    monkeypatch.setattr("mimetypes.knownfiles", [str(desk / "text")])
    (desk / "text").write_text("application/canary jpg\n")
    assert [one.media_type for one in read_files(files)] == ["image/jpeg", None, "image/heic"]


def test_files_are_sealed_here_and_sent_from_elsewhere(desk, intake: IntakeOnTheWire, files):
    out = desk / "sealed"
    papers = ["--directory", desk / "directory", "--roots", desk / "roots", "--country", "xa", "--out", out]
    said = run("seal", desk / "text", *papers, *with_files(files))
    assert said.exit_code == 0, said.output
    assert [part.header.compartment for part in unbundle(out.read_bytes()).evidence] == ["xa-evidence"] * 3
    shown = json.loads(run("inspect", out).stdout)
    assert [one["compartment"] for one in shown] == ["xa-testimony", "xa-identity", *["xa-evidence"] * 3]
    assert run("send", out, "--intake", intake.url, "--roots", desk / "roots", "--pause", "0").exit_code == 0
    assert {part.id() for part in intake.parts()} == {part.id() for part in unbundle(out.read_bytes()).parts}


def test_parts_are_sent_in_an_order_drawn_by_lot(desk, intake: IntakeOnTheWire, files):
    out = desk / "sealed"
    papers = ["--directory", desk / "directory", "--roots", desk / "roots", "--country", "xa", "--out", out]
    run("seal", desk / "text", *papers, *with_files(files))
    orders = set()
    for _ in range(6):
        run("send", out, "--intake", intake.url, "--roots", desk / "roots", "--pause", "0")
        orders.add(tuple(part.id() for part in intake.parts()))
        intake.uploads.clear()
    assert len(orders) > 1  # all alike once in 120 to the fifth


def test_files_are_taken_back_each_by_a_post_of_its_own(desk, intake: IntakeOnTheWire):
    where = ["--receipt", desk / "receipt", "--intake", intake.url, "--roots", desk / "roots", "--index", "2"]
    said = run("withdraw", *where, "--files", "2")
    assert said.exit_code == 0, said.output
    taken = [open_post(CONSORTIUM.vault_seal, one.body).withdrawals for one in intake.uploads]
    assert [len(each) for each in taken] == [1] * 4
    places = [(PartKind.TESTIMONY, 2), (PartKind.IDENTITY, 2), (PartKind.EVIDENCE, 64), (PartKind.EVIDENCE, 65)]
    keys = {RECEIPT.part_key(kind, index).public for kind, index in places}
    assert {verify_withdrawal(each).part_key for (each,) in taken} == keys
    assert "--files" not in said.stderr
    assert len({len(one.body) for one in intake.uploads}) == 1


def test_who_names_no_files_is_told_that_none_were_taken_back(desk, intake: IntakeOnTheWire):
    where = ["--receipt", desk / "receipt", "--intake", intake.url, "--roots", desk / "roots"]
    assert "--files" in run("withdraw", *where).stderr
    assert len(intake.uploads) == 2
    assert run("withdraw", *where, "--files", "33").exit_code == 2


def test_an_index_that_no_report_has_is_refused_by_its_option(desk, intake: IntakeOnTheWire):
    for command in (["withdraw"], ["checkin", "--about", "evidence"]):
        said = run(*command, "--receipt", desk / "receipt", "--intake", intake.url, "--roots", desk / "roots",
                   "--index", 2**27)  # fmt: skip
        assert said.exit_code == 2
    assert intake.uploads == []
