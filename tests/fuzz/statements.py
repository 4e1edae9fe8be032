"""What stands behind a signature or in a box: signed and sealed here by the right keys, so that fuzzing gets inside.

An input is what is signed. Whoever holds a good key can write any of these bytes: a source, a custodian, a desk, a
root that went over.
"""

from __future__ import annotations

from collections.abc import Callable

from protocol.consent import (
    Aim,
    Audience,
    ClaimedConsent,
    Period,
    Place,
    Profile,
    WithdrawalStatement,
    check_opening,
    check_summary,
    claimed_place,
    give,
    in_force,
    profile_terms,
    verify_chain,
    verify_withdrawal,
)
from protocol.contents import Testimony, pad_to
from protocol.control import BODY as CONTROL_BODY
from protocol.control import ControlBlock, open_control
from protocol.crossings import Pool
from protocol.desk_crossings import Draft
from protocol.directory import DeviceRole, SignedDirectory, trust
from protocol.draft import BODY as LETTER_BODY
from protocol.draft import (
    DraftAgreed,
    DraftRefused,
    DraftSummary,
    Letter,
    LetterKind,
    check_agreement,
    check_draft,
    open_letter,
)
from protocol.encoding import Purpose, decode, encode
from protocol.errors import Malformed, ProtocolError
from protocol.ids import MailboxId, PartKind
from protocol.mailbox import (
    SLOT,
    SLOTS,
    Bucket,
    MailboxNotice,
    SignedMailboxNotice,
    Slot,
    bucket_name,
    bucket_names,
    check_bucket,
    check_notice,
    make_bucket,
    open_slots,
)
from protocol.mailbox import _slot_key as mailbox_slot_key
from protocol.opening import (
    OpeningRequest,
    PartSlip,
    Refusal,
    Side,
    SignedApproval,
    SignedFreshKey,
    SignedRefusal,
    SignedRequest,
    approve,
    check_approval,
    check_refusal,
    check_request,
    check_slip,
    join_opening,
    make_fresh_key,
    payload_hash,
)
from protocol.policy import AdministratorSignature, SignedPolicy, trust_policy
from protocol.post import BODY as POST_BODY
from protocol.post import Post, open_post
from protocol.primitives import TAG, SealKey, SignKey, seal_box, seal_stream, sign
from protocol.release import (
    Attestation,
    Clearance,
    ClearanceRequest,
    SignedAttestation,
    SignedClearance,
    SignedClearanceRequest,
    Summary,
    check_attestation,
    check_clearance,
    check_clearance_request,
    commit_summary,
)
from protocol.reply import BODY as REPLY_BODY
from protocol.reply import Reply, SignedReply, open_reply, vouch_reply_key
from protocol.roots import RootSignature
from protocol.sealing import SealedPart, check_part, open_part, open_seat, seal_part
from tests.fuzz.cbor_trees import cbor_mutator
from tests.fuzz.examples import consortium, examples, words
from tests.fuzz.target import Target
from tests.worlds import NOW, TODAY, seeded

WORLD = consortium()
DIRECTORY = WORLD.directory
PLACE = DIRECTORY.compartment("xa-testimony")
SEATS = WORLD.custodians[PLACE.name]
CURATOR, REVIEWER = WORLD.desks[PLACE.name]
KEY = SignKey.new(seeded("source"))
RANDOM = seeded("sealing")
REPLY_KEY = SealKey.new(RANDOM)
BLOCK = ControlBlock(
    consent=give(KEY, profile_terms(Profile.SUMMARY_FINER, TODAY), TODAY),
    card=None,
    mailbox=bytes(16),
    reply_key=REPLY_KEY.public,
    reply_signature=vouch_reply_key(KEY, REPLY_KEY.public),
)
PART = seal_part(Testimony(text="A").to_bytes(), DIRECTORY, PLACE, KEY, BLOCK, None, RANDOM)


