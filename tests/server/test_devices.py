"""The door for devices, over real HTTP semantics: in-process ASGI, and once through a real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

import clients.device_auth
from protocol.primitives import SignKey
from protocol.requests import Replayed, SignedBy, Stale, Target, sign_request
from server.devices import Caller, DeviceAuth, SeenNonces, TooManyRequests, signed_by
from server.problems import install

pytestmark = pytest.mark.anyio
KEY = SignKey(bytes(range(32)))
MOST = 1000
TEXT = {"content-type": "text/plain"}


class ZoneError(Exception):
    """Something in this zone went wrong."""


@dataclass
class Clock:
    now: float = 1_780_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Zone:
    """A zone with one door, which says who came in and with how many bytes."""

    clock: Clock = field(default_factory=Clock)
    authorities: set[str] = field(default_factory=lambda: {"vault.example"})
    most_nonces: int = 20_000
    let_in: list[Caller] = field(default_factory=list)

    def app(self) -> FastAPI:
        app = FastAPI()
        install(app, ZoneError, {ZoneError: 400})
        door = signed_by({"desk-1": KEY.public}.get, self.clock, self.authorities, most_nonces=self.most_nonces)
        small = door(MOST)

        @app.api_route("/v1/openings", methods=["GET", "POST"])
        @app.api_route("/v1/{rest:path}", methods=["GET", "POST"])
        async def openings(caller: Caller = small) -> dict[str, Any]:
            self.let_in.append(caller)
            return {"keyid": caller.keyid, "bytes": len(caller.body)}

        return app

    @asynccontextmanager
    async def device(self, auth: httpx.Auth | None = None) -> AsyncIterator[httpx.AsyncClient]:
        transport = httpx.ASGITransport(app=self.app())
        auth = auth or DeviceAuth(KEY, "desk-1", self.clock)
        async with httpx.AsyncClient(transport=transport, base_url="https://vault.example", auth=auth) as client:
            yield client


class Again(httpx.Auth):
    """Signs a request to the vault once, by hand, and sends the very same headers every time."""

    def __init__(self, zone: Zone, body: bytes = b"", seconds_ago: int = 0) -> None:
        self._target = Target("POST" if body else "GET", "vault.example", "/v1/openings")
        created = int(zone.clock()) - seconds_ago
        self._headers = sign_request(KEY, "desk-1", self._target, body, "text/plain", created, bytes(16))

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]
        request.headers.update(self._headers)
        yield request


@dataclass
class Trickle:
    """A body of a hundred times a hundred bytes, which counts how much of it was asked for."""

    sent: int = 0

    async def chunks(self) -> AsyncIterator[bytes]:
        for _ in range(100):
            self.sent += 1
            yield b"x" * 100


def problem_of(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


@pytest.mark.parametrize("auth", [DeviceAuth, clients.device_auth.DeviceAuth])
async def test_a_device_comes_in_with_the_body_it_signed(auth: Any) -> None:
    zone = Zone()
    async with zone.device(auth(KEY, "desk-1", zone.clock)) as device:
        answer = await device.post("/v1/openings?page=2", content=b"x" * MOST, headers=TEXT)
        assert answer.json() == {"keyid": "desk-1", "bytes": MOST}
        answer = await device.get("/v1/openings")
        assert answer.json() == {"keyid": "desk-1", "bytes": 0}


async def test_a_device_comes_in_through_a_real_server_with_an_odd_address() -> None:
    zone = Zone()
    config = uvicorn.Config(zone.app(), host="127.0.0.1", port=0, log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    zone.authorities.add(f"127.0.0.1:{port}")
    async with httpx.AsyncClient(auth=DeviceAuth(KEY, "desk-1", zone.clock), trust_env=False) as device:
        for path in ["/v1/a%2Fb%20c/%D9%85?q=%C3%A9&r=a+b", "/v1/openings?", "/v1/~x/../openings", "/v1//x"]:
            answer = await device.post(f"http://127.0.0.1:{port}{path}", content=b"{}", headers=TEXT)
            assert answer.status_code == 200, (path, answer.text)
    server.should_exit = True
    await serving


async def test_a_request_without_signature_is_turned_away_and_its_body_never_read() -> None:
    zone, body = Zone(), Trickle()
    async with zone.device(httpx.Auth()) as stranger:
        answer = await stranger.post("/v1/openings", content=body.chunks())
    assert problem_of(answer) == (401, "not-signed")
    assert (body.sent, zone.let_in) == (0, [])


async def test_a_key_that_is_not_in_the_directory_is_turned_away() -> None:
    zone = Zone()
    async with zone.device(DeviceAuth(SignKey(bytes(32)), "desk-2", zone.clock)) as stranger:
        assert problem_of(await stranger.get("/v1/openings")) == (401, "wrong-signature")


async def test_a_request_that_is_shown_again_is_refused() -> None:
    zone = Zone()
    async with zone.device(Again(zone)) as device:
        assert (await device.get("/v1/openings")).status_code == 200
        zone.clock.now += 119
        assert problem_of(await device.get("/v1/openings")) == (409, "replayed")
        zone.clock.now += 2
        assert problem_of(await device.get("/v1/openings")) == (401, "stale")
    assert len(zone.let_in) == 1


async def test_two_copies_of_a_request_at_once_make_one() -> None:
    zone = Zone()
    async with zone.device(Again(zone)) as device:
        answers = await asyncio.gather(*(device.get("/v1/openings") for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409]


async def test_what_was_signed_before_the_door_opened_is_stale_because_it_may_have_been_seen_then() -> None:
    zone = Zone()
    async with zone.device(Again(zone, seconds_ago=1)) as device:
        assert problem_of(await device.get("/v1/openings")) == (401, "stale")


async def test_what_was_signed_for_another_zone_is_refused() -> None:
    zone = Zone(authorities={"release.example"})
    async with zone.device() as device:
        assert problem_of(await device.get("/v1/openings")) == (421, "not-addressed-here")


async def test_a_request_signed_for_one_zone_cannot_be_relabelled_for_another() -> None:
    zone = Zone(authorities={"release.example"})
    async with zone.device(Again(zone)) as device:
        answer = await device.get("/v1/openings", headers={"host": "release.example"})
    assert problem_of(answer) == (401, "wrong-signature")


async def test_two_host_headers_are_refused() -> None:
    zone = Zone()
    hosts = [("host", "vault.example"), ("host", "vault.example")]
    async with zone.device(Again(zone)) as device:
        answer = await device.get("/v1/openings", headers=hosts)
    assert problem_of(answer) == (400, "malformed-request")


async def test_a_body_over_the_bound_of_its_route_is_refused_by_what_it_announces() -> None:
    zone, body = Zone(), Trickle()
    async with zone.device(Again(zone, b"x" * 10_000)) as device:
        announced = {"content-length": "10000"}
        answer = await device.post("/v1/openings", content=body.chunks(), headers=announced)
    assert problem_of(answer) == (413, "body-too-large")
    assert body.sent == 0


async def test_a_body_over_the_bound_is_refused_while_it_streams() -> None:
    zone, body = Zone(), Trickle()
    async with zone.device(Again(zone, b"x" * 10_000)) as device:
        answer = await device.post("/v1/openings", content=body.chunks())
    assert problem_of(answer) == (413, "body-too-large")
    assert body.sent == 11


async def test_a_body_is_not_read_where_none_was_signed() -> None:
    zone = Zone()
    async with zone.device(Again(zone)) as device:
        answer = await device.request("GET", "/v1/openings", content=b"x")
    assert problem_of(answer) == (413, "body-too-large")


async def test_another_body_of_the_same_length_is_refused() -> None:
    zone = Zone()
    async with zone.device(Again(zone, b"yes")) as device:
        answer = await device.post("/v1/openings", content=b"no!", headers=TEXT)
    assert problem_of(answer) == (401, "wrong-signature")


async def test_a_full_memory_refuses_and_forgets_nothing() -> None:
    zone = Zone(most_nonces=2)
    async with zone.device() as device:
        answers = [await device.get("/v1/openings") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        zone.clock.now += 121
        assert (await device.get("/v1/openings")).status_code == 200


def test_a_device_that_fills_its_memory_keeps_nobody_else_out() -> None:
    nonces = SeenNonces(opened=1000, most=1)
    nonces.take(SignedBy("noisy", b"1" * 16, 1000), 1000)
    with pytest.raises(TooManyRequests):
        nonces.take(SignedBy("noisy", b"2" * 16, 1000), 1000)
    nonces.take(SignedBy("quiet", b"1" * 16, 1000), 1000)


def test_setting_the_clock_back_lets_no_old_request_in_again() -> None:
    nonces = SeenNonces(opened=1000)
    nonces.take(SignedBy("desk-1", b"1" * 16, 1000), 1000)
    nonces.take(SignedBy("desk-1", b"2" * 16, 1200), 1200)
    with pytest.raises(Stale):
        nonces.take(SignedBy("desk-1", b"1" * 16, 1000), 1000)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(-10, 10), st.integers(0, 3))))
def test_no_nonce_counts_twice_in_any_order_of_requests(steps: list[tuple[int, int, int]]) -> None:
    nonces = SeenNonces(opened=0, tolerance=10)
    now, taken = 0, set()
    for wait, skew, number in steps:
        now += wait
        signer = SignedBy("desk-1", bytes([number]) * 16, max(0, now + skew))
        try:
            nonces.take(signer, now)
        except (Replayed, Stale):
            continue
        assert signer not in taken
        taken.add(signer)
