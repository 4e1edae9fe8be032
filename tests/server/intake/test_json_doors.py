"""Intake's doors keep to their own OpenAPI, whoever knocks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from protocol.crossings import WORK_HEADER
from protocol.directory import DeviceRole
from server.devices import DeviceAuth
from server.intake.api import create_app
from server.intake.page import read_installed
from tests.json_doors import bend_bodies, hold_against_openapi
from tests.server.intake.conftest import HOST, Intake, Sealed
from tests.server.intake.test_page import install

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("who", [DeviceRole.VAULT, None])
async def test_intakes_doors_keep_to_their_openapi(
    intake: Intake, large: tuple[Sealed, ...], tmp_path: Path, who: DeviceRole | None
) -> None:
    key, page = intake.consortium.devices[who] if who else None, install(tmp_path / "page", intake.consortium)
    world = replace(intake.world, page=read_installed(page, intake.world.pinned))
    known = {"bucket": "a7", "language": "en", "name": await intake.begun(large[0]), "number": "0"}
    # A piece has one size, which nothing that is drawn has.
    ruled = ["PUT /v1/uploads/{name}/{number}"]
    held = await hold_against_openapi(create_app(world), HOST, intake.clock, key, ruled=ruled, known=known)
    assert not held.failed, "\n".join(held.failed)
    assert held.shut() == (set() if who else {label for label in held.answered if "/v1/pool" in label})


async def test_intakes_doors_answer_any_body_as_described(intake: Intake) -> None:
    key = intake.consortium.devices[DeviceRole.VAULT]
    intake.client.auth = DeviceAuth(key, key.public.hex(), intake.clock)
    await bend_bodies(create_app(intake.world), intake.client, {WORK_HEADER: "00" * 8}, {"bucket": "a7"})
