"""`leeward detect`: JSON lines in, JSON lines out, one for one and in order.

In:  {"id": "a1", "text": "…"}; id is a string or an integer; other members are passed over.
Out: {"id", "lang", "held", "reason", "spans": [{"start", "end", "kind", "confidence"}]}; offsets are in code
     points; reason is null unless held.

A line that cannot be searched is answered too: held, with a reason that repeats nothing of the line, and its
id if that could be read (else null). The rest goes on, and the exit status is 1 at the end instead of 0.
Lines with nothing in them are passed over. Nothing of any line is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import BinaryIO, TextIO

from server.detection.detect import MOST_CHARACTERS, Mode, detect, masked_whole
from server.detection.errors import DetectionError
from server.detection.languages import AUTO
from server.detection.plugged import Recognizer
from server.detection.reasons import Reason
from server.detection.spans import Detection

# A character outside the basic plane may be written in twelve bytes; the rest is for the id and the frame.
_LONGEST_LINE = 12 * MOST_CHARACTERS + 4096
_LONGEST_ID = 256


class MalformedLine(DetectionError):
    """This line is not a JSON object with an id and a text."""


class LineTooLong(DetectionError):
    """This line is longer than any that could hold a text of 1,048,576 characters."""


def run_detect(
    lines_in: BinaryIO, lines_out: TextIO, mode: Mode, lang: str = AUTO, recognizers: Sequence[Recognizer] = ()
) -> int:
    """Answer every line of lines_in on lines_out; the exit status: 0, or 1 if any could not be searched."""
    status = 0
    for line in _lines(lines_in):
        identifier, members, searched = _answer(
            line, partial(detect, mode=mode, language=lang, recognizers=recognizers)
        )
        status = status if searched else 1
        lines_out.write(json.dumps({"id": identifier, **members}) + "\n")
        lines_out.flush()
    return status


def _lines(source: BinaryIO) -> Iterator[bytes | None]:
    """The lines that hold something; None for one over the bound. Never more than the bound is in memory."""
    while line := source.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := source.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                continue
            yield None
        elif line.strip():
            yield line


def _answer(line: bytes | None, search: Callable[[str], Detection]) -> tuple[str | int | None, dict[str, object], bool]:
    """The id, what to say, and whether the text was searched."""
    identifier, text = None, ""
    try:
        identifier, said = _parse(line)
        text = _text(said)
        return identifier, _members(search(text)), True
    except DetectionError as refusal:
        return identifier, _members(masked_whole(text, Reason.NOT_SEARCHED)) | {"reason": str(refusal)}, False


def _parse(line: bytes | None) -> tuple[str | int | None, dict[str, object]]:
    if line is None:
        raise LineTooLong
    try:
        said = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        raise MalformedLine from None
    if not isinstance(said, dict):
        raise MalformedLine
    return _id(said.get("id")), said


def _id(identifier: object) -> str | int | None:
    """An id that may be answered as it is; None for anything else."""
    if isinstance(identifier, bool) or not isinstance(identifier, str | int):
        return None
    return identifier if len(str(identifier)) <= _LONGEST_ID else None


def _text(said: dict[str, object]) -> str:
    text = said.get("text")
    if not isinstance(text, str) or _id(said.get("id")) is None:
        raise MalformedLine
    return text


def _members(detection: Detection) -> dict[str, object]:
    spans = [
        {"start": span.start, "end": span.end, "kind": span.kind.value, "confidence": span.confidence}
        for span in detection.spans
    ]
    return {"lang": detection.lang, "held": detection.held, "reason": detection.reason, "spans": spans}
