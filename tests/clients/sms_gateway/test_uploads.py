"""What waits reaches intake once, alone, and is deleted only on intake's own signature."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from clients.sms_gateway import quiet, uploads
from clients.sms_gateway.errors import NoDirectory
from clients.sms_gateway.journal import Journal
from clients.sms_gateway.papers import Papers
from clients.sms_gateway.text_sealing import seal_text
from clients.sms_gateway.uploads import Uploader
from clients.sms_gateway.webhooks import TextMessage
from clients.to_intake import Intake
from protocol.acceptance import Acceptance, accept
from protocol.crossings import CBOR
from protocol.directory import GRACE_DAYS, DeviceRole
from protocol.primitives import Randomness, SignKey, system_random
from protocol.sealing import SealedPart
from tests.worlds import NOW, TODAY, Clock, Consortium, seeded

pytestmark = pytest.mark.anyio
MESSAGE = TextMessage("+254700111222", "They came at night.", "m-1")
Answer = Callable[[SealedPart], httpx.Response]


class Line(httpx.BaseTransport):
    """The way to intake: `answer` decides what comes back; what was sent is noted."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.sent = answer, list[SealedPart]()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(SealedPart.from_bytes(request.read()))
        return self.answer(self.sent[-1])


def signs_with(key: SignKey) -> Answer:
    return lambda part: httpx.Response(200, content=accept(part.id(), key).to_bytes())


@pytest.fixture
def good(consortium: Consortium) -> Answer:
    return signs_with(consortium.devices[DeviceRole.INTAKE])


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "journal", system_random)
    yield opened
    opened.close()


@pytest.fixture
def make_uploader(journal: Journal, pinned: Path) -> Callable[..., Uploader]:
    def make(answer: Answer, spread: float = 0.0, gap: float = 0.0, random: Randomness = system_random) -> Uploader:
        intake = Intake("http://intake.invalid", transport=Line(answer))
        papers = Papers(pinned, pinned.parent, "xa", intake, Clock())
        return Uploader(journal, papers, intake, spread, gap, timer=time.monotonic, random=random)

    return make


def keep_one(uploader: Uploader) -> tuple[str, ...]:
    sealed = seal_text(MESSAGE, uploader.papers.directory(), "xa", TODAY, bytes(16))
    names = uploader.journal.keep((sealed.identity, sealed.testimony), TODAY)
    uploader.told(names)
    return names


async def until(true: Callable[[], bool]) -> None:
    for _ in range(6000):
        if true():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it did not happen in time")


def line(uploader: Uploader) -> Line:
    assert isinstance(uploader.intake.transport, Line)
    return uploader.intake.transport


async def test_a_record_goes_once_its_acceptance_is_checked(
    make_uploader: Callable[..., Uploader], good: Answer
) -> None:
    uploader = make_uploader(good)
    keep_one(uploader)
    assert await uploader.send_one()
    assert len(uploader.journal.names()) == 1
    assert await uploader.send_one()
    assert uploader.journal.names() == []


def refuses(status: int) -> Answer:
    return lambda part: httpx.Response(status, json={"title": "No", "detail": "No."})


def cannot_be_reached(part: SealedPart) -> httpx.Response:
    raise httpx.ConnectError("away")


def signs_another_part(consortium: Consortium) -> Answer:
    key = consortium.devices[DeviceRole.INTAKE]
    return lambda part: httpx.Response(200, content=accept(bytes(32), key).to_bytes())


def names_this_part_over_another_signature(consortium: Consortium) -> Answer:
    made = accept(bytes(32), consortium.devices[DeviceRole.INTAKE])
    return lambda part: httpx.Response(200, content=made.model_copy(update={"part": part.id()}).to_bytes())


