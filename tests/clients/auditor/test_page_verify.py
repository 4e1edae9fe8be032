"""`leeward web verify`: every lie that a server can tell about its page, one at a time (SPEC 20.6)."""

from __future__ import annotations

import gzip
import json
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from clients import to_intake
from clients.auditor import errors, page_commands
from clients.auditor.page_checks import Check, Outcome
from clients.auditor.page_visit import visit
from clients.built_pages import read_built_folder
from protocol.built_page import MOST_SERVED, NotALanguage, NotAPage, read_built, take_apart
from protocol.custodian_crossings import LogEvidence
from protocol.directory import Directory, SignedDirectory, sign_directory, trust
from protocol.errors import PageRefused
from protocol.ledger import EntryKind
from protocol.page import PageRecord, manifest_hash, page_trust, read_block, write_block
from protocol.page_headers import content_security_policy
from server import cli
from tests.built_pages import built_page, write_built
from tests.clients.auditor.site import CONSORTIUM, LANGUAGES, Raw, Served, Site, outcomes
from tests.clients.custodian.sitting_world import Log
from tests.protocol.test_roots import B, RootsOf, change
from tests.worlds import TODAY, make_consortium

OTHERS = make_consortium("others", custodians=3, quorums=(2, 2, 2))
ONION = f"http://{'a' * 56}.onion"


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_page_that_is_what_was_logged_holds_in_every_check(site: Site) -> None:
    checks = site.visited()
    assert outcomes(checks) == {Outcome.HOLDS}, checks
    assert {f"/{language}" for language in LANGUAGES} <= {one.about for one in checks}
    assert {one.about for one in checks} >= {
        "/",
        "/ in ar",
        "the directory",
        "the record",
        "the log",
        "the trust block",
    }


def test_what_was_not_asked_for_is_said_and_is_no_lie(site: Site) -> None:
    checks = site.visited(log=None, built=None)
    assert [one.said.rpartition(" ")[2] for one in checks if one.outcome is Outcome.NOT_ASKED] == [
        "--ledger.",
        "--built.",
    ]
    assert outcomes(checks) == {Outcome.HOLDS, Outcome.NOT_ASKED}


def test_every_page_is_asked_for_as_a_browser_asks_with_and_without_gzip(site: Site) -> None:
    site.visited()
    pages = [one for one in site.asked if not one.url.path.startswith("/v1")]
    assert len(pages) == 2 * (len(LANGUAGES) * 2 + 1)
    assert {one.headers["accept-encoding"] for one in pages} == {"identity", "gzip"}
    assert all("Mozilla" in one.headers["user-agent"] and "cookie" not in one.headers for one in pages)


def _pages(change: Callable[[Served], None]) -> Callable[[Served, httpx.Request], None]:
    """A lie on the page in French alone, wherever it is served."""

    def lie(served: Served, request: httpx.Request) -> None:
        if request.url.path == "/fr":
            change(served)

    return lie


def _put(old: bytes, new: bytes) -> Callable[[Served], None]:
    def change(served: Served) -> None:
        assert old in served.body
        served.body = served.body.replace(old, new)

    return change


def _add(name: str, value: str) -> Callable[[Served], None]:
    return lambda served: served.headers.append((name, value))


def _status(code: int) -> Callable[[Served], None]:
    def change(served: Served) -> None:
        served.status = code

    return change


CSP, WRONG = "content-security-policy", "Headers that are not as demanded: "
MORE = "Headers that should not be there: "
OTHER_SCRIPT = "Its script is another one than the manifest's."
OTHER_PAGE = "The page is another one."
OTHER_BLOCK = "Its trust block is another one than the manifest's."


