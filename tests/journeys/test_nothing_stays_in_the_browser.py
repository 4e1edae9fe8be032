"""What is left on a device after the page, and whom the page speaks to. The browser keeps what it keeps on disk."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.clients.web import person
from tests.clients.web.chromium import Home, at_home
from tests.clients.web.person import LOT, Story
from tests.elsewhere import Elsewhere, elsewhere
from tests.relay import Relay
from tests.served_page import ServedPage
from tests.travelled import found_in, needles, squeezed

CANARY = "Zyqarveth-Kolmunda heard the drums at Ubwexandi before dawn"
NAME = "Oqthemba Wuxlarandi"
CANARIES = (CANARY, *CANARY.split()[:1], NAME, "799 317 442")
PLANTED, TYPED = "Xiqwolunde-Vuzkarati was planted here", "Hexvundarai was typed into a field"
STORY = Story(text=CANARY, identity=(NAME, "+254 799 317 442", CANARY))
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
SECONDS_UNTIL_KEPT = 4
"""A browser takes down what stands in a page about a second later, and writes it to the disk 2.5 seconds after that."""
KEPT = """async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    files: await navigator.storage.getDirectory().then(async (all) => (await Array.fromAsync(all.keys())).length),
    persisted: await navigator.storage.persisted(),
    name: globalThis.name,
    state: history.state,
})"""
NOTHING = {
    "local": 0,
    "session": 0,
    "cookies": "",
    "databases": 0,
    "caches": 0,
    "workers": 0,
    "files": 0,
    "persisted": False,
    "name": "",
    "state": None,
}
DOORS = {
    ("GET", "/en"),
    ("GET", "/v1/directory"),
    ("GET", "/v1/mailboxes"),
    ("GET", "/v1/mailboxes/…"),
    ("POST", "/v1/mailboxes/…"),
    ("POST", "/v1/parts"),
    ("POST", "/v1/uploads"),
    ("PUT", "/v1/uploads/…/…"),
    ("POST", "/v1/uploads/…"),
}
WHERE = "[location.href, document.title, history.length]"


@pytest.fixture
def other() -> Iterator[Elsewhere]:
    with elsewhere() as site:
        yield site


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture(scope="module")
def one_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """For those who do not look at what lies on the disk."""
    with at_home(tmp_path_factory.mktemp("one") / "profile", ONLY_HERE) as browser:
        yield browser


@pytest.fixture
def home(profile: Path) -> Iterator[Home]:
    with at_home(profile, ONLY_HERE) as browser:
        yield browser


def at_the_page(home: Home, intake: ServedPage, act: Callable[[Page], Any]) -> Any:
    """In a tab of its own, which stays."""

    def whole(context: BrowserContext) -> Any:
        page = context.new_page()
        page.add_init_script(LOT)
        page.on("dialog", lambda dialog: dialog.accept())
        person.open_page(page, f"{intake.url}/en")
        return act(page)

    return home.do(whole)


def kept_in(folder: Path) -> dict[str, bytes]:
    """What stands in each file of a folder."""
    files = [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]
    return {str(file.relative_to(folder)): squeezed(_bytes(file)) for file in files}


def _bytes(file: Path) -> bytes:
    """Nothing of one that a browser has just put in another's place: there it is read too, at the next look."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def lying_in(files: Mapping[str, bytes], text: str) -> list[str]:
    """The files in which a text lies, plain or encoded."""
    wanted = needles(text)
    return [name for name, raw in files.items() if found_in(raw, wanted)]


def pairs(words: str) -> list[str]:
    """Any two words that follow each other. One alone stands in every dictionary."""
    split = words.split()
    return [" ".join(two) for two in pairwise(split)]


def kept(page: Page) -> Any:
    return page.evaluate(KEPT)


