"""Seal, approve and open 2 KB at 4 of 7, each beside the sum of its primitive operations. `leeward bench seal`.

The limit of each act is what its primitives alone cost, called straight in the libraries, with the same sizes and
the same counts, in turns with the act itself in the same run: so noise hits both. The goal is at most 1.5.
"""

from __future__ import annotations

import hashlib
import json
import statistics
import sys
import time
from collections.abc import Callable

import nacl.signing
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from protocol import shares
from protocol.consent import Aim, Profile, give, profile_terms
from protocol.contents import CLASSES, class_of
from protocol.control import BODY as CONTROL_BODY
from protocol.control import ControlBlock
from protocol.opening import (
    OpeningRequest,
    PartSlip,
    Side,
    approve,
    check_request,
    join_opening,
    make_fresh_key,
    payload_hash,
    sign_request,
)
from protocol.primitives import SealKey, SignKey
from protocol.reply import vouch_reply_key
from protocol.sealing import seal_part
from tests.worlds import NOW, TODAY, make_consortium

GOAL = 1.5
ROUNDS = 40
REPEAT = 10
CONTENTS = bytes(2048)
_SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)

Act = Callable[[], object]


class Primitives:
    """The bare operations, on keys that are already expanded, as ours are."""

    def __init__(self) -> None:
        kem, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
        self._private = hpke.MLKEM768X25519PrivateKey(kem, curve)
        self._public = hpke.MLKEM768X25519PublicKey(kem.public_key(), curve.public_key())
        self._signing = nacl.signing.SigningKey.generate()
        self._info = bytes(80)
        self._sealed = _SUITE.encrypt(bytes(33), self._public, info=self._info)
        self._answer = bytes(2520)  # as long as an approval
        self._signed = self._signing.sign(self._answer)
        self._cipher_text = ChaCha20Poly1305(bytes(32)).encrypt(bytes(12), bytes(CLASSES[0]), bytes(32))

    def seal(self) -> None:
        _SUITE.encrypt(bytes(33), self._public, info=self._info)

    def open(self) -> None:
        _SUITE.decrypt(self._sealed, self._private, info=self._info)

    def sign(self) -> None:
        self._signing.sign(self._answer)

    def verify(self) -> None:
        self._signing.verify_key.verify(self._signed)

    @staticmethod
    def derive() -> None:
        HKDF(algorithm=SHA256(), length=32, salt=bytes(32), info=bytes(64)).derive(bytes(64))

    @staticmethod
    def encrypt(size: int) -> None:
        ChaCha20Poly1305(bytes(32)).encrypt(bytes(12), bytes(size), bytes(32))

    def decrypt(self) -> None:
        ChaCha20Poly1305(bytes(32)).decrypt(bytes(12), self._cipher_text, bytes(32))


def control_of(key: SignKey) -> ControlBlock:
    """Of a part under this key, without a card."""
    return ControlBlock(
        consent=give(key, profile_terms(Profile.SUMMARY_FINER, TODAY), TODAY),
        card=None,
        mailbox=bytes(16),
        reply_key=_REPLY_KEY,
        reply_signature=vouch_reply_key(key, _REPLY_KEY),
    )


_REPLY_KEY = SealKey(bytes(32)).public


class Bench:
    """One consortium, one part, one request; the acts and the sums of their primitives."""

    def __init__(self) -> None:
        self.world = make_consortium()
        self.compartment = self.world.directory.compartment("xa-testimony")
        self.key = SignKey(bytes(range(32)))
        self.raw = Primitives()
        self.control = control_of(self.key)
        self.part = seal_part(CONTENTS, self.world.directory, self.compartment, self.key, self.control)
        curator, reviewer = self.world.desks["xa-testimony"]
        self.desk = curator
        name = self.compartment.name
        self.fresh, fresh = make_fresh_key(name, curator.name, curator.sign_key, NOW + 9000)
        _, second = make_fresh_key(name, reviewer.name, reviewer.sign_key, NOW + 9000)
        request = OpeningRequest(
            directory=self.world.directory.hash,
            compartment=name,
            parts=(self.part.id(),),
            aim=Aim.EARLY_WARNING,
            curator=fresh,
            reviewer=second,
            asked=NOW,
            expires=NOW + 3600,
            nonce=bytes(32),
        )
        self.checked = check_request(sign_request(request, curator.sign_key), self.world.directory, NOW)
        self.consent = self.control.consent
        self.approvals = [self.approve(number) for number in (1, 2, 3, 4)]

    def seal(self) -> object:
        return seal_part(CONTENTS, self.world.directory, self.compartment, self.key, self.control)

    def seal_limit(self) -> None:
        for _ in range(len(self.compartment.seats) + len(self.compartment.desks) + 2):
            self.raw.seal()
        self.raw.sign()
        for _ in range(3):
            self.raw.derive()
        self.raw.encrypt(CLASSES[class_of(len(CONTENTS))])
        self.raw.encrypt(CONTROL_BODY)
        hashlib.sha256(bytes(CLASSES[0])).digest()
        shares.split(bytes(32), 4, 7)

    def slip(self, number: int) -> PartSlip:
        return PartSlip(
            header=self.part.header,
            key_commitment=self.part.key_commitment,
            payload_hash=payload_hash(self.part),
            number=number,
            seat=self.part.seats[number - 1],
            consents=(self.consent,),
            received=(TODAY,),
        )

    def approve(self, number: int = 1):  # type: ignore[no-untyped-def]
        custodian = self.world.custodians["xa-testimony"][number - 1]
        return approve(self.slip(number), self.checked, custodian.seal_key, custodian.sign_key)

    def approve_limit(self) -> None:
        self.raw.open()
        self.raw.seal()
        self.raw.seal()
        self.raw.sign()

    def open(self) -> object:
        return join_opening(self.approvals, self.checked, self.part, Side.CURATOR, self.fresh, self.desk.seal_key, 1)

    def open_limit(self) -> None:
        for _ in range(4):
            self.raw.verify()
            self.raw.open()
        self.raw.open()
        self.raw.derive()
        self.raw.derive()
        self.raw.decrypt()
        hashlib.sha256(bytes(CLASSES[0])).digest()
        shares.join(self._split[:4], 4)

    _split = shares.split(bytes(32), 4, 7)


def run(progress: Callable[[str], None] = lambda _said: None) -> dict[str, object]:
    """For each act: microseconds, its limit's, and their ratio (the middle of 40 turns). Bounded: a few seconds."""
    bench = Bench()
    figures: dict[str, object] = {}
    acts: dict[str, tuple[Act, Act]] = {
        "seal": (bench.seal, bench.seal_limit),
        "approve": (bench.approve, bench.approve_limit),
        "open": (bench.open, bench.open_limit),
    }
    for name, (act, limit) in acts.items():
        progress(f"{name}: {ROUNDS} turns")
        turns = [(_microseconds(act), _microseconds(limit)) for _ in range(ROUNDS)]
        mine, theirs = (statistics.median(times) for times in zip(*turns, strict=True))
        ratio = statistics.median(ours / limits for ours, limits in turns)
        figures[name] = {"figure": round(mine, 1), "limit": round(theirs, 1), "ratio": round(ratio, 3), "goal": GOAL}
    worst = max(figures.values(), key=lambda one: one["ratio"])  # type: ignore[index]
    return {"unit": "microseconds", **worst, **figures}  # type: ignore[dict-item]


def _microseconds(act: Act) -> float:
    start = time.perf_counter()
    for _ in range(REPEAT):
        act()
    return (time.perf_counter() - start) / REPEAT * 1e6


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(), indent=2) + "\n")
