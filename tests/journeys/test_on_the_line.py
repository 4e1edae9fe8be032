"""What a watcher of the line sees of the page, and what a bad line does to it. Page, intake and browser are real."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from itertools import takewhile

import pytest
from playwright.sync_api import Page

from protocol.cards import CardCode
from protocol.consent import Profile, give, profile_terms
from protocol.ids import PartKind, day_of
from protocol.mailbox import Slot
from protocol.post import Post, open_post
from protocol.receipt import Receipt
from tests.clients.web import person
from tests.clients.web.chromium import Chromium, lacking, running
from tests.clients.web.person import LOT, Story
from tests.conftest import Databases, _missing
from tests.relay import Exchange, Relay, relayed
from tests.served_page import ServedPage, page_served
from tests.spare_databases import Spares

Act = Callable[[Page], object]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with running() as browser:
        yield browser


@pytest.fixture(scope="module")
def intake(
    postgres: object, prepared: object, spares: Spares, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServedPage]:
    if what := lacking():
        _missing(what)
    databases = Databases(postgres, prepared, spares)  # type: ignore[arg-type]
    with page_served(databases, tmp_path_factory.mktemp("line")) as here:
        yield here
    databases.drop()


@pytest.fixture
def line(intake: ServedPage) -> Iterator[Relay]:
    intake.forget()
    with relayed(intake.port) as relay:
        yield relay


def at_the_page(chromium: Chromium, line: Relay, act: Act, before: str = LOT) -> object:
    """Open it in a fresh profile, do something there, and close it."""
    opened = chromium.opened("about:blank", before)

    def whole(page: Page) -> object:
        person.open_page(page, f"{line.url}/en")
        return act(page)

    try:
        return opened.do(whole)
    finally:
        opened.close()


# ---- who only watches


def watched(chromium: Chromium, line: Relay, act: Act) -> list[tuple[int, int]]:
    """Bytes out and back of every request, in their order. What the page opens with is asked for at one moment, so
    which comes first is chance."""
    line.exchanges.clear()
    at_the_page(chromium, line, act)
    assert all(one.status for one in line.exchanges)
    opening = list(takewhile(lambda one: one.method == "GET" and "/mailboxes/" not in one.path, line.exchanges))
    rest = line.exchanges[len(opening) :]
    return [(one.sent, one.received) for one in [*sorted(opening, key=lambda one: one.path), *rest]]


PLAIN = Story()
CARD = CardCode.new(lambda size: bytes(range(size))).printed()
TOLD = {
    "a longer text": Story(text="It was dark. " * 150),
    "a name": Story(identity=("Amal Idris", "+249 912 345 678", "only in the evening, never call")),
    "a card": Story(card=CARD),
    "tonight": Story(tonight=True),
    "all that helps": Story(guided=True),
    "much allowed": Story(profile="summary-finer", never_to=True, not_before="2027-01-15"),
}


@pytest.fixture(scope="module")
def plain(chromium: Chromium, intake: ServedPage) -> list[tuple[int, int]]:
    with relayed(intake.port) as relay:
        return watched(chromium, relay, lambda page: person.tell(page, PLAIN))


@pytest.mark.parametrize("what", TOLD)
def test_a_report_looks_the_same_with_and_without(
    chromium: Chromium, line: Relay, plain: list[tuple[int, int]], what: str
) -> None:
    assert watched(chromium, line, lambda page: person.tell(page, TOLD[what])) == plain
    assert len(plain) == 5, [(one.method, one.path) for one in line.exchanges]


def test_a_text_of_another_class_is_seen_on_the_line(
    chromium: Chromium, line: Relay, plain: list[tuple[int, int]]
) -> None:
    """What finds no difference above can find one."""
    seen = watched(chromium, line, lambda page: person.tell(page, Story(text="It was dark. " * 600)))
    assert len(seen) == len(plain)
    assert seen[:-1] == plain[:-1]
    assert seen[-1][0] > plain[-1][0] + 8192
