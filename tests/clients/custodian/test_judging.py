"""What a custodian's own device checks before it lets anything be approved: SPEC 15.3, one check after another."""

from __future__ import annotations

import httpx
import pytest

from clients.custodian.errors import DirectoryNotLogged, LogSplit
from clients.custodian.judging import (
    Judgement,
    NotLogged,
    OtherCompartment,
    QuotaReached,
    SaidWithdrawn,
    StoppedHere,
    WithdrawnBefore,
)
from protocol.checkpoint import Checkpoint, read_checkpoint, sign_checkpoint
from protocol.consent import (
    Aim,
    ConsentExpired,
    ConsentStatement,
    Contact,
    NotAllowed,
    Profile,
    Terms,
    give,
    profile_terms,
)
from protocol.cosignature import cosign
from protocol.custodian_crossings import WithdrawnPart
from protocol.directory import Forked, RolledBack, SignedDirectory, Witness, directory_hash, trust
from protocol.encoding import Purpose
from protocol.errors import (
    BadSignature,
    CannotOpen,
    CheckpointRefused,
    InclusionRefused,
    Malformed,
    OpeningRefused,
    TooFewWitnesses,
)
from protocol.ids import PartKind
from protocol.inclusion import directory_leaf
from protocol.ledger import EntryKind
from protocol.merkle import leaf_hash, root_of
from protocol.opening import (
    NotACurator,
    NotInRequest,
    RefusalReason,
    RequestExpired,
    SignedRequest,
    check_approval,
    make_fresh_key,
    reseal_context,
)
from protocol.orders import TargetKind
from protocol.policy import NotEnoughAdministrators, PolicyRolledBack
from protocol.primitives import SignKey, open_secret, seal_secret
from protocol.roots import NotEnoughRoots
from protocol.sealing import open_seat, seat_context
from tests.clients.custodian.sitting_world import CONSORTIUM, Log, Machine, tell
from tests.orders import book, by_administrators, by_custodians, by_desk, lift, stop
from tests.worlds import TODAY, seeded

ONE, TWO = tell("one"), tell("two")
STRANGER = SignKey.new(seeded("stranger"))


def test_what_holds_in_everything_may_be_approved(machine):
    machine.ask(ONE, TWO)
    assert machine.refusals() == [None, None]


# The log


def test_a_request_without_its_own_proof_is_not_shown(machine):
    evidence = machine.notice(ONE).evidence
    for change in (
        {"proof": ()},
        {"proof": (bytes(32),) * len(evidence.proof)},
        {"index": evidence.index - 1},
        {"r": bytes(32)},
    ):
        machine.notices.clear()
        request = machine.request(ONE)
        good = machine.log.enter(EntryKind.OPENING_REQUESTED, request.id())
        machine.ask(ONE, request=request, evidence=good.model_copy(update=change))
        assert machine.unsound() == [InclusionRefused]


def test_an_entry_that_is_none_is_not_shown(machine):
    evidence = machine.notice(ONE).evidence
    machine.ask(ONE, evidence=evidence.model_copy(update={"entry": b"\xa0"}))
    assert machine.unsound() == [Malformed]


def test_the_proof_of_another_request_is_none(machine):
    machine.ask(TWO, evidence=machine.notice(ONE).evidence)
    assert machine.unsound() == [NotLogged]


@pytest.mark.parametrize("kind", [kind for kind in EntryKind if kind is not EntryKind.OPENING_REQUESTED])
def test_an_entry_of_another_kind_is_none(machine, kind):
    request = machine.request(ONE)
    machine.ask(ONE, request=request, evidence=machine.log.enter(kind, request.id()))
    assert machine.unsound() == [NotLogged]


