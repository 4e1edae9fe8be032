"""An intake and a Tor-like proxy on loopback that write down every byte and every connection that reaches them."""

from __future__ import annotations

import hashlib
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from protocol.acceptance import accept
from protocol.directory import DeviceRole
from protocol.post import SEALED
from protocol.sealing import SealedPart, check_part
from protocol.work import check_work
from tests.worlds import Consortium


@dataclass(frozen=True)
class Upload:
    """What one POST was, as the wire saw it."""

    path: str
    connection: int
    body: bytes
    head: str


@dataclass
class IntakeOnTheWire:
    """Checks and accepts as intake does. `answer_with` lies; `gate` holds an upload until it is set."""

    consortium: Consortium
    uploads: list[Upload] = field(default_factory=list)
    fetched: int = 0
    asked: list[str] = field(default_factory=list)
    mailboxes: dict[str, bytes] = field(default_factory=dict)
    """What is handed out for sources, by path."""
    lacking: set[str] = field(default_factory=set)
    """Paths at which there is nothing yet."""
    directory: bytes = b""
    answer_with: Callable[[bytes], tuple[int, bytes]] | None = None
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.directory = self.directory or self.consortium.signed.to_bytes()
        self.gate.set()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Nothing is logged."""

            def do_GET(self) -> None:
                outer.fetched += 1
                outer.asked.append(self.path)
                self._answer(
                    404 if self.path in outer.lacking else 200, outer.mailboxes.get(self.path, outer.directory)
                )

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                outer.gate.wait(30)
                outer.uploads.append(Upload(self.path, self.client_address[1], body, str(self.headers)))
                identifier = outer.checked(self.path, body, bytes.fromhex(self.headers["leeward-work"]))
                if outer.answer_with:
                    self._answer(*outer.answer_with(identifier))
                else:
                    self._answer(200, accept(identifier, outer.consortium.devices[DeviceRole.INTAKE]).to_bytes())

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """A client that hangs up is no flaw of the test's."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def checked(self, path: str, body: bytes, nonce: bytes) -> bytes:
        """The id of what was uploaded, if it is what it should be."""
        if path == "/v1/parts":
            identifier: bytes = check_part(SealedPart.from_bytes(body), self.consortium.directory).id
        else:
            assert len(body) == SEALED
            identifier = hashlib.sha256(body).digest()
        check_work(identifier, nonce, self.consortium.directory.contents.work_bits)
        return identifier

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def parts(self) -> list[SealedPart]:
        return [SealedPart.from_bytes(one.body) for one in self.uploads]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass
class SocksProxy:
    """SOCKS5 (RFC 1928, 1929): takes any user name; whatever host is named, it connects to `port` on loopback."""

    port: int
    named: list[tuple[int, bytes]] = field(default_factory=list)
    """Address type (1 IPv4, 3 name, 4 IPv6) and address of each connection."""
    users: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"socks5h://127.0.0.1:{self._listener.getsockname()[1]}"

    def stop(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(client,), daemon=True).start()

    def _one(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as said:
            methods = said.read(2)[1]
            offered = said.read(methods)
            if 2 in offered:
                client.sendall(b"\x05\x02")
                said.read(1)
                user = said.read(said.read(1)[0])
                self.users.append(user + b":" + said.read(said.read(1)[0]))
                client.sendall(b"\x01\x00")
            else:
                client.sendall(b"\x05\x00")
            kind = said.read(4)[3]
            address = said.read({1: 4, 4: 16}.get(kind) or said.read(1)[0])
            said.read(2)
            self.named.append((kind, address))
            client.sendall(b"\x05\x00\x00\x01" + bytes(6))
            with socket.create_connection(("127.0.0.1", self.port)) as onward:
                back = threading.Thread(target=_pump, args=(onward, client), daemon=True)
                back.start()
                _pump(client, onward)
                back.join(10)


def _pump(one: socket.socket, other: socket.socket) -> None:
    try:
        while piece := one.recv(65536):
            other.sendall(piece)
        other.shutdown(socket.SHUT_WR)
    except OSError:
        return
