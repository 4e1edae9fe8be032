"""The way into the desk's pages: a link that counts once, then a passkey; locked when idle, and closed for good."""

from __future__ import annotations

import errno
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from protocol.primitives import SignKey
from server import pinned
from server.pages.passkeys import Passkey, PasskeyRefused
from server.redaction.forms import PartShown
from server.redaction.pages import kept_passkeys, openings, shown
from server.redaction.pages.errors import PasskeysUnreadable, TooManyPasskeys
from server.redaction.pages.kept_passkeys import (
    MOST_PASSKEYS,
    keep_another,
    keep_first,
    passkeys_of,
    remove_all,
)
from server.redaction.pages.links import MOST_WRONG as MOST_WRONG_CODES
from server.redaction.pages.links import SECONDS
from server.redaction.pages.own_passkeys import CONFIRMED_SECONDS, PASSKEYS
from server.redaction.pages.sessions import LONGEST_SECONDS, MOST_WRONG, lock
from server.redaction.pages.stopping import SLIP_SECONDS, stop_when_due
from server.redaction.room.joining import Outcome, join
from server.redaction.room.questions import ShownPart
from server.redaction.rounds import lock_once, rounds
from server.redaction.showing import show_part
from server.redaction.stopping import is_stopped
from server.redaction.world import World
from tests.server.policy.authenticator import PRESENT, Authenticator
from tests.server.redaction.desks import Scene
from tests.server.redaction.pages.browsing import OWN, PageBrowser, browser_at, code_from, the_persons_key

pytestmark = pytest.mark.anyio
INBOX = "/desk/"
SAID = "Lorries came to the mill at night."


async def test_the_first_visit_brings_in_a_passkey_and_the_next_asks_for_it(
    scene: Scene, browser: PageBrowser, key: Authenticator
) -> None:
    await browser.come_in(scene.console, key)
    assert browser.path == INBOX
    await browser.press("/desk/close")
    assert browser.path == "/"
    assert (await browser.go(INBOX)).url.path == "/"
    await browser.send("/desk/link", [("code", await code_from(scene.console))])
    assert browser.form("/desk/passkey").passkey == "get"
    await browser.answer("/desk/passkey", key)
    assert browser.path == INBOX


async def test_a_link_counts_once_for_two_minutes_and_a_newer_one_ends_it(scene: Scene, browser: PageBrowser) -> None:
    async def refused(code: str) -> bool:
        return (await browser.send("/desk/link", [("code", code)])).status_code == 403

    used = await code_from(scene.console)
    assert not await refused(used)
    assert await refused(used)
    first, second = await code_from(scene.console), await code_from(scene.console)
    assert await refused(first)
    assert not await refused(second)
    late = await code_from(scene.console)
    scene.clock.now += SECONDS + 1
    assert await refused(late)


async def test_a_link_that_was_guessed_at_too_often_is_dead(scene: Scene, browser: PageBrowser) -> None:
    code = await code_from(scene.console)
    for _ in range(MOST_WRONG_CODES):
        assert (await browser.send("/desk/link", [("code", "A" * 22)])).status_code == 403
    assert (await browser.send("/desk/link", [("code", code)])).status_code == 403


async def test_a_link_alone_opens_no_page(scene: Scene, browser: PageBrowser, inside: PageBrowser) -> None:
    await inside.press("/desk/close")
    await browser.send("/desk/link", [("code", await code_from(scene.console))])
    assert (await browser.go(INBOX)).url.path == "/"


async def test_another_passkey_no_finger_a_copy_or_an_answer_sent_twice_do_not_come_in(
    scene: Scene, browser: PageBrowser, key: Authenticator
) -> None:
    for _ in range(2):
        await browser.come_in(scene.console, key)
        await browser.press("/desk/close")
    stranger, fingerless = the_persons_key("another"), the_persons_key()
    stranger.handle = key.handle
    fingerless.key, fingerless.flags, fingerless.count = key.key, PRESENT, key.count
    copy = the_persons_key()
    copy.key, copy.count = key.key, key.count - 1
    elsewhere = Authenticator("http://localhost:3000", key=key.key, count=key.count)
    for wrong in (stranger, fingerless, copy, elsewhere):
        await browser.send("/desk/link", [("code", await code_from(scene.console))])
        await browser.answer("/desk/passkey", wrong)
        assert browser.page.status_code == 403
        assert (await browser.go(INBOX)).url.path == "/"
    await browser.send("/desk/link", [("code", await code_from(scene.console))])
    sent = key.get(browser.form("/desk/passkey").options)
    await browser.send("/desk/passkey", [("response", sent)])
    assert browser.path == INBOX
    assert (await browser.send("/desk/passkey", [("response", sent)])).url.path == "/"