def test_a_head_of_another_key_or_name_proves_nothing(machine):
    for key, origin in ((STRANGER, machine.log.origin), (machine.log.key, "log.elsewhere.example")):
        machine.notices.clear()
        notice = machine.notice(ONE)
        hashes = [leaf_hash(leaf) for leaf in machine.log.leaves]
        note = sign_checkpoint(Checkpoint(origin, len(hashes), root_of(hashes)), key).decode()
        machine.show(notice.model_copy(update={"evidence": notice.evidence.model_copy(update={"checkpoint": note})}))
        assert machine.unsound() == [CheckpointRefused]


def test_a_log_made_for_this_custodian_alone_stops_everything_and_both_heads_are_kept(machine):
    """The log signed a second history, with the same name and key, to show one custodian a request in it."""
    machine.sit()
    other = Log(CONSORTIUM)
    other.grow()
    request = machine.request(ONE)
    evidence = other.enter(EntryKind.OPENING_REQUESTED, request.id())
    machine.log.grow(4)
    machine.log.leaves[0] = bytes(32)
    machine.folder.joinpath("memory.cbor").unlink()
    machine.folder.joinpath("directory.cbor").unlink()
    machine.ask(ONE, request=request, evidence=evidence)
    with pytest.raises(LogSplit):
        machine.sit()
    (kept,) = machine.folder.glob("log-conflict-*.txt")
    assert evidence.checkpoint in kept.read_text()
    assert machine.log.note().decode() in kept.read_text()
    assert machine.sent == []


def test_a_second_history_of_the_same_length_as_one_already_proved_is_found(machine):
    """Two requests, one honest: its head must not vouch for another head that has only the same size."""
    machine.ask(ONE)
    size = len(machine.log.leaves)
    other = Log(CONSORTIUM)
    other.random = seeded("another history")
    other.leaves = [other.random(32) for _ in range(size - 1)]
    request = machine.request(TWO)
    evidence = other.enter(EntryKind.OPENING_REQUESTED, request.id())
    assert len(other.leaves) == size
    machine.ask(TWO, request=request, evidence=evidence)
    with pytest.raises(LogSplit):
        machine.sit()


def test_a_log_that_was_rolled_back_stops_everything(machine):
    machine.log.grow(5)
    machine.sit()
    machine.ask(ONE)
    del machine.log.leaves[4:]
    with pytest.raises(LogSplit):
        machine.sit()


def test_a_log_that_was_rewritten_stops_everything_also_at_the_same_length(machine):
    machine.sit()
    for growth in (0, 5):
        machine.log.leaves[0] = bytes(32)
        machine.log.grow(growth)
        with pytest.raises(LogSplit):
            machine.sit()


def test_a_log_that_grows_between_two_sittings_is_the_same_log(machine):
    machine.sit()
    machine.log.grow(7)
    machine.ask(ONE)
    machine.log.grow(2)
    assert machine.refusals() == [None]


def test_a_newer_head_than_the_notice_had_is_no_flaw(machine):
    """The log ticks while the notices are on their way."""
    machine.ask(ONE)
    machine.log.grow(3)
    assert machine.refusals() == [None]


# Directory and policy

SECOND = CONSORTIUM.resign(
    lambda one: one.model_copy(update={"number": 2, "previous": directory_hash(CONSORTIUM.signed.directory)})
)


def test_a_directory_that_is_rolled_back_or_substituted_stops_everything(machine):
    machine.directory = SECOND.to_bytes()
    machine.sit()
    forked = CONSORTIUM.resign(lambda one: one.model_copy(update={"number": 2, "work_bits": 9}))
    one_root = SignedDirectory(directory=forked.directory, signatures=forked.signatures[:1])
    for offered, refused in (
        (CONSORTIUM.signed, RolledBack),
        (forked, Forked),
        (one_root, NotEnoughRoots),
    ):
        machine.directory = offered.to_bytes()
        with pytest.raises(refused):
            machine.sit()


def test_a_request_under_another_directory_is_not_shown(machine):
    machine.directory = SECOND.to_bytes()
    machine.ask(ONE)
    assert machine.unsound() == [OpeningRefused]


