"""Sixty-four connections to intake, each with one request on its way: as fast as it goes, or at a pace.

Of asyncio alone, so that little of the machine goes into the load.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import cast

CONNECTIONS = 64


class Round:
    """One turn's parts, each due at its time; and how long each was waited for."""

    def __init__(self, parts: Iterable[tuple[bytes, bytes]], pace: float | None) -> None:
        self.loop = asyncio.get_running_loop()
        self.begun = self.loop.time()
        self._left = enumerate(parts)
        self._pace = pace
        self.waits: list[float] = []

    def __iter__(self) -> Iterator[tuple[float, tuple[bytes, bytes]]]:
        """When each is due, and what it is."""
        for number, part in self._left:
            yield self.begun + number / self._pace if self._pace else self.loop.time(), part

    def answered(self, due: float) -> None:
        self.waits.append(self.loop.time() - due)


async def send_all(
    port: int, requests: list[bytes], ids: list[bytes], pace: float | None = None
) -> tuple[float, list[float]]:
    """Seconds, and how long each part was waited for."""
    turn = Round(zip(requests, ids, strict=True), pace)
    left = iter(turn)
    senders = [
        (await turn.loop.create_connection(lambda: _Sender(turn, left), "127.0.0.1", port))[1]
        for _ in range(CONNECTIONS)
    ]
    await asyncio.gather(*(one.ended for one in senders))
    return turn.loop.time() - turn.begun, turn.waits


class _Sender(asyncio.Protocol):
    """One connection: sends the next part when the last one is accepted, and not before it is due."""

    def __init__(self, turn: Round, left: Iterator[tuple[float, tuple[bytes, bytes]]]) -> None:
        self._turn, self._left = turn, left
        self.ended = turn.loop.create_future()
        self._id = self._answer = b""
        self._due = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._next()

    def _next(self) -> None:
        self._due, (request, self._id) = next(self._left, (0.0, (b"", b"")))
        if request:
            self._answer = b""
            if self._due > self._turn.loop.time():
                self._turn.loop.call_at(self._due, self._transport.write, request)
            else:
                self._transport.write(request)
        else:
            self.ended.set_result(None)
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, found, body = self._answer.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return
        if not head.startswith(b"HTTP/1.1 200") or self._id not in body:
            self.ended.set_exception(RuntimeError("a part was not accepted"))
            self._transport.close()
        else:
            self._turn.answered(self._due)
            self._next()


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length: ")
    return int(rest.partition(b"\r\n")[0])
