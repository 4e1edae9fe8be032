from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import ConsistencyRefused, InclusionRefused, ProofRefused
from protocol.merkle import (
    EMPTY_ROOT,
    MAX_SIZE,
    GrowingTree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    nodes_of,
    root_at,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from tests.protocol.known_answers import known_answers

TREE = known_answers("ledger")["tree"]
LEAVES = [leaf_hash(bytes([number])) for number in range(140)]
NODES = nodes_of(LEAVES)
ROOTS = [root_of(LEAVES[:size]) for size in range(len(LEAVES) + 1)]
sizes = st.integers(1, len(LEAVES))


# RFC 6962 §2.1 as it is written there, for comparison: slow, recursive, without any cleverness.
def _half(count: int) -> int:
    power = 1
    while power * 2 < count:
        power *= 2
    return power


@cache
def _mth(start: int, end: int) -> bytes:
    if end - start == 1:
        return LEAVES[start]
    middle = start + _half(end - start)
    return node_hash(_mth(start, middle), _mth(middle, end))


def _path(index: int, start: int, end: int) -> tuple[bytes, ...]:
    if end - start == 1:
        return ()
    middle = start + _half(end - start)
    if index < middle:
        return (*_path(index, start, middle), _mth(middle, end))
    return (*_path(index, middle, end), _mth(start, middle))


def _subproof(old: int, start: int, end: int, *, whole: bool) -> tuple[bytes, ...]:
    if old == end:
        return () if whole else (_mth(start, end),)
    middle = start + _half(end - start)
    if old <= middle:
        return (*_subproof(old, start, middle, whole=whole), _mth(middle, end))
    return (*_subproof(old, middle, end, whole=False), _mth(start, middle))


def test_roots_are_those_the_rfc_defines() -> None:
    for size in range(1, len(LEAVES) + 1):
        assert ROOTS[size] == root_at(NODES, size) == _mth(0, size)


def test_every_inclusion_proof_is_the_one_the_rfc_defines_and_verifies() -> None:
    for size in (*range(1, 40), 64, 65, 127, 140):
        for index in range(size):
            proof = inclusion_proof(NODES, index, size)
            assert proof == _path(index, 0, size)
            verify_inclusion(LEAVES[index], index, size, proof, ROOTS[size])


def test_every_consistency_proof_is_the_one_the_rfc_defines_and_verifies() -> None:
    for new in (*range(1, 40), 64, 65, 127, 140):
        for old in range(1, new + 1):
            proof = consistency_proof(NODES, old, new)
            assert proof == _subproof(old, 0, new, whole=True)
            verify_consistency(old, ROOTS[old], new, ROOTS[new], proof)


def test_an_empty_log_begins_every_log() -> None:
    assert consistency_proof(NODES, 0, 5) == ()
    verify_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, ())
    verify_consistency(0, EMPTY_ROOT, 5, ROOTS[5], ())
    for old_root, new, new_root in ((ROOTS[1], 5, ROOTS[5]), (EMPTY_ROOT, 0, ROOTS[5]), (ROOTS[5], 0, ROOTS[5])):
        with pytest.raises(ConsistencyRefused):
            verify_consistency(0, old_root, new, new_root, ())


@given(sizes, st.data())
def test_a_rolled_back_log_is_refused(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(new + 1, len(LEAVES) + 1))
    proof = consistency_proof(NODES, new, min(old, len(LEAVES)))
    for sent in (proof, ()):
        with pytest.raises(ConsistencyRefused):
            verify_consistency(old, ROOTS[min(old, len(LEAVES))], new, ROOTS[new], sent)


@given(sizes, st.data())
def test_a_split_view_is_refused(new: int, data: st.DataObject) -> None:
    """One leaf that the old tree had is another in the new one: no proof that the forger can make helps."""
    old = data.draw(st.integers(1, new))
    changed = list(LEAVES[:new])
    changed[data.draw(st.integers(0, old - 1))] = leaf_hash(b"not what was logged")
    forged = nodes_of(changed)
    for proof in (consistency_proof(forged, old, new), consistency_proof(NODES, old, new), ()):
        with pytest.raises(ConsistencyRefused):
            verify_consistency(old, ROOTS[old], new, root_of(changed), proof)


