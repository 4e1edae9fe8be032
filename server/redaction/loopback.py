"""The desk answers this machine only, and only by its own loopback names.

A page in this person's browser could be made to ask a name that leads to 127.0.0.1. Its requests carry that name in
Host, and are turned away here, before anything is looked at. Nothing is answered for another origin: there is no CORS.
And nothing that is answered may be kept by anyone: every answer says no-store.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.problems import problem
from server.redaction.errors import NotALoopbackCaller


class Loopback:
    """ASGI middleware: whoever asks from another machine, or by another name, gets a problem document."""

    def __init__(self, app: ASGIApp, authorities: Collection[str], status: int) -> None:
        self._app, self._authorities, self._status = app, authorities, status

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not (self._is_ours(scope) and _from_this_machine(scope)):
            await problem(NotALoopbackCaller, self._status)(scope, receive, send)
            return
        await self._app(scope, receive, _not_to_be_kept(send))

    def _is_ours(self, scope: Scope) -> bool:
        hosts = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
        return len(hosts) == 1 and hosts[0] in self._authorities


def _from_this_machine(scope: Scope) -> bool:
    client = scope.get("client")
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False


def _not_to_be_kept(send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["cache-control"] = "no-store"
        await send(message)

    return answer
