"""Two clients who were shown different logs find it out with nothing but the notes they hold (SPEC 14.5)."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import Result
from typer.testing import CliRunner

from clients.auditor import commands
from clients.auditor.comparing import Agreement, NotANote, agree, read_brought
from clients.auditor.log_check import Log, LogDoesNotHold, MemoryUnusable, NotWitnessed, verify_log
from clients.kept_notes import keep_notes, kept_files
from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.cosignature import cosign, read_head
from protocol.ids import day_of
from protocol.merkle import leaf_hash, nodes_of
from protocol.primitives import SignKey
from protocol.tiles import Tile, tile_bytes
from server.cli import app
from tests.clients.source.wires import IntakeOnTheWire
from tests.clients.witness.lying_log import LyingLog
from tests.heads import note_of
from tests.worlds import NOW, Clock, make_consortium

CONSORTIUM = make_consortium(witnesses=(2, 2))
DIRECTORY = CONSORTIUM.directory
TODAY = make_consortium(witnesses=(2, 2), today=day_of(time.time()))


@pytest.fixture
def intake() -> Iterator[IntakeOnTheWire]:
    running = IntakeOnTheWire(TODAY)
    yield running
    running.stop()


class WithTiles(LyingLog):
    """A lying log whose leaves anyone can download."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode()
        if not path.startswith("/tile/"):
            return super().handle_request(request)
        hashes = nodes_of([leaf_hash(one) for one in self.leaves])
        return httpx.Response(200, content=tile_bytes(Tile.from_path(path[1:]), hashes))


def a_log(name: str, leaves: int = 4, witnesses: int = 2) -> WithTiles:
    log = WithTiles(CONSORTIUM, Clock())
    log.grow(leaves, name)
    log.shown = leaves
    co_sign(log, witnesses)
    return log


def co_sign(log: LyingLog, witnesses: int = 2) -> None:
    head = read_head(log.note(), DIRECTORY)
    log.words[len(log.leaves)] = [
        cosign(head, name, key, NOW) for name, key in list(CONSORTIUM.witnesses.items())[:witnesses]
    ]


def write(folder: Path, *notes: bytes) -> list[Path]:
    files = []
    for number, note in enumerate(notes):
        files.append(folder / f"{number}.note")
        files[-1].write_bytes(note)
    return files


def found(files: list[Path], log: Log | None = None) -> list[Agreement]:
    return [agreement for _, _, agreement in agree(read_brought(files, DIRECTORY, NOW), log)]


@pytest.mark.parametrize("ends", [b"", b"\n\n", b"\n"])
@pytest.mark.parametrize("line", [b"\n", b"\r\n"])
def test_a_note_that_was_copied_from_a_page_is_still_one(tmp_path: Path, ends: bytes, line: bytes) -> None:
    note = note_of(CONSORTIUM, 9, dict.fromkeys(CONSORTIUM.witnesses, 100))
    (tmp_path / "copied").write_bytes((note.rstrip(b"\n") + ends).replace(b"\n", line))
    (brought,) = read_brought([tmp_path / "copied"], DIRECTORY, NOW)
    assert brought.head == read_head(note, DIRECTORY)
    assert len(brought.witnesses) == 2


def test_two_heads_of_one_size_prove_a_split_view_by_themselves(tmp_path: Path) -> None:
    files = write(tmp_path, a_log("a").note(), a_log("b").note())
    assert found(files) == [Agreement.TWO]
    kept = keep_notes(tmp_path, a_log("a").note(), a_log("b").note())
    assert found([kept]) == [Agreement.TWO]


def test_the_same_head_twice_is_one(tmp_path: Path) -> None:
    files = write(tmp_path, a_log("a", witnesses=1).note(), a_log("a").note())
    assert found(files) == []