def test_a_policy_of_one_administrator_or_an_older_one_stops_everything(machine):
    newer = CONSORTIUM.resign_policy(lambda one: one.model_copy(update={"version": 2}))
    machine.policy = newer.to_bytes()
    machine.sit()
    alone = newer.model_copy(update={"signatures": newer.signatures[:1]})
    for offered, refused in ((CONSORTIUM.signed_policy, PolicyRolledBack), (alone, NotEnoughAdministrators)):
        machine.policy = offered.to_bytes()
        with pytest.raises(refused):
            machine.sit()


# The request


def test_a_request_that_has_ended_is_not_shown(machine):
    machine.ask(ONE)
    machine.clock.now += 24 * 3600 + 1
    assert machine.unsound() == [RequestExpired]


def test_a_request_that_another_key_signed_is_not_shown(machine):
    for signer in (STRANGER, CONSORTIUM.desks["xa-testimony"][1].sign_key):
        machine.notices.clear()
        machine.ask(ONE, request=machine.request(ONE, signer=signer))
        assert machine.unsound() == [BadSignature]


def test_a_request_that_was_changed_after_it_was_signed_is_not_shown(machine):
    good, more = machine.request(ONE), machine.request(ONE, TWO)
    machine.ask(ONE, TWO, request=SignedRequest(body=more.body, signature=good.signature))
    assert machine.unsound() == [BadSignature]


def test_a_fresh_key_that_no_desk_signed_is_not_shown(machine):
    """The share would be sealed to whoever put it there."""
    curator = CONSORTIUM.desks["xa-testimony"][0]
    _, forged = make_fresh_key("xa-testimony", curator.name, STRANGER, int(machine.clock()) + 48 * 3600)
    machine.ask(ONE, request=machine.request(ONE, curator=forged))
    assert machine.unsound() == [BadSignature]


def test_two_fresh_keys_of_one_person_are_not_shown(machine):
    curator = CONSORTIUM.desks["xa-testimony"][0]
    _, again = make_fresh_key("xa-testimony", curator.name, curator.sign_key, int(machine.clock()) + 48 * 3600)
    machine.ask(ONE, request=machine.request(ONE, reviewer=again))
    assert machine.unsound() == [NotACurator]


def test_a_fresh_key_for_another_compartment_is_not_shown(machine):
    curator = CONSORTIUM.desks["xa-identity"][0]
    _, moved = make_fresh_key("xa-identity", curator.name, curator.sign_key, int(machine.clock()) + 48 * 3600)
    machine.ask(ONE, request=machine.request(ONE, curator=moved))
    assert machine.unsound() == [NotACurator]


def test_a_request_replayed_in_another_compartment_is_not_shown(machine):
    """Signed and logged, but for xb: shown among the requests of xa."""
    told = tell("b", country="xb")
    machine.ask(told, request=machine.request(told, compartment="xb-testimony"))
    assert machine.unsound() == [OtherCompartment]


def test_a_request_that_is_shown_twice_is_one_request(machine):
    notice = machine.ask(ONE)
    machine.show(notice)
    sitting = machine.sit()
    assert len(sitting.waiting) == 1
    assert sitting.find(notice.request.id().hex()[:12]) is sitting.waiting[0]


# Parts and seats


def test_a_slip_of_another_custodians_seat_is_neither_approved_nor_refused(machine):
    machine.ask(ONE, slips=[ONE.slip(2)])
    sitting = machine.sit()
    assert machine.refusals(sitting) == [NotInRequest]
    assert sitting.approve(sitting.waiting) == sitting.refuse(sitting.waiting[0]) == 0
    assert machine.sent == []


