"""A file through real processes: from the command line to both desks, and back to its source that it was opened."""

from __future__ import annotations

import base64

from server.demo.stories import STORIES
from tests.journeys.test_mailbox import checked_in
from tests.travelled import STORY, Travelled


def test_both_desks_read_the_file_that_the_testimony_names_byte_for_byte(travelled: Travelled) -> None:
    assert STORY.file is not None
    for shown in travelled.files.values():
        assert base64.b64decode(shown["file"]["data"]) == STORY.file
        assert (shown["kind"], shown["file"]["size"], shown["texts"]) == ("evidence", len(STORY.file), [])
    assert set(travelled.files) == {"curator", "reviewer"}


def test_the_source_of_a_file_learns_that_it_was_opened(travelled: Travelled) -> None:
    sent = next(one for one in travelled.journey.sent if one.story is STORY)
    for about in (["--about", "evidence"], ["--about", "testimony"]):
        assert "no desk" not in checked_in(travelled.journey, sent, "It was opened", *about)


def test_of_what_nobody_asked_for_its_source_learns_that_it_was_not_opened(travelled: Travelled) -> None:
    sent = next(one for one in travelled.journey.sent if one.story is STORIES[0])
    checked_in(travelled.journey, sent, "It was not opened", "--about", "identity")