def plant(home: Home, other: Elsewhere) -> None:
    """Another site keeps what it can: where the browser keeps anything, the search must find it."""

    def act(context: BrowserContext) -> None:
        page = context.new_page()
        page.goto(other.url)
        page.fill("#field", TYPED)
        page.evaluate("(text) => keep(text)", PLANTED)

    home.do(act)


def assert_found(profile: Path, intake: ServedPage, *never: str) -> None:
    """The search finds what another site kept, and that the page was opened; of all else nothing."""
    files = kept_in(profile)
    assert lying_in(files, PLANTED)
    opened = lying_in(files, intake.url)
    assert opened
    for text in never:
        assert lying_in(files, text) == [], text
    assert [file for file in opened if "Cache" in file or "Storage" in file] == []


def test_after_a_report_nothing_is_left(home: Home, profile: Path, intake: ServedPage, other: Elsewhere) -> None:
    plant(home, other)

    def act(page: Page) -> str:
        before = page.evaluate(WHERE)
        words = person.tell(page, STORY)
        assert page.evaluate(WHERE) == before
        person.press(page, "Close this page now")
        _is_gone(page, before[2])
        return words

    words = at_the_page(home, intake, act)
    home.close()
    assert_found(profile, intake, *CANARIES, *pairs(words))


def test_whoever_leaves_in_the_midst_of_writing_leaves_nothing(
    home: Home, profile: Path, intake: ServedPage, other: Elsewhere
) -> None:
    plant(home, other)

    def act(leave: Callable[[Page], None], page: Page) -> str:
        before = page.evaluate(WHERE)
        person.write(page, STORY)
        person.go_on_to_words(page, STORY)
        words = person.shown_words(page)
        person.press(page, "I have them. Hide them now")
        page.fill("#again", words)
        assert page.evaluate(WHERE) == before
        leave(page)
        return words

    each = [at_the_page(home, intake, partial(act, leave)) for leave in LEAVE]
    home.close()
    assert_found(profile, intake, *CANARIES, *(two for words in each for two in pairs(words)))


def _exit(page: Page) -> None:
    before = page.evaluate("history.length")
    person.press(page, "Leave now")
    _is_gone(page, before)


def _escape(page: Page) -> None:
    before = page.evaluate("history.length")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    _is_gone(page, before)


def _is_gone(page: Page, before: int) -> None:
    page.wait_for_url("about:blank")
    assert page.evaluate("history.length") == before
    page.go_back()
    assert page.locator("body").inner_text() == ""


def _elsewhere(page: Page) -> None:
    """And back: then the page begins anew."""
    page.goto("about:blank")
    page.go_back()
    person.wait_for(page, "What would you like to do?")
    person.press(page, "Write a report")
    assert (page.input_value("#text"), page.input_value("#country")) == ("", "")


def _close(page: Page) -> None:
    page.close(run_before_unload=True)


LEAVE: tuple[Callable[[Page], None], ...] = (_exit, _escape, _elsewhere, _close)


def test_while_somebody_writes_nothing_of_it_is_on_the_disk(
    home: Home, profile: Path, intake: ServedPage, other: Elsewhere
) -> None:
    """A device may be taken from them at that moment: what browsers keep for a restart holds no field."""

    def act(page: Page) -> str:
        person.write(page, STORY)
        person.go_on_to_words(page, STORY)
        words = person.learn_words(page)
        for _ in range(6):  # to the words typed again, the words, and through the four steps before them
            person.press(page, "Back")
        assert page.input_value("#text") == CANARY
        page.wait_for_timeout(SECONDS_UNTIL_KEPT * 1000)
        return words

    words = at_the_page(home, intake, act)
    plant(home, other)
    end = time.monotonic() + 60
    while not lying_in(kept_in(profile), TYPED) and time.monotonic() < end:
        time.sleep(0.5)
    assert lying_in(kept_in(profile), TYPED)
    assert_found(profile, intake, *CANARIES, *pairs(words))


