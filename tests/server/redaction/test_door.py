"""The desk's own door: this machine, by its own name, signed by this person's console, and nothing of it kept."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from protocol.ids import to_text
from protocol.primitives import SignKey
from server.devices import DeviceAuth
from server.recognizers.errors import RecognizerError
from server.redaction.api import MOST_FORM, create_app
from server.redaction.start import Settings, authority, opened
from tests.server.redaction.desks import LOOPBACK, PLACE, Scene

pytestmark = pytest.mark.anyio
ECHO = "zyqarveth"
SAID = f"Lorries came to the {ECHO} mill at night."
FORGETS = f"/v1/openings/{'ab' * 32}/forget"


def caller(
    scene: Scene, key: SignKey | None = None, *, name: str = LOOPBACK, address: str = "127.0.0.1"
) -> httpx.AsyncClient:
    """Somebody at the curator's desk: unsigned, or signing with `key`."""
    transport = httpx.ASGITransport(app=create_app(scene.curator), client=(address, 4711))
    auth = DeviceAuth(key, key.public.hex(), scene.clock) if key else None
    return httpx.AsyncClient(transport=transport, base_url=f"http://{name}", auth=auth)


def refused(answer: httpx.Response, status: int) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert ECHO not in answer.text.lower()
    assert ECHO not in str(answer.headers).lower()


@pytest.mark.parametrize(
    "host", [f"{ECHO}.example:8443", "127.0.0.1", "127.0.0.1:8444", "127.0.0.1.nip.example:8443", ""]
)
async def test_a_page_that_leads_a_name_of_its_own_here_is_turned_away(scene: Scene, host: str) -> None:
    async with caller(scene) as page:
        for path in ("/v1/openings", "/openapi.json", "/"):
            refused(await page.get(path, headers={"host": host}), 421)


async def test_two_host_lines_are_turned_away(scene: Scene) -> None:
    async with caller(scene) as page:
        refused(await page.get("/openapi.json", headers=[("host", LOOPBACK), ("host", f"{ECHO}.example")]), 421)


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.1", "::2", ECHO])
async def test_another_machine_is_turned_away_even_with_the_consoles_key(scene: Scene, address: str) -> None:
    async with caller(scene, address=address) as elsewhere:
        elsewhere.auth = scene.console.auth
        refused(await elsewhere.get("/v1/openings"), 421)


async def test_an_unsigned_request_is_refused_at_every_route(scene: Scene) -> None:
    part = "ab" * 32
    async with caller(scene) as nobody:
        for method, path in every_route(scene):
            filled = path.format(opening=part, part=part, draft=part)
            refused(await nobody.request(method, filled, params={"compartment": PLACE}), 401)


async def test_a_stranger_and_the_other_desks_console_are_refused(scene: Scene) -> None:
    for key in (SignKey.new(), scene.curator.sign_key):
        async with caller(scene, key) as stranger:
            refused(await stranger.get("/v1/openings"), 401)
            refused(await stranger.post("/v1/drafts", json={"summary": ECHO}), 401)
            refused(await stranger.post("/v1/drafts", json=ECHO * 20_000), 413)


async def test_a_request_that_is_shown_again_is_refused(scene: Scene) -> None:
    part = scene.say(SAID)
    opening = await scene.open(part)
    first = await scene.console.get(f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}")
    assert ECHO in first.text
    again = await scene.console.send(first.request, auth=None)
    refused(again, 409)


async def test_a_request_that_was_changed_on_its_way_is_refused(scene: Scene) -> None:
    first = await scene.console.post("/v1/fresh-keys", json={"compartment": PLACE})
    assert first.status_code == 201
    kept = {name: value for name, value in first.request.headers.items() if name != "content-length"}
    async with caller(scene) as nobody:
        refused(await nobody.post("/v1/openings", headers=kept, content=first.request.content), 401)
        refused(await nobody.post("/v1/fresh-keys", headers=kept, content=b'{"compartment": "xb-testimony"}'), 401)


async def test_a_form_that_is_too_large_is_refused(scene: Scene) -> None:
    refused(await scene.console.post("/v1/drafts", json={"summary": ECHO * MOST_FORM}), 413)


async def test_a_body_where_none_is_taken_is_refused(scene: Scene) -> None:
    refused(await scene.console.post(FORGETS, json={"why": ECHO}), 413)


@pytest.mark.parametrize("path", ["/v1/fresh-keys", "/v1/openings", "/v1/drafts", f"/v1/reviews/{'ab' * 32}/refuse"])
@pytest.mark.parametrize(
    "form",
    [
        ECHO.encode(),
        b'{"compartment": "' + ECHO.encode(),
        b'["' + ECHO.encode() + b'"]',
        b'{"' + ECHO.encode() + b'": 1}',
        b'{"compartment": "Not A Code ' + ECHO.encode() + b'", "hours": -1}',
        b'{"compartment": "\xff' + ECHO.encode() + b'"}',
        b'{"reason": "' + ECHO.encode() + b'"}',
        b"[" * 5000,
    ],
    ids=["no-json", "cut", "list", "unknown", "not-a-code", "not-utf-8", "not-a-reason", "deep"],
)
async def test_a_form_that_does_not_fit_is_refused_without_a_word_of_it(scene: Scene, path: str, form: bytes) -> None:
    answer = await scene.console.post(path, content=form, headers={"content-type": "application/json"})
    refused(answer, 400 if form.startswith(b"[[") else 422)
    assert not scene.curator.memory.waiting_keys
    assert not scene.curator.memory.openings


