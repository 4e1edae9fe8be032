"""What the doors cost: one signed request checked, beside its own limit, in one run. `leeward bench doors`.

The limit is the Ed25519 verification and the SHA-256 that no check can do without. What a decision costs: access.py.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import statistics
import time
from collections.abc import Callable

import nacl.signing

from protocol.primitives import SignKey
from protocol.requests import Target, sign_request, verify_request

ROUNDS, REPEAT = 40, 50
BODY = bytes(4096)
NOW = 1_780_000_000


def run(_progress: Callable[[str], None] = lambda _said: None) -> dict[str, object]:
    """`figure` and `limit` in microseconds, and how many times the limit that is (medians of 40 rounds)."""
    act, limit = _request()
    rounds = [(_microseconds(act), _microseconds(limit)) for _ in range(ROUNDS)]
    figure, bound = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(one / other for one, other in rounds)
    return {"figure": round(figure, 1), "limit": round(bound, 1), "ratio": round(ratio, 2), "unit": "µs a request"}


def _microseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _ in itertools.repeat(None, REPEAT):
        act()
    return (time.perf_counter() - start) / REPEAT * 1e6


def _request() -> tuple[Callable[[], object], Callable[[], object]]:
    key = SignKey(bytes(range(32)))
    target = Target("POST", "vault.example", "/v1/openings", "compartment=xa-testimony")
    headers = sign_request(key, key.public.hex(), target, BODY, "application/cbor", NOW, bytes(16))
    lines, keys = list(headers.items()), {key.public.hex(): key.public}
    bare = nacl.signing.SigningKey(bytes(range(32)))
    signed, public = bare.sign(bytes(500)), bytes(bare.verify_key)  # a signature base is about as long

    def limit() -> None:
        nacl.signing.VerifyKey(public).verify(signed)
        hashlib.sha256(BODY).digest()

    return lambda: verify_request(lines, target, BODY, keys.get, NOW), limit


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
