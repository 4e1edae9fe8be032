"""A page as bytes with its headers. Everything that is filled in is escaped; nothing comes from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.responses import HTMLResponse, Response

from server.pages.files import PageFile, read_files
from server.pages.filling import templates_in
from server.pages.texts import NAMES, Catalogues, TextMissing, direction_of
from server.redaction.files.errors import FileError
from server.redaction.pages.memory import Session

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr", "ar", "sw")
CATALOGUES = Catalogues(HERE / "languages", LANGUAGES)
PREFIX = "/desk/files/"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": CONTENT_POLICY,
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "camera=(), clipboard-read=(), display-capture=(), geolocation=(), microphone=(), usb=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
    # With no referrer at all a browser sends `Origin: null` with forms, and every one of them would be refused.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
}
FORGET_HEADER = {"clear-site-data": '"cache", "storage"'}
"""For pages at which a browser should drop all that it still has of this desk. Cookies are left out: a browser would
drop those of every port of this machine."""


def policy_with_pictures(below: str) -> str:
    """For the one page that shows pictures, and those below this address alone: a browser also looks for an icon."""
    return f"img-src {below}; {CONTENT_POLICY}"


@dataclass(frozen=True, slots=True)
class Renderer:
    """One for all pages. Templates and files are read once."""

    idle_seconds: int

    files: Mapping[str, PageFile] = field(default_factory=lambda: read_files(HERE / "files", PREFIX))
    environment: Environment = field(default_factory=lambda: templates_in(HERE / "templates"))

    def page(self, template: str, language: str, session: Session | None, status: int = 200, **given: Any) -> Response:
        """`given` goes into the template as it is named there."""

        def say(name: str, **words: object) -> str:
            return CATALOGUES.say(language, name, **words)

        def say_or(name: str, otherwise: str) -> str:
            try:
                return say(name)
            except TextMissing:
                return otherwise

        body = self.environment.get_template(f"{template}.html").render(
            t=say,
            said_or=say_or,
            refusal=lambda kind: text_of(kind, language),
            language=language,
            direction=direction_of(language),
            languages={name: NAMES[name] for name in LANGUAGES},
            session=session,
            idle_seconds=self.idle_seconds,
            files=self.files,
            template=template,
            **given,
        )
        return HTMLResponse(body, status, HEADERS)


def text_of(kind: type[Exception], language: str) -> tuple[str, bool]:
    """What a page says of this error, and whether in that language: what no catalogue has is its docstring."""
    # Files have a tree of their own, in which some names stand a second time.
    of_files = "file-" if issubclass(kind, FileError) else ""
    name = "error-" + of_files + re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()
    try:
        return CATALOGUES.say(language, name), True
    except TextMissing:
        return " ".join((kind.__doc__ or "").split()), False
