"""The log's doors keep to their own OpenAPI, whoever knocks."""

from __future__ import annotations

import pytest

from protocol.directory import DeviceRole
from tests.json_doors import bend_bodies, hold_against_openapi
from tests.server.ledger.conftest import Log

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("who", [DeviceRole.VAULT, DeviceRole.INTAKE, None])
async def test_the_logs_doors_keep_to_their_openapi(log: Log, who: DeviceRole | None) -> None:
    key = log.consortium.devices[who] if who else None
    held = await hold_against_openapi(log.app, "log", log.clock, key, ruled={"POST /v1/cosignatures"})
    assert not held.failed, "\n".join(held.failed)
    assert held.shut() == (set() if who else {"POST /v1/entries"})


async def test_the_logs_doors_answer_any_body_as_described(log: Log) -> None:
    await bend_bodies(log.app, log.writer(), {}, {})
