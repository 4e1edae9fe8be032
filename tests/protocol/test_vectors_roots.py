"""Roots that change twice, written and signed in JavaScript: protocol/vectors/directory.json."""

from __future__ import annotations

import pytest

from protocol.directory import SignedDirectory, trust
from protocol.roots import NotEnoughRoots, OtherRoots, RootSet, follow, roots_hash
from tests.protocol.known_answers import known_answers

ANSWER = known_answers("directory")
SETS = [RootSet.from_bytes(bytes.fromhex(raw)) for raw in (ANSWER["root_set"], *ANSWER["later_root_sets"])]
FIRST = SignedDirectory.from_bytes(bytes.fromhex(ANSWER["signed"]))
LATER = SignedDirectory.from_bytes(bytes.fromhex(ANSWER["signed_by_later_roots"]))


def test_each_set_has_one_name_in_both_languages() -> None:
    assert [roots_hash(one).hex() for one in SETS] == ANSWER["root_hashes"]


@pytest.mark.parametrize("held", SETS, ids=["first", "second", "third"])
def test_from_each_set_the_changes_lead_to_the_newest(held: RootSet) -> None:
    assert follow(LATER.root_changes, held) == SETS[-1]
    assert trust(LATER, held, ANSWER["today"]).roots == SETS[-1]


def test_who_followed_takes_nothing_more_from_the_roots_before() -> None:
    known = trust(FIRST, SETS[0], ANSWER["today"])
    newest = trust(LATER, SETS[0], ANSWER["today"], known)
    with pytest.raises(NotEnoughRoots):
        trust(FIRST, SETS[0], ANSWER["today"], newest)
    with pytest.raises(OtherRoots):
        trust(LATER.model_copy(update={"root_changes": LATER.root_changes[:1]}), SETS[0], ANSWER["today"], newest)
