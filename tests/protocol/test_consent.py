"""Consent is a lattice, a chain of signed versions, and narrower at once but wider only after seven days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.consent import (
    WIDENING_DAYS,
    Aim,
    AssertedBy,
    Audience,
    BrokenChain,
    ClaimedConsent,
    ConsentExpired,
    Contact,
    Embargoed,
    ForAChild,
    GivenBy,
    NotAllowed,
    Period,
    Place,
    Profile,
    Terms,
    Use,
    at_most,
    check_exact_words,
    check_media,
    check_opening,
    check_summary,
    claimed_place,
    give,
    in_force,
    meet,
    profile_terms,
    verify_chain,
    verify_consent,
    verify_withdrawal,
    withdraw,
)
from protocol.encoding import Purpose
from protocol.errors import BadSignature
from protocol.ids import PartKind
from protocol.primitives import SignKey, sign
from tests.worlds import TODAY, seeded

KEY = SignKey(bytes(range(32)))


def _subsets(of):
    return st.sets(st.sampled_from(of)).map(lambda chosen: tuple(sorted(chosen)))


terms = st.builds(
    Terms,
    uses=_subsets(list(Use)),
    aims=_subsets(list(Aim)),
    ask_first=_subsets(list(Aim)),
    place=st.sampled_from(Place),
    period=st.sampled_from(Period),
    audience=st.sampled_from(Audience),
    never_to=st.integers(0, 2**52 - 1),
    contact=st.sampled_from(Contact),
    not_before=st.integers(TODAY - 2, TODAY + 2) | st.integers(0, 100_000),
    until_safe=st.booleans(),
    forget_after=st.sampled_from([30, 90, 365]),
    given_by=st.sampled_from(GivenBy),
    translation=st.booleans(),
    urgent=st.booleans(),
)


@given(terms, terms, terms)
def test_meet_is_associative_commutative_and_idempotent(a, b, c):
    assert meet(a, meet(b, c)) == meet(meet(a, b), c) == meet(a, b, c)
    assert meet(a, b) == meet(b, a)
    assert meet(a, a) == a


@given(terms, terms, terms)
def test_meet_is_the_greatest_lower_bound(a, b, c):
    both = meet(a, b)
    assert at_most(both, a)
    assert at_most(both, b)
    if at_most(c, a) and at_most(c, b):
        assert at_most(c, both)


@given(terms)
def test_nothing_is_below_the_default(a):
    assert at_most(Terms(), a)
    assert meet(a, Terms()) == Terms()


def _allowed(check, *question, **more):
    try:
        check(*question, **more)
    except (NotAllowed, Embargoed, ForAChild):
        return False
    return True


@given(
    terms,
    terms,
    st.sampled_from(Aim),
    st.sampled_from(Place),
    st.sampled_from(Period),
    st.sampled_from(Audience),
    st.booleans(),
)
def test_what_a_meet_allows_is_what_every_member_allows(a, b, aim, place, period, audience, sensitive):
    question = (aim, place, period, audience, TODAY)
    both = all(_allowed(check_summary, one, *question, sensitive=sensitive) for one in (a, b))
    assert _allowed(check_summary, meet(a, b), *question, sensitive=sensitive) == both
    for kind in (PartKind.TESTIMONY, PartKind.EVIDENCE):
        opens = _allowed(check_opening, a, kind, aim) and _allowed(check_opening, b, kind, aim)
        assert _allowed(check_opening, meet(a, b), kind, aim) == opens


def test_by_default_nothing_is_allowed():
    for kind in PartKind:
        for aim in Aim:
            with pytest.raises(NotAllowed):
                check_opening(Terms(), kind, aim)


def test_a_meet_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        meet()


@pytest.mark.parametrize("missing", [Use.READ, Use.COUNT, Use.SUMMARY])
def test_a_summary_needs_leave_to_read_to_count_and_to_summarise(missing):
    allowed = profile_terms(Profile.SUMMARY_FINER, TODAY)
    question = (Aim.EARLY_WARNING, Place.COUNTRY, Period.MONTH, Audience.CONSORTIUM, TODAY)
    check_summary(allowed, *question)
    with pytest.raises(NotAllowed):
        check_summary(
            allowed.model_copy(update={"uses": tuple(use for use in allowed.uses if use is not missing)}), *question
        )


@pytest.mark.parametrize(
    "finer",
    [{"place": Place.SECOND_LEVEL}, {"period": Period.WEEK}, {"audience": Audience.UN}],
    ids=["place", "period", "audience"],
)
def test_a_summary_is_no_finer_and_goes_no_further_than_was_allowed(finer):
    coarse = profile_terms(Profile.SUMMARY_COARSE, TODAY)
    asked = {"place": coarse.place, "period": coarse.period, "audience": coarse.audience}
    check_summary(coarse, Aim.EARLY_WARNING, **asked, today=TODAY)
    with pytest.raises(NotAllowed):
        check_summary(coarse, Aim.EARLY_WARNING, **(asked | finer), today=TODAY)


def test_words_are_given_only_by_who_allows_exact_words():
    summary = profile_terms(Profile.SUMMARY_FINER, TODAY)
    giving = summary.model_copy(update={"uses": tuple(sorted((*summary.uses, Use.EXACT_WORDS)))})
    check_exact_words(giving)
    for terms in (summary, Terms(), meet(giving, summary)):
        with pytest.raises(NotAllowed):
            check_exact_words(terms)


def test_an_embargo_and_not_until_i_am_safe_hold_a_summary_back():
    open_terms = profile_terms(Profile.SUMMARY_FINER, TODAY)
    question = (Aim.EARLY_WARNING, Place.FIRST_LEVEL, Period.MONTH, Audience.CONSORTIUM, TODAY)
    check_summary(open_terms, *question)
    for held in ({"not_before": TODAY + 1}, {"until_safe": True}):
        with pytest.raises(Embargoed):
            check_summary(open_terms.model_copy(update=held), *question)


FREE = Terms(
    uses=(Use.READ, Use.MEDIA),
    aims=(Aim.ADVOCACY,),
    ask_first=(),
    audience=Audience.UN,
    not_before=TODAY,
    until_safe=False,
    given_by=GivenBy.MYSELF,
)
"""The least that a copy of a file needs."""


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"uses": (Use.READ,)}, NotAllowed),
        ({"uses": (Use.MEDIA,)}, NotAllowed),
        ({"aims": (Aim.EARLY_WARNING,)}, NotAllowed),
        ({"ask_first": (Aim.ADVOCACY,)}, NotAllowed),
        ({"audience": Audience.NOBODY}, NotAllowed),
        ({"not_before": TODAY + 1}, Embargoed),
        ({"until_safe": True}, Embargoed),
        ({"given_by": GivenBy.GUARDIAN}, ForAChild),
    ],
)
def test_each_term_alone_keeps_a_file_from_being_copied(changed, refused):
    check_media(FREE, Aim.ADVOCACY, TODAY)
    with pytest.raises(refused):
        check_media(FREE.model_copy(update=changed), Aim.ADVOCACY, TODAY)


@pytest.mark.parametrize("giver", GivenBy)
def test_what_a_guardian_gave_stands_only_in_a_summary_about_minors(giver):
    given = profile_terms(Profile.SUMMARY_FINER, TODAY).model_copy(update={"given_by": giver})
    question = (Aim.EARLY_WARNING, Place.COUNTRY, Period.MONTH, Audience.CONSORTIUM, TODAY)
    check_summary(given, *question, sensitive=True)
    if giver is GivenBy.GUARDIAN:
        with pytest.raises(ForAChild):
            check_summary(given, *question)
    else:
        check_summary(given, *question)


def test_an_aim_to_be_asked_about_first_is_not_allowed():
    asked = profile_terms(Profile.SUMMARY_COARSE, TODAY).model_copy(update={"ask_first": (Aim.EARLY_WARNING,)})
    with pytest.raises(NotAllowed):
        check_opening(asked, PartKind.TESTIMONY, Aim.EARLY_WARNING)


def test_an_aim_that_was_not_allowed_is_refused_even_if_nobody_need_be_asked():
    reading = profile_terms(Profile.SUMMARY_FINER, TODAY)
    check_opening(reading, PartKind.TESTIMONY, Aim.EARLY_WARNING)
    for aim in (Aim.ADVOCACY, Aim.ACCOUNTABILITY):
        with pytest.raises(NotAllowed):
            check_opening(reading, PartKind.TESTIMONY, aim)
        with pytest.raises(NotAllowed):
            check_summary(reading, aim, Place.NONE, Period.NONE, Audience.NOBODY, TODAY)


def test_what_may_be_counted_may_not_be_read_for_that():
    counted = profile_terms(Profile.SUMMARY_FINER, TODAY).model_copy(update={"uses": (Use.COUNT, Use.SUMMARY)})
    with pytest.raises(NotAllowed):
        check_opening(counted, PartKind.TESTIMONY, Aim.EARLY_WARNING)


def test_an_identity_opens_only_for_contact_now_or_accountability():
    reading = Terms(uses=(Use.READ,), aims=(Aim.ACCOUNTABILITY, Aim.EARLY_WARNING), ask_first=())
    with pytest.raises(NotAllowed):
        check_opening(reading, PartKind.IDENTITY, Aim.EARLY_WARNING)
    check_opening(reading, PartKind.IDENTITY, Aim.ACCOUNTABILITY)
    check_opening(reading.model_copy(update={"contact": Contact.NOW}), PartKind.IDENTITY, Aim.EARLY_WARNING)


def _chain(*versions):
    """Versions as (terms, day given)."""
    claims, checked = [], None
    for wanted, day in versions:
        claims.append(give(KEY, wanted, day, checked))
        checked = verify_consent(claims[-1], KEY.public, day, checked)
    return claims


READ = profile_terms(Profile.CURATOR_MAY_READ, TODAY)
FINER = profile_terms(Profile.SUMMARY_FINER, TODAY)


def test_narrowing_holds_at_once():
    chain = verify_chain(_chain((FINER, TODAY), (READ, TODAY)), KEY.public, TODAY)
    assert in_force(chain, (TODAY, TODAY), TODAY) == meet(FINER, READ)


def test_widening_waits_seven_days():
    chain = verify_chain(_chain((READ, TODAY), (FINER, TODAY)), KEY.public, TODAY)
    assert in_force(chain, (TODAY, TODAY), TODAY + WIDENING_DAYS - 1) == meet(READ, FINER)
    assert in_force(chain, (TODAY, TODAY), TODAY + WIDENING_DAYS) == FINER


def test_dating_a_version_back_does_not_shorten_the_wait():
    chain = verify_chain(_chain((READ, TODAY - 30), (FINER, TODAY - 20)), KEY.public, TODAY)
    assert in_force(chain, (TODAY - 30, TODAY), TODAY + 1) == meet(READ, FINER)


def test_a_version_dated_ahead_waits_from_its_own_day():
    chain = verify_chain(_chain((READ, TODAY), (FINER, TODAY + 1)), KEY.public, TODAY)
    assert in_force(chain, (TODAY, TODAY), TODAY + WIDENING_DAYS) == meet(READ, FINER)
    assert in_force(chain, (TODAY, TODAY), TODAY + 1 + WIDENING_DAYS) == FINER


def test_a_widening_can_be_cancelled_within_its_seven_days():
    chain = verify_chain(_chain((READ, TODAY), (FINER, TODAY), (READ, TODAY + 3)), KEY.public, TODAY + 3)
    received = (TODAY, TODAY, TODAY + 3)
    for day in range(TODAY, TODAY + 30):
        assert at_most(in_force(chain, received, max(day, TODAY + 3)), READ)


@given(st.lists(st.tuples(terms, st.integers(0, 5)), min_size=1, max_size=6), st.integers(0, 30))
def test_in_force_never_allows_more_than_some_settled_version(steps, later):
    day, versions = TODAY, []
    for wanted, wait in steps:
        day += wait
        versions.append((wanted, day))
    chain = verify_chain(_chain(*versions), KEY.public, day)
    received = tuple(day for _, day in versions)
    now = in_force(chain, received, day + later)
    settled = [v for i, (v, d) in enumerate(versions) if i == 0 or day + later >= d + WIDENING_DAYS]
    assert at_most(now, settled[-1])


def test_an_ended_consent_allows_nothing():
    chain = verify_chain(_chain((FINER, TODAY)), KEY.public, TODAY)
    in_force(chain, (TODAY,), TODAY + 365)
    with pytest.raises(ConsentExpired):
        in_force(chain, (TODAY,), TODAY + 366)


def test_a_consent_signed_by_another_key_is_refused():
    with pytest.raises(BadSignature):
        verify_consent(give(SignKey(bytes(32)), FINER, TODAY), KEY.public, TODAY)


def test_a_consent_for_another_part_is_refused_even_if_this_key_signed_it():
    other = give(SignKey(bytes(32)), FINER, TODAY).statement
    claimed = ClaimedConsent(statement=other, signature=sign(KEY, Purpose.CONSENT, other))
    with pytest.raises(BrokenChain):
        verify_consent(claimed, KEY.public, TODAY)


def test_a_signature_for_another_purpose_is_not_a_consent():
    statement = give(KEY, FINER, TODAY).statement
    with pytest.raises(BadSignature):
        verify_consent(
            ClaimedConsent(statement=statement, signature=sign(KEY, Purpose.WITHDRAWAL, statement)), KEY.public, TODAY
        )


def test_versions_cannot_be_dropped_swapped_or_repeated():
    one, two, three = _chain((FINER, TODAY), (READ, TODAY), (FINER, TODAY))
    for wrong in ([two], [one, three], [two, one], [one, one], [], [one, two, two]):
        with pytest.raises(BrokenChain):
            verify_chain(wrong, KEY.public, TODAY)


def test_a_gateway_cannot_speak_over_the_source():
    first = verify_consent(give(KEY, READ, TODAY), KEY.public, TODAY)
    with pytest.raises(BrokenChain):
        verify_consent(give(KEY, READ, TODAY, first, AssertedBy.GATEWAY), KEY.public, TODAY, first)


def test_what_a_gateway_asserted_it_can_change_and_the_source_can_take_over():
    asserted = verify_consent(give(KEY, READ, TODAY, asserted_by=AssertedBy.GATEWAY), KEY.public, TODAY)
    for whose in AssertedBy:
        verify_consent(give(KEY, Terms(), TODAY, asserted, whose), KEY.public, TODAY, asserted)


def test_a_version_given_before_the_one_it_follows_is_refused():
    first = verify_consent(give(KEY, READ, TODAY), KEY.public, TODAY)
    with pytest.raises(BrokenChain):
        verify_consent(give(KEY, FINER, TODAY - 1, first), KEY.public, TODAY, first)


def test_each_version_needs_the_day_it_came():
    chain = verify_chain(_chain((READ, TODAY), (FINER, TODAY)), KEY.public, TODAY)
    for versions, received in (((), ()), (chain, (TODAY,)), (chain, (TODAY,) * 3)):
        with pytest.raises(BrokenChain):
            in_force(versions, received, TODAY)


def test_a_claim_for_a_part_counts_only_with_the_signature_of_the_key_it_names():
    claimed = give(KEY, READ, TODAY)
    assert claimed_place(claimed) == (KEY.public, 1)
    forged = claimed.model_copy(update={"signature": sign(SignKey(bytes(32)), Purpose.CONSENT, claimed.statement)})
    with pytest.raises(BadSignature):
        claimed_place(forged)


def test_a_consent_from_the_future_is_refused():
    with pytest.raises(BrokenChain):
        verify_consent(give(KEY, READ, TODAY + 2), KEY.public, TODAY)


def test_a_consent_longer_than_a_year_or_over_before_it_began_is_refused():
    statement = verify_consent(give(KEY, READ, TODAY), KEY.public, TODAY)
    for end in (TODAY + 366, TODAY - 1):
        wrong = statement.model_copy(update={"expires": end}).to_bytes()
        with pytest.raises(BrokenChain):
            verify_consent(
                ClaimedConsent(statement=wrong, signature=sign(KEY, Purpose.CONSENT, wrong)), KEY.public, TODAY
            )


def test_what_is_given_lasts_as_long_as_was_said_and_never_more_than_a_year():
    for asked, lasts in ((0, 0), (30, 30), (365, 365), (1000, 365)):
        assert verify_consent(give(KEY, READ, TODAY, lifetime=asked), KEY.public, TODAY).expires == TODAY + lasts


def test_a_withdrawal_needs_the_part_s_own_key():
    claimed = withdraw(KEY, TODAY)
    assert verify_withdrawal(claimed).part_key == KEY.public
    forged = claimed.model_copy(update={"signature": sign(SignKey(bytes(32)), Purpose.WITHDRAWAL, claimed.statement)})
    with pytest.raises(BadSignature):
        verify_withdrawal(forged)


def test_the_fullest_consent_fits_its_bound():
    full = Terms(uses=tuple(sorted(Use)), aims=tuple(sorted(Aim)), ask_first=tuple(sorted(Aim)))
    random = seeded("bound")
    assert give(SignKey.new(random), full, TODAY).to_bytes()
