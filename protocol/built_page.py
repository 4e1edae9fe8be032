"""A page as it was built, and what may be put into it where it is served: SPEC 20.1.

PageRefused
├── NotAPage
├── NoLicences
├── NotALanguage
├── NotOneStyle
├── NotOneScript
├── NotOneTrustBlock
└── TrustNotEmpty

Rules of this file
* A built page is the same for everyone; only its trust block is filled where it is served. Taking the block out again
  gives the very bytes that were built.
* A browser must read the same script, style and block that are found here: whatever could make it see others (a second
  tag, another spelling of one, line ends that it would change) is refused.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from protocol.errors import PageRefused

MOST_PAGE = 1024 * 1024
"""Bytes of a page as it is built."""
MOST_SERVED = MOST_PAGE + 16 * 1024
"""Bytes of a page with its trust block."""
LICENCES, MOST_LICENCES = "licences.txt", 256 * 1024
"""Beside the pages, and its bytes."""
_EMPTY, _FILLED = b'<script type="text/plain" id="trust"></script>', b'<script type="text/plain" id="trust">%b</script>'
_TRUST = re.compile(rb'<script type="text/plain" id="trust">([A-Za-z0-9+/=]*)</script>')
_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")


class NotAPage(PageRefused):
    """This is not a built page: one HTML file in UTF-8, at most 1 MiB, with line feeds alone between its lines."""


class NoLicences(PageRefused):
    """Beside built pages stand the licences of what they carry: licences.txt, at most 256 KiB. Here they do not."""


class NotALanguage(PageRefused):
    """A built page is named after its language, as en.html. This one is not."""


class NotOneStyle(PageRefused):
    """A built page has exactly one <style>, without attributes. This one has none, or more, or another kind."""


class NotOneScript(PageRefused):
    """A built page has exactly one <script> without attributes, and its trust block. This one has fewer, or others."""


class NotOneTrustBlock(PageRefused):
    """A built page has exactly one trust block: <script type="text/plain" id="trust">. This one has none, or more."""


class TrustNotEmpty(PageRefused):
    """The trust block of this page is filled. Only where it is served may it be."""


@dataclass(frozen=True)
class BuiltPage:
    """A page as it was built, its trust block empty. From read_built or take_apart."""

    html: bytes
    script: bytes
    style: bytes

    @cached_property
    def hash(self) -> bytes:
        return hashlib.sha256(self.html).digest()

    @cached_property
    def script_hash(self) -> bytes:
        return hashlib.sha256(self.script).digest()

    @cached_property
    def style_hash(self) -> bytes:
        return hashlib.sha256(self.style).digest()

    def with_block(self, block: str) -> bytes:
        """The page as it is served. `block` is what page.write_block makes."""
        return self.html.replace(_EMPTY, _FILLED % block.encode())


def read_built(html: bytes) -> BuiltPage:
    """Check a file that was built. Raises a child of PageRefused."""
    page, block = take_apart(html)
    if block:
        raise TrustNotEmpty
    return page


def take_apart(served: bytes) -> tuple[BuiltPage, str]:
    """The page as it was built, and what stood in its trust block (not yet read). Raises a child of PageRefused."""
    _check_text(served)
    trust = _only(_TRUST, served, NotOneTrustBlock)
    script, style = _only(_SCRIPT, served, NotOneScript), _only(_STYLE, served, NotOneStyle)
    _check_tags(served.lower())
    _check_apart(trust, script, style)
    built = served[: trust.start(1)] + served[trust.end(1) :]
    if len(built) > MOST_PAGE:
        raise NotAPage
    return BuiltPage(built, script[1], style[1]), trust[1].decode()


def check_language(name: str) -> str:
    """The name, if a page may be called by it: `en`, `pt-br`. Raises NotALanguage."""
    if len(name) > 48 or not _LANGUAGE.fullmatch(name):
        raise NotALanguage
    return name


def _check_text(html: bytes) -> None:
    # A browser drops a byte order mark, and hashes a script with other line ends than the file has.
    if len(html) > MOST_SERVED or b"\r" in html or b"\0" in html or html.startswith(b"\xef\xbb\xbf"):
        raise NotAPage
    try:
        html.decode()
    except UnicodeDecodeError:
        raise NotAPage from None


def _only(pattern: re.Pattern[bytes], html: bytes, refused: type[PageRefused]) -> re.Match[bytes]:
    found = list(pattern.finditer(html))
    if len(found) != 1:
        raise refused
    return found[0]


def _check_tags(lowered: bytes) -> None:
    """Every tag that a browser could take for a script's or a style's is one of those found."""
    if (lowered.count(b"<script"), lowered.count(b"</script")) != (2, 2):
        raise NotOneScript
    if (lowered.count(b"<style"), lowered.count(b"</style")) != (1, 1):
        raise NotOneStyle


def _check_apart(*found: re.Match[bytes]) -> None:
    """None stands inside another, where a browser would see text."""
    spans = sorted(one.span() for one in found)
    if any(before[1] > after[0] for before, after in pairwise(spans)):
        raise NotOneScript