async def test_passkeys_that_do_not_fit_use_the_link_up(scene: Scene, browser: PageBrowser, key: Authenticator) -> None:
    await browser.come_in(scene.console, key)
    await browser.press("/desk/close")
    await browser.send("/desk/link", [("code", await code_from(scene.console))])
    for _ in range(MOST_WRONG):
        await browser.go("/desk/passkey")
        await browser.answer("/desk/passkey", the_persons_key("another"))
    assert (await browser.go("/desk/passkey")).url.path == "/"


async def test_a_link_brings_in_no_second_passkey(scene: Scene, inside: PageBrowser) -> None:
    """Two links cannot: the second one finds the passkey of the first, also where its page was shown before."""
    async with browser_at(scene.reviewer) as other:
        await other.go("/")
        await other.send("/desk/link", [("code", await code_from(scene.second))])
        form = other.form("/desk/passkey")
        first, second = the_persons_key("first"), the_persons_key("second")
        made = second.create(form.options)
        await other.answer("/desk/passkey", first)
        assert other.path == INBOX
        await other.send("/desk/passkey", [("response", made)])
        assert len(passkeys_of(scene.reviewer)) == 1


async def test_a_file_of_passkeys_that_the_desk_did_not_sign_lets_nobody_in(scene: Scene, inside: PageBrowser) -> None:
    (path,) = scene.curator.folder.glob("passkeys*")
    async with browser_at(scene.reviewer) as other:
        await other.come_in(scene.second, the_persons_key())
    foreign = next(scene.reviewer.folder.glob("passkeys*")).read_bytes()
    sealed_by_anybody = _kept_by(replace(scene.curator, sign_key=SignKey.new(), folder=scene.curator.folder / "forged"))
    for bad in (foreign, sealed_by_anybody, path.read_bytes()[:-1], b""):
        path.write_bytes(bad)
        with pytest.raises(PasskeysUnreadable):
            passkeys_of(scene.curator)
        await inside.send("/desk/link", [("code", await code_from(scene.console))])
        assert inside.page.status_code == 409
    assert remove_all(scene.curator.folder)
    await inside.come_in(scene.console, the_persons_key("new"))
    assert inside.path == INBOX


def _kept_by(stranger: World) -> bytes:
    """A file that opens with the desk's key, as anybody can seal one: signed by somebody else."""
    keep_first(stranger, Passkey(b"credential", b"key", 0))
    return next(stranger.folder.glob("passkeys*")).read_bytes()


async def test_idle_pages_lock_forget_what_was_open_and_unlock_by_passkey(
    scene: Scene, inside: PageBrowser, key: Authenticator
) -> None:
    part = scene.say("Lorries came to the mill at night.")
    opening = await scene.open(part)
    assert scene.curator.memory.rooms.is_readable(opening, part)
    scene.clock.now += scene.curator.page_idle_seconds
    await lock_once(scene.curator)
    assert not scene.curator.memory.rooms.is_readable(opening, part)
    assert (await inside.go(INBOX)).url.path == "/desk/locked"
    assert (await inside.send("/desk/close", [("token", "x")])).url.path == "/desk/locked"
    await inside.answer("/desk/locked", the_persons_key("another"))
    assert (await inside.go(INBOX)).url.path == "/desk/locked"
    await inside.answer("/desk/locked", key)
    assert inside.path == INBOX


