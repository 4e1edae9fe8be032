"""A witness and a log that lies: what it co-signs, what it refuses, and what it keeps as proof (SPEC 14.7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from clients.kept_notes import kept_files, notes_in
from clients.to_intake import Intake
from clients.trusted import Trusted
from clients.witness.cli import keep_watch
from clients.witness.errors import (
    AnotherLog,
    BegunAlready,
    CannotReach,
    ClockBehind,
    LogSplit,
    MemoryDamaged,
    NotBegun,
    NotListed,
    NotTaken,
    SetBack,
    StillAlarmed,
)
from clients.witness.memory import recall
from clients.witness.to_ledger import WORD_PASSED, Ledger
from clients.witness.visiting import Watch
from protocol.checkpoint import read_checkpoint
from protocol.cosignature import cosignatures_on
from protocol.directory import DeviceRole
from protocol.primitives import SignKey
from tests.clients.witness.lying_log import LyingLog
from tests.worlds import TODAY, Clock, make_consortium

CONSORTIUM = make_consortium(witnesses=(2, 1))
DIRECTORY = CONSORTIUM.directory
LOG_KEY = CONSORTIUM.devices[DeviceRole.LEDGER].public


@dataclass
class Scene:
    log: LyingLog
    watch: Watch
    clock: Clock

    def later(self) -> Scene:
        self.clock.now += 60
        return self


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A witness that has begun with a log of four leaves."""
    clock = Clock()
    log = LyingLog(CONSORTIUM, clock)
    log.grow()
    log.shown = 4
    folder = tmp_path / "kiln"
    folder.mkdir()
    (folder / "roots.cbor").write_bytes(CONSORTIUM.root_set.to_bytes())
    (folder / "directory.cbor").write_bytes(CONSORTIUM.signed.to_bytes())
    trusted = Trusted.open(folder, TODAY)
    watch = Watch("kiln", CONSORTIUM.witnesses["kiln"], folder, trusted, Ledger("http://log", transport=log), clock)
    watch.begin()
    return Scene(log, watch, clock).later()


def test_it_co_signs_a_log_that_grows_also_when_nothing_is_new(scene: Scene) -> None:
    assert scene.watch.visit().head.size == 4
    scene.log.grow()
    assert scene.later().watch.visit().head.size == 8
    assert scene.later().watch.visit().head.size == 8
    said = [cosignatures_on(one, DIRECTORY, scene.clock())[0].at for one in scene.log.brought]
    assert said == [int(scene.clock()) - 120, int(scene.clock()) - 60, int(scene.clock())]
    assert kept_files(scene.watch.folder) == []


def _fork(log: LyingLog) -> None:
    log.leaves = []
    log.grow(12, "b")


def _same_size(log: LyingLog) -> None:
    log.leaves = []
    log.grow(8, "b")


def _roll_back(log: LyingLog) -> None:
    log.leaves = log.leaves[:6]
    log.shown = 4


def _truncate(log: LyingLog) -> None:
    log.leaves = []
    log.shown = 0


LIES: dict[str, Callable[[LyingLog], None]] = {
    "another history, longer": _fork,
    "another history of the same length": _same_size,
    "rolled back": _roll_back,
    "truncated to nothing": _truncate,
}


@pytest.mark.parametrize("lie", LIES)
def test_what_does_not_begin_with_what_was_co_signed_is_refused_and_both_notes_kept(scene: Scene, lie: str) -> None:
    scene.log.grow()
    scene.watch.visit()
    before = recall(scene.watch.memory)
    LIES[lie](scene.log)
    scene.log.hides_words = True
    with pytest.raises(LogSplit):
        scene.later().watch.visit()
    assert len(scene.log.brought) == 1
    assert recall(scene.watch.memory) == before
    (kept,) = kept_files(scene.watch.folder)
    first, second = (read_checkpoint(one, before.origin, LOG_KEY) for one in notes_in(kept.read_bytes()))
    assert first == before.head
    assert second.size <= 12
    assert second != first


