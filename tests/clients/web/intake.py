"""An intake on loopback that serves the page as well: it judges as intake does, writes down all that reaches it, and
does what a test tells it to do wrong.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cbor2

from protocol.acceptance import accept
from protocol.directory import DeviceRole, SignedDirectory
from protocol.encoding import encode
from protocol.errors import ProtocolError
from protocol.mailbox import MailboxNotice, bucket_name, empty_slot, make_bucket, seal_slot, sign_notice
from protocol.post import SEALED, Post, open_post
from protocol.sealing import SealedPart, check_part
from protocol.work import check_work
from tests.clients.web.modules import document, rules
from tests.worlds import NOW, Consortium

PIECE = 65_536


@dataclass(frozen=True)
class Came:
    """One request as it reached intake."""

    method: str
    path: str
    head: dict[str, str]
    body: bytes
    status: int


Answer = tuple[int, bytes]
Wrong = Callable[[str, str, bytes], Answer | None]
"""What to answer to (method, path, body) instead, or None. It may raise Cut: then the line breaks."""


class Cut(Exception):
    """The line breaks before an answer."""


@dataclass
class Uploaded:
    part: bytes
    size: int
    pieces: dict[int, bytes] = field(default_factory=dict)


@dataclass
class Intake:
    consortium: Consortium
    script: str
    directory: bytes = b""
    work_bits: int | None = None
    """What is asked now, where that is more than the directory's."""
    notice: MailboxNotice | None = None
    slots: dict[bytes, bytes] = field(default_factory=dict)
    """Sealed slots by mailbox id, or made for each notice by `slot`."""
    wrong: Wrong = lambda *_: None
    came: list[Came] = field(default_factory=list)
    parts: dict[bytes, SealedPart] = field(default_factory=dict)
    posts: dict[bytes, bytes] = field(default_factory=dict)
    uploads: dict[str, Uploaded] = field(default_factory=dict)
    at_once: int = 0
    most_at_once: int = 0

    def __post_init__(self) -> None:
        self.directory = self.consortium.signed.to_bytes()
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Nothing is logged."""

            def do_GET(self) -> None:
                self._do("GET")

            def do_POST(self) -> None:
                self._do("POST")

            def do_PUT(self) -> None:
                self._do("PUT")

            def _do(self, method: str) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                if self.path == "/":
                    return self._page()
                try:
                    with outer._counted():
                        status, answer = outer._judged(method, self.path, body, dict(self.headers.items()))
                except Cut:
                    outer._note(method, self.path, dict(self.headers.items()), body, 0)
                    self.close_connection = True
                    self.connection.close()
                    return None
                outer._note(method, self.path, dict(self.headers.items()), body, status)
                return self._answer(status, answer)

            def _page(self) -> None:
                page = document(outer.script)
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", rules(outer.script))
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                if status != 204:
                    self.send_header("Content-Length", str(len(body)))
                if status == 307:
                    self.send_header("Location", "/v1/elsewhere")
                if status == 503:
                    self.send_header("Retry-After", "30")
                self.end_headers()
                self.wfile.write(body)

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A page that hangs up is no flaw of the test's."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def forget(self) -> None:
        """As it was when it started."""
        self.directory, self.work_bits, self.notice = self.consortium.signed.to_bytes(), None, None
        self.wrong, self.at_once, self.most_at_once = lambda *_: None, 0, 0
        for one in (self.slots, self.came, self.parts, self.posts, self.uploads):
            one.clear()

    # ---- what a test looks at

    def shape(self) -> list[tuple[str, str, int]]:
        """Method, path without what is random in it, and size of each request: what a passive observer can tell."""
        return [(one.method, re.sub(r"[0-9a-f]{2,64}", "…", one.path), len(one.body)) for one in self.came]

    def said(self) -> list[Post]:
        """What the posts say, opened as the vault opens them."""
        return [open_post(self.consortium.vault_seal, post) for post in self.posts.values()]

    # ---- what intake does

    def _counted(self) -> _Counted:
        return _Counted(self)

    def _note(self, *what: object) -> None:
        with self._lock:
            self.came.append(Came(*what))  # type: ignore[arg-type]

    def _judged(self, method: str, path: str, body: bytes, head: dict[str, str]) -> Answer:  # noqa: PLR0911 - a line a door
        if (answer := self.wrong(method, path, body)) is not None:
            return answer
        nonce = bytes.fromhex({name.lower(): value for name, value in head.items()}.get("leeward-work", ""))
        match method, path.strip("/").split("/"):
            case "GET", ["v1", "directory"]:
                return 200, self.directory
            case "GET", ["v1", "mailboxes"]:
                return (200, self._notice()) if self.notice else problem(404, "nothing-published")
            case "GET", ["v1", "mailboxes", name]:
                return self._bucket(bytes.fromhex(name))
            case "POST", ["v1", "parts"]:
                return self._part(body, nonce)
            case "POST", ["v1", "mailboxes", _]:
                return self._post(body, nonce)
            case "POST", ["v1", "uploads"]:
                return self._begun(body, nonce)
            case _, ["v1", "uploads", name, *rest]:
                return self._upload(method, name, rest, body)
        return problem(404, "not-found")

    def _notice(self) -> bytes:
        assert self.notice
        return sign_notice(self.notice, self.consortium.devices[DeviceRole.VAULT]).to_bytes()

    def _bucket(self, name: bytes) -> Answer:
        if self.notice is None or name != bucket_name(name + bytes(14), self.notice.depth):
            return problem(404, "no-such-mailboxes")
        own = [slot for mailbox, slot in self.slots.items() if bucket_name(mailbox, self.notice.depth) == name]
        slots = [*own, *(empty_slot() for _ in range(64 - len(own)))]
        return 200, make_bucket(self.notice, name, slots, self.consortium.devices[DeviceRole.VAULT]).to_bytes()

    def _part(self, body: bytes, nonce: bytes) -> Answer:
        part = SealedPart.from_bytes(body)
        checked = check_part(part, self.consortium.directory)
        return self._without_work(checked.id, nonce) or self._keep_part(checked.id, part)

    def _keep_part(self, identifier: bytes, part: SealedPart) -> Answer:
        self.parts[identifier] = part
        return self._accepted(identifier)

    def _post(self, body: bytes, nonce: bytes) -> Answer:
        assert len(body) == SEALED
        identifier = hashlib.sha256(body).digest()
        if refused := self._without_work(identifier, nonce):
            return refused
        self.posts[identifier] = body
        return self._accepted(identifier)

    def _accepted(self, identifier: bytes) -> Answer:
        return 200, accept(identifier, self.consortium.devices[DeviceRole.INTAKE]).to_bytes()

    def _without_work(self, identifier: bytes, nonce: bytes) -> Answer | None:
        bits = self.work_bits or self.consortium.directory.contents.work_bits
        try:
            check_work(identifier, nonce, bits)
        except ProtocolError:
            return problem(403, "too-little-work", bits)
        return None

    def _begun(self, body: bytes, nonce: bytes) -> Answer:
        said = cbor2.loads(body)
        assert set(said) == {"type", "part", "size"}
        assert encode(said) == body
        assert said["type"] == "leeward/v1/new-upload"
        if refused := self._without_work(said["part"], nonce):
            return refused
        name = hashlib.sha256(f"{len(self.uploads)}{time.monotonic()}".encode()).hexdigest()
        self.uploads[name] = Uploaded(said["part"], said["size"])
        return 201, encode({"type": "leeward/v1/upload", "upload": bytes.fromhex(name)})

    def _upload(self, method: str, name: str, rest: list[str], body: bytes) -> Answer:
        if not (one := self.uploads.get(name)):
            return problem(404, "no-such-upload")
        missing = sorted({*range(-(-one.size // PIECE))} - {*one.pieces})
        match method, rest:
            case "PUT", [number]:
                whole = min(PIECE, one.size - int(number) * PIECE)
                assert len(body) == whole, "a piece has another size"
                one.pieces.setdefault(int(number), body)
                return 204, b""
            case "GET", []:
                return 200, encode({"type": "leeward/v1/upload-progress", "missing": missing})
            case "POST", [] if missing:
                return problem(409, "pieces-missing")
            case "POST", []:
                part = SealedPart.from_bytes(b"".join(piece for _, piece in sorted(one.pieces.items())))
                checked = check_part(part, self.consortium.directory)
                assert checked.id == one.part
                return self._keep_part(checked.id, part)
        return problem(405, "not-allowed")


class _Counted:
    """Counts how many requests are here at one time."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    def __enter__(self) -> None:
        with self._intake._lock:
            self._intake.at_once += 1
            self._intake.most_at_once = max(self._intake.most_at_once, self._intake.at_once)

    def __exit__(self, *_: object) -> None:
        with self._intake._lock:
            self._intake.at_once -= 1


def problem(status: int, name: str, work: int = 4) -> Answer:
    said = {"type": f"urn:leeward:problem:{name}", "title": "No.", "status": status, "detail": "…", "work": work}
    return status, json.dumps(said).encode().ljust(900)


def trust_block(consortium: Consortium, claimed: SignedDirectory | None = None) -> str:
    """What intake puts into the page."""
    directory = consortium.directory
    said = {
        "type": "leeward/v1/page-trust",
        "roots": consortium.root_set.model_dump(mode="python"),
        "number": directory.contents.number,
        "epoch": directory.contents.epoch,
        "directory": directory.hash,
        "never_to": list(directory.contents.never_to),
        "countries": sorted({one.country for one in directory.contents.compartments}),
    }
    return base64.b64encode(encode(said)).decode()


__all__ = ["NOW", "Came", "Cut", "Intake", "problem", "seal_slot", "trust_block"]
