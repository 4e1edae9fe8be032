"""The built pages are what their sources make, small enough for a slow line, and alone; and whose code they carry is
written beside them.
"""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

import pytest

from protocol.built_page import BuiltPage, read_built
from protocol.page_headers import page_headers
from tests.clients.web.catalogues import every_language
from tests.clients.web.chromium import WEB, nodeless
from tests.clients.web.intake import trust_block
from tests.conftest import _missing
from tests.worlds import make_consortium

BUILT = WEB / "built"
MOST_ON_THE_LINE = 100_000
ADDED = {
    "vary": "Accept-Encoding, Accept-Language",
    "content-length": "100000",
    "content-encoding": "gzip",
    "date": "Sun, 22 Nov 2026 12:00:00 GMT",
    "server": "uvicorn",
    "onion-location": f"http://{56 * 'a'}.onion/fr",
}
"""What is sent beside the page's own headers (server/intake/page_door.py, and the server around it), or as long."""

needs_node = pytest.mark.usefixtures("node")


@pytest.fixture(scope="module")
def node() -> None:
    if what := nodeless():
        _missing(what)


@pytest.fixture(scope="module")
def block() -> str:
    return trust_block(make_consortium("built", quorums=(2, 2, 2), custodians=3))


@pytest.fixture(params=every_language())
def page(request: pytest.FixtureRequest) -> BuiltPage:
    return read_built((BUILT / f"{request.param}.html").read_bytes())


def _run(*command: str) -> str:
    return subprocess.run(["node", *command], cwd=WEB, capture_output=True, check=True, text=True).stdout


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.glob("*.html")}


@needs_node
def test_the_built_pages_are_byte_for_byte_what_their_sources_make(tmp_path: Path) -> None:
    """Where this fails, `make web` was forgotten."""
    _run("build.js", str(tmp_path))
    made, kept = _files(tmp_path), _files(BUILT)
    assert sorted(made) == sorted(kept) == [f"{language}.html" for language in every_language()]
    assert [name for name in made if made[name] != kept[name]] == []


@needs_node
def test_whose_code_the_pages_carry_is_written_beside_them() -> None:
    assert _run("licences.js", "-") == (BUILT / "licences.txt").read_text(encoding="utf-8")


def test_a_page_with_its_headers_is_small_enough_for_a_slow_line(page: BuiltPage, block: str) -> None:
    packed = gzip.compress(page.with_block(block), mtime=0)
    headers = "".join(f"{name}: {value}\r\n" for name, value in (page_headers(page) | ADDED).items())
    assert len(f"HTTP/1.1 200 OK\r\n{headers}\r\n") + len(packed) <= MOST_ON_THE_LINE


def test_a_page_names_no_other_origin_that_a_browser_would_ask(page: BuiltPage) -> None:
    markup = page.html.replace(page.script, b"").replace(page.style, b"").decode()
    assert re.findall(r"https?:|//\w", markup) == []
    assert set(re.findall(r'(?:src|href)="([^"]*)"', markup)) == {f"/{language}" for language in every_language()}
    assert re.findall(rb"url\(|@import|image-set", page.style) == []
    assert re.findall(rb"import\(|importScripts|new WebSocket|new EventSource|sendBeacon", page.script) == []