def _pieces(raw: bytes, most: int) -> list[bytes]:
    """An input of several byte strings, each of them a message of its own."""
    given = decode(raw, 64 * 1024)
    if not isinstance(given, list) or not 1 <= len(given) <= most or not all(isinstance(one, bytes) for one in given):
        raise Malformed
    return given


def _directory(raw: bytes) -> None:
    signatures = tuple(
        RootSignature(root=number, signature=sign(key, Purpose.DIRECTORY, raw))
        for number, key in enumerate(WORLD.roots)
    )
    trusted = trust(SignedDirectory(directory=raw, signatures=signatures), WORLD.root_set, TODAY)
    assert trusted.contents.to_bytes() == raw
    for one in trusted.contents.compartments:
        assert trusted.compartment(one.name) == trusted.compartment_for(one.country, one.kind) == one
    trust(SignedDirectory(directory=raw, signatures=signatures), WORLD.root_set, TODAY, DIRECTORY)


def _policy(raw: bytes) -> None:
    signatures = tuple(
        AdministratorSignature(administrator=name, signature=sign(key, Purpose.POLICY, raw))
        for name, key in WORLD.administrators.items()
    )
    trusted = trust_policy(SignedPolicy(bundle=raw, signatures=signatures), DIRECTORY, WORLD.policy)
    assert trusted.contents.to_bytes() == raw
    for person in trusted.contents.staff:
        assert trusted.person(person.sign_key) == person


def _consents(raw: bytes) -> None:
    claims = [ClaimedConsent(statement=one, signature=sign(KEY, Purpose.CONSENT, one)) for one in _few(raw, 1024)]
    chain = verify_chain(claims, KEY.public, TODAY)
    terms = in_force(chain, [TODAY + 3 * number for number in range(len(chain))], TODAY + 10)
    check_opening(terms, PartKind.TESTIMONY, Aim.EARLY_WARNING)
    check_summary(terms, Aim.EARLY_WARNING, Place.COUNTRY, Period.MONTH, Audience.TASK_FORCE, TODAY + 10)


def _few(raw: bytes, longest: int) -> list[bytes]:
    given = _pieces(raw, 8)
    if any(len(one) > longest for one in given):
        raise Malformed
    return given


def _post(raw: bytes) -> None:
    sealed = seal_box(WORLD.vault_seal.public, Purpose.POST, b"", pad_to(raw, POST_BODY), RANDOM)
    post = open_post(WORLD.vault_seal, sealed)
    assert post.to_bytes() == raw
    for claimed in post.consents:
        claimed_place(claimed)
    for withdrawal in post.withdrawals:
        verify_withdrawal(withdrawal)


def _control(raw: bytes) -> None:
    sealed = seal_box(WORLD.vault_seal.public, Purpose.CONTROL, PART.id(), pad_to(raw, CONTROL_BODY), RANDOM)
    control = open_control(WORLD.vault_seal, sealed, PART.id(), KEY.public, PartKind.TESTIMONY, TODAY)
    assert control.consent.part_key == KEY.public
    assert control.consent.to_bytes() == control.claimed_consent.statement


def _part(raw: bytes) -> None:
    claimed = SealedPart.from_bytes(raw)
    header = claimed.header.model_copy(update={"part_key": KEY.public})
    unsigned = claimed.model_copy(update={"header": header})
    signature = sign(KEY, Purpose.PART, unsigned.envelope(unsigned.id()))
    part = unsigned.model_copy(update={"signature": signature})
    checked = check_part(part, DIRECTORY)
    held = {
        number: open_seat(custodian.seal_key, header, checked.id, number, part.seats[number - 1])
        for number, custodian in enumerate(SEATS, 1)
    }
    open_part(part, held, CURATOR.seal_key, 1)


def _pool(raw: bytes) -> None:
    for one in Pool.from_bytes(raw).parts:
        check_part(SealedPart.from_bytes(one), DIRECTORY)


