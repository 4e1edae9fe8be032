"""Rooms as they really are, processes: what they cannot do, how they end, and what is left of what was read in them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from protocol.contents import Media, Testimony
from protocol.ids import to_text
from server.redaction.errors import RoomGone
from server.redaction.files.errors import UnknownKind, Unreadable
from server.redaction.opening.openings import forget
from server.redaction.room.asking import Room, begin
from server.redaction.room.joining import close_all, show
from server.redaction.room.lacks import faults_of, room_faults
from server.redaction.room.notes import keep_notes, notes_about, read_notes
from server.redaction.room.processes import RoomsAhead, start_process
from server.redaction.room.questions import (
    COPY_FILE,
    DRAW_PAGE,
    HAND_DOCUMENT,
    HOLD_WORDS,
    LOOK_AT_FILE,
    PRINT_PART,
    SHOW_PART,
    CopyFile,
    DrawPage,
    Feature,
    HandDocument,
    HoldWords,
    Lack,
    LookAtFile,
    MarkedStretch,
    PageBox,
    PrintPart,
    ShowPart,
    WrittenField,
)
from tests.server.redaction.desks import Scene, raise_scene
from tests.server.redaction.files.plants import docx, holds, planted_jpeg, planted_pdf, planted_webp
from tests.waiting import soon
from tests.worlds import Consortium

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc, which Linux has"),
]
TREE = Path(__file__).parents[4]
SAID = "Zyqarveth-Kolmunda heard the drums at Ubwexandi before dawn"
NEVER = {"make a socket", "make a local socket", "start a program", "stop its desk", "share memory", "name memory"}
FILES = {"make an empty file", "write to a file", "make a folder", "move a file", "remove a file"}


@dataclass
class RealRooms:
    """Begins rooms as a desk does, and knows their processes."""

    pids: dict[Room, int] = field(default_factory=dict)

    async def begin(self) -> Room:
        before = children()
        room = await begin(start_process)
        (self.pids[room],) = children() - before
        return room

    def pid_in(self, scene: Scene, opening: bytes) -> int:
        """The process of an opening's room at the curator's desk."""
        return self.pids[room_in(scene, opening)]


@pytest.fixture
def rooms() -> RealRooms:
    return RealRooms()


@pytest.fixture
async def scene(consortium: Consortium, tmp_path: Path, rooms: RealRooms) -> AsyncIterator[Scene]:
    async with raise_scene(consortium, tmp_path, begin_room=rooms.begin) as made:
        yield made


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process said of itself that had forbidden itself what a room does."""
    folder = tmp_path_factory.mktemp("probed")
    (folder / "key").write_text("a key of this desk")
    ours, theirs = os.pipe()
    command = [sys.executable, "-B", "-m", "tests.server.redaction.room.probe", folder, folder / "key", str(theirs)]
    subprocess.run(command, cwd=TREE, pass_fds=[theirs], check=True, timeout=60)
    os.close(theirs)
    with os.fdopen(ours, "rb") as said:
        found: dict[str, Any] = json.loads(said.read())
    assert [one.name for one in folder.iterdir()] == ["key"]
    return found


def lacking(probed: dict[str, Any], lack: Lack) -> None:
    if lack in probed["lacks"]:
        pytest.skip(f"this machine does not let a room forbid itself that: {lack}")


def room_in(scene: Scene, opening: bytes) -> Room:
    room = scene.curator.memory.rooms.of(opening)
    assert room is not None
    return room


def children(parent: int | str = "self") -> set[int]:
    tasks = Path(f"/proc/{parent}/task").iterdir()
    return {int(one) for task in tasks for one in (task / "children").read_text().split()}


def ends_soon(pid: int) -> bool:
    return soon(lambda: not is_there(pid), 10)


def status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def is_there(pid: int) -> bool:
    try:
        return status(pid)["State"][0] not in "ZX"
    except FileNotFoundError:
        return False


def held_in(pid: int, words: bytes) -> bool:
    """Whether words stand anywhere in the memory of a process."""
    try:
        memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
    except PermissionError:
        pytest.skip("only the superuser looks into the memory of a room")
    try:
        return any(words in stretch for stretch in _stretches(pid, memory))
    finally:
        os.close(memory)


def _stretches(pid: int, memory: int) -> Iterator[bytes]:
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        start, end = (int(one, 16) for one in line.split()[0].split("-"))
        try:
            yield os.pread(memory, end - start, start)
        except (OSError, OverflowError):
            continue  # what the kernel keeps there for itself


def test_a_room_writes_no_file_and_makes_none_not_even_an_empty_one(probed: dict[str, Any]) -> None:
    """A limit of no bytes alone would allow an empty file, with words in its name."""
    assert probed["limits"]["FSIZE"] == [0, 0]
    assert not FILES & set(probed["worked"])


