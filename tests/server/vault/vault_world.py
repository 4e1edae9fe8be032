"""A vault in a made-up consortium: its real application, database and rounds, and everyone who knocks at it.

A `VaultWorld` offers whole acts in the words of the glossary (`report`, `ask`, `approve`, `open`, `clear`), each
over HTTP as the device that does it, so that a test says only what it is about.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.cards import CardCode, new_batch
from protocol.consent import Aim, AssertedBy, Audience, Period, Place, Profile, Terms, profile_terms
from protocol.contents import Evidence, Testimony
from protocol.crossings import CBOR
from protocol.custodian_crossings import Answers, OpeningNotice, OpeningNotices
from protocol.desk_crossings import GrantedClearance, OpenablePart, OpeningProgress, PartState
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.encoding import Message
from protocol.ids import PartKind, to_text
from protocol.opening import (
    OpeningRequest,
    RefusalReason,
    SignedApproval,
    SignedFreshKey,
    SignedRequest,
    approve,
    check_request,
    make_fresh_key,
    refuse,
    sign_request,
)
from protocol.post import Post, seal_post
from protocol.primitives import SealKey, SignKey
from protocol.receipt import Receipt, evidence_index
from protocol.release import ClearanceRequest, ExpiryClass, SignedClearanceRequest, sign_clearance
from protocol.release_crossings import ClearanceQuery, ClearanceStanding
from protocol.report import Report, SealedReport, seal_report
from server.database import open_engine
from server.devices import DeviceAuth
from server.pinned import Pinned
from server.vault.api import create_app
from server.vault.journal import Journal
from server.vault.keeping.cards import Loader, load_cards
from server.vault.rounds import follow_log
from server.vault.start import vault_keys
from server.vault.visiting import moving, visit
from server.vault.visiting.visit import collect_once
from server.vault.world import World
from tests.server.vault.stand_ins import IntakeStandIn, Line, LogStandIn, PolicyStandIn, door_for
from tests.worlds import PARTNERS, QUARTER, Clock, Consortium, DeskKeys, seeded

TESTIMONY = "xa-testimony"
IDENTITY = "xa-identity"
EVIDENCE = "xa-evidence"
COARSE = Profile.SUMMARY_COARSE


@contextmanager
def small_pools(size: int = 1) -> Iterator[None]:
    """Pools of so many bytes, or of one part."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moving, "SIZE", size)
        patch.setattr(visit, "JUDGED_AT_ONCE", size)
        patch.setattr(visit, "POSTS_AT_ONCE", 1)
        yield


@dataclass
class Told:
    """A report that was sent, and the words of whoever sent it."""

    receipt: Receipt
    index: int
    sealed: SealedReport

    @property
    def testimony(self) -> bytes:
        return self.sealed.testimony.id()

    @property
    def identity(self) -> bytes:
        return self.sealed.identity.id()

    @property
    def files(self) -> list[bytes]:
        return [part.id() for part in self.sealed.evidence]

    def key(self, kind: PartKind = PartKind.TESTIMONY) -> SignKey:
        return self.receipt.part_key(kind, self.index)

    def file_key(self, number: int = 0) -> SignKey:
        return self.receipt.part_key(PartKind.EVIDENCE, evidence_index(self.index, number))


@dataclass
class Asked:
    """A request with the private fresh keys of both desks."""

    signed: SignedRequest
    curator_fresh: SealKey
    reviewer_fresh: SealKey

    @property
    def id(self) -> bytes:
        return self.signed.id()