def test_a_slip_of_a_part_that_the_request_does_not_name_is_neither_approved_nor_refused(machine):
    """The header's own words decide, so a slip that says another payload, key or header is another part."""
    for slip in (
        TWO.slip(),
        ONE.slip().model_copy(update={"payload_hash": bytes(32)}),
        ONE.slip().model_copy(update={"key_commitment": bytes(32)}),
        ONE.slip().model_copy(update={"header": ONE.part.header.model_copy(update={"nonce": bytes(32)})}),
    ):
        machine.notices.clear()
        machine.ask(ONE, slips=[slip])
        sitting = machine.sit()
        assert machine.refusals(sitting) == [NotInRequest]
        assert sitting.approve(sitting.waiting) == sitting.refuse(sitting.waiting[0]) == 0


def test_a_part_of_another_compartment_is_not_approved(machine):
    other = tell("identity", kind=PartKind.IDENTITY)
    machine.ask(other)
    assert machine.refusals() == [NotInRequest]


def test_a_share_that_is_not_the_committed_one_is_left_out_and_the_others_go(machine):
    machine.ask(ONE, TWO, slips=[ONE.slip().model_copy(update={"seat": TWO.slip().seat}), TWO.slip()])
    sitting = machine.sit()
    assert sitting.approve(sitting.waiting) == 1
    (answers,) = machine.sent
    assert [check_approval(one, sitting.waiting[0].checked).part for one in answers.approvals] == [TWO.id]


def test_a_share_that_its_sender_did_not_commit_to_is_left_out(machine):
    """Sealed to this very seat and part: only the commitment tells it from the true one (SPEC 11.3)."""
    forged = seal_secret(machine.keys.seal_key.public, Purpose.SHARE, seat_context(ONE.id, 1), bytes(33))
    machine.ask(ONE, TWO, slips=[ONE.slip().model_copy(update={"seat": forged}), TWO.slip()])
    sitting = machine.sit()
    assert sitting.approve(sitting.waiting) == 1
    (answers,) = machine.sent
    assert [check_approval(one, sitting.waiting[0].checked).part for one in answers.approvals] == [TWO.id]


# Consent and withdrawal


def judged(machine: Machine, told, **how) -> type[Exception] | None:
    machine.notices.clear()
    machine.ask(told, request=machine.request(told, **how))
    (refusal,) = machine.refusals()
    return refusal


def test_a_slip_without_any_consent_cannot_even_be_written():
    with pytest.raises(ValueError, match="consents"):
        type(ONE.slip())(**(dict(ONE.slip()) | {"consents": ()}))


def test_a_consent_that_another_key_signed_is_none(machine):
    forged = give(STRANGER, profile_terms(Profile.SUMMARY_FINER, TODAY), TODAY)
    told = tell("one")
    told.consents = (forged,)
    assert judged(machine, told) is BadSignature
    told.consents = TWO.consents
    assert judged(machine, told) is BadSignature


def test_a_consent_that_has_ended_is_none(machine):
    told = tell("one")
    told.consents = (give(told.key, profile_terms(Profile.CURATOR_MAY_READ, TODAY), TODAY - 10, lifetime=9),)
    assert judged(machine, told) is ConsentExpired


def test_an_aim_that_the_source_did_not_allow_is_refused(machine):
    assert judged(machine, ONE, aim=Aim.ADVOCACY) is NotAllowed
    assert judged(machine, tell("sealed", Terms())) is NotAllowed
    ask_first = profile_terms(Profile.CURATOR_MAY_READ, TODAY).model_copy(update={"ask_first": (Aim.EARLY_WARNING,)})
    assert judged(machine, tell("ask", ask_first)) is NotAllowed


def test_an_identity_opens_only_for_someone_who_wants_to_be_reached(tmp_path):
    at_identity = Machine(tmp_path / "bela", compartment="xa-identity")
    terms = profile_terms(Profile.CURATOR_MAY_READ, TODAY)
    assert judged(at_identity, tell("i", terms, kind=PartKind.IDENTITY)) is NotAllowed
    now = terms.model_copy(update={"contact": Contact.NOW})
    assert judged(at_identity, tell("j", now, kind=PartKind.IDENTITY)) is None


