"""Making the share of a lost seat again, from q others, so that nobody learns the secret or another's share. SPEC 23.5.

The enrolment protocol as Laing and Stinson describe it (A survey and refinement of repairable threshold schemes, 2018),
over GF(256), where adding is xor. Each helper weighs its share with Lagrange's weight at the lost seat, and splits
what comes of it into as many random pieces as there are helpers, one for each. Each helper adds the pieces that it was
sent; the sum of those sums is the lost share, and each of them alone is random.

What each one sees: a helper, one random piece of every other's; the successor, sums that are random but for what they
add up to. All helpers but one together learn nothing of the one's share, as the piece that it kept for itself covers
it. The successor with q - 1 helpers has q shares: that is a quorum, and there is no way around it.
"""

from __future__ import annotations

from collections.abc import Sequence

from protocol.errors import BadShare
from protocol.primitives import Randomness, system_random
from protocol.shares import weigh


def split_for_helpers(
    share: bytes, helpers: Sequence[int], lost: int, random: Randomness = system_random
) -> tuple[bytes, ...]:
    """One piece for each of `helpers`, in their order, of what this share adds to the one of seat `lost`.

    Raises BadShare where the share's own seat is not among the helpers, or the lost one is.
    """
    if lost in helpers or not 1 <= lost <= 255:
        raise BadShare
    return split_in_pieces(weigh(share, helpers, lost), len(helpers), random)


def split_in_pieces(secret: bytes, count: int, random: Randomness = system_random) -> tuple[bytes, ...]:
    """`count` pieces that add up to the secret; any fewer of them are random bytes that tell nothing of it."""
    drawn = random(len(secret) * (count - 1))
    pieces = [drawn[at : at + len(secret)] for at in range(0, len(drawn), len(secret))]
    return (*pieces, add([secret, *pieces]))


def add(pieces: Sequence[bytes]) -> bytes:
    """The sum (xor) of pieces of one length. Raises BadShare for none, or for different lengths."""
    if not pieces or any(len(piece) != len(pieces[0]) for piece in pieces):
        raise BadShare
    total = 0
    for piece in pieces:
        total ^= int.from_bytes(piece, "big")
    return total.to_bytes(len(pieces[0]), "big")


def repaired(sums: Sequence[bytes], lost: int) -> bytes:
    """The share of seat `lost` from all helpers' sums. It counts only once `check_share` has taken it: a wrong piece
    gives another share, and no error. Raises BadShare for sums of different lengths."""
    return add(sums) + bytes([lost])
