"""A request, a custodian's answer, and the joining at a desk: every way to bend them is refused."""

import pytest

from protocol.consent import Aim, Profile, give, profile_terms
from protocol.contents import Identity, Testimony
from protocol.directory import trust
from protocol.encoding import Purpose
from protocol.errors import BadKey, BadSignature, CannotOpen, OpeningRefused, TooFewCustodians
from protocol.ids import PartKind
from protocol.opening import (
    LIFETIME,
    FreshKey,
    NotACurator,
    NotInRequest,
    OpeningRequest,
    PartSlip,
    RefusalReason,
    RequestExpired,
    Side,
    SignedApproval,
    SignedFreshKey,
    TooManyParts,
    approve,
    check_approval,
    check_fresh_key,
    check_refusal,
    check_request,
    check_slip,
    join_opening,
    make_fresh_key,
    open_share,
    payload_hash,
    refuse,
    reseal_context,
    sign_request,
)
from protocol.primitives import SealKey, SignKey, seal_secret, sign
from protocol.receipt import Receipt
from protocol.report import Report, seal_report
from protocol.sealing import WrongCompartment, seat_context
from tests.worlds import NOW, TODAY, make_consortium, seeded

WORLD = make_consortium()
NAME = "xa-testimony"
CUSTODIANS = WORLD.custodians[NAME]
CURATOR, REVIEWER = WORLD.desks[NAME]
RECEIPT = Receipt(bytes(range(16)))
TERMS = profile_terms(Profile.SUMMARY_FINER, TODAY)


def _report(text="three lorries", index=0):
    return seal_report(
        Report("xa", Testimony(text=text), TERMS, Identity(name="A. Person")), WORLD.directory, RECEIPT, index, TODAY
    )


REPORT = _report()
PART = REPORT.testimony
FRESH, FRESH_SIGNED = make_fresh_key(NAME, CURATOR.name, CURATOR.sign_key, NOW + LIFETIME)
REVIEW, REVIEW_SIGNED = make_fresh_key(NAME, REVIEWER.name, REVIEWER.sign_key, NOW + LIFETIME)


def _request(desk=CURATOR, **change):
    fields = {
        "directory": WORLD.directory.hash,
        "compartment": NAME,
        "parts": (PART.id(),),
        "aim": Aim.EARLY_WARNING,
        "curator": FRESH_SIGNED,
        "reviewer": REVIEW_SIGNED,
        "asked": NOW,
        "expires": NOW + 3600,
        "nonce": bytes(32),
    }
    return sign_request(OpeningRequest(**(fields | change)), desk.sign_key)


SIGNED = _request()
CHECKED = check_request(SIGNED, WORLD.directory, NOW)


def _slip(number, part=PART):
    return PartSlip(
        header=part.header,
        key_commitment=part.key_commitment,
        payload_hash=payload_hash(part),
        number=number,
        seat=part.seats[number - 1],
        consents=(_consent(part),),
        received=(TODAY,),
    )


def _consent(part):
    return give(RECEIPT.part_key(PartKind.TESTIMONY, 0), TERMS, TODAY)


def _approvals(*numbers, checked=CHECKED):
    return [
        approve(_slip(number), checked, CUSTODIANS[number - 1].seal_key, CUSTODIANS[number - 1].sign_key)
        for number in numbers
    ]


def _join(approvals, side=Side.CURATOR, fresh=FRESH, desk=CURATOR, number=1, part=PART, checked=CHECKED):
    return join_opening(approvals, checked, part, side, fresh, desk.seal_key, number)


def test_both_desks_join_a_quorum_of_approvals_and_read():
    for quorum in ((1, 2, 3, 4), (2, 4, 6, 7)):
        read = Testimony.from_bytes(_join(_approvals(*quorum)))
        assert read.text == "three lorries"
        assert read.identity == REPORT.identity.id()
        again = _join(_approvals(*quorum), Side.REVIEWER, REVIEW, REVIEWER, 2)
        assert Testimony.from_bytes(again) == read


def test_one_approval_short_reads_nothing():
    with pytest.raises(TooFewCustodians):
        _join(_approvals(1, 2, 3))


def test_one_custodian_approving_four_times_is_one():
    with pytest.raises(TooFewCustodians):
        _join(_approvals(1, 1, 1, 1))


