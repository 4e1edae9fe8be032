"""What a watcher of the line sees of the page, and what a bad line does to it. Page, intake and browser are real."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from playwright.sync_api import Page

from protocol.cards import CardCode
from protocol.consent import Profile, give, profile_terms
from protocol.ids import PartKind, day_of
from protocol.mailbox import PolicyLoosening, Slot
from protocol.post import Post, open_post
from protocol.receipt import Receipt
from protocol.reply import Reply, seal_reply
from tests.clients.web import person
from tests.clients.web.chromium import WITHOUT_JIT, Chromium, OnePage, running
from tests.clients.web.chromium import Profile as Browser
from tests.clients.web.person import LOT, Story
from tests.relay import Exchange, Relay, relayed
from tests.served_page import ServedPage

Act = Callable[[Page], object]


@pytest.fixture(scope="module")
def browser(chromium: Chromium, one_intake: ServedPage) -> Iterator[Browser]:
    one = Browser(chromium, f"{one_intake.url}/en")
    yield one
    one.close()


def at_the_page(browser: Browser, line: Relay, act: Act, before: str = LOT) -> object:
    """Open it, do something there, and close it. It keeps nothing (test_nothing_stays_in_the_browser.py)."""
    opened = browser.opened()
    opened.do(lambda page: page.add_init_script(before))
    return in_a_tab(opened, line, act)


def in_a_tab(opened: OnePage, line: Relay, act: Act) -> object:
    def whole(page: Page) -> object:
        person.open_page(page, f"{line.url}/en")
        return act(page)

    try:
        return opened.do(whole)
    finally:
        opened.close()


# ---- who only watches


def watched(browser: Browser, line: Relay, act: Act, before: str = LOT) -> list[tuple[int, int]]:
    """Bytes out and back of every request, in their order. What the page opens with is asked for at one moment, so
    which comes first is chance."""
    line.exchanges.clear()
    at_the_page(browser, line, act, before)
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


def differs(intake: ServedPage, what: str) -> bool:
    """Whether what stands behind the seals is another thing than a plain report."""
    found = intake.opened()
    ((testimony, control),), ((identity, _),) = found[PartKind.TESTIMONY], found[PartKind.IDENTITY]
    terms = control.consent.terms
    return {
        "a longer text": len(testimony.text) > 1900,
        "a name": identity.name == "Amal Idris" and identity.note is not None,
        "a card": control.card is not None,
        "tonight": testimony.tonight,
        "all that helps": (testimony.place, testimony.risk_factors) == ("by the well", (1, 8, 14)),
        "much allowed": (terms.never_to, terms.not_before is None) != (0, True) and len(terms.uses) > 2,
    }[what]


@pytest.fixture(scope="module")
def plain(browser: Browser, one_intake: ServedPage, published: None) -> list[tuple[int, int]]:
    # After a publication, as all that is held against it: before one, a notice is a refusal, of another size.
    with relayed(one_intake.port) as relay:
        return watched(browser, relay, lambda page: person.tell(page, PLAIN))


@pytest.mark.parametrize("what", TOLD)
def test_a_report_looks_the_same_with_and_without(
    browser: Browser, intake: ServedPage, line: Relay, plain: list[tuple[int, int]], what: str
) -> None:
    assert watched(browser, line, lambda page: person.tell(page, TOLD[what])) == plain
    assert len(plain) == 5, [(one.method, one.path) for one in line.exchanges]
    assert differs(intake, what)


def test_a_text_of_another_class_is_seen_on_the_line(
    browser: Browser, line: Relay, plain: list[tuple[int, int]]
) -> None:
    """What finds no difference above can find one."""
    seen = watched(browser, line, lambda page: person.tell(page, Story(text="It was dark. " * 600)))
    assert len(seen) == len(plain)
    assert seen[:-1] == plain[:-1]
    assert seen[-1][0] > plain[-1][0] + 8192


SOMEBODY, ANSWERED, NOBODY, WARNED = (Receipt(bytes([first]) * 16) for first in (3, 4, 5, 6))


def _leave_the_answer(page: Page) -> None:
    page.check("#keep-reply")
    person.finish(page)


def _change(page: Page, profile: str) -> None:
    person.press(page, "Change what I allow")
    page.check(f"#profile input[value={profile}]")
    person.finish(page, "Send this, and finish")


WISHES: dict[str, tuple[Receipt, Act]] = {
    "nothing said": (SOMEBODY, person.finish),
    "a wider consent": (SOMEBODY, lambda page: _change(page, "summary-finer")),
    "a narrower consent": (SOMEBODY, lambda page: _change(page, "keep-sealed")),
    "taken back": (SOMEBODY, lambda page: person.finish(page, "Take it back", "Yes, take it back, and finish")),
    "renewed": (SOMEBODY, lambda page: person.finish(page, "Allow it for twelve months more, as it is")),
    "an answer read": (ANSWERED, person.finish),
    "an answer left": (ANSWERED, _leave_the_answer),
    "a wider consent stopped": (ANSWERED, lambda page: person.finish(page, "Stop what I allowed in addition")),
    "a looser policy told of": (WARNED, person.finish),
    "nobody's words": (NOBODY, person.finish),
}


@pytest.fixture(scope="module")
def published(one_intake: ServedPage) -> None:
    """Somebody's part has a mailbox; and so has one with an answer, whose consent is to become wider."""
    one_intake.publish(
        {
            SOMEBODY.mailbox(PartKind.TESTIMONY, 0): _slot(SOMEBODY),
            ANSWERED.mailbox(PartKind.TESTIMONY, 0): _answered(one_intake),
            WARNED.mailbox(PartKind.TESTIMONY, 0): _warned(),
        }
    )


