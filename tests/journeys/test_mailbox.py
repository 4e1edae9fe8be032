"""After a report, through real processes: an answer, a wider consent and its cancelling, with nothing but the words."""

from __future__ import annotations

from server.demo.journey import Journey
from server.demo.people import Sent, wait_for
from server.demo.stories import STORIES
from tests.travelled import Travelled

SAID = "We have read it. Is the road to the clinic open?"
PATIENCE = 60.0


def checked_in(journey: Journey, sent: Sent, words: str, *about: str) -> str:
    """Check in until what was said has come out with a publication."""

    def look() -> str | None:
        said = journey.sources.follow(sent, "checkin", "--all", *about)
        return said if words in said else None

    return wait_for(f"a mailbox to say: {words}", PATIENCE, look)


def part_of(journey: Journey, opening: str, sent: Sent) -> str:
    journey.curator.post(f"/v1/openings/{opening}/join")
    for part in journey.curator.get(f"/v1/openings/{opening}")["parts"]:
        if part["open"]:
            shown = journey.curator.get(f"/v1/openings/{opening}/parts/{part['part']}")
            if any(text["text"] == sent.story.text for text in shown["texts"]):
                return str(part["part"])
    raise AssertionError("no part at the curator's desk is theirs")


def test_a_source_is_answered_widens_its_consent_and_cancels_it_in_time(travelled: Travelled) -> None:
    journey, opening = travelled.journey, travelled.opening
    sent = next(one for one in journey.sent if one.story is STORIES[0])
    part = part_of(journey, opening, sent)
    journey.curator.post(f"/v1/openings/{opening}/parts/{part}/reply", {"text": SAID})
    assert "version 1" in checked_in(journey, sent, SAID)
    journey.sources.follow(sent, "consent", "--audience", "public")
    pending = checked_in(journey, sent, "version 2")
    assert "for un;" in pending
    assert "leeward consent --cancel" in pending
    journey.sources.follow(sent, "consent", "--cancel")
    settled = checked_in(journey, sent, "version 3")
    assert "for un;" in settled
    assert "--cancel" not in settled
    assert SAID not in settled
