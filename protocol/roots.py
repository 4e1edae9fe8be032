"""The roots, and how they change: each change signed by those before it and by those it makes. SPEC 4.2 and 4.8.

Rules of this file
* A device holds one set of roots. It goes on to another only over a chain of changes that begins at the one it holds.
* It never goes back: a chain that the set it holds is not part of is refused, be it older or another.
* A set of roots never becomes weaker: two signatures at least, as many as before at least, and one root to spare.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.encoding import Hash, Message, Purpose, Signature, SignPublic, digest
from protocol.errors import BadSignature, DirectoryRefused
from protocol.primitives import SignKey, sign, verify

MAX_ROOTS = 16
MAX_CHANGES = 16
"""Changes that a directory brings along. Who holds older roots than these reach back to needs new ones by hand."""
FEWEST_NEEDED = 2


class NotEnoughRoots(DirectoryRefused):
    """This directory is not signed by enough of the roots this device trusts."""


class OtherRoots(DirectoryRefused):
    """The roots were changed otherwise than this device knows, or this is from before a change that it has followed."""


class ChangeUnsigned(DirectoryRefused):
    """A change of the roots is not signed by enough of the roots before it, or of those that it makes."""


class WeakRoots(DirectoryRefused):
    """A change of the roots makes them weaker: two must sign, as many as before, and one of them may be lost."""


class RootSet(Message):
    """What a client is shipped with: the roots' public keys and how many of them must sign."""

    type: Literal["leeward/v1/roots"] = "leeward/v1/roots"
    keys: Annotated[tuple[SignPublic, ...], Field(min_length=1, max_length=MAX_ROOTS)]
    needed: Annotated[int, Field(ge=1, le=MAX_ROOTS)]


class RootSignature(Message):
    root: Annotated[int, Field(ge=0, le=MAX_ROOTS - 1)]
    signature: Signature


class RootChange(Message):
    """From one set of roots to the next. `number` counts changes, from 1; `previous` is the hash of the set before."""

    BOUND: ClassVar[int] = 4096

    type: Literal["leeward/v1/root-change"] = "leeward/v1/root-change"
    number: Annotated[int, Field(ge=1, le=2**32)]
    previous: Hash
    roots: RootSet


class SignedRootChange(Message):
    """A claim. `by_before` names roots by their place in the set before, `by_after` in the set that is made."""

    BOUND: ClassVar[int] = 8192

    change: Annotated[bytes, Field(max_length=RootChange.BOUND)]
    by_before: Annotated[tuple[RootSignature, ...], Field(max_length=MAX_ROOTS)]
    by_after: Annotated[tuple[RootSignature, ...], Field(max_length=MAX_ROOTS)]


def roots_hash(roots: RootSet) -> bytes:
    """32 bytes that name a set of roots."""
    return digest(Purpose.ROOTS_HASH, roots.to_bytes())


def signatures_by(roots: Iterable[tuple[int, SignKey]], purpose: Purpose, signed: bytes) -> tuple[RootSignature, ...]:
    """Pairs of place in the set and key, sorted by place."""
    pairs = sorted(roots, key=lambda pair: pair[0])
    return tuple(RootSignature(root=number, signature=sign(key, purpose, signed)) for number, key in pairs)


def sign_change(
    change: RootChange, before: Iterable[tuple[int, SignKey]], after: Iterable[tuple[int, SignKey]]
) -> SignedRootChange:
    """With roots of the set before, and of the set that it makes: pairs of place and key."""
    raw = change.to_bytes()
    return SignedRootChange(
        change=raw,
        by_before=signatures_by(before, Purpose.ROOT_CHANGE, raw),
        by_after=signatures_by(after, Purpose.ROOT_CHANGE, raw),
    )


def signed_by_enough(roots: RootSet, purpose: Purpose, signed: bytes, signatures: Sequence[RootSignature]) -> bool:
    """Whether so many roots as are needed have signed. One that fails or names no root spoils them all (SPEC 4.2)."""
    good: set[bytes] = set()
    for one in signatures:
        if one.root >= len(roots.keys):
            return False
        try:
            verify(roots.keys[one.root], purpose, signed, one.signature)
        except BadSignature:
            return False
        good.add(roots.keys[one.root])
    # Distinct keys, not distinct places: one root listed twice is still one root.
    return len(good) >= roots.needed


def follow(changes: Sequence[SignedRootChange], held: RootSet) -> RootSet:
    """The roots in force, from the set that this device holds, over the changes that follow it (SPEC 4.9).

    What is before the held set in the chain is passed over. Raises OtherRoots, ChangeUnsigned, WeakRoots or Malformed.
    """
    chain = [RootChange.from_bytes(one.change) for one in changes]
    _check_is_chain(chain)
    roots = held
    for signed, change in list(zip(changes, chain, strict=True))[_after(chain, held) :]:
        _check_signed(signed, change, roots)
        check_shape(change.roots, roots)
        roots = change.roots
    return roots


def check_shape(new: RootSet, before: RootSet) -> None:
    """Raise WeakRoots for a set that roots may not change to."""
    keys = len(set(new.keys))
    if new.needed < max(FEWEST_NEEDED, before.needed) or keys != len(new.keys) or keys <= new.needed:
        raise WeakRoots


def _check_is_chain(chain: Sequence[RootChange]) -> None:
    """Each names the one before it, and no set comes twice: then there is one place for the held one, or none."""
    for earlier, later in pairwise(chain):
        if later.number != earlier.number + 1 or later.previous != roots_hash(earlier.roots):
            raise OtherRoots
    names = [one.previous for one in chain[:1]] + [roots_hash(one.roots) for one in chain]
    if len(set(names)) != len(names):
        raise OtherRoots


def _after(chain: Sequence[RootChange], held: RootSet) -> int:
    """Where to go on from the held set. Raises OtherRoots where it is not in the chain."""
    name = roots_hash(held)
    if not chain or chain[0].previous == name:
        return 0
    for place, one in enumerate(chain, 1):
        if roots_hash(one.roots) == name:
            return place
    raise OtherRoots


def _check_signed(signed: SignedRootChange, change: RootChange, before: RootSet) -> None:
    # By the new ones too: a set that cannot sign would be the end of this directory for everybody who followed to it.
    for roots, signatures in ((before, signed.by_before), (change.roots, signed.by_after)):
        if not signed_by_enough(roots, Purpose.ROOT_CHANGE, signed.change, signatures):
            raise ChangeUnsigned
