"""Stand-ins for what is masked in one report: Person A, Place 2, the same one wherever the same is meant.

Rules of this file
* A report is one part, or all parts of one long text message. Each has a key of its own, made of randomness that this
  room drew: no stand-in of one report says anything about another, and with the room all of it ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from protocol.contents import Segment, Testimony
from server.redaction.pseudonyms import Mention, StandIn, room_key, stand_ins
from server.redaction.room.inside.reading import Reading
from server.redaction.room.questions import HiddenText, StandIns, StandInsFor

_BETWEEN = "\n\n"
"""Between two texts of a report, so that no word of one runs on in the next."""


@dataclass(frozen=True, slots=True, repr=False)
class _Laid:
    """One text of a report, and where it begins in all of them."""

    asked: HiddenText
    text: str
    begins: int


def stand_in(reading: Reading, asked: StandInsFor) -> StandIns:
    """In the order in which was asked. Raises NotOpenHere; what overlaps, or is of two reports, ends the room."""
    report = _report(reading, asked.texts)
    laid = list(_laid(reading, asked.texts))
    mentions = [
        Mention(one.begins + hidden.start, one.begins + hidden.end, hidden.what)
        for one in laid
        for hidden in one.asked.stretches
    ]
    said = reading.said.setdefault((report, asked.language), {})
    key = room_key(report, reading.randomness)
    chosen = stand_ins(_BETWEEN.join(one.text for one in laid), mentions, key, asked.language, _before(laid, said))
    words = {(one.start, one.end): one.words for one in chosen}
    answer = [[words[one.begins + at.start, one.begins + at.end] for at in one.asked.stretches] for one in laid]
    for one, its in zip(laid, answer, strict=True):
        said |= {_place(one, at.start, at.end): word for at, word in zip(one.asked.stretches, its, strict=True)}
    return StandIns(words=tuple(map(tuple, answer)))


def _report(reading: Reading, texts: Sequence[HiddenText]) -> bytes:
    (report,) = {_of(reading, one.part) for one in texts}
    return report


def _of(reading: Reading, part: bytes) -> bytes:
    contents = reading.look(part).contents
    group = contents.group if isinstance(contents, Testimony) else None
    return (group.tag if isinstance(group, Segment) else group) or part


def _laid(reading: Reading, texts: Sequence[HiddenText]) -> Iterator[_Laid]:
    begins = 0
    for one in texts:
        text = reading.look(one.part).texts()[one.field]
        yield _Laid(one, text, begins)
        begins += len(text) + len(_BETWEEN)


def _before(laid: Sequence[_Laid], said: dict[tuple[bytes, str, int, int], str]) -> Iterator[StandIn]:
    begins = {(one.asked.part, one.asked.field): one.begins for one in laid}
    for (part, field, start, end), words in said.items():
        if (part, field) in begins:
            at = begins[part, field]
            yield StandIn(at + start, at + end, words)


def _place(one: _Laid, start: int, end: int) -> tuple[bytes, str, int, int]:
    return one.asked.part, one.asked.field, start, end
