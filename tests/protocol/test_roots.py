"""Roots that change: who follows, what is refused, and that nobody ever goes back."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.directory import Forked, sign_directory, trust
from protocol.errors import DirectoryRefused
from protocol.primitives import SignKey
from protocol.roots import (
    ChangeUnsigned,
    NotEnoughRoots,
    OtherRoots,
    RootChange,
    RootSet,
    SignedRootChange,
    WeakRoots,
    follow,
    roots_hash,
    sign_change,
)
from tests.worlds import TODAY, make_consortium, seeded

WORLD = make_consortium()


class RootsOf:
    """A set of roots, with its keys."""

    def __init__(self, keys: Iterable[SignKey], roots: RootSet) -> None:
        self.keys, self.roots = list(keys), roots

    def pairs(self, *places: int) -> list[tuple[int, SignKey]]:
        return self.some(places or range(self.roots.needed))

    def some(self, places: Iterable[int]) -> list[tuple[int, SignKey]]:
        return [(place, self.keys[place]) for place in places]


def a_set(name: str, count: int = 3, needed: int = 2) -> RootsOf:
    keys = [SignKey.new(seeded(f"{name} {number}")) for number in range(count)]
    return RootsOf(keys, RootSet(keys=tuple(one.public for one in keys), needed=needed))


A, B, C, D = (a_set(name) for name in "abcd")


def change(number: int, before: RootsOf, after: RootsOf, *, by=None, by_new=None, previous: bytes | None = None):
    contents = RootChange(number=number, previous=previous or roots_hash(before.roots), roots=after.roots)
    return sign_change(contents, before.pairs() if by is None else by, after.pairs() if by_new is None else by_new)


AB, BC, CD = change(1, A, B), change(2, B, C), change(3, C, D)


def test_whoever_holds_any_set_of_a_chain_follows_to_its_end():
    for held in (A, B, C, D):
        assert follow((AB, BC, CD), held.roots) == D.roots
    assert follow((), A.roots) == A.roots


NO_CHAIN = {
    "from before what this device has followed": ((AB,), C),
    "one is left out": ((AB, CD), A),
    "turned round": ((BC, AB), A),
    "its beginning is somewhere else": ((BC,), A),
    "a number is left out": ((AB, change(3, B, C)), A),
    "a set comes again": ((AB, change(2, B, A)), A),
    "it names another before it": ((AB, change(2, B, C, previous=bytes(32))), A),
    "a fork: A was changed to B here, and to C there": ((change(1, A, C),), B),
}
UNSIGNED = {
    "by one": change(1, A, B, by=A.pairs(0)),
    "by nobody": change(1, A, B, by=[]),
    "by one twice": change(1, A, B, by=[(0, A.keys[0]), (1, A.keys[0])]),
    "by the new ones alone": change(1, A, B, by=B.pairs()),
    "by one new one": change(1, A, B, by_new=B.pairs(0)),
    "by the old ones for the new": change(1, A, B, by_new=A.pairs()),
    "and by a false one": change(1, A, B, by=[*A.pairs(), (2, SignKey.new(seeded("nobody")))]),
    "and in no place": change(1, A, B, by=[*A.pairs(), (9, A.keys[2])]),
}
WEAK = {
    "none to spare": a_set("w", 2, 2),
    "one signs": a_set("w", 3, 1),
    "one alone": a_set("w", 1, 1),
    "all must sign": a_set("w", 4, 4),
}


@pytest.mark.parametrize(("changes", "held"), NO_CHAIN.values(), ids=NO_CHAIN)
def test_a_chain_that_does_not_lead_on_from_the_held_roots_is_refused(changes, held):
    with pytest.raises(OtherRoots):
        follow(changes, held.roots)


@pytest.mark.parametrize("unsigned", UNSIGNED.values(), ids=UNSIGNED)
def test_a_change_that_too_few_of_either_set_signed_is_refused(unsigned):
    with pytest.raises(ChangeUnsigned):
        follow((unsigned,), A.roots)


def test_one_root_that_is_listed_twice_does_not_sign_twice():
    twice = RootSet(keys=(A.keys[0].public, A.keys[0].public, A.keys[1].public), needed=2)
    contents = RootChange(number=1, previous=roots_hash(twice), roots=B.roots)
    with pytest.raises(ChangeUnsigned):
        follow((sign_change(contents, [(0, A.keys[0]), (1, A.keys[0])], B.pairs()),), twice)


@pytest.mark.parametrize("weak", WEAK.values(), ids=WEAK)
def test_roots_never_change_to_weaker_ones(weak):
    with pytest.raises(WeakRoots):
        follow((change(1, A, weak, by_new=weak.pairs()),), A.roots)


def test_roots_never_ask_for_fewer_signatures_than_those_before():
    strong = a_set("strong", 5, 3)
    with pytest.raises(WeakRoots):
        follow((change(1, strong, A),), strong.roots)


def test_a_key_that_is_named_twice_is_no_second_root():
    doubled = a_set("doubled", 3, 2)
    doubled.roots = RootSet(keys=(*doubled.roots.keys, doubled.roots.keys[0]), needed=3)
    with pytest.raises(WeakRoots):
        follow((change(1, A, doubled, by_new=doubled.pairs(0, 1, 2)),), A.roots)


def under(signers: RootsOf, changes=(), number: int = 2):
    contents = WORLD.directory.contents
    later = contents.model_copy(update={"number": contents.number + number - 1, "previous": WORLD.directory.hash})
    return sign_directory(later, signers.pairs(), changes)


def from_the_worlds() -> RootsOf:
    return RootsOf(WORLD.roots, WORLD.root_set)


def test_a_directory_of_new_roots_is_trusted_over_the_change_and_by_nobody_without_it():
    world = from_the_worlds()
    first = change(1, world, B)
    taken = trust(under(B, (first,)), world.roots, TODAY, WORLD.directory)
    assert taken.roots == B.roots
    with pytest.raises(NotEnoughRoots):
        trust(under(B), world.roots, TODAY, WORLD.directory)
    with pytest.raises(NotEnoughRoots):
        trust(under(world, (first,)), world.roots, TODAY, WORLD.directory)


def test_the_roots_before_sign_nothing_more_for_whoever_has_followed():
    world = from_the_worlds()
    known = trust(under(B, (change(1, world, B),)), world.roots, TODAY, WORLD.directory)
    for stolen in (under(world, number=3), under(C, (change(1, world, C),), number=3)):
        with pytest.raises(DirectoryRefused) as refused:
            trust(stolen, world.roots, TODAY, known)
        assert not isinstance(refused.value, Forked)
    assert trust(under(C, (change(1, world, B), change(2, B, C)), number=4), world.roots, TODAY, known).roots == C.roots


@given(st.data())
def test_whatever_is_put_together_nobody_leaves_their_roots_without_their_own_quorum(data):
    """From any pieces: who follows to another set has a chain in which each set's quorum signed the next."""
    sets = [A, B, C]
    draw = st.tuples(
        st.integers(1, 3),
        st.sampled_from(sets),
        st.sampled_from(sets),
        st.sets(st.integers(0, 2)),
        st.sets(st.integers(0, 2)),
    )
    made = data.draw(st.lists(draw, max_size=3))
    chain: list[SignedRootChange] = [
        change(
            number, before, after, by=[(at, before.keys[at]) for at in by], by_new=[(at, after.keys[at]) for at in new]
        )
        for number, before, after, by, new in made
    ]
    held = data.draw(st.sampled_from(sets))
    try:
        reached = follow(chain, held.roots)
    except DirectoryRefused:
        return
    at = held.roots
    for _, before, after, by, new in made:
        if at == before.roots and at != reached:
            assert len(by) >= 2
            assert len(new) >= 2
            at = after.roots
    assert at == reached
