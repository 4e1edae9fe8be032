"""A canary at the desk: what was read there is afterwards in no file, no log line, no error and no repr."""

from __future__ import annotations

import base64
import io
import logging
import pickle
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import pytest

from protocol.consent import Contact
from protocol.contents import Evidence, Identity, Media, Testimony
from protocol.ids import from_text, to_text
from server.redaction.forms import FileShown, MediaShown, PartShown, TextShown
from server.redaction.room.joining import open_here
from server.redaction.rounds import forget_once
from server.redaction.world import IDLE_SECONDS, World
from tests.room import temporary_below
from tests.server.redaction.desks import LOOPBACK, Scene, raise_scene, readable
from tests.server.redaction.drafts.test_handing_over import SmallRelease, hand_over, verdict
from tests.travelled import found_in, needles, spellings
from tests.worlds import Consortium

pytestmark = pytest.mark.anyio
TEXT = "Zyqarveth-Kolmunda heard the drums at Ubwexandi before dawn"
NAME = "Oqthemba Wuxlarandi"
NUMBER = "254799317442"
TITLE = "Gathering at Northern vurkelati"
"""The summary's own words are secret too, until they are released."""
IDENTITY_PLACE = "xa-identity"
EVIDENCE_PLACE = "xa-evidence"
INSIDE = f"{TEXT}. {NAME} +{NUMBER}".encode()
"""Of a picture, and of a file."""
WANTED = set[bytes]().union(
    *(needles(one) for one in [TEXT, *TEXT.split()[:1], NAME, *NAME.split(), "Ubwexandi", *spellings(NUMBER)])
)


@pytest.fixture
def temporary(tmp_path: Path) -> Iterator[Path]:
    """Whatever anybody writes to a temporary file lands here."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    with temporary_below(folder):
        yield folder


@pytest.fixture
async def scene(consortium: Consortium, tmp_path: Path, temporary: Path) -> AsyncIterator[Scene]:
    release = SmallRelease(verdict("waiting", True))
    async with raise_scene(consortium, tmp_path / "desks", release.app()) as made:
        yield made


@contextmanager
def everything_logged() -> Iterator[io.StringIO]:
    """Every logger at its most talkative, with arguments, exceptions and tracebacks, into one stream."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    # The console in these tests is a client in this very process; what it says of its own requests is not the desk's.
    handler.addFilter(lambda record: not (record.name == "httpx" and LOOPBACK in record.getMessage()))
    handler.setFormatter(logging.Formatter("%(name)s %(message)s %(args)r"))
    loggers = [logging.root, *(logging.getLogger(name) for name in list(logging.root.manager.loggerDict))]
    before = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
    logging.root.addHandler(handler)
    try:
        yield stream
    finally:
        logging.root.removeHandler(handler)
        for one, level in zip(loggers, before, strict=True):
            one.setLevel(level)


