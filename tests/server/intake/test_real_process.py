"""Intake as it is served: a process of its own that can be killed, and whose memory can be looked at."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import asyncpg
import httpx
import pytest
from pydantic import SecretStr

from clients.to_intake import Intake
from protocol.acceptance import Acceptance, check_acceptance
from protocol.consent import Profile, profile_terms
from protocol.contents import CLASSES, Testimony
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import DeviceRole
from protocol.ids import PartKind, day_of
from protocol.primitives import stream_size
from protocol.receipt import Receipt
from protocol.report import Report, seal_report
from protocol.sealing import SealedPart
from protocol.uploads import PIECE, PIECE_TYPE, NewUpload, Upload, UploadProgress
from protocol.work import prove
from server.exchange import UNFORESEEN
from tests.conftest import Databases
from tests.served import Zone, free_port, served, until_it_answers, write_settings
from tests.server.intake.conftest import BASE_RULES, Sealed, pieces_of
from tests.worlds import Consortium, make_consortium

pytestmark = pytest.mark.anyio
MIB = 1 << 20


@dataclass
class Running:
    """An intake process, its address, and how to look into its database."""

    url: str
    consortium: Consortium
    administrator: SecretStr
    settings: Path
    process: subprocess.Popen[bytes] = field(repr=False)

    async def rows(self) -> set[bytes]:
        connection = await asyncpg.connect(self.administrator.get_secret_value())
        try:
            return {row["id"] for row in await connection.fetch("SELECT id FROM parts")}
        finally:
            await connection.close()

    def status(self, name: str) -> int:
        """A line of /proc/…/status, in bytes."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith(name)).split()[1]) * 1024


@pytest.fixture
def running(database: Databases, tmp_path: Path) -> Iterator[Running]:
    consortium = make_consortium("real intake", cedar=BASE_RULES, today=day_of(time.time()))
    consortium.write_pinned(tmp_path / "pinned")
    port, urls = free_port(), database.of("intake")
    secrets = {
        "sign_key": consortium.devices[DeviceRole.INTAKE].seed().hex(),
        "writer_url": urls["intake_writer"].get_secret_value(),
        "collector_url": urls["intake_collector"].get_secret_value(),
    }
    settings = write_settings(tmp_path / "intake.toml", port, secrets)
    with served(Zone.INTAKE, settings) as process:
        yield Running(f"http://127.0.0.1:{port}", consortium, database.administrator("intake"), settings, process)


@pytest.fixture
async def client(running: Running) -> AsyncIterator[httpx.AsyncClient]:
    limits = httpx.Limits(max_connections=64)
    async with httpx.AsyncClient(base_url=running.url, trust_env=False, timeout=60, limits=limits) as client:
        await until_it_answers(client, "/v1/directory")
        yield client


def copies(consortium: Consortium, count: int) -> list[Sealed]:
    """One sealed part under so many nonces: to intake, so many parts."""
    receipt, today = Receipt(bytes(16)), consortium.directory.contents.issued
    report = Report("xa", Testimony(text="They came at night."), profile_terms(Profile.SUMMARY_COARSE, today))
    part = seal_report(report, consortium.directory, receipt, 0, today).testimony
    one = Sealed(part, receipt.part_key(PartKind.TESTIMONY, 0))
    return [one.with_header(nonce=number.to_bytes(32, "big")) for number in range(count)]


async def send(client: httpx.AsyncClient, one: Sealed) -> httpx.Response:
    headers = {"content-type": CBOR, WORK_HEADER: prove(one.id, 4).hex()}
    return await client.post("/v1/parts", content=one.raw, headers=headers)


async def test_killed_at_any_moment_intake_has_every_part_it_accepted_and_none_twice(
    running: Running, client: httpx.AsyncClient
) -> None:
    parts, accepted = copies(running.consortium, 400), set[bytes]()
    left = iter(parts)

    async def source() -> None:
        for one in left:
            try:
                answer = await send(client, one)
            except (httpx.TransportError, *UNFORESEEN):
                return
            check_acceptance(Acceptance.from_bytes(answer.content), one.id, running.consortium.directory)
            accepted.add(one.id)
            if len(accepted) == 100:
                os.kill(running.process.pid, signal.SIGKILL)

    await asyncio.gather(*(source() for _ in range(16)))
    assert 100 <= len(accepted) < 400
    assert accepted <= await running.rows() <= {one.id for one in parts}

    with served(Zone.INTAKE, running.settings):
        await until_it_answers(client, "/v1/directory")
        for one in parts[:150]:
            assert (await send(client, one)).status_code == 200
        assert {one.id for one in parts[:150]} | accepted <= await running.rows()


async def test_many_large_uploads_at_once_cost_no_more_memory_than_their_bound(
    running: Running, client: httpx.AsyncClient, missing: Callable[[str], NoReturn]
) -> None:
    if sys.platform != "linux":
        missing("/proc, which tells how much memory a process has used")
    before = running.status("VmRSS")
    head = copies(running.consortium, 1)[0].raw[: 64 * 1024]

    async def body() -> AsyncIterator[bytes]:
        yield head
        for _ in range(15):
            yield bytes(MIB)
            await asyncio.sleep(0)

    async def upload(number: int) -> int:
        headers = {"content-type": CBOR, WORK_HEADER: "0" * 16}
        if number % 2:
            headers["content-length"] = str(len(head) + 15 * MIB)
        return (await client.post("/v1/parts", content=body(), headers=headers)).status_code

    assert SealedPart.BOUND > 16 * MIB
    codes = await asyncio.gather(*(upload(number) for number in range(40)), return_exceptions=True)
    refused = {code for code in codes if isinstance(code, int)}
    assert refused <= {400, 503}
    assert refused
    # 600 MiB were sent. There is room for 96, and for two at a time to be decoded.
    assert running.status("VmHWM") - before < 96 * MIB + 2 * 5 * 17 * MIB
    assert (await send(client, copies(running.consortium, 1)[0])).status_code == 200