@pytest.mark.parametrize(
    ("change", "found"),
    [
        # The policy in the headers names another script now too: a browser would run it.
        (lambda served: (_put(b"go(", b"no(")(served), _same_policy(served)), {OTHER_SCRIPT, OTHER_PAGE}),
        (_put(b"go(", b"no("), {OTHER_SCRIPT, OTHER_PAGE, WRONG + CSP + "."}),
        (_put(b"Not here", b"Not hear"), {OTHER_PAGE}),
        (_put(b"p{margin:0}", b"p{margin:1}"), {OTHER_PAGE, WRONG + CSP + "."}),
        (
            _put(b"</body>", b"<script>1</script></body>"),
            {"What is served is no page in the form that can be checked."},
        ),
        (_put(b"<script>", b"<script >"), {"What is served is no page in the form that can be checked."}),
        (lambda served: served.instead(CSP, "default-src *"), {WRONG + CSP + "."}),
        (lambda served: served.without(CSP), {WRONG + CSP + "."}),
        (_add(CSP, "script-src 'self'"), {WRONG + CSP + "."}),
        (lambda served: served.without("x-content-type-options"), {WRONG + "x-content-type-options."}),
        (lambda served: served.instead("cache-control", "max-age=9"), {WRONG + "cache-control."}),
        (lambda served: served.instead("referrer-policy", "origin"), {WRONG + "referrer-policy."}),
        (lambda served: served.without("cross-origin-opener-policy"), {WRONG + "cross-origin-opener-policy."}),
        (lambda served: served.instead("permissions-policy", "camera=*"), {WRONG + "permissions-policy."}),
        (lambda served: served.instead("content-type", "text/html"), {WRONG + "content-type."}),
        (_add("set-cookie", "seen=1"), {MORE + "set-cookie."}),
        (_add("etag", '"1"'), {MORE + "etag."}),
        (_add("strict-transport-security", "max-age=9"), {MORE + "strict-transport-security."}),
        (_add("link", "</x>; rel=preload"), {MORE + "link."}),
        (_add("refresh", "1"), {MORE + "refresh."}),
        (_add("report-to", "{}"), {MORE + "report-to."}),
        (_add("x-\x1b[2j", "1"), {MORE + "x-??2j."}),
        (_add("onion-location", "http://elsewhere.example/fr"), {"It names an onion that is none."}),
        (_add("onion-location", f"{ONION}/other"), {"It names an onion that is none."}),
        (_status(302), {"It is not served: it was answered with 302."}),
        (_status(500), {"It is not served: it was answered with 500."}),
    ],
)
def test_a_page_in_one_language_that_is_not_what_was_logged_is_found_there(
    site: Site, change: Callable[[Served], None], found: set[str]
) -> None:
    site.lie = _pages(change)
    checks = site.visited()
    wrong = {one.said.removeprefix("Packed by gzip: ") for one in checks if not one.is_well}
    assert wrong == found
    assert {one.about for one in checks if not one.is_well} == {"/fr"}
    assert len([one for one in checks if one.outcome is Outcome.HOLDS]) > 20


def _same_policy(served: Served) -> None:
    served.instead(CSP, content_security_policy(take_apart(served.body)[0]))


@pytest.mark.parametrize("path", ["/v1/directory", "/v1/mailboxes"])
@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_add("strict-transport-security", "max-age=9"), MORE + "strict-transport-security."),
        (_add("set-cookie", "seen=1"), MORE + "set-cookie."),
        (_add("nel", "{}"), MORE + "nel."),
        (_add("reporting-endpoints", 'a="https://elsewhere.example"'), MORE + "reporting-endpoints."),
        (_add("alt-svc", 'h3=":443"'), MORE + "alt-svc."),
        (_add("etag", '"1"'), MORE + "etag."),
        (lambda served: served.instead("cache-control", "max-age=9"), WRONG + "cache-control."),
        (lambda served: served.without("cache-control"), WRONG + "cache-control."),
    ],
)
def test_what_the_page_fetches_leaves_nothing_in_a_browser_either(
    site: Site, path: str, change: Callable[[Served], None], found: str
) -> None:
    def lie(served: Served, request: httpx.Request) -> None:
        # To browsers alone: a program of ours takes no header to heart.
        if request.url.path == path and "Mozilla" in request.headers["user-agent"]:
            change(served)

    site.lie_to_page = lie
    assert site.lies() == {(path, found)}


def test_what_the_page_fetches_and_does_not_get_is_left_open(site: Site) -> None:
    site.away.add("/v1/mailboxes")
    assert site.lies() == {("/v1/mailboxes", "It could not be fetched.")}


