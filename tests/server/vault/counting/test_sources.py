"""Who counts as independent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.policy import ReleaseRules
from protocol.release import SourceBand
from server.vault.counting.sources import (
    Shortfall,
    ShutOut,
    Source,
    band,
    counted,
    independent,
    left_without,
    partners,
    quarters,
    shortfalls,
    unvouched,
)

SOURCES = st.frozensets(
    st.one_of(
        st.builds(unvouched, st.binary(min_size=2, max_size=2)),
        st.builds(
            Source,
            st.binary(min_size=1, max_size=1),
            st.sampled_from(["2026-q3", "2026-q4"]),
            st.sampled_from(["lantern", "acacia", "harbour"]),
        ),
    ),
    max_size=20,
)


def people(*numbers: int, quarter: str = "2026-q4", partner: str = "lantern") -> frozenset[Source]:
    return frozenset(Source(bytes([number]), quarter, partner) for number in numbers)


def test_only_people_of_one_quarter_are_counted_together() -> None:
    assert independent(people(1, 2, 3) | people(4, 5, quarter="2026-q3")) == 3


def test_all_without_a_card_are_one_source_and_add_nothing_to_the_count() -> None:
    assert independent(people(1, 2) | {unvouched(bytes(32))}) == 2
    assert independent(map(unvouched, (b"one", b"two"))) == 0


def test_whose_cards_are_shut_out_is_counted_as_if_without_a_card() -> None:
    lost = Source(b"lost", "2026-q4", "lantern", "01234-56751")
    sources = people(1, 2) | people(3, partner="acacia") | {lost, unvouched(b"part")}
    assert independent(sources) == 4
    assert independent(ShutOut().left_of(sources)) == 4
    assert ShutOut(batches=frozenset({("01234-56751", None)})).left_of(sources) == sources - {lost}
    assert ShutOut(partners=frozenset({"lantern"})).left_of(sources) == people(3, partner="acacia") | {
        unvouched(b"part")
    }


def test_a_partner_shuts_out_its_own_batches_and_no_others() -> None:
    lost = frozenset({Source(b"lost", "2026-q4", "lantern", "01234-56751")})
    assert ShutOut(batches=frozenset({("01234-56751", "acacia")})).left_of(lost) == lost
    assert ShutOut(batches=frozenset({("01234-56751", "lantern")})).left_of(lost) == frozenset()


def test_one_card_is_one_person_whatever_is_known_of_its_batch() -> None:
    """Else one who is compared with what was kept before would be a stranger to themselves."""
    named = Source(bytes([1]), "2026-q4", "lantern", "01234-56751")
    assert {named} | people(1) == people(1)


@given(SOURCES)
def test_no_quarter_has_more_people_than_are_counted(sources: frozenset[Source]) -> None:
    assert all(len(group) <= independent(sources) for group in quarters(sources))
    assert independent(sources) <= sum(source.vouched for source in sources)


@given(SOURCES, SOURCES)
def test_more_sources_never_count_for_less(some: frozenset[Source], more: frozenset[Source]) -> None:
    assert independent(some | more) >= independent(some)


RULES = st.builds(
    ReleaseRules,
    k=st.integers(2, 6),
    partners=st.integers(1, 3),
    left_without_any_partner=st.integers(0, 5),
)


@given(SOURCES, SOURCES, RULES)
def test_whoever_joins_takes_nothing_from_those_who_were_enough(
    some: frozenset[Source], more: frozenset[Source], rules: ReleaseRules
) -> None:
    """Also a whole partner more: those who are left without it were enough before it came."""
    if not shortfalls(some, rules, rules.k):
        assert not shortfalls(some | more, rules, rules.k)
        assert counted(some | more, rules, rules.k) >= counted(some, rules, rules.k)


@given(SOURCES, st.frozensets(st.builds(unvouched, st.binary(min_size=3, max_size=3)), max_size=50), RULES)
def test_reports_without_a_card_change_nothing_in_what_is_counted(
    sources: frozenset[Source], more: frozenset[Source], rules: ReleaseRules
) -> None:
    assert shortfalls(sources | more, rules, rules.k) == shortfalls(sources, rules, rules.k)
    assert counted(sources | more, rules, rules.k) == counted(sources, rules, rules.k)


@given(SOURCES, RULES)
def test_sources_are_enough_if_and_only_if_those_of_one_quarter_are(
    sources: frozenset[Source], rules: ReleaseRules
) -> None:
    enough = [group for group in quarters(sources) if not shortfalls(group, rules, rules.k)]
    assert bool(enough) == (not shortfalls(sources, rules, rules.k))
    assert counted(sources, rules, rules.k) == max(map(len, enough), default=0)


@given(SOURCES, RULES)
def test_enough_is_k_people_three_partners_and_enough_left_without_any_of_them(
    sources: frozenset[Source], rules: ReleaseRules
) -> None:
    """The three rules of DESIGN section 4, written down once more in another way."""
    enough = False
    for quarter in ("2026-q3", "2026-q4"):
        owners = [source.partner for source in sources if source.partner and source.quarter == quarter]
        enough |= (
            len(owners) >= rules.k
            and len(set(owners)) >= rules.partners
            and all(len(owners) - owners.count(one) >= rules.left_without_any_partner for one in owners)
        )
    assert enough == (not shortfalls(sources, rules, rules.k))


def test_two_quarters_that_each_lack_something_do_not_make_up_for_one_another() -> None:
    rules = ReleaseRules(k=5, partners=3, left_without_any_partner=3)
    many = people(*range(9), quarter="2026-q3")
    spread = people(10) | people(11, partner="acacia") | people(12, partner="harbour")
    assert shortfalls(many | spread, rules, 5)


@given(SOURCES.flatmap(lambda sources: st.tuples(*[st.permutations(sorted(sources, key=repr))] * 2)), RULES)
def test_what_is_lacking_does_not_hang_on_the_order_in_which_sources_come(
    two: tuple[list[Source], list[Source]], rules: ReleaseRules
) -> None:
    one, other = two
    assert shortfalls(one, rules, rules.k) == shortfalls(other, rules, rules.k)


def test_of_two_quarters_that_lack_as_little_the_same_one_is_told_in_every_process() -> None:
    """A set's order is another in every process; here both orders stand, each as one process might have it."""
    few = [Source(bytes([n]), "2026-q3", partner) for n, partner in enumerate(["lantern", "acacia"])]
    rules = ReleaseRules(k=3, partners=2, left_without_any_partner=0)
    many = [Source(bytes([n]), "2026-q4", "lantern") for n in range(3, 6)]
    assert shortfalls(few, rules, 3) == {Shortfall.FEW_SOURCES}
    assert shortfalls(many, rules, 3) == {Shortfall.FEW_PARTNERS}
    assert shortfalls([*few, *many], rules, 3) == shortfalls([*many, *few], rules, 3) == {Shortfall.FEW_SOURCES}


