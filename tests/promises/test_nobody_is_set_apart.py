"""Promise 6: no set of releases, subtracted from one another, isolates a source.

Small worlds, gone through to the end: six sources of three partners (two each), up to four releases. Whatever the
decision lets through is handed to an observer who knows nothing of its rules: it keeps every set that was released,
and adds, intersects and subtracts until nothing new comes out.

Not every order of sets is tried, but every one that can make a difference:
* The decision looks at earlier sets only through the blocks they cut, and at sources only through their partner
  (`test_only_blocks_matter`, `test_only_partners_matter_and_no_names`). What the observer can combine is the unions of
  blocks, too. So of all families with the same blocks, up to renaming partners and the people of each, one is gone
  on with. `test_without_any_short_cut` tries all orders in a smaller world.
* A family may be any that there is, not only one that the decision let through: lines that had nothing to do with one
  another meet (decision 0014). Then the observer must learn nothing small that it did not know before.

Not covered: what is told as another type of event or as another place (THREAT_MODEL, "Two desks that lie together");
the same person under the cards of two quarters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import combinations, permutations, product

import pytest

from protocol.consent import Aim, Audience, Period, Place, Profile, profile_terms
from protocol.policy import ReleaseRules
from protocol.release import ClearanceRequest, ExpiryClass
from server.vault.clearance.clearances import ClearanceRefused, Reason, Standing, decide_clearance
from server.vault.counting.families import Earlier
from server.vault.counting.sources import ShutOut, Source
from tests.worlds import TODAY

Set = frozenset[int]
Family = tuple[Set, ...]
Decision = Callable[[Set, Family], bool]

PARTNERS = 3
RULES = [
    ReleaseRules(k=2, partners=1, left_without_any_partner=0),
    ReleaseRules(k=2, partners=2, left_without_any_partner=1),
    ReleaseRules(k=3, partners=1, left_without_any_partner=0),
    ReleaseRules(k=3, partners=2, left_without_any_partner=1),
    ReleaseRules(k=3, partners=3, left_without_any_partner=2),
]
TERMS = profile_terms(Profile.SUMMARY_COARSE, TODAY).model_copy(update={"urgent": True})


def sets_of(size: int) -> list[Set]:
    return [frozenset(some) for count in range(1, size + 1) for some in combinations(range(size), count)]


# The decision under test


def source(number: int) -> Source:
    return Source(bytes([number]), "2026-q4", f"partner-{number % PARTNERS}")


@cache
def standing(number: int) -> Standing:
    return Standing(TERMS, withdrawn=False, opened=True, source=source(number))


@cache
def earlier(sources: Set) -> Earlier:
    return Earlier(frozenset(map(source, sources)))


def request(*, urgent: bool) -> ClearanceRequest:
    return ClearanceRequest(
        directory=bytes(32),
        compartment="xa-testimony",
        commitment=bytes(32),
        parts=(bytes(32),),
        aim=Aim.EARLY_WARNING,
        audience=Audience.TASK_FORCE,
        place=Place.COUNTRY,
        period=Period.MONTH,
        expiry=ExpiryClass.MONTH,
        urgent=urgent,
        sensitive=False,
        predecessor=None,
        beside=(),
        curator="desk-1",
        reviewer="desk-2",
    )


def decision(rules: ReleaseRules, *, urgent: bool = False, but: frozenset[Reason] = frozenset()) -> Decision:
    """The vault's own; `but` switches reasons off, for the controls."""
    asked = request(urgent=urgent)

    def lets_through(new: Set, family: Family) -> bool:
        try:
            decide_clearance(asked, [*map(standing, new)], rules, [*map(earlier, family)], ShutOut(), TODAY)
        except ClearanceRefused as no:
            return not set(no.reasons) - but
        return True

    return lets_through


# The observer, who knows nothing of blocks or rules