def test_after_an_alarm_nothing_is_co_signed_until_somebody_put_the_proof_away(scene: Scene) -> None:
    scene.watch.visit()
    honest = list(scene.log.leaves)
    _fork(scene.log)
    scene.log.hides_words = True
    with pytest.raises(LogSplit):
        scene.later().watch.visit()
    scene.log.leaves, scene.log.hides_words = honest, False
    with pytest.raises(StillAlarmed):
        scene.later().watch.visit()
    for kept in kept_files(scene.watch.folder):
        kept.rename(kept.with_suffix(".looked-at"))
    assert scene.later().watch.visit().head.size == 4


@pytest.mark.parametrize("change", ["key", "origin"])
def test_another_log_is_refused(scene: Scene, change: str) -> None:
    if change == "key":
        scene.log.key = SignKey(bytes(32))
    else:
        scene.log.origin = "log.leeward.example/other"
    with pytest.raises(AnotherLog):
        scene.watch.visit()
    assert scene.log.brought == []
    assert len(kept_files(scene.watch.folder)) == 1


def test_a_directory_that_names_another_log_is_not_followed_without_a_person(scene: Scene) -> None:
    changed = CONSORTIUM.resign(
        lambda d: d.model_copy(update={"number": 2, "previous": DIRECTORY.hash, "log_origin": "log.other.example"})
    )
    scene.watch.trusted.take_directory(changed.to_bytes(), TODAY)
    scene.log.origin = "log.other.example"
    with pytest.raises(AnotherLog):
        scene.watch.visit()


def test_a_disk_that_was_set_back_is_found_by_the_words_that_the_log_has(scene: Scene) -> None:
    scene.watch.visit()
    old = scene.watch.memory.read_bytes()
    scene.log.grow()
    scene.later().watch.visit()
    scene.watch.memory.write_bytes(old)
    with pytest.raises(SetBack):
        scene.later().watch.visit()
    assert len(scene.log.brought) == 2
    assert len(kept_files(scene.watch.folder)) == 1


def test_a_disk_that_was_set_back_is_found_also_when_the_log_only_says_so(scene: Scene) -> None:
    scene.log.refuses = WORD_PASSED
    with pytest.raises(SetBack):
        scene.watch.visit()
    with pytest.raises(StillAlarmed):
        scene.later().watch.visit()


def test_whoever_has_co_signed_before_does_not_begin_without_a_memory(scene: Scene) -> None:
    with pytest.raises(BegunAlready):
        scene.watch.begin()
    scene.watch.visit()
    scene.watch.memory.unlink()
    with pytest.raises(NotBegun):
        scene.later().watch.visit()
    with pytest.raises(SetBack):
        scene.watch.begin()


def test_whoever_begins_again_on_a_healthy_witness_is_told_that_it_has_begun(scene: Scene) -> None:
    scene.watch.visit()
    before = scene.watch.memory.read_bytes()
    for scene.log.away in (False, True):
        with pytest.raises(BegunAlready):
            scene.watch.begin()
    assert scene.watch.memory.read_bytes() == before
    assert kept_files(scene.watch.folder) == []


def test_a_damaged_memory_is_no_fresh_start(scene: Scene) -> None:
    scene.watch.memory.write_bytes(b"\xa0")
    with pytest.raises(MemoryDamaged):
        scene.watch.visit()
    assert scene.log.brought == []


