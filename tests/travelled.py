"""The whole journey once, through real processes, with canaries in it; and ways to look at everything that was kept."""

from __future__ import annotations

import asyncio
import base64
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from protocol.ids import day_of
from server.demo import ground, processes
from server.demo.commands import verify
from server.demo.journey import COMPARTMENT, Journey
from server.demo.people import Console, approve_as_custodians, connect_custodian, look_as_custodian, wait_for
from server.demo.stage import Stage, staged
from server.demo.stories import Story
from server.demo.telling import Step, Teller
from tests.journeys.command_host import bin_folder, hosting
from tests.room import roomy, temporary_below

TEXT = "Zyqarveth-Kolmunda heard the drums at Ubwexandi before dawn"
NAME = "Oqthemba Wuxlarandi"
NUMBER = "254799317442"
SMS = "Xiqwolunde bridge is closed, Vuzkarati went north"
SENDER = "254788204613"
STORY = Story(
    "the canary",
    "en",
    f"{TEXT}. {NAME} saw it and can be called at +{NUMBER}.",
    "harbour",
    identity=f'name = "{NAME}"\nphone = "+{NUMBER}"\nnote = "{TEXT}"\n',
    file=f"{TEXT}. {NAME} +{NUMBER}\n".encode() * 200,
)
EVIDENCE = "xa-evidence"
SOONER = 2, 1
"""Seconds between epochs, and between the vault's visits to intake: much is waited for."""
_EMPTY = re.compile(rb"\0{64,}")
DATABASES = ("intake", "vault", "release", "policy", "ledger")


class Keeping(Teller):
    """Tells nothing and keeps every step."""

    def __init__(self) -> None:
        super().__init__(as_json=True)
        self.steps: list[Step] = []

    def tell(self, step: Step) -> None:
        self.steps.append(step)

    def working(self, words: str) -> None:
        """Nobody waits here."""


@dataclass
class Travelled:
    """What stands after the journey: the stage is still up."""

    stage: Stage
    journey: Journey
    steps: list[Step]
    temporary: Path
    opening: str
    pairs: dict[bytes, bytes]
    """Testimony → identity, as only a desk can know."""
    files: dict[str, dict[str, Any]]
    """What each desk was shown of the canary's file, by the desk."""
    tables: dict[str, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)

    def rows(self, database: str) -> dict[str, list[dict[str, Any]]]:
        """Every row of every table of one zone's database, in the order in which it lies there."""
        if database not in self.tables:
            self.tables[database] = asyncio.run(_dump(self.stage.postgres.url(database).get_secret_value()))
        return self.tables[database]

    def data_directory(self) -> Path:
        return Path(asyncio.run(_value(self.stage.postgres.url().get_secret_value(), "SHOW data_directory")))


@contextmanager
def travel() -> Iterator[Travelled]:
    """Run the journey with one more person, whose every word is a canary, and a canary text message."""
    with _own_temporary_folder() as temporary:
        teller = Keeping()
        with (
            _commands_at_hand(temporary / "commands"),
            staged(teller, day_of(time.time())) as stage,
            Journey(stage.ground, teller, (STORY,), message=SMS, sender=f"+{SENDER}") as journey,
        ):
            journey.travel()
            verify(stage.ground, teller)
            opening = journey.opening
            files = _read_file(journey, opening)
            yield Travelled(stage, journey, teller.steps, temporary, opening, _pairs(journey, opening), files)


@contextmanager
def _commands_at_hand(folder: Path) -> Iterator[None]:
    """What people type is a process of its own each time, forked where it is loaded already."""
    folder.mkdir()
    bin_folder(folder / "bin", folder / "host")
    with hosting(folder / "host", folder / "host.log"), pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "PYTHON", str(folder / "bin" / "python"))
        patch.setattr(ground, "EPOCH_SECONDS", SOONER[0])
        patch.setattr(ground, "COLLECT_SECONDS", SOONER[1])
        yield


@contextmanager
def _own_temporary_folder() -> Iterator[Path]:
    """Everything temporary goes below one short path, so that it can be searched whole."""
    with tempfile.TemporaryDirectory(prefix="lw", dir=roomy()) as folder:
        Path(folder).chmod(0o711)
        with temporary_below(Path(folder)):
            yield Path(folder)


def _pairs(journey: Journey, opening: str) -> dict[bytes, bytes]:
    pairs = {}
    for part in journey.curator.get(f"/v1/openings/{opening}")["parts"]:
        if part["open"]:
            shown = journey.curator.get(f"/v1/openings/{opening}/parts/{part['part']}")
            pairs[bytes.fromhex(part["part"])] = bytes.fromhex(shown["identity"])
    return pairs


