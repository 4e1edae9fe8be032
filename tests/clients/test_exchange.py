"""One exchange with a server that means harm, over a real line: it sends a byte now and then, each in good time.

Left to itself the server would come to the end of a good answer after a second and a half, and it says of each line
whether it did: no test goes by the time that passed.
"""

from __future__ import annotations

import datetime
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from clients import to_intake
from clients.auditor.log_check import CannotReachLog, Log
from clients.custodian import errors as custodian_errors
from clients.custodian.to_vault import Doors, fetch_directory
from clients.exchange import Asked, Silent, Unusable, exchange
from clients.to_intake import (
    CannotReach,
    Intake,
    IntakeDoorError,
    NameNotKnown,
    NoSecureLine,
    NotIntakesCertificate,
    ProxyFails,
)

HEAD, SLOWLY, REST = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nx-more: ", b"x" * 50, b"\r\n\r\ngood"
SHORT, ENOUGH = 0.2, 60.0
"""Seconds for a whole answer."""
PAUSE = 0.03
GET = Asked("GET", "/v1/directory", 4)
NOWHERE = ("//xn--", "localhostdata: x", ":javascript://..]+", "http://xn--aa/")


class Dripping:
    """Answers whoever connects with `at_once`, then `slowly`, a byte at a time, and then the rest at once."""

    def __init__(self, at_once: bytes, slowly: bytes, rest: bytes, tls: ssl.SSLContext | None) -> None:
        self._at_once, self._slowly, self._rest, self._tls = at_once, slowly, rest, tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._listening.getsockname()[1]}"
        self._ends: queue.Queue[str] = queue.Queue()
        self.stopped = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            line, _ = self._listening.accept()
            if self.stopped.is_set():
                line.close()
                return
            try:
                with self._tls.wrap_socket(line, server_side=True) if self._tls else line as line:
                    self._answer(line)
            except OSError:
                self._ends.put("cut")
            else:
                self._ends.put("whole")

    def end(self) -> str:
        """How the next line ended: `cut` by the other side, or with the `whole` answer sent."""
        return self._ends.get(timeout=60)

    def _answer(self, line: socket.socket) -> None:
        line.recv(65_536)
        line.sendall(self._at_once)
        for byte in self._slowly:
            line.sendall(bytes([byte]))
            self.stopped.wait(PAUSE)
        line.sendall(self._rest)

    def stop(self) -> None:
        self.stopped.set()
        with socket.create_connection(self._listening.getsockname()):
            self._thread.join()
        self._listening.close()


@contextmanager
def dripping(at_once: bytes, slowly: bytes, rest: bytes, tls: ssl.SSLContext | None = None) -> Iterator[Dripping]:
    server = Dripping(at_once, slowly, rest, tls)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def in_the_head() -> Iterator[Dripping]:
    with dripping(HEAD, SLOWLY, REST) as server:
        yield server


@pytest.fixture
def in_the_body() -> Iterator[Dripping]:
    """Without a length: what was there when the line was cut must not pass for the whole."""
    with dripping(b"HTTP/1.1 200 OK\r\n\r\n", SLOWLY, b"") as server:
        yield server


def test_a_head_that_drips_is_silence_when_the_time_of_the_whole_is_over(in_the_head: Dripping) -> None:
    with httpx.Client(base_url=in_the_head.url, timeout=ENOUGH) as client, pytest.raises(Silent):
        exchange(client, GET, SHORT)
    assert in_the_head.end() == "cut"


def test_in_good_time_the_same_answer_is_taken(in_the_head: Dripping) -> None:
    with httpx.Client(base_url=in_the_head.url, timeout=ENOUGH) as client:
        assert exchange(client, GET, ENOUGH).body == b"good"
    assert in_the_head.end() == "whole"


def test_a_body_that_drips_is_silence_and_never_the_piece_that_had_come(in_the_body: Dripping) -> None:
    with httpx.Client(base_url=in_the_body.url, timeout=ENOUGH) as client, pytest.raises(Silent):
        exchange(client, Asked("GET", "/", 4096), SHORT)
    assert in_the_body.end() == "cut"