def _slot(receipt: Receipt, profile: Profile = Profile.CURATOR_MAY_READ) -> Slot:
    today = day_of(time.time())
    consent = give(receipt.part_key(PartKind.TESTIMONY, 0), profile_terms(profile, today), today - 1)
    return Slot(consent=consent, terms=None, settles=None, withdrawn=False, opened=False, reply=None)


def _warned() -> Slot:
    loosened = PolicyLoosening(counts=day_of(time.time()) + 7, kinds=255)
    return _slot(WARNED, Profile.SUMMARY_FINER).model_copy(update={"loosened": loosened})


def _answered(intake: ServedPage) -> Slot:
    today, desk = day_of(time.time()), intake.consortium.desks["xa-testimony"][0]
    reply = Reply(
        part_key=ANSWERED.part_key(PartKind.TESTIMONY, 0).public,
        compartment="xa-testimony",
        desk=desk.name,
        day=today,
        text="Thank you. " * 40,
    )
    said = {
        "terms": profile_terms(Profile.KEEP_SEALED, today),
        "settles": today + 6,
        "opened": True,
        "reply": seal_reply(reply, desk.sign_key, ANSWERED.reply_key(PartKind.TESTIMONY, 0).public),
    }
    return _slot(ANSWERED, Profile.SUMMARY_FINER).model_copy(update=said)


def visited(browser: Browser, line: Relay, what: str) -> list[tuple[int, int]]:
    receipt, wish = WISHES[what]

    def act(page: Page) -> None:
        person.look(page, " ".join(receipt.words("en")))
        is_there = page.get_by_text("There is nothing here under these words.").count() == 0
        assert is_there == (receipt is not NOBODY)
        wish(page)

    return watched(browser, line, act)


def test_a_visit_is_one_bucket_and_one_post_of_one_size_whoever_comes_and_whatever_is_said(
    browser: Browser, intake: ServedPage, published: None, line: Relay
) -> None:
    seen, posts = {}, []
    for what in WISHES:
        seen[what] = visited(browser, line, what)
        asked = [(one.method, re.sub("[0-9a-f]{2,4}$", "", one.path)) for one in line.exchanges[-2:]]
        assert asked == [("GET", "/v1/mailboxes/"), ("POST", "/v1/mailboxes/")]
        posts.append(_only_post(intake))
    assert all(one == seen["nothing said"] for one in seen.values()), seen
    said = [(len(post.consents), len(post.withdrawals), len(post.seen)) for post in posts]
    assert dict(zip(WISHES, said, strict=True)) == {
        "nothing said": (0, 0, 0),
        "a wider consent": (1, 0, 0),
        "a narrower consent": (1, 0, 0),
        "taken back": (0, 1, 0),
        "renewed": (1, 0, 0),
        "an answer read": (0, 0, 1),
        "an answer left": (0, 0, 0),
        "a wider consent stopped": (1, 0, 1),
        "a looser policy told of": (0, 0, 0),
        "nobody's words": (0, 0, 0),
    }