def test_of_two_sizes_only_the_log_can_say(tmp_path: Path) -> None:
    log = a_log("a", 8)
    files = write(tmp_path, log.note(5), log.note())
    assert found(files) == [Agreement.UNKNOWN]
    assert found(files, Log("http://log", log)) == [Agreement.ONE]
    assert found(files, Log("http://log", a_log("b", 8))) == [Agreement.UNPROVED]


def test_what_the_log_did_not_sign_proves_nothing_against_it(tmp_path: Path) -> None:
    forged = sign_checkpoint(Checkpoint(DIRECTORY.contents.log_origin, 4, bytes(32)), SignKey(bytes(32)))
    for note in (forged, b"", b"a\n\nb", b"no note"):
        with pytest.raises(NotANote):
            read_brought(write(tmp_path, a_log("a").note(), note), DIRECTORY, NOW)


def test_two_clients_who_were_shown_different_logs_find_it_out(tmp_path: Path) -> None:
    """Each log holds by itself, also with its witnesses; the second client's log is not what the first remembers."""
    first, second = tmp_path / "first", tmp_path / "second"
    one, other = a_log("a"), a_log("b")
    assert verify_log("http://log", DIRECTORY, first, transport=one, clock=lambda: NOW) == 4
    assert verify_log("http://log", DIRECTORY, second, transport=other, clock=lambda: NOW) == 4
    assert found([first, second]) == [Agreement.TWO]
    other.grow(4, "b")
    other.shown = 8
    co_sign(other)
    with pytest.raises(LogDoesNotHold):
        verify_log("http://log", DIRECTORY, first, transport=other, clock=lambda: NOW)
    (kept,) = kept_files(tmp_path)
    assert len(read_brought([kept], DIRECTORY, NOW)) == 2


def test_an_auditor_whose_check_took_long_does_not_put_an_older_head_back(tmp_path: Path) -> None:
    memory, log = tmp_path / "memory", a_log("a")
    later = a_log("a", 8).note()

    def another_program_remembers_more(_done: int, _all: int) -> None:
        memory.write_bytes(later)

    verify_log("http://log", DIRECTORY, memory, another_program_remembers_more, transport=log, clock=lambda: NOW)
    assert memory.read_bytes() == later


def test_an_auditor_is_told_that_a_log_holds_also_where_it_cannot_be_remembered(tmp_path: Path) -> None:
    def nowhere_to_write(_done: int, _all: int) -> None:
        (tmp_path / "folder").rmdir()

    (tmp_path / "folder").mkdir()
    with pytest.raises(MemoryUnusable, match=r"^The log holds\. The head of the log cannot be written"):
        verify_log("http://log", DIRECTORY, tmp_path / "folder" / "m", nowhere_to_write, a_log("a"), lambda: NOW)


