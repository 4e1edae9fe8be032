"""A large part over a line that breaks, to an intake that forgets, is full, or means harm: over real HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import clients.exchange
from clients import to_intake
from clients.in_pieces import PAUSES, WHEN_TOLD
from clients.to_intake import AsksTooMuch, CannotReach, Intake, IntakeForgot, IntakeRefused, NotAccepted
from protocol.acceptance import accept
from protocol.consent import Profile, profile_terms
from protocol.contents import Testimony
from protocol.crossings import WORK_HEADER
from protocol.directory import DeviceRole
from protocol.receipt import Receipt
from protocol.report import Report, seal_report
from protocol.sealing import SealedPart
from protocol.uploads import PIECE, PIECE_TYPE, NewUpload, Upload, UploadProgress, how_many_pieces, size_of_piece
from protocol.work import check_work
from tests.worlds import TODAY, Consortium, make_consortium, seeded

BITS = 4


@cache
def consortium() -> Consortium:
    return make_consortium("in pieces")


@cache
def sealed(characters: int) -> SealedPart:
    report = Report("xa", Testimony(text="a" * characters), profile_terms(Profile.SUMMARY_COARSE, TODAY))
    return seal_report(report, consortium().directory, Receipt.new(seeded("pieces")), 0, TODAY).testimony


LARGE, SMALL = sealed(100_000), sealed(30_000)
NUMBERS = tuple(range(how_many_pieces(len(LARGE.to_bytes()))))


class Cut(Exception):
    """The line breaks here."""


@dataclass
class OnTheWire:
    """An intake that takes parts in pieces, as SPEC 12.2 says, unless it is told otherwise.

    `before` is called with method and path before anything is read, `after` before the answer; either may raise Cut,
    or give an answer of its own.
    """

    before: Callable[[str, str], tuple[int, bytes] | None] = lambda _method, _path: None
    after: Callable[[str, str], tuple[int, bytes] | None] = lambda _method, _path: None
    part_way: int | None = None
    """Bytes of a piece after which the line breaks, once."""
    asked: list[str] = field(default_factory=list)
    nonces: list[bytes] = field(default_factory=list)
    connections: set[int] = field(default_factory=set)
    uploads: dict[str, tuple[NewUpload, dict[int, bytes]]] = field(default_factory=dict)
    kept: list[bytes] = field(default_factory=list)

    def begin(self, body: bytes, work: str) -> tuple[int, bytes]:
        new = NewUpload.from_bytes(body)
        self.nonces.append(bytes.fromhex(work))
        check_work(new.part, self.nonces[-1], BITS)
        name = len(self.uploads).to_bytes(32, "big")
        self.uploads[name.hex()] = (new, {})
        return 201, Upload(upload=name).to_bytes()

    def answer(self, method: str, steps: list[str], body: bytes, work: str) -> tuple[int, bytes]:
        if steps == ["v1", "parts"]:
            self.kept.append(body)
            return 200, acceptance(SealedPart.from_bytes(body).id())
        if len(steps) == 2:
            return self.begin(body, work)
        if steps[2] not in self.uploads:
            return 404, problem("no-such-upload")
        new, came = self.uploads[steps[2]]
        if method == "PUT":
            assert len(body) == size_of_piece(new.size, int(steps[3]))
            came[int(steps[3])] = body
            return 204, b""
        missing = tuple(number for number in range(how_many_pieces(new.size)) if number not in came)
        return (200, UploadProgress(missing=missing).to_bytes()) if method == "GET" else self.end(new, came)

    def end(self, new: NewUpload, came: dict[int, bytes]) -> tuple[int, bytes]:
        if len(came) < how_many_pieces(new.size):
            return 409, problem("pieces-missing")
        self.kept.append(b"".join(came[number] for number in range(len(came))))
        return 200, acceptance(new.part)


def acceptance(part: bytes) -> bytes:
    return accept(part, consortium().devices[DeviceRole.INTAKE]).to_bytes()


def problem(name: str, **more: object) -> bytes:
    document = {"type": f"urn:leeward:problem:{name}", "title": "No", "status": 400, "detail": "In words."}
    return json.dumps(document | more).encode()


def handler_of(wire: OnTheWire) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

        def do_GET(self) -> None:
            self._answer_unless_cut()

        def do_POST(self) -> None:
            self._answer_unless_cut()

        def do_PUT(self) -> None:
            self._answer_unless_cut()

        def _answer_unless_cut(self) -> None:
            try:
                self._answer()
            except (Cut, OSError):
                self.close_connection = True

        def _answer(self) -> None:
            wire.connections.add(self.client_address[1])
            wire.asked.append(f"{self.command} {self.path}")
            early = wire.before(self.command, self.path)
            body = self._read()
            assert self.command != "PUT" or self.headers["content-type"] == PIECE_TYPE
            usual = early or wire.answer(
                self.command, self.path.strip("/").split("/"), body, self.headers.get(WORK_HEADER, "")
            )
            status, said = wire.after(self.command, self.path) or usual
            self.send_response(status)
            if status != 204:
                self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def _read(self) -> bytes:
            size = int(self.headers.get("content-length", 0))
            if self.command == "PUT" and wire.part_way is not None:
                self.rfile.read(wire.part_way)
                wire.part_way = None
                raise Cut
            return self.rfile.read(size)

    return Handler


@contextmanager
def listening(wire: OnTheWire) -> Iterator[Intake]:
    """A client of it; what it waited for is in `waited`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler_of(wire)) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield Intake(f"http://127.0.0.1:{server.server_port}", seconds=20.0, pause=WAITED.append)
        server.shutdown()


