"""Which device sent this request, and is it whole: HTTP message signatures (RFC 9421).

RequestRefused
├── NotSigned
├── MalformedRequest
├── WrongSignature
├── Stale
└── Replayed

Rules of this file
* One shape. A request without a body covers four components, one with a body six, in that order; five
  parameters, each once. Anything else is refused before a key is looked up.
* The head can be checked before the body is read, because the digest is a signed header: a stranger never
  makes a server read more than headers.
* `@authority` says who was meant. A server must compare it with its own names (server/devices.py does), or
  what one zone was sent could be shown to another.
* Nothing here remembers. Refusing a nonce that was seen before is the server's part.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import http_sf

from protocol.encoding import Purpose
from protocol.errors import BadSignature, ProtocolError
from protocol.primitives import SignKey, verify_bytes

LABEL = "leeward"
NONCE = 16
"""Bytes."""
TOLERANCE = 120
"""Seconds that two clocks may differ, either way."""

_WITHOUT_BODY = ("@method", "@authority", "@path", "@query")
_WITH_BODY = (*_WITHOUT_BODY, "content-digest", "content-type")
_FIXED = {"alg": "ed25519", "tag": Purpose.HTTP_REQUEST.value}
_LONGEST = {"signature-input": 512, "signature": 128, "content-digest": 64, "content-type": 128}

# Printable ASCII only, so that no value can break out of its line in the signature base.
_SHAPES = {
    "@method": re.compile(r"[A-Z]{1,16}"),
    "@authority": re.compile(r"[a-z0-9._:\[\]-]{1,255}"),
    "@path": re.compile(r"/[!-\"$->@-~]{0,2047}"),
    "@query": re.compile(r"\?[!-\"$-~]{0,2048}"),
    "content-digest": re.compile(r"sha-256=:[A-Za-z0-9+/]{43}=:"),
    "content-type": re.compile(r"[!-~]([ -~]*[!-~])?"),
}
_KEYID = re.compile(r"[!#-\[\]-~]{1,128}")
_NONCE_TEXT = re.compile(r"[0-9a-f]{32}")

FindKey = Callable[[str], bytes | None]
"""The 32-byte public key of a device that may knock here, by its key id; None for a stranger."""
Parameters = dict[str, http_sf.types.BareItemType]


class RequestRefused(ProtocolError):
    """This request was not accepted."""


class NotSigned(RequestRefused):
    """This request is not signed. Devices sign each request with their directory key."""


class MalformedRequest(RequestRefused):
    """This request is not signed in the one way that is accepted here."""


class WrongSignature(RequestRefused):
    """This signature does not belong to this request, or its key is not known here."""


class Stale(RequestRefused):
    """This request was signed too long ago, or in the future. Check this device's clock, then try again."""


class Replayed(RequestRefused):
    """This request was sent before. Sign it anew to send it again."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a request asks of whom, as on the wire: percent-encoding untouched, no `?` before the query.

    `authority` is in lower case and without the scheme's default port. Raises MalformedRequest.
    """

    method: str
    authority: str
    path: str
    query: str = ""

    def __post_init__(self) -> None:
        _check_shapes(self.components())

    def components(self) -> dict[str, str]:
        """The derived components of RFC 9421 §2.2 that are always covered."""
        values = (self.method, self.authority, self.path, f"?{self.query}")
        return dict(zip(_WITHOUT_BODY, values, strict=True))


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Whose key signed; the 16-byte nonce; when, in seconds since 1970."""

    keyid: str
    nonce: bytes
    created: int


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A request whose head is proven and whose body is still to come; no body, if `digest` is None."""

    signer: SignedBy
    digest: str | None


def content_digest(body: bytes) -> str:
    """The Content-Digest field of exactly these bytes, with SHA-256 (RFC 9530 §2)."""
    return f"sha-256=:{b64encode(hashlib.sha256(body).digest()).decode()}:"


def signature_base(components: Mapping[str, str], covered: str) -> bytes:
    """What is signed (RFC 9421 §2.5): each component with its value, in order; then `covered`, which is their names
    and the parameters as they stand in Signature-Input."""
    lines = [f'"{name}": {value}' for name, value in components.items()]
    lines.append(f'"@signature-params": {covered}')
    return "\n".join(lines).encode("ascii")


def sign_request(
    key: SignKey, keyid: str, target: Target, body: bytes, content_type: str, created: int, nonce: bytes
) -> dict[str, str]:
    """The headers to add to a request, in lower case; `content-type` is among them if there is a body.

    `created` in seconds since 1970, `nonce` 16 fresh random bytes. Raises MalformedRequest for what no
    server takes.
    """
    fields = {"content-digest": content_digest(body), "content-type": content_type} if body else {}
    parameters: Parameters = {"created": created, "nonce": nonce.hex(), "keyid": keyid, **_FIXED}
    _read_signer(parameters)
    _check_shapes(fields)
    components = target.components() | fields
    covered = _covered(tuple(components), parameters)
    fields["signature-input"] = f"{LABEL}={covered}"
    fields["signature"] = http_sf.ser({LABEL: key.sign_bytes(signature_base(components, covered))})
    return _within_bounds(fields)


