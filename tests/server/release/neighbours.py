"""The zones that release asks, as small real applications: each does the one thing that release needs of it.

The vault answers which clearances hold; the log appends, and proves with a real tree and a signed checkpoint; the
policy zone hands out a bundle. Each can fall silent.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx
from fastapi import FastAPI, Request, Response

from protocol.activity import Told
from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.directory import DeviceRole
from protocol.ledger_crossings import Inclusion, NewEntries
from protocol.merkle import inclusion_proof, leaf_hash, nodes_of, root_at
from protocol.orders import OrderBook
from protocol.release_crossings import ClearanceQuery, ClearanceStanding
from tests.worlds import Consortium


@dataclass
class Neighbour(ABC):
    """A zone of its own address that can fall silent."""

    silent: bool = False
    lies: bytes | None = None
    """What it answers whatever it is asked, where a test wants that."""

    def client(self, auth: httpx.Auth, name: str) -> httpx.AsyncClient:
        app = FastAPI()

        @app.middleware("http")
        async def may_be_silent(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
            if self.silent:
                return Response(status_code=503)
            return Response(self.lies) if self.lies is not None else await answer(request)

        self.add_doors(app)
        transport = httpx.ASGITransport(app=app)
        return httpx.AsyncClient(transport=transport, base_url=f"https://{name}.example", auth=auth)

    @abstractmethod
    def add_doors(self, app: FastAPI) -> None:
        """What this zone answers."""


@dataclass
class Vault(Neighbour):
    """Holds every clearance but those that have fallen."""

    fallen: set[bytes] = field(default_factory=set)
    asked: list[tuple[bytes, ...]] = field(default_factory=list)

    def add_doors(self, app: FastAPI) -> None:
        @app.post("/v1/clearances/standing")
        async def standing(request: Request) -> Response:
            query = ClearanceQuery.from_bytes(await request.body())
            self.asked.append(query.commitments)
            holds = tuple(one not in self.fallen for one in query.commitments)
            return Response(ClearanceStanding(holds=holds).to_bytes())


@dataclass
class Log(Neighbour):
    """Appends at once what it is told, unless it is slow."""

    consortium: Consortium | None = None
    slow: bool = False
    leaves: list[bytes] = field(default_factory=list)

    def add_doors(self, app: FastAPI) -> None:
        @app.post("/v1/entries", status_code=202)
        async def append(request: Request) -> None:
            told = NewEntries.from_bytes(await request.body()).commitments
            self.leaves += [leaf for leaf in told if leaf not in self.leaves]

        @app.get("/v1/entries/{commitment}")
        async def prove(commitment: str) -> Response:
            leaf = bytes.fromhex(commitment)
            if self.slow or leaf not in self.leaves:
                return Response(status_code=404)
            return Response(self.inclusion(leaf).to_bytes())

    def inclusion(self, leaf: bytes) -> Inclusion:
        assert self.consortium is not None
        index, size = self.leaves.index(leaf), len(self.leaves)
        nodes = nodes_of([leaf_hash(one) for one in self.leaves])
        origin = self.consortium.directory.contents.log_origin
        key = self.consortium.devices[DeviceRole.LEDGER]
        note = sign_checkpoint(Checkpoint(origin, size, root_at(nodes, size)), key)
        return Inclusion(index=index, proof=inclusion_proof(nodes, index, size), checkpoint=note.decode())


@dataclass
class PolicyZone(Neighbour):
    bundle: bytes = b""
    told: list[Told] = field(default_factory=list)

    def add_doors(self, app: FastAPI) -> None:
        @app.get("/v1/policies")
        async def policies() -> Response:
            return Response(self.bundle)

        @app.get("/v1/policies/next", status_code=404)
        async def waiting() -> None:
            """None waits."""

        @app.get("/v1/orders")
        async def orders() -> Response:
            return Response(OrderBook().to_bytes())

        @app.post("/v1/activity", status_code=204)
        async def activity(request: Request) -> None:
            self.told.append(Told.from_bytes(await request.body()))
