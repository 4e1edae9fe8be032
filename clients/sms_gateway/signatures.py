"""Whether a webhook was signed by who holds the source's secret. Pure; the clock's reading is passed in.

Rules of this file
* A signature stands in one header, once. Two headers are two claims: refused, whichever is right.
* Comparison takes the same time for every wrong signature; one error says nothing of why.
* Twilio signs no time, so an old request of its stays good: the message's own id has to tell that it was taken. Nor
  does it sign where a field ends: names and values can be cut anew, also the id, and only the signature stays the same.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from typing import Protocol

from clients.sms_gateway.errors import NotSigned

TOLERANCE = 300
"""Seconds that a signed timestamp may lie before or after our clock."""


class Headers(Protocol):
    """Headers of one request, by lower-case name, each as often as it came."""

    def getlist(self, key: str) -> list[str]: ...


def check_twilio(secret: bytes, url: str, fields: Iterable[tuple[str, str]], headers: Headers) -> str:
    """The signature, if X-Twilio-Signature is base64(HMAC-SHA1(auth token, URL and sorted fields)); else NotSigned.

    `url` is the address Twilio was given, which a proxy may have changed on the way. Source: Twilio, "Security:
    validating requests"; of a repeated field each distinct value counts once, as in Twilio's own libraries.
    """
    signed = url + "".join(key + value for key, value in sorted(set(fields)))
    right = base64.b64encode(hmac.digest(secret, signed.encode("utf-8", "surrogatepass"), hashlib.sha1))
    if not hmac.compare_digest(right, _only(headers, "x-twilio-signature")):
        raise NotSigned
    return right.decode("ascii")


def check_stamped(secret: bytes, body: bytes, headers: Headers, now: float) -> bytes:
    """Return the signature only if X-Signature is hex(HMAC-SHA256(secret, raw body and X-Timestamp)); else NotSigned.

    X-Timestamp is in seconds and within TOLERANCE of `now`. sms-gate signs so, and so do we ask of generic sources.
    """
    stamp, given = _only(headers, "x-timestamp"), _only(headers, "x-signature")
    right = hmac.digest(secret, body + stamp, hashlib.sha256)
    if not hmac.compare_digest(right.hex().encode(), given):
        raise NotSigned
    if not stamp.isdigit() or len(stamp) > 12 or abs(int(stamp) - now) > TOLERANCE:
        raise NotSigned
    return right


def _only(headers: Headers, name: str) -> bytes:
    given: Sequence[str] = headers.getlist(name)
    if len(given) != 1:
        raise NotSigned
    return given[0].encode("latin-1")
