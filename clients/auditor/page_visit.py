"""`leeward web verify`: fetch all that there is of a page, as a browser would, and hold it against the log. SPEC 20.6.

One visit shows what one asker was served, once. A server can know whom it answers, by the address or by how a request
is made, and give somebody else another page: so this asks as Tor Browser does where headers can say so, and is worth
most from several places. Through a `socks5h` proxy each request takes a path of its own.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clients.auditor.errors import (
    NobodyAnswers,
    NobodyOfThatName,
    NobodyProven,
    NoDirectoryThere,
    NothingSecure,
    PageVisitError,
    ProxyInTheWay,
)
from clients.auditor.log_check import CannotReachLog, Log, newest_since
from clients.auditor.page_checks import (
    Check,
    Outcome,
    check_block,
    check_built,
    check_entry,
    check_fetched,
    check_page,
    check_proof,
    fails,
    held,
    holds,
    left_open,
)
from clients.exchange import Answer, Asked
from clients.to_intake import (
    CannotReach,
    Intake,
    IntakeDoorError,
    NameNotKnown,
    NoSecureLine,
    NotIntakesCertificate,
    ProxyFails,
)
from protocol.built_page import MOST_SERVED, BuiltPage, take_apart
from protocol.checkpoint import Checkpoint
from protocol.directory import SignedDirectory, TrustedDirectory, trust
from protocol.errors import Malformed, PageRefused, ProofRefused, ProtocolError
from protocol.mailbox import SignedMailboxNotice
from protocol.page import PageManifest, PageOf, PageRecord
from protocol.roots import RootSet

_TOR_BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
AS_A_BROWSER = {
    "user-agent": _TOR_BROWSER,
    "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "upgrade-insecure-requests": "1",
    "sec-fetch-dest": "document",
    "sec-fetch-mode": "navigate",
    "sec-fetch-site": "none",
    "sec-fetch-user": "?1",
}
AS_ITS_PAGE = {
    "user-agent": _TOR_BROWSER,
    "accept": "*/*",
    "sec-fetch-dest": "empty",
    "sec-fetch-mode": "same-origin",
    "sec-fetch-site": "same-origin",
}
_ENGLISH = "en"
_FETCHED = {"/v1/directory": SignedDirectory.BOUND, "/v1/mailboxes": SignedMailboxNotice.BOUND}
"""What every page fetches when it opens, and its bytes."""
_NOTHING = Answer(0, b"")
"""What came of a request that was answered by nobody, or at a length that no page has."""
_AT_ALL: dict[type[IntakeDoorError], type[PageVisitError]] = {
    CannotReach: NobodyAnswers,
    NotIntakesCertificate: NobodyProven,
    NoSecureLine: NothingSecure,
    NameNotKnown: NobodyOfThatName,
    ProxyFails: ProxyInTheWay,
}
"""What a sender is told of the line, in the words of somebody who sends nothing."""


@dataclass(frozen=True, slots=True)
class Against:
    """What a page is held against: your roots, the day, and where you have them, the log and the pages as built."""

    roots: RootSet
    today: int
    log: Log | None = None
    built: Mapping[str, BuiltPage] | None = None


def visit(door: Intake, against: Against) -> Iterator[Check]:
    """Every check, as soon as it is made. Raises PageVisitError where no intake answers at all."""
    directory = yield from _directory(_fetch_directory(door), against)
    for path, most in _FETCHED.items():
        yield check_fetched(path, _ask(door, path, most, AS_ITS_PAGE))
    record = yield from _record(_ask(door, "/v1/page", PageRecord.BOUND))
    manifest = yield from _manifest(record)
    if record is not None:
        yield from check_entry(record.manifest, record.evidence)
        yield from _log(record, directory, against.log)
    if manifest is None:
        yield left_open("the pages", "There is no manifest to hold them against.")
        return
    block = yield from _pages(door, manifest)
    yield from _block(block, against.roots, directory)
    yield from _built(manifest, against.built)


def _fetch_directory(door: Intake) -> bytes:
    try:
        return door.fetch_directory()
    except IntakeDoorError as refused:
        raise _AT_ALL.get(type(refused), NoDirectoryThere) from None


def _directory(raw: bytes, against: Against) -> Generator[Check, None, TrustedDirectory | None]:
    try:
        directory = trust(SignedDirectory.from_bytes(raw), against.roots, against.today)
    except ProtocolError as refused:
        yield fails("the directory", str(refused))
        return None
    yield holds("the directory", "It is signed by the roots that you gave.")
    return directory


def _record(answer: Answer) -> Generator[Check, None, PageRecord | None]:
    try:
        record = PageRecord.from_bytes(answer.body) if answer.status == 200 else None
    except Malformed:
        record = None
    yield held("the record", record is not None, "There is one.", "There is none: nobody can check this page.")
    return record


def _manifest(record: PageRecord | None) -> Generator[Check, None, PageManifest | None]:
    if record is None:
        return None
    try:
        manifest = PageManifest.from_bytes(record.manifest)
    except Malformed:
        yield fails("the manifest", "It is none.")
        return None
    yield holds("the manifest", f"It names {', '.join(one.language for one in manifest.pages)}.")
    return manifest


def _log(record: PageRecord, directory: TrustedDirectory | None, log: Log | None) -> Iterator[Check]:
    if directory is None:
        yield left_open("the log", "Whose signature it needs is not known without a directory.")
        return
    checks, head = check_proof(record.evidence, directory)
    yield from checks
    yield _growth(head, directory, log)


def _growth(head: Checkpoint | None, directory: TrustedDirectory, log: Log | None) -> Check:
    if log is None:
        return Check("the log", Outcome.NOT_ASKED, "Whether it has only grown since: say --ledger.")
    if head is None:
        return left_open("the log", "Without a checkpoint nobody can tell whether it has only grown.")
    try:
        newest = newest_since(log, head, directory, time.time())
    except CannotReachLog as refused:
        return left_open("the log", str(refused))
    except ProofRefused as refused:
        return fails("the log", str(refused))
    return holds("the log", f"It has only grown since, from {head.size} to {newest.size} leaves.")


def _pages(door: Intake, manifest: PageManifest) -> Generator[Check, None, str | None]:
    """What stands in the trust block that was served, where there is one."""
    block: str | None = None
    for one in manifest.pages:
        plain, packed = _both(door, f"/{one.language}")
        yield from check_page(f"/{one.language}", one, manifest.trust, plain, packed)
        block = block or _block_in(plain)
    yield from _at_root(door, manifest)
    return block


def _at_root(door: Intake, manifest: PageManifest) -> Iterator[Check]:
    """`/` is one of the pages, whatever language is asked for; each is one line, unless something is wrong."""
    english = next((one for one in manifest.pages if one.language == _ENGLISH), manifest.pages[0])
    asked: list[tuple[str, PageOf, dict[str, str]]] = [("/", english, {})]
    asked += [(f"/ in {one.language}", one, {"accept-language": one.language}) for one in manifest.pages]
    for about, named, language in asked:
        checks = list(check_page("/", named, manifest.trust, *_both(door, "/", language)))
        yield from _in_one(about, named.language, checks)


def _in_one(about: str, language: str, checks: Iterable[Check]) -> Iterator[Check]:
    wrong = [replace(one, about=about) for one in checks if not one.is_well]
    yield from wrong or [holds(about, f"It is the page of /{language}, as the manifest names it.")]


def _both(door: Intake, path: str, headers: Mapping[str, str] | None = None) -> tuple[Answer, Answer]:
    """Without gzip, and with it."""
    return (
        _ask(door, path, MOST_SERVED, {**AS_A_BROWSER, **(headers or {}), "accept-encoding": "identity"}),
        _ask(door, path, MOST_SERVED, {**AS_A_BROWSER, **(headers or {}), "accept-encoding": "gzip"}),
    )


def _ask(door: Intake, path: str, most: int, headers: Mapping[str, str] | None = None) -> Answer:
    try:
        return door.ask(Asked("GET", path, most, None, headers or AS_A_BROWSER, as_it_comes=True))
    except IntakeDoorError:
        return _NOTHING


def _block_in(answer: Answer) -> str | None:
    try:
        return take_apart(answer.body)[1] if answer.status == 200 else None
    except PageRefused:
        return None


def _block(block: str | None, roots: RootSet, directory: TrustedDirectory | None) -> Iterator[Check]:
    if block is None or directory is None:
        yield left_open("the trust block", "There is none, or no directory to hold it against.")
    else:
        yield from check_block(block, roots, directory)


def _built(manifest: PageManifest, built: Mapping[str, BuiltPage] | None) -> Iterator[Check]:
    if built is None:
        yield Check("the pages", Outcome.NOT_ASKED, "Whether they are those that the source gives: say --built.")
    else:
        yield from check_built(manifest, built)