def _only_post(intake: ServedPage) -> Post:
    (post,) = intake.posts()
    intake.forget()
    return open_post(intake.consortium.vault_seal, post)


# ---- a bad line

BROKE = "The line broke, or there is no room at the moment."


def pieces(line: Relay) -> list[Exchange]:
    return [one for one in line.exchanges if one.method == "PUT"]


@pytest.fixture
def film(tmp_path: Path) -> Story:
    """A report with three megabytes of another file."""
    (tmp_path / "film.bin").write_bytes(random.Random(7).randbytes(3 << 20))
    return Story(files=(tmp_path / "film.bin",), untouched=True)


def told_with_cuts(chromium: Chromium, line: Relay, story: Story, cut: Callable[[], None]) -> list[str]:
    """Everything that the page said of its progress. Of a line that was bad before, this browser knows nothing."""

    def act(page: Page) -> list[str]:
        person.go_on_to_send(page, story)
        person.all_that_is_said(page)
        cut()
        person.send(page)
        return list(person.said(page))

    said = in_a_tab(chromium.opened("about:blank", LOT), line, act)
    assert isinstance(said, list)
    return said


def done(said: list[str]) -> list[float]:
    """The bytes that the page said are done, in the order in which it said them."""
    units = {"kB": 1e3, "MB": 1e6}
    found = [re.search(r"([0-9.,]+)\s(kB|MB)\u2069? of", one) for one in said]
    return [float(one[1].replace(",", "")) * units[one[2]] for one in found if one]


def arrived(intake: ServedPage, story: Story) -> bool:
    """Whether all of it is there, once, and can be opened."""
    found = intake.opened()
    assert [len(found[kind]) for kind in PartKind] == [1, 1, len(story.files)]
    ((testimony, _),) = found[PartKind.TESTIMONY]
    files = {evidence.data for evidence, _ in found[PartKind.EVIDENCE]}
    return bool(testimony.text == story.text) and files == {file.read_bytes() for file in story.files}


def test_a_file_goes_on_where_the_line_was_cut_and_no_piece_that_arrived_goes_again(
    chromium: Chromium, intake: ServedPage, line: Relay, film: Story
) -> None:
    said = told_with_cuts(chromium, line, film, lambda: line.cut_after(1 << 20, 1 << 20))
    assert line.cuts == 2
    assert len([one for one in said if one.startswith(BROKE)]) == 2
    assert arrived(intake, film)
    begun = [one for one in line.exchanges if (one.method, one.path) == ("POST", "/v1/uploads")]
    came = [one.path for one in pieces(line) if one.status == 204]
    assert len(begun) == 1
    assert len(came) == len({*came}) > 48
    assert len(pieces(line)) <= len(came) + 2 * line.cuts
    assert sorted(done(said)) == done(said)


def test_what_goes_again_after_a_cut_is_the_same_sealed_part(
    chromium: Chromium, intake: ServedPage, line: Relay
) -> None:
    """Sealed anew, two parts under one key would show that they are one person's."""
    said = told_with_cuts(chromium, line, PLAIN, lambda: line.cut_after(2048))
    assert line.cuts == 1
    assert [one for one in said if one.startswith(BROKE)]
    assert arrived(intake, PLAIN)
    check_again(line)


def check_again(line: Relay) -> list[Exchange]:
    """What was sent for the two parts of a report: the first broke off, and a browser may have tried it by itself."""
    posts = [one for one in line.exchanges if one.method == "POST"]
    *broken, first, second = (one.status for one in posts)
    assert (first, second, {*broken}) == (200, 200, {0})
    return posts