def test_a_file_opens_for_the_use_and_aim_of_its_own_consent_whether_or_not_anybody_wants_to_be_reached(tmp_path):
    at_evidence = Machine(tmp_path / "chidi", compartment="xa-evidence")
    terms = profile_terms(Profile.CURATOR_MAY_READ, TODAY)
    assert judged(at_evidence, tell("f", terms, kind=PartKind.EVIDENCE)) is None
    assert judged(at_evidence, tell("g", terms, kind=PartKind.EVIDENCE), aim=Aim.ACCOUNTABILITY) is NotAllowed
    assert judged(at_evidence, tell("h", Terms(), kind=PartKind.EVIDENCE)) is NotAllowed


def test_a_wider_consent_that_the_vault_held_for_six_days_does_not_count_yet(machine):
    told = tell("sealed", Terms())
    earlier = give(told.key, Terms(), TODAY - 20)
    wider = give(
        told.key,
        profile_terms(Profile.CURATOR_MAY_READ, TODAY),
        TODAY - 10,
        ConsentStatement.from_bytes(earlier.statement),
    )
    told.consents, told.received = (earlier, wider), (TODAY - 20, TODAY - 6)
    assert judged(machine, told) is NotAllowed
    told.received = (TODAY - 20, TODAY - 7)
    assert judged(machine, told) is None


def test_a_part_that_the_vault_says_is_taken_back_is_refused(machine):
    machine.ask(ONE, TWO, withdrawn=[ONE.id])
    sitting = machine.sit()
    assert machine.refusals(sitting) == [WithdrawnBefore, None]
    assert sitting.waiting[0].judgements[0].reason is RefusalReason.WITHDRAWN


def test_a_withdrawal_is_remembered_although_the_vault_no_longer_says_it(machine):
    machine.ask(TWO, withdrawn=[ONE.id])
    machine.sit()
    machine.notices.clear()
    machine.ask(ONE)
    assert machine.refusals() == [WithdrawnBefore]


def test_a_withdrawal_that_a_bad_notice_brings_is_remembered_too(machine):
    """It can only make this device refuse more."""
    machine.ask(TWO, request=machine.request(TWO, signer=STRANGER), withdrawn=[ONE.id])
    machine.ask(ONE)
    sitting = machine.sit()
    assert machine.refusals(sitting) == [WithdrawnBefore]
    assert len(sitting.unsound) == 1


def test_a_withdrawal_that_the_log_does_not_show_is_believed_while_it_is_said_and_no_longer(machine):
    """A vault that lied once must not have shut the part on this device for good."""
    machine.ask(ONE, TWO, said=[ONE.id])
    sitting = machine.sit()
    assert machine.refusals(sitting) == [SaidWithdrawn, None]
    assert sitting.waiting[0].judgements[0].reason is RefusalReason.WITHDRAWN
    assert sitting.approve(sitting.waiting) == 1
    assert sitting.memory.withdrawn == ()
    machine.notices.clear()
    machine.ask(ONE)
    assert machine.refusals() == [None]


def test_what_one_notice_says_is_taken_back_is_refused_in_all_of_them(machine):
    machine.ask(TWO, said=[ONE.id])
    machine.ask(ONE)
    assert {type(one.judgements[0].refusal) for one in machine.sit().waiting} == {SaidWithdrawn, type(None)}


def test_a_withdrawal_that_comes_to_the_log_later_is_remembered_from_then_on(machine):
    machine.ask(TWO, said=[ONE.id])
    assert machine.sit().memory.withdrawn == ()
    machine.ask(TWO, withdrawn=[ONE.id])
    machine.ask(TWO, said=[ONE.id])
    assert machine.sit().memory.withdrawn == (ONE.id,)


