"""Every door of the desk's pages, found by itself: shut without a session, to other names, to other places, to forms
without their token; and with the headers that leave nothing behind."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from protocol.consent import Aim
from protocol.desk_crossings import Channel, PartState
from protocol.directory import Expired
from protocol.ids import PartKind
from protocol.opening import RequestExpired
from server.detection.reasons import Reason
from server.detection.spans import Kind
from server.pages.files import SCRIPTS
from server.redaction.api import create_app
from server.redaction.files import errors as file_errors
from server.redaction.pages import errors
from server.redaction.pages.calls import MOST_FORM
from server.redaction.pages.decisions import Decided
from server.redaction.pages.doors import SHOWN, SHOWN_TO_ALL, TAKEN, TAKEN_FROM_ALL, WATCHED
from server.redaction.pages.listing import Filter, Standing
from server.redaction.pages.rendering import CATALOGUES, HEADERS, HERE, LANGUAGES, text_of
from server.redaction.refusals import BY_WORD
from server.redaction.room.joining import Outcome
from server.redaction.room.questions import Sight
from tests.server.redaction.desks import Scene
from tests.server.redaction.pages.browsing import OWN, PageBrowser, browser_at

pytestmark = pytest.mark.anyio
FORM = {"content-type": "application/x-www-form-urlencoded"}


def every_page(scene: Scene) -> list[tuple[str, str]]:
    """Method and path, filled in, of every door that is none of the console's."""
    routes = [
        one for one in create_app(scene.curator).routes if isinstance(one, APIRoute) and not one.include_in_schema
    ]
    return [
        (method, re.sub(r"\{[^}]*\}", "1", one.path))
        for one in routes
        for method in sorted(one.methods)
        if one.path != "/openapi.json"
    ]


def open_to_all(path: str) -> bool:
    return path in {*SHOWN_TO_ALL, *TAKEN_FROM_ALL} or path.startswith("/desk/files/")


async def test_the_tables_are_all_the_doors_that_there_are(scene: Scene) -> None:
    tables = [("GET", one) for one in {**SHOWN_TO_ALL, **SHOWN, **WATCHED}]
    tables += [("POST", one) for one in {**TAKEN_FROM_ALL, **TAKEN}]
    known = {(method, re.sub(r"\{[^}]*\}", "1", path)) for method, path in tables}
    assert set(every_page(scene)) - known == {("GET", "/desk/1"), ("GET", "/desk/files/1")}


async def test_nobody_gets_past_a_door_without_a_session(scene: Scene, inside: PageBrowser) -> None:
    """Though somebody is in, in another browser."""
    inside.client.cookies.clear()
    for method, path in every_page(scene):
        if open_to_all(path):
            continue
        for cookie in ("", "leeward-desk=" + "A" * 43, "leeward-desk=;;"):
            headers = {**OWN, **FORM, **({"cookie": cookie} if cookie else {})}
            answer = await inside.client.request(method, path, headers=headers, content="token=x")
            assert (answer.status_code, answer.headers.get("location")) == (303, "/"), (method, path)


async def test_a_locked_session_gets_to_the_lock_alone(scene: Scene, inside: PageBrowser) -> None:
    token = scene.curator.memory.pages.session.form_token  # type: ignore[union-attr]
    await inside.press("/desk/lock")
    for method, path in every_page(scene):
        if not open_to_all(path):
            answer = await inside.client.request(
                method, path, headers={**OWN, **FORM}, content=f"token={token}" if method == "POST" else None
            )
            assert (answer.status_code, answer.headers["location"]) == (303, "/desk/locked"), (method, path)


