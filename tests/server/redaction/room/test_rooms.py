"""Several rooms at one desk: what stays readable where one ends, and what does not."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from protocol.contents import Identity, Testimony
from protocol.ids import PartKind, to_text
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span
from server.redaction.opening.openings import forget
from server.redaction.room.frames import Answered, Asked
from server.redaction.room.inside import holding, showing
from server.redaction.room.inside.answering import Inside
from server.redaction.room.inside.holding import hold_words
from server.redaction.room.inside.opened import Opened
from server.redaction.room.inside.reading import Reading
from server.redaction.room.inside.showing import show_part
from server.redaction.room.joining import close_all
from server.redaction.room.questions import MOST_SPANS, HoldWords, ShownPart, ShownText, ShowPart, WrittenField
from server.redaction.room.rooms import Rooms
from tests.server.redaction.desks import Scene, outcomes
from tests.travelled import found_in, needles

pytestmark = pytest.mark.anyio
SAID = "Zyqarveth heard the drums at Ubwexandi before dawn. Amina Wuxlarandi fled."
OTHER = "Three men asked for the teacher by name."


async def read(scene: Scene, opening: bytes, part: bytes) -> int:
    return (await scene.console.get(f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}")).status_code


async def test_each_opening_has_a_room_of_its_own(scene: Scene) -> None:
    one, other = scene.say(SAID), scene.say(OTHER)
    first, second = await scene.open(one), await scene.open(other)
    assert list(scene.read_in(scene.curator, first).parts()) == [one]
    assert list(scene.read_in(scene.curator, second).parts()) == [other]


async def test_what_is_withdrawn_goes_with_its_room_and_the_rest_is_read_in_another(scene: Scene) -> None:
    """A process cannot forget for certain what it has read. It can end."""
    one, other = scene.say(SAID), scene.say(OTHER)
    opening = await scene.open(one, other)
    before = scene.curator.memory.rooms.of(opening)
    scene.vault.parts[one].withdrawn = True
    assert await scene.join(opening) == {one: "withdrawn", other: "open"}
    assert before is not None
    assert before.has_gone()
    assert list(scene.read_in(scene.curator, opening).parts()) == [other]
    assert (await read(scene, opening, one), await read(scene, opening, other)) == (409, 200)


async def test_a_desk_has_so_many_rooms_and_no_more_and_reads_on_in_another(scene: Scene) -> None:
    scene.curator.memory.rooms = Rooms(most=2)
    openings = {await scene.open(part): part for part in (scene.say(text) for text in (SAID, OTHER, "A third."))}
    assert len(scene.curator.memory.rooms) == 2
    assert [await read(scene, *each) for each in openings.items()] == [200] * 3
    assert len(scene.curator.memory.rooms) == 2


async def test_a_summary_on_several_openings_is_held_against_each_in_its_own_room(scene: Scene) -> None:
    parts = [scene.say(SAID), scene.say(OTHER)]
    openings = [await scene.open(part) for part in parts]
    form = scene.draft(openings[0], *parts, bluf=f"{SAID[:50]}. {OTHER}")
    form["openings"] = [to_text(one) for one in openings]
    written = (await scene.console.post("/v1/drafts", json=form)).raise_for_status().json()
    shared = written["findings"]["shared"]
    assert [form["summary"]["bluf"][one["start"] : one["end"]] for one in shared] == [
        "Zyqarveth heard the drums at Ubwexandi before dawn",
        "Three men asked for the teacher by name",
    ]


async def test_an_opening_that_is_forgotten_while_its_room_begins_has_none(scene: Scene) -> None:
    opening = await scene.ask(scene.say(SAID))
    scene.vault.approve(opening, (1, 2, 3, 4))

    def forgets() -> Reading:
        forget(scene.curator.memory, opening)
        return Reading()

    scene.rooms.reading = forgets
    answered = await scene.console.post(f"/v1/openings/{to_text(opening)}/join")
    assert list(outcomes(answered).values()) == ["cannot-open"]
    assert len(scene.curator.memory.rooms) == 0


async def test_a_desk_that_is_locked_while_parts_are_opened_opens_none(scene: Scene) -> None:
    """Neither in the room that begins just then nor, for the parts that are left, in another."""
    opening = await scene.ask(scene.say(SAID), scene.say(OTHER))
    scene.vault.approve(opening, (1, 2, 3, 4))

    def locks_once() -> Reading:
        scene.rooms.reading = Reading
        close_all(scene.curator.memory)
        return Reading()

    scene.rooms.reading = locks_once
    assert list((await scene.join(opening)).values()) == ["cannot-open", "cannot-open"]
    assert len(scene.curator.memory.rooms) == 0
    assert list((await scene.join(opening)).values()) == ["open", "open"], "whoever is back asks anew"


async def test_a_room_that_marks_what_is_not_in_the_summary_is_not_believed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = scene.say(SAID)
    opening = await scene.open(part)
    monkeypatch.setattr(
        holding, "shared_runs", lambda *_, **__: (Span(0, 10_000, Kind.SHARED, 1.0, Reason.SHARED_WORDS),)
    )
    refused = await scene.console.post("/v1/drafts", json=scene.draft(opening, part))
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:leeward:problem:room-gone")


async def test_no_key_of_the_desk_goes_into_a_room(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what opens one part: what is read in a room was written by strangers."""
    said: list[bytes] = []

    def listens(room: Inside, asked: Asked) -> Answered:
        said.append(asked.to_bytes())
        return answer(room, asked)

    answer = Inside.answer
    monkeypatch.setattr(Inside, "answer", listens)
    opening = await scene.open(scene.say(SAID))
    held = scene.curator.memory.openings[opening]
    assert said
    for raw in said:
        assert not any(key.seed() in raw for key in (scene.curator.seal_key, held.fresh))


