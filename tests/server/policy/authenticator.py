"""An authenticator in software: what a security key and a browser do between them, written from WebAuthn level 3.

It does what it is told, also what no honest one does: another origin, no finger, a count that stands still.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from protocol.encoding import encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text_of(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def bytes_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    """One passkey at one place. `origin`: which page the browser says has asked."""

    origin: str
    name: str = "key"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    counts: bool = True
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    handle: bytes = b""

    @property
    def credential(self) -> bytes:
        return hashlib.sha256(self.name.encode()).digest()

    def create(self, options: str) -> str:
        asked = json.loads(options)
        self.handle = bytes_of(asked["user"]["id"])
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + self._public()
        said = self._said(asked["rp"]["id"], self.flags | ATTESTED) + attested
        attestation = encode({"fmt": "none", "attStmt": {}, "authData": said})
        told = {"attestationObject": text_of(attestation)}
        return self._answer(told, self._client("webauthn.create", asked["challenge"]))

    def get(self, options: str) -> str:
        asked = json.loads(options)
        self.count += self.counts
        said, client = self._said(asked["rpId"], self.flags), self._client("webauthn.get", asked["challenge"])
        signature = self.key.sign(said + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        told = {"authenticatorData": text_of(said), "signature": text_of(signature), "userHandle": text_of(self.handle)}
        return self._answer(told, client)

    def _said(self, domain: str, flags: int) -> bytes:
        return hashlib.sha256(domain.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _answer(self, told: dict[str, Any], client: bytes) -> str:
        identifier = text_of(self.credential)
        response = told | {"clientDataJSON": text_of(client)}
        return json.dumps(
            {
                "id": identifier,
                "rawId": identifier,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )

    def _public(self) -> bytes:
        point = self.key.public_key().public_numbers()
        x, y = point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")
        return bytes.fromhex("a5010203262001215820") + x + bytes.fromhex("225820") + y