@dataclass
class VaultWorld:
    consortium: Consortium
    clock: Clock
    world: World
    loader: Loader
    administrator: AsyncEngine
    """A superuser, whom no wall stops: to look at what is really there."""
    app: Any
    intake: IntakeStandIn
    log: LogStandIn
    policy: PolicyStandIn
    to_intake: Line
    to_log: Line
    to_policy: Line
    folder: Path
    clients: list[httpx.AsyncClient] = field(default_factory=list)
    codes: dict[str, list[CardCode]] = field(default_factory=dict)

    # Who is who

    def client(self, key: SignKey) -> httpx.AsyncClient:
        """A device that signs its requests to the vault with this key."""
        auth = DeviceAuth(key, key.public.hex(), self.clock)
        transport = httpx.ASGITransport(self.app)
        self.clients.append(httpx.AsyncClient(transport=transport, base_url="http://vault", auth=auth))
        return self.clients[-1]

    def desk(self, side: int = 0, compartment: str = TESTIMONY) -> DeskKeys:
        """0 the curator's desk, 1 the reviewer's."""
        return self.consortium.desks[compartment][side]

    def custodian(self, seat: int, compartment: str = TESTIMONY) -> SignKey:
        return self.consortium.custodians[compartment][seat - 1].sign_key

    async def get(self, key: SignKey, path: str) -> httpx.Response:
        return await self.client(key).get(path)

    async def send(self, key: SignKey, path: str, body: Message | bytes) -> httpx.Response:
        raw = body if isinstance(body, bytes) else body.to_bytes()
        return await self.client(key).post(path, content=raw, headers={"content-type": CBOR})

    # Sources

    async def hand_out_cards(self, count: int = 4, quarter: str = QUARTER, partners: Iterable[str] = PARTNERS) -> None:
        for partner in partners:
            codes, listed = new_batch(partner, quarter, count, seeded(f"cards/{partner}/{quarter}"))
            self.codes[partner] = list(codes)
            await load_cards(self.loader, listed)

    def cards(self, *counts: int) -> list[CardCode]:
        """So many cards of each partner."""
        return [card for partner, count in zip(PARTNERS, counts, strict=True) for card in self.codes[partner][:count]]

    def tell(
        self,
        card: CardCode | None = None,
        terms: Terms | None = None,
        country: str = "xa",
        identity_terms: Terms | None = None,
        words: str = "they burned the market",
        directory: TrustedDirectory | None = None,
        receipt: Receipt | None = None,
        *,
        files: Iterable[bytes] = (),
        evidence_terms: Terms | None = None,
        asserted_by: AssertedBy = AssertedBy.SOURCE,
    ) -> Told:
        """Seal a report, with a new receipt where none is given, and leave it at intake."""
        today, receipt = self.world.today(), receipt or Receipt.new()
        report = Report(
            country,
            Testimony(text=words),
            terms or profile_terms(COARSE, today),
            card=card,
            identity_terms=identity_terms or Terms(),
            files=tuple(map(Evidence.of, files)),
            evidence_terms=evidence_terms or Terms(),
            asserted_by=asserted_by,
        )
        sealed = seal_report(report, directory or self.consortium.directory, receipt, 0, today)
        self.intake.put(*sealed.parts)
        return Told(receipt, 0, sealed)

    def post(self, post: Post) -> None:
        self.intake.put_post(seal_post(post, self.consortium.vault_seal.public))

    async def collect(self) -> None:
        await collect_once(self.world)

    async def told(self, *cards: CardCode | None, **how: Any) -> list[Told]:
        """Reports with these cards, collected."""
        reports = [self.tell(card, **how) for card in cards]
        await self.collect()
        return reports

    # Openings

    def fresh(self, side: int, compartment: str = TESTIMONY, lasts: int = 48 * 3600) -> tuple[SealKey, SignedFreshKey]:
        desk = self.desk(side, compartment)
        return make_fresh_key(compartment, desk.name, desk.sign_key, int(self.clock()) + lasts)

    def request(
        self, parts: Sequence[bytes], aim: Aim = Aim.EARLY_WARNING, compartment: str = TESTIMONY, **change: Any
    ) -> Asked:
        curator_key, curator = self.fresh(0, compartment)
        reviewer_key, reviewer = self.fresh(1, compartment)
        now = int(self.clock())
        body: dict[str, Any] = {
            "directory": self.consortium.directory.hash,
            "compartment": compartment,
            "parts": tuple(parts),
            "aim": aim,
            "curator": curator,
            "reviewer": reviewer,
            "asked": now,
            "expires": now + 24 * 3600,
            "nonce": seeded(f"{now}/{parts!r}/{len(self.clients)}")(32),
        }
        signed = sign_request(OpeningRequest(**(body | change)), self.desk(0, compartment).sign_key)
        return Asked(signed, curator_key, reviewer_key)

    async def ask(self, parts: Sequence[bytes], **how: Any) -> Asked:
        """A request that the vault took; not logged yet."""
        asked = self.request(parts, **how)
        answer = await self.send(self.desk().sign_key, "/v1/openings", asked.signed)
        assert answer.status_code == 202, answer.text
        return asked

    async def follow_log(self) -> None:
        """One tick of the log, and the vault's next look at it."""
        await follow_log(self.world)
        self.log.tick()
        await follow_log(self.world)

    async def ask_and_log(self, parts: Sequence[bytes], **how: Any) -> Asked:
        asked = await self.ask(parts, **how)
        await self.follow_log()
        return asked

    async def notices(self, seat: int, compartment: str = TESTIMONY) -> tuple[OpeningNotice, ...]:
        answer = await self.get(self.custodian(seat, compartment), f"/v1/openings?compartment={compartment}")
        assert answer.status_code == 200, answer.text
        return OpeningNotices.from_bytes(answer.content).notices

    async def approvals(
        self, asked: Asked, seat: int, compartment: str = TESTIMONY, directory: TrustedDirectory | None = None
    ) -> Answers:
        """What the custodian of a seat would send for all that it is shown of a request."""
        custodian = self.consortium.custodians[compartment][seat - 1]
        shown = [one for one in await self.notices(seat, compartment) if one.request.id() == asked.id]
        checked = check_request(asked.signed, directory or self.consortium.directory, int(self.clock()))
        return Answers(
            approvals=tuple(
                approve(slip, checked, custodian.seal_key, custodian.sign_key) for one in shown for slip in one.slips
            )
        )

    def refusal(self, asked: Asked, part: bytes, seat: int, compartment: str = TESTIMONY) -> Answers:
        checked = check_request(asked.signed, self.consortium.directory, int(self.clock()))
        key = self.custodian(seat, compartment)
        return Answers(refusals=(refuse(checked, part, seat, RefusalReason.OTHER, key),))

    async def answer(self, seat: int, answers: Answers, compartment: str = TESTIMONY) -> httpx.Response:
        return await self.send(self.custodian(seat, compartment), "/v1/approvals", answers)

    async def approve(self, asked: Asked, seats: Iterable[int] = (), compartment: str = TESTIMONY) -> None:
        """By these seats, or by as many as are needed."""
        needed = self.consortium.directory.compartment(compartment).needed
        for seat in seats or range(1, needed + 1):
            answer = await self.answer(seat, await self.approvals(asked, seat, compartment), compartment)
            assert answer.status_code == 204, answer.text

    async def progress(self, asked: Asked, side: int = 0, compartment: str = TESTIMONY) -> OpeningProgress:
        answer = await self.get(self.desk(side, compartment).sign_key, f"/v1/openings/{to_text(asked.id)}")
        assert answer.status_code == 200, answer.text
        return OpeningProgress.from_bytes(answer.content)

    async def states(self, asked: Asked, compartment: str = TESTIMONY) -> dict[bytes, PartState]:
        return {one.part: one.state for one in (await self.progress(asked, 0, compartment)).parts}

    async def fetch(self, asked: Asked, part: bytes, side: int = 0, compartment: str = TESTIMONY) -> httpx.Response:
        path = f"/v1/openings/{to_text(asked.id)}/parts/{to_text(part)}"
        return await self.get(self.desk(side, compartment).sign_key, path)

    async def open(self, parts: Sequence[bytes], **how: Any) -> Asked:
        """Asked, logged, approved and fetched by the curator's desk."""
        asked = await self.ask_and_log(parts, **how)
        await self.approve(asked)
        for part in parts:
            answer = await self.fetch(asked, part)
            assert answer.status_code == 200, answer.text
            OpenablePart.from_bytes(answer.content)
        return asked

    # Clearances

    def clearance(self, parts: Sequence[bytes], **change: Any) -> SignedClearanceRequest:
        body: dict[str, Any] = {
            "directory": self.consortium.directory.hash,
            "compartment": TESTIMONY,
            "commitment": seeded(f"{parts!r}/{change!r}")(32),
            "parts": tuple(parts),
            "aim": Aim.EARLY_WARNING,
            "audience": Audience.CONSORTIUM,
            "place": Place.FIRST_LEVEL,
            "period": Period.MONTH,
            "expiry": ExpiryClass.MONTH,
            "urgent": False,
            "sensitive": False,
            "predecessor": None,
            "beside": (),
            "curator": self.desk(0).name,
            "reviewer": self.desk(1).name,
        }
        request = ClearanceRequest(**(body | change))
        return SignedClearanceRequest(
            body=request.to_bytes(),
            curator_signature=sign_clearance(request, self.desk(0).sign_key),
            reviewer_signature=sign_clearance(request, self.desk(1).sign_key),
        )

    async def clear(self, parts: Sequence[bytes], **change: Any) -> httpx.Response:
        return await self.send(self.desk().sign_key, "/v1/clearances", self.clearance(parts, **change))

    async def cleared(self, parts: Sequence[bytes], **change: Any) -> GrantedClearance:
        answer = await self.clear(parts, **change)
        assert answer.status_code == 200, answer.text
        return GrantedClearance.from_bytes(answer.content)

    async def holds(self, *commitments: bytes) -> tuple[bool, ...]:
        key = self.consortium.devices[DeviceRole.RELEASE]
        answer = await self.send(key, "/v1/clearances/standing", ClearanceQuery(commitments=commitments))
        assert answer.status_code == 200, answer.text
        return ClearanceStanding.from_bytes(answer.content).holds

    # What is really there

    async def rows(self, query: str) -> list[Any]:
        async with self.administrator.connect() as connection:
            return list((await connection.execute(text(query))).all())

    async def count(self, table: str) -> int:
        return int((await self.rows(f"SELECT count(*) FROM {table}"))[0][0])