@given(st.data())
def test_two_roots_of_one_size_are_refused(data: st.DataObject) -> None:
    size = data.draw(sizes)
    with pytest.raises(ConsistencyRefused):
        verify_consistency(size, ROOTS[size], size, root_of([*LEAVES[: size - 1], leaf_hash(b"other")]), ())


def _changed(proof: Sequence[bytes], data: st.DataObject) -> tuple[bytes, ...]:
    """A proof that is not the one given: a bit flipped, a hash dropped, doubled, added, cut, swapped with another."""
    hashes = list(proof)
    at = data.draw(st.integers(0, max(0, len(hashes) - 1)))
    extra = data.draw(st.sampled_from([EMPTY_ROOT, bytes(32), *ROOTS[1:9], *LEAVES[:9]]))
    moves: dict[str, Callable[[], list[bytes]]] = {"add": lambda: [*hashes[:at], extra, *hashes[at:]]}
    moves["append"] = lambda: [*hashes, extra]
    if hashes:
        moves["flip"] = lambda: [*hashes[:at], bytes([hashes[at][0] ^ 8, *hashes[at][1:]]), *hashes[at + 1 :]]
        moves["drop"] = lambda: hashes[:at] + hashes[at + 1 :]
        moves["double"] = lambda: [*hashes[:at], hashes[at], *hashes[at:]]
        moves["cut"] = lambda: [*hashes[:at], hashes[at][:-1], *hashes[at + 1 :]]
        moves["lengthen"] = lambda: [*hashes[:at], hashes[at] + b"\0", *hashes[at + 1 :]]
        moves["turn"] = lambda: hashes[::-1]
    return tuple(moves[data.draw(st.sampled_from(sorted(moves)))]())


@given(sizes, st.data())
def test_a_changed_inclusion_proof_is_refused(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(NODES, index, size)
    changed = _changed(proof, data)
    if changed != proof:
        with pytest.raises(InclusionRefused):
            verify_inclusion(LEAVES[index], index, size, changed, ROOTS[size])


@given(sizes, st.data())
def test_an_inclusion_proof_serves_one_leaf_place_and_root_only(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(NODES, index, size)
    other = data.draw(st.integers(-2, 2 * size).filter(lambda at: at != index))
    wrong = data.draw(st.integers(0, len(LEAVES)).filter(lambda at: at != size))
    for leaf, at, root in (
        (LEAVES[(index + 1) % len(LEAVES)], index, ROOTS[size]),
        (LEAVES[index], other, ROOTS[size]),
        (LEAVES[index], index, ROOTS[wrong]),
        (LEAVES[index][:-1], index, ROOTS[size]),
        (LEAVES[index], index, ROOTS[size][:-1]),
    ):
        with pytest.raises(InclusionRefused):
            verify_inclusion(leaf, at, size, proof, root)


@given(st.integers(2, len(LEAVES)), st.data())
def test_a_proof_for_a_tree_of_another_height_is_refused(size: int, data: st.DataObject) -> None:
    """Within one height a root alone does not fix the size: it is the checkpoint that signs both (SPEC 14.2)."""
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(NODES, index, size)
    for claimed in (size // 2, size * 2, size * 4):
        with pytest.raises(InclusionRefused):
            verify_inclusion(LEAVES[index], index, claimed, proof, ROOTS[size])
    old = data.draw(st.integers(1, size - 1))
    proof = consistency_proof(NODES, old, size)
    for before, after in ((old, size * 2), (old, size * 4)):
        with pytest.raises(ConsistencyRefused):
            verify_consistency(before, ROOTS[old], after, ROOTS[size], proof)


@given(st.integers(2, len(LEAVES)), st.data())
def test_a_changed_consistency_proof_is_refused(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(NODES, old, new)
    changed = _changed(proof, data)
    if changed != proof:
        with pytest.raises(ConsistencyRefused):
            verify_consistency(old, ROOTS[old], new, ROOTS[new], changed)


@given(st.integers(2, len(LEAVES)), st.data())
def test_a_consistency_proof_serves_its_own_two_roots_only(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new - 1))
    proof = consistency_proof(NODES, old, new)
    wrong = data.draw(st.integers(0, len(LEAVES)).filter(lambda size: size not in {old, new}))
    for old_root, new_root in (
        (ROOTS[wrong], ROOTS[new]),
        (ROOTS[old], ROOTS[wrong]),
        (ROOTS[new], ROOTS[old]),
        (ROOTS[old][:-1], ROOTS[new]),
        (ROOTS[old], ROOTS[new] + b"\0"),
    ):
        with pytest.raises(ConsistencyRefused):
            verify_consistency(old, old_root, new, new_root, proof)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 1), (1, 1), (2, 1), (0, -1), (0, MAX_SIZE + 1), (-1, -1)])
