"""The only file that touches the crypto libraries: SPEC 3.

X-Wing (ML-KEM-768 + X25519) in HPKE base mode with HKDF-SHA256 and ChaCha20-Poly1305; Ed25519; STREAM in
64 KiB chunks. Nothing here is invented: HPKE, HKDF and the AEAD are pyca/cryptography's, Ed25519 and randomness
are libsodium's through PyNaCl.

Rules of this file
* Every call names its purpose; the label is part of what is signed, derived or sealed.
* Secrets do not print. A key's bytes come out by the visible call `.seed()` only.
* Python cannot reliably wipe memory; nothing here pretends to.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

import nacl.exceptions
import nacl.pwhash
import nacl.signing
import nacl.utils
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from protocol.encoding import Purpose, encode
from protocol.errors import BadKey, BadSignature, CannotOpen

Randomness = Callable[[int], bytes]
"""Gives that many unpredictable bytes. Tests pass their own; HPKE always uses the system's."""

SECRET = 32
CHUNK = 64 * 1024
TAG = 16
ENCAPSULATION = 1120
MLKEM_PUBLIC = 1184
_SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


def system_random(size: int) -> bytes:
    """`size` bytes from the operating system, through libsodium."""
    return bytes(nacl.utils.random(size))


class SealKey:
    """A private X-Wing key, made from a 32-byte seed. Expanding costs 0.14 ms, so keep the object."""

    __slots__ = ("__dict__", "_private", "_seed")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SECRET:
            raise BadKey
        self._seed = seed
        # draft-connolly-cfrg-xwing-kem §5.2: SHAKE-256 of the seed gives ML-KEM's 64 bytes and X25519's 32.
        expanded = hashlib.shake_256(seed).digest(96)
        self._private = hpke.MLKEM768X25519PrivateKey(
            MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
            X25519PrivateKey.from_private_bytes(expanded[64:]),
        )

    @classmethod
    def new(cls, random: Randomness = system_random) -> SealKey:
        return cls(random(SECRET))

    def seed(self) -> bytes:
        """The 32 secret bytes. Every caller of this is worth a second look."""
        return self._seed

    @cached_property
    def public(self) -> bytes:
        """1216 bytes: ML-KEM-768's 1184, then X25519's 32."""
        expanded = hashlib.shake_256(self._seed).digest(96)
        kem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).public_key().public_bytes_raw()
        return kem + X25519PrivateKey.from_private_bytes(expanded[64:]).public_key().public_bytes_raw()

    def open(self, sealed: bytes, info: bytes) -> bytes:
        try:
            return bytes(_SUITE.decrypt(sealed, self._private, info=info))
        except (InvalidTag, ValueError):
            raise CannotOpen from None

    def __repr__(self) -> str:
        return "<private sealing key>"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a private key is not pickled")


class SignKey:
    """A private Ed25519 key, made from a 32-byte seed."""

    __slots__ = ("_key", "public")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SECRET:
            raise BadKey
        self._key = nacl.signing.SigningKey(seed)
        self.public = bytes(self._key.verify_key)

    @classmethod
    def new(cls, random: Randomness = system_random) -> SignKey:
        return cls(random(SECRET))

    def seed(self) -> bytes:
        """The 32 secret bytes. Every caller of this is worth a second look."""
        return bytes(self._key)

    def sign_bytes(self, message: bytes) -> bytes:
        """64 bytes over exactly `message`; only for formats with a label of their own (RFC 9421, signed notes)."""
        return bytes(self._key.sign(message).signature)

    def __repr__(self) -> str:
        return "<private signing key>"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a private key is not pickled")


def sign(key: SignKey, purpose: Purpose, message: bytes) -> bytes:
    """Ed25519 over the CBOR array [label, message]: 64 bytes (SPEC 3.3)."""
    return key.sign_bytes(encode([purpose.value, message]))


def verify(public: bytes, purpose: Purpose, message: bytes, signature: bytes) -> None:
    """Return only if `signature` was made for this purpose by that key; else raise BadSignature (SPEC 3.3)."""
    verify_bytes(public, encode([purpose.value, message]), signature)


def verify_bytes(public: bytes, message: bytes, signature: bytes) -> None:
    """Plain Ed25519 over exactly `message`. libsodium refuses small-order and non-canonical keys and points."""
    try:
        nacl.signing.VerifyKey(public).verify(message, signature)
    except (nacl.exceptions.BadSignatureError, nacl.exceptions.ValueError, nacl.exceptions.TypeError):
        raise BadSignature from None


@lru_cache(maxsize=1024)
def _public_key(raw: bytes) -> hpke.MLKEM768X25519PublicKey:
    check_public(raw)
    try:
        kem = MLKEM768PublicKey.from_public_bytes(raw[:MLKEM_PUBLIC])
        return hpke.MLKEM768X25519PublicKey(kem, X25519PublicKey.from_public_bytes(raw[MLKEM_PUBLIC:]))
    except ValueError:
        raise BadKey from None


def check_public(raw: bytes) -> None:
    """Raise BadKey unless `raw` is a canonical X-Wing public key of 1216 bytes without a low-order half (SPEC 3.2).

    No library is asked: these are all the checks there are, and to load a key, which expands it, costs as much as
    to open a box. The vault checks a stranger's key with every part, and seals nothing to it.
    """
    if len(raw) != MLKEM_PUBLIC + 32:
        raise BadKey
    _check_modulus(raw[:MLKEM_PUBLIC])
    # Two spellings of one point would be two keys to us: a number beyond the field, or a top bit that X25519 ignores.
    point = int.from_bytes(raw[MLKEM_PUBLIC:], "little")
    if point >= _FIELD or point in _LOW_ORDER:
        raise BadKey


