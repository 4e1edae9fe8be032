"""A gateway in this process: the real application, the real journal; only clock, keys and names are made up."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from pydantic import SecretBytes

from clients.sms_gateway.api import create_app
from clients.sms_gateway.journal import Journal
from clients.sms_gateway.papers import Papers
from clients.sms_gateway.reception import Caller, Reception
from clients.sms_gateway.settings import Source
from clients.to_intake import Intake
from protocol.contents import Identity, Testimony
from protocol.ids import PartKind
from protocol.primitives import system_random
from protocol.sealing import SealedPart
from tests.clients.sms_gateway.intake_door import open_with_quorum
from tests.clients.sms_gateway.provider import PUBLIC, SECRET, stamped
from tests.forked import Host, hosting
from tests.worlds import Clock, Consortium, make_consortium

SOURCES = (
    {"name": "shop", "kind": "generic"},
    {
        "name": "carrier",
        "kind": "generic",
        "segment_reference": "ref",
        "segment_place": "part",
        "segment_count": "parts",
    },
    {"name": "phone", "kind": "sms-gate"},
    {"name": "cloud", "kind": "twilio"},
)


@pytest.fixture(scope="session")
def consortium() -> Consortium:
    return make_consortium("gateway", custodians=3, quorums=(2, 2, 2))


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    with hosting("clients.sms_gateway.cli") as forks:
        yield forks


@dataclass
class Gateway:
    """One gateway, what can be sent to it, and what it kept."""

    consortium: Consortium
    reception: Reception
    client: httpx.AsyncClient
    clock: Clock
    folder: Path
    told: list[str]

    async def post(
        self, body: bytes, headers: dict[str, str] | list[tuple[str, str]] | None = None, source: str = "shop"
    ) -> httpx.Response:
        """Post bytes; without headers they are signed as a stamped source signs."""
        signed = stamped(body, self.clock()) if headers is None else headers
        return await self.client.post(f"/v1/webhooks/{source}", content=body, headers=signed)

    def records(self) -> list[SealedPart]:
        return [SealedPart.from_bytes(file.read_bytes()) for file in self.folder.glob("*.sealed")]

    def testimonies(self) -> list[Testimony]:
        return [Testimony.from_bytes(raw) for raw in self._opened(PartKind.TESTIMONY)]

    def identities(self) -> list[Identity]:
        return [Identity.from_bytes(raw) for raw in self._opened(PartKind.IDENTITY)]

    def texts(self) -> list[str]:
        return sorted(testimony.text for testimony in self.testimonies())

    def _opened(self, kind: PartKind) -> list[bytes]:
        mine = [part for part in self.records() if part.header.compartment == f"xa-{kind}"]
        return [open_with_quorum(part, self.consortium) for part in mine]


@pytest.fixture
def pinned(consortium: Consortium, tmp_path: Path) -> Path:
    folder = tmp_path / "pinned"
    folder.mkdir()
    (folder / "roots.cbor").write_bytes(consortium.root_set.to_bytes())
    (folder / "directory.cbor").write_bytes(consortium.signed.to_bytes())
    return folder


@pytest.fixture
def make_gateway(consortium: Consortium, pinned: Path, tmp_path: Path) -> Callable[[], Gateway]:
    def make() -> Gateway:
        clock, folder, told = Clock(), tmp_path / "journal", list[str]()
        secret = SecretBytes(SECRET.encode())
        callers = {
            str(one["name"]): Caller(
                Source.model_validate({**one, "secret_file": "unread"}), secret, f"{PUBLIC}/v1/webhooks/{one['name']}"
            )
            for one in SOURCES
        }
        papers = Papers(pinned, folder, "xa", Intake("http://nowhere.invalid"), clock)
        journal = Journal(folder, system_random)
        reception = Reception(callers, papers, journal, clock, system_random, told.extend)
        transport = httpx.ASGITransport(create_app(reception), raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://gateway")
        return Gateway(consortium, reception, client, clock, folder, told)

    return make


@pytest.fixture
async def gateway(make_gateway: Callable[[], Gateway]) -> AsyncIterator[Gateway]:
    made = make_gateway()
    yield made
    await made.client.aclose()
    made.reception.close()
