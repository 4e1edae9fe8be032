"""What was served, held against what the log says was to be served: SPEC 20.6. Nothing here fetches anything.

Rules of this file
* Every check is made, whatever the ones before it found: one lie must not hide another. What needs something that was
  itself a lie is said to be open, never to hold.
* A sentence is ours. Of what a server sent it repeats a language of the manifest, a hash, or the name of a header in
  plain letters: nothing that could paint on a screen.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from clients.exchange import Answer
from protocol.built_page import MOST_SERVED, BuiltPage, take_apart
from protocol.checkpoint import Checkpoint, check_logged, read_checkpoint
from protocol.custodian_crossings import LogEvidence
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.errors import Malformed, PageRefused, ProtocolError
from protocol.ids import to_text
from protocol.ledger import EntryKind, LedgerEntry, commit
from protocol.page import PageManifest, PageOf, PageTrust, block_hash, manifest_hash, page_trust, read_block
from protocol.page_headers import page_headers
from protocol.roots import RootSet

OF_THE_WAY = frozenset(
    {
        "connection",
        "content-encoding",
        "content-length",
        "date",
        "keep-alive",
        "onion-location",
        "server",
        "transfer-encoding",
        "vary",
    }
)
"""Headers that a proxy on the way may add, or that say how the body travels. Any other is one too many: a cookie, a
validator, an address to report to or to fetch from before the page is read, or Strict-Transport-Security, by which a
browser writes down for a year that it was here."""
OF_THE_PAGES_OWN = frozenset(
    {"cache-control", "connection", "content-length", "content-type", "date", "keep-alive"}
) | {
    "retry-after",
    "server",
    "transfer-encoding",
}
"""The same for what a page fetches: a browser heeds a header there as it does on the page."""
_ONION = re.compile(r"http://[a-z2-7]{56}\.onion")
_GZIP = 31
"""zlib's name for gzip with its largest window."""