def test_what_is_shown_of_a_header_cannot_paint_on_a_screen(site: Site) -> None:
    site.lie = _pages(_add("x-\x7f[31m" + "y" * 99, "1"))
    (said,) = {said for _, said in site.lies() if MORE in said and "gzip" not in said}
    assert said.removeprefix(MORE).rstrip(".").replace("?", "").replace("-", "").isalnum()
    assert len(said) < 100


def test_another_trust_block_is_found_on_the_page_that_has_it(site: Site) -> None:
    other = write_block(page_trust(CONSORTIUM.directory, OTHERS.root_set))
    site.lie = _pages(_put(site.block.encode(), other.encode()))
    assert site.lies() == {("/fr", OTHER_BLOCK)}


def test_a_lie_told_only_to_those_who_take_gzip_is_found(site: Site) -> None:
    site.pack = lambda body: gzip.compress(body.replace(b"go(", b"no("))
    assert {said for _, said in site.lies()} == {"Packed by gzip it is something else."}


def test_a_header_told_only_to_those_who_take_gzip_is_found(site: Site) -> None:
    def lie(served: Served, request: httpx.Request) -> None:
        if request.headers["accept-encoding"] == "gzip" and request.url.path == "/ar":
            served.headers.append(("set-cookie", "a=b"))

    site.lie = lie
    assert site.lies() == {("/ar", "Packed by gzip: " + MORE + "set-cookie.")}


@pytest.mark.parametrize(
    "pack",
    [
        lambda body: body,
        lambda body: gzip.compress(body)[:-9],
        lambda body: gzip.compress(body) + b"more",
        lambda body: gzip.compress(body) + gzip.compress(b"more"),
        zlib.compress,
        lambda body: gzip.compress(body + bytes(50 * 1024 * 1024)),
    ],
)
def test_what_is_not_the_page_packed_once_is_found(site: Site, pack: Callable[[bytes], bytes]) -> None:
    site.pack = pack
    assert {said for _, said in site.lies()} == {"Packed by gzip it is something else."}


def test_the_page_at_the_bare_address_is_looked_at_in_every_language(site: Site) -> None:
    def lie(served: Served, request: httpx.Request) -> None:
        if request.url.path == "/" and request.headers.get("accept-language") == "ar":
            _put(b"go(", b"no(")(served)

    site.lie = lie
    assert {about for about, _ in site.lies()} == {"/ in ar"}
    assert {OTHER_SCRIPT, OTHER_PAGE} <= {said for _, said in site.lies()}


def test_a_page_that_cannot_be_fetched_is_neither_a_lie_nor_well(site: Site) -> None:
    site.away = {"/fr"}
    (open_one,) = [one for one in site.visited() if not one.is_well]
    assert (open_one.about, open_one.outcome) == ("/fr", Outcome.OPEN)


def test_a_page_larger_than_any_is_not_read_to_its_end(site: Site) -> None:
    read = 0

    class Endless(httpx.SyncByteStream):
        def __iter__(self) -> Any:
            nonlocal read
            while read < 100 * MOST_SERVED:
                read += 65536
                yield bytes(65536)

    usual = site.answer
    endless = httpx.MockTransport(
        lambda asked: httpx.Response(200, stream=Endless()) if asked.url.path == "/fr" else usual(asked)
    )
    door = site.door()
    object.__setattr__(door, "transport", endless)
    checks = [one for one in visit(door, site.against()) if not one.is_well]
    assert {(one.about, one.outcome) for one in checks} == {("/fr", Outcome.OPEN)}
    assert read < 5 * MOST_SERVED


def test_nobody_there_at_all_is_no_verdict(site: Site) -> None:
    site.away = {"/v1/directory"}
    with pytest.raises(errors.NobodyAnswers):
        site.visited()


@pytest.mark.parametrize("answer", [(404, b"<html>"), (200, bytes(SignedDirectory.BOUND + 1)), (302, b"")])
def test_what_answers_and_is_no_intake_is_no_verdict(site: Site, answer: tuple[int, bytes]) -> None:
    site.answer = lambda _: httpx.Response(answer[0], stream=Raw(answer[1]))  # type: ignore[method-assign]
    with pytest.raises(errors.NoDirectoryThere):
        site.visited()


