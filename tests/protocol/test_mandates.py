"""Who sits in for a custodian: named by the roots, for days that the custodian says (SPEC 15.7)."""

from __future__ import annotations

import pytest

from protocol.directory import Substitute, trust
from protocol.errors import BadSignature
from protocol.mandates import Mandate, NoMandate, SignedMandate, check_mandate, sign_mandate, sits_in
from protocol.primitives import SealKey, SignKey
from tests.worlds import TODAY, make_consortium, seeded

WORLD = make_consortium()
RANDOM = seeded("mandates")
SADIA, SEAL = SignKey.new(RANDOM), SealKey.new(RANDOM)
FIRST, SECOND = WORLD.directory.contents.compartments[0].seats[:2]
SEALED = {"seal_key": SEAL.public, "sign_key": SADIA.public}
SUBSTITUTE = Substitute(substitute="sadia", custodian=FIRST.custodian, organisation="mill", **SEALED)
DIRECTORY = trust(WORLD.resign(lambda d: d.model_copy(update={"substitutes": (SUBSTITUTE,)})), WORLD.root_set, TODAY)
COMPARTMENT, OTHER = DIRECTORY.contents.compartments[:2]
KEYS = {one.name: one.sign_key for each in WORLD.custodians.values() for one in each}


def mandate(key: SignKey | None = None, **fields: object) -> SignedMandate:
    said = {"compartment": COMPARTMENT.name, "custodian": FIRST.custodian, "substitute": "sadia", "nonce": bytes(32)}
    made = Mandate(**(said | {"begins": TODAY, "ends": TODAY + 6} | fields))
    return sign_mandate(made, key or KEYS[made.custodian])


def test_a_custodian_s_word_for_somebody_vetted_holds_on_its_days():
    sits = sits_in(mandate(), FIRST, COMPARTMENT, DIRECTORY, TODAY, TODAY)
    assert sits == SUBSTITUTE
    assert sits_in(mandate(), FIRST, COMPARTMENT, DIRECTORY, TODAY - 3, TODAY) == SUBSTITUTE
    assert sits_in(mandate(), FIRST, COMPARTMENT, DIRECTORY, TODAY + 6, TODAY + 9) == SUBSTITUTE
    for first, last in ((TODAY - 3, TODAY - 1), (TODAY + 7, TODAY + 9)):
        with pytest.raises(NoMandate):
            sits_in(mandate(), FIRST, COMPARTMENT, DIRECTORY, first, last)


def test_it_is_for_no_other_seat_and_no_other_compartment():
    with pytest.raises(NoMandate):
        sits_in(mandate(), SECOND, COMPARTMENT, DIRECTORY, TODAY, TODAY)
    with pytest.raises(NoMandate):
        check_mandate(mandate(), OTHER, DIRECTORY)
    with pytest.raises(NoMandate):
        check_mandate(mandate(compartment=OTHER.name), COMPARTMENT, DIRECTORY)


def test_a_custodian_for_whom_the_directory_does_not_list_them_gives_them_no_mandate():
    with pytest.raises(NoMandate):
        check_mandate(mandate(custodian=SECOND.custodian), COMPARTMENT, DIRECTORY)
    with pytest.raises(NoMandate):
        sits_in(mandate(custodian=SECOND.custodian), SECOND, COMPARTMENT, DIRECTORY, TODAY, TODAY)


def test_nobody_gives_another_s_seat_away():
    with pytest.raises(BadSignature):
        check_mandate(mandate(KEYS[SECOND.custodian]), COMPARTMENT, DIRECTORY)
    with pytest.raises(BadSignature):
        check_mandate(mandate(SADIA), COMPARTMENT, DIRECTORY)


@pytest.mark.parametrize(
    "fields",
    [{"substitute": "nobody-vetted"}, {"ends": TODAY - 1}, {"ends": TODAY + 31}, {"custodian": "stranger"}],
    ids=["somebody the roots do not name", "an end before its beginning", "more than a month", "no custodian"],
)
def test_a_mandate_that_cannot_be_is_none(fields):
    with pytest.raises(NoMandate):
        check_mandate(mandate(SADIA, **fields), COMPARTMENT, DIRECTORY)


def test_the_longest_has_thirty_one_days():
    assert check_mandate(mandate(ends=TODAY + 30), COMPARTMENT, DIRECTORY).ends == TODAY + 30
