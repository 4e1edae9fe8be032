"""The gateway holds the log's head against the last one, says what it finds, and goes on (SPEC 14.9)."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from clients import head_memory
from clients.head_memory import Held
from clients.kept_notes import kept_files, notes_in
from clients.sms_gateway import comparing, quiet, uploads
from clients.sms_gateway.papers import Papers
from clients.sms_gateway.papers import Shown as Shown_
from clients.to_intake import Intake
from protocol.primitives import SignKey
from tests.heads import note_of
from tests.worlds import NOW, Clock, Consortium, make_consortium

pytestmark = pytest.mark.anyio
Event = quiet.Event
NAMES = ("kiln", "mill")


@pytest.fixture(scope="module")
def consortium() -> Consortium:
    return make_consortium("gateway", custodians=3, quorums=(2, 2, 2), witnesses=(2, 2))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


class Shown:
    """An intake that shows, one look after the other, these heads; then the last one for ever. None: it has none."""

    def __init__(self, consortium: Consortium, *heads: bytes | None) -> None:
        self.heads, self.looks, self.directory = (
            list(heads),
            0,
            httpx.Response(200, content=consortium.signed.to_bytes()),
        )

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/directory":
            return self.directory
        self.looks += 1
        head = self.heads.pop(0) if len(self.heads) > 1 else self.heads[0]
        return httpx.Response(404) if head is None else httpx.Response(200, content=head)


Look = Callable[..., Awaitable[list[quiet.Event]]]


@pytest.fixture
def papers(pinned: Path, own: Path) -> Callable[[Shown], Papers]:
    def begin(shown: Shown) -> Papers:
        intake = Intake("http://i.invalid", transport=httpx.MockTransport(shown))
        return Papers(pinned, own, "xa", intake, Clock())

    return begin


@pytest.fixture
def look(papers: Callable[[Shown], Papers], consortium: Consortium, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Let a gateway look at each of these heads once and at the last one thrice; what it said."""

    async def look(
        *heads: bytes | None, shown: Shown | None = None, timer: Callable[[], float] | None = None
    ) -> list[quiet.Event]:
        shown, said = shown or Shown(consortium, *heads), list[quiet.Event]()
        monkeypatch.setattr(uploads, "_REFRESH", 0.0)
        monkeypatch.setattr(uploads, "_AGAIN", 0.0)
        monkeypatch.setattr(quiet, "say", said.append)
        with ThreadPoolExecutor(1) as pool:  # which is left when the last look has ended, too
            asyncio.get_running_loop().set_default_executor(pool)
            running = asyncio.create_task(uploads.keep_directory_fresh(papers(shown), timer or Clock()))
            async with asyncio.timeout(30):
                while shown.looks < len(heads) + 3:
                    await asyncio.sleep(0.002)
                    assert not running.done()
            running.cancel()
        return said

    return look


def note(consortium: Consortium, size: int, at: int = 100, root: str = "", key: SignKey | None = None) -> bytes:
    """Co-signed at that second of this hour."""
    return note_of(consortium, size, dict.fromkeys(NAMES, NOW - 3600 + at), root, key)


async def test_a_log_that_grows_is_remembered_in_silence(look: Look, consortium: Consortium, own: Path) -> None:
    assert await look(note(consortium, 9), note(consortium, 4, 90), note(consortium, 12, 200)) == []
    assert (own / "head.txt").read_bytes() == note(consortium, 12, 200)
    assert await look(note(consortium, 9)) == []
    assert (own / "head.txt").read_bytes() == note(consortium, 12, 200)


async def test_an_intake_without_a_head_or_with_one_to_be_refused_is_passed_over_in_silence(
    look: Look, consortium: Consortium, own: Path
) -> None:
    assert await look(None, b"no head", note_of(consortium, 9, {"kiln": NOW}), None) == []
    assert not (own / "head.txt").exists()


A_DAY = int(comparing.PATIENCE)


class Days:
    """A timer that has moved on by a day each time it is read."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += A_DAY
        return self.now


@pytest.mark.parametrize("shown", [None, b"no head"], ids=["none", "none that is one"])
async def test_a_day_without_a_head_is_said_once(look: Look, shown: bytes | None) -> None:
    assert await look(shown, timer=Days()) == [Event.HEAD_LATE]
    assert await look(shown) == []


async def test_a_head_that_witnesses_co_signed_long_ago_is_no_news_however_often_it_is_shown(
    look: Look, consortium: Consortium, own: Path
) -> None:
    """A log that is shown as it was, for ever or ever a little later, tells its age by its witnesses' words."""
    assert await look(note(consortium, 9, -A_DAY)) == [Event.HEAD_LATE]
    assert await look(note(consortium, 9, -A_DAY), note(consortium, 12, 60 - A_DAY)) == [Event.HEAD_LATE]
    assert (own / "head.txt").read_bytes() == note(consortium, 12, 60 - A_DAY)
    assert await look(note(consortium, 15)) == []


async def test_a_start_does_not_forget_when_the_last_news_came(look: Look, consortium: Consortium, own: Path) -> None:
    (own / "head.txt").write_bytes(note(consortium, 9, -A_DAY))
    assert await look(None) == [Event.HEAD_LATE]
    assert await look(note(consortium, 4, -2 * A_DAY)) == [Event.HEAD_LATE]
    (own / "head.txt").write_bytes(note(consortium, 9))
    assert await look(note(consortium, 4, -2 * A_DAY), timer=Days()) == []