@pytest.mark.parametrize(
    ("told_a_sender", "told_an_auditor"),
    [
        (to_intake.CannotReach, errors.NobodyAnswers),
        (to_intake.NotIntakesCertificate, errors.NobodyProven),
        (to_intake.NoSecureLine, errors.NothingSecure),
        (to_intake.NameNotKnown, errors.NobodyOfThatName),
        (to_intake.ProxyFails, errors.ProxyInTheWay),
    ],
)
def test_why_nobody_answers_is_told_in_an_auditors_words(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    told_a_sender: type[Exception],
    told_an_auditor: type[errors.PageVisitError],
) -> None:
    def refuse(_: to_intake.Intake) -> None:
        raise told_a_sender

    monkeypatch.setattr(to_intake.Intake, "fetch_directory", refuse)
    with pytest.raises(told_an_auditor) as refused:
        site.visited()
    assert type(refused.value) is told_an_auditor
    assert "sealed already" not in str(refused.value)


# The record


def _evidence(site: Site, **changed: object) -> None:
    assert site.record.evidence is not None
    evidence = site.record.evidence.model_copy(update=changed)
    site.record = site.record.model_copy(update={"evidence": LogEvidence.from_bytes(evidence.to_bytes())})


def _entry_of(kind: EntryKind, subject: bytes | None = None) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        raw = site.manifest.to_bytes()
        made = site.log.enter(kind, manifest_hash(raw) if subject is None else subject)
        site.record = PageRecord(manifest=raw, evidence=made)

    return change


def _another_log(site: Site) -> None:
    mine, site.log = site.log, Log(OTHERS)
    site.log.origin = mine.origin
    site.record_it()
    site.log = mine


def _no_evidence(site: Site) -> None:
    site.record = site.record.model_copy(update={"evidence": None})


def _other_entry(site: Site) -> None:
    """A true proof of something else in the log, with the words of an entry that is not there."""
    elsewhere = site.log.enter(EntryKind.DIRECTORY, bytes(32))
    assert site.record.evidence is not None
    words = {"entry": site.record.evidence.entry, "r": site.record.evidence.r}
    site.record = site.record.model_copy(update={"evidence": elsewhere.model_copy(update=words)})


NOT_SIGNED = "The log of the directory did not sign the checkpoint."
NOT_IN_IT = "The proof does not show that the entry is in the log."
OPEN_GROWTH = "Without a checkpoint nobody can tell whether it has only grown."


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_no_evidence, {"The record has no proof: nobody can see that this page was ever logged.", OPEN_GROWTH}),
        (_entry_of(EntryKind.CARDS), {"The entry is of another kind than page."}),
        (_entry_of(EntryKind.PAGE, bytes(32)), {"The entry names another manifest."}),
        (_other_entry, {NOT_IN_IT, OPEN_GROWTH}),
        (lambda site: _evidence(site, r=bytes(32)), {NOT_IN_IT, OPEN_GROWTH}),
        (lambda site: _evidence(site, index=0), {NOT_IN_IT, OPEN_GROWTH}),
        (lambda site: _evidence(site, proof=()), {NOT_IN_IT, OPEN_GROWTH}),
        (lambda site: _evidence(site, checkpoint=""), {NOT_SIGNED, OPEN_GROWTH}),
        (
            lambda site: _evidence(site, entry=b"\0"),
            {"What should be the log's entry is none.", NOT_IN_IT, OPEN_GROWTH},
        ),
        (_another_log, {NOT_SIGNED, OPEN_GROWTH}),
    ],
)
def test_a_page_that_was_not_logged_is_found(site: Site, change: Callable[[Site], None], found: set[str]) -> None:
    change(site)
    assert {said for _, said in site.lies()} == found


def test_a_manifest_of_other_pages_is_found_on_every_page(site: Site) -> None:
    """The log may well have another manifest: it is not of what is served."""
    site.pages["fr"] = read_built(built_page("fr", script="other();\n"))
    other = Site()
    other.pages["fr"] = read_built(built_page("fr", script="third();\n"))
    other.record_it()
    site.record, site.log = other.record, other.log
    assert {about for about, _ in site.lies(built=None)} == {"/fr", "/ in fr"}


def test_a_page_left_out_of_the_manifest_is_found_in_what_was_built(site: Site) -> None:
    built = dict(site.pages)
    del site.pages["ar"]
    site.record_it()
    assert site.lies(built=built) == {("/ar", "It is not the page that was built.")}


