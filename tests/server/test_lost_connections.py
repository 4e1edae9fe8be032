"""A database that goes away in the middle of what is being written: whoever writes is told, and goes on."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any, Self, cast

import pytest
import uvloop
from pydantic import SecretStr
from sqlalchemy import make_url

from server.database import AWAY, open_engine, open_pool
from tests.conftest import Databases

Keep = Callable[[Any, Iterable[tuple[int, bytes]]], Coroutine[Any, Any, None]]


class FallsSilent:
    """Stands before PostgreSQL's socket, passes everything on, and at some moment takes no more; then it hangs up.

    In a thread of its own: it is another program, whatever loop the one that writes runs on.
    """

    def __init__(self, url: SecretStr, folder: Path) -> None:
        there = make_url(url.get_secret_value())
        name = f".s.PGSQL.{there.port or 5432}"
        self._database = Path(str(there.query["host"])) / name
        self._here = folder / name
        whole = there.set(query={"host": str(folder)}).render_as_string(hide_password=False)
        self.url = SecretStr(whole)
        self._lines: list[asyncio.StreamWriter] = []
        self._met: list[asyncio.Task[None]] = []

    def __enter__(self) -> Self:
        self._listens, self._ends, ready = asyncio.Event(), asyncio.Event(), threading.Event()
        self._listens.set()
        self._thread = threading.Thread(target=asyncio.run, args=(self._stand(ready),))
        self._thread.start()
        ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._ends.set)
        self._thread.join()

    def fall_silent(self, hang_up_after: float) -> None:
        """Seconds. Nothing is taken any more when this returns."""
        silent = threading.Event()
        self._loop.call_soon_threadsafe(self._fall_silent, silent, hang_up_after)
        silent.wait()

    async def _stand(self, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._server = await asyncio.start_unix_server(self._meet, self._here)
        ready.set()
        await self._ends.wait()
        self._hang_up()
        await asyncio.gather(*self._met, *(line.wait_closed() for line in self._lines), return_exceptions=True)

    def _fall_silent(self, silent: threading.Event, hang_up_after: float) -> None:
        self._listens.clear()
        self._loop.call_later(hang_up_after, self._hang_up)
        silent.set()

    def _hang_up(self) -> None:
        self._server.close()  # the driver knocks once more, to have its statement cancelled
        for task in self._met:
            task.cancel()
        for line in self._lines:
            line.transport.abort()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._met.append(cast("asyncio.Task[None]", asyncio.current_task()))
        self._lines.append(writer)
        theirs, ours = await asyncio.open_unix_connection(self._database)
        self._lines.append(ours)
        with suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(self._pass_on(reader, ours), self._pass_on(theirs, writer))

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(65_536):
            await self._listens.wait()
            writer.write(piece)
            await writer.drain()


async def copy(connection: Any, rows: Iterable[tuple[int, bytes]]) -> None:
    await connection.copy_records_to_table("kept", records=rows)


async def copy_as_it_comes(connection: Any, rows: Iterable[tuple[int, bytes]]) -> None:
    async def coming() -> AsyncIterator[tuple[int, bytes]]:
        for row in rows:
            yield row

    await connection.copy_records_to_table("kept", records=coming())


async def insert(connection: Any, rows: Iterable[tuple[int, bytes]]) -> None:
    await connection.executemany("INSERT INTO kept VALUES ($1, $2)", rows)


@pytest.fixture
def folder() -> Iterator[Path]:
    """For a socket, whose whole path has 107 bytes at most."""
    with tempfile.TemporaryDirectory(prefix="lw", dir="/tmp") as made:
        yield Path(made)


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
@pytest.mark.parametrize("keep", [copy, copy_as_it_comes, insert])
@pytest.mark.parametrize("door", ["engine", "pool"])
def test_who_waits_to_write_to_a_database_that_goes_away_is_told(
    databases: Databases, folder: Path, keep: Keep, door: str, loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    """The driver would wait for ever: nothing would be collected again, and nobody would be told why."""

    async def write() -> None:
        async with AsyncExitStack() as stack:
            driver = await _driver(stack, line.url, door)
            await driver.execute("CREATE TEMPORARY TABLE kept (number int, bytes bytea)")

            def rows() -> Iterator[tuple[int, bytes]]:
                line.fall_silent(hang_up_after=0.5)  # the statement itself has gone through
                yield from ((number, bytes(8000)) for number in range(2000))

            with pytest.raises(AWAY) as told:
                async with asyncio.timeout(60):
                    await keep(driver, rows())
            assert not isinstance(told.value, TimeoutError)

    with FallsSilent(databases.administrator("ledger"), folder) as line, asyncio.Runner(loop_factory=loop) as runner:
        runner.run(write())


async def _driver(stack: AsyncExitStack, url: SecretStr, door: str) -> Any:
    if door == "pool":
        pool = await open_pool(url)
        stack.callback(pool.terminate)
        return await pool.acquire()
    engine = open_engine(url)
    stack.push_async_callback(engine.dispose)
    connection = await stack.enter_async_context(engine.connect())
    return (await connection.get_raw_connection()).driver_connection
