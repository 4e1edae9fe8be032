"""A reviewer's desk that is killed and started again, as real processes: its dead keys lock no curator out."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from protocol.desk_crossings import FreshKeys
from protocol.directory import DeviceRole
from protocol.ids import day_of
from protocol.opening import FreshKey
from protocol.primitives import SignKey
from server.devices import DeviceAuth
from tests.served import Zone, free_port, served, until_it_answers, write_settings
from tests.server.vault.vault_world import PURPOSES
from tests.worlds import Consortium, make_consortium

pytestmark = pytest.mark.anyio
PLACE = "xa-testimony"
CONSOLE = SignKey(bytes(range(32)))
CEDAR = Path(__file__).parents[2] / "server/policy/cedar"
RULES = ((CEDAR / "schema.cedarschema").read_text(), (CEDAR / "base.cedar").read_text())
NOBODY = "http://127.0.0.1:1"


@dataclass
class Ground:
    consortium: Consortium
    folder: Path
    vault_port: int

    @contextmanager
    def desk(self) -> Iterator[httpx.AsyncClient]:
        """The reviewer's desk, killed at the end of the block; yields the way of its console."""
        port, keys = free_port(), self.consortium.desks[PLACE][1]
        secrets = {"sign_key": keys.sign_key.seed().hex(), "seal_key": keys.seal_key.seed().hex()}
        with served(
            Zone.REDACTION,
            _written(
                self.folder / "desk",
                port,
                secrets,
                {
                    "name": keys.name,
                    "vault_url": f"http://127.0.0.1:{self.vault_port}",
                    "release_url": NOBODY,
                    "policy_url": NOBODY,
                    "console_keys": [CONSOLE.public.hex()],
                    "folder": "drafts",
                },
            ),
        ):
            yield _client(port, CONSOLE)

    async def leave_key(self, desk: httpx.AsyncClient, hours: int) -> int:
        answer = await desk.post("/v1/fresh-keys", json={"compartment": PLACE, "hours": hours})
        return int(answer.raise_for_status().json()["expires"])

    async def shown(self) -> list[int]:
        """When each key that a curator is shown ends."""
        async with _client(self.vault_port, self.consortium.desks[PLACE][0].sign_key) as curator:
            answer = (await curator.get(f"/v1/fresh-keys?compartment={PLACE}")).raise_for_status()
        return [FreshKey.from_bytes(one.body).expires for one in FreshKeys.from_bytes(answer.content).keys]


def _client(port: int, key: SignKey) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", auth=DeviceAuth(key, key.public.hex(), time.time), timeout=60
    )


def _written(folder: Path, port: int, secrets: dict[str, str], more: dict[str, Any]) -> Path:
    file = write_settings(folder / "settings.toml", port, secrets)
    lines = [f"{name} = {value!r}" for name, value in more.items()]
    file.write_text("\n".join([file.read_text(), *lines]))
    return file


@pytest.fixture
async def ground(databases: Any, tmp_path: Path) -> AsyncIterator[Ground]:
    """A real vault, with nobody around it but desks."""
    consortium, port = make_consortium("restarted", cedar=RULES, today=day_of(time.time())), free_port()
    for name in ("vault", "desk"):
        consortium.write_pinned(tmp_path / name / "pinned")
    (tmp_path / "vault" / "journal").mkdir()
    secrets = {
        "sign_key": consortium.devices[DeviceRole.VAULT].seed().hex(),
        "seal_key": consortium.vault_seal.seed().hex(),
        **{f"{one}_url": databases.of("vault")[f"vault_{one}"].get_secret_value() for one in PURPOSES},
    }
    more = {"intake_url": NOBODY, "ledger_url": NOBODY, "policy_url": NOBODY, "authorities": [f"127.0.0.1:{port}"]}
    with served(Zone.VAULT, _written(tmp_path / "vault", port, secrets, {"journal": "journal", **more})):
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as anyone:
            await until_it_answers(anyone, "/openapi.json")
        yield Ground(consortium, tmp_path, port)


async def test_a_reviewers_desk_that_was_killed_shows_no_curator_its_dead_keys(ground: Ground) -> None:
    with ground.desk() as desk:
        await until_it_answers(desk, "/openapi.json")
        dead = [await ground.leave_key(desk, hours) for hours in (168, 167, 166)]
        assert await ground.shown() == dead[:2]
        await desk.aclose()
    notes = ground.folder / "desk" / "drafts" / f"{bytes(32).hex()}.notes.new"
    notes.parent.mkdir(exist_ok=True)
    notes.write_bytes(b"of a desk that was killed")
    with ground.desk() as desk:
        await until_it_answers(desk, "/openapi.json")
        living = await ground.leave_key(desk, 1)
        assert await ground.shown() == [living]
        assert not notes.exists(), "nor does it keep notes of its life before"
        await desk.aclose()
