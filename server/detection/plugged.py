"""Recognizers of others, given to `detect` by its caller: they add to what is found here, and take nothing away.

One that fails on a text, or answers with what does not lie in it, has not searched that text: then nobody may take it
for searched, and it is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from server.detection.errors import RecognizerFailed
from server.detection.spans import Span


@dataclass(frozen=True, slots=True)
class Recognizer:
    """What finds spans in texts of some languages.

    `find` takes a text as it was written and the code of its language, and gives spans in code points of that text, in
    any order, overlapping or not. It is asked about the languages that it names, and no others: a model of English
    finds names in every sentence of Swahili.
    """

    name: str
    languages: frozenset[str]
    find: Callable[[str, str], Iterable[Span]]


def recognized(text: str, language: str, recognizers: Iterable[Recognizer]) -> Iterator[Span]:
    """What those for this language find. Raises RecognizerFailed, which repeats nothing of the text."""
    for recognizer in recognizers:
        if language in recognizer.languages:
            yield from _found(text, language, recognizer)


def _found(text: str, language: str, recognizer: Recognizer) -> list[Span]:
    try:
        spans = list(recognizer.find(text, language))
    except Exception:  # noqa: BLE001 (whatever a library raises, the text was not searched; its words may quote the text)
        raise RecognizerFailed from None
    if any(span.end > len(text) for span in spans):
        raise RecognizerFailed
    return spans
