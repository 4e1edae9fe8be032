"""What a process does to the world outside it, one named act at a time, so that it can be struck at a chosen one.

    sql COMMIT              a statement on its way to PostgreSQL; `heard sql COMMIT`: its answer lies unread
    ask POST /v1/entries    a request to another zone; `heard ask …`: its answer lies unread
    answer POST /v1/parts 201
    disk fsync · disk rename · disk write · disk unlink

Rules of this file
* It runs in the victim. Nothing of the victim's own code is changed: sockets and the disk are watched below it.
* `before` an act nobody knows of it; `after` it the bytes are out of our hands and nobody here has heard what came of
  it. Between two acts a process can do nothing that outlives it.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import re
import signal
import socket
import stat
import threading
from asyncio import selector_events
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpcore._backends.sync as sync_http
from uvicorn.protocols.http import h11_impl, httptools_impl

_IDS = re.compile(r"[0-9a-f]{16,}|(?<=/)[0-9]+(?=/|$)|x[0-9]{3}")
_REQUEST = re.compile(rb"(GET|POST|PUT|DELETE) ([^ ?]{1,200})")
_STATEMENT = re.compile(r"^\W*(\w+)(?:.*?\b(?:INTO|FROM|UPDATE|JOIN)\s+([a-z_]+))?", re.DOTALL)
WAITS = "waits:"
"""How each line begins that says where a task is."""
ANY = ""
"""In a plan: whatever the process does."""
_Transport = selector_events._SelectorSocketTransport  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Plan:
    """Strike at the act of this name once `skip` of its kind went by; `deed`: die, stop, wait, or the name of an
    errno, which an act on the disk then fails with. `number` is the harness's, and is told with the hit."""

    act: str
    side: str
    deed: str
    skip: int = 0
    number: int = 0


class Acts:
    """Counts acts, and strikes once at the planned one. `control` is a socket to the harness, one packet a message."""

    def __init__(self, control: socket.socket, plan: Plan | None) -> None:
        self._control, self._plan, self._passed = control, plan, 0
        self._seen: Counter[str] = Counter()
        self._lock, self._go = threading.Lock(), threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while raw := self._control.recv(4096):
            said = json.loads(raw)
            if said["say"] == "go":
                self._go.set()
                continue
            with self._lock:
                if said["say"] == "plan":
                    self._plan, self._passed = Plan(**said["plan"]), 0
                elif said["say"] == "lift":
                    self._plan = None
                elif said["say"] == "seen":
                    self._tell(seen=self._take_seen(), step=said["step"])
                elif said["say"] == "where":
                    _print_where_tasks_are()
        os.kill(os.getpid(), signal.SIGKILL)  # the harness is gone

    def _take_seen(self) -> dict[str, int]:
        seen, self._seen = dict(self._seen.most_common(400)), Counter()
        return seen

    def _tell(self, **what: object) -> None:
        self._control.send(json.dumps(what).encode())

    def run(self, act: str, do: Callable[[], Any], half: Callable[[], Any] | None = None) -> Any:
        """Do it, struck before or after where that is planned; `half` is what a write leaves that is cut short."""
        deed = self._due(act)
        if deed is None:
            return do()
        if deed.side == "before":
            if half is not None and deed.deed == "die":
                half()
            self._strike(deed, act)
            return do()
        done = do()
        self._strike(deed, act)
        return done

    def _due(self, act: str) -> Plan | None:
        with self._lock:
            self._seen[act] += 1
            if self._plan is None or self._plan.act not in {ANY, act}:
                return None
            self._passed += 1
            if self._passed <= self._plan.skip:
                return None
            plan, self._plan = self._plan, None
            return plan

    def _strike(self, plan: Plan, act: str) -> None:
        self._go.clear()
        with self._lock:
            self._tell(hit=act, number=plan.number, seen=self._take_seen())
        match plan.deed:
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "stop":
                os.kill(os.getpid(), signal.SIGSTOP)
            case "wait":
                self._go.wait(30)
            case name:
                raise OSError(getattr(errno, name), os.strerror(getattr(errno, name)))


def _print_where_tasks_are() -> None:
    """Into its log: what each task of this process waits in, line by line, from the outside to the inside."""
    # From another thread than theirs: it is asked of who has stood still for long.
    for task in list(asyncio.tasks._all_tasks):  # type: ignore[attr-defined]
        if not task.done():
            os.write(1, f"{WAITS} {task.get_name()}: {' > '.join(_lines_of(task.get_coro()))}\n".encode())


def _lines_of(waiting: Any) -> Iterator[str]:
    while waiting is not None:
        frame = _first_of(waiting, "cr_frame", "gi_frame", "ag_frame")
        if frame is not None:
            yield f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
        waiting = _first_of(waiting, "cr_await", "gi_yieldfrom", "ag_await")


def _first_of(thing: Any, *names: str) -> Any:
    return next((there for name in names if (there := getattr(thing, name, None)) is not None), None)


def watch(acts: Acts) -> None:
    """Put the watch between this process and the world."""
    _watch_sockets(acts)
    _watch_disk(acts)