@pytest.mark.parametrize("token", ["", "token=", "token=AAAA", "token={}&token={}"])
async def test_no_form_counts_without_the_token_of_its_session(scene: Scene, inside: PageBrowser, token: str) -> None:
    own = scene.curator.memory.pages.session.form_token  # type: ignore[union-attr]
    for path in TAKEN:
        answer = await inside.client.post(
            re.sub(r"\{[^}]*\}", "1", path), headers={**OWN, **FORM}, content=token.format(own, own)
        )
        assert answer.status_code in {403, 422}, path
    assert not scene.curator.memory.pages.session.locked  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "127.0.0.1:8443"},
        {"host": "localhost:8444"},
        {"host": "desk.example:8443"},
        {"origin": "http://localhost:3000"},
        {"origin": "http://127.0.0.1:8443"},
        {"origin": "null"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site"},
    ],
    ids=lambda one: "=".join(next(iter(one.items()))),
)
async def test_whatever_comes_from_another_place_is_refused(
    scene: Scene, inside: PageBrowser, headers: dict[str, str]
) -> None:
    """Also what is only looked at, and with the cookie: another port of this machine is sent it by the browser."""
    token = scene.curator.memory.pages.session.form_token  # type: ignore[union-attr]
    for method, path in every_page(scene):
        answer = await inside.client.request(
            method, path, headers={**OWN, **FORM, **headers}, content=f"token={token}" if method == "POST" else None
        )
        assert answer.status_code in {403, 421}, (method, path)
        assert not answer.headers.get("set-cookie")
        assert "data-letter-keys" not in answer.text, "no way to other pages"


async def test_a_form_that_names_no_origin_is_refused(scene: Scene, inside: PageBrowser) -> None:
    token = scene.curator.memory.pages.session.form_token  # type: ignore[union-attr]
    for path in {**TAKEN, **TAKEN_FROM_ALL}:
        answer = await inside.client.post(re.sub(r"\{[^}]*\}", "1", path), headers=FORM, content=f"token={token}")
        assert answer.status_code == 403, path


async def test_only_forms_of_a_bounded_size_are_read(scene: Scene, inside: PageBrowser) -> None:
    token = scene.curator.memory.pages.session.form_token  # type: ignore[union-attr]
    for body, status in (
        (f"token={token}&x=" + "a" * MOST_FORM, 413),
        ("token=%", 403),
        ("&".join(["token=x"] * 100), 422),
        ("=&=", 422),
        ("\xff", 422),
    ):
        answer = await inside.client.post("/desk/lock", headers={**OWN, **FORM}, content=body.encode("latin-1"))
        assert answer.status_code == status, body[:20]
    answer = await inside.client.post("/desk/lock", headers={**OWN, "content-type": "text/plain"}, content="token=x")
    assert answer.status_code == 422