def test_what_it_signs_is_on_the_disk_before_it_leaves(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.log.grow()
    seen: list[int] = []
    take = scene.log._take

    def look(word: bytes):  # type: ignore[no-untyped-def]
        seen.append(recall(scene.watch.memory).head.size)
        return take(word)

    monkeypatch.setattr(scene.log, "_take", look)
    scene.watch.visit()
    assert seen == [8]


def test_a_word_that_got_lost_is_made_anew_and_never_on_a_smaller_head(scene: Scene) -> None:
    scene.log.grow()
    scene.log.refuses = "urn:leeward:problem:too-busy"
    with pytest.raises(NotTaken):
        scene.watch.visit()
    scene.log.refuses = ""
    # The others have begun a smaller head meanwhile, and the log asks for that.
    full, scene.log.note = scene.log.note, lambda size=None: full(6 if size is None else size)  # type: ignore[method-assign]
    assert scene.later().watch.visit().head.size == 8


def test_a_log_that_is_away_or_answers_with_something_else_is_no_alarm(scene: Scene) -> None:
    scene.log.away = True
    with pytest.raises(CannotReach):
        scene.watch.visit()
    scene.log.away = False
    scene.log.note = lambda size=None: b"<html>a page of the hotel</html>"  # type: ignore[method-assign]
    with pytest.raises(CannotReach):
        scene.watch.visit()
    assert kept_files(scene.watch.folder) == []


def test_a_clock_that_went_back_signs_nothing_and_a_second_later_is_never_the_same_second(scene: Scene) -> None:
    first, second = scene.watch.visit().at, scene.watch.visit().at
    assert second == first + 1
    scene.clock.now -= 3600
    with pytest.raises(ClockBehind):
        scene.watch.visit()


def test_whoever_is_not_in_the_directory_co_signs_nothing(scene: Scene) -> None:
    scene.watch.key = SignKey(bytes(32))
    with pytest.raises(NotListed):
        scene.watch.visit()
    assert scene.log.brought == []


def test_it_comes_at_the_moments_that_its_schedule_divides_and_says_what_changes(scene: Scene) -> None:
    said: list[str] = []
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        scene.clock.now += seconds + 0.25
        scene.log.away = len(pauses) == 3
        if len(pauses) == 5:
            _fork(scene.log)
            scene.log.hides_words = True

    scene.clock.now += 17.5
    with pytest.raises(LogSplit):
        keep_watch(scene.watch, 60, said.append, pause)
    assert [round(one, 2) for one in pauses] == [42.5, 59.75, 59.75, 59.75, 59.75]
    assert [one.split()[0] for one in said] == ["Co-signed;", "The", "Co-signed;"]


def _forget(memory: Path) -> None:
    memory.unlink()


def _damage(memory: Path) -> None:
    memory.write_bytes(b"no memory")


@pytest.mark.parametrize(("harm", "stopped"), [(_forget, NotBegun), (_damage, MemoryDamaged)])
def test_a_watch_whose_memory_is_gone_or_damaged_ends_and_does_not_stay_up_for_nothing(
    scene: Scene, harm: Callable[[Path], None], stopped: type[Exception]
) -> None:
    visits: list[float] = []

    def pause(seconds: float) -> None:
        scene.clock.now += seconds
        visits.append(seconds)
        if len(visits) == 2:
            harm(scene.watch.memory)
        assert len(visits) < 4, "it stays up"

    with pytest.raises(stopped):
        keep_watch(scene.watch, 60, lambda _words: None, pause)
    assert (len(visits), len(scene.log.brought)) == (2, 1)


def test_a_log_shown_to_this_witness_alone_is_found_by_what_intake_shows_everyone(scene: Scene) -> None:
    other = LyingLog(CONSORTIUM, scene.clock)
    told: list[bytes] = [scene.log.note(2)]

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        return httpx.Response(200, content=told[0] if path == "/v1/checkpoint" else CONSORTIUM.signed.to_bytes())

    scene.watch.intake = Intake("http://intake", transport=httpx.MockTransport(answer))
    assert scene.watch.visit().head.size == 4
    other.grow(6, "b")
    told[0] = other.note()
    with pytest.raises(LogSplit):
        scene.later().watch.visit()
    (kept,) = kept_files(scene.watch.folder)
    assert told[0] in notes_in(kept.read_bytes())
    assert len(scene.log.brought) == 1
