"""The policy zone as it is served, with pages, in a process of its own; and links as its machine makes them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from protocol.directory import DeviceRole
from server.app import Zone
from server.demo.processes import free_port, run
from tests.conftest import Databases
from tests.served import served, wait_until_it_answers
from tests.server.policy.test_policy_zone import BASE_RULES
from tests.worlds import Consortium, make_consortium


@dataclass(frozen=True)
class ServedStaff:
    """`origin` is where browsers find the pages."""

    origin: str
    config: Path
    consortium: Consortium

    def link(self, person: str) -> str:
        return run("server.cli", "staff", "invite", person, "--config", str(self.config)).strip()


def write_config(folder: Path, databases: Databases, port: int, consortium: Consortium) -> Path:
    """policy.toml of a zone with pages at this port."""
    consortium.write_pinned(folder / "pinned")
    secrets = {
        "sign_key": consortium.devices[DeviceRole.POLICY].seed().hex(),
        "database_url": databases.of("policy")["policy_runtime"].get_secret_value(),
    }
    for name, secret in secrets.items():
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(secret)
    lines = [f"port = {port}", 'pinned = "pinned"', 'ledger_url = "http://127.0.0.1:1"', 'incoming = "newest.cbor"']
    lines += [*(f'{name}_file = "{name}"' for name in secrets), f'pages = "http://localhost:{port}"']
    file = folder / "policy.toml"
    file.write_text("\n".join(lines))
    return file


def consortium_of_today() -> Consortium:
    """For a process that has the machine's clock."""
    today = int(time.time() // 86_400)
    return make_consortium("staff", custodians=2, quorums=(2, 2, 2), today=today, cedar=BASE_RULES)


@contextmanager
def serving(folder: Path, databases: Databases) -> Iterator[ServedStaff]:
    port, consortium = free_port(), consortium_of_today()
    config = write_config(folder, databases, port, consortium)
    with served(Zone.POLICY, config):
        wait_until_it_answers(f"http://127.0.0.1:{port}/openapi.json")
        yield ServedStaff(f"http://localhost:{port}", config, consortium)
