"""`leeward desk`: what it asks of a desk, and what it shows of an answer."""

from __future__ import annotations

import json

import httpx
import pytest

from clients.desk.asking import AtTheDesk, in_words, named_parts
from clients.desk.errors import CannotReachDesk, DeskSaysNo, NotADesk, NothingToAsk
from clients.key_file import PersonKeys
from protocol.primitives import SealKey, SignKey
from tests.worlds import seeded

KEYS = PersonKeys("ines", SealKey.new(seeded("seal")), SignKey.new(seeded("sign")))
URL = "http://127.0.0.1:8406"
FIRST, SECOND, SHUT = ("a1" * 32, "b2" * 32, "c3" * 32)
LISTED = [{"part": one, "may_be_opened": one != SHUT} for one in (FIRST, SECOND, SHUT)]


def at_a_desk(answer):
    return AtTheDesk(URL, KEYS, httpx.MockTransport(answer))


def test_all_that_may_be_opened_is_asked_for_and_nothing_that_stays_shut():
    asked = []

    def answer(request):
        if request.method == "GET":
            return httpx.Response(200, json={"parts": LISTED})
        assert "signature" in request.headers
        asked.append(json.loads(request.content))
        return httpx.Response(202, json={"opening": "d4" * 32, "parts": [], "needed": 2})

    at_a_desk(answer).ask("xa-testimony", "early-warning", "desk-2", ())
    assert asked[0]["parts"] == [FIRST, SECOND]
    assert (asked[0]["aim"], asked[0]["reviewer"]) == ("early-warning", "desk-2")


def test_a_part_is_named_by_the_beginning_of_its_number_and_never_by_one_that_fits_two():
    assert named_parts(LISTED, ["b2"]) == [SECOND]
    for beginning in ("", "c3", "zz"):
        with pytest.raises(NothingToAsk):
            named_parts(LISTED, [beginning])
    with pytest.raises(NothingToAsk):
        named_parts([LISTED[2]], [])


def test_no_more_is_asked_for_than_one_opening_takes():
    many = [{"part": f"{number:064x}", "may_be_opened": True} for number in range(30)]
    assert len(named_parts(many, [])) == 20


@pytest.mark.parametrize("url", ["http://desk.example.org:8406", "http://10.0.0.7:8406", "ftp://127.0.0.1", "8406", ""])
def test_a_desk_that_is_not_on_this_machine_is_never_asked(url):
    with pytest.raises(NotADesk):
        AtTheDesk(url, KEYS, httpx.MockTransport(lambda _: pytest.fail("it was asked")))


def test_what_a_source_wrote_cannot_steer_the_terminal_that_shows_it():
    written = "left\x1b[2J\nthe market\u202e burned"
    shown = list(in_words({"texts": [{"field": "text", "language": "en", "text": written}]}))
    assert shown == ["text, en:", "  left [2J", "  the market  burned"]


def test_that_there_is_more_than_text_is_said_and_not_shown():
    part = {
        "texts": [],
        "event_type": "threats",
        "risk_factors": [1, 7],
        "media": [{"data": "x"}],
        "file": {"data": "x"},
    }
    assert list(in_words(part)) == ["threats; 1, 7", "1 pictures, not shown here.", "A file, not shown here."]


def test_a_desk_that_says_no_is_told_in_its_own_sentence_and_one_that_is_away_plainly():
    with pytest.raises(DeskSaysNo, match="Not now"):
        at_a_desk(lambda _: httpx.Response(409, json={"title": "No", "detail": "Not now."})).parts("xa-testimony")
    with pytest.raises(DeskSaysNo, match="not a desk"):
        at_a_desk(lambda _: httpx.Response(200, content=b"<html>")).parts("xa-testimony")

    def away(_):
        raise httpx.ConnectError("nobody")

    with pytest.raises(CannotReachDesk):
        at_a_desk(away).parts("xa-testimony")