async def begin(client: httpx.AsyncClient, part: bytes, size: int) -> str:
    headers = {"content-type": CBOR, WORK_HEADER: prove(part, 4).hex()}
    answer = await client.post("/v1/uploads", content=NewUpload(part=part, size=size).to_bytes(), headers=headers)
    assert answer.status_code == 201, answer.text
    return f"/v1/uploads/{Upload.from_bytes(answer.content).upload.hex()}"


async def bring(client: httpx.AsyncClient, upload: str, number: int, piece: bytes) -> int:
    answer = await client.put(f"{upload}/{number}", content=piece, headers={"content-type": PIECE_TYPE})
    return answer.status_code


async def test_a_piece_whose_connection_breaks_is_not_there_and_the_rest_is(
    running: Running, client: httpx.AsyncClient
) -> None:
    one = copies(running.consortium, 1)[0]
    one = one.with_header(size_class=3).changed(payload=bytes(stream_size(CLASSES[3])))
    upload, pieces = await begin(client, one.id, len(one.raw)), pieces_of(one.raw)
    assert await bring(client, upload, 0, pieces[0]) == 204
    for cut in (0, 1, PIECE // 2, PIECE - 1):
        await break_off(running, upload, 1, pieces[1][:cut])
    progress = await client.get(upload)
    assert UploadProgress.from_bytes(progress.content).missing == (1, 2, 3, 4)
    assert (await client.post(upload)).status_code == 409
    for number in (1, 2, 3, 4):
        assert await bring(client, upload, number, pieces[number]) == 204
    answer = await client.post(upload)
    check_acceptance(Acceptance.from_bytes(answer.content), one.id, running.consortium.directory)
    assert await running.rows() == {one.id}


async def break_off(running: Running, upload: str, number: int, sent: bytes) -> None:
    """Send a piece that ends too early, and hang up."""
    host, _, port = running.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    fields = {"host": host, "content-type": PIECE_TYPE, "content-length": str(PIECE)}
    lines = [f"PUT {upload}/{number} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode() + sent)
    await writer.drain()
    writer.write_eof()
    assert b" 204 " not in await reader.read()
    writer.close()


@asynccontextmanager
async def breaking(running: Running, after: int) -> AsyncIterator[str]:
    """The address of a line to intake, each connection of which breaks after so many bytes from the sender."""
    host, _, port = running.url.removeprefix("http://").partition(":")

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_intake, to_intake = await asyncio.open_connection(host, int(port))
        answers = asyncio.create_task(_copy(from_intake, writer, sys.maxsize))
        await _copy(reader, to_intake, after)
        to_intake.transport.abort()
        writer.transport.abort()
        await answers

    async with await asyncio.start_server(pass_on, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, most: int) -> None:
    with suppress(OSError):
        while most > 0 and (some := await reader.read(min(most, 65_536))):
            most -= len(some)
            writer.write(some)
            await writer.drain()


async def test_over_a_line_that_breaks_again_and_again_the_client_brings_the_whole_part(
    running: Running, client: httpx.AsyncClient
) -> None:
    """Alone, no connection of this line could carry it."""
    directory, today = running.consortium.directory, running.consortium.directory.contents.issued
    report = Report("xa", Testimony(text="They came. " * 20_000), profile_terms(Profile.SUMMARY_COARSE, today))
    part, pauses = seal_report(report, directory, Receipt(bytes(16)), 0, today).testimony, list[float]()
    async with breaking(running, after=PIECE + 20_000) as url:
        door = Intake(url, pause=pauses.append)
        await asyncio.to_thread(door.send_part, part, directory, lambda: None)
    assert len(pauses) >= len(part.to_bytes()) // (PIECE + 20_000)
    assert await running.rows() == {part.id()}


async def test_a_flood_of_pieces_costs_no_more_memory_than_its_bound(
    running: Running, client: httpx.AsyncClient, missing: Callable[[str], NoReturn]
) -> None:
    if sys.platform != "linux":
        missing("/proc, which tells how much memory a process has used")
    before, piece = running.status("VmRSS"), bytes(PIECE)

    async def flood(number: int) -> list[int]:
        upload = await begin(client, number.to_bytes(32, "big"), 16 * MIB)
        return [await bring(client, upload, at, piece) for at in range(100)]

    codes = [code for some in await asyncio.gather(*(flood(number) for number in range(20))) for code in some]
    # 125 MiB were sent. There is room for 64.
    assert codes.count(204) == 64 * MIB // PIECE
    assert set(codes) == {204, 503}
    assert running.status("VmHWM") - before < 64 * MIB + 24 * MIB
    assert (await send(client, copies(running.consortium, 1)[0])).status_code == 200
