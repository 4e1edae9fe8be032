"""Intake's doors keep to their own OpenAPI, whoever knocks."""

from __future__ import annotations

import pytest

from protocol.directory import DeviceRole
from server.intake.api import create_app
from tests.json_doors import hold_against_openapi
from tests.server.intake.conftest import HOST, Intake

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("who", [DeviceRole.VAULT, None])
async def test_intakes_doors_keep_to_their_openapi(intake: Intake, who: DeviceRole | None) -> None:
    key = intake.consortium.devices[who] if who else None
    failed = await hold_against_openapi(create_app(intake.world), HOST, intake.clock, key)
    assert not failed, "\n".join(failed)
