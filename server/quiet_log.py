"""Logging that cannot tell a secret: a zone's words are coded, a library's are reduced to who spoke.

A line is a day, a level, the zone, an event's name and coded fields: enums and small whole numbers. No
message of a library, no argument, no exception's text, no traceback, no clock time, no path ever reaches a
handler.

Rules of this file
* Events are enums in the code, so no text can become one. Never log one report, one request or one caller:
  whoever keeps our output (a journal, a terminal) adds the minute to it.
* Records are reduced when they are made, not when they are printed: a handler added later sees no more.
* Start uvicorn with `log_config=None, access_log=False, server_header=False`.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import logging
import resource
import sys
import threading
import warnings
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import TextIO

MOST = 999_999
"""A larger number is printed as `many`: seven digits may be a telephone number."""

_LOGGER = logging.getLogger("leeward")
_OURS = ("server", "protocol", "clients")
_PR_SET_DUMPABLE = 4


class Event(Enum):
    """What a zone may say: each zone makes a subclass, `COLLECTED = "collected"`."""


class ProcessEvent(Event):
    """What the doors say."""

    FAULT = "fault"
    LIBRARY = "library"
    WARNING = "warning"
    DUMPABLE = "could-not-forbid-dumps"


@dataclass(frozen=True, slots=True)
class Line:
    """Everything that may be printed of one record; made only by this file."""

    text: str

    def __str__(self) -> str:
        return self.text


def say(event: Event, level: int = logging.INFO, **fields: int | Enum) -> None:
    """Log an event with coded fields. Raises TypeError for one that is neither a whole number nor an enum."""
    coded = {name: _coded(name, value) for name, value in fields.items()}
    _LOGGER.log(level, _line(event, coded))


def fault(error: BaseException) -> None:
    """Log that something went wrong that nobody foresaw: its class, and where in the code."""
    _LOGGER.error(_line(ProcessEvent.FAULT, _described(type(error), error.__traceback__)))


def quiet_process(zone: str, stream: TextIO | None = None) -> None:
    """Make this process quiet, for good: every logger, hook and warning, and no core dumps.

    Call it first in `main`. `stream` is where lines go; None means whatever `sys.stderr` is at that time.
    """
    logging.raiseExceptions = False
    logging.setLogRecordFactory(_reduced_record)
    _take_over_loggers(QuietHandler(zone, stream))
    sys.excepthook = lambda _kind, error, _trace: fault(error)
    sys.unraisablehook = lambda happened: _fault_of(happened.exc_type, happened.exc_traceback)
    threading.excepthook = lambda happened: _fault_of(happened.exc_type, happened.exc_traceback)
    warnings.showwarning = _show_warning
    forbid_dumps()


def forbid_dumps() -> None:
    """No core file, and on Linux no other process of this user reads our memory.

    The second is not only for that: a kernel that pipes cores to a program does so whatever the limit is.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        say(ProcessEvent.DUMPABLE, logging.WARNING)


class QuietHandler(logging.Handler):
    """Prints one line a record: our own from INFO on, a library's from WARNING on, never an access log."""

    def __init__(self, zone: str, stream: TextIO | None = None) -> None:
        super().__init__()
        self._zone = zone
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "uvicorn.access":
            return
        if record.name != _LOGGER.name and record.levelno < logging.WARNING:
            return
        day = dt.datetime.fromtimestamp(record.created, dt.UTC).date()
        line = record.msg if type(record.msg) is Line else _of_library(record)
        stream = self._stream or sys.stderr
        with suppress(OSError, ValueError):  # a closed stderr stops no zone, and there is nobody else to tell
            stream.write(f"{day} {record.levelname.lower()} {self._zone} {line}\n")
            stream.flush()


def _reduced_record(*args: object, **kwargs: object) -> logging.LogRecord:
    record = logging.LogRecord(*args, **kwargs)  # type: ignore[arg-type]  # the factory takes what LogRecord takes
    if type(record.msg) is not Line:
        record.msg = _of_library(record)
    record.args, record.exc_info, record.exc_text, record.stack_info = None, None, None, None
    return record


def _of_library(record: logging.LogRecord) -> Line:
    kind, _, trace = record.exc_info or (None, None, None)
    described = _described(kind, trace) if kind else {}
    return _line(ProcessEvent.LIBRARY, {"logger": _loaded(record.name.partition(".")[0]), **described})


def _line(event: Event, fields: dict[str, str]) -> Line:
    return Line(" ".join([str(event.value), *(f"{name}={value}" for name, value in fields.items())]))


def _coded(name: str, value: int | Enum) -> str:
    if isinstance(value, Enum):
        return value.name.lower()
    if not isinstance(value, int):
        raise TypeError(f"the field {name} is neither a whole number nor an enum")
    return str(int(value)) if abs(value) <= MOST else "many"


def _described(kind: type[BaseException] | None, trace: TracebackType | None) -> dict[str, str]:
    return {"exception": _class_name(kind), "at": _place(trace)}


def _place(trace: TracebackType | None) -> str:
    """Module and line: the last of ours on the way to the fault, else the last."""
    places: list[tuple[str, int]] = []
    while trace is not None:
        places.append((trace.tb_frame.f_globals.get("__name__", ""), trace.tb_lineno))
        trace = trace.tb_next
    ours = [place for place in places if place[0].partition(".")[0] in _OURS]
    module, line = (ours or places or [("", 0)])[-1]
    return f"{_loaded(module)}:{line}"


def _class_name(kind: type[BaseException] | None) -> str:
    """A class is named if it stands under that name in its module: classes can be named after data."""
    found: object = sys.modules.get(kind.__module__) if kind else None
    for name in kind.__qualname__.split(".") if kind else ():
        found = getattr(found, name, None)
    return f"{kind.__module__}.{kind.__qualname__}" if kind and found is kind else "other"


def _loaded(module: str) -> str:
    """The name, if it is a module's; a logger can be named after anything."""
    return module if module in sys.modules else "other"


def _fault_of(kind: type[BaseException] | None, trace: TracebackType | None) -> None:
    _LOGGER.error(_line(ProcessEvent.FAULT, _described(kind, trace)))


def _show_warning(
    message: Warning | str,  # noqa: ARG001  # the names are the interface of the warnings module
    category: type[Warning],
    filename: str,  # noqa: ARG001
    lineno: int,  # noqa: ARG001
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    _LOGGER.warning(_line(ProcessEvent.WARNING, {"kind": _class_name(category)}))


def _take_over_loggers(handler: logging.Handler) -> None:
    for logger in [logging.getLogger(name) for name in logging.root.manager.loggerDict]:
        logger.handlers.clear()
        logger.propagate = True
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    _LOGGER.setLevel(logging.INFO)
