"""What the primitives refuse by themselves, whoever calls them."""

from __future__ import annotations

import copy
import pickle

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from protocol.encoding import Purpose
from protocol.errors import BadKey, BadSignature, CannotOpen
from protocol.primitives import (
    BOX_OVERHEAD,
    SealKey,
    SignKey,
    check_public,
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


FIELD = 2**255 - 19


@pytest.mark.parametrize("place", [0, 1, 2, 383, 384, 766, 767])
@pytest.mark.parametrize("coefficient", [3328, 3329, 3330, 4095])
def test_no_coefficient_of_a_public_key_is_3329_or_more(place: int, coefficient: int) -> None:
    """Wherever it stands; and 3328 may stand anywhere."""
    packed = int.from_bytes(SEAL.public[:1152], "little") & ~(4095 << 12 * place) | coefficient << 12 * place
    changed = packed.to_bytes(1152, "little") + SEAL.public[1152:]
    if coefficient < 3329:
        check_public(changed)
    else:
        with pytest.raises(BadKey):
            check_public(changed)


@given(st.binary(min_size=1184, max_size=1184), st.integers(0, 767), st.integers(0, 4095))
def test_all_coefficients_are_checked_as_one_by_one(noise: bytes, place: int, coefficient: int) -> None:
    """Any below the modulus around one that is drawn."""
    packed = int.from_bytes(noise[:1152], "little")
    each = [(packed >> 12 * at & 4095) % 3329 for at in range(768)]
    each[place] = coefficient
    kem = sum(one << 12 * at for at, one in enumerate(each)).to_bytes(1152, "little") + noise[1152:]
    assert _is_public(kem + SEAL.public[1184:]) == all(one < 3329 for one in each)


A = 486662
"""RFC 7748: the curve v² = u³ + Au² + u, whose cofactor is 8, and its twist, whose cofactor is 4."""


def test_just_the_points_of_low_order_are_refused() -> None:
    """All that come to zero when doubled again and again; the library's exchange refuses the same."""
    assert not _square_roots(A * A - 4), "another point of order 2"
    low = {0}
    while more := {half for point in low for half in _halves(point)} - low:
        low |= more
    assert len(low) == 5
    near = {(point + step) % FIELD for point in low for step in (-2, 2)}
    for point in low | near:
        assert _is_public(SEAL.public[:1184] + point.to_bytes(32, "little")) == (point not in low)
        assert _meets(point) == (point not in low)


def _halves(point: int) -> set[int]:
    """Each u of which twice is `point`: (u² - 1)² = 4 point u (u² + Au + 1), solved by way of t = u + 1/u."""
    ts = {2 * point + root for root in _square_roots(4 * (point * point + A * point + 1))}
    return {(t + root) * pow(2, -1, FIELD) % FIELD for t in ts for root in _square_roots(t * t - 4)}


def _square_roots(number: int) -> set[int]:
    root = pow(number, (FIELD + 3) // 8, FIELD)
    both = (root, root * pow(2, (FIELD - 1) // 4, FIELD) % FIELD)
    return {one for half in both for one in (half, -half % FIELD) if (one * one - number) % FIELD == 0}


def _meets(point: int) -> bool:
    try:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(point.to_bytes(32, "little")))
    except ValueError:
        return False
    return True


def _is_public(raw: bytes) -> bool:
    try:
        check_public(raw)
    except BadKey:
        return False
    return True