def files_below(*folders: Path) -> dict[Path, bytes]:
    """Every file's name and bytes."""
    return {
        path: str(path).encode() + path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


async def journey(scene: Scene) -> tuple[bytes, bytes]:
    """Ask, open at both desks, read, write, send, review, refuse one and sign one, hand over; opening and part."""
    said = Testimony(text=f"{TEXT}. {NAME} +{NUMBER}", place=TEXT, harmed=NAME, media=(Media(data=INSIDE),))
    part = scene.source(said.to_bytes())
    terms = readable().model_copy(update={"contact": Contact.NOW})
    person = scene.source(Identity(name=NAME, phone=f"+{NUMBER}", note=TEXT).to_bytes(), terms=terms, kind="identity")
    opening = await scene.open(part)
    await scene.join_second(opening)
    await _read(scene, opening, part)
    identity = await scene.ask(person, compartment=IDENTITY_PLACE)
    scene.vault.approve(identity, (1, 2, 3, 4, 5))
    assert (await scene.join(identity))[person] == "open"
    await _read(scene, identity, person)
    await _read_file(scene)
    for act in ("refuse", "sign"):
        draft = await _reviewed(scene, opening, part, act)
    assert (await hand_over(scene, draft))[1]["draft"]["state"] == "handed-over"
    return opening, part


async def _read(scene: Scene, opening: bytes, part: bytes) -> None:
    shown = await scene.console.get(f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}")
    assert TEXT in shown.text
    assert NAME in shown.text


async def _read_file(scene: Scene) -> None:
    file = scene.source(Evidence.of(INSIDE, NAME).to_bytes(), kind="evidence")
    opening = await scene.ask(file, compartment=EVIDENCE_PLACE)
    scene.vault.approve(opening, (1, 2, 3, 4, 5))
    assert (await scene.join(opening))[file] == "open"
    shown = await scene.console.get(f"/v1/openings/{to_text(opening)}/parts/{to_text(file)}")
    assert found_in(shown.content, WANTED)


async def _reviewed(scene: Scene, opening: bytes, part: bytes, act: str) -> bytes:
    # The curator copies words of the original: the desk says so, and says it to nobody else.
    written = await scene.write(opening, part, title=TITLE, bluf=f"{TEXT}. {NAME} was there.")
    assert "shared-words" in written["findings"]["concerns"]
    draft = written["draft"]
    (await scene.console.post(f"/v1/drafts/{draft}/send")).raise_for_status()
    (await scene.second.get("/v1/reviews")).raise_for_status()
    (await scene.second.get(f"/v1/reviews/{draft}")).raise_for_status()
    body = {"reason": "words-shared"} if act == "refuse" else None
    (await scene.second.post(f"/v1/reviews/{draft}/{act}", json=body)).raise_for_status()
    (await scene.console.get("/v1/drafts")).raise_for_status()
    return from_text(draft)


async def wrong_things(scene: Scene) -> None:
    """What is refused, with canaries in it, must not be kept either."""
    await scene.console.post("/v1/drafts", json={"summary": TEXT, NAME: NUMBER})
    await scene.console.get(f"/v1/openings/{NAME}/parts/{NUMBER}")
    await scene.console.get("/v1/parts", params={"compartment": TEXT})
    await scene.console.post("/v1/drafts", content=TEXT.encode(), headers={"content-type": "application/json"})


async def test_what_was_read_at_the_desk_is_in_no_file_and_no_log(
    scene: Scene, tmp_path: Path, temporary: Path
) -> None:
    with everything_logged() as logged:
        await journey(scene)
        await wrong_things(scene)
    kept = files_below(tmp_path, temporary)
    assert [path for path in kept if path.suffix == ".sealed"], "there are drafts to look into"
    assert {path: found for path, raw in kept.items() if (found := found_in(raw, WANTED | needles(TITLE)))} == {}
    lines = logged.getvalue()
    assert lines, "the loggers were listened to"
    assert found_in(lines.encode(), WANTED | needles(TITLE)) == []


async def test_what_is_forgotten_cannot_be_read_again(scene: Scene) -> None:
    opening, part = await journey(scene)
    path = f"/v1/openings/{to_text(opening)}"
    assert (await scene.console.post(f"{path}/forget")).status_code == 204
    assert (await scene.second.post(f"{path}/forget")).status_code == 204
    for console in (scene.console, scene.second):
        for answer in (
            await console.get(f"{path}/parts/{to_text(part)}"),
            await console.post(f"{path}/join"),
            await console.get(path),
        ):
            assert answer.status_code in {404, 410}
            assert not found_in(answer.content, WANTED)
    assert part not in scene.read_in(scene.curator, opening)
    assert opening not in scene.curator.memory.openings


async def test_an_idle_desk_forgets_what_it_read_and_a_busy_one_does_not(scene: Scene) -> None:
    part = scene.say(TEXT)
    opening = await scene.open(part)
    path = f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}"
    scene.clock.now += IDLE_SECONDS - 1
    await forget_once(scene.curator)
    assert TEXT in (await scene.console.get(path)).text
    scene.clock.now += IDLE_SECONDS
    await forget_once(scene.curator)
    gone = await scene.console.get(path)
    assert gone.status_code == 409
    assert not found_in(gone.content, WANTED)
    assert len(scene.curator.memory.rooms) == 0
    assert await scene.join(opening) == {part: "open"}, "its key is still held"


async def test_an_opening_that_has_ended_is_forgotten_with_its_key(scene: Scene) -> None:
    part = scene.say(TEXT)
    opening = await scene.open(part)
    scene.clock.pass_days(5)
    await forget_once(scene.curator)
    await forget_once(scene.reviewer)
    for world in (scene.curator, scene.reviewer):
        assert (len(world.memory.openings), len(world.memory.rooms), len(world.memory.waiting_keys)) == (0, 0, 0)
    answer = await scene.console.post(f"/v1/openings/{to_text(opening)}/join")
    assert answer.json()["type"] == "urn:leeward:problem:request-expired"


async def test_a_desk_that_was_started_again_has_forgotten_all(scene: Scene) -> None:
    opening, part = await journey(scene)
    again = World(
        **{field.name: getattr(scene.curator, field.name) for field in fields(World) if field.name != "memory"}
    )
    assert (len(again.memory.openings), len(again.memory.rooms)) == (0, 0)
    with pytest.raises(Exception, match="holds no such opening"):
        open_here(again, opening, part)


async def test_nothing_that_holds_an_original_prints_it(scene: Scene) -> None:
    opening, part = await journey(scene)
    memory = scene.curator.memory
    inside = scene.rooms.inside(memory.rooms.of(opening))
    opened = inside.reading.look(part)
    text = TextShown(field="text", text=TEXT, language="en", held=False, reason=None, spans=[])
    data = base64.b64encode(INSIDE).decode()
    file, picture = FileShown(media_type=NAME, size=1, data=data), MediaShown(media_type="image/jpeg", data=data)
    shown = PartShown(part=to_text(part), kind=opened.kind, texts=[text], media=[picture], file=file)
    held_here = (memory, memory.rooms, memory.openings, inside, inside.reading, scene.curator, scene.reviewer)
    for one in (opened, *held_here, text, picture, file, shown, [shown]):
        for printed in (repr(one), str(one), f"{one}"):
            assert not found_in(printed.encode(), WANTED)
    held = memory.openings[opening]
    for printed in (repr(held), str(held), repr(held.fresh), repr(scene.curator.sign_key)):
        assert held.fresh.seed().hex() not in printed
    with pytest.raises(TypeError):
        pickle.dumps(opened)


async def test_a_kept_draft_is_sealed_private_and_of_one_size(scene: Scene) -> None:
    await journey(scene)
    paths = list(scene.curator.folder.iterdir())
    assert len({path.stat().st_size for path in paths}) == 1
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    assert scene.curator.folder.stat().st_mode & 0o777 == 0o700
    assert not list(scene.reviewer.folder.glob("*")), "a reviewer's desk writes nothing at all"
