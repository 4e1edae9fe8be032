"""What a person writes down about a report: sealed, read at this desk while its opening lives, and in no summary."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from protocol.consent import Use
from protocol.encoding import Purpose
from protocol.ids import to_text
from protocol.primitives import open_box
from server.redaction.errors import (
    NoSuchOpening,
    NotesNotKept,
    NotesTooLong,
    NotesUnreadable,
    NotNamedHere,
    PartNotOpen,
    TooManyNotes,
)
from server.redaction.room import notes
from server.redaction.room.asking import Room
from server.redaction.room.inside.noting import NotesSpoilt, open_notes
from server.redaction.room.joining import close_all
from server.redaction.room.notes import keep_notes, read_notes, remove_all_notes
from server.redaction.room.questions import MOST_OF_NOTES, SealedNotes
from server.redaction.rounds import forget_once
from server.redaction.stopping import stop_this_desk
from tests.server.redaction.desks import Scene, readable
from tests.travelled import found_in, needles

pytestmark = pytest.mark.anyio
SAID = "Lorries came to the old mill at night."
NOTED = "Zyqarveth said she would ask the miller about the drivers. Still to check: whose lorries."
WANTED = needles("Zyqarveth")


def files(scene: Scene) -> list[Path]:
    return sorted(scene.curator.folder.glob("*.notes*"))


async def noted(scene: Scene, text: str = NOTED, said: str = SAID) -> tuple[bytes, bytes]:
    """An opening and its one part, with notes on it at the curator's desk."""
    part = scene.say(said)
    opening = await scene.open(part)
    await keep_notes(scene.curator, opening, part, text)
    return opening, part


async def drafted(scene: Scene, opening: bytes, part: bytes, bluf: str) -> httpx.Response:
    return await scene.console.post("/v1/drafts", json=scene.draft(opening, part, bluf=bluf))


async def test_notes_come_back_as_they_were_kept_last_and_nothing_written_takes_them_away(scene: Scene) -> None:
    opening, part = await noted(scene)
    assert await read_notes(scene.curator, opening, part) == NOTED
    await keep_notes(scene.curator, opening, part, "لم يُسأل بعد")
    assert await read_notes(scene.curator, opening, part) == "لم يُسأل بعد"
    assert len(files(scene)) == 1
    await keep_notes(scene.curator, opening, part, "")
    assert await read_notes(scene.curator, opening, part) == ""
    assert files(scene) == []


async def test_on_the_disk_notes_have_one_size_and_neither_a_word_nor_a_name_of_what_they_are_on(scene: Scene) -> None:
    first, second = scene.say(SAID), scene.say("Three men asked for the teacher.")
    opening = await scene.open(first, second)
    await keep_notes(scene.curator, opening, first, NOTED)
    await keep_notes(scene.curator, opening, second, "\U0001f512" * MOST_OF_NOTES)
    assert len({one.stat().st_size for one in files(scene)}) == 1
    assert len(files(scene)) == 2
    before = {one.name for one in files(scene)}
    await keep_notes(scene.curator, opening, first, NOTED)
    assert len(before & {one.name for one in files(scene)}) == 1, "kept again, they have another name"
    for one in files(scene):
        assert not found_in(one.read_bytes(), WANTED)
        assert not any(to_text(known) in one.name for known in (opening, first, second))
        assert one.stat().st_mode & 0o077 == 0


async def test_with_the_desks_own_key_alone_notes_stay_shut(scene: Scene) -> None:
    opening, part = await noted(scene)
    name = scene.curator.memory.openings[opening].notes[part].name
    (file,) = files(scene)
    inside = open_box(scene.curator.seal_key, Purpose.NOTES_BOX, name, file.read_bytes())
    assert not found_in(inside, WANTED)
    with pytest.raises(NotesSpoilt):
        open_notes(SealedNotes(name=name, secret=bytes(32), sealed=inside))


async def test_notes_go_with_their_opening_and_their_file_with_the_next_round(scene: Scene) -> None:
    opening, part = await noted(scene)
    await scene.console.post(f"/v1/openings/{to_text(opening)}/forget")
    with pytest.raises(NoSuchOpening):
        await read_notes(scene.curator, opening, part)
    await forget_once(scene.curator)
    assert files(scene) == []
    opening, part = await noted(scene)
    await forget_once(scene.curator)
    assert await read_notes(scene.curator, opening, part) == NOTED, "what lives is left alone"
    scene.clock.now += 80 * 3600
    await forget_once(scene.curator)
    assert files(scene) == [], "it has ended"
    await noted(scene)
    await stop_this_desk(scene.curator)
    await forget_once(scene.curator)
    assert files(scene) == [], "it was stopped"


async def test_a_desk_that_starts_removes_all_notes_and_no_draft(scene: Scene) -> None:
    opening, part = await noted(scene)
    await scene.write(opening, part)
    (file,) = files(scene)
    file.with_name(f"{file.name}.new").write_bytes(b"half")
    remove_all_notes(scene.curator.folder)
    assert files(scene) == []
    assert len(list(scene.curator.folder.iterdir())) == 1


async def test_what_its_source_took_back_is_read_in_no_notes(scene: Scene) -> None:
    withdrawn, other = scene.say(SAID), scene.say("Three men asked for the teacher.")
    opening = await scene.open(withdrawn, other)
    for part in (withdrawn, other):
        await keep_notes(scene.curator, opening, part, NOTED)
    scene.vault.parts[withdrawn].withdrawn = True
    await scene.join(opening)
    with pytest.raises(PartNotOpen):
        await read_notes(scene.curator, opening, withdrawn)
    scene.vault.parts[withdrawn].withdrawn = False
    await scene.join(opening)
    assert await read_notes(scene.curator, opening, withdrawn) == ""
    assert await read_notes(scene.curator, opening, other) == NOTED
    await forget_once(scene.curator)
    assert len(files(scene)) == 1


