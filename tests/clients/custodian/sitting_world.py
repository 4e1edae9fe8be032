"""A custodian at a machine, and a vault, a log, a policy zone and an intake that can be made to lie.

Signatures, proofs and seals are real, made by protocol's own functions; only who says what is made up. The doors are
answered in memory, so that each lie is one line of a test.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from clients.custodian.session import Sitting
from clients.custodian.to_vault import Doors
from clients.device_auth import DeviceAuth
from clients.key_file import PersonKeys
from clients.trusted import Trusted
from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.consent import Aim, ClaimedConsent, Profile, Terms, give, profile_terms
from protocol.contents import Evidence, Testimony
from protocol.custodian_crossings import Answers, LogEvidence, OpeningNotice, OpeningNotices, WithdrawnPart
from protocol.directory import DeviceRole
from protocol.ids import PartKind
from protocol.ledger import EntryKind, LedgerEntry, commit
from protocol.ledger_crossings import Consistency, Inclusion
from protocol.mandates import SignedMandate, SignedMandates
from protocol.merkle import consistency_proof, inclusion_proof, leaf_hash, nodes_of, root_of
from protocol.opening import (
    OpeningRequest,
    PartSlip,
    SignedRequest,
    make_fresh_key,
    payload_hash,
    sign_request,
)
from protocol.orders import OrderBook, SignedOrder
from protocol.primitives import SealKey, SignKey
from protocol.receipt import Receipt
from protocol.report import Report, seal_report
from protocol.sealing import SealedPart
from tests.worlds import TODAY, Clock, Consortium, make_consortium, seeded

TESTIMONY = "xa-testimony"
CONSORTIUM = make_consortium("sitting", custodians=3, quorums=(2, 2, 2))


class Log:
    """The log's leaves and its key."""

    def __init__(self, consortium: Consortium) -> None:
        self.key = consortium.devices[DeviceRole.LEDGER]
        self.origin = consortium.directory.contents.log_origin
        self.random = seeded("log")
        self.leaves: list[bytes] = []
        self.grow(3)

    def grow(self, leaves: int = 1) -> None:
        """Dummies."""
        self.leaves += [self.random(32) for _ in range(leaves)]

    def note(self, size: int | None = None) -> bytes:
        hashes = [leaf_hash(leaf) for leaf in self.leaves[:size]]
        return sign_checkpoint(Checkpoint(self.origin, len(hashes), root_of(hashes)), self.key)

    def enter(self, kind: EntryKind, subject: bytes) -> LogEvidence:
        entry, r = LedgerEntry(kind=kind, subject=subject, day=TODAY).to_bytes(), self.random(32)
        self.leaves.append(commit(entry, r))
        hashes = [leaf_hash(leaf) for leaf in self.leaves]
        index = len(hashes) - 1
        proof = inclusion_proof(nodes_of(hashes), index, len(hashes))
        return LogEvidence(entry=entry, r=r, index=index, proof=proof, checkpoint=self.note().decode())

    def inclusion(self, leaf: bytes) -> bytes:
        """Of the whole log as it is; empty where it has no such leaf."""
        if leaf not in self.leaves:
            return b""
        hashes, index = [leaf_hash(one) for one in self.leaves], self.leaves.index(leaf)
        proof = inclusion_proof(nodes_of(hashes), index, len(hashes))
        return Inclusion(index=index, proof=proof, checkpoint=self.note().decode()).to_bytes()

    def consistency(self, old: int, new: int) -> bytes:
        proof = consistency_proof(nodes_of([leaf_hash(leaf) for leaf in self.leaves]), old, new)
        return Consistency(proof=proof, checkpoint=self.note().decode()).to_bytes()


@dataclass
class Told:
    """A testimony, the key that speaks for it, and every version of its consent."""

    part: SealedPart
    key: SignKey
    consents: tuple[ClaimedConsent, ...]
    received: tuple[int, ...] = (TODAY,)

    @property
    def id(self) -> bytes:
        return self.part.id()

    def slip(self, seat: int = 1) -> PartSlip:
        return PartSlip(
            header=self.part.header,
            key_commitment=self.part.key_commitment,
            payload_hash=payload_hash(self.part),
            number=seat,
            seat=self.part.seats[seat - 1],
            consents=self.consents,
            received=self.received,
        )