async def test_a_full_disk_is_said_to_whoever_would_unlock_and_nothing_is_lost(
    scene: Scene, inside: PageBrowser, key: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    await inside.press("/desk/lock")

    def is_full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as full:
        full.setattr(kept_passkeys, "write_durably", is_full)
        await inside.answer("/desk/locked", key)
        assert inside.page.status_code == 503
        assert "The disk may be full." in inside.text
    await inside.go("/desk/locked")
    await inside.answer("/desk/locked", key)
    assert inside.path == INBOX


async def test_a_stop_that_a_full_disk_does_not_take_is_one_and_says_so(
    scene: Scene, inside: PageBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    await inside.go("/desk/stop")
    with monkeypatch.context() as full:
        full.setattr(pinned, "write_durably", is_full)
        await inside.press("/desk/stop")
    assert "could not be written to this machine's disk" in inside.text
    assert "This desk is stopped" in inside.text
    assert is_stopped(scene.curator)
    assert inside.page.headers["clear-site-data"]


async def test_one_press_locks(scene: Scene, inside: PageBrowser) -> None:
    part = scene.say("Lorries came to the mill at night.")
    opening = await scene.open(part)
    await inside.press("/desk/lock")
    assert inside.path == "/desk/locked"
    assert not scene.curator.memory.rooms.is_readable(opening, part)
    assert inside.page.headers["clear-site-data"] == '"cache", "storage"'


async def opened(scene: Scene, inside: PageBrowser) -> bytes:
    """An opening that is read here; the session knows it by the number 1."""
    opening = await scene.open(scene.say(SAID))
    assert scene.curator.memory.pages.session is not None
    assert scene.curator.memory.pages.session.openings.of(opening) == 1
    return opening


async def test_a_form_that_a_lock_overtakes_does_nothing(scene: Scene, inside: PageBrowser) -> None:
    """It comes slowly, and in another tab somebody presses the key."""
    await opened(scene, inside)
    await inside.go("/desk/openings/1")
    join = "/desk/openings/1/join"
    body = str(httpx.QueryParams(inside.form(join).fields)).encode()

    async def slowly() -> AsyncIterator[bytes]:
        yield body[:5]
        lock(scene.curator)
        yield body[5:]

    headers = {**OWN, "content-type": "application/x-www-form-urlencoded"}
    answer = await inside.client.post(join, content=slowly(), headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/locked")
    assert scene.curator.memory.pages.session is not None
    assert not scene.curator.memory.pages.session.joined, "nobody tried"
    assert len(scene.curator.memory.rooms) == 0


async def test_a_page_that_a_lock_overtakes_is_not_shown(
    scene: Scene, inside: PageBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened(scene, inside)

    async def locks(part: bytes, seen: ShownPart) -> PartShown:
        lock(scene.curator)
        return await show_part(part, seen)

    await inside.go("/desk/openings/1/parts/1")
    assert SAID in inside.text
    monkeypatch.setattr(shown, "show_part", locks)
    await inside.go("/desk/openings/1/parts/1")
    assert inside.path == "/desk/locked"
    assert SAID not in inside.text


async def test_what_is_opened_for_a_form_that_a_lock_has_overtaken_is_closed_again(
    scene: Scene, inside: PageBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it waited for before it began to open."""
    await opened(scene, inside)
    await inside.go("/desk/openings/1")

    async def joins_late(world: World, opening: bytes) -> dict[bytes, Outcome]:
        lock(world)
        found = await join(world, opening)
        assert len(world.memory.rooms) == 1
        return found

    monkeypatch.setattr(openings, "join", joins_late)
    await inside.press("/desk/openings/1/join")
    assert inside.path == "/desk/locked"
    assert len(scene.curator.memory.rooms) == 0


async def test_a_locked_session_ends_after_passkeys_that_do_not_fit(scene: Scene, inside: PageBrowser) -> None:
    await inside.press("/desk/lock")
    for _ in range(MOST_WRONG):
        await inside.go("/desk/locked")
        await inside.answer("/desk/locked", the_persons_key("another"))
    assert (await inside.go("/desk/locked")).url.path == "/"


async def test_no_passkey_is_brought_in_at_a_lock(scene: Scene, inside: PageBrowser) -> None:
    await inside.press("/desk/lock")
    remove_all(scene.curator.folder)
    form = inside.form("/desk/locked")
    asked = {"challenge": json.loads(form.options)["challenge"], "user": {"id": "AA"}, "rp": {"id": "localhost"}}
    made = the_persons_key("another").create(json.dumps(asked))
    await inside.send("/desk/locked", [*[one for one in form.fields if one[0] == "token"], ("response", made)])
    assert inside.page.status_code == 403
    assert passkeys_of(scene.curator) == ()


async def test_a_working_day_ends_a_session_and_a_newer_one_ends_the_one_before(
    scene: Scene, inside: PageBrowser, key: Authenticator
) -> None:
    before = inside.client.cookies["leeward-desk"]
    async with browser_at(scene.curator) as other:
        await other.come_in(scene.console, key)
        assert other.path == INBOX
    assert (await inside.go(INBOX)).url.path == "/"
    await inside.come_in(scene.console, key)
    assert inside.client.cookies["leeward-desk"] != before
    for _ in range(LONGEST_SECONDS // 200 + 1):
        scene.clock.now += 200
        await inside.go(INBOX)
    assert inside.path == "/"


async def test_a_desk_that_is_started_again_knows_no_session(scene: Scene, inside: PageBrowser) -> None:
    scene.curator.memory.pages.session = None
    assert (await inside.go(INBOX)).url.path == "/"


async def test_one_press_forgets_and_locks_at_once_and_stops_the_desk_half_a_minute_later(
    scene: Scene, inside: PageBrowser
) -> None:
    opening = await scene.open(part := scene.say("Lorries came to the mill at night."))
    await inside.go("/desk/")
    await inside.press("/desk/stop-key")
    assert inside.path == "/desk/locked"
    assert "This desk stops in 30 seconds" in inside.text
    assert inside.page.headers["refresh"] == "33", "the lock looks by itself what became of the desk"
    assert not scene.curator.memory.rooms.is_readable(opening, part)
    scene.clock.now += SLIP_SECONDS - 1
    await stop_when_due(scene.curator)
    assert (scene.vault.frozen, is_stopped(scene.curator)) == ([], False)
    scene.clock.now += 1
    (stops,) = [one for one in rounds(scene.curator) if one.name == "stop"]
    await stops.act()
    assert (scene.vault.frozen, is_stopped(scene.curator)) == ([opening], True)


async def test_a_slip_costs_a_passkey_and_that_comes_too_late_after_half_a_minute(
    scene: Scene, inside: PageBrowser, key: Authenticator
) -> None:
    await inside.press("/desk/stop-key")
    await inside.answer("/desk/locked", key)
    assert inside.path == INBOX
    scene.clock.now += SLIP_SECONDS
    await stop_when_due(scene.curator)
    assert not is_stopped(scene.curator)
    await inside.press("/desk/stop-key")
    scene.clock.now += SLIP_SECONDS
    assert (await inside.answer("/desk/locked", key)).status_code == 423, "though no round has been since"
    assert is_stopped(scene.curator)


async def test_to_come_in_anew_half_a_minute_after_a_press_is_too_late_as_well(
    scene: Scene, inside: PageBrowser, key: Authenticator
) -> None:
    await inside.press("/desk/stop-key")
    await inside.send("/desk/link", [("code", await code_from(scene.console))])
    scene.clock.now += SLIP_SECONDS
    assert (await inside.answer("/desk/passkey", key)).status_code == 423
    assert is_stopped(scene.curator)


async def test_to_close_the_pages_or_to_fail_at_the_lock_takes_no_press_back(scene: Scene, inside: PageBrowser) -> None:
    await inside.press("/desk/stop-key")
    for _ in range(MOST_WRONG):
        await inside.go("/desk/locked")
        await inside.answer("/desk/locked", the_persons_key("another"))
    assert scene.curator.memory.pages.session is None
    scene.clock.now += SLIP_SECONDS
    await stop_when_due(scene.curator)
    assert is_stopped(scene.curator)


async def test_a_locked_desk_is_stopped_without_a_passkey_and_by_its_own_browser_alone(
    scene: Scene, inside: PageBrowser
) -> None:
    await inside.press("/desk/lock")
    forged = await inside.client.post("/desk/stop-key", headers={**OWN}, data={"token": "AAAA"})
    assert forged.status_code == 403
    async with browser_at(scene.curator) as other:
        token = scene.curator.memory.pages.session.form_token  # type: ignore[union-attr]
        assert (await other.send("/desk/stop-key", [("token", token)])).url.path == "/"
    assert scene.curator.memory.pages.stops_at is None
    await inside.press("/desk/stop-key")
    await inside.press("/desk/stop-key")
    assert "This desk is stopped" in inside.text
    assert is_stopped(scene.curator)


async def test_a_second_press_stops_the_desk_from_every_page_and_nobody_comes_in_any_more(
    scene: Scene, inside: PageBrowser
) -> None:
    opening = await scene.open(part := scene.say("Lorries came to the mill at night."))
    await inside.go("/desk/")
    link = await code_from(scene.console)
    await inside.press("/desk/stop-key")
    await inside.press("/desk/stop-key")
    assert "This desk is stopped" in inside.text
    assert scene.vault.frozen == [opening]
    assert not scene.curator.memory.rooms.is_readable(opening, part)
    assert scene.curator.memory.pages.session is None
    for path in ("/", "/desk/", "/desk/passkey", "/desk/openings/1"):
        assert (await inside.go(path)).status_code == 423
    assert (await inside.send("/desk/link", [("code", link)])).status_code == 423
    assert (await scene.console.post("/v1/page-links")).status_code == 423


async def test_with_a_mouse_two_steps_stop_the_desk(scene: Scene, inside: PageBrowser) -> None:
    await inside.go("/desk/stop")
    await inside.press("/desk/stop")
    assert "This desk is stopped" in inside.text
    assert is_stopped(scene.curator)


async def test_another_passkey_is_brought_in_with_the_first_and_opens_the_desk_alone(
    scene: Scene, inside: PageBrowser, key: Authenticator
) -> None:
    other = the_persons_key("another")
    await inside.go(PASSKEYS)
    assert "brought in on 2026-11-21" in inside.text
    await inside.answer(f"{PASSKEYS}/confirm", key)
    await inside.answer(f"{PASSKEYS}/add", other)
    assert inside.text.count("brought in on") == 2
    assert "Remove it" not in inside.text, "a confirmation counts for one change"
    await inside.press("/desk/lock")
    await inside.answer("/desk/locked", other)
    await inside.go(PASSKEYS)
    await inside.answer(f"{PASSKEYS}/confirm", other)
    await inside.press(f"{PASSKEYS}/remove", ("number", "1"))
    assert inside.text.count("brought in on") == 1
    await inside.press("/desk/lock")
    assert (await inside.answer("/desk/locked", key)).status_code == 403, "it was removed"
    await inside.go("/desk/locked")
    await inside.answer("/desk/locked", other)
    assert inside.path == INBOX


async def test_no_passkey_comes_or_goes_without_one_that_is_shown_for_it(
    scene: Scene, inside: PageBrowser, key: Authenticator
) -> None:
    """Somebody at a screen that stands open has the session, and none of its passkeys."""
    token = scene.curator.memory.pages.session.form_token  # type: ignore[union-attr]
    stranger = the_persons_key("stranger")

    async def comes() -> int:
        options = {"challenge": json.loads(inside.form(f"{PASSKEYS}/confirm").options)["challenge"]}
        made = stranger.create(json.dumps({**options, "user": {"id": "AA"}, "rp": {"id": "localhost"}}))
        return (await inside.send(f"{PASSKEYS}/add", [("token", token), ("response", made)])).status_code

    async def goes() -> int:
        return (await inside.send(f"{PASSKEYS}/remove", [("token", token), ("number", "1")])).status_code

    await inside.go(PASSKEYS)
    assert (await comes(), await goes()) == (403, 403)
    await inside.go(PASSKEYS)
    assert (await inside.answer(f"{PASSKEYS}/confirm", stranger)).status_code == 403
    await inside.go(PASSKEYS)
    await inside.answer(f"{PASSKEYS}/confirm", key)
    scene.clock.now += CONFIRMED_SECONDS
    await inside.go(PASSKEYS)
    assert (await comes(), await goes()) == (403, 403)
    assert len(passkeys_of(scene.curator)) == 1


async def test_the_only_passkey_stays_and_no_more_than_eight_are_kept(
    scene: Scene, inside: PageBrowser, key: Authenticator
) -> None:
    await inside.go(PASSKEYS)
    await inside.answer(f"{PASSKEYS}/confirm", key)
    token = scene.curator.memory.pages.session.form_token  # type: ignore[union-attr]
    assert (await inside.send(f"{PASSKEYS}/remove", [("token", token), ("number", "1")])).status_code == 409
    for number in range(2, MOST_PASSKEYS + 1):
        await inside.go(PASSKEYS)
        await inside.answer(f"{PASSKEYS}/confirm", key)
        await inside.answer(f"{PASSKEYS}/add", the_persons_key(f"key {number}"))
    await inside.answer(f"{PASSKEYS}/confirm", key)
    assert "There are eight" in inside.text
    with pytest.raises(TooManyPasskeys):
        keep_another(scene.curator, Passkey(b"credential", b"key", 0))
    kept = passkeys_of(scene.curator)
    with pytest.raises(PasskeyRefused):
        keep_another(scene.curator, kept[0].passkey())
    assert passkeys_of(scene.curator) == kept
