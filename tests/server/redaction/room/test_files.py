"""Pictures and files at the desk: the bytes that were sent, for the two desks alone, and nothing believed of them."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from protocol.consent import Profile, Terms, profile_terms
from protocol.contents import MOST_OF_A_FILE, Evidence, Media, Testimony
from protocol.ids import to_text
from server.redaction.room.inside.reading import Reading
from server.redaction.rounds import forget_once
from server.redaction.world import IDLE_SECONDS
from tests.server.redaction.desks import PLACE, Scene
from tests.worlds import TODAY

pytestmark = pytest.mark.anyio
EVIDENCE = "xa-evidence"
FILE = b"\xff\xd8\xff\xe1 lorries at the mill, 51.2N \x00\xff"


async def opened(scene: Scene, part: bytes, compartment: str, seats: int = 5) -> bytes:
    opening = await scene.ask(part, compartment=compartment)
    scene.vault.approve(opening, range(1, seats + 1))
    assert await scene.join(opening) == {part: "open"}
    return opening


async def shown(scene: Scene, opening: bytes, part: bytes) -> dict[str, Any]:
    answer = await scene.console.get(f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "application/json"
    return dict(answer.raise_for_status().json())


def a_file(
    scene: Scene, data: bytes = FILE, media_type: str | None = "image/jpeg", terms: Terms | None = None
) -> bytes:
    return scene.source(Evidence.of(data, media_type).to_bytes(), terms=terms, kind="evidence")


async def test_both_desks_read_a_file_byte_for_byte_as_it_was_sent(scene: Scene) -> None:
    part = a_file(scene)
    opening = await opened(scene, part, EVIDENCE)
    assert await scene.join_second(opening) == {part: "open"}
    for console in (scene.console, scene.second):
        answer = (await console.get(f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}")).json()
        assert answer["kind"] == "evidence"
        assert answer["file"] == {
            "media_type": "image/jpeg",
            "size": len(FILE),
            "data": base64.b64encode(FILE).decode(),
        }
        assert (answer["texts"], answer["media"], answer["real"]) == ([], [], None)


async def test_fewer_custodians_than_the_quorum_open_no_file(scene: Scene) -> None:
    part = a_file(scene)
    opening = await scene.ask(part, compartment=EVIDENCE)
    scene.vault.approve(opening, (1, 2, 3, 4))
    assert await scene.join(opening) == {part: "waiting"}


async def test_a_file_that_its_source_keeps_sealed_is_opened_at_no_desk(scene: Scene) -> None:
    """Also where custodians and vault have let it through."""
    part = a_file(scene, terms=profile_terms(Profile.KEEP_SEALED, TODAY))
    opening = await scene.ask(part, compartment=EVIDENCE)
    scene.vault.approve(opening, (1, 2, 3, 4, 5))
    assert await scene.join(opening) == {part: "consent"}


async def test_the_largest_file_there_may_be_is_read(scene: Scene) -> None:
    data = bytes(range(256)) * (MOST_OF_A_FILE // 256)
    part = a_file(scene, data)
    answer = await shown(scene, await opened(scene, part, EVIDENCE), part)
    assert answer["file"]["size"] == MOST_OF_A_FILE
    assert base64.b64decode(answer["file"]["data"], validate=True) == data


async def test_an_empty_file_of_no_known_type_is_read(scene: Scene) -> None:
    part = a_file(scene, b"", None)
    answer = await shown(scene, await opened(scene, part, EVIDENCE), part)
    assert answer["file"] == {"media_type": None, "size": 0, "data": ""}


@pytest.mark.parametrize("claimed", ["text/html", "image/jpeg\r\nSet-Cookie: a=b", "<script>", "\u202egpj/egami", ""])
async def test_what_a_file_is_called_is_a_text_and_changes_nothing_else(scene: Scene, claimed: str) -> None:
    """The answer stays JSON (`shown` checks it), and the desk opens nothing by its type."""
    part = a_file(scene, b"<html>", claimed)
    answer = await shown(scene, await opened(scene, part, EVIDENCE), part)
    assert answer["file"] == {"media_type": claimed, "size": 6, "data": base64.b64encode(b"<html>").decode()}


async def test_pictures_are_shown_in_their_order_beside_the_text(scene: Scene) -> None:
    pictures = (Media(data=b"one"), Media(data=b"\x00\xff two"))
    part = scene.source(Testimony(text="Lorries came.", language="en", media=pictures).to_bytes())
    answer = await shown(scene, await opened(scene, part, PLACE, seats=4), part)
    assert [text["text"] for text in answer["texts"]] == ["Lorries came."]
    assert [one["media_type"] for one in answer["media"]] == ["image/jpeg"] * 2
    assert [base64.b64decode(one["data"]) for one in answer["media"]] == [b"one", b"\x00\xff two"]
    assert answer["file"] is None


@pytest.mark.parametrize(
    ("kind", "contents", "seats"),
    [
        ("evidence", Testimony(text="No file.").to_bytes(), 5),
        ("testimony", Evidence.of(FILE).to_bytes(), 4),
        ("evidence", FILE, 5),
    ],
    ids=["a testimony as a file", "a file as testimony", "bytes that are no message"],
)
async def test_what_is_sealed_to_the_custodians_of_another_kind_is_not_read(
    scene: Scene, kind: str, contents: bytes, seats: int
) -> None:
    part = scene.source(contents, kind=kind)
    opening = await scene.ask(part, compartment=f"xa-{kind}")
    scene.vault.approve(opening, range(1, seats + 1))
    assert await scene.join(opening) == {part: "not-readable"}


async def test_a_file_has_no_words_that_a_summary_could_share(scene: Scene) -> None:
    """Also one that is a text, or is called one: nobody has looked into it."""
    part = a_file(scene, b"Several reports say that fighters gather in Northern.", "fighters gather in Northern now")
    opening = await opened(scene, part, EVIDENCE)
    assert scene.read_in(scene.curator, opening).look(part).texts() == {}
    written = await scene.write(opening, part)
    assert (written["findings"]["shared"], written["findings"]["identifiers"]) == ([], [])


async def test_a_picture_s_bytes_are_no_words_that_a_summary_could_share(scene: Scene) -> None:
    picture = Media(data=b"Several reports say that fighters gather in Northern.")
    part = scene.source(Testimony(text="Lorries came.", language="en", media=(picture,)).to_bytes())
    opening = await opened(scene, part, PLACE, seats=4)
    assert set(scene.read_in(scene.curator, opening).look(part).texts()) == {"text"}
    written = await scene.write(opening, part)
    assert written["findings"]["shared"] == []


async def test_files_that_have_no_room_beside_one_another_are_all_read(scene: Scene) -> None:
    """Two of the largest fill more than a desk holds: joining again would only ever leave the last."""
    several = {a_file(scene, letter.encode() * 1000): letter for letter in "abc"}
    scene.rooms.reading = lambda: Reading(most_bytes=1500)
    opening = await scene.ask(*several, compartment=EVIDENCE)
    scene.vault.approve(opening, range(1, 6))
    assert set((await scene.join(opening)).values()) == {"open"}
    for part, letter in (*several.items(), *several.items()):
        answer = await shown(scene, opening, part)
        assert base64.b64decode(answer["file"]["data"]) == letter.encode() * 1000
        assert len(scene.read_in(scene.curator, opening)) == 1


@pytest.mark.parametrize("end", ["withdrawn", "another opening", "never joined"])
async def test_what_made_room_is_not_read_once_it_may_not_be(scene: Scene, end: str) -> None:
    one, other = a_file(scene, b"a" * 1000), a_file(scene, b"b" * 1000)
    scene.rooms.reading = lambda: Reading(most_bytes=1500)
    opening = await scene.ask(one, other, compartment=EVIDENCE)
    scene.vault.approve(opening, range(1, 6))
    if end != "never joined":
        await scene.join(opening)
    if end == "withdrawn":
        scene.vault.parts[one].withdrawn = True
        await scene.join(opening)
    if end == "another opening":
        opening = await scene.ask(other, compartment=EVIDENCE)
    answer = await scene.console.get(f"/v1/openings/{to_text(opening)}/parts/{to_text(one)}")
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("not-named-here" if end == "another opening" else "part-not-open")


async def test_an_idle_desk_forgets_what_made_room_too(scene: Scene) -> None:
    one, other = a_file(scene, b"a" * 1000), a_file(scene, b"b" * 1000)
    scene.rooms.reading = lambda: Reading(most_bytes=1500)
    opening = await scene.ask(one, other, compartment=EVIDENCE)
    scene.vault.approve(opening, range(1, 6))
    await scene.join(opening)
    scene.clock.now += IDLE_SECONDS
    await forget_once(scene.curator)
    for part in (one, other):
        answer = await scene.console.get(f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}")
        assert answer.json()["type"].endswith("part-not-open")
