"""What claims to be a passkey's answer is bent in every field: it is refused, never a fault, and never believed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from protocol.encoding import encode
from server.pages.origin import Origin
from server.pages.passkeys import (
    Passkey,
    PasskeyRefused,
    assertion_options,
    check_assertion,
    check_registration,
    read_assertion,
    registration_options,
)
from tests.server.policy.authenticator import Authenticator, bytes_of, text_of
from tests.server.policy.staff_world import ORIGIN

PLACE, CHALLENGE, HANDLE = Origin(ORIGIN), b"c" * 32, b"h" * 32
MANY = 400


def kept() -> tuple[Authenticator, Passkey]:
    key = Authenticator(ORIGIN)
    made = check_registration(PLACE, key.create(registration_options(PLACE, "dalia", HANDLE, CHALLENGE, [])), CHALLENGE)
    return key, Passkey(made.credential, made.public_key, made.sign_count, HANDLE)


def bent(answer: str, random: Random) -> Iterator[str]:
    """One thing in it is another: a flipped, cut or longer field, another kind of value, or none."""
    told: dict[str, Any] = json.loads(answer)
    for _ in range(MANY):
        other = json.loads(answer)
        part = random.choice([other, other["response"]])
        name = random.choice(sorted(part))
        part[name] = random.choice([_flipped, _cut, _longer, _other])(part[name], random)
        if other != told:
            yield json.dumps(other)


def _flipped(value: Any, random: Random) -> Any:
    if not isinstance(value, str) or not value:
        return None
    try:
        raw = bytearray(bytes_of(value))
    except ValueError:
        return value[::-1]
    at = random.randrange(len(raw) or 1)
    raw[at : at + 1] = bytes([raw[at] ^ (1 << random.randrange(8))]) if raw else b""
    return text_of(bytes(raw))


def _cut(value: Any, random: Random) -> Any:
    return value[: random.randrange(len(value) or 1)] if isinstance(value, str) else {}


def _longer(value: Any, random: Random) -> Any:
    return value + text_of(random.randbytes(9)) if isinstance(value, str) else [value] * 2


def _other(_value: Any, random: Random) -> Any:
    cbor = text_of(encode({"fmt": "packed", "attStmt": {"x5c": [b"x"]}, "authData": random.randbytes(60)}))
    return random.choice([None, 7, -1.5, [], {}, True, "é", "\x00", cbor, "=" * 9, "A" * 5000])


IGNORED = ("authenticatorAttachment", "clientExtensionResults", "userHandle", "transports")
"""What no signature covers and nothing is concluded from; a handle of another account is refused, none is not."""


def refused(answer: str, check: Callable[[str], object]) -> bool:
    try:
        check(answer)
    except PasskeyRefused:
        return True
    return False


def essential(answer: str) -> dict[str, Any]:
    """What counts of an answer, as bytes, however it is written."""
    told = json.loads(answer)
    flat = {**told, **told.pop("response", {})}
    flat.pop("response", None)
    return {name: value for name, value in flat.items() if name not in IGNORED}


@pytest.mark.parametrize("seed", range(3))
def test_no_bent_assertion_is_believed_and_none_is_a_fault(seed: int) -> None:
    key, passkey = kept()
    answer = key.get(assertion_options(PLACE, CHALLENGE))

    def check(text: str) -> None:
        check_assertion(PLACE, read_assertion(text), CHALLENGE, passkey)

    check(answer)
    for one in bent(answer, Random(seed)):
        assert refused(one, check) or same_bytes(one, answer), one


@pytest.mark.parametrize("seed", range(3))
def test_no_bent_registration_is_a_fault(seed: int) -> None:
    """What it says of itself is signed by nobody; that of the challenge, the place and the person's presence holds."""
    key = Authenticator(ORIGIN)
    answer = key.create(registration_options(PLACE, "dalia", HANDLE, CHALLENGE, []))
    for one in bent(answer, Random(seed)):
        if not refused(one, lambda text: check_registration(PLACE, text, CHALLENGE)):
            client = json.loads(bytes_of(json.loads(one)["response"]["clientDataJSON"]))
            assert (client["challenge"], client["origin"]) == (text_of(CHALLENGE), ORIGIN)


def same_bytes(one: str, other: str) -> bool:
    """Whether two answers differ in nothing but how their bytes are written."""

    def plain(answer: str) -> dict[str, Any]:
        return {
            name: bytes_of(value.rstrip("=")) if isinstance(value, str) else value
            for name, value in essential(answer).items()
        }

    try:
        return plain(one) == plain(other)
    except (ValueError, TypeError):
        return False
