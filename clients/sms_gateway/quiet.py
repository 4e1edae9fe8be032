"""This process tells nothing: no core dumps, no access log, no line that follows a message or its minute.

Server zones have a quiet log of their own; a client may not import it, and needs less. Whatever a library logs is
reduced, when the record is made, to the name of the logger's first part and of an exception's class.
"""

from __future__ import annotations

import ctypes
import logging
import resource
import sys
import threading
import warnings
from enum import Enum
from types import TracebackType

_PR_SET_DUMPABLE = 4
_OURS = logging.getLogger("leeward-sms")


class Event(Enum):
    """All that the gateway says of its own; changes of state, never one message."""

    READY = "listens"
    DIRECTORY_NOT_FETCHED = "no directory could be fetched: the one held still serves; without one nothing is taken"
    DIRECTORY_REFUSED = (
        "intake hands out a directory that is refused, such as one older than the one held, which still serves: "
        "type leeward-sms status, and ask a root holder which one is in force"
    )
    LOG_LIED = (
        "two heads of the log contradict each other, and lie as log-conflict in the journal's folder: type "
        "leeward-sms status; messages are taken and sent as before"
    )
    LOG_LIED_NOT_KEPT = (
        "two heads of the log contradict each other, and cannot be kept in the journal's folder: make room there; "
        "messages are taken and sent as before as far as the disk allows"
    )
    HEAD_NOT_READ = (
        "the journal's folder, or head.txt in it, cannot be read: until that is mended the log is not compared"
    )
    HEAD_IN_USE = "another program uses head.txt in the journal's folder: the log was not compared this time"
    HEAD_UNUSABLE = (
        "head.txt in the journal's folder is no head of this log, and the log is not compared: put that file away, and "
        "the next head is kept anew"
    )
    HEAD_OF_ANOTHER_KEY = (
        "head.txt in the journal's folder was signed with another key than the log has now: the log is not compared; "
        "ask a root holder whether that key was changed, and if so put the file away"
    )
    HEAD_LATE = (
        "for a day intake has shown no head of the log that could be compared and that witnesses co-signed within a "
        "day: type leeward-sms status; if that stays, tell custodians, witnesses and auditors"
    )
    HEAD_NOT_WRITTEN = "the log's head cannot be kept in the journal's folder: is its disk full"
    NOBODY_THERE = (
        "the directory has nobody to seal to in this gateway's country: no text message is taken; look at `country` in "
        "the settings"
    )
    INTAKE_AWAY = "intake cannot be reached: what waits stays in the journal"
    INTAKE_REFUSES = "intake did not sign for what was sent: it stays in the journal"
    INTAKE_BACK = "intake takes in again"
    DUMPS_POSSIBLE = "this system does not let the gateway forbid memory dumps"
    FAULT = "fault"


def say(event: Event) -> None:
    _OURS.info(event.value)


def fault(kind: type[BaseException] | None, trace: TracebackType | None = None) -> None:
    """That something went wrong which nobody foresaw: its class and the module, never its words."""
    module = "?"
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", "?"))
        trace = trace.tb_next
    _OURS.error(f"{Event.FAULT.value} {kind.__name__ if kind else '?'} in {module}")


def quiet_process() -> None:
    """Make this process quiet, for good. Call it first."""
    logging.raiseExceptions = False
    logging.setLogRecordFactory(_reduced)
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    _OURS.setLevel(logging.INFO)
    sys.excepthook = lambda kind, _error, trace: fault(kind, trace)
    sys.unraisablehook = lambda happened: fault(happened.exc_type, happened.exc_traceback)
    threading.excepthook = lambda happened: fault(happened.exc_type, happened.exc_traceback)
    warnings.simplefilter("ignore")
    forbid_dumps()


def forbid_dumps() -> None:
    """No core file; on Linux no other process of this user reads our memory, and no crash handler gets it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        say(Event.DUMPS_POSSIBLE)


def _reduced(*args: object, **kwargs: object) -> logging.LogRecord:
    record = logging.LogRecord(*args, **kwargs)  # type: ignore[arg-type]  # the factory takes what LogRecord takes
    if record.name != _OURS.name:
        kind = record.exc_info[0] if record.exc_info else None
        record.msg = f"library {record.name.partition('.')[0]} {kind.__name__ if kind else ''}".rstrip()
    record.args, record.exc_info, record.exc_text, record.stack_info = None, None, None, None
    return record
