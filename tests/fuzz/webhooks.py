"""What providers' webhooks send to a gateway: signed with the right secret here, so that reading is reached."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from pathlib import Path
from urllib.parse import urlencode

from starlette.datastructures import Headers

from clients.sms_gateway.errors import NotAMessage, WebhookRefused
from clients.sms_gateway.settings import BodyForm, Source, SourceKind
from clients.sms_gateway.signatures import check_stamped, check_twilio
from clients.sms_gateway.webhooks import (
    MOST_ID,
    MOST_NUMBER,
    TextMessage,
    form_fields,
    read_generic,
    read_sms_gate,
    read_twilio,
)
from protocol.contents import Identity, Segment, Testimony
from tests.fuzz.requests import lines_of
from tests.fuzz.target import Target

SECRET = b"a-secret-of-the-provider"
NOW = 1_795_262_400
URL = "https://sms.example.org/v1/webhooks/a"
LONG = {"segment_reference": "ref", "segment_place": "part", "segment_count": "of"}
JSON = Source(name="a", kind=SourceKind.GENERIC, secret_file=Path("a"), **LONG)
FORM = Source(name="b", kind=SourceKind.GENERIC, secret_file=Path("b"), form=BodyForm.FORM, **LONG)


def _message(raw: bytes) -> None:
    """One byte for the provider, then the body. What is read can be sealed, and tells nothing when it is printed."""
    message = _read(raw[0] % 4 if raw else 0, raw[1:])
    if message is None:
        return
    assert repr(message) == "<text message>"
    assert len(message.number) <= MOST_NUMBER
    assert 0 < len(message.same) <= MOST_ID
    stands = message.stands and Segment(tag=bytes(16), place=message.stands.place, of=message.stands.of)
    said, who = Testimony(text=message.text, group=stands), Identity(phone=message.number or None)
    assert Testimony.from_bytes(said.to_bytes()).text == message.text
    assert Identity.from_bytes(who.to_bytes()) == who


def _read(provider: int, body: bytes) -> TextMessage | None:
    match provider:
        case 0:
            return read_twilio(form_fields(body))
        case 1:
            return read_sms_gate(body)
        case 2:
            return read_generic(body, JSON)
        case _:
            return read_generic(body, FORM)


def _signature(raw: bytes) -> None:
    """Header lines, a blank line, a body: whatever passes carries the one right signature, once."""
    headers, body = lines_of(raw)
    given = Headers(raw=headers)
    try:
        signed = check_twilio(SECRET, URL, form_fields(body), given)
        assert [signed] == given.getlist("x-twilio-signature")
    except WebhookRefused:
        stamp = given.get("x-timestamp", "").encode("latin-1")
        check_stamped(SECRET, body, given, NOW)
        right = hmac.new(SECRET, body + stamp, hashlib.sha256).hexdigest()
        assert given.getlist("x-signature") == [right]


def targets() -> list[Target]:
    event = {
        "event": "sms:received",
        "id": "e-1",
        "payload": {"message": "14 3 2", "phoneNumber": "+100", "receivedAt": "2026-11-21T10:00:00Z"},
    }
    data = {"event": "sms:data-received", "id": "e", "payload": {"data": "AA==", "sender": "+1"}}
    generic = {"id": "1", "from": "+100", "to": "4", "text": "caf\u00e9 \ud83d\ude00"}
    twilio = {"MessageSid": "SM1", "From": "+100", "To": "+200", "Body": "A b+c \u0661"}
    bodies = [
        b"\0" + urlencode(twilio).encode(),
        b"\1" + json.dumps(event).encode(),
        b"\1" + json.dumps(data).encode(),
        b"\2" + json.dumps(generic).encode(),
        b"\2" + json.dumps(generic | {"ref": 7, "part": 2, "of": "3"}).encode(),
        b"\3" + urlencode({"id": "1", "from": "+100", "to": "4", "text": "t"}).encode(),
        b'\3--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nA\r\n--x--\r\n',
    ]
    stamp = str(NOW).encode()
    body = json.dumps(generic).encode()
    right = hmac.new(SECRET, body + stamp, hashlib.sha256).hexdigest().encode()
    signed = [
        b"x-timestamp: " + stamp + b"\nx-signature: " + right + b"\n\n" + body,
        b"x-twilio-signature: " + _by_twilio(twilio) + b"\n\n" + urlencode(twilio).encode(),
    ]
    pieces = (
        b'"event"', b'"payload"', b'"phoneNumber"', b'"sender"', b'"receivedAt"', b'"message"', b'"data"', b'"id"',
        b"sms:received", b"MessageSid=", b"&From=", b"&Body=", b"%ED%A0%80", b"%00", b"\\ud83d", b"\\u0000", b"&text=",
        b'":1e9', b"NaN", b"multipart/form-data", b"+", b"=", b"\r\n", b'"ref"',
        b'"part"', b'"of"', b"&part=", b"255", b"256",
    )  # fmt: skip
    heads = (b"x-timestamp: ", b"x-signature: ", b"x-twilio-signature: ", b"\n\n", stamp, right)
    return [
        Target("webhooks", _message, bodies, (NotAMessage,), pieces, most=4096, share=2),
        Target("webhooksigned", _signature, signed, (WebhookRefused,), heads, most=1024),
    ]


def _by_twilio(fields: dict[str, str]) -> bytes:
    said = URL + "".join(name + value for name, value in sorted(fields.items()))
    return base64.b64encode(hmac.new(SECRET, said.encode(), hashlib.sha1).digest())