def test_nobody_lacks_what_it_takes_to_stand_behind_a_summary() -> None:
    assert shortfalls((), ReleaseRules(), 5) == {Shortfall.FEW_SOURCES}


def test_without_one_partner_its_people_are_gone() -> None:
    sources = people(1, 2) | people(3, partner="acacia")
    assert partners(sources) == {"lantern", "acacia"}
    assert (left_without("lantern", sources), left_without("acacia", sources)) == (1, 2)


@pytest.mark.parametrize(
    ("count", "k", "expected"),
    [
        (5, 5, SourceBand.SOME),
        (9, 5, SourceBand.SOME),
        (10, 5, SourceBand.MANY),
        (20, 5, SourceBand.VERY_MANY),
        (3, 3, SourceBand.AT_LEAST_K),
        (7, 3, SourceBand.SOME),
        (7, 7, SourceBand.AT_LEAST_K),
        (12, 12, SourceBand.AT_LEAST_K),
        (10, 10, SourceBand.MANY),
    ],
)
def test_a_band_tells_no_more_than_k_where_k_is_in_it(count: int, k: int, expected: SourceBand) -> None:
    assert band(count, k) is expected


@given(st.integers(2, 40), st.integers(0, 60))
def test_a_band_starts_at_k_or_above_and_holds_the_count(k: int, above: int) -> None:
    count, floors = k + above, {SourceBand.SOME: 5, SourceBand.MANY: 10, SourceBand.VERY_MANY: 20}
    floor = floors.get(band(count, k), k)
    assert k <= floor <= count
