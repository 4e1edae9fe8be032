"""`leeward detect`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from server.detection.detect import Mode
from server.detection.jsonl import run_detect
from server.recognizers.chosen import loaded


def detect(
    mode: Annotated[Mode, typer.Option(help="recall: hide rather than miss. balanced: hide less.")] = Mode.RECALL,
    lang: Annotated[str, typer.Option(help="A language's code, or auto.")] = "auto",
    recognizer: Annotated[
        list[str] | None, typer.Option(help="Use a recognizer besides, as a desk's settings name it; once for each.")
    ] = None,
) -> None:
    """Find identifiers: JSON lines {"id","text"} in, {"id","lang","held","reason","spans"} out; offsets in code points.

    A line that is not such a line is answered as held, the run goes on, and the exit status is 1 at its end.
    """
    raise typer.Exit(run_detect(sys.stdin.buffer, sys.stdout, mode, lang, loaded(recognizer or ())))
