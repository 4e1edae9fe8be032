"""A real intake over real HTTP semantics and a real PostgreSQL; only the keys, the names and the clock are made up."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import asyncpg
import httpx
import pytest
from pydantic import SecretStr

from protocol import part_shapes
from protocol.acceptance import Acceptance
from protocol.consent import Profile, profile_terms
from protocol.contents import CLASSES, Testimony
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.encoding import Message, Purpose
from protocol.ids import PartKind
from protocol.primitives import SignKey, sign, stream_size
from protocol.receipt import Receipt
from protocol.report import Report, seal_report
from protocol.sealing import SealedPart
from protocol.uploads import PIECE, PIECE_TYPE, NewUpload, Upload, UploadProgress
from protocol.work import prove
from server.database import open_engine, open_pool
from server.devices import DeviceAuth
from server.embedded_postgres import EmbeddedPostgres
from server.intake import coalescer
from server.intake.api import create_app
from server.intake.world import IntakeWorld
from server.pinned import Pinned
from tests.conftest import Databases, execute
from tests.spare_databases import Spares
from tests.worlds import TODAY, Clock, Consortium, make_consortium, seeded

HOST = "intake.example"
CEDAR = Path(__file__).parents[3] / "server/policy/cedar"
BASE_RULES = ((CEDAR / "schema.cedarschema").read_text(), (CEDAR / "base.cedar").read_text())


@pytest.fixture(scope="session")
def consortium() -> Consortium:
    return make_consortium("intake", cedar=BASE_RULES)


@pytest.fixture(scope="session", autouse=True)
def shapes_once() -> Iterator[None]:
    """What all parts under one directory have in common is found once: each test's intake has the same directory."""
    found: dict[tuple[bytes, int], list[tuple[int, part_shapes.Shape]]] = {}
    find_anew = part_shapes._shapes_of

    def find(directory: TrustedDirectory, most: int) -> list[tuple[int, part_shapes.Shape]]:
        if (one := (directory.hash, most)) not in found:
            found[one] = list(find_anew(directory, most))
        return found[one]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(part_shapes, "_shapes_of", find)
        yield


@dataclass(frozen=True)
class Sealed:
    """A part, the bytes it travels as, and the key that signed it, so that a test can sign what it changed."""

    part: SealedPart
    key: SignKey

    @property
    def id(self) -> bytes:
        return self.part.id()

    @property
    def raw(self) -> bytes:
        return self.part.to_bytes()

    def changed(self, **fields: object) -> Sealed:
        """The same part with some fields replaced, signed again by its own key: only the lie in it is wrong."""
        unsigned = self.part.model_copy(update=fields)
        signature = sign(self.key, Purpose.PART, unsigned.envelope(unsigned.id()))
        return replace(self, part=unsigned.model_copy(update={"signature": signature}))

    def with_header(self, **fields: object) -> Sealed:
        return self.changed(header=self.part.header.model_copy(update=fields))


@pytest.fixture(scope="session")
def sealed(consortium: Consortium) -> tuple[Sealed, ...]:
    """Four testimonies, each followed by its identity."""
    found: list[Sealed] = []
    for index in range(4):
        receipt = Receipt.new(seeded(f"receipt {index}"))
        report = Report("xa", Testimony(text="They came at night."), profile_terms(Profile.SUMMARY_COARSE, TODAY))
        both = seal_report(report, consortium.directory, receipt, 0, TODAY)
        found += [
            Sealed(both.testimony, receipt.part_key(PartKind.TESTIMONY, 0)),
            Sealed(both.identity, receipt.part_key(PartKind.IDENTITY, 0)),
        ]
    return tuple(found)