def test_a_room_has_no_network_and_starts_nothing(probed: dict[str, Any]) -> None:
    lacking(probed, Lack.CALLS)
    assert not NEVER & set(probed["worked"])


def test_a_room_reads_its_own_program_and_no_other_file(probed: dict[str, Any]) -> None:
    lacking(probed, Lack.FILES)
    assert "read its own program" in probed["worked"]
    assert "read a file of its user's" not in probed["worked"]


def test_a_room_leaves_no_core_and_is_looked_into_by_no_process_of_its_user(probed: dict[str, Any]) -> None:
    assert probed["limits"]["CORE"] == [0, 0]
    assert probed["dumpable"] == 0


def test_a_room_s_memory_is_bounded(probed: dict[str, Any]) -> None:
    lacking(probed, Lack.MEMORY_BOUND)
    assert 0 < probed["limits"]["AS"][1] <= 1 << 30


def test_a_question_has_so_much_of_a_processor_and_no_more(probed: dict[str, Any]) -> None:
    assert 0 < probed["limits"]["CPU"][0] <= 200


def test_a_room_s_memory_is_locked_where_the_limit_is_lifted_and_else_said_not_to_be(probed: dict[str, Any]) -> None:
    is_lifted = probed["limits"]["MEMLOCK"] == [resource.RLIM_INFINITY, resource.RLIM_INFINITY]
    assert (Lack.MEMORY_LOCK in probed["lacks"]) is not is_lifted


async def test_a_room_inherits_no_word_no_file_and_no_right(rooms: RealRooms) -> None:
    with socket.socket() as ours:
        ours.set_inheritable(True)
        room = await rooms.begin()
        try:
            check_alone(rooms.pids[room], room.lacks)
        finally:
            room.end()


def check_alone(its: int, lacks: frozenset[Lack]) -> None:
    there = Path(f"/proc/{its}")
    held = sorted((there / "fd").iterdir(), key=lambda one: int(one.name))
    assert [str(one.readlink()) for one in held[:3]] == ["/dev/null"] * 3
    assert [str(one.readlink())[:7] for one in held[3:]] == ["socket:"]
    assert (there / "environ").read_bytes() == b""
    assert (there / "cwd").readlink() == Path("/")
    assert status(its)["CapEff"] == "0" * 16
    assert os.getsid(its) == its, "it has no terminal"
    assert Lack.NETWORK in lacks or (there / "ns/net").readlink() != Path("/proc/self/ns/net").readlink()


async def test_the_doctor_says_what_a_room_really_lacks(probed: dict[str, Any]) -> None:
    assert await room_faults() == faults_of([Lack(one) for one in probed["lacks"]])
    assert len(faults_of(list(Lack))) == len(Lack)
    assert faults_of([Lack.NETWORK]) == (), "it can make no socket anyway"
    assert faults_of([]) == ()


async def test_a_summary_is_held_and_reports_are_compared_within_what_a_room_forbids_itself(scene: Scene) -> None:
    part = scene.say(SAID)
    opening = await scene.open(part)
    words = (WrittenField(field="bluf", text="They heard the drums. They came from afar."),)
    marked = (MarkedStretch(field="text", start=SAID.index("drums"), end=SAID.index("drums") + 5),)
    asked = HoldWords(part=part, language="en", words=words, allowed=(), marked=marked)
    held = await room_in(scene, opening).ask(HOLD_WORDS, asked)
    assert (15, 20) in {(one.start, one.end) for one in held.identifiers}, "what a person marked"
    await keep_notes(scene.curator, opening, part, SAID)
    assert await read_notes(scene.curator, opening, part) == SAID
    about = asked.model_copy(update={"notes": notes_about(scene.curator, [opening])(part)})
    assert (await room_in(scene, opening).ask(HOLD_WORDS, about)).identifiers == held.identifiers
    printed = await room_in(scene, opening).ask(PRINT_PART, PrintPart(part=part, key=bytes(32)))
    assert {one.feature for one in printed.prints} == {Feature.NAME}


async def test_files_are_drawn_and_copied_within_what_a_room_forbids_itself(scene: Scene) -> None:
    """With each decoder, and PDFium's questions for the time; what cannot be drawn ends nothing."""
    files = [planted_jpeg(), planted_webp(), planted_pdf(), docx(), b"\xff\xd8\xff broken"]
    media = tuple(Media(data=one) for one in files)
    part = scene.source(Testimony(text=SAID, media=media).to_bytes())
    room = room_in(scene, await scene.open(part))
    for number, pages in enumerate((1, 1, 1, 0)):
        assert (await room.ask(LOOK_AT_FILE, LookAtFile(part=part, file=number))).pages == pages
    with pytest.raises(Unreadable):
        await room.ask(LOOK_AT_FILE, LookAtFile(part=part, file=4))
    box = PageBox(page=0, left=0, top=0, right=5000, bottom=5000)
    for number in range(3):
        drawn = await room.ask(DRAW_PAGE, DrawPage(part=part, file=number, page=0, boxes=(box,)))
        copy = await room.ask(COPY_FILE, CopyFile(part=part, file=number, boxes=(box,), wanted=(0,)))
        assert not holds(drawn.data)
        assert not holds(copy.data)
    with pytest.raises(UnknownKind):
        await room.ask(HAND_DOCUMENT, HandDocument(part=part, file=0))
    assert (await room.ask(HAND_DOCUMENT, HandDocument(part=part, file=3))).data == files[3]
    assert not room.has_gone()