LIES: dict[str, Callable[[Consortium], Answer]] = {
    "no body": lambda _: lambda part: httpx.Response(200),
    "not an acceptance": lambda _: lambda part: httpx.Response(200, content=b"\xa0"),
    "another key": lambda _: signs_with(SignKey.new()),
    "the vault's key": lambda consortium: signs_with(consortium.devices[DeviceRole.VAULT]),
    "another part": signs_another_part,
    "this part over another's signature": names_this_part_over_another_signature,
    "zeros": lambda _: (
        lambda part: httpx.Response(200, content=Acceptance(part=part.id(), signature=bytes(64)).to_bytes())
    ),
    "400": lambda _: refuses(400),
    "503": lambda _: refuses(503),
    "a redirect": lambda _: lambda part: httpx.Response(302, headers={"location": "http://other.invalid"}),
    "away": lambda _: cannot_be_reached,
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
async def test_without_intakes_own_signature_over_this_part_the_record_stays(
    make_uploader: Callable[..., Uploader], consortium: Consortium, good: Answer, lie: Callable[[Consortium], Answer]
) -> None:
    uploader = make_uploader(lie(consortium))
    names = keep_one(uploader)
    assert not await uploader.send_one()
    assert uploader.journal.names() == sorted(names)
    line(uploader).answer = good
    while uploader.journal.names():
        await uploader.send_one()


async def test_a_record_that_intake_refuses_does_not_hold_up_the_others(
    make_uploader: Callable[..., Uploader], good: Answer
) -> None:
    uploader = make_uploader(good)
    keep_one(uploader)
    bad = uploader.journal.keep((b"not a part",), TODAY)
    uploader.told(bad)
    for _ in range(3):
        await uploader.send_one()
    assert uploader.journal.names() == list(bad)


async def test_while_there_is_no_directory_what_waits_stays_and_goes_later(
    make_uploader: Callable[..., Uploader], good: Answer, pinned: Path, consortium: Consortium
) -> None:
    keep_one(make_uploader(good))
    (pinned / "directory.cbor").unlink()
    uploader = make_uploader(good)
    uploader.told(tuple(uploader.journal.names()))
    assert not await uploader.send_one()
    assert len(uploader.journal.names()) == 2
    (pinned / "directory.cbor").write_bytes(consortium.signed.to_bytes())
    uploader.papers = make_uploader(good).papers
    assert await uploader.send_one()


async def test_what_waited_before_the_start_is_sent_too(make_uploader: Callable[..., Uploader], good: Answer) -> None:
    keep_one(make_uploader(good))
    uploader = make_uploader(good)
    running = asyncio.create_task(uploader.run())
    await until(lambda: not uploader.journal.names())
    running.cancel()
    assert len(line(uploader).sent) == 2


async def test_text_and_number_leave_in_either_order_at_times_of_their_own(
    make_uploader: Callable[..., Uploader], good: Answer
) -> None:
    uploader = make_uploader(good, spread=1000.0)
    orders, apart = set(), []
    for _ in range(40):
        number, text = keep_one(uploader)
        orders.add(uploader._due[number] < uploader._due[text])
        apart.append(abs(uploader._due[number] - uploader._due[text]))
    assert orders == {True, False}
    assert 100 < sum(apart) / len(apart) < 700
    later = [due - time.monotonic() for due in uploader._due.values()]
    assert max(later) <= 1000


async def test_many_that_are_due_at_once_leave_with_a_pause_between_any_two(
    make_uploader: Callable[..., Uploader], good: Answer
) -> None:
    # Pauses that were drawn anew each time would add up to too little once in ten thousand runs.
    uploader = make_uploader(good, spread=0.0, gap=0.1, random=seeded("pauses"))
    times: list[float] = []
    uploader.intake.transport.answer = lambda part: times.append(time.monotonic()) or good(part)  # type: ignore[union-attr]
    for _ in range(5):
        keep_one(uploader)
    running = asyncio.create_task(uploader.run())
    await until(lambda: not uploader.journal.names())
    running.cancel()
    assert len(times) == 10
    assert times[-1] - times[0] > 0.7


async def test_pauses_grow_while_intake_is_away_and_stay_bounded(make_uploader: Callable[..., Uploader]) -> None:
    uploader = make_uploader(cannot_be_reached, spread=1200.0, gap=2.0)
    pauses = []
    for failures in range(1, 60):
        uploader._failures = failures
        pauses.append(uploader._pause())
    assert pauses[0] <= 4
    assert 300 <= pauses[-1] <= 600


async def test_without_a_directory_nothing_can_be_taken_until_one_is_fetched(
    pinned: Path, consortium: Consortium
) -> None:
    (pinned / "directory.cbor").unlink()
    answer = httpx.Response(200, content=consortium.signed.to_bytes(), headers={"content-type": CBOR})
    intake = Intake("http://i.invalid", transport=httpx.MockTransport(lambda _: answer))
    papers = Papers(pinned, pinned.parent, "xa", intake, Clock())
    with pytest.raises(NoDirectory):
        papers.directory()
    papers.refresh()
    assert papers.directory().hash == consortium.directory.hash
    assert (pinned.parent / "directory.cbor").read_bytes() == consortium.signed.to_bytes()


async def test_a_held_directory_serves_while_intake_is_away_until_its_grace_has_passed(
    pinned: Path, consortium: Consortium
) -> None:
    clock = Clock()
    papers = Papers(pinned, pinned.parent, "xa", Intake("http://i.invalid"), clock)
    clock.now = (consortium.directory.contents.expires + GRACE_DAYS) * 86_400.0
    assert papers.usable()
    clock.pass_days(1)
    assert not papers.usable()


async def test_after_months_without_power_an_ended_directory_is_only_good_to_judge_the_next_by(
    pinned: Path, consortium: Consortium
) -> None:
    clock = Clock(NOW + 400 * 86_400)
    today = TODAY + 400
    old = consortium.directory.contents

    def hand_out(number: int) -> Intake:
        changed = {"number": number, "previous": consortium.directory.hash, "issued": today, "expires": today + 90}
        raw = consortium.resign(lambda directory: directory.model_copy(update=changed)).to_bytes()
        return Intake("http://i.invalid", transport=httpx.MockTransport(lambda _: httpx.Response(200, content=raw)))

    papers = Papers(pinned, pinned.parent, "xa", hand_out(old.number), clock)
    assert not papers.usable()
    with pytest.raises(Exception, match="differs from the one"):  # another one under a number already seen
        papers.refresh()
    assert not papers.usable()
    papers = Papers(pinned, pinned.parent, "xa", hand_out(old.number + 1), clock)
    papers.refresh()
    assert papers.usable()


async def test_the_directory_is_looked_for_often_while_there_is_none(
    pinned: Path, consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pinned / "directory.cbor").unlink()
    monkeypatch.setattr(uploads, "_FIRST_REFRESH", 0.01)
    answers = iter([httpx.Response(503), httpx.Response(503)])
    good = httpx.Response(200, content=consortium.signed.to_bytes())
    transport = httpx.MockTransport(lambda _: next(answers, good))
    papers = Papers(pinned, pinned.parent, "xa", Intake("http://i.invalid", transport=transport), Clock())
    looking = asyncio.create_task(uploads.keep_directory_fresh(papers, Clock()))
    await until(papers.usable)
    looking.cancel()


async def test_a_country_that_the_directory_does_not_have_is_not_sealed_for(pinned: Path) -> None:
    assert not Papers(pinned, pinned.parent, "zz", Intake("http://i.invalid"), Clock()).usable()


async def test_a_directory_with_nobody_for_this_country_is_said_once_and_not_asked_for_every_second(
    pinned: Path, consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, looks = list[quiet.Event](), list[int]()
    monkeypatch.setattr(uploads, "_AGAIN", 0.0)
    monkeypatch.setattr(uploads, "_FIRST_REFRESH", 3600.0)
    monkeypatch.setattr(quiet, "say", said.append)

    def answer(request: httpx.Request) -> httpx.Response:
        looks.append(request.url.path == "/v1/directory")
        return httpx.Response(200, content=consortium.signed.to_bytes())

    papers = Papers(
        pinned, pinned.parent, "zz", Intake("http://i.invalid", transport=httpx.MockTransport(answer)), Clock()
    )
    looking = asyncio.create_task(uploads.keep_directory_fresh(papers, Clock()))
    await until(lambda: sum(looks) > 2)
    looking.cancel()
    assert said == [quiet.Event.NOBODY_THERE]


async def test_an_intake_that_was_away_is_asked_again_before_the_hour_is_over(
    pinned: Path, consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gateway that was started before intake, say, though it holds a directory."""
    monkeypatch.setattr(uploads, "_AGAIN", 0.0)
    answers = iter([httpx.Response(503), httpx.Response(503)])
    good = httpx.Response(200, content=consortium.signed.to_bytes())
    transport = httpx.MockTransport(lambda _: next(answers, good))
    papers = Papers(pinned, pinned.parent, "xa", Intake("http://i.invalid", transport=transport), Clock())
    looking = asyncio.create_task(uploads.keep_directory_fresh(papers, Clock()))
    await until((pinned.parent / "directory.cbor").exists)
    looking.cancel()


async def test_a_policy_that_was_handed_over_with_the_roots_does_no_harm(pinned: Path, consortium: Consortium) -> None:
    (pinned / "directory.cbor").unlink()
    (pinned / "policy.cbor").write_bytes(consortium.signed_policy.to_bytes())
    assert not Papers(pinned, pinned.parent, "xa", Intake("http://i.invalid"), Clock()).usable()