def _watch_sockets(acts: Acts) -> None:
    write, writelines, read = _Transport.write, _Transport.writelines, _Transport._read_ready

    def watched_write(self: Any, data: Any) -> None:
        name = _name_of(self, bytes(data[:4096]))
        if name is None:
            write(self, data)
        else:
            self._leeward_act = name
            acts.run(name, lambda: write(self, data))

    def watched_read(self: Any) -> None:
        name = self.__dict__.get("_leeward_act")
        if name is None or name.startswith("answer"):
            read(self)
        else:
            acts.run(f"heard {name}", lambda: read(self))

    def watched_writelines(self: Any, pieces: Any) -> None:
        watched_write(self, b"".join(pieces))

    _Transport.write, _Transport._read_ready = watched_write, watched_read
    if writelines is not None:
        _Transport.writelines = watched_writelines
    for protocol in (httptools_impl.HttpToolsProtocol, h11_impl.H11Protocol):
        _remember_request(protocol)
    _watch_sync_http(acts)


def _remember_request(protocol: Any) -> None:
    received = protocol.data_received

    def data_received(self: Any, data: bytes) -> None:
        if found := _REQUEST.match(data):
            self.transport._leeward_asked = _spoken(found)
        received(self, data)

    protocol.data_received = data_received


def _spoken(found: re.Match[bytes]) -> str:
    return _IDS.sub("*", f"{found[1].decode()} {found[2].decode('latin-1')}")


def _watch_sync_http(acts: Acts) -> None:
    """The gateway's uploads, which are not asyncio's."""
    write, read = sync_http.SyncStream.write, sync_http.SyncStream.read

    def watched_write(self: Any, buffer: bytes, timeout: float | None = None) -> None:
        if found := _REQUEST.match(buffer):
            self._leeward_act = f"ask {_spoken(found)}"
            acts.run(self._leeward_act, lambda: write(self, buffer, timeout))
        else:
            write(self, buffer, timeout)

    def watched_read(self: Any, most: int, timeout: float | None = None) -> bytes:
        name = self.__dict__.get("_leeward_act")
        got: bytes = acts.run(f"heard {name}", lambda: read(self, most, timeout)) if name else read(self, most, timeout)
        return got

    sync_http.SyncStream.write, sync_http.SyncStream.read = watched_write, watched_read  # type: ignore[method-assign]


def _name_of(transport: Any, data: bytes) -> str | None:
    if transport.get_extra_info("socket").family == socket.AF_UNIX:
        return _sql_name(transport, data)
    if transport._server is not None:
        if not data.startswith(b"HTTP/1.1 "):
            return None
        return f"answer {transport.__dict__.get('_leeward_asked', '?')} {data[9:12].decode()}"
    found = _REQUEST.match(data)
    return f"ask {_spoken(found)}" if found else None


def _sql_name(transport: Any, data: bytes) -> str | None:
    """From PostgreSQL's wire messages: Query, Parse (which names a statement), Bind (which runs it)."""
    named: dict[bytes, str] = transport.__dict__.setdefault("_leeward_named", {})
    name, at = None, 0
    while at + 5 <= len(data):
        kind, body = data[at : at + 1], data[at + 5 : at + 1 + int.from_bytes(data[at + 1 : at + 5], "big")]
        if kind == b"Q":
            name = _short(body.rstrip(b"\0"))
        elif kind == b"P":
            statement, _, rest = body.partition(b"\0")
            named[statement] = _short(rest.partition(b"\0")[0])
        elif kind == b"B":
            statement = body.partition(b"\0")[2].partition(b"\0")[0]
            name = named.get(statement, "sql ?")
        at += 1 + max(4, int.from_bytes(data[at + 1 : at + 5], "big"))
    return name


def _short(statement: bytes) -> str | None:
    found = _STATEMENT.match(statement.decode(errors="replace"))
    if not found:
        return None
    return "sql " + " ".join(word for word in (found[1].upper(), found[2]) if word)


def _watch_disk(acts: Acts) -> None:
    fsync, write, rename, replace, unlink = os.fsync, os.write, os.rename, os.replace, os.unlink

    def watched_write(handle: int, data: Any) -> int:
        if handle <= 2 or not stat.S_ISREG(os.fstat(handle).st_mode):
            return write(handle, data)
        half = bytes(data)[: len(data) // 2]
        return int(acts.run("disk write", lambda: write(handle, data), lambda: write(handle, half)))

    os.write = watched_write  # type: ignore[assignment]
    os.fsync = lambda handle: acts.run("disk fsync", lambda: fsync(handle))
    os.rename = lambda *a, **k: acts.run("disk rename", lambda: rename(*a, **k))  # type: ignore[assignment]
    os.replace = lambda *a, **k: acts.run("disk rename", lambda: replace(*a, **k))  # type: ignore[assignment]
    os.unlink = lambda *a, **k: acts.run("disk unlink", lambda: unlink(*a, **k))  # type: ignore[assignment]


__all__ = ["ANY", "Acts", "Plan", "watch"]
