"""A browser without a screen: cookies, forms as they stand on the page, and what a page's script would do."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx
from fastapi import FastAPI

from tests.server.policy.authenticator import Authenticator
from tests.server.policy.staff_world import ORIGIN


@dataclass
class Form:
    """One of a page's forms: where it goes, what it carries, and what an authenticator is asked by it."""

    action: str
    method: str
    passkey: str | None
    options: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            asks = told.get("data-passkey"), told.get("data-options", "")
            self.forms.append(Form(told["action"], told.get("method", "get"), *asks))
        elif tag == "input" and "name" in told:
            self.forms[-1].fields[told["name"]] = told.get("value", "")


@dataclass
class Browser:
    """Goes where it is sent, within this zone."""

    client: httpx.AsyncClient
    page: httpx.Response = field(default_factory=lambda: httpx.Response(204))

    @classmethod
    def at(cls, app: FastAPI, origin: str = ORIGIN) -> Browser:
        return cls(httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=origin))

    @property
    def text(self) -> str:
        """As a person reads it: without the marks that hold names apart."""
        return re.sub("[\u2068\u2069]", "", html.unescape(re.sub(r"<[^>]*>", "", self.page.text)))

    async def go(self, path: str, **how: Any) -> httpx.Response:
        self.page = await self.client.get(path, follow_redirects=True, **how)
        return self.page

    def form(self, action: str, **having: str) -> Form:
        read = _Forms()
        read.feed(self.page.text)
        found = [one for one in read.forms if one.action == action and having.items() <= one.fields.items()]
        assert found, (action, having, self.page.text)
        return found[0]

    async def send(
        self, action: str, filled: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """A form as a browser sends it; `headers` over its own."""
        said = {"origin": ORIGIN, "sec-fetch-site": "same-origin"} | dict(headers or {})
        said = {name: value for name, value in said.items() if value}
        self.page = await self.client.post(action, data=dict(filled), headers=said, follow_redirects=True)
        return self.page

    async def fill(self, action: str, key: Authenticator | None = None, **filled: str) -> httpx.Response:
        """Fill in and send the page's first form of this action, with what an authenticator answers."""
        form = self.form(action)
        return await self.send(action, answered(form, key) | filled)

    async def press(self, action: str, **having: str) -> httpx.Response:
        return await self.send(action, self.form(action, **having).fields)


def answered(form: Form, key: Authenticator | None) -> dict[str, str]:
    if form.passkey is None or key is None:
        return dict(form.fields)
    return form.fields | {"response": key.create(form.options) if form.passkey == "create" else key.get(form.options)}