@cache
def combined(released: frozenset[Set]) -> frozenset[Set]:
    """Everything that adding, intersecting and subtracting makes of the sets."""
    known = set(released)
    fresh = set(released)
    while fresh:
        made = {
            result
            for one, other in product(fresh, known)
            for result in (one | other, one & other, one - other, other - one)
        }
        fresh = made - known
        known |= fresh
    return frozenset(known)


def too_small(few: Set, rules: ReleaseRules) -> bool:
    """Whether somebody, who may be one of the partners and knows its own people, sees too few others."""
    owners = [number % PARTNERS for number in few]
    if not owners:
        return False
    left = min(len(owners) - owners.count(partner) for partner in owners)
    return len(owners) < rules.k or len(set(owners)) < rules.partners or left < rules.left_without_any_partner


def set_apart(new: Set, family: Family, rules: ReleaseRules) -> list[Set]:
    """The groups that are too small, and that the family alone did not show."""
    before = combined(frozenset(family))
    return [some for some in combined(frozenset((*family, new))) - before if too_small(some, rules)]


# Going through the worlds


@cache
def renamings(size: int) -> list[tuple[int, ...]]:
    """Every way to rename sources such that those of one partner stay together."""
    people = [[number for number in range(size) if number % PARTNERS == partner] for partner in range(PARTNERS)]
    ways: list[tuple[int, ...]] = []
    for order in permutations(range(PARTNERS)):
        if any(len(people[old]) != len(people[new]) for old, new in enumerate(order)):
            continue
        for within in product(*(permutations(people[new]) for new in order)):
            pairs = [
                pair for group, renamed in zip(people, within, strict=True) for pair in zip(group, renamed, strict=True)
            ]
            names = dict(pairs)
            ways.append(tuple(names[number] for number in range(size)))
    return ways


def marks(family: Family, size: int) -> tuple[int, ...]:
    """For each source the number of its block, counted as they come; 0 for whom no set holds."""
    numbers: dict[tuple[bool, ...], int] = {(False,) * len(family): 0}
    patterns = [tuple(number in one for one in family) for number in range(size)]
    return tuple(numbers.setdefault(pattern, len(numbers)) for pattern in patterns)


def shape(family: Family, size: int) -> tuple[int, ...]:
    """The same for families with the same blocks, up to renaming."""
    found = marks(family, size)
    return min(_counted_anew(tuple(found[name] for name in names)) for names in renamings(size))


@cache
def _counted_anew(blocks: tuple[int, ...]) -> tuple[int, ...]:
    numbers = {0: 0}
    return tuple(numbers.setdefault(block, len(numbers)) for block in blocks)


def families(size: int, most: int, let_through: Decision) -> Iterator[tuple[Family, Set]]:
    """Each family, of one for each shape, with each set that is released next; up to `most` releases."""
    waiting: list[Family] = [()]
    seen = {shape((), size)}
    for family in waiting:
        for new in sets_of(size):
            if not let_through(new, family):
                continue
            yield family, new
            longer = (*family, new)
            if len(longer) < most and (found := shape(longer, size)) not in seen:
                seen.add(found)
                waiting.append(longer)


def all_shapes(size: int) -> Iterable[Family]:
    """A family for every way to cut blocks, whatever let it come about: the blocks themselves."""
    seen: set[tuple[int, ...]] = set()
    for blocks in product(range(size + 1), repeat=size):
        if _counted_anew(blocks) != blocks:
            continue
        family = tuple(
            frozenset(number for number in range(size) if blocks[number] == block)
            for block in range(1, max(blocks) + 1)
        )
        if (found := shape(family, size)) not in seen:
            seen.add(found)
            yield family


@pytest.mark.parametrize("rules", RULES)
def test_no_four_releases_on_six_sources_set_too_few_apart(rules: ReleaseRules) -> None:
    tried = 0
    for family, new in families(6, 4, decision(rules)):
        tried += 1
        assert not [some for some in combined(frozenset((*family, new))) if too_small(some, rules)]
    assert tried