class Outcome(StrEnum):
    HOLDS = "holds"
    FAILS = "FAILS"
    OPEN = "open"
    """It could not be looked at, for something else that failed or could not be fetched."""
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it is about (`/en`, `the record`), how it ended, and one sentence."""

    about: str
    outcome: Outcome
    said: str

    @property
    def is_well(self) -> bool:
        return self.outcome in {Outcome.HOLDS, Outcome.NOT_ASKED}


def held(about: str, outcome: object, what: str, lie: str) -> Check:
    """`what` where the outcome of a comparison is true, else `lie`."""
    return holds(about, what) if outcome else fails(about, lie)


def holds(about: str, what: str) -> Check:
    return Check(about, Outcome.HOLDS, what)


def fails(about: str, lie: str) -> Check:
    return Check(about, Outcome.FAILS, lie)


def left_open(about: str, said: str) -> Check:
    return Check(about, Outcome.OPEN, said)


# The record and the log


def check_entry(manifest: bytes, evidence: LogEvidence | None) -> Iterator[Check]:
    """That the evidence is about this manifest."""
    if evidence is None:
        yield fails("the log", "The record has no proof: nobody can see that this page was ever logged.")
        return
    try:
        entry = LedgerEntry.from_bytes(evidence.entry)
    except Malformed:
        yield fails("the log", "What should be the log's entry is none.")
        return
    is_page = entry.kind is EntryKind.PAGE
    yield held("the log", is_page, "The entry is of the kind page.", "The entry is of another kind than page.")
    is_it = entry.subject == manifest_hash(manifest)
    yield held("the log", is_it, "The entry names this manifest.", "The entry names another manifest.")


def check_proof(evidence: LogEvidence | None, directory: TrustedDirectory) -> tuple[list[Check], Checkpoint | None]:
    """That the log signed the checkpoint, and has the entry under it; the checkpoint, if so."""
    if evidence is None:
        return [], None
    signed = "The log of the directory signed the checkpoint."
    try:
        key = directory.device_key(DeviceRole.LEDGER)
        head = read_checkpoint(evidence.checkpoint.encode(), directory.contents.log_origin, key)
    except ProtocolError:
        return [fails("the log", "The log of the directory did not sign the checkpoint.")], None
    try:
        check_logged(commit(evidence.entry, evidence.r), evidence.index, evidence.proof, head)
    except ProtocolError:
        no = fails("the log", "The proof does not show that the entry is in the log.")
        return [holds("the log", signed), no], None
    return [holds("the log", signed), holds("the log", "The entry is in the log.")], head


# The page


def check_page(path: str, named: PageOf, trust: bytes, plain: Answer, packed: Answer) -> Iterator[Check]:
    """One address, fetched without and with gzip: the very page of the manifest, both times."""
    if plain.status == 0:
        yield left_open(path, "It could not be fetched, or is larger than a page may be.")
    elif plain.status != 200:
        yield fails(path, f"It is not served: it was answered with {plain.status}.")
    elif (apart := _apart(plain.body)) is None:
        yield fails(path, "What is served is no page in the form that can be checked.")
    else:
        page, block = apart
        yield from check_content(path, named, trust, page, block)
        yield from check_headers(path, page, plain)
        yield from _check_packed(path, page, plain, packed)


def check_content(path: str, named: PageOf, trust: bytes, page: BuiltPage, block: str) -> Iterator[Check]:
    script = f"Its script is the one of the manifest: {to_text(named.script)}"
    yield held(path, page.script_hash == named.script, script, "Its script is another one than the manifest's.")
    yield held(path, page.hash == named.page, "The whole page is the one of the manifest.", "The page is another one.")
    same = f"Its trust block is the one of the manifest: {to_text(trust)}"
    yield held(path, block_hash(block) == trust, same, "Its trust block is another one than the manifest's.")


def check_headers(path: str, page: BuiltPage, answer: Answer) -> Iterator[Check]:
    """Each demanded header once, with its one value; and none that is neither demanded nor of the way."""
    demanded = page_headers(page)
    wrong = [name for name, value in demanded.items() if _values(answer, name) != [value]]
    yield held(
        path, not wrong, "Its headers are the ones demanded.", f"Headers that are not as demanded: {_list(wrong)}."
    )
    more = sorted({name.lower() for name, _ in answer.headers} - demanded.keys() - OF_THE_WAY)
    yield held(path, not more, "No cookie, and no other header.", f"Headers that should not be there: {_list(more)}.")
    if onions := _values(answer, "onion-location"):
        fits = len(onions) == 1 and _ONION.fullmatch(onions[0].removesuffix(path)) and onions[0].endswith(path)
        yield held(
            path, bool(fits), f"It names an onion: {onions[0][:81] if fits else ''}", "It names an onion that is none."
        )


def check_fetched(path: str, answer: Answer) -> Check:
    """What a page fetches when it opens leaves nothing in a browser either, and makes it tell nobody."""
    if answer.status == 0:
        return left_open(path, "It could not be fetched.")
    more = sorted({name.lower() for name, _ in answer.headers} - OF_THE_PAGES_OWN)
    if not more and _values(answer, "cache-control") != ["no-store"]:
        return fails(path, "Headers that are not as demanded: cache-control.")
    return held(path, not more, "No cookie, and no other header.", f"Headers that should not be there: {_list(more)}.")


def _check_packed(path: str, page: BuiltPage, plain: Answer, packed: Answer) -> Iterator[Check]:
    if packed.status == 0:
        yield left_open(path, "Packed by gzip it could not be fetched.")
        return
    same = packed.status == 200 and unpacked(packed) == plain.body
    yield held(path, same, "Packed by gzip it is the same.", "Packed by gzip it is something else.")
    for check in check_headers(path, page, packed) if packed.status == 200 else ():
        if not check.is_well:
            yield Check(path, check.outcome, f"Packed by gzip: {check.said}")


def unpacked(answer: Answer) -> bytes | None:
    """At most as many bytes as a page may have; None unless it is one whole gzip, or not packed at all."""
    coding = _values(answer, "content-encoding")
    if not coding:
        return answer.body
    if coding != ["gzip"]:
        return None
    packed = zlib.decompressobj(_GZIP)
    try:
        body = packed.decompress(answer.body, MOST_SERVED)
    except zlib.error:
        return None
    return body if packed.eof and not packed.unused_data else None


def check_block(block: str, roots: RootSet, directory: TrustedDirectory) -> Iterator[Check]:
    """That a page with this block trusts who we trust, and no directory that was rolled back."""
    about = "the trust block"
    try:
        trust = read_block(block)
    except PageRefused:
        yield fails(about, "It is none.")
        return
    yield _of_roots(about, trust.roots, roots, directory.roots)
    if trust.directory == directory.hash:
        now = trust == page_trust(directory, trust.roots)
        yield held(
            about, now, "It holds the directory in force.", "It names the directory in force, and lies about it."
        )
    else:
        before = "It holds a directory before the one in force."
        yield held(about, _is_before(trust, directory), before, "It holds a directory that cannot be before this one.")


def _of_roots(about: str, in_block: RootSet, given: RootSet, in_force: RootSet) -> Check:
    if in_block == given != in_force:
        return fails(about, "It holds roots that were changed since. Put the page together anew, and have it logged.")
    said = (
        "It holds the roots that you gave." if in_force == given else "It holds the roots that yours have changed to."
    )
    return held(about, in_block == in_force, said, "It holds other roots than you gave.")


def _is_of(trust: PageTrust, directory: TrustedDirectory) -> bool:
    try:
        return trust == page_trust(directory, trust.roots)
    except PageRefused:
        return False


def _is_before(trust: PageTrust, directory: TrustedDirectory) -> bool:
    held_now = directory.contents
    kept = held_now.never_to[: len(trust.never_to)] == trust.never_to
    directly = trust.number + 1 != held_now.number or held_now.previous == trust.directory
    return trust.number < held_now.number and trust.epoch <= held_now.epoch and kept and directly


def check_built(manifest: PageManifest, built: Mapping[str, BuiltPage]) -> Iterator[Check]:
    """That the manifest names the pages that somebody built from the source, and no others."""
    named = {one.language: one.page for one in manifest.pages}
    for language in sorted(named.keys() | built.keys()):
        same = language in built and named.get(language) == built[language].hash
        yield held(f"/{language}", same, "It is the page that was built.", "It is not the page that was built.")


def _apart(body: bytes) -> tuple[BuiltPage, str] | None:
    try:
        return take_apart(body)
    except PageRefused:
        return None


def _values(answer: Answer, name: str) -> list[str]:
    return [value for key, value in answer.headers if key.lower() == name]


def _list(names: list[str]) -> str:
    return ", ".join(re.sub(r"[^a-z0-9-]", "?", name[:40]) for name in names[:20])