_FIELD = 2**255 - 19
_LOW_ORDER = frozenset(
    {
        0,
        1,
        325606250916557431795983626356110631294008115727848805560023387167927233504,
        39382357235489614581723060781553021112529911719440698176882885853963445705823,
        _FIELD - 1,
    }
)
"""Points that make the shared half a constant, zero, whoever's key meets them: of order 2 (0), 4 (1, and on the twist
-1) and 8. There are no others below the field's size: what curve and twist have beside them is of large prime order."""
_COEFFICIENTS, _MODULUS = 768, 3329


def _lanes(number: int) -> int:
    """The number once every 24 bits, for every other coefficient."""
    return int.from_bytes(number.to_bytes(3, "little") * (_COEFFICIENTS // 2), "little")


_TWELVE_BITS, _CARRIED, _TO_CARRY = _lanes(0xFFF), _lanes(1 << 12), _lanes((1 << 12) - _MODULUS)


def _check_modulus(kem: bytes) -> None:
    """FIPS 203 §7.2: every 12-bit coefficient is below 3329. Checked here too, because one library does not.

    All at a time: what is added to each carries into the empty bits above it just where it is too large.
    """
    packed = int.from_bytes(kem[: _COEFFICIENTS * 3 // 2], "little")
    for every_other in (packed, packed >> 12):
        if ((every_other & _TWELVE_BITS) + _TO_CARRY) & _CARRIED:
            raise BadKey


def seal_secret(public: bytes, purpose: Purpose, context: bytes, secret: bytes) -> bytes:
    """HPKE-seal a short secret (at most 64 bytes) to one key, bound to purpose and context: 1136 bytes more than it."""
    if len(secret) > 64:
        raise ValueError("seal_secret takes at most 64 bytes; use seal_box")
    return bytes(_SUITE.encrypt(secret, _public_key(public), info=encode([purpose.value, context])))


def open_secret(key: SealKey, purpose: Purpose, context: bytes, sealed: bytes) -> bytes:
    """The reverse of seal_secret. Raises CannotOpen."""
    return key.open(sealed, encode([purpose.value, context]))


BOX_OVERHEAD = ENCAPSULATION + SECRET + TAG
"""What seal_box adds to the first chunk's own tag."""


def seal_box(public: bytes, purpose: Purpose, context: bytes, body: bytes, random: Randomness = system_random) -> bytes:
    """Seal a body of any size to one key: an HPKE-sealed fresh key, then STREAM (SPEC 3.5)."""
    secret = random(SECRET)
    key = hkdf(secret, b"", Purpose.BOX_BODY, context)
    return seal_secret(public, purpose, context, secret) + b"".join(seal_stream(key, context, body))


def open_box(key: SealKey, purpose: Purpose, context: bytes, sealed: bytes) -> bytes:
    """The reverse of seal_box. Raises CannotOpen."""
    secret = open_secret(key, purpose, context, sealed[:BOX_OVERHEAD])
    return open_stream(hkdf(secret, b"", Purpose.BOX_BODY, context), context, sealed[BOX_OVERHEAD:])


def hkdf(secret: bytes, salt: bytes, purpose: Purpose, context: bytes = b"", length: int = SECRET) -> bytes:
    """HKDF-SHA256 (RFC 5869); info is the CBOR array [label, context]."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=encode([purpose.value, context])).derive(secret)


def same(left: bytes, right: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(left, right)


def seal_stream(key: bytes, bound_to: bytes, body: bytes) -> Iterator[bytes]:
    """STREAM-ChaCha20-Poly1305: chunks of 64 KiB + 16 bytes; `bound_to` is every chunk's associated data (SPEC 3.4).

    One key seals one body: the nonce is three zero bytes, a counter and a flag on the last chunk.
    """
    cipher = ChaCha20Poly1305(key)
    last = max(0, (len(body) - 1) // CHUNK)
    for number in range(last + 1):
        yield cipher.encrypt(
            _nonce(number, final=number == last), body[number * CHUNK : (number + 1) * CHUNK], bound_to
        )


def open_stream(key: bytes, bound_to: bytes, sealed: bytes) -> bytes:
    """The reverse of seal_stream. A chunk dropped, swapped, doubled or cut raises CannotOpen."""
    cipher = ChaCha20Poly1305(key)
    step = CHUNK + TAG
    last = max(0, (len(sealed) - 1) // step)
    body = bytearray()
    try:
        for number in range(last + 1):
            body += cipher.decrypt(
                _nonce(number, final=number == last), sealed[number * step : (number + 1) * step], bound_to
            )
    except (InvalidTag, ValueError):
        raise CannotOpen from None
    return bytes(body)


def stream_size(body: int) -> int:
    """How many bytes seal_stream makes of `body` bytes."""
    return body + TAG * max(1, -(-body // CHUNK))


def _nonce(number: int, *, final: bool) -> bytes:
    return b"\0\0\0" + number.to_bytes(8, "big") + bytes([final])


def stretch_passphrase(passphrase: bytes, salt: bytes, memory: int = 256 * 1024 * 1024) -> bytes:
    """Argon2id (RFC 9106): 32 bytes from a passphrase and 16 bytes of salt; three passes over `memory` bytes."""
    return nacl.pwhash.argon2id.kdf(SECRET, passphrase, salt, opslimit=3, memlimit=memory)
