"""The connection of one client, bounded: by bytes before its head is known, by time at every step, and in number.

    connected ──head──► working ──answer──► idle ──head──► …
        └── head too slow ──┴── body too slow ──┴── answer not read ──┴── nothing comes ──► cut

Rules of this file
* Nobody's slowness costs more than one connection for a known time: no worker waits for a head, and what comes in is
  counted as it comes, heads, chunk sizes and trailers included.
* At most so many connections; when they are all taken, whoever has been waiting longest without asking anything gives
  way to the newcomer, so that many who connect and say nothing shut nobody out.
* One watch looks at all deadlines once a tick: a timer for each step of each request would cost more than the step.
* One request after the other: who sends the next before the answer is cut off. No client of ours does.
* What is refused here is a problem document like any other, and no line in a log: a line would be a moment.

HttpRefused
├── MalformedHttp
└── HeadTooLarge
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

import httptools
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from server.problems import problem
from server.settings import ConnectionBounds

MOST_FIELDS = 64
MOST_HEAD = 16 * 1024
"""Bytes of a request's line and fields together; of a signed request they are about 1,200."""
MOST_AROUND = 64 * 1024
"""Bytes beyond twice the body: the sizes of chunks, and what may follow them. The smallest chunks of honest clients
are hundreds of bytes."""
SLOWEST = 4096
"""Bytes of a body a second that earn more time."""
SECONDS_TO_STOP = 10


class HttpRefused(Exception):
    """This request was not read."""


class MalformedHttp(HttpRefused):
    """This is not a request in HTTP/1.1."""


class HeadTooLarge(HttpRefused):
    """The head of this request is larger than may be sent here."""


STATUS = {MalformedHttp: 400, HeadTooLarge: 431}


class Doorkeeper:
    """All connections of one server. `connect` makes each: uvicorn calls it."""

    def __init__(self, bounds: ConnectionBounds) -> None:
        self.bounds = bounds
        self.open: set[Connection] = set()
        self.silent: dict[Connection, None] = {}
        """Those that ask nothing yet, or nothing any more; longest first."""
        self._watch: asyncio.TimerHandle | None = None

    def connect(self, **given: Any) -> Connection:
        return Connection(self, **given)

    def admit(self, new: Connection, loop: asyncio.AbstractEventLoop) -> None:
        """Let it in, at the cost of the longest silent one where all places are taken."""
        if len(self.open) >= self.bounds.most:
            if not self.silent:
                new.cut()
                return
            next(iter(self.silent)).cut()
        self.open.add(new)
        if self._watch is None:
            self._watch = loop.call_later(self.bounds.tick_seconds, self._look, loop)

    def leave(self, one: Connection) -> None:
        self.open.discard(one)
        self.silent.pop(one, None)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        for one in [one for one in self.open if one.is_over(now)]:
            one.cut()
        self._watch = loop.call_later(self.bounds.tick_seconds, self._look, loop) if self.open else None