def test_an_approval_for_another_request_is_refused():
    other = check_request(_request(nonce=b"\x01" * 32), WORLD.directory, NOW)
    reused = _approvals(1, checked=other)[0]
    with pytest.raises(NotInRequest):
        check_approval(reused, CHECKED)
    with pytest.raises(NotInRequest):
        _join([*_approvals(1, 2, 3), reused])


def test_a_replayed_request_is_the_same_request():
    """Its id is that of its bytes alone: sent again, by whomever, it asks for nothing that was not asked for before."""
    assert SIGNED.model_copy(update={"signature": bytes(64)}).id() == SIGNED.id() == CHECKED.id
    assert _request(nonce=b"\x01" * 32).id() != SIGNED.id()


def test_a_false_share_that_its_custodian_approved_and_signed_is_found():
    """A dishonest custodian cannot make a desk read something else, only nothing."""
    for false in (bytes(32) + b"\x04", bytes(33)):
        context = reseal_context(CHECKED.id, PART.id(), 4)
        sealed = seal_secret(CHECKED.curator_key, Purpose.RESEAL, context, false)
        body = check_approval(_approvals(4)[0], CHECKED).model_copy(update={"to_curator": sealed}).to_bytes()
        signed = SignedApproval(body=body, signature=sign(CUSTODIANS[3].sign_key, Purpose.APPROVAL, body))
        with pytest.raises(CannotOpen):
            _join([*_approvals(1, 2, 3), signed])
        # Known by itself too, so that a desk can leave it out and go on with the others.
        with pytest.raises(CannotOpen):
            open_share(signed, CHECKED, PART.id(), PART.header, Side.CURATOR, FRESH)
    assert open_share(_approvals(4)[0], CHECKED, PART.id(), PART.header, Side.CURATOR, FRESH)[0] == 4


def test_an_approval_for_another_part_of_the_same_request_is_refused():
    other = _report("another", 1).testimony
    both = check_request(_request(parts=(PART.id(), other.id())), WORLD.directory, NOW)
    stray = approve(_slip(4, other), both, CUSTODIANS[3].seal_key, CUSTODIANS[3].sign_key)
    with pytest.raises(NotInRequest):
        _join([*_approvals(1, 2, 3, checked=both), stray], checked=both)


def test_an_approval_signed_again_for_another_request_does_not_open():
    """Even a custodian's key cannot move a share that was sealed for another request: the context differs."""
    other = check_request(_request(nonce=b"\x01" * 32), WORLD.directory, NOW)
    moved = check_approval(_approvals(4, checked=other)[0], other).model_copy(update={"request": CHECKED.id})
    body = moved.to_bytes()
    signed = SignedApproval(body=body, signature=sign(CUSTODIANS[3].sign_key, Purpose.APPROVAL, body))
    with pytest.raises(CannotOpen):
        _join([*_approvals(1, 2, 3), signed])


def test_an_approval_by_another_custodian_s_key_is_refused():
    forged = _approvals(1)[0]
    for key in (CUSTODIANS[1].sign_key, SignKey(bytes(32))):
        with pytest.raises(BadSignature):
            check_approval(forged.model_copy(update={"signature": sign(key, Purpose.APPROVAL, forged.body)}), CHECKED)


def test_an_answer_from_a_seat_that_is_not_there_is_refused():
    body = check_approval(_approvals(1)[0], CHECKED).model_copy(update={"seat": len(CUSTODIANS) + 1}).to_bytes()
    with pytest.raises(NotInRequest):
        check_approval(
            SignedApproval(body=body, signature=sign(CUSTODIANS[0].sign_key, Purpose.APPROVAL, body)), CHECKED
        )


def test_a_refusal_is_not_an_approval():
    refusal = refuse(CHECKED, PART.id(), 1, RefusalReason.TOO_MANY, CUSTODIANS[0].sign_key)
    assert check_refusal(refusal, CHECKED).reason is RefusalReason.TOO_MANY
    with pytest.raises(BadSignature):
        check_refusal(refusal.model_copy(update={"signature": bytes(64)}), CHECKED)


