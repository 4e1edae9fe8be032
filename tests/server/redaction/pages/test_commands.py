"""`leeward desk open` and `leeward desk passkeys`, as they are typed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from clients.desk.asking import AtTheDesk
from clients.key_file import PersonKeys
from protocol.primitives import SealKey, SignKey
from server.redaction.pages.commands import commands as typed
from tests.server.policy.authenticator import Authenticator
from tests.server.redaction.desks import Scene
from tests.server.redaction.pages.browsing import PageBrowser

pytestmark = pytest.mark.anyio


async def test_a_lost_passkey_is_seen_and_removed_on_the_machine(
    scene: Scene, inside: PageBrowser, key: Authenticator, tmp_path: Path
) -> None:
    settings = _settings(scene, tmp_path)

    def say(*words: str) -> str:
        done = CliRunner().invoke(typed, [*words, "--config", str(settings)])
        assert done.exit_code == 0, done.output
        return done.output

    def run() -> None:
        assert key.credential.hex()[:16] in say()
        (path,) = scene.curator.folder.glob("passkeys*")
        path.write_bytes(path.read_bytes()[:-1])
        assert "is not what the desk wrote" in " ".join(say().split())
        assert "Removed." in say("--remove")
        assert "There was none." in say("--remove")
        assert "None yet" in say()

    await asyncio.to_thread(run)


def _settings(scene: Scene, folder: Path) -> Path:
    world, consortium = scene.curator, scene.consortium
    for name, key in (("sign", world.sign_key), ("seal", world.seal_key)):
        (folder / f"{name}.key").touch(mode=0o600)
        (folder / f"{name}.key").write_text(key.seed().hex())
    file = folder / "desk.toml"
    file.write_text(
        f'port = 8443\nname = "{world.name}"\nfolder = "{world.folder}"\nconsole_keys = []\n'
        f'pinned = "{consortium.write_pinned(folder / "papers")}"\n'
        'sign_key_file = "sign.key"\nseal_key_file = "seal.key"\n'
        + "".join(f'{zone}_url = "http://127.0.0.1:1"\n' for zone in ("vault", "release", "policy"))
    )
    return file


def test_the_terminal_asks_for_a_link_with_the_consoles_signature_and_prints_it() -> None:
    keys = PersonKeys("ines", SealKey.new(), SignKey.new())

    def answer(request: httpx.Request) -> httpx.Response:
        assert (request.method, request.url.path) == ("POST", "/v1/page-links")
        assert "signature" in request.headers
        return httpx.Response(201, json={"url": "http://localhost:8406/#abc", "seconds": 120})

    link = AtTheDesk("http://127.0.0.1:8406", keys, httpx.MockTransport(answer)).page_link()
    assert link["url"].endswith("/#abc")