FRESH = tuple(make_fresh_key(PLACE.name, one.name, one.sign_key, NOW + 80_000, RANDOM) for one in (CURATOR, REVIEWER))
SLIP = PartSlip(
    header=PART.header,
    key_commitment=PART.key_commitment,
    payload_hash=payload_hash(PART),
    number=1,
    seat=PART.seats[0],
    consents=(BLOCK.consent,),
    received=(TODAY,),
)
REQUEST = OpeningRequest(
    directory=DIRECTORY.hash,
    compartment=PLACE.name,
    parts=(PART.id(),),
    aim=Aim.EARLY_WARNING,
    curator=FRESH[0][1],
    reviewer=FRESH[1][1],
    asked=NOW,
    expires=NOW + 3600,
    nonce=bytes(32),
)


def _signed_request(body: bytes) -> SignedRequest:
    return SignedRequest(body=body, signature=sign(CURATOR.sign_key, Purpose.OPENING_REQUEST, body))


CHECKED = check_request(_signed_request(REQUEST.to_bytes()), DIRECTORY, NOW)
SLIPS = (SLIP, SLIP.model_copy(update={"number": 2, "seat": PART.seats[1]}))
APPROVALS = [approve(slip, CHECKED, seat.seal_key, seat.sign_key).body for slip, seat in zip(SLIPS, SEATS, strict=True)]


def _request(raw: bytes) -> None:
    """The request, with the bodies of both fresh keys beside it: each is signed on its own."""
    given = _few(raw, 4096)
    fresh = [
        SignedFreshKey(body=body, signature=sign(desk.sign_key, Purpose.FRESH_KEY, body))
        for body, desk in zip(given[1:], (CURATOR, REVIEWER), strict=False)
        if len(body) <= 2048
    ]
    body = given[0]
    if len(fresh) == 2:
        request = OpeningRequest.from_bytes(body)
        body = request.model_copy(update={"curator": fresh[0], "reviewer": fresh[1]}).to_bytes()
    checked = check_request(_signed_request(body), DIRECTORY, NOW)
    assert checked.request.to_bytes() == body


def _slip(raw: bytes) -> None:
    slip = PartSlip.from_bytes(raw)
    assert check_slip(slip, CHECKED, DIRECTORY, PLACE.seats[0].custodian) == PART.id()
    verify_chain(slip.consents, slip.header.part_key, TODAY)
    approve(slip, CHECKED, SEATS[0].seal_key, SEATS[0].sign_key)


def _answers(raw: bytes) -> None:
    """Approvals, the first a custodian's, the next another's; then a refusal."""
    given = _few(raw, 4096)
    signed = [
        SignedApproval(body=body, signature=sign(seat.sign_key, Purpose.APPROVAL, body))
        for body, seat in zip(given, SEATS, strict=False)
    ]
    if len(given) > 2 and len(given[2]) <= Refusal.BOUND:
        refusal = SignedRefusal(body=given[2], signature=sign(SEATS[0].sign_key, Purpose.REFUSAL, given[2]))
        check_refusal(refusal, CHECKED)
    for one in signed:
        assert check_approval(one, CHECKED).to_bytes() == one.body
    join_opening(signed, CHECKED, PART, Side.CURATOR, FRESH[0][0], CURATOR.seal_key, 1)


def _mailbox(raw: bytes) -> None:
    """A notice that the vault signed, and a slot of its own for one mailbox."""
    given, mailbox = _few(raw, SLOT), MailboxId(bytes(16))
    if len(given[0]) > MailboxNotice.BOUND:
        raise Malformed
    vault = WORLD.devices[DeviceRole.VAULT]
    notice = check_notice(
        SignedMailboxNotice(body=given[0], signature=sign(vault, Purpose.MAILBOXES, given[0])), DIRECTORY
    )
    notice.is_old(NOW)
    salt, slots = bytes(32), [bytes(SLOT)] * (SLOTS - 1)
    for one in (*given, b"")[1:2]:
        padded = pad_to(one, SLOT - len(salt) - TAG)
        slots.append(salt + b"".join(seal_stream(mailbox_slot_key(mailbox, salt, notice.number), b"", padded)))
    bucket = make_bucket(notice, bucket_name(mailbox, notice.depth), slots, vault)
    check_bucket(Bucket.from_bytes(bucket.to_bytes()), DIRECTORY)
    assert [slot.to_bytes() for slot in open_slots(bucket, mailbox)] in ([], given[1:2])
    assert bucket.name in bucket_names(notice.depth)