def test_an_answer_that_is_lost_leaves_one_part(chromium: Chromium, intake: ServedPage, line: Relay) -> None:
    """The part arrived and the line broke before its acceptance: it goes again as it is, and intake has it once."""
    told_with_cuts(chromium, line, PLAIN, lambda: line.lose_the_answer_to("/v1/parts"))
    *same, _other = check_again(line)
    # One that a browser tried by itself while the line was down may have broken off before its body had gone.
    whole = [one.body for one in same if one.body]
    assert len(whole) >= 2
    assert len({*whole}) == 1
    assert arrived(intake, PLAIN)


def test_where_intake_was_started_anew_a_file_begins_anew_and_arrives(
    chromium: Chromium, intake: ServedPage, line: Relay, film: Story
) -> None:
    said = told_with_cuts(chromium, line, film, lambda: line.cut_after(2 << 20, meanwhile=intake.start_anew))
    assert [one for one in said if one.startswith(BROKE)]
    assert arrived(intake, film)
    begun = [one for one in line.exchanges if (one.method, one.path) == ("POST", "/v1/uploads")]
    assert [one.status for one in begun] == [201, 201]
    assert 404 in {one.status for one in line.exchanges if one.method == "GET"}
    assert sorted(done(said)) != done(said)


# ---- what a browser lacks

WITHOUT_NATIVE = """
// A browser that knows neither ML-KEM nor ChaCha20. What it was asked for of these is counted.
globalThis.refused = 0;
const isNew = (how) => /ml-?kem|x-?wing|chacha/i.test(how?.name ?? how);
for (const act of Object.getOwnPropertyNames(SubtleCrypto.prototype)) {
    const own = SubtleCrypto.prototype[act];
    if (typeof own !== 'function') continue;
    SubtleCrypto.prototype[act] = async function (...given) {
        if (!given.some(isNew)) return own.apply(this, given);
        globalThis.refused += 1;
        throw new DOMException('Unrecognized name.', 'NotSupportedError');
    };
}
SubtleCrypto.supports &&= () => false;
"""
COUNTED = """
// The browser as it is. What it did of ML-KEM and ChaCha20 is counted.
globalThis.made = 0;
for (const act of ['encrypt', 'encapsulateBits', 'encapsulateKey']) {
    const own = SubtleCrypto.prototype[act];
    if (own) SubtleCrypto.prototype[act] = async function (...given) {
        const done = await own.apply(this, given);
        if (/ml-?kem|chacha/i.test(given[0]?.name ?? given[0])) globalThis.made += 1;
        return done;
    };
}
"""
KNOWS = """() => crypto.subtle
    .importKey('raw-secret', new Uint8Array(32), 'ChaCha20-Poly1305', false, ['encrypt'])
    .then(() => true, () => false)"""
WHOLE = Story(text="Two cars without plates.", guided=True, identity=("Amal", "", ""), profile="curator-may-read")


def test_a_browser_that_knows_none_of_the_new_primitives_sends_the_same(
    browser: Browser, intake: ServedPage, line: Relay, plain: list[tuple[int, int]]
) -> None:
    def act(page: Page) -> None:
        person.tell(page, WHOLE)
        assert page.evaluate("refused") >= 1

    assert watched(browser, line, act, LOT + WITHOUT_NATIVE) == plain
    assert arrived(intake, WHOLE)


def test_a_browser_that_knows_them_is_asked_for_them(browser: Browser, intake: ServedPage, line: Relay) -> None:
    """Else the test above would say nothing: what it takes away is used where it is there."""

    def act(page: Page) -> None:
        knows = page.evaluate(KNOWS)
        person.tell(page, WHOLE)
        assert (page.evaluate("made") > 0) == knows

    at_the_page(browser, line, act, LOT + COUNTED)
    assert arrived(intake, WHOLE)


def test_without_a_compiler_as_tor_browser_is_at_its_safer_level_a_report_arrives(
    intake: ServedPage, line: Relay
) -> None:
    with running(WITHOUT_JIT) as slow:
        at_the_page(Browser(slow, "about:blank"), line, lambda page: person.tell(page, WHOLE), LOT + WITHOUT_NATIVE)
    assert arrived(intake, WHOLE)