def verify_request(
    headers: Iterable[tuple[str, str]],
    target: Target,
    body: bytes,
    find_key: FindKey,
    now: float,
    tolerance: int = TOLERANCE,
) -> SignedBy:
    """Head and body at once, for whoever has both. Raises a RequestRefused, but never Replayed."""
    return check_body(check_head(headers, target, find_key, now, tolerance), body)


def check_head(
    headers: Iterable[tuple[str, str]],
    target: Target,
    find_key: FindKey,
    now: float,
    tolerance: int = TOLERANCE,
) -> SignedHead:
    """Everything that can be checked before the body is read. `now` in seconds since 1970.

    Raises NotSigned, MalformedRequest, Stale, or WrongSignature, which is also what a stranger sees.
    """
    fields = _signature_fields(headers)
    names, covered, parameters = _read_input(fields["signature-input"])
    signature = _read_signature(fields["signature"])
    signer = _read_signer(parameters)
    if abs(now - signer.created) > tolerance:
        raise Stale
    signed = {name: fields.get(name, "") for name in names if name not in _WITHOUT_BODY}
    _check_shapes(signed)
    _verify(find_key(signer.keyid), signature_base(target.components() | signed, covered), signature)
    return SignedHead(signer, signed.get("content-digest"))


def check_body(head: SignedHead, body: bytes) -> SignedBy:
    """Who signed it, if this is the very body that was signed; else WrongSignature."""
    if head.digest != (content_digest(body) if body else None):
        raise WrongSignature
    return head.signer


def _verify(key: bytes | None, base: bytes, signature: bytes) -> None:
    try:
        # No key can be empty, so a stranger's request fails like any other.
        verify_bytes(key or b"", base, signature)
    except BadSignature:
        raise WrongSignature from None


def _covered(names: tuple[str, ...], parameters: Parameters) -> str:
    items: list[http_sf.types.ItemType] = [*names]
    return http_sf.ser([(items, parameters)])


_STARTS = {names: _covered(names, {}) for names in (_WITHOUT_BODY, _WITH_BODY)}


def _check_shapes(components: Mapping[str, str]) -> None:
    if not all(_SHAPES[name].fullmatch(value) for name, value in components.items()):
        raise MalformedRequest


def _signature_fields(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    ours = [(name.lower(), value) for name, value in headers if name.lower() in _LONGEST]
    fields = dict(ours)
    if len(fields) != len(ours):
        raise MalformedRequest
    if "signature" not in fields or "signature-input" not in fields:
        raise NotSigned
    return _within_bounds(fields)


def _within_bounds(fields: dict[str, str]) -> dict[str, str]:
    if any(len(value) > _LONGEST[name] for name, value in fields.items()):
        raise MalformedRequest
    return fields


def _read_input(field: str) -> tuple[tuple[str, ...], str, Parameters]:
    member, written = _only_member(field), field.removeprefix(f"{LABEL}=")
    for names, start in _STARTS.items():
        # Compared as written: the token content-type must not pass for the string "content-type".
        if written.startswith(start) and isinstance(member, tuple):
            return names, written, member[1]
    raise MalformedRequest


def _read_signature(field: str) -> bytes:
    member = _only_member(field)
    if not isinstance(member, tuple) or not isinstance(member[0], bytes) or member[1]:
        raise MalformedRequest
    return member[0]


def _only_member(field: str) -> http_sf.types.ItemOrInnerListType:
    """The value under our label, if it is the only one and the field is spelled as RFC 9651 §4.1 has it.

    That one comparison also finds what a lenient parser drops: a key that comes twice, a missing pad. That the parser's
    dictionary is one, and that a member is a tuple, is asked for the type checker alone.
    """
    try:
        parsed = http_sf.parse(field.encode(), tltype="dictionary")
        respelled = http_sf.ser(parsed)
    except ValueError:
        raise MalformedRequest from None
    if not isinstance(parsed, dict) or set(parsed) != {LABEL} or respelled != field:
        raise MalformedRequest
    return parsed[LABEL]


def _read_signer(parameters: Parameters) -> SignedBy:
    if set(parameters) != {"created", "nonce", "keyid", *_FIXED}:
        raise MalformedRequest
    created, nonce, keyid = parameters["created"], parameters["nonce"], parameters["keyid"]
    if not isinstance(nonce, str) or not isinstance(keyid, str) or type(created) is not int or created < 0:
        raise MalformedRequest
    if not _NONCE_TEXT.fullmatch(nonce) or not _KEYID.fullmatch(keyid):
        raise MalformedRequest
    if any(type(parameters[name]) is not str or parameters[name] != value for name, value in _FIXED.items()):
        raise MalformedRequest
    return SignedBy(keyid, bytes.fromhex(nonce), created)
