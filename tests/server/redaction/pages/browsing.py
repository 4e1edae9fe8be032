"""A browser without a screen at a desk's pages: one cookie, forms as they stand on the page, an authenticator."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx
from fastapi import FastAPI

from server.redaction.api import create_app
from server.redaction.world import World
from tests.server.policy.authenticator import Authenticator

ORIGIN = "http://localhost:8443"
OWN = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}


@dataclass
class Found:
    """A form of a page: what it carries before anybody fills it in, and what an authenticator is asked by it."""

    action: str
    passkey: str = ""
    options: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Found] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Found(told["action"], told.get("data-passkey", ""), told.get("data-options", "")))
        elif tag == "input" and told.get("type") in {"hidden", None} and "name" in told:
            self.forms[-1].fields.append((told["name"], told.get("value", "")))


@dataclass
class PageBrowser:
    client: httpx.AsyncClient
    page: httpx.Response = field(default_factory=lambda: httpx.Response(204))

    @property
    def text(self) -> str:
        """As a person reads it: without the marks that hold names apart."""
        return re.sub("[\u2068\u2069]", "", html.unescape(re.sub(r"<[^>]*>", "", self.page.text)))

    @property
    def path(self) -> str:
        return self.page.url.path

    async def go(self, path: str) -> httpx.Response:
        self.page = await self.client.get(path, follow_redirects=True)
        return self.page

    def forms(self) -> list[Found]:
        read = _Forms()
        read.feed(self.page.text)
        return read.forms

    def form(self, action: str) -> Found:
        return next(one for one in self.forms() if one.action == action)

    async def send(
        self, action: str, filled: Sequence[tuple[str, str]], headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """As a browser sends it; `headers` over its own, an empty one is left out."""
        said = {name: value for name, value in {**OWN, **(headers or {})}.items() if value}
        said["content-type"] = said.get("content-type", "application/x-www-form-urlencoded")
        body = str(httpx.QueryParams(list(filled)))
        self.page = await self.client.post(action, content=body, headers=said, follow_redirects=True)
        return self.page

    async def press(self, action: str, *more: tuple[str, str]) -> httpx.Response:
        filled = {name for name, _ in more}
        kept = [one for one in self.form(action).fields if one[0] not in filled]
        return await self.send(action, [*kept, *more])

    async def answer(self, action: str, key: Authenticator) -> httpx.Response:
        """Send a form that asks for a passkey."""
        form = self.form(action)
        response = key.create(form.options) if form.passkey == "create" else key.get(form.options)
        return await self.send(action, [*[one for one in form.fields if one[0] != "response"], ("response", response)])

    async def come_in(self, console: httpx.AsyncClient, key: Authenticator) -> None:
        """By a link from this desk's terminal, and with this passkey."""
        await self.go("/")
        await self.send("/desk/link", [("code", await code_from(console))])
        await self.answer("/desk/passkey", key)


async def code_from(console: httpx.AsyncClient) -> str:
    made = (await console.post("/v1/page-links")).raise_for_status().json()
    assert made["url"].startswith(f"{ORIGIN}/#")
    return str(made["url"].partition("#")[2])


def the_persons_key(name: str = "key") -> Authenticator:
    return Authenticator(ORIGIN, name)


@asynccontextmanager
async def browser_at(world: World, app: FastAPI | None = None) -> AsyncIterator[PageBrowser]:
    transport = httpx.ASGITransport(app=app or create_app(world))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield PageBrowser(client)