def test_an_answer_for_a_part_that_was_not_asked_for_is_refused():
    other = _report("another", 1).testimony
    with pytest.raises(NotInRequest):
        check_approval(approve(_slip(1, other), CHECKED, CUSTODIANS[0].seal_key, CUSTODIANS[0].sign_key), CHECKED)
    with pytest.raises(NotInRequest):
        check_slip(_slip(1, other), CHECKED, WORLD.directory, CUSTODIANS[0].name)


def test_a_part_of_another_compartment_is_not_shown_even_if_the_request_names_it():
    named = check_request(_request(parts=(REPORT.identity.id(),)), WORLD.directory, NOW)
    with pytest.raises(NotInRequest):
        check_slip(_slip(1, REPORT.identity), named, WORLD.directory, CUSTODIANS[0].name)


def test_a_part_of_a_lowered_quorum_is_not_shown_even_if_the_request_names_it():
    lowered = _slip(1).model_copy(update={"header": PART.header.model_copy(update={"needed": 1})})
    named = check_request(_request(parts=(lowered.id(),)), WORLD.directory, NOW)
    with pytest.raises(WrongCompartment):
        check_slip(lowered, named, WORLD.directory, CUSTODIANS[0].name)


def test_a_custodian_is_not_shown_another_s_seat():
    with pytest.raises(NotInRequest):
        check_slip(_slip(2), CHECKED, WORLD.directory, CUSTODIANS[0].name)
    assert check_slip(_slip(1), CHECKED, WORLD.directory, CUSTODIANS[0].name) == PART.id()


def test_a_share_that_is_not_the_committed_one_is_not_passed_on():
    false = seal_secret(CUSTODIANS[0].seal_key.public, Purpose.SHARE, seat_context(PART.id(), 1), bytes(32) + b"\x01")
    with pytest.raises(CannotOpen):
        approve(_slip(1).model_copy(update={"seat": false}), CHECKED, CUSTODIANS[0].seal_key, CUSTODIANS[0].sign_key)


def test_only_the_fresh_key_named_in_the_request_opens_the_answers():
    with pytest.raises(CannotOpen):
        _join(_approvals(1, 2, 3, 4), fresh=SealKey(bytes(32)))
    with pytest.raises(CannotOpen):
        _join(_approvals(1, 2, 3, 4), Side.REVIEWER)


def test_the_fresh_key_alone_without_the_desk_s_own_reads_nothing():
    with pytest.raises(CannotOpen):
        _join(_approvals(1, 2, 3, 4), desk=REVIEWER, number=1)


def test_a_forged_curator_signature_is_refused():
    for desk in (REVIEWER, WORLD.desks["xb-testimony"][0]):
        with pytest.raises(BadSignature):
            check_request(_request(desk), WORLD.directory, NOW)


def test_a_substituted_curator_key_is_refused():
    """A fresh key that the desk did not sign, in the desk's name: custodians would re-seal to a stranger."""
    _, stranger = make_fresh_key(NAME, CURATOR.name, SignKey(bytes(32)), NOW + LIFETIME)
    with pytest.raises(BadSignature):
        check_request(_request(curator=stranger), WORLD.directory, NOW)
    with pytest.raises(BadSignature):
        check_request(_request(reviewer=stranger.model_copy()), WORLD.directory, NOW)


def test_a_desk_of_another_compartment_may_not_ask():
    other = WORLD.desks["xb-testimony"][0]
    _, foreign = make_fresh_key(NAME, other.name, other.sign_key, NOW + LIFETIME)
    with pytest.raises(NotACurator):
        check_request(_request(other, curator=foreign), WORLD.directory, NOW)


def test_a_fresh_key_made_for_another_compartment_is_refused():
    _, elsewhere = make_fresh_key("xa-identity", CURATOR.name, CURATOR.sign_key, NOW + LIFETIME)
    with pytest.raises(NotACurator):
        check_request(_request(curator=elsewhere), WORLD.directory, NOW)


def _fresh_key_of(desk, seal_key):
    body = FreshKey(compartment=NAME, desk=desk.name, seal_key=seal_key, expires=NOW + LIFETIME, nonce=bytes(32))
    signed = body.to_bytes()
    return SignedFreshKey(body=signed, signature=sign(desk.sign_key, Purpose.FRESH_KEY, signed))