WAITED: list[float] = []


@pytest.fixture(autouse=True)
def waited() -> list[float]:
    WAITED.clear()
    return WAITED


def send(wire: OnTheWire, part: SealedPart = LARGE) -> list[int]:
    """Send it; what was said of how far it had come."""
    told: list[int] = []
    with listening(wire) as intake:
        intake.send_part(part, consortium().directory, lambda: None, lambda came, of: told.append(came * 100 // of))
    assert wire.kept
    assert {*wire.kept} == {part.to_bytes()}
    return told


def pieces(wire: OnTheWire) -> list[int]:
    """The numbers under which pieces were sent, in that order."""
    return [int(line.rpartition("/")[2]) for line in wire.asked if line.startswith("PUT")]


def test_a_large_part_goes_in_pieces_one_after_another_over_one_connection_of_its_own() -> None:
    wire = OnTheWire()
    told = send(wire)
    assert pieces(wire) == list(NUMBERS)
    assert len(wire.connections) == 2  # the other was for the beginning
    assert [line.split(" ")[0] for line in wire.asked] == ["POST", *["PUT"] * len(NUMBERS), "POST"]
    assert told == [100 * number // len(NUMBERS) for number in (*NUMBERS, len(NUMBERS))]


def test_a_small_part_goes_whole() -> None:
    wire = OnTheWire()
    assert SMALL.header.size_class == to_intake.LARGEST_WHOLE
    send(wire, SMALL)
    assert wire.asked == ["POST /v1/parts"]


@pytest.mark.parametrize("part_way", [0, 1, 40_000, PIECE - 1])
def test_after_a_break_within_a_piece_only_what_is_missing_is_sent_again(part_way: int, waited: list[float]) -> None:
    wire = OnTheWire()

    def break_at_the_third(_method: str, path: str) -> None:
        if path.endswith("/2") and pieces(wire) == [0, 1, 2]:
            wire.part_way = part_way

    wire.before = break_at_the_third
    told = send(wire)
    assert pieces(wire) == [0, 1, 2, *NUMBERS[2:]]
    assert len([line for line in wire.asked if line.startswith("GET")]) == 1
    assert len(wire.connections) == 3
    assert waited == [PAUSES[0]]
    assert told == sorted(told)


def test_a_line_that_breaks_at_every_piece_brings_the_part_all_the_same(waited: list[float]) -> None:
    wire, broken = OnTheWire(), set[str]()

    def break_once(method: str, path: str) -> None:
        if method == "PUT" and path not in broken:
            broken.add(path)
            raise Cut

    wire.before = break_once
    send(wire)
    assert pieces(wire) == [number for number in NUMBERS for _ in range(2)]
    # After the first break nothing had come. After each of the others something had, and patience began anew.
    assert waited == [PAUSES[0], PAUSES[1], *[PAUSES[0]] * (len(NUMBERS) - 2)]


def test_where_the_answer_to_the_end_is_lost_the_end_is_asked_for_again() -> None:
    wire, lost = OnTheWire(), list[str]()

    def lose(method: str, path: str) -> None:
        if method == "POST" and path.count("/") == 3 and not lost:
            lost.append(path)
            raise Cut

    wire.after = lose
    send(wire)
    assert pieces(wire) == list(NUMBERS)
    assert len(wire.kept) == 2


def test_an_upload_that_intake_forgot_is_begun_anew_with_the_work_that_was_done() -> None:
    wire = OnTheWire()

    def restart(_method: str, path: str) -> None:
        if path.endswith("/3") and len(wire.uploads) == 1:
            wire.uploads = {"of another": next(iter(wire.uploads.values()))}

    wire.before = restart
    send(wire)
    assert pieces(wire) == [0, 1, 2, 3, *NUMBERS]
    assert len(wire.nonces) == 2
    assert len(set(wire.nonces)) == 1


def test_an_intake_that_forgets_every_time_is_left_after_three_beginnings() -> None:
    wire = OnTheWire(before=lambda method, _path: (404, problem("no-such-upload")) if method == "PUT" else None)
    with listening(wire) as intake, pytest.raises(IntakeForgot):
        intake.send_part(LARGE, consortium().directory, lambda: None)
    assert len(wire.nonces) == to_intake.BEGINNINGS
    assert pieces(wire) == [0] * to_intake.BEGINNINGS


@pytest.mark.parametrize("at", ["PUT", "POST"])
@pytest.mark.parametrize("status", [408, 502, 503, 504])
def test_an_intake_without_room_is_asked_again_when_it_says(status: int, at: str, waited: list[float]) -> None:
    wire, full = OnTheWire(), [None] * 3

    def no_room(method: str, path: str) -> tuple[int, bytes] | None:
        if method == at and path.startswith("/v1/uploads/") and full:
            full.pop()
            return status, problem("busy")
        return None

    wire.before = no_room
    send(wire)
    assert waited == [WHEN_TOLD] * 3


def test_a_line_that_never_holds_ends_in_words_after_some_pauses(waited: list[float]) -> None:
    wire = OnTheWire()

    def always(_method: str, path: str) -> None:
        if path != "/v1/uploads":
            raise Cut

    wire.before = always
    with listening(wire) as intake, pytest.raises(CannotReach):
        intake.send_part(LARGE, consortium().directory, lambda: None)
    assert waited == list(PAUSES)


def test_a_line_that_is_dead_is_left_in_time_for_another(monkeypatch: pytest.MonkeyPatch, waited: list[float]) -> None:
    monkeypatch.setattr(to_intake, "PIECE_SECONDS", 1.0)
    monkeypatch.setattr(clients.exchange, "SLOWEST", PIECE * 1000)
    wire, stuck, over = OnTheWire(), list[str](), threading.Event()

    def get_stuck(_method: str, path: str) -> None:
        if path.endswith("/1") and not stuck:
            stuck.append(path)
            over.wait(60)
            raise Cut

    wire.before = get_stuck
    send(wire)
    over.set()
    # A machine that stands still for a second makes more breaks, and fails nobody.
    assert waited
    assert pieces(wire)[:2] == [0, 1]


def test_an_intake_that_takes_every_piece_and_says_that_all_are_missing_comes_to_an_end() -> None:
    nothing = UploadProgress(missing=NUMBERS).to_bytes()

    def forget(method: str, path: str) -> tuple[int, bytes] | None:
        if method == "GET":
            return 200, nothing
        return (409, problem("pieces-missing")) if method == "POST" and path != "/v1/uploads" else None

    wire = OnTheWire(before=forget)
    with listening(wire) as intake, pytest.raises(IntakeRefused, match="In words"):
        intake.send_part(LARGE, consortium().directory, lambda: None)
    assert len(pieces(wire)) == len(NUMBERS) * (1 + len(PAUSES))


LIES: dict[str, bytes] = {
    "a piece beyond the end": UploadProgress(missing=(len(NUMBERS),)).to_bytes(),
    "no message": b"missing",
    "another message": Upload(upload=bytes(32)).to_bytes(),
    "nothing": b"",
}


@pytest.mark.parametrize("lie", LIES)
def test_a_progress_that_cannot_be_is_not_believed(lie: str) -> None:
    broken = list[str]()

    def lying(method: str, path: str) -> tuple[int, bytes] | None:
        if method == "PUT" and not broken:
            broken.append(path)
            raise Cut
        return (200, LIES[lie]) if method == "GET" else None

    wire = OnTheWire(before=lying)
    with listening(wire) as intake, pytest.raises(IntakeRefused):
        intake.send_part(LARGE, consortium().directory, lambda: None)
    assert not wire.kept


def test_only_intakes_own_word_for_this_part_counts() -> None:
    for lie in (acceptance(bytes(32)), b"", Upload(upload=bytes(32)).to_bytes()):
        wire = OnTheWire(
            before=lambda method, path, lie=lie: (200, lie) if method == "POST" and path != "/v1/uploads" else None
        )
        with listening(wire) as intake, pytest.raises(NotAccepted):
            intake.send_part(LARGE, consortium().directory, lambda: None)


def test_a_name_that_is_none_is_not_used() -> None:
    wire = OnTheWire(before=lambda _method, _path: (201, acceptance(bytes(32))))
    with listening(wire) as intake, pytest.raises(NotAccepted):
        intake.send_part(LARGE, consortium().directory, lambda: None)
    assert wire.asked == ["POST /v1/uploads"]


def test_more_work_is_done_at_the_beginning_and_never_more_than_anyone_may_be_asked() -> None:
    asked = [6, 9]

    def demand(_method: str, path: str) -> tuple[int, bytes] | None:
        return (403, problem("too-little-work", work=asked.pop(0))) if path == "/v1/uploads" and asked else None

    wire = OnTheWire(before=demand)
    with listening(wire) as intake, pytest.raises(AsksTooMuch):
        intake.send_part(LARGE, consortium().directory, lambda: None)
    assert len(wire.asked) == 2
    asked[:] = [6]
    wire.asked.clear()
    send(wire)
    check_work(LARGE.id(), wire.nonces[-1], 6)


def test_two_who_send_the_same_part_have_each_a_nonce_of_their_own() -> None:
    wire = OnTheWire()
    send(wire), send(wire)
    assert len(set(wire.nonces)) == 2


@pytest.mark.parametrize("status", [302, 400, 404])
def test_what_is_no_upload_of_ours_is_an_answer_in_words(status: int) -> None:
    wire = OnTheWire(before=lambda method, _path: (status, b"<html>") if method == "PUT" else None)
    with listening(wire) as intake, pytest.raises(IntakeRefused) as refused:
        intake.send_part(LARGE, consortium().directory, lambda: None)
    assert ("Is this the address of intake?" in str(refused.value)) is (status == 404)
    assert pieces(wire) == [0]
