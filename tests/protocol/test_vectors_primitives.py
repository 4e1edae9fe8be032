"""Keys, boxes and streams made in JavaScript by other libraries: protocol/vectors/primitives.json."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey

from protocol import primitives
from protocol.contents import CLASSES, class_of, pad
from protocol.encoding import Purpose
from protocol.errors import BadKey
from protocol.primitives import (
    SealKey,
    SignKey,
    check_public,
    hkdf,
    open_box,
    open_secret,
    open_stream,
    seal_secret,
    seal_stream,
    sign,
    stream_size,
    verify,
)
from tests.protocol.known_answers import known_answers

ANSWERS = known_answers("primitives")


def _bytes(answer: dict[str, Any], *names: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(answer[name]) for name in names)


@pytest.mark.parametrize("answer", ANSWERS["sealing_keys"], ids=lambda answer: answer["seed"][:8])
def test_a_seed_gives_the_same_sealing_key_in_both_languages(answer: dict[str, str]) -> None:
    assert SealKey(bytes.fromhex(answer["seed"])).public.hex() == answer["public"]


@pytest.mark.parametrize("answer", ANSWERS["keys_to_refuse"], ids=lambda answer: answer["name"])
def test_a_bad_sealing_key_is_refused_before_anything_is_sealed_to_it(answer: dict[str, str]) -> None:
    public = bytes.fromhex(answer["public"])
    with pytest.raises(BadKey):
        check_public(public)
    with pytest.raises(BadKey):
        seal_secret(public, Purpose.SHARE, b"", bytes(32))


@pytest.mark.parametrize("answer", ANSWERS["keys_to_refuse"][:3], ids=lambda answer: answer["name"])
def test_a_coefficient_above_the_modulus_is_refused_even_by_a_library_that_takes_it(
    answer: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python's library refuses it too, hpke-noble does not: so the count is ours, and is looked at alone."""
    lenient = SimpleNamespace(from_public_bytes=lambda _: MLKEM768PrivateKey.from_seed_bytes(bytes(64)).public_key())
    monkeypatch.setattr(primitives, "MLKEM768PublicKey", lenient)
    with pytest.raises(BadKey):
        check_public(bytes.fromhex(answer["public"]))


@pytest.mark.parametrize("public", ANSWERS["keys_to_take"], ids=["coefficient 0", "coefficient 767", "unchanged"])
def test_a_coefficient_of_3328_is_the_largest_that_is_taken(public: str) -> None:
    check_public(bytes.fromhex(public))


@pytest.mark.parametrize("origin", ["sealed_in_javascript", "sealed_in_python_opened_in_javascript"])
def test_a_sealed_secret_opens_in_both_languages(origin: str) -> None:
    for answer in ANSWERS[origin]:
        seed, context, secret, sealed = _bytes(answer, "seed", "context", "secret", "sealed")
        assert len(sealed) == len(secret) + 1136
        assert open_secret(SealKey(seed), Purpose.SHARE, context, sealed) == secret


@pytest.mark.parametrize("answer", ANSWERS["streams"], ids=lambda answer: str(answer["size"]))
def test_a_stream_has_the_same_bytes_in_both_languages(answer: dict[str, Any]) -> None:
    key, associated, end = _bytes(answer, "key", "associated", "end")
    body = bytes(at % 251 for at in range(answer["size"]))
    sealed = b"".join(seal_stream(key, associated, body))
    assert len(sealed) == stream_size(len(body)) == answer["sealed_size"]
    assert sealed.endswith(end)
    assert hashlib.sha256(sealed).hexdigest() == answer["sealed_sha256"]
    assert open_stream(key, associated, sealed) == body


def test_a_box_made_in_javascript_opens() -> None:
    seed, context, body, sealed = _bytes(ANSWERS["box"], "seed", "context", "body", "sealed")
    assert open_box(SealKey(seed), Purpose.DRAFT, context, sealed) == body


def test_a_derived_key_is_the_one_derived_in_javascript() -> None:
    secret, salt, context, key = _bytes(ANSWERS["derived"], "secret", "salt", "context", "key")
    assert hkdf(secret, salt, Purpose.CONTENT_KEY, context) == key


def test_a_signature_is_the_one_made_in_javascript() -> None:
    seed, public, message, signature = _bytes(ANSWERS["signed"], "seed", "public", "message", "signature")
    assert sign(SignKey(seed), Purpose.CONSENT, message) == signature
    verify(public, Purpose.CONSENT, message, signature)


@pytest.mark.parametrize("answer", ANSWERS["padding"], ids=lambda answer: str(answer["length"]))
def test_contents_are_padded_to_the_same_class_in_both_languages(answer: dict[str, Any]) -> None:
    assert class_of(answer["length"]) == answer["class"]
    padded = pad(b"\x07" * answer["length"], answer["class"])
    assert len(padded) == CLASSES[answer["class"]] == answer["size"]
    assert hashlib.sha256(padded).hexdigest() == answer["padded_sha256"]
