"""A custodian's page may ask a few doors from exactly the origins that the settings name; nobody else notices."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from server.cross_origin import PageDoor, let_pages_in
from server.intake.start import PAGE_DOORS as AT_INTAKE
from server.ledger.start import PAGE_DOORS as AT_LEDGER
from server.vault.start import PAGE_DOORS as AT_VAULT

HERE = "https://custody.example"
NUMBER = "ab" * 32
CORS = ("access-control-", "vary")


def zone(*origins: str) -> FastAPI:
    app = FastAPI()

    @app.get("/v1/openings")
    async def openings() -> dict[str, str]:
        return {"what": "waits"}

    @app.get("/v1/secrets")
    async def secrets() -> dict[str, str]:
        return {"what": "secret"}

    let_pages_in(app, origins, [PageDoor("GET", "/v1/openings"), PageDoor("POST", f"/v1/openings/{NUMBER}/freeze")])
    return app


async def asked(app: FastAPI, method: str, path: str, headers: Any) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://vault") as client:
        return await client.request(method, path, headers=headers)


def said(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name.startswith(CORS)}


def preflight(method: str = "GET", origin: str = HERE) -> dict[str, str]:
    return {"origin": origin, "access-control-request-method": method, "access-control-request-headers": "signature"}


async def test_the_page_is_shown_what_its_doors_answer() -> None:
    answer = await asked(zone(HERE), "GET", "/v1/openings", {"origin": HERE})
    assert answer.json() == {"what": "waits"}
    assert said(answer) == {"access-control-allow-origin": HERE, "vary": "origin"}


async def test_a_refusal_at_its_door_is_shown_too() -> None:
    answer = await asked(zone(HERE), "POST", f"/v1/openings/{NUMBER}/freeze", {"origin": HERE})
    assert answer.status_code == 404
    assert said(answer)["access-control-allow-origin"] == HERE


@pytest.mark.parametrize(
    "origin",
    ["https://custody.example.evil.example", "http://custody.example", "https://custody.example:8443", "null", "*", ""],
)
async def test_another_origin_is_answered_as_if_there_were_no_page(origin: str) -> None:
    bare = zone()
    for method, path, headers in (
        ("GET", "/v1/openings", {"origin": origin}),
        ("OPTIONS", "/v1/openings", preflight(origin=origin)),
    ):
        answer, without = [await asked(app, method, path, headers) for app in (zone(HERE), bare)]
        assert said(answer) == {}
        assert (answer.status_code, answer.content, answer.headers) == (
            without.status_code,
            without.content,
            without.headers,
        )


async def test_two_origins_in_one_request_are_none() -> None:
    headers = [("origin", HERE), ("origin", HERE)]
    assert said(await asked(zone(HERE), "GET", "/v1/openings", headers)) == {}


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v1/secrets"), ("POST", "/v1/openings"), ("GET", "/v1/openings/"), ("GET", f"/v1/openings/{NUMBER}")],
)
async def test_other_doors_are_shown_to_no_page(method: str, path: str) -> None:
    assert said(await asked(zone(HERE), method, path, {"origin": HERE})) == {}
    assert said(await asked(zone(HERE), "OPTIONS", path, preflight(method))) == {}


async def test_a_browser_that_asks_first_is_told_the_same_whatever_is_there() -> None:
    one, other = [
        await asked(zone(HERE), "OPTIONS", path, preflight(method))
        for method, path in (("GET", "/v1/openings?compartment=xa"), ("GET", "/v1/openings"))
    ]
    assert (one.status_code, one.content) == (200, b"")
    assert one.headers == other.headers
    assert said(one) == {
        "access-control-allow-origin": HERE,
        "access-control-allow-methods": "GET",
        "access-control-allow-headers": "content-digest, content-type, signature, signature-input",
        "access-control-max-age": "600",
        "vary": "origin",
    }


async def test_without_an_origin_in_the_settings_nothing_is_put_around_a_zone() -> None:
    assert zone().user_middleware == []


def test_each_zone_names_the_doors_that_a_custodian_needs_and_no_other() -> None:
    named = {(door.method, door.path) for doors in (AT_VAULT, AT_LEDGER, AT_INTAKE) for door in doors}
    assert named == {
        ("GET", "/v1/openings"),
        ("GET", "/v1/orders"),
        ("POST", "/v1/approvals"),
        ("POST", "/v1/openings/[0-9a-f]{64}/freeze"),
        ("GET", "/checkpoint"),
        ("GET", "/v1/consistency"),
        ("GET", "/v1/entries/[0-9a-f]{64}"),
        ("GET", "/v1/checkpoint"),
        ("GET", "/v1/directory"),
    }
