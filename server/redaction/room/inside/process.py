"""A room as a process of its own: it forbids itself what it does not need, then answers on the line that it was given.

`server/redaction/room/processes.py` starts it. Nothing but the number of its line is in its arguments, and nothing in
its environment; what it would say on its way to an end goes nowhere.
"""

from __future__ import annotations

from pathlib import Path

import protocol
import server
from server.redaction.room.inside.answering import Inside
from server.redaction.room.inside.confinement import allow_time, confine
from server.redaction.room.inside.serving import serve

_PACKAGES = [Path(str(one.__file__)).parent for one in (protocol, server)]


def main(line: int) -> None:
    """Until the desk hangs up."""
    lacks = confine(_PACKAGES)
    serve(line, Inside(), lacks, allow_time)
