"""Small real applications that stand where intake, the log and the policy zone would: real HTTP, real signatures,
real proofs. They keep everything in memory and can be told to be down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

import httpx
from fastapi import FastAPI, Request, Response

from protocol.activity import Told
from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.crossings import (
    CBOR,
    MOST_LISTED,
    Collected,
    Listed,
    NewBuckets,
    NewHead,
    NewPublication,
    Pool,
    PoolRequest,
    Sized,
    Waiting,
)
from protocol.ids import from_text
from protocol.ledger_crossings import Inclusion, NewEntries
from protocol.merkle import inclusion_proof, leaf_hash, nodes_of, root_of
from protocol.orders import OrderBook
from protocol.primitives import SignKey
from protocol.sealing import SealedPart
from server.devices import Caller, signed_by


class Line(httpx.AsyncBaseTransport):
    """The way to an application, which is made when somebody first comes. It can be `down`, or go down or lose an
    answer after so many, lose every answer, or be led to another application.
    """

    def __init__(self, app: Callable[[], FastAPI]) -> None:
        self._app = app
        self._led_to: httpx.AsyncBaseTransport | None = None
        self.down = False
        self.lose_answers = False
        self.lose_answers_after: int | None = None
        self.answers_left: int | None = None

    def lead_to(self, other: httpx.AsyncBaseTransport) -> httpx.AsyncBaseTransport:
        """Returns where it led before."""
        before, self._led_to = self._inner, other
        return before

    @property
    def _inner(self) -> httpx.AsyncBaseTransport:
        if self._led_to is None:
            self._led_to = httpx.ASGITransport(self._app())
        return self._led_to

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.down or self.answers_left == 0:
            raise httpx.ConnectError("down")
        if self.answers_left is not None:
            self.answers_left -= 1
        answer = await self._inner.handle_async_request(request)
        if self.lose_answers_after is not None:
            self.lose_answers_after -= 1
        if self.lose_answers or self.lose_answers_after == -1:
            raise httpx.ReadError("lost")
        return answer


def door_for(vault_key: bytes, clock: Callable[[], float], name: str) -> Callable[[int], object]:
    return signed_by(lambda keyid: vault_key if keyid == vault_key.hex() else None, clock, {name})


def sized(waiting: dict[bytes, bytes], most: int) -> list[Sized]:
    return [(identifier, len(body)) for identifier, body in islice(waiting.items(), most)]


@dataclass
class IntakeStandIn:
    """Lists what was put in and hands out what it is asked for."""

    door: Callable[[int], object]
    parts: dict[bytes, bytes] = field(default_factory=dict)
    posts: dict[bytes, bytes] = field(default_factory=dict)
    left: dict[bytes, dict[bytes, bytes]] = field(default_factory=dict)
    """Buckets by name, by publication."""
    out: list[NewPublication] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    """Of each pool, how many parts it had."""
    heads: list[bytes] = field(default_factory=list)
    """Of the log, as the vault brought them."""
    most_listed: int = MOST_LISTED
    lasts: list[bool] = field(default_factory=list)
    """Of each confirmation, whether it ended the vault's visit."""

    def put(self, *parts: SealedPart) -> None:
        for part in parts:
            self.parts[part.id()] = part.to_bytes()

    def put_raw(self, raw: bytes) -> None:
        self.parts[hashlib.sha256(raw).digest()] = raw

    def put_post(self, sealed: bytes) -> None:
        self.posts[hashlib.sha256(sealed).digest()] = sealed

    def app(self) -> FastAPI:
        app = FastAPI()
        looking, asked, told = self.door(0), self.door(PoolRequest.BOUND), self.door(Collected.BOUND)

        @app.get("/v1/pool")
        async def look(caller: Caller = looking) -> Response:
            parts, posts = sized(self.parts, self.most_listed), sized(self.posts, self.most_listed)
            return Response(Waiting(parts=Listed.of(parts), posts=Listed.of(posts)).to_bytes(), media_type=CBOR)

        @app.post("/v1/pool/take")
        async def take(caller: Caller = asked) -> Response:
            wanted = PoolRequest.from_bytes(caller.body)
            parts = tuple(self.parts[one] for one in wanted.parts if one in self.parts)
            posts = tuple(self.posts[one] for one in wanted.posts if one in self.posts)
            self.taken.append(len(parts))
            return Response(Pool(parts=parts, posts=posts).to_bytes(), media_type=CBOR)

        @app.post("/v1/pool/collected", status_code=204)
        async def collected(caller: Caller = told) -> None:
            told_of = Collected.from_bytes(caller.body)
            self.lasts.append(told_of.last)
            for part in told_of.parts:
                self.parts.pop(part, None)
            for post in told_of.posts:
                self.posts.pop(post, None)

        self._add_mailboxes(app)
        return app

    def _add_mailboxes(self, app: FastAPI) -> None:
        some, whole = self.door(NewBuckets.BOUND), self.door(NewPublication.BOUND)
        head = self.door(NewHead.BOUND)

        @app.post("/v1/pool/head", status_code=204)
        async def brought(caller: Caller = head) -> None:
            self.heads.append(NewHead.from_bytes(caller.body).note)

        @app.post("/v1/pool/buckets", status_code=204)
        async def buckets(caller: Caller = some) -> None:
            new = NewBuckets.from_bytes(caller.body)
            self.left.setdefault(new.publication, {}).update({one.name: one.bucket for one in new.buckets})

        @app.post("/v1/pool/publication", status_code=204)
        async def publication(caller: Caller = whole) -> None:
            self.out.append(NewPublication.from_bytes(caller.body))