def reasons(answer: httpx.Response) -> set[str]:
    assert answer.status_code == 409, answer.text
    return set(answer.json()["reasons"])


def problem(answer: httpx.Response) -> str:
    """The name of the problem that a refusal is."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return str(answer.json()["type"]).removeprefix("urn:leeward:problem:")


def approvals_of(answer: httpx.Response) -> tuple[SignedApproval, ...]:
    return OpenablePart.from_bytes(answer.content).approvals


class AnyDatabases(Protocol):
    def of(self, zone: str) -> Mapping[str, SecretStr]: ...

    def administrator(self, zone: str) -> SecretStr: ...


PURPOSES = ("collector", "keeper", "openings", "clearances", "log")
"""What the running vault logs in for, each as a role of its own."""


def journal_folder(folder: Path) -> Path:
    (folder / "journal").mkdir(parents=True, exist_ok=True)
    return folder / "journal"


@asynccontextmanager
async def running_vault(
    consortium: Consortium, databases: AnyDatabases, folder: Path, clock: Clock | None = None
) -> AsyncIterator[VaultWorld]:
    async with opened_logins(databases) as logins, vault_on(logins, consortium, folder, clock) as vault:
        yield vault


@dataclass(frozen=True)
class Logins:
    """An engine for each login that the vault uses, and for a superuser."""

    by_purpose: Mapping[str, AsyncEngine]
    loading: AsyncEngine
    administrator: AsyncEngine


@asynccontextmanager
async def opened_logins(databases: AnyDatabases) -> AsyncIterator[Logins]:
    urls = databases.of("vault")
    logins = Logins(
        {purpose: open_engine(urls[f"vault_{purpose}"]) for purpose in PURPOSES},
        open_engine(urls["vault_card_loader"], connections=1),
        open_engine(databases.administrator("vault"), connections=1),
    )
    try:
        yield logins
    finally:
        for engine in (*logins.by_purpose.values(), logins.loading, logins.administrator):
            await engine.dispose()


@asynccontextmanager
async def vault_on(
    logins: Logins, consortium: Consortium, folder: Path, clock: Clock | None = None
) -> AsyncIterator[VaultWorld]:
    """Its engines stay open: others can go on with them."""
    clock = clock or Clock()
    pinned = Pinned(consortium.write_pinned(folder), clock)
    vault_key = consortium.devices[DeviceRole.VAULT]
    intake = IntakeStandIn(door_for(vault_key.public, clock, "intake"))
    log = LogStandIn(
        door_for(vault_key.public, clock, "log"),
        consortium.devices[DeviceRole.LEDGER],
        consortium.directory.contents.log_origin,
    )
    policy = PolicyStandIn(door_for(vault_key.public, clock, "policy"), consortium.signed_policy.to_bytes())
    lines = [Line(one.app) for one in (intake, log, policy)]
    auth = DeviceAuth(vault_key, vault_key.public.hex(), clock)
    clients = [
        httpx.AsyncClient(transport=line, base_url=f"http://{name}", auth=auth)
        for line, name in zip(lines, ("intake", "log", "policy"), strict=True)
    ]
    world = World(
        clock=clock,
        random=seeded("vault"),
        **logins.by_purpose,
        pinned=pinned,
        seal_key=consortium.vault_seal,
        sign_key=vault_key,
        intake=clients[0],
        ledger=clients[1],
        policy=clients[2],
        journal=Journal((journal_folder(folder.parent),), vault_key, lambda: vault_keys(pinned)),
        authorities={"vault"},
    )
    loader = Loader(clock, world.random, logins.loading, pinned)
    app = create_app(world)
    vault = VaultWorld(
        consortium, clock, world, loader, logins.administrator, app, intake, log, policy, *lines, folder.parent
    )
    try:
        yield vault
    finally:
        for client in (*clients, *vault.clients):
            await client.aclose()
