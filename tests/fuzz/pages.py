"""What a server hands out as its page, and what a browser says that it would rather have."""

from __future__ import annotations

import gzip

from clients.auditor.page_checks import unpacked
from clients.exchange import Answer
from protocol.built_page import MOST_SERVED, take_apart
from protocol.errors import PageRefused
from protocol.page import page_trust, read_block, write_block
from protocol.page_headers import content_security_policy
from server.intake.preferences import language_for, takes_gzip
from tests.built_pages import built_page
from tests.fuzz.examples import consortium
from tests.fuzz.target import Target

LANGUAGES = ("ar", "en", "fr")
WORLD = consortium()
BLOCK = write_block(page_trust(WORLD.directory, WORLD.root_set))


def _page(raw: bytes) -> None:
    """As it came: what is taken apart can be put together again, and has nothing that a browser could run besides."""
    page, block = take_apart(raw)
    assert page.with_block(block) == raw
    assert raw.lower().count(b"<script") == 2
    assert content_security_policy(page).isascii()


def _block(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    assert write_block(read_block(text)) == text


def _packed(raw: bytes) -> None:
    body = unpacked(Answer(200, raw, (("content-encoding", "gzip"),)))
    if body is None:
        raise PageRefused
    assert len(body) <= MOST_SERVED


def _preferred(raw: bytes) -> None:
    said = raw.decode("latin-1")
    assert language_for(said, LANGUAGES, "en") in LANGUAGES
    assert takes_gzip(said) in {True, False}


def targets() -> list[Target]:
    page, refused = built_page(), (PageRefused,)
    served = page.replace(b'"trust"></', b'"trust">' + BLOCK.encode() + b"</")
    tags = (
        b"<script>",
        b"</script>",
        b"<style>",
        b"</style>",
        b'<script type="text/plain" id="trust">',
        b"<!--",
        b"\r",
    )
    asked = [b"fr-CA, ar;q=0.5, *;q=0.1", b"gzip;q=0, *", b"en;q=0"]
    return [
        Target("pages", _page, [page, served], refused, tags, most=2048),
        Target("trustblocks", _block, [BLOCK.encode()], refused, (b"=", b"+", b"/"), most=1024),
        Target("packedpages", _packed, [gzip.compress(page, mtime=0)], refused, most=1024),
        Target("preferences", _preferred, asked, (), (b";q=", b"*", b",", b"-", b"gzip"), most=512),
    ]