def _reply(raw: bytes) -> None:
    """What a desk writes to a part."""
    if len(raw) > Reply.BOUND:
        raise Malformed
    letter = SignedReply(body=raw, signature=sign(CURATOR.sign_key, Purpose.REPLY_LETTER, raw)).to_bytes()
    sealed = seal_box(REPLY_KEY.public, Purpose.REPLY, KEY.public, pad_to(letter, REPLY_BODY), RANDOM)
    assert open_reply(sealed, REPLY_KEY, KEY.public, PartKind.TESTIMONY, DIRECTORY).to_bytes() == raw


def _summary(raw: bytes) -> None:
    summary = Summary.from_bytes(raw)
    summary.period_precision()
    assert len(commit_summary(summary, bytes(32))) == 32
    assert summary.words() >= 0


def _clearance(raw: bytes) -> None:
    """A clearance request by two desks, the vault's clearance, a desk's attestation."""
    given = _few(raw, ClearanceRequest.BOUND)
    by_both = [sign(desk.sign_key, Purpose.CLEARANCE_REQUEST, given[0]) for desk in (CURATOR, REVIEWER)]
    claimed = SignedClearanceRequest(body=given[0], curator_signature=by_both[0], reviewer_signature=by_both[1])
    request = check_clearance_request(claimed, DIRECTORY)
    for body in given[1:2]:
        if len(body) <= Clearance.BOUND:
            vault = WORLD.devices[DeviceRole.VAULT]
            check_clearance(SignedClearance(body=body, signature=sign(vault, Purpose.CLEARANCE_GRANT, body)), DIRECTORY)
    for body in given[2:3]:
        if len(body) <= Attestation.BOUND:
            attested = SignedAttestation(body=body, signature=sign(CURATOR.sign_key, Purpose.ATTESTATION, body))
            check_attestation(attested, PLACE.desks[0], request.commitment)


def _letter(raw: bytes) -> None:
    """One byte says of which kind, the rest is what a desk of the compartment wrote."""
    kind = list(LetterKind)[raw[0] % len(LetterKind)] if raw else LetterKind.DRAFT
    body = raw[1:]
    if len(body) > DraftSummary.BOUND:
        raise Malformed
    way = encode([PLACE.name, CURATOR.name, REVIEWER.name])
    signature = sign(CURATOR.sign_key, Purpose.DRAFT_LETTER, encode([way, body]))
    letter = Letter(kind=kind, body=body, signature=signature).to_bytes()
    box = seal_box(REVIEWER.seal_key.public, Purpose.DRAFT, way, pad_to(letter, LETTER_BODY), RANDOM)
    sent = Draft(compartment=PLACE.name, to_desk=REVIEWER.name, from_desk=CURATOR.name, box=box)
    content = open_letter(sent, PLACE, REVIEWER.name, REVIEWER.seal_key)
    assert content.to_bytes() == body
    if isinstance(content, DraftSummary):
        check_draft(content, DIRECTORY)
    elif isinstance(content, DraftAgreed):
        check_agreement(content, DRAFT)