def test_an_auditor_relies_on_nothing_that_too_few_have_co_signed(tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    with pytest.raises(NotWitnessed):
        verify_log("http://log", DIRECTORY, memory, transport=a_log("a", witnesses=1), clock=lambda: NOW)
    assert not memory.exists()


def test_a_smaller_head_that_a_witness_co_signed_later_proves_it_without_the_log(tmp_path: Path) -> None:
    larger = note_of(CONSORTIUM, 9, {"kiln": 100, "mill": 100})
    assert found(write(tmp_path, larger, note_of(CONSORTIUM, 4, {"kiln": 101}))) == [Agreement.BACK]
    assert found(write(tmp_path, larger, note_of(CONSORTIUM, 4, {"kiln": 99, "mill": 100}))) == [Agreement.UNKNOWN]


def test_a_lie_is_found_between_any_two_heads_and_in_any_note_of_them(tmp_path: Path) -> None:
    largest = [note_of(CONSORTIUM, 12, {"kiln": at}) for at in (300, 100)]
    smallest = [note_of(CONSORTIUM, 4, {"kiln": at}) for at in (200, 50)]
    between = note_of(CONSORTIUM, 9, {})
    files = write(tmp_path, *largest, between, *smallest)
    assert found(files) == [Agreement.BACK, Agreement.UNKNOWN, Agreement.UNKNOWN]


@pytest.fixture
def papers(tmp_path: Path) -> list[str]:
    (tmp_path / "roots.cbor").write_bytes(TODAY.root_set.to_bytes())
    (tmp_path / "directory.cbor").write_bytes(TODAY.signed.to_bytes())
    return ["--roots", str(tmp_path / "roots.cbor"), "--directory", str(tmp_path / "directory.cbor")]


def compare(*words: str) -> Result:
    return CliRunner().invoke(app, ["ledger", "compare", *words])


def test_the_command_says_it_and_ends_with_a_status_of_its_own(tmp_path: Path, papers: list[str]) -> None:
    files = [str(one) for one in write(tmp_path, note_of(TODAY, 4, {}), note_of(TODAY, 4, {}, "other"))]
    told = compare(*files, *papers)
    assert (told.exit_code, "different people different things" in told.output) == (3, True)
    alone = compare(files[0], *papers)
    assert (alone.exit_code, "nothing was compared" in alone.output) == (1, True)
    assert kept_files(tmp_path) == []


def test_what_intake_shows_is_compared_too_and_kept_where_it_lies(
    tmp_path: Path, papers: list[str], intake: IntakeOnTheWire
) -> None:
    (file,) = write(tmp_path, note_of(TODAY, 9, {"kiln": 100}))
    asked = [*papers, "--intake", intake.url]
    intake.mailboxes["/v1/checkpoint"] = note_of(TODAY, 9, {"mill": 100})
    told = compare(str(file), *asked)
    assert (told.exit_code, "co-signed by kiln, mill" in told.output) == (0, True), told.output
    assert compare(*asked).exit_code == 1
    intake.mailboxes["/v1/checkpoint"] = note_of(TODAY, 4, {"kiln": 99})
    assert compare(str(file), *asked).exit_code == 1
    assert kept_files(tmp_path) == []
    intake.mailboxes["/v1/checkpoint"] = note_of(TODAY, 4, {"kiln": 101})
    told = compare(str(file), *asked)
    (kept,) = kept_files(tmp_path)
    assert (told.exit_code, kept.name in told.output) == (3, True)
    told = compare(str(kept), *papers)
    assert (told.exit_code, "after the larger one" in " ".join(told.output.split())) == (3, True)


def test_a_lie_that_cannot_be_kept_is_told_all_the_same(
    tmp_path: Path, papers: list[str], intake: IntakeOnTheWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    (file,) = write(tmp_path, note_of(TODAY, 9, {}))
    intake.mailboxes["/v1/checkpoint"] = note_of(TODAY, 9, {}, "other")
    monkeypatch.setattr(commands, "keep_notes", full)
    told = compare(str(file), *papers, "--intake", intake.url)
    assert (told.exit_code, "could not be kept" in told.output) == (3, True)


def test_what_intake_shows_and_the_log_did_not_sign_is_no_head(papers: list[str], intake: IntakeOnTheWire) -> None:
    intake.mailboxes["/v1/checkpoint"] = b"no head"
    assert isinstance(compare(*papers, "--intake", intake.url).exception, NotANote)


@pytest.mark.parametrize(
    ("name", "why"), [("nothere", "No such file or directory"), ("adir", "Is a directory"), (".", "Is a directory")]
)
def test_a_file_that_cannot_be_read_is_not_called_a_file_without_a_note(
    tmp_path: Path, papers: list[str], monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    (tmp_path / "adir").mkdir()
    monkeypatch.chdir(tmp_path)
    refused = compare(name, *papers).exception
    assert isinstance(refused, NotANote)
    assert str(refused) == f"{name} cannot be read: {why}."


def test_with_nothing_to_compare_it_says_what_it_takes(papers: list[str]) -> None:
    told = compare(*papers)
    assert (told.exit_code, "--intake" in told.output) == (2, True)
