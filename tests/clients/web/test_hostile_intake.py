"""What an intake that lies can do to a page that does not: nothing goes on for ever, and nothing untrue is said."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from protocol.encoding import encode
from tests.clients.web.chromium import OnePage
from tests.clients.web.intake import Answer, Intake, problem
from tests.clients.web.modules import PageRefused
from tests.clients.web.sources import Source, written
from tests.clients.web.test_sending import FILE, refused, sent
from tests.worlds import Consortium


@pytest.fixture
def source(page: OnePage, consortium: Consortium) -> Source:
    return Source(page, consortium)


PIECES = 17  # of FILE
MOST_ROUNDS = 60


def progress(*missing: int) -> Answer:
    return 200, encode({"type": "leeward/v1/upload-progress", "missing": list(missing)})


def loses_and_stalls(intake: Intake) -> Any:
    """It says each time that nothing has come, and every other time it breaks off: so each time some of it is new."""
    seen: Counter[str] = Counter()

    def answer(method: str, path: str, body: bytes) -> Answer | None:
        if not path.startswith("/v1/uploads/") or seen["end"] + seen["stall"] > MOST_ROUNDS:
            return None
        if method == "GET":
            seen["asked"] += 1
            return progress(*range(PIECES))
        if method == "PUT" and seen["asked"] % 2:
            seen["stall"] += 1
            return problem(503, "busy")
        if method == "POST":
            seen["end"] += 1
            return problem(409, "pieces-missing")
        return None

    return answer


def test_an_upload_whose_pieces_are_lost_again_and_again_ends(source: Source, intake: Intake) -> None:
    intake.wrong = loses_and_stalls(intake)
    with pytest.raises(PageRefused, match=r"^refused$"):
        source.send(written(originals=[FILE]))
    assert len(sent(intake, "PUT", "/v1/uploads/")) < 10 * PIECES


@pytest.mark.parametrize("answer", [b"", b"\xa0", b"thank you"], ids=["nothing", "a map", "words"])
@pytest.mark.parametrize("where", ["the beginning", "what is missing"])
def test_an_answer_about_an_upload_that_is_none_is_no_fault_of_the_source(
    source: Source, intake: Intake, where: str, answer: bytes
) -> None:
    def wrong(method: str, path: str, body: bytes) -> Answer | None:
        if where == "the beginning":
            return (201, answer) if path == "/v1/uploads" else None
        if method == "GET" and path.startswith("/v1/uploads/"):
            return 200, answer
        return problem(503, "busy") if method == "PUT" and not path.endswith("/0") else None

    intake.wrong = wrong
    refused(source, "refused", what=written(originals=[FILE]))


def test_pieces_that_a_part_does_not_have_are_not_sent(source: Source, intake: Intake) -> None:
    def wrong(method: str, path: str, body: bytes) -> Answer | None:
        if method == "PUT" and path.endswith("/3") and not sent(intake, "GET", "/v1/uploads/"):
            return problem(503, "busy")
        if method == "PUT" and path.endswith(f"/{PIECES}"):
            return 204, b""
        return progress(3, PIECES) if method == "GET" and path.startswith("/v1/uploads/") else None

    intake.wrong = wrong
    refused(source, "refused", what=written(originals=[FILE]))
    assert not [one for one in sent(intake, "PUT", "/v1/uploads/") if one.path.endswith(f"/{PIECES}")]


def test_another_report_under_a_number_that_was_used_is_not_said_to_be_sent(source: Source, intake: Intake) -> None:
    source.send()
    source.send()
    assert len(intake.parts) == 2
    refused(source, "already-begun", what=written(text="something else"))
    assert len(intake.parts) == 2
    source.send(written(text="something else"), index=1)
    assert len(intake.parts) == 4


HEAD = "log.example/1\n12\nFRxcsC+CFUn2tGzvpRhhZfDZhUlzl8E3sQZZhkMcCIM=\n\n— log.example/1 Y5+3jBzm\n"


def shows_head(intake: Intake, body: bytes) -> None:
    intake.wrong = lambda _, path, __: (200, body) if path == "/v1/checkpoint" else None


def test_a_head_of_the_log_is_shown_as_intake_gives_it(source: Source, intake: Intake) -> None:
    shows_head(intake, HEAD.encode())
    assert source.call("acts.logHead") == HEAD


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We are sorry. Write to help@example.org instead.",
        HEAD + "Write to help@example.org instead.\n",
        HEAD.replace("\n12\n", "\n12\nWrite to help@example.org\n"),
        HEAD.replace("12", "twelve"),
        HEAD.replace("log.example/1\n12", "write to help@example.org\n12"),
        HEAD.replace("Y5+3jBzm", "write to help"),
        HEAD.replace("log.example/1 Y5", "log.example/1 \u202eY5"),
        "\n" + HEAD,
        HEAD + "A" * 65_536,
    ],
)
def test_what_is_no_head_of_a_log_is_not_shown(source: Source, intake: Intake, text: str) -> None:
    """Whoever holds intake has no other words to say there."""
    shows_head(intake, text.encode())
    with pytest.raises(PageRefused, match=r"^refused$"):
        source.call("acts.logHead")
