"""The page that intake serves: read, checked and packed when it starts; then the same bytes for everyone. SPEC 20.

The folder is made by `leeward web install`: `<language>.html` as they were built, `licences.txt` of what they carry,
`trust.block`, `page.manifest`, and `page.record` once the log has proved the manifest. Intake puts the block into the
pages and makes nothing else of them: what is served is what was logged, or intake does not start.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from protocol.built_page import LICENCES, MOST_LICENCES, MOST_PAGE, BuiltPage, read_built
from protocol.errors import DirectoryRefused, Malformed, PageRefused
from protocol.page import PageManifest, PageRecord, PageTrust, manifest_of, page_trust, read_block
from protocol.page_headers import page_headers
from server.intake.errors import PageDiffers, PageIncomplete, PageOfOthers
from server.pinned import Pinned

ENGLISH = "en"
BLOCK, MANIFEST, RECORD = "trust.block", "page.manifest", "page.record"
_MOST_BLOCK = 2 * PageTrust.BOUND


@dataclass(frozen=True, slots=True)
class ServedPage:
    """One language: the body as it is and in gzip, and the headers of both."""

    plain: bytes
    packed: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class InstalledPage:
    """All languages, the one for those whose own is not there, the licences of what they carry, and the record (a
    PageRecord) if there is one."""

    languages: Mapping[str, ServedPage]
    default: str
    licences: bytes
    record: bytes | None

    @property
    def is_proved(self) -> bool:
        """Whether there is a record, and in it the log's proof: without, everyone who checks the page is told no."""
        return self.record is not None and PageRecord.from_bytes(self.record).evidence is not None


def read_installed(folder: Path, pinned: Pinned) -> InstalledPage:
    """Read what was installed.

    Raises PageIncomplete, PageDiffers, PageOfOthers, Malformed or a child of PageRefused.
    """
    block = _read(folder / BLOCK, _MOST_BLOCK).decode("ascii", "replace")
    _check_ours(read_block(block), pinned)
    manifest = _read(folder / MANIFEST, PageManifest.BOUND)
    pages = {file.stem: _built(file) for file in sorted(folder.glob("*.html"))}
    if manifest_of(pages, block).to_bytes() != manifest:
        raise PageDiffers
    served = {name: _served(page, block) for name, page in pages.items()}
    default = ENGLISH if ENGLISH in served else next(iter(served))
    return InstalledPage(served, default, _read(folder / LICENCES, MOST_LICENCES), _record(folder, manifest))


def _check_ours(trust: PageTrust, pinned: Pinned) -> None:
    """A page must be able to trust what this intake hands out: same roots, and a directory that intake knows too."""
    try:
        known = pinned.directory_named(trust.directory)
    except DirectoryRefused:
        raise PageOfOthers from None
    if page_trust(known, known.roots) != trust:
        raise PageOfOthers


def _built(file: Path) -> BuiltPage:
    try:
        return read_built(_read(file, MOST_PAGE))
    except PageRefused as refused:
        raise type(refused)(f"{file.name}: {refused}") from None


def _served(page: BuiltPage, block: str) -> ServedPage:
    plain = page.with_block(block)
    return ServedPage(plain, gzip.compress(plain, mtime=0), page_headers(page))


def _record(folder: Path, manifest: bytes) -> bytes | None:
    if not (folder / RECORD).exists():
        return None
    raw = _read(folder / RECORD, PageRecord.BOUND)
    try:
        if PageRecord.from_bytes(raw).manifest != manifest:
            raise PageDiffers
    except Malformed:
        raise Malformed(f"{RECORD} is not a record of a page.") from None
    return raw


def _read(file: Path, most: int) -> bytes:
    """At most one byte more than there may be, which is enough to refuse it."""
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except OSError:
        raise PageIncomplete from None
