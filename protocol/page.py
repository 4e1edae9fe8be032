"""What the page that sources open in a browser trusts, and what the log says of it: SPEC 20. Its HTML: built_page.py.

PageRefused
├── BadTrustBlock
├── NoCountry
└── NotThatManyPages
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from protocol.built_page import BuiltPage, check_language
from protocol.custodian_crossings import LogEvidence
from protocol.directory import TrustedDirectory
from protocol.encoding import Code, Hash, Message, Purpose, digest, sorted_set
from protocol.errors import Malformed, PageRefused
from protocol.ids import PartKind
from protocol.roots import RootSet

MOST_PAGES = 32


class BadTrustBlock(PageRefused):
    """This is not a trust block: base64 of one message of its kind, spelled in the one way there is."""


class NoCountry(PageRefused):
    """No country in this directory takes both testimony and identity, so no page could send a report."""


class NotThatManyPages(PageRefused):
    """There is no page here, or more than 32 languages."""


class PageTrust(Message):
    """What a page holds a fetched directory against: the roots, and the newest directory known when it was set up."""

    BOUND: ClassVar[int] = 8192

    type: Literal["leeward/v1/page-trust"] = "leeward/v1/page-trust"
    roots: RootSet
    number: Annotated[int, Field(ge=1, le=2**32)]
    epoch: Annotated[int, Field(ge=1, le=2**32)]
    directory: Hash
    never_to: Annotated[tuple[Code, ...], Field(max_length=52)]
    """The directory's list of bodies, in its order: a newer one may only add to it."""
    countries: Annotated[tuple[Code, ...], Field(min_length=1, max_length=64), AfterValidator(sorted_set)]
    """Those that have both a testimony and an identity compartment."""


class PageOf(Message):
    """One language's page: SHA-256 of the built file, and of its script."""

    language: Code
    page: Hash
    script: Hash


def _by_language(pages: tuple[PageOf, ...]) -> tuple[PageOf, ...]:
    sorted_set(tuple(one.language for one in pages))
    return pages


class PageManifest(Message):
    """Everything that is served as the page; its hash is the subject of a log entry."""

    BOUND: ClassVar[int] = 8192

    type: Literal["leeward/v1/page-manifest"] = "leeward/v1/page-manifest"
    pages: Annotated[tuple[PageOf, ...], Field(min_length=1, max_length=MOST_PAGES), AfterValidator(_by_language)]
    trust: Hash


class PageRecord(Message):
    """What intake shows of the page: its manifest, and the proof that the log has it; None before there is one."""

    BOUND: ClassVar[int] = PageManifest.BOUND + LogEvidence.BOUND + 256

    type: Literal["leeward/v1/page-record"] = "leeward/v1/page-record"
    manifest: Annotated[bytes, Field(max_length=PageManifest.BOUND)]
    evidence: LogEvidence | None


def page_trust(directory: TrustedDirectory, roots: RootSet) -> PageTrust:
    """What a page is to trust, from the directory in force. Raises NoCountry."""
    held = directory.contents
    takes = {kind: {one.country for one in held.compartments if one.kind is kind} for kind in PartKind}
    countries = tuple(sorted(takes[PartKind.TESTIMONY] & takes[PartKind.IDENTITY]))
    if not countries:
        raise NoCountry
    return PageTrust(
        roots=roots,
        number=held.number,
        epoch=held.epoch,
        directory=directory.hash,
        never_to=held.never_to,
        countries=countries,
    )


def write_block(trust: PageTrust) -> str:
    """What stands in the trust block of every page."""
    return base64.b64encode(trust.to_bytes()).decode("ascii")


def read_block(block: str) -> PageTrust:
    """What a trust block says. Raises BadTrustBlock, also for another spelling of the same."""
    try:
        trust = PageTrust.from_bytes(base64.b64decode(block, validate=True))
    except (binascii.Error, ValueError, Malformed):
        raise BadTrustBlock from None
    if write_block(trust) != block:
        raise BadTrustBlock
    return trust


def block_hash(block: str) -> bytes:
    return hashlib.sha256(block.encode()).digest()


def manifest_of(pages: Mapping[str, BuiltPage], block: str) -> PageManifest:
    """What is to be logged of these pages, by language, and their trust block. Raises a child of PageRefused."""
    read_block(block)
    if not 1 <= len(pages) <= MOST_PAGES:
        raise NotThatManyPages
    named = sorted((check_language(name), page) for name, page in pages.items())
    return PageManifest(
        pages=tuple(PageOf(language=name, page=page.hash, script=page.script_hash) for name, page in named),
        trust=block_hash(block),
    )


def manifest_hash(manifest: bytes) -> bytes:
    """The 32 bytes that stand in the log for an encoded manifest."""
    return digest(Purpose.PAGE_HASH, manifest)
