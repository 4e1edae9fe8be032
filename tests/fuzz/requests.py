"""What comes in at a zone's door: the head of a signed request, and bodies piece by piece."""

from __future__ import annotations

import json
from collections.abc import Coroutine
from typing import Any

import http_sf
from starlette.requests import Request

from protocol.errors import ProtocolError
from protocol.primitives import SignKey
from protocol.requests import RequestRefused, sign_request, signature_base, verify_request
from protocol.requests import Target as Asked
from server.body_bounds import BodyBounds, BodyRefused, BodyTooDeep, JsonDepth
from server.devices import DoorError, signed_by
from server.redaction.loopback import Loopback
from tests.fuzz.target import Target

KEY = SignKey(bytes(32))
NOW = 1_795_262_400
HOST = "vault.example"
DEPTH = 8
MOST = 2000


def _finish(work: Coroutine[Any, Any, Any]) -> Any:
    """Run what never waits, without a loop."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("this waited for something")


def lines_of(raw: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Header lines, a blank line and a body, as a lenient server would read them."""
    head, _, body = raw.partition(b"\n\n")
    parted = (line.partition(b":") for line in head.split(b"\n")[:40])
    return [(name.lower(), value.lstrip(b" ")) for name, _, value in parted], body


def _taken_apart(raw: bytes) -> tuple[str, bytes, bytes, list[tuple[bytes, bytes]], bytes]:
    """Method, path, query, headers and body of a whole request."""
    first, _, rest = raw.partition(b"\n")
    method, _, address = first.partition(b" ")
    path, _, query = address.partition(b"?")
    return method.decode("latin-1"), path, query, *lines_of(rest)


def _signed(raw: bytes) -> None:
    """As the protocol reads it; and once more with the right signature under whatever it says it covers."""
    method, path, query, headers, body = _taken_apart(raw)
    target = Asked(method, HOST, path.decode("latin-1"), query.decode("latin-1"))
    fields = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]
    try:
        by = verify_request(fields, target, body, {"desk": KEY.public}.get, NOW)
    except RequestRefused:
        fields = _signed_again(fields, target)
        by = verify_request(fields, target, body, {"desk": KEY.public}.get, NOW)
    given = dict(fields)
    made = sign_request(KEY, by.keyid, target, body, given.get("content-type", ""), by.created, by.nonce)
    # One shape: whoever is let in has signed exactly as we sign, but for the order of the parameters.
    assert {name: given[name] for name in made if "signature" not in name} == {
        name: value for name, value in made.items() if "signature" not in name
    }


def _signed_again(fields: list[tuple[str, str]], target: Asked) -> list[tuple[str, str]]:
    given = dict(fields)
    covered = given.get("signature-input", "").removeprefix("leeward=")
    components = target.components()
    if "content-digest" in covered:
        components |= {name: given.get(name, "") for name in ("content-digest", "content-type")}
    try:
        signature = KEY.sign_bytes(signature_base(components, covered))
    except UnicodeEncodeError:
        return fields
    return [one for one in fields if one[0] != "signature"] + [("signature", http_sf.ser({"leeward": signature}))]


def _door(raw: bytes) -> None:
    """The whole door of a zone, from an ASGI scope."""
    method, path, query, headers, body = _taken_apart(raw)
    scope = {
        "type": "http",
        "method": method,
        "path": path.decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": query,
        "headers": headers,
        "client": ("127.0.0.1", 1),
    }
    door = signed_by({"desk": KEY.public}.get, lambda: NOW, {HOST})(MOST).dependency
    came = _finish(door(Request(scope, _receiving([body]))))
    assert came.keyid == "desk"
    assert came.body == (body if any(name == b"content-digest" for name, _ in headers) else b"")


def _receiving(pieces: list[bytes]) -> Any:
    left = list(pieces)

    async def receive() -> dict[str, Any]:
        piece = left.pop(0) if left else b""
        return {"type": "http.request", "body": piece, "more_body": bool(left)}

    return receive