@dataclass
class Intake:
    """One intake, and what can be asked of it and seen in its database."""

    world: IntakeWorld
    consortium: Consortium
    client: httpx.AsyncClient
    administrator: SecretStr
    clock: Clock
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": CBOR})

    async def send(self, body: bytes, identifier: bytes, path: str = "/v1/parts") -> httpx.Response:
        """Post bytes with work done for an id."""
        work = prove(identifier, self.world.pinned.directory.contents.work_bits).hex()
        return await self.client.post(path, content=body, headers=self.headers | {WORK_HEADER: work})

    async def send_part(self, part: SealedPart) -> httpx.Response:
        return await self.send(part.to_bytes(), part.id())

    async def send_post(self, post: bytes, bucket: str = "a7") -> httpx.Response:
        return await self.send(post, hashlib.sha256(post).digest(), f"/v1/mailboxes/{bucket}")

    async def begin(self, identifier: bytes, size: int, work: bytes | None = None) -> httpx.Response:
        """Say that a part will come in pieces, with work done for its id."""
        work = work or prove(identifier, self.world.pinned.directory.contents.work_bits)
        new = NewUpload(part=identifier, size=size).to_bytes()
        return await self.client.post("/v1/uploads", content=new, headers=self.headers | {WORK_HEADER: work.hex()})

    async def begun(self, one: Sealed) -> str:
        """The name of an upload, as it stands in addresses."""
        answer = await self.begin(one.id, len(one.raw))
        assert answer.status_code == 201, answer.text
        return Upload.from_bytes(answer.content).upload.hex()

    async def bring(self, name: str, number: int | str, piece: bytes) -> httpx.Response:
        headers = {"content-type": PIECE_TYPE}
        return await self.client.put(f"/v1/uploads/{name}/{number}", content=piece, headers=headers)

    async def bring_all(self, name: str, one: Sealed) -> None:
        for number, piece in enumerate(pieces_of(one.raw)):
            assert (await self.bring(name, number, piece)).status_code == 204

    async def missing(self, name: str) -> tuple[int, ...]:
        answer = await self.client.get(f"/v1/uploads/{name}")
        assert answer.status_code == 200, answer.text
        return UploadProgress.from_bytes(answer.content).missing

    async def end(self, name: str) -> httpx.Response:
        return await self.client.post(f"/v1/uploads/{name}")

    async def as_device(self, role: DeviceRole, path: str, message: Message | None = None) -> httpx.Response:
        """A request that this device of the directory signed: a GET, where it brings no message."""
        key = self.consortium.devices[role]
        auth = DeviceAuth(key, key.public.hex(), self.clock)
        if message is None:
            return await self.client.get(path, auth=auth)
        return await self.client.post(path, content=message.to_bytes(), headers=self.headers, auth=auth)

    async def rows(self, table: str = "parts") -> dict[bytes, bytes]:
        """Everything in a table, seen by the superuser."""
        found = await self.ask(f"SELECT id, body FROM {table}")
        return {row["id"]: row["body"] for row in found}

    async def ask(self, statement: str, *values: object) -> list[asyncpg.Record]:
        """Any statement, by the superuser."""
        connection = await asyncpg.connect(self.administrator.get_secret_value())
        try:
            return list(await connection.fetch(statement, *values))
        finally:
            await connection.close()


def pieces_of(raw: bytes) -> list[bytes]:
    return [raw[at : at + PIECE] for at in range(0, len(raw), PIECE)]


@pytest.fixture(scope="session")
def large(sealed: tuple[Sealed, ...]) -> tuple[Sealed, ...]:
    """The testimonies, each in the smallest class that goes in pieces, of which it has five."""
    size = 3
    return tuple(
        one.with_header(size_class=size).changed(payload=bytes(stream_size(CLASSES[size]))) for one in sealed[::2]
    )


@pytest.fixture
def pinned_folder(consortium: Consortium, tmp_path: Path) -> Path:
    return consortium.write_pinned(tmp_path / "pinned")


@pytest.fixture(scope="session")
def kept_database(
    postgres: EmbeddedPostgres, prepared: dict[str, dict[str, SecretStr]], spares: Spares
) -> Iterator[Databases]:
    """One database for all tests of intake: making a new one takes longer than most of them."""
    fresh = Databases(postgres, prepared, spares)
    yield fresh
    fresh.drop()


@pytest.fixture
async def database(kept_database: Databases) -> Databases:
    """It, emptied."""
    await execute(kept_database.administrator("intake"), "TRUNCATE parts, posts, buckets, published")
    return kept_database


@pytest.fixture
def no_lingering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writers give their connections back at once: each test would wait for that at its end."""
    monkeypatch.setattr(coalescer, "LINGER", 0.01)


@pytest.fixture
async def world(
    consortium: Consortium, database: Databases, pinned_folder: Path, no_lingering: None
) -> AsyncIterator[IntakeWorld]:
    clock, urls = Clock(), database.of("intake")
    writer, collector = await open_pool(urls["intake_writer"]), open_engine(urls["intake_collector"])
    yield IntakeWorld(
        clock=clock,
        random=seeded("pool"),
        key=consortium.devices[DeviceRole.INTAKE],
        pinned=Pinned(pinned_folder, clock),
        writer=writer,
        collector=collector,
        authorities={HOST},
        uptime=Clock(0),
    )
    await writer.close()
    await collector.dispose()


@pytest.fixture
async def intake(consortium: Consortium, database: Databases, world: IntakeWorld) -> AsyncIterator[Intake]:
    assert isinstance(world.clock, Clock)
    transport = httpx.ASGITransport(create_app(world), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
        yield Intake(world, consortium, client, database.administrator("intake"), world.clock)


def read_acceptance(response: httpx.Response) -> Acceptance:
    assert response.status_code == 200, response.text
    return Acceptance.from_bytes(response.content)


def assert_problem(response: httpx.Response, status: int, name: str) -> None:
    """A problem document of exactly this kind: its every word is ours, so nothing of what was sent is in it."""
    assert (response.status_code, response.json()["type"]) == (status, f"urn:leeward:problem:{name}"), response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert set(response.json()) == {"type", "title", "status", "detail", "work"}
