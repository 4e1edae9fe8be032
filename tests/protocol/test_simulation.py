"""Proposals, and the bands in which they are answered (SPEC 24)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.consent import Audience, Period, Place
from protocol.directory import sign_directory, trust
from protocol.errors import Malformed
from protocol.policy import (
    NotTheSuccessor,
    PolicyBundle,
    PolicyRefused,
    ReleaseRules,
    SignedPolicy,
    policy_hash,
    sign_policy,
)
from protocol.policy_changes import changes
from protocol.policy_directions import Direction
from protocol.primitives import SignKey
from protocol.simulation import (
    MOST_MOVED,
    NotAProposal,
    NothingLoosened,
    PeopleBand,
    PolicySimulation,
    SimulatedCompartment,
    check_is_next,
    check_loosens,
    check_proposal,
    only_looser,
    people_band,
)
from tests.protocol.known_answers import known_answers
from tests.protocol.test_vectors_directory import directory_made_in_javascript
from tests.worlds import TODAY, make_consortium

WORLD = make_consortium()
KNOWN = known_answers("simulation")
MOVED = st.integers(0, MOST_MOVED)


def bundle(**changes: object) -> PolicyBundle:
    before = WORLD.policy
    update = {"version": before.contents.version + 1, "previous": before.hash} | changes
    return before.contents.model_copy(update=update)


def signed(*names: str, of: PolicyBundle | None = None, key: SignKey | None = None) -> SignedPolicy:
    contents = of or bundle()
    signatures = tuple(sign_policy(contents, name, key or WORLD.administrators[name]) for name in names)
    return SignedPolicy(bundle=contents.to_bytes(), signatures=signatures)


def test_one_administrator_is_enough_to_propose() -> None:
    proposal = check_proposal(signed("dalia"), WORLD.directory)
    assert (proposal.administrator, proposal.contents) == ("dalia", bundle())
    assert proposal.hash == policy_hash(signed("dalia"))
    check_is_next(proposal, WORLD.directory, WORLD.policy)


def test_two_who_sign_the_same_propose_the_same() -> None:
    both = [check_proposal(signed(name), WORLD.directory).hash for name in ("dalia", "esteban")]
    assert both[0] == both[1]


@pytest.mark.parametrize(
    "claimed",
    [
        signed,
        lambda: signed("dalia", "esteban"),
        lambda: signed("amara", key=WORLD.staff["analyst-amara"]),
        lambda: signed("dalia", key=WORLD.administrators["esteban"]),
        lambda: signed("dalia").model_copy(update={"bundle": bundle(collect_seconds=7).to_bytes()}),
    ],
    ids=["nobody", "two", "somebody else", "in another's name", "another bundle"],
)
def test_nothing_else_is_a_proposal(claimed: Callable[[], SignedPolicy]) -> None:
    with pytest.raises(NotAProposal):
        check_proposal(claimed(), WORLD.directory)


def test_whoever_is_suspended_proposes_nothing() -> None:
    with pytest.raises(NotAProposal):
        check_proposal(signed("dalia"), WORLD.directory, {"dalia"})
    assert check_proposal(signed("dalia"), WORLD.directory, {"esteban"}).administrator == "dalia"


def test_what_is_signed_and_no_policy_is_refused() -> None:
    key = WORLD.administrators["dalia"]
    signature = sign_policy(bundle(), "dalia", key)
    with pytest.raises((Malformed, NotAProposal)):
        check_proposal(SignedPolicy(bundle=b"\xa0", signatures=(signature,)), WORLD.directory)


@pytest.mark.parametrize("change", [{"version": 1}, {"version": 3}, {"previous": bytes(32)}])
def test_only_the_next_version_is_asked_about(change: dict[str, object]) -> None:
    proposal = check_proposal(signed("dalia", of=bundle(**change)), WORLD.directory)
    with pytest.raises(NotTheSuccessor):
        check_is_next(proposal, WORLD.directory, WORLD.policy)


def test_a_policy_for_a_newer_directory_is_not_asked_about_yet() -> None:
    proposal = check_proposal(signed("dalia", of=bundle(directory_number=2)), WORLD.directory)
    with pytest.raises(PolicyRefused):
        check_is_next(proposal, WORLD.directory, WORLD.policy)
    number = {"number": 2, "previous": WORLD.directory.hash}
    newer = sign_directory(WORLD.directory.contents.model_copy(update=number), list(enumerate(WORLD.roots)))
    check_is_next(proposal, trust(newer, WORLD.root_set, TODAY), WORLD.policy)


# Only what loosens

RULES = ReleaseRules()
RELEASE_RULES = st.builds(
    ReleaseRules,
    k=st.integers(2, 40),
    partners=st.integers(1, 5),
    left_without_any_partner=st.integers(0, 5),
    finest_place=st.sampled_from(Place),
    finest_period=st.sampled_from(Period),
    widest_audience=st.sampled_from(Audience),
    sensitive_k=st.integers(2, 40),
    sensitive_place=st.sampled_from(Place),
    sensitive_period=st.sampled_from(Period),
    urgent_place=st.sampled_from(Place),
    urgent_period=st.sampled_from(Period),
    longest_expiry=st.sampled_from([30, 90, 365]),
    epoch_seconds=st.sampled_from([3600, 86_400]),
    blocked_bodies=st.integers(0, 3),
)
STRICTER: dict[str, int] = {
    "k": 6,
    "partners": 4,
    "left_without_any_partner": 4,
    "finest_place": Place.COUNTRY,
    "finest_period": Period.MONTH,
    "widest_audience": Audience.TASK_FORCE,
    "sensitive_k": 11,
    "sensitive_place": Place.NONE,
    "sensitive_period": Period.NONE,
    "urgent_place": Place.NONE,
    "urgent_period": Period.MONTH,
    "longest_expiry": 30,
    "epoch_seconds": 86_401,
    "blocked_bodies": 1,
}
LONGER = {"longest_expiry": 365}


def changed(**rules: object) -> ReleaseRules:
    return RULES.model_copy(update=rules)


WITHOUT_EFFECT = {"epoch_seconds", "blocked_bodies"}


@pytest.mark.parametrize("setting", sorted(STRICTER.keys() - WITHOUT_EFFECT))
def test_what_only_tightens_is_refused(setting: str) -> None:
    with pytest.raises(NothingLoosened):
        check_loosens(RULES, changed(**{setting: STRICTER[setting]}))
    check_loosens(changed(**{setting: STRICTER[setting]}), RULES)


@pytest.mark.parametrize("setting", sorted(WITHOUT_EFFECT))
def test_what_lets_nobody_pass_is_refused_whichever_way_it_goes(setting: str) -> None:
    other = changed(**{setting: STRICTER[setting]})
    for old, new in ((RULES, other), (other, RULES)):
        with pytest.raises(NothingLoosened):
            check_loosens(old, new)
    assert only_looser(other, changed(**LONGER)) == other.model_copy(update=LONGER)


def test_what_tightens_everything_or_changes_nothing_is_refused() -> None:
    assert set(STRICTER) == set(ReleaseRules.model_fields)
    for same_or_stricter in (RULES, changed(**STRICTER)):
        with pytest.raises(NothingLoosened):
            check_loosens(RULES, same_or_stricter)


@pytest.mark.parametrize("k", [6, 19, 20, 1000])
def test_a_higher_number_beside_something_looser_is_not_asked_about(k: int) -> None:
    check_loosens(RULES, changed(k=k, **LONGER))
    assert only_looser(RULES, changed(k=k, **LONGER)) == changed(**LONGER)


@given(RELEASE_RULES, RELEASE_RULES)
def test_it_is_refused_exactly_where_no_rule_of_release_loosens(old: ReleaseRules, new: ReleaseRules) -> None:
    """By the same words in which a loosening is known that has to wait."""
    said = changes(bundle(release=old), bundle(release=new))
    loosened = {one.field.removeprefix("release.") for one in said if one.direction is Direction.LOOSENING}
    loosened -= WITHOUT_EFFECT
    asked = only_looser(old, new)
    assert {name for name, value in asked if value != getattr(old, name)} == loosened
    assert all(getattr(asked, name) == getattr(new, name) for name in loosened)
    if loosened:
        check_loosens(old, new)
    else:
        with pytest.raises(NothingLoosened):
            check_loosens(old, new)


# Bands


@given(st.integers(0, 10_000), MOVED)
def test_a_band_holds_what_it_says(count: int, moved: int) -> None:
    least, most = {PeopleBand.FEW: (0, 18), PeopleBand.SOME: (10, 58), PeopleBand.MANY: (50, 10_000)}[
        people_band(count, moved)
    ]
    assert least <= count <= most


@given(st.integers(0, 100), st.integers(0, 100), MOVED)
def test_more_people_are_never_in_a_lower_band(one: int, other: int, moved: int) -> None:
    order = list(PeopleBand)
    low, high = sorted((one, other))
    assert order.index(people_band(low, moved)) <= order.index(people_band(high, moved))


def test_nine_of_ten_weeks_one_person_more_changes_no_band() -> None:
    for count in range(200):
        changed = [
            moved for moved in range(MOST_MOVED + 1) if people_band(count, moved) != people_band(count + 1, moved)
        ]
        assert len(changed) <= 1


def test_the_fullest_answer_stays_within_its_bound() -> None:
    one = SimulatedCompartment(compartment="x" * 48, ordinary=PeopleBand.SOME, urgent=PeopleBand.SOME)
    full = PolicySimulation(proposal=bytes(32), policy=bytes(32), before=100_000, compartments=(one,) * 64)
    assert PolicySimulation.from_bytes(full.to_bytes()) == full


def test_javascript_wrote_an_answer_that_python_reads() -> None:
    answer = PolicySimulation.from_bytes(bytes.fromhex(KNOWN["answer"]))
    assert answer.proposal.hex() == KNOWN["proposal"]
    assert (answer.compartments[0].ordinary, answer.compartments[0].urgent) == (PeopleBand.SOME, PeopleBand.FEW)


def test_javascript_and_python_have_the_same_bands() -> None:
    for count, moved, band in KNOWN["bands"]:
        assert people_band(count, moved) == band


def test_a_proposal_signed_in_javascript_is_one() -> None:
    claimed = SignedPolicy.from_bytes(bytes.fromhex(KNOWN["signed"]))
    proposal = check_proposal(claimed, directory_made_in_javascript())
    assert (proposal.administrator, proposal.hash.hex()) == (KNOWN["administrator"], KNOWN["proposal"])
    assert proposal.contents.previous.hex() == KNOWN["in_force"]