def test_a_page_that_nobody_else_built_is_found(site: Site) -> None:
    built = {name: page for name, page in site.pages.items() if name != "ar"}
    assert site.lies(built=built) == {("/ar", "It is not the page that was built.")}
    built["ar"] = read_built(built_page("ar", script="mine();\n"))
    assert site.lies(built=built) == {("/ar", "It is not the page that was built.")}


def test_a_page_of_the_manifest_that_is_not_there_is_found(site: Site) -> None:
    del site.pages["ar"]
    site.lie = lambda served, request: None
    usual = site.served
    site.served = lambda request: (  # type: ignore[method-assign]
        usual(request) if request.headers.get("accept-language") != "ar" else Served(b"", [], 404)
    )
    assert {("/ar", "It is not served: it was answered with 404.")} <= site.lies(built=None)


@pytest.mark.parametrize("raw", [b"", b"\0", b"<html>"])
def test_without_a_record_nobody_can_check_and_that_is_a_lie(site: Site, raw: bytes) -> None:
    usual = site.answer
    site.answer = lambda asked: (  # type: ignore[method-assign]
        httpx.Response(200, stream=Raw(raw)) if asked.url.path == "/v1/page" else usual(asked)
    )
    found = {about: one.outcome for one in site.visited() if not one.is_well for about in [one.about]}
    assert found == {"the record": Outcome.FAILS, "the pages": Outcome.OPEN}


def test_a_manifest_that_is_none_is_found_and_the_log_is_still_looked_at(site: Site) -> None:
    made = site.log.enter(EntryKind.PAGE, manifest_hash(b"none"))
    site.record = PageRecord(manifest=b"none", evidence=made)
    checks = site.visited()
    assert {(one.about, one.outcome) for one in checks if not one.is_well} == {
        ("the manifest", Outcome.FAILS),
        ("the pages", Outcome.OPEN),
    }
    assert [one.outcome for one in checks if one.about == "the log"] == [Outcome.HOLDS] * 5


# The directory, and the log since


def test_a_directory_of_other_roots_is_found_and_the_pages_are_still_looked_at(site: Site) -> None:
    site.directory = OTHERS.signed.to_bytes()
    found = {(one.about, one.outcome) for one in site.visited() if not one.is_well}
    assert found == {
        ("the directory", Outcome.FAILS),
        ("the log", Outcome.OPEN),
        ("the trust block", Outcome.OPEN),
    }


def test_a_block_with_roots_of_others_is_found_even_if_it_was_logged(site: Site) -> None:
    site.block = write_block(page_trust(CONSORTIUM.directory, OTHERS.root_set))
    site.record_it()
    assert site.lies() == {("the trust block", "It holds other roots than you gave.")}


def _newer(**changed: object) -> bytes:
    def change(held: Directory) -> Directory:
        fields = {"number": held.number + 1, "previous": CONSORTIUM.directory.hash, **changed}
        return held.model_copy(update=fields)

    return CONSORTIUM.resign(change).to_bytes()


def test_a_block_of_the_directory_before_holds(site: Site) -> None:
    site.directory = _newer()
    checks = site.visited()
    assert outcomes(checks) == {Outcome.HOLDS}
    assert "It holds a directory before the one in force." in {one.said for one in checks}


def test_a_page_that_still_trusts_roots_from_before_a_change_is_found_until_it_is_made_anew(site: Site) -> None:
    here = RootsOf(CONSORTIUM.roots, CONSORTIUM.root_set)
    newer = SignedDirectory.from_bytes(_newer()).directory
    signed = sign_directory(Directory.from_bytes(newer), B.pairs(), (change(1, here, B),))
    site.directory = signed.to_bytes()
    lie = "It holds roots that were changed since. Put the page together anew, and have it logged."
    assert site.lies() == {("the trust block", lie)}
    site.block = write_block(page_trust(trust(signed, here.roots, TODAY), B.roots))
    site.record_it()
    assert "It holds the roots that yours have changed to." in {one.said for one in site.visited()}
    assert site.lies(roots=B.roots) == set()


