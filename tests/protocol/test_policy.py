"""A policy holds with two administrators, only forward, and never without the directory it asks for."""

from __future__ import annotations

import pytest

from protocol.directory import TrustedDirectory, trust
from protocol.encoding import Purpose, digest
from protocol.errors import Malformed
from protocol.policy import (
    AskedAbout,
    Asker,
    ChangeRules,
    Golden,
    Grant,
    NotEnoughAdministrators,
    NotTheSuccessor,
    OneOrganisation,
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
from tests.unseen_signs import with_seen, with_unseen
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


def _in_one_house() -> TrustedDirectory:
    administrators = WORLD.directory.contents.administrators
    same = tuple(one.model_copy(update={"organisation": "mill"}) for one in administrators)
    signed = WORLD.resign(lambda d: d.model_copy(update={"administrators": same}))
    return trust(signed, WORLD.root_set, WORLD.directory.contents.issued)


def test_two_administrators_of_one_organisation_are_not_two_where_a_policy_wants_that() -> None:
    with pytest.raises(OneOrganisation):
        trust_policy(_signed_by("dalia", "esteban"), _in_one_house())


def test_what_the_policy_in_force_wants_of_its_successor_it_cannot_be_talked_out_of() -> None:
    loose = ChangeRules(two_organisations=False)
    first = WORLD.resign_policy(lambda b: b.model_copy(update={"changes": loose}))
    trust_policy(first, _in_one_house())
    second = WORLD.resign_policy(lambda b: b.model_copy(update={"version": 2, "changes": loose}))
    assert trust_policy(second, WORLD.directory, WORLD.policy)
    with pytest.raises(OneOrganisation):
        trust_policy(second, _in_one_house(), WORLD.policy)


def test_a_suspended_administrator_s_signature_does_not_count() -> None:
    with pytest.raises(NotEnoughAdministrators):
        trust_policy(_signed_by("dalia", "esteban"), WORLD.directory, None, {"esteban"})


def test_a_policy_that_was_made_from_another_than_the_one_in_force_is_refused() -> None:
    with pytest.raises(NotTheSuccessor):
        _changed(WORLD.policy, version=2, previous=bytes(31) + b"1")
    # Whoever missed one takes the next: it names what they never saw.
    assert _changed(WORLD.policy, version=3, previous=bytes(31) + b"1")


@pytest.mark.parametrize(("begins", "ends"), [(None, None), (5, None), (None, 5), (5, 5)])
def test_a_role_holds_from_its_first_day_to_its_last(begins: int | None, ends: int | None) -> None:
    person = BUNDLE.staff[0].model_copy(update={"begins": begins, "ends": ends})
    grant = Grant(template="analyst", person="amara", compartment="xa-testimony", begins=begins, ends=ends)
    for one in (person, grant):
        assert [one.holds_on(day) for day in (4, 5, 6)] == [begins is None, True, ends is None]


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


def test_a_policy_with_two_golden_decisions_under_one_name_is_refused() -> None:
    one = Golden(name="x", asker=Asker.DEVICE, who="vault", action="collect-pool", about=AskedAbout.POOL, allowed=True)
    assert _changed(golden=(one,)).contents.golden == (one,)
    with pytest.raises(PolicyContradicts):
        _changed(golden=(one, one.model_copy(update={"allowed": False})))


def test_no_sign_that_nobody_sees_stands_in_what_is_signed() -> None:
    """A rule behind a carriage return counts, and looks like the end of a comment."""
    for hidden in with_unseen(BUNDLE):
        with pytest.raises(Malformed):
            PolicyBundle.from_bytes(hidden.to_bytes())
    for shown in with_seen(BUNDLE):
        assert PolicyBundle.from_bytes(shown.to_bytes()) == shown