def tell(
    name: str = "one",
    terms: Terms | None = None,
    country: str = "xa",
    kind: PartKind = PartKind.TESTIMONY,
    consortium: Consortium = CONSORTIUM,
) -> Told:
    """Terms default to *a curator may read*."""
    receipt = Receipt.new(seeded(name))
    allowed = terms or profile_terms(Profile.CURATOR_MAY_READ, TODAY)
    files = (Evidence.of(name.encode()),) if kind is PartKind.EVIDENCE else ()
    report = Report(country, Testimony(text=name), allowed, identity_terms=allowed, files=files, evidence_terms=allowed)
    sealed = seal_report(report, consortium.directory, receipt, 0, TODAY, seeded(name))
    key = receipt.part_key(kind, 0)
    part = next(one for one in sealed.parts if one.header.part_key == key.public)
    return Told(part, key, (give(key, allowed, TODAY),))


@dataclass
class Machine:
    """One custodian's machine (seat 1 of xa-testimony), and all that the others answer it."""

    folder: Path
    consortium: Consortium = CONSORTIUM
    clock: Clock = field(default_factory=Clock)
    log: Log = field(default_factory=lambda: Log(CONSORTIUM))
    compartment: str = TESTIMONY
    seat: int = 1
    directory: bytes = CONSORTIUM.signed.to_bytes()
    policy: bytes = CONSORTIUM.signed_policy.to_bytes()
    notices: dict[str, list[OpeningNotice]] = field(default_factory=dict)
    sent: list[Answers] = field(default_factory=list)
    told: bytes = b""
    """The head of the log that intake shows."""
    frozen: list[str] = field(default_factory=list)
    orders: dict[str, OrderBook] = field(default_factory=dict)
    """What the vault, and what the policy zone, says is stopped."""
    brought: list[SignedOrder] = field(default_factory=list)
    mandates: list[SignedMandate] = field(default_factory=list)
    lies: dict[str, httpx.Response] = field(default_factory=dict)
    """By "METHOD path": what is answered instead."""
    on_answers: Callable[[Answers], None] = lambda _: None
    asked: list[str] = field(default_factory=list)
    fresh: list[SealKey] = field(default_factory=list)
    """The private halves of the last request's fresh keys: the curator's, the reviewer's."""

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        (self.folder / "roots.cbor").write_bytes(self.consortium.root_set.to_bytes())

    @property
    def keys(self) -> PersonKeys:
        one = self.consortium.custodians[self.compartment][self.seat - 1]
        return PersonKeys(one.name, one.seal_key, one.sign_key)

    @property
    def memory_file(self) -> Path:
        return self.folder / "memory.cbor"

    def request(self, *told: Told, signer: SignKey | None = None, **change: Any) -> SignedRequest:
        now = int(self.clock())
        compartment = change.get("compartment", self.compartment)
        curator, reviewer = self.consortium.desks[compartment]
        made = [
            make_fresh_key(compartment, desk.name, desk.sign_key, now + 48 * 3600, seeded(f"{desk.name}/{now}"))
            for desk in (curator, reviewer)
        ]
        self.fresh, fresh = [key for key, _ in made], [signed for _, signed in made]
        body: dict[str, Any] = {
            "directory": self.consortium.directory.hash,
            "compartment": compartment,
            "parts": tuple(one.id for one in told),
            "aim": Aim.EARLY_WARNING,
            "curator": fresh[0],
            "reviewer": fresh[1],
            "asked": now,
            "expires": now + 24 * 3600,
            "nonce": self.log.random(32),
        }
        return sign_request(OpeningRequest(**(body | change)), signer or curator.sign_key)

    def notice(
        self,
        *told: Told,
        request: SignedRequest | None = None,
        evidence: LogEvidence | None = None,
        slips: Sequence[PartSlip] | None = None,
        withdrawn: Sequence[bytes] = (),
        said: Sequence[bytes | WithdrawnPart] = (),
    ) -> OpeningNotice:
        """An honest vault's, but for what is given. The log knows nothing of the withdrawals in `said`."""
        request = request or self.request(*told)
        return OpeningNotice(
            request=request,
            evidence=evidence or self.log.enter(EntryKind.OPENING_REQUESTED, request.id()),
            slips=tuple(one.slip(self.seat) for one in told) if slips is None else tuple(slips),
            withdrawn=(
                *(WithdrawnPart(part=part, evidence=self.log.enter(EntryKind.WITHDRAWAL, part)) for part in withdrawn),
                *(WithdrawnPart(part=part, evidence=None) if isinstance(part, bytes) else part for part in said),
            ),
        )

    def show(self, *notices: OpeningNotice, compartment: str | None = None) -> None:
        self.notices.setdefault(compartment or self.compartment, []).extend(notices)

    def ask(self, *told: Told, **how: Any) -> OpeningNotice:
        """A request that waits."""
        notice = self.notice(*told, **how)
        self.show(notice)
        return notice

    def sit(self) -> Sitting:
        auth = DeviceAuth(self.keys.sign_key, self.keys.sign_key.public.hex(), self.clock)
        transport = httpx.MockTransport(self.answer)
        doors = Doors(
            *(
                httpx.Client(transport=transport, base_url=f"http://{name}", auth=auth if signed else None)
                for name, signed in (("vault", True), ("policy", True), ("ledger", False), ("intake", False))
            )
        )
        trusted = Trusted.open(self.folder, int(self.clock() // 86_400))
        return Sitting.begin(self.keys, doors, trusted, self.memory_file, self.clock)

    def refusals(self, sitting: Sitting | None = None) -> list[type[Exception] | None]:
        """Why each part of the one waiting request may not be approved."""
        (one,) = (sitting or self.sit()).waiting
        return [type(judged.refusal) if judged.refusal else None for judged in one.judgements]

    def unsound(self) -> list[type[Exception]]:
        """Why what waits is not even shown; nothing is shown beside it."""
        sitting = self.sit()
        assert sitting.waiting == ()
        return [type(one.why) for one in sitting.unsound]

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append(f"{request.method} {path}")
        lie = self.lies.get(f"{request.method} {path}")
        if lie is not None:
            return lie
        assert ("signature" in request.headers) is (request.url.host in {"vault", "policy"})
        return getattr(self, f"_{request.url.host}")(request)

    def _intake(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/checkpoint":
            return httpx.Response(200, content=self.told) if self.told else httpx.Response(404)
        return httpx.Response(200, content=self.directory)

    def _stopped(self, zone: str) -> httpx.Response:
        return httpx.Response(200, content=self.orders.get(zone, OrderBook()).to_bytes())

    def _policy(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/heartbeats":
            assert (request.method, request.content) == ("POST", b"")
            return httpx.Response(204)
        if request.url.path == "/v1/orders":
            return self._stopped("policy")
        return httpx.Response(200, content=self.policy)

    def _ledger(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/checkpoint":
            return httpx.Response(200, content=self.log.note())
        if request.url.path.startswith("/v1/entries/"):
            proved = self.log.inclusion(bytes.fromhex(request.url.path.rpartition("/")[2]))
            return httpx.Response(200, content=proved) if proved else httpx.Response(404)
        asked = request.url.params
        return httpx.Response(200, content=self.log.consistency(int(asked["from"]), int(asked["to"])))

    def _mandates(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, content=SignedMandates(mandates=tuple(self.mandates)).to_bytes())
        if request.method == "POST":
            self.mandates.append(SignedMandate.from_bytes(request.content))
        else:
            self.mandates = [one for one in self.mandates if one.id().hex() != request.url.path.rpartition("/")[2]]
        return httpx.Response(204)

    def _vault(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/v1/mandates"):
            return self._mandates(request)
        if request.url.path == "/v1/orders":
            if request.method == "GET":
                return self._stopped("vault")
            self.brought += OrderBook.from_bytes(request.content).orders
            return httpx.Response(204)
        if request.method == "GET":
            shown = self.notices.get(request.url.params["compartment"], [])
            return httpx.Response(200, content=OpeningNotices(notices=tuple(shown)).to_bytes())
        if request.url.path.endswith("/freeze"):
            self.frozen.append(request.url.path.split("/")[-2])
            return httpx.Response(204)
        answers = Answers.from_bytes(request.content)
        self.on_answers(answers)
        self.sent.append(answers)
        return httpx.Response(204)