def test_nothing_is_in_any_place_where_a_page_can_keep_something(one_home: Home, intake: ServedPage) -> None:
    """By itself: to ask a browser for such a place leaves its own mark in the profile."""

    def act(page: Page) -> None:
        before = page.evaluate(WHERE)
        words = person.tell(page, STORY)
        assert (kept(page), page.evaluate(WHERE)) == (NOTHING, before)
        person.press(page, "Write another one with the same words")
        page.reload()
        person.open_page(page, f"{intake.url}/en")
        person.look(page, words)
        person.finish(page)
        assert kept(page) == NOTHING
        person.press(page, "Leave now")
        page.wait_for_url("about:blank")
        person.open_page(page, f"{intake.url}/en")
        assert kept(page) == NOTHING

    intake.publish({})
    at_the_page(one_home, intake, act)
    assert one_home.do(lambda context: context.cookies()) == []


def test_a_reload_brings_no_field_back(one_home: Home, intake: ServedPage) -> None:
    def act(page: Page) -> None:
        person.write(page, STORY)
        page.reload()
        person.wait_for(page, "What would you like to do?")
        assert kept(page) == NOTHING
        person.press(page, "Write a report")
        assert [page.input_value(f"#{field}") for field in ("text", "country")] == ["", ""]
        assert not page.is_checked("#tonight")

    at_the_page(one_home, intake, act)


# ---- whom it speaks to


