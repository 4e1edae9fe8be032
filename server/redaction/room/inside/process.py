"""A room as a process of its own: it forbids itself what it does not need, then answers on the line that it was given.

`server/redaction/room/processes.py` starts it. Nothing but the number of its line is in its arguments, and nothing in
its environment; what it would say on its way to an end goes nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import protocol
import server
from server.recognizers.chosen import loaded
from server.redaction.files.proposals import can_propose
from server.redaction.room.inside.answering import Inside
from server.redaction.room.inside.confinement import MEMORY_OF_MODELS, MOST_MEMORY, allow_time, confine
from server.redaction.room.inside.reading import Reading
from server.redaction.room.inside.serving import serve

_PACKAGES = [Path(str(one.__file__)).parent for one in (protocol, server)]


def main(line: int, chosen: Sequence[str] = ()) -> None:
    """Until the desk hangs up. Recognizers are loaded while files may still be read, and nothing was heard yet."""
    recognizers = loaded(chosen)
    more = MEMORY_OF_MODELS if recognizers or can_propose() else 0
    lacks = confine(_PACKAGES, MOST_MEMORY + more)
    serve(line, Inside(Reading(recognizers=recognizers)), lacks, allow_time)