def test_a_line_inside_tls_is_shut_as_well(tmp_path: Path) -> None:
    ours, theirs = _certified(tmp_path)
    with (
        dripping(HEAD, SLOWLY, REST, theirs) as server,
        httpx.Client(base_url=server.url, timeout=ENOUGH, verify=ours) as client,
    ):
        with pytest.raises(Silent):
            exchange(client, GET, SHORT)
        assert server.end() == "cut"
        assert exchange(client, GET, ENOUGH).body == b"good"


def test_a_body_that_is_sent_gets_time_for_its_size(in_the_head: Dripping) -> None:
    with httpx.Client(base_url=in_the_head.url, timeout=ENOUGH) as client:
        assert exchange(client, Asked("POST", "/", 4, bytes(60 * 1024)), SHORT).body == b"good"


def test_no_client_is_held_by_a_head_that_drips(in_the_head: Dripping) -> None:
    with pytest.raises(CannotReach):
        Intake(in_the_head.url, seconds=SHORT).fetch_directory()
    with pytest.raises(CannotReachLog):
        Log(in_the_head.url, seconds=SHORT).get("/checkpoint", 100)
    client = httpx.Client(base_url=in_the_head.url, timeout=ENOUGH)
    with Doors(client, client, client, client, SHORT) as doors, pytest.raises(custodian_errors.CannotReach):
        fetch_directory(doors)
    assert [in_the_head.end() for _ in range(3)] == ["cut"] * 3


def test_each_exchange_has_a_line_of_its_own_so_that_the_watch_knows_which_to_shut() -> None:
    ports: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

        def do_GET(self) -> None:
            ports.append(self.client_address[1])
            self.send_response(204)
            self.end_headers()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        with httpx.Client(base_url=f"http://127.0.0.1:{server.server_port}") as client:
            assert exchange(client, GET).is_yes
            assert exchange(client, GET).is_yes
        server.shutdown()
    assert len(set(ports)) == 2


def test_a_line_that_is_kept_serves_several_exchanges_and_is_shut_under_the_one_that_drips() -> None:
    ports: list[int] = []
    ends: queue.Queue[str] = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

        def do_GET(self) -> None:
            ports.append(self.client_address[1])
            if len(ports) != 3:
                self.send_response(204)
                self.end_headers()
                return
            try:
                self._drip()
            except OSError:
                ends.put("cut")
            else:
                ends.put("whole")

        def _drip(self) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(SLOWLY)))
            self.end_headers()
            for byte in SLOWLY:
                self.wfile.write(bytes([byte]))
                time.sleep(PAUSE)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        with httpx.Client(base_url=f"http://127.0.0.1:{server.server_port}", timeout=ENOUGH) as client:
            kept: list[socket.socket] = []
            assert exchange(client, GET, ENOUGH, kept).is_yes
            assert exchange(client, GET, ENOUGH, kept).is_yes
            with pytest.raises(Silent):
                exchange(client, Asked("GET", "/", 4096), SHORT, kept)
            assert ends.get(timeout=60) == "cut"
            assert kept == []
            assert exchange(client, GET, ENOUGH, kept).is_yes
            assert len(kept) == 1
        server.shutdown()
    assert len(set(ports[:3])) == 1
    assert ports[3] != ports[0]


def test_an_answer_that_is_packed_or_too_large_is_not_taken() -> None:
    for answer in (
        httpx.Response(200, content=b"12345"),
        httpx.Response(503, content=bytes(4097)),
        httpx.Response(200, headers={"content-encoding": "x-none"}, content=b"good"),
    ):
        transport = httpx.MockTransport(lambda _, answer=answer: answer)
        with httpx.Client(base_url="http://zone", transport=transport) as client, pytest.raises(Unusable):
            exchange(client, GET)


