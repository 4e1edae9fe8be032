"""A page as bytes with its headers. Everything that is filled in is escaped; nothing comes from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.responses import HTMLResponse, Response

from server.pages.files import PageFile, read_files
from server.pages.filling import templates_in
from server.pages.texts import NAMES
from server.policy.accounts.sessions import Session
from server.policy.languages import LANGUAGES
from server.policy.staff_pages.texts import Texts

FILES = Path(__file__).parent / "files"
PREFIX = "/staff/files/"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": CONTENT_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    # With no referrer at all a browser sends `Origin: null` with forms, and every one of them would be refused.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


OVERVIEWS = ("people", "devices", "compartments", "partners", "orders", "policies", "activity")
"""The pages of those who oversee, as their addresses end; in the order of the links to them."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """One for all pages. Templates are read once."""

    files: Mapping[str, PageFile] = field(default_factory=lambda: read_files(FILES, PREFIX))
    environment: Environment = field(default_factory=lambda: templates_in(Path(__file__).parent / "templates"))

    def page(
        self, template: str, language: str, session: Session | None = None, status: int = 200, **given: Any
    ) -> Response:
        """`given` goes into the template as it is named there."""
        texts = Texts(language)
        body = self.environment.get_template(f"{template}.html").render(
            t=texts.say,
            language=language,
            direction=texts.direction,
            languages={name: NAMES[name] for name in LANGUAGES},
            session=session,
            files=self.files,
            template=template,
            overviews=OVERVIEWS,
            **given,
        )
        return HTMLResponse(body, status, HEADERS)
