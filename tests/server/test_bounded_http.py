"""Clients that are slow, silent or endless on purpose, over real sockets, at a zone that is served as in production.

Limits are a second or less by the zone's settings, and a test waits for far longer: how fast a machine is decides
nothing here but how long it takes.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from pydantic import SecretStr
from starlette.types import ASGIApp, Receive, Scope, Send

from protocol.directory import DeviceRole
from protocol.ids import day_of
from server.bounded_http import MOST_HEAD, uvicorn_config
from server.embedded_postgres import EmbeddedPostgres
from server.settings import ConnectionBounds
from tests.conftest import Databases
from tests.served import Zone, free_port, served, write_settings
from tests.spare_databases import Spares
from tests.worlds import make_consortium

PATIENCE = 60.0
"""Seconds that a test waits for what the zone does within one or two."""
GET = b"GET /v1/directory HTTP/1.1\r\nHost: intake\r\n\r\n"
POST = (
    b"POST /v1/parts HTTP/1.1\r\nHost: intake\r\nContent-Type: application/cbor\r\nLeeward-Work: 0000000000000000\r\n"
)


@dataclass
class Door:
    """A zone's address, and what can be done at it with a bare socket."""

    port: int

    @contextmanager
    def line(self) -> Iterator[socket.socket]:
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            yield line

    def answers(self) -> bool:
        with self.line() as line:
            line.sendall(GET)
            return until_head(line).startswith(b"HTTP/1.1 200")


@pytest.fixture(scope="module")
def database(
    postgres: EmbeddedPostgres, prepared: dict[str, dict[str, SecretStr]], spares: Spares
) -> Iterator[Databases]:
    fresh = Databases(postgres, prepared, spares)
    yield fresh
    fresh.drop()


@contextmanager
def intake(database: Databases, folder: Path, bounds: Mapping[str, float]) -> Iterator[Door]:
    consortium = make_consortium("bounded", today=day_of(time.time()))
    consortium.write_pinned(folder / "pinned")
    urls, port = database.of("intake"), free_port()
    held = {
        "sign_key": consortium.devices[DeviceRole.INTAKE].seed().hex(),
        "writer_url": urls["intake_writer"].get_secret_value(),
        "collector_url": urls["intake_collector"].get_secret_value(),
    }
    settings = write_settings(folder / "intake.toml", port, held)
    lines = [f"{name} = {value}" for name, value in bounds.items()]
    settings.write_text("\n".join([settings.read_text(), "[connections]", "tick_seconds = 0.1", *lines]))
    with served(Zone.INTAKE, settings):
        door = Door(port)
        _wait_until_it_answers(door)
        yield door


