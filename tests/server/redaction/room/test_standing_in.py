"""Stand-ins as a room gives them out: one report has them for itself, over all of its texts and messages."""

from __future__ import annotations

import pytest

from protocol.contents import Testimony
from protocol.ids import PartKind
from server.redaction.pseudonyms import MentionsOverlap, What
from server.redaction.room.inside.opened import Opened
from server.redaction.room.inside.reading import NotOpenHere, Reading
from server.redaction.room.inside.standing_in import stand_in
from server.redaction.room.questions import HiddenStretch, HiddenText, StandInsFor

NAMES = ("Amina", "Okello", "Zawadi", "Farzu", "Oqthemba", "Kolmunda", "Tesfaye", "Ubwexandi")
SAID = ", ".join(NAMES)
ONE, OTHER = b"\1" * 32, b"\2" * 32


def room(**fields: object) -> Reading:
    """With the same text in two parts, and what it draws drawn already."""
    reading = Reading()
    reading.randomness = bytes(32)
    for part in (ONE, OTHER):
        said = Testimony.model_validate({"text": SAID, "language": "en", **fields})
        reading.keep(Opened(part, PartKind.TESTIMONY, said, 100))
    return reading


def hidden(part: bytes, *names: str) -> HiddenText:
    places = ((SAID.index(name), SAID.index(name) + len(name)) for name in names)
    return HiddenText(
        part=part,
        field="text",
        stretches=tuple(HiddenStretch(start=start, end=end, what=What.NAME) for start, end in places),
    )


def named(reading: Reading, *texts: HiddenText, language: str = "en") -> list[tuple[str, ...]]:
    asked = StandInsFor.model_validate({"language": language, "texts": texts})
    return list(stand_in(reading, asked).words)


def test_who_is_in_two_reports_is_not_told_by_what_stands_for_them() -> None:
    reading = room()
    assert named(reading, hidden(ONE, *NAMES)) != named(reading, hidden(OTHER, *NAMES))


def test_messages_of_one_long_text_are_one_report() -> None:
    (one, other) = named(room(group=b"g" * 16), hidden(ONE, *NAMES), hidden(OTHER, *NAMES))
    assert one == other


def test_another_room_draws_anew() -> None:
    other = room()
    other.randomness = b"\1" * 32
    assert named(room(), hidden(ONE, *NAMES)) != named(other, hidden(ONE, *NAMES))
    assert len({Reading().randomness for _ in range(3)}) == 3


def test_what_was_called_something_is_called_so_when_more_is_hidden_and_in_each_language_for_itself() -> None:
    reading = room()
    (first,) = named(reading, hidden(ONE, *NAMES[:3]))
    (more,) = named(reading, hidden(ONE, *NAMES))
    assert more[:3] == first
    assert all(one.startswith("Jina ") for one in named(reading, hidden(ONE, *NAMES), language="sw")[0])


def test_what_is_not_one_report_that_is_open_here_is_not_answered() -> None:
    with pytest.raises(ValueError, match="unpack"):
        named(room(), hidden(ONE, "Amina"), hidden(OTHER, "Amina"))
    with pytest.raises(MentionsOverlap):
        named(room(), hidden(ONE, "Amina", "Amina"))
    with pytest.raises(NotOpenHere):
        named(room(), hidden(b"\3" * 32, "Amina"))