async def test_a_form_with_one_field_more_is_refused(scene: Scene) -> None:
    refused(await scene.console.post("/v1/fresh-keys", json={"compartment": PLACE, ECHO: ECHO}), 422)
    assert not scene.curator.memory.waiting_keys


@pytest.mark.parametrize(
    "changed",
    [
        {"title": 7},
        {"title": ECHO * 100},
        {"area": f"XA {ECHO}"},
        {"period": ECHO},
        {"credibility": 9},
        {"risk_factors": [99]},
        {"predecessor": ECHO},
        {ECHO: ECHO},
    ],
    ids=lambda changed: next(iter(changed)),
)
async def test_a_summary_that_does_not_fit_is_refused_without_a_word_of_it(
    scene: Scene, changed: dict[str, Any]
) -> None:
    part = scene.say(SAID)
    opening = await scene.open(part)
    refused(await scene.console.post("/v1/drafts", json=scene.draft(opening, part, **changed)), 422)
    assert not list(scene.curator.folder.glob("*"))


@pytest.mark.parametrize(
    "path", [f"/v1/openings/{ECHO}", f"/v1/openings/{'AB' * 32}", f"/v1/parts?compartment=No+{ECHO}", "/v1/parts"]
)
async def test_an_id_or_code_that_is_none_is_refused_without_a_word_of_it(scene: Scene, path: str) -> None:
    refused(await scene.console.get(path), 422)


async def test_another_origin_is_granted_nothing(scene: Scene) -> None:
    asked = {
        "origin": f"https://{ECHO}.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
        "access-control-request-private-network": "true",
    }
    for method, path in every_route(scene):
        answer = await scene.console.request("OPTIONS", path, headers=asked)
        refused(answer, 405)
        assert not [name for name in answer.headers if name.startswith("access-control")], method
    answer = await scene.console.get("/v1/openings", headers={"origin": asked["origin"]})
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_nothing_that_the_desk_answers_may_be_kept(scene: Scene) -> None:
    part = scene.say(SAID)
    opening = await scene.open(part)
    await scene.write(opening, part)
    for path in (
        "/v1/openings",
        f"/v1/openings/{to_text(opening)}",
        f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}",
        f"/v1/parts?compartment={PLACE}",
        "/v1/drafts",
        "/v1/reviews",
        "/openapi.json",
        "/nothing-here",
    ):
        assert (await scene.console.get(path)).headers["cache-control"] == "no-store", path


def every_route(scene: Scene) -> list[tuple[str, str]]:
    paths = create_app(scene.curator).openapi()["paths"]
    return [(method.upper(), path) for path, methods in paths.items() for method in methods]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])
def test_a_desk_is_not_served_to_other_machines(host: str, tmp_path: Any) -> None:
    with pytest.raises(ValueError, match="own machine"):
        Settings.model_validate(_settings(tmp_path) | {"host": host})


def test_a_desk_knows_its_own_name_as_clients_write_it() -> None:
    assert authority("127.0.0.1", 8443) == "127.0.0.1:8443"
    assert authority("::1", 8443) == "[::1]:8443"


async def test_a_desk_does_not_start_without_a_recognizer_that_was_chosen_for_it(scene: Scene, tmp_path: Any) -> None:
    folder = scene.consortium.write_pinned(tmp_path / "chosen")
    nobody = dict.fromkeys(("vault_url", "release_url", "policy_url"), "http://127.0.0.1:9")
    for chosen in ("names-dataset", f"crf:en:{'00' * 32}:{tmp_path}/none.model"):
        settings = Settings.model_validate(_settings(folder) | nobody | {"recognizers": [chosen]})
        with pytest.raises(RecognizerError):
            async with opened(settings, scene.clock):
                pytest.fail("it started")


async def test_a_desk_that_begins_clears_what_a_crash_left_of_its_drafts(scene: Scene, tmp_path: Any) -> None:
    """An older state of a draft may name the parts of a summary that release has taken since."""
    folder = scene.consortium.write_pinned(tmp_path / "crashed")
    for name in ("ab.sealed", "ab.sealed.old", "cd.sealed.new", "mine.old"):
        (folder / name).touch()
    nobody = dict.fromkeys(("vault_url", "release_url", "policy_url"), "http://127.0.0.1:9")
    async with opened(Settings.model_validate(_settings(folder) | nobody), scene.clock):
        kept = {path.name for path in folder.iterdir() if path.suffix != ".cbor"}
    assert kept == {"ab.sealed", "mine.old"}


def _settings(folder: Any) -> dict[str, Any]:
    secret = SecretStr("00" * 32)
    return {
        "port": 8443,
        "name": "desk",
        "pinned": folder,
        "sign_key": secret,
        "seal_key": secret,
        "vault_url": "https://vault.example",
        "release_url": "https://release.example",
        "policy_url": "https://policy.example",
        "console_keys": (),
        "folder": folder,
    }
