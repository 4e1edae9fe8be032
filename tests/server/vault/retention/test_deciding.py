"""What ends when, and what may be destroyed on which day: decided without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.consent import ClaimedConsent, Terms, give, verify_consent
from protocol.ids import PartKind
from protocol.primitives import SignKey
from server.vault.keeping.consents import Chain
from server.vault.keeping.parts import PartFacts
from server.vault.retention.deciding import (
    LEAST_NOTICE,
    TO_RENEW,
    Ending,
    Kept,
    RetentionPlan,
    Rules,
    Why,
    announced,
    band,
    bands,
    ending,
    may_go,
    plan_of,
)
from tests.worlds import TODAY, seeded

PLAIN = Rules()
KEY = SignKey.new(seeded("retention"))


def kept(forget_after: int = 365, lifetime: int = 365, *, read: bool = False, renewed: int | None = None) -> Kept:
    """A part that came today; `renewed` so many days later for another year."""
    claims: list[ClaimedConsent] = [give(KEY, Terms(forget_after=forget_after), TODAY, lifetime=lifetime)]
    received = [TODAY]
    if renewed is not None:
        first = verify_consent(claims[0], KEY.public, TODAY)
        claims.append(give(KEY, Terms(forget_after=forget_after), TODAY + renewed, first))
        received.append(TODAY + renewed)
    chain = Chain(KEY.public, tuple(claims), tuple(received))
    return Kept(PartFacts("xa-testimony", b"p" * 32, PartKind.TESTIMONY, chain, False, None), TODAY, read)


def end_of(part: Kept, rules: Rules = PLAIN, today: int = TODAY + 60) -> tuple[Why, int]:
    found = ending(part, rules, today)
    assert found is not None
    return found.why, found.day - TODAY


def test_what_a_source_asked_for_is_its_end_where_nothing_comes_sooner() -> None:
    assert end_of(kept(30)) == (Why.SOURCE, 30)
    assert end_of(kept(365)) == (Why.SOURCE, 365)


def test_a_consent_that_ended_ends_its_part_once_there_was_time_to_renew() -> None:
    assert end_of(kept(365, lifetime=40)) == (Why.CONSENT_ENDED, 40 + 1 + TO_RENEW)


def test_a_renewal_takes_that_end_away() -> None:
    assert end_of(kept(365, lifetime=40, renewed=50)) == (Why.SOURCE, 50 + 365)


def test_a_consortium_can_keep_parts_for_less_and_never_for_longer() -> None:
    assert end_of(kept(365), Rules(keep_days=90)) == (Why.KEPT_LONG_ENOUGH, 90)
    assert end_of(kept(30), Rules(keep_days=90)) == (Why.SOURCE, 30)


def test_a_consent_that_was_tampered_with_has_no_end() -> None:
    part = kept()
    (claim,) = part.facts.chain.claims
    other = Chain(SignKey.new(seeded("other")).public, (claim,), (TODAY,))
    assert ending(replace(part, facts=replace(part.facts, chain=other)), Rules(), TODAY) is None


@pytest.mark.parametrize("wrong", [{"notice": LEAST_NOTICE - 1}, {"keep_days": TO_RENEW - 1}])
def test_no_warning_is_shorter_than_the_least_there_must_be(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the type is all there is
        Rules(**wrong)


def one(why: Why = Why.CONSENT_ENDED, day: int = TODAY, number: int = 1, *, read: bool = False) -> Ending:
    return Ending("xa-testimony", bytes([number]) * 32, why, day, read)


def test_only_what_was_announced_goes_and_not_before_the_day_that_was_said() -> None:
    said = announced(plan_of([one(day=TODAY + 5)], TODAY - 20))
    assert not may_go(one(number=2), said, (), TODAY + 30)
    assert not may_go(one(), said, (), TODAY + 4)
    assert may_go(one(), said, (), TODAY + 5)


def test_what_was_renewed_since_stays() -> None:
    said = announced(plan_of([one(day=TODAY)], TODAY - 20))
    assert not may_go(one(day=TODAY + 100), said, (), TODAY)
    assert not may_go(one(Why.SOURCE, TODAY), said, (), TODAY)


def test_what_its_source_asked_for_is_not_announced_as_something_to_destroy() -> None:
    assert announced(plan_of([one(Why.SOURCE)], TODAY)) == {}


def test_a_hold_keeps_what_would_go_for_its_age() -> None:
    said = announced(plan_of([one()], TODAY - 20))
    assert not may_go(one(), said, {"xa-testimony"}, TODAY)
    assert may_go(one(), said, {"xa-identity"}, TODAY)


@given(st.permutations([one(number=number, day=TODAY + number % 3) for number in range(9)]))
def test_a_plan_tells_nothing_of_the_order_in_which_parts_lie(endings: list[Ending]) -> None:
    plan = plan_of(endings, TODAY)
    assert plan == plan_of(sorted(endings, key=lambda each: each.part), TODAY)
    assert RetentionPlan.from_bytes(plan.to_bytes()) == plan


def test_what_is_printed_is_bands_by_compartment_and_week() -> None:
    endings = [one(number=number, read=number > 3) for number in range(15)] + [one(Why.SOURCE, number=20)]
    assert list(bands(endings, {"xa-testimony"})) == [
        "xa-testimony  2026-w47  consent has ended: 10 to 49, unread 1 to 9, held: stays",
        "xa-testimony  2026-w47  as their sources asked: 1 to 9, unread 1 to 9",
    ]


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "none"), (1, "1 to 9"), (9, "1 to 9"), (10, "10 to 49"), (999, "200 to 999"), (1000, "1000 or more")],
)  # fmt: skip
def test_every_number_has_one_band(number: int, said: str) -> None:
    assert band(number) == said