SUMMARY = Summary.from_bytes(examples()[Summary])
COMMITMENT = commit_summary(SUMMARY, bytes(32))
ASKED = ClearanceRequest.from_bytes(examples()[ClearanceRequest]).model_copy(
    update={
        "directory": DIRECTORY.hash,
        "compartment": PLACE.name,
        "commitment": COMMITMENT,
        "curator": CURATOR.name,
        "reviewer": REVIEWER.name,
        "parts": (PART.id(),),
        "period": SUMMARY.period_precision(),
        "sensitive": SUMMARY.minors_or_sexual_violence,
        "predecessor": SUMMARY.predecessor,
    }
)
DRAFTED = DraftSummary(
    draft=bytes(32), openings=(bytes(32),), summary=SUMMARY.to_bytes(), r=bytes(32), request=ASKED.to_bytes()
)
DRAFT = check_draft(DRAFTED, DIRECTORY)


def _seeds() -> dict[str, tuple[Callable[[bytes], None], list[bytes], int]]:
    """Each check with what it starts from and how many bytes there may be."""
    known, terms = examples(), profile_terms(Profile.SUMMARY_COARSE, TODAY)
    first = BLOCK.consent.statement
    chain = verify_chain([BLOCK.consent], KEY.public, TODAY)
    second = give(KEY, terms, TODAY, chain[0]).statement
    attested = Attestation.from_bytes(known[Attestation]).model_copy(
        update={"commitment": COMMITMENT, "desk": CURATOR.name}
    )
    cleared = Clearance.from_bytes(known[Clearance]).model_copy(update={"directory": DIRECTORY.hash})
    refusal = Refusal.from_bytes(known[Refusal]).model_copy(
        update={"request": CHECKED.id, "part": PART.id(), "seat": 1}
    )
    withdrawn = WithdrawalStatement(part_key=KEY.public, day=TODAY).to_bytes()
    pool = Pool(parts=(PART.to_bytes(),), posts=()).to_bytes()
    fresh = [one.body for _, one in FRESH]
    notice = MailboxNotice(number=NOW // 3600, every=3600, depth=3).to_bytes()
    slot = Slot(consent=BLOCK.consent, terms=terms, settles=TODAY, withdrawn=False, opened=False, reply=None).to_bytes()
    reply = Reply(part_key=KEY.public, compartment=PLACE.name, desk=CURATOR.name, day=TODAY, text="Seen.").to_bytes()
    return {
        "directories": (_directory, [WORLD.signed.directory], 32 * 1024),
        "policies": (_policy, [WORLD.signed_policy.bundle], 8192),
        "consents": (_consents, [encode([first]), encode([first, second]), encode([withdrawn])], 4096),
        "posts": (_post, [known[Post], Post(consents=(BLOCK.consent,)).to_bytes(), Post().to_bytes()], POST_BODY),
        "controls": (_control, [BLOCK.to_bytes(), known[ControlBlock]], CONTROL_BODY),
        "parts": (_part, [PART.to_bytes()], 32 * 1024),
        "pools": (_pool, [pool], 32 * 1024),
        "requests": (_request, [encode([REQUEST.to_bytes()]), encode([REQUEST.to_bytes(), *fresh])], 16 * 1024),
        "slips": (_slip, [SLIP.to_bytes()], 8192),
        "answers": (_answers, [encode([*APPROVALS, refusal.to_bytes()])], 16 * 1024),
        "mailboxes": (_mailbox, [encode([notice, slot])], 4096),
        "replies": (_reply, [reply], 1024),
        "summaries": (_summary, [SUMMARY.to_bytes()], 8192),
        "clearances": (_clearance, [encode([ASKED.to_bytes(), cleared.to_bytes(), attested.to_bytes()])], 16 * 1024),
        "letters": (
            _letter,
            [b"\0" + DRAFTED.to_bytes(), b"\1" + known[DraftAgreed], b"\2" + known[DraftRefused]],
            8192,
        ),
    }


def targets() -> list[Target]:
    heads = [encode(word) for word in words()]
    return [
        Target(
            name, check, seeds, (ProtocolError,), heads, cbor_mutator(words(), head=1 if name == "letters" else 0), most
        )
        for name, (check, seeds, most) in _seeds().items()
    ]
