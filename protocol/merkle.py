"""The log's Merkle tree: hashes, roots and proofs of RFC 6962 §2.1. SPEC 14.2.

Rules of this file
* A proof is made from perfect subtrees alone: `Nodes` gives, for (level, index), the hash over the 2^level
  leaves from index · 2^level on. Memory (`nodes_of`), tiles (tiles.py) or a table can stand behind it.
* A verifier (RFC 9162 §2.1.3.2, §2.1.4.2) trusts nothing it is given but the root: index below size, every
  hash 32 bytes, the proof exactly as long as the two numbers demand.
* A root alone does not fix its size (trees of one height can share a proof's shape): take both from one signed
  checkpoint, never the size from elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from protocol.errors import ConsistencyRefused, InclusionRefused
from protocol.primitives import same

Nodes = Callable[[int, int], bytes]
HASH = 32
MAX_SIZE = 2**62
"""More leaves than any log will have; a larger size is refused before any work."""
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


class GrowingTree:
    """Computes roots while leaves stream by; holds one hash for each bit of the size, never the leaves."""

    __slots__ = ("_peaks", "size")

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """Start empty, or go on from the size and the peaks of an earlier one."""
        if not 0 <= size <= MAX_SIZE or size.bit_count() != len(peaks):
            raise ValueError("a tree has one peak for each bit of its size")
        self.size = size
        self._peaks = list(peaks)

    def append(self, leaf: bytes) -> None:
        """Add the hash of one more leaf."""
        at = self.size
        while at & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            at >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def peaks(self) -> tuple[bytes, ...]:
        """The perfect subtrees, largest first: all that is needed to go on."""
        return tuple(self._peaks)

    def root(self) -> bytes:
        return _fold(self._peaks) if self._peaks else EMPTY_ROOT


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes, in any number, without keeping them."""
    tree = GrowingTree()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def nodes_of(leaves: Sequence[bytes]) -> Nodes:
    """Every perfect subtree over these leaf hashes, kept in memory: twice the leaves."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])
    return lambda level, index: levels[level][index]


def root_at(nodes: Nodes, size: int) -> bytes:
    """The root of the tree's first `size` leaves."""
    return _range_root(nodes, 0, size) if size else EMPTY_ROOT


def inclusion_proof(nodes: Nodes, index: int, size: int) -> tuple[bytes, ...]:
    """PATH(index, D[size]) of RFC 6962 §2.1.1; ValueError unless 0 <= index < size."""
    if not 0 <= index < size:
        raise ValueError("a leaf's index is below the size")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(_range_root(nodes, middle, end))
            end = middle
        else:
            proof.append(_range_root(nodes, start, middle))
            start = middle
    return tuple(reversed(proof))


def consistency_proof(nodes: Nodes, old: int, new: int) -> tuple[bytes, ...]:
    """PROOF(old, D[new]) of RFC 6962 §2.1.2; empty from an empty tree. ValueError unless 0 <= old <= new."""
    if not 0 <= old <= new:
        raise ValueError("a log only grows")
    proof: list[bytes] = []
    start, end = 0, new
    while start < old < end:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(_range_root(nodes, middle, end))
            end = middle
        else:
            proof.append(_range_root(nodes, start, middle))
            start = middle
    if start:
        proof.append(_range_root(nodes, start, end))
    return tuple(reversed(proof))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Return only if the leaf hash stands at `index` in the tree of `size` leaves with that root.

    Raises InclusionRefused.
    """
    # With other lengths a byte could move from the leaf to the hash beside it, and the node be the same.
    if not 0 <= index < size <= MAX_SIZE or any(len(value) != HASH for value in (leaf, *proof)):
        raise InclusionRefused
    at, last, reached = index, size - 1, leaf
    for other in proof:
        if last == 0:
            raise InclusionRefused
        if at & 1 or at == last:
            reached = node_hash(other, reached)
            at, last = _climb(at, last)
        else:
            reached = node_hash(reached, other)
        at, last = at >> 1, last >> 1
    if last or not same(reached, root):
        raise InclusionRefused


def verify_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Return only if the tree of `new` leaves begins with that of `old` leaves. Raises ConsistencyRefused.

    An empty tree begins every tree. Two roots of one size are a split view, a smaller new size a rollback.
    """
    if not 0 <= old <= new <= MAX_SIZE:
        raise ConsistencyRefused
    if 0 < old < new:
        _verify_growth(old, old_root, new, new_root, proof)
    elif proof or (old == 0 and not same(old_root, EMPTY_ROOT)) or (old == new and not same(old_root, new_root)):
        raise ConsistencyRefused


def _verify_growth(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """0 < old < new: both roots must follow from the same hashes."""
    at, last = _climb_right(old - 1, new - 1)
    # A perfect old tree is itself the first hash, and is not sent.
    hashes = iter(proof if at else (old_root, *proof))
    was = now = next(hashes, b"")
    for other in hashes:
        if last == 0:
            raise ConsistencyRefused
        if at & 1 or at == last:
            was, now = node_hash(other, was), node_hash(other, now)
            at, last = _climb(at, last)
        else:
            now = node_hash(now, other)
        at, last = at >> 1, last >> 1
    if last or not same(was, old_root) or not same(now, new_root):
        raise ConsistencyRefused


def _climb(at: int, last: int) -> tuple[int, int]:
    """Skip the levels at which a rightmost node has no sibling."""
    # Callers come with `at` above 0; asked all the same, so that this loop ends whoever calls.
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _climb_right(at: int, last: int) -> tuple[int, int]:
    """Up to the largest perfect subtree that ends where the old tree ends."""
    while at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def _split(width: int) -> int:
    """The largest power of two below `width`."""
    return 1 << (width - 1).bit_length() - 1


def _range_root(nodes: Nodes, start: int, end: int) -> bytes:
    """The root over [start, end), where start is a multiple of a power of two not below the width."""
    return _fold([nodes(level, index) for level, index in _perfect(start, end)])


def _perfect(start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _fold(peaks: Sequence[bytes]) -> bytes:
    """One root over perfect subtrees, largest first."""
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root