def test_a_leaf_outside_the_tree_is_refused(index: int, size: int) -> None:
    for root in (LEAVES[0], EMPTY_ROOT):
        with pytest.raises(InclusionRefused):
            verify_inclusion(LEAVES[0], index, size, (), root)


@pytest.mark.parametrize(("old", "new"), [(-1, 5), (5, 4), (MAX_SIZE + 1, MAX_SIZE + 1), (0, MAX_SIZE + 1)])
def test_a_log_of_a_size_that_cannot_be_is_refused(old: int, new: int) -> None:
    for root in (EMPTY_ROOT, ROOTS[5]):
        with pytest.raises(ConsistencyRefused):
            verify_consistency(old, root, new, root, ())


def test_a_tree_larger_than_any_log_is_refused_even_by_a_proof_that_leads_to_its_root() -> None:
    root, proof = LEAVES[0], [LEAVES[1]] * 63
    for other in proof:
        root = node_hash(root, other)
    with pytest.raises(InclusionRefused):
        verify_inclusion(LEAVES[0], 0, MAX_SIZE + 1, proof, root)


def test_where_nothing_has_to_be_proved_nothing_may_be_sent() -> None:
    for old, old_root in ((0, EMPTY_ROOT), (5, ROOTS[5])):
        verify_consistency(old, old_root, 5, ROOTS[5], ())
        with pytest.raises(ConsistencyRefused):
            verify_consistency(old, old_root, 5, ROOTS[5], (LEAVES[0],))


def test_a_proof_longer_than_the_sizes_demand_is_refused_even_where_it_leads_to_the_root() -> None:
    """Else a leaf of another tree, with a larger tree's root, would stand at an index it does not have."""
    with pytest.raises(InclusionRefused):
        verify_inclusion(LEAVES[1], 0, 1, [LEAVES[0]], ROOTS[2])
    above = LEAVES[99]
    roots = [node_hash(above, ROOTS[size]) for size in (3, 4)]
    with pytest.raises(ConsistencyRefused):
        verify_consistency(3, roots[0], 4, roots[1], [*consistency_proof(NODES, 3, 4), above])


def test_a_byte_cannot_move_from_one_hash_to_the_next() -> None:
    proof = inclusion_proof(NODES, 0, 8)
    leaf, rest = LEAVES[0][:-1], LEAVES[0][-1:]
    with pytest.raises(InclusionRefused):
        verify_inclusion(leaf, 0, 8, [rest + proof[0], *proof[1:]], ROOTS[8])
    first, second, *others = consistency_proof(NODES, 7, 8)
    with pytest.raises(ConsistencyRefused):
        verify_consistency(7, ROOTS[7], 8, ROOTS[8], [first[1:], second, *others])
    for shifted in ((first[:-1], first[-1:] + second), (first + second[:1], second[1:])):
        with pytest.raises(ConsistencyRefused):
            verify_consistency(7, ROOTS[7], 8, ROOTS[8], [*shifted, *others])