async def test_notes_are_read_and_written_only_while_their_part_is_open_here(scene: Scene) -> None:
    opening, part = await noted(scene)
    close_all(scene.curator.memory)
    with pytest.raises(PartNotOpen):
        await read_notes(scene.curator, opening, part)
    for text in ("more", ""):
        with pytest.raises(PartNotOpen):
            await keep_notes(scene.curator, opening, part, text)
    await scene.join(opening)
    assert await read_notes(scene.curator, opening, part) == NOTED
    with pytest.raises(NotNamedHere):
        await read_notes(scene.curator, opening, bytes(32))


async def test_neither_the_desks_memory_nor_its_room_keeps_what_was_written(scene: Scene) -> None:
    opening, part = await noted(scene)
    await read_notes(scene.curator, opening, part)
    held = scene.curator.memory.openings[opening]
    for one in (held, held.notes, held.notes[part], scene.rooms.inside(scene.curator.memory.rooms.of(opening))):
        assert not found_in(repr(one).encode(), WANTED)
    reading = scene.read_in(scene.curator, opening)
    assert len(reading) == 1
    assert reading.look(part).texts() == {"text": SAID}
    assert held.notes[part].secret.hex() not in repr(held)


@pytest.mark.parametrize("spoilt", ["changed", "of another key", "gone", "older"])
async def test_notes_that_cannot_be_read_are_told_of_and_let_no_summary_be_held(scene: Scene, spoilt: str) -> None:
    opening, part = await noted(scene)
    (file,) = files(scene)
    raw = file.read_bytes()
    if spoilt == "gone":
        file.unlink()
    elif spoilt == "older":
        await keep_notes(scene.curator, opening, part, "Others.")
        files(scene)[0].write_bytes(raw)
    elif spoilt == "changed":
        file.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    else:
        held = scene.curator.memory.openings[opening]
        held.notes[part] = replace(held.notes[part], secret=bytes(32))
    with pytest.raises(NotesUnreadable):
        await read_notes(scene.curator, opening, part)
    answer = await drafted(scene, opening, part, "Several reports say that fighters gather in Northern.")
    assert answer.json()["type"] == "urn:leeward:problem:notes-unreadable"
    await keep_notes(scene.curator, opening, part, "")
    await scene.write(opening, part)


async def test_a_summary_repeats_no_words_of_notes_not_even_where_its_source_gave_its_own(scene: Scene) -> None:
    uses = (*readable().uses, Use.EXACT_WORDS)
    part = scene.say(SAID, readable().model_copy(update={"uses": tuple(sorted(uses))}))
    opening = await scene.open(part)
    bluf = "Sources would ask the miller about the drivers in Northern."
    findings = (await drafted(scene, opening, part, bluf)).json()["findings"]
    assert findings["shared"] == []
    await keep_notes(scene.curator, opening, part, NOTED)
    findings = (await drafted(scene, opening, part, bluf)).json()["findings"]
    assert findings["concerns"] == ["shared-words"]
    (shared,) = findings["shared"]
    assert bluf[shared["start"] : shared["end"]] == "would ask the miller about the drivers"
    assert "notes" in shared["reason"]


async def test_a_name_that_stands_in_notes_alone_is_found_in_a_summary(scene: Scene) -> None:
    opening, part = await noted(scene, "We spoke with Amina Okello.")
    bluf = "Several reports say that fighters gather. Okello knows."
    found = (await drafted(scene, opening, part, bluf)).json()["findings"]["identifiers"]
    assert [bluf[one["start"] : one["end"]] for one in found] == ["Okello"]
    await keep_notes(scene.curator, opening, part, "")
    assert (await drafted(scene, opening, part, bluf)).json()["findings"]["identifiers"] == []


async def test_notes_are_bounded_in_letters_and_number_and_a_full_disk_keeps_what_was(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = scene.say(SAID), scene.say("Three men asked for the teacher.")
    opening = await scene.open(first, second)
    await keep_notes(scene.curator, opening, first, NOTED)
    with pytest.raises(NotesTooLong):
        await keep_notes(scene.curator, opening, first, "x" * (MOST_OF_NOTES + 1))
    monkeypatch.setattr(notes, "MOST_NOTED", 1)
    with pytest.raises(TooManyNotes):
        await keep_notes(scene.curator, opening, second, NOTED)

    def full(_path: Path, _raw: bytes) -> None:
        raise OSError

    monkeypatch.setattr(notes, "write_durably", full)
    with pytest.raises(NotesNotKept):
        await keep_notes(scene.curator, opening, first, "Others.")
    assert await read_notes(scene.curator, opening, first) == NOTED


async def test_notes_of_what_was_forgotten_while_they_were_sealed_are_not_kept(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = scene.say(SAID)
    opening = await scene.open(part)
    asked = Room.ask

    async def forgets(room: Room, kind: object, question: object) -> object:
        answer = await asked(room, kind, question)  # type: ignore[arg-type,var-annotated]
        await scene.console.post(f"/v1/openings/{to_text(opening)}/forget")
        return answer

    monkeypatch.setattr(Room, "ask", forgets)
    with pytest.raises(NoSuchOpening):
        await keep_notes(scene.curator, opening, part, NOTED)
    assert files(scene) == []
