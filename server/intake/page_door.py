"""Where a browser gets the page: `/`, `/{language}`, the licences of what it carries, `/licences.txt`, and what the log
holds of it, `/v1/page`. SPEC 20.4.

Rules of this file
* What is answered depends on the address, on Accept-Language and Accept-Encoding, and on whether the onion was asked:
  on nothing else, so that nobody can be told from anybody by what they got.
* What is sent was made when intake started. Nothing of the request is in the answer.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request, Response

from protocol.crossings import CBOR
from server.intake.errors import NoPage, NoPageRecord, NoSuchPage
from server.intake.page import InstalledPage, ServedPage
from server.intake.preferences import language_for, takes_gzip

_HEADERS = ("content-security-policy", "permissions-policy", "vary")
_PAGE: dict[str, Any] = {
    "response_class": Response,
    "responses": {
        200: {
            "description": "The page",
            "content": {"text/html": {"schema": {"type": "string"}}},
            "headers": {name: {"required": True, "schema": {"type": "string"}} for name in _HEADERS},
        }
    },
}
_TEXT_ALONE = {
    "content-type": "text/plain; charset=utf-8",
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}
_LICENCES: dict[str, Any] = {
    "response_class": Response,
    "responses": {
        200: {"description": "Licences", "content": {"text/plain": {"schema": {"type": "string"}}}},
    },
}
_RECORD: dict[str, Any] = {
    "response_class": Response,
    "responses": {
        200: {
            "description": "A PageRecord",
            "content": {CBOR: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
}


def page_routes(app: FastAPI, installed: InstalledPage | None, onion: str | None) -> None:
    """`onion`: `http://….onion`, told to those who came by another name, or None."""

    @app.head("/", **_PAGE)
    @app.get("/", **_PAGE)
    async def page(request: Request) -> Response:
        """The page in the language that fits best."""
        found = _installed(installed)
        language = language_for(_all(request, "accept-language"), found.languages, found.default)
        return _answer(request, found.languages[language], "Accept-Language, Accept-Encoding", onion and f"{onion}/")

    @app.head("/licences.txt", **_LICENCES)
    @app.get("/licences.txt", **_LICENCES)
    async def licences(request: Request) -> Response:
        """Under which licences stands what the page carries."""
        text = _installed(installed).licences
        headers = {**_TEXT_ALONE, "content-length": str(len(text))}
        return Response(b"" if request.method == "HEAD" else text, headers=headers)

    @app.head("/{language}", **_PAGE)
    @app.get("/{language}", **_PAGE)
    async def page_of(language: str, request: Request) -> Response:
        """The page in one language."""
        if (found := _installed(installed).languages.get(language)) is None:
            raise NoSuchPage
        return _answer(request, found, "Accept-Encoding", onion and f"{onion}/{language}")

    @app.get("/v1/page", **_RECORD)
    async def record() -> Response:
        """→ PageRecord: the manifest of the page, and that the log has it."""
        if installed is None or installed.record is None:
            raise NoPageRecord
        return Response(installed.record, media_type=CBOR, headers={"cache-control": "no-store"})


def _installed(installed: InstalledPage | None) -> InstalledPage:
    if installed is None:
        raise NoPage
    return installed


def _answer(request: Request, page: ServedPage, vary: str, onion: str | None) -> Response:
    packed = takes_gzip(_all(request, "accept-encoding"))
    body = page.packed if packed else page.plain
    headers = {**page.headers, "vary": vary, "content-length": str(len(body))}
    if packed:
        headers["content-encoding"] = "gzip"
    if onion and not _came_by_onion(request):
        headers["onion-location"] = onion
    return Response(b"" if request.method == "HEAD" else body, headers=headers)


def _came_by_onion(request: Request) -> bool:
    return request.headers.get("host", "").partition(":")[0].rstrip(".").lower().endswith(".onion")


def _all(request: Request, name: str) -> str:
    """A field that came in several lines is one list (RFC 9110 §5.3)."""
    return ",".join(request.headers.getlist(name))
