"""What two heads of the log prove by themselves, to whoever can ask the log nothing (SPEC 14.9)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.cosignature import MOST_AHEAD
from protocol.directory import SignedDirectory, trust
from protocol.errors import CheckpointRefused, ConsistencyRefused, HeadsContradict, HeadTakenBack, LogForked
from protocol.heads import Order, SeenHead, compare_heads, read_seen
from protocol.primitives import SignKey
from tests.heads import note_of
from tests.protocol.known_answers import known_answers
from tests.worlds import NOW, TODAY, make_consortium

WORLD = make_consortium(witnesses=(3, 2))
DIRECTORY = WORLD.directory
BACK = {Order.SAME: Order.SAME, Order.LARGER: Order.SMALLER, Order.SMALLER: Order.LARGER}


def note(size: int, words: dict[str, int] | None = None, root: str = "", key: SignKey | None = None) -> bytes:
    return note_of(WORLD, size, words or {}, root, key)


def compare(seen: bytes, shown: bytes, now: float = NOW) -> Order:
    return compare_heads(read_seen(seen, DIRECTORY, now), read_seen(shown, DIRECTORY, now))


def proved(one: bytes, other: bytes, now: float = NOW) -> type[HeadsContradict]:
    """What both prove, in whichever order they came."""
    kinds = set()
    for seen, shown in ((one, other), (other, one)):
        with pytest.raises(HeadsContradict) as refused:
            compare(seen, shown, now)
        kinds.add(refused.type)
    (kind,) = kinds
    return kind


def test_heads_of_javascript_prove_what_javascript_says() -> None:
    answers, known = known_answers("cosignature"), known_answers("directory")
    signed = SignedDirectory.from_bytes(bytes.fromhex(known["signed"]))
    directory = trust(signed, WORLD.root_set.from_bytes(bytes.fromhex(known["root_set"])), known["today"])
    seen = read_seen(answers["seen"].encode(), directory, answers["at"])
    assert len(seen.words) == 2
    for one in answers["heads"]:
        shown = read_seen(one["shown"].encode(), directory, answers["at"])
        assert said(seen, shown) == said(shown, seen, BACK) == one["says"]
    assert {one["says"] for one in answers["heads"]} == {"same", "larger", "smaller", "forked", "taken back"}


def said(seen: SeenHead, shown: SeenHead, turned: Mapping[Order, Order] | None = None) -> str:
    try:
        order = compare_heads(seen, shown)
    except LogForked:
        return "forked"
    except HeadTakenBack:
        return "taken back"
    return (turned[order] if turned else order).value


def test_two_roots_of_one_size_are_a_lie_whoever_co_signed_them() -> None:
    assert proved(note(4), note(4, root="other")) is LogForked
    assert proved(note(4, {"kiln": 5, "mill": 6}), note(4, {"weir": 5}, root="other")) is LogForked
    assert proved(note(0), note(0, root="other")) is LogForked


def test_a_smaller_head_with_a_later_word_of_a_witness_is_a_lie() -> None:
    assert proved(note(9, {"kiln": 100, "mill": 100}), note(4, {"kiln": 101, "mill": 90})) is HeadTakenBack


@pytest.mark.parametrize("later", [{}, {"kiln": 100}, {"kiln": 99}, {"weir": 101}], ids=str)
def test_a_smaller_head_without_a_later_word_of_the_same_witness_may_be_late_only(later: dict[str, int]) -> None:
    """Nobody has one clock with another: a later word of a witness that is not on the larger one proves nothing."""
    larger = note(9, {"kiln": 100, "mill": 100})
    assert compare(larger, note(4, later)) is Order.SMALLER
    assert compare(note(4, later), larger) is Order.LARGER


def test_the_same_head_stays_the_same_whoever_co_signs_it_when() -> None:
    assert compare(note(4, {"kiln": 9}), note(4, {"kiln": 5, "mill": 70})) is Order.SAME


def test_a_word_from_the_future_proves_nothing_yet() -> None:
    """A witness's clock that was wrong must not accuse the log."""
    larger, smaller = note(9, {"kiln": 100}), note(4, {"kiln": NOW + MOST_AHEAD + 1})
    assert compare(larger, smaller) is Order.SMALLER
    assert proved(larger, smaller, NOW + 1) is HeadTakenBack


def test_a_witness_that_the_directory_does_not_list_accuses_nobody() -> None:
    left = tuple(one for one in DIRECTORY.contents.witnesses if one.witness != "kiln")
    without = trust(WORLD.resign(lambda one: one.model_copy(update={"witnesses": left})), WORLD.root_set, TODAY)
    larger, smaller = note(9, {"kiln": 100}), note(4, {"kiln": 101})
    assert compare_heads(read_seen(larger, without, NOW), read_seen(smaller, without, NOW)) is Order.SMALLER
    assert proved(larger, smaller) is HeadTakenBack


def test_what_the_log_did_not_sign_accuses_nobody() -> None:
    forged = note(4, {"kiln": 101}, root="other", key=SignKey(bytes(32)))
    for other in (forged, b"", b"no note", note(4) + b"a line\n"):
        for seen, shown in ((note(4), other), (other, note(4))):
            with pytest.raises(CheckpointRefused):
                compare(seen, shown)


def test_a_lie_is_refused_wherever_a_log_that_did_not_only_grow_is() -> None:
    assert issubclass(HeadsContradict, ConsistencyRefused)
    assert all("\n" not in str(kind()) for kind in (HeadsContradict, LogForked, HeadTakenBack))


VISITS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=20)
"""Which witness comes next, and by how much the log grew before."""


@given(VISITS, st.data())
def test_of_a_log_that_only_grows_and_honest_witnesses_no_two_notes_prove_a_lie(
    visits: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Each note as it was at some moment: the words that witnesses had given that head until then."""
    names, size, notes = sorted(WORLD.witnesses), 1, []
    words: dict[int, dict[str, int]] = {}
    for at, (who, grown) in enumerate(visits):
        size += grown
        words.setdefault(size, {})[names[who]] = at
        shown = data.draw(st.sampled_from(sorted(words)))
        notes.append((shown, note(shown, words[shown])))
    for before, seen in notes:
        for after, shown_note in notes:
            expected = Order.SAME if before == after else Order.LARGER if before < after else Order.SMALLER
            assert compare(seen, shown_note) is expected


WORDS = st.dictionaries(st.sampled_from(sorted(WORLD.witnesses)), st.integers(0, 6))


@given(st.integers(0, 3), WORDS, st.sampled_from(["", "x"]), st.integers(0, 3), WORDS, st.sampled_from(["", "x"]))
def test_two_notes_prove_a_lie_exactly_where_the_protocol_says(
    size: int, words: dict[str, int], root: str, other_size: int, other_words: dict[str, int], other_root: str
) -> None:
    one, other = note(size, words, root), note(other_size, other_words, other_root)
    small, large = (words, other_words) if size < other_size else (other_words, words)
    taken_back = size != other_size and any(small[name] > large[name] for name in small.keys() & large.keys())
    forked = size == other_size and root != other_root
    if forked or taken_back:
        assert proved(one, other) is (LogForked if forked else HeadTakenBack)
    else:
        assert compare(one, other) is BACK[compare(other, one)]