@pytest.mark.parametrize("lie", ["of-another-part", "of-another-kind", "not-in-the-log", "another-log", "another-r"])
def test_a_withdrawal_with_a_proof_that_does_not_hold_is_not_remembered(machine, lie):
    log = Log(CONSORTIUM) if lie == "another-log" else machine.log
    if lie == "another-log":
        log.key = STRANGER
    kind = EntryKind.OPENING_ENDED if lie == "of-another-kind" else EntryKind.WITHDRAWAL
    true = log.enter(kind, TWO.id if lie == "of-another-part" else ONE.id)
    change = {
        "not-in-the-log": {"index": true.index - 1},
        "another-r": {"r": bytes(32)},
    }.get(lie, {})
    machine.ask(ONE, said=[WithdrawnPart(part=ONE.id, evidence=true.model_copy(update=change))])
    sitting = machine.sit()
    assert machine.refusals(sitting) == [SaidWithdrawn]
    assert sitting.memory.withdrawn == ()


# What an approval is


def test_an_approval_opens_only_with_the_fresh_key_it_was_made_for(machine):
    machine.ask(ONE)
    sitting = machine.sit()
    assert sitting.approve(sitting.waiting) == 1
    approval = check_approval(machine.sent[0].approvals[0], sitting.waiting[0].checked)
    assert (approval.part, approval.seat) == (ONE.id, 1)
    share = open_seat(machine.keys.seal_key, ONE.part.header, ONE.id, 1, ONE.part.seats[0])
    assert share not in machine.sent[0].to_bytes()
    context = reseal_context(sitting.waiting[0].checked.id, ONE.id, 1)
    assert open_secret(machine.fresh[0], Purpose.RESEAL, context, approval.to_curator) == share
    for other in (CONSORTIUM.desks["xa-testimony"][0].seal_key, machine.fresh[1]):
        with pytest.raises(CannotOpen):
            open_secret(other, Purpose.RESEAL, context, approval.to_curator)


def test_quota_reached_has_its_own_reason():
    assert Judgement(ONE.id, ONE.slip(), QuotaReached()).reason is RefusalReason.TOO_MANY
    assert Judgement(ONE.id, ONE.slip(), NotAllowed()).reason is RefusalReason.CONSENT
    assert Judgement(ONE.id, ONE.slip(), BadSignature()).reason is RefusalReason.OTHER


# Orders


@pytest.mark.parametrize("zone", ["vault", "policy"])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (TargetKind.COMPARTMENT, "xa-testimony"),
        (TargetKind.PERSON, "curator-xa"),
        (TargetKind.DEVICE, "desk-xa-reviewer"),
    ],
)
def test_what_is_stopped_is_not_approved_whichever_zone_says_so(machine, zone, kind, name):
    machine.ask(ONE)
    order = by_administrators(CONSORTIUM, stop(kind, name), "dalia")
    machine.orders[zone] = book(order)
    assert machine.unsound() == [StoppedHere]
    # Nobody brings it back by leaving it out.
    machine.orders.clear()
    assert machine.unsound() == [StoppedHere]
    machine.orders[zone] = book(by_administrators(CONSORTIUM, lift(order), "dalia", "esteban"))
    assert machine.refusals() == [None]


def test_what_a_desk_asked_for_that_stopped_itself_is_not_approved_and_another_desk_stops_it_not(machine):
    machine.ask(ONE)
    curator, reviewer = CONSORTIUM.desks["xa-testimony"]
    foreign = by_desk(stop(TargetKind.DEVICE, curator.name), reviewer)
    machine.orders["vault"] = book(foreign)
    assert machine.refusals() == [None]
    machine.orders["vault"] = book(by_desk(stop(TargetKind.DEVICE, curator.name), curator))
    assert machine.unsound() == [StoppedHere]