@dataclass
class LogStandIn:
    """Takes commitments, and proves them from the next `tick` on."""

    door: Callable[[int], object]
    key: SignKey
    origin: str
    waiting: list[bytes] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)

    def tick(self) -> None:
        self.leaves += sorted(self.waiting)
        self.waiting.clear()

    def inclusion(self, commitment: bytes) -> Inclusion:
        hashes = [leaf_hash(leaf) for leaf in self.leaves]
        index = self.leaves.index(commitment)
        proof = inclusion_proof(nodes_of(hashes), index, len(hashes))
        return Inclusion(index=index, proof=proof, checkpoint=self.note().decode())

    def note(self) -> bytes:
        root = root_of([leaf_hash(leaf) for leaf in self.leaves])
        return sign_checkpoint(Checkpoint(self.origin, len(self.leaves), root), self.key)

    def app(self) -> FastAPI:
        app = FastAPI()
        told, asked = self.door(NewEntries.BOUND), self.door(0)

        @app.post("/v1/entries", status_code=202)
        async def entries(caller: Caller = told) -> None:
            for commitment in NewEntries.from_bytes(caller.body).commitments:
                if commitment not in self.leaves + self.waiting:
                    self.waiting.append(commitment)

        @app.get("/checkpoint")
        async def checkpoint() -> Response:
            return Response(self.note(), media_type="text/plain")

        @app.get("/v1/entries/{commitment}")
        async def entry(commitment: str, caller: Caller = asked) -> Response:
            if from_text(commitment) not in self.leaves:
                return Response(status_code=404)
            return Response(self.inclusion(from_text(commitment)).to_bytes(), media_type=CBOR)

        return app


@dataclass
class PolicyStandIn:
    door: Callable[[int], object]
    answer: bytes = b""
    status: int = 200
    waits: bytes | None = None
    orders: OrderBook = field(default_factory=OrderBook)
    brought: list[OrderBook] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    rung: list[bytes] = field(default_factory=list)
    """Query and body of each alarm: all that came."""

    def app(self) -> FastAPI:
        app = FastAPI()
        asked, brings, tells = self.door(0), self.door(OrderBook.BOUND), self.door(Told.BOUND)

        @app.get("/v1/policies/next")
        async def waiting(caller: Caller = asked) -> Response:
            return Response(self.waits or b"", 200 if self.waits else 404, media_type=CBOR)

        @app.get("/v1/orders")
        async def orders(caller: Caller = asked) -> Response:
            return Response(self.orders.to_bytes(), self.status, media_type=CBOR)

        @app.post("/v1/orders", status_code=204)
        async def order(caller: Caller = brings) -> None:
            self.brought.append(OrderBook.from_bytes(caller.body))

        @app.post("/v1/activity", status_code=204)
        async def activity(caller: Caller = tells) -> None:
            self.told.append(Told.from_bytes(caller.body))

        @app.post("/v1/alarms", status_code=204)
        async def alarm(request: Request, caller: Caller = asked) -> None:
            self.rung.append(request.scope["query_string"] + caller.body)

        @app.get("/v1/policies")
        async def policies(caller: Caller = asked) -> Response:
            return Response(self.answer, self.status, media_type=CBOR)

        return app
