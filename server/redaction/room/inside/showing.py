"""A part as a person is shown it: what is in it, and what the detector proposes to leave out. Nothing is edited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from protocol.contents import Evidence, Identity, Testimony
from protocol.ids import PartKind
from server.detection.detect import Mode, detect, masked_whole
from server.detection.languages import AUTO, LANGUAGES
from server.detection.plugged import Recognizer
from server.detection.reasons import Reason
from server.detection.spans import Detection, Span
from server.redaction.room.inside.opened import Contents, Opened
from server.redaction.room.inside.reading import Reading
from server.redaction.room.questions import MOST_SPANS, ListedFile, ShownPart, ShownSpan, ShownText, ShowPart

_NOT_SHOWN = {"type", "text", "language", "place", "harmed", "media"}


def show_part(reading: Reading, asked: ShowPart) -> ShownPart:
    """Raises NotOpenHere."""
    opened = reading.look(asked.part)
    texts: list[ShownText] = []
    left = MOST_SPANS
    for name, text in opened.texts().items():
        shown = _text(name, text, _detected(opened, text, reading.recognizers, left), left)
        left = max(0, left - len(shown.spans) - len(shown.hints))
        texts.append(shown)
    return ShownPart(kind=opened.kind, texts=tuple(texts), **_by_kind(opened.contents))


def _detected(opened: Opened, text: str, recognizers: Sequence[Recognizer], most: int) -> Detection:
    if opened.kind is PartKind.IDENTITY:
        return masked_whole(text, Reason.IDENTITY_PART)
    claimed = opened.contents.language if isinstance(opened.contents, Testimony) else None
    found = detect(text, Mode.RECALL, claimed if claimed in LANGUAGES else AUTO, recognizers)
    return found if len(found.spans) <= most else masked_whole(text, Reason.TOO_MANY_PLACES, found.lang)


def _text(name: str, text: str, found: Detection, most: int) -> ShownText:
    return ShownText(
        field=name,
        text=text,
        language=found.lang,
        held=found.held,
        reason=found.reason,
        spans=_shown(found.spans),
        hints=_shown(found.hints[:most]),
    )


def _shown(spans: Iterable[Span]) -> tuple[ShownSpan, ...]:
    return tuple(
        ShownSpan(start=one.start, end=one.end, kind=one.kind, confidence=one.confidence, reason=one.reason)
        for one in spans
    )


def _by_kind(contents: Contents) -> dict[str, Any]:
    match contents:
        case Testimony():
            listed = tuple(ListedFile(media_type=one.type, size=len(one.data)) for one in contents.media)
            return contents.model_dump(exclude=_NOT_SHOWN) | {"files": listed}
        case Identity():
            return {"real": contents.real}
        case Evidence():
            return {"files": (ListedFile(media_type=contents.media_type, size=len(contents.data)),)}