@pytest.mark.parametrize(
    "changed",
    [
        {"number": CONSORTIUM.directory.contents.number, "previous": b"\1" * 32},
        {"previous": b"\1" * 32},
        {"never_to": ("nobody",)},
    ],
)
def test_a_directory_that_cannot_follow_the_one_of_the_block_is_found(site: Site, changed: dict[str, object]) -> None:
    """It was rolled back, or is another one under the same number: the page would refuse it."""
    site.directory = _newer(**changed)
    assert site.lies() == {("the trust block", "It holds a directory that cannot be before this one.")}


@pytest.mark.parametrize("changed", [{"countries": ("xa",)}, {"epoch": 9}, {"number": 9}, {"never_to": ("nobody",)}])
def test_a_block_that_lies_about_the_directory_in_force_is_found(site: Site, changed: dict[str, object]) -> None:
    site.block = write_block(read_block(site.block).model_copy(update=changed))
    site.record_it()
    assert site.lies() == {("the trust block", "It names the directory in force, and lies about it.")}


def test_a_block_that_is_none_is_found(site: Site) -> None:
    site.block = "AAAA"
    site.lie = lambda served, _request: None
    with pytest.raises(PageRefused):
        site.record_it()
    assert ("the trust block", "It is none.") in site.lies()


def test_a_log_that_was_rolled_back_is_found(site: Site) -> None:
    del site.log.leaves[2:]
    assert [about for about, _ in site.lies()] == ["the log"]


def test_a_log_that_shows_another_history_is_found(site: Site) -> None:
    site.log.leaves[0] = bytes(32)
    assert [about for about, _ in site.lies()] == ["the log"]


def test_a_log_that_does_not_answer_leaves_the_question_open(site: Site) -> None:
    site.answer_log = lambda _: httpx.Response(503)  # type: ignore[method-assign]
    (one,) = [one for one in site.visited() if not one.is_well]
    assert (one.about, one.outcome) == ("the log", Outcome.OPEN)


# As it is typed


def _typed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str]:
    (tmp_path / "roots.cbor").write_bytes(CONSORTIUM.root_set.to_bytes())
    door, now = site.door(), TODAY * 86_400.0
    monkeypatch.setattr(page_commands, "Intake", lambda _url, _proxy: door)
    monkeypatch.setattr(time, "time", lambda: now)
    return _said("http://intake.example", monkeypatch, capsys, "--roots", str(tmp_path / "roots.cbor"), *more)


def _said(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["leeward", "web", "verify", url, *more])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out + told.err