async def test_the_newest_of_fewer_words_than_are_needed_does_not_make_a_head_young(
    look: Look, consortium: Consortium
) -> None:
    words = {"kiln": NOW, "mill": NOW - 2 * A_DAY}
    assert await look(note_of(consortium, 9, words)) == [Event.HEAD_LATE]


async def test_where_no_witness_is_needed_a_day_counts_from_the_last_head_that_was_not_older() -> None:
    shown = [Held.BEGUN, Held.OLDER, Held.SAME, Held.OLDER, Held.OLDER]
    timer, said = Clock(), []
    watch = comparing.LogWatch(NoWitnesses(shown), timer)
    for _ in shown:
        timer.now += A_DAY / 2
        said.append(await watch.look())
    assert said == [None, None, None, None, Event.HEAD_LATE]


@dataclass
class NoWitnesses:
    """Papers of a directory that asks for no witness, and what comes of one look after the other."""

    shown: list[Held]
    looks: int = 0

    def hold_head(self) -> Shown_:
        self.looks += 1
        return Shown_(self.shown[self.looks - 1], None)

    def kept_head(self) -> None:
        return None

    def conflicts(self) -> list[Path]:
        return []


@pytest.mark.parametrize(("size", "at", "root"), [(9, 100, "other"), (4, 101, "")], ids=["forked", "taken back"])
async def test_a_lie_is_said_once_and_kept(
    look: Look, consortium: Consortium, own: Path, size: int, at: int, root: str
) -> None:
    lie = note(consortium, size, at, root)
    assert await look(note(consortium, 9), lie) == [Event.LOG_LIED]
    (kept,) = kept_files(own)
    assert notes_in(kept.read_bytes()) == [note(consortium, 9), lie]
    assert (own / "head.txt").read_bytes() == note(consortium, 9)


async def test_a_gateway_that_is_started_again_says_it_until_the_proof_is_put_away(
    look: Look, consortium: Consortium, own: Path
) -> None:
    """Also where intake shows what it showed at first."""
    await look(note(consortium, 9), note(consortium, 9, 100, "other"))
    assert await look(note(consortium, 9)) == [Event.LOG_LIED]
    assert await look(None) == [Event.LOG_LIED]
    (kept,) = kept_files(own)
    kept.unlink()
    assert await look(note(consortium, 9)) == []


async def test_a_directory_is_taken_whatever_the_log_says_and_the_log_is_compared_whatever_the_directory_is(
    look: Look, papers: Callable[[Shown], Papers], consortium: Consortium, own: Path
) -> None:
    changes = {"number": 2, "previous": consortium.directory.hash}
    second = consortium.resign(lambda one: one.model_copy(update=changes)).to_bytes()
    shown = Shown(consortium, note(consortium, 9), note(consortium, 9, 100, "other"))
    shown.directory = httpx.Response(200, content=second)
    assert await look(shown=shown) == [Event.LOG_LIED]
    assert papers(shown).directory().contents.number == 2
    kept_files(own)[0].unlink()
    for answer, said in (
        (httpx.Response(503), Event.DIRECTORY_NOT_FETCHED),
        (first(consortium), Event.DIRECTORY_REFUSED),
    ):
        shown = Shown(consortium, note(consortium, 9, 100, "other"))
        shown.directory = answer
        assert await look(shown=shown) == [said, Event.LOG_LIED]


def first(consortium: Consortium) -> httpx.Response:
    return httpx.Response(200, content=consortium.signed.to_bytes())


async def test_a_head_that_cannot_be_kept_or_read_is_said_and_nothing_stops(
    look: Look, consortium: Consortium, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(head_memory, "write_durably", full)
        assert await look(note(consortium, 9)) == [Event.HEAD_NOT_WRITTEN]
    (own / "head.txt").write_bytes(note(consortium, 9))
    with monkeypatch.context() as disk:
        disk.setattr(head_memory, "keep_notes", full)
        assert await look(note(consortium, 4, 101)) == [Event.LOG_LIED_NOT_KEPT]
    (own / "head.txt").write_bytes(note(consortium, 9, key=SignKey(bytes(32))))
    assert await look(note(consortium, 9)) == [Event.HEAD_OF_ANOTHER_KEY]
    (own / "head.txt").write_bytes(b"rubbish")
    assert await look(note(consortium, 9)) == [Event.HEAD_UNUSABLE]
    assert (own / "head.txt").read_bytes() == b"rubbish"
    (own / "head.txt").unlink()
    (own / "head.txt").mkdir()
    assert await look(note(consortium, 9)) == [Event.HEAD_NOT_READ]


async def test_a_folder_that_cannot_be_read_for_once_does_not_end_the_gateway(
    look: Look, consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_handle_left(_: Papers) -> list[Path]:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(Papers, "conflicts", no_handle_left)
    assert await look(note(consortium, 9)) == [Event.HEAD_NOT_READ]


async def test_all_that_a_memory_can_refuse_has_a_word_of_the_gateways() -> None:
    def below(kind: type[head_memory.HeadMemoryError]) -> set[type[head_memory.HeadMemoryError]]:
        return {kind}.union(*(below(one) for one in kind.__subclasses__()))

    assert set(comparing.SAID_OF) == below(head_memory.HeadMemoryError) - {head_memory.HeadMemoryError}
