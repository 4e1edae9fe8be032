"""A small vault that speaks SPEC 18 to desks over real HTTP, and that a test may bend: what it hands out can be false.

It checks device signatures as the real one does, and keeps everything in memory. It is no judge: it clears what a test
tells it to clear.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from fastapi import FastAPI, Response

from protocol.consent import ClaimedConsent
from protocol.crossings import CBOR
from protocol.desk_crossings import (
    Channel,
    Consents,
    Draft,
    Drafts,
    FreshKeys,
    GrantedClearance,
    NewReply,
    OpenablePart,
    OpenedPart,
    OpenedParts,
    OpeningProgress,
    PartListing,
    PartListings,
    PartProgress,
    PartState,
    ReplyAddress,
)
from protocol.directory import DeviceRole
from protocol.encoding import Message
from protocol.ids import PartKind, from_text, to_text
from protocol.opening import (
    CheckedRequest,
    FreshKey,
    PartSlip,
    SignedApproval,
    SignedFreshKey,
    SignedRequest,
    approve,
    check_request,
    payload_hash,
)
from protocol.orders import OrderBook, SignedOrder
from protocol.primitives import SignKey
from protocol.release import (
    Clearance,
    SignedClearanceRequest,
    SourceBand,
    check_clearance_request,
    grant_clearance,
)
from protocol.sealing import SealedPart
from server.devices import Caller, signed_by
from server.zone_app import zone_app
from tests.worlds import TODAY, Clock, Consortium


class BentError(Exception):
    """The vault refuses."""


class NotHere(BentError):
    """There is nothing here by that name."""


class TooFewSources(BentError):
    """Too few independent sources. There must be more."""


@dataclass
class KeptPart:
    sealed: SealedPart
    kind: PartKind
    consents: tuple[ClaimedConsent, ...]
    received: tuple[int, ...] = (TODAY,)
    withdrawn: bool = False


@dataclass
class BentVault:
    consortium: Consortium
    clock: Clock
    parts: dict[bytes, KeptPart] = field(default_factory=dict)
    fresh: list[SignedFreshKey] = field(default_factory=list)
    openings: dict[bytes, tuple[SignedRequest, CheckedRequest]] = field(default_factory=dict)
    approvals: dict[tuple[bytes, bytes], list[SignedApproval]] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    bend: Callable[[OpenablePart], OpenablePart] = field(default=lambda part: part)
    """What a test makes of a part on its way to a desk."""
    bend_clearance: Callable[[Clearance], Clearance] = field(default=lambda clearance: clearance)
    clearance_key: SignKey | None = None
    """Who signs clearances; the directory's vault, unless a test says another."""
    least_parts: int = 1
    cleared: set[bytes] = field(default_factory=set)
    """Parts on which another summary stands."""

    frozen: list[bytes] = field(default_factory=list)
    orders: list[SignedOrder] = field(default_factory=list)
    addresses: dict[bytes, ReplyAddress] = field(default_factory=dict)
    replies: list[NewReply] = field(default_factory=list)

    def keep(self, sealed: SealedPart, kind: PartKind, *consents: ClaimedConsent) -> bytes:
        self.parts[sealed.id()] = KeptPart(sealed, kind, consents, (TODAY,) * len(consents))
        return sealed.id()

    def slip(self, part: bytes, number: int) -> PartSlip:
        kept = self.parts[part]
        return PartSlip(
            header=kept.sealed.header,
            key_commitment=kept.sealed.key_commitment,
            payload_hash=payload_hash(kept.sealed),
            number=number,
            seat=kept.sealed.seats[number - 1],
            consents=kept.consents,
            received=kept.received,
        )

    def approve(self, opening: bytes, seats: Iterable[int], parts: Iterable[bytes] | None = None) -> None:
        """The custodians of these seats approve parts of an opening, with their real keys."""
        _, checked = self.openings[opening]
        for part in parts or checked.request.parts:
            for number in seats:
                one = self.consortium.custodians[checked.compartment.name][number - 1]
                signed = approve(self.slip(part, number), checked, one.seal_key, one.sign_key)
                self.approvals.setdefault((opening, part), []).append(signed)

    def progress(self, opening: bytes) -> OpeningProgress:
        signed, checked = self.openings[opening]
        return OpeningProgress(
            request=signed,
            parts=tuple(self._part_progress(opening, part, checked) for part in checked.request.parts),
        )

    def _part_progress(self, opening: bytes, part: bytes, checked: CheckedRequest) -> PartProgress:
        count = len(self.approvals.get((opening, part), []))
        state = PartState.APPROVED if count >= checked.compartment.needed else PartState.LOGGED
        state = PartState.WITHDRAWN if self.parts[part].withdrawn else state
        return PartProgress(part=part, state=state, approvals=count, refusals=0)

    def opened_with(self, compartment: str, keyid: str, other: str, aim: str) -> OpenedParts:
        found: dict[bytes, OpenedPart] = {}
        for opening, (_, checked) in self.openings.items():
            desks = {checked.curator.desk: checked.curator, checked.reviewer.desk: checked.reviewer}
            ours = other in desks and keyid in {one.sign_key.hex() for one in desks.values()}
            if ours and (checked.compartment.name, checked.request.aim) == (compartment, aim):
                for one in self.progress(opening).parts:
                    if one.state is PartState.APPROVED:
                        found[one.part] = OpenedPart(part=one.part, cleared=one.part in self.cleared)
        return OpenedParts(parts=tuple(found.values()))

    def openable(self, opening: bytes, part: bytes) -> OpenablePart:
        kept = self.parts[part]
        return self.bend(
            OpenablePart(
                part=kept.sealed.to_bytes(),
                approvals=tuple(self.approvals[opening, part]),
                consents=kept.consents,
                received=kept.received,
                again=None,
            )
        )

    def take(self, signed: SignedRequest) -> OpeningProgress:
        checked = check_request(signed, self.consortium.directory, int(self.clock()))
        if checked.id not in self.openings:
            self.openings[checked.id] = (signed, checked)
            used = {checked.request.reviewer.body, checked.request.curator.body}
            self.fresh = [one for one in self.fresh if one.body not in used]
        return self.progress(checked.id)

    def clear(self, claimed: SignedClearanceRequest) -> GrantedClearance:
        request = check_clearance_request(claimed, self.consortium.directory)
        if len(request.parts) < self.least_parts:
            raise TooFewSources
        asked = request.model_dump(exclude={"type", "parts"})
        clearance = Clearance(**asked, never_to=0, translation=True, band=SourceBand.SOME, policy=1, day=TODAY)
        vault_key = self.clearance_key or self.consortium.devices[DeviceRole.VAULT]
        return GrantedClearance(clearance=grant_clearance(self.bend_clearance(clearance), vault_key))

    def app(self) -> FastAPI:
        app = zone_app("A small vault", BentError, {BentError: 409, NotHere: 404})
        desks = {
            desk.sign_key.public.hex(): desk.sign_key.public for pair in self.consortium.desks.values() for desk in pair
        }
        door = signed_by(desks.get, self.clock, {"vault.test"})
        small, nothing = door(128 * 1024), door(0)

        @app.post("/v1/fresh-keys", status_code=204)
        async def offer(caller: Caller = small) -> None:
            self.fresh.append(SignedFreshKey.from_bytes(caller.body))

        @app.get("/v1/fresh-keys", dependencies=[nothing])
        async def offered(compartment: str) -> Response:
            return _cbor(FreshKeys(keys=tuple(self.fresh)))

        @app.delete("/v1/fresh-keys", status_code=204)
        async def take_back(compartment: str, caller: Caller = nothing) -> None:
            mine = {
                desk.name
                for desk in self.consortium.desks[compartment]
                if to_text(desk.sign_key.public) == caller.keyid
            }
            keys = [(one, FreshKey.from_bytes(one.body)) for one in self.fresh]
            self.fresh = [one for one, key in keys if key.desk not in mine or key.compartment != compartment]

        @app.get("/v1/replies/{part}", dependencies=[nothing])
        async def address(part: str) -> Response:
            return _cbor(self.addresses[from_text(part)])

        @app.post("/v1/replies", status_code=204)
        async def reply(caller: Caller = small) -> None:
            self.replies.append(NewReply.from_bytes(caller.body))

        @app.get("/v1/parts", dependencies=[nothing])
        async def listed(compartment: str, after: str = "") -> Response:
            """Pages of two, in the order of the ids."""
            ours = sorted(part for part, kept in self.parts.items() if kept.sealed.header.compartment == compartment)
            left = [part for part in ours if f"{TODAY}-{to_text(part)}" > after]
            page = tuple(_listing(part, self.parts[part]) for part in left[:2])
            return _cbor(PartListings(parts=page, more=len(left) > 2))

        @app.get("/v1/parts/opened")
        async def opened(compartment: str, desk: str, aim: str, caller: Caller = nothing) -> Response:
            return _cbor(self.opened_with(compartment, caller.keyid, desk, aim))

        @app.post("/v1/openings", status_code=202)
        async def ask(caller: Caller = small) -> Response:
            return _cbor(self.take(SignedRequest.from_bytes(caller.body)), 202)

        @app.get("/v1/openings/{opening}", dependencies=[nothing])
        async def progress(opening: str) -> Response:
            if from_text(opening) not in self.openings:
                raise NotHere
            return _cbor(self.progress(from_text(opening)))

        @app.get("/v1/openings/{opening}/parts/{part}", dependencies=[nothing])
        async def openable(opening: str, part: str) -> Response:
            return _cbor(self.openable(from_text(opening), from_text(part)))

        @app.get("/v1/consents/{part}", dependencies=[nothing])
        async def consents(part: str) -> Response:
            kept = self.parts[from_text(part)]
            return _cbor(Consents(consents=kept.consents, received=kept.received, withdrawn=kept.withdrawn))

        @app.post("/v1/drafts", status_code=204)
        async def carry(caller: Caller = small) -> None:
            self.drafts.append(Draft.from_bytes(caller.body))

        @app.get("/v1/drafts")
        async def carried(compartment: str, caller: Caller = nothing) -> Response:
            names = {
                one.name
                for pair in self.consortium.desks.values()
                for one in pair
                if one.sign_key.public.hex() == caller.keyid
            }
            mine = [one for one in self.drafts if one.compartment == compartment and one.to_desk in names]
            return _cbor(Drafts(drafts=tuple(mine)))

        @app.delete("/v1/drafts/{draft}", status_code=204, dependencies=[nothing])
        async def forget(draft: str, compartment: str) -> None:
            self.drafts = [
                one
                for one in self.drafts
                if (one.compartment, hashlib.sha256(one.to_bytes()).digest()) != (compartment, from_text(draft))
            ]

        @app.post("/v1/openings/{opening}/freeze", status_code=204, dependencies=[nothing])
        async def freeze(opening: str) -> None:
            self.frozen.append(from_text(opening))

        @app.post("/v1/orders", status_code=204)
        async def take_orders(caller: Caller = small) -> None:
            self.orders += OrderBook.from_bytes(caller.body).orders

        @app.post("/v1/clearances")
        async def clear(caller: Caller = small) -> Response:
            return _cbor(self.clear(SignedClearanceRequest.from_bytes(caller.body)))

        return app


def _listing(part: bytes, kept: KeptPart) -> PartListing:
    return PartListing(
        part=part,
        kind=kept.kind,
        size_class=kept.sealed.header.size_class,
        day=TODAY,
        vouched=False,
        may_be_opened=not kept.withdrawn,
        opened=False,
        asked=False,
        channel=Channel.WEB,
        urgent=False,
    )


def _cbor(message: Message, status: int = 200) -> Response:
    return Response(message.to_bytes(), status, media_type=CBOR)