def test_each_check_is_a_line_and_a_page_that_holds_ends_well(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told = _typed(site, tmp_path, monkeypatch, capsys)
    assert status == 0
    assert "holds      the log: The entry is in the log.\n" in told
    assert "not asked  the log: Whether it has only grown since: say --ledger.\n" in told
    *checks, verdict = told.splitlines()
    assert {line.split("  ")[0] for line in checks} == {"holds", "not asked"}
    assert verdict == f"All {len(checks) - 2} checks hold."


def test_one_lie_is_enough_to_end_badly_and_hides_no_other_line(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = len(_typed(site, tmp_path, monkeypatch, capsys)[1].splitlines())
    site.lie = _pages(_add("set-cookie", "a=b"))
    status, told = _typed(site, tmp_path, monkeypatch, capsys)
    assert status == 1
    assert f"FAILS      /fr: {MORE}set-cookie.\n" in told
    assert len(told.splitlines()) >= lines


def test_what_does_not_hold_stands_at_the_end_again_above_the_verdict(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.lie = _pages(_status(500))
    site.away = {"/ar"}
    told = _typed(site, tmp_path, monkeypatch, capsys)[1].splitlines()
    above, below = told[: told.index("")], told[told.index("") + 1 :]
    fails, away = (
        "FAILS      /fr: It is not served: it was answered with 500.",
        "open       /ar: It could not be fetched",
    )
    assert [line[: len(away)] for line in below[:-1]] == [away, fails[: len(away)]]
    assert set(below[:-1]) <= set(above)
    made = [line for line in above if not line.startswith("not asked")]
    assert below[-1] == f"1 of {len(made)} checks fails, 1 is open."


@pytest.mark.parametrize(
    ("outcomes_", "said"),
    [
        ([Outcome.HOLDS, Outcome.HOLDS, Outcome.NOT_ASKED], "All 2 checks hold."),
        ([Outcome.HOLDS, Outcome.FAILS, Outcome.FAILS], "2 of 3 checks fail."),
        ([Outcome.HOLDS, Outcome.OPEN, Outcome.OPEN], "0 of 3 checks fail, 2 are open."),
        ([Outcome.FAILS, Outcome.OPEN, Outcome.NOT_ASKED], "1 of 2 checks fails, 1 is open."),
    ],
)
def test_the_verdict_counts_what_was_looked_at(outcomes_: list[Outcome], said: str) -> None:
    assert page_commands.verdict([Check("the log", outcome, "So.") for outcome in outcomes_]) == said


@pytest.mark.parametrize("more", ["/en", "/en/", "/?x=1", "#en", "/v1/page"])
def test_an_address_of_one_page_is_answered_with_what_to_leave_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], more: str
) -> None:
    (tmp_path / "roots.cbor").write_bytes(CONSORTIUM.root_set.to_bytes())
    roots = ("--roots", str(tmp_path / "roots.cbor"))
    status, told = _said(f"http://127.0.0.1:9{more}", monkeypatch, capsys, *roots)
    assert (status, "Leave off what stands behind it" in told) == (1, True), told
    status, told = _said("http://127.0.0.1:9/", monkeypatch, capsys, *roots)
    assert (status, told.startswith("Nobody answers at this address")) == (1, True), told


def test_a_proxy_that_is_none_is_said_of_the_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "roots.cbor").write_bytes(CONSORTIUM.root_set.to_bytes())
    roots = ("--roots", str(tmp_path / "roots.cbor"))
    status, told = _said("http://127.0.0.1:9", monkeypatch, capsys, *roots, "--proxy", "nonsense")
    assert (status, told.startswith("The address of a proxy begins with"), "nonsense" in told) == (1, True, False), told


def test_for_another_program_it_is_json(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built = write_built(tmp_path / "built", *LANGUAGES)
    status, told = _typed(site, tmp_path, monkeypatch, capsys, "--json", "--built", str(built))
    said = json.loads(told)
    assert (status, said["holds"]) == (1, False)
    assert {one["about"] for one in said["checks"] if one["outcome"] == "FAILS"} == {"/ar", "/en", "/fr"}
    for language in LANGUAGES:
        (built / f"{language}.html").write_bytes(site.pages[language].html)
    assert _typed(site, tmp_path, monkeypatch, capsys, "--json", "--built", str(built))[0] == 0


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_folder_without_built_pages_is_refused_before_anything_is_checked(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], more: tuple[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "licences.txt").write_bytes(b"MIT")
    status, told = _typed(site, tmp_path, monkeypatch, capsys, "--built", str(tmp_path / "empty"), *more)
    assert (status, told.startswith("The folder that you named with --built has no built pages.")) == (1, True), told
    assert "not the page that was built" not in told
    assert site.asked == []


def test_a_folder_with_some_built_pages_is_held_against_all(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "en.html").write_bytes(site.pages["en"].html)
    status, told = _typed(site, tmp_path, monkeypatch, capsys, "--json", "--built", str(tmp_path / "some"))
    assert status == 1
    wrong = {(one["about"], one["said"]) for one in json.loads(told)["checks"] if one["outcome"] == "FAILS"}
    assert wrong == {(f"/{name}", "It is not the page that was built.") for name in ("ar", "fr")}


@pytest.mark.parametrize(
    ("name", "raw", "refused"),
    [("EN.html", built_page(), NotALanguage), ("en.html", b"<p>", PageRefused), ("en.html", bytes(2**21), NotAPage)],
)
def test_a_folder_with_what_is_no_built_page_is_refused_by_its_name(
    tmp_path: Path, name: str, raw: bytes, refused: type[Exception]
) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(refused, match=name):
        read_built_folder(tmp_path)


def test_the_directory_that_is_checked_can_be_trusted() -> None:
    """The world of these tests is one in which nothing is wrong."""
    assert trust(CONSORTIUM.signed, CONSORTIUM.root_set, TODAY).hash == CONSORTIUM.directory.hash