@pytest.mark.parametrize("urgent", [False, True])
@pytest.mark.parametrize("rules", RULES)
def test_whatever_came_before_a_release_sets_nobody_apart_who_was_not(rules: ReleaseRules, urgent: bool) -> None:
    let_through = decision(rules, urgent=urgent)
    for family in all_shapes(6):
        met = frozenset[int]().union(*family)
        for new in sets_of(6):
            # Whoever warns alone consented to it; it shares nobody with what came before, and cuts nothing.
            alone = urgent and not new & met
            if not alone and let_through(new, family):
                assert not set_apart(new, family, rules)


@pytest.mark.parametrize("rules", [RULES[0], RULES[1]])
def test_without_any_short_cut(rules: ReleaseRules) -> None:
    """Every order of up to three releases on four sources."""
    let_through = decision(rules)
    for one, two, three in product(sets_of(4), repeat=3):
        if let_through(one, ()) and let_through(two, (one,)) and let_through(three, (one, two)):
            assert not [some for some in combined(frozenset((one, two, three))) if too_small(some, rules)]


@pytest.mark.parametrize("rules", [RULES[0], RULES[1]])
def test_withdrawals_in_between_set_nobody_apart(rules: ReleaseRules) -> None:
    """Whoever withdrew stands behind nothing new; the copies of what they stood behind stay with the readers."""
    assert not set_apart_after_withdrawals(decision(rules), rules)


def set_apart_after_withdrawals(let_through: Decision, rules: ReleaseRules, *, counted_out: bool = False) -> bool:
    """Every order of three releases on four sources, and whoever withdraws before the second and before the third.

    With `counted_out`, who withdrew is no longer counted in what was released before.
    """
    decide = cache(let_through)
    everyone = [frozenset[int](), *sets_of(4)]
    for one, gone in product(everyone[1:], everyone):
        as_counted = one - gone if counted_out else one
        if not decide(one, ()):
            continue
        for two in everyone[1:]:
            if two & gone or not decide(two, (as_counted,)):
                continue
            for all_gone in everyone:
                if _third_sets_apart(decide, rules, (one, two), gone | all_gone, counted_out=counted_out):
                    return True
    return False


def _third_sets_apart(decide: Decision, rules: ReleaseRules, two: Family, gone: Set, *, counted_out: bool) -> bool:
    as_counted = tuple(one - gone if counted_out else one for one in two)
    for three in sets_of(4):
        if three & gone or not decide(three, as_counted):
            continue
        if any(too_small(some, rules) for some in combined(frozenset((*two, three)))):
            return True
    return False


# Controls: the observer does find somebody once a rule is taken out


def some_are_set_apart(let_through: Decision, rules: ReleaseRules) -> bool:
    return any(
        too_small(some, rules)
        for family, new in families(6, 3, let_through)
        for some in combined(frozenset((*family, new)))
    )


@pytest.mark.parametrize("rules", RULES[:4])
def test_the_observer_finds_somebody_where_nothing_is_compared(rules: ReleaseRules) -> None:
    assert some_are_set_apart(decision(rules, but=frozenset({Reason.DIFFERENCE})), rules)


@pytest.mark.parametrize("rules", [RULES[0]])
def test_the_observer_finds_somebody_where_each_earlier_one_is_compared_for_itself(rules: ReleaseRules) -> None:
    whole = decision(rules)

    def pairwise(new: Set, family: Family) -> bool:
        return whole(new, ()) and all(whole(new, (one,)) for one in family)

    assert some_are_set_apart(pairwise, rules)


@pytest.mark.parametrize("rules", [RULES[1]])
def test_a_partner_finds_somebody_where_differences_are_only_counted(rules: ReleaseRules) -> None:
    """k - 1 planted reports around one target's: as many as k, and all but one are the partner's own."""
    counted = decision(rules.model_copy(update={"partners": 1, "left_without_any_partner": 0}))
    alone = decision(rules)
    assert some_are_set_apart(lambda new, family: alone(new, ()) and counted(new, family), rules)


def test_the_observer_finds_whoever_withdrew_where_they_are_counted_out() -> None:
    assert set_apart_after_withdrawals(decision(RULES[0]), RULES[0], counted_out=True)
