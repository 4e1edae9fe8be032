"""`leeward retention …`, as an operator types it."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from protocol.directory import DeviceRole
from protocol.ids import day_of
from protocol.orders import (
    Office,
    Order,
    OrderAct,
    OrderBook,
    OrderReason,
    OrderTarget,
    SignedOrder,
    TargetKind,
    sign_order,
)
from server.vault.errors import NotAPlan, PlanThere, PlanTooYoung
from server.vault.retention_commands import commands
from tests.conftest import execute
from tests.server.vault.vault_world import PURPOSES, TESTIMONY, running_vault
from tests.worlds import Clock, Consortium, make_consortium

TODAY = day_of(time.time())


@pytest.fixture(scope="module")
def consortium() -> Consortium:
    return make_consortium("retention", today=TODAY - 90)


def private(path: Path, text: str) -> str:
    path.touch(mode=0o600)
    path.write_text(text)
    return path.name


@pytest.fixture
def config(consortium: Consortium, databases: Any, tmp_path: Path) -> Path:
    consortium.write_pinned(tmp_path / "pinned")
    (tmp_path / "journal").mkdir()
    settings = {
        "port": 0, "pinned": "pinned", "journal": "journal",
        "sign_key_file": private(tmp_path / "sign.key", consortium.devices[DeviceRole.VAULT].seed().hex()),
        "seal_key_file": private(tmp_path / "seal.key", consortium.vault_seal.seed().hex()),
        **{
            f"{purpose}_url_file": private(
                tmp_path / f"{purpose}.url", databases.of("vault")[f"vault_{purpose}"].get_secret_value()
            )
            for purpose in PURPOSES
        },
        **{f"{zone}_url": "http://127.0.0.1:1" for zone in ("intake", "ledger", "policy")},
    }  # fmt: skip
    text = "".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items())
    return tmp_path / private(tmp_path / "vault.toml", text)


def held_by(consortium: Consortium, *compartments: str) -> OrderBook:
    name, key = next(iter(consortium.administrators.items()))
    orders: list[SignedOrder] = [
        sign_order(
            Order(
                act=OrderAct.HOLD,
                target=OrderTarget(kind=TargetKind.COMPARTMENT, name=compartment),
                reason=next(iter(OrderReason)),
                day=TODAY,
                nonce=bytes(32),
            ),
            Office.ADMINISTRATOR,
            name,
            key,
        )
        for compartment in compartments
    ]
    return OrderBook(orders=tuple(orders))


def typed(*words: object) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


async def test_a_plan_says_bands_and_one_of_today_is_not_carried_out(
    consortium: Consortium, databases: Any, config: Path, tmp_path: Path
) -> None:
    async with running_vault(consortium, databases, tmp_path / "pinned", Clock(time.time())) as vault:
        await vault.told(None, None)
    plan = tmp_path / "plan.cbor"
    (tmp_path / "pinned" / "orders.cbor").write_bytes(held_by(consortium, TESTIMONY).to_bytes())
    words = ("plan", "--config", config, "--out", plan, "--keep-days", 30)
    told = await asyncio.to_thread(typed, *words)
    assert told.exit_code == 0, (told.output, told.exception)
    testimony = next(line for line in told.output.splitlines() if line.startswith(TESTIMONY))
    assert testimony.endswith("kept long enough: 1 to 9, unread 1 to 9, held: stays")
    assert plan.stat().st_mode & 0o777 == 0o600
    assert isinstance((await asyncio.to_thread(typed, *words)).exception, PlanThere)
    carried_out = ("apply", plan, "--config", config)
    assert isinstance((await asyncio.to_thread(typed, *carried_out)).exception, PlanTooYoung)
    assert isinstance((await asyncio.to_thread(typed, "apply", config, *carried_out[2:])).exception, NotAPlan)


async def test_one_that_has_stood_is_carried_out_where_nothing_is_held(
    consortium: Consortium, databases: Any, config: Path, tmp_path: Path
) -> None:
    """The vault's own clock cannot be moved by a test: the row is made older by a superuser, as nobody else can."""
    async with running_vault(consortium, databases, tmp_path / "pinned", Clock(time.time() - 90 * 86_400)) as vault:
        await vault.told(None)
    plan = tmp_path / "plan.cbor"
    (tmp_path / "pinned" / "orders.cbor").write_bytes(held_by(consortium, "xa-identity").to_bytes())
    made = await asyncio.to_thread(typed, "plan", "--config", config, "--out", plan, "--keep-days", 30)
    assert made.exit_code == 0, (made.output, made.exception)
    await execute(databases.administrator("vault"), "UPDATE retention_plans SET day = day - 14")
    done = await asyncio.to_thread(typed, "apply", plan, "--config", config, "--keep-days", 30)
    assert done.output == "1 parts destroyed. Held: xa-identity.\n", (done.output, done.exception)