def test_a_proof_of_a_million_hashes_is_refused_at_once() -> None:
    with pytest.raises(InclusionRefused):
        verify_inclusion(LEAVES[0], 0, 8, [bytes(32)] * 1_000_000, ROOTS[8])
    with pytest.raises(ConsistencyRefused):
        verify_consistency(1, ROOTS[1], 8, ROOTS[8], [bytes(32)] * 1_000_000)


hashes = st.binary(min_size=31, max_size=33) | st.binary(min_size=32, max_size=32)
numbers = st.integers(-3, 300) | st.integers(-(2**70), 2**70)


@given(hashes, numbers, numbers, st.lists(hashes, max_size=80), hashes)
def test_arbitrary_proofs_are_refused(leaf: bytes, left: int, right: int, proof: list[bytes], root: bytes) -> None:
    if (left, right) != (0, 1) or leaf != root:
        with pytest.raises(ProofRefused):
            verify_inclusion(leaf, left, right, proof, root)
    if left not in {0, right}:
        with pytest.raises(ProofRefused):
            verify_consistency(left, leaf, right, root, proof)


def test_a_leaf_cannot_pass_for_a_node() -> None:
    """Without the two prefixes, a leaf of 64 chosen bytes would be an inner node."""
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)


@given(st.integers(0, 70), st.integers(0, 70))
def test_a_tree_goes_on_from_its_peaks(first: int, more: int) -> None:
    tree = GrowingTree()
    for leaf in LEAVES[:first]:
        tree.append(leaf)
    resumed = GrowingTree(tree.size, tree.peaks())
    for leaf in LEAVES[first : first + more]:
        resumed.append(leaf)
    assert (resumed.size, resumed.root()) == (first + more, ROOTS[first + more])
    assert tree.root() == ROOTS[first]


@pytest.mark.parametrize(("size", "peaks"), [(1, 0), (0, 1), (3, 1), (-1, 1), (2 * MAX_SIZE, 1)])
def test_a_tree_does_not_go_on_from_the_wrong_number_of_peaks(size: int, peaks: int) -> None:
    with pytest.raises(ValueError, match="peak"):
        GrowingTree(size, [bytes(32)] * peaks)


def test_a_growing_tree_keeps_no_leaves() -> None:
    tree = GrowingTree()
    for number in range(100_000):
        tree.append(LEAVES[number % len(LEAVES)])
    assert len(tree.peaks()) == (100_000).bit_count()


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_no_proof_is_made_for_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="index"):
        inclusion_proof(NODES, index, size)


def test_no_proof_is_made_for_a_log_that_shrinks() -> None:
    for old, new in ((5, 4), (-1, 4)):
        with pytest.raises(ValueError, match="grows"):
            consistency_proof(NODES, old, new)


def test_roots_are_those_certificate_transparency_published() -> None:
    leaves = [leaf_hash(bytes.fromhex(leaf)) for leaf in TREE["leaves"]]
    assert [root_of(leaves[:size]).hex() for size in range(9)] == TREE["roots"]


def test_proofs_are_those_certificate_transparency_published() -> None:
    leaves = [leaf_hash(bytes.fromhex(leaf)) for leaf in TREE["leaves"]]
    nodes, roots = nodes_of(leaves), [bytes.fromhex(root) for root in TREE["roots"]]
    for case in TREE["inclusion"]:
        proof = tuple(bytes.fromhex(each) for each in case["proof"])
        assert inclusion_proof(nodes, case["index"], case["size"]) == proof
        verify_inclusion(leaves[case["index"]], case["index"], case["size"], proof, roots[case["size"]])
    for case in TREE["consistency"]:
        proof = tuple(bytes.fromhex(each) for each in case["proof"])
        assert consistency_proof(nodes, case["old"], case["new"]) == proof
        verify_consistency(case["old"], roots[case["old"]], case["new"], roots[case["new"]], proof)