def _read_file(journey: Journey, opening: str) -> dict[str, dict[str, Any]]:
    """The file that the canary's testimony names is asked for, approved by three of its five custodians, and read."""
    told = [
        shown
        for part in journey.curator.get(f"/v1/openings/{opening}")["parts"]
        if part["open"] and (shown := journey.curator.get(f"/v1/openings/{opening}/parts/{part['part']}"))["evidence"]
    ]
    ((file,),) = (one["evidence"] for one in told)
    journey.reviewer.post("/v1/fresh-keys", {"compartment": EVIDENCE})
    form = {"compartment": EVIDENCE, "parts": [file], "aim": "early-warning", "reviewer": "reviewer-desk"}
    asked = journey.curator.post("/v1/openings", form)["opening"]
    folders = [connect_custodian(journey.ground, EVIDENCE, number) for number in (1, 3, 4)]
    wait_for("the request for a file to reach a custodian", 60, lambda: look_as_custodian(folders[0]) or None)
    approve_as_custodians(folders)
    desks = {"curator": journey.curator, "reviewer": journey.reviewer}
    return {desk: joined(console, asked, file) for desk, console in desks.items()}


def joined(console: Console, opening: str, part: str) -> dict[str, Any]:
    """What a desk shows of a part once custodians have approved it."""

    def look() -> dict[str, Any] | None:
        (its_part,) = console.post(f"/v1/openings/{opening}/join")["parts"]
        return console.get(f"/v1/openings/{opening}/parts/{part}") if its_part["outcome"] == "open" else None

    return wait_for("the approvals to reach a desk", 60, look)


async def _dump(url: str) -> dict[str, list[dict[str, Any]]]:
    connection = await asyncpg.connect(url)
    try:
        names = await connection.fetch(
            "SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"
        )
        return {
            one["name"]: [dict(row) for row in await connection.fetch(f"SELECT * FROM {one['name']}")] for one in names
        }
    finally:
        await connection.close()


def rows_of(rows: dict[str, list[dict[str, Any]]], table: str) -> list[dict[str, Any]]:
    """The rows of a table, of all its partitions."""
    return [row for name, held in rows.items() if name.strip('"').split("_xa-")[0] == table for row in held]


async def _value(url: str, statement: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.fetchval(statement))
    finally:
        await connection.close()


def needles(text: str) -> set[bytes]:
    """A text as it could lie somewhere: plain, UTF-16, base64 at every alignment, hexadecimal, percent-encoded."""
    found: set[bytes] = set()
    for raw in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
        found |= {raw, raw.hex().encode(), raw.hex().upper().encode()}
        for shift in range(3):
            encoded = base64.b64encode(bytes(shift) + raw)
            # The signs at its ends depend on what stands beside it; all others count, so that no needle is so short
            # that it stands in random bytes by chance.
            inner = encoded[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]
            found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return found | {text.replace(" ", "%20").encode(), text.replace(" ", "+").encode()}


def spellings(number: str) -> set[str]:
    """A telephone number as people, providers and modems write it."""
    local = "0" + number[3:]
    even = number if len(number) % 2 == 0 else number + "F"
    swapped = "".join(even[at + 1] + even[at] for at in range(0, len(even), 2))
    grouped = f"+{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"
    return {number, f"+{number}", f"00{number}", f"%2B{number}", local, swapped, grouped}


def all_needles() -> set[bytes]:
    """Without those that hold another: where the longer one lies, the shorter one does."""
    words = [TEXT, *TEXT.split()[:1], NAME, *NAME.split(), SMS, *SMS.split()[:1], "Vuzkarati"]
    numbers = spellings(NUMBER) | spellings(SENDER)
    found = set().union(*(needles(one) for one in [*words, *numbers]))
    return {one for one in found if not any(other in one for other in found - {one})}


def squeezed(raw: bytes) -> bytes:
    """Without most of the room that was set apart, zeros and nothing else: no needle has as many."""
    return _EMPTY.sub(b"\0" * 64, raw)


def found_in(haystack: bytes, wanted: set[bytes]) -> list[bytes]:
    return [one for one in wanted if one in haystack]


def plain_bytes(value: object) -> bytes:
    """A database value as bytes to search in."""
    return value if isinstance(value, bytes) else str(value).encode()


def served_by_the_log(url: str) -> bytes:
    """Checkpoint and every tile."""
    with httpx.Client(base_url=url, trust_env=False) as client:
        checkpoint = client.get("/checkpoint")
        size = int(checkpoint.text.split("\n")[1])
        whole = [client.get(f"/tile/0/{index:03}").content for index in range(size // 256)]
        last = client.get(f"/tile/0/{size // 256:03}.p/{size % 256}").content if size % 256 else b""
    return checkpoint.content + b"".join(whole) + last


__all__ = ["COMPARTMENT", "Travelled", "all_needles", "found_in", "needles", "plain_bytes", "squeezed", "travel"]
