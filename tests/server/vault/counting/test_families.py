"""What comparing a summary with its family finds, on examples that a person can follow."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from protocol.policy import ReleaseRules
from server.vault.counting import families
from server.vault.counting.families import Earlier, blocks, pieces
from server.vault.counting.sources import ShutOut, Source, band, counted, independent, shortfalls, unvouched

K3 = ReleaseRules(k=3, partners=1, left_without_any_partner=0, sensitive_k=5)
SETS = st.frozensets(st.integers(0, 9), max_size=10)


def people(*numbers: int, sensitive: bool = False) -> Earlier:
    return Earlier(frozenset(Source(bytes([one]), "2026-q4", f"partner-{one % 3}") for one in numbers), sensitive)


def isolates(new: Earlier, family: Sequence[Earlier], rules: ReleaseRules, shut_out: ShutOut | None = None) -> bool:
    return families.isolates(new, family, rules, shut_out or ShutOut())


A, B, C = people(1, 2, 3, 4, 5, 6), people(1, 2, 3, 7, 8, 9), people(4, 5, 6, 7, 8, 10)


def test_two_sets_that_are_far_enough_from_a_third_each_can_still_show_one_person_together() -> None:
    """Everyone of C but one is in A or in B: three from each, and one who is in neither."""
    assert not isolates(B, [A], K3)
    for earlier in (A, B):
        assert len(C.sources - earlier.sources) >= 3
        assert len(earlier.sources - C.sources) >= 3
    assert isolates(C, [A, B], K3)


def test_what_two_sets_share_is_compared_too() -> None:
    assert isolates(people(1, 7, 8, 9), [people(1, 2, 3, 4)], K3)


def test_a_combination_of_earlier_sets_shows_nothing_new() -> None:
    for combined in (A.sources | B.sources, A.sources & B.sources, A.sources - B.sources):
        assert not isolates(Earlier(combined), [A, B], K3)


def test_a_block_that_is_too_small_already_is_taken_whole_or_not_at_all() -> None:
    met = [people(1, 2, 3, 4, 5), people(4, 5, 6, 7, 8)]
    assert not isolates(people(1, 2, 3, 4, 5, 6, 7, 8), met, K3)
    assert not isolates(people(4, 5), met, K3)
    assert not isolates(people(1, 2, 3), met, K3)
    assert isolates(people(1, 2, 3, 4), met, K3)


def test_whom_it_brings_must_be_as_many_as_a_release_needs() -> None:
    assert isolates(people(1, 2, 3, 4, 5), [people(1, 2, 3)], K3)
    assert not isolates(people(1, 2, 3, 4, 5, 6), [people(1, 2, 3)], K3)


def test_a_difference_that_one_partner_could_have_filled_is_too_small() -> None:
    """A state that runs two partners plants reports around one target: the difference must pass as a release would."""
    rules = K3.model_copy(update={"partners": 3, "left_without_any_partner": 2})
    first = people(1, 2, 3)
    planted = frozenset(Source(bytes([number]), "2026-q4", "partner-0") for number in (20, 21, 22))
    assert isolates(Earlier(first.sources | planted), [first], rules)
    assert not isolates(people(1, 2, 3, 4, 5, 6), [first], rules)


def test_who_once_stood_behind_a_sensitive_summary_is_cut_off_only_with_as_many_as_that_asks_for() -> None:
    assert isolates(people(1, 2, 3), [people(*range(1, 9), sensitive=True)], K3)
    assert not isolates(people(1, 2, 3), [people(*range(1, 9))], K3)
    assert not isolates(people(*range(1, 6)), [people(*range(1, 11), sensitive=True)], K3)
    assert isolates(people(1, 2, 3, sensitive=True), [people(*range(1, 9))], K3)


@given(st.lists(SETS, max_size=5))
def test_blocks_part_the_people_and_make_up_every_set(family: list[frozenset[int]]) -> None:
    sets = [people(*one) for one in family]
    parted = [block.sources for block in blocks(sets)]
    assert sum(map(len, parted)) == len(frozenset().union(*(one.sources for one in sets)))
    for one in sets:
        assert one.sources == frozenset().union(*(block for block in parted if block & one.sources))


def test_cards_that_are_shut_out_give_nobody_cover() -> None:
    """Whoever found a pile can be as many people as it has cards: then the others stand alone."""
    lost = frozenset(Source(bytes([number]), "2026-q4", "partner-0", "01234-56751") for number in (20, 21))
    found = ShutOut(batches=frozenset({("01234-56751", None)}))
    new, before = Earlier(people(1, 2, 3, 4).sources | lost), people(1, 2, 3)
    assert not isolates(new, [before], K3)
    assert isolates(new, [before], K3, found)
    assert isolates(before, [new], K3, found)


def test_whoever_is_shut_out_is_not_set_apart_from_those_they_stood_with_before() -> None:
    """Taken for a stranger, the one whom both sets share would not be seen to be one."""
    before, new = people(1, 2, 3, 4, 5, 6), people(6, 12, 13, 14)
    theirs = ShutOut(partners=frozenset({"partner-0"}))
    assert isolates(new, [before], K3, theirs)
    stranger = frozenset(map(unvouched, (b"part",)))
    assert not isolates(Earlier(people(12, 13, 14).sources | stranger), [before], K3, theirs)


@given(SETS, st.lists(SETS, max_size=5))
def test_only_blocks_matter(new: frozenset[int], family: list[frozenset[int]]) -> None:
    """What the decision depends on of a family: the ground on which the small worlds may be gone through by blocks."""
    sets = [people(*one) for one in family]
    again = [Earlier(block.sources) for block in blocks(sets)]
    assert {piece.sources for piece in pieces(people(*new), sets)} == {
        piece.sources for piece in pieces(people(*new), again)
    }


@given(SETS, st.lists(SETS, max_size=5), st.permutations(range(3)), st.permutations(range(3)))
def test_only_partners_matter_and_no_names(
    new: frozenset[int], family: list[frozenset[int]], partner: list[int], within: list[int]
) -> None:
    """Renaming partners, and the people of each, changes no answer: the other ground of the small worlds."""
    rules = K3.model_copy(update={"partners": 2, "left_without_any_partner": 2})

    def answer(names: list[int]) -> bool:
        return isolates(
            people(*(names[one] for one in new)), [people(*(names[n] for n in one)) for one in family], rules
        )

    renamed = [3 * within[one // 3] + partner[one % 3] for one in range(9)]
    assert answer([*range(9), 12]) == answer([*renamed, 12 + partner[0]])


def crowd(count: int, first: int = 0, quarter: str = "2026-q4") -> frozenset[Source]:
    return frozenset(
        Source(bytes([number]), quarter, f"partner-{number % 3}") for number in range(first, first + count)
    )


@given(
    st.integers(2, 12),
    st.lists(
        st.lists(st.tuples(st.integers(0, 40), st.integers(0, 25)), min_size=1, max_size=3), min_size=2, max_size=5
    ),
    st.booleans(),
)
def test_where_the_band_changes_along_a_line_at_least_k_came_or_went(
    k: int, line: list[list[tuple[int, int]]], two_quarters: bool
) -> None:
    """Whoever reads a band and the one before it learns nothing of fewer than k people."""
    rules = ReleaseRules(k=k, partners=1, left_without_any_partner=0)
    cleared: list[Earlier] = []
    for ranges in line:
        sources = frozenset[Source]().union(*(crowd(count, first) for first, count in ranges))
        sources |= crowd(k, quarter="2026-q3") if two_quarters else frozenset()
        if shortfalls(sources, rules, k) or isolates(Earlier(sources), cleared, rules):
            continue
        for one in cleared:
            if band(counted(sources, rules, k), k) is not band(counted(one.sources, rules, k), k):
                assert max(independent(sources - one.sources), independent(one.sources - sources)) >= k
        cleared.append(Earlier(sources))
