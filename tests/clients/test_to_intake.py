"""What an intake that means harm can do to whoever asks it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator

import httpx
import pytest

from clients.to_intake import AsksTooMuch, CannotReach, Intake, IntakeRefused
from protocol.post import SEALED
from protocol.work import MOST_ADDED
from tests.worlds import make_consortium


class Dripping(httpx.SyncByteStream):
    """A byte now and then, each in time for the patience with a single one."""

    dripped = 0

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(50):
            time.sleep(0.02)
            self.dripped += 1
            yield b"x"


def test_an_answer_that_drips_holds_nobody_for_ever() -> None:
    drip = Dripping()
    intake = Intake("https://intake.example", transport=httpx.MockTransport(lambda _: answer_of(drip)), seconds=0.2)
    with pytest.raises(CannotReach):
        intake.fetch_directory()
    # Counted, not timed: a machine that stands still for a second must fail nobody.
    assert drip.dripped <= 12


def answer_of(drip: Dripping) -> httpx.Response:
    return httpx.Response(200, stream=drip)


class Demanding:
    """An intake that refuses whatever comes, and says each time how much work it wants."""

    def __init__(self, *asked: object) -> None:
        self.asked = list(asked)
        self.proved: list[int] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        tried = bytes.fromhex(request.headers["leeward-work"])
        found = hashlib.sha256(b"leeward/v1/work" + hashlib.sha256(POST).digest() + tried).digest()
        self.proved.append(256 - int.from_bytes(found, "big").bit_length())
        wanted = self.asked.pop(0)
        return httpx.Response(403, json={"type": "urn:leeward:problem:too-little-work", "title": "x", "work": wanted})


POST = bytes(SEALED)


def send_to(intake: Demanding) -> list[str]:
    told: list[str] = []
    door = Intake(
        "https://intake.example", transport=httpx.MockTransport(intake), more_work=lambda: told.append("more work")
    )
    directory = make_consortium("demanding").directory
    assert directory.contents.work_bits == 4
    with pytest.raises(AsksTooMuch):
        door.send_post(POST, 0, directory, lambda: None)
    return told


def test_work_is_done_again_where_more_is_asked_and_the_user_is_told() -> None:
    intake = Demanding(6, 8, 8)
    assert send_to(intake) == ["more work", "more work"]
    assert [found >= least for found, least in zip(intake.proved, (4, 6, 8), strict=True)] == [True] * 3


@pytest.mark.parametrize("asked", [9, 32, 10**6, 4, 3, -1, True, "6", None, 6.0, [6]])
def test_an_intake_that_asks_for_what_nobody_may_ask_gets_no_work(asked: object) -> None:
    intake = Demanding(asked)
    if asked is None or type(asked) is not int:
        with pytest.raises(IntakeRefused):
            Intake("https://intake.example", transport=httpx.MockTransport(intake)).send_post(
                POST, 0, make_consortium("demanding").directory, lambda: None
            )
    else:
        assert send_to(intake) == []
    assert len(intake.proved) == 1


def test_an_intake_that_always_asks_for_more_comes_to_an_end() -> None:
    intake = Demanding(*range(5, 100))
    send_to(intake)
    assert len(intake.proved) == 1 + MOST_ADDED


@pytest.mark.parametrize(("kind", "asked"), [("about:blank", True), ("urn:leeward:problem:nothing-published", False)])
def test_a_door_that_is_not_there_asks_whether_the_address_is_right(kind: str, asked: bool) -> None:
    document = {"type": kind, "title": "Not Found", "status": 404}
    elsewhere = httpx.MockTransport(lambda _: httpx.Response(404, json=document))
    with pytest.raises(IntakeRefused) as refused:
        Intake("http://intake", transport=elsewhere).fetch_notice()
    assert ("Is this the address of intake?" in str(refused.value)) is asked
