"""A desk of a scene, served on loopback to a browser that a thread drives; its world and clock stay here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import uvicorn
from playwright.sync_api import Page

from server.demo.processes import free_port
from server.redaction.api import create_app
from server.redaction.pages.links import make_link
from server.redaction.world import World
from tests.clients.web.chromium import OnePage, arriving

Told = TypeVar("Told")


@dataclass(frozen=True)
class ServedDesk:
    world: World

    @property
    def origin(self) -> str:
        return self.world.page_origin.text

    def link(self) -> str:
        """As the terminal prints it."""
        return f"{self.origin}/#{make_link(self.world.memory.pages, self.world.now, self.world.random)}"


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[Any] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


@asynccontextmanager
async def served(world: World) -> AsyncIterator[ServedDesk]:
    """The same desk under a port of its own: memory, folder and keys are shared with the scene's."""
    port = free_port()
    here = replace(world, authorities=frozenset({f"127.0.0.1:{port}", f"localhost:{port}"}))
    config = uvicorn.Config(create_app(here), host="127.0.0.1", port=port, log_config=None, lifespan="off")
    server = _Server(config)
    running = asyncio.create_task(server._serve())
    await server.up.wait()
    try:
        yield ServedDesk(here)
    finally:
        server.should_exit = True
        await running


async def do(opened: OnePage, act: Callable[[Page], Told]) -> Told:
    """In the browser's thread, while the desk answers in this one."""
    return await asyncio.to_thread(opened.do, act)


def with_authenticator(page: Page) -> Any:
    """A security key that knows its owner, plugged into this page's browser."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp


def come_in(page: Page, link: str) -> None:
    """By the link, and with the authenticator, by keyboard."""
    page.goto(link)
    page.wait_for_url("**/desk/passkey")
    page.locator("form[data-passkey] button:focus").wait_for()
    with arriving(page, "**/desk/**"):
        page.keyboard.press("Enter")


def moves(page: Page, key: str, where: str = "**") -> None:
    """A key that leads to another document."""
    with arriving(page, where):
        page.keyboard.press(key)