@pytest.fixture(scope="module")
def hasty(database: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """An intake that gives nobody more than a second for a step."""
    steps = ("head_seconds", "body_seconds", "idle_seconds", "answer_seconds", "linger_seconds")
    with intake(database, tmp_path_factory.mktemp("hasty"), dict.fromkeys(steps, 1)) as door:
        yield door


@pytest.fixture(scope="module")
def small(database: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """An intake with four places and all the time in the world."""
    steps = ("head_seconds", "body_seconds", "idle_seconds", "answer_seconds", "linger_seconds")
    with intake(database, tmp_path_factory.mktemp("small"), dict.fromkeys(steps, 3600) | {"most": 4}) as door:
        yield door


def _wait_until_it_answers(door: Door) -> None:
    for _ in range(1200):
        try:
            if door.answers():
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the zone did not start")


def until_head(line: socket.socket) -> bytes:
    """What comes until a head is complete, or the end."""
    came = b""
    while b"\r\n\r\n" not in came and (more := line.recv(4096)):
        came += more
    return came


def until_end(line: socket.socket) -> bytes:
    """All that comes until the connection ends; a failure where it does not."""
    came = bytearray()
    try:
        while more := line.recv(65536):
            came += more
    except ConnectionError:
        return bytes(came)
    except TimeoutError:
        pytest.fail("the connection was never ended")
    return bytes(came)


def still_taken(line: socket.socket, piece: bytes) -> bool:
    try:
        line.sendall(piece)
    except OSError:
        return False
    return True


DRIPS = {
    "nothing but blank lines": (b"", b"\r\n"),
    "a line without end": (b"GET /v1/", b"a"),
    "a field without end": (b"GET /v1/directory HTTP/1.1\r\nHost: ", b"a"),
    "field after field": (b"GET /v1/directory HTTP/1.1\r\n", b"a: b\r\n"),
    "a body a byte at a time": (POST + b"Content-Length: 20000\r\n\r\n", b"a"),
    "a chunk a byte at a time": (POST + b"Transfer-Encoding: chunked\r\n\r\n5000\r\n", b"a"),
    "chunk after chunk of one byte": (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    "trailer after trailer": (POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", b"a: b\r\n"),
    "a body where none belongs": (
        b"GET /v1/directory HTTP/1.1\r\nHost: intake\r\nContent-Length: 1000000\r\n\r\n",
        b"a",
    ),
}


def test_whatever_drips_is_cut_off_and_nobody_else_waits(hasty: Door) -> None:
    with ExitStack() as stack:
        lines = {what: (stack.enter_context(hasty.line()), *drip) for what, drip in DRIPS.items()}
        for line, begun, _ in lines.values():
            line.sendall(begun)
        assert hasty.answers()
        end = time.monotonic() + PATIENCE
        while lines:
            lines = {what: drip for what, drip in lines.items() if still_taken(drip[0], drip[2])}
            assert time.monotonic() < end, f"never ended: {', '.join(lines)}"
            time.sleep(0.02)


AROUND_A_BODY = {
    "chunks of one byte": (b"", b"1\r\na\r\n"),
    "a chunk's size in many words": (b"1;", b"abcdef"),
}


@pytest.mark.parametrize("what", AROUND_A_BODY)
def test_what_comes_around_a_body_is_counted_however_much_time_there_is(small: Door, what: str) -> None:
    """Four megabytes of it are read where they are not counted: the body in them stays far below its own bound."""
    begun, piece = AROUND_A_BODY[what]
    with small.line() as line:
        line.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n" + begun)
        assert not all(still_taken(line, piece * 10_000) for _ in range(4_000_000 // len(piece) // 10_000))
    assert small.answers()


def test_a_connection_that_says_nothing_is_ended_before_and_after_a_request(hasty: Door) -> None:
    with hasty.line() as silent, hasty.line() as idle:
        idle.sendall(GET)
        assert until_head(idle).startswith(b"HTTP/1.1 200")
        until_end(idle)
        assert until_end(silent) == b""


@contextmanager
def answering(app: ASGIApp, answer_seconds: float, listening: socket.socket) -> Iterator[Door]:
    """A server by the same bounds that gives hours for everything but its answers."""
    bounds = ConnectionBounds(answer_seconds=answer_seconds, head_seconds=3600, idle_seconds=3600, tick_seconds=0.1)
    config = uvicorn_config(app, "127.0.0.1", 0, bounds)
    config.lifespan = "off"
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        yield Door(listening.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


@contextmanager
def answering_at_length(answer_seconds: float, pieces: int = 512) -> Iterator[Door]:
    """Its every answer, of 32 MiB, is more than the buffers on the way hold."""

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for left in reversed(range(pieces)):
            await send({"type": "http.response.body", "body": bytes(512 * 64 * 1024 // pieces), "more_body": left > 0})

    with answering(app, answer_seconds, socket.create_server(("127.0.0.1", 0))) as door:
        yield door


@pytest.mark.parametrize("pieces", [512, 1])
def test_a_client_that_does_not_read_its_answer_is_cut_off(pieces: int) -> None:
    """Also where the zone has said all of it, and nothing waits but the rest: there are hours to be idle then."""
    with answering_at_length(1, pieces) as door, door.line() as line:
        line.sendall(GET)
        wait_until_cut(line)


def test_a_client_that_does_not_read_an_answer_that_broke_off_is_cut_off() -> None:
    """What is left of it waits in the zone, and is too little for the zone to have been told to wait."""

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000000")]})
        await send({"type": "http.response.body", "body": bytes(48 * 1024), "more_body": True})

    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket() as line:
        for end in (listening, line):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
            end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with answering(app, 1, listening) as door:
            line.connect(("127.0.0.1", door.port))
            line.sendall(GET)
            wait_until_cut(line)


def wait_until_cut(line: socket.socket) -> None:
    end = time.monotonic() + PATIENCE
    # Blank lines are no request: they only tell us whether anybody is still there.
    while still_taken(line, b"\r\n"):
        assert time.monotonic() < end, "never ended"
        time.sleep(0.05)


def test_a_client_that_reads_its_long_answer_gets_all_of_it() -> None:
    with answering_at_length(3600) as door, door.line() as line:
        line.sendall(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        assert len(until_end(line)) > 512 * 64 * 1024


def test_when_all_places_are_taken_the_longest_silent_one_gives_way(small: Door) -> None:
    with ExitStack() as stack:
        silent = [stack.enter_context(small.line()) for _ in range(4)]
        for line in silent:
            line.sendall(b"GET /v1/dir")
        for _ in range(8):
            assert small.answers()
        assert until_end(silent[0]) == b""


def test_a_newcomer_is_turned_away_where_every_place_is_being_used(small: Door) -> None:
    with ExitStack() as stack:
        for line in [stack.enter_context(small.line()) for _ in range(4)]:
            line.sendall(POST + b"Content-Length: 20000\r\nExpect: 100-continue\r\n\r\n")
            assert until_head(line).startswith(b"HTTP/1.1 100")
        with small.line() as late:
            assert until_end(late) == b""


LARGE_HEADS = {
    "a long line": b"GET /v1/" + b"a" * MOST_HEAD + b" HTTP/1.1\r\n\r\n",
    "a long line without end": b"GET /v1/" + b"a" * MOST_HEAD,
    "a long field": b"GET /v1/directory HTTP/1.1\r\na: " + b"a" * MOST_HEAD + b"\r\n\r\n",
    "a long field without end": b"GET /v1/directory HTTP/1.1\r\na: " + b"a" * MOST_HEAD,
    "a long name": b"GET /v1/directory HTTP/1.1\r\n" + b"a" * MOST_HEAD + b": a\r\n\r\n",
    "many fields": b"GET /v1/directory HTTP/1.1\r\n" + b"a: b\r\n" * 65 + b"\r\n",
}
NO_HTTP = {
    "words": b"hello, is this intake?\r\n\r\n",
    "a handshake": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),
    "a length that is none": b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "a length and chunks": b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    "an address that is none": "GET /é HTTP/1.1\r\n\r\n".encode(),
    "a tunnel": b"CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n",
}


def test_a_head_over_its_bound_and_what_is_no_http_are_refused_with_a_problem_document(small: Door) -> None:
    for status, name, tried in ((431, "head-too-large", LARGE_HEADS), (400, "malformed-http", NO_HTTP)):
        for what, sent in tried.items():
            with small.line() as line:
                line.sendall(sent)
                head, _, body = until_end(line).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 %d" % status), what
            assert b"application/problem+json" in head
            assert json.loads(body)["type"] == f"urn:leeward:problem:{name}", what


def test_who_sends_the_next_request_before_the_answer_is_cut_off(small: Door) -> None:
    with small.line() as line:
        line.sendall(POST + b"Content-Length: 1\r\n\r\nx" + GET * 1000)
        assert until_end(line).count(b"HTTP/1.1") <= 1
    assert small.answers()


def test_several_requests_one_after_the_other_share_a_connection(small: Door) -> None:
    with small.line() as line:
        for _ in range(3):
            line.sendall(GET)
            head, _, body = until_head(line).partition(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            while len(body) < length:
                body += line.recv(65536)
            assert head.startswith(b"HTTP/1.1 200")


def test_an_offer_to_speak_something_else_is_answered_in_http(small: Door) -> None:
    with small.line() as line:
        line.sendall(b"GET /v1/directory HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
        assert until_end(line).startswith(b"HTTP/1.1 200")