@pytest.mark.parametrize(
    "bad",
    [FRESH.public[:-32] + bytes(32), b"\xff\xff\xff" + FRESH.public[3:], FRESH.public[:-1] + b"\xff"],
    ids=["low order", "coefficient above the modulus", "non-canonical"],
)
def test_a_fresh_key_that_nobody_should_seal_to_is_refused(bad):
    with pytest.raises(BadKey):
        check_request(_request(curator=_fresh_key_of(CURATOR, bad)), WORLD.directory, NOW)


def test_an_ended_fresh_key_is_refused():
    compartment = WORLD.directory.compartment(NAME)
    check_fresh_key(FRESH_SIGNED, compartment, NOW + LIFETIME)
    with pytest.raises(RequestExpired):
        check_fresh_key(FRESH_SIGNED, compartment, NOW + LIFETIME + 1)


def test_one_fresh_key_does_not_serve_both_desks():
    """Else one desk alone would hold what the other was to read with."""
    with pytest.raises(NotACurator):
        check_request(_request(reviewer=_fresh_key_of(REVIEWER, FRESH.public)), WORLD.directory, NOW)


def test_curator_and_reviewer_are_two_people():
    with pytest.raises(NotACurator):
        check_request(_request(reviewer=FRESH_SIGNED), WORLD.directory, NOW)
    one_holder = WORLD.resign(
        lambda d: d.model_copy(
            update={
                "compartments": tuple(
                    c.model_copy(update={"desks": tuple(desk.model_copy(update={"holder": "one"}) for desk in c.desks)})
                    for c in d.compartments
                )
            }
        )
    )
    directory = trust(one_holder, WORLD.root_set, TODAY)
    with pytest.raises(NotACurator):
        check_request(_request(directory=directory.hash), directory, NOW)


def test_an_expired_request_is_refused():
    check_request(SIGNED, WORLD.directory, NOW + 3600)
    with pytest.raises(RequestExpired):
        check_request(SIGNED, WORLD.directory, NOW + 3601)


@pytest.mark.parametrize(
    "change",
    [
        {"expires": NOW + LIFETIME + 1},
        {"asked": NOW + 3600, "expires": NOW + 7200},
        {"asked": NOW, "expires": NOW},
    ],
    ids=["longer than 72 hours", "asked in the future", "ended when asked"],
)
def test_a_request_with_impossible_times_is_refused(change):
    with pytest.raises(RequestExpired):
        check_request(_request(**change), WORLD.directory, NOW)


def test_a_clock_that_is_five_minutes_fast_asks_in_time_and_no_faster_one():
    assert check_request(_request(asked=NOW + 300), WORLD.directory, NOW)
    with pytest.raises(RequestExpired):
        check_request(_request(asked=NOW + 301), WORLD.directory, NOW)


def test_a_request_does_not_outlive_its_fresh_keys():
    for side, desk in (("curator", CURATOR), ("reviewer", REVIEWER)):
        _, short = make_fresh_key(NAME, desk.name, desk.sign_key, NOW + 60)
        with pytest.raises(RequestExpired):
            check_request(_request(**{side: short}), WORLD.directory, NOW)


def test_a_request_lives_no_longer_than_72_hours_even_where_its_keys_do():
    long = {
        side: make_fresh_key(NAME, desk.name, desk.sign_key, NOW + 2 * LIFETIME)[1]
        for side, desk in (("curator", CURATOR), ("reviewer", REVIEWER))
    }
    assert check_request(_request(**long, expires=NOW + LIFETIME), WORLD.directory, NOW)
    with pytest.raises(RequestExpired):
        check_request(_request(**long, expires=NOW + LIFETIME + 1), WORLD.directory, NOW)


def test_a_part_named_twice_is_refused():
    with pytest.raises(TooManyParts):
        check_request(_request(parts=(PART.id(), PART.id())), WORLD.directory, NOW)


def test_a_request_under_another_directory_is_refused():
    with pytest.raises(OpeningRefused):
        check_request(_request(directory=bytes(32)), WORLD.directory, NOW)


def test_a_real_and_an_empty_identity_have_one_size():
    empty = seal_report(Report("xa", Testimony(text="x"), TERMS), WORLD.directory, RECEIPT, 2, TODAY, seeded("e"))
    assert len(empty.identity.to_bytes()) == len(REPORT.identity.to_bytes())
