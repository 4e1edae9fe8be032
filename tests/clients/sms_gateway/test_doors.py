"""What the door does when it is busy, slow, wrongly knocked at, or something nobody foresaw goes wrong."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from clients.sms_gateway import api, quiet, reception
from clients.sms_gateway.settings import Source
from clients.sms_gateway.webhooks import read_generic
from tests.clients.sms_gateway.conftest import Gateway
from tests.clients.sms_gateway.provider import generic, stamped
from tests.worlds import NOW

pytestmark = pytest.mark.anyio
BODY = generic("m-1", "+254700111222", "They came at night.")


async def test_more_than_can_be_sealed_at_once_is_asked_to_come_again(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "MOST_AT_ONCE", 2)
    bodies = [generic(f"m-{number}", "+1", "text") for number in range(6)]
    # Nothing is sealed before the others were answered: however fast or slow this machine is, two are under way.
    gate, seal_text = threading.Event(), reception.seal_text
    monkeypatch.setattr(reception, "seal_text", lambda *told: (gate.wait(30), seal_text(*told))[1])
    posted = [asyncio.create_task(gateway.post(body)) for body in bodies]
    async with asyncio.timeout(20):
        while sum(one.done() for one in posted) < 4:  # noqa: ASYNC110  # which four they are is not known before
            await asyncio.sleep(0.01)
    gate.set()
    answers = await asyncio.gather(*posted)
    assert sorted(answer.status_code for answer in answers) == [200, 200, 503, 503, 503, 503]
    assert len(gateway.records()) == 4
    for body in bodies:
        assert (await gateway.post(body, stamped(body, NOW + 1))).status_code == 200
    assert len(gateway.records()) == 12


async def test_a_body_that_trickles_in_is_refused(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "SECONDS_TO_SEND", 0.05)

    async def trickle() -> AsyncIterator[bytes]:
        for at in range(len(BODY)):
            yield BODY[at : at + 1]
            await asyncio.sleep(0.02)

    answer = await gateway.client.post("/v1/webhooks/shop", content=trickle(), headers=stamped(BODY, NOW))
    assert answer.status_code == 408
    assert not gateway.records()


async def test_what_nobody_foresaw_is_a_503_that_says_nothing_and_acknowledges_nothing(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("They came at night.")

    monkeypatch.setattr(reception, "seal_text", fails)
    with caplog.at_level("INFO", quiet._OURS.name):
        answer = await gateway.post(BODY)
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:leeward:problem:not-kept")
    assert "night" not in answer.text + caplog.text
    assert not gateway.records()


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/v1/webhooks", "/v1/webhooks/", "/v1/webhooks/a/b"])
async def test_there_is_nothing_else_to_see(gateway: Gateway, path: str) -> None:
    answer = await gateway.client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_webhook_is_posted_and_not_got(gateway: Gateway) -> None:
    answer = await gateway.client.get("/v1/webhooks/shop")
    assert (answer.status_code, answer.json()["title"]) == (405, "Method Not Allowed")


async def test_ready_follows_the_directory(gateway: Gateway) -> None:
    assert (await gateway.client.get("/v1/ready")).status_code == 204
    gateway.clock.pass_days(3000)
    assert (await gateway.client.get("/v1/ready")).status_code == 503
    assert (await gateway.post(BODY)).status_code == 503
    assert not gateway.records()


def test_a_generic_form_with_names_of_its_own_is_read() -> None:
    names = {"id": "msgid", "from": "msisdn", "to": "shortcode", "text": "body"}
    given = {"name": "airtime", "kind": "generic", "secret_file": "x", "form": "form", **names}
    source = Source.model_validate(given)
    message = read_generic(b"msgid=7&msisdn=%2B254700111222&shortcode=40404&body=a+b%20&other=1", source)
    assert (message.same, message.number, message.text) == ("7", "+254700111222", "a b ")