class Connection(HttpToolsProtocol):
    """uvicorn's connection with a deadline for each step."""

    def __init__(self, keeper: Doorkeeper, **given: Any) -> None:
        super().__init__(**given)
        self._keeper = keeper
        self._deadline: float | None = None
        self._in_head = False
        self._read_whole = True
        self._head = self._came = self._body = self._piece = 0
        self._too_large = False

    def is_over(self, now: float) -> bool:
        """Whether the time of the step it is in has run out."""
        if self._deadline is None and self.transport.is_closing():
            # An answer broke off in its middle, of which nobody told us; what is left of it waits to be read.
            self._deadline = now + self._keeper.bounds.answer_seconds
        if self._deadline is None:
            return False
        earned = 0.0 if self._in_head or self._read_whole else self._body / SLOWEST
        return now > self._deadline + earned

    def cut(self) -> None:
        """End it now; what has not been sent is not sent."""
        self._keeper.leave(self)
        self.transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast("asyncio.Transport", transport))
        self._be_silent(self._keeper.bounds.head_seconds)
        self._keeper.admit(self, self.loop)

    def connection_lost(self, exc: Exception | None) -> None:
        self._keeper.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        self._piece = len(data)
        self._came += self._piece
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError:
            self._refuse(HeadTooLarge if self._too_large else MalformedHttp)
        except httptools.HttpParserUpgrade:
            # Nothing else is spoken here: the request is answered as it stands, and is the last one.
            self.cycle.keep_alive = False
        else:
            self._count_what_is_no_body()

    def _count_what_is_no_body(self) -> None:
        if self._in_head and self._came > MOST_HEAD:
            self._refuse(HeadTooLarge)
        elif self._came > 2 * self._body + MOST_AROUND + MOST_HEAD:
            self.cut()

    # What the parser calls.

    def on_message_begin(self) -> None:
        if self._is_answering():
            self.cut()
            raise MalformedHttp
        super().on_message_begin()
        self._in_head, self._read_whole = True, False
        self._head = self._body = 0
        self._came = self._piece
        self._be_silent(self._keeper.bounds.head_seconds)

    def on_url(self, url: bytes) -> None:
        self._count_head(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count_head(len(name) + len(value or b"") + 4)
        if len(self.headers) >= MOST_FIELDS:
            self._too_large = True
            raise HeadTooLarge
        super().on_header(name, value or b"")

    def _count_head(self, size: int) -> None:
        self._head += size
        if self._head > MOST_HEAD:
            self._too_large = True
            raise HeadTooLarge

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._in_head = False
        self._keeper.silent.pop(self, None)
        self._deadline = self.loop.time() + self._keeper.bounds.body_seconds

    def on_body(self, body: bytes) -> None:
        self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._read_whole = True
        if not self.cycle.response_complete:
            self._deadline = None
        elif not self._is_unread():
            self._be_silent(self._keeper.bounds.idle_seconds)

    # What the answer calls.

    def on_response_complete(self) -> None:
        self.server_state.total_requests += 1
        self.flow.resume_reading()
        if self._is_unread():
            self._deadline = self.loop.time() + self._keeper.bounds.answer_seconds
        elif self._read_whole and not self.transport.is_closing():
            self._be_silent(self._keeper.bounds.idle_seconds)
        else:
            self._read_whole = True
            self._deadline = self.loop.time() + self._keeper.bounds.linger_seconds

    def pause_writing(self) -> None:
        super().pause_writing()
        self._deadline = self.loop.time() + self._keeper.bounds.answer_seconds

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._is_answering():
            self._deadline = None
        elif not self.transport.is_closing():
            self._be_silent(self._keeper.bounds.idle_seconds)

    def send_400_response(self, _msg: str) -> None:
        self._refuse(MalformedHttp)

    def _refuse(self, kind: type[HttpRefused]) -> None:
        if self.transport.is_closing():
            return
        if self._is_answering():
            self.cut()
            return
        self._deadline = self.loop.time() + self._keeper.bounds.linger_seconds
        self.transport.write(_whole_answer(kind))
        self.transport.close()

    def _is_answering(self) -> bool:
        cycle = cast("RequestResponseCycle | None", self.cycle)
        return cycle is not None and not cycle.response_complete

    def _is_unread(self) -> bool:
        return self.transport.get_write_buffer_size() > 0

    def _be_silent(self, seconds: float) -> None:
        self._keeper.silent.pop(self, None)
        self._keeper.silent[self] = None
        self._deadline = self.loop.time() + seconds


def _whole_answer(kind: type[HttpRefused]) -> bytes:
    answer = problem(kind, STATUS[kind])
    fields = b"".join(name + b": " + value + b"\r\n" for name, value in answer.raw_headers)
    return b"HTTP/1.1 %d \r\n%bconnection: close\r\n\r\n%b" % (answer.status_code, fields, bytes(answer.body))


def uvicorn_config(app: Any, host: str, port: int, bounds: ConnectionBounds) -> uvicorn.Config:
    """How every zone is served: quietly, and by these bounds."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=cast("type[asyncio.Protocol]", Doorkeeper(bounds).connect),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=SECONDS_TO_STOP,
    )
