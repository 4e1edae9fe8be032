"""A policy that loosens something waits, in each zone by its own clock; one that tightens does not (SPEC 17.7)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from protocol.cooling_off import MOST_SEEN, CoolingOff
from protocol.policy import ChangeRules, NotEnoughAdministrators, SignedPolicy
from protocol.policy_directions import Direction
from server.cooling_off import FirstSeen
from server.pinned import Pinned
from tests.worlds import TODAY, Clock, Consortium, make_consortium, sign_bundle

LOOSER: dict[str, Any] = {"k": 3}
STRICTER: dict[str, Any] = {"k": 9}


@pytest.fixture(scope="module")
def consortium() -> Consortium:
    return make_consortium("cooling off")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pinned(consortium: Consortium, tmp_path: Path, clock: Clock) -> Pinned:
    """A zone whose policy in force asks for seven days."""
    pinned = Pinned(consortium.write_pinned(tmp_path), clock)
    pinned.replace_policy(following(consortium, pinned, changes=ChangeRules(cooling_off_days=7)))
    return pinned


def following(consortium: Consortium, pinned: Pinned, release: dict[str, Any] | None = None, **change: Any) -> bytes:
    """The next policy, as two administrators sign it."""
    before = pinned.policy
    rules = before.contents.release.model_copy(update=release or {})
    made = {"version": before.contents.version + 1, "previous": before.hash, "release": rules, **change}
    bundle = before.contents.model_copy(update=made)
    return sign_bundle(bundle, consortium.administrators).to_bytes()


def test_what_tightens_is_in_force_at_once(pinned: Pinned, consortium: Consortium) -> None:
    pinned.replace_policy(following(consortium, pinned, STRICTER))
    assert pinned.policy.contents.release.k == 9


def test_what_loosens_waits_so_many_days_and_is_then_in_force(
    pinned: Pinned, consortium: Consortium, clock: Clock
) -> None:
    looser = following(consortium, pinned, LOOSER)
    for _ in range(7):
        with pytest.raises(CoolingOff) as waits:
            pinned.replace_policy(looser)
        assert waits.value.from_day == TODAY + 7
        assert pinned.policy.contents.release.k == 5
        clock.pass_days(1)
    pinned.replace_policy(looser)
    assert pinned.policy.contents.release.k == 3


def test_the_days_count_from_the_first_sight_also_over_a_restart(
    pinned: Pinned, consortium: Consortium, tmp_path: Path, clock: Clock
) -> None:
    looser = following(consortium, pinned, LOOSER)
    with pytest.raises(CoolingOff):
        pinned.notice_policy(looser)
    clock.pass_days(7)
    again = Pinned(tmp_path, clock)
    again.replace_policy(looser)
    assert again.policy.contents.release.k == 3


def test_a_day_written_into_a_bundle_shortens_nothing(pinned: Pinned, consortium: Consortium) -> None:
    looser = following(consortium, pinned, LOOSER, issued=TODAY - 90)
    with pytest.raises(CoolingOff):
        pinned.replace_policy(looser)


def test_a_bundle_that_abolishes_the_waiting_waits_for_that(pinned: Pinned, consortium: Consortium) -> None:
    hasty = following(consortium, pinned, LOOSER, changes=ChangeRules(cooling_off_days=0))
    with pytest.raises(CoolingOff) as waits:
        pinned.replace_policy(hasty)
    assert waits.value.from_day == TODAY + 7


def test_another_bundle_with_the_same_loosening_begins_to_wait_anew(
    pinned: Pinned, consortium: Consortium, clock: Clock
) -> None:
    with pytest.raises(CoolingOff):
        pinned.replace_policy(following(consortium, pinned, LOOSER))
    clock.pass_days(6)
    other = following(consortium, pinned, LOOSER, collect_seconds=pinned.policy.contents.collect_seconds + 1)
    with pytest.raises(CoolingOff) as waits:
        pinned.replace_policy(other)
    assert waits.value.from_day == TODAY + 13


def test_while_one_waits_another_may_tighten_and_what_waited_is_then_too_old(
    pinned: Pinned, consortium: Consortium, clock: Clock
) -> None:
    looser = following(consortium, pinned, LOOSER)
    with pytest.raises(CoolingOff):
        pinned.replace_policy(looser)
    pinned.replace_policy(following(consortium, pinned, STRICTER))
    clock.pass_days(8)
    with pytest.raises(Exception, match="older"):
        pinned.replace_policy(looser)
    assert pinned.policy.contents.release.k == 9


def test_one_signature_starts_no_waiting(pinned: Pinned, consortium: Consortium, tmp_path: Path) -> None:
    signed = SignedPolicy.from_bytes(following(consortium, pinned, LOOSER))
    alone = signed.model_copy(update={"signatures": signed.signatures[:1]}).to_bytes()
    with pytest.raises(NotEnoughAdministrators):
        pinned.notice_policy(alone)
    assert not (tmp_path / "policy-seen.cbor").exists()


def test_cedar_that_nobody_gains_by_waits_for_nothing(pinned: Pinned, consortium: Consortium) -> None:
    text = pinned.policy.contents.cedar_policies + "\n// a comment\n"
    changed = following(consortium, pinned, cedar_policies=text)
    with pytest.raises(CoolingOff):
        pinned.replace_policy(changed)
    pinned.replace_policy(changed, Direction.NEITHER)
    assert pinned.policy.contents.cedar_policies == text


def test_a_clock_that_was_ahead_shortens_nothing(
    pinned: Pinned, consortium: Consortium, tmp_path: Path, clock: Clock
) -> None:
    looser = following(consortium, pinned, LOOSER)
    clock.pass_days(100)
    with pytest.raises(CoolingOff):
        pinned.notice_policy(looser)
    clock.pass_days(-100)
    with pytest.raises(CoolingOff) as waits:
        pinned.notice_policy(looser)
    assert waits.value.from_day == TODAY + 7


def test_a_damaged_file_waits_longer_and_never_shorter(tmp_path: Path) -> None:
    file = tmp_path / "policy-seen.cbor"
    seen = FirstSeen(file)
    assert (seen.day_of(b"a" * 32, 5), seen.day_of(b"a" * 32, 9)) == (5, 5)
    file.write_bytes(b"damaged")
    assert FirstSeen(file).day_of(b"a" * 32, 9) == 9


def test_so_many_wait_at_once_and_the_last_ones_are_remembered(tmp_path: Path) -> None:
    seen = FirstSeen(tmp_path / "policy-seen.cbor")
    for number in range(MOST_SEEN + 1):
        seen.day_of(bytes([number]) * 32, 5)
    assert seen.day_of(bytes([MOST_SEEN]) * 32, 9) == 5
    assert seen.day_of(bytes(32), 9) == 9
