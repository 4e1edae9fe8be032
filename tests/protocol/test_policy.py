"""A policy holds with two administrators, only forward, and never without the directory it asks for."""

from __future__ import annotations

import pytest

from protocol.encoding import Purpose, digest
from protocol.policy import (
    NotEnoughAdministrators,
    PolicyBundle,
    PolicyContradicts,
    PolicyRefused,
    PolicyRolledBack,
    SignedPolicy,
    TrustedPolicy,
    sign_policy,
    trust_policy,
)
from protocol.primitives import SignKey, sign
from tests.worlds import make_consortium

WORLD = make_consortium()
BUNDLE = WORLD.policy.contents


def _changed(known: TrustedPolicy | None = None, **fields: object) -> TrustedPolicy:
    return trust_policy(WORLD.resign_policy(lambda b: b.model_copy(update=fields)), WORLD.directory, known)


def _signed_by(*names: str, key: SignKey | None = None, bundle: PolicyBundle = BUNDLE) -> SignedPolicy:
    return SignedPolicy(
        bundle=bundle.to_bytes(),
        signatures=tuple(sign_policy(bundle, name, key or WORLD.administrators[name]) for name in names),
    )


def test_two_administrators_make_a_policy() -> None:
    trusted = trust_policy(_signed_by("dalia", "esteban"), WORLD.directory)
    assert trusted.contents == BUNDLE


def test_its_hash_has_a_label_that_nobody_signs_with() -> None:
    assert WORLD.policy.hash == digest(Purpose.POLICY_HASH, BUNDLE.to_bytes())


@pytest.mark.parametrize("names", [(), ("dalia",), ("dalia", "dalia")], ids=["nobody", "one", "one twice"])
def test_one_administrator_is_not_enough(names: tuple[str, ...]) -> None:
    with pytest.raises(NotEnoughAdministrators):
        trust_policy(_signed_by(*names), WORLD.directory)


def test_a_stranger_in_an_administrator_s_name_is_refused() -> None:
    with pytest.raises(NotEnoughAdministrators):
        trust_policy(_signed_by("dalia", "esteban", key=SignKey(bytes(32))), WORLD.directory)
    with pytest.raises(NotEnoughAdministrators):
        trust_policy(_signed_by("dalia", "stranger", key=WORLD.administrators["dalia"]), WORLD.directory)


def test_a_bad_signature_beside_two_good_ones_spoils_the_policy() -> None:
    good, bad = _signed_by("dalia", "esteban"), _signed_by("dalia", key=SignKey(bytes(32)))
    with pytest.raises(NotEnoughAdministrators):
        trust_policy(good.model_copy(update={"signatures": good.signatures + bad.signatures}), WORLD.directory)


def test_a_signature_for_another_purpose_is_not_for_a_policy() -> None:
    signed = _signed_by("dalia", "esteban")
    moved = tuple(
        one.model_copy(
            update={"signature": sign(WORLD.administrators[one.administrator], Purpose.DIRECTORY, signed.bundle)}
        )
        for one in signed.signatures
    )
    with pytest.raises(NotEnoughAdministrators):
        trust_policy(signed.model_copy(update={"signatures": moved}), WORLD.directory)


def test_a_rolled_back_policy_is_refused() -> None:
    newer = _changed(version=2)
    with pytest.raises(PolicyRolledBack):
        _changed(newer)


def test_two_policies_under_one_version_are_refused() -> None:
    with pytest.raises(PolicyRolledBack):
        _changed(WORLD.policy, collect_seconds=BUNDLE.collect_seconds + 1)
    assert _changed(WORLD.policy).hash == WORLD.policy.hash


def test_a_newer_policy_replaces_the_one_in_force() -> None:
    assert _changed(WORLD.policy, version=2, collect_seconds=9).contents.collect_seconds == 9


def test_a_key_is_one_person_and_a_code_one_area() -> None:
    for person in BUNDLE.staff:
        assert WORLD.policy.person(person.sign_key) is person
    for area in BUNDLE.areas:
        assert WORLD.policy.area(area.code) is area
    assert WORLD.policy.person(bytes(32)) is None
    assert WORLD.policy.area("nowhere") is None


def test_a_policy_for_a_later_directory_is_refused() -> None:
    with pytest.raises(PolicyRefused):
        _changed(directory_number=2)


def test_a_policy_with_a_person_a_key_or_an_area_twice_is_refused() -> None:
    first, second, *others = BUNDLE.staff
    for staff in (
        (first, second.model_copy(update={"person": first.person}), *others),
        (first, second.model_copy(update={"sign_key": first.sign_key}), *others),
    ):
        with pytest.raises(PolicyContradicts):
            _changed(staff=staff)
    with pytest.raises(PolicyContradicts):
        _changed(areas=(*BUNDLE.areas, BUNDLE.areas[0]))
