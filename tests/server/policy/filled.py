"""A served policy zone with something on every page: weeks and batches that were told, orders, a second policy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import httpx

from protocol.activity import Band, Happened, PileBand, closed_weeks
from protocol.crossings import CBOR
from protocol.ids import PartKind, quarter_of
from protocol.orders import OrderAct, SignedOrder, TargetKind
from protocol.policy import PolicyBundle
from server.app import Zone
from server.demo.processes import free_port
from server.devices import DeviceAuth
from tests.conftest import Databases, finish
from tests.orders import book, by_administrators, by_custodians, stop
from tests.served import served, wait_until_it_answers
from tests.server.policy.served_staff import ServedStaff, consortium_of_today, write_config
from tests.worlds import PARTNERS, Consortium

COMPARTMENTS = tuple(f"{country}-{kind}" for country in ("xa", "xb") for kind in PartKind)
BATCHES = ("01234-56751", "11234-56752", "21234-56753")


@contextmanager
def serving_something(folder: Path, databases: Databases) -> Iterator[ServedStaff]:
    """As `serving`, with something on every page."""
    port, consortium = free_port(), consortium_of_today()
    config = write_config(folder, databases, port, consortium)
    (folder / "newest.cbor").write_bytes(consortium.resign_policy(_stricter).to_bytes())
    finish(_tell(databases))
    with served(Zone.POLICY, config):
        address = f"http://127.0.0.1:{port}"
        wait_until_it_answers(f"{address}/openapi.json")
        _order(address, consortium)
        yield ServedStaff(f"http://localhost:{port}", config, consortium)


def _stricter(bundle: PolicyBundle) -> PolicyBundle:
    release = bundle.release.model_copy(update={"k": 7, "sensitive_k": 12})
    return bundle.model_copy(update={"version": 2, "release": release})


async def _tell(databases: Databases) -> None:
    today = int(time.time() // 86_400)
    bands = list(Band)
    rows = [
        (week, one, what.value, bands[_height(number, place, what)].value)
        for number, week in enumerate(closed_weeks(today, 12))
        for place, one in enumerate(COMPARTMENTS)
        for what in Happened
        if what is not Happened.RELEASES or one.endswith("testimony")
    ]
    piles = [
        (name, partner, quarter_of(today), size.value)
        for name, partner, size in zip(BATCHES, PARTNERS, PileBand, strict=False)
    ]
    connection = await asyncpg.connect(databases.administrator("policy").get_secret_value())
    try:
        await connection.executemany("INSERT INTO told_weeks VALUES ($1, $2, $3, $4)", rows)
        await connection.executemany("INSERT INTO told_batches VALUES ($1, $2, $3, $4)", piles)
    finally:
        await connection.close()


def _height(week: int, place: int, what: Happened) -> int:
    """Much at testimonies, little elsewhere; fewer refusals and releases than openings."""
    most = 4 if place % 3 == 0 else 1
    return max(
        0, most - (week * 7 + place) % 4 - {Happened.OPENINGS: 0, Happened.REFUSALS: 2, Happened.RELEASES: 1}[what]
    )


def _order(address: str, consortium: Consortium) -> None:
    auth = DeviceAuth(consortium.administrators["dalia"], consortium.administrators["dalia"].public.hex(), time.time)
    body, headers = book(*_orders(consortium)).to_bytes(), {"content-type": CBOR}
    httpx.post(f"{address}/v1/orders", content=body, headers=headers, auth=auth).raise_for_status()


def _orders(consortium: Consortium) -> list[SignedOrder]:
    hold = stop(TargetKind.COMPARTMENT, "xb-evidence", act=OrderAct.HOLD)
    return [
        by_administrators(consortium, stop(TargetKind.DEVICE, "desk-xb-reviewer"), "dalia"),
        by_administrators(consortium, stop(TargetKind.BATCH, BATCHES[1]), "esteban"),
        by_administrators(consortium, hold, "dalia", "esteban"),
        by_custodians(consortium, stop(TargetKind.COMPARTMENT, "xa-identity"), "xa-identity", 1),
    ]
