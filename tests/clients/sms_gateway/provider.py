"""How providers sign and send, written apart from the gateway's own code."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from urllib.parse import urlencode

SECRET = "a-secret-of-the-provider-0123456789"
PUBLIC = "https://sms.example.org"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def stamped(body: bytes, now: float, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(now))
    made = hmac.new(secret.encode(), body + stamp.encode(), hashlib.sha256).hexdigest()
    return {"content-type": JSON, "x-timestamp": stamp, "x-signature": made}


def generic(identifier: str, sender: str, text: str) -> bytes:
    return json.dumps({"id": identifier, "from": sender, "to": "40404", "text": text}).encode()


def sms_gate(event_id: str, sender: str, text: str, received: str | None) -> bytes:
    payload = {"messageId": "abc123", "message": text, "phoneNumber": sender, "simNumber": 1, "receivedAt": received}
    event = {"deviceId": "ffff", "event": "sms:received", "id": event_id, "payload": payload, "webhookId": "w-1"}
    return json.dumps(event).encode()


def twilio(sid: str, sender: str, text: str, **more: str) -> list[tuple[str, str]]:
    fields = {"MessageSid": sid, "From": sender, "To": "+15550000000", "Body": text, "NumSegments": "1", **more}
    return list(fields.items())


def twilio_signed(fields: list[tuple[str, str]], url: str, secret: str = SECRET) -> dict[str, str]:
    signed = url + "".join(name + value for name, value in sorted(fields))
    made = base64.b64encode(hmac.new(secret.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    return {"content-type": FORM, "x-twilio-signature": made}


def form(fields: list[tuple[str, str]]) -> bytes:
    return urlencode(fields).encode()