async def test_what_was_read_is_gone_with_its_room_once_it_is_forgotten(scene: Scene, rooms: RealRooms) -> None:
    opening = await scene.open(scene.say(SAID))
    its = rooms.pid_in(scene, opening)
    assert held_in(its, SAID.encode()), "a search that cannot find is none"
    forget(scene.curator.memory, opening)
    assert not is_there(its)


async def test_a_locked_desk_has_no_room_left_and_opens_again_for_whoever_is_back(
    scene: Scene, rooms: RealRooms
) -> None:
    part = scene.say(SAID)
    opening = await scene.open(part)
    its = rooms.pid_in(scene, opening)
    close_all(scene.curator.memory)
    assert not is_there(its)
    path = f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}"
    assert (await scene.console.get(path)).status_code == 409
    assert await scene.join(opening) == {part: "open"}


async def test_a_killed_room_is_said_to_be_gone_and_its_opening_opens_again(scene: Scene, rooms: RealRooms) -> None:
    part = scene.say(SAID)
    opening = await scene.open(part)
    path = f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}"
    os.kill(rooms.pid_in(scene, opening), signal.SIGKILL)
    with pytest.raises(RoomGone):
        await room_in(scene, opening).ask(SHOW_PART, ShowPart(part=part))
    assert (await scene.console.get(f"/v1/openings/{to_text(opening)}")).json()["parts"][0]["open"] is False
    assert SAID not in (await scene.console.get(path)).text
    assert await scene.join(opening) == {part: "open"}
    assert SAID in (await scene.console.get(path)).text


async def test_a_room_that_does_not_answer_in_time_is_ended_and_nothing_hangs(scene: Scene, rooms: RealRooms) -> None:
    part = scene.say(SAID)
    opening = await scene.open(part)
    room = room_in(scene, opening)
    its = rooms.pids[room]
    os.kill(its, signal.SIGSTOP)
    with pytest.raises(RoomGone):
        await room.ask(replace(SHOW_PART, seconds=0.2), ShowPart(part=part))
    assert not is_there(its)
    with pytest.raises(RoomGone):
        await room.ask(SHOW_PART, ShowPart(part=part))


async def test_whoever_waits_while_an_opening_is_forgotten_waits_no_longer(scene: Scene, rooms: RealRooms) -> None:
    part = scene.say(SAID)
    opening = await scene.open(part)
    its = rooms.pid_in(scene, opening)
    os.kill(its, signal.SIGSTOP)
    waiting = asyncio.create_task(show(scene.curator, opening, part))
    await asyncio.sleep(0.05)
    forget(scene.curator.memory, opening)
    with pytest.raises(RoomGone):
        await asyncio.wait_for(waiting, 10)
    assert not is_there(its)


def test_a_room_ends_with_a_desk_that_was_killed_even_if_it_stands_still() -> None:
    """Standing still it cannot hear that its desk hung up: the kernel has to end it."""
    command = [sys.executable, "-B", "-c", _A_DESK]
    with subprocess.Popen(command, cwd=TREE, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as desk:
        assert desk.stdout is not None
        assert desk.stdout.readline() == b"begun\n"
        (its,) = children(desk.pid)
        os.kill(its, signal.SIGSTOP)
        assert is_there(its)
        desk.kill()
    try:
        assert ends_soon(its)
    finally:  # where it did not, nobody else would end it
        with contextlib.suppress(ProcessLookupError):
            os.kill(its, signal.SIGKILL)


_A_DESK = """
import asyncio, sys
sys.path.insert(0, ".")
from server.redaction.room.asking import begin
from server.redaction.room.lacks import faults_of, room_faults
from server.redaction.room.processes import start_process
room = asyncio.run(begin(start_process))
print("begun", flush=True)
sys.stdin.read()
"""


async def test_a_room_is_ready_before_it_is_needed_and_one_that_died_is_replaced() -> None:
    ahead, before = RoomsAhead(), children()
    try:
        await ahead.prepare()
        await ahead.prepare()
        (first,) = children() - before
        os.kill(first, signal.SIGKILL)
        assert ends_soon(first)
        await ahead.prepare()
        (second,) = {one for one in children() - before if is_there(one)}
        taken = await ahead.take()
        assert not taken.has_gone()
        assert {one for one in children() - before if is_there(one)} == {second}
        taken.end()
    finally:
        ahead.end()
    assert not is_there(second)
