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
from server.vault.errors import NotAPlan, NotOrders, PlanThere, PlanTooYoung
from server.vault.retention_commands import _held, commands
from tests.server.vault.vault_world import PURPOSES, TESTIMONY, running_vault
from tests.worlds import Clock, Consortium, make_consortium

TODAY = day_of(time.time())


@pytest.fixture(scope="module")
def consortium() -> Consortium:
    return make_consortium("retention", today=TODAY)


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
    book, plan = tmp_path / "orders.cbor", tmp_path / "plan.cbor"
    book.write_bytes(held_by(consortium, TESTIMONY).to_bytes())
    words = ("plan", "--config", config, "--out", plan, "--keep-days", 30, "--orders", book)
    told = await asyncio.to_thread(typed, *words)
    assert told.exit_code == 0, (told.output, told.exception)
    testimony = next(line for line in told.output.splitlines() if line.startswith(TESTIMONY))
    assert testimony.endswith("kept long enough: 1 to 9, unread 1 to 9, held: stays")
    assert plan.stat().st_mode & 0o777 == 0o600
    assert isinstance((await asyncio.to_thread(typed, *words)).exception, PlanThere)
    carried_out = ("apply", plan, "--config", config, "--orders", book)
    assert isinstance((await asyncio.to_thread(typed, *carried_out)).exception, PlanTooYoung)
    assert isinstance((await asyncio.to_thread(typed, "apply", book, *carried_out[2:])).exception, NotAPlan)


def test_what_is_held_is_read_from_the_orders_and_nothing_is_carried_out_without_them(
    consortium: Consortium, config: Path, tmp_path: Path
) -> None:
    book = tmp_path / "orders.cbor"
    book.write_bytes(held_by(consortium, TESTIMONY).to_bytes())
    assert _held(tmp_path / "pinned", book) == {TESTIMONY}
    book.write_bytes(held_by(consortium).to_bytes())
    assert _held(tmp_path / "pinned", book) == frozenset()
    book.write_bytes(b"")
    with pytest.raises(NotOrders):
        _held(tmp_path / "pinned", book)
    assert "--orders" in typed("apply", book, "--config", config).output