def _bodies(raw: bytes) -> None:
    """One byte for the size of the pieces. What is let through is within both bounds, and whole."""
    step, body = 1 + (raw[0] if raw else 0), raw[1:]
    pieces = [body[at : at + step] for at in range(0, len(body), step)] or [b""]
    read: list[bytes] = []
    statuses: list[int] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        more = True
        while more:
            message = await receive()
            read.append(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        statuses.append(message["status"])

    def answer(refused: BodyRefused) -> Any:
        async def refuse(scope: Any, receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": 400, "headers": []})

        return refuse

    scope = {"type": "http", "headers": [(b"content-type", b"application/json")]}
    _finish(BodyBounds(app, MOST, DEPTH, answer)(scope, _receiving(pieces), send))
    assert len(statuses) == 1
    assert sum(map(len, read)) <= MOST
    if statuses == [200]:
        assert b"".join(read) == body
    deep = _depth_of(body)
    if deep is not None and len(body) <= MOST:
        assert (statuses == [200]) == (deep <= DEPTH)


def _depth_of(body: bytes) -> int | None:
    """How deep the JSON is, as Python's own parser reads it; None for what is none."""
    try:
        # Of a name that comes twice, the parser would keep the last value alone.
        return _nested(json.loads(body.decode("utf-8"), object_pairs_hook=lambda pairs: [value for _, value in pairs]))
    except (ValueError, RecursionError):
        return None


def _nested(value: object) -> int:
    return 1 + max(map(_nested, value), default=0) if isinstance(value, list) else 0


def _depth_in_one_piece(raw: bytes) -> None:
    """However it is cut, the depth is the same."""

    def deep(pieces: list[bytes]) -> bool:
        depth = JsonDepth(DEPTH)
        try:
            for piece in pieces:
                depth.feed(piece)
        except BodyTooDeep:
            return True
        return False

    step = 1 + (raw[0] if raw else 0) % 7
    assert deep([raw[1:]]) == deep([raw[1:][at : at + step] for at in range(0, len(raw), step)])


def _loopback(raw: bytes) -> None:
    """Whoever asks by another name, or from another machine, is turned away."""
    client, _, host = raw.partition(b"\n")
    reached: list[bool] = []
    statuses: list[int] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        reached.append(True)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope = {
        "type": "http",
        "headers": [(b"host", one) for one in host.split(b"\n")],
        "client": (client.decode("utf-8", "replace"), 1),
    }
    _finish(Loopback(app, {"localhost:8443"}, 421)(scope, _receiving([]), send))
    assert statuses == ([200] if reached else [421])
    if reached:
        assert host.lower() == b"localhost:8443"


def targets() -> list[Target]:
    whole = []
    for method, path, body in (("GET", "/v1/parts?a=b", b""), ("POST", "/v1/openings", b'{"a": 1}')):
        asked = Asked(method, HOST, *path.partition("?")[::2])
        headers = {"host": HOST} | sign_request(KEY, "desk", asked, body, "application/json", NOW, bytes(16))
        lines = [f"{method} {path}", *(f"{name}: {value}" for name, value in headers.items())]
        whole.append("\n".join(lines).encode() + b"\n\n" + body)
    pieces = (
        b'"@method" "@authority" "@path" "@query"', b';created=', b';nonce="', b';keyid="desk"', b';alg="ed25519"',
        b"signature-input: ", b"signature: ", b"leeward=(", b"content-digest", b"sha-256=:", b"host: ", b"\n\n",
        b'content-length: ', b"?1", b"=:", b"%2f", b";tag=",
    )  # fmt: skip
    marks = (b"[", b"]", b"{", b"}", b'"', b"\\", b'\\"', b"\\u005b", b",", b":")
    documents = [
        b"\x03" + one for one in (b'{"a": [1, "[\\"]"]}', b"[" * 9 + b"]" * 9, b'"\\\\"', b"[[[[[[[[1]]]]]]]]")
    ]
    refused = (RequestRefused, DoorError, BodyRefused, ProtocolError)
    return [
        Target("signatures", _signed, whole, refused, pieces, most=2048, share=2),
        Target("doors", _door, whole, refused, pieces, most=4096),
        Target("bodies", _bodies, documents, (), marks, most=3000),
        Target("depths", _depth_in_one_piece, documents, (), marks, most=512),
        Target("loopback", _loopback, [b"127.0.0.1\nlocalhost:8443", b"::1\nLOCALHOST:8443"], (), most=256),
    ]
