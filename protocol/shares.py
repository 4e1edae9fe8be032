"""Shamir's secret sharing over GF(256): a quorum of shares gives the secret, fewer give nothing. SPEC 6.

A share is that of the npm package `shamir-secret-sharing`: one y byte for each byte of the secret, then the
x byte. Here x is the seat's number, from 1.

Every byte of the secret is the constant term of a polynomial of its own; all of them are computed side by
side, as vectors: `bytes.translate` multiplies a vector by one number, and integers add (xor) two of them.

Table look-ups do not take constant time: which lines of the tables are read depends on the secret. These
functions run where the secret is whole anyway, on the source's own device, at the gateway or on the desk, and
whoever can watch the memory of that machine can read the report itself; `weigh` runs on a custodian's device, where
that share is whole. No server calls them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from protocol.errors import BadShare, TooFewCustodians
from protocol.primitives import Randomness, system_random

MAX_SEATS = 16
_IDENTITY = bytes(range(256))
# Multiplying by x in GF(2)[x] modulo x⁸ + x⁴ + x³ + x + 1, the polynomial of AES (FIPS 197 §4.2).
_DOUBLE = bytes(v << 1 ^ (0x11B if v & 0x80 else 0) for v in range(256))


def split(secret: bytes, needed: int, seats: int, random: Randomness = system_random) -> tuple[bytes, ...]:
    """Give each of `seats` (1 to 16) a share of len(secret) + 1 bytes; any `needed` of them give it back."""
    if not 1 <= needed <= seats <= MAX_SEATS or not secret:
        raise ValueError("split takes a secret and 1 <= needed <= seats <= 16")
    size = len(secret)
    drawn = random(size * (needed - 1))
    coefficients = [secret, *(drawn[at : at + size] for at in range(0, len(drawn), size))]
    return tuple(_evaluate(coefficients, seat) + bytes([seat]) for seat in range(1, seats + 1))


def join(shares: Sequence[bytes], needed: int) -> bytes:
    """The secret, from at least `needed` shares; any more must lie on the same polynomials.

    Raises TooFewCustodians, or BadShare where two name one seat, one names seat 0, or they do not fit
    together. A false share among exactly `needed` gives another result, not an error: the commitments of a
    part's header tell it (SPEC 11).
    """
    return share_at(shares, needed, 0)[:-1]


def share_at(shares: Sequence[bytes], needed: int, seat: int) -> bytes:
    """The share of `seat` (0 to 255) on the polynomials that `needed` shares fix. Errors as for join."""
    if needed < 1:
        raise ValueError("a quorum is at least one")
    places = _places(shares)
    if len(shares) < needed:
        raise TooFewCustodians
    quorum, known = shares[:needed], places[:needed]
    for share, place in zip(shares[needed:], places[needed:], strict=True):
        if _interpolate(quorum, known, place) != share:
            raise BadShare
    return _interpolate(quorum, known, seat)


def weigh(share: bytes, seats: Sequence[int], seat: int) -> bytes:
    """What this share adds to the one of `seat` where all of `seats` add theirs: its y bytes times Lagrange's weight.

    The sum (xor) over `seats` is the y bytes of `share_at(…, seat)`, if there are at least as many as the quorum.
    Raises BadShare where the share is none, its seat is not among them, or they are not different.
    """
    if len(share) < 2 or share[-1] not in seats or len(set(seats)) != len(seats) or not all(seats):
        raise BadShare
    return share[:-1].translate(_TIMES[_weight(share[-1], tuple(seats), seat)])


def _places(shares: Sequence[bytes]) -> tuple[int, ...]:
    if any(len(share) < 2 or len(share) != len(shares[0]) for share in shares):
        raise BadShare
    places = tuple(share[-1] for share in shares)
    if 0 in places or len(set(places)) != len(places):
        raise BadShare
    return places


def _evaluate(coefficients: Sequence[bytes], at: int) -> bytes:
    """Horner's rule, from the highest coefficient down."""
    size, row = len(coefficients[0]), _TIMES[at]
    total = coefficients[-1]
    for coefficient in coefficients[-2::-1]:
        product = int.from_bytes(total.translate(row), "big")
        total = (product ^ int.from_bytes(coefficient, "big")).to_bytes(size, "big")
    return total


def _interpolate(shares: Sequence[bytes], places: tuple[int, ...], at: int) -> bytes:
    total = 0
    for share, row in zip(shares, _weights(places, at), strict=True):
        total ^= int.from_bytes(share.translate(row), "big")
    # The x bytes went through the sum as well; the right one replaces what came of them.
    return total.to_bytes(len(shares[0]), "big")[:-1] + bytes([at])


@lru_cache(maxsize=1024)
def _weights(places: tuple[int, ...], at: int) -> tuple[bytes, ...]:
    """Lagrange's weight of each place, as the table row that multiplies by it. Nothing here is secret."""
    return tuple(_TIMES[_weight(place, places, at)] for place in places)


def _weight(place: int, places: tuple[int, ...], at: int) -> int:
    above, below = 1, 1
    for other in places:
        if other != place:
            above, below = _TIMES[above][at ^ other], _TIMES[below][place ^ other]
    return _TIMES[above][_TIMES[below].index(1)]


def _multiplication_table() -> tuple[bytes, ...]:
    """Row a, column b is a · b. An odd row is the even one before it plus the identity."""
    rows = [bytes(256)]
    one = int.from_bytes(_IDENTITY, "big")
    for number in range(1, 256):
        doubled = rows[number >> 1].translate(_DOUBLE)
        rows.append((int.from_bytes(doubled, "big") ^ one).to_bytes(256, "big") if number & 1 else doubled)
    return tuple(rows)


_TIMES = _multiplication_table()
