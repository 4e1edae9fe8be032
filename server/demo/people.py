"""The demo's people, each at a machine of their own: they reach the zones only as clients, over HTTP."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx

from clients.authorities import authorities
from clients.device_auth import DeviceAuth
from protocol.primitives import SignKey
from server.demo.errors import StepFailed
from server.demo.ground import Ground
from server.demo.processes import run
from server.demo.stories import Story

SECONDS = 60.0
_T = TypeVar("_T")


class Console:
    """A person at a machine that signs every request: a curator, a reviewer, an analyst."""

    def __init__(self, url: str, key: SignKey) -> None:
        auth = DeviceAuth(key, key.public.hex(), time.time)
        self._client = httpx.Client(base_url=url, auth=auth, timeout=SECONDS, trust_env=False, verify=authorities())

    def close(self) -> None:
        self._client.close()

    def get(self, path: str, **query: str) -> Any:
        return self._answer(self._client.get(path, params=query or None))

    def post(self, path: str, body: object = None) -> Any:
        """An empty POST, or JSON."""
        if body is None:
            return self._answer(self._client.post(path))
        content = json.dumps(body, separators=(",", ":")).encode()
        return self._answer(self._client.post(path, content=content, headers={"content-type": "application/json"}))

    def _answer(self, answer: httpx.Response) -> Any:
        if answer.is_error:
            raise StepFailed(f"{answer.request.method} {answer.request.url.path}: {answer.text[:400]}")
        return answer.json() if answer.content else None


@dataclass(frozen=True, slots=True, repr=False)
class Sent:
    """What a source keeps: nothing but the words."""

    story: Story
    receipt: str


class Sources:
    """Everyone who reports, through `leeward report` in a process of its own."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._drawn = dict.fromkeys(ground.codes, 0)

    def report_all(self, stories: tuple[Story, ...]) -> list[Sent]:
        """Send all, two at a time, as many people do at once."""
        cards = [self._draw_card(story.partner) if story.partner else None for story in stories]
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(self._report, range(len(stories)), stories, cards))

    def _draw_card(self, partner: str) -> str:
        """From the partner's shuffled pile; nobody notes who drew which."""
        code = self._ground.codes[partner][self._drawn[partner]]
        self._drawn[partner] += 1
        return code.printed()

    def _report(self, number: int, story: Story, card: str | None) -> Sent:
        folder = self._ground.path("sources", str(number))
        folder.mkdir(mode=0o700)
        arguments = ["report", _private(folder / "text", story.text), "--language", story.language]
        arguments += ["--country", "xa", "--profile", "summary-finer", "--contact", "when-i-check-in"]
        arguments += ["--pause", "0.2", *self._where()]
        if card:
            arguments += ["--card", _private(folder / "card", card)]
        if story.identity:
            arguments += ["--identity", _private(folder / "identity.toml", story.identity)]
        if story.file:
            arguments += ["--file", _private(folder / "file", story.file), "--evidence-profile", "curator-may-read"]
        receipt = run("server.cli", *arguments).strip()
        for file in folder.iterdir():
            file.unlink()
        return Sent(story, receipt)

    def follow(self, sent: Sent, command: str, *more: str) -> str:
        """`leeward checkin` or `leeward consent` with the words alone; what it said."""
        words = _private(self._ground.path("sources", "receipt"), sent.receipt)
        arguments = [command, "--receipt", words, "--language", sent.story.language, *self._where(), *more]
        said = run("server.cli", *arguments)
        Path(words).unlink()
        return said

    def withdraw(self, sent: Sent) -> None:
        file = self._ground.path("sources", "receipt")
        words = _private(file, sent.receipt)
        run("server.cli", "withdraw", "--receipt", words, "--language", sent.story.language, *self._where())
        file.unlink()

    def _where(self) -> list[str]:
        return ["--intake", self._ground.url("intake"), "--roots", str(self._ground.papers / "roots.cbor")]


def send_text_message(ground: Ground, message: str, sender: str) -> int:
    """As an SMS provider would: a signed webhook to the gateway. The status of its answer."""
    secret = ground.path("keys", "gateway", "webhook.secret").read_text().strip()
    stamp = str(int(time.time()))
    body = json.dumps({"id": "demo-1", "from": sender, "to": "40404", "text": message}).encode()
    signature = hmac.new(secret.encode(), body + stamp.encode(), hashlib.sha256).hexdigest()
    headers = {"content-type": "application/json", "x-timestamp": stamp, "x-signature": signature}
    answer = httpx.post(f"{ground.url('gateway')}/v1/webhooks/demo", content=body, headers=headers, trust_env=False)
    return answer.status_code


def connect_custodian(ground: Ground, compartment: str, number: int) -> Path:
    """Tell one custodian's tool where the zones are; its folder."""
    folder = ground.custodian_folder(compartment, number)
    doors = [part for name in ("vault", "policy", "ledger", "intake") for part in (f"--{name}", ground.url(name))]
    roots = str(ground.papers / "roots.cbor")
    run("clients.custodian.cli", "connect", roots, *doors, "--folder", str(folder))
    return folder


def look_as_custodian(folder: Path) -> list[dict[str, Any]]:
    """What one custodian sees that waits."""
    listed = run("clients.custodian.cli", "waiting", "--json", *_unlocking(folder))
    return [dict(one) for one in json.loads(listed)]


def approve_as_custodians(folders: list[Path]) -> list[str]:
    """Each approves all that waits, on its own machine; what each tool said."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(_approve, folders))


def _approve(folder: Path) -> str:
    said = run("clients.custodian.cli", "approve", "--all", "--yes", *_unlocking(folder))
    return said.strip().splitlines()[-1]


def _unlocking(folder: Path) -> list[str]:
    return ["--folder", str(folder), "--passphrase-file", str(folder / "custodian.passphrase")]


def wait_for(what: str, seconds: float, look: Callable[[], _T | None]) -> _T:
    """Look again and again until there is something; raises StepFailed when it does not come."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if (found := look()) is not None:
            return found
        time.sleep(0.25)
    raise StepFailed(f"Waited {seconds:.0f} seconds for {what}, and it did not come.")


def _private(file: Path, contents: str | bytes) -> str:
    file.touch(mode=0o600)
    file.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    return str(file)
