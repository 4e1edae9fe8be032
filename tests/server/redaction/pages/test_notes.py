"""Notes on a report through the pages: written, read again, refused with a sentence, gone with a lock."""

from __future__ import annotations

import re

import pytest

from server.redaction.room import notes
from server.redaction.room.questions import MOST_OF_NOTES
from tests.server.redaction.desks import Scene
from tests.server.redaction.pages.browsing import PageBrowser
from tests.server.redaction.pages.test_asking_and_reading import SAID, reading, say
from tests.server.redaction.pages.test_writing import at_the_form, send, weights

pytestmark = pytest.mark.anyio
NOTES = "/desk/openings/1/parts/1/notes"
NOTED = "Asked her for the hour.\nStill to check: <the lorries>"


def written(page: str) -> str:
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert found
    return found[1]


async def test_notes_are_written_on_a_page_of_their_own_and_stand_there_when_somebody_is_back(
    scene: Scene, inside: PageBrowser
) -> None:
    await reading(scene, inside, say(SAID), say("Something else."))
    assert f'href="{NOTES}"' in inside.page.text
    await inside.go(NOTES)
    assert written(inside.page.text) == ""
    await inside.press(NOTES, ("text", NOTED.replace("\n", "\r\n")))
    assert inside.path == "/desk/openings/1/parts/1"
    await inside.go(NOTES)
    assert NOTED in inside.text
    assert "&lt;the lorries&gt;" in inside.page.text
    await inside.go("/desk/openings/1/parts/2/notes")
    assert written(inside.page.text) == ""
    await inside.go("/desk/openings/1")
    assert (inside.text.count("Your notes"), inside.text.count("Write notes")) == (1, 1)
    assert (await inside.go("/desk/openings/1/parts/3/notes")).status_code == 404


async def test_notes_that_are_refused_come_back_with_the_reason(
    scene: Scene, inside: PageBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reading(scene, inside, say(SAID))
    await inside.go(NOTES)
    answer = await inside.press(NOTES, ("text", "x" * (MOST_OF_NOTES + 1)))
    assert (answer.status_code, written(inside.page.text)) == (409, "x" * (MOST_OF_NOTES + 1))
    assert "Notes on one report have at most 4,000 letters." in inside.text
    monkeypatch.setattr(notes, "MOST_NOTED", 0)
    await inside.press(NOTES, ("text", NOTED))
    assert "as many reports as it can" in inside.text
    assert NOTED in inside.text


async def test_notes_that_cannot_be_read_are_told_of_here_and_beside_a_summary(
    scene: Scene, inside: PageBrowser
) -> None:
    await reading(scene, inside, say(SAID))
    await inside.go(NOTES)
    await inside.press(NOTES, ("text", NOTED))
    (file,) = scene.curator.folder.glob("*.notes")
    file.unlink()
    assert (await inside.go(NOTES)).status_code == 409
    assert "can no longer be read" in inside.text
    await inside.go("/desk/openings/1/write")
    assert "can no longer be read" in inside.text
    await inside.go(NOTES)
    await inside.press(NOTES, ("text", ""))
    await inside.go("/desk/openings/1/write")
    assert "can no longer be read" not in inside.text


async def test_notes_are_not_shown_by_a_desk_that_was_locked_until_their_report_is_opened_again(
    scene: Scene, inside: PageBrowser
) -> None:
    opening = await reading(scene, inside, say(SAID))
    await inside.go(NOTES)
    await inside.press(NOTES, ("text", NOTED))
    scene.curator.memory.rooms.end_all()
    await inside.go(NOTES)
    assert inside.path == "/desk/openings/1"
    await scene.join(opening)
    await inside.go(NOTES)
    assert NOTED in inside.text


async def test_words_of_notes_are_weighed_while_a_summary_is_written(scene: Scene, inside: PageBrowser) -> None:
    await at_the_form(scene, inside)
    words = "Still to ask is which road they took."
    await send(inside, "weigh", bluf=words)
    assert not weights(inside)["against"]
    await inside.go(NOTES)
    await inside.press(NOTES, ("text", words))
    await inside.go("/desk/openings/1/write")
    await send(inside, "weigh", bluf=words)
    assert any("1.1" in one for one in weights(inside)["against"])
    assert "stands in notes on a report too" in inside.text
