"""An intake with a page, and a log, that can be made to lie; answered in memory, so that each lie is one line.

Pages, blocks, manifests, proofs and signatures are real, made by protocol's own functions; only who says what is not.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpx

from clients.auditor.log_check import Log as LogDoor
from clients.auditor.page_checks import Check, Outcome
from clients.auditor.page_visit import Against, visit
from clients.to_intake import Intake
from protocol.built_page import BuiltPage, read_built
from protocol.ledger import EntryKind
from protocol.page import PageManifest, PageRecord, manifest_hash, manifest_of, page_trust, write_block
from protocol.page_headers import page_headers
from tests.built_pages import built_page
from tests.clients.custodian.sitting_world import Log
from tests.worlds import TODAY, Consortium, make_consortium

CONSORTIUM = make_consortium("site", custodians=3, quorums=(2, 2, 2))
LANGUAGES = ("ar", "en", "fr")


class Raw(httpx.SyncByteStream):
    """Bytes as they came over the line, which nobody has unpacked."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def __iter__(self) -> Iterator[bytes]:
        yield self._raw


@dataclass
class Served:
    """One answer, before it is packed."""

    body: bytes
    headers: list[tuple[str, str]]
    status: int = 200

    def without(self, name: str) -> None:
        self.headers = [one for one in self.headers if one[0] != name]

    def instead(self, name: str, value: str) -> None:
        self.without(name)
        self.headers.append((name, value))


Lie = Callable[[Served, httpx.Request], None]


@dataclass
class Site:
    """What is served. `lie` may change any answer of a page; `pack` may be replaced."""

    consortium: Consortium = CONSORTIUM
    lie: Lie = lambda _served, _request: None
    lie_to_page: Lie = lambda _served, _request: None
    """May change what a page fetches when it opens."""
    pack: Callable[[bytes], bytes] = lambda body: gzip.compress(body, mtime=0)
    asked: list[httpx.Request] = field(default_factory=list)
    away: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.log = Log(self.consortium)
        self.pages = {name: read_built(built_page(name, script=f"go({name!r});\n")) for name in LANGUAGES}
        self.block = write_block(page_trust(self.consortium.directory, self.consortium.root_set))
        self.directory = self.consortium.signed.to_bytes()
        self.record_it()

    def record_it(self, kind: EntryKind = EntryKind.PAGE) -> None:
        """Log what is served now."""
        self.manifest = manifest_of(self.pages, self.block)
        evidence = self.log.enter(kind, manifest_hash(self.manifest.to_bytes()))
        self.record = PageRecord(manifest=self.manifest.to_bytes(), evidence=evidence)
        self.log.grow(5)

    def served(self, request: httpx.Request) -> Served:
        language = request.url.path[1:] or request.headers.get("accept-language", "en")
        page: BuiltPage = self.pages[language]
        served = Served(page.with_block(self.block), [*page_headers(page).items(), ("vary", "Accept-Encoding")])
        self.lie(served, request)
        return served

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        path = request.url.path
        if path in self.away:
            raise httpx.ConnectError("nobody there")
        if path in {"/v1/directory", "/v1/mailboxes"}:
            return self.fetched(request, self.directory if path == "/v1/directory" else b"notice")
        if path == "/v1/page":
            return httpx.Response(200, stream=Raw(self.record.to_bytes()))
        if path[1:] not in {"", *self.pages}:
            return httpx.Response(404, stream=Raw(b"{}"))
        served = self.served(request)
        if request.headers["accept-encoding"] == "gzip":
            served.body = self.pack(served.body)
            served.headers.append(("content-encoding", "gzip"))
        return httpx.Response(served.status, headers=served.headers, stream=Raw(served.body))

    def fetched(self, request: httpx.Request, body: bytes) -> httpx.Response:
        served = Served(body, [("content-type", "application/cbor"), ("cache-control", "no-store")])
        self.lie_to_page(served, request)
        return httpx.Response(served.status, headers=served.headers, stream=Raw(served.body))

    def answer_log(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/checkpoint":
            return httpx.Response(200, content=self.log.note())
        numbers = request.url.params
        return httpx.Response(200, content=self.log.consistency(int(numbers["from"]), int(numbers["to"])))

    def against(self, **changed: object) -> Against:
        log = LogDoor("http://log", httpx.MockTransport(self.answer_log))
        given = {"roots": self.consortium.root_set, "today": TODAY, "log": log, "built": dict(self.pages), **changed}
        return Against(**given)  # type: ignore[arg-type]

    def door(self) -> Intake:
        return Intake("http://intake.example", transport=httpx.MockTransport(self.answer))

    def visited(self, **changed: object) -> list[Check]:
        return list(visit(self.door(), self.against(**changed)))

    def lies(self, **changed: object) -> set[tuple[str, str]]:
        """What does not hold: about what, and the sentence."""
        return {(one.about, one.said) for one in self.visited(**changed) if not one.is_well}


def outcomes(checks: list[Check]) -> set[Outcome]:
    return {one.outcome for one in checks}


__all__ = ["CONSORTIUM", "LANGUAGES", "Lie", "PageManifest", "Raw", "Served", "Site", "outcomes"]
