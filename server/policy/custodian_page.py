"""The custodian's page, as files: read when the zone starts, then the same bytes for everyone. SPEC 18.3.

It has a host name of its own, on which nothing else is answered, and it is answered on no other: what else the policy
zone serves to browsers shares no origin with it, and so cannot come at the keys that custodians keep there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from protocol.page_headers import FOR_ALL
from server.policy.errors import PageNotWhole

MOST = 2 * 1024 * 1024
"""Bytes of one file."""
_INDEX, _WORKER = "index.html", "worker.js"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}
_HASHED = re.compile(r"page-[0-9a-f]{16}\.(js|css)")
_NEEDED = {_INDEX, _WORKER, "manifest.webmanifest", "icon.svg", "licences.txt"}


@dataclass(frozen=True, slots=True)
class PageFiles:
    """Each path that there is, with its answer."""

    answers: Mapping[str, Response]


def read_page(folder: Path, doors: Sequence[str]) -> PageFiles:
    """Read the built files; `doors` are the origins that the page may ask. Raises PageNotWhole."""
    files = {file.name: _read(file) for file in sorted(folder.iterdir())} if folder.is_dir() else {}
    hashed = [name for name in files if _HASHED.fullmatch(name)]
    # One script and one sheet, and nothing that does not belong: whatever else lay there would be served from there.
    if files.keys() - hashed != _NEEDED or sorted(name.rpartition(".")[2] for name in hashed) != ["css", "js"]:
        raise PageNotWhole
    if not all(name.encode() in files[_INDEX] for name in hashed):
        raise PageNotWhole
    return PageFiles({_path(name): Response(body, headers=_headers(name, doors)) for name, body in files.items()})


def _path(name: str) -> str:
    return "/" if name == _INDEX else f"/{name}"


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            body = opened.read(MOST + 1)
    except OSError:
        raise PageNotWhole from None
    if len(body) > MOST:
        raise PageNotWhole
    return body


def _headers(name: str, doors: Sequence[str]) -> dict[str, str]:
    return FOR_ALL | {
        "content-type": _TYPES[Path(name).suffix],
        "content-security-policy": _content_policy(name, doors),
        "cache-control": "public, max-age=31536000, immutable" if _HASHED.fullmatch(name) else FOR_ALL["cache-control"],
    }


def _content_policy(name: str, doors: Sequence[str]) -> str:
    """The page asks its doors alone; its worker fetches the page's own files alone; no other file does anything."""
    nothing = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    if name == _WORKER:
        return f"{nothing}; connect-src 'self'"
    if name != _INDEX:
        return nothing
    asked = " ".join(doors) or "'none'"
    return (
        f"{nothing}; script-src 'self'; style-src 'self'; img-src 'self'; manifest-src 'self'; worker-src 'self'; "
        f"connect-src {asked}; require-trusted-types-for 'script'; trusted-types leeward-worker"
    )


class OwnHost:
    """Answers with the page's files on its own host name, and leaves every other host to the zone."""

    def __init__(self, app: ASGIApp, files: PageFiles, authority: str) -> None:
        self._app, self._answers, self._authority = app, files.answers, authority.encode()
        self._nothing = Response("Not here.", 404, headers={"cache-control": "no-store"}, media_type="text/plain")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._is_own(scope):
            await self._app(scope, receive, send)
            return
        answer = self._answers.get(scope["path"]) if scope["method"] in {"GET", "HEAD"} else None
        await (answer or self._nothing)(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        return [value.lower() for name, value in scope["headers"] if name == b"host"] == [self._authority]
