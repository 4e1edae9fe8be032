"""Prints what Python makes and JavaScript must be able to read: README.md.

HPKE draws its own randomness, so boxes are new in every run; each comes with the seeds that open it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass

from protocol.carried_keys import CarriedKeys, seal_carried
from protocol.consent import Aim, ClaimedConsent, Profile, give, profile_terms, verify_consent, withdraw
from protocol.contents import Evidence, Identity, Media, Segment, Testimony
from protocol.control import ControlBlock, open_control
from protocol.directory import (
    NO_PREVIOUS,
    Administrator,
    Compartment,
    Desk,
    Device,
    DeviceRole,
    Directory,
    Seat,
    Substitute,
    TrustedDirectory,
    sign_directory,
    trust,
)
from protocol.encoding import Purpose
from protocol.ids import PartKind
from protocol.lent_keys import lend
from protocol.mailbox import (
    SLOTS,
    Loosening,
    MailboxNotice,
    PolicyLoosening,
    Slot,
    bucket_name,
    make_bucket,
    seal_slot,
)
from protocol.opening import (
    OpeningRequest,
    PartSlip,
    SignedRequest,
    approve,
    check_request,
    make_fresh_key,
    payload_hash,
    sign_request,
)
from protocol.post import Post, seal_post
from protocol.primitives import Randomness, SealKey, SignKey, seal_secret
from protocol.receipt import Receipt
from protocol.reply import Reply, seal_reply, vouch_reply_key
from protocol.report import Report, seal_report
from protocol.roots import RootSet
from protocol.sealing import SealedPart
from protocol.shares import split
from protocol.succession import (
    Batch,
    SeatSlip,
    SignedHandedOver,
    SignedRepairPieces,
    SignedRepairSum,
    SignedSuccession,
    Succession,
    SuccessionKind,
    check_succession,
    hand_over,
    make_pieces,
    make_sum,
    sign_succession,
)

TODAY = 20_778
NOW = TODAY * 86_400
RECEIPT = Receipt(bytes(range(16)))


def repeatable(name: str) -> Randomness:
    """Randomness that is the same in every run; for vectors, where nothing is secret."""
    drawn = 0

    def draw(size: int) -> bytes:
        nonlocal drawn
        drawn += 1
        return hashlib.shake_256(f"leeward vectors {name} {drawn}".encode()).digest(size)

    return draw


@dataclass(frozen=True)
class Keys:
    """The private halves of one place in a compartment."""

    seal: SealKey
    sign: SignKey

    @classmethod
    def of(cls, name: str) -> Keys:
        random = repeatable(f"keys of {name}")
        return cls(SealKey.new(random), SignKey.new(random))


SEATS = {
    PartKind.TESTIMONY: tuple(Keys.of(f"testimony {number}") for number in range(1, 4)),
    PartKind.IDENTITY: tuple(Keys.of(f"identity {number}") for number in range(1, 3)),
    PartKind.EVIDENCE: tuple(Keys.of(f"evidence {number}") for number in range(1, 4)),
}
DESKS = (Keys.of("curator"), Keys.of("reviewer"))
RECOVERY = {kind: SealKey.new(repeatable(f"recovery {kind}")) for kind in SEATS}
VAULT = Keys.of("vault")


def shares() -> list[dict[str, object]]:
    random = repeatable("shares")
    cases = []
    for needed, seats in ((2, 2), (2, 3), (4, 7), (5, 7), (3, 16), (16, 16)):
        secret = random(32)
        made = split(secret, needed, seats, random)
        cases.append({"needed": needed, "secret": secret.hex(), "shares": [share.hex() for share in made]})
    return cases


def primitives() -> list[dict[str, str]]:
    random = repeatable("primitives")
    cases = []
    for size in (0, 32, 33, 64):
        key, context, secret = SealKey.new(random), random(7), random(size)
        cases.append(
            {
                "seed": key.seed().hex(),
                "public": key.public.hex(),
                "context": context.hex(),
                "secret": secret.hex(),
                "sealed": seal_secret(key.public, Purpose.SHARE, context, secret).hex(),
            }
        )
    return cases


def consent() -> dict[str, object]:
    key, before, chain = SignKey.new(repeatable("a part key")), None, []
    for profile in Profile:
        claimed = give(key, profile_terms(profile, TODAY), TODAY, before)
        before = verify_consent(claimed, key.public, TODAY, before)
        chain.append(_claim(claimed) | {"hash": before.hash().hex()})
    told = Post(withdrawals=(withdraw(key, TODAY),), seen=(repeatable("a reply")(32),))
    return {"chain": chain, "posts": [_post(Post()), _post(told)]}


def _claim(claimed: ClaimedConsent) -> dict[str, str]:
    return {"statement": claimed.statement.hex(), "signature": claimed.signature.hex()}


def _post(post: Post) -> dict[str, str]:
    sealed = seal_post(post, VAULT.seal.public, repeatable("a post"))
    return {"vault_seed": VAULT.seal.seed().hex(), "message": post.to_bytes().hex(), "post": sealed.hex()}


def directory() -> TrustedDirectory:
    """One country, testimony and evidence 2 of 3, identity 2 of 2, the same two desks."""
    roots = tuple(Keys.of(f"root {number}").sign for number in range(2))
    contents = Directory(
        number=1,
        epoch=1,
        previous=NO_PREVIOUS,
        issued=TODAY,
        expires=TODAY + 180,
        compartments=tuple(_compartment(kind) for kind in SEATS),
        vault_seal_key=VAULT.seal.public,
        devices=(Device(device="vault", role=DeviceRole.VAULT, sign_key=VAULT.sign.public),),
        administrators=tuple(
            Administrator(administrator=name, organisation=f"house-of-{name}", sign_key=Keys.of(name).sign.public)
            for name in ("dalia", "esteban")
        ),
        partners=(),
        work_bits=0,
        log_origin="log.leeward.example/python",
    )
    signed = sign_directory(contents, list(enumerate(roots)))
    return trust(signed, RootSet(keys=tuple(root.public for root in roots), needed=2), TODAY)


def _compartment(kind: PartKind) -> Compartment:
    return Compartment(
        name=f"xb-{kind}",
        country="xb",
        kind=kind,
        needed=2,
        seats=tuple(
            Seat(
                custodian=f"{kind}-{number}",
                organisation=f"house-{number}",
                seal_key=keys.seal.public,
                sign_key=keys.sign.public,
            )
            for number, keys in enumerate(SEATS[kind], 1)
        ),
        desks=tuple(
            Desk(desk=f"desk-{holder}", holder=holder, seal_key=keys.seal.public, sign_key=keys.sign.public)
            for holder, keys in zip(("ama", "ben"), DESKS, strict=True)
        ),
        recovery_key=RECOVERY[kind].public,
    )


DIRECTORY = directory()
TESTIMONY = Testimony(
    text="Two roads are closed. ሁለት መንገዶች", risk_factors=(2,), media=(Media(data=repeatable("a picture")(40)),)
)
FILE = Evidence(media_type="image/jpeg", data=repeatable("a file")(300))
REPORT = seal_report(
    Report(
        "xb",
        TESTIMONY,
        profile_terms(Profile.SUMMARY_FINER, TODAY),
        Identity(name="A. Person"),
        files=(FILE,),
        evidence_terms=profile_terms(Profile.CURATOR_MAY_READ, TODAY),
    ),
    DIRECTORY,
    RECEIPT,
    0,
    TODAY,
    repeatable("a report"),
)
TOLD = TESTIMONY.model_copy(
    update={"identity": REPORT.identity.id(), "evidence": tuple(one.id() for one in REPORT.evidence)}
).to_bytes()


def sealing() -> list[dict[str, object]]:
    return [
        _part(PartKind.TESTIMONY, REPORT.testimony, TOLD),
        _part(PartKind.IDENTITY, REPORT.identity, Identity(name="A. Person").to_bytes()),
        _part(PartKind.EVIDENCE, REPORT.evidence[0], FILE.to_bytes()),
    ]


def segments() -> list[dict[str, object]]:
    """Testimonies of texts that are segments of a long one."""
    tag = repeatable("a long text")(16)
    stand = [Segment(tag=tag, place=place, of=of) for place, of in ((1, 1), (2, 3), (24, 255))]
    return [
        {
            "group": {"tag": tag.hex(), "place": one.place, "of": one.of},
            "contents": Testimony(text="segunda parte", group=one).to_bytes().hex(),
        }
        for one in stand
    ]


def _part(kind: PartKind, part: SealedPart, contents: bytes) -> dict[str, object]:
    control = open_control(VAULT.seal, part.control, part.id(), part.header.part_key, kind, TODAY)
    block = ControlBlock(
        consent=control.claimed_consent,
        card=control.card,
        mailbox=control.mailbox,
        reply_key=control.reply_key,
        reply_signature=control.reply_signature,
    )
    return {
        "kind": kind.value,
        "part": part.to_bytes().hex(),
        "b": part.id().hex(),
        "contents": contents.hex(),
        "control": block.to_bytes().hex(),
        "custodian_seeds": [keys.seal.seed().hex() for keys in SEATS[kind]],
        "desk_seeds": [keys.seal.seed().hex() for keys in DESKS],
        "recovery_seed": RECOVERY[kind].seed().hex(),
        "vault_seed": VAULT.seal.seed().hex(),
    }


def opening() -> dict[str, object]:
    """A request for the testimony above, approved by the first and the third custodian."""
    made = [
        make_fresh_key("xb-testimony", f"desk-{holder}", keys.sign, NOW + 3600, repeatable(f"fresh {holder}"))
        for holder, keys in zip(("ama", "ben"), DESKS, strict=True)
    ]
    request = OpeningRequest(
        directory=DIRECTORY.hash,
        compartment="xb-testimony",
        parts=(REPORT.testimony.id(),),
        aim=Aim.EARLY_WARNING,
        curator=made[0][1],
        reviewer=made[1][1],
        asked=NOW,
        expires=NOW + 3600,
        nonce=repeatable("a request")(32),
    )
    signed = sign_request(request, DESKS[0].sign)
    approvals = [_approve(signed, number) for number in (1, 3)]
    sadia, lent = Keys.of("sadia"), SEATS[PartKind.TESTIMONY][2].seal
    both = {"seal_key": sadia.seal.public, "sign_key": sadia.sign.public}
    listed = Substitute(substitute="sadia", custodian="third", organisation="mill", **both)
    return {
        "part": REPORT.testimony.to_bytes().hex(),
        "contents": TOLD.hex(),
        "request": {"body": signed.body.hex(), "signature": signed.signature.hex()},
        "request_id": signed.id().hex(),
        "approvals": approvals,
        "lent_key": lend(lent, listed).to_bytes().hex(),
        "lent_seed": lent.seed().hex(),
        "substitute_seed": sadia.seal.seed().hex(),
        "desk_sign_keys": [keys.sign.public.hex() for keys in DESKS],
        "custodian_sign_keys": [SEATS[PartKind.TESTIMONY][number - 1].sign.public.hex() for number in (1, 3)],
        "desk_seeds": [keys.seal.seed().hex() for keys in DESKS],
        "fresh_seeds": [fresh.seed().hex() for fresh, _ in made],
    }


def _approve(signed: SignedRequest, number: int) -> dict[str, str]:
    part, keys = REPORT.testimony, SEATS[PartKind.TESTIMONY][number - 1]
    slip = PartSlip(
        header=part.header,
        key_commitment=part.key_commitment,
        payload_hash=payload_hash(part),
        number=number,
        seat=part.seats[number - 1],
        consents=(give(RECEIPT.part_key(PartKind.TESTIMONY, 0), profile_terms(Profile.SUMMARY_FINER, TODAY), TODAY),),
        received=(TODAY,),
    )
    answer = approve(slip, check_request(signed, DIRECTORY, NOW), keys.seal, keys.sign)
    return {"body": answer.body.hex(), "signature": answer.signature.hex()}


def succession() -> dict[str, object]:
    """The third seat of testimony goes on to a successor: handed over, and made again by the other two."""
    new, seats = Keys.of("successor"), SEATS[PartKind.TESTIMONY]
    held = DIRECTORY.contents.compartments[0]
    seat = held.seats[2].model_copy(
        update={"custodian": "successor", "seal_key": new.seal.public, "sign_key": new.sign.public}
    )
    moved = held.model_copy(update={"seats": (*held.seats[:2], seat)})
    update = {
        "number": 2,
        "previous": DIRECTORY.hash,
        "compartments": (moved, *DIRECTORY.contents.compartments[1:]),
    }
    roots = tuple(Keys.of(f"root {number}").sign for number in range(2))
    signed = sign_directory(DIRECTORY.contents.model_copy(update=update), list(enumerate(roots)))
    directory = trust(signed, RootSet(keys=tuple(root.public for root in roots), needed=2), TODAY, DIRECTORY)
    claimed = {kind: _begin(directory, kind, new) for kind in SuccessionKind}
    part = REPORT.testimony
    batches = {kind: Batch(check_succession(one, directory, TODAY), (part.id(),)) for kind, one in claimed.items()}
    handover, repair = (batches[kind] for kind in SuccessionKind)
    pieces = [
        make_pieces(repair, [_seat_slip(part, number)], number, keys.seal, keys.sign, repeatable(f"pieces {number}"))
        for number, keys in enumerate(seats[:2], 1)
    ]
    sums = [make_sum(repair, pieces, number, keys.seal, keys.sign) for number, keys in enumerate(seats[:2], 1)]
    handed = hand_over(handover, [_seat_slip(part, 3)], seats[2].seal, seats[2].sign)
    named = {
        kind: {"succession": _envelope(claimed[kind]), "id": one.succession.id.hex(), "batch": one.hash.hex()}
        for kind, one in batches.items()
    }
    return {
        "part": part.to_bytes().hex(),
        "custodian_seeds": [keys.seal.seed().hex() for keys in seats],
        "custodian_sign_keys": [keys.sign.public.hex() for keys in seats],
        "successor_seed": new.seal.seed().hex(),
        "successor_sign_key": new.sign.public.hex(),
        "handover": named[SuccessionKind.HANDOVER] | {"handed_over": _envelope(handed)},
        "repair": named[SuccessionKind.REPAIR]
        | {"pieces": [_envelope(one) for one in pieces], "sums": [_envelope(one) for one in sums]},
    }


def _begin(directory: TrustedDirectory, kind: SuccessionKind, successor: Keys) -> SignedSuccession:
    return sign_succession(
        Succession(
            directory=directory.hash,
            compartment="xb-testimony",
            seat=3,
            kind=kind,
            helpers=(1, 2) if kind is SuccessionKind.REPAIR else (),
            asked=TODAY,
            expires=TODAY + 14,
            nonce=repeatable(f"a {kind}")(32),
        ),
        successor.sign,
    )


def _seat_slip(part: SealedPart, number: int) -> SeatSlip:
    return SeatSlip(
        header=part.header,
        key_commitment=part.key_commitment,
        payload_hash=payload_hash(part),
        number=number,
        seat=part.seats[number - 1],
        handed_over=False,
    )


def _envelope(
    signed: SignedSuccession | SignedHandedOver | SignedRepairPieces | SignedRepairSum,
) -> dict[str, str]:
    return {"body": signed.body.hex(), "signature": signed.signature.hex()}


def mailbox() -> dict[str, object]:
    """A slot for the testimony above with a reply in it, and the signature under a bucket of that slot alone."""
    kind, today = PartKind.TESTIMONY, TODAY
    part_key, reply_key, box = RECEIPT.part_key(kind, 0), RECEIPT.reply_key(kind, 0), RECEIPT.mailbox(kind, 0)
    said = Reply(
        part_key=part_key.public, compartment="xb-testimony", desk="desk-ama", day=today, text="ደህና ነህ? Are you safe?"
    )
    sealed_reply = seal_reply(said, DESKS[0].sign, reply_key.public, repeatable("a reply"))
    terms = profile_terms(Profile.SUMMARY_FINER, today)
    slot = Slot(
        consent=give(part_key, terms, today),
        terms=profile_terms(Profile.CURATOR_MAY_READ, today),
        settles=today + 7,
        withdrawn=False,
        opened=True,
        reply=sealed_reply,
        loosened=PolicyLoosening(counts=today - 3, kinds=int(Loosening.FINER_PLACE | Loosening.OTHER_RULES)),
    )
    notice = MailboxNotice(number=5, every=86_400, depth=12)
    sealed = seal_slot(slot, box, notice.number, repeatable("a slot"))
    bucket = make_bucket(notice, bucket_name(box, notice.depth), [sealed] * SLOTS, VAULT.sign)
    return {
        "mailbox": box.hex(),
        "number": notice.number,
        "slot": slot.to_bytes().hex(),
        "sealed": sealed.hex(),
        "part_key": part_key.public.hex(),
        "reply_seed": reply_key.seed().hex(),
        "reply_key": reply_key.public.hex(),
        "reply_signature": vouch_reply_key(part_key, reply_key.public).hex(),
        "reply": sealed_reply.hex(),
        "reply_body": said.to_bytes().hex(),
        "desk_sign_key": DESKS[0].sign.public.hex(),
        "notice": notice.to_bytes().hex(),
        "name": bucket.name.hex(),
        "slots_sha256": hashlib.sha256(bucket.slots).hexdigest(),
        "vault_sign_key": VAULT.sign.public.hex(),
        "bucket_signature": bucket.signature.hex(),
    }


def carried() -> dict[str, str]:
    """A custodian's keys on their way to the page."""
    draw = repeatable("carried keys")
    keys = CarriedKeys(
        custodian="custodian-2",
        seal_seed=draw(32),
        sign_seed=draw(32),
        roots=RootSet(keys=(VAULT.sign.public,), needed=1),
        vault="https://vault.example:8443",
        policy="https://policy.example",
        ledger="https://log.example",
        intake="http://intake.example",
        signed_directory=b"not looked at here",
        signed_policy=None,
        orders=b"nor here",
        memory=b"",
    )
    code = repeatable("code and salt")(16)
    file, digits = seal_carried(keys, repeatable("code and salt"))
    return {"keys": keys.to_bytes().hex(), "code": code.hex(), "digits": digits, "file": file.to_bytes().hex()}


if __name__ == "__main__":
    makers = (shares, primitives, consent, sealing, segments, opening, mailbox, carried, succession)
    json.dump({maker.__name__: maker() for maker in makers}, sys.stdout)