@pytest.mark.parametrize("where", NOWHERE)
def test_a_redirection_to_an_address_that_is_none_is_silence(where: str) -> None:
    """The HTTP library reads it although nobody follows it: it came out as an error that nobody expects."""
    transport = httpx.MockTransport(lambda _: httpx.Response(302, headers={"location": where}))
    with httpx.Client(base_url="http://zone", transport=transport) as client, pytest.raises(Silent):
        exchange(client, GET)
    with pytest.raises(CannotReach):
        Intake("http://intake.example", transport=transport).fetch_checkpoint()


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("proxy", ["socks5h", "socks5", "http"])
def test_a_proxy_that_is_none_is_silence(scheme: str, proxy: str) -> None:
    """What a wrong port answers is no SOCKS: it came out as an error that nobody expects, and ended a gateway."""
    with dripping(b"\x07\x07HTTP", b"", b"") as server:
        intake = Intake(f"{scheme}://intake.example", server.url.replace("http", proxy))
        with pytest.raises(CannotReach):
            intake.fetch_directory()


def test_a_certificate_that_nobody_here_trusts_is_told_from_silence_and_nothing_was_asked(tmp_path: Path) -> None:
    _, theirs = _certified(tmp_path)
    with dripping(HEAD, b"", REST, theirs) as server:
        assert refused_by(server.url) is NotIntakesCertificate
        assert server.end() == "cut"


def test_an_address_with_https_behind_which_nobody_speaks_tls_is_told_from_silence() -> None:
    with dripping(b"HTTP/1.1 400 Bad Request\r\n\r\n", b"", b"") as server:
        assert refused_by(server.url.replace("http:", "https:")) is NoSecureLine


def test_a_line_that_goes_bad_once_it_is_secure_is_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Garbling(Dripping):
        def _answer(self, line: socket.socket) -> None:
            line.recv(65_536)
            socket.socket.send(line, bytes(100))  # past ssl.SSLSocket: no record of TLS

    ours, theirs = _certified(tmp_path)
    monkeypatch.setattr(to_intake, "authorities", lambda: ours)
    server = Garbling(b"", b"", b"", theirs)
    try:
        assert refused_by(server.url) is CannotReach
    finally:
        server.stop()


def test_a_name_that_nobody_knows_is_told_from_silence_and_not_where_a_proxy_looks_it_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    for scheme in ("http", "https"):
        assert refused_by(f"{scheme}://intake.example") is NameNotKnown
        assert refused_by(f"{scheme}://intake.example", "socks5h://tor.example:9050") is ProxyFails


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("proxy", ["socks5h", "socks5", "http"])
def test_a_proxy_that_is_away_is_told_from_an_intake_that_is(scheme: str, proxy: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = f"127.0.0.1:{taken.getsockname()[1]}"
    assert refused_by(f"{scheme}://{nobody}", f"{proxy}://{nobody}") is ProxyFails
    assert refused_by(f"{scheme}://{nobody}") is CannotReach


@pytest.mark.parametrize("proxy", ["socks5h", "socks5"])
def test_a_proxy_that_is_there_and_brings_nothing_is_told_from_an_intake_that_is_away(proxy: str) -> None:
    with dripping(b"\x07\x07HTTP", b"", b"") as server:
        assert refused_by("http://intake.example", server.url.replace("http", proxy)) is ProxyFails


def refused_by(address: str, proxy: str | None = None) -> type[Exception]:
    with pytest.raises(IntakeDoorError) as refused:
        Intake(address, proxy).fetch_directory()
    assert "127.0.0.1" not in str(refused.value)
    return type(refused.value)


def _certified(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A client's context that trusts a server's, and the server's."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "zone")])
    begun = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begun)
        .not_valid_after(begun + datetime.timedelta(days=36_500))
        .sign(key, hashes.SHA256())
    )
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    (folder / "zone.pem").write_bytes(key.private_bytes(pem, form, plain) + made.public_bytes(pem))
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(folder / "zone.pem")
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    ours.check_hostname = False
    ours.load_verify_locations(folder / "zone.pem")
    return ours, theirs