def test_of_a_request_only_the_part_that_was_stopped_is_refused(machine):
    machine.ask(ONE, TWO)
    target = stop(TargetKind.PART, ONE.id.hex(), "xa-testimony")
    machine.orders["vault"] = book(by_custodians(CONSORTIUM, target, "xa-testimony", 2))
    assert machine.refusals() == [StoppedHere, None]


def test_an_order_that_nobody_gave_stops_nothing(machine):
    machine.ask(ONE)
    order = by_administrators(CONSORTIUM, stop(TargetKind.PERSON, "curator-xa"), "dalia")
    forged = order.signatures[0].model_copy(update={"name": "esteban"})
    machine.orders["policy"] = book(order.model_copy(update={"signatures": (forged,)}))
    assert machine.refusals() == [None]


def watched(machine):
    """The same machine under a directory that asks for two witnesses; adds words of these to the log's head."""
    keys = {name: SignKey.new(seeded(name)) for name in ("kiln", "mill")}
    listed = tuple(Witness(witness=name, sign_key=key.public) for name, key in keys.items())
    asking = {"number": 2, "previous": CONSORTIUM.directory.hash, "witnesses": listed, "witnesses_needed": 2}
    signed = CONSORTIUM.resign(lambda d: d.model_copy(update=asking))
    machine.directory, bare = signed.to_bytes(), machine.log.note

    def co_sign(*names):
        note = bare()
        head = read_checkpoint(note, machine.log.origin, machine.log.key.public)
        lines = [cosign(head, name, keys[name], int(machine.clock())) for name in names]
        machine.log.note = lambda _size=None: note + "".join(lines).encode()

    return trust(signed, CONSORTIUM.root_set, TODAY), co_sign


def test_a_log_that_too_few_have_co_signed_opens_nothing(machine):
    """With the directory's witnesses on its head, the same log does."""
    directory, co_sign = watched(machine)
    machine.log.leaves.append(directory_leaf(directory))
    for names in (("kiln",), ("kiln", "kiln")):
        co_sign(*names)
        with pytest.raises(TooFewWitnesses):
            machine.sit()
    co_sign("kiln", "mill")
    assert machine.sit().memory.log_size == len(machine.log.leaves)


def test_a_newer_head_that_too_few_have_co_signed_is_not_followed(machine):
    """The directory is proved under an older one that enough did co-sign: it says nothing of what came since."""
    directory, co_sign = watched(machine)
    leaf = directory_leaf(directory)
    machine.log.leaves.append(leaf)
    co_sign("kiln", "mill")
    machine.lies[f"GET /v1/entries/{leaf.hex()}"] = httpx.Response(200, content=machine.log.inclusion(leaf))
    machine.log.grow()
    co_sign("kiln")
    with pytest.raises(TooFewWitnesses):
        machine.sit()
    co_sign("kiln", "mill")
    assert machine.sit().memory.log_size == len(machine.log.leaves)


def test_a_directory_that_is_not_in_the_witnessed_log_opens_nothing(machine):
    _, co_sign = watched(machine)
    co_sign("kiln", "mill")
    with pytest.raises(DirectoryNotLogged):
        machine.sit()
    machine.log.leaves.append(directory_leaf(CONSORTIUM.directory))
    with pytest.raises(DirectoryNotLogged):
        machine.sit()


def test_a_log_shown_to_this_custodian_alone_is_found_by_what_intake_shows_everyone(machine):
    """Of the same log, older or newer, nothing is said; of a fork, both heads are kept."""
    machine.told = machine.log.note(2)
    machine.sit()
    machine.told = machine.log.note()
    machine.log.grow(4)
    machine.sit()
    other = Log(CONSORTIUM)
    other.leaves = [bytes([n]) * 32 for n in range(5)]
    machine.told = other.note()
    with pytest.raises(LogSplit):
        machine.sit()
    (kept,) = machine.folder.glob("log-conflict-*.txt")
    assert machine.told in kept.read_bytes()
    machine.told = b"no note at all"
    machine.sit()
