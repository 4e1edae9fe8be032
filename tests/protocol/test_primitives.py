"""What the primitives refuse by themselves, whoever calls them."""

from __future__ import annotations

import copy
import pickle

import pytest

from protocol.encoding import Purpose
from protocol.errors import BadKey, BadSignature, CannotOpen
from protocol.primitives import (
    BOX_OVERHEAD,
    SealKey,
    SignKey,
    open_box,
    open_secret,
    open_stream,
    seal_box,
    seal_secret,
    seal_stream,
    sign,
    verify,
    verify_bytes,
)

SEAL, SIGN = SealKey(bytes(32)), SignKey(bytes(32))


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_seed_has_32_bytes(size: int) -> None:
    """A sealing key would come of a seed of any length, and of a short one without a word."""
    for kind in (SealKey, SignKey):
        with pytest.raises(BadKey):
            kind(bytes(size))


def test_only_short_secrets_are_sealed_in_one_shot() -> None:
    assert open_secret(SEAL, Purpose.SHARE, b"", seal_secret(SEAL.public, Purpose.SHARE, b"", bytes(64))) == bytes(64)
    with pytest.raises(ValueError, match="at most 64"):
        seal_secret(SEAL.public, Purpose.SHARE, b"", bytes(65))


def test_a_sealed_secret_is_bound_to_its_purpose_and_context() -> None:
    sealed = seal_secret(SEAL.public, Purpose.SHARE, b"here", bytes(32))
    for purpose, context in ((Purpose.DESK_BOX, b"here"), (Purpose.SHARE, b"there"), (Purpose.SHARE, b"")):
        with pytest.raises(CannotOpen):
            open_secret(SEAL, purpose, context, sealed)


def test_a_box_is_bound_to_its_purpose_and_context() -> None:
    sealed = seal_box(SEAL.public, Purpose.POST, b"here", b"body")
    assert open_box(SEAL, Purpose.POST, b"here", sealed) == b"body"
    for purpose, context in ((Purpose.CONTROL, b"here"), (Purpose.POST, b"there")):
        with pytest.raises(CannotOpen):
            open_box(SEAL, purpose, context, sealed)


def test_a_stream_cut_to_nothing_is_not_an_empty_body() -> None:
    assert open_stream(bytes(32), b"", b"".join(seal_stream(bytes(32), b"", b""))) == b""
    with pytest.raises(CannotOpen):
        open_stream(bytes(32), b"", b"")
    sealed = seal_box(SEAL.public, Purpose.POST, b"", b"body")
    for cut in (0, BOX_OVERHEAD - 1, BOX_OVERHEAD, len(sealed) - 1):
        with pytest.raises(CannotOpen):
            open_box(SEAL, Purpose.POST, b"", sealed[:cut])


def test_a_stream_is_bound_to_what_it_was_sealed_for() -> None:
    sealed = b"".join(seal_stream(bytes(32), b"this", b"body"))
    with pytest.raises(CannotOpen):
        open_stream(bytes(32), b"that", sealed)


def test_a_signature_is_bound_to_key_purpose_and_message() -> None:
    signature = sign(SIGN, Purpose.CONSENT, b"yes")
    verify(SIGN.public, Purpose.CONSENT, b"yes", signature)
    for public, purpose, message in (
        (SignKey(b"\1" * 32).public, Purpose.CONSENT, b"yes"),
        (SIGN.public, Purpose.WITHDRAWAL, b"yes"),
        (SIGN.public, Purpose.CONSENT, b"no"),
    ):
        with pytest.raises(BadSignature):
            verify(public, purpose, message, signature)


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(32), b"\1" + bytes(31), b"\xff" * 32, bytes(33)])
@pytest.mark.parametrize("signature", [b"", bytes(63), bytes(64), b"\1" + bytes(63), bytes(65)])
def test_no_signature_holds_under_a_key_that_is_none(public: bytes, signature: bytes) -> None:
    """Under a point of small order one signature would hold for nearly any message."""
    with pytest.raises(BadSignature):
        verify_bytes(public, b"message", signature)


@pytest.mark.parametrize("key", [SEAL, SIGN], ids=["sealing", "signing"])
def test_a_private_key_is_neither_pickled_nor_copied(key: SealKey | SignKey) -> None:
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            attempt(key)
