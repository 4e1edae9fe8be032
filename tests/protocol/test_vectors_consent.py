"""Consent written, signed and met in JavaScript: protocol/vectors/consent.json."""

from __future__ import annotations

from typing import Any

import pytest

from protocol.consent import (
    ClaimedConsent,
    ClaimedWithdrawal,
    ConsentStatement,
    Profile,
    Terms,
    give,
    in_force,
    meet,
    profile_terms,
    verify_chain,
    verify_withdrawal,
    withdraw,
)
from protocol.post import Post, open_post
from protocol.primitives import SealKey, SignKey
from tests.protocol.known_answers import known_answers

ANSWERS = known_answers("consent")
TODAY = ANSWERS["today"]
KEY = SignKey(bytes.fromhex(ANSWERS["part_seed"]))
CLAIMS = [ClaimedConsent.from_bytes(bytes.fromhex(one["message"])) for one in ANSWERS["chain"]]


@pytest.mark.parametrize("profile", Profile)
def test_a_profile_has_the_same_terms_in_both_languages(profile: Profile) -> None:
    assert profile_terms(profile, TODAY).to_bytes().hex() == ANSWERS["profiles"][profile.value]


@pytest.mark.parametrize("answer", ANSWERS["meets"], ids=range(len(ANSWERS["meets"])))
def test_two_terms_meet_in_the_same_terms_in_both_languages(answer: dict[str, str]) -> None:
    left, right = (Terms.from_bytes(bytes.fromhex(answer[side])) for side in ("left", "right"))
    assert meet(left, right).to_bytes().hex() == answer["meet"]


def test_versions_signed_in_javascript_follow_one_another() -> None:
    chain = verify_chain(CLAIMS, KEY.public, TODAY)
    assert [one.hash().hex() for one in chain] == [answer["hash"] for answer in ANSWERS["chain"]]


def test_the_same_version_is_signed_with_the_same_bytes_in_both_languages() -> None:
    before: ConsentStatement | None = None
    for one in verify_chain(CLAIMS, KEY.public, TODAY):
        again = give(KEY, one.terms, one.given, before)
        assert again == CLAIMS[one.version - 1]
        before = one


@pytest.mark.parametrize("answer", ANSWERS["in_force"], ids=lambda answer: f"day {answer['day'] - TODAY}")
def test_what_is_in_force_is_the_same_in_both_languages(answer: dict[str, Any]) -> None:
    chain = verify_chain(CLAIMS, KEY.public, TODAY)
    assert in_force(chain, ANSWERS["received"], answer["day"]).to_bytes().hex() == answer["terms"]


def test_a_withdrawal_signed_in_javascript_holds() -> None:
    claimed = ClaimedWithdrawal.from_bytes(bytes.fromhex(ANSWERS["withdrawal"]))
    assert verify_withdrawal(claimed).part_key == KEY.public
    assert withdraw(KEY, TODAY) == claimed


def test_posts_of_both_languages_open_and_have_one_size() -> None:
    ours = [answer | {"vault_seed": ANSWERS["vault_seed"]} for answer in ANSWERS["posts"]]
    posts = ours + ANSWERS["made_in_python_read_in_javascript"]["posts"]
    for answer in posts:
        opened = open_post(SealKey(bytes.fromhex(answer["vault_seed"])), bytes.fromhex(answer["post"]))
        assert opened == Post.from_bytes(bytes.fromhex(answer["message"]))
    assert len({len(answer["post"]) for answer in posts}) == 1
