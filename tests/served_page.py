"""The page itself, served by an intake process with a real PostgreSQL; and what intake has of what was sent there."""

from __future__ import annotations

import fcntl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import asyncpg
import httpx
from pydantic import SecretStr

from clients.founder.page import install
from protocol.built_page import LICENCES
from protocol.control import Control
from protocol.crossings import CBOR, NewBucket, NewBuckets, NewPublication
from protocol.directory import DeviceRole
from protocol.encoding import Message
from protocol.ids import PartKind, day_of
from protocol.mailbox import MailboxNotice, Slot, sign_notice
from protocol.sealing import SealedPart
from server.devices import DeviceAuth
from tests.clients.web.chromium import HERE
from tests.conftest import execute, finish
from tests.opened_parts import all_opened
from tests.publications import all_buckets
from tests.served import Zone, free_port, served, wait_until_it_answers, write_settings
from tests.server.intake.conftest import BASE_RULES
from tests.worlds import Consortium, make_consortium

LANGUAGE = "en"
A_DAY = 86_400
DEPTH = 2


def page(folder: Path) -> bytes:
    """Built from its sources, once by the workers of a run that share the folder."""
    made = folder / f"page-{LANGUAGE}.html"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            command = ["node", str(HERE / "real_page.js"), LANGUAGE]
            made.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
        return made.read_bytes()


@dataclass
class ServedPage:
    """An intake with the page beside it, and its keys."""

    consortium: Consortium
    port: int
    settings: Path
    administrator: SecretStr
    _running: Any = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._running = served(Zone.INTAKE, self.settings)
        self._running.__enter__()

    def stop(self) -> None:
        self._running.__exit__(None, None, None)

    def start_anew(self) -> None:
        """Killed, and started again: nothing that it held in memory is there."""
        self.stop()
        self.start()

    # ---- what it has

    def forget(self) -> None:
        """Empty its tables."""
        finish(execute(self.administrator, "TRUNCATE parts, posts"))

    def parts(self) -> list[SealedPart]:
        return [SealedPart.from_bytes(body) for body in finish(_bodies(self.administrator, "parts"))]

    def posts(self) -> list[bytes]:
        return finish(_bodies(self.administrator, "posts"))

    def opened(self) -> dict[PartKind, list[tuple[Any, Control]]]:
        """All parts as custodians, a desk and the vault open them."""
        return all_opened(self.parts(), self.consortium, day_of(time.time()))

    # ---- what the vault leaves there

    def publish(self, slots: dict[bytes, Slot]) -> None:
        """A publication of today, with these slots by mailbox id among random ones."""
        notice = MailboxNotice(number=int(time.time()) // A_DAY, every=A_DAY, depth=DEPTH)
        vault = self.consortium.devices[DeviceRole.VAULT]
        made = all_buckets(notice, slots, vault)
        buckets = tuple(NewBucket(name=one.name, bucket=one.to_bytes()) for one in made)
        tag = self.consortium.random(16)
        self._as_vault("/v1/pool/buckets", NewBuckets(publication=tag, buckets=buckets))
        new = NewPublication(publication=tag, buckets=len(buckets), notice=sign_notice(notice, vault))
        self._as_vault("/v1/pool/publication", new)

    def _as_vault(self, path: str, message: Message) -> None:
        key = self.consortium.devices[DeviceRole.VAULT]
        auth = DeviceAuth(key, key.public.hex(), time.time)
        with httpx.Client(base_url=self.url, auth=auth, trust_env=False) as client:
            client.post(path, content=message.to_bytes(), headers={"content-type": CBOR}).raise_for_status()


async def _bodies(url: SecretStr, table: str) -> list[bytes]:
    connection = await asyncpg.connect(url.get_secret_value())
    try:
        return [row["body"] for row in await connection.fetch(f"SELECT body FROM {table}")]
    finally:
        await connection.close()


def _built(folder: Path, shared: Path) -> Path:
    folder.mkdir()
    (folder / f"{LANGUAGE}.html").write_bytes(page(shared))
    (folder / LICENCES).write_text("")
    return folder


class _ZoneDatabases(Protocol):
    """A database a zone, with its roles."""

    def of(self, zone: str) -> dict[str, SecretStr]: ...

    def administrator(self, zone: str) -> SecretStr: ...


@contextmanager
def page_served(
    databases: _ZoneDatabases, folder: Path, built: Path | None = None, shared: Path | None = None
) -> Iterator[ServedPage]:
    """As `leeward web install` and `leeward serve intake` do it; `built` from its sources unless it is given."""
    consortium = make_consortium(
        "served page", quorums=(2, 2, 2), custodians=3, cedar=BASE_RULES, today=day_of(time.time())
    )
    consortium.write_pinned(folder / "pinned")
    install(built or _built(folder / "built", shared or folder), consortium.directory, folder / "page")
    urls, port = databases.of("intake"), free_port()
    secrets = {
        "sign_key": consortium.devices[DeviceRole.INTAKE].seed().hex(),
        "writer_url": urls["intake_writer"].get_secret_value(),
        "collector_url": urls["intake_collector"].get_secret_value(),
    }
    settings = write_settings(folder / "intake.toml", port, secrets)
    settings.write_text(settings.read_text() + '\npage = "page"')
    running = ServedPage(consortium, port, settings, databases.administrator("intake"))
    running.start()
    try:
        wait_until_it_answers(f"{running.url}/v1/directory")
        yield running
    finally:
        running.stop()