async def test_every_page_says_that_nothing_of_it_may_be_kept_or_framed_or_run(
    scene: Scene, inside: PageBrowser
) -> None:
    for method, path in every_page(scene):
        answer = await inside.client.request(method, path, headers={**OWN, **FORM})
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (path, name)
    policy = HEADERS["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_places(scene: Scene, browser: PageBrowser) -> None:
    async with browser_at(scene.curator) as other:
        await other.go("/")
        code = (await scene.console.post("/v1/page-links")).json()["url"].partition("#")[2]
        answer = await other.client.post("/desk/link", headers={**OWN, **FORM}, content=f"code={code}")
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    assert "max-age" not in said, "it ends with the browser"
    assert "domain" not in said


async def test_an_address_that_is_none_is_refused_without_a_word_of_it(inside: PageBrowser) -> None:
    for path in ("/desk/zyqarveth", "/desk/inbox/zyqarveth", "/desk/inbox/99", "/desk/openings/1", "/desk/openings/-1"):
        answer = await inside.client.get(path)
        assert answer.status_code == 404, path
        assert "zyqarveth" not in answer.text


def test_no_template_names_another_place_or_lets_a_browser_remember_or_send_what_is_typed() -> None:
    for file in sorted((HERE / "templates").iterdir()):
        text = file.read_text(encoding="utf-8")
        assert "//" not in re.sub(r"\{[%{#].*?[%}#]\}", "1", text), file.name
        assert " style=" not in text, file.name
        assert "|safe" not in text, file.name
        for field in re.findall(r"<(?:input|textarea|select)\b[^>]*>", re.sub(r"\{%.*?%\}", "", text)):
            kind = re.search(r'type="(\w+)"', field)
            if kind and kind[1] in {"checkbox", "radio"}:
                continue
            assert 'autocomplete="off"' in field, (file.name, field)
            assert "hidden" in field or "<select" in field or 'spellcheck="false"' in field, (file.name, field)
        for form in re.findall(r'<form\b[^>]*method="post"[^>]*>.*?</form>', text, re.DOTALL):
            own = 'action="/desk/link"' in form or "data-passkey" in form
            assert own or "parts.token()" in form, (file.name, form[:80])


def test_scripts_write_no_html_keep_nothing_and_know_no_other_place() -> None:
    for file in sorted([*(HERE / "files").glob("*.js"), *SCRIPTS.glob("*.js")]):
        text = file.read_text(encoding="utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacent", "Storage", "indexedDB", "eval", "http", "cookie"):
            assert word not in text, (file.name, word)


def every_error() -> list[type[Exception]]:
    found = vars(errors).values()
    return [one for one in found if isinstance(one, type) and issubclass(one, errors.PageError)]


def test_what_english_pages_say_of_an_error_is_its_docstring() -> None:
    silent = {errors.PageError, errors.NotIn, errors.Locked}  # these lead to another page
    for kind in every_error():
        if kind not in silent:
            assert text_of(kind, "en") == (" ".join((kind.__doc__ or "").split()), True), kind


def test_why_a_file_does_not_leave_is_said_in_every_language() -> None:
    kinds = [
        one for one in vars(file_errors).values() if isinstance(one, type) and issubclass(one, file_errors.FileError)
    ]
    for kind in set(kinds) - {file_errors.FileError}:
        assert text_of(kind, "en") == (" ".join((kind.__doc__ or "").split()), True), kind
        assert all(text_of(kind, language)[1] for language in LANGUAGES)


def test_what_english_pages_say_of_another_zone_s_no_is_its_docstring() -> None:
    for kind in (*BY_WORD.values(), RequestExpired, Expired):
        assert text_of(kind, "en") == (" ".join((kind.__doc__ or "").split()), True), kind


def names_in(source: str) -> set[str]:
    return set(re.findall(r"^([a-z][\w-]*) =", source, re.MULTILINE))


def variables_in(source: str) -> dict[str, set[str]]:
    parts = re.split(r"^([a-z][\w-]*) =", source, flags=re.MULTILINE)[1:]
    return {name: set(re.findall(r"\{ ?\$(\w+)", text)) for name, text in zip(parts[::2], parts[1::2], strict=True)}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_catalogue_says_what_the_english_one_says(language: str) -> None:
    english, other = (CATALOGUES.sources()[one] for one in ("en", language))
    assert names_in(other) == names_in(english)
    assert variables_in(other) == variables_in(english)


def test_every_text_that_a_template_asks_for_is_there_and_no_other() -> None:
    asked = set[str]()
    for file in sorted((HERE / "templates").iterdir()):
        asked |= _words(file)
    english = names_in(CATALOGUES.sources()["en"])
    begun = {one for one in asked if one.endswith("-")}
    unused = {one for one in english - asked if not one.startswith(("error-", *begun))}
    assert not unused


def _words(file: Path) -> set[str]:
    return {one for pair in re.findall(r'"([a-z][a-z0-9-]*)"|\'([a-z][a-z0-9-]*)\'', file.read_text()) for one in pair}


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        ("aim", Aim),
        ("channel", Channel),
        ("copy-sight", Sight),
        ("decided", Decided),
        ("filter", Filter),
        ("kind", Kind),
        ("kind-of-part", PartKind),
        ("outcome", Outcome),
        ("part", PartState),
        ("standing", Standing),
    ],
)
def test_every_coded_word_that_a_page_shows_is_a_word_in_english(beginning: str, kind: type[StrEnum]) -> None:
    for one in kind:
        assert CATALOGUES.say("en", f"{beginning}-{one.value}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_say_in_every_language_why_a_stretch_may_point_at_a_person(language: str) -> None:
    """And in English what `leeward detect` says. The catalogues' own names are compared above."""
    said = {one: CATALOGUES.say(language, f"why-{one.code}") for one in Reason}
    assert all((text == one.value) is (language == "en") for one, text in said.items())
    assert len(set(said.values())) == len(Reason), "two signs that are told apart in English are told apart here too"
