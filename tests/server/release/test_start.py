"""Release as it really starts: from settings, with its rounds running."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from protocol.directory import DeviceRole
from protocol.policy import PolicyRefused
from protocol.primitives import SignKey
from server.devices import DeviceAuth
from server.release.errors import WrongReleaseKey
from server.release.shown import NOTHING_TO_SHOW
from server.release.start import Settings, opened
from tests.conftest import Databases
from tests.worlds import Clock, Consortium

pytestmark = pytest.mark.anyio
NOBODY = "http://127.0.0.1:1"


def settings(consortium: Consortium, databases: Databases, folder: Path, *, with_policy: bool) -> Settings:
    urls = databases.of("release")
    return Settings(
        port=8404,
        pinned=consortium.write_pinned(folder, with_policy=with_policy),
        sign_key=SecretStr(consortium.devices[DeviceRole.RELEASE].seed().hex()),
        publisher_url=urls["release_publisher"],
        reader_url=urls["release_reader"],
        vault_url=NOBODY,
        ledger_url=NOBODY,
        policy_url=NOBODY,
    )


async def test_it_starts_and_answers_while_every_other_zone_is_down(
    consortium: Consortium, databases: Databases, tmp_path: Path
) -> None:
    clock, key = Clock(), consortium.staff["analyst-amara"]
    auth = DeviceAuth(key, key.public.hex(), clock)
    async with opened(settings(consortium, databases, tmp_path, with_policy=True), clock) as app:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8404", auth=auth) as analyst:
            assert (await analyst.get("/v1/summaries")).json()["note"] == NOTHING_TO_SHOW


async def test_without_a_policy_it_does_not_start(consortium: Consortium, databases: Databases, tmp_path: Path) -> None:
    with pytest.raises(PolicyRefused):
        async with opened(settings(consortium, databases, tmp_path, with_policy=False), Clock()):
            pytest.fail("it started")


async def test_with_another_key_than_release_s_it_does_not_start(
    consortium: Consortium, databases: Databases, tmp_path: Path
) -> None:
    given = settings(consortium, databases, tmp_path, with_policy=True)
    other = given.model_copy(update={"sign_key": SecretStr(SignKey.new().seed().hex())})
    with pytest.raises(WrongReleaseKey):
        async with opened(other, Clock()):
            pytest.fail("it started")