def test_every_request_of_a_whole_visit_goes_to_intake(
    one_home: Home, intake: ServedPage, line: Relay, tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_bytes(b"a list of names " * 20_000)
    story = replace(STORY, files=(tmp_path / "list.txt",), untouched=True, guided=True)
    asked: list[str] = []

    def act(context: BrowserContext) -> None:
        page = context.new_page()
        page.add_init_script(LOT)
        watcher = context.new_cdp_session(page)
        watcher.send("Network.enable")
        for event in ("requestWillBeSent", "webSocketCreated", "webTransportCreated"):
            watcher.on(f"Network.{event}", lambda said: asked.append(said.get("request", said)["url"]))
        context.on("request", lambda request: asked.append(request.url))
        person.open_page(page, f"{line.url}/en")
        words = person.tell(page, story)
        person.press(page, "Write another one with the same words")
        page.reload()
        person.open_page(page, f"{line.url}/en")
        person.look(page, words)
        person.finish(page)
        person.press(page, "Close this page now")
        page.wait_for_url("about:blank")

    intake.publish({})
    one_home.do(act)
    elsewhere = [url for url in asked if not url.startswith((f"{line.url}/", "blob:", "about:", "data:"))]
    assert elsewhere == []
    came = {
        (one.method, re.sub("/([0-9]+|[0-9a-f]{2}|[0-9a-f]{4}|[0-9a-f]{64})(?=/|$)", "/…", one.path))
        for one in line.exchanges
    }
    assert came == DOORS
    noticed = Counter(url.removeprefix(line.url) for url in asked)
    assert all(noticed[one.path] >= 2 for one in line.exchanges), "the browser's own word and ours differ"


# ---- what the browser is told to let run

TRIES = """([other, own]) => {
    const here = document.querySelector('main');
    const script = (text) => here.append(Object.assign(document.createElement('script'), {textContent: text}));
    const written = () => {
        const element = document.createElement('script');
        element.append("globalThis.ran.push('written')");
        here.append(element);
    };
    // An address for each: what a browser has in its cache, it would not ask for.
    const at = (name) => `${other}/${name}`;
    const loaded = (tag, name, extra = {}) => {
        const element = document.createElement(tag);
        const set = {...extra, [name]: at(extra.rel ?? tag)};
        for (const [one, value] of Object.entries(set)) element.setAttribute(one, value);
        here.append(element);
    };
    const tries = {
        inline: () => script("globalThis.ran.push('inline')"),
        written,
        eval: () => (0, eval)("globalThis.ran.push('eval')"),
        function: () => new Function("globalThis.ran.push('function')")(),
        timer: () => setTimeout("globalThis.ran.push('timer')"),
        markup: () => { here.innerHTML = '<b id="markup">markup</b>'; },
        inserted: () => here.insertAdjacentHTML('beforeend', '<b id="markup">markup</b>'),
        handler: () => {
            const button = document.createElement('button');
            button.setAttribute('onclick', "globalThis.ran.push('handler')");
            here.append(button);
            button.click();
        },
        address: () => {
            const link = document.createElement('a');
            link.href = "javascript:globalThis.ran.push('address')";
            here.append(link);
            link.click();
        },
        worker: () => new Worker(URL.createObjectURL(new Blob(["0"]))).postMessage(0),
        policy: () => trustedTypes.createPolicy('mine', {createHTML: (text) => text}),
        style: () => {
            here.setAttribute('style', 'opacity: 0.25');
            if (getComputedStyle(here).opacity === '0.25') globalThis.ran.push('style');
        },
        fetch: () => void fetch(at('fetch'), {mode: 'no-cors'}).then(() => globalThis.ran.push('fetch'), () => {}),
        beacon: () => navigator.sendBeacon(at('beacon'), 'x'),
        socket: () => new WebSocket(at('socket').replace('http', 'ws')),
        events: () => new EventSource(at('events')),
        picture: () => loaded('img', 'src'),
        frame: () => loaded('iframe', 'src'),
        sheet: () => loaded('link', 'href', {rel: 'stylesheet'}),
        prefetch: () => loaded('link', 'href', {rel: 'prefetch'}),
        film: () => loaded('video', 'src'),
        object: () => loaded('object', 'data'),
        form: () => {
            const form = document.createElement('form');
            form.action = at('form');
            form.method = 'post';
            here.append(form);
            form.submit();
        },
        base: () => {
            document.head.append(Object.assign(document.createElement('base'), {href: `${other}/base/`}));
            if (document.baseURI !== own) globalThis.ran.push('base');
        },
    };
    globalThis.ran = [];
    globalThis.tried = [];
    addEventListener('mousedown', () => {
        for (const [name, attempt] of Object.entries(tries)) {
            try { attempt(); } catch {}
            tried.push(name);
        }
    }, {once: true});
}"""


def tried(page: Page, other: Elsewhere) -> tuple[list[str], list[str]]:
    """What ran of what somebody might put into a page, and what reached another site. It is begun by a press: what a
    browser's driver calls itself, no rule of the page holds for."""
    page.evaluate(TRIES, [other.url, page.url])
    page.mouse.move(5, 5)
    page.mouse.down()
    page.wait_for_function("tried.length === 24")
    page.wait_for_timeout(1000)
    return sorted(page.evaluate("ran")), other.came


def test_nothing_that_is_put_into_the_page_runs_or_reaches_anybody(
    one_home: Home, intake: ServedPage, other: Elsewhere
) -> None:
    def act(page: Page) -> None:
        assert tried(page, other) == ([], [])
        assert page.locator("#markup").count() == 0
        assert page.url == f"{intake.url}/en"
        assert page.get_by_role("button", name="Write a report").count() == 1

    at_the_page(one_home, intake, act)


def test_where_no_rule_is_given_all_of_it_runs(one_home: Home, other: Elsewhere) -> None:
    """Else the test above would prove nothing."""

    def act(context: BrowserContext) -> None:
        page = context.new_page()
        page.goto(other.url)
        page.evaluate("document.body.append(document.createElement('main'))")
        other.came.clear()
        page.evaluate("HTMLFormElement.prototype.submit = () => {}")  # it would lead away, before the end
        ran, came = tried(page, other)
        assert {"inline", "written", "eval", "function", "timer", "handler", "style", "fetch", "base"} <= {*ran}
        must_come = {"/fetch", "/beacon", "/socket", "/events", "/img", "/iframe", "/stylesheet"}
        for _ in range(40):
            if not must_come <= {*came}:
                page.wait_for_timeout(500)
        assert must_come <= {*came}

    one_home.do(act)