def inside(text: str, kind: PartKind = PartKind.TESTIMONY) -> Inside:
    contents = Testimony(text=text, language="en") if kind is PartKind.TESTIMONY else Identity(name=text)
    room = Inside()
    room.reading.keep(Opened(bytes(32), kind, contents, len(text)))
    return room


def test_what_leaves_a_room_of_a_comparison_is_no_word_of_the_original() -> None:
    written = (WrittenField(field="bluf", text="It is said that Zyqarveth heard the drums at Ubwexandi. Amina left."),)
    asked = HoldWords(part=bytes(32), language="en", words=written, allowed=("Northern",))
    held = hold_words(inside(SAID).reading, asked)
    assert held.shared
    assert held.identifiers
    said = json.dumps(held.model_dump(mode="json")).encode()
    wanted = set[bytes]().union(*(needles(word) for word in SAID.replace(".", "").split() if len(word) > 4))
    assert found_in(said, wanted) == []


def test_a_text_with_more_marks_than_anybody_looks_at_is_masked_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    room, asked = inside(SAID), ShowPart(part=bytes(32))
    assert len(show_part(room.reading, asked).texts[0].spans) > 1
    monkeypatch.setattr(showing, "MOST_SPANS", 1)
    (text,) = show_part(room.reading, asked).texts
    assert (text.held, text.reason, text.text) == (True, Reason.TOO_MANY_PLACES, SAID)
    assert [(one.start, one.end) for one in text.spans] == [(0, len(SAID))]


def test_all_texts_of_a_part_share_what_anybody_looks_at(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Inside()
    contents = Testimony(text=SAID, language="en", place=SAID)
    room.reading.keep(Opened(bytes(32), PartKind.TESTIMONY, contents, len(SAID)))
    asked = ShowPart(part=bytes(32))
    marks = [len(one.spans) for one in show_part(room.reading, asked).texts]
    assert len(marks) == 2
    monkeypatch.setattr(showing, "MOST_SPANS", sum(marks) - 1)
    assert [one.held for one in show_part(room.reading, asked).texts] == [False, True]


@pytest.mark.parametrize(
    "places", [[(0, 7)], [(-1, 3)], [(3, 3)], [(4, 2)], [(0, 3), (0, 3)], [(0, 3), (2, 4)], [(3, 4), (0, 1)]], ids=str
)
@pytest.mark.parametrize("where", ["spans", "hints"])
def test_marks_that_are_not_in_their_text_in_order_and_apart_are_not_believed(
    places: list[tuple[int, int]], where: str
) -> None:
    given = {"kind": "name", "confidence": 0.5, "reason": Reason.CAPITAL}
    shown = {"field": "text", "text": "Amina.", "language": "en", "held": False, "reason": None, "spans": ()}
    shown["hints"] = ()
    whole = ({"start": 0, "end": 3} | given, {"start": 3, "end": 6} | given)
    ShownText.model_validate(shown | {where: whole})
    with pytest.raises(ValidationError):
        ShownText.model_validate(shown | {where: tuple({"start": one, "end": end} | given for one, end in places)})


def test_a_part_with_more_marks_than_anybody_looks_at_is_not_believed() -> None:
    given = {"kind": "name", "confidence": 0.5, "reason": Reason.CAPITAL}
    shown = {"field": "text", "text": "a" * (MOST_SPANS + 1), "language": "en", "held": False, "reason": None}
    spans = tuple({"start": at, "end": at + 1} | given for at in range(MOST_SPANS))
    many, few = shown | {"spans": spans, "hints": ()}, shown | {"spans": spans[:1], "hints": spans[:1]}
    ShownPart.model_validate({"kind": PartKind.TESTIMONY, "texts": (many, few | {"hints": ()})})
    with pytest.raises(ValidationError):
        ShownPart.model_validate({"kind": PartKind.TESTIMONY, "texts": (many, few | {"hints": spans[:2]})})
